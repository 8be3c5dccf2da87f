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
_RUN = re.compile(r"[\w-]+")
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
    """One pattern; at least one of ``needs`` is in every text that it matches (none given: no such is known).

    ``first`` is its first word, empty where a match need not begin with a whole word of the text; at least one of
    ``opens`` is in that word, and ``alone`` says that it needs no other.
    """

    text: str
    needs: tuple[str, ...]
    first: str = ""
    opens: tuple[str, ...] = ()
    alone: bool = False

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return _regex(self.text)

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_rest_of_word(self.first)})(?!\w)")

    def begins(self, word: str) -> bool:
        """Whether a match can begin with a word."""
        return self._opening.match(word) is not None

    def search(self, low: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Its first match within ``low[start:end]``."""
        if self.needs and not any(need in low for need in self.needs):
            return None
        return self.regex.search(low, start, len(low) if end is None else end)

    def spans(self, low: str) -> Iterator[tuple[int, int]]:
        """Where it matches."""
        for found in self.regex.finditer(low):
            yield found.span()


@cache
def pattern(text: str) -> Pattern:
    first = _first(text)
    opens = tuple(sorted(_literals(_classless(first))))
    if not opens:
        return Pattern(text, _needs(_classless(text.replace("(?:.. )?", ""))))
    rest = _needs(_classless(text[len(first) :].replace("(?:.. )?", "")))
    return Pattern(text, rest or opens, first, opens, alone=not rest)


def _first(text: str) -> str:
    """The first word of a pattern, without what it only looks ahead for; empty where it is not one whole word."""
    word = _split(text, " ")[0]
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
        self._needing: dict[str, list[int]] = {}
        self._opening: dict[str, list[int]] = {}
        for place, (_, entry, _) in enumerate(self.entries):
            for need in entry.needs:
                self._needing.setdefault(need, []).append(place)
            for letters in entry.opens:
                self._opening.setdefault(letters, []).append(place)
        self._always = frozenset(place for place, (_, entry, _) in enumerate(self.entries) if not entry.needs)
        self._remembered = lru_cache(maxsize=1 << 14)(self._word)
        self.heard = lru_cache(maxsize=256)(self._heard)

    def _word(self, word: str) -> tuple[frozenset[int], tuple[int, ...]] | None:
        """The patterns that need something in a word, and those that can begin with it."""
        needing = {place for letters, places in self._needing.items() if letters in word for place in places}
        opening = {place for letters, places in self._opening.items() if letters in word for place in places}
        begun = {place for place in opening if self.entries[place][1].begins(word)}
        needing -= {place for place in opening - begun if self.entries[place][1].alone}
        return (frozenset(needing), tuple(begun)) if needing or begun else None

    def _heard(self, low: str) -> Mapping[str, list[Heard[T]]]:
        """The patterns that can match in a text, by family, in the order of the entries.

        Remembered for a while, as ``heard``: a sentence is asked for one family after the other.
        """
        possible = set(self._always)
        starts: dict[int, list[int]] = {}
        for run in _RUN.finditer(low):
            word = run[0]
            told = self._remembered(word) if len(word) < _LONG else self._word(word)
            if told is not None:
                possible |= told[0]
                for place in told[1]:
                    starts.setdefault(place, []).append(run.start())
        found: dict[str, list[Heard[T]]] = {}
        for place in sorted(possible):
            family, entry, meaning = self.entries[place]
            if not entry.first or place in starts:
                found.setdefault(family, []).append(Heard(entry, meaning, starts.get(place)))
        return found

    def find(self, family: str, low: str) -> Iterator[tuple[int, int, T]]:
        """Every match of a family: start, end, meaning; in the order of the entries."""
        for heard in self.heard(low).get(family, ()):
            for start, end in heard.spans(low):
                yield start, end, heard.meaning


def _needs(text: str) -> tuple[str, ...]:
    """Of the words of a pattern, the one that says most: the letters it must hold, an entry for each alternative."""
    best: tuple[str, ...] = ()
    for word in _split(text, " "):
        literals = _literals(word)
        if literals and min(map(len, literals)) > min(map(len, best), default=0):
            best = tuple(sorted(literals))
    return best


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
        if literals and min(map(len, literals)) > min(map(len, best), default=0):
            best = literals
    return best


def _inner(part: str) -> set[str]:
    if not part.startswith("("):
        run = re.match(r"[\w-]+", part)
        return {run.group()} if run else set()
    body = part[3:-1] if part.startswith("(?:") else part[1:-1]
    found = [_needs(alternative) for alternative in _split(body, "|")]
    return {need for needs in found for need in needs} if all(found) else set()


def _parts(word: str) -> Iterator[tuple[str, bool]]:
    """Runs of letters and groups, each with whether it may be missing."""
    place = 0
    while place < len(word):
        char = word[place]
        if char == "\\":
            place += 2  # a class of characters, no letters of its own
            continue
        if char == "(":
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
