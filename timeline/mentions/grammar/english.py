"""English, where the order of words tells what endings tell elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.text import little_words
from timeline.mentions.grammar.endings import Endings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.text.sentences import Word

_NEVER = re.compile("(?!)")
_MODIFIERS = 4
"""Words that may stand between an article and its noun."""
_DETERMINERS = frozenset(little_words("determiners", "en"))
_NO_MODIFIERS = frozenset(
    word for key in ("prepositions", "verbs", "finite", "and", "predicates") for word in little_words(key, "en")
)


class English(Endings):
    """Nothing is inflected; what stands between an article, or the beginning of a line, and a noun is of its phrase."""

    __slots__ = ()

    def head(self, words: Sequence[Word], first: int, last: int) -> int | None:
        return next((place for place in range(last - 1, first - 1, -1) if words[place].alphabetic), None)

    def phrase(
        self, words: Sequence[Word], head: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
    ) -> Phrase | None:
        found = super().phrase(words, head, barred, tails)
        return found and replace(found, left=_left(words, found.left, barred))

    def _whole(self, low: str, nominative: str) -> str:
        return low if low in (nominative, f"{nominative}s") else nominative


def _left(words: Sequence[Word], head: int, barred: Collection[int]) -> int:
    """Where a noun phrase begins: behind its article, or where the line does; at its noun where neither is near."""
    for place in range(head - 1, max(-1, head - 2 - _MODIFIERS), -1):
        word = words[place]
        if word.low in _DETERMINERS or word.text in ":–—-•":
            return place + 1
        if place in barred or not word.alphabetic or word.low in _NO_MODIFIERS:
            return head
        if word.low.endswith("ed"):  # "the televised debate", but not "has attended the debate"
            return place if words[place - 1].low in _DETERMINERS else head
    return 0 if head <= _MODIFIERS else head


ENGLISH = English(
    adjective=_NEVER,
    ending=_NEVER,
    verb=_NEVER,
    infinitive=_NEVER,
    past=_NEVER,
    tail=_NEVER,
    subject=_NEVER,
    many_doers=_NEVER,
    soft=_NEVER,
    genders={},
    nominatives={},
    soft_nominatives={},
    genitives={},
    alike=(),
    plural=(),
    plural_genitive=(),
    neuter=(_NEVER, "\0"),
)
