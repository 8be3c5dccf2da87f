"""Words in any form, for search: "выборам" finds "выборы", "камісій" finds "камісія".

Russian forms come from pymorphy3's dictionary. For languages without an analyser a word stands for
everything that begins with its stem; their endings are in timeline/languages.
"""

from __future__ import annotations

import re
from functools import cache

from timeline.events.words import merging

SHORTEST = 4
"""Letters that a stem must have, or it would stand for too much."""

CYRILLIC = re.compile(r"[а-яёіўїєґ’'-]+")
NOT_RUSSIAN = re.compile(r"[іўїєґ’']")


def forms(word: str) -> list[str]:
    """Other forms of a word, for ``timeline.store.search``; one that ends in ``*`` stands for its beginning."""
    low = word.lower()
    if not CYRILLIC.fullmatch(low):
        return []
    known = [] if NOT_RUSSIAN.search(low) else _russian(low)
    found = known or _stems(low)
    return [form for form in dict.fromkeys([*found, *(form.replace("ё", "е") for form in found)]) if form != low]


def _russian(word: str) -> list[str]:
    from timeline.mentions.grammar.russian_words import analyser

    return [form.word for parse in analyser().parse(word) if parse.is_known for form in parse.lexeme]


def _stems(word: str) -> list[str]:
    stems = []
    for lang in ("be", "uk", "ru"):
        stem = next((word[: -len(end)] for end in _endings(lang) if word.endswith(end)), word)
        if len(stem) >= SHORTEST:
            stems.append(f"{stem}*")
    if word[0] in "уў":  # Belarusian writes either, as the word before it ends
        stems += [f"{other}{stem[1:]}" for stem in stems for other in "уў"]
    return stems


@cache
def _endings(lang: str) -> list[str]:
    """The endings of a language, longest first."""
    return sorted(merging(lang)["endings"], key=lambda ending: (-len(ending), ending))
