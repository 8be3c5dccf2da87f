"""Meanings: what the words of a time expression say, before anything is known of when they were said.

Each is a small value; ``timeline.times`` places it. Units are those of ``Unit``; months are 1 to 12,
weekdays 1 (Monday) to 7, both ends of ranges inclusive as in speech.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from timeline.expressions.value import value

Unit = Literal[
    "second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century", "millennium"
]
Relation = Literal[
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "APPROX",
]
PartName = Literal["START", "MID", "END"]


@value(frozen=True, slots=True)
class Date:
    """A calendar date with the fields that were said; ``year`` may be another meaning ("прошлого года")."""

    year: int | Relative | Same | None = None
    month: int | Relative | None = None
    day: int | None = None
    weekday: int | None = None


@value(frozen=True, slots=True)
class Relative:
    """A calendar unit counted from the anchor's own: today is ("day", 0), last month ("month", -1)."""

    unit: Unit
    n: int


@value(frozen=True, slots=True)
class Weekday:
    """A weekday; ``week`` counts weeks from the anchor's (``None``: the tense decides), ``days`` 2 for a weekend.

    ``ahead`` is the nearest one to come, whatever the tense; ``named`` is set where the week itself was named;
    ``listed`` is the weekday that begins the list which this one goes on. Weeks that are ``counted`` and not named end
    on a day, to which the weekday may be nearer than their week has it.
    """

    day: int
    week: int | None = None
    days: int = 1
    ahead: bool = False
    named: bool = False
    listed: int | None = None
    counted: bool = False


@value(frozen=True, slots=True)
class NthWeekday:
    """The n-th such weekday of a month or a year; -1 is the last."""

    n: int
    day: int
    of: Meaning


@value(frozen=True, slots=True)
class Period:
    """The n-th quarter, half, third, season, decade, century, week or day (-1: the last).

    ``of`` is its year or month, ``None`` if not said; ``ahead`` is the nearest one to come. Seasons are 1 (winter) to 4
    (autumn); decades carry their first year, centuries their number.
    """

    unit: Literal["quarter", "half", "third", "season", "decade", "century", "week", "day"]
    n: int
    of: Meaning | None = None
    ahead: bool = False


@value(frozen=True, slots=True)
class Part:
    """The beginning, the middle or the end of something."""

    part: PartName
    of: Meaning


@value(frozen=True, slots=True)
class Duration:
    """So many units; ``mod`` says less, more or about; ``vague`` when no number was said ("несколько лет").

    ``working`` days are those from Monday to Friday.
    """

    amounts: tuple[tuple[float, Unit], ...]
    mod: Relation | None = None
    vague: bool = False
    working: bool = False


@value(frozen=True, slots=True)
class Shift:
    """A duration away from ``base`` (``None``: the anchor); ``sign`` is 1 for later, -1 for earlier."""

    duration: Duration
    sign: int
    base: Meaning | None = None


@value(frozen=True, slots=True)
class Remaining:
    """How long it still is until something ("до выборов осталось меньше месяца")."""

    duration: Duration


@value(frozen=True, slots=True)
class FromEvent:
    """An offset from a named event: "за 10 дней до выборов" has sign -1; ``span`` for "в течение N после"."""

    duration: Duration
    sign: int
    mod: Relation | None = None
    span: bool = False


@value(frozen=True, slots=True)
class Within:
    """A stretch that begins (sign 1) or ends (sign -1) at the anchor: "в ближайшие три дня", "за прошедшие полгода".

    ``of`` is what it is the first or the last part of instead: "первые две недели марта".
    """

    duration: Duration
    sign: int
    of: Meaning | None = None


@value(frozen=True, slots=True)
class Clock:
    """A time of day; 24:00 is the end of a day. ``grain`` is what was said: hour, minute or second."""

    hour: int
    minute: int = 0
    second: int = 0
    grain: Literal["hour", "minute", "second"] = "minute"
    zone: str | None = None


@value(frozen=True, slots=True)
class DayPart:
    """A part of the day: morning, noon, afternoon, evening, night."""

    name: Literal["MO", "MI", "AF", "EV", "NI"]


@value(frozen=True, slots=True)
class ClockRange:
    """From one time of day to another."""

    first: Clock
    last: Clock


@value(frozen=True, slots=True)
class At:
    """A date with a time of day, hours or a part of the day; ``date`` is ``None`` when only the clock was said."""

    date: Meaning | None
    clock: Clock | ClockRange | DayPart


@value(frozen=True, slots=True)
class Range:
    """From one to another, both included as in speech."""

    first: Meaning
    last: Meaning


@value(frozen=True, slots=True)
class Bounded:
    """Before, after, not later than, not earlier than something."""

    mod: Relation
    of: Meaning


@value(frozen=True, slots=True)
class Same:
    """Anaphora: the day, month or year spoken of before; ``n`` units after it ("на следующий день").

    Where nothing was spoken of it is the anchor's own, unless it is ``strict``; ``apart`` is set where it is not the
    anchor's own, but the one before or after it, as the tense says ("на той неделе").
    """

    unit: Unit
    n: int = 0
    strict: bool = False
    apart: bool = False


@value(frozen=True, slots=True)
class Now:
    """This very moment."""


@value(frozen=True, slots=True)
class Vague:
    """TIMEX3's PAST_REF, PRESENT_REF and FUTURE_REF: "недавно", "в настоящее время", "скоро"."""

    ref: Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"]


@value(frozen=True, slots=True)
class Days:
    """The days around the anchor that "these days" are, without an exact place."""

    ref: Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"]
    unit: Unit = "day"


@value(frozen=True, slots=True)
class Repeat:
    """A SET: every so often, on such weekdays. ``value`` is TIMEX3's ("P1D", "XXXX-WXX-2"); that of ``every`` else."""

    value: str
    every: Duration | None = None


@value(frozen=True, slots=True)
class Impossible:
    """A date that no calendar has ("31 февраля"); ``reason`` says why."""

    reason: str


Meaning: TypeAlias = (
    "Date | Relative | Weekday | NthWeekday | Period | Part | Duration | Shift | Remaining | FromEvent | Within | Clock"
    " | DayPart | ClockRange | At | Range | Bounded | Same | Now | Vague | Days | Repeat | Impossible"
)
