"""The agenda: events in the order of the calendar, month by month, with a line for today."""

from __future__ import annotations

from datetime import date

from timeline.countdown import wording
from timeline.countdown.left import hour
from timeline.countdown.screen import Line, day_parts, grid, named, note_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.countdown.left import Row
    from timeline.countdown.screen import Look


def agenda(rows: Sequence[Row], look: Look, today: date) -> list[str]:
    """The rows under the months of their days."""
    groups: list[tuple[str, list[Line]]] = []
    month = ""
    before = False
    for row in sorted(rows, key=order):
        day = day_of(row)
        if day is not None and day < today:
            before = True
        due = before and (day is None or day >= today)
        if due and (day is None or (day.year, day.month) != (today.year, today.month)):
            groups.append((_today(look, today), []))
            before = due = False
        name = look.words.say("no_date") if day is None else f"{look.words.month_names[day.month - 1]} {day.year}"
        if name != month:
            month = name
            groups.append((look.paint("head", name.upper()), []))
        if due:
            groups.append((_today(look, today), []))
            before = False
        groups[-1][1].append(_line(row, look))
    return grid(groups, look, right=False)


def day_of(row: Row) -> date | None:
    """The day under which an agenda has an event: its first, or the first that is still possible, or its last."""
    w = row.when
    if row.exact and not row.to_end and w.start is not None:
        return w.start
    floor = w.start_earliest
    if floor is not None and (floor >= row.today or row.state != "ahead"):
        return floor
    return w.end_latest or floor


def order(row: Row) -> tuple[date, date, str, str, str]:
    """Sorts rows by their days and hours; the same for the same events, whatever order they came in."""
    last = row.when.end_latest or date.max
    return (day_of(row) or date.max, last, hour(row.when), row.event.title, row.event.id)


def _today(look: Look, today: date) -> str:
    said = look.words.say("today_line", date=look.words.day(today, today, weekday=True))
    return look.paint("today", f"── {said} ──")


def _line(row: Row, look: Look) -> Line:
    left = (" · ", wording.left(row, look.words), wording.style(row))
    return Line(day_parts(row, look), named(row, look), [left, *note_parts(row, look)])
