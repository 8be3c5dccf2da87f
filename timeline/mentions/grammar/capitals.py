"""Names out of headings that stand in capitals, in sentence case."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from timeline.languages.text import little_words

if TYPE_CHECKING:
    from timeline.mentions.grammar import Grammar

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ROMAN = re.compile(r"[IVXLC]+")
_OPENS = ("«", "„", "“", '"')
_SHOUTED = 6
"""Letters of a word in capitals that is no acronym."""


def quiet(text: str, grammar: Grammar) -> str:
    """A title without its shouting: "СЕМИНАР ДЛЯ НАБЛЮДАТЕЛЕЙ ОТ СМИ" as "Семинар для наблюдателей от СМИ".

    Acronyms and Roman numbers stay, proper names keep their capital; so does the first word, also of a name in
    quotation marks. Text that shouts nowhere is returned as it is.
    """
    if text[1:].islower() or not any(_shouted(word[0]) for word in _WORD.finditer(text)):
        return text
    return _WORD.sub(lambda word: _quiet(word, grammar), text)


def _shouted(word: str) -> bool:
    return len(word) >= _SHOUTED and word.isupper() and word not in _acronyms()


def _quiet(found: re.Match[str], grammar: Grammar) -> str:
    word = found[0]
    if not word.isupper() or word in _acronyms() or _ROMAN.fullmatch(word):
        return word
    low = word.lower()
    opens = found.start() == 0 or found.string[found.start() - 1] in _OPENS
    return low[:1].upper() + low[1:] if opens or grammar.is_proper(low) else low


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(little_words("acronyms"))
