"""Durations, and what counts from an anchor by one: in three days, a year ago, within a week, ten days before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from timeline.expressions.meaning import (
    Duration,
    FromEvent,
    Meaning,
    Range,
    Relation,
    Remaining,
    Repeat,
    Same,
    Shift,
    Within,
)
from timeline.expressions.rule import Match, Rule

DUR = ("DUR",)


_ORDER = ("second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century")


def _amounts(m: Match) -> Meaning | None:
    """ "1 час 55 минут", "2 роки і 3 місяці": numbers with their units, from the largest to the smallest."""
    if "YEAR" in m.span[0].entry and "UNIT" in m.span[1].entry and m.span[1].entry["UNIT"] == "year":
        return None
    amounts = []
    n: float | None = None
    for token in m.span:
        number = token.entry.get("N", token.entry.get("NFRAC"))
        if isinstance(number, int | float) and not ("UNIT" in token.entry and n is not None):
            n = (n or 0) + number if "NFRAC" in token.entry and n else number
        elif "UNIT" in token.entry and n is not None:
            amounts.append((float(n), token.entry["UNIT"]))
            n = None
        elif "HALVES" in token.entry and n is not None:
            n += 0.5
    units = [_ORDER.index(unit) for _, unit in amounts]
    if not amounts or any(a <= b for a, b in pairwise(units)):
        return None
    return Duration(tuple(amounts))  # type: ignore[arg-type]


def _hyphenated(m: Match) -> Meaning | None:
    """ "Three-day"."""
    return Duration(((float(m["n"]), m["u"]),)) if m.glued(0, 1) and m.glued(1, 2) else None


def _up_to(m: Match) -> Meaning | None:
    """ "От 4 до 8 лет", "2-3 года": how long is said only roughly; the larger number stands."""
    first, before = m.span[1 if "FROMOT" in m.span[0].entry else 0], m.before()
    if m["u"] == "hour" and before is not None and "FROM" in before.entry:
        return None
    if m["u"] in ("hour", "minute") and "FROM" in m.span[0].entry:
        return None
    if "YEAR" in first.entry or "BIG" in first.entry or not isinstance(m["n"], int):
        return None
    return Duration(((float(m["n"]), m["u"]),), "APPROX")


def _counted(m: Match) -> Meaning:
    """ "An hour", "a couple of days"."""
    return Duration(((float(m["n"]), m["u"]),))


def _nth_minute(m: Match) -> Meaning | None:
    """ "На 73-й минуте": so far into something that the text speaks of."""
    return Duration(((float(m["o"]), m["u"]),)) if m["u"] == "minute" else None


def _half_unit(m: Match) -> Meaning:
    return Duration(((0.5, m["u"]),))


def _quarters(m: Match) -> Meaning | None:
    return Duration(((15.0 * float(m.get("n", 1)), "minute"),)) if m["u"] == "hour" else None


def _vague(m: Match) -> Meaning:
    return Duration(((3.0, m["u"]),), vague=True)


def _adjective(m: Match) -> Meaning | None:
    n, unit = m["d"].split()
    return Duration(((float(n), unit),), vague=float(n) == 0)


def _alone(m: Match) -> Meaning | None:
    """One unit without a number: "на год", "за неделю", or nothing but it."""
    before = m.before()
    whole = m.span[0].end - m.span[0].start == len(m.text.strip())
    if not whole and (before is None or "SPAN" not in before.entry or m["u"] == "day"):
        return None
    return Duration(((1.0, m["u"]),))


def _dur(m: Match) -> Duration:
    """The duration of a match: one that a rule built, or a single unit ("неделю")."""
    if m.has("d"):
        value = m["d"]
        assert isinstance(value, Duration)
        return value
    return Duration(((1.0, m["u"]),))


def _qualified(m: Match) -> Duration:
    return replace(_dur(m), mod=_mod(m))


def _mod(m: Match) -> Relation | None:
    return next((mod for name, mod in _MODS.items() if m.has(name)), None)


def _later(m: Match) -> Meaning | None:
    return Shift(_qualified(m), 1)


def _ago(m: Match) -> Meaning:
    return Shift(_qualified(m), -1)


def _signed(m: Match) -> Meaning | None:
    """ "+15 минут", "-3 года": only as the whole of a text, else it is a list or a sum."""
    if m.span[-1].end - m.span[0].start < len(m.text.strip()):
        return None
    return Shift(_dur(m), -1 if m.has("minus") else 1)


def _after_date(m: Match) -> Meaning:
    return Shift(_dur(m), 1, m["date"])


def _before_date(m: Match) -> Meaning:
    return Shift(_dur(m), -1, m["date"])


def _from_that(sign: int) -> Callable[[Match], Meaning | None]:
    def build(m: Match) -> Meaning | None:
        """ "За три дня до этого": counted from the day spoken of; "до того, как" names an event."""
        if any(token is not None and "AS" in token.entry for token in (m.after(), m.after(2))):
            return None
        return Shift(_qualified(m), sign, Same("day", strict=True))

    return build


def _past(m: Match) -> Meaning | None:
    """ "За последний год"; "последний день" and its like alone are the last of something else."""
    if not m.has("d") and len(m.span) == 2 and m["u"] == "day":
        return None
    return Within(_qualified(m), -1)


def _coming(m: Match) -> Meaning:
    return Within(_qualified(m), 1)


def _remaining(m: Match) -> Meaning:
    return Remaining(_qualified(m))


def _during(m: Match) -> Meaning:
    return _qualified(m)


def _before_event(m: Match) -> Meaning:
    return FromEvent(_dur(m), -1, _bound(m))


def _after_event(m: Match) -> Meaning:
    return FromEvent(_dur(m), 1, _bound(m), span=m.has("during"))


def _bound(m: Match) -> Relation | None:
    if m.has("notlater"):
        return "ON_OR_BEFORE"
    return "ON_OR_AFTER" if m.has("notearlier") else None


def _nth_day_after(m: Match) -> Meaning:
    return FromEvent(Duration(((float(m["o"]), m["u"]),)), 1, _bound(m))


def _day_after(m: Match) -> Meaning:
    return FromEvent(Duration(((1.0, "day"),)), 1)


def _day_beside(m: Match) -> Meaning:
    """ "The day after the election"."""
    return FromEvent(Duration(((1.0, "day"),)), 1 if m.has("after") else -1)


def _day_after_date(m: Match) -> Meaning:
    return Shift(Duration(((1.0, "day"),)), 1, m["date"])


def _every(m: Match) -> Meaning:
    return Repeat("", _dur(m))


def _term(m: Match) -> Meaning | None:
    """ "В десятидневный срок": within so long of something that the sentence names."""
    duration = _adjective(m)
    assert isinstance(duration, Duration)
    if duration.amounts[0][1] not in ("hour", "day", "week", "month"):
        return None
    return FromEvent(duration, 1, "ON_OR_BEFORE", span=True)


def _offset_range(m: Match) -> Meaning:
    return Range(
        FromEvent(Duration(((float(m["a"]), m["u"]),)), -1), FromEvent(Duration(((float(m["b"]), m["u"]),)), -1)
    )


def _unit_first(m: Match) -> Meaning | None:
    first, last = m.span[0].entry["UNIT1"], m.span[-1].entry["UNIT"]
    n = next(t.entry["N"] for t in m.span if "N" in t.entry)
    assert isinstance(n, int)
    return Duration(((1.0, first), (float(n), last))) if first != last else None  # type: ignore[arg-type]


def _over(m: Match) -> Meaning | None:
    return _dur(m)


_NUMBER = "(N/NFRAC (HALVES)? | N NFRAC)"

_QUALIFIED = "less=LESS | more=MORE | most=ATMOST | least=ATLEAST | about=ABOUT"
_MODS: dict[str, Relation] = {
    "less": "LESS_THAN",
    "more": "MORE_THAN",
    "most": "EQUAL_OR_LESS",
    "least": "EQUAL_OR_MORE",
    "about": "APPROX",
}
_MOD = f"({_QUALIFIED} | EXACT | ONLY)?"

ATOMS = (
    Rule(
        "duration", f"{_NUMBER} (WORKDAY/CALDAY)? UNIT ((AND/COMMA)? {_NUMBER} UNIT){{0,4}}", _amounts, "DURATION", DUR
    ),
    Rule("duration.one", f"{_NUMBER} (WORKDAY/CALDAY)? UNIT", _amounts, "DURATION", DUR),
    Rule("duration.range", "(FROMOT/FROM)? N (DASH/TILL) n=N u=UNIT", _up_to, "DURATION", DUR),
    Rule("duration.nth-minute", "o=ORD u=UNIT", _nth_minute, "TIME"),
    Rule("duration.unit-first", "UNIT1 AND? N UNIT", _unit_first, "DURATION", DUR),
    Rule("duration.article", "n=ARTICLE u=UNIT1", _counted, "DURATION", DUR),
    Rule("duration.hyphenated", "n=N DASH u=UNITSG", _hyphenated, "DURATION", DUR),
    Rule("duration.pair", "n=PAIR u=UNIT", _counted, "DURATION", DUR),
    Rule("duration.half", "u=HALFUNIT", _half_unit, "DURATION", DUR),
    Rule("duration.half-of-unit", "NFRAC u=UNIT", _half_unit, "DURATION", DUR),
    Rule("duration.quarter-hours", "(n=N)? QUARTERHOUR u=UNIT", _quarters, "DURATION", DUR),
    Rule("duration.vague", "VAGUEN u=UNIT", _vague, "DURATION", DUR),
    Rule("duration.adjective", "d=DURADJ", _adjective, "DURATION", ("DUR",)),
    Rule("offset.term", "WITHINTERM d=DURADJ TERM", _term, "DURATION"),
    Rule(
        "offset.day-after",
        "FOLLOWING u=DAYSG (AFTER/SINCE) EVENTWORD?",
        _day_after,
        "DURATION",
        gives=("NEXTDAY",),
        upto="u",
    ),
)

ALONE = (Rule("duration.single", "u=UNIT1", _alone, "DURATION"),)

OFFSETS = (
    Rule("offset.later", f"{_MOD} THROUGH {_MOD} (d=DUR | u=UNIT1)", _later, gives=("DATE",)),
    Rule("offset.later-short", "ZA d=DUR", _over, gives=("DUR",), type="DURATION"),
    Rule("offset.ago", f"{_MOD} (d=DUR | u=UNIT1/UNITGEN) AGO", _ago, gives=("DATE",)),
    Rule("offset.later-than", f"{_MOD} (d=DUR | u=UNIT1/UNITINS) LATER", _later, gives=("DATE",)),
    Rule("offset.earlier-than", f"(ZA)? {_MOD} (d=DUR | u=UNIT1/UNITINS) EARLIER", _ago, gives=("DATE",)),
    Rule("offset.after-duration", "AFTER d=DUR", _later, gives=("DATE",), needs="after-duration"),
    Rule("offset.signed", "(minus=DASH | PLUS) d=DUR", _signed, gives=("DATE",)),
    Rule("offset.after-date", "(THROUGH)? (d=DUR | u=UNIT1) AFTER date=DATE", _after_date, gives=("DATE",)),
    Rule("offset.before-date", "(ZA)? (d=DUR | u=UNIT1) (TILL/BEFORE) date=DATE", _before_date, gives=("DATE",)),
    Rule("offset.before-that", f"{_MOD} (ZA)? (d=DUR | u=UNIT1) TILL THAT", _from_that(-1), gives=("DATE",)),
    Rule("offset.after-that", f"{_MOD} (THROUGH)? (d=DUR | u=UNIT1) AFTER THAT", _from_that(1), gives=("DATE",)),
    Rule(
        "offset.before-event",
        "(notlater=NOTLATERTHAN/NOTLATER | notearlier=NOTEARLIERTHAN/NOTEARLIER | ZA) (d=DUR | u=UNIT1)"
        " TILL/BEFORE EVENTWORD?",
        _before_event,
        "DURATION",
        upto="d u",
    ),
    Rule(
        "offset.after-event",
        "(notlater=NOTLATERTHROUGH/NOTLATER | notearlier=NOTEARLIER | THROUGH | during=DURING) (d=DUR | u=UNIT1)"
        " (AFTER/SINCE/OF) EVENTWORD?",
        _after_event,
        "DURATION",
        upto="d u",
    ),
    Rule(
        "offset.nth-day-after",
        "(notlater=NOTLATERON | IN) o=ORD u=UNIT1/UNITSG AFTER EVENTWORD?",
        _nth_day_after,
        "DURATION",
        upto="d u",
    ),
    Rule("set.every-duration", "EVERY d=DUR", _every, "SET"),
    Rule("offset.day-beside", "THE u=DAYSG (after=AFTER | before=BEFORE)", _day_beside, "DURATION", upto="u"),
    Rule("offset.past", f"(ZA/DURING)? RECENT {_MOD} d=DUR", _past),
    Rule("offset.past-single", "((ZA/DURING)? RECENT u=UNIT1 | (ZA/DURING) RECENT u=UNITGEN)", _past),
    Rule("offset.coming", f"(ZA/DURING)? COMING/NEXT {_MOD} d=DUR", _coming),
    Rule("duration.during", f"DURING {_MOD} (d=DUR | u=UNIT1/UNITGEN)", _during, "DURATION"),
    Rule("offset.day-after-date", "NEXTDAY AFTER date=DATE", _day_after_date, gives=("DATE", "DAYDATE")),
    Rule("remaining", f"REMAIN {_MOD} (d=DUR | u=UNIT1/UNITGEN)", _remaining, "DURATION"),
    Rule("remaining.after", f"{_MOD} (d=DUR | u=UNIT1/UNITGEN) REMAIN", _remaining, "DURATION", upto="d u"),
    Rule(
        "duration.qualified",
        f"({_QUALIFIED}) (d=DUR | u=UNIT1/UNITGEN)",
        _during,
        "DURATION",
        ("DUR",),
    ),
)
