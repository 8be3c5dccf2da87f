"""A date with its time: a clock, hours or a part of the day of a day that is named or pointed at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from timeline.expressions.clocks import ZONE, hour_of
from timeline.expressions.meaning import At, Clock, ClockRange, Date, DayPart, Impossible, Meaning, Relative
from timeline.expressions.rule import Match, Rule


def _instant(m: Match) -> Meaning:
    """An instant of ISO 8601: "2024-02-25T12:00:00+03:00"; its digits may be on no calendar."""
    try:
        at = datetime.fromisoformat(m["i"].replace("Z", "+00:00"))
    except ValueError:
        return Impossible(f"{m['i']} is on no calendar")
    zone = None if at.utcoffset() is None else f"UTC{at:%z}"[:6] + ":" + f"{at:%z}"[3:5]
    clock = Clock(at.hour, at.minute, at.second, "second" if at.second else "minute", zone)
    return At(Date(at.year, at.month, at.day), clock)


def _date_clock(m: Match) -> Meaning | None:
    """A date with its time; the hours after a range of days hold on each of them and stay apart.

    A month alone has no hour: "__ марта в 10.00" leaves the day open.
    """
    if isinstance(m["date"], Date) and m["date"].month is not None and m["date"].day is None:
        return None
    before = m.before()
    if (
        isinstance(m["c"], ClockRange)
        and before is not None
        and any(c in before.entry for c in ("BY", "TILL", "DASH", "AND"))
    ):
        return None
    return At(m["date"], m["c"])


def _hours_first(m: Match) -> Meaning | None:
    """ "С 10 до 18 в субботу"; hours before a list or a range of days, or before a day with hours of its own, are
    those of what stands before them."""
    after = m.after()
    goes_on = after is not None and any(cls in after.entry for cls in _GOES_ON)
    return None if goes_on else _date_clock(m)


_GOES_ON = ("DASH", "BY", "TILL", "AND", "COMMA", "FROM", "FROMOT", "CLOCKTIME", "CLOCKSPAN", "COLON", "OPEN")


def _clock_of_part(m: Match) -> Meaning | None:
    """ "At 8:30 tomorrow evening", "в 9 завтра вечером": the part of the day says which half the hour is of."""
    clock, part = m["c"], m["p"]
    if not isinstance(clock, Clock) or not isinstance(part, DayPart):
        return None
    return At(m["date"], replace(clock, hour=hour_of(clock.hour, part.name, clock.minute)))


def _hour_in_words(m: Match) -> Meaning | None:
    """ "Завтра в девять", "в среду к двум": an hour of the working day, where nothing is counted by it."""
    hour, after, end = int(m["h"]), m.after(), m.span[-1].end
    if after is not None and not any(
        cls in after.entry for cls in ("COMMA", "DOT", "SEMICOLON", "BREAK", "IN", "CLOSE")
    ):
        return None
    if after is None and m.text[end : end + 2].strip()[:1].isalnum():
        return None
    return At(m["date"], Clock(hour + 12 if hour < 7 else hour, grain="hour"))


def _clock_only(m: Match) -> Meaning:
    clock: Meaning = m["c"]
    return clock


def _night_before(m: Match) -> Meaning:
    """ "В ночь с 11 на 12 сентября": told by the day on which it ends."""
    return At(m["date"], DayPart("NI"))


def _midnight(m: Match) -> Meaning | None:
    """ "В полночь с 24 на 25 февраля"."""
    clock = m["c"]
    return At(m["date"], clock) if isinstance(clock, Clock) and (clock.hour, clock.minute) == (0, 0) else None


def _date_part(m: Match) -> Meaning | None:
    """ "Завтра вечером", "во вторник с утра", which is no beginning where an end follows."""
    after, later = m.after(), m.after(2)
    if m.has("from") and any(token is not None and {"TILL", "BY"} & token.entry.keys() for token in (after, later)):
        return None
    return At(m["date"], m["p"])


def _tonight(m: Match) -> Meaning:
    return At(Relative("day", 0), DayPart(m["p"]))


def _relative_part(m: Match) -> Meaning:
    """ "Минувшей ночью", "прошлым вечером", "этим утром"."""
    night = m["p"] == "NI" and int(m["r"]) < 0
    return At(Relative("day", 0 if night else int(m["r"])), DayPart(m["p"]))


def _hour_of_part(m: Match) -> Meaning | None:
    """ "This afternoon at 2": the part of the day says which half the hour is of."""
    at, clock = m["date"], m["c"]
    if not isinstance(at, At) or not isinstance(at.clock, DayPart) or not isinstance(clock, Clock):
        return None
    return At(at.date, replace(clock, hour=hour_of(clock.hour, at.clock.name, clock.minute)))


ATOMS = (
    Rule("datetime.iso", "i=INSTANT", _instant, "TIME", ("DATETIME",)),
    Rule("clock.tonight", "p=TONIGHT", _tonight, "TIME", ("DATETIME",)),
    Rule("clock.part-of-relative", "r=LAST/THIS p=DPART", _relative_part, "TIME", ("DATETIME",)),
)

WITH_DATE = (
    Rule(
        "datetime",
        f"(date=DAYDATE COMMA? | date=DOTTED DOT) (ABOUT/AT)? (IN/OCLOCKAT/ATHOUR/K)? (c=CLOCKTIME/CLOCKSPAN) {ZONE}",
        _date_clock,
        "TIME",
        ("DATETIME",),
    ),
    Rule("datetime.hour-in-words", "date=DAYDATE COMMA? (IN/K) h=SMALL", _hour_in_words, "TIME", ("DATETIME",)),
    Rule("datetime.clock-first", f"c=CLOCKTIME COMMA? IN? date=DAYDATE {ZONE}", _date_clock, "TIME", ("DATETIME",)),
    Rule("datetime.hours-first", f"c=CLOCKSPAN IN? date=DAYDATE {ZONE}", _hours_first, "TIME", ("DATETIME",)),
    Rule(
        "datetime.clock-first-part",
        "c=CLOCKTIME COMMA? IN? date=DAYDATE p=DAYTIME",
        _clock_of_part,
        "TIME",
        ("DATETIME",),
    ),
    Rule("datetime.part", "date=DAYDATE COMMA? (IN/K | from=FROM)? p=DAYTIME", _date_part, "TIME", ("DATETIME",)),
    Rule(
        "datetime.part-first", "p=DAYTIME COMMA? (IN/OF/AGAINST)? THE? date=DAYDATE", _date_part, "TIME", ("DATETIME",)
    ),
    Rule(
        "datetime.part-hour",
        "date=DATETIME (COMMA? (IN/OCLOCKAT) | COMMA (ABOUT/AT)?) c=CLOCKTIME",
        _hour_of_part,
        "TIME",
        ("DATETIME",),
    ),
    Rule("datetime.hour-first-of-part", "c=CLOCKTIME COMMA? IN? date=DATETIME", _hour_of_part, "TIME", ("DATETIME",)),
    Rule("datetime.weekday-part", "WDAY COMMA? IN? p=DAYTIME date=FULLDAY", _date_part, "TIME", ("DATETIME",)),
    Rule(
        "datetime.part-clock",
        f"DAYTIME COMMA? (ABOUT/AT)? (IN/OCLOCKAT)? c=CLOCKTIME {ZONE}",
        _clock_only,
        "TIME",
        ("CLOCKTIME",),
    ),
    Rule(
        "datetime.night-between", "NIGHT FROM DAY/ORDDAY/DAYDATE IN date=DAYDATE", _night_before, "TIME", ("DATETIME",)
    ),
    Rule(
        "datetime.midnight-between",
        "c=CLOCKTIME FROM DAY/ORDDAY/DAYDATE IN date=DAYDATE",
        _midnight,
        "TIME",
        ("DATETIME",),
    ),
    Rule("datetime.offset", "date=DATE (IN/OCLOCKAT) c=CLOCKTIME", _date_clock, "TIME", ("DATETIME",)),
    Rule("datetime.offset-part", "date=DATE p=DAYTIME", _date_part, "TIME", ("DATETIME",)),
)
