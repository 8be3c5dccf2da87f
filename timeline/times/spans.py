"""Placing clock times, bounds and ranges."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from timeline.expressions import meaning as say
from timeline.expressions.meaning import Meaning
from timeline.times.arithmetic import midnight
from timeline.times.place import Anchor, NoPlace, Place, place, places, unit_value
from timeline.times.time import Grain


@places(say.Clock)
def _(clock: say.Clock, anchor: Anchor) -> Place:
    return place(say.At(None, clock), anchor)


@places(say.ClockRange)
def _(span: say.ClockRange, anchor: Anchor) -> Place:
    return place(say.At(None, span), anchor)


@places(say.DayPart)
def _(part: say.DayPart, anchor: Anchor) -> Place:
    return place(say.At(None, part), anchor)


_PARTS = {"MO": (9, 12), "MI": (12, 13), "AF": (12, 18), "EV": (18, 24), "NI": (0, 6)}


def _clock(day: datetime, clock: say.Clock) -> datetime:
    """The instant of a clock time on a local day, told in the zone of the anchor."""
    at = midnight(day)
    zone = _zone(clock.zone) if clock.zone else None
    if zone is not None:
        at = at.replace(tzinfo=zone)
    at += timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    return at.astimezone(day.tzinfo) if zone is not None else at


def _zone(name: str) -> tzinfo:
    """The zone of an IANA name, or of an offset: "UTC+03:00"."""
    offset = re.fullmatch(r"UTC([+-])(\d\d):(\d\d)", name)
    if offset is None:
        return ZoneInfo(name)
    return timezone((-1 if offset[1] == "-" else 1) * timedelta(hours=int(offset[2]), minutes=int(offset[3])))


@places(say.At)
def _(at: say.At, anchor: Anchor) -> Place:
    implied: tuple[str, ...] = ()
    if at.date is None:
        day, implied = midnight(anchor.day or anchor.at), ("day",)
    else:
        date = place(at.date, anchor)
        if date.from_ is None:
            raise NoPlace(date.value)
        day, implied = date.from_, date.implied
    if isinstance(at.clock, say.DayPart):
        first, last = _PARTS[at.clock.name]
        start, until = midnight(day) + timedelta(hours=first), midnight(day) + timedelta(hours=last)
        return Place(start, until, "hour", f"{unit_value(day, 'day')}T{at.clock.name}", implied=implied)
    if isinstance(at.clock, say.ClockRange):
        start, until = _clock(day, at.clock.first), _clock(day, at.clock.last)
        if until <= start:
            until += timedelta(days=1)
        value = f"{unit_value(start, 'minute')}/{unit_value(until, 'minute')}"
        return Place(start, until, "minute", value, implied=implied)
    start = _clock(day, at.clock)
    width = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}[at.clock.grain]
    return Place(start, start + width, at.clock.grain, unit_value(start, at.clock.grain), implied=implied)


@places(say.Bounded)
def _(bounded: say.Bounded, anchor: Anchor) -> Place:
    of = place(bounded.of, anchor)
    instant = isinstance(bounded.of, (say.At, say.Clock))
    if bounded.mod in ("ON_OR_BEFORE", "BEFORE"):
        until = of.from_ if bounded.mod == "BEFORE" or instant else of.until
        return of._replace(from_=None, until=until, mod=bounded.mod)
    from_ = of.until if bounded.mod == "AFTER" and not instant else of.from_
    return of._replace(from_=from_, until=None, mod=bounded.mod)


_HALF_YEAR = timedelta(days=150)
"""A range that is no longer than this has the nearest end that there is."""


def _of_that_week(first: say.Weekday, last: Meaning) -> Meaning:
    """ "Со среды по субботу следующей недели", "со вторника по субботу той же недели"."""
    if isinstance(last, say.Weekday) and last.named and first.day <= last.day:
        return replace(first, week=last.week, named=True)
    if isinstance(last, say.NthWeekday) and isinstance(last.of, say.Same) and first.day <= last.day:
        return replace(last, day=first.day)
    return first


def _complete(first: Meaning, last: Meaning) -> Meaning:
    """The first half of a range with the year, or the week, that only its second half says."""
    if isinstance(first, say.Weekday) and first.week is None:
        return _of_that_week(first, last)
    if isinstance(first, say.Date) and isinstance(last, say.Date):
        if first.month is None and first.day and isinstance(last.month, int):
            turn = bool(last.day) and first.day > (last.day or 0)
            month = (last.month - 2) % 12 + 1 if turn else last.month
            return _complete(replace(first, month=month), last)
        year = last.year
        if (
            first.year is not None
            or year is None
            or not isinstance(first.month, int)
            or not isinstance(last.month, int)
        ):
            return first
        if (first.month, first.day or 1) > (last.month, last.day or 31):
            year = (
                say.Relative("year", year.n - 1)
                if isinstance(year, say.Relative)
                else year - 1
                if isinstance(year, int)
                else year
            )
        return replace(first, year=year)
    if isinstance(last, say.At) and last.date is not None:
        if isinstance(first, say.At) and first.date is not None:
            return replace(first, date=_complete(first.date, last.date))
        return _complete(first, last.date)
    return first


@places(say.Range)
def _(range_: say.Range, anchor: Anchor) -> Place:
    start = place(_complete(range_.first, range_.last), anchor)
    if start.from_ is None:
        raise NoPlace(start.value)
    end = place(range_.last, anchor)
    if end.until is None:
        raise NoPlace(end.value)
    near = start.from_ < end.until <= start.from_ + _HALF_YEAR
    if not near and ("year" in end.implied or "week" in end.implied or end.until <= start.from_):
        end = place(range_.last, anchor._replace(at=start.from_, tense="future", near=None, year=None))
    if end.until is None or end.until <= start.from_:
        raise NoPlace("", note="the range ends before it begins")
    until = end.from_ if isinstance(range_.last, say.At) and isinstance(range_.last.clock, say.Clock) else end.until
    if until is None or until <= start.from_:
        raise NoPlace("", note="the range ends where it begins")
    order: tuple[Grain, ...] = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
    grain = min(start.grain, end.grain, key=order.index)
    return Place(start.from_, until, grain, f"{start.value}/{end.value}", implied=start.implied or end.implied)
