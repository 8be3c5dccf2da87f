"""What the store says about itself: counts, reads, its log, what a search found."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from sqlite3 import Row
from typing import Literal

from timeline.events import Event
from timeline.posts import Post


@dataclass(frozen=True, slots=True)
class Counts:
    """How many posts of a batch were new, changed since they were last read, or the same."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.new + other.new, self.changed + other.changed, self.same + other.same)

    @property
    def read(self) -> int:
        """How many there were."""
        return self.new + self.changed + self.same


@dataclass(frozen=True, slots=True)
class EventCounts:
    """What a rebuild did to the event table; the events of each sort, as they are now (or were)."""

    added: tuple[Event, ...] = ()
    changed: tuple[Event, ...] = ()
    removed: tuple[Event, ...] = ()
    same: int = 0

    @property
    def total(self) -> int:
        """How many events there are now."""
        return len(self.added) + len(self.changed) + self.same


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRead:
    """One reading of one source. Times are aware, in UTC; ``finished`` is ``None`` while it runs, or was cut off."""

    calendar: str
    source: str
    started: datetime
    finished: datetime | None = None
    counts: Counts = field(default=Counts())
    error: str | None = None

    @classmethod
    def of(cls, row: Row) -> SourceRead:
        """The reading that a row of ``reads`` holds."""
        return cls(
            calendar=row["calendar"],
            source=row["source"],
            started=datetime.fromisoformat(row["started"]),
            finished=datetime.fromisoformat(row["finished"]) if row["finished"] else None,
            counts=Counts(row["posts_new"], row["posts_changed"], row["posts_same"]),
            error=row["error"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One visible change of the event table: when it was stored, what it did, and which post did it.

    ``fields`` holds, for a change, the name, old and new value of each field that differs, as shown to a reader.
    """

    revision: int
    at: datetime
    calendar: str
    event: str
    title: str
    what: Literal["added", "changed", "removed"]
    fields: tuple[tuple[str, str | None, str | None], ...] = ()
    channel: str | None = None
    post: str | None = None

    @classmethod
    def of(cls, row: Row) -> LogEntry:
        """The change that a row of ``log`` holds."""
        return cls(
            revision=row["revision"],
            at=datetime.fromisoformat(row["at"]),
            calendar=row["calendar"],
            event=row["event"],
            title=row["title"],
            what=row["what"],
            fields=tuple((name, *change) for name, change in json.loads(row["fields"]).items()),
            channel=row["channel"],
            post=row["post"],
        )


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A post that a search found; ``snippet`` is part of its text, ``marks`` the found words in it (code points)."""

    calendar: str
    post: Post
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first."""

    events: tuple[Event, ...]
    posts: tuple[FoundPost, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a calendar holds, and whether its events are ``built`` from all of it."""

    calendar: str
    posts: int
    events: int
    first_posted: datetime | None
    last_posted: datetime | None
    built: bool
