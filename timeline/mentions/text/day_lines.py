"""A day in a line of its own above what is on that day: "25 февраля / основной день голосования"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.expressions.value import value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CLOCK = re.compile(r"\D{0,6}\d{1,2}[:.]\d\d\b")


@value(frozen=True, slots=True)
class Line:
    """A line that says something, without what decorates its beginning; ``introduces`` a list by its colon."""

    number: int
    start: int
    end: int
    item: bool
    introduces: bool


def with_their_days(
    lines: Sequence[Line], text: str, spans: Sequence[tuple[int, int]], names: Callable[[int, int], bool]
) -> list[Line]:
    """The lines of a text, each day that stands alone joined to the line below it where that ``names`` an event.

    A day below a title is of that title and stays alone, and so does one above a list or above hours. Which it is
    the blank lines say: a day that opens its paragraph is of what follows. ``spans`` are the time expressions.
    """
    starts = [start for start, _ in spans]
    alone = [_a_day(text, line, spans, starts) for line in lines]
    if not any(alone):
        return list(lines)
    apart = all(two.number - one.number > 1 for one, two in pairwise(lines))
    found: list[Line] = []
    opens = False  # whether days open what is told in this paragraph
    for at, line in enumerate(lines):
        first = at == 0 or (line.number - lines[at - 1].number > 1 and not apart)
        if first or (alone[at] and lines[at - 1].introduces):
            opens = alone[at]
        above = at > 0 and alone[at - 1] and bool(found) and found[-1] is lines[at - 1]
        if (
            opens
            and above
            and not first
            and not alone[at]
            and _says_what(text, line, spans, starts)
            and names(line.start, line.end)
        ):
            found[-1] = replace(found[-1], end=line.end, introduces=line.introduces)
        else:
            found.append(line)
    return found


def _a_day(text: str, line: Line, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    """Whether a line holds nothing but a date, and no mere hour."""
    at, lettered = line.start, False
    for left, right in spans[bisect_left(starts, line.start) : bisect_left(starts, line.end)]:
        if any(map(str.isalnum, text[at:left])):
            return False
        at, lettered = right, lettered or any(map(str.isalpha, text[left:right]))
    return lettered and not any(map(str.isalnum, text[at : line.end]))


def _says_what(text: str, line: Line, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    """Whether a line may say what is on the day above it: it is no item of a list, and has no day of its own."""
    own = spans[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
    if line.item or any(left == line.start for left, _ in own):
        return False
    return all(_CLOCK.match(text, left, right) is not None for left, right in own)
