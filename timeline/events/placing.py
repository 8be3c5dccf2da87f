"""Placing undated posts: when each was posted, from their order and from what they say of known dates.

A dump without dates has its posts in order, and every expression that counts to a known date bounds the
post that uses it: "less than three months" before 25 February 2024 was said after 25 November 2023,
and all later posts came after it too. Only in such a dump does the order of posts mean anything.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from timeline.events.bounds import DAY, add, amount
from timeline.events.building import build
from timeline.events.expecting import elections
from timeline.events.notes import note
from timeline.posts import Posted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from zoneinfo import ZoneInfo

    from timeline.calendars import Calendar
    from timeline.events.event import Event
    from timeline.mentions import Mention
    from timeline.posts import Post, PostKey


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one undated post lies in time.

    ``posted`` is what is certain, given the order of the dump; ``likely`` narrows it by what a reader would
    infer (local days, inclusive), ``None`` where that adds nothing. ``why`` explains both, a sentence each.
    """

    posted: Posted
    likely: tuple[date | None, date | None] | None = None
    why: tuple[str, ...] = ()


@dataclass(slots=True)
class _Bound:
    """One statement about one post: it was posted on these days (inclusive, ``None`` open), because."""

    place: int
    earliest: date | None
    latest: date | None
    trust: int
    why: str


Days = tuple[date | None, date | None]

PINNED, COUNTED, TOLD, SUPPOSED = range(4)
"""How far a bound is trusted: a known time, a remaining time, the tense of a dated sentence, the end of the dump."""


def place(
    posts: Iterable[Post], mentions: Iterable[Mention], events: Iterable[Event], calendar: Calendar
) -> dict[PostKey, Placed]:
    """The intervals of the undated posts of a dump, by post.

    ``posts`` are those that have a position, oldest first by it; those with a known time pin their
    neighbours. ``events`` are known events with their days: a remaining time that names one of them bounds
    its post, and so does a date told as still ahead or already past. A bound that
    contradicts more trusted ones is left out. Posts without a position, and dumps that say
    nothing, are not in the result.
    """
    ordered = sorted((p for p in posts if p.position is not None), key=lambda p: (*_dump(p), p.position, p.id))
    by_post: defaultdict[PostKey, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_post[mention.post_key].append(mention)
    known = list(events)
    out: dict[PostKey, Placed] = {}
    for _, of_dump in groupby(ordered, key=_dump):
        dump = list(of_dump)
        if any(post.posted.at is None for post in dump):
            out.update(_place(dump, by_post, known, calendar))
    return out


def _dump(post: Post) -> tuple[str, int]:
    return post.channel, post.dump or 0


def settle(
    mentions: Sequence[Mention],
    posts: Sequence[Post],
    calendar: Calendar,
    read: Callable[[Post], Sequence[Mention]],
) -> tuple[list[Mention], list[Post]]:
    """Mentions and posts with every undated post placed as far as the dump allows.

    ``read`` reads the mentions of a post anew: what it says relative to itself then has the width of its
    interval. A placed post says why in ``placed``. Without undated posts everything is as it was.
    """
    if not any(post.position is not None and post.posted.at is None for post in posts):
        return list(mentions), list(posts)
    events = build(mentions, posts, calendar, expected=())
    found = place(posts, mentions, [*events, *elections(events, calendar)], calendar)
    placed = [_put(post, found.get(post.key)) for post in posts]
    moved = {new.key: new for old, new in zip(posts, placed, strict=True) if old.posted != new.posted}
    said = [m for m in mentions if m.post_key not in moved]
    return said + [m for post in moved.values() for m in read(post)], placed


def _put(post: Post, placed: Placed | None) -> Post:
    if placed is None:
        return post
    posted = post.posted if placed.posted.quality == "unknown" else placed.posted
    return replace(post, posted=posted, likely=placed.likely, placed=placed.why)


def _place(
    dump: Sequence[Post], mentions: dict[PostKey, list[Mention]], events: Sequence[Event], calendar: Calendar
) -> dict[PostKey, Placed]:
    zone, lang = calendar.zone, calendar.languages[0]
    hard: list[_Bound] = []
    soft: list[_Bound] = []
    for place, post in enumerate(dump):
        hard += _pinned(place, post, zone, lang)
        for mention in mentions.get(post.key, ()):
            stated, implied = _counted(place, mention, events, lang)
            hard += stated
            soft += implied + _told(place, post, mention, zone, lang)
    if not hard and not soft:
        return {}
    certain, likely = _Line(len(dump)), _Line(len(dump))
    certain.take(hard)
    likely.take([*hard, *soft])
    for line in (certain, likely):
        if (horizon := _horizon(dump, line, lang)) is not None:
            line.take([horizon])
    out = {}
    for place, post in enumerate(dump):
        if post.posted.at is not None:
            continue
        low, high = certain.low[place], certain.high[place]
        narrow = (likely.low[place], likely.high[place])
        if (low, high) == narrow == (None, None):
            continue
        why = [
            *certain.reasons(place, lang),
            *(likely.reasons(place, lang) if narrow != (low, high) else ()),
        ]
        posted = Posted.between(_opens(low, zone), _closes(high, zone))
        if narrow == (low, high) == post.posted.days(zone):
            continue
        out[post.key] = Placed(posted, narrow if narrow != (low, high) else None, tuple(dict.fromkeys(why)))
    return out


class _Line:
    """The posts of a dump in order, with the earliest and latest day of each.

    A bound passes its earliest day on to all later posts and its latest to all earlier ones.
    """

    def __init__(self, length: int) -> None:
        self.low: list[date | None] = [None] * length
        self.high: list[date | None] = [None] * length
        self.low_by: list[_Bound | None] = [None] * length
        self.high_by: list[_Bound | None] = [None] * length

    def take(self, bounds: Iterable[_Bound]) -> None:
        """The more trusted bounds first; one that leaves some post no day at all is left out."""
        for bound in sorted(bounds, key=lambda b: (b.trust, b.place, str(b.earliest), str(b.latest), b.why)):
            low, high = bound.earliest, bound.latest
            if low is not None and (after := self.high[bound.place]) is not None and low > after:
                continue
            if high is not None and (before := self.low[bound.place]) is not None and high < before:
                continue
            if low is not None:
                for place in range(bound.place, len(self.low)):
                    known = self.low[place]
                    if known is not None and (known > low or (known == low and place != bound.place)):
                        break
                    self.low[place], self.low_by[place] = low, bound
            if high is not None:
                for place in range(bound.place, -1, -1):
                    known = self.high[place]
                    if known is not None and (known < high or (known == high and place != bound.place)):
                        break
                    self.high[place], self.high_by[place] = high, bound

    def reasons(self, place: int, lang: str) -> list[str]:
        """Why a post has its bounds: what a post says, and on which side of that post it stands."""
        found = []
        for bound in (self.low_by[place], self.high_by[place]):
            if bound is None:
                continue
            found.append(bound.why)
            if bound.place != place and bound.trust != SUPPOSED:
                key = "placed-after" if bound.place < place else "placed-before"
                found.append(note(lang, key, post=_name(bound.place)))
        return found


def _pinned(place: int, post: Post, zone: ZoneInfo, lang: str) -> list[_Bound]:
    """What the source or a person says of the post's time."""
    low, high = post.posted.days(zone)
    if low is None and high is None:
        return []
    why = note(lang, "placed-pinned", post=_name(place), range=_range(low, high, lang))
    return [_Bound(place, low, high, PINNED, why)]


def _name(place: int) -> str:
    """What a person can find a post of a dump by: its place in it, from the oldest."""
    return str(place + 1)


def _counted(place: int, mention: Mention, events: Sequence[Event], lang: str) -> tuple[list[_Bound], list[_Bound]]:
    """What a remaining time says of its post, if it counts to a known event: stated, and implied."""
    if mention.role != "countdown" or mention.value is None or mention.refused is not None:
        return [], []
    n, unit = amount(mention.value)
    event = _meant(mention, events) if unit else None
    if event is None or event.when.start is None or event.when.end is None:
        return [], []
    first, last = event.when.start, event.when.end
    if mention.anchor_side == "start":
        last = first
    elif mention.anchor_side == "end":
        first = last
    try:
        stated, implied = _said(mention.mod, n, unit, first, last)
    except OverflowError:  # "осталось 300 000 недель": nobody said that on a day of any calendar
        return [], []
    days = str(first) if first == last else f"{first}/{last}"
    said = {"post": _name(place), "quote": _short(mention.quote), "title": event.title, "day": days}
    out: tuple[list[_Bound], list[_Bound]] = [], []
    for bounds, (low, high), key in ((out[0], stated, "placed-counted"), (out[1], implied, "placed-implied")):
        if low is not None or high is not None:
            why = note(lang, key, range=_range(low, high, lang), **said)
            bounds.append(_Bound(place, low, high, COUNTED, why))
    return out


def _said(mod: str | None, n: int, unit: str, first: date, last: date) -> tuple[Days, Days]:
    """The days on which one says "``n`` ``unit`` left" of an event from ``first`` to ``last``: stated, implied.

    Raises ``OverflowError`` outside the years 1 to 9999.
    """
    nothing: Days = (None, None)
    if mod == "LESS_THAN":
        fewer = (None, add(last, 1 - n, unit) - DAY) if n > 1 and unit != "day" else nothing
        return (add(first, -n, unit) + DAY, last - DAY), fewer
    if mod == "EQUAL_OR_LESS":
        return (add(first, -n, unit), last - DAY), nothing
    if mod == "MORE_THAN":
        more = (add(first, -n - 1, unit) + DAY, None) if unit != "day" else nothing
        return (None, add(last, -n, unit) - DAY), more
    if mod == "EQUAL_OR_MORE":
        return (None, add(last, -n, unit)), nothing
    slack = timedelta(days={"day": 1, "week": 3, "month": 10}[unit] * (3 if mod == "APPROX" else 1))
    around: Days = (add(first, -n, unit) - slack, min(add(last, -n, unit) + slack, last))
    return (nothing, around) if mod == "APPROX" else (around, nothing)


def _meant(mention: Mention, events: Sequence[Event]) -> Event | None:
    """The one known event that a remaining time can count to; ``None`` where there is none or more than one.

    What posts announced goes before what only the definition knows, and what its own channel announced before that of
    others.
    """
    concept = mention.concept or mention.anchor
    fitting = [
        event
        for event in events
        if concept is not None
        and event.concept == concept
        and event.bound == "certain"
        and event.status != "cancelled"
        and (mention.body is None or event.body in (None, mention.body))
        and (mention.election is None or event.election in (None, mention.election))
        and event.foreign == mention.foreign
    ]
    fitting = [event for event in fitting if event.posts] or fitting
    if len(fitting) > 1:
        own = [event for event in fitting if any(said.channel == mention.channel for said in event.evidence)]
        fitting = own or fitting
        same = [event for event in fitting if event.body == mention.body and event.posts]
        fitting = same or fitting
    return fitting[0] if len(fitting) == 1 else None


def _told(place: int, post: Post, mention: Mention, zone: ZoneInfo, lang: str) -> list[_Bound]:
    """What the tense of a dated sentence suggests: what is ahead has not begun, what is over lies behind."""
    time_ = mention.time
    if time_ is None or not time_.certain or mention.refused is not None or post.posted.at is not None:
        return []
    if mention.role in ("countdown", "cancelled") or mention.recap or mention.anchor is not None:
        return []
    assert time_.start_earliest is not None
    assert time_.end_latest is not None
    low = high = None
    if mention.tense == "past":
        low = time_.start_earliest.astimezone(zone).date()
    elif mention.tense == "future":
        high = (time_.end_latest - timedelta(microseconds=1)).astimezone(zone).date()
    if low is None and high is None:
        return []
    said = {"post": _name(place), "quote": _short(mention.quote), "range": _range(low, high, lang)}
    return [_Bound(place, low, high, TOLD, note(lang, "placed-told", **said))]


def _horizon(dump: Sequence[Post], line: _Line, lang: str) -> _Bound | None:
    """A dump is copied at one time: what follows the last post of which a latest day is known is taken to end
    there too, unless something in it speaks of a later time."""
    last = max((place for place, high in enumerate(line.high) if high is not None), default=None)
    if last is None or last == len(dump) - 1:
        return None
    high, by = line.high[last], line.high_by[last]
    assert by is not None
    if by.trust == PINNED:
        return None
    why = note(lang, "placed-horizon", post=_name(by.place), range=_range(None, high, lang))
    return _Bound(len(dump) - 1, None, high, SUPPOSED, why)


def _range(low: date | None, high: date | None, lang: str) -> str:
    if low is not None and low == high:
        return str(low)
    key = "range" if low is not None and high is not None else "range-low" if low is not None else "range-high"
    return note(lang, key, low=str(low), high=str(high))


def _short(quote: str, longest: int = 120) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"


def _opens(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, zone)


def _closes(day: date | None, zone: ZoneInfo) -> datetime | None:
    """The last second of a day: the ends of a post's interval are inclusive."""
    return None if day is None else datetime.combine(day + DAY, time.min, zone) - timedelta(seconds=1)
