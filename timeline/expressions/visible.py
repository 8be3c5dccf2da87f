"""Characters that nobody sees: a text is read without them, and what was found is put back where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from timeline.expressions.timex import Timex

KEYCAP = "\u20e3"
"""What makes a key of the digit before it."""
INVISIBLE = re.compile(f"[\u00ad\u0301\u200b-\u200f\u2060\ufe0e\ufe0f{KEYCAP}\ufeff]")


@dataclass(frozen=True, slots=True)
class Hidden:
    """The characters of a text that nobody sees: where each stands, and before which visible one it does."""

    at: list[int]
    before: list[int]

    def there(self, seen: int) -> int:
        """Where a character of the visible text stands in the whole one."""
        return seen + bisect_right(self.before, seen)

    def seen(self, there: int) -> int:
        """How many visible characters stand before a place in the whole text."""
        return there - bisect_left(self.at, there)


def visible(text: str) -> tuple[str, Hidden | None]:
    """The text without invisible characters, and which those are (``None``: there are none)."""
    at = [found.start() for found in INVISIBLE.finditer(text)]
    if not at:
        return text, None
    return INVISIBLE.sub("", text), Hidden(at, [place - number for number, place in enumerate(at)])


def put_back(timex: Timex, text: str, hidden: Hidden) -> Timex:
    """An expression of the visible text with the offsets that it has in the whole one."""
    start, end = hidden.there(timex.start), whole(text, hidden.there(timex.end - 1) + 1)
    event = timex.event and (hidden.there(timex.event[0]), hidden.there(timex.event[1] - 1) + 1)
    return replace(timex, start=start, end=end, text=text[start:end], event=event)


def whole(text: str, end: int) -> int:
    """The end of the character that a person sees: an accent or the keycap of an emoji belongs to it."""
    while text[end : end + 1] and text[end] in "\u0301\ufe0e\ufe0f\u20e3":
        end += 1
    return end
