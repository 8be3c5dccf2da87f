"""Finding many patterns in one text at once: told by its words before any is tried."""

from __future__ import annotations

import re
import sys
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from timeline.mentions.text.remembered import Remembered
from timeline.mentions.text.sentences import as_schools_spell, looked_up, lowered
from timeline.mentions.vocabulary.patterns import END, WORD_ENDS, begun_with, spelt_by

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from timeline.mentions.vocabulary.patterns import Pattern

_RUN = re.compile("[0-9a-z_а-яёіўїєґ][0-9a-z_а-яёіўїєґ-]*|%")
"""A run of the letters that patterns are written in, without the hyphens that may be a bullet before it: what stands
beside a letter of another script matches nothing."""
_LATELY, _LONG = 512, 2000
"""Texts whose hearing is kept, and the letters of the longest: a sentence is asked for one family after the other."""
_STOP = re.compile(r"[-\d]")

T = TypeVar("T")
Heard: TypeAlias = "tuple[Pattern, T, Sequence[int] | None]"
"""A pattern that can match in a text, what it means, and where alone a match can begin (``None``: anywhere)."""
Families: TypeAlias = "frozenset[str] | tuple[str, ...]"


class Hearing(dict[str, "list[Heard[T]]"], Generic[T]):
    """The patterns that can match in a text (``possible``, a bit for each), by family: gathered in the order of the
    entries when the family is first asked for, an empty list where none can.
    """

    __slots__ = ("_families", "_index", "_pieces", "_start", "_told", "possible")

    def __init__(self, index: Index[T], pieces: Sequence[str], told: Sequence[int], start: int = 0) -> None:
        self._index = index
        self._families = index.families
        self._pieces = pieces
        self._told = told
        self._start = start
        self.possible = index.possible(told)

    def __contains__(self, family: object) -> bool:
        return self.possible & self._families.get(family, 0) != 0

    def any_of(self, families: Families) -> bool:
        """Whether a pattern of these families can match."""
        return self.possible & self._index.family[families] != 0

    def __missing__(self, family: str) -> list[Heard[T]]:
        found = self[family] = self._gathered(self.possible & self._families.get(family, 0))
        return found

    def search(self, family: str, low: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match of the first pattern of a family that has one within ``low[start:end]`` of the text."""
        if not self.possible & self._families.get(family, 0):
            return None
        for pattern, _, starts in self[family]:
            if starts is None:
                if found := pattern.regex.search(low, start, end):
                    return found
                continue
            for place in starts:
                if start <= place < end and (found := pattern.regex.match(low, place, end)):
                    return found
        return None

    def _gathered(self, possible: int) -> list[Heard[T]]:
        """These patterns, each with where words stand that can begin it."""
        if not possible:
            return []
        starts: dict[int, list[int]] = {place: [] for place in _places(possible)}
        pieces, at, last = self._pieces, self._start, 0
        for number, told in enumerate(self._told):
            if not told & possible:
                continue
            at += sum(map(len, pieces[last:number])) + number - last
            last = number
            for start, begun in self._index.begun[pieces[number]]:
                for place in begun if at + start >= 0 else ():
                    if place in starts:
                        starts[place].append(at + start)
        entries = self._index.entries
        found: list[Heard[T]] = []
        for place, begin in starts.items():
            _, entry, meaning = entries[place]
            found.append((entry, meaning, begin if entry.first else None))
        return found


class _Piece:
    """Letters that patterns need: what they tell for certain, and the patterns to be tried on the whole word."""

    __slots__ = ("told", "tried")

    def __init__(self) -> None:
        self.told = self.tried = 0


class _Together(dict[Families, int]):
    """The patterns of several families, a bit for each; put together once, since the same are asked for again."""

    def __init__(self, each: Mapping[object, int]) -> None:
        super().__init__()
        self._each = each

    def __missing__(self, families: Families) -> int:
        self[families] = together = reduce(or_, (self._each.get(family, 0) for family in families), 0)
        return together


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
                        piece.told |= 1 << place << len(self.entries)
                    elif entry.plain:
                        piece.told |= 1 << place
                    else:
                        piece.tried |= 1 << place
        self._any_within = spelt_by(self._within)
        self._every = (1 << len(self.entries)) - 1
        self._always = sum(1 << place for place, (_, entry, _) in enumerate(self.entries) if not entry.needs)
        self.families: dict[object, int] = {}
        for place, (family, _, _) in enumerate(self.entries):
            self.families[family] = self.families.get(family, 0) | 1 << place
        self._words = Remembered(self._of_word)
        self.told = Remembered(self._of_piece)
        self._same: dict[int, int] = {}
        self.begun = Remembered(self._begun)
        self.letters = lru_cache(maxsize=16)(self._letters_of)
        self.family = _Together(self.families)
        self.heard = Remembered(self._hearing, most=_LATELY, longest=_LONG)
        """What the words of a text in lower case tell, under that text."""

    def _of_word(self, word: str) -> int:
        """What a word tells, two sets of patterns in one number, from the lowest bit on: those that it begins, and
        those that need it besides."""
        told = tried = 0
        for spelling in _spellings(word):
            for piece in (*_spelt(self._opening, spelling), *self._inside(spelling)):
                told |= piece.told
                tried |= piece.tried
        for place in _places(tried & ~told) if tried else ():
            if self.entries[place][1].begins(word):
                told |= 1 << place
        return told

    def _inside(self, word: str) -> list[_Piece]:
        """What is kept for letters anywhere in a word; most words have none of them."""
        inside: list[_Piece] = []
        found = self._any_within.search(word)
        while found is not None:
            inside += _spelt(self._within, word[found.start() :])
            found = self._any_within.search(word, found.start() + 1)
        return inside

    def _begun(self, piece: str) -> tuple[tuple[int, list[int]], ...]:
        """Where the words between two blanks stand that begin patterns, and which they begin, by their places."""
        found: dict[int, int] = {}
        for low in readings(piece):
            for run in _RUN.finditer(low):
                found[run.start()] = found.get(run.start(), 0) | self._words[run[0]] & self._every
        return tuple((start, _places(begun)) for start, begun in sorted(found.items()) if begun)

    def _of_piece(self, piece: str) -> int:
        """What the words between two blanks tell together; the same number is kept once."""
        told = 0
        for low in readings(piece):
            for run in _RUN.findall(low):
                told |= self._words[run]
        return self._same.setdefault(told, told) if told else 0

    def possible(self, told: Iterable[int]) -> int:
        """The patterns that can begin in a text and have all that they need, from what its pieces have ``told``."""
        together = reduce(or_, filter(None, told), 0)
        return together & (self._alone | together >> len(self.entries)) | self._always

    def _hearing(self, low: str) -> Hearing[T]:
        pieces = low.split(" ")
        return Hearing(self, pieces, list(map(self.told.__getitem__, pieces)))

    def heard_in(self, low: str, pieces: Sequence[str], told: Sequence[int], start: int) -> Hearing[T]:
        """What is ``heard`` of a sentence, of which it is known what each piece between two blanks has ``told``. The
        first of them stands at ``start``, which is below 0 where it begins before the sentence."""
        found = self.heard.get(low)
        if found is None:
            found = Hearing(self, pieces, told, start)
            self.heard.keep(low, found)
        return found

    def told_of(self, piece: str, families: Families) -> int:
        """What a word between two blanks has ``told`` of the patterns of these families alone."""
        family = self.family[families]
        return self.told[piece] & (family | family << len(self.entries))

    def _letters_of(self, families: Families) -> re.Pattern[str]:
        """What finds letters of each word that a pattern of a few families needs, the cheapest look at a text."""
        some = (entry for family, entry, _ in self.entries if family in families)
        return begun_with(letters for one in some for needed in (one.needs or (("",),)) for letters in needed)

    def find(self, family: str, low: str) -> list[tuple[int, int, T]]:
        """Every match of a family: start, end, meaning; in the order of the entries."""
        found = []
        for pattern, meaning, starts in self.heard[low][family]:
            if starts is None:
                found += [(*match.span(), meaning) for match in pattern.regex.finditer(low)]
                continue
            last = 0
            for start in starts:
                if start >= last and (match := pattern.regex.match(low, start)):
                    last = match.end()
                    found.append((start, last, meaning))
        return found


def readings(piece: str) -> Collection[str]:
    """A piece of a text as it is looked up, in either spelling where it may be Belarusian."""
    low = looked_up(lowered(piece))
    taught = as_schools_spell(low)
    return (low,) if taught == low else (low, taught)


def _grown(tree: dict[str, Any], letters: str) -> _Piece:
    """What a tree keeps for some letters, with a way to it."""
    for letter in letters:
        tree = tree.setdefault(letter, {})
    piece: _Piece = tree.setdefault(END, _Piece())
    return piece


def _spellings(word: str) -> list[str]:
    """A word with its end, and what of it stands before a hyphen or a digit, which may end one too."""
    if word.isalpha():
        return [word + WORD_ENDS]  # most words
    return [word + WORD_ENDS, *(word[: stop.start()] + WORD_ENDS for stop in _STOP.finditer(word))]


def _spelt(tree: dict[str, Any], word: str) -> list[_Piece]:
    """What a tree keeps for the beginnings of a word."""
    found = []
    for letter in word:
        if (branch := tree.get(letter)) is None:
            break
        tree = branch
        if END in tree:
            found.append(tree[END])
    return found


def _places(bits: int) -> list[int]:
    """The places of a set of patterns, in their order."""
    found = []
    while bits:
        found.append(bits.bit_length() - 1)
        bits ^= 1 << found[-1]
    return found[::-1]
