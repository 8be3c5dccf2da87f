"""Expressions that point: today, last week, this year, weekdays, seasons, parts of periods, these days."""

from __future__ import annotations

import re

from timeline.expressions.meaning import (
    Date,
    Days,
    Meaning,
    Now,
    NthWeekday,
    Period,
    Relative,
    Same,
    Shift,
    Vague,
    Weekday,
)
from timeline.expressions.names import adjective_is_name, is_milieu, weekday_is_name
from timeline.expressions.rule import Match, Rule

DAY = ("DATE", "DAYDATE", "DEIXIS")
WDAY = ("DATE", "DAYDATE", "WDAY")
DAYDATE = ("DATE", "DAYDATE")


def _preceded(m: Match) -> bool:
    """Whether a preposition of time stands before the match."""
    limits = ("NOTLATER", "NOTEARLIER", "LATERTHAN", "BEFORETHAN")
    return m.follows("IN", "K", "FROM", "TILL", "BY", "AFTER", "BEFORE", *limits)


_CLOCK_BEFORE = re.compile(r"\d[:.]\d\d\s+$")


def _at_its_hour(m: Match) -> bool:
    """ "До 18.00 среды", "до конца среды", "вечером среды": a part of a day stands before the match."""
    start = m.span[0].start
    return m.follows("HOURWORD", "MERIDIEM", "DPART", "PART") or bool(
        _CLOCK_BEFORE.search(m.text, max(0, start - 8), start)
    )


def _next_to(m: Match) -> Meaning | None:
    """ "Накануне", "назавтра": the day before or after the one spoken of, the post's where none was; "накануне 8 Марта"
    names its day."""
    after, month = m.after(), m.after(2)
    if after is not None and ("HOLIDAY" in after.entry or "DMY" in after.entry):
        return None
    if int(m["n"]) < 0 and after is not None and "AND" in after.entry:
        return None  # "накануне и в день выборов"
    if month is not None and "MONTH" in month.entry and after is not None and {"DAY", "ORDDAY"} & after.entry.keys():
        return None
    return Same("day", int(m["n"]))


def _deictic(m: Match) -> Meaning:
    return Relative("day", int(m["n"]))


def _as_of(m: Match) -> Meaning:
    """ "На сегодняшний день": how things stand, and no event of the day."""
    return Relative("day", 0)


def _year_adjective(m: Match) -> Meaning:
    return Relative("year", int(m["n"]))


def _relative_unit(m: Match) -> Meaning | None:
    unit, n, after = m["u"], int(m["r"]), m.after()
    word = m.token("u").entry
    if after is not None and "AGO" in after.entry:
        return None  # "узнала об этом месяц назад"
    if unit == "day" or (m.has("work") and unit != "week"):
        return None
    if unit in ("second", "minute", "hour"):
        return None
    if "UNIT1" not in word and "UNITSG" not in word and "UNITGEN" not in word and "UNITPL" in word:
        return None
    return Relative(unit, n)


def _years(m: Match) -> Meaning | None:
    """ "В последние годы", "в ближайшие месяцы": around now, without an exact place."""
    return Days("PAST_REF" if int(m["r"]) < 0 else "PRESENT_REF" if int(m["r"]) == 0 else "FUTURE_REF", m["u"])


def _some_season(m: Match) -> Meaning:
    """ "В следующем сезоне": which days that is, the text does not say."""
    return Vague("PAST_REF" if int(m["r"]) < 0 else "PRESENT_REF" if int(m["r"]) == 0 else "FUTURE_REF")


def _same(m: Match) -> Meaning:
    """ "В тот же день"; "на той неделе" is another one than this."""
    other = m.has("s") and "THATONE" in m.token("s").entry
    return Same(m["u"], apart=other and m["u"] == "week")


def _same_weekday(m: Match) -> Meaning | None:
    """ "В тот же вторник"; "в ту субботу" may be any."""
    return None if "THATONE" in m.token("s").entry else NthWeekday(1, int(m["w"]), Same("week"))


def _following(m: Match) -> Meaning | None:
    """ "На другой день" is the next one, "в другой день" any other."""
    start, told = m.span[0].start, m.lexicon.context.get("other_day_before")
    if m.has("o") and (told is None or not told.search(m.text[max(0, start - 8) : start])):
        return None
    return Same(m["u"], 1)


def _weekday(m: Match) -> Meaning | None:
    if m.has("soon"):
        return Weekday(int(m["w"]), ahead=True)
    week = int(m["r"]) if m.has("r") else None
    if "WEEKDAYWEAK" in m.token("w").entry and not m.has("r") and not (_preceded(m) or _at_its_hour(m)):
        return Weekday(int(m["w"]), week) if _in_a_timetable(m) or _of_a_date(m) else None
    if (int(m["w"]) == 3 and is_milieu(m)) or (week is None and weekday_is_name(m)):
        return None
    if week is None and _set_for(m):
        return Weekday(int(m["w"]), ahead=True)
    return Weekday(int(m["w"]), week, listed=_begins_list(m) if week is None else None)


def _set_for(m: Match) -> bool:
    """ "Анонсировали на субботу": what was announced lay ahead when it was."""
    start, told = m.span[0].start, m.lexicon.context.get("set_for_day_before")
    return told is not None and told.search(m.text[max(0, start - 40) : start]) is not None


def _begins_list(m: Match) -> int | None:
    """The weekday that begins a list ("в понедельник, среду и в пятницу") before its others."""
    first, n = None, 1
    while True:
        if (joint := m.before(n)) is not None and "IN" in joint.entry:
            n += 1
            joint = m.before(n)
        day = m.before(n + 1)
        if joint is None or day is None or not _JOINS & joint.entry.keys() or "WEEKDAY" not in day.entry:
            return first
        first = int(str(day.entry["WEEKDAY"]))
        n += 2


_JOINS = {"AND", "OR", "COMMA"}


def _in_a_timetable(m: Match) -> bool:
    """ "Вторник – школа № 2, среда – дом культуры": before a dash, near another day of the week."""
    after, start = m.after(), m.span[0].start
    if not _opens(m) or after is None or "DASH" not in after.entry:
        return False
    words = (
        m.lexicon.words.get(word, {}) for word in re.findall(r"\w+", m.text[max(0, start - 200) : start + 200].lower())
    )
    return any("WEEKDAY" in entry and "WEEKDAYWEAK" not in entry for entry in words)


def _of_a_date(m: Match) -> bool:
    """ "Среда, 4 августа": a heading, or an item of a list."""
    after, date = m.after(), m.after(2)
    told = after is not None and any(stop in after.entry for stop in ("COMMA", "DASH", "OPEN"))
    return told and date is not None and ("DAYDATE" in date.entry or "DAY" in date.entry) and _opens(m)


def _opens(m: Match) -> bool:
    """Whether a match stands first in its line, or behind a stop within it."""
    before = m.text[: m.span[0].start].rstrip(" \t")[-1:]
    return not before.isalnum() and before not in ("»", '"', ")", "-")


def _weekend(m: Match) -> Meaning | None:
    """ "В выходные", "к выходным"; a heading "Выходные дни:" and "понедельник — выходной день" call others so."""
    before, after = m.before(), m.after()
    if m.has("w") and not m.follows("K"):
        return None
    if (before is not None and "WITHOUT" in before.entry) or (after is not None and "COLON" in after.entry):
        return None
    if (m.has("days") and m["days"] != "day") or (before is not None and "DASH" in before.entry and _called_so(m)):
        return None
    return Weekday(6, int(m["r"]) if m.has("r") else None, days=2, ahead=m.has("soon"))


def _called_so(m: Match) -> bool:
    """Whether days before a dash are said to be days off: "2 января – выходные дни", "сб., вс. – выходные"."""
    day = m.before(2)
    return m.has("days") or (day is not None and any(cls in day.entry for cls in ("WEEKDAY", "WEEKDAYSHORT", "MONTH")))


def _nth_of_month(m: Match) -> Meaning | None:
    n = -1 if m.has("last") else int(m["o"])
    month: Meaning
    if m.has("u"):
        if m["u"] not in ("month", "year"):
            return None
        month = Relative(m["u"], int(m["r"])) if m.has("r") else Same(m["u"])  # "4 октября – первое воскресенье месяца"
    else:
        month = Date(int(m["y"]) if m.has("y") else None, int(m["m"]))
    return NthWeekday(n, int(m["w"]), month) if n <= 5 else None


def _weekday_adjective(m: Match) -> Meaning:
    return Weekday(int(m["w"]))


def _now(m: Match) -> Meaning | None:
    """ "Сейчас" is a time in an instruction ("deadline now"); in prose it says no more than the tense does."""
    start, end = m.span[0].start, m.span[-1].end
    left = max(m.text.rfind(mark, 0, start) for mark in ".!?\n")
    right = min((at for mark in ".!?\n" if (at := m.text.find(mark, end)) >= 0), default=len(m.text))
    return Now() if right - left <= 40 else None


def _present(m: Match) -> Meaning:
    return Days(m["p"])


def _season(m: Match) -> Meaning | None:
    of: Meaning | None = None
    if m.has("pair"):
        of = Date(int(m["pair"]) + (m["s"] == 1))
    elif m.has("z"):
        first, last = int(m["y"]), int(m["z"])
        if m["s"] != 1 or (first + 1 if last > 99 else (first + 1) % 100) != last:
            return None
        of = Date(first + 1)
    elif m.has("y"):
        of = Date(int(m["y"]))
    elif m.has("r"):
        of = Relative("year", int(m["r"]))
    elif m.has("own"):
        of = Relative("year", int(m["own"]))
    return Period("season", int(m["s"]), of, ahead=m.has("soon"))


_BEFORE_SEASON = (
    *("K", "TILL", "IN", "FROM", "AFTER", "PART", "HALFWORD", "THIRD", "DAYSG", "AND"),
    *("WHOLE", "DURING", "ZA", "SPAN"),
)


def _season_after_preposition(m: Match) -> Meaning | None:
    if not m.follows(*_BEFORE_SEASON):
        return None
    return Period("season", int(m["s"]))


def _quarter(m: Match) -> Meaning | None:
    n = 4 if m.has("last") else int(m["q"])
    if m.has("count") and not m.has("y"):
        return None
    of: Meaning | None = Date(int(m["y"])) if m.has("y") else Relative("year", int(m["r"])) if m.has("r") else None
    return Period("quarter", n, of) if 1 <= n <= 4 else None


def _half_year(m: Match) -> Meaning | None:
    n = int(m["q"])
    of: Meaning | None = Date(int(m["y"])) if m.has("y") else Relative("year", int(m["r"])) if m.has("r") else None
    return Period("half", n, of) if 1 <= n <= 2 else None


def _half_letter(m: Match) -> Meaning | None:
    """ "H1 2027", "1H 2027"; "1 h" is an hour."""
    return _half_year(m) if m.glued(0, 1) and m.text[m.span[0].start : m.span[1].end].isupper() else None


def _week_with_day(m: Match) -> Meaning | None:
    """ "На следующей неделе во вторник", but "на следующей неделе, во вторник, 6 мая"."""
    after = m.after()
    if after is not None and "COMMA" in after.entry:
        after = m.after(2)
    if after is not None and any(c in after.entry for c in ("FULLDAY", "DAY", "ORDDAY")):
        return None
    return _weekday_of_week(m)


def _weekday_of_week(m: Match) -> Meaning | None:
    """ "В пятницу через две недели", "в пятницу той же недели": that week's weekday."""
    date, day = m["date"], m["w"]
    if not isinstance(day, Weekday) or day.week not in (None, 1) or day.days > 1:
        return None
    if isinstance(date, Same) and date.unit == "week" and not date.n and day.week is None:
        return NthWeekday(1, day.day, date)
    if isinstance(date, Relative) and date.unit == "week" and day.week is None:
        return Weekday(day.day, date.n, named=True)
    if isinstance(date, Shift) and date.base is None and not date.duration.vague:
        (n, unit), *more = date.duration.amounts
        if unit == "week" and not more and n == int(n) and date.duration.mod is None:
            return Weekday(day.day, (day.week or 0) + date.sign * int(n), named=True, counted=day.week is None)
    return None


def _month_adjective(m: Match) -> Meaning | None:
    """ "Февральские выборы"; capitalised within a sentence it is a name ("метро Октябрьская")."""
    start = m.span[0].start
    before = m.text[max(0, start - 3) : start].rstrip(' «"')
    if (m.text[start].isupper() and before and before[-1] not in ".!?…\n") or adjective_is_name(m):
        return None
    return Date(None, int(m["m"]))


def _relative_month(m: Match) -> Meaning:
    """ "В этом феврале", "прошлым летом": the month of the year that the modifier points to."""
    return Date(Relative("year", int(m["r"])) if int(m["r"]) else None, int(m["m"]))


def _day_of_relative(m: Match) -> Meaning | None:
    unit = m["u"]
    if unit == "month":
        return Date(None, Relative("month", int(m["r"])), int(m["d"]))
    return None


def _holiday(m: Match) -> Meaning | None:
    month, day = m["h"]
    if m.has("y"):
        return Date(int(m["y"]), month, day)
    alone = "holidays-alone" in m.lexicon.features and " " in m.text[m.span[0].start : m.span[0].end]
    if alone or _preceded(m) or m.follows("DAYBEFORE", "EVE"):
        return Date(None, month, day)
    return None


_OF_YEAR = "(OF? y=YEAR/ORDYEAR YEARWORD? | OF? r=THIS/NEXT/LAST YEARWORD | r=THISYEAR)?"

ATOMS = (
    Rule("deictic.day", "n=DEICTIC", _deictic, gives=DAY),
    Rule("deictic.as-of", "ASOF", _as_of),
    Rule("deictic.day-before", "n=DAYBEFORE", _next_to, gives=DAY),
    Rule("deictic.day-after", "n=DAYAFTER", _next_to, gives=DAY),
    Rule("deictic.day-adjective", "n=DAYADJ (UNIT1/UNITSG/UNITGEN)?", _deictic, gives=DAY),
    Rule("deictic.year-adjective", "n=YEARADJ", _year_adjective, gives=("DATE", "YEARDATE")),
    Rule("deictic.unit", "r=THIS/NEXT/LAST/PROXIMAL (work=WORKDAY)? u=UNIT", _relative_unit, gives=("DATE",)),
    Rule("deictic.these", "r=THESE u=UNITPL", _years),
    Rule("deictic.coming", "r=COMING/NEXT/RECENT u=UNITPL", _years, gives=("DATE",)),
    Rule("deictic.season", "r=THIS/NEXT/LAST/COMING SEASONWORD", _some_season),
    Rule("deictic.same", "s=SAME u=UNIT1/UNITSG/UNITGEN", _same, gives=("DATE", "DAYDATE")),
    Rule("deictic.this-day", "THIS u=DAYSG", _same, gives=("DATE", "DAYDATE")),
    Rule("deictic.following-day", "(FOLLOWING | o=OTHER) u=DAYSG", _following, gives=("DATE", "DAYDATE")),
    Rule("deictic.in-days", "p=DAYSLOC", _present),
    Rule(
        "weekday.nth",
        "(o=ORD | last=LASTADJ) w=WEEKDAY (OF/IN)?"
        " (m=MONTH (y=YEAR/ORDYEAR YEARWORD?)? | THE? (r=THIS/NEXT/LAST)? u=UNITGEN/UNIT1)",
        _nth_of_month,
        gives=("DATE", "DAYDATE"),
    ),
    Rule("weekday.same", "s=SAME w=WEEKDAY", _same_weekday, gives=WDAY),
    Rule("weekday", "(soon=COMING | r=THIS/NEXT/LAST)? w=WEEKDAY", _weekday, gives=WDAY),
    Rule(
        "weekday.weekend",
        "(soon=COMING | r=THIS/NEXT/LAST)? (WEEKEND | w=WEEKENDTO) (days=UNITPL)?",
        _weekend,
        gives=("DATE",),
    ),
    Rule("deictic.now", "p=NOW", _now),
    Rule("weekday.adjective", "w=WEEKDAYADJ", _weekday_adjective, gives=WDAY),
    Rule("season", "s=SEASONINS", _season, gives=("DATE",)),
    Rule("season.preposition", "s=SEASON", _season_after_preposition, gives=("DATE",)),
    Rule("season.relative", "(soon=COMING | own=THIS/NEXT/LAST) s=SEASON", _season, gives=("DATE",)),
    Rule(
        "season.year",
        "s=SEASON/SEASONINS OF?"
        " (y=YEAR DASH z=YEAR/YEAR2 YEARWORD? | y=YEAR/ORDYEAR YEARWORD? | pair=YEARPAIR YEARWORD?"
        " | r=THIS/NEXT/LAST YEARWORD | r=THISYEAR)",
        _season,
        gives=("DATE",),
    ),
    Rule(
        "quarter",
        f"(q=ORD/ROMAN QUARTERWORD | q=N count=UNITGEN | q=N QUARTERWORD) {_OF_YEAR}"
        " | last=LASTADJ QUARTERWORD (OF? y=YEAR/ORDYEAR YEARWORD? | OF? r=THIS/NEXT/LAST YEARWORD)",
        _quarter,
        gives=("DATE",),
    ),
    Rule("quarter.letter", "QLETTER q=SMALLNO (y=YEAR YEARWORD?)?", _quarter, gives=("DATE",)),
    Rule(
        "half.letter",
        "(HALFLETTER q=SMALLNO | q=SMALLNO HALFLETTER) y=YEAR YEARWORD?",
        _half_letter,
        gives=("DATE",),
    ),
    Rule(
        "half.year",
        "q=ORD/ROMAN HALFYEAR (y=YEAR/ORDYEAR YEARWORD? | r=THIS/NEXT/LAST YEARWORD | r=THISYEAR)?",
        _half_year,
        gives=("DATE",),
    ),
    Rule("month.adjective", "m=MONTHADJ", _month_adjective, gives=("DATE", "MONTHDATE")),
    Rule("month.relative", "r=THIS/NEXT/LAST m=MONTH", _relative_month, gives=("DATE", "MONTHDATE")),
    Rule("date.day-of-relative", "d=DAY/ORDDAY (CHISLO/OF)? r=THIS/NEXT/LAST u=UNIT", _day_of_relative, gives=DAY),
    Rule("holiday.year", "h=HOLIDAY (y=YEAR YEARWORD?)?", _holiday, gives=DAY),
)

WEEKDAYS = (
    Rule("weekday.of-week", "date=DATE COMMA? IN? w=WDAY", _week_with_day, gives=WDAY),
    Rule("weekday.in-week", "w=WDAY COMMA? (IN/OF)? date=DATE", _weekday_of_week, gives=WDAY),
)
