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
from dataclasses import dataclass, replace

_PIECE = re.compile(
    r"\s*(?:(?P<name>[a-z]\w*)=)?(?:(?P<cls>[A-Z][A-Z0-9_]*(?:/[A-Z][A-Z0-9_]*)*)|(?P<op>[()|?]|\{\d+,\d+\}))"
)


class Alphabet:
    """Gives each set of classes its character, and each class the characters of all sets that hold it."""

    def __init__(self, first: int = 0x4E00) -> None:
        self._first = first
        self._chars: dict[frozenset[str], str] = {}
        self._members: dict[str, str] = {}

    def add(self, classes: Iterable[str]) -> str:
        """The character of a set of classes, which is given one where it has none."""
        key = frozenset(classes)
        char = self._chars.get(key)
        if char is None:
            char = self._chars[key] = chr(self._first + len(self._chars))
            for cls in key:
                self._members[cls] = self._members.get(cls, "") + char
        return char

    def get(self, classes: Iterable[str]) -> str:
        """The character of a set of classes (``KeyError`` for a set that was never added)."""
        return self._chars[frozenset(classes)]

    def sets(self) -> Iterable[tuple[frozenset[str], str]]:
        """All sets of classes, each with its character."""
        return self._chars.items()

    def outside(self, classes: frozenset[str]) -> str:
        """The characters of all sets that hold a class not among ``classes``."""
        return "".join(char for key, char in self._chars.items() if key - classes)

    def members(self, cls: str) -> str:
        """The characters of all sets that hold a class."""
        return self._members.get(cls, "")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern, and for each name its groups with their classes.

    ``first`` are the characters it can begin with, ``second`` those that can follow, ``None`` if it
    can end after the first.
    """

    source: str
    regex: re.Pattern[str]
    first: frozenset[str]
    second: frozenset[str] | None
    names: dict[str, tuple[tuple[int, tuple[str, ...]], ...]]

    def found(self, match: re.Match[str]) -> Found:
        """What a match of ``regex`` captures; of groups that share a name the first that is in it counts."""
        captured = {
            name: (match.start(group), classes)
            for name, groups in self.names.items()
            for group, classes in reversed(groups)
            if match.start(group) >= 0
        }
        return Found(match.start(), match.end(), captured)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern matches, and where each token that it captures stands, with the classes that it asks for."""

    start: int
    end: int
    captured: dict[str, tuple[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: what it can begin with and go on with, whether it can be nothing, or one token."""

    regex: str
    first: frozenset[str]
    second: frozenset[str]
    empty: bool
    one: bool

    def then(self, after: _Part) -> _Part:
        """This, and another behind it."""
        first = self.first | after.first if self.empty else self.first
        second = self.second | (after.first if self.one else _NO) | (after.second if self.empty else _NO)
        one = (self.one and after.empty) or (self.empty and after.one)
        return _Part(self.regex + after.regex, first, second, self.empty and after.empty, one)

    def times(self, count: str) -> _Part:
        """Repeated: "?" or "{2,3}"."""
        least = 0 if count == "?" else int(count[1 : count.index(",")])
        more = count != "?" and not count.endswith(",1}")
        second = self.second | (self.first if self.one and more else _NO)
        regex = f"(?:{self.regex}){count}"
        return _Part(regex, self.first, second, self.empty or least == 0, self.one and (self.empty or least <= 1))


_NO: frozenset[str] = frozenset()


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
    return Pattern(source, regex, part.first, None if part.one else part.second, names)


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
    first, second = (_NO.union(*sets) for sets in ([o.first for o in options], [o.second for o in options]))
    return _Part(regex, first, second, any(o.empty for o in options), any(o.one for o in options)), at


def _sequence(pieces: _Pieces, at: int, members: Callable[[str], str]) -> tuple[_Part | None, int]:
    whole, possible = _Part("", _NO, _NO, empty=True, one=False), True
    while at < len(pieces) and pieces[at]["op"] not in ("|", ")"):
        part, at = _atom(pieces, at, members)
        optional = at < len(pieces) and pieces[at]["op"] is not None and pieces[at]["op"][0] in "?{"
        if optional:
            count = pieces[at]["op"]
            at += 1
            if part is not None:
                part = part.times(count)
            elif count == "?" or count[1] == "0":
                continue
        if part is None:
            possible = False
            continue
        whole = whole.then(part)
    return (whole if possible else None), at


def _atom(pieces: _Pieces, at: int, members: Callable[[str], str]) -> tuple[_Part | None, int]:
    piece = pieces[at]
    if piece["op"] == "(":
        part, at = _alternatives(pieces, at + 1, members)
        if at >= len(pieces) or pieces[at]["op"] != ")":
            raise ValueError("a bracket is not closed")
        return (None if part is None else replace(part, regex=f"(?:{part.regex})")), at + 1
    if piece["cls"] is None:
        raise ValueError("a repetition without anything to repeat")
    chars = "".join(dict.fromkeys("".join(members(cls) for cls in piece["cls"].split("/"))))
    if not chars:
        return None, at + 1
    regex = f"[{chars}]"
    captured = f"(?P<{piece['name']}_{at}>{regex})" if piece["name"] else regex
    return _Part(captured, frozenset(chars), _NO, empty=False, one=True), at + 1
