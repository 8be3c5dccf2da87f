"""Placing a meaning in time, seen from an anchor: pure calendar reasoning, no text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal, NamedTuple, TypeVar

from timeline.expressions import meaning as say
from timeline.times.arithmetic import step
from timeline.times.time import Grain, Mod

Tense = Literal["past", "future"]


class Anchor(NamedTuple):
    """What a relative expression counts from.

    ``at`` is the local time of the post (or of the date that the text is written on), ``day`` the
    day spoken of last, from which a clock without a date and "в тот же день" take theirs.
    ``period`` is the beginning of what was spoken of last at any grain ("в том же году").
    ``tense`` is that of the verb, where it is known. ``near`` is another date of the text that says
    its year, ``year`` one that its sentence begins with ("в 2019 году … 17 ноября"). ``month`` is the beginning of a
    month that the sentence spoke of last ("в апреле, с 9-го по 13-е"). ``told`` says that ``day`` is of the same
    sentence.
    """

    at: datetime
    day: datetime | None = None
    tense: Tense | None = None
    period: datetime | None = None
    near: datetime | None = None
    year: int | None = None
    month: datetime | None = None
    told: bool = False


class Place(NamedTuple):
    """Where a meaning lies: ``from_`` inclusive, ``until`` exclusive, both aware and local; ``None`` is open.

    ``window`` is set when what is meant is one day (or moment) somewhere between the two; ``amount``
    is the duration that leads there, where that is what was said.
    """

    from_: datetime | None
    until: datetime | None
    grain: Grain
    value: str
    mod: Mod | None = None
    window: bool = False
    amount: str | None = None
    implied: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class NoPlace(Exception):
    """The meaning has no place in time; ``value`` is its TIMEX3 value."""

    def __init__(self, value: str, mod: Mod | None = None, note: str = "") -> None:
        super().__init__(value)
        self.value, self.mod, self.note = value, mod, note


M = TypeVar("M")
Placer = Callable[[M, Anchor], Place]
_PLACERS: dict[type, Placer[Any]] = {}


def places(kind: type[M]) -> Callable[[Placer[M]], Placer[M]]:
    """Teach ``place`` where meanings of a kind lie."""

    def taught(placer: Placer[M]) -> Placer[M]:
        _PLACERS[kind] = placer
        return placer

    return taught


def place(meaning: object, anchor: Anchor) -> Place:
    """Where ``meaning`` lies, seen from ``anchor``. Raises ``NoPlace`` where it lies nowhere."""
    placer = _PLACERS.get(type(meaning))
    if placer is None:
        raise NoPlace("", note=f"{type(meaning).__name__} has no place in time")
    return placer(meaning, anchor)


def unit_place(
    start: datetime, unit: say.Unit, implied: tuple[str, ...] = (), notes: tuple[str, ...] = (), mod: Mod | None = None
) -> Place:
    """The whole calendar unit that begins at ``start``."""
    value = unit_value(start, unit)
    return Place(start, step(start, unit, 1), grain_of(unit), value, mod, implied=implied, notes=notes)


def grain_of(unit: say.Unit) -> Grain:
    """The grain of a calendar unit; the nearest one where there is none of its own."""
    if unit == "decade" or unit == "century" or unit == "millennium":
        return "year"
    return "quarter" if unit == "half" else unit


_OF_DATE: dict[say.Unit, int] = {"year": 4, "month": 7, "day": 10}
_OF_INSTANT: dict[say.Unit, int] = {"hour": 13, "minute": 16, "second": 19}
"""How much of a date, and of an instant, as ISO 8601 writes them is its year, its month, …"""


def unit_value(start: datetime, unit: say.Unit) -> str:
    """The TIMEX3 value of the unit that begins at ``start``."""
    if unit in _OF_DATE:
        return start.date().isoformat()[: _OF_DATE[unit]]
    if unit in _OF_INSTANT:
        return start.isoformat()[: _OF_INSTANT[unit]]
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
    return f"{start.year // 1000}"
