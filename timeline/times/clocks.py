"""Clock times that an expression states."""

from __future__ import annotations

from timeline.expressions import meaning as say
from timeline.expressions.meaning import Meaning

_OF_A_DAY = (say.Clock, say.ClockRange, say.DayPart)


def needs_day(meaning: Meaning) -> bool:
    """Whether an expression says a time of day and no day."""
    if isinstance(meaning, say.Bounded):
        return needs_day(meaning.of)
    return isinstance(meaning, _OF_A_DAY) or (isinstance(meaning, say.At) and meaning.date is None)


def clocks(meaning: Meaning) -> tuple[str | None, str | None]:
    """The clock times that an expression states: (from, to)."""
    if isinstance(meaning, say.Clock):
        return _hm(meaning), None
    if isinstance(meaning, say.ClockRange):
        return _hm(meaning.first), _hm(meaning.last)
    if isinstance(meaning, say.At):
        return clocks(meaning.clock)
    if isinstance(meaning, say.Bounded):
        clock, end = clocks(meaning.of)
        return (None, clock) if meaning.mod in ("ON_OR_BEFORE", "BEFORE") and clock else (clock, end)
    if isinstance(meaning, say.Range):
        first, last = clocks(meaning.first)[0], clocks(meaning.last)[0]
        return first, last
    return None, None


def _hm(clock: say.Clock) -> str:
    return f"{clock.hour:02}:{clock.minute:02}"
