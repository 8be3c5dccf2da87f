"""Bounds: what one mention states of the first and last day of its event, and how such statements combine.

Everything here is in local days of the calendar, both ends inclusive; ``None`` is open. A stated
bound is hard: it holds in the result or is reported. An implied one ("less than three months" also
means more than two) is soft: it narrows what is likely and never excludes what is stated.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from timeline.calendars.offsets import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from timeline.events.event import When
    from timeline.mentions import Mention
    from timeline.posts import Posted
    from timeline.times import Time

DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)
COARSE = frozenset({"week", "month", "quarter", "year"})
"""Grains that, said of an event's day ("the session meets in April"), are a window and not a length."""


class Bounds(NamedTuple):
    """The earliest and latest first day, the earliest and latest last day."""

    start_earliest: date | None = None
    start_latest: date | None = None
    end_earliest: date | None = None
    end_latest: date | None = None

    @classmethod
    def days(cls, first: date, last: date | None = None) -> Bounds:
        """Known exactly, from ``first`` to ``last``."""
        return cls(first, first, last or first, last or first)

    @classmethod
    def of(cls, when: When) -> Bounds:
        """The bounds of an event's days."""
        return cls(when.start_earliest, when.start_latest, when.end_earliest, when.end_latest)

    @property
    def says_start(self) -> bool:
        """Whether anything is known of its first day."""
        return self.start_earliest is not None or self.start_latest is not None

    @property
    def says_end(self) -> bool:
        """Whether anything is known of its last day."""
        return self.end_earliest is not None or self.end_latest is not None

    @property
    def start(self) -> date | None:
        """The first day, where it is known exactly."""
        return self.start_earliest if self.start_earliest == self.start_latest else None

    @property
    def end(self) -> date | None:
        """The last day, where it is known exactly."""
        return self.end_latest if self.end_earliest == self.end_latest else None

    @property
    def floor(self) -> bool:
        """Whether only a day is known before which it does not begin: "не ранее 10 сентября"."""
        return self.start_earliest is not None and self == Bounds(self.start_earliest)

    @property
    def exact(self) -> bool:
        """Whether its first and its last day are known."""
        return self.start is not None and self.end is not None

    @property
    def empty(self) -> bool:
        """Whether nothing is known."""
        return self == OPEN

    @property
    def low(self) -> date | None:
        """The first day it can touch, as far as is known."""
        return self.start_earliest or self.end_earliest or self.start_latest or self.end_latest

    @property
    def high(self) -> date | None:
        """The last day it can touch, as far as is known."""
        return self.end_latest or self.start_latest or self.end_earliest or self.start_earliest


OPEN = Bounds()


def stated(mention: Mention, zone: ZoneInfo) -> Bounds | None:
    """What the mention states, ``None`` where it gives no day at all, or days that cannot be.

    A ``start`` speaks of the first day only, an ``end`` of the last; a countdown of a window that
    the event begins in, or of the side of it that is said; every other role of the whole event.
    ``end_earliest`` stays open for a bare limit ("не позднее 15 января"), which a real date inside it satisfies.
    """
    if mention.time is None:
        return None
    bounds = _of_role(mention, mention.time, days(mention.time, zone))
    return None if bounds.empty or meet(bounds, OPEN) is None else bounds


def _of_role(mention: Mention, time: Time, bounds: Bounds) -> Bounds:
    first, last = bounds.low, bounds.high
    if mention.role == "start":
        if not bounds.says_start:
            return Bounds(None, last)
        coarse = time.grain in COARSE and bounds.start_latest is not None
        return Bounds(first, last if coarse else bounds.start_latest, None, None)
    if mention.role == "end":
        window = bounds.end_earliest != bounds.end_latest  # "завершится на этой неделе"
        sharp = bounds.end_earliest is not None and (window or time.grain not in COARSE)
        earliest = bounds.end_earliest if sharp else (first if bounds.start_earliest else None)
        return Bounds(None, None, earliest, last)
    if mention.role == "countdown":
        latest = bounds.end_latest or bounds.start_latest
        begins = Bounds(bounds.start_earliest, bounds.start_latest or latest)
        ends = Bounds(None, None, bounds.start_earliest, latest)
        if mention.anchor_side is not None:
            return begins if mention.anchor_side == "start" else ends
        return Bounds(begins.start_earliest, begins.start_latest, ends.end_earliest, ends.end_latest)
    if time.grain in COARSE and mention.role != "span" and bounds.exact:
        return Bounds(first, last, first, last)
    return bounds


def days(time: Time, zone: ZoneInfo) -> Bounds:
    """The local days of four instants: starts as they are, ends (which are exclusive) the day before midnight."""
    first, last = _first(time.start_earliest, zone), _last(time.end_latest, zone)
    exact = time.start_latest is time.start_earliest, time.end_earliest is time.end_latest
    return Bounds(
        first,
        first if exact[0] else _first(time.start_latest, zone),
        last if exact[1] else _last(time.end_earliest, zone),
        last,
    )


def _first(instant: datetime | None, zone: ZoneInfo) -> date | None:
    return None if instant is None else _local(instant, zone).date()


def _last(instant: datetime | None, zone: ZoneInfo) -> date | None:
    return None if instant is None else (_local(instant, zone) - _MOMENT).date()


def _local(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant if instant.tzinfo is zone else instant.astimezone(zone)


def implied(mention: Mention, posted: Posted | None, zone: ZoneInfo) -> Bounds | None:
    """What a reader infers besides from a remaining time, and the text does not say.

    "Less than three months" in whole months or weeks means more than two, else one would say two;
    "more than a month" means less than two. So long that no calendar has the day, it implies nothing.
    """
    if mention.role != "countdown" or mention.value is None or posted is None:
        return None
    n, unit = amount(mention.value)
    said_from, said_until = posted.days(zone)
    if unit not in ("month", "week") or said_from is None or said_until is None:
        return None
    with suppress(OverflowError):
        if mention.mod == "LESS_THAN" and n > 1:
            return Bounds(start_earliest=add(said_from, n - 1, unit) + DAY)
        if mention.mod == "MORE_THAN":
            return Bounds(start_latest=add(said_until, n + 1, unit) - DAY)
    return None


_AMOUNT = re.compile(r"P(?:(\d+)([YMWD]))")
_UNITS = {"Y": (12, "month"), "M": (1, "month"), "W": (1, "week"), "D": (1, "day")}


def amount(value: str) -> tuple[int, str]:
    """The number and unit (``month``, ``week`` or ``day``; empty if none) of an ISO 8601 duration of one unit.

    A range is one where both ends are the same.
    """
    least, _, most = value.partition("/")
    match = _AMOUNT.fullmatch(least) if most in ("", least) else None
    if match is None:
        return 0, ""
    factor, unit = _UNITS[match[2]]
    return int(match[1]) * factor, unit


def add(day: date, n: int, unit: str) -> date:
    """``n`` units after ``day`` (before it when negative); months are calendar months, clipped.

    Raises ``OverflowError`` outside the years 1 to 9999.
    """
    if unit == "month":
        return add_months(day, n)
    return day + timedelta(days=n * (7 if unit == "week" else 1))


def meet(a: Bounds, b: Bounds) -> Bounds | None:
    """What holds when both do; ``None`` where they cannot both hold.

    Commutative, associative and idempotent, so that the bounds of an event do not depend on the
    order of what is known of it. A side that neither states stays open.
    """
    start_earliest, start_latest, end_earliest, end_latest = a
    if b is not OPEN:
        start_earliest = _later(start_earliest, b.start_earliest)
        start_latest = _earlier(start_latest, b.start_latest)
        end_earliest = _later(end_earliest, b.end_earliest)
        end_latest = _earlier(end_latest, b.end_latest)
    # an event does not end before it begins
    if start_latest is not None and end_latest is not None and end_latest < start_latest:
        start_latest = end_latest
    if end_earliest is not None and start_earliest is not None and start_earliest > end_earliest:
        end_earliest = start_earliest
    if _after(start_earliest, start_latest) or _after(end_earliest, end_latest) or _after(start_earliest, end_latest):
        return None
    return Bounds(start_earliest, start_latest, end_earliest, end_latest)


def narrow(certain: Bounds, soft: Iterable[Bounds]) -> Bounds | None:
    """``certain`` narrowed by what is implied; ``None`` where that adds nothing."""
    likely = certain
    for bounds in sorted(soft, key=_precision):
        likely = meet(likely, bounds) or likely
    return likely if likely != certain else None


def complete(bounds: Bounds) -> Bounds:
    """A last possible day beside a known first day is the last day: start and end mentions complete each other."""
    first, first_latest, last_earliest, last = bounds
    if last_earliest is None and last is not None and first is not None and first == first_latest:
        return Bounds(first, first, last, last)
    return bounds


@lru_cache(maxsize=10_000)
def edtf(bounds: Bounds | When) -> str:
    """Bounds in EDTF (ISO 8601-2): a day, an interval, an open side as ``..``, a window as one of a set, and so
    the days from one on before which nothing begins ("[2024-03-01..]")."""
    first, last = bounds.start_earliest, bounds.end_latest
    if first is None and last is None:
        return ""
    if first is None:
        return f"../{last}"
    if last is None:
        return f"[{first}..]" if bounds.start_latest is None and bounds.end_earliest is None else f"{first}/.."
    if bounds.start_earliest == bounds.start_latest:
        return str(first) if first == last else f"{first}/{last}"
    return f"[{first}..{last}]"


def _precision(bounds: Bounds) -> tuple[int, tuple[str, ...]]:
    width = 0
    for low, high in ((bounds.start_earliest, bounds.start_latest), (bounds.end_earliest, bounds.end_latest)):
        width += 10_000 if low is None or high is None else (high - low).days
    return width, tuple(str(day) for day in bounds)


def _later(a: date | None, b: date | None) -> date | None:
    return b if a is None else a if b is None else max(a, b)


def _earlier(a: date | None, b: date | None) -> date | None:
    return b if a is None else a if b is None else min(a, b)


def _after(a: date | None, b: date | None) -> bool:
    return a is not None and b is not None and a > b
