"""Which language a text is in: letters that only one language has, then common words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from timeline.languages.lexicon import LANGUAGES

_CYRILLIC = re.compile("[а-яёіўїєґА-ЯЁІЎЇЄҐ]+")
_LATIN = re.compile("[a-zA-Z]+")
_WORD = re.compile(r"[^\W\d_]+")
_SOFT = re.compile(r"ць\b|дз[еёья]")
"""How Belarusian shows in a text that happens to have none of its letters."""
_AS_HEARD = 3
"""How many times as many а as о a text must have to be Belarusian by that, which writes what is heard."""
_SAMPLE = 2000
_LATIN_LETTERS = 12
"""Fewer are a name or an address."""


@cache
def _signs() -> dict[str, tuple[str, frozenset[str], frozenset[str]]]:
    """For each language its own letters, its common words, and those of them that no other one has."""
    words = {lang: frozenset(signs["words"].split()) for lang, signs in _data().items()}
    met = Counter(word for common in words.values() for word in common)
    own = {lang: frozenset(word for word in common if met[word] == 1) for lang, common in words.items()}
    return {lang: (signs["letters"], words[lang], own[lang]) for lang, signs in _data().items()}


@cache
def _never() -> dict[str, re.Pattern[str]]:
    """For each language the letters that it never has."""
    return {lang: re.compile(f"[{signs['never']}]") for lang, signs in _data().items()}


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("timeline.languages") / "detect.toml").read_text("utf-8"))


@cache
def _latin_ones() -> tuple[str, ...]:
    """The languages that are not written in Cyrillic."""
    return tuple(lang for lang, never in _never().items() if never.match("а"))


def paragraph_language(text: str, lang: str) -> str:
    """The language of one paragraph of a text in ``lang``: another one only where its letters say so.

    Letters that ``lang`` never has, or in a Cyrillic text a paragraph in Latin letters.
    """
    latin = _letters(_LATIN, text)
    if lang not in _latin_ones() and latin >= _LATIN_LETTERS and latin > 3 * _letters(_CYRILLIC, text):
        return detect(text, _latin_ones())
    if not _never()[lang].search(text):
        return lang
    counts = {other: len(never.findall(text)) for other, never in _never().items()}
    least = min(counts.values())
    likely = tuple(other for other, count in counts.items() if count == least)
    return lang if lang in likely else detect(text, likely)


def detect(text: str, candidates: tuple[str, ...] = LANGUAGES) -> str:
    """The most likely language of ``text`` among ``candidates``; the first of them where nothing tells."""
    sample = text[:_SAMPLE]
    cyrillic, latin = _letters(_CYRILLIC, sample), _letters(_LATIN, sample)
    if latin or cyrillic:
        candidates = tuple(lang for lang in candidates if (lang in _latin_ones()) == (latin > cyrillic)) or candidates
    if len(candidates) == 1 or not (latin or cyrillic):
        return candidates[0]
    score: Counter[str] = Counter()
    words = _WORD.findall(sample.lower())
    for lang, (letters, common, own) in _signs().items():
        score[lang] = 4 * sum(map(sample.count, letters))
        score[lang] += sum(map(common.__contains__, words)) + sum(map(own.__contains__, words))
        if lang not in _latin_ones():
            score[lang] -= len(_never()[lang].findall(sample))
    score["ru"] -= 3 * sum(map(sample.count, "ъщЪЩ"))
    y = sum(map(sample.count, "ыэёЫЭЁ"))
    if i := sum(map(sample.count, "іІ")):
        as_heard = "и" not in sample and sample.count("а") > _AS_HEARD * sample.count("о")
        score["be" if y or as_heard else "uk"] += 2 * i
        score["be"] += i
        score["uk"] += i
    elif "и" in sample:
        score["ru"] += 1 + y
    if "и" not in sample:
        score["be"] += 3 * len(_SOFT.findall(sample))
    best = max(candidates, key=lambda lang: (score[lang], -candidates.index(lang)))
    return best if score[best] > 0 else candidates[0]


def _letters(run: re.Pattern[str], text: str) -> int:
    """How many letters the runs of them have together; one match for each run, not for each letter."""
    return sum(map(len, run.findall(text)))
