"""What counts from an anchor: in three days, a year ago, within a week, ten days before the election."""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline.expressions.durations import MOD, adjective, duration_of, qualified
from timeline.expressions.meaning import (
    Date,
    Duration,
    FromEvent,
    Meaning,
    Relation,
    Remaining,
    Same,
    Shift,
    Vague,
    Within,
)
from timeline.expressions.rule import Match, Rule
from timeline.languages.lexicon import fold

_WITHIN_A_DAY = frozenset({"hour", "minute", "second"})


def _inverted_later(m: Match) -> Meaning:
    """ "Минут через пятнадцать"."""
    return Shift(Duration(((float(m["n"]), m["u"]),), "APPROX"), 1)


def _some_time(m: Match) -> Meaning:
    return Vague("PAST_REF")


def _later(m: Match) -> Meaning | None:
    """ "Через неделю" is from now, "спустя неделю" from the day spoken of."""
    if m.has("t") and "ELAPSED" in m.token("t").entry:
        return _than(1)(m)
    return Shift(qualified(m), 1)


def _ago(m: Match) -> Meaning:
    return Shift(qualified(m), -1)


def _than(sign: int) -> Callable[[Match], Meaning | None]:
    """ "Десятью днями позже": than the day spoken of; hours and minutes than now, for no clock is spoken of so. "На час
    позже (, в 12:00)" only says by how much."""

    def build(m: Match) -> Meaning | None:
        duration = qualified(m)
        days = all(unit not in _WITHIN_A_DAY for _, unit in duration.amounts)
        if not days and (m.follows("IN") or _clock_follows(m)):
            return None
        return Shift(duration, sign, Same("day") if days else None)

    return build


def _clock_follows(m: Match) -> bool:
    """Whether the hour itself stands behind a comma or a dash."""
    after = [token.entry for n in range(1, 4) if (token := m.after(n)) is not None]
    told = [entry for entry in after if not any(cls in entry for cls in ("COMMA", "DASH", "IN", "AT"))]
    return len(told) < len(after) and bool(told) and any(cls in told[0] for cls in ("HM", "CLOCKTIME", "CLOCK"))


def _signed(m: Match) -> Meaning | None:
    """ "+15 минут", "-3 года": only as the whole of a text, else it is a list or a sum."""
    if m.span[-1].end - m.span[0].start < len(m.text.strip()):
        return None
    return Shift(duration_of(m), -1 if m.has("minus") else 1)


def _later_alone(m: Match) -> Meaning | None:
    """ "За дві години", where nothing else is said that could have taken so long."""
    return Shift(qualified(m), 1) if m.span[-1].end - m.span[0].start == len(m.text.strip()) else None


def _after_date(m: Match) -> Meaning:
    return Shift(duration_of(m), 1, m["date"])


def _before_date(m: Match) -> Meaning | None:
    """ "За день до 24 января", "a day before 24 January"; "в любой день до 24 января" is any up to then."""
    if m.has("u") and "ZA" not in m.span[0].entry and any("TILL" in token.entry for token in m.span):
        return None
    return Shift(duration_of(m), -1, m["date"])


def _from_that(sign: int) -> Callable[[Match], Meaning | None]:
    def build(m: Match) -> Meaning | None:
        """ "За три дня до этого": counted from the day spoken of; "до того, как" names an event, and what lies an hour
        before is no day."""
        duration = qualified(m)
        as_is = any(token is not None and "AS" in token.entry for token in (m.after(), m.after(2)))
        if as_is or any(unit in _WITHIN_A_DAY for _, unit in duration.amounts):
            return None
        return Shift(duration, sign, Same("day", strict=True))

    return build


def _past(m: Match) -> Meaning | None:
    """ "За последний год"; "последний день" and its like alone are the last of something else."""
    if not m.has("d") and len(m.span) == 2 and m["u"] == "day":
        return None
    return Within(qualified(m), -1)


def _coming(m: Match) -> Meaning | None:
    """ "В ближайшие три дня", "на ближайший год"; "ближайший день" is the next of something."""
    return None if m.has("u") and m["u"] == "day" else Within(qualified(m), 1)


def _edge_of(m: Match) -> Meaning | None:
    """ "Первые две недели марта", "за девять месяцев 2023 года"."""
    duration, of, (n, unit) = duration_of(m), m["date"], m["d"].amounts[0]
    if duration.vague or not isinstance(of, Date) or of.day is not None or len(duration.amounts) > 1:
        return None
    counted = m.has("first") or m.has("last") or (unit == "month" and of.month is None and 1 < n < 12)
    return Within(duration, -1 if m.has("last") else 1, of) if counted else None


def _so_many(m: Match) -> Meaning:
    """ "Десять последних лет", "два ближайших месяца": the number stands before the adjective."""
    return Within(Duration(((float(m["n"]), m["u"]),)), -1 if m.has("past") else 1)


_BEFORE = 110
"""Characters before a unit in which it is told what it is left until."""
_STOP = re.compile(r"[.!?…;\n]")


def _remaining(m: Match) -> Meaning | None:
    """ "Остаётся месяц", "осталось меньше недели"; "повестка дня остаётся прежней" counts nothing."""
    duration = qualified(m)
    uncounted = duration.mod is None and m.has("u")
    return None if uncounted and not _one_left(m) else Remaining(duration)


def _one_left(m: Match) -> bool:
    """Whether a unit without a number is one that is left: "остаётся месяц", "неделя остаётся до выборов", and no
    "этот день остаётся выходным"."""
    if "UNIT1" not in m.token("u").entry:
        return False
    if m.token("u") is m.span[-1]:
        return True
    start, after = m.span[0].start, m.after()
    if after is not None and "TILL" in after.entry:
        return True
    clause = _STOP.split(m.text[max(0, start - _BEFORE) : start])[-1]
    return any("TILL" in (m.lexicon.look_up(fold(word)) or ()) for word in clause.split())


def _before_event(m: Match) -> Meaning:
    return FromEvent(duration_of(m), -1, _bound(m))


def _after_event(m: Match) -> Meaning:
    return FromEvent(duration_of(m), 1, _bound(m), span=m.has("during"))


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


def _eve_of(m: Match) -> Meaning:
    """ "Накануне 8 Марта", "в канун Нового года"."""
    return Shift(Duration(((1.0, "day"),)), -1, m["date"])


def _day_after_date(m: Match) -> Meaning:
    return Shift(Duration(((1.0, "day"),)), 1, m["date"])


def _term(m: Match) -> Meaning | None:
    """ "В десятидневный срок": within so long of something that the sentence names."""
    duration = adjective(m)
    assert isinstance(duration, Duration)
    if duration.amounts[0][1] not in ("hour", "day", "week", "month"):
        return None
    return FromEvent(duration, 1, "ON_OR_BEFORE", span=True)


ATOMS = (
    Rule("offset.number-first", "(ZA/DURING)? n=N (past=RECENT | COMING/NEXT) u=UNIT", _so_many),
    Rule("offset.inverted-later", "u=UNITINV THROUGH n=N/NFRAC", _inverted_later, gives=("DATE",)),
    Rule("offset.some-time", "SOMETIME AGO", _some_time),
    Rule("offset.term", "(WITHINTERM/NOTLATERON) d=DURADJ TERM", _term, "DURATION"),
    Rule(
        "offset.day-after",
        "FOLLOWING/OTHER u=DAYSG (AFTER/SINCE) EVENTWORD?",
        _day_after,
        "DURATION",
        gives=("NEXTDAY",),
        upto="u",
    ),
)

OFFSETS = (
    Rule("offset.later", f"{MOD} t=THROUGH {MOD} (d=DUR | u=UNIT1)", _later, gives=("DATE",)),
    Rule("offset.later-alone", f"{MOD} ZA {MOD} (d=DUR | u=UNIT1)", _later_alone, gives=("DATE",), needs="za-alone"),
    Rule("offset.later-short", f"{MOD} ZA d=DUR", qualified, gives=("DUR",), type="DURATION"),
    Rule("offset.ago", f"{MOD} (d=DUR | u=UNIT1/UNITGEN) AGO", _ago, gives=("DATE",)),
    Rule("offset.later-than", f"{MOD} (d=DUR | u=UNIT1/UNITINS) LATER", _than(1), gives=("DATE",)),
    Rule("offset.earlier-than", f"(ZA)? {MOD} (d=DUR | u=UNIT1/UNITINS) EARLIER", _than(-1), gives=("DATE",)),
    Rule("offset.after-duration", "AFTER d=DUR", _later, gives=("DATE",), needs="after-duration"),
    Rule("offset.from-date", "(d=DUR | u=UNIT1) FROM date=DATE", _after_date, gives=("DATE",), needs="after-duration"),
    Rule("offset.eve-of", "EVE/DAYBEFORE (OF/THE)? date=DAYDATE", _eve_of, gives=("DATE", "DAYDATE")),
    Rule("offset.signed", "(minus=DASH | PLUS) d=DUR", _signed, gives=("DATE",)),
    Rule("offset.after-date", "(THROUGH)? (d=DUR | u=UNIT1) AFTER date=DATE", _after_date, gives=("DATE",)),
    Rule("offset.before-date", "(ZA)? (d=DUR | u=UNIT1) (TILL/BEFORE) date=DATE", _before_date, gives=("DATE",)),
    Rule("offset.before-that", f"{MOD} (ZA)? (d=DUR | u=UNIT1) TILL THAT", _from_that(-1), gives=("DATE",)),
    Rule("offset.after-that", f"{MOD} (THROUGH)? (d=DUR | u=UNIT1) AFTER THAT", _from_that(1), gives=("DATE",)),
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
        "(notlater=NOTLATERTHROUGH/NOTLATER | notearlier=NOTEARLIER THROUGH? | THROUGH | during=DURING)"
        " (d=DUR | u=UNIT1) (AFTER/SINCE/OF) EVENTWORD?",
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
    Rule("offset.day-beside", "THE u=DAYSG (after=AFTER | before=BEFORE)", _day_beside, "DURATION", upto="u"),
    Rule("offset.past", f"(ZA/DURING)? RECENT {MOD} d=DUR", _past),
    Rule("offset.past-single", "((ZA/DURING)? RECENT u=UNIT1 | (ZA/DURING) RECENT u=UNITGEN)", _past),
    Rule("offset.coming", f"(ZA/DURING)? (COMING/NEXT {MOD} d=DUR | COMING u=UNIT1)", _coming),
    Rule("offset.edge-of", "(ZA | (ZA/DURING)? (first=FIRSTS | last=RECENT)) d=DUR (OF/IN)? date=DATE", _edge_of),
    Rule("offset.day-after-date", "NEXTDAY AFTER date=DATE", _day_after_date, gives=("DATE", "DAYDATE")),
    Rule("remaining", f"REMAIN {MOD} (d=DUR | u=UNIT1/UNITGEN)", _remaining, "DURATION"),
    Rule("remaining.after", f"{MOD} (d=DUR | u=UNIT1/UNITGEN) REMAIN", _remaining, "DURATION", upto="d u"),
)
