"""Durations: three months, an hour and a half, about ten years, the first five days."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from timeline.expressions.meaning import (
    Duration,
    Meaning,
    Relation,
    Unit,
)
from timeline.expressions.rule import Match, Rule

DUR = ("DUR",)


_LINE = 110
"""Characters around a unit in which it is told what it is left until."""
_OPENS = re.compile(r"(?:^|[.!?…])[^\w.!?…]*(?:\w+!\s+)?$")
_STOPS = re.compile(r"\s*(?:[.!?…;,)]|$)")
_ORDER = (
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
    "millennium",
)


def _amounts(m: Match) -> Meaning | None:
    """ "1 час 55 минут", "2 роки і 3 місяці": numbers with their units, from the largest to the smallest."""
    if "YEAR" in m.span[0].entry and "YEARWORD" in m.span[1].entry:
        return None
    amounts = []
    n: float | None = None
    for token in m.span:
        number = token.entry.get("N", token.entry.get("NFRAC"))
        if isinstance(number, int | float) and not ("UNIT" in token.entry and n is not None):
            n = (n or 0) + number if "NFRAC" in token.entry and n else number
        elif "UNIT" in token.entry and n is not None:
            if "UNITINS" in token.entry and n > 1:
                return None  # "до +14 днём"
            amounts.append((float(n), token.entry["UNIT"]))
            n = None
        elif "HALVES" in token.entry and n is not None:
            n += 0.5
    units = [_ORDER.index(unit) for _, unit in amounts]
    if not amounts or any(a <= b for a, b in pairwise(units)):
        return None
    working = units == [_ORDER.index("day")] and any("WORKDAY" in token.entry for token in m.span)
    return Duration(tuple(amounts), "MORE_THAN" if m.has("over") else None, working=working)  # type: ignore[arg-type]


def _hours_minutes(m: Match) -> Meaning | None:
    """ "1 ч 20 мин", "1h 20m", where no clock is meant; "через 2 ч"."""
    if not m.has("mm"):
        before, after = m.before(), m.after()
        told = before is not None and ("THROUGH" in before.entry or "ZA" in before.entry)
        told = told or (after is not None and ("AGO" in after.entry or "LATER" in after.entry))
        digits = m.text[m.token("h").start].isdigit()
        return Duration(((float(m["h"]), "hour"),)) if told and digits else None
    return Duration(((float(m["h"]), "hour"), (float(m["mm"]), "minute"))) if m["mm"] < 60 else None


def _hours_letters(m: Match) -> Meaning | None:
    """ "1ч 30м": a number with that letter behind it is told as an ordinal one, too."""
    token = m.token("mm")
    if m.text[token.end - 1] not in "мm" or not m.text[token.end - 2].isdigit() or m["mm"] >= 60:
        return None
    return Duration(((float(m["h"]), "hour"), (float(m["mm"]), "minute")))


def _hour_and(m: Match) -> Meaning | None:
    """ "Через час пятнадцать", "два часа двадцать назад": minutes without their word."""
    before, after, minutes, hours = m.before(), m.after(), int(m["mm"]), float(m.get("n", 1))
    if m["u"] != "hour" or not 5 <= minutes < 60 or minutes % 5 or _counted_on(m):
        return None
    told = before is not None and "THROUGH" in before.entry
    told = told or (after is not None and ("AGO" in after.entry or "LATER" in after.entry))
    return Duration(((hours, "hour"), (float(minutes), "minute"))) if told else None


def _unit_and_part(m: Match) -> Meaning | None:
    """ "Час с половиной", "an hour and a half", "час с четвертью"."""
    return Duration(((1.25 if m.has("quarter") else 1.5, m["u"]),))


def _unit_and_unit(m: Match) -> Meaning | None:
    """ "Через год и месяц", "год и месяц назад"."""
    before, after = m.before(), m.after()
    told = before is not None and "THROUGH" in before.entry
    told = told or (after is not None and ("AGO" in after.entry or "LATER" in after.entry))
    larger = _ORDER.index(m["u"]) > _ORDER.index(m["v"])
    return Duration(((1.0, m["u"]), (1.0, m["v"]))) if told and larger else None


def _counted_on(m: Match) -> bool:
    after = m.after()
    return after is not None and any(cls in after.entry for cls in _COUNTED_ON)


def _hyphenated(m: Match) -> Meaning | None:
    """ "Three-day"."""
    return Duration(((float(m["n"]), m["u"]),)) if m.glued(0, 1) and m.glued(1, 2) else None


def _up_to(m: Match) -> Meaning | None:
    """ "От 4 до 8 лет", "2-3 года": how long is said only roughly; the larger number stands."""
    first, before = m.span[1 if "FROMOT" in m.span[0].entry or "FROM" in m.span[0].entry else 0], m.before()
    if m["u"] == "hour" and before is not None and ("FROM" in before.entry or "FROMOT" in before.entry):
        return None
    if m["u"] in ("hour", "minute") and "FROM" in m.span[0].entry:
        return None
    if m["u"] == "hour" and "FROMOT" in m.span[0].entry and "hours-from-ot" in m.lexicon.features and m["n"] > 12:
        return None
    if "YEAR" in first.entry or "BIG" in first.entry or "ORDPL" in m.token("n").entry:
        return None
    opens = before if before is not None and "N" in m.span[0].entry else m.span[0]
    if "FROM" in opens.entry and "MERIDIEM" in m.token("u").entry and m["n"] <= 12:
        return None  # "с 2 до 4 дня" are hours
    return Duration(((float(m["n"]), m["u"]),), "APPROX")


def _or_so(m: Match) -> Meaning | None:
    """ "Год-два", "час-полтора", "неделя-другая"."""
    n = float(m["n"]) if m.has("n") else 2.0
    return Duration(((n, m["u"]),), "APPROX") if m.glued(0, 1) and m.glued(1, 2) and 1 < n < 10 else None


def _inverted(m: Match) -> Meaning | None:
    """ "Лет десять", "минут пять": about so many."""
    after, before, start = m.after(), m.before(), m.span[0].start
    if after is not None and any(cls in after.entry for cls in _COUNTED_ON):
        return None
    if before is not None and any(cls in before.entry for cls in ("N", "VAGUEN", "FRACTION")):
        return None
    if not 1 < float(m["n"]) <= 200 or re.search(r"[ыи]х\s+$", m.text[max(0, start - 6) : start]):
        return None
    return Duration(((float(m["n"]), m["u"]),), "APPROX")


def _unit_over(m: Match) -> Meaning:
    """ "Месяц с небольшим"."""
    return Duration(((1.0, m["u"]),), "MORE_THAN")


def _first_of_many(m: Match) -> Meaning:
    """ "Первые пять лет", "в первые дни": how long, from a beginning that something else names."""
    return Duration(((3.0, m["pl"]),), vague=True) if m.has("pl") else duration_of(m)


def _nth(m: Match) -> Meaning | None:
    """ "Второй день": so far into something that the text speaks of."""
    return Duration(((float(m["o"]), m["u"]),)) if m["u"] in ("day", "week", "month", "year") and m["o"] else None


def _counted(m: Match) -> Meaning:
    """ "An hour", "a couple of days"."""
    return Duration(((float(m["n"]), m["u"]),))


def _nth_minute(m: Match) -> Meaning | None:
    """ "На 73-й минуте": so far into something that the text speaks of."""
    return Duration(((float(m["o"]), m["u"]),)) if m["u"] == "minute" else None


def _half_unit(m: Match) -> Meaning:
    return Duration(((0.5, m["u"]),))


def _quarters(m: Match) -> Meaning | None:
    quarter = _QUARTERS.get(m["u"])
    return Duration(((quarter[0] * float(m.get("n", 1)), quarter[1]),)) if quarter else None


_QUARTERS: dict[str, tuple[float, Unit]] = {"hour": (15.0, "minute"), "year": (3.0, "month"), "century": (25.0, "year")}


def _whole(m: Match) -> Meaning | None:
    """ "Всю неделю", "целый год"."""
    return Duration(((1.0, m["u"]),)) if m["u"] not in ("second", "minute", "hour") else None


def _vague(m: Match) -> Meaning:
    return Duration(((3.0, m["u"]),), vague=True)


def adjective(m: Match) -> Meaning | None:
    """What a word such as "двухдневный" or "fortnight" says by itself."""
    n, unit = m["d"].split()
    return Duration(((float(n), unit),), vague=float(n) == 0)


def _fortnight(m: Match) -> Meaning | None:
    """ "A fortnight"; "a 42-year-old" is an age."""
    token = m.token("d")
    return adjective(m) if m.text[token.start : token.end].isalpha() else None


def _alone(m: Match) -> Meaning | None:
    """One unit without a number: "на год", "за неделю", "до выборов – неделя", or nothing but it."""
    before = m.before()
    whole = m.span[0].end - m.span[0].start == len(m.text.strip())
    spans = before is not None and "SPAN" in before.entry and m["u"] != "day"
    return Duration(((1.0, m["u"]),)) if whole or spans or _left(m) else None


def _left(m: Match) -> bool:
    """ "До выборов – неделя.", "Месяц до выборов!": the unit is what is left, and nothing else is said."""
    if "articles" in m.lexicon.features:
        return False  # "a week until the election"
    start, end = m.span[0].start, m.span[0].end
    line = m.text.rfind("\n", 0, start) + 1
    before, after = m.text[max(line, start - _LINE) : start], m.text[end : end + _LINE].partition("\n")[0]
    ahead, behind = map(m.lexicon.context.get, ("remaining_before", "remaining_after"))
    if ahead is not None and ahead.search(before):
        return _STOPS.match(after) is not None
    found = behind.search(after) if behind is not None and _OPENS.search(before) else None
    return found is not None and _STOPS.match(after, found.end()) is not None


def duration_of(m: Match) -> Duration:
    """The duration of a match: one that a rule built, or a single unit ("неделю")."""
    if m.has("d"):
        value = m["d"]
        assert isinstance(value, Duration)
        return value
    return Duration(((1.0, m["u"]),))


def qualified(m: Match) -> Duration:
    """The duration of a match with what is said of its size: "меньше", "около"."""
    duration = duration_of(m)
    mod = _mod(m)
    return replace(duration, mod=mod) if mod else duration


def _mod(m: Match) -> Relation | None:
    return next((mod for name, mod in _MODS.items() if m.has(name)), None)


def _during(m: Match) -> Meaning:
    return qualified(m)


def _unit_first(m: Match) -> Meaning | None:
    unit, last, before = m.token("u").entry, m.span[-1].entry["UNIT"], m.before()
    if "YEAR" in m.token("n").entry:
        return None  # "последний квартал 2023 года"
    first = unit.get("UNIT1")
    if first is None and before is not None and "DURING" in before.entry:
        first = unit["UNITGEN"]
    if first is None:
        return None
    return Duration(((1.0, first), (float(m["n"]), last))) if first != last else None  # type: ignore[arg-type]


def over(m: Match) -> Meaning | None:
    """The bare duration: what stands around it has no part in its meaning."""
    return duration_of(m)


_COUNTED_ON = ("MONTH", "MONTHSHORT", "UNIT", "CHISLO", "N", "SCALE", "PERCENT", "HOURWORD", "MINUTEWORD", "YEARWORD")
"""What a number after a unit counts itself."""

_NUMBER = "(N/NFRAC (HALVES)? | N NFRAC)"

_QUALIFIED = "less=LESS | more=MORE | most=ATMOST | least=ATLEAST | about=ABOUT"
_MODS: dict[str, Relation] = {
    "less": "LESS_THAN",
    "more": "MORE_THAN",
    "most": "EQUAL_OR_LESS",
    "least": "EQUAL_OR_MORE",
    "about": "APPROX",
}
MOD = f"({_QUALIFIED} | EXACT | ONLY)?"

ATOMS = (
    Rule(
        "duration",
        f"{_NUMBER} (over=ANDMORE)? (WORKDAY/CALDAY)? UNIT ((AND/COMMA)? {_NUMBER} UNIT){{0,4}} (over=ANDMORE)?",
        _amounts,
        "DURATION",
        DUR,
    ),
    Rule("duration.one", f"{_NUMBER} (WORKDAY/CALDAY)? UNIT", _amounts, "DURATION", DUR),
    Rule("duration.range", "(FROMOT/FROM)? N/NFRAC (DASH/TILL/OR) n=N/NFRAC u=UNIT", _up_to, "DURATION", DUR),
    Rule("duration.or-so", "u=UNIT1 DASH (n=N/NFRAC | FOLLOWING/OTHER)", _or_so, "DURATION", DUR),
    Rule("duration.unit-and-more", "u=UNIT1 ANDMORE", _unit_over, "DURATION", DUR),
    Rule("duration.inverted", "u=UNITINV (N DASH)? n=N/NFRAC", _inverted, "DURATION", DUR),
    Rule("duration.number-adjective", "n=N/NFRAC DASH? u=UNITADJ", _counted, "DURATION", DUR),
    Rule("duration.nth-minute", "o=ORD u=UNIT", _nth_minute, "TIME"),
    Rule("duration.unit-first", "ARTICLE? u=UNIT1/UNITGEN AND? n=N UNIT", _unit_first, "DURATION", DUR),
    Rule(
        "duration.hours-minutes", "h=N/NFRAC HOURWORD (mm=N MINUTEWORD/MINUTELETTER)?", _hours_minutes, "DURATION", DUR
    ),
    Rule("duration.hours-letters", "h=N HOURWORD mm=ORD", _hours_letters, "DURATION", DUR),
    Rule("duration.hour-and", "(ARTICLE? u=UNIT1 | n=N u=UNIT) mm=NW/MINUTE", _hour_and, "DURATION", DUR),
    Rule("duration.unit-and-part", "ARTICLE? u=UNIT1 (HALVES | quarter=QUARTERS)", _unit_and_part, "DURATION", DUR),
    Rule("duration.unit-and-unit", "u=UNIT1 AND v=UNIT1", _unit_and_unit, "DURATION", DUR),
    Rule("duration.article", "n=ARTICLE u=UNIT1", _counted, "DURATION", DUR),
    Rule("duration.hyphenated", "n=N DASH u=UNITSG/UNIT1", _hyphenated, "DURATION", DUR),
    Rule("duration.pair", "n=PAIR u=UNIT", _counted, "DURATION", DUR),
    Rule("duration.half", "u=HALFUNIT", _half_unit, "DURATION", DUR),
    Rule("duration.half-of-unit", "NFRAC u=UNIT", _half_unit, "DURATION", DUR),
    Rule("duration.quarter-hours", "(n=N DASH?)? QUARTERHOUR (OF ARTICLE)? u=UNIT", _quarters, "DURATION", DUR),
    Rule("duration.whole", "WHOLE u=UNIT1", _whole, "DURATION", DUR),
    Rule("duration.vague", "VAGUEN u=UNIT", _vague, "DURATION", DUR),
    Rule("duration.article-adjective", "ARTICLE d=DURADJ", _fortnight, "DURATION", ("DUR",)),
    Rule("duration.adjective", "d=DURADJ", adjective, "DURATION", ("DUR",)),
)

ALONE = (
    Rule("duration.nth", "o=ORD u=UNITSG/UNIT1", _nth, "DURATION"),
    Rule("duration.exactly-one", "EXACT u=UNITSG", duration_of, "DURATION", DUR, upto="u"),
    Rule("duration.single", "u=UNIT1", _alone, "DURATION"),
)

COMPOUND = (
    Rule("duration.first", "FIRSTS (d=DUR | u=UNIT1 | pl=UNITPL)", _first_of_many, "DURATION", DUR),
    Rule("duration.these", "(ZA/DURING)? THESE d=DUR", over, "DURATION", DUR),
    Rule("duration.during", f"DURING {MOD} (d=DUR | u=UNIT1/UNITGEN)", _during, "DURATION"),
    Rule(
        "duration.qualified",
        f"({_QUALIFIED}) (d=DUR | u=UNIT1/UNITGEN)",
        _during,
        "DURATION",
        ("DUR",),
    ),
)
