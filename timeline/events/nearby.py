"""Nearby: how far a mention reaches, so that a changed post costs building only what it can have touched.

Merging holds a group of mentions only against clusters of its own concept that lie within its regime's
reach (``timeline.events.clusters``, ``stages``, ``occasions``); one that names no day is looked for
around the day of its post. So what a change can do to the table spreads from its own days by one reach
at a time.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from timeline.events.bounds import days, stated
from timeline.events.clusters import AHEAD as NAMED_AHEAD
from timeline.events.clusters import BEHIND as NAMED_BEHIND
from timeline.events.occasions import LASTING, LONGEST, SAID_TOGETHER
from timeline.events.stages import NAMED_LIMIT

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from timeline.events.event import Event
    from timeline.mentions import Mention

WEEK = timedelta(days=7)
"""Clusters are found by the weeks they touch."""
AHEAD = 2 * NAMED_AHEAD + WEEK
"""How long after its post an event may lie that the post names without a day."""
BEHIND = max(NAMED_AHEAD, NAMED_BEHIND) + WEEK
"""How long before it."""


def reach(concept: str) -> timedelta:
    """How far from its own days a mention of a concept (empty for an occasion) may meet another."""
    return (timedelta(days=NAMED_LIMIT) if concept else max(LONGEST, LASTING, SAID_TOGETHER)) + WEEK


def spans_of(mention: Mention, zone: ZoneInfo) -> list[tuple[date, date] | None]:
    """The first and last days that a mention speaks of; ``None`` for where its event is looked for around its post.

    The latter is so for one without a day, and for a move, whose old day may be nobody's.
    """
    found = [stated(mention, zone)]
    if mention.moved_from is not None:
        found.append(days(mention.moved_from, zone))
    spans: list[tuple[date, date] | None] = [
        (bounds.low, bounds.high) for bounds in found if bounds is not None and bounds.low and bounds.high
    ]
    return [*spans, None] if not spans or mention.role in ("moved-from", "moved-to") else spans


def days_of_event(event: Event) -> tuple[date, date]:
    """The first and last day that an event can touch, as far as is known; every event has one."""
    when = event.when
    known = [when.start_earliest, when.start_latest, when.end_earliest, when.end_latest]
    there = [day for day in known if day is not None]
    return min(there), max(there)
