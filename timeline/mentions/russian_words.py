"""Russian words, over pymorphy3: their readings, and which of them go together.

pymorphy3's dictionary is OpenCorpora's (CC BY-SA). Readings are cached per word form; the analyser
itself is loaded at the first word.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from timeline.mentions.sentences import Word

CASES_AFTER: Mapping[str, frozenset[str]] = {
    preposition: frozenset(cases.split())
    for preposition, cases in {
        "с": "ablt gent", "со": "ablt gent", "в": "accs loct", "во": "accs loct", "на": "accs loct", "о": "loct",
        "об": "loct", "обо": "loct", "по": "datv", "для": "gent", "до": "gent", "от": "gent", "из": "gent", "к": "datv",
        "ко": "datv", "за": "ablt accs", "при": "loct", "после": "gent", "перед": "ablt", "под": "ablt",
        "между": "ablt", "без": "gent", "у": "gent", "около": "gent", "против": "gent", "среди": "gent",
        "кроме": "gent", "над": "ablt", "через": "accs", "про": "accs", "благодаря": "datv", "согласно": "datv",
        "вне": "gent",
        "ради": "gent", "накануне": "gent", "вокруг": "gent", "из-за": "gent", "внутри": "gent", "путем": "gent",
    }.items()
}  # fmt: skip
"""Which cases a preposition governs."""

JOINERS = frozenset(
    [
        "и",
        "а",
        "или",
        "либо",
        "не",
        "же",
        "да",
        "но",
        "как",
        "что",
        "то",
        "это",
        "год",
        "бы",
        "уже",
        "еще",
        "тоже",
        "также",
    ]
)


@cache
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=50_000)
def parses(word: str) -> tuple[Any, ...]:
    """All readings of a word form, most likely first; none for numbers and marks."""
    if not word[0].isalpha() and not (word[0].isdigit() and word[-1].isalpha()):
        return ()
    return tuple(_analyser().parse(word.replace("‑", "-")))


def lemma(word: Word) -> str:
    """The dictionary form of the likeliest reading, ё as е."""
    found = parses(word.text)
    return found[0].normal_form.replace("ё", "е") if found else word.low


@lru_cache(maxsize=50_000)
def as_adjectives(text: str) -> tuple[Any, ...]:
    found = parses(text)
    as_adjective = [p for p in found if p.tag.POS in ("ADJF", "PRTF")]
    if sum(p.score for p in as_adjective) < 0.12:
        return ()
    return tuple(p for p in as_adjective if "Apro" not in p.tag.grammemes and "Surn" not in p.tag.grammemes)


@lru_cache(maxsize=50_000)
def as_nouns(text: str) -> tuple[Any, ...]:
    if text.lower() in CASES_AFTER or text.lower() in JOINERS:
        return ()
    return tuple(p for p in parses(text) if p.tag.POS == "NOUN" and p.score > 0.005)


def is_noun(word: Word) -> bool:
    return any(p.score > 0.05 for p in as_nouns(word.text))


def is_name(word: Word) -> bool:
    """Whether a word can head a title: no abbreviation ("млн"), unless it is an acronym."""
    return word.text.isupper() or any(
        re.search("[аеиоуыэюя]", p.normal_form) and p.score > 0.05 for p in as_nouns(word.text)
    )


def is_adjective(word: Word) -> bool:
    """Whether a word can be an adjective in the nominative."""
    return any(p.tag.case == "nomn" for p in as_adjectives(word.text))


def is_verb(word: Word) -> bool:
    """Whether the likeliest reading is a finite verb, an infinitive, a short participle or a gerund."""
    found = parses(word.text)
    return bool(found) and found[0].tag.POS in ("VERB", "INFN", "PRTS", "GRND", "PRED")


def tense(word: Word) -> str | None:
    """ "past", "present" or "future" of a finite verb or short participle (a result), else ``None``."""
    found = parses(word.text)
    if not found or found[0].tag.POS not in ("VERB", "PRTS"):
        return None
    if found[0].tag.POS == "PRTS":
        return "past"
    return {"past": "past", "pres": "present", "futr": "future"}.get(str(found[0].tag.tense))


def fits(parse: Any, cases: Collection[str]) -> bool:
    case = {"loc2": "loct", "gen2": "gent"}.get(str(parse.tag.case), str(parse.tag.case))
    return case in cases


def agree(adjective: Any, noun: Any) -> bool:
    if adjective.tag.case != noun.tag.case:
        return False
    if "plur" in (noun.tag.number, adjective.tag.number):
        return bool(adjective.tag.number == noun.tag.number)
    return adjective.tag.gender == noun.tag.gender or noun.tag.gender is None


def is_noun_first(word: Word) -> bool:
    return bool(parses(word.text)) and parses(word.text)[0].tag.POS == "NOUN"


def proper(word: Word) -> bool:
    """Whether a word keeps its capital inside a sentence."""
    found = parses(word.text)
    if (word.text.isupper() and len(word.text) > 1) or not found:
        return True
    return bool(found[0].tag.grammemes & {"Geox", "Name", "Surn", "Orgn", "Abbr", "Patr"})
