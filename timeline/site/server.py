"""The server: the same documents as ``publish`` writes, from memory, always as the event table is now.

Every request first asks the database whether it has changed. What was asked for before is answered from a
table of finished answers; anything else goes through Starlette's routes and is built in a thread.
"""

from __future__ import annotations

import re
import time
from asyncio import Lock
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from timeline.errors import DatabaseBusy, MissingDatabase, NewerDatabase, TimelineError, UsageError
from timeline.feed.content import line
from timeline.feed.named import named_feed
from timeline.feed.phrases import LANGUAGES, phrases
from timeline.site.answers import OPEN, SECURITY, Answer, answer, is_known
from timeline.site.asking import asked_filter
from timeline.site.current import Current
from timeline.site.pages import failure
from timeline.site.site import CALENDAR, HTML, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import Message, Receive, Scope, Send

    from timeline.calendars import Calendar
    from timeline.store import Reader

MOST_ANSWERS = 2000
"""Finished answers kept at a time."""

_HOST = re.compile(r"(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?")
_IN_PATH = re.compile(rf"[/.]({'|'.join(LANGUAGES)})(?:[/.]|$)")
_DATA = (".ics", ".json", ".atom", ".txt")
_REASONS = ((MissingDatabase, "missing"), (DatabaseBusy, "busy"), (NewerDatabase, "newer"))


class Unavailable(Exception):
    """The event table cannot be read; ``error`` says why."""

    def __init__(self, error: TimelineError) -> None:
        super().__init__(error.message)
        self.error = error


class Sent(Response):
    """An ``Answer`` on its way: 304 for who has it already, compressed for who can read that, no body for HEAD."""

    def __init__(self, found: Answer) -> None:
        super().__init__(status_code=found.status)
        self.found = found

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = dict(scope["headers"])
        variant = self.found.choose(asked.get(b"accept-encoding", b""))
        if is_known(self.found, asked.get(b"if-none-match"), asked.get(b"if-modified-since")):
            await send({"type": "http.response.start", "status": 304, "headers": variant.not_modified})
            await send({"type": "http.response.body"})
            return
        body = b"" if scope["method"] == "HEAD" else variant.octets
        await send({"type": "http.response.start", "status": self.found.status, "headers": variant.headers})
        await send({"type": "http.response.body", "body": body})


class Server:
    """An ASGI application. ``base`` is its address where that is not the one it is asked under.

    ``log`` gets a line for each request, ``tell`` what is wrong with the database.
    """

    def __init__(
        self,
        database: Path,
        calendars: Callable[[Reader], list[Calendar]],
        base: str | None = None,
        *,
        gzip: bool = True,
        log: Callable[[str], None] | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self.current = Current(database, calendars, base)
        self._gzip = gzip
        self._log = log
        self._tell = tell
        self._finished: dict[tuple[bytes, ...], Answer] = {}
        self._renewing = Lock()
        methods = ["GET", "HEAD", "OPTIONS"]
        self._routes = Starlette(
            routes=[
                Route("/health", self._health, methods=methods),
                Route("/{path:path}", self._document, methods=methods),
            ],
            exception_handlers={
                UsageError: self._wrong,
                Unavailable: self._unavailable,
                HTTPException: self._missing,
            },
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if self._log is not None:
            send = _logged(scope, send, self._log)
        now = datetime.now(UTC)
        if not self.current.fresh(now):
            await self._renew()
        found = self._finished.get(_key(scope)) if scope["method"] in ("GET", "HEAD") else None
        await (Sent(found) if found is not None else self._routes)(scope, receive, send)

    async def _renew(self) -> None:
        """Read the table once, however many requests found that it has changed."""
        async with self._renewing:
            now = datetime.now(UTC)
            if self.current.fresh(now):
                return
            mark = self.current.mark()
            await run_in_threadpool(self.current.renew, mark, now)
            self._finished = {}
            if self.current.error is not None and self._tell is not None:
                self._tell(self.current.error.message)

    def _document(self, request: Request) -> Response:
        """Any document of the site; for feeds the query string changes what is in it."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        finished = self._finished  # of the state that the site below belongs to
        if self.current.error is not None:
            raise Unavailable(self.current.error)
        path = request.path_params["path"]
        site = self.current.site(_base(request))
        at = site.feed_at(path)
        if at is not None:
            held, id_, lang = at
            named = named_feed(held.calendar, id_, lang).filter
            asked = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=50)
            chosen = asked_filter(named, asked)
            octets, media = site.feed(path, chosen if asked else None), CALENDAR
        else:
            page = path + "index.html" if path == "" or path.endswith("/") else path
            document = site.document(page)
            octets, media = (document.octets, document.media) if document else (None, "")
        if octets is None:
            raise HTTPException(404)
        found = answer(
            octets,
            media,
            self.current.modified(path),
            open_=path.endswith(_DATA),
            compress=self._gzip,
            cache=b"public, max-age=3600" if path.startswith("static/") else b"no-cache",
        )
        if len(finished) >= MOST_ANSWERS:
            finished.clear()
        finished[_key(request.scope)] = found
        return Sent(found)

    def _health(self, request: Request) -> Response:
        """Whether the event table can be read, and its revision."""
        if self.current.error is not None or self.current.snapshot is None:
            return JSONResponse({"status": "unavailable", "reason": _reason(self.current.error)}, 503, _UNKEPT)
        return JSONResponse({"status": "ok", "revision": self.current.snapshot.revision}, 200, _UNKEPT)

    def _wrong(self, request: Request, error: Exception) -> Response:
        """400: what was asked for does not exist, and what does."""
        assert isinstance(error, UsageError)
        return _failed(f"{error.message}\n{error.remedy}\n".encode(), TEXT, 400)

    def _missing(self, request: Request, error: Exception) -> Response:
        """404, and 405 for a method that makes no sense here."""
        assert isinstance(error, HTTPException)
        if error.status_code != 404:
            return _failed(f"{error.detail}\n".encode(), TEXT, error.status_code, error.headers)
        calendars = ", ".join(self.current.snapshot.calendars) if self.current.snapshot else ""
        if request.url.path.endswith(_DATA):
            return _failed(f"there is nothing here; calendars: {calendars or '(none yet)'}\n".encode(), TEXT, 404)
        say = phrases(_language(request), "site")
        return _failed(failure(say.lang, say.say("error.missing_title"), say.say("error.missing")), HTML, 404)

    def _unavailable(self, request: Request, error: Exception) -> Response:
        """503: what is wrong with the database, without naming a file of this machine."""
        assert isinstance(error, Unavailable)
        say = phrases(_language(request), "site")
        told = say.say("error.database", reason=say.say(f"error.reason_{_reason(error.error)}"))
        later = {"Retry-After": "60"}
        if request.url.path.endswith(_DATA):
            return _failed(f"{told}\n".encode(), TEXT, 503, later)
        return _failed(failure(say.lang, say.say("error.title"), told, say.say("error.again")), HTML, 503, later)


_UNKEPT = {"Cache-Control": "no-store", **{name.decode(): value.decode() for name, value in SECURITY}}
_PREFLIGHT = {
    **{name.decode(): value.decode() for name, value in (*OPEN, *SECURITY)},
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def _failed(octets: bytes, media: str, status: int, headers: object = None) -> Response:
    more = dict(headers) if isinstance(headers, dict) else {}
    return Response(octets, status, {**_UNKEPT, **more}, media)


def _reason(error: Exception | None) -> str:
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), "other")


def _language(request: Request) -> str:
    """Of the page that was asked for, else the first known one that the browser prefers."""
    in_path = _IN_PATH.search(request.url.path)
    if in_path:
        return in_path[1]
    wanted = re.findall(r"\b[a-z]{2}\b", request.headers.get("accept-language", "")[:100])
    return next((lang for lang in wanted if lang in LANGUAGES), LANGUAGES[0])


def _base(request: Request) -> str | None:
    """The address it was asked under, if its Host header is one."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}/" if len(host) < 100 and _HOST.fullmatch(host) else None


def _key(scope: Scope) -> tuple[bytes, ...]:
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return scope["raw_path"], scope["query_string"], host


def _logged(scope: Scope, send: Send, log: Callable[[str], None]) -> Send:
    """A line for each answer: when, what, how it went, how long it took; not who asked."""
    started = time.perf_counter()
    path = line(scope["raw_path"].decode("latin-1") + ("?" if scope["query_string"] else ""), 200)

    async def logging(message: Message) -> None:
        if message["type"] == "http.response.start":
            took = (time.perf_counter() - started) * 1000
            stamp = time.strftime("%Y-%m-%dT%H:%M:%S")
            log(f"{stamp} {scope['method']} {path} {message['status']} {took:.1f} ms")
        await send(message)

    return logging
