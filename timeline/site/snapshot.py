"""Everything the site says, read from the event table in one state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.feed.reader import shelf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from timeline.calendars import Calendar
    from timeline.feed import Shelf
    from timeline.store import LogEntry, Reader

NEWEST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class Held:
    """One calendar: its definition, its events, its newest changes (newest first), when its sources were last read."""

    calendar: Calendar
    shelf: Shelf
    changes: tuple[LogEntry, ...]
    last_read: datetime | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The calendars of one state of the event table, by id."""

    revision: int
    calendars: dict[str, Held]


def read(reader: Reader, calendars: Iterable[Calendar]) -> Snapshot:
    """``calendars`` as the event table holds them now."""
    with reader.snapshot():
        held = {}
        for calendar in calendars:
            made = shelf(reader, calendar)
            changes = tuple(reversed(reader.log(calendar=calendar.id)))[:NEWEST_CHANGES]
            held[calendar.id] = Held(calendar, made, changes, reader.last_read(calendar.id))
        return Snapshot(reader.revision(), held)
