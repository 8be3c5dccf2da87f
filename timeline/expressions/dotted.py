"""Numbers with a point that are times of day: "в 12.00", "с 9.03 до 17.00" and no day, no price, no measure."""

from __future__ import annotations

from timeline.expressions.rule import Match
from timeline.expressions.tokens import Token

CLOCK_BEFORE = (
    *("IN", "K", "TILL", "FROM", "AFTER", "OCLOCKAT", "BY", "NOTLATER"),
    *("NOTEARLIER", "BEFORETHAN", "LATERTHAN"),
)
"""The prepositions that a clock time takes."""
_BESIDE_CLOCK = frozenset({*CLOCK_BEFORE, "AT", "BEFORE", "ATHOUR", "DASH", "DATE"})
"""What "12.00" follows when it is a clock time."""
DAY_BEFORE = ("MONTH", "YEARWORD", "DMY", "SET", "WEEKDAY", "WEEKDAYSHORT", "WEEKDAYS", "DEICTIC", "WEEKEND", "CLOSE")
"""What stands at the end of a date or of a repeated time, after which bare numbers are hours."""


def dotted_is_clock(m: Match) -> bool:
    """ "В 12.00", "25 февраля, 12.00", "12.00–14.00": a clock time where what stands beside it says so, and no number
    that is measured, scaled or a day of a month."""
    token, after = m.token("t"), m.after()
    measured = m.lexicon.context.get("measure_after")
    if measured is not None and measured.match(m.text, token.end):
        return False
    if after is not None and any(cls in after.entry for cls in ("SCALE", "PERCENT")):
        return False
    if m.has("mer") or m.has("z") or m.has("hours") or _told_before(m, token):
        return True
    if after is None or "DAYMONTH" in token.entry:
        return False
    return any(cls in after.entry for cls in ("DASH", "DAY", "DATE"))


def _told_before(m: Match, clock: Token) -> bool:
    """Whether what stands before a dotted number, or before the list of clock times that it goes on, makes it one."""
    before = _listed_after(m)
    entry = before.entry if before else {}
    if "DAYMONTH" in clock.entry:
        if beside_plain_clock(m):
            return True
        told = before is m.before() or _plain_clock(m.before(2))
        return "IN" in entry and told and not _dotted_date_follows(m)
    if not _BESIDE_CLOCK.isdisjoint(entry):
        return True
    day = m.before(2) if "COMMA" in entry else before
    return day is not None and any(cls in day.entry for cls in DAY_BEFORE)


def _listed_after(m: Match) -> Token | None:
    """What stands before the match, or before the list of clock times that it goes on."""
    n = 1
    while n < 24 and (mark := m.before(n)) is not None and ("COMMA" in mark.entry or "AND" in mark.entry):
        if (earlier := m.before(n + 1)) is None or "HM" not in earlier.entry:
            break
        n += 2
    return m.before(n)


def _plain_clock(token: Token | None) -> bool:
    """Whether a token is a time of day that is no day of a month."""
    return token is not None and "HM" in token.entry and "DAYMONTH" not in token.entry


def beside_plain_clock(m: Match) -> bool:
    """ "С 9.03 до 17.00", "с 8.30 до 10.10": what is no day at one end of a range makes hours of the other."""
    joint, last = m.after(), m.after(2)
    if m.follows("FROM", "FROMOT") and joint is not None and "TILL" in joint.entry and _plain_clock(last):
        return True
    opens = m.before(3)
    return m.follows("TILL") and _plain_clock(m.before(2)) and opens is not None and "FROM" in opens.entry


def _dotted_date_follows(m: Match) -> bool:
    after = m.after()
    return after is not None and "BY" in after.entry
