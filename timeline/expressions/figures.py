"""Dates in figures that stand by a rule of their own: Roman months, months and years, weeks of a year."""

from __future__ import annotations

import re
from datetime import date

from timeline.expressions.meaning import Date, Impossible, Meaning, Period
from timeline.expressions.rule import Match, Rule
from timeline.expressions.years import DAY, MONTH

_WIDEST = 2
"""How many characters stand at most between the parts of a date in figures: a mark and a blank."""
_WORDS = 40
"""Characters before a month in figures in which the words stand that make it one."""


def _roman_month(m: Match) -> Meaning | None:
    """ "5.X.2024", "28. VII. 1914": alike apart, and no chapter of a book."""
    day, month, year = (m.token(name) for name in ("d", "m", "y"))
    apart = m.text[day.end : month.start]
    if apart != m.text[month.end : year.start] or len(apart) > _WIDEST:
        return None
    try:
        date(int(m["y"]), int(m["m"]), int(m["d"]))
    except ValueError:
        return Impossible(f"month {m['m']} has no day {m['d']}") if int(m["m"]) <= 12 else None
    return Date(int(m["y"]), int(m["m"]), int(m["d"]))


_BEFORE_MONTH = ("IN", "FROM", "TILL", "BY", "ZA", "PART", "SPAN")


def _month_and_year(m: Match) -> Meaning | None:
    """ "В 08.2026", "срок годности: 08.2026", "09.2023–05.2024", or nothing else: other numbers are numbered so."""
    return Date(*map(int, m["d"].split("-"))) if _ranged(m) or _told_month(m, m.token("d").end) else None


def _iso_month(m: Match) -> Meaning | None:
    """ "2026-03" (ISO 8601); "2007-08" may be two years."""
    year, month, end = int(m["y"]), int(m["m"]), m.span[-1].end
    if not (m.glued(0, 1) and m.glued(1, 2)) or end - m.span[-1].start != _WIDEST or month > year % 100:
        return None
    return None if _NUMBERED.match(m.text, end) or not _told_month(m, end) else Date(year, month)


_NUMBERED = re.compile(r"[-/.]?\w")
"""What a number goes on with that is no month of a year."""


def _told_month(m: Match, end: int) -> bool:
    """Whether what stands before figures that end there makes a month of them, or nothing else is said."""
    start = m.span[0].start
    if m.follows(*_BEFORE_MONTH) or m.text.strip() == m.text[start:end]:
        return True
    words = m.lexicon.context.get("month_before")
    return words is not None and words.search(m.text[max(0, start - _WORDS) : start]) is not None


def _joined_year(m: Match) -> Meaning | None:
    """ "Декабрь-2015", "май '24"."""
    if m.has("yy") != m.has("said") or not m.glued(1, 2) or not (m.has("said") or m.glued(0, 1)):
        return None
    year = int(m["yy"]) + (2000 if m["yy"] < 70 else 1900) if m.has("yy") else int(m["y"])
    return Date(year, m["m"])


def _ranged(m: Match) -> bool:
    """Whether a dash joins the month to another; a point in it lets it follow any dash."""
    before, after, token = m.before(), m.after(), m.token("d")
    if before is not None and "DASH" in before.entry:
        first = m.before(2)
        return "." in m.text[token.start : token.end] or (first is not None and "MONTHYEAR" in first.entry)
    last = m.after(2)
    return after is not None and "DASH" in after.entry and last is not None and "MONTHYEAR" in last.entry


def _iso_week(m: Match) -> Meaning | None:
    """ "2024-W40", and "2024-W40-3", a day of it (ISO 8601)."""
    if any(not m.glued(n, n + 1) for n in range(len(m.span) - 1)):
        return None
    return _day_of_week(m) if m.has("d") else _week(m)


def _day_of_week(m: Match) -> Meaning | None:
    try:
        day = date.fromisocalendar(int(m["y"]), int(m["w"]), int(m["d"]))
    except ValueError:
        return None
    return Date(day.year, day.month, day.day)


def _week_first(m: Match) -> Meaning | None:
    """ "W40 2024": where a line or a clause begins, for engines and routes are numbered so too."""
    start, before = m.span[0].start, m.before()
    opens = not m.text[:start].strip() or m.text[:start].rstrip(" \t")[-1] in ":;,(\n" or before is not None
    return _week(m) if opens and m.glued(0, 1) and m.text[start].isupper() else None


def _week(m: Match) -> Meaning | None:
    n, year = int(m["w"]), int(m["y"])
    if not 1 <= n <= date(year, 12, 28).isocalendar().week:
        return None
    return Period("week", n, Date(year))


def _numbered_week(m: Match) -> Meaning | None:
    """ "12-я неделя 2024 года", "week 12 of 2024"; "две недели 12 2024" is none."""
    before = m.before()
    counted = "ORD" not in m.token("w").entry and before is not None and "N" in before.entry
    return _week(m) if m["u"] == "week" and not counted else None


ATOMS = (
    Rule(
        "date.roman-month",
        "d=DAY (DOT/SLASH/DASH) m=ROMAN (DOT/SLASH/DASH) y=YEAR YEARWORD?",
        _roman_month,
        gives=DAY,
    ),
    Rule("date.numeric-month-year", "d=MONTHYEAR YEARWORD?", _month_and_year, gives=MONTH),
    Rule("date.iso-month", "y=YEAR DASH m=MONTHNO", _iso_month, gives=MONTH),
    Rule(
        "date.month-joined-year",
        "m=MONTH/MONTHSHORT (DASH | said=APOSTROPHE) (y=YEAR | yy=YEAR2)",
        _joined_year,
        gives=MONTH,
    ),
    Rule("week.iso", "y=YEAR DASH? WLETTER w=N", _iso_week, gives=("DATE",)),
    Rule("week.iso-day", "y=YEAR DASH WLETTER w=N DASH d=SMALLNO", _iso_week, gives=DAY),
    Rule("week.iso-first", "WLETTER w=N (COMMA/DASH/SLASH)? y=YEAR YEARWORD?", _week_first, gives=("DATE",)),
    Rule("week.of-year", "w=ORD u=UNITSG OF? y=YEAR YEARWORD?", _numbered_week, gives=("DATE",)),
    Rule("week.numbered", "u=UNITSG w=N (OF/COMMA)? y=YEAR YEARWORD?", _numbered_week, gives=("DATE",)),
)
