"""Characters that nobody sees: a text is read without them, and what was found is put back where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.expressions.timex import Timex

INVISIBLE = re.compile("[\u00ad\u0301\u200b-\u200f\u2060\ufe0e\ufe0f\u20e3\ufeff]")


def visible(text: str) -> tuple[str, list[int] | None]:
    """The text without invisible characters, and where each character stood (``None``: nothing was left out)."""
    if not INVISIBLE.search(text):
        return text, None
    kept: list[int] = []
    at = 0
    for found in INVISIBLE.finditer(text):
        kept.extend(range(at, found.start()))
        at = found.end()
    kept.extend(range(at, len(text)))
    return INVISIBLE.sub("", text), kept


def put_back(timex: Timex, text: str, offsets: list[int]) -> Timex:
    """An expression of the visible text with the offsets that it has in the whole one."""
    start, end = offsets[timex.start], whole(text, offsets[timex.end - 1] + 1)
    event = timex.event and (offsets[timex.event[0]], offsets[timex.event[1] - 1] + 1)
    return replace(timex, start=start, end=end, text=text[start:end], event=event)


def whole(text: str, end: int) -> int:
    """The end of the character that a person sees: an accent or the keycap of an emoji belongs to it."""
    while text[end : end + 1] and text[end] in "\u0301\ufe0e\ufe0f\u20e3":
        end += 1
    return end
