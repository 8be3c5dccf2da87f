"""Dates as a person reads them: an exact day, a range, a last day, a window."""

from __future__ import annotations

from datetime import date, timedelta

from timeline.countdown.left import at_clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

    from timeline.countdown.left import Row
    from timeline.countdown.phrases import Tongue


def add_months(day: date, months: int) -> date:
    """The same day ``months`` calendar months later, or the last of that month if it is shorter.

    Beyond the years 1 to 9999 it is the first or the last day of them.
    """
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def span(a: date, b: date, today: date, words: Tongue, *, weekday: bool = True) -> str:
    """Days that are known, both inclusive: "20–24 фев 2024", "17 дек – 15 янв 2024", "вс 25 фев 2024"."""
    if a == b:
        return words.day(a, today, weekday=weekday)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{words.day(b, today)}"
    if a.year == b.year:
        return f"{words.day(a, today, year=False)} – {words.day(b, today)}"
    return f"{words.day(a, today)} – {words.day(b, today)}"


def whole(a: date, b: date, words: Tongue) -> str | None:
    """A window that is a calendar month or year: "март 2024", "2024 год"."""
    after = b + timedelta(1) if b < date.max else b
    if a.day == 1 and after == add_months(a, 1):
        return f"{words.month_names[a.month - 1]} {a.year}"
    if (a.month, a.day) == (1, 1) and after == add_months(a, 12):
        return words.say("year", year=a.year)
    return None


def when(row: Row, words: Tongue, *, today: date | None = None) -> str:
    """The days of an event, without its hours. ``today`` decides whether a year is shown."""
    now = today or row.today
    w = row.when
    first, last = w.start, w.end_latest
    if first is not None and last is not None and w.end_earliest == last:
        if row.deadline and first == last:
            return words.say("until", date=words.day(last, now))
        return span(first, last, now, words)
    if first is not None and last is None:
        return words.say("since", date=words.day(first, now))
    if first is not None and last is not None:
        return words.say("since_until", a=words.day(first, now), b=words.day(last, now))
    floor = w.start_earliest
    if last is None:
        if floor is None:
            return words.say("date_unknown")
        return words.say("not_before", date=words.day(floor, now))
    name = None if floor is None else whole(floor, last, words)
    if name:
        return name
    if floor is None or floor <= now <= last or row.to_end:
        return words.say("until", date=words.day(last, now))
    if floor == last:
        return words.day(last, now, weekday=True)
    return words.say("between", a=words.day(floor, now), b=words.day(last, now))


def hours(row: Row, words: Tongue, reader: tzinfo | None = None) -> str:
    """The opening hours of its days or its clock: "08:00–20:00", "15:00", "" for neither.

    With the clocks of the reader's zone behind them where these differ: "08:00–20:00 (14:00–02:00 Tokyo)".
    """
    w = row.when
    clocks = w.hours or (((w.clock, w.clock_end),) if w.clock and w.clock_end else ())
    here = ", ".join(f"{a}–{b}" for a, b in clocks) or w.clock or w.clock_end or ""
    if reader is None or not here:
        return here
    there = _elsewhere(row, clocks or ((here, here),), words, reader)
    return f"{here} ({there})" if there else here


def _elsewhere(row: Row, clocks: tuple[tuple[str, str], ...], words: Tongue, reader: tzinfo) -> str:
    """The same clocks in the reader's zone, with a weekday where they begin on another day; "" for the same clocks."""
    day = max(row.when.start_earliest or row.today, row.today)
    if row.when.end_latest is not None:
        day = min(day, row.when.end_latest)
    spans = [[at_clock(day, clock, row.zone).astimezone(reader) for clock in pair] for pair in clocks]
    if all(
        f"{then:%H:%M}" == clock.replace("24:", "00:")
        for pair, span in zip(clocks, spans, strict=True)
        for clock, then in zip(pair, span, strict=True)
    ):
        return ""
    city = str(reader).rpartition("/")[2].replace("_", " ")
    shown = []
    for first, last in spans:
        weekday = f"{words.weekdays[first.weekday()]} " if first.date() != day else ""
        shown.append(f"{weekday}{first:%H:%M}" + (f"–{last:%H:%M}" if last != first else ""))
    return f"{', '.join(shown)} {city}"
