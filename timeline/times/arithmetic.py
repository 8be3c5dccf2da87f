"""Calendar arithmetic on local time: months are months, clipped at the month's end; weeks begin on Monday."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, time, timedelta

from timeline.expressions.meaning import Unit

MONTHS: dict[str, int] = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}
SECONDS: dict[str, int] = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_LENGTHS = {unit: timedelta(seconds=seconds) for unit, seconds in SECONDS.items()}


def midnight(at: datetime) -> datetime:
    """The first instant of the local day of ``at``."""
    return datetime.combine(at, time.min, at.tzinfo)


def add_months(at: datetime, months: int) -> datetime:
    """``at`` so many calendar months later, the day clipped at the month's end (31 January + 1 = 28 February).

    Raises ``OverflowError`` outside the years 1 to 9999.
    """
    index = at.year * 12 + at.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("no such year")
    day = at.day if at.day <= 28 else min(at.day, monthrange(year, month + 1)[1])
    return at.replace(year, month + 1, day)


def add(at: datetime, amounts: tuple[tuple[float, Unit], ...], sign: int = 1) -> datetime:
    """``at`` moved by a duration in wall-clock time; half a year is six months, half a month fifteen days."""
    for n, unit in amounts:
        if unit in MONTHS:
            months = n * MONTHS[unit]
            at = add_months(at, sign * int(months))
            at += timedelta(days=sign * round((months - int(months)) * 30))
        else:
            at += timedelta(seconds=sign * n * SECONDS[unit])
    return at


def add_working_days(at: datetime, days: int) -> datetime:
    """``at`` so many days from Monday to Friday later, or earlier; what holidays lie between is not known."""
    day = timedelta(days=1 if days > 0 else -1)
    while at.weekday() > _FRIDAY:
        at -= day
    weeks, rest = divmod(abs(days), 5)
    at += 7 * weeks * day
    while rest:
        at += day
        rest -= at.weekday() <= _FRIDAY
    return at


_FRIDAY = 4


def floor(at: datetime, unit: Unit) -> datetime:
    """The first instant of the calendar unit that holds ``at``."""
    if unit in ("second", "minute", "hour"):
        return at.replace(
            microsecond=0,
            second=at.second if unit == "second" else 0,
            minute=0 if unit == "hour" else at.minute,
        )
    day = midnight(at)
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(day=1, month=day.month - (day.month - 1) % 3)
    if unit == "half":
        return day.replace(day=1, month=1 if day.month <= 6 else 7)
    if unit == "year":
        return day.replace(day=1, month=1)
    if unit == "decade":
        return day.replace(day=1, month=1, year=max(1, day.year - day.year % 10))
    if unit in ("century", "millennium"):
        years = 100 if unit == "century" else 1000
        return day.replace(day=1, month=1, year=day.year - (day.year - 1) % years)
    return day


def step(at: datetime, unit: Unit, n: int) -> datetime:
    """``at`` moved by ``n`` calendar units."""
    if unit in MONTHS:
        return add_months(at, n * MONTHS[unit])
    return at + n * _LENGTHS[unit]
