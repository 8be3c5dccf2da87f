"""Identity: the id and UID of an event, given once and found again by its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

EvidenceKey = tuple[str, str, str]
"""Channel, post and concept (empty for an occasion): what an event is found again by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What outlives every rebuild of one event: kept in a table of its own, never rebuilt.

    ``id`` is six letters or digits, unique for good; ``uid`` the iCalendar UID. ``evidence``,
    ``title``, ``body``, ``start`` and ``end`` (inclusive days) are those of the last build, and find the event
    again. ``fingerprint`` digests what a reader sees; ``revision`` rises when it changes, ``changed``
    (aware, UTC) says when. ``withdrawn`` is when its last evidence was gone: the event has left the
    table, a feed may still announce that; it comes back when evidence does. ``merged_into`` is the
    id of the event it turned out to be.
    """

    id: str
    uid: str
    calendar: str
    evidence: tuple[EvidenceKey, ...]
    title: str
    body: str | None
    start: date | None
    end: date | None
    fingerprint: str
    revision: int
    created: datetime
    changed: datetime
    withdrawn: datetime | None = None
    merged_into: str | None = None
