"""The chain of what was known of an event's days, drawn: a bar for each post that changed it, on one scale.

├───────────────────────────┤  between 11 Jan and 9 Mar
            ├───────────────┤  between 13 Feb and 9 Mar
                 ■             25 Feb
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.events import Change

WIDE = 44
"""Columns of the scale."""
LEAST = 12

_DAY = r"(\d{4}-\d\d-\d\d)"
_WINDOW = re.compile(rf"\[{_DAY}\.\.{_DAY}\]")
_SPAN = re.compile(rf"(?:{_DAY}|\.\.)(?:/(?:{_DAY}|\.\.))?")

Known = tuple["date | None", "date | None", bool]
"""The first and last day, ``None`` where open; whether the event lies somewhere between them and does not fill them."""


def chain(history: Sequence[Change], width: int = 0) -> list[tuple[str, Change]]:
    """A bar for each step of a history that gave other days than the one before; nothing where it is one step.

    ``width`` is that of the screen (0: not bounded).
    """
    steps: list[tuple[Known, Change]] = []
    for change in history:
        known = _read(change.new or "")
        if known is not None and (not steps or steps[-1][0] != known):
            steps.append((known, change))
    days = [day.toordinal() for (first, last, _), _ in steps for day in (first, last) if day is not None]
    if len(steps) < 2 or min(days) == max(days):
        return []
    low, high = min(days), max(days)
    margin = max((high - low) // 10, 1)
    scale = _Scale(low - margin, high + margin, max(LEAST, min(WIDE, width - 30) if width else WIDE))
    return [(scale.bar(known), change) for known, change in steps]


class _Scale:
    """Days on so many columns."""

    def __init__(self, low: int, high: int, wide: int) -> None:
        self.low, self.length, self.wide = low, high - low, wide

    def column(self, day: date) -> int:
        """The column of a day, from 0."""
        return (day.toordinal() - self.low) * (self.wide - 1) // self.length

    def bar(self, known: Known) -> str:
        """What is known as a bar: a block where both days are, else a line open or closed at either end."""
        first, last, window = known
        left = self.column(first) if first is not None else 0
        right = self.column(last) if last is not None else self.wide - 1
        inner = max(right - left - 1, 0)
        if first is not None and last is not None and not window:
            drawn = "■" * (inner + 2 if right > left else 1)
        elif left == right:
            drawn = "┃"
        else:
            drawn = ("‹" if first is None else "├") + "─" * inner + ("›" if last is None else "┤")
        return (" " * left + drawn).ljust(self.wide)


def _read(edtf: str) -> Known | None:
    """What an EDTF text of the event table says; ``None`` for anything else."""
    if found := _WINDOW.fullmatch(edtf):
        return date.fromisoformat(found[1]), date.fromisoformat(found[2]), True
    if not (found := _SPAN.fullmatch(edtf)) or not (found[1] or found[2]):
        return None
    first = date.fromisoformat(found[1]) if found[1] else None
    if "/" not in edtf:
        return first, first, False
    return first, date.fromisoformat(found[2]) if found[2] else None, False
