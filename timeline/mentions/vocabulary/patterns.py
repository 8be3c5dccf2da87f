"""Patterns of the language files.

A pattern is written in lower case with е for ё. "*" is the rest of a word, ".." up to four words without
a stop between them ("2,5" has none), a space any white space; groups and alternatives are those of regular expressions.
Each is compiled when it is first tried, and tried only in a text with a word that it needs (see
``timeline.mentions.vocabulary.index``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_GAP = r"\s+(?:(?:\d+,)?[^\s,;:.!?()—–]+\s+){0,4}?"
_SOME = r"(?:(?:[^\s,;:.!?()—–]+\s+){1,4}?)?"
_RUN = re.compile(r"[\w-]+|%")
END = ""
"""Where a tree of letters keeps what the way to it spells."""
WORD_ENDS = " "
"""Behind the letters of a need that are a whole word of the text, or all of one before a hyphen or a digit."""
_LOOK = re.compile(r"\(\?<?[!=]")
_ONE_WORD = re.compile(r"(?:[\w|()?*-]|\?:|\\w[+?]?|\[[\w-]+\]|\{\d,\d\})+")
"""What can match only letters, digits and hyphens: the first word of a pattern lies within one run of them."""


def _rest_of_word(text: str) -> str:
    return re.sub(r"(?<=[\w)])\*", r"\\w*", text)


def _regex(text: str) -> re.Pattern[str]:
    body = _rest_of_word(text.replace("(?:.. )?", _SOME).replace(" .. ", _GAP))
    body = re.sub(r" (?![^\[]*\])", r"\\s+", body)
    return re.compile(rf"(?<![\w-])(?:{body})(?!\w)")


@dataclass(frozen=True)
class Pattern:
    """One pattern. Of each of ``needs``, at most two, at least one is in every text that it matches; it may say that
    its word ends there (``WORD_ENDS``).

    ``first`` is its first word, of which the first of ``needs`` are letters; it is empty where a match need not begin
    with a whole word of the text. ``opens`` says of each of ``needs`` whether a word of the text begins with it.
    """

    text: str
    needs: tuple[tuple[str, ...], ...]
    first: str = ""
    opens: tuple[bool, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What it is tried by, made when it first is."""
        return _regex(self.text)

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_rest_of_word(self.first)})(?!\w)")

    @cached_property
    def plain(self) -> bool:
        """Whether a match can begin with every word that begins with one of the first of its needs."""
        if not self.first or not self.opens[0]:
            return not self.first
        begun = {(letters.removesuffix(WORD_ENDS), True) for letters in self.needs[0]}
        return begun == _beginnings(self.first.removesuffix("*"))

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
    """The pattern of a text, as language files write it (see the module). Raises ``ValueError`` for an open bracket."""
    word = _split(text, " ")[0]
    first, behind = _first(word) if len(_split(text, "|")) == 1 else ("", "")
    if first and (needed := _needed(first)):
        others = _needed(behind + text[len(word) :])
        needed += (others or (_needed(text) if " " in _without_looks(word) else others))[:1]
    else:
        first, needed = "", _needed(text)[:2]
    return Pattern(text, tuple(letters for letters, _ in needed), first, tuple(opens for _, opens in needed))


def _first(word: str) -> tuple[str, str]:
    """The first word of a pattern, without what it only looks around for; empty where it is not one whole word. Where
    it begins with one of several phrases, their first words, and what stands behind all of them."""
    plain = _without_looks(word.removesuffix("$"))
    if " " not in plain or not plain.startswith("(?:"):
        return plain if _ONE_WORD.fullmatch(plain) else "", ""
    end = _closing(plain, 0)
    phrases, behind = [_split(way, " ") for way in _split(plain[3:end], "|")], plain[end + 1 :]
    if behind.startswith(("?", "{")) or (behind and any(len(phrase) == 1 for phrase in phrases)):
        return "", ""
    ways = [_first(phrase[0])[0] for phrase in phrases]
    return (f"(?:{'|'.join(ways)})", behind) if all(ways) else ("", "")


def _without_looks(word: str) -> str:
    """A word of a pattern without what must or must not stand before it, in it or behind it."""
    masked = re.sub(r"\[[^\]]*\]", lambda found: "_" * len(found[0]), word)
    look = _LOOK.search(masked)
    while look is not None:
        end = _closing(masked, look.start()) + 1
        word, masked = word[: look.start()] + word[end:], masked[: look.start()] + masked[end:]
        look = _LOOK.search(masked)
    return word


def _classless(text: str) -> str:
    return re.sub(r"\[[^\]]*\]", "[]", text)


def _needed(text: str) -> list[tuple[tuple[str, ...], bool]]:
    """The letters that a text must hold for each word of a pattern, one of an entry, and whether a word of the text
    begins with them; the longest first."""
    words = _split(_classless(text.replace("(?:.. )?", "")), " ")
    found = [(tuple(sorted(letters)), opens) for letters, opens in map(_told_by, words) if letters]
    return sorted(found, key=lambda entry: _shortest(entry[0]), reverse=True)


def _told_by(word: str) -> tuple[set[str], bool]:
    """Letters of which some are in every text with that word of a pattern, and whether a word of the text begins with
    them: its beginnings, where those say as much as any letters in it."""
    letters, begun = _literals(word), _beginnings(word.removesuffix("$"))
    if all(way for way, _ in begun):
        ways = {way + WORD_ENDS if whole else way for way, whole in begun}
        if _shortest(ways) >= _shortest(letters):
            return ways, True
    return letters, _opens(word, letters)


def _beginnings(word: str) -> set[tuple[str, bool]]:
    """How a word of a pattern can begin, as far as letters alone say it, and whether that is all of it."""
    ways = _split(word, "|")
    if len(ways) > 1:
        return {beginning for way in ways for beginning in _beginnings(way)}
    found, place = {("", True)}, 0
    while place < len(word):
        end = place
        if word.startswith("(?:", place):
            end = _closing(word, place) + 1
            if place == 0 and word.startswith(" )?", end - 2):  # a word before it, that may be missing
                return _beginnings(word[end + 1 :])
            parts = _beginnings(word[place + 3 : end - 1])
        else:
            while end < len(word) and (word[end].isalnum() or word[end] in "-_"):
                end += 1
            parts = {(word[place:end], True)}
            if word[end : end + 1] == "?":  # only the last letter is optional
                parts |= {(word[place : end - 1], True)}
                end += 1
        whole = {begun for begun, complete in found if complete}
        found = {(begun, False) for begun, complete in found if not complete}
        if end == place or word[end : end + 1] in ("?", "{"):
            ends = WORD_ENDS if word[place] == " " else ""
            return found | {(begun + ends, False) for begun in whole}
        found |= {(begun + part, complete) for begun in whole for part, complete in parts}
        place = end
    return found


def _opens(word: str, letters: Collection[str]) -> bool:
    """Whether every way to begin a word of a pattern begins with some of the letters."""
    return all(any(way.startswith(piece) for piece in letters) for way in _ways(word))


def _ways(word: str) -> list[str]:
    """A word of a pattern, once for each of the alternatives that it begins with."""
    ways = _split(word, "|")
    if len(ways) > 1 or not word.startswith("(?:"):
        return ways
    end = _closing(word, 0)
    rest = word[end + 1 :]
    return ways if rest[:1] in ("?", "{") else [way + rest for way in _split(word[3:end], "|")]


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
    found = [_needed(alternative) for alternative in _split(body, "|")]
    return {piece.removesuffix(WORD_ENDS) for needed in found for piece in needed[0][0]} if all(found) else set()


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
        yield word[place:end], word.startswith(("?", "{0"), end)
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


def begun_with(pieces: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these letters, each common beginning tried once; nothing where there are none of them."""
    tree: dict[str, Any] = {}
    for letters in pieces:
        branch = tree
        for letter in letters:
            branch = branch.setdefault(letter, {})
        branch[END] = {}
    return spelt_by(tree)


def spelt_by(tree: Mapping[str, Any]) -> re.Pattern[str]:
    """What finds any of the letters that a tree spells from its root to an end."""
    return re.compile(_branches(tree) if tree else "(?!)")


def _branches(tree: Mapping[str, Any]) -> str:
    if END in tree:
        return ""
    ways = [(r"\b" if letter == WORD_ENDS else re.escape(letter)) + _branches(tree[letter]) for letter in sorted(tree)]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
