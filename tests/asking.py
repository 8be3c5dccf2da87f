"""The server as the tests ask it: without a socket, over an event table of samples."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from timeline.site.server import Server
from timeline.store import Counts, open_store


class Got:
    """One answer."""

    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self.status = status
        self.headers = {name.decode().lower(): value.decode() for name, value in headers}
        self.body = body
        self.text = body.decode(errors="replace")


def ask(server: Server, target: str, method: str = "GET", host: str = "127.0.0.1:8765", **headers: str) -> Got:
    """One request, as an ASGI server hands it over."""
    path, _, query = target.partition("?")
    sent: list[Any] = []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
        "server": ("127.0.0.1", 8765),
        "client": ("192.0.2.7", 5),
        "headers": [(b"host", host.encode())]
        + [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(server(scope, receive, send))
    start = next(message for message in sent if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return Got(start["status"], list(start["headers"]), body)


def fill(path: Path, *events: Any) -> None:
    """Make these the events of the calendar ``sample``."""
    with open_store(path) as store:
        if "sample" not in store.calendars():
            key = store.begin_read("sample", "posts.txt")
            store.end_read(key, Counts(1, 0, 0))
        store.replace_events("sample", events)
