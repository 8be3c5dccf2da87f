"""A campaign at a glance: its stages as bars over weeks, with a line for today."""

from __future__ import annotations

from datetime import date, timedelta

from timeline.countdown.screen import NARROW, named
from timeline.countdown.width import cells, fit, pad
from timeline.countdown.wording import style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.countdown.left import Row
    from timeline.countdown.screen import Look

FULL, MAYBE, POINT, TODAY, OPEN, OFF = "█", "░", "◆", "│", "▶", "×"
PLAIN_WIDTH = 100
"""Columns of a chart that has no limit (in a pipe)."""
MOST_COLUMNS = 7
"""Columns of one week at most: one a day."""


def chart(rows: Sequence[Row], look: Look, period: tuple[date, date | None] | None) -> list[str]:
    """One bar a row: full where it surely is, light where it may be, a point for one day, crosses where it is off."""
    today = rows[0].today
    first, last = _ends(rows, today, period)
    width = look.width or PLAIN_WIDTH
    names = [named(row, look) for row in rows]
    narrow = width < NARROW
    label = 0 if narrow else min(max(cells(name) for name, _ in names), width * 2 // 5)
    scale = Scale(first, last, max(width - label - (2 if label else 1), 7))
    indent = " " * (label + 2 if label else 1)
    lines = [indent + line for line in _head(scale, look)]
    for row, (name, shade) in zip(rows, names, strict=True):
        bar = _bar(row, scale, today, look)
        if narrow:
            lines += [look.paint(shade, fit(name, width)), f" {bar}".rstrip()]
        else:
            shown = fit(name, label)
            lines.append(f"{look.paint(shade, shown)}{' ' * (label - cells(shown))}  {bar}".rstrip())
    here = scale.column(today)
    if here is not None:
        lines.append(_foot(len(indent) + here, width, today, look))
    return lines


class Scale:
    """Days on columns: whole weeks from the Monday of ``first``, as wide as there is room."""

    __slots__ = ("columns", "days", "start")

    def __init__(self, first: date, last: date, room: int) -> None:
        self.start = first - timedelta(first.weekday())
        weeks = (last - self.start).days // 7 + 1
        self.days = weeks * 7
        self.columns = min(room, weeks * MOST_COLUMNS)
        if self.columns >= weeks:
            self.columns -= self.columns % weeks

    def place(self, day: date) -> int:
        """The column of a day, also where it is outside."""
        return (day - self.start).days * self.columns // self.days

    def column(self, day: date) -> int | None:
        """The column of a day, ``None`` where it is outside."""
        return self.place(day) if 0 <= (day - self.start).days < self.days else None


def _ends(rows: Sequence[Row], today: date, period: tuple[date, date | None] | None) -> tuple[date, date]:
    """The days that the chart spans: those of the rows that are known well, if there are any; other bars may go on."""
    known = [row for row in rows if row.exact or _is_narrow(row)] or rows
    days = [day for row in known for day in _span(row) if day is not None]
    first = period[0] if period else min([today, *days])
    last = period[1] if period and period[1] else max([today, first, *days])
    return first, last


def _is_narrow(row: Row) -> bool:
    """Whether its day is known within two months."""
    w = row.when
    return w.start_earliest is not None and w.end_latest is not None and (w.end_latest - w.start_earliest).days <= 62


def _span(row: Row) -> tuple[date | None, date | None]:
    """The first and last day of its bar."""
    w = row.when
    last = w.end_latest or w.end_earliest or w.start_latest or w.start_earliest
    first = w.start_earliest or (
        max(row.today, w.end_earliest or row.today) if last and last >= row.today and not row.to_end else last
    )
    return first, last


def _bar(row: Row, scale: Scale, today: date, look: Look) -> str:
    """The bar of one row as text, with today's line where it has nothing."""
    first, last = _span(row)
    marks: dict[int, str] = {}
    here = scale.column(today)
    if here is not None:
        marks[here] = TODAY
    if first is not None and last is not None:
        w = row.when
        a, b = max(scale.place(first), 0), min(scale.place(last), scale.columns - 1)
        sure_from = scale.place(w.start_latest) if w.start_latest else None
        sure_to = scale.place(w.end_earliest) if w.end_earliest else None
        for column in range(a, b + 1):
            sure = sure_from is not None and sure_to is not None and sure_from <= column <= sure_to
            marks[column] = OFF if row.event.status == "cancelled" else FULL if sure else MAYBE
        if first == last and a <= b and marks[a] != OFF:
            marks[a] = POINT
        elif w.end_latest is None and row.state != "past" and b + 1 < scale.columns:
            marks[b + 1] = OPEN
        elif scale.place(last) >= scale.columns:
            marks[scale.columns - 1] = OPEN
    text = "".join(marks.get(column, " ") for column in range(scale.columns)).rstrip()
    if not look.paint.on:
        return text
    color = style(row)
    return "".join(
        letter if letter == " " else look.paint("today" if letter == TODAY else color, letter) for letter in text
    )


def _head(scale: Scale, look: Look) -> list[str]:
    """The months, and below them the Mondays where there is room."""
    words = look.words
    months = days = ""
    for week in range(scale.days // 7):
        day = scale.start + timedelta(7 * week)
        column = scale.place(day)
        new_month = day == scale.start or day.day <= 7
        name = words.months[day.month - 1] + (
            f" {day.year}" if day == scale.start or (day.month == 1 and day.day <= 7) else ""
        )
        if new_month and cells(months) <= column and column + cells(name) <= scale.columns:
            months = pad(months, column) + name + " "
        if cells(days) <= column and column + 2 <= scale.columns:
            days = pad(days, column) + f"{day.day:>2} "
    return [look.paint("head", months.rstrip()), look.paint("faint", days.rstrip())]


def _foot(column: int, width: int, today: date, look: Look) -> str:
    """Which day the line for today stands for, beside its end: to the right of it, or to the left."""
    said = look.words.say("today_line", date=look.words.day(today, today, weekday=True))
    if column + 2 + cells(said) <= width:
        return " " * column + look.paint("today", f"└ {said}")
    before = column - 1 - cells(said)
    return " " * before + look.paint("today", f"{said} ┘") if before >= 0 else " " * column + look.paint("today", "┘")
