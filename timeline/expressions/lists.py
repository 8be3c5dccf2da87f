"""Lists and ranges whose members share a month or a year, and a date with its weekday or with another name for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from timeline.expressions.dates import day_of
from timeline.expressions.meaning import Date, Meaning, NthWeekday, Part, Period, Range, Relative, Same, Shift, Weekday
from timeline.expressions.rule import Match, Rule
from timeline.expressions.years import DAY, MONTH


def _month_of_list(m: Match) -> int | None:
    """The month that stands before a list of days, of which the match is a later one ("February 6, 7 and 9")."""
    tokens, n = m.tokens, m.found.start - 1
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


def _listed_year(m: Match, first: Date) -> int | Relative | Same | None:
    """The year that a date takes from a later one of its list ("в июле и августе 2019 года")."""
    tokens, at, joined = m.tokens, m.found.start + 1, False
    for token in tokens[at : at + 24]:
        entry = token.entry
        date = entry.get("DAYDATE", entry.get("MONTHDATE"))
        if isinstance(date, Date):
            if date.year is not None:
                return _year_of_list(first, date, joined)
        elif "AND" in entry or "OR" in entry:
            joined = True
        elif not any(cls in entry for cls in ("COMMA", "IN", "DAY", "ORDDAY", "FULLDAY")):
            return None
    return None


def _year_of_list(first: Date, last: Date, joined: bool) -> int | Relative | Same | None:
    """The year of ``last``, or the one before it for a list that runs over New Year's Eve."""
    if not isinstance(first.month, int) or not isinstance(last.month, int):
        return None
    if (first.month, first.day or 1) <= (last.month, last.day or 31):
        return last.year
    if first.month >= 10 and last.month <= 3:
        return last.year - 1 if joined and isinstance(last.year, int) else None
    return last.year if joined else None


def _elided_year(m: Match) -> Meaning | None:
    date = m["a"]
    if not isinstance(date, Date) or date.year is not None or date.weekday:
        return None
    year = _listed_year(m, date)
    return replace(date, year=year) if year is not None else None


def _same_period(m: Match) -> Period | None:
    """What a number is a number of, told by the last of its list ("во втором и третьем кварталах 2024 года")."""
    last = m["date"]
    if not isinstance(last, Period) or last.unit not in ("quarter", "half", "century") or int(m["o"]) > 30:
        return None
    return replace(last, n=int(m["o"])) if int(m["o"]) != last.n else None


def _period_range(m: Match) -> Meaning | None:
    """ "XIX–XX веков", "с первого по третий квартал"."""
    first = _same_period(m)
    return Range(first, m["date"]) if first is not None and first.n < m["date"].n else None


def _part_of_elided(m: Match) -> Meaning | None:
    """ "В конце XIX — начале XX века": the first part is of a century that the second one names."""
    period = _same_period(m)
    return Part(m["p"], period) if period is not None and period.unit == "century" else None


def _decade_range(m: Match) -> Meaning | None:
    """ "70–80-е годы", "1970–1980-х годов"."""
    last, first = m["date"], int(m["o"])
    if not isinstance(last, Period) or last.unit != "decade" or first % 10:
        return None
    if first < 100:
        first += last.n // 100 * 100
    return Range(Period("decade", first), last) if last.n - 100 < first < last.n else None


def _both_calendars(m: Match) -> Meaning | None:
    """ "19 марта (1 апреля) 1809 года": of the two the later day is the one of our calendar."""
    first, last = m["a"], m["b"]
    if not (isinstance(first, Date) and isinstance(last, Date) and m.has("y")) or last.year or first.year:
        return None
    days = [date(2023, int(str(day.month)), int(day.day or 1)) for day in (first, last)]
    apart = (days[1] - days[0]).days % 365
    if 10 <= apart <= 14:
        return replace(last, year=m["y"].year)
    return replace(first, year=m["y"].year) if 10 <= 365 - apart <= 14 else None


def _with_right(m: Match) -> Meaning | None:
    """The elided half of a list or a range takes its month and year from the date on its right."""
    right = m["date"]
    if m.has("to") and (_is_an_item(m) or ("DASH" in m.token("to").entry and not _in_digits(m))):
        return None
    if isinstance(right, Date) and right.day is not None and right.month is None and m.has("d"):
        return Date(None, None, int(m["d"]))
    if not isinstance(right, Date) or not isinstance(right.month, int):
        return None
    first = int(m["d"])
    if right.day is not None and m.has("to") and first > right.day:
        return None
    year = right.year if right.year is not None or m.has("to") else _listed_year(m, right)
    return day_of(year, right.month, first)


def _in_digits(m: Match) -> bool:
    return m.text[m.token("d").start].isdigit()


def _is_an_item(m: Match) -> bool:
    """ "2. До 31 января", "2 По 31 января": the number of an item, behind which a bound begins."""
    day, to = m.token("d"), m.token("to")
    word, behind = m.text[to.start : to.end], m.text[day.end : to.start]
    if not word.isalpha() or not _in_digits(m):
        return False
    return "." in behind or (word[0].isupper() and not m.text[to.start : m.span[-1].end].isupper())


def _range_with_right(m: Match) -> Meaning | None:
    """ "10–11 и 17–18 февраля": the first range takes its month from the last date."""
    right = m["date"]
    if not isinstance(right, Date) or not isinstance(right.month, int):
        return None
    first, last = (day_of(right.year, right.month, int(m[side])) for side in ("d", "e"))
    return Range(first, last) if isinstance(first, Date) and isinstance(last, Date) else None


def _apposition(m: Match) -> Meaning:
    """ "Завтра, 22 февраля": the date says it exactly."""
    date: Meaning = m["date"]
    return date


def _pointed_at(m: Match) -> Meaning | None:
    """ "Две недели назад, 27 ноября", "в этом месяце, 5 ноября", "в пятницу той же недели, 5 ноября": the date says it
    exactly."""
    pointing, after = m["s"], m.after()
    if after is not None and any(cls in after.entry for cls in ("DASH", "BY", "TILL")):
        return None
    if isinstance(pointing, Shift) and pointing.base is None and isinstance(m["date"], Date) and not m["date"].year:
        (n, unit), *more = pointing.duration.amounts
        if unit == "year" and not more and n == int(n):  # "год назад, 19 октября"
            return replace(m["date"], year=Relative("year", pointing.sign * int(n)))
    near = isinstance(pointing, Relative) and pointing.unit in ("week", "month") and len(m.span) > 2
    date: Meaning = m["date"]
    if isinstance(pointing, NthWeekday) or (isinstance(pointing, Weekday) and pointing.named):
        return replace(date, weekday=pointing.day) if isinstance(date, Date) and len(m.span) > 2 else None
    return date if near or (isinstance(pointing, Shift) and not isinstance(pointing.base, Date)) else None


def _with_weekday(m: Match) -> Meaning | None:
    date = m["date"]
    weekday = m["w"] if isinstance(m["w"], int) else m["w"].day
    return replace(date, weekday=weekday) if isinstance(date, Date) and date.day is not None else None


def _with_weekdays(m: Match) -> Meaning | None:
    """ "7 и 8 сентября, в субботу и воскресенье": the days of a list or a range, each with its weekday."""
    joint, day = m.before(), m.before(2)
    listed = joint is not None and any(cls in joint.entry for cls in ("AND", "COMMA", "DASH", "BY", "TILL"))
    return _with_weekday(m) if listed and day is not None and ("DAY" in day.entry or "DAYDATE" in day.entry) else None


MONTH_LISTS = (Rule("date.listed-day", "d=DAY", _listed_day, gives=DAY, needs="month-day"),)

_NUMBER = "ORD/ROMAN/SMALLNO"

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
    Rule(
        "date.weekdays-after",
        "date=DAYDATE (COMMA/DASH)? (OPEN/FROM/IN)? WDAY/WEEKDAY (COMMA WDAY/WEEKDAY){0,4} COMMA?"
        " (AND/DASH/BY/TILL) IN? w=WDAY/WEEKDAY CLOSE?",
        _with_weekdays,
        gives=DAY,
    ),
    Rule(
        "date.weekday-after",
        "date=DAYDATE (COMMA? IN? w=WDAY/WEEKDAYSHORT | COMMA? OPEN w=WDAY/WEEKDAYSHORT/WEEKDAY CLOSE)",
        _with_weekday,
        gives=DAY,
    ),
    Rule("date.elided-year", "a=DAYDATE COMMA? (COMMA/AND/OR)", _elided_year, gives=DAY, takes=1),
    Rule("date.elided-year-of-month", "a=MONTHDATE COMMA? (COMMA/AND/OR)", _elided_year, gives=MONTH, takes=1),
    Rule(
        "period.elided",
        f"o={_NUMBER} ((COMMA/AND/OR) {_NUMBER}){{0,3}} COMMA? (COMMA/AND/OR) THE? date=DATE",
        _same_period,
        gives=("DATE",),
        takes=1,
    ),
    Rule(
        "period.elided-part",
        "p=PART o=ROMAN/ORD (COMMA/AND/DASH)? (AND/DASH)? IN? PART date=DATE",
        _part_of_elided,
        gives=("DATE",),
        takes=2,
    ),
    Rule(
        "decade.range",
        "(FROM/FROMOT)? o=YEAR/YEAR2/DECADE/ORDPL (DASH/BY/TILL) date=DATE",
        _decade_range,
        gives=("RANGE",),
    ),
    Rule("date.both-calendars", "a=DAYDATE OPEN b=DAYDATE CLOSE (y=YEARDATE)?", _both_calendars, gives=DAY),
    Rule("period.range", f"(FROM/FROMOT)? o={_NUMBER} (DASH/BY/TILL) date=DATE", _period_range, gives=("RANGE",)),
)

APPOSITION = (Rule("date.pointed-at", "s=DATE COMMA? date=FULLDAY", _pointed_at, gives=DAY),)
