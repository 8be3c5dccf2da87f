"""Patterns of the language files, and finding many of them in one sentence at once.

A pattern is written in lower case with е for ё. "*" is the rest of a word, ".." up to four words without
a stop between them, a space any white space; groups and alternatives are those of regular expressions.
Each is compiled when it is first tried, and tried only where a piece of text that it needs is present.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GAP = r"\s+(?:[^\s,;:.!?()—–]+\s+){0,4}?"
_SOME = r"(?:(?:[^\s,;:.!?()—–]+\s+){1,4}?)?"

T = TypeVar("T")


@cache
def _regex(text: str) -> re.Pattern[str]:
    body = text.replace("(?:.. )?", _SOME).replace(" .. ", _GAP)
    body = re.sub(r"(?<=[\w)])\*", r"\\w*", body)
    body = re.sub(r" (?![^\[]*\])", r"\\s+", body)
    return re.compile(rf"(?<![\w-])(?:{body})(?!\w)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern; at least one of ``needs`` is in every text that it matches (none given: no such is known)."""

    text: str
    needs: tuple[str, ...]

    def possible(self, low: str) -> bool:
        for need in self.needs:  # a loop, not any(): this is asked more often than anything else
            if need in low:
                return True
        return not self.needs

    @property
    def regex(self) -> re.Pattern[str]:
        return _regex(self.text)

    def search(self, low: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Its first match within ``low[start:end]``."""
        if not self.possible(low):
            return None
        return _regex(self.text).search(low, start, len(low) if end is None else end)

    def spans(self, low: str) -> Iterator[tuple[int, int]]:
        """Where it matches."""
        for found in _regex(self.text).finditer(low):
            yield found.span()


def pattern(text: str) -> Pattern:
    return Pattern(text, _needs(re.sub(r"\[[^\]]*\]", "[]", text.replace("(?:.. )?", ""))))


class Index(Generic[T]):
    """Patterns with what they mean, each tried only where one of its needs stands in the text."""

    def __init__(self, entries: Iterable[tuple[Pattern, T]]) -> None:
        self.entries = list(entries)
        self._by_need: dict[str, list[int]] = {}
        for place, (entry, _) in enumerate(self.entries):
            for need in entry.needs or ("",):
                self._by_need.setdefault(need, []).append(place)

    def find(self, low: str) -> Iterator[tuple[int, int, T]]:
        """Every match: start, end, meaning; in the order of the entries."""
        tried = {place for need, places in self._by_need.items() if need in low for place in places}
        for place in sorted(tried):
            entry, meaning = self.entries[place]
            for start, end in entry.spans(low):
                yield start, end, meaning


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
