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

    An election whose day follows from a rule only is never what a mention says by itself.
    """
    if mention.election:
        named = calendar.election(mention.election)
        return named.id if named is not None and not mention.foreign else mention.election
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
            mention.body in election.bodies
            if mention.body
            else mention.concept == VOTING and (election.first, election.last) == (low, high)
        )
    ]
    return min(near)[1] if near else None
