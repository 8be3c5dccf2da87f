"""An event table as an ingest leaves it, and the fast path into a view, for the tests of the views."""

from __future__ import annotations

import contextlib
import io
from datetime import UTC, datetime
from pathlib import Path

from cli.terminal import Answer

from timeline import cli
from timeline.cli.view_options import spelled_out
from timeline.events import Event
from timeline.posts import Post, Posted
from timeline.store import Counts, open_store

READ = datetime(2024, 1, 9, 7, 5, tzinfo=UTC)


def fill(path: Path, events: list[Event], calendar: str = "by-cec", language: str | None = "ru") -> None:
    """An event table as an ingest leaves it."""
    post = Post(channel="cec", id="1", text="Пост", posted=Posted.exact(READ))
    with open_store(path) as store:
        store.add_posts(calendar, [post], now=READ)
        store.replace_events(calendar, events, now=READ)
        store.describe(calendar, f"Календарь {calendar}", "Europe/Minsk", language)
        store.end_read(store.begin_read(calendar, "x", now=READ), Counts(1), now=READ)


def quickly(*arguments: str) -> Answer | None:
    """The same by the fast path; ``None`` where that leaves it to Typer."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = cli.quickly(spelled_out(list(arguments)))
    return None if code is None else Answer(code, out.getvalue(), "")
