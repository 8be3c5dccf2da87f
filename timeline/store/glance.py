"""A glance at the event table: what a view of many events needs, and nothing that costs time to import.

A shell prompt waits for this module, so it reads the few columns that a view shows into plain objects,
without dataclasses, JSON or pathlib; ``timeline.store.read`` gives whole events with their evidence.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

COLUMNS = (
    "key, id, calendar, title, kind, status, posts, place, conditional, is_foreign, "
    "start_earliest, start_latest, end_earliest, end_latest, clock, clock_end, bound"
)


HOLDING = """EXISTS (SELECT 1 FROM posts p WHERE p.calendar = calendars.calendar)
             OR EXISTS (SELECT 1 FROM events e WHERE e.calendar = calendars.calendar)"""
"""Whether a calendar holds anything: one that a source could not be read into does not."""


class GlancedDays:
    """The days of an event as ``timeline.events.When`` has them: local, inclusive, ``None`` is open."""

    __slots__ = ("bound", "clock", "clock_end", "end_earliest", "end_latest", "hours", "start_earliest", "start_latest")

    def __init__(self, bounds: tuple[str | None, ...], clock: str | None, clock_end: str | None, bound: str) -> None:
        self.start_earliest, self.start_latest, self.end_earliest, self.end_latest = map(_day, bounds)
        self.clock = clock
        self.clock_end = clock_end
        self.bound = bound
        self.hours: tuple[tuple[str, str], ...] = ()

    @property
    def start(self) -> date | None:
        """The first day, where it is known exactly."""
        return self.start_earliest if self.start_earliest == self.start_latest else None


class Glanced:
    """One event, as far as a view of many needs it; the fields are those of ``timeline.events.Event``."""

    __slots__ = (
        *("id", "calendar", "title", "kind", "status", "posts", "place", "conditional", "foreign"),
        *("when", "titles"),
    )

    def __init__(self, row: tuple[Any, ...]) -> None:
        self.id: str = row[1]
        self.calendar: str = row[2]
        self.title: str = row[3]
        self.kind: str = row[4]
        self.status: str = row[5]
        self.posts: int = row[6]
        self.place: str | None = row[7]
        self.conditional = bool(row[8])
        self.foreign = bool(row[9])
        self.when = GlancedDays(row[10:14], row[14], row[15], row[16])
        self.titles: tuple[tuple[str, str], ...] = ()


class GlancedCalendar:
    """A calendar of the event table: its name, IANA zone and language, where they are stored."""

    __slots__ = ("id", "language", "name", "zone")

    def __init__(self, id: str, name: str | None, zone: str | None, language: str | None) -> None:  # noqa: A002
        self.id = id
        self.name = name or id
        self.zone = zone
        self.language = language


class Glance:
    """One state of the database, seen once. All that fails raises ``sqlite3.Error``."""

    def __init__(self, path: str) -> None:
        from timeline.store.connection import APPLICATION, SCHEMA

        safe = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        self._connection = sqlite3.connect(f"file:{safe}?mode=ro", uri=True, timeout=10, isolation_level=None)
        pragmas = [
            self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        ]
        if pragmas != [APPLICATION, SCHEMA]:
            self.close()
            raise sqlite3.DatabaseError("not a database of this version")
        self._connection.execute("BEGIN")

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def revision(self) -> int:
        """A number that rises with every visible change of the events."""
        return int(self._connection.execute("SELECT value FROM state WHERE name = 'revision'").fetchone()[0])

    def calendars(self, calendar: str | None = None) -> list[GlancedCalendar]:
        """The calendars that hold posts or events, or the one of that id, by id."""
        sql = f"SELECT calendar, name, zone, language FROM calendars WHERE ? IN (calendar, '') AND ({HOLDING})"
        return [GlancedCalendar(*row) for row in self._run(f"{sql} ORDER BY calendar", (calendar or "",))]

    def has_posts(self) -> bool:
        """Whether anything has been ingested."""
        return self._connection.execute("SELECT 1 FROM posts LIMIT 1").fetchone() is not None

    def titles(self) -> list[str]:
        """The titles of all events, each once, sorted."""
        return [row[0] for row in self._run("SELECT DISTINCT title FROM events ORDER BY title")]

    def has_events(self, calendar: str | None = None) -> bool:
        """Whether there are any events."""
        sql = "SELECT 1 FROM events WHERE ? IN (calendar, '') LIMIT 1"
        return self._connection.execute(sql, (calendar or "",)).fetchone() is not None

    def last_read(self, calendar: str | None = None) -> datetime | None:
        """When a source of the calendar, or of any, was last read to its end without an error; in UTC."""
        also = "AND calendar = ?" if calendar else ""
        sql = f"SELECT max(finished) FROM reads WHERE error IS NULL {also}"
        found = self._connection.execute(sql, (calendar,) if calendar else ()).fetchone()[0]
        return datetime.fromisoformat(found) if found else None

    def events(
        self, calendar: str | None = None, *, since: date | None = None, languages: tuple[str, ...] | None = None
    ) -> list[Glanced]:
        """The events of one calendar or of all. ``since`` leaves out those that were surely over before that day.

        Their titles in other languages are read only in ``languages``; ``None`` is all of them.
        """
        where, values = "WHERE 1", []
        if calendar:
            where, values = f"{where} AND calendar = ?", [calendar]
        if since is not None:
            where += " AND (end_latest IS NULL OR end_latest >= ?)"
            values.append(since.isoformat())
        found = {row[0]: Glanced(row) for row in self._run(f"SELECT {COLUMNS} FROM events {where}", values)}
        for key, opens, closes in self._pairs("hours", where, values):
            found[key].when.hours += ((opens, closes),)
        if languages is None or languages:
            for key, language, title in self._pairs("titles", where, values):
                if languages is None or language in languages:
                    found[key].titles += ((language, title),)
        return list(found.values())

    def _pairs(self, column: str, where: str, values: list[str]) -> Iterable[tuple[int, str, str]]:
        """The pairs of a column that holds them as JSON, each with the key of its event."""
        pair = "json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]')"
        rows = f"(SELECT key, {column} FROM events {where} AND {column} IS NOT NULL)"
        return self._run(f"SELECT e.key, {pair} FROM {rows} e, json_each(e.{column}) j ORDER BY e.key, j.key", values)

    def _run(self, sql: str, values: Sequence[str] = ()) -> Iterable[Any]:
        return self._connection.execute(sql, values)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
