"""Counting days as statutes do: offsets from an anchor, working days, "the last Sunday of February".

A definition writes an offset in plain words, and this module is their grammar:

    70 days before                   a point, or a first day: counted plainly
    no later than 40 days before     a last day: counted by the calendar's convention
    ends 40 days before              the same
    no earlier than 5 days before    a first day: counted by the calendar's convention
    10 working days before           days that are neither weekend nor holiday in the calendar's country
    no later than 5 days after       always counted plainly
    2 months after                   calendar months, clipped at the month's end
    on the day                       the anchor itself
"""

from __future__ import annotations

import calendar as months
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Way = Literal["plain", "clear"]
Sense = Literal["point", "first", "last"]
Unit = Literal["day", "working day", "week", "month", "year"]

OFFSET_HELP = 'write it like "70 days before", "no later than 40 days before", "5 working days after" or "on the day"'
DAY_RULE_HELP = 'write it like "last Sunday of February" or "Tuesday after first Monday of November"'

_OFFSET = re.compile(
    r"(?:(?P<sense>no later than|ends|no earlier than|begins)\s+)?(?P<n>\d{1,4})\s+"
    r"(?P<unit>working day|day|week|month|year)s?\s+(?P<side>before|after)"
)
_SENSES: dict[str | None, Sense] = {
    None: "point",
    "no later than": "last",
    "ends": "last",
    "no earlier than": "first",
    "begins": "first",
}
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(name.lower() for name in months.month_name)
_DAY_RULE = re.compile(
    rf"(?:(?P<after>{'|'.join(_WEEKDAYS)})\s+after\s+)?(?P<nth>{'|'.join(_ORDINALS)})\s+"
    rf"(?P<weekday>{'|'.join(_WEEKDAYS)})\s+of\s+(?P<month>{'|'.join(_MONTHS[1:])})"
)


@dataclass(frozen=True, slots=True)
class Counting:
    """How a country counts N days *before* a day, for first and for last days.

    ``plain`` is N days back. ``clear`` leaves N full days between, and so is N + 1 days back: Belarus
    counts a last day so ("не позднее чем за 40 дней до выборов" is the 41st day before them).
    Points, and everything counted after a day, are plain everywhere.
    """

    first: Way = "plain"
    last: Way = "plain"

    def days_before(self, n: int, sense: Sense) -> int:
        """How many days back "N days before" is, said of a point, a first or a last day."""
        way = self.first if sense == "first" else self.last if sense == "last" else "plain"
        return n + 1 if way == "clear" else n


PLAIN = Counting()
"""The convention of a calendar that names none."""


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units before (``n`` negative) or after an anchor, and how the count is meant."""

    n: int
    unit: Unit = "day"
    sense: Sense = "point"

    def day(self, anchor: date, counting: Counting, country: str | None = None) -> date:
        """The day this offset means, counted from ``anchor``.

        ``country`` (ISO 3166-1 alpha-2) says whose holidays are no working days; without it only
        Saturdays and Sundays are none. Raises ``ValueError`` where the count leaves the years 1–9999, or the
        holidays of the country are not known.
        """
        try:
            return self._day(anchor, counting, country)
        except OverflowError:
            raise ValueError(f"{self} from {anchor} is outside the years 1 to 9999") from None

    def _day(self, anchor: date, counting: Counting, country: str | None) -> date:
        if self.unit in ("month", "year"):
            return add_months(anchor, self.n * (12 if self.unit == "year" else 1))
        n = self.n * (7 if self.unit == "week" else 1)
        if n < 0:
            n = -counting.days_before(-n, self.sense)
        if self.unit == "working day":
            return add_working_days(anchor, n, country)
        return anchor + timedelta(days=n)

    def __str__(self) -> str:
        if not self.n:
            return "on the day"
        sense = {"point": "", "first": "no earlier than ", "last": "no later than "}[self.sense]
        plural = "" if abs(self.n) == 1 else "s"
        return f"{sense}{abs(self.n)} {self.unit}{plural} {'before' if self.n < 0 else 'after'}"


def parse_offset(text: str) -> Offset:
    """Read an offset written in words (see the module); ``ValueError`` where it is not one."""
    words = " ".join(text.lower().split())
    if words == "on the day":
        return Offset(0)
    match = _OFFSET.fullmatch(words.replace("the day before", "1 day before").replace("the day after", "1 day after"))
    if match is None:
        raise ValueError(OFFSET_HELP)
    unit: Unit = match["unit"]  # type: ignore[assignment]
    n = int(match["n"])
    return Offset(-n if match["side"] == "before" else n, unit, _SENSES[match["sense"]])


def add_months(day: date, n: int) -> date:
    """``n`` calendar months later (earlier when negative), clipped at the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def add_working_days(day: date, n: int, country: str | None) -> date:
    """The ``n``-th working day after ``day`` (before it when negative); ``day`` itself when ``n`` is 0."""
    works = _working_days(country)
    step = timedelta(days=1 if n > 0 else -1)
    for _ in range(abs(n)):
        day += step
        while not works(day):
            day += step
    return day


@lru_cache(maxsize=32)
def _working_days(country: str | None) -> Callable[[date], bool]:
    """Whether a day is a working day there: the ``holidays`` package knows moved days off and worked Saturdays too.

    Raises ``ValueError`` for a country that it does not know.
    """
    if country is None:
        return lambda day: day.weekday() < 5
    import holidays

    try:
        known = holidays.country_holidays(country)
    except NotImplementedError:
        raise ValueError(f"the holidays of the country {country} are not known") from None
    return lambda day: bool(known.is_working_day(day))


@dataclass(frozen=True, slots=True)
class DayRule:
    """A day that recurs by weekday, such as "last Sunday of February"."""

    text: str

    def __post_init__(self) -> None:
        if _DAY_RULE.fullmatch(self._words) is None:
            raise ValueError(DAY_RULE_HELP)

    @property
    def _words(self) -> str:
        return " ".join(self.text.lower().split())

    def day(self, year: int) -> date:
        """The day of that year."""
        match = _DAY_RULE.fullmatch(self._words)
        assert match is not None
        weekday, month = _WEEKDAYS.index(match["weekday"]), _MONTHS.index(match["month"])
        if match["nth"] == "last":
            end = date(year, month, months.monthrange(year, month)[1])
            found = end - timedelta(days=(end.weekday() - weekday) % 7)
        else:
            start = date(year, month, 1)
            found = start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * _ORDINALS[match["nth"]])
        if match["after"]:
            found += timedelta(days=(_WEEKDAYS.index(match["after"]) - weekday - 1) % 7 + 1)
        return found
