"""Anchors: events that are counted from other events, and follow them when they move.

"За 10 дней до выборов" keeps its anchor (the election day) and its offset. How a country counts is in
its calendar: in Belarus a last day N days before is N + 1 days back, a first day or a point N.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from timeline.calendars.offsets import Offset, Sense
from timeline.events.bounds import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from timeline.calendars import Calendar
    from timeline.events.event import Event
    from timeline.events.statement import PostKey
    from timeline.mentions import Mention
    from timeline.posts import Post

SENSES: dict[str, Sense] = {"start": "first", "end": "last"}
VOTING = "election-day"


def derive(
    mentions: Iterable[Mention], events: Iterable[Event], calendar: Calendar, posts: Mapping[PostKey, Post]
) -> dict[int, Bounds]:
    """The days of mentions that count from one of ``events``, by ``id`` of the mention.

    A mention whose anchor is not known, or not known to the day, has none.
    """
    of_concept: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.status != "cancelled":
            of_concept[event.concept or event.kind].append(event)
    derived = {}
    for mention in mentions:
        if mention.anchor is None or mention.offset_days is None or mention.refused is not None:
            continue
        anchor = _anchor(mention, of_concept.get(mention.anchor, ()), calendar, posts)
        if anchor is not None:
            derived[id(mention)] = counted(mention, anchor, calendar)
    return derived


def counted(mention: Mention, anchor: date, calendar: Calendar) -> Bounds:
    """The bounds of a mention whose anchor falls on that day."""
    assert mention.offset_days is not None
    offset = Offset(mention.offset_days, "day", SENSES.get(mention.role, "point"))
    day = offset.day(anchor, calendar.counting, calendar.country)
    if mention.role == "start":
        return Bounds(day, day)
    if mention.role == "end":
        return Bounds(None, None, None, day)
    return Bounds.days(day)


def _anchor(
    mention: Mention, events: Iterable[Event], calendar: Calendar, posts: Mapping[PostKey, Post]
) -> date | None:
    """The day to count from: that of the event of the same election or body, told in the same post, or next
    after it. Another body's event only where the same post speaks of it, and never the event that is
    itself being counted. Voting is counted from its last day, other stages before their first or after
    their last."""
    assert mention.offset_days is not None
    post = posts.get((mention.channel, mention.post))
    posted = post.posted.earliest if post is not None else None
    said = posted.astimezone(calendar.zone).date() if posted is not None else None
    ranked = []
    for event in events:
        before = mention.offset_days < 0 and event.concept != VOTING
        day = event.when.start if before else event.when.end
        if day is None or event.bound != "certain" or event.foreign != mention.foreign:
            continue
        sentences = [e.start for e in event.evidence if (e.channel, e.post) == (mention.channel, mention.post)]
        if mention.concept == event.concept and mention.start in sentences:
            continue
        if not sentences and (_differs(mention.election, event.election) or _differs(mention.body, event.body)):
            continue
        near = abs((day - said).days) if said is not None else 0
        ranked.append(
            (
                mention.election is not None and mention.election == event.election,
                mention.body is not None and mention.body == event.body,
                bool(sentences),
                said is not None and day >= said,
                -near,
                -day.toordinal(),
                day,
            )
        )
    return max(ranked)[-1] if ranked else None


def _differs(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b
