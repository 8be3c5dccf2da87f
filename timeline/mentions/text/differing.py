"""Whether the days of a list are told of as many things: "Лида и Слоним – 5 и 6 мая соответственно"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from timeline.languages.text import any_of, little_words

_AHEAD = 80
"""Letters before a day of a list in which it is said that each is of something else."""


@cache
def _respectively() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind a day of a list, or before it, where each of them is of something else."""
    word, day = rf"(?:{any_of('respectively')})", r"\d{1,2}(?:\s[^\W\d]+)?"
    join = rf"\s*(?:,|{any_of('and')})\s*"
    behind, ahead = rf"(?:{join}{day}){{0,5}}[\s,(]*{word}(?!\w)", rf"(?<!\w){word}[\s–—-]*(?:{day}{join}){{0,5}}$"
    return re.compile(behind, re.IGNORECASE), re.compile(ahead, re.IGNORECASE)


@lru_cache(maxsize=8)
def _told_apart(text: str) -> bool:
    """Whether a text has a word for it at all, which hardly any has; kept while one date after the other is read."""
    return any(map(text.lower().__contains__, little_words("respectively")))


def of_different_things(text: str, start: int, end: int) -> bool:
    """ "Лида и Слоним – 5 и 6 мая соответственно": whether a date is one of a list of which each is of its own."""
    if not _told_apart(text):
        return False
    behind, ahead = _respectively()
    return behind.match(text, end) is not None or ahead.search(text, max(0, start - _AHEAD), start) is not None
