"""Anchors: events that are counted from other events, and follow them when they move.

"За 10 дней до выборов" keeps its anchor (the election day) and its offset. How a country counts is in
its calendar: in Belarus a last day N days before is N + 1 days back, a first day or a point N. An anchor of
which only a window is known gives a window: the same arithmetic on both of its ends.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from timeline.calendars.offsets import Offset, Sense
from timeline.events.bounds import Bounds, edtf, stated
from timeline.events.campaigns import VOTING
from timeline.events.history import DEADLINES
from timeline.events.notes import note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from timeline.calendars import Calendar
    from timeline.events.event import Event
    from timeline.mentions import Mention
    from timeline.posts import Post, PostKey

FAR = timedelta(days=400)
"""How long before or after a post the event may lie that something in it counts from."""


class Derived(NamedTuple):
    """The days of a mention that counts from an event, and in words what they were counted from."""

    bounds: Bounds
    why: str


def derive(
    mentions: Iterable[Mention], events: Iterable[Event], calendar: Calendar, posts: Mapping[PostKey, Post]
) -> dict[int, Derived]:
    """The days of mentions that count from one of ``events``, by ``id`` of the mention.

    A mention whose anchor is not known, or is only known to lie before or after some day, has none. What a post only
    recalls ("выборы прошли 9 мая") is no event, but what the same post says can count from it.
    """
    mentions = tuple(mentions)
    recalled: defaultdict[tuple[str, str, str | None], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.recap and mention.refused is None and mention.role in ("at", "span"):
            recalled[*mention.post_key, mention.concept].append(mention)
    of_concept: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.status != "cancelled":
            of_concept[event.concept or event.kind].append(event)
    derived = {}
    for mention in mentions:
        if mention.anchor is None or mention.offset is None or mention.refused is not None:
            continue
        beside = recalled.get((*mention.post_key, mention.anchor), ())
        found = _recalled(mention, beside, calendar) or _anchor(
            mention, of_concept.get(mention.anchor, ()), calendar, posts
        )
        if found is None:
            continue
        title, low, high = found
        try:
            bounds = counted(mention, low, high, calendar)
        except ValueError:
            continue  # outside the calendar
        why = note(calendar.languages[0], "offset", title=title, day=edtf(Bounds.days(low, high)), said=edtf(bounds))
        derived[id(mention)] = Derived(bounds, why)
    return derived


def counted(mention: Mention, low: date, high: date, calendar: Calendar) -> Bounds:
    """The bounds of a mention whose anchor falls on a day from ``low`` to ``high`` (inclusive).

    Raises ``ValueError`` where the count leaves the years 1 to 9999.
    """
    assert mention.offset is not None
    offset = Offset(mention.offset, mention.offset_unit, _sense(mention))
    first, last = (offset.day(day, calendar.counting, calendar.country) for day in (low, high))
    if mention.role == "start":
        return Bounds(first, last)
    if mention.role == "end":
        return Bounds(None, None, first if first != last else None, last)
    return Bounds(first, last, first, last)


def _sense(mention: Mention) -> Sense:
    """What the country's way of counting is asked for. "За день до выборов" is the eve, however it counts."""
    if mention.role == "start":
        return "first"
    eve = mention.offset == -1 and mention.mod is None
    return "last" if mention.role == "end" and not eve else "point"


def _anchor(
    mention: Mention, events: Iterable[Event], calendar: Calendar, posts: Mapping[PostKey, Post]
) -> tuple[str, date, date] | None:
    """The title of the event to count from, with the first and last day that its side may fall on.

    It is that of the same election or body, told in the same post, or next after it. Another body's event is one
    only where the same post speaks of it, and never the event that is itself being counted.
    """
    assert mention.offset is not None
    post = posts.get(mention.post_key)
    posted = post.posted.earliest if post is not None else None
    said = posted.astimezone(calendar.zone).date() if posted is not None else None
    body = mention.anchor_body or mention.body
    ranked = []
    for index, event in enumerate(events):
        window = _side(mention, event)
        if window is None or event.foreign != mention.foreign:
            continue
        sentences = [e.start for e in event.evidence if e.post_key == mention.post_key]
        if mention.concept == event.concept and mention.start in sentences:
            continue
        if _differs(mention.anchor_body, event.body):
            continue
        if not sentences and (_differs(mention.election, event.election) or _differs(body, event.body)):
            continue
        if said is not None and not sentences and not _in_reach(mention, window, said):
            continue
        names = (_same(mention.election, event.election), _same(body, event.body), bool(sentences))
        ranked.append((names, _nearness(window, said), -index, event, window))
    if not ranked:
        return None
    names, _, _, event, window = max(ranked, key=lambda row: row[:3])
    if said is None and any(other[0] == names and other[4] != window for other in ranked):
        return None  # an undated post does not tell which of them is next
    return event.title, *window


def _recalled(mention: Mention, beside: Iterable[Mention], calendar: Calendar) -> tuple[str, date, date] | None:
    """The one past event of its kind that the same post recalls to the day; ``None`` where it recalls several."""
    found: dict[tuple[date, date], str] = {}
    for other in beside:
        bounds = stated(other, calendar.zone)
        if bounds is None or not bounds.exact or _differs(mention.anchor_body, other.body):
            continue
        low, high = bounds.low, bounds.high
        if low is not None and high is not None:
            day = low if mention.anchor_side == "start" else high
            found[day, day] = other.title
    if len(found) != 1:
        return None
    ((days, title),) = found.items()
    return title, *days


def _in_reach(mention: Mention, window: tuple[date, date], said: date) -> bool:
    """Whether a post of that day can count from an event; what is counted back from one is said before it."""
    assert mention.offset is not None
    low, high = window
    return abs(low - said) <= FAR and (mention.offset > 0 or high >= said)


def _nearness(window: tuple[date, date], said: date | None) -> tuple[bool, bool, int, int]:
    """Known to the day before a window, ahead before behind, the nearer before the farther."""
    low, high = window
    near = abs((low - said).days) if said is not None else 0
    return low == high, said is not None and high >= said, -near, -low.toordinal()


def _side(mention: Mention, event: Event) -> tuple[date, date] | None:
    """The days that the side of an event may fall on from which a mention counts; ``None`` where that is open.

    Where the text names no side: voting counts from its last day, other stages before their first or after
    their last. A last possible day is the last one of what has a term.
    """
    assert mention.offset is not None
    when = event.when
    before = mention.offset < 0 and event.concept != VOTING
    side = mention.anchor_side or ("start" if before else "end")
    if event.bound == "certain" or side == "start":
        low, high = (
            (when.start_earliest, when.start_latest) if side == "start" else (when.end_earliest, when.end_latest)
        )
    elif event.kind in DEADLINES and when.end_earliest is None:
        low = high = when.end_latest
    else:
        low, high = when.end_earliest, when.end_latest
    return None if low is None or high is None else (low, high)


def _differs(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _same(a: str | None, b: str | None) -> bool:
    return a is not None and a == b
