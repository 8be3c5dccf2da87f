"""Calendar dates: day, month and year in every spelling, lists and elided halves of them."""

from __future__ import annotations

import re
from calendar import monthrange

from timeline.expressions.dotted import beside_plain_clock
from timeline.expressions.meaning import Date, Impossible, Meaning, Range, Relative, Same
from timeline.expressions.names import capital_within, month_is_name, within_quotes
from timeline.expressions.rule import Match, Rule
from timeline.expressions.tokens import Token
from timeline.expressions.years import DAY, MONTH, of_two_figures

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
    if m.has("oo"):
        return of_two_figures(int(m["oo"]))
    if m.has("s"):
        return Same("year")
    if m.has("r"):
        return Relative("year", int(m["r"]))
    return None


def _day_month(m: Match) -> Meaning | None:
    """A day of a month; "the last third of March" is none."""
    third = "ORDW" in m.token("d").entry and any(cls in m.span[1].entry for cls in ("OF", "THE"))
    if third or "THIRD" in m.token("d").entry:
        before = m.before()
        if before is not None and ("ORD" in before.entry or "LASTADJ" in before.entry):
            return None
    return day_of(_year(m), m["m"], m["d"])


def _both_days(m: Match) -> Meaning | None:
    """ "13 (26) августа 1913 года": of the two the later day is the one of our calendar."""
    return day_of(_year(m), m["m"], max(m["d"], m["e"])) if 10 <= abs(m["d"] - m["e"]) <= 14 else None


def _iso(m: Match) -> Meaning | None:
    token = m.span[0]
    if _FILE.match(m.text, m.span[-1].end) or _release(m, token):
        return None
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


_FILE = re.compile(r"\.[a-z][a-z0-9]{1,4}(?!\w)")
"""The ending of a file's name."""

_BRIEF = re.compile(r"\d\.\d+\.\d\d$|\d+\.\d\.\d\d$")
"""Three numbers of which the last has two digits and another has but one."""


def _release(m: Match, token: Token) -> bool:
    """Whether three numbers are those of a program: "v2.10.15", "Python 3.11.12"."""
    before = m.text[max(0, token.start - _LETTERS) : token.start]
    if before[-1:].isalpha() and before[-1:].isascii():
        return True
    program = m.lexicon.context.get("program_before")
    return (
        program is not None
        and program.search(before) is not None
        and _BRIEF.match(m.text[token.start : token.end]) is not None
    )


_LETTERS = 12
"""Characters before a number in which a program's name ends."""

_NAME = re.compile(
    r"(?=[^\W\d_a-zа-яёіўїєґ])\w[a-zа-яёіўїєґ]+\s(?:(?=[^\W\d_a-zа-яёіўїєґ])\w['’])?(?=[^\W\d_a-zа-яёіўїєґ])\w[a-zа-яёіўїєґ]"
)
"""A capitalised word before another: somebody's first name."""


def _bare_month(m: Match) -> Meaning | None:
    """A month alone: not a capitalised name in running text ("Мая"), not the month of a number that is no day."""
    token = m.token("m")
    before = m.before()
    if before is not None and "N" in before.entry and before.end + 1 >= token.start:
        return None
    if "MONTHWEAK" in token.entry and not _meant_as_month(m):
        return None
    if month_is_name(m):
        return None
    if m.follows(*_PREPOSITIONS):
        return Date(None, m["m"])
    if _NAME.match(m.text[token.start : token.end + 5]) or capital_within(m) or _of_a_name(m):
        return None
    return Date(None, m["m"])


def _meant_as_month(m: Match) -> bool:
    """Whether a word that is a month's name and another word too ("may", "мая" for "my") is the month: by its capital
    where months have one, else by a word before it that goes with no other case."""
    if "capital-months" in m.lexicon.features:
        told = m.follows(*_PREPOSITIONS, "OF", "DASH") or _joined_to_month(m)
        return told and m.text[m.token("m").start].isupper()
    return _joins_month(m) or m.follows("FROM", "TILL", "K", "AFTER", "BEFORE", "PART", "HALFWORD", "DECADETHIRD")


def _joins_month(m: Match) -> bool:
    """ "(April and) May", "(красавіка –) мая"."""
    month, joint = m.before(2), m.before()
    joined = joint is not None and any(cls in joint.entry for cls in ("AND", "OR", "COMMA", "DASH", "TILL", "BY"))
    return joined and month is not None and any(cls.startswith("MONTH") for cls in month.entry)


def _joined_to_month(m: Match) -> bool:
    """ "March–April", "March and April"."""
    joint, month = m.after(), m.after(2)
    joined = joint is not None and any(cls in joint.entry for cls in ("DASH", "AND", "OR", "TILL"))
    return joined and month is not None and "MONTH" in month.entry


def _of_a_name(m: Match) -> bool:
    """Whether a month is a word of a quoted name ("the contest «Colours of May»"), which says nothing of when; two
    months joined do."""
    if _joined_to_month(m) or _joins_month(m):
        return False
    return within_quotes(m)


_PREPOSITIONS = ("IN", "FROM", "TILL", "BY", "K", "AFTER", "ZA", "PART", "SPAN")


def _short_month(m: Match) -> Meaning | None:
    after = m.after()
    hyphen = after is not None and "DASH" in after.entry and after.start == m.span[-1].end
    return _bare_month(m) if m.follows("IN", "FROM", "TILL", "BY", "K") and not hyphen else None


def _day_dot_month(m: Match, name: str = "d") -> Meaning | None:
    month, day = map(int, m[name].split("-"))
    return Date(None, month, day)


def _dotted_day(m: Match) -> Meaning | None:
    """ "25.02" is a day where a range, a list, a clock or a preposition says so; else a number."""
    after = m.after()
    if "HM" in m.token("d").entry and beside_plain_clock(m):
        return None
    if m.follows("FROM", "FROMOT", "TILL", "BY", "K", "AFTER", "NOTLATER", "NOTEARLIER"):
        return _day_dot_month(m)
    if (after is not None and _goes_on(m, after)) or _heads_line(m, after):
        return _day_dot_month(m)
    if m.follows("HMCOLON") and (m.before(2) is None or m.before(2).entry.keys() & _BEFORE_CLOCKS):  # type: ignore[union-attr]
        return _day_dot_month(m)  # "до 18:00 24.07"
    if after is not None and m.has("dot") and ("IN" in after.entry or "HMCOLON" in after.entry):
        return _day_dot_month(m)
    weekday = m.after(2)
    if after is not None and "OPEN" in after.entry and weekday is not None and _is_weekday(weekday):
        return _day_dot_month(m)
    if m.follows("WEEKDAY", "WEEKDAYSHORT", "COMMA") and _weekday_before(m):
        return _day_dot_month(m)
    return None


def _goes_on(m: Match, after: Token) -> bool:
    """ "20.02 по 24.02"; "10/12 по улице Мира" is a house."""
    last = m.after(2)
    told = "DAYMONTHSLASH" not in m.token("d").entry or (last is not None and "N" not in last.entry)
    return "BY" in after.entry and told


_SIGN = re.compile(r"\s?[\u2190-\u2bff\U0001f300-\U0001faff]")
"""A sign between the columns of a table: "06.12 ▪️ семинар"."""
_BEFORE_CLOCKS = frozenset({"TILL", "IN", "FROM", "BY", "K", "NOTLATER", "BREAK"})


def _heads_line(m: Match, after: Token | None) -> bool:
    """ "12.07 – встреча"; before a colon a chapter may be numbered so, but "12.07:" with four figures is a day."""
    token = m.token("d")
    told = after is not None and (
        "DASH" in after.entry or ("COLON" in after.entry and token.end - token.start == len("12.07"))
    )
    return (told or _SIGN.match(m.text, m.span[-1].end) is not None) and _opens_line(m)


def _opens_line(m: Match) -> bool:
    """Whether a line begins with a day: "12.07 – встреча"; "10.10 – кофе" tells its hour, as round minutes do."""
    before = m.before()
    if before is None:
        return True
    return "BREAK" in before.entry and not ("HM" in m.token("d").entry and int(m["d"][:2]) % 5 == 0)


def _dotted_before_clock(m: Match) -> Meaning | None:
    """ "26.03 18:30", "26.03, 18:30"; "в 10.30, 12:00" are hours."""
    listed = "COMMA" in m.span[1].entry and "HM" in m.token("d").entry and int(m["d"][:2]) % 5 == 0
    return None if listed or m.follows("IN", "OCLOCKAT", "COLON") else _day_dot_month(m)


def _weekday_before(m: Match) -> bool:
    """Whether a weekday stands before the match, a comma between them or none."""
    before = m.before()
    if before is not None and "COMMA" in before.entry:
        before = m.before(2)
    return before is not None and _is_weekday(before)


def _is_weekday(token: Token) -> bool:
    return "WEEKDAY" in token.entry or "WEEKDAYSHORT" in token.entry


def _dotted_pair(m: Match) -> Meaning | None:
    """ "20.02–24.02": two days, unless both could be clock times; those are told by round minutes."""
    if all("HM" in m.token(side).entry and int(m[side][:2]) % 5 == 0 for side in ("a", "b")):
        return None
    first, last = (Date(None, *map(int, m[side].split("-"))) for side in ("a", "b"))
    return Range(first, last)


def _day_to_dotted(m: Match) -> Meaning | None:
    """ "25–27.02", glued."""
    last = _day_dot_month(m, "b")
    if not (m.glued(0, 1) and m.glued(1, 2)) or not isinstance(last, Date) or int(m["d"]) >= (last.day or 0):
        return None
    return Range(Date(None, last.month, int(m["d"])), last)


def _dotted_to_full(m: Match) -> Meaning:
    """ "15.01–24.01.2024": the year stands once."""
    month, day = map(int, m["a"].split("-"))
    return Range(Date(None, month, day), Date(*map(int, m["b"].split("-"))))


def _spaced(m: Match) -> Meaning | None:
    """ "25 02 2024", "25 / 02 / 2024", "25. 02. 2024": numbers of two, two and four digits, alike apart."""
    day, month, year = (m.token(name) for name in ("d", "m", "y"))
    if day.end - day.start != 2 or month.end - month.start != 2 or year.end - day.start > 14:
        return None
    if m.text[day.end : month.start] != m.text[month.end : year.start]:
        return None
    return day_of(int(m["y"]), int(m["m"]), int(m["d"]))


def _tens_of_month(m: Match) -> Meaning | None:
    """ "В двадцатых числах марта"."""
    first, last = (day_of(_year(m), m["m"], day) for day in (int(m["o"]), min(int(m["o"]) + 9, 28 + (m["m"] != 2))))
    return (
        Range(first, last) if int(m["o"]) in (10, 20) and isinstance(first, Date) and isinstance(last, Date) else None
    )


def _number_day(m: Match) -> Meaning:
    return Date(None, None, m["d"])


def _ending_day(m: Match) -> Meaning | None:
    """ "По 30-е", "закончится 28-го": a day of the month spoken of, where no noun is numbered by it."""
    token, before, after = m.token("d"), m.before(), m.after()
    if "LASTDAYEND" in token.entry and (before is None or not any(cls in before.entry for cls in _UP_TO)):
        return None
    if "the-day" in m.lexicon.features and not (before and "THE" in before.entry and m.follows(*_PREPOSITIONS)):
        return None
    rest = m.text[token.end : token.end + 2]
    n = 1
    while after is not None and any(c in after.entry for c in ("AND", "COMMA", "DASH", "ORDDAY")):
        n += 1
        after = m.after(n)
        if n > 9 or (after is not None and any(cls in after.entry for cls in _NUMBERED)):
            return None
    after = m.after()
    counted = rest[:1] == " " and rest[1:2].isalpha() and after is None and not _not_counted(m)
    if counted or (after is not None and any(cls in after.entry for cls in (*_NUMBERED, "SLASHED"))):
        return None
    return Date(None, None, int(m["d"]))


def _not_counted(m: Match) -> bool:
    """Whether the next word cannot be what an ordinal counts, a verb or a case of its own: "14-го была"."""
    known = map(m.lexicon.context.get, ("verb_after", "uncounted_after"))
    return any(word.match(m.text, m.span[-1].end) for word in known if word is not None)


_UP_TO = ("FROM", "TILL", "BY", "K", "NOTLATER", "DASH")
"""What "17-е" follows when it is a day."""

_NUMBERED = ("UNIT", "MONTH", "MONTHSHORT", "CHISLO", "YEARWORD", "CENTURYWORD", "QUARTERWORD", "HALFWORD", "HOURWORD")
"""What an ordinal number before it counts."""


_OF_YEAR = "y=YEAR YEARWORD? | y=ORDYEAR YEARWORD? | s=SAME YEARWORD | r=THIS/NEXT/LAST YEARWORD | r=THISYEAR"
YEAR_TAIL = f"((COMMA/DASH/SLASH/IN/OF)? y=YEAR YEARWORD? | {_OF_YEAR} | yy=YEAR2 YEARWORD | oo=ORD YEARWORD)?"

ATOMS = (
    Rule("date.numeric", "d=DMY YEARWORD?", _iso, gives=DAY),
    Rule("date.impossible", "d=BADDATE", _impossible),
    Rule(
        "date.day-month",
        f"d=DAY/ORDDAY (CHISLO | DOT? (DASH/SLASH/OF)?) m=MONTH/MONTHSHORT MONTHWORD? {YEAR_TAIL}",
        _day_month,
        gives=DAY,
    ),
    Rule("date.month-day-year", "m=MONTH d=DAY COMMA? y=YEAR YEARWORD?", _day_month, gives=DAY),
    Rule(
        "date.both-days",
        f"d=DAY OPEN e=DAY CLOSE m=MONTH/MONTHSHORT {YEAR_TAIL}",
        _both_days,
        gives=DAY,
    ),
    Rule("date.no-such-day", f"n=N m=MONTH {YEAR_TAIL}", _no_such_day),
    Rule("date.quoted-day", f"QUOTE d=DAY QUOTE m=MONTH/MONTHSHORT {YEAR_TAIL}", _day_month, gives=DAY),
    Rule("date.year-month-day", "y=YEAR DASH? m=MONTH/MONTHSHORT DASH? d=DAY", _day_month, gives=DAY),
    Rule(
        "date.month-year",
        f"m=MONTH/MONTHSHORT MONTHWORD? (COMMA/IN/OF)? ({_OF_YEAR})",
        _month,
        gives=MONTH,
    ),
    Rule("date.month", "m=MONTH MONTHWORD?", _bare_month, gives=MONTH),
    Rule("date.month-short", "m=MONTHSHORT", _short_month, gives=MONTH),
    Rule("date.dotted", "d=DAYMONTH (dot=DOT)?", _dotted_day, gives=DOTTED, upto="d"),
    Rule("date.dotted-pair", "a=DAYMONTH DOT? DASH b=DAYMONTH", _dotted_pair, gives=("RANGE",)),
    Rule("date.day-to-dotted", "d=DAY DASH b=DAYMONTH", _day_to_dotted, gives=("RANGE",)),
    Rule("date.dotted-to-full", "a=DAYMONTH DOT? DASH b=DMY YEARWORD?", _dotted_to_full, gives=("RANGE",)),
    Rule("date.spaced", "d=DAY (DOT/SLASH/DASH)? m=MONTHNO (DOT/SLASH/DASH)? y=YEAR YEARWORD?", _spaced, gives=DAY),
    Rule(
        "date.dotted-at",
        "d=DAYMONTH DOT? COMMA? ((IN/OCLOCKAT/ATHOUR) (HM | HOUR HOURWORD) | FROM HM | FROM HOUR (HOURWORD)? TILL)",
        _day_dot_month,
        gives=DOTTED,
        upto="d",
    ),
    Rule("date.dotted-clock", "d=DAYMONTH COMMA? HMCOLON", _dotted_before_clock, gives=DOTTED, upto="d"),
    Rule("date.tens-of-month", f"o=DECADE/ORDPL CHISLO m=MONTH {YEAR_TAIL}", _tens_of_month, gives=("RANGE",)),
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
)
