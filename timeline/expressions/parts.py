"""Parts of periods: the end of the month, the first half of the year, the last day of February."""

from __future__ import annotations

from dataclasses import replace

from timeline.expressions.meaning import Date, Days, Meaning, Part, Period, Relative, Same, Weekday
from timeline.expressions.rule import Match, Rule

_DAYDATE = ("DATE", "DAYDATE")


def _whole(m: Match) -> Meaning | None:
    """What something is a part of: a date, or the unit of the anchor ("второй половине года")."""
    if m.has("date"):
        date: Meaning = m["date"]
        return date
    unit = m["u"]
    return Relative(unit, 0) if unit in ("week", "month", "quarter", "year") else None


def _nth(m: Match, of: int) -> int | None:
    """Which of so many parts is meant; the last one may be called so."""
    n = of if m.has("last") else int(m["q"])
    return n if 1 <= n <= of else None


def _half(m: Match) -> Meaning | None:
    n, whole = _nth(m, 2), _whole(m)
    return Period("half", n, whole) if n and whole else None


def _third(m: Match) -> Meaning | None:
    n, whole = _nth(m, 3), _whole(m)
    return Period("third", n, whole) if n and whole else None


def _quarter_of_century(m: Match) -> Meaning | None:
    """ "В первой четверти XX века"."""
    n, whole = _nth(m, 4), m["date"]
    return Period("quarter", n, whole) if n and isinstance(whole, Period) and whole.unit == "century" else None


def _week_of_month(m: Match) -> Meaning | None:
    n = -1 if m.has("last") else int(m["q"])
    return Period("week", n, m["date"]) if m.get("v", "week") == "week" and n <= 5 else None


def _week_of(m: Match) -> Meaning:
    """ "The week of 19 February": the one that holds the day."""
    return Period("week", 0, m["date"])


def _day_of_period(m: Match) -> Meaning | None:
    """ "Последний день февраля", "первый день весны"; "второй день 2024 года" is told so by nobody."""
    whole = _whole(m)
    if whole is None or not (m.has("last") or int(m["q"]) == 1) or (isinstance(whole, Date) and whole.day is not None):
        return None
    if isinstance(whole, Weekday | Same) or (isinstance(whole, Relative) and whole.unit == "day"):
        return None
    return Period("day", -1 if m.has("last") else 1, whole)


def _decade_of_month(m: Match) -> Meaning | None:
    n, whole = _nth(m, 3), _whole(m)
    return Period("decade", n, whole) if n and whole and m["d"] == "decade" else None


def _part(m: Match) -> Meaning:
    return Part(m["p"], m["date"])


def _edge_days(m: Match) -> Meaning | None:
    """ "Последние дни февраля", "первые дни марта"."""
    if not m.has("days"):
        return Part("START", m["date"])
    days = m["days"]
    last = isinstance(days, Days) and days.unit == "day" and days.ref == "PAST_REF"
    return Part("END", m["date"]) if last else None


def _part_of_season(m: Match) -> Meaning | None:
    """ "Поздней осенью"."""
    season = m["date"]
    return _part(m) if isinstance(season, Period) and season.unit == "season" else None


def _part_joined(m: Match) -> Meaning | None:
    """ "Mid-March"."""
    return _part(m) if m.glued(0, 1) and m.glued(1, 2) else None


def _part_of_unit(m: Match) -> Meaning | None:
    unit = m["u"]
    return (
        Part(m["p"], Relative(unit, 0))
        if unit in ("day", "week", "month", "quarter", "year", "decade", "century")
        else None
    )


def _of_its_day(m: Match) -> Meaning | None:
    """ "До конца дня 7 декабря", "до конца пятницы, 7 декабря": the end of a day that is named is within that day."""
    date: Meaning = m["date"]
    if m["p"] != "END" or (m.has("u") and m["u"] != "day"):
        return None
    if not m.has("w"):
        return date
    return replace(date, weekday=m["w"].day) if isinstance(date, Date) and date.day is not None else None


_WHICH = "(q=ORD | last=LASTADJ)"
_DAY_S = "WORKDAY? u=UNITGEN (OF/IN)?"
_OF = "OF? THE? (date=DATE | u=UNITGEN)"

PARTS = (
    Rule("part.edge-days", "(days=DATE | FIRSTS UNITPL) date=MONTHDATE", _edge_days, gives=("DATE",)),
    Rule("part.of-season", "p=EARLY date=DATE", _part_of_season, gives=("DATE",)),
    Rule("part.joined", "p=PART DASH date=DATE", _part_joined, gives=("DATE",)),
    Rule("part", "p=PART THE? date=DATE", _part, gives=("DATE",)),
    Rule(
        "part.of-its-day",
        f"p=PART THE? ({_DAY_S})? w=WDAY COMMA? date=DAYDATE | p=PART THE? {_DAY_S} date=DAYDATE/WDAY",
        _of_its_day,
        gives=("DATE", "DAYDATE"),
    ),
    Rule("part.of-unit", "p=PART THE? WORKDAY? u=UNITGEN", _part_of_unit, gives=("DATE",)),
    Rule("half", f"{_WHICH} HALFWORD {_OF}", _half, gives=("DATE",)),
    Rule("quarter-of-century", f"{_WHICH} QUARTERHOUR OF? THE? date=DATE", _quarter_of_century, gives=("DATE",)),
    Rule("third", f"{_WHICH} THIRD {_OF}", _third, gives=("DATE",)),
    Rule("week-of-month", f"{_WHICH} (v=UNIT OF? | WEEKOF) THE? date=MONTHDATE", _week_of_month, gives=("DATE",)),
    Rule("week-of", "v=WEEKOF THE? date=FULLDAY", _week_of, gives=("DATE",)),
    Rule("day-of-period", f"{_WHICH} v=DAYSG {_OF}", _day_of_period, gives=_DAYDATE),
    Rule("decade-of-month", f"{_WHICH} d=DECADETHIRD (date=MONTHDATE | u=UNITGEN)", _decade_of_month, gives=("DATE",)),
)
