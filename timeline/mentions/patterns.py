"""Patterns of the language files, and finding many of them in one sentence at once.

A pattern is written in lower case with е for ё. "*" is the rest of a word, ".." up to four words without
a stop between them, a space any white space; groups and alternatives are those of regular expressions.
Each is compiled when it is first tried, and tried only in a text with a word that it needs (see ``Index``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_GAP = r"\s+(?:[^\s,;:.!?()—–]+\s+){0,4}?"
_SOME = r"(?:(?:[^\s,;:.!?()—–]+\s+){1,4}?)?"
_RUN = re.compile(r"[\w-]+|%")
_FAST_RUN = re.compile("[0-9a-z_а-яёіўїєґ-]+|%")
"""A run of the letters that patterns are written in: what stands beside a letter of another script matches nothing."""
_ONE_WORD = re.compile(r"(?:[\w|()?*-]|\?:|\\w[+?]?|\[[\w-]+\]|\{\d,\d\})+")
"""What can match only letters, digits and hyphens: the first word of a pattern lies within one run of them."""
_LONG = 40
"""Letters of a word that is too long to be worth remembering."""

T = TypeVar("T")


def _rest_of_word(text: str) -> str:
    return re.sub(r"(?<=[\w)])\*", r"\\w*", text)


def _regex(text: str) -> re.Pattern[str]:
    body = _rest_of_word(text.replace("(?:.. )?", _SOME).replace(" .. ", _GAP))
    body = re.sub(r" (?![^\[]*\])", r"\\s+", body)
    return re.compile(rf"(?<![\w-])(?:{body})(?!\w)")


@dataclass(frozen=True)
class Pattern:
    """One pattern. Of each of ``needs``, at most two, at least one is in every text that it matches.

    ``first`` is its first word, of which the first of ``needs`` are letters; it is empty where a match need not begin
    with a whole word of the text.
    """

    text: str
    needs: tuple[tuple[str, ...], ...]
    first: str = ""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return _regex(self.text)

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_rest_of_word(self.first)})(?!\w)")

    def begins(self, word: str) -> bool:
        """Whether a match can begin with a word."""
        return not self.first or self._opening.match(word) is not None

    def search(self, low: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Its first match within ``low[start:end]``."""
        return self.regex.search(low, start, len(low) if end is None else end)

    def spans(self, low: str) -> Iterator[tuple[int, int]]:
        """Where it matches."""
        for found in self.regex.finditer(low):
            yield found.span()


@cache
def pattern(text: str) -> Pattern:
    first = _first(text)
    if first and (opens := _literals(_classless(first))):
        return Pattern(text, (tuple(sorted(opens)), *_needs(text[len(first) :])[:1]), first)
    return Pattern(text, _needs(text)[:2])


def _first(text: str) -> str:
    """The first word of a pattern, without what it only looks ahead for; empty where it is not one whole word."""
    word = _split(text, " ")[0].removesuffix("$")
    ahead = word.find("(?!") if "(?!" in word else word.find("(?=")
    plain = re.sub(r"\[[^\]]*\]", lambda found: "_" * len(found[0]), word)
    if ahead > 0 and _closing(plain, ahead) == len(word) - 1:
        word = word[:ahead]
    return word if _ONE_WORD.fullmatch(word) and len(_split(text, "|")) == 1 else ""


def _classless(text: str) -> str:
    return re.sub(r"\[[^\]]*\]", "[]", text)


class Heard(Generic[T]):
    """A pattern that can match in a text, what it means, and where alone a match can begin (``None``: anywhere)."""

    __slots__ = ("meaning", "pattern", "starts")

    def __init__(self, pattern: Pattern, meaning: T, starts: Sequence[int] | None) -> None:
        self.pattern = pattern
        self.meaning = meaning
        self.starts = starts

    def search(self, low: str, start: int, end: int) -> re.Match[str] | None:
        """The first match within ``low[start:end]``."""
        if self.starts is None:
            return self.pattern.regex.search(low, start, end)
        for place in self.starts:
            if start <= place < end and (found := self.pattern.regex.match(low, place, end)):
                return found
        return None

    def spans(self, low: str) -> Iterator[tuple[int, int]]:
        """Where it matches."""
        if self.starts is None:
            yield from self.pattern.spans(low)
            return
        last = 0
        for place in self.starts:
            if place >= last and (found := self.pattern.regex.match(low, place)):
                yield found.span()
                last = found.end()


class Index(Generic[T]):
    """Families of patterns with what each means, told by the words of a text before any is tried.

    A word, that is a run of letters and hyphens, is looked up once, whatever the number of patterns: which of them
    need it, and which of them it can begin.
    """

    def __init__(self, entries: Iterable[tuple[str, Pattern, T]]) -> None:
        self.entries = list(entries)
        self._first: dict[str, list[int]] = {}
        self._second: dict[str, list[int]] = {}
        for place, (_, entry, _) in enumerate(self.entries):
            for letters, by_letters in zip(entry.needs, (self._first, self._second), strict=False):
                for piece in letters:
                    by_letters.setdefault(piece, []).append(place)
        self._always = [place for place, (_, entry, _) in enumerate(self.entries) if not entry.needs]
        self._remembered = lru_cache(maxsize=1 << 14)(self._word)
        self.heard = lru_cache(maxsize=512)(self._heard)

    def _word(self, word: str) -> tuple[int, int, int, int] | None:
        """Sets of patterns, a bit for each: those that need no more than a word, those that need it to begin with and
        another, both of these, and those that need it besides."""
        first = {place for letters, places in self._first.items() if letters in word for place in places}
        first = {place for place in first if self.entries[place][1].begins(word)}
        alone = sum(1 << place for place in first if len(self.entries[place][1].needs) == 1)
        second = {place for letters, places in self._second.items() if letters in word for place in places}
        both, besides = sum(1 << place for place in first), sum(1 << place for place in second)
        return (alone, both & ~alone, both, besides) if both or besides else None

    def _heard(self, low: str) -> Mapping[str, list[Heard[T]]]:
        """The patterns that can match in a text, by family, in the order of the entries.

        Remembered for a while, as ``heard``: a sentence is asked for one family after the other.
        """
        runs = []
        possible = begun = wanted = 0
        for run in _FAST_RUN.finditer(low):
            word = run[0]
            told = self._remembered(word) if len(word) < _LONG else self._word(word)
            if told is not None:
                alone, first, both, besides = told
                possible |= alone
                begun |= first
                wanted |= besides
                runs.append((run.start(), both))
        possible |= begun & wanted
        starts: dict[int, list[int]] = {place: [] for place in self._always}
        for start, both in runs:
            hits = both & possible
            while hits:
                place = (hits & -hits).bit_length() - 1
                hits &= hits - 1
                starts.setdefault(place, []).append(start)
        found: dict[str, list[Heard[T]]] = {}
        for place in sorted(starts):
            family, entry, meaning = self.entries[place]
            found.setdefault(family, []).append(Heard(entry, meaning, starts[place] if entry.first else None))
        return found

    def find(self, family: str, low: str) -> Iterator[tuple[int, int, T]]:
        """Every match of a family: start, end, meaning; in the order of the entries."""
        for heard in self.heard(low).get(family, ()):
            for start, end in heard.spans(low):
                yield start, end, heard.meaning


def _needs(text: str) -> tuple[tuple[str, ...], ...]:
    """The letters that a text must hold for each word of a pattern, one of an entry, the longest first."""
    found = [sorted(_literals(word)) for word in _split(_classless(text.replace("(?:.. )?", "")), " ")]
    return tuple(tuple(letters) for letters in sorted(found, key=_shortest, reverse=True) if letters)


def _shortest(letters: Iterable[str]) -> int:
    return min(map(len, letters), default=0)


def _literals(word: str) -> set[str]:
    """The letters that one of its alternatives must hold; empty where it can match without any."""
    alternatives = _split(word, "|")
    if len(alternatives) > 1:
        found = [_literals(alternative) for alternative in alternatives]
        return set().union(*found) if all(found) else set()
    best: set[str] = set()
    for part, optional in _parts(word):
        if optional or part.startswith(("(?!", "(?=", "(?<")):
            continue
        literals = _inner(part)
        if _shortest(literals) > _shortest(best):
            best = literals
    return best


def _inner(part: str) -> set[str]:
    if not part.startswith("("):
        run = _RUN.match(part)
        return {run.group()} if run else set()
    body = part[3:-1] if part.startswith("(?:") else part[1:-1]
    found = [_needs(alternative) for alternative in _split(body, "|")]
    return {need for needs in found for need in needs[0]} if all(found) else set()


def _parts(word: str) -> Iterator[tuple[str, bool]]:
    """Runs of letters and groups, each with whether it may be missing."""
    place = 0
    while place < len(word):
        char = word[place]
        if char == "\\":
            place += 2  # a class of characters, no letters of its own
            continue
        if char == "{":
            place = word.index("}", place) + 1
            continue
        if char == "%":
            end = place + 1
        elif char == "(":
            end = _closing(word, place) + 1
        elif char == "[":
            end = word.index("]", place) + 1
        elif char.isalnum() or char in "-_":
            end = place
            while end < len(word) and (word[end].isalnum() or word[end] in "-_"):
                end += 1
            if word[end : end + 1] == "?":  # only the last letter is optional
                yield word[place : end - 1], False
                place = end + 1
                continue
        else:
            place += 1
            continue
        yield word[place:end], word[end : end + 1] == "?"
        place = end


def _closing(text: str, place: int) -> int:
    depth = 0
    for at in range(place, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise ValueError(f"a bracket is left open in the pattern {text!r}")


def _split(text: str, mark: str) -> list[str]:
    """Split at ``mark`` where it stands outside brackets."""
    parts, depth, begin = [], 0, 0
    for place, char in enumerate(text):
        depth += {"(": 1, ")": -1, "[": 1, "]": -1}.get(char, 0)
        if char == mark and depth == 0:
            parts.append(text[begin:place])
            begin = place + 1
    return [*parts, text[begin:]]
