"""The shelf of a calendar in the event table, and keeping what was written for the next export."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from timeline.errors import DatabaseError
from timeline.feed.phrases import LANGUAGES
from timeline.feed.shelf import Shelf, variant

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.calendars import Calendar
    from timeline.store import Reader


def shelf(reader: Reader, calendar: Calendar, *langs: str) -> Shelf:
    """The events of ``calendar`` with what is stored of them in ``langs`` (all, if none is named)."""
    with reader.snapshot():
        variants = [variant(calendar, lang) for lang in langs or LANGUAGES]
        stored = {name: reader.vevents(name, calendar.id) for name in variants}
        return Shelf(calendar, reader.events(calendar.id), stored)


def keep(path: Path, made: Shelf) -> None:
    """Store the entries that were written anew. A database that is being written to, or cannot be, is
    left alone: they only save the next export some work, and keep it the same to the byte."""
    if not made.fresh:
        return
    from timeline.store import open_store

    with suppress(DatabaseError), open_store(path, wait=0.5) as store:
        for name, rows in made.fresh.items():
            store.keep_vevents(name, rows)
    made.fresh.clear()
