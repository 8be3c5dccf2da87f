"""Timex: a time expression in text, found but not yet placed in time."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from timeline.expressions.value import value

if TYPE_CHECKING:
    from timeline.expressions.meaning import Meaning

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

Function = Literal["decree", "dateline", "as-of", "page", "campaign-name"]
"""What a date stands for when it is no date of an event: a decree's, a dateline's, …"""


@value(frozen=True, slots=True)
class Timex:
    """A time expression, after TIMEX3 (ISO 24617-1), with its meaning still symbolic.

    ``start`` and ``end`` are code points of the text, ``end`` exclusive. ``meaning`` is what the
    words say without any anchor ("25 February", "three days later"); ``timeline.times`` places it.
    ``rule`` names the rule that found it. ``function`` says what the date is when it is not a
    date of an event. ``event`` holds the code points of the phrase that names the event an
    offset or a remaining time counts from ("до выборов": the span of "выборов").
    """

    start: int
    end: int
    text: str
    type: TimexType
    meaning: Meaning
    rule: str
    lang: str
    function: Function | None = None
    event: tuple[int, int] | None = None
    notes: tuple[str, ...] = field(default=())
