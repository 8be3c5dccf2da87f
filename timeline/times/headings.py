"""The year that a heading gives to the dates of the lines below it: "Итоги 2027 года / 14 марта – … / 27 июня – …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from timeline.expressions import Timex
from timeline.expressions import meaning as say

_LONGEST = 9
"""Words of a heading."""


def years_of_headings(text: str, timexes: Sequence[Timex], posted: date | None) -> dict[int, int]:
    """The years that headings give, by the place of the expression that opens a line below.

    A heading is a short line whose last date is a year. It gives that year where two lines at least open with a day
    or a month, and their days go on through the year: the plan of a campaign that begins in December and votes in
    February is not of one year. ``posted`` is the local day of the post.
    """
    given: dict[int, int] = {}
    heads = [place for place, timex in enumerate(timexes) if _year(timex, posted) is not None]
    for head, until in pairwise([*heads, len(timexes)]):
        year = _year(timexes[head], posted)
        if year is None or not _heads(text, timexes[head], year, posted):
            continue
        opening = list(_opening(text, timexes, head, until))
        days = [day for _, day in opening]
        if len(days) > 1 and days == sorted(days):
            given.update((place, year) for place, _ in opening)
    return given


def _year(timex: Timex, posted: date | None) -> int | None:
    """The year that an expression says, where it says nothing else."""
    meaning = timex.meaning
    if timex.type != "DATE" or timex.function is not None:
        return None
    if isinstance(meaning, say.Relative):
        return posted.year + meaning.n if posted is not None and meaning.unit == "year" else None
    bare = isinstance(meaning, say.Date) and meaning.month is None and meaning.day is None
    return meaning.year if bare and isinstance(meaning, say.Date) and isinstance(meaning.year, int) else None


def _heads(text: str, timex: Timex, year: int, posted: date | None) -> bool:
    """Whether a line with a year is a heading of a list, and of a list that is of that year; of a year that is neither
    the post's nor next to it only where the heading says nothing else."""
    start, end = text.rfind("\n", 0, timex.start) + 1, text.find("\n", timex.end)
    line = text[start:end].rstrip() if end >= 0 else ""
    if not line or line.endswith((".", ";", ",")) or len(line.split()) > _LONGEST:
        return False
    near = posted is not None and abs(year - posted.year) <= 1
    said = text[start : timex.start] + text[timex.end : end]
    return near or not any(map(str.isalnum, said))


def _opening(text: str, timexes: Sequence[Timex], head: int, until: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """The expressions without a year that open a line, each with its month and day, up to a date that says its own."""
    for place in range(head + 1, until):
        timex = timexes[place]
        line = text.rfind("\n", 0, timex.start) + 1
        if line < timexes[head].end:
            return
        if any(map(str.isalpha, text[line : timex.start])):
            continue
        first = _first(timex.meaning)
        if not isinstance(first, say.Date) or not isinstance(first.month, int):
            continue
        if first.year is not None:
            return
        yield place, (first.month, first.day or 0)


def _first(meaning: say.Meaning | None) -> say.Meaning | None:
    """The date that an expression begins with; "2–4 сентября" says its month behind."""
    match meaning:
        case say.At(date=date):
            return _first(date)
        case say.Bounded(of=of):
            return _first(of)
        case say.Range(say.Date(month=None, day=day), say.Date(year=year, month=month)):
            return say.Date(year, month, day)
        case say.Range(first=first):
            return _first(first)
    return meaning
