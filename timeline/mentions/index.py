"""Finding many patterns in one text at once: told by its words before any is tried."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.mentions.patterns import Pattern

_RUN = re.compile("[0-9a-z_а-яёіўїєґ-]+|%")
"""A run of the letters that patterns are written in: what stands beside a letter of another script matches nothing."""
_LONG = 40
"""Letters without a blank that are too many to be worth remembering."""
_END = ""
"""Where a tree of letters keeps what the way to it spells."""

T = TypeVar("T")
Heard: TypeAlias = "tuple[Pattern, T, Sequence[int] | None]"
"""A pattern that can match in a text, what it means, and where alone a match can begin (``None``: anywhere)."""
Families: TypeAlias = "frozenset[str] | tuple[str, ...]"


class Hearing(dict[str, "list[Heard[T]]"], Generic[T]):
    """The patterns that can match in a text (``possible``, a bit for each), by family: gathered in the order of the
    entries when the family is first asked for, an empty list where none can.

    ``words`` are those of its words that begin any: where each stands, and what it begins.
    """

    __slots__ = ("_index", "possible", "words")

    def __init__(self, index: Index[T], possible: int, words: list[tuple[int, int]]) -> None:
        self._index = index
        self.possible = possible
        self.words = words

    def __contains__(self, family: object) -> bool:
        return self.possible & self._index.families.get(family, 0) != 0

    def any_of(self, families: Families) -> bool:
        """Whether a pattern of these families can match."""
        return self.possible & self._index.family(families) != 0

    def __missing__(self, family: str) -> list[Heard[T]]:
        found = self[family] = self._gathered(self.possible & self._index.families.get(family, 0))
        return found

    def _gathered(self, possible: int) -> list[Heard[T]]:
        if not possible:
            return []
        starts: dict[int, list[int]] = {place: [] for place in _places(possible)}
        for start, begun in self.words:
            if hits := begun & possible:
                for place in _places(hits):
                    starts[place].append(start)
        entries = self._index.entries
        found: list[Heard[T]] = []
        for place, begin in starts.items():
            _, entry, meaning = entries[place]
            found.append((entry, meaning, begin if entry.first else None))
        return found


class Told(NamedTuple):
    """What one word tells, each a set of patterns, a bit for each: those that need no more than this word, those that
    need it to begin with and another, both of these, and those that need it besides."""

    alone: int
    first: int
    both: int
    besides: int


class _Piece:
    """Letters that patterns need: to begin with, which is certain or to be tried on the whole word, or besides."""

    __slots__ = ("besides", "certain", "tried")

    def __init__(self) -> None:
        self.certain = self.tried = self.besides = 0


class Index(Generic[T]):
    """Families of patterns with what each means, told by the words of a text before any is tried.

    A word, that is a run of letters and hyphens, is looked up once, whatever the number of patterns: which of them
    need it, and which of them it can begin.
    """

    def __init__(self, entries: Iterable[tuple[str, Pattern, T]]) -> None:
        self.entries = list(entries)
        self._opening: dict[str, Any] = {}
        self._within: dict[str, Any] = {}
        self._alone = 0
        for place, (_, entry, _) in enumerate(self.entries):
            self._alone |= (len(entry.needs) == 1) << place
            for rank, (pieces, opens) in enumerate(zip(entry.needs, entry.opens, strict=True)):
                for letters in pieces:
                    piece = _grown(self._opening if opens else self._within, letters)
                    if rank:
                        piece.besides |= 1 << place
                    elif entry.plain:
                        piece.certain |= 1 << place
                    else:
                        piece.tried |= 1 << place
        self._always = sum(1 << place for place, (_, entry, _) in enumerate(self.entries) if not entry.needs)
        self._remembered = lru_cache(maxsize=1 << 14)(self._chunk)
        self._word = lru_cache(maxsize=1 << 14)(self._told)
        self.families: dict[object, int] = {}
        for place, (family, _, _) in enumerate(self.entries):
            self.families[family] = self.families.get(family, 0) | 1 << place
        self.hint = lru_cache(maxsize=64)(self._hint)
        self.family = lru_cache(maxsize=64)(self._family)
        self.heard = lru_cache(maxsize=512)(self._hearing)

    def _hint(self, families: Families) -> re.Pattern[str]:
        """Letters of which every text has some in which a pattern of these families matches: the cheapest test."""
        needs = [entry.needs for family, entry, _ in self.entries if family in families]
        pieces = {piece for need in needs for piece in max(need, key=lambda some: min(map(len, some)), default=("",))}
        return re.compile("|".join(map(re.escape, sorted(pieces))) or "(?!)")

    def _told(self, word: str) -> Told | None:
        """What a word tells, ``None`` if nothing."""
        begun = tried = besides = 0
        for piece in _spelt(self._opening, word):
            begun |= piece.certain
            tried |= piece.tried
            besides |= piece.besides
        for start in range(len(word)):
            for piece in _spelt(self._within, word[start:]):
                begun |= piece.certain
                tried |= piece.tried
                besides |= piece.besides
        for place in _places(tried & ~begun):
            if self.entries[place][1].begins(word):
                begun |= 1 << place
        return Told(begun & self._alone, begun & ~self._alone, begun, besides) if begun or besides else None

    def _chunk(self, chunk: str) -> tuple[tuple[int, Told], ...]:
        """What the words of a chunk between two blanks tell, and where each stands."""
        word = self._word if len(chunk) < _LONG else self._told
        runs = ((run.start(), word(run[0])) for run in _RUN.finditer(chunk))
        return tuple((start, told) for start, told in runs if told is not None)

    def _hearing(self, low: str) -> Hearing[T]:
        """What the words of a text tell. Remembered for a while, as ``heard``: a sentence is asked for one family
        after the other."""
        words = []
        possible = begun = wanted = at = 0
        for chunk in low.split(" "):
            for start, (alone, first, both, besides) in (
                self._remembered(chunk) if len(chunk) < _LONG else self._chunk(chunk)
            ):
                possible |= alone
                begun |= first
                wanted |= besides
                if both:
                    words.append((at + start, both))
            at += len(chunk) + 1
        return Hearing(self, possible | (begun & wanted) | self._always, words)

    def _family(self, families: Families) -> int:
        """The patterns of some families, a bit for each."""
        return sum(1 << place for place, (family, _, _) in enumerate(self.entries) if family in families)

    def search(self, family: str, low: str, start: int, end: int) -> re.Match[str] | None:
        """The first match of the first pattern of a family that has one within ``low[start:end]``."""
        for pattern, _, starts in self.heard(low)[family]:
            if starts is None:
                if found := pattern.regex.search(low, start, end):
                    return found
                continue
            for place in starts:
                if start <= place < end and (found := pattern.regex.match(low, place, end)):
                    return found
        return None

    def find(self, family: str, low: str) -> list[tuple[int, int, T]]:
        """Every match of a family: start, end, meaning; in the order of the entries."""
        found = []
        for pattern, meaning, starts in self.heard(low)[family]:
            if starts is None:
                found += [(*match.span(), meaning) for match in pattern.regex.finditer(low)]
                continue
            last = 0
            for start in starts:
                if start >= last and (match := pattern.regex.match(low, start)):
                    last = match.end()
                    found.append((start, last, meaning))
        return found


def _grown(tree: dict[str, Any], letters: str) -> _Piece:
    """What a tree keeps for some letters, with a way to it."""
    for letter in letters:
        tree = tree.setdefault(letter, {})
    piece: _Piece = tree.setdefault(_END, _Piece())
    return piece


def _spelt(tree: dict[str, Any], word: str) -> list[_Piece]:
    """What a tree keeps for the beginnings of a word."""
    found = []
    for letter in word:
        if (branch := tree.get(letter)) is None:
            break
        tree = branch
        if _END in tree:
            found.append(tree[_END])
    return found


def _places(bits: int) -> list[int]:
    """The places of a set of patterns, in their order."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
