"""Reading the event table, with nothing but the standard library: the views start fast.

A ``Reader`` sees one whole state of the database in each call, and in each ``snapshot()``, however
many writers there are.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from timeline.errors import MissingDatabase, UsageError
from timeline.events import Event
from timeline.posts import Post
from timeline.store.codec import converter, decode, from_instant, instant
from timeline.store.connection import BUSY_MS, SCHEMA, connect, explained, schema_version
from timeline.store.differences import days
from timeline.store.glance import HOLDING
from timeline.store.records import Contents, Found, FoundPost, LogEntry, SourceRead
from timeline.store.rows import Row, clean, event_from, placed_from, post_from
from timeline.store.search import Forms, query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.events.correction import Correction
    from timeline.mentions import Mention
    from timeline.posts.sync import Known

OPEN, CLOSE = "\x02", "\x03"
"""Around a found word in a snippet, while it is inside this module."""


def open_reader(path: Path, *, wait: float = BUSY_MS / 1000) -> Reader:
    """Open the database for reading; a context manager. A statement waits ``wait`` seconds for a lock.

    Raises MissingDatabase where there is none yet, NewerDatabase, DatabaseError. A database of an
    older version is migrated first, which needs the right to write.
    """
    connection = connect(path, readonly=True, wait=wait)
    with explained(path):
        version = schema_version(connection)
    if version == 0:
        connection.close()
        raise MissingDatabase(f"the database at {path} is empty", "read something into it first: timeline ingest FILE")
    if version < SCHEMA:
        connection.close()
        from timeline.store.store import open_store

        open_store(path).close()
        connection = connect(path, readonly=True, wait=wait)
    return Reader(connection, path)


class Reader:
    """What can be asked of the event table. All times are aware, in UTC."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        connection.isolation_level = None
        connection.row_factory = sqlite3.Row

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside belongs to one state of the database."""
        with explained(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    def revision(self) -> int:
        """A number that rises with every visible change of the event table."""
        return int(self._one("SELECT value FROM state WHERE name = 'revision'"))

    def calendars(self) -> list[str]:
        """The calendars that hold posts or events, by name."""
        return [row[0] for row in self._all(f"SELECT calendar FROM calendars WHERE {HOLDING} ORDER BY calendar")]

    def zone(self, calendar: str) -> ZoneInfo | None:
        """The zone in which the events of a calendar were last built; ``None`` before the first time."""
        found = self._one("SELECT zone FROM calendars WHERE calendar = ?", [calendar])
        return ZoneInfo(found) if found else None

    def count_events(self, calendar: str) -> int:
        """How many events a calendar has."""
        return int(self._one("SELECT count(*) FROM events WHERE calendar = ?", [calendar]))

    def events(self, calendar: str | None = None, *, evidence: bool = True) -> list[Event]:
        """The events of one calendar or of all, by first possible day, then id.

        Without ``evidence`` they come faster, with ``evidence`` and ``history`` empty.
        """
        where, values = _of(calendar)
        return self._events(
            f"{where} ORDER BY coalesce(start_earliest, end_earliest, end_latest), id", values, evidence=evidence
        )

    def event(self, id: str) -> Event | None:  # noqa: A002 - the field's own name
        """The event of that id."""
        found = self._events("WHERE id = ?", [id])
        return found[0] if found else None

    def find_event(self, ref: str, calendar: str | None = None) -> Event:
        """The event that ``ref`` means: its id, its UID, the beginning of its id, or words of its title in any form.

        Of several, the one that is called just so. Raises UsageError when there is none, or when there
        are several (it names them, with their days).
        """
        ref = clean(ref)
        where, values = _of(calendar)
        also = f"{where} AND" if where else "WHERE"
        with self.snapshot():
            found = self._events(f"{also} (id = ? OR uid = ?)", [*values, ref, ref])
            if not found and ref:
                found = self._events(f"{also} substr(id, 1, ?) = ? ORDER BY id LIMIT 9", [*values, len(ref), ref])
            if not found:
                found = self._matching_events(query(ref), calendar, 9)
            if not found:
                from timeline.store.forms import forms

                found = self._matching_events(query(ref, forms), calendar, 9)
        named = [event for event in found if event.title.casefold() == ref.casefold()]
        if len(found) == 1 or len(named) == 1:
            return (named or found)[0]
        if not found:
            raise self.gone(ref) or UsageError(
                f"there is no event {ref!r}",
                "timeline search finds events by words, with their ids; timeline countdown --all --json lists them all",
            )
        several = "; ".join(f"{event.id} {event.title} ({days(event.when)})" for event in found[:4])
        raise UsageError(
            f"{ref!r} means more than one event: {several}{' …' if len(found) > 4 else ''}", "name one by its id"
        )

    def gone(self, ref: str) -> UsageError | None:
        """What to say of an event of that id that was in the table once; ``None`` where none was, or it still is."""
        found = self._one("SELECT data FROM identities WHERE id = ?", [clean(ref)])
        was = json.loads(found) if found else {}
        if was.get("withdrawn") is None:
            return None
        if heir := was.get("merged_into"):
            return UsageError(f"{ref}, {was['title']!r}, is part of another event now", f"timeline show {heir}")
        remedy = f"timeline log {ref} says when; timeline review --made, whether by hand, and how to take that back"
        return UsageError(f"{ref}, {was['title']!r}, is no longer there", remedy)

    def posts(self, calendar: str) -> Iterator[Post]:
        """The posts of a calendar that are not withdrawn: channel by channel, oldest first as far as that is known."""
        sql = """SELECT * FROM posts WHERE calendar = ? AND withdrawn IS NULL
                 ORDER BY channel, posted_earliest, position, length(post), post"""
        with explained(self.path):
            for row in self._connection.execute(sql, [calendar]):
                yield post_from(row)

    def post(self, calendar: str, channel: str, post: str) -> Post | None:
        """One post, withdrawn or not."""
        rows = self._all(
            "SELECT * FROM posts WHERE calendar = ? AND channel = ? AND post = ?", [calendar, channel, post]
        )
        return post_from(rows[0]) if rows else None

    def mentions(self, calendar: str, zone: ZoneInfo) -> tuple[list[Mention], list[Post]]:
        """All mentions of a calendar, and the posts that they are in."""
        from timeline.mentions import Mention

        read = converter(tuple[Mention, ...], zone)
        sql = """SELECT p.*, m.data FROM mentions m JOIN posts p ON p.key = m.post_key
                 WHERE m.count > 0 AND m.extractor <> '' AND p.calendar = ? AND p.withdrawn IS NULL
                 ORDER BY p.channel, p.post"""
        mentions: list[Mention] = []
        posts: list[Post] = []
        for row in self._all(sql, [calendar]):
            mentions += read(json.loads(row["data"]))
            posts.append(post_from(row))
        return mentions, posts

    def failures(self, calendar: str) -> list[tuple[Post, str]]:
        """The posts that could not be read, a fault of this program, with the error."""
        sql = """SELECT p.*, m.error FROM mentions m CROSS JOIN posts p ON p.key = m.post_key
                 WHERE m.error IS NOT NULL AND p.calendar = ? AND p.withdrawn IS NULL ORDER BY p.key"""
        return [(post_from(row), row["error"]) for row in self._all(sql, [calendar])]

    def corrections(self, calendar: str) -> list[Correction]:
        """What people said, oldest first, without what they took back."""
        from timeline.events.correction import Correction

        sql = "SELECT data FROM corrections WHERE calendar = ? AND undone IS NULL ORDER BY made, id"
        return [decode(Correction, json.loads(row[0])) for row in self._all(sql, [calendar])]

    def search(self, words: str, calendar: str | None = None, *, forms: Forms | None = None, limit: int = 20) -> Found:
        """Events and posts that hold every one of ``words``: as it is, as a beginning, or in one of its ``forms``."""
        wanted = query(words, forms)
        if wanted is None:
            return Found((), ())
        of, values = ("AND p.calendar = ?", [calendar]) if calendar else ("", [])
        sql = f"""SELECT p.*, d.placed, snippet(posts_text, 0, ?, ?, '…', 24) AS snippet
                  FROM posts_text JOIN posts p ON p.key = posts_text.rowid LEFT JOIN dumped d ON d.post_key = p.key
                  WHERE posts_text MATCH ? {of} AND p.withdrawn IS NULL ORDER BY rank, p.key LIMIT ?"""
        with self.snapshot():
            posts = [
                FoundPost(row["calendar"], placed_from(post_from(row), row["placed"]), *_marks(row["snippet"]))
                for row in self._all(sql, [OPEN, CLOSE, wanted, *values, limit])
            ]
            return Found(tuple(self._matching_events(wanted, calendar, limit)), tuple(posts))

    def last_read(self, calendar: str | None = None) -> datetime | None:
        """When a source of the calendar (or of any) was last read to its end without an error."""
        where, values = _of(calendar)
        found = self._one(f"SELECT max(finished) FROM reads {where or 'WHERE 1'} AND error IS NULL", values)
        return from_instant(found)

    def reads(self, calendar: str | None = None) -> list[SourceRead]:
        """The latest reading of every source, by calendar and source."""
        where, values = _of(calendar)
        sql = f"SELECT *, max(key) FROM reads {where} GROUP BY calendar, source ORDER BY calendar, source"
        return [SourceRead.of(row) for row in self._all(sql, values)]

    def last_error(self, calendar: str, source: str) -> SourceRead | None:
        """The latest reading of a source that ended with an error."""
        sql = "SELECT * FROM reads WHERE calendar = ? AND source = ? AND error IS NOT NULL ORDER BY key DESC LIMIT 1"
        return next((SourceRead.of(row) for row in self._all(sql, [calendar, source])), None)

    def state(self, calendar: str, source: str) -> dict[str, Any]:
        """Where the reading of a source goes on; empty before the first."""
        sql = """SELECT state FROM reads WHERE calendar = ? AND source = ? AND state IS NOT NULL
                 ORDER BY key DESC LIMIT 1"""
        found = self._one(sql, [calendar, source])
        return dict(json.loads(found)) if found else {}

    def known_posts(self, calendar: str, channel: str, low: int, high: int | None) -> dict[str, Known]:
        """What is known of a channel's posts with numbers from ``low`` to ``high`` (exclusive; ``None`` is open).

        Withdrawn ones are among them. For ``timeline.posts.sync.decide``.
        """
        from timeline.posts.sync import Known

        sql = """SELECT post, posted_quality, posted_earliest, missed, withdrawn FROM posts WHERE calendar = ?
                 AND channel = ? AND CAST(post AS INTEGER) >= ? AND CAST(post AS INTEGER) < ?"""
        known = {}
        for row in self._all(sql, [calendar, channel, low, 2**62 if high is None else high]):
            posted = from_instant(row["posted_earliest"]) if row["posted_quality"] == "exact" else None
            known[row["post"]] = Known(posted, row["missed"], row["withdrawn"] is not None)
        return known

    def log(
        self, event: str | None = None, *, since: datetime | None = None, calendar: str | None = None
    ) -> list[LogEntry]:
        """What changed in the event table, oldest first; ``since`` is inclusive."""
        sql, values = "SELECT * FROM log WHERE 1", []
        for condition, value in (
            ("event = ?", event and clean(event)),
            ("at >= ?", instant(since)),
            ("calendar = ?", calendar),
        ):
            if value is not None:
                sql += f" AND {condition}"
                values.append(value)
        return [LogEntry.of(row) for row in self._all(f"{sql} ORDER BY key", values)]

    def contents(self) -> list[Contents]:
        """How much each calendar holds, also where it is nothing since no source could be read."""
        sql = """SELECT c.calendar,
                    (SELECT count(*) FROM posts p WHERE p.calendar = c.calendar AND p.withdrawn IS NULL) AS posts,
                    (SELECT count(*) FROM events e WHERE e.calendar = c.calendar) AS events,
                    (SELECT min(posted_earliest) FROM posts p WHERE p.calendar = c.calendar) AS first,
                    (SELECT max(posted_latest) FROM posts p WHERE p.calendar = c.calendar) AS last,
                    c.inputs = c.built AS built
                 FROM calendars c ORDER BY c.calendar"""
        return [
            Contents(row[0], row[1], row[2], from_instant(row[3]), from_instant(row[4]), built=bool(row[5]))
            for row in self._all(sql)
        ]

    def vevents(self, variant: str, calendar: str | None = None) -> dict[str, tuple[int, bytes]]:
        """The stored VEVENT of each event: id to the revision it shows, and its bytes."""
        join, values = ("JOIN events e ON e.id = v.event AND e.calendar = ?", [calendar]) if calendar else ("", [])
        sql = (
            f"SELECT v.event, v.revision, v.data FROM vevents v {join} WHERE v.variant = ? ORDER BY v.event, v.revision"
        )
        return {row[0]: (row[1], row[2]) for row in self._all(sql, [*values, variant])}

    def _matching_events(self, wanted: str | None, calendar: str | None, limit: int) -> list[Event]:
        if wanted is None:
            return []
        of, values = ("AND calendar = ?", [calendar]) if calendar else ("", [])
        sql = f"""SELECT key FROM events_text JOIN events ON events.key = events_text.rowid
                  WHERE events_text MATCH ? {of} ORDER BY rank, key LIMIT ?"""
        keys = [row[0] for row in self._all(sql, [wanted, *values, limit])]
        by_key = {
            row["key"]: event
            for row, event in self._events_by_row(f"WHERE key IN ({', '.join('?' * len(keys))})", keys)
        }
        return [by_key[key] for key in keys]

    def _events(self, rest: str, values: list[Any], *, evidence: bool = True) -> list[Event]:
        return [event for _, event in self._events_by_row(rest, values, evidence=evidence)]

    def _events_by_row(self, rest: str, values: list[Any], *, evidence: bool = True) -> list[tuple[Row, Event]]:
        with self.snapshot():
            rows = self._all(f"SELECT * FROM events {rest}", values)
            parts = [_by_event(self._parts(table, rows)) if evidence else {} for table in ("evidence", "changes")]
        return [(row, event_from(row, *(part.get(row["key"], ()) for part in parts))) for row in rows]

    def _parts(self, table: str, events: list[sqlite3.Row]) -> Iterable[Row]:
        if len(events) > 500:  # below SQLite's limit on parameters
            return self._all(f"SELECT * FROM {table} ORDER BY event_key, n")
        keys = [row["key"] for row in events]
        return self._all(
            f"SELECT * FROM {table} WHERE event_key IN ({', '.join('?' * len(keys))}) ORDER BY event_key, n", keys
        )

    def _all(self, sql: str, values: Iterable[Any] = ()) -> list[sqlite3.Row]:
        with explained(self.path):
            return self._connection.execute(sql, tuple(values)).fetchall()

    def _one(self, sql: str, values: Iterable[Any] = ()) -> Any:
        with explained(self.path):
            row = self._connection.execute(sql, tuple(values)).fetchone()
            return row[0] if row else None


def _of(calendar: str | None) -> tuple[str, list[Any]]:
    return ("WHERE calendar = ?", [calendar]) if calendar else ("", [])


def _by_event(rows: Iterable[Row]) -> dict[int, list[Row]]:
    parts: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        parts[row["event_key"]].append(row)
    return parts


def _marks(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A snippet without its marks, and where they were."""
    text, marks, start = "", [], 0
    for letter in snippet:
        if letter == OPEN:
            start = len(text)
        elif letter == CLOSE:
            marks.append((start, len(text)))
        else:
            text += letter
    return text, tuple(marks)
