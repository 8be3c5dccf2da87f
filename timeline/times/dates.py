"""Placing dates, weekdays, periods and their parts."""

from __future__ import annotations

from datetime import datetime, timedelta

from timeline.expressions import meaning as say
from timeline.times.arithmetic import add_months, floor, midnight, step
from timeline.times.place import Anchor, NoPlace, Place, place, places, unit_place, unit_value
from timeline.times.years import at_year, nearest_year

_BESIDE = 2
"""Days from the day that weeks are counted to, within which a weekday is taken for the one that is meant."""


@places(say.Date)
def _(date: say.Date, anchor: Anchor) -> Place:
    implied: list[str] = []
    year = date.year
    if isinstance(year, say.Relative):
        year = anchor.at.year + year.n
    elif isinstance(year, say.Same):
        year = (anchor.period or anchor.day or anchor.at).year
    month = date.month
    if isinstance(month, say.Relative):
        start = step(floor(anchor.at, "month"), "month", month.n)
        year, month = start.year, start.month
    if month is None and date.day is not None:
        return _day_number(date.day, anchor)
    if month is None:
        assert year is not None
        return unit_place(at_year(anchor, year), "year")
    if year is None:
        year = nearest_year(anchor, month, date.day, date.weekday)
        implied.append("year")
    if date.day is None:
        return unit_place(at_year(anchor, year, month), "month", tuple(implied))
    try:
        start = at_year(anchor, year, month, date.day)
    except ValueError:
        raise NoPlace("", note=f"day {date.day} of month {month} of {year} does not exist") from None
    notes: tuple[str, ...] = ()
    if date.weekday is not None and start.isoweekday() != date.weekday:
        notes = (f"the weekday contradicts the date: {start:%Y-%m-%d} is day {start.isoweekday()} of its week",)
    return unit_place(start, "day", tuple(implied), notes)


def _day_number(day: int, anchor: Anchor) -> Place:
    """ "25-го числа": the nearest such day, seen from the day spoken of last where there is one; of a month to come
    that the sentence has just named."""
    found = []
    base = anchor.day if anchor.day is not None else anchor.at
    months = [step(floor(base, "month"), "month", n) for n in (-1, 0, 1)]
    if anchor.month is not None and anchor.month > anchor.at and anchor.tense != "past":
        base, months = anchor.month, [anchor.month]
    for month in months:
        try:
            start = month.replace(day=day)
        except ValueError:
            continue
        late = anchor.tense == "past" and start > anchor.at and base <= anchor.at
        early = anchor.tense != "past" and start < midnight(anchor.at)
        found.append((late or early, abs((start - base).total_seconds()), start))
    if not found:
        raise NoPlace("", note=f"the month has no day {day}")
    return unit_place(min(found)[2], "day", ("month", "year"))


@places(say.Relative)
def _(relative: say.Relative, anchor: Anchor) -> Place:
    return unit_place(step(floor(anchor.at, relative.unit), relative.unit, relative.n), relative.unit)


@places(say.Same)
def _(same: say.Same, anchor: Anchor) -> Place:
    if same.strict and anchor.day is None:
        raise NoPlace("", note="no day was spoken of")
    if same.apart and anchor.day is None:
        n = -1 if anchor.tense == "past" else 1
        return unit_place(step(floor(anchor.at, same.unit), same.unit, n), same.unit, ("tense",))
    base = (anchor.day if same.unit == "day" else anchor.period or anchor.day) or anchor.at
    return unit_place(step(floor(base, same.unit), same.unit, same.n), same.unit, ("anchor",))


@places(say.Weekday)
def _(weekday: say.Weekday, anchor: Anchor) -> Place:
    monday = floor(anchor.at, "week")
    implied: tuple[str, ...] = ()
    start = monday + timedelta(days=weekday.day - 1)
    if weekday.week is not None:
        start = _counted(weekday, anchor) or start + timedelta(weeks=weekday.week)
        recent = weekday.week == -1 and weekday.days == 1 and not weekday.named
        if recent and start + timedelta(weeks=1) < midnight(anchor.at):
            start += timedelta(weeks=1)
    else:
        today = midnight(anchor.at)
        if anchor.tense == "past" and start > today and not weekday.ahead:
            start -= timedelta(weeks=1)
        elif (weekday.ahead or anchor.tense != "past") and start + timedelta(days=weekday.days - 1) < today:
            start += timedelta(weeks=1)
        elif weekday.listed is not None and weekday.listed < weekday.day and anchor.tense != "past":
            start = max(
                start, place(say.Weekday(weekday.listed), anchor._replace(told=False)).from_ or start
            )  # its list runs ahead
            start += timedelta(days=(weekday.day - 1 - start.weekday()) % 7)
        if start == today and anchor.tense != "past" and not weekday.ahead and (day := _day_ahead(anchor)) is not None:
            start = day + timedelta(days=(weekday.day - day.isoweekday()) % 7)  # "в среду, 19 мая, …, в пятницу …"
        implied = ("week",) if anchor.tense else ("week", "tense")
    place_ = Place(start, start + timedelta(days=weekday.days), "day", unit_value(start, "day"), implied=implied)
    return place_._replace(value=unit_value(start, "week") + "-WE") if weekday.days > 1 else place_


def _counted(weekday: say.Weekday, anchor: Anchor) -> datetime | None:
    """The weekday within two days of the day that its weeks are counted to: on a Monday "через две недели, в
    воскресенье" is the thirteenth day from then."""
    if not weekday.counted or weekday.week is None:
        return None
    day = midnight(anchor.at) + timedelta(weeks=weekday.week)
    off = (weekday.day - day.isoweekday() + 3) % 7 - 3
    return day + timedelta(days=off) if abs(off) <= _BESIDE else None


def _day_ahead(anchor: Anchor) -> datetime | None:
    """The day after the post that its sentence has named just before, where it lies in the next two weeks."""
    today, day = midnight(anchor.at), anchor.day
    near = anchor.told and day is not None and today < midnight(day) < today + timedelta(weeks=2)
    return midnight(day) if near and day is not None else None


@places(say.NthWeekday)
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
    return unit_place(start, "day", month.implied)


@places(say.Period)
def _(period: say.Period, anchor: Anchor) -> Place:
    if period.unit == "decade" and period.of is None:
        return unit_place(at_year(anchor, period.n), "decade")
    if period.unit == "century":
        return unit_place(at_year(anchor, (period.n - 1) * 100 + 1), "century")
    if period.unit == "season":
        return _season(period, anchor)
    of = place(period.of, anchor) if period.of is not None else unit_place(floor(anchor.at, "year"), "year")
    implied = of.implied if period.of is not None else ("year",)
    start, until = of.from_, of.until
    assert start is not None
    assert until is not None
    if period.unit == "day":
        day = start if period.n > 0 else until - timedelta(days=1)
        return unit_place(day, "day", implied)
    if period.unit == "week":
        return unit_place(_nth_week(start, until, period.n), "week", implied)
    months = (until.year - start.year) * 12 + until.month - start.month
    parts = {"quarter": 4, "half": 2, "third": 3, "decade": 3}[period.unit]
    if months >= parts and months % parts == 0:
        size = months // parts
        first = add_months(start, size * (period.n - 1))
        last = add_months(first, size)
        letter = {"quarter": "Q", "half": "H", "third": "T"}[period.unit]
        value = f"{start.year:04}-{letter}{period.n}"
        if parts == 4 and size > 12:
            value = f"{first.year:04}/{last.year - 1:04}"
        return Place(first, last, "quarter", value, implied=implied)
    first, last = _month_part(
        start, until, {2: ((1, 15), (16, 31)), 3: ((1, 10), (11, 20), (21, 31))}[parts][period.n - 1]
    )
    value = f"{unit_value(first, 'day')}/{unit_value(last - timedelta(days=1), 'day')}"
    return Place(first, last, "day", value, implied=implied)


def _nth_week(start: datetime, until: datetime, n: int) -> datetime:
    """The Monday of the n-th week that lies whole in a period; -1 is the last, 0 the one that it begins in.

    A year's first week is the one that holds 4 January (ISO 8601).
    """
    if n > 0 and until - start > timedelta(days=31):
        start = start.replace(day=4)
        return start + timedelta(days=-start.weekday() + 7 * (n - 1))
    if n == 0:
        return start - timedelta(days=start.weekday())
    if n < 0:
        return until - timedelta(days=until.weekday() or 7) - timedelta(days=0 if until.weekday() == 0 else 7)
    return start + timedelta(days=-start.weekday() % 7 + 7 * (n - 1))


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
        year = nearest_year(anchor._replace(tense="future") if period.ahead else anchor, month)
        implied = ("year",)
    start = at_year(anchor, year - 1, 12) if period.n == 1 else at_year(anchor, year, 3 * (period.n - 1))
    value = f"{year:04}-{('WI', 'SP', 'SU', 'FA')[period.n - 1]}"
    return Place(start, add_months(start, 3), "quarter", value, implied=implied)


_THIRDS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}


@places(say.Part)
def _(part: say.Part, anchor: Anchor) -> Place:
    of = place(part.of, anchor)
    if of.from_ is None or of.until is None:
        raise NoPlace(of.value, part.part)
    if of.until - of.from_ <= timedelta(days=1):
        return of._replace(mod=part.part)
    months = (of.until.year - of.from_.year) * 12 + of.until.month - of.from_.month
    if of.from_.day == 1 and months >= 3 and months % 3 == 0:
        size = months // 3
        first = add_months(of.from_, size * ("START", "MID", "END").index(part.part))
        return of._replace(from_=first, until=add_months(first, size), mod=part.part, grain="month")
    first, until = _month_part(of.from_, of.until, _THIRDS[part.part])
    return of._replace(from_=first, until=until, mod=part.part, grain="day")
