"""The period of an agenda: from when to when, and the events that may lie in it."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from timeline.cli.moments import TakesLonger
from timeline.countdown.agenda import order
from timeline.countdown.dates import add_months
from timeline.countdown.left import wanted
from timeline.errors import UsageError

GRAINS = ("year", "quarter", "month", "week", "day")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timeline.cli.view_options import Asked
    from timeline.countdown.left import Row

    Period = tuple[date, date | None]
    Days = tuple[date, date]


def agenda(
    asked: Asked, rows: list[Row], today: date, past: int | None, *, quick: bool
) -> tuple[list[Row], Period | None]:
    """The rows of an agenda by their first possible day, and its period (both days inclusive, ``None`` open).

    Without a first day it begins today, and holds what is over only with ``--past`` or ``--all``.
    """
    everything = asked.flag("all")
    first, last = _ends(asked, today, quick=quick)
    if first is None and last is None:
        chosen = [row for row in rows if everything or wanted(row, past)]
        return sorted(chosen, key=order), None
    start = first[0] if first else today
    end = last[1] if last else first[1] if first and first[0] != first[1] else None
    if end is not None and end < start:
        raise UsageError(f"the agenda would end ({end}) before it begins ({start})", "name the earlier day first")
    chosen = [
        row
        for row in rows
        if _touches(row, start, end) and (everything or past is not None or row.event.status != "cancelled")
    ]
    return sorted(chosen, key=order), (start, end)


def _ends(asked: Asked, today: date, *, quick: bool) -> tuple[Days | None, Days | None]:
    """What was typed for the first and for the last day; two words may be one phrase (``agenda next week``)."""
    one, two = [*asked.words, None, None][:2]
    begin, end = asked.text("from") or one, asked.text("to") or two
    try:
        first = _period(begin, today, "FROM", quick=quick) if begin else None
    except UsageError:
        phrase = " ".join(asked.words)
        if (begin, end) != (one, two) or (found := _of_phrase(phrase, today)) is None:
            raise
        return _read("FROM", phrase, found), None
    return first, _period(end, today, "TO", quick=quick) if end else None


def _touches(row: Row, start: date, end: date | None) -> bool:
    """Whether it may take place on one of these days."""
    w = row.when
    first = w.start_earliest or w.end_earliest or w.end_latest
    if first is None:
        return end is None
    last = w.end_latest or (date.max if row.state != "past" else first)
    return last >= start and (end is None or first <= end)


def _period(text: str, today: date, where: str, *, quick: bool) -> Days:
    """The days that ``text`` means, both inclusive: a day, or a month, week or year.

    ISO 8601 is read as it stands, then phrases are ("следующая неделя"), then whatever dateparser reads.
    """
    plain = _iso(text)
    if plain is not None:
        return plain
    if quick:
        raise TakesLonger
    return _read(where, text, _of_phrase(text, today) or _of_day(text, today))


def _read(where: str, text: str, found: Days) -> Days:
    """What was found, after saying so."""
    print(f"{where}: {text!r} is read as {' – '.join(dict.fromkeys(map(str, found)))}", file=sys.stderr)
    return found


def _iso(text: str) -> Days | None:
    """The days of an ISO 8601 date, week (2024-W08), month (2024-02) or year (2024)."""
    year, dash, rest = text.partition("-")
    try:
        if not dash and len(year) == 4:
            return date(int(year), 1, 1), date(int(year), 12, 31)
        if len(year) == 4 and rest.isdecimal() and len(rest) == 2:
            first = date(int(year), int(rest), 1)
            return first, date(int(year), 12, 31) if first.month == 12 else add_months(first, 1) - timedelta(1)
        day = date.fromisoformat(text)
    except ValueError:
        return None
    week = "W" in text and len(text) == 8
    return day, (day + timedelta(min(6, (date.max - day).days)) if week else day)


def _of_phrase(text: str, today: date) -> Days | None:
    """The days of a phrase that is one time expression, in any language; a preposition may stand before it."""
    from timeline.cli.when import phrase

    found = phrase(text, _noon(today), ZoneInfo("UTC"))
    if found is None or found[2] not in GRAINS:
        return None
    return found[0].date(), (found[1] - timedelta(microseconds=1)).date()


def _of_day(text: str, today: date) -> Days:
    """The day that dateparser reads, counted from today. Raises UsageError."""
    from timeline.cli.when import parse_when

    day = parse_when(text, ZoneInfo("UTC"), now=_noon(today)).date()
    return day, day


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
