"""Calendar dates: day, month and year in every spelling, lists and elided halves of them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from timeline.expressions.meaning import Date, Impossible, Meaning, Period, Range, Relative, Same
from timeline.expressions.rule import Match, Rule

DAY = ("DATE", "DAYDATE", "FULLDAY")
MONTH = ("DATE", "MONTHDATE")
YEAR = ("DATE", "YEARDATE")
DOTTED = ("DATE", "DAYDATE", "DOTTED")


def day_of(year: int | Relative | Same | None, month: int, day: int) -> Meaning:
    """A date, or why no calendar has it. A leap day without a year is possible."""
    known = year if isinstance(year, int) else 2024
    if day > monthrange(known, month)[1]:
        return Impossible(f"month {month}" + (f" of {year}" if isinstance(year, int) else "") + f" has no day {day}")
    return Date(year, month, day)


def _year(m: Match) -> int | Relative | Same | None:
    if m.has("y"):
        return int(m["y"])
    if m.has("yy"):
        value = int(m["yy"])
        return value + (2000 if value < 70 else 1900)
    if m.has("s"):
        return Same("year")
    if m.has("r"):
        return Relative("year", int(m["r"]))
    return None


def _day_month(m: Match) -> Meaning | None:
    """A day of a month; "the last third of March" is none."""
    if "ORDW" in m.token("d").entry and any(cls in m.span[1].entry for cls in ("OF", "THE")):
        before = m.before()
        if before is not None and ("ORD" in before.entry or "LASTADJ" in before.entry):
            return None
    return day_of(_year(m), m["m"], m["d"])


def _month_of_list(m: Match) -> int | None:
    """The month that stands before a list of days, of which the match is a later one ("February 6, 7 and 9")."""
    tokens, n = m.tokens, m.found.start() - 1
    for _ in range(12):
        if n >= 1 and "AND" in tokens[n].entry and "COMMA" in tokens[n - 1].entry:
            n -= 1
        if n < 2 or not ("COMMA" in tokens[n].entry or "AND" in tokens[n].entry) or "DAY" not in tokens[n - 1].entry:
            return None
        entry = tokens[n - 2].entry
        month = entry.get("MONTH", entry.get("MONTHSHORT"))
        if isinstance(month, int):
            return month
        n -= 2
    return None


def _listed_day(m: Match) -> Meaning | None:
    """ "February 6, 7 and 9": a day goes on the list that a month began."""
    after, end = m.after(), m.span[-1].end
    if after is not None and any(c in after.entry for c in ("MONTH", "MONTHSHORT", "UNIT", "OF", "COLON")):
        return None
    month = _month_of_list(m)
    if month is None or (after is None and m.text[end : end + 2].strip()[:1].isalpha()):
        return None
    return day_of(None, month, int(m["d"]))


def _month_range(m: Match) -> Meaning | None:
    """ "February 20–24", "July 13 to 15, 2024": the second day is of the same month."""
    first = m["date"]
    if not isinstance(first, Date) or not isinstance(first.month, int) or first.day is None:
        return None
    year = m["y"].year if m.has("y") else first.year
    if int(m["d"]) <= first.day or (first.year is not None and m.has("y")):
        return None
    last = day_of(year, first.month, int(m["d"]))
    return Range(replace(first, year=year), last) if isinstance(last, Date) else None


def _iso(m: Match) -> Meaning:
    year, month, day = map(int, m["d"].split("-"))
    return Date(year, month, day)


def _impossible(m: Match) -> Meaning:
    return Impossible(f"{m['d']} is on no calendar")


def _no_such_day(m: Match) -> Meaning | None:
    n = m["n"]
    if not isinstance(n, int) or not 32 <= n <= 99 or m.token("n").end - m.token("n").start != 2:
        return None
    return Impossible(f"month {m['m']} has no day {n}")


def _month(m: Match) -> Meaning | None:
    return Date(_year(m), m["m"])


_NAME = re.compile(r"(?=[^\W\d_a-zа-яёіўїєґ])\w[a-zа-яёіўїєґ]+\s(?=[^\W\d_a-zа-яёіўїєґ])\w[a-zа-яёіўїєґ]")
"""A capitalised word before another: somebody's first name."""


def _bare_month(m: Match) -> Meaning | None:
    """A month alone: not a capitalised name in running text ("Мая"), not the month of a number that is no day."""
    token = m.token("m")
    before = m.before()
    if before is not None and "N" in before.entry and before.end + 1 >= token.start:
        return None
    if "MONTHWEAK" in token.entry and not (m.text[token.start].isupper() and m.follows(*_PREPOSITIONS, "OF", "DASH")):
        return None
    if _NAME.match(m.text[token.start : token.end + 3]) and not m.follows(*_PREPOSITIONS):
        return None
    return Date(None, m["m"])


_PREPOSITIONS = ("IN", "FROM", "TILL", "BY", "K", "AFTER", "ZA", "PART", "SPAN")


def _short_month(m: Match) -> Meaning | None:
    after = m.after()
    hyphen = after is not None and "DASH" in after.entry and after.start == m.span[-1].end
    return _bare_month(m) if m.follows("IN", "FROM", "TILL", "BY", "K") and not hyphen else None


def _numeric_month_year(m: Match) -> Meaning | None:
    if not m.follows("IN", "FROM", "TILL", "BY", "DASH", "ZA", "PART", "SPAN"):
        return None
    year, month = map(int, m["d"].split("-"))
    return Date(year, month)


def _day_dot_month(m: Match) -> Meaning | None:
    month, day = map(int, m["d"].split("-"))
    return Date(None, month, day)


def _with_right(m: Match) -> Meaning | None:
    """The elided half of a list or a range takes its month and year from the date on its right."""
    right = m["date"]
    if isinstance(right, Date) and right.day is not None and right.month is None and m.has("d"):
        return Date(None, None, int(m["d"]))
    if not isinstance(right, Date) or not isinstance(right.month, int):
        return None
    first = int(m["d"])
    if m.has("to") and "DASH" in m.token("to").entry and not m.text[m.token("d").start].isdigit():
        return None
    if right.day is not None and m.has("to") and first > right.day:
        return None
    return day_of(right.year, right.month, first)


def _range_with_right(m: Match) -> Meaning | None:
    """ "10–11 и 17–18 февраля": the first range takes its month from the last date."""
    right = m["date"]
    if not isinstance(right, Date) or not isinstance(right.month, int):
        return None
    first, last = (day_of(right.year, right.month, int(m[side])) for side in ("d", "e"))
    return Range(first, last) if isinstance(first, Date) and isinstance(last, Date) else None


def _year_first(m: Match) -> Meaning | None:
    """ "В следующем году 15 мая"."""
    year, date = m["y"], m["date"]
    if not isinstance(date, Date) or date.year is not None or date.weekday or not isinstance(date.month, int):
        return None
    if isinstance(year, Date) and isinstance(year.year, int) and year.month is None and year.day is None:
        return replace(date, year=year.year)
    return replace(date, year=year) if isinstance(year, Relative) and year.unit == "year" else None


def _dotted_day(m: Match) -> Meaning | None:
    """ "25.02" is a day where a range, a list, a clock or a preposition says so; else a number."""
    after = m.after()
    if m.follows("FROM", "FROMOT", "TILL", "BY", "K", "AFTER", "NOTLATER", "NOTEARLIER"):
        return _day_dot_month(m)
    if after is not None and ("BY" in after.entry or ("DASH" in after.entry and m.before() is None)):
        return _day_dot_month(m)
    if after is not None and m.has("dot") and ("IN" in after.entry or "HMCOLON" in after.entry):
        return _day_dot_month(m)
    if m.follows("WEEKDAY", "WEEKDAYSHORT", "COMMA") and _weekday_before(m):
        return _day_dot_month(m)
    return None


def _weekday_before(m: Match) -> bool:
    """Whether a weekday stands before the match, a comma between them or none."""
    before = m.before()
    if before is not None and "COMMA" in before.entry:
        before = m.before(2)
    return before is not None and ("WEEKDAY" in before.entry or "WEEKDAYSHORT" in before.entry)


def _dotted_pair(m: Match) -> Meaning | None:
    """ "20.02–24.02": two days, unless both could be clock times; those are told by round minutes."""
    if all("HM" in m.token(side).entry and int(m[side][:2]) % 5 == 0 for side in ("a", "b")):
        return None
    first, last = (Date(None, *map(int, m[side].split("-"))) for side in ("a", "b"))
    return Range(first, last)


def _number_day(m: Match) -> Meaning:
    return Date(None, None, m["d"])


def _ending_day(m: Match) -> Meaning | None:
    """ "По 30-е", "закончится 28-го": a day of the month spoken of, where no noun is numbered by it."""
    token, before, after = m.token("d"), m.before(), m.after()
    if "LASTDAYEND" in token.entry and (before is None or not any(cls in before.entry for cls in _UP_TO)):
        return None
    rest = m.text[token.end : token.end + 2]
    counted = rest[:1] == " " and rest[1:2].isalpha() and after is None
    if counted or (after is not None and any(cls in after.entry for cls in _NUMBERED)):
        return None
    return Date(None, None, int(m["d"]))


_UP_TO = ("FROM", "TILL", "BY", "K", "NOTLATER", "DASH")
"""What "17-е" follows when it is a day."""

_NUMBERED = ("UNIT", "MONTH", "MONTHSHORT", "CHISLO", "YEARWORD", "CENTURYWORD", "QUARTERWORD", "HALFWORD", "HOURWORD")
"""What an ordinal number before it counts."""


def _bare_year(m: Match) -> Meaning | None:
    """Four digits alone: only where nothing is counted by them and they look like a year of our time."""
    value = int(m["y"])
    before, after = m.before(), m.after()
    if not 1700 <= value <= 2100:
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
    if re.match(r"[-–](?:\d{3}|\d{5,})(?!\d)", m.text[end : end + 7]) or re.search(
        r"(?<!\d)\d{1,3}-$", m.text[max(0, start - 5) : start]
    ):
        return None
    counted = re.match(r"\s[a-zа-яіўїєґё]", m.text[end : end + 2])
    if counted and after is None and not m.follows("IN", "FROM", "TILL", "BY", "K", "AND", "COMMA", "DASH"):
        return None
    if after is not None and any(cls in after.entry for cls in ("UNIT", "N", "PERCENT", "SCALE")):
        return None
    return Date(value)


def _in_year(m: Match) -> Meaning | None:
    return Date(int(m["y"])) if 1000 <= int(m["y"]) <= 2199 else None


def _ordinal_year(m: Match) -> Meaning | None:
    value = int(m["o"])
    if "YEARSWORD" in m.span[-1].entry and value % 10 == 0:
        return _decade(m)
    if 1000 <= value <= 2199:
        return Date(value)
    return None


def _decade(m: Match) -> Meaning | None:
    value = int(m["o"])
    if value % 10:
        return None
    if value < 100:
        value += 1900 if value >= 20 else 2000
    return Period("decade", value) if 1000 <= value < 2200 else None


def _in_decade(m: Match) -> Meaning | None:
    after = m.after()
    if after is not None and "CHISLO" in after.entry:
        return None
    return _decade(m) if m.follows("IN", "FROM", "K", "PART") else None


def _in_ordinal_year(m: Match) -> Meaning | None:
    return _ordinal_year(m) if m.follows("IN", "FROM", "K", "TILL", "BY") else None


def _century(m: Match) -> Meaning | None:
    value = int(m["o"])
    return Period("century", value) if 1 <= value <= 30 else None


def _year_pair(m: Match) -> Meaning:
    first = int(m["y"])
    return Range(Date(first), Date(first + 1))


def _apposition(m: Match) -> Meaning:
    """ "Завтра, 22 февраля": the date says it exactly."""
    date: Meaning = m["date"]
    return date


def _with_weekday(m: Match) -> Meaning | None:
    date = m["date"]
    weekday = m["w"] if isinstance(m["w"], int) else m["w"].day
    return replace(date, weekday=weekday) if isinstance(date, Date) and date.day is not None else None


_OF_YEAR = "y=YEAR YEARWORD? | y=ORDYEAR YEARWORD? | s=SAME YEARWORD | r=THIS/NEXT/LAST YEARWORD | r=THISYEAR"
YEAR_TAIL = f"((COMMA/DASH/SLASH/IN/OF)? y=YEAR YEARWORD? | {_OF_YEAR} | yy=YEAR2 YEARWORD)?"

ATOMS = (
    Rule("date.numeric", "d=DMY YEARWORD?", _iso, gives=DAY),
    Rule("date.impossible", "d=BADDATE", _impossible),
    Rule("date.day-month", f"d=DAY/ORDDAY DOT? (DASH/SLASH/OF)? m=MONTH/MONTHSHORT {YEAR_TAIL}", _day_month, gives=DAY),
    Rule("date.no-such-day", f"n=N m=MONTH {YEAR_TAIL}", _no_such_day),
    Rule("date.quoted-day", f"QUOTE d=DAY QUOTE m=MONTH/MONTHSHORT {YEAR_TAIL}", _day_month, gives=DAY),
    Rule("date.year-month-day", "y=YEAR DASH m=MONTH/MONTHSHORT DASH d=DAY", _day_month, gives=DAY),
    Rule(
        "date.month-year",
        f"m=MONTH/MONTHSHORT (COMMA/IN/OF)? ({_OF_YEAR})",
        _month,
        gives=MONTH,
    ),
    Rule("date.numeric-month-year", "d=MONTHYEAR", _numeric_month_year, gives=MONTH),
    Rule("date.month", "m=MONTH", _bare_month, gives=MONTH),
    Rule("date.month-short", "m=MONTHSHORT", _short_month, gives=MONTH),
    Rule("date.year", "y=YEAR YEARWORD", _in_year, gives=YEAR),
    Rule("date.bare-year", "y=YEAR", _bare_year, gives=YEAR),
    Rule("date.ordinal-year", "o=ORD YEARWORD", _ordinal_year, gives=YEAR),
    Rule("date.in-ordinal-year", "o=ORDYEAR", _in_ordinal_year, gives=YEAR),
    Rule("date.season-years", "y=YEARPAIR", _year_pair, gives=("RANGE",)),
    Rule("date.decade", "o=ORDPL/DECADE/ORD DECADEWORD (LAST/THIS CENTURYWORD)?", _decade, gives=("DATE",)),
    Rule("date.bare-decade", "o=DECADE/ORDPL", _in_decade, gives=("DATE",)),
    Rule("date.century", "o=ROMAN/ORD CENTURYWORD", _century, gives=("DATE",)),
    Rule("date.dotted", "d=DAYMONTH (dot=DOT)?", _dotted_day, gives=DOTTED, upto="d"),
    Rule("date.dotted-pair", "a=DAYMONTH DOT? DASH b=DAYMONTH", _dotted_pair, gives=("RANGE",)),
    Rule("date.dotted-at", "d=DAYMONTH DOT? COMMA? IN (HM | HOUR HOURWORD)", _day_dot_month, gives=DOTTED, upto="d"),
    Rule("date.day-number", "d=DAY/ORDDAY CHISLO", _number_day, gives=DAY),
    Rule("date.day-ending", "d=DAYEND/LASTDAYEND", _ending_day, gives=DAY),
)

MONTH_FIRST = (
    Rule(
        "date.month-day",
        f"m=MONTH/MONTHSHORT (THE)? d=DAY/ORDDAY {YEAR_TAIL}",
        _day_month,
        gives=DAY,
        needs="month-day",
    ),
    Rule("date.listed-day", "d=DAY", _listed_day, gives=DAY, needs="month-day"),
)

YEAR_FIRST = (
    Rule("date.year-first", "y=YEARDATE/DATE IN? date=DAYDATE", _year_first, gives=DAY),
    Rule("date.year-first-month", "y=YEARDATE/DATE IN? date=MONTHDATE", _year_first, gives=MONTH),
)

ELIDED = (
    Rule(
        "date.elided-range",
        "FROM? d=DAY (DASH/BY) e=DAY ((COMMA/AND) FROM? DAY (DASH/BY) DAY){0,6} (COMMA/AND) FROM? DAY"
        " (DASH/BY) date=DAYDATE",
        _range_with_right,
        gives=("RANGE",),
        upto="e",
    ),
    Rule(
        "date.elided-day",
        "d=DAY/ORDDAY DOT? to=BY/TILL/DASH/SLASH DASH? THE? date=DAYDATE",
        _with_right,
        gives=DAY,
        takes=1,
    ),
    Rule(
        "date.elided-list",
        "d=DAY/ORDDAY ((COMMA/AND) DAY/ORDDAY){0,12} COMMA? (COMMA/AND/OR) THE? date=DAYDATE",
        _with_right,
        gives=DAY,
        takes=1,
    ),
    Rule(
        "date.month-range",
        "FROM? date=DAYDATE (DASH/TILL) THE? d=DAY/ORDDAY (COMMA? y=YEARDATE)?",
        _month_range,
        gives=("RANGE",),
        needs="month-day",
    ),
    Rule("date.with-weekday", "w=WDAY/WEEKDAYSHORT (COMMA/DASH)? OPEN? date=DAYDATE CLOSE?", _with_weekday, gives=DAY),
    Rule("date.apposition", "DEIXIS COMMA? date=FULLDAY", _apposition, gives=DAY),
    Rule("date.weekday-after", "date=DAYDATE COMMA? OPEN? IN? w=WDAY/WEEKDAYSHORT CLOSE?", _with_weekday, gives=DAY),
)
