"""Placing what is counted from an anchor: durations, shifts, what remains, what lies around now."""

from __future__ import annotations

from datetime import datetime, timedelta

from timeline.expressions import meaning as say
from timeline.times.arithmetic import add, add_working_days, floor, midnight
from timeline.times.place import Anchor, NoPlace, Place, place, places, unit_place, unit_value
from timeline.times.time import Grain, Mod

_LETTERS = {
    "millennium": "Y",
    "century": "Y",
    "decade": "Y",
    "year": "Y",
    "half": "M",
    "quarter": "M",
    "month": "M",
    "week": "W",
    "day": "D",
}
_FACTORS = {"millennium": 1000, "century": 100, "decade": 10, "half": 6, "quarter": 3}
"""How many of the unit that its letter stands for a unit is."""
_SMALLER = {"year": (12, "M"), "hour": (60, "M"), "minute": (60, "S"), "day": (24, "H"), "week": (7, "D")}
"""How many of a smaller unit a unit is, of which half of one is written in whole numbers."""


def iso_duration(duration: say.Duration) -> str:
    """The TIMEX3 value of a duration: "P3M", "PT90M", "PXY" for a vague one."""
    date, time = "", ""
    for n, unit in duration.amounts:
        n *= _FACTORS.get(unit, 1)
        if n != int(n):
            if unit not in _SMALLER:
                amount = f"{n:g}{_LETTERS.get(unit, '')}"
                date += amount
                continue
            times, letter = _SMALLER[unit]
            amount = f"{n * times:g}{letter}"
            if unit in ("year", "week"):
                date += amount
            else:
                time += amount
            continue
        number = "X" if duration.vague else f"{int(n)}"
        if unit in _LETTERS:
            date += number + _LETTERS[unit]
        else:
            time += number + unit[0].upper()
    return "P" + date + ("T" + time if time else "")


@places(say.Duration)
def _(duration: say.Duration, anchor: Anchor) -> Place:
    raise NoPlace(iso_duration(duration), duration.mod)


_YEARS = ("year", "decade", "century", "millennium")


def _shift_grain(amounts: tuple[tuple[float, say.Unit], ...]) -> Grain:
    units = {unit for _, unit in amounts}
    if units <= {"second", "minute", "hour"} or units & {"second", "minute", "hour"} or amounts == ((0.5, "day"),):
        return "second" if "second" in units else "minute"
    if all(unit in _YEARS and n == int(n) for n, unit in amounts):
        return "year" if units - {"year"} else "month"
    return "day"


@places(say.Shift)
def _(shift: say.Shift, anchor: Anchor) -> Place:
    base = anchor.at
    implied: tuple[str, ...] = ()
    if shift.base is None and shift.sign > 0 and anchor.tense == "past":
        raise NoPlace(iso_duration(shift.duration), note="counted from what the sentence tells of")
    if shift.base is not None:
        of = place(shift.base, anchor)
        if of.from_ is None:
            raise NoPlace(iso_duration(shift.duration))
        base, implied = of.from_, of.implied
    if shift.duration.vague:
        ref = "FUTURE_REF" if shift.sign > 0 else "PAST_REF"
        raise NoPlace(ref, note="how long is not said")
    grain, mod = _shift_grain(shift.duration.amounts), shift.duration.mod
    try:
        if shift.duration.working:
            target, mod = add_working_days(base, shift.sign * int(shift.duration.amounts[0][0])), mod or "APPROX"
        else:
            target = add(base, shift.duration.amounts, shift.sign)
    except (OverflowError, ValueError):
        raise NoPlace(iso_duration(shift.duration), note="outside the calendar") from None
    if mod not in (None, "APPROX") and grain not in ("minute", "second"):
        return _off_limit(base, target, mod, shift.sign)
    start = floor(target, grain)
    return unit_place(start, grain, implied, mod=mod)


def _off_limit(base: datetime, target: datetime, mod: Mod, sign: int) -> Place:
    """Less or more than a duration away, at most, at least: a window, open at the far end for "more"."""
    day = timedelta(days=1)
    today, limit = midnight(base), midnight(target)
    start: datetime | None
    until: datetime | None
    equal = day if mod in ("EQUAL_OR_LESS", "EQUAL_OR_MORE") else 0 * day
    less = mod in ("LESS_THAN", "EQUAL_OR_LESS")
    if sign > 0:
        start, until = (today + day, limit + equal) if less else (limit + day - equal, None)
    else:
        start, until = (limit + day - equal, today) if less else (None, limit + equal)
    if start is not None and until is not None and start >= until:
        start, until = min(today, limit), max(today, limit) + day
    first = unit_value(start, "day") if start else ".."
    last = unit_value(until - day, "day") if until else ".."
    return Place(start, until, "day", f"{first}/{last}", mod=mod, window=True)


@places(say.Remaining)
def _(remaining: say.Remaining, anchor: Anchor) -> Place:
    """TIMEX3 has no word for it but the duration that the anchor begins and the event ends."""
    return place(say.Shift(remaining.duration, 1), anchor)._replace(amount=iso_duration(remaining.duration))


@places(say.Within)
def _(within: say.Within, anchor: Anchor) -> Place:
    if within.duration.vague:
        raise NoPlace("FUTURE_REF" if within.sign > 0 else "PAST_REF")
    if within.of is not None:
        return _edge(within, place(within.of, anchor))
    grain = _shift_grain(within.duration.amounts)
    grain = "day" if grain in ("month", "year", "day") else grain
    here = floor(anchor.at, grain)
    try:
        there = add(here, within.duration.amounts, within.sign)
    except (OverflowError, ValueError):
        raise NoPlace(iso_duration(within.duration), note="outside the calendar") from None
    start, until = (here, there) if within.sign > 0 else (there, here)
    if start >= until:
        raise NoPlace(iso_duration(within.duration))
    return Place(start, until, grain, f"{unit_value(start, grain)}/{unit_value(until, grain)}")


def _edge(within: say.Within, of: Place) -> Place:
    """ "Первые две недели марта", "последние три дня года": so much of the beginning or of the end of a period."""
    if of.from_ is None or of.until is None:
        raise NoPlace(iso_duration(within.duration))
    start, until = of.from_, of.until
    if within.sign > 0:
        until = add(start, within.duration.amounts)
    else:
        start = add(until, within.duration.amounts, -1)
    if not of.from_ <= start < until <= of.until or _shift_grain(within.duration.amounts) == "minute":
        raise NoPlace(iso_duration(within.duration))
    value = f"{unit_value(start, 'day')}/{unit_value(until - timedelta(days=1), 'day')}"
    return Place(start, until, "day", value, implied=of.implied)


@places(say.FromEvent)
def _(offset: say.FromEvent, anchor: Anchor) -> Place:
    raise NoPlace(iso_duration(offset.duration), offset.mod, "counted from an event")


@places(say.Now)
def _(now: say.Now, anchor: Anchor) -> Place:
    start = floor(anchor.at, "minute")
    return Place(start, start + timedelta(minutes=1), "minute", "PRESENT_REF")


@places(say.Vague)
def _(vague: say.Vague, anchor: Anchor) -> Place:
    raise NoPlace(vague.ref)


@places(say.Days)
def _(days: say.Days, anchor: Anchor) -> Place:
    """ "В эти дни": around the anchor, three days either way; years and months have no place."""
    if days.unit != "day":
        raise NoPlace(days.ref)
    today, three = midnight(anchor.at), timedelta(days=3)
    start = today if days.ref == "FUTURE_REF" else today - three
    until = today + timedelta(days=1) if days.ref == "PAST_REF" else today + three + timedelta(days=1)
    return Place(start, until, "day", days.ref, mod="APPROX", window=True)


@places(say.Repeat)
def _(repeat: say.Repeat, anchor: Anchor) -> Place:
    raise NoPlace(iso_duration(repeat.every) if repeat.every else repeat.value)


@places(say.Impossible)
def _(impossible: say.Impossible, anchor: Anchor) -> Place:
    raise NoPlace("", note=impossible.reason)
