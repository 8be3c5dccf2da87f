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
    from timeline.events import Event
    from timeline.store import Reader


def shelf(reader: Reader, calendar: Calendar, *langs: str, light: bool = False) -> Shelf:
    """The events of ``calendar`` with what is stored of them in ``langs`` (all, if none is named).

    ``light`` leaves out their evidence where everything that a feed needs of it is stored already.
    """
    with reader.snapshot():
        stored = {
            name: reader.vevents(name, calendar.id) for name in (variant(calendar, lang) for lang in langs or LANGUAGES)
        }
        events = reader.events(calendar.id, evidence=not light)
        if light and not all(_is_stored(event, known) for known in stored.values() for event in events):
            events = reader.events(calendar.id)
        return Shelf(calendar, events, stored)


def _is_stored(event: Event, known: dict[str, tuple[int, bytes]]) -> bool:
    return event.id in known and known[event.id][0] == event.revision


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
