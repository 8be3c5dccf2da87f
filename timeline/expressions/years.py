"""Years, decades and centuries, in digits and in words."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.expressions.meaning import Date, Meaning, Period, Range, Relative, Vague
from timeline.expressions.rule import Match, Rule

YEAR = ("DATE", "YEARDATE")
DAY = ("DATE", "DAYDATE", "FULLDAY")
MONTH = ("DATE", "MONTHDATE")
"""What rules of a day with its month, and of a month, give to others."""

_NUMBERED = re.compile(r"[-–](?:\d{3}|\d{5,})(?!\d)")
_ISO_MONTH = re.compile(r"-(\d\d)(?!\d)")
_SIZE_AFTER, _SIZE_BEFORE = re.compile(r"\s?[×✕xхX*]\s?\d"), re.compile(r"\d\s?[×✕xхX*]\s?$")
"""What stands beside a side of something: "1920×1080"."""
_CLOSED = re.compile(r"\s*(?:[:.,!?;…–—)»]|$|\n)")
_SMALL = re.compile(r"\s[a-zа-яіўїєґё]")


def _bare_year(m: Match) -> Meaning | None:
    """Four digits alone: only where nothing is counted by them and they look like a year of our time."""
    value = int(m["y"])
    before, after = m.before(), m.after()
    if not 1700 <= value <= 2100 and not _paired(m):
        return None
    if before is not None and ("CLOSE" in before.entry or "N" in before.entry or "COLON" in before.entry):
        return None
    start, end = m.span[0].start, m.span[0].end
    if (
        m.text[start - 1 : start] in ("/", "_", ".")
        or m.text[start - 1 : start].isalpha()
        or m.text[end : end + 1] in ("/", "_")
    ):
        return None
    if _NUMBERED.match(m.text, end) or re.search(r"(?<!\d)\d{1,3}-$", m.text[max(0, start - 5) : start]):
        return None
    month = _ISO_MONTH.match(m.text, end)
    if month and int(month[1]) <= min(12, value % 100):
        return None  # "2026-03" is of March, if of anything
    if _SIZE_AFTER.match(m.text, end) or _SIZE_BEFORE.search(m.text[max(0, start - 4) : start]):
        return None
    nouns = m.lexicon.context.get("counted_after")
    if after is None and nouns is not None and nouns.match(m.text, end):
        return None
    counted = _SMALL.match(m.text, end) and not _verb_follows(m)
    if (
        counted
        and after is None
        and not (m.follows("IN", "FROM", "TILL", "BY", "K", "AND", "COMMA") or _paired(m) or _hyphened(m))
    ):
        return None
    if after is not None and any(cls in after.entry for cls in ("UNIT", "N", "PERCENT", "SCALE", "QUARTERWORD")):
        return None
    return Date(value)


def _paired(m: Match) -> bool:
    """Whether another year is joined to this one by a dash, as in "1658–1716"."""
    for dash, other in ((m.before(), m.before(2)), (m.after(), m.after(2))):
        if dash is None or other is None or "DASH" not in dash.entry or "YEAR" not in other.entry:
            continue
        first, last = sorted((other, m.span[0]), key=lambda token: token.start)
        if 0 < int(str(last.entry["YEAR"])) - int(str(first.entry["YEAR"])) <= 150 and last.start - first.end <= 3:
            return True
    return False


def _hyphened(m: Match) -> bool:
    """Whether the year is a part of a name: "ЧМ-2018"."""
    before = m.before()
    return before is not None and "DASH" in before.entry and before.end == m.span[0].start


def _verb_follows(m: Match) -> bool:
    """Whether the next word is a verb of the past, of which there are not so and so many."""
    verb = m.lexicon.context.get("verb_after")
    return verb is not None and verb.match(m.text, m.span[-1].end) is not None


def _short_range(m: Match) -> Meaning | None:
    """ "1996–98"; "2024-02" is a month."""
    first, last = int(m["y"]), int(m["y"]) // 100 * 100 + int(m["yy"])
    if not (m.glued(0, 1) and m.glued(1, 2)) or int(m["yy"]) <= 12 or last <= first or not 1700 <= first <= 2100:
        return None
    after = m.after()
    if after is not None and any(c in after.entry for c in ("DASH", "N", "PERCENT", "SCALE")):
        return None
    return Range(Date(first), Date(last))


def _pointed_year(m: Match) -> Meaning:
    """ "В текущем 2024 году": the number says which."""
    return Date(int(m["y"]))


def _in_year(m: Match) -> Meaning | None:
    return Date(int(m["y"])) if 1000 <= int(m["y"]) <= 2199 else None


def _ordinal_year(m: Match) -> Meaning | None:
    value = int(m["o"])
    if "YEARSWORD" in m.span[-1].entry and value % 10 == 0:
        return _decade(m)
    if 1000 <= value <= 2199:
        return Date(value)
    if 20 <= value <= 99 and (m.follows("IN", *_BEFORE_ORDINAL) or _month_before(m)) and not m.follows("SPAN"):
        return Date(of_two_figures(value))
    return None


def of_two_figures(year: int) -> int | None:
    """The year that "сорок первый" is: one of the century that has passed, from 36 on; those below 20 say none."""
    if not 20 <= year <= 99:
        return None
    return year + (1900 if year >= 36 else 2000)


def _short_year(m: Match) -> Meaning | None:
    """ "В 41 году", "к 30 році": of two figures, and no age, which is told in another case."""
    year = of_two_figures(int(m["yy"]))
    told = m.follows("IN", *_BEFORE_ORDINAL) or _month_before(m)
    return Date(year) if year and told and not m.follows("SPAN") else None


def _month_before(m: Match) -> bool:
    before = m.before()
    return before is not None and ("MONTH" in before.entry or "SEASON" in before.entry)


def _decade(m: Match) -> Meaning | None:
    value = int(m["o"])
    if value % 10:
        return None
    if value < 100 and m.has("c"):
        value += 100 * (int(m["c"]) - 1)
    elif value < 100:
        value += 1900 if value >= 20 else 2000
    return Period("decade", value) if 1000 <= value < 2200 else None


def _in_decade(m: Match) -> Meaning | None:
    after = m.after()
    if after is not None and "CHISLO" in after.entry:
        return None
    if "ORD" in m.span[0].entry and int(m["o"]) < 1000 and after is None and _SMALL.match(m.text, m.span[-1].end):
        return None  # "на 50-е место"
    return _decade(m) if m.follows("IN", "FROM", "K", "PART", "HALFWORD", "THIRD") or _the_decade(m) else None


def _the_decade(m: Match) -> bool:
    """ "The nineties", "the 1920s"; "(в 60-е) и 70-е"."""
    before, earlier = m.before(), m.before(2)
    if before is not None and earlier is not None and m.follows("AND", "COMMA", "DASH") and "DECADE" in earlier.entry:
        return True
    return before is not None and "THE" in before.entry and (int(m["o"]) >= 1000 or "DECADE" in m.span[0].entry)


def _in_ordinal_year(m: Match) -> Meaning | None:
    """ "В 2027-м", and "2027-й: год в событиях", where no noun follows that is numbered so."""
    return _ordinal_year(m) if m.follows(*_BEFORE_ORDINAL) or _ends_there(m) else None


_BEFORE_ORDINAL = ("IN", "FROM", "K", "TILL", "BY", "AFTER", "PART", "HALFWORD", "THIRD")
"""What an ordinal number follows that is a year."""


def _ends_there(m: Match) -> bool:
    """Whether a number of our time written in digits ends its clause."""
    end = m.span[-1].end
    return 1900 <= int(m["o"]) <= 2100 and m.text[end - 1 : end].isalpha() and _CLOSED.match(m.text, end) is not None


def _century(m: Match) -> Meaning | None:
    value = int(m["o"])
    return Period("century", value) if 1 <= value <= 30 else None


def _before_era(m: Match) -> Meaning:
    """ "В V веке до н. э.": of which no calendar of ours has a day."""
    return Vague("PAST_REF")


def _year_pair(m: Match) -> Meaning:
    first = int(m["y"])
    return Range(Date(first), Date(first + 1))


def _year_first(m: Match) -> Meaning | None:
    """ "В следующем году 15 мая"."""
    year, date = m["y"], m["date"]
    if not isinstance(date, Date) or date.year is not None or date.weekday or not isinstance(date.month, int):
        return None
    if isinstance(year, Date) and isinstance(year.year, int) and year.month is None and year.day is None:
        return replace(date, year=year.year)
    return replace(date, year=year) if isinstance(year, Relative) and year.unit == "year" else None


def _season_of_year(m: Match) -> Meaning | None:
    """ "Торік восени", "в прошлом году летом"."""
    year, season = m["y"], m["date"]
    if not isinstance(season, Period) or season.unit != "season" or season.of is not None:
        return None
    told = isinstance(year, Relative) and year.unit == "year"
    return replace(season, of=year) if told else None


ATOMS = (
    Rule("date.year", "y=YEAR YEARWORD", _in_year, gives=YEAR),
    Rule("date.bare-year", "y=YEAR", _bare_year, gives=YEAR),
    Rule("date.short-year", "yy=YEAR2 YEARLOC", _short_year, gives=YEAR),
    Rule("date.ordinal-year", "o=ORD YEARWORD", _ordinal_year, gives=YEAR),
    Rule("date.in-ordinal-year", "o=ORDYEAR", _in_ordinal_year, gives=YEAR),
    Rule("date.season-years", "y=YEARPAIR YEARWORD?", _year_pair, gives=("RANGE",)),
    Rule("date.pointed-year", "THIS/NEXT/LAST/COMING COMMA? y=YEAR YEARWORD", _pointed_year, gives=YEAR),
    Rule("date.short-range", "y=YEAR DASH yy=YEAR2 YEARWORD?", _short_range, gives=("RANGE",)),
    Rule(
        "date.decade",
        "o=ORDPL/DECADE/ORD DECADEWORD ((LAST/THIS | c=ROMAN/ORD) CENTURYWORD)?",
        _decade,
        gives=("DATE",),
    ),
    Rule("date.bare-decade", "o=DECADE/ORDPL", _in_decade, gives=("DATE",)),
    Rule("date.century", "o=ROMAN/ORD CENTURYWORD", _century, gives=("DATE",)),
    Rule("date.before-era", "(N/YEAR (YEARWORD/UNIT)? | (ROMAN/ORD) (CENTURYWORD/UNIT)) BCE", _before_era),
)

YEAR_FIRST = (
    Rule("date.year-first", "y=YEARDATE/DATE COMMA? IN? date=DAYDATE", _year_first, gives=DAY),
    Rule("date.year-first-month", "y=YEARDATE/DATE IN? date=MONTHDATE", _year_first, gives=MONTH),
    Rule("date.year-after", "date=DAYDATE IN? y=YEARDATE/DATE", _year_first, gives=DAY),
    Rule("date.year-after-month", "date=MONTHDATE y=YEARDATE/DATE", _year_first, gives=MONTH),
    Rule("date.year-first-season", "y=YEARDATE/DATE IN? date=DATE", _season_of_year, gives=("DATE",)),
)
