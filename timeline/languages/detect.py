"""Which language a text is in: letters that only one language has, then common words."""

from __future__ import annotations

import re
from collections import Counter

_LETTERS = {
    "be": re.compile("[ўЎ]"),
    "uk": re.compile("[їєґЇЄҐ]"),
    "ru": re.compile("[ъщЪЩ]|[иИ](?![’'])"),
}
_I = re.compile("[іІ]")
_Y = re.compile("[ыэёЫЭЁ]")
_CYRILLIC = re.compile("[а-яёіўїєґА-ЯЁІЎЇЄҐ]")
_LATIN = re.compile("[a-zA-Z]")

COMMON = {
    "be": frozenset(
        ["і", "у", "ў", "з", "на", "па", "да", "не", "пазней", "праз", "што", "як", "гэта", "сёння", "учора", "ўчора", "заўтра", "дзень", "года", "тыдзень", "месяц", "гадзін", "гадзіны", "таму", "паміж", "кожны"]
    ),
    "uk": frozenset(
        ["і", "у", "в", "з", "на", "по", "до", "що", "як", "це", "сьогодні", "вчора", "завтра", "день", "року", "тиждень", "місяць", "годин", "години", "тому", "між", "кожен", "після", "наступний", "минулий"]
    ),
    "ru": frozenset(
        ["и", "в", "с", "на", "по", "до", "не", "что", "как", "это", "сегодня", "вчера", "завтра", "день", "года", "неделя", "месяц", "часов", "часа", "назад", "между", "каждый", "после", "через"]
    ),
    "en": frozenset(["the", "of", "and", "in", "on", "at", "to", "from", "by", "is", "was", "will", "be", "for", "until", "before", "after"]),
}


def detect(text: str, candidates: tuple[str, ...] = ("ru", "be", "uk", "en")) -> str:
    """The most likely language of ``text`` among ``candidates``; the first of them where nothing tells."""
    sample = text[:2000]
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    if latin > cyrillic and "en" in candidates:
        return "en"
    if not cyrillic:
        return candidates[0]
    score: Counter[str] = Counter()
    score["be"] += 4 * len(_LETTERS["be"].findall(sample))
    score["uk"] += 4 * len(_LETTERS["uk"].findall(sample))
    i, y, i_ru = len(_I.findall(sample)), len(_Y.findall(sample)), len(_LETTERS["ru"].findall(sample))
    if i:
        score["be" if y and not i_ru else "uk" if i_ru and not y else "be" if y >= i_ru else "uk"] += 2 * i
    else:
        score["ru"] += i_ru
    if i_ru and y:
        score["ru"] += min(i_ru, y) if not i else 0
    words = re.findall(r"[^\W\d_]+", sample.lower())
    for lang, common in COMMON.items():
        score[lang] += sum(word in common for word in words)
    best = max(candidates, key=lambda lang: (score[lang], -candidates.index(lang)))
    return best if score[best] else candidates[0]
