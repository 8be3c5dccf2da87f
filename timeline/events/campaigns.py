"""Campaigns: which election of the calendar a mention belongs to, where it does not say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.calendars import Calendar
    from timeline.events.bounds import Bounds
    from timeline.mentions import Mention

BEFORE, AFTER = timedelta(days=220), timedelta(days=120)
"""How long before its voting a campaign begins, and how long after it ends."""
VOTING = "election-day"


def campaign(mention: Mention, bounds: Bounds | None, calendar: Calendar) -> str | None:
    """The id of the election that a stage belongs to: the one it names, else the one of the calendar
    whose voting it dates, else the nearest one that elects its body; ``None`` where none is known.

    An election whose day follows from a rule only is never what a mention says by itself. A body that the
    calendar does not define is no other one than its own: "выборы депутатов" on the day of a city's council.
    """
    body = mention.body if mention.body and calendar.body(mention.body) is not None else None
    if mention.election:
        named = None if mention.foreign else calendar.election(mention.election)
        if named is not None or body is not None or mention.foreign:
            return named.id if named is not None else mention.election
    return _nearest(mention, bounds, body, calendar) or mention.election


def _nearest(mention: Mention, bounds: Bounds | None, body: str | None, calendar: Calendar) -> str | None:
    if mention.concept is None or mention.foreign or not calendar.elections:
        return None
    if bounds is None or (low := bounds.low) is None or (high := bounds.high) is None:
        return None
    near = [
        (abs((high - election.last).days), election.id)
        for election in calendar.elections
        if not election.by_rule
        and election.first - BEFORE <= high
        and low <= election.last + AFTER
        and (
            body in election.bodies
            if body
            else mention.concept == VOTING and (election.first, election.last) == (low, high)
        )
    ]
    return min(near)[1] if near else None
