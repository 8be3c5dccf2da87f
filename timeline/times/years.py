"""The year of a date that names none: the one nearest to the post, unless its verb or another date says otherwise."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from timeline.times.place import Anchor


def at_year(anchor: Anchor, year: int, month: int = 1, day: int = 1) -> datetime:
    """The local midnight of a date. Raises ``ValueError`` for one that no calendar has."""
    return datetime.combine(date(year, month, day), time.min, anchor.at.tzinfo)


_NEAR = timedelta(days=62)
"""How near a date of the same campaign lies."""

_MONTH, _HALF_YEAR, _TEN_MONTHS = 34, 185, 300
"""How many days on the wrong side of its tense a date may lie, and what lying farther costs it.

A verb of the future decides more than one of the past, which is often that of another clause.
"""
_NEAREST = 150
"""No other year comes nearer than one that is so many days away."""


def nearest_year(anchor: Anchor, month: int, day: int | None = None, weekday: int | None = None) -> int:
    """The year in which a month or a day without a year lies: the one nearest to the anchor.

    The tense decides where it is known and the nearest one is more than a month on its wrong side. Another date of the
    text that lies near, or its year, comes before that. The weekday that is said with a day far off tells which of two
    years is meant.
    """
    if (told := _told_year(anchor, month, day)) is not None:
        return told
    year = _nearest(anchor, month, day)
    if weekday is None or day is None or abs((at_year(anchor, year, month, day) - anchor.at).days) < _FAR:
        return year
    years = [year, anchor.at.year - 1, anchor.at.year, anchor.at.year + 1]
    return next((other for other in years if _is_weekday(other, month, day, weekday, anchor)), year)


_FAR = 62
"""From so many days on a weekday that contradicts its day tells that another year is meant, and no slip of the pen."""


def _is_weekday(year: int, month: int, day: int, weekday: int, anchor: Anchor) -> bool:
    """Whether a day of a year, less than a year from the anchor, is such a weekday."""
    try:
        at = at_year(anchor, year, month, day)
    except ValueError:
        return False
    return at.isoweekday() == weekday and abs((at - anchor.at).days) <= _YEAR


_YEAR = 366


def _nearest(anchor: Anchor, month: int, day: int | None) -> int:
    """The year whose day or month lies nearest, the tense minded."""
    here = anchor.at.year
    costs: list[tuple[float, int]] = []
    for year in (here, here - 1, here + 1):
        if (cost := _cost(anchor, year, month, day)) is not None:
            if cost < _NEAREST:
                return year
            costs.append((cost, year))
    if costs:
        return min(costs)[1]
    return next(year for year in range(here, here + 9) if year % 4 == 0 and (year % 100 or year % 400 == 0))


def _cost(anchor: Anchor, year: int, month: int, day: int | None) -> float | None:
    """How far a day or a month of a year lies from the anchor, in days; more on the wrong side of the tense."""
    try:
        start = date(year, month, day or 1).toordinal()
    except ValueError:
        return None
    at = anchor.at
    now = at.toordinal() + (at.hour * 60 + at.minute) / 1440
    off = start - now if start > now else min(0.0, start + (1 if day else monthrange(year, month)[1]) - now)
    if anchor.tense == "past" and off > _MONTH:
        return off + _HALF_YEAR
    return abs(off) + (_TEN_MONTHS if anchor.tense == "future" and off < -_MONTH else 0)


def _told_year(anchor: Anchor, month: int, day: int | None) -> int | None:
    """The year that another date of the text gives: its own, or the one in which this date lies within two months."""
    if anchor.year is not None:
        candidates = [anchor.year]
    elif anchor.near is not None:
        candidates = [anchor.near.year, anchor.near.year - 1, anchor.near.year + 1]
    else:
        return None
    for year in candidates:
        try:
            start = at_year(anchor, year, month, day or 1)
        except ValueError:
            continue
        off = (start - anchor.at).days
        wrong = (anchor.tense == "past" and off > _MONTH) or (anchor.tense == "future" and off < -_MONTH)
        if not wrong and (anchor.near is None or abs(start - anchor.near) <= _NEAR):
            return year
    return None
