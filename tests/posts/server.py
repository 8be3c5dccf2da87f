"""A server on loopback that plays a channel from a script: posts, edits, deletions, and everything that goes wrong."""

from __future__ import annotations

import gzip
import sys
import threading
import time
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from posts.channel import NAME, Message, at, contact_page, empty_page, preview_page, rss

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 20


@dataclass
class Channel:
    """A channel as its editors see it. Numbers only grow; a minute passes with each."""

    name: str = NAME
    messages: dict[int, Message] = field(default_factory=dict)
    last: int = 0
    version: int = 0
    linked: bool = True
    """Whether its pages link to older ones."""

    def post(self, text: str = "", *, skip: int = 0, parts: int = 0, service: bool = False) -> int:
        """Post and return the number; ``skip`` numbers are left out before it, ``parts`` taken by an album."""
        number = self.last + 1 + skip
        media = parts > 0 or not text
        posted = at(1) + timedelta(minutes=number)
        self.messages[number] = Message(
            number=number, posted=posted, text=text, parts=parts, media=media, service=service
        )
        self.last = number + parts
        self.version += 1
        return number

    def edit(self, number: int, text: str) -> None:
        self.messages[number] = replace(self.messages[number], text=text, edited=True, media=not text)
        self.version += 1

    def delete(self, number: int) -> None:
        del self.messages[number]
        self.version += 1

    def texts(self) -> dict[str, str]:
        """What a fresh read of the whole channel gives: id to text."""
        return {str(n): m.text for n, m in sorted(self.messages.items()) if m.text and not m.service}

    def page(self, before: int | None, without: frozenset[int] = frozenset()) -> bytes:
        older = sorted(number for number in self.messages if before is None or number < before)
        shown = [self.messages[number] for number in older[-PAGE:] if number not in without]
        if not shown:
            return empty_page(self.name)
        link = shown[0].number if self.linked and len(older) > PAGE else None
        return preview_page(shown, before=link, name=self.name)


@dataclass(frozen=True)
class Fault:
    """What the server does instead of answering a request. The fields are tried from the top."""

    status: int = 0
    retry_after: str | None = None
    location: str | None = None
    slow: float = 0.0
    cut: bool = False
    gzip: bool = False
    body: bytes | None = None
    repeat: bool = False
    without: frozenset[int] = frozenset()
    rename: tuple[bytes, bytes] | None = None
    """Bytes of the page and what stands in their place: a changed layout, broken UTF-8, another channel."""


CONTACT = Fault(body=contact_page())
EMPTY = Fault(body=empty_page())
FINE = Fault()


@dataclass
class Played:
    """A running server."""

    base: str
    channel: Channel
    faults: deque[Fault] = field(default_factory=deque)
    """For the next requests, one each; after them all is well."""
    always: Fault = FINE
    """For every request that has no fault of its own."""
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]


@contextmanager
def playing(channel: Channel) -> Iterator[Played]:
    """Serve ``channel`` at ``/s/<name>`` and ``/feed``."""
    server = _Server(("127.0.0.1", 0), _Handler)
    played = Played(f"http://127.0.0.1:{server.server_port}", channel)
    server.played = played  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that has had enough is no fault; whatever else goes wrong here is said."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        played: Played = self.server.played  # type: ignore[attr-defined]
        played.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        fault = played.faults.popleft() if played.faults else played.always
        time.sleep(fault.slow)
        with suppress(BrokenPipeError, ConnectionResetError):
            self._answer(played.channel, fault)

    def _answer(self, channel: Channel, fault: Fault) -> None:
        headers = {}
        if fault.retry_after is not None:
            headers["Retry-After"] = fault.retry_after
        if fault.location is not None:
            headers["Location"] = fault.location
        if fault.status:
            self._send(fault.status, b"", headers)
            return
        parts = urlsplit(self.path)
        if parts.path == "/feed":
            tag = f'"{channel.version}"'
            if self.headers.get("If-None-Match") == tag:
                self._send(304, b"", {"ETag": tag})
                return
            headers |= {"ETag": tag, "Content-Type": "application/rss+xml"}
            body = rss([channel.messages[number] for number in sorted(channel.messages, reverse=True)][:PAGE])
        elif parts.path.casefold() == f"/s/{channel.name}".casefold():
            before = parse_qs(parts.query).get("before")
            body = channel.page(int(before[0]) if before and not fault.repeat else None, fault.without)
        elif parts.path.startswith("/s/"):
            self._send(302, b"", {"Location": parts.path.removeprefix("/s")})
            return
        else:
            self._send(404, b"nothing here", {})
            return
        if fault.body is not None:
            body = fault.body
        if fault.rename:
            body = body.replace(*fault.rename)
        if fault.gzip:
            body = gzip.compress(body)
            headers["Content-Encoding"] = "gzip"
        self._send(200, body, headers, cut=fault.cut)

    def _send(self, status: int, body: bytes, headers: dict[str, str], *, cut: bool = False) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            self.close_connection = True
