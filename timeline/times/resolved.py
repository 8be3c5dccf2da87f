"""Resolved: a time expression with its place in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.expressions.value import value

if TYPE_CHECKING:
    from timeline.expressions import Timex
    from timeline.times.time import Mod, Time


@value(frozen=True, slots=True)
class Resolved:
    """A Timex and the Time it means, said in one post.

    ``time`` is ``None`` where the expression has no place in time (a bare duration, a repeated
    time, an offset from an event whose date is not known). ``value`` and ``mod`` are TIMEX3's.
    ``dated`` is false for a clock time that takes its day from elsewhere ("с 12.00 до 19.00").
    ``clock`` and ``clock_end`` are the local times it states ("12:00", "24:00").
    ``anchor_event`` is the phrase that names the event it counts from ("выборов"), and
    ``offset`` how many (n, unit) from it, negative before. ``implied`` names what a reader
    infers and the text does not say ("year", "month", "day", "tense").
    """

    timex: Timex
    time: Time | None
    value: str
    mod: Mod | None = None
    dated: bool = True
    clock: str | None = None
    clock_end: str | None = None
    anchor_event: str | None = None
    offset: tuple[int, str] | None = None
    implied: tuple[str, ...] = ()
    edtf: str | None = None
    notes: tuple[str, ...] = ()
