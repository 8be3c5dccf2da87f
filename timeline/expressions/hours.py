"""Hours: from one time of day to another, as they are written and said."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.expressions.dotted import DAY_BEFORE
from timeline.expressions.meaning import Clock, ClockRange, Meaning
from timeline.expressions.rule import Match, Rule
from timeline.expressions.tokens import Token
from timeline.languages.lexicon import fold


def _range(m: Match) -> Meaning | None:
    first, last = m["a"], m["b"]
    if not isinstance(first, Clock) or not isinstance(last, Clock):
        return None
    bare, later = _without_part(m, first, last), replace(first, hour=(first.hour + 12) % 24)
    if bare and last.hour > 12 and not _said(m, "b").startswith(f"{last.hour}") and _before(first, later, last):
        first = later  # "from 2:00 to 4:00 pm", "с двух часов до четырёх дня"
    elif _said(m, "b").isalpha() and last.hour < 12 <= first.hour:
        last = replace(last, hour=last.hour + 12)  # "с полседьмого до полвосьмого"
    return ClockRange(replace(first, zone=last.zone) if last.zone and not first.zone else first, last)


def _without_part(m: Match, first: Clock, last: Clock) -> bool:
    """Whether the first of two clock times has no part of the day said with it and may share that of the last: in
    figures, or an hour that is early and said in the afternoon's."""
    if _FIGURES.fullmatch(_said(m, "a")) is not None:
        return True
    hours = m.lexicon.words.get(fold(_said(m, "a").split()[-1]), {})
    return "HOURWORD" in hours and not _said(m, "a").startswith("0") and (first.hour < 7 or last.hour < 18)


_FIGURES = re.compile(r"\d{1,2}[:.]\d\d")


def _before(first: Clock, later: Clock, last: Clock) -> bool:
    return first.hour < 12 and (later.hour, later.minute) < (last.hour, last.minute)


def _said(m: Match, name: str) -> str:
    token = m.token(name)
    return m.text[token.start : token.end]


def _elided_range(m: Match) -> Meaning | None:
    """ "С 12 до 19 часов", "с 10 до 11 вечера": the first hour takes its half of the day from the second."""
    last = m["b"]
    if not isinstance(last, Clock):
        return None
    hour = int(m["h"])
    if (
        last.hour > 12
        and hour <= 12
        and m.text[m.token("b").start : m.token("b").end].strip()[:2].strip(" .:") not in (f"{last.hour}",)
    ):
        hour += 12 if hour + 12 < last.hour else 0
    return ClockRange(Clock(hour, grain=last.grain if last.grain != "second" else "minute", zone=last.zone), last)


def _elided_end(m: Match) -> Meaning | None:
    """ "С 9:00 до 18", "с полудня до трёх": where nothing is counted by the last number."""
    first, last, after = m["a"], int(m["h"]), m.after()
    if not isinstance(first, Clock) or (after is not None and not any(cls in after.entry for cls in _AFTER_HOURS)):
        return None
    if after is None and not _END.match(m.text, m.span[-1].end):
        return None
    if last <= first.hour and last <= 12:
        last += 12
    return ClockRange(first, Clock(last, zone=first.zone)) if first.hour < last <= 24 else None


def _bare_range(m: Match) -> Meaning | None:
    """ "Работаем с 8 до 20": hours where a date, a repeated day or the word for being open says so."""
    first, last = int(m["a"]), int(m["b"])
    before, after, end = m.before(), m.after(), m.span[-1].end
    words = not m.text[end - 1].isdigit()
    if "hours_before" not in m.lexicon.context or max(first, last) > 24 or _said(m, "a").isdigit() == words:
        return None
    if after is not None and not any(cls in after.entry for cls in _AFTER_HOURS):
        return None
    if before is not None and "COMMA" in before.entry:
        before = m.before(2)
    told = before is not None and (
        "DAYDATE" in before.entry
        or (before.rule is not None and before.rule.type == "SET")
        or any(cls in before.entry for cls in DAY_BEFORE)
    )
    if after is None and not _END.match(m.text, end):
        counted = m.lexicon.context.get("counted_after")
        if not told or counted is None or counted.match(m.text, end):
            return None
    start = m.span[0].start
    open_hours = m.lexicon.context["hours_before"].search(m.text[max(0, start - 60) : start])
    whole = start == 0 and not m.text[end:].strip()
    told = told or ("FROM" in m.span[0].entry and _on_a_day(after, m.after(2)))
    if not told and not open_hours and not whole:
        return None
    if words and last < 7:
        first, last = (first + 12 if first < 7 else first), last + 12  # "завтра с двух до четырёх"
    elif told and last <= first <= 12:
        last += 12  # "tomorrow from 9 to 5"
    return ClockRange(Clock(first), Clock(last)) if first < last <= 24 else None


def _on_a_day(after: Token | None, further: Token | None) -> bool:
    """ "С 10 до 18 в субботу", "с 9 до 13 завтра"."""
    if after is not None and "IN" in after.entry:
        after = further
    return after is not None and "DAYDATE" in after.entry


_AFTER_HOURS = (
    "COMMA",
    "DOT",
    "SEMICOLON",
    "CLOSE",
    "BREAK",
    "IN",
    "BY",
    "AND",
    "OPEN",
    "SET",
    "WEEKDAYS",
    "WITHOUT",
    "VERSION",
    "THE",
    "DAYDATE",
)
_END = re.compile(r"\s*$|[.,;!?)]|\s*\n|\s[^\W\d_]{1,3}\s")

RANGES = (
    Rule(
        "clock.range",
        "((FROM/FROMOT)? a=CLOCKTIME (TILL/BY/DASH) b=CLOCKTIME | BETWEEN a=CLOCKTIME AND b=CLOCKTIME)",
        _range,
        "TIME",
        ("CLOCKSPAN",),
    ),
    Rule(
        "clock.elided-range",
        "((FROM/FROMOT) h=HOUR/SMALL/HOURFROM (TILL/BY/DASH) | BETWEEN h=HOUR/SMALL AND) b=CLOCKTIME",
        _elided_range,
        "TIME",
        ("CLOCKSPAN",),
    ),
    Rule(
        "clock.bare-range",
        "(FROM/FROMOT) a=HOUR/NW/HOURFROM (TILL/DASH) b=HOUR/NW/HOURFROM",
        _bare_range,
        "TIME",
        ("CLOCKSPAN",),
    ),
    Rule(
        "clock.elided-range-end",
        "(FROM/FROMOT) a=CLOCKTIME (TILL/DASH) h=HOUR/SMALL/HOURFROM",
        _elided_end,
        "TIME",
        ("CLOCKSPAN",),
    ),
    Rule("clock.elided-range-to", "h=HOUR TILL b=CLOCKTIME", _elided_range, "TIME", ("CLOCKSPAN",), needs="hours-to"),
    Rule("clock.elided-range-dash", "h=HOUR DASH b=CLOCKTIME", _elided_range, "TIME", ("CLOCKSPAN",)),
)
