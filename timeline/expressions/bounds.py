"""Ranges of dates, and bounds with their inclusivity: from … to, until, not later than, after."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from timeline.expressions.meaning import (
    At,
    Bounded,
    Clock,
    Date,
    Meaning,
    NthWeekday,
    Period,
    Range,
    Relation,
    Relative,
    Same,
    Shift,
    Weekday,
)
from timeline.expressions.rule import Match, Rule
from timeline.languages.lexicon import fold

_TIME = "DATE/DATETIME"


def _range(m: Match) -> Meaning | None:
    """Two dates of a kind; a dash after "вчера", a weekday, a month or a year introduces the date itself, and no range;
    nor does one before what day of a month it is ("4 октября – первое воскресенье месяца")."""
    first, last = m["a"], m["b"]
    if isinstance(first, Range) or isinstance(last, Range) or m.parted():
        return None
    if m.has("on") and isinstance(first, Date) and isinstance(last, Date) and not _next_day(first, last):
        return None  # "перенесена с 5 апреля на 12 апреля"
    dash = "DASH" in m.span[1].entry
    if dash and isinstance(last, Period) and last.unit == "day":
        return None
    if dash and isinstance(last, NthWeekday) and not isinstance(first, NthWeekday):
        return None
    day = last.date if isinstance(last, At) else last
    if dash and isinstance(first, Date) and not first.day and isinstance(day, Date) and day.day:
        return None
    years = [d.year for d in (first, last) if isinstance(d, Date) and d.month is None and isinstance(d.year, int)]
    if len(years) == 2 and years[0] > years[1]:
        return None
    if dash and (_pointing(first) != _pointing(last) or isinstance(first, Shift) or isinstance(last, Shift)):
        return None
    return Range(first, last)


def _next_day(first: Date, last: Date) -> bool:
    """Whether one date may be the day before another: between them lies a night."""
    if first.day is None or last.day is None:
        return False
    return last.day - first.day == 1 or (last.day == 1 and first.day >= _LAST_DAYS)


_LAST_DAYS = 28
"""From this day on a month may end."""


def _days_in_words(m: Match) -> Meaning | None:
    """ "С девятого по тринадцатое": days of the month spoken of, where no noun is numbered by them."""
    end, first, last = m.span[-1].end, int(m["a"]), int(m["b"])
    counted = m.text[end : end + 1] == " " and m.text[end + 1 : end + 2].isalpha()
    return None if counted or first >= last else Range(Date(None, None, first), Date(None, None, last))


def _pointing(meaning: Meaning) -> bool:
    return isinstance(meaning.date if isinstance(meaning, At) else meaning, Relative | Weekday | Same)


def _during(m: Match) -> Meaning:
    date: Meaning = m["date"]
    return date


def _from(m: Match) -> Meaning | None:
    """ "С 1 мая"; "по сравнению с маем" is said of the month itself."""
    date = m.token("x")
    words = m.lexicon.words
    if any("WITH" in words.get(fold(word), _NONE) for word in m.text[date.start : date.end].split()[:2]):
        return None
    return Bounded("ON_OR_AFTER", m["x"])


_NONE: dict[str, object] = {}

Build: TypeAlias = "Callable[[Match], Meaning | None]"


def _bound(mod: Relation) -> Build:
    def build(m: Match) -> Meaning:
        return Bounded(mod, m["x"])

    return build


def _compared(mod: Relation) -> Build:
    """ "Раньше 15 января"; "позже сегодня" is said of one day."""

    def build(m: Match) -> Meaning | None:
        return None if _pointing(m["x"]) else Bounded(mod, m["x"])

    return build


def _said_after(mod: Relation) -> Build:
    """ "7 ноября, не раньше": a bound that nothing follows."""

    def build(m: Match) -> Meaning | None:
        end = m.span[-1].end
        return None if m.text[end : end + 2].strip()[:1].isalnum() else Bounded(mod, m["x"])

    return build


def _clock_bound(mod: Relation) -> Build:
    def build(m: Match) -> Meaning:
        clock = m["x"]
        assert isinstance(clock, Clock)
        return Bounded(mod, At(None, clock))

    return build


RANGES = (
    Rule(
        "range",
        f"(FROM/FROMOT) THE? (a={_TIME} COMMA? | a=DOTTED DOT) AND? (TILL/BY | on=IN) THE? b={_TIME} INCL?",
        _range,
        gives=("RANGE",),
    ),
    Rule("range.day-words", "FROM a=ORDDAY AND? BY b=DAYNEUTER INCL?", _days_in_words, gives=("RANGE",)),
    Rule("range.dash", f"(a={_TIME} | a=DOTTED DOT) DASH b={_TIME}", _range, gives=("RANGE",)),
    Rule("range.by", "a=DAYDATE DOT? (BY/TILL/DASH/SLASH) DASH? b=DAYDATE INCL?", _range, gives=("RANGE",)),
    Rule(
        "range.to",
        "a=MONTHDATE TILL b=MONTHDATE INCL? | a=YEARDATE TILL b=YEARDATE INCL?",
        _range,
        gives=("RANGE",),
        needs="hours-to",
    ),
    Rule("range.between", f"BETWEEN THE? a={_TIME} AND THE? b={_TIME}", _range, gives=("RANGE",)),
)

BOUNDS = (
    Rule("range.during", "DURING THE? date=DATE", _during, gives=("DONE",)),
    Rule("bound.not-later", f"NOTLATER THE? x={_TIME} INCL?", _bound("ON_OR_BEFORE"), gives=("DONE",)),
    Rule("bound.until", f"TILL THE? x={_TIME} INCL?", _bound("ON_OR_BEFORE"), gives=("DONE",)),
    Rule("bound.by", f"BY THE? x={_TIME} INCL?", _bound("ON_OR_BEFORE"), gives=("DONE",)),
    Rule("bound.towards", f"K THE? x={_TIME}", _bound("ON_OR_BEFORE"), gives=("DONE",)),
    Rule("bound.before", f"BEFORE THE? x={_TIME}", _bound("BEFORE"), gives=("DONE",)),
    Rule("bound.earlier", f"BEFORETHAN THE? x={_TIME}", _compared("BEFORE"), gives=("DONE",)),
    Rule("bound.later", f"LATERTHAN THE? x={_TIME}", _compared("AFTER"), gives=("DONE",)),
    Rule("bound.after", f"AFTER THE? x={_TIME}", _bound("AFTER"), gives=("DONE",)),
    Rule("bound.not-earlier", f"NOTEARLIER THE? x={_TIME}", _bound("ON_OR_AFTER"), gives=("DONE",)),
    Rule("bound.not-later-after", "x=DAYDATE COMMA AND? NOTLATER", _said_after("ON_OR_BEFORE"), gives=("DONE",)),
    Rule("bound.not-earlier-after", "x=DAYDATE COMMA AND? NOTEARLIER", _said_after("ON_OR_AFTER"), gives=("DONE",)),
    Rule("bound.from", f"FROM THE? x={_TIME} ONWARDS?", _from, gives=("DONE",)),
    Rule("bound.not-later-clock", "NOTLATER x=CLOCKTIME", _clock_bound("ON_OR_BEFORE"), "TIME"),
    Rule("bound.not-earlier-clock", "NOTEARLIER x=CLOCKTIME", _clock_bound("ON_OR_AFTER"), "TIME"),
    Rule("bound.later-clock", "LATERTHAN x=CLOCKTIME", _clock_bound("AFTER"), "TIME"),
    Rule("bound.earlier-clock", "BEFORETHAN x=CLOCKTIME", _clock_bound("BEFORE"), "TIME"),
    Rule("bound.until-clock", "TILL x=CLOCKTIME", _clock_bound("ON_OR_BEFORE"), "TIME"),
    Rule("bound.from-clock", "FROM x=CLOCKTIME", _clock_bound("ON_OR_AFTER"), "TIME"),
    Rule("bound.after-clock", "AFTER x=CLOCKTIME", _clock_bound("AFTER"), "TIME"),
)
