"""Days under the name of their month: "Январь / 15 – последний день выдвижения / 16–30 – регистрация"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.expressions.meaning import Date, Range
from timeline.expressions.timex import Timex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ABOVE = re.compile(r"[^\w\n]*$")
"""What may stand before a month on its line."""
_BELOW = re.compile(r"\s*[:.]?[^\w\n]*(?=\n)")
"""What may stand behind it, where the days are on lines of their own."""
_BESIDE = re.compile(r"[^\S\n]*:[^\S\n]*(?=\d)")
"""What joins it to days on its own line."""
_LINES = re.compile(
    r"(?m)^[^\w\n]*(?P<a>\d{1,2})(?:[^\S\n]?[–—-][^\S\n]?(?P<b>\d{1,2}))?(?=[^\S\n]*(?:[–—-]|:)[^\S\n])"
)
_LIST = re.compile(r"(?<![\d.])(?P<a>\d{1,2})(?:\s?[–—-]\s?(?P<b>\d{1,2}))?(?=\s*[–—-]\s)")
_ITEM = re.compile(r"[:;,]\s*$")
_LEAP = 2024


def under_months(text: str, found: Sequence[Timex]) -> list[Timex]:
    """The expressions of a text with the days of lists that stand under a month, or behind it and a colon.

    A month that its days follow on the same line is then no expression of its own. In order, not overlapping.
    """
    heads = [at for at, timex in enumerate(found) if _head(text, timex)]
    if not heads:
        return list(found)
    days: list[Timex] = []
    gone: set[int] = set()
    for at, following in pairwise([*heads, len(found)]):
        head = found[at]
        limit = found[following].start if following < len(found) else len(text)
        own = [day for day in _days(text, head, limit) if not any(_meet(day, other) for other in found)]
        days += own
        if own and _BESIDE.match(text, head.end):
            gone.add(at)
    return sorted([*(timex for at, timex in enumerate(found) if at not in gone), *days], key=lambda timex: timex.start)


def _head(text: str, timex: Timex) -> bool:
    """Whether a month stands alone on its line, or begins one that goes on with a colon and a number."""
    meaning = timex.meaning
    if not isinstance(meaning, Date) or not isinstance(meaning.month, int) or meaning.day is not None:
        return False
    line = text.rfind("\n", 0, timex.start) + 1
    alone = _BELOW.match(text, timex.end) or _BESIDE.match(text, timex.end)
    return alone is not None and _ABOVE.match(text, line, timex.start) is not None


def _days(text: str, head: Timex, limit: int) -> Iterator[Timex]:
    """The days that a list under a month, or behind it, names up to ``limit``."""
    beside, end = _BESIDE.match(text, head.end), text.find("\n", head.end)
    if beside and 0 <= end < limit:
        limit = end
    for item in (_LIST if beside else _LINES).finditer(text, head.end, limit):
        if beside and not _ITEM.search(text, head.end, item.start()):
            continue
        first, last = int(item["a"]), int(item["b"] or item["a"])
        assert isinstance(head.meaning, Date)
        assert isinstance(head.meaning.month, int)
        if not 1 <= first <= last <= monthrange(_LEAP, head.meaning.month)[1]:
            continue
        day = replace(head.meaning, day=first)
        meaning = day if first == last else Range(day, replace(day, day=last))
        start, stop = item.start("a"), item.end("b") if item["b"] else item.end("a")
        yield replace(head, start=start, end=stop, text=text[start:stop], meaning=meaning, rule="date.under-month")


def _meet(one: Timex, other: Timex) -> bool:
    return one.start < other.end and other.start < one.end
