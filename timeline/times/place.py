"""Placing a meaning in time, seen from an anchor: pure calendar reasoning, no text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import singledispatch
from typing import Literal
from zoneinfo import ZoneInfo

from timeline.expressions import meaning as say
from timeline.expressions.meaning import Meaning
from timeline.times.arithmetic import add, add_months, floor, midnight, step
from timeline.times.time import Grain, Mod

Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative expression counts from.

    ``at`` is the local time of the post (or of the date that the text is written on), ``day`` the
    day spoken of last, from which a clock without a date and "в тот же день" take theirs.
    ``tense`` is that of the verb, where it is known.
    """

    at: datetime
    day: datetime | None = None
    tense: Tense | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meaning lies: ``from_`` inclusive, ``until`` exclusive, both aware and local; ``None`` is open.

    ``window`` is set when what is meant is one day (or moment) somewhere between the two.
    """

    from_: datetime | None
    until: datetime | None
    grain: Grain
    value: str
    mod: Mod | None = None
    window: bool = False
    implied: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class NoPlace(Exception):
    """The meaning has no place in time; ``value`` is its TIMEX3 value."""

    def __init__(self, value: str, mod: Mod | None = None, note: str = "") -> None:
        super().__init__(value)
        self.value, self.mod, self.note = value, mod, note


@singledispatch
def place(meaning: object, anchor: Anchor) -> Place:
    """Where ``meaning`` lies, seen from ``anchor``. Raises ``NoPlace`` where it lies nowhere."""
    raise NoPlace("", note=f"{type(meaning).__name__} has no place in time")


def _unit(start: datetime, unit: say.Unit, grain: Grain | None = None) -> Place:
    """The whole calendar unit that begins at ``start``."""
    return Place(start, step(start, unit, 1), grain or _grain(unit), _unit_value(start, unit))


def _grain(unit: say.Unit) -> Grain:
    return "year" if unit in ("decade", "century") else "quarter" if unit == "half" else unit


def _unit_value(start: datetime, unit: say.Unit) -> str:
    if unit == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if unit == "quarter":
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    if unit == "half":
        return f"{start.year:04}-H{1 if start.month <= 6 else 2}"
    if unit == "decade":
        return f"{start.year // 10:03}"
    if unit == "century":
        return f"{start.year // 100:02}"
    width = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%Y-%m-%dT%H", "minute": "%Y-%m-%dT%H:%M"}
    text = start.strftime(width.get(unit, "%Y-%m-%dT%H:%M:%S"))
    return text if start.year >= 1000 else text.zfill(len(text) + 4 - len(str(start.year)))


def _at(anchor: Anchor, year: int, month: int = 1, day: int = 1) -> datetime:
    return midnight(anchor.at).replace(year=year, month=month, day=day)


def nearest_year(anchor: Anchor, month: int, day: int | None = None) -> int:
    """The year in which a month or a day without a year lies: the one nearest to the anchor.

    The tense decides where it is known and the nearest one is more than a month on its wrong side.
    """
    best: tuple[float, int] | None = None
    for year in (anchor.at.year - 1, anchor.at.year, anchor.at.year + 1):
        try:
            start = _at(anchor, year, month, day or 1)
        except ValueError:
            continue
        end = start + timedelta(days=1) if day else add_months(start, 1)
        off = (start - anchor.at).total_seconds() if start > anchor.at else min(0.0, (end - anchor.at).total_seconds())
        cost = abs(off)
        if (anchor.tense == "past" and off > 3e6) or (anchor.tense == "future" and off < -3e6):
            cost += 1.6e7
        if best is None or cost < best[0]:
            best = (cost, year)
    if best is None:
        for year in range(anchor.at.year, anchor.at.year + 9):
            if year % 4 == 0 and (year % 100 or year % 400 == 0):
                return year
    assert best is not None
    return best[1]


@place.register
def _(date: say.Date, anchor: Anchor) -> Place:
    implied: list[str] = []
    year = anchor.at.year + date.year.n if isinstance(date.year, say.Relative) else date.year
    month = date.month
    if isinstance(month, say.Relative):
        start = step(floor(anchor.at, "month"), "month", month.n)
        year, month = start.year, start.month
    if month is None and date.day is not None:
        return _day_number(date.day, anchor)
    if month is None:
        assert year is not None
        return _unit(_at(anchor, year), "year")
    if year is None:
        year = nearest_year(anchor, month, date.day)
        implied.append("year")
    if date.day is None:
        return replace(_unit(_at(anchor, year, month), "month"), implied=tuple(implied))
    try:
        start = _at(anchor, year, month, date.day)
    except ValueError:
        raise NoPlace("", note=f"day {date.day} of month {month} of {year} does not exist") from None
    notes = ()
    if date.weekday is not None and start.isoweekday() != date.weekday:
        notes = (f"the weekday contradicts the date: {start:%Y-%m-%d} is day {start.isoweekday()} of its week",)
    return replace(_unit(start, "day"), implied=tuple(implied), notes=notes)


def _day_number(day: int, anchor: Anchor) -> Place:
    """ "25-го числа": the nearest such day."""
    found = []
    for n in (-1, 0, 1):
        month = step(floor(anchor.at, "month"), "month", n)
        try:
            start = month.replace(day=day)
        except ValueError:
            continue
        late = anchor.tense == "past" and start > anchor.at
        early = anchor.tense != "past" and start < midnight(anchor.at)
        found.append((late or early, abs((start - anchor.at).total_seconds()), start))
    return replace(_unit(min(found)[2], "day"), implied=("month", "year"))


@place.register
def _(relative: say.Relative, anchor: Anchor) -> Place:
    return _unit(step(floor(anchor.at, relative.unit), relative.unit, relative.n), relative.unit)


@place.register
def _(same: say.Same, anchor: Anchor) -> Place:
    base = anchor.day or anchor.at
    return replace(_unit(step(floor(base, same.unit), same.unit, same.n), same.unit), implied=("anchor",))


@place.register
def _(weekday: say.Weekday, anchor: Anchor) -> Place:
    monday = floor(anchor.at, "week")
    implied: tuple[str, ...] = ()
    start = monday + timedelta(days=weekday.day - 1)
    if weekday.week is not None:
        start += timedelta(weeks=weekday.week)
        if weekday.week == -1 and weekday.days == 1 and start + timedelta(weeks=1) < midnight(anchor.at):
            start += timedelta(weeks=1)
    else:
        today = midnight(anchor.at)
        if anchor.tense == "past" and start > today:
            start -= timedelta(weeks=1)
        elif anchor.tense != "past" and start + timedelta(days=weekday.days - 1) < today:
            start += timedelta(weeks=1)
        implied = ("week",) if anchor.tense else ("week", "tense")
    place_ = Place(start, start + timedelta(days=weekday.days), "day", _unit_value(start, "day"), implied=implied)
    return replace(place_, value=_unit_value(start, "week") + "-WE") if weekday.days > 1 else place_


@place.register
def _(nth: say.NthWeekday, anchor: Anchor) -> Place:
    month = place(nth.of, anchor)
    assert month.from_ is not None
    assert month.until is not None
    if nth.n > 0:
        start = month.from_ + timedelta(days=(nth.day - month.from_.isoweekday()) % 7 + 7 * (nth.n - 1))
    else:
        last = month.until - timedelta(days=1)
        start = last - timedelta(days=(last.isoweekday() - nth.day) % 7)
    if not month.from_ <= start < month.until:
        raise NoPlace("", note="the month has no such weekday")
    return replace(_unit(start, "day"), implied=month.implied)


@place.register
def _(period: say.Period, anchor: Anchor) -> Place:
    if period.unit == "decade" and period.of is None:
        return _unit(_at(anchor, period.n), "decade")
    if period.unit == "century":
        return _unit(_at(anchor, (period.n - 1) * 100 + 1), "century")
    if period.unit == "season":
        return _season(period, anchor)
    of = place(period.of, anchor) if period.of is not None else _unit(floor(anchor.at, "year"), "year")
    implied = of.implied if period.of is not None else ("year",)
    start, until = of.from_, of.until
    assert start is not None
    assert until is not None
    months = (until.year - start.year) * 12 + until.month - start.month
    parts = {"quarter": 4, "half": 2, "third": 3, "decade": 3}[period.unit]
    if months >= parts and months % parts == 0:
        size = months // parts
        first = add_months(start, size * (period.n - 1))
        value = (
            f"{start.year:04}-{'Q' if period.unit == 'quarter' else 'H' if period.unit == 'half' else 'T'}{period.n}"
        )
        return Place(first, add_months(first, size), "quarter", value, implied=implied)
    first, last = _month_part(
        start, until, {2: ((1, 15), (16, 31)), 3: ((1, 10), (11, 20), (21, 31))}[parts][period.n - 1]
    )
    return Place(first, last, "day", f"{first:%Y-%m-%d}/{last - timedelta(days=1):%Y-%m-%d}", implied=implied)


def _month_part(start: datetime, until: datetime, days: tuple[int, int]) -> tuple[datetime, datetime]:
    """The part of a month from the first to the last of ``days``; of anything else, in proportion of 31 days."""
    if start.day == 1 and until == add_months(start, 1):
        return start.replace(day=days[0]), until if days[1] == 31 else start.replace(day=days[1]) + timedelta(days=1)
    width = (until - start).days
    first = start + timedelta(days=round(width * (days[0] - 1) / 31))
    return first, until if days[1] == 31 else start + timedelta(days=max(1, round(width * days[1] / 31)))


def _season(period: say.Period, anchor: Anchor) -> Place:
    """Seasons are calendar months; a winter belongs to the year of its January (зима 2023: December 2022 on)."""
    implied: tuple[str, ...] = ()
    if period.of is not None:
        of = place(period.of, anchor)
        assert of.from_ is not None
        year = of.from_.year
        if period.n == 1 and isinstance(period.of, say.Relative) and period.of.n >= 0 and anchor.at.month > 6:
            year += 1
    else:
        month = (1, 4, 7, 10)[period.n - 1]
        year = nearest_year(anchor, month)
        implied = ("year",)
    start = _at(anchor, year - 1, 12) if period.n == 1 else _at(anchor, year, 3 * (period.n - 1))
    value = f"{year:04}-{('WI', 'SP', 'SU', 'FA')[period.n - 1]}"
    return Place(start, add_months(start, 3), "quarter", value, implied=implied)


_THIRDS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}


@place.register
def _(part: say.Part, anchor: Anchor) -> Place:
    of = place(part.of, anchor)
    if of.from_ is None or of.until is None:
        raise NoPlace(of.value, part.part)
    if of.until - of.from_ <= timedelta(days=1):
        return replace(of, mod=part.part)
    months = (of.until.year - of.from_.year) * 12 + of.until.month - of.from_.month
    if of.from_.day == 1 and months >= 3 and months % 3 == 0:
        size = months // 3
        first = add_months(of.from_, size * ("START", "MID", "END").index(part.part))
        return replace(of, from_=first, until=add_months(first, size), mod=part.part, grain="month")
    first, until = _month_part(of.from_, of.until, _THIRDS[part.part])
    return replace(of, from_=first, until=until, mod=part.part, grain="day")


def iso_duration(duration: say.Duration) -> str:
    """The TIMEX3 value of a duration: "P3M", "PT90M", "PXY" for a vague one."""
    date, time = "", ""
    letters = {
        "century": "Y",
        "decade": "Y",
        "year": "Y",
        "half": "M",
        "quarter": "M",
        "month": "M",
        "week": "W",
        "day": "D",
    }
    factor = {"century": 100, "decade": 10, "half": 6, "quarter": 3}
    for n, unit in duration.amounts:
        n *= factor.get(unit, 1)
        if n != int(n):
            smaller: dict[str, tuple[float, str]] = {
                "year": (12, "M"),
                "hour": (60, "M"),
                "minute": (60, "S"),
                "day": (24, "H"),
                "week": (7, "D"),
            }
            if unit in ("century", "decade") or unit not in smaller:
                amount = f"{n:g}{letters.get(unit, '')}"
                date += amount
                continue
            times, letter = smaller[unit]
            amount = f"{n * times:g}{letter}"
            if unit in ("year", "week"):
                date += amount
            else:
                time += amount
            continue
        number = "X" if duration.vague else f"{int(n)}"
        if unit in letters:
            date += number + letters[unit]
        else:
            time += number + unit[0].upper()
    return "P" + date + ("T" + time if time else "")


@place.register
def _(duration: say.Duration, anchor: Anchor) -> Place:
    raise NoPlace(iso_duration(duration), duration.mod)


def _shift_grain(amounts: tuple[tuple[float, say.Unit], ...]) -> Grain:
    units = {unit for _, unit in amounts}
    if units <= {"second", "minute", "hour"} or units & {"second", "minute", "hour"} or amounts == ((0.5, "day"),):
        return "second" if "second" in units else "minute"
    if all(unit in ("year", "decade", "century") and n == int(n) for n, unit in amounts):
        return "year" if units & {"decade", "century"} else "month"
    return "day"


@place.register
def _(shift: say.Shift, anchor: Anchor) -> Place:
    base = anchor.at
    implied: tuple[str, ...] = ()
    if shift.base is not None:
        of = place(shift.base, anchor)
        if of.from_ is None:
            raise NoPlace(iso_duration(shift.duration))
        base, implied = of.from_, of.implied
    if shift.duration.vague:
        ref = "FUTURE_REF" if shift.sign > 0 else "PAST_REF"
        raise NoPlace(ref, note="how long is not said")
    grain = _shift_grain(shift.duration.amounts)
    try:
        target = add(base, shift.duration.amounts, shift.sign)
    except (OverflowError, ValueError):
        raise NoPlace(iso_duration(shift.duration), note="outside the calendar") from None
    if shift.duration.mod in ("LESS_THAN", "MORE_THAN"):
        return _off_limit(base, target, shift.duration.mod, shift.sign)
    start = floor(target, grain)
    return replace(_unit(start, grain), mod=shift.duration.mod, implied=implied)


def _off_limit(base: datetime, target: datetime, mod: Mod, sign: int) -> Place:
    """Less or more than a duration away: a window, open at the far end for "more" (TIME.md, 8)."""
    day = timedelta(days=1)
    today, limit = midnight(base), midnight(target)
    if sign > 0:
        start, until = (today + day, limit) if mod == "LESS_THAN" else (limit + day, None)
    else:
        start, until = (limit + day, today) if mod == "LESS_THAN" else (None, limit)
    if start is not None and until is not None and start >= until:
        start, until = min(today, limit), max(today, limit) + day
    value = f"{start:%Y-%m-%d}" if start else ".."
    last = f"{until - day:%Y-%m-%d}" if until else ".."
    return Place(start, until, "day", f"{value}/{last}", mod=mod, window=True)


@place.register
def _(remaining: say.Remaining, anchor: Anchor) -> Place:
    return place(say.Shift(remaining.duration, 1), anchor)


@place.register
def _(within: say.Within, anchor: Anchor) -> Place:
    if within.duration.vague:
        raise NoPlace("FUTURE_REF" if within.sign > 0 else "PAST_REF")
    grain = _shift_grain(within.duration.amounts)
    grain = "day" if grain in ("month", "year", "day") else grain
    here = floor(anchor.at, grain)
    try:
        there = add(here, within.duration.amounts, within.sign)
    except (OverflowError, ValueError):
        raise NoPlace(iso_duration(within.duration), note="outside the calendar") from None
    start, until = (here, there) if within.sign > 0 else (there, here)
    return Place(start, until, grain, f"{_unit_value(start, grain)}/{_unit_value(until, grain)}")


@place.register
def _(offset: say.FromEvent, anchor: Anchor) -> Place:
    raise NoPlace(iso_duration(offset.duration), offset.mod, "counted from an event")


@place.register
def _(now: say.Now, anchor: Anchor) -> Place:
    start = floor(anchor.at, "minute")
    return Place(start, start + timedelta(minutes=1), "minute", "PRESENT_REF")


@place.register
def _(vague: say.Vague, anchor: Anchor) -> Place:
    raise NoPlace(vague.ref)


@place.register
def _(days: say.Days, anchor: Anchor) -> Place:
    """ "В эти дни": around the anchor, three days either way; years and months have no place."""
    if days.unit != "day":
        raise NoPlace(days.ref)
    today, three = midnight(anchor.at), timedelta(days=3)
    start = today if days.ref == "FUTURE_REF" else today - three
    until = today + timedelta(days=1) if days.ref == "PAST_REF" else today + three + timedelta(days=1)
    return Place(start, until, "day", days.ref, mod="APPROX", window=True)


@place.register
def _(repeat: say.Repeat, anchor: Anchor) -> Place:
    raise NoPlace(repeat.value)


@place.register
def _(impossible: say.Impossible, anchor: Anchor) -> Place:
    raise NoPlace("", note=impossible.reason)


@place.register
def _(clock: say.Clock, anchor: Anchor) -> Place:
    return place(say.At(None, clock), anchor)


@place.register
def _(span: say.ClockRange, anchor: Anchor) -> Place:
    return place(say.At(None, span), anchor)


@place.register
def _(part: say.DayPart, anchor: Anchor) -> Place:
    return place(say.At(None, part), anchor)


_PARTS = {"MO": (9, 12), "MI": (12, 13), "AF": (12, 18), "EV": (18, 24), "NI": (0, 6)}


def _clock(day: datetime, clock: say.Clock) -> datetime:
    """The instant of a clock time on a local day, told in the zone of the anchor."""
    at = midnight(day)
    zone = ZoneInfo(clock.zone) if clock.zone else None
    if zone is not None:
        at = at.replace(tzinfo=zone)
    at += timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    return at.astimezone(day.tzinfo) if zone is not None else at


@place.register
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
        start = midnight(day) + timedelta(hours=first)
        return Place(
            start, midnight(day) + timedelta(hours=last), "hour", f"{day:%Y-%m-%d}T{at.clock.name}", implied=implied
        )
    if isinstance(at.clock, say.ClockRange):
        start, until = _clock(day, at.clock.first), _clock(day, at.clock.last)
        if until <= start:
            until += timedelta(days=1)
        return Place(start, until, "minute", f"{start:%Y-%m-%dT%H:%M}/{until:%Y-%m-%dT%H:%M}", implied=implied)
    start = _clock(day, at.clock)
    width = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}[at.clock.grain]
    return Place(start, start + width, at.clock.grain, _unit_value(start, at.clock.grain), implied=implied)


@place.register
def _(bounded: say.Bounded, anchor: Anchor) -> Place:
    of = place(bounded.of, anchor)
    instant = isinstance(bounded.of, say.At | say.Clock)
    if bounded.mod in ("ON_OR_BEFORE", "BEFORE"):
        until = of.from_ if bounded.mod == "BEFORE" or instant else of.until
        return replace(of, from_=None, until=until, mod=bounded.mod)
    from_ = of.until if bounded.mod == "AFTER" and not instant else of.from_
    return replace(of, from_=from_, until=None, mod=bounded.mod)


def _complete(first: Meaning, last: Meaning) -> Meaning:
    """The first half of a range with the year that only its second half says."""
    if isinstance(first, say.Date) and isinstance(last, say.Date) and first.year is None and last.year is not None:
        if isinstance(first.month, int) and isinstance(last.month, int):
            back = (first.month, first.day or 1) > (last.month, last.day or 31)
            year = last.year
            if back:
                year = say.Relative("year", year.n - 1) if isinstance(year, say.Relative) else year - 1
            return replace(first, year=year)
    if isinstance(last, say.At) and last.date is not None:
        if isinstance(first, say.At) and first.date is not None:
            return replace(first, date=_complete(first.date, last.date))
        return _complete(first, last.date)
    return first


@place.register
def _(range_: say.Range, anchor: Anchor) -> Place:
    start = place(_complete(range_.first, range_.last), anchor)
    if start.from_ is None:
        raise NoPlace(start.value)
    end = place(range_.last, anchor)
    if end.until is None:
        raise NoPlace(end.value)
    if "year" in end.implied or "week" in end.implied or end.until <= start.from_:
        end = place(range_.last, replace(anchor, at=start.from_, tense="future"))
    if end.until is None or end.until <= start.from_:
        raise NoPlace("", note="the range ends before it begins")
    until = end.from_ if isinstance(range_.last, say.At) and isinstance(range_.last.clock, say.Clock) else end.until
    order: tuple[Grain, ...] = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
    grain = min(start.grain, end.grain, key=order.index)
    return Place(start.from_, until, grain, f"{start.value}/{end.value}", implied=start.implied or end.implied)
