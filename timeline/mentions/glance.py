"""A first look at a whole post: which of the cues that are looked for all over it it may have, told by its words.

A word is asked once, and what it says is kept: most posts of a channel name no event, and are left after this look.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from timeline.mentions.patterns import WORD_ENDS
from timeline.mentions.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.mentions.patterns import Pattern

CUES = ("under-way", "void", "cancelled", "moved", "rumour", "hearsay", "untrue", "doubted")
"""The families that are looked for."""
CLOCK, LATIN = 1 << len(CUES), 2 << len(CUES)
"""Digits as a clock has them, and a Latin letter."""
_CLOCK, _LATIN = re.compile(r"\d[.:]\d"), re.compile("[a-z]")


def bits_of(*cues: str) -> int:
    """Some of ``CUES``, a bit for each."""
    return sum(1 << CUES.index(cue) for cue in cues)


class Glance:
    """The ``CUES`` of one language: those without letters that they need are in no part of a text."""

    def __init__(self, entries: Iterable[tuple[str, Pattern, object]]) -> None:
        needs: dict[str, list[tuple[str, ...]]] = {cue: [] for cue in CUES}
        for family, entry, _ in entries:
            if family in needs:  # what is needed besides what a match begins with is rarer
                needs[family].append(entry.needs[-1] if entry.needs else ("",))
        self._letters = [(1 << place, _any_of(some)) for place, some in enumerate(needs.values())]
        self._any = _any_of(letters for some in needs.values() for letters in some)
        self._told = Remembered(self._of_chunk)

    def _of_chunk(self, chunk: str) -> int:
        told = (CLOCK if _CLOCK.search(chunk) else 0) | (LATIN if _LATIN.search(chunk) else 0)
        if self._any.search(chunk):
            told |= sum(bit for bit, letters in self._letters if letters.search(chunk))
        return told

    def told(self, low: str) -> int:
        """What the words of a text in lower case tell of it, a bit for each cue that it may have."""
        return reduce(or_, filter(None, map(self._told.__getitem__, low.split())), 0)


def _any_of(needs: Iterable[Sequence[str]]) -> re.Pattern[str]:
    pieces = {re.escape(letters.removesuffix(WORD_ENDS)) for need in needs for letters in need}
    return re.compile("|".join(sorted(pieces)) or "(?!)")
