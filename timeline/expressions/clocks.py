"""Times of day: clocks in every spelling, parts of the day."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.expressions.dotted import CLOCK_BEFORE, DAY_BEFORE, dotted_is_clock
from timeline.expressions.meaning import Clock, DayPart, Meaning
from timeline.expressions.rule import Match, Rule
from timeline.expressions.tokens import Token

CLOCK = ("CLOCKTIME",)
_LATE_MORNING = 9
"""The first hour that is before noon though it is said to be of the day: "в 11 часов дня"."""


def clock_of(text: str, meridiem: str | None = None) -> Clock:
    """A clock from "HH:MM:SS", moved to the half of the day that was said."""
    hour, minute, second = map(int, text.split(":"))
    return Clock(hour_of(hour, meridiem, minute), minute, second, "second" if second else "minute")


def hour_of(hour: int, meridiem: str | None, minute: int = 0) -> int:
    """The hour of 24 that an hour said with a half or a part of the day is: "11 дня" is before noon, "12 вечера" the
    end of the day."""
    if meridiem == "AF" and _LATE_MORNING <= hour < 12:
        return hour
    if meridiem in ("AF", "EV", "PM") and hour < 12:
        return hour + 12
    if meridiem == "EV" and hour == 12 and not minute:
        return 24
    if meridiem in ("NI", "MO", "AM") and hour == 12:
        return 0
    if meridiem == "NI" and 9 <= hour < 12:
        return hour + 12
    return hour


def zoned(m: Match, clock: Clock) -> Clock:
    """The clock with the zone that the match names."""
    if not m.has("z") or m["z"] == "local":
        return clock
    zone = str(m["z"])
    if m.has("off"):
        token, sign = m.token("off"), "-" if "DASH" in m.token("sign").entry else "+"
        hours = token.entry.get("HM", f"{token.entry.get('N', 0):02}:00:00")
        zone += f"{sign}{str(hours)[:5]}"
    return replace(clock, zone=zone)


def _exact(m: Match) -> Meaning:
    return zoned(m, clock_of(m["t"], m.get("mer")))


def _dotted(m: Match) -> Meaning | None:
    return _exact(m) if dotted_is_clock(m) else None


def _half_day(m: Match) -> Meaning | None:
    """ "Во второй половине дня"."""
    n = int(m["q"])
    return DayPart("MO" if n == 1 else "AF") if m["u"] == "day" and n in (1, 2) else None


def _hours(m: Match) -> Meaning | None:
    minute = int(m.get("mm", 0))
    clock = Clock(hour_of(int(m["h"]), m.get("mer"), minute), minute, 0, "minute" if m.has("mm") else "hour")
    return zoned(m, clock)


def _one(m: Match) -> Meaning | None:
    if m["u"] != "hour":
        return None
    return Clock(hour_of(1, m.get("mer") or "AF"), grain="hour")


def _named(m: Match) -> Meaning | None:
    if "NORTH" in m.token("c").entry and not m.follows("TILL"):
        return None  # Belarusian "да поўначы" is until midnight, "на поўначы" in the north
    return Clock(int(m["c"]), grain="hour")


def _part(m: Match) -> Meaning:
    return DayPart(m["p"])


def _bare_hour(m: Match) -> Meaning | None:
    """ "В 15": only where nothing is counted by the number."""
    before, after = m.before(), m.after()
    if before is None or not ("OCLOCKAT" in before.entry or "IN" in before.entry):
        return None
    if " " in m.text[before.start : before.end]:
        return None  # "во время 15 …"
    if after is not None and not any(
        cls in after.entry for cls in ("COMMA", "DOT", "DATE", "DEICTIC", "SEMICOLON", "CLOSE", "BREAK", "THIS")
    ):
        return None
    if after is not None and (further := m.after(2)) is not None and "N" in further.entry:
        return None
    end = m.span[-1].end
    if m.text[end : end + 2].strip(" .,;)!?\n") and not _day_follows(after, m.after(2)):
        return None
    return None if _reckoned(m, before) else Clock(int(m["h"]), grain="hour")


def _day_follows(after: Token | None, further: Token | None) -> bool:
    """ "В 9 завтра", "at 7 this evening"."""
    if after is None:
        return False
    return "DEICTIC" in after.entry or ("THIS" in after.entry and further is not None and "DPART" in further.entry)


def _reckoned(m: Match, before: Token) -> bool:
    """ "Два в 1", "10 на 2", "умножить на 12" are no hours."""
    number = m.before(2)
    if number is not None and "N" in number.entry and number.rule is None:
        return True
    by = m.lexicon.context.get("longer_before")
    return "SPAN" in before.entry and by is not None and by.search(m.text[: m.span[0].start][-_LONGER:]) is not None


def _dashed(m: Match) -> Meaning | None:
    """ "10-00": only after a preposition, with the minutes of a timetable, and where no month goes on, but a day of one
    may ("8-00 12 мая")."""
    before, after = m.before(), m.after()
    month = m.after(2)
    if month is not None and after is not None and "N" in after.entry and "MONTH" in month.entry:
        after = None
    if not m.glued(0, 1) or not m.glued(1, 2) or int(m["mm"]) % 15 or before is None:
        return None
    if after is not None and any(c in after.entry for c in ("MONTH", "MONTHSHORT", "UNIT", "YEAR", "DASH", "N")):
        return None
    if not any(c in before.entry for c in ("IN", "FROM", "TILL", "K", "AFTER", "OCLOCKAT")) and not _of_a_day(m):
        return None
    return _hours(m)


_CLOSED = re.compile(r"\s*(?:$|[.,;)\n])")


def _of_a_day(m: Match) -> bool:
    """ "26 марта, 18-30": behind a date, and nothing is counted by the numbers."""
    before = m.before(2) if m.follows("COMMA") else m.before()
    told = before is not None and any(cls in before.entry for cls in ("MONTH", "YEARWORD", "DMY"))
    late = int(m["mm"]) == 0 or int(m["mm"]) > _LAST_HOUR
    return told and late and _CLOSED.match(m.text, m.span[-1].end) is not None


_LAST_HOUR = 24


def _preceded(m: Match) -> bool:
    """Whether a preposition that a clock time takes stands before the match, and none that a duration takes."""
    before = m.before()
    if before is None or "DURING" in before.entry or "THROUGH" in before.entry:
        return False
    return any(cls in before.entry for cls in CLOCK_BEFORE)


def _spelled(m: Match) -> Meaning | None:
    """ "8 ч. 00 мин.", "7 часов вечера": an hour, not a number of hours or of days."""
    if int(m["h"]) > 24 or int(m.get("mm", 0)) > 59:
        return None
    token = m.token("mm") if m.has("mm") else None
    if token is not None and not _preceded(m) and not m.has("mer") and m.text[token.start] != "0":
        return None
    if m.has("mer") and not m.has("hours") and m["mer"] == "AF" and token is None and not _afternoon(m):
        return None
    return _hours(m)


def _hour_and_minutes(m: Match) -> Meaning | None:
    """ "9 утра 15 минут", "ноль часов пять минут"; "2 дня 30 минут" is a length."""
    minute = int(m["mm"])
    if minute > 59 or (m.has("zero") and (m["zero"] or " " not in m.text[m.token("zero").start : m.token("zero").end])):
        return None
    if m.has("zero"):
        return Clock(0, minute)
    return Clock(hour_of(int(m["h"]), m["mer"], minute), minute) if m["mer"] != "AF" or m.has("hours") else None


def _afternoon(m: Match) -> bool:
    """Whether "2 дня" is two in the afternoon, and no two days: in "с 2 до 4 дня", "завтра в 2 дня"."""
    joint, first, opens = m.before(), m.before(2), m.before(3)
    if int(m["h"]) > 4:
        return _preceded(m) and int(m["h"]) <= 12  # "в 12 дня": twelve days are said otherwise
    if joint is None or first is None:
        return False
    if "IN" in joint.entry:
        return any(cls in first.entry for cls in ("DEICTIC", *DAY_BEFORE))
    if "HOURWORD" in first.entry and "TILL" in joint.entry:
        return True  # "с 2 часов до 4 дня"
    ranged = opens is not None and (("FROM" in opens.entry and "TILL" in joint.entry) or "BETWEEN" in opens.entry)
    return ranged and "N" in first.entry


def _in_hours(m: Match) -> Meaning | None:
    """ "В 15 часов" is a clock, "15 часов" alone a duration; "в течение 5 часов", "по 2 часа", "на час позже" too."""
    before, start, after = m.before(), m.before(2), m.after()
    if after is not None and any(cls in after.entry for cls in ("LATER", "EARLIER", "SINCE")):
        return None
    limit = before is not None and ("NOTLATER" in before.entry or "NOTEARLIER" in before.entry)
    if limit and after is not None and any(cls in after.entry for cls in ("AFTER", "TILL", "BEFORE")):
        return None
    if before is not None and "SPAN" in before.entry and not m.has("mer") and _so_long(m):
        return None
    each = before is not None and "BY" in before.entry and not (start is not None and "HOUR" in start.entry)
    between = m.before(3) is not None and "BETWEEN" in m.before(3).entry and "AND" in before.entry  # type: ignore[union-attr]
    return _hours(m) if (_preceded(m) or between) and not each and int(m["h"]) <= 24 else None


def _so_long(m: Match) -> bool:
    """Whether "на три часа" says how long: "продлён на три часа", "на три часа дольше", "на один час"."""
    context, token = m.lexicon.context, m.token("h")
    if int(m["h"]) == 1 and "NW" in token.entry:
        return True
    longer, by = context.get("longer_after"), context.get("longer_before")
    return (longer is not None and longer.match(m.text, m.span[-1].end) is not None) or (
        by is not None and by.search(m.text[max(0, token.start - _LONGER) : token.start]) is not None
    )


_LONGER = 40
"""Characters before a number of hours in which the verb stands that something is longer by them."""


def _daypart(m: Match) -> Meaning | None:
    token, before, after = m.token("p"), m.before(), m.after()
    if "NIGHT" in token.entry and after is not None and "FROM" in after.entry:
        return None
    if "UNITINS" in token.entry and _counted_day(before, after):
        return None
    if "MEAL" in token.entry and not _beside_day(m):
        return None
    start = m.span[0].start
    adjective = m.lexicon.context.get("daypart_not_before")
    if m["p"] == "AF" and before is None and adjective and adjective.search(m.text[max(0, start - 30) : start]):
        return None
    follows = m.lexicon.context.get("daypart_not_after")
    if follows and follows.match(m.text[token.end : token.end + 30]):
        return None
    if "DPARTINS" in token.entry or "MEAL" in token.entry or m["p"] == "MI":
        return _part(m)
    edge = before is not None and any(cls in before.entry for cls in ("TILL", "FROM", "K", "IN"))
    edge = edge or (after is not None and "WEEKDAY" in after.entry)
    edge = edge or (before is not None and "AT" in before.entry and m["p"] in ("MO", "EV"))  # "под утро"
    return _part(m) if edge and "UNIT" not in token.entry else None


def _beside_day(m: Match) -> bool:
    """Whether "до обеда", "после обеда" stands beside a day; else it may be of the meal itself."""
    before = m.before(2) if m.follows("COMMA") else m.before()
    after = m.after(2) if (joint := m.after()) is not None and "IN" in joint.entry else joint
    if before is not None and any(cls in before.entry for cls in ("DEICTIC", "DAYMONTH", "DMY", *DAY_BEFORE)):
        return True
    return after is not None and any(cls in after.entry for cls in ("DEICTIC", "DMY", "DAY", "ORDDAY", "WEEKDAY"))


def _counted_day(before: Token | None, after: Token | None) -> bool:
    """Whether "днём" is a day: "следующего за днём голосования", "днём позже"."""
    if before is not None and "ZA" in before.entry:
        return True
    return after is not None and ("LATER" in after.entry or "EARLIER" in after.entry)


_SAID_ZONE = "z=ZONE (sign=PLUS/DASH off=HOUR/HM)?"
ZONE = f"(OPEN {_SAID_ZONE} CLOSE | {_SAID_ZONE})?"

ATOMS = (
    Rule("clock.half-day", "q=ORD HALFWORD u=UNITGEN", _half_day, "TIME", ("DAYTIME",)),
    Rule("clock", f"t=HMCOLON (HOURWORD)? (mer=MERIDIEM)? {ZONE}", _exact, "TIME", CLOCK),
    Rule(
        "clock.dotted",
        f"t=HMDOT (hours=HOURWORD)? (mer=MERIDIEM)? {ZONE}",
        _dotted,
        "TIME",
        CLOCK,
    ),
    Rule(
        "clock.hours-minutes",
        f"h=HOUR/SMALL/N HOURWORD DOT? mm=MINUTE/NW MINUTEWORD/MINUTELETTER (mer=MERIDIEM)? {ZONE}",
        _spelled,
        "TIME",
        CLOCK,
    ),
    Rule(
        "clock.hours-of-part",
        f"h=HOUR/SMALL (hours=HOURWORD)? mer=MERIDIEM {ZONE}",
        _spelled,
        "TIME",
        CLOCK,
    ),
    Rule(
        "clock.hour-and-minutes",
        "(h=HOUR/SMALL (hours=HOURWORD)? mer=MERIDIEM | zero=CLOCKNAME) mm=N MINUTEWORD",
        _hour_and_minutes,
        "TIME",
        CLOCK,
    ),
    Rule("clock.dashed", "h=HOUR DASH mm=MINUTE", _dashed, "TIME", CLOCK),
    Rule("clock.in-hours", f"h=HOUR/SMALL/NW HOURWORD (mer=MERIDIEM)? {ZONE}", _in_hours, "TIME", CLOCK),
    Rule("clock.letter", "h=HOUR HOURLETTER mm=MINUTE", _hours, "TIME", CLOCK),
    Rule("clock.one", "u=UNIT1/UNITGEN mer=MERIDIEM", _one, "TIME", CLOCK),
    Rule("clock.named", "c=CLOCKNAME", _named, "TIME", CLOCK),
    Rule("clock.bare-hour", "h=HOUR", _bare_hour, "TIME", CLOCK),
    Rule("clock.part", "EARLY? p=DPART", _daypart, "TIME", ("DAYTIME",)),
)
