"""What the title of an occasion says: its sort, what it is about, its numbers, its quoted name.

Titles are compared by stems, so that case and number do not matter, and by a skeleton of the letters in
which the East Slavic spellings of a common word differ, so that a Belarusian and a Russian title of
one occasion can meet. What a language calls things is in ``timeline/languages/*_merging.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{3,})[»”“\"]")
_NAME = re.compile(r"(?<=[\w,] )[A-ZА-ЯЁІЎЇЄҐ][\w'’-]+")
"""A capitalised word inside a title: a proper name or an abbreviation."""
_APOSTROPHES = str.maketrans("’ʼ`", "'''")
_SHORT_U = re.compile(r"(?<!\w)ў")
"""Belarusian for "у" that begins a word, after a vowel."""
_ROMANISED = re.compile("shch|zh|kh|ts|ch|sh|ph|th|ck|[a-z]")
_LETTERS = dict(zip("bcdfghjklmnpqrstvwxz", "бкдфггжклмнпкрствввз", strict=True))
_LETTERS |= {
    "x": "кс",
    "shch": "ш",
    "zh": "ж",
    "kh": "х",
    "ts": "т",
    "ch": "ч",
    "sh": "ш",
    "ph": "ф",
    "th": "т",
    "ck": "к",
}
"""The consonants of Latin spellings, by those of the Cyrillic ones: "Vitebsk", "Hrodna"."""
_SOUNDS = str.maketrans({**dict.fromkeys("аеиоуыэюяйьъіїє'’-", ""), "ґ": "г", "ў": "в", "ц": "т", "щ": "ш"})


@dataclass(frozen=True, slots=True)
class Words:
    """``head`` is the sort of occasion, ``None`` if its title has none we know; ``about`` the stems of the
    rest, ``folded`` the same across languages; ``numbers`` digits and ordinals; ``quoted`` the stems of
    a quoted name; ``names`` the folded stems of proper names and abbreviations."""

    lang: str
    head: str | None
    about: frozenset[str]
    folded: frozenset[str]
    numbers: frozenset[str]
    quoted: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=20_000)
def words(title: str, lang: str) -> Words:
    """The words of a title in a language; one without a file is read like the first one that has."""
    grammar, title = _grammar(lang), title.translate(_APOSTROPHES)
    text = _SHORT_U.sub("у", title.lower().replace("ё", "е"))
    names = {skeleton(stem) for stem in grammar.names(title, text)}
    quoted = " ".join(_QUOTED.findall(text))
    head, text = grammar.head(text)
    about, numbers = grammar.stems(text)
    return Words(
        lang,
        head,
        about,
        frozenset(skeleton(stem) for stem in about),
        numbers,
        grammar.stems(quoted)[0] if quoted else frozenset(),
        frozenset(names),
    )


def about_alike(a: Words, b: Words) -> float:
    """How far two titles are about the same thing, 0 to 1.

    A title that says nothing besides its sort is neither for nor against.
    """
    a, b = _as_named_by(b, a), _as_named_by(a, b)
    if a.lang == b.lang:
        return _overlap(a.about, b.about)
    return _overlap(a.folded, b.folded)


def named_apart(a: Words, b: Words) -> bool:
    """Whether each title has a proper name that the other lacks: the mission of one union is not another's."""
    a, b = _as_named_by(b, a), _as_named_by(a, b)
    return bool(a.names - b.names - b.folded) and bool(b.names - a.names - a.folded)


def _as_named_by(other: Words, own: Words) -> Words:
    """A title read beside another: "заседание Комиссии" is that of the central one, if the other names it."""
    if "=commission" not in own.names or "=cec" not in other.names:
        return own
    about, folded, names = (found - {"=commission"} | {"=cec"} for found in (own.about, own.folded, own.names))
    return replace(own, about=about, folded=folded, names=names)


def one_name(a: Words, b: Words) -> bool:
    """Whether two quoted names are one, in a translation by most of its words: "Выборы глазами детей", "Выбары вачыма
    дзяцей"."""
    if a.lang == b.lang:
        return _overlap(a.quoted, b.quoted) > 0.6
    return _overlap(frozenset(map(skeleton, a.quoted)), frozenset(map(skeleton, b.quoted))) > 0.5


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    if not a and not b:
        return 0.6
    if not a or not b:
        return 0.45
    common = len(a & b)
    return 0.6 * common / min(len(a), len(b)) + 0.4 * common / len(a | b)


def skeleton(stem: str) -> str:
    """A stem without vowels, soft signs and doubled letters: what cognates share ("комисс", "каміс": "кмс")."""
    if stem.startswith("="):
        return stem
    if stem.isascii():
        stem = _ROMANISED.sub(lambda found: _LETTERS.get(found[0], ""), stem)
    bare = re.sub(r"(.)\1+", r"\1", stem.translate(_SOUNDS))
    bare = bare.replace("стн", "сн").replace("здн", "зн").replace("дз", "д")
    return bare if len(bare) > 1 else stem


@lru_cache(maxsize=20_000)
def districts(text: str, lang: str) -> frozenset[str]:
    """The proper names of the districts that a sentence speaks of, the same across languages ("по Лидскому округу")."""
    return frozenset(skeleton(found[1].lower().replace("ё", "е")) for found in _grammar(lang).district.finditer(text))


class _Grammar:
    """One language's file, compiled."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.endings = sorted(data["endings"], key=lambda ending: (-len(ending), ending))
        self.district = re.compile(data["district"])
        self.drop = frozenset(word.replace("ё", "е") for word in data["drop"])
        self.heads = [(name, _any(forms)) for name, forms in data["heads"].items()]
        self.same = [(f"={name}", _any(forms)) for name, forms in data["same"].items()]
        self.ordinals = [(number, _any(forms)) for number, forms in data["ordinals"].items()]

    def head(self, text: str) -> tuple[str | None, str]:
        """The sort of occasion that is named first, and the text without it."""
        found = [(match.start(), -match.end(), name, match) for name, one in self.heads if (match := one.search(text))]
        if not found:
            return None, text
        _, _, name, match = min(found, key=lambda hit: hit[:3])
        return name, f"{text[: match.start()]} {text[match.end() :]}"

    def stems(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """What a text in lower case is about, and the numbers in it."""
        about, numbers = set(), set()
        for number, one in self.ordinals:
            if one.search(text):
                numbers.add(number)
                text = one.sub(" ", text)
        for name, one in self.same:
            if one.search(text):
                about.add(name)
                text = one.sub(" ", text)
        for word in _WORD.findall(text):
            if word[0].isdigit():
                numbers.add(word)
            elif word not in self.drop:
                about.add(self.stem(word))
        return frozenset(about), frozenset(numbers)

    def names(self, title: str, low: str) -> frozenset[str]:
        """The stems of the proper names of a title, ``low`` in lower case, by what they mean where the file knows."""
        found: set[str] = set()
        known = [(hit.span(), name) for name, one in self.same for hit in one.finditer(low)]
        for name in _NAME.finditer(title):
            meant = next((means for (start, end), means in known if start <= name.start() < end), None)
            found |= {meant} if meant else self.stems(low[name.start() : name.end()])[0]
        return frozenset(found)

    def stem(self, word: str) -> str:
        """A word without its ending, at least three letters of it."""
        for ending in self.endings:
            if len(word) - len(ending) >= 3 and word.endswith(ending):
                return word[: -len(ending)]
        return word


def _any(forms: list[str]) -> re.Pattern[str]:
    """A pattern for any of these words or phrases, longest first, whole words only."""
    parts = [
        re.escape(form.replace("ё", "е")).replace(r"\*", r"[\w'’]*").replace(r"\ ", r"\s+")
        for form in sorted(forms, key=lambda form: (-len(form), form))
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")


@cache
def _grammar(lang: str) -> _Grammar:
    return _Grammar(merging(lang))


@cache
def merging(lang: str) -> dict[str, Any]:
    """What the file of a language says; the Russian one for a language that has none."""
    folder = files("timeline.languages")
    own = folder / f"{lang}_merging.toml"
    if not lang.isascii() or not lang.isalpha() or not own.is_file():
        own = folder / "ru_merging.toml"
    return tomllib.loads(own.read_text(encoding="utf-8"))
