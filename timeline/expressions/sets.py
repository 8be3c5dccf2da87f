"""Repeated times (TIMEX3's SET): daily, on Tuesdays, every two hours, once a year."""

from __future__ import annotations

from timeline.expressions.durations import duration_of
from timeline.expressions.meaning import Date, Duration, Meaning, Repeat, Unit
from timeline.expressions.rule import Match, Rule


def _weekdays(m: Match) -> Meaning:
    return Repeat(f"XXXX-WXX-{m['w']}")


def _daily(m: Match) -> Meaning:
    """ "Без выходных"."""
    return Repeat("P1D")


def _set(m: Match) -> Meaning:
    return Repeat(m["s"])


def _per(m: Match) -> Meaning | None:
    """ "Раз в год": a unit by which something is counted, at the end of its phrase."""
    before, end = m.before(), m.span[-1].end
    if before is None or "PERUNIT" not in before.entry or m.text[end : end + 2].strip()[:1].isalpha():
        return None
    return _every(m) if m["u"] in ("week", "month", "quarter", "year") else None


def _every(m: Match) -> Meaning | None:
    letters = {
        "day": "P1D",
        "week": "P1W",
        "month": "P1M",
        "quarter": "P3M",
        "year": "P1Y",
        "hour": "PT1H",
        "minute": "PT1M",
    }
    value = letters.get(m["u"])
    return Repeat(value) if value else None


def _nth_weekday(m: Match) -> Meaning:
    """ "Каждую первую среду месяца": once a month."""
    return Repeat("P1M")


def _every_part(m: Match) -> Meaning | None:
    """ "Каждое утро", "каждую зиму"."""
    if m.has("p"):
        return Repeat(f"XXXX-XX-XXT{m['p']}") if m["p"] != "AF" else None
    return Repeat(f"XXXX-{('WI', 'SP', 'SU', 'FA')[int(m['s']) - 1]}")


def _weekday_range(m: Match) -> Meaning | None:
    """ "Пн–пт", unless a date follows."""
    after = m.after()
    if int(m["a"]) >= int(m["b"]) or (after is not None and ("DAY" in after.entry or "DMY" in after.entry)):
        return None
    return Repeat(f"XXXX-WXX-{m['a']}/XXXX-WXX-{m['b']}")


def _listed_weekday(m: Match) -> Meaning | None:
    """ "Каждую среду и пятницу": a weekday goes on the list that "each" began."""
    n = 1
    while n <= 13 and (joint := m.before(n)) is not None and ("AND" in joint.entry or "COMMA" in joint.entry):
        day, each = m.before(n + 1), m.before(n + 2)
        if day is None or "WEEKDAY" not in day.entry:
            return None
        if each is not None and "EVERY" in each.entry:
            return _weekdays(m)
        n += 2
    return None


def _every_other(m: Match) -> Meaning | None:
    """ "Every other week"."""
    unit: Unit = m["u"] if m.has("u") else "week"
    return Repeat("", Duration(((2.0, unit),)))


def _every_nth(m: Match) -> Meaning | None:
    """ "Каждый третий день"."""
    return Repeat("", Duration(((float(m["o"]), m["u"]),))) if 1 < int(m["o"]) <= 31 else None


def _date_of_every_year(m: Match) -> Meaning | None:
    """ "25 марта каждого года"."""
    date = m["date"]
    if (
        m["each"] != Repeat("P1Y")
        or not isinstance(date, Date)
        or not isinstance(date.month, int)
        or date.year is not None
    ):
        return None
    return Repeat(f"XXXX-{date.month:02}" + (f"-{date.day:02}" if date.day else ""))


def _every_duration(m: Match) -> Meaning:
    return Repeat("", duration_of(m))


ATOMS = (
    Rule("set.without-rest", "WITHOUT WEEKEND", _daily, "SET"),
    Rule("set.listed-weekday", "w=WEEKDAY", _listed_weekday, "SET"),
    Rule("set.adverb", "s=SET", _set, "SET"),
    Rule("set.times-per", "N? TIMES PERUNIT u=UNIT1", _every, "SET"),
    Rule("set.per", "u=UNIT1", _per, "SET"),
    Rule("set.every", "EVERY u=UNIT", _every, "SET", ("EACH",)),
    Rule("set.every-nth", "EVERY o=ORD u=UNIT1/UNITSG", _every_nth, "SET"),
    Rule("set.every-other", "EVERYOTHER (u=UNIT | WEEKDAY)", _every_other, "SET"),
    Rule("set.every-nth-weekday", "EVERY (ORD | LASTADJ) WEEKDAY (OF? UNITGEN)?", _nth_weekday, "SET"),
    Rule("set.every-weekday", "EVERY w=WEEKDAY", _weekdays, "SET"),
    Rule("set.every-part", "EVERY (p=DPART | s=SEASON)", _every_part, "SET"),
    Rule(
        "set.nth-weekday-of-each",
        "((ORD/LASTADJ) (AND (ORD/LASTADJ))? WEEKDAY OF? EVERY UNIT | ORD AND ORD WEEKDAY OF? THE? UNITGEN)",
        _nth_weekday,
        "SET",
    ),
    Rule(
        "set.weekday-range",
        "(a=WEEKDAYSHORT DASH b=WEEKDAYSHORT | FROM a=WEEKDAYSHORT (BY/TILL) b=WEEKDAYSHORT)",
        _weekday_range,
        "SET",
    ),
    Rule("set.weekdays", "BY? w=WEEKDAYS", _weekdays, "SET"),
)

OF_DURATIONS = (
    Rule("set.date-of-every-year", "date=DAYDATE/MONTHDATE each=EACH", _date_of_every_year, "SET"),
    Rule("set.every-duration", "EVERY d=DUR", _every_duration, "SET"),
    Rule("set.per-duration", "TIMES PERUNIT/EVERY d=DUR", _every_duration, "SET"),
)
