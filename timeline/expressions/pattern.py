"""Patterns: sequences of word classes, compiled to regular expressions over class characters.

A text is first turned into a string with one character a token, a character standing for the set
of classes that the token belongs to. A pattern such as ``d=DAY m=MONTH (y=YEAR YEARWORD?)?`` then
is a regular expression over that string. The language of patterns:

    CLASS          a token of that class; ``A/B`` of one of several
    name=CLASS     the same, captured
    ( … | … )      alternatives
    x? x{2,3}      optional, repeated; repetition is always bounded, so that matching is linear
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_PIECE = re.compile(
    r"\s*(?:(?P<name>[a-z]\w*)=)?(?:(?P<cls>[A-Z][A-Z0-9_]*(?:/[A-Z][A-Z0-9_]*)*)|(?P<op>[()|?]|\{\d+,\d+\}))"
)


class Alphabet:
    """Gives each set of classes its character, and each class the characters of all sets that hold it."""

    def __init__(self) -> None:
        self._chars: dict[frozenset[str], str] = {}
        self._members: dict[str, str] = {}

    def add(self, classes: Iterable[str]) -> str:
        key = frozenset(classes)
        char = self._chars.get(key)
        if char is None:
            char = self._chars[key] = chr(0x4E00 + len(self._chars))
            for cls in key:
                self._members[cls] = self._members.get(cls, "") + char
        return char

    def get(self, classes: Iterable[str]) -> str:
        """The character of a set of classes (``KeyError`` for a set that was never added)."""
        return self._chars[frozenset(classes)]

    def outside(self, classes: frozenset[str]) -> str:
        """The characters of all sets that hold a class not among ``classes``."""
        return "".join(char for key, char in self._chars.items() if key - classes)

    def members(self, cls: str) -> str:
        return self._members.get(cls, "")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern, the characters it can begin with, and for each name its groups with their classes."""

    source: str
    regex: re.Pattern[str]
    first: frozenset[str]
    names: dict[str, tuple[tuple[int, tuple[str, ...]], ...]]


@dataclass(frozen=True, slots=True)
class _Part:
    regex: str
    first: frozenset[str]
    empty: bool


def compile_pattern(source: str, members: Callable[[str], str]) -> Pattern | None:
    """Compile ``source``; ``None`` when it needs a class that the language has no word of.

    Raises ``ValueError`` for a pattern that is not well formed or that can match nothing.
    """
    pieces = []
    at = 0
    while at < len(source.rstrip()):
        found = _PIECE.match(source, at)
        if not found:
            raise ValueError(f"pattern {source!r} is not well formed at {at}")
        pieces.append(found)
        at = found.end()
    part, rest = _alternatives(pieces, 0, members)
    if rest != len(pieces) or (part is not None and part.empty):
        raise ValueError(f"pattern {source!r} is not well formed")
    if part is None:
        return None
    regex = re.compile(part.regex)
    names: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = {}
    for group, index in regex.groupindex.items():
        name, _, piece = group.rpartition("_")
        names[name] = (*names.get(name, ()), (index, tuple(pieces[int(piece)]["cls"].split("/"))))
    return Pattern(source, regex, part.first, names)


_Pieces = list[re.Match[str]]


def _alternatives(pieces: _Pieces, at: int, members: Callable[[str], str]) -> tuple[_Part | None, int]:
    options: list[_Part] = []
    while True:
        part, at = _sequence(pieces, at, members)
        if part is not None:
            options.append(part)
        if at < len(pieces) and pieces[at]["op"] == "|":
            at += 1
            continue
        break
    if not options:
        return None, at
    if len(options) == 1:
        return options[0], at
    regex = "(?:" + "|".join(option.regex for option in options) + ")"
    return _Part(regex, frozenset().union(*(o.first for o in options)), any(o.empty for o in options)), at


def _sequence(pieces: _Pieces, at: int, members: Callable[[str], str]) -> tuple[_Part | None, int]:
    regex, first, empty, possible = "", frozenset[str](), True, True
    while at < len(pieces) and pieces[at]["op"] not in ("|", ")"):
        part, at = _atom(pieces, at, members)
        optional = at < len(pieces) and pieces[at]["op"] is not None and pieces[at]["op"][0] in "?{"
        if optional:
            count = pieces[at]["op"]
            at += 1
            if part is not None:
                part = _Part(f"(?:{part.regex}){count}", part.first, part.empty or count == "?" or count[1] == "0")
            elif count == "?" or count[1] == "0":
                continue
        if part is None:
            possible = False
            continue
        regex += part.regex
        if empty:
            first |= part.first
        empty = empty and part.empty
    return (_Part(regex, first, empty) if possible else None), at


def _atom(pieces: _Pieces, at: int, members: Callable[[str], str]) -> tuple[_Part | None, int]:
    piece = pieces[at]
    if piece["op"] == "(":
        part, at = _alternatives(pieces, at + 1, members)
        if at >= len(pieces) or pieces[at]["op"] != ")":
            raise ValueError("a bracket is not closed")
        return (None if part is None else _Part(f"(?:{part.regex})", part.first, part.empty)), at + 1
    if piece["cls"] is None:
        raise ValueError("a repetition without anything to repeat")
    chars = "".join(dict.fromkeys("".join(members(cls) for cls in piece["cls"].split("/"))))
    if not chars:
        return None, at + 1
    regex = f"[{chars}]"
    return _Part(f"(?P<{piece['name']}_{at}>{regex})" if piece["name"] else regex, frozenset(chars), False), at + 1
