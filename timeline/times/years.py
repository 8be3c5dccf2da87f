"""The year of a date that names none: the one nearest to the post, unless its verb or another date says otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta

from timeline.times.arithmetic import add_months
from timeline.times.place import Anchor


def at_year(anchor: Anchor, year: int, month: int = 1, day: int = 1) -> datetime:
    """The local midnight of a date. Raises ``ValueError`` for one that no calendar has."""
    return datetime(year, month, day, tzinfo=anchor.at.tzinfo)


_NEAR = timedelta(days=62)
"""How near a date of the same campaign lies."""

_MONTH, _HALF_YEAR, _TEN_MONTHS = 34 * 86400.0, 185 * 86400.0, 300 * 86400.0
"""How far on the wrong side of its tense a date may lie, and what lying farther costs it.

A verb of the future decides more than one of the past, which is often that of another clause.
"""


def nearest_year(anchor: Anchor, month: int, day: int | None = None) -> int:
    """The year in which a month or a day without a year lies: the one nearest to the anchor.

    The tense decides where it is known and the nearest one is more than a month on its wrong side. Another date of the
    text that lies near, or its year, comes before that (TIME.md, 2).
    """
    if (told := _told_year(anchor, month, day)) is not None:
        return told
    best: tuple[float, int] | None = None
    for year in (anchor.at.year - 1, anchor.at.year, anchor.at.year + 1):
        try:
            start = at_year(anchor, year, month, day or 1)
        except ValueError:
            continue
        end = start + timedelta(days=1) if day else add_months(start, 1)
        off = (start - anchor.at).total_seconds() if start > anchor.at else min(0.0, (end - anchor.at).total_seconds())
        cost = abs(off)
        if anchor.tense == "past" and off > _MONTH:
            cost += _HALF_YEAR
        elif anchor.tense == "future" and off < -_MONTH:
            cost += _TEN_MONTHS
        if best is None or cost < best[0]:
            best = (cost, year)
    if best is None:
        for year in range(anchor.at.year, anchor.at.year + 9):
            if year % 4 == 0 and (year % 100 or year % 400 == 0):
                return year
    assert best is not None
    return best[1]


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
        off = (start - anchor.at).total_seconds()
        wrong = (anchor.tense == "past" and off > _MONTH) or (anchor.tense == "future" and off < -_MONTH)
        if not wrong and (anchor.near is None or abs(start - anchor.near) <= _NEAR):
            return year
    return None
