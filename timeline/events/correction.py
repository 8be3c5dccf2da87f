"""Correction: what a person said about an event, kept beside the posts and applied at every rebuild."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from timeline.events.event import Status
    from timeline.events.identity import EvidenceKey
    from timeline.mentions import Kind

Action = Literal["accept", "edit", "hide", "merge", "split"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One statement of a person. It outranks every post, earlier or later.

    It names its event by evidence, so that it finds it again after any rebuild: ``evidence`` are keys
    (channel, post, concept) of the event's posts, ``title`` and ``day`` (its first known day) tell
    events of the same posts apart. ``accept`` takes a refused or recapped mention of those posts as
    said, with ``new_title`` and ``new_kind`` as its own; ``hide`` keeps the event out of the table;
    ``merge`` makes it one with the event of ``others``; ``split`` takes the mentions of ``others`` out
    of it. ``edit`` sets what is not ``None``: ``new_title`` is the title in every language, ``new_start``
    and ``new_end`` are inclusive days, ``new_clock`` and ``new_clock_end`` local times. ``made`` is aware;
    later corrections win.
    """

    id: str
    made: datetime
    action: Action
    evidence: tuple[EvidenceKey, ...]
    title: str | None = None
    day: date | None = None
    others: tuple[EvidenceKey, ...] = ()
    other_title: str | None = None
    other_day: date | None = None
    new_title: str | None = None
    new_kind: Kind | None = None
    new_start: date | None = None
    new_end: date | None = None
    new_clock: str | None = None
    new_clock_end: str | None = None
    new_place: str | None = None
    new_status: Status | None = None
    reason: str = ""
