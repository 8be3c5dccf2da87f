"""Times of day as they are spoken: half past six, a quarter to seven, at sixteen thirty."""

from __future__ import annotations

from timeline.expressions.clocks import CLOCK, ZONE, hour_of, zoned
from timeline.expressions.meaning import Clock, ClockRange, Meaning
from timeline.expressions.rule import Match, Rule

_BEFORE = ("IN", "K", "TILL", "FROM", "AFTER", "OCLOCKAT", "BY", "NOTLATER")
"""The prepositions that a time of day takes."""
_COUNTED = ("MONTH", "MONTHSHORT", "UNIT", "OF", "PERCENT", "SCALE", "N", "YEARWORD", "WEEKDAY")
"""What a number before it is a number of, and no minutes."""


def _preposition(m: Match) -> bool:
    before = m.before()
    return before is not None and any(cls in before.entry for cls in _BEFORE)


def _counts(m: Match) -> bool:
    """Whether something is counted by the last number of the match."""
    after = m.after()
    return not m.has("mer") and after is not None and any(cls in after.entry for cls in _COUNTED)


def _noun_follows(m: Match) -> bool:
    """Whether a word that no rule knows follows at once: what an ordinal number is of."""
    end = m.span[-1].end
    return m.after() is None and m.text[end : end + 1] == " " and m.text[end + 1 : end + 2].islower()


def _minutes(m: Match) -> int:
    """The minutes of "двадцать минут", "quarter", "half"."""
    return int(m["n"]) if m.has("n") else 30 if "HALFWORD" in m.span[0].entry else 15


def _half_before(m: Match) -> Meaning | None:
    """Half an hour before the hour that is said; in the hours of the working day where no half is said."""
    if not 1 <= int(m["h"]) <= 12:
        return None
    hour = (int(m["h"]) - 1) or 12
    working = hour < 7 and not m.has("mer")
    return Clock(hour + 12 if working else hour_of(hour, m.get("mer")), 30)


def _half_hour(m: Match) -> Meaning | None:
    """ "В половине седьмого", "половина седьмого вечера"."""
    return _half_before(m) if _preposition(m) or m.follows("ATHOUR") or m.has("mer") else None


def _half_said(m: Match) -> Meaning | None:
    """ "Полседьмого", "в пол шестого"; "пол шестого этажа" is a floor."""
    token = m.token("h")
    apart = " " in m.text[token.start : token.end]
    told = not apart or m.has("mer") or (_preposition(m) and not _noun_follows(m))
    return _half_before(m) if told and not _counts(m) else None


def _minutes_of(m: Match) -> Meaning | None:
    """ "Пятнадцать минут восьмого": a quarter past seven."""
    if not 1 <= int(m["o"]) <= 12 or not 0 < _minutes(m) < 60 or _counts(m):
        return None
    return Clock(hour_of((int(m["o"]) - 1) or 12, m.get("mer")), _minutes(m))


def _minutes_towards(m: Match) -> Meaning | None:
    """ "Десять хвилин на сьому": on the way to seven."""
    return None if _noun_follows(m) else _minutes_of(m)


def _past_hour(m: Match) -> Meaning | None:
    if not 0 < _minutes(m) < 60 or int(m["h"]) > 24:
        return None
    return Clock(hour_of(int(m["h"]), m.get("mer"), _minutes(m)), _minutes(m))


def _past_ordinal(m: Match) -> Meaning | None:
    """ "Чверть по п'ятій"."""
    return None if _noun_follows(m) or _counts(m) else _past_hour(m)


def _to_hour(m: Match) -> Meaning | None:
    """ "Без пятнадцати семь", "ten to five"; "from 2 to 4 pm" is a range."""
    minutes = int(m["to"]) if m.has("to") else _minutes(m)
    if not 0 < minutes < 60 or not 1 <= int(m["h"]) <= 24 or _counts(m):
        return None
    if m.has("n") and not m.has("unit"):
        digits = m.text[m.token("n").start].isdigit()
        if m.follows("FROM", "BETWEEN") or (digits and not m.follows("OCLOCKAT")):
            return None
    unit = m.has("unit") and not _noun_follows(m)
    told = m.has("mer") or m.follows("OCLOCKAT") or unit or any("QUARTERHOUR" in token.entry for token in m.span)
    if not m.has("to") and not told:
        return None
    return Clock((hour_of(int(m["h"]), m.get("mer")) - 1) % 24, 60 - minutes)


def _before_hour(m: Match) -> Meaning | None:
    """ "Без 10 минут 6", "за чверть шоста", "за десять хвилин шоста": so many minutes before an hour."""
    minutes = _minutes(m)
    if not 0 < minutes <= 30 or not 1 <= int(m["h"]) <= 12 or _counts(m) or _noun_follows(m):
        return None
    if m.has("n") and minutes % 5 and not m.has("unit"):
        return None
    if "HOURPAST" in m.token("h").entry and not m.follows("OCLOCKAT"):
        return None
    return Clock((hour_of(int(m["h"]), m.get("mer")) - 1) % 24, 60 - minutes)


def _ordinal_hour(m: Match) -> Meaning | None:
    """ "А 15-й гадзіне", "о п'ятнадцятій годині тридцять хвилин"."""
    before, minute = m.before(), int(m.get("mm", 0))
    if before is None or int(m["h"]) > 24 or minute > 59:
        return None
    if not any(c in before.entry for c in (*_BEFORE, "ATHOUR")):
        return None
    return zoned(m, Clock(hour_of(int(m["h"]), m.get("mer"), minute), minute, 0, "minute" if m.has("mm") else "hour"))


def _nth_hour(m: Match) -> Meaning | None:
    """ "В седьмом часу утра": the seventh hour, which begins at six."""
    n, mer = int(m["h"]), m.get("mer")
    if not 1 <= n <= 24 or m.follows("K", "TILL") or not (mer or m.follows("IN", "PART")):
        return None
    return zoned(m, Clock(hour_of(n - 1 or 12, mer), grain="hour"))


def _nth_hour_begun(m: Match) -> Meaning | None:
    """ "В начале девятого утра"; "в начале третьего дня" is of a day."""
    return None if m["mer"] == "AF" else _nth_hour(m)


def _ordinal_hours(m: Match) -> Meaning | None:
    """ "З 8-ї до 20-ї години", "з восьмай раніцы да восьмай вечара"."""
    if not (m.has("hours") or m.has("mer")) or not 1 <= int(m["a"]) <= 24 or int(m["b"]) > 24:
        return None
    last = hour_of(int(m["b"]), m.get("mer"))
    first = hour_of(int(m["a"]), m.get("half"))
    if not m.has("half") and m.has("mer") and first + 12 < last:
        first += 12
    return ClockRange(Clock(first), Clock(last)) if first < last else None


def _at_ordinal(m: Match) -> Meaning | None:
    """ "О шостій", "а шостай вечара", "о шістнадцятій тридцять": an hour without its word."""
    before, minute, end = m.before(), int(m.get("mm", 0)), m.span[-1].end
    at = before is not None and "OCLOCKAT" in before.entry
    spoken = at or (before is not None and "ATHOUR" in before.entry)
    if not spoken or not 1 <= int(m["h"]) <= 24 or minute > 59:
        return None
    figure = m.text[m.token("h").start].isdigit()
    if figure and (
        m.text[end : end + 1].strip() not in ("", *".,;)!?") or (not at and m.text[end + 1 : end + 2].strip())
    ):
        return None  # "а 15-й участак"
    noun = m.lexicon.context.get("hour_not_before")
    if not m.has("mer") and (not (at or figure) or _counts(m) or (noun is not None and noun.match(m.text, end))):
        return None
    after = m.after()
    if not m.has("mer") and after is not None and any(c in after.entry for c in ("HALFWORD", "THIRD", "CHISLO")):
        return None
    return Clock(hour_of(int(m["h"]), m.get("mer"), minute), minute, 0, "minute" if m.has("mm") else "hour")


def _before_ordinal(m: Match) -> Meaning | None:
    """ "Чверть до десятої", "за п'ять хвилин до десятої"."""
    return None if "N" in m.span[0].entry and not m.has("unit") else _before_hour(m)


def _in_words(m: Match) -> Meaning | None:
    """ "В шестнадцать тридцать", "семнадцать ноль-ноль", "at six thirty": hours and minutes, both in words."""
    hour, minute = int(m["h"]), int(m["mm"])
    if hour > 24 or minute > 59 or _counts(m):
        return None
    if m.has("zero"):
        if m["zero"] != 0 or minute > 9 or "DASH" in m.span[1].entry:
            return None
        told = _preposition(m) or minute == 0
    else:
        told = (_preposition(m) and not _noun_follows(m)) or m.has("mer")
        if minute < 10 or hour == 0:
            return None
    return zoned(m, Clock(hour_of(hour, m.get("mer"), minute), minute)) if told else None


def _inverted(m: Match) -> Meaning | None:
    """ "Часов в пять": about five o'clock, of the working day where no half is said."""
    hour = int(m["h"])
    if m["u"] != "hour" or not 1 <= hour <= 24 or _counts(m) or _noun_follows(m):
        return None
    return Clock(hour + 12 if hour < 7 and not m.has("mer") else hour_of(hour, m.get("mer")), grain="hour")


_SO_MANY = "(n=N (unit=MINUTEWORD/MINUTESAID)? | QUARTERHOUR)"
_MER = "(mer=MERIDIEM)?"

ATOMS = (
    Rule("clock.nth-hour", f"h=ORD NTHHOUR {_MER} {ZONE}", _nth_hour, "TIME", CLOCK),
    Rule("clock.nth-hour-begun", f"PART h=ORD mer=MERIDIEM {ZONE}", _nth_hour_begun, "TIME", CLOCK),
    Rule("clock.ordinal-hour", f"h=ORD HOURWORD (mm=N MINUTEWORD)? {_MER} {ZONE}", _ordinal_hour, "TIME", CLOCK),
    Rule(
        "clock.ordinal-hours",
        "(FROM/FROMOT) a=ORD (half=MERIDIEM)? (TILL/BY/DASH) b=ORD (hours=HOURWORD)? (mer=MERIDIEM)?",
        _ordinal_hours,
        "TIME",
        ("CLOCKSPAN",),
    ),
    Rule("clock.at-ordinal", f"h=ORD (mm=MINUTE/NW)? {_MER}", _at_ordinal, "TIME", CLOCK),
    Rule("clock.half-hour", f"HALFWORD h=ORD {_MER}", _half_hour, "TIME", CLOCK),
    Rule("clock.half-said", f"h=HALFHOUR {_MER}", _half_said, "TIME", CLOCK),
    Rule("clock.towards", f"n=MINUTESTO o=ORD {_MER}", _minutes_of, "TIME", CLOCK),
    Rule("clock.minutes-towards", f"n=N MINUTEWORD TOWARDS o=HOURTO {_MER}", _minutes_towards, "TIME", CLOCK),
    Rule("clock.half-past", f"HALFWORD PASTHOUR h=HOUR/SMALL {_MER}", _past_hour, "TIME", CLOCK),
    Rule("clock.past", f"{_SO_MANY} PASTHOUR h=HOUR/SMALL/ORD {_MER}", _past_hour, "TIME", CLOCK),
    Rule("clock.past-ordinal", f"(n=N MINUTEWORD | QUARTERHOUR) BY h=HOURPAST {_MER}", _past_ordinal, "TIME", CLOCK),
    Rule("clock.minutes-of", f"(n=N MINUTEWORD | QUARTERHOUR) o=ORD {_MER}", _minutes_of, "TIME", CLOCK),
    Rule(
        "clock.to",
        f"(to=MINUTESBEFORE MINUTEWORD? | {_SO_MANY} TOHOUR) h=HOUR/SMALL/HOURAT {_MER}",
        _to_hour,
        "TIME",
        CLOCK,
    ),
    Rule("clock.without", f"WITHOUT {_SO_MANY} h=HOUR/SMALL/HOURAT {_MER}", _before_hour, "TIME", CLOCK),
    Rule("clock.short-of", f"ZA {_SO_MANY} h=HOURAT/HOURPAST {_MER}", _before_hour, "TIME", CLOCK),
    Rule("clock.short-of-ordinal", f"ZA? {_SO_MANY} TILL h=HOURFROM {_MER}", _before_ordinal, "TIME", CLOCK),
    Rule("clock.inverted", f"u=UNITINV IN h=HOUR/SMALL {_MER}", _inverted, "TIME", CLOCK),
    Rule(
        "clock.in-words",
        f"(h=NW/HOUR zero=NW DASH? mm=NW | h=NW mm=NW) {_MER} {ZONE}",
        _in_words,
        "TIME",
        CLOCK,
    ),
)
