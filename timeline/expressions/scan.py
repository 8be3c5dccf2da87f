"""The cheap scan: where in a text a time expression could stand, told by words alone.

Most of what a channel says holds no date. A word that can begin nothing without another ("до", "пять", "в") is
passed by; what is left are *seeds*, and the grammar reads only the stretches of text around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from timeline.expressions.tokens import OTHER, Reader
from timeline.languages.lexicon import fold

REACH = 12
"""How far around a seed the grammar reads at least, in characters; and on, until a word that no rule knows."""

_SHORT = 160
"""A text that is read whole where it holds a seed."""

_WORD = re.compile(r"\w+")
_BLANK = re.compile(r"[ \n]")
_NUMBER = re.compile(r"[0-9]+")
_LAST_WORD = re.compile(r"\w+$")
_REMEMBERED = 200_000
_LONGEST = 40
"""How much of a long word is looked at."""


NO, PARTNERED, ALONE = 0, 1, 2
"""Whether a word is a seed: none, one beside another word, one by itself."""


class Seeds(dict[str, int]):
    """Which words as written are seeds; found out once for each.

    Of a phrase of which no word is one its longest is, and ``partners`` says which others the text must hold.
    """

    def __init__(self, reader: Reader, weak: frozenset[str]) -> None:
        super().__init__()
        self.reader, self._weak = reader, weak
        words = reader.lexicon
        self._dotted = {word for word, entry in words.dotted.items() if entry.keys() - weak and len(word) > 1}
        self._romans = any("CENTURYWORD" in entry for entry in words.dotted.values())
        phrases = [parts for group in words.phrases.values() for parts, entry in group if entry.keys() - weak]
        phrases += [
            tuple(word.split("'")) for word, entry in words.words.items() if "'" in word and entry.keys() - weak
        ]
        self.partners: dict[str, tuple[str, ...]] = {}
        for parts in phrases:
            if len(parts) > 2 or not any(self._alone(part) for part in parts):
                longest = max(reversed(parts), key=len)
                other = parts[0] if parts[0] != longest else parts[1]
                self.partners[longest] = (*self.partners.get(longest, ()), other)

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = seed = ALONE if self._alone(word) else PARTNERED if fold(word) in self.partners else NO
        return seed

    def _alone(self, word: str) -> bool:
        if not word or (word[0].isdecimal() and not word.isdecimal()):
            return False
        entry = self.reader.known[word][1]
        strong = bool(entry.keys() - self._weak) or fold(word) in self._dotted
        return strong or (self._romans and "ROMAN" in entry)


Chunk: TypeAlias = "tuple[tuple[str, ...], tuple[int, ...]] | None"
"""The seeds in what stands between two blanks, and where its numbers begin; ``None`` where it holds neither."""


class Chunks(dict[str, Chunk]):
    """What stands between blanks, looked into once for each: to cut a text at its blanks costs little."""

    def __init__(self, seeds: Seeds) -> None:
        super().__init__()
        self._seeds = seeds

    def __missing__(self, chunk: str) -> Chunk:
        words = tuple(word for word in _WORD.findall(chunk) if self._seeds[word])
        numbers = tuple(number.start() for number in _NUMBER.finditer(chunk))
        found = (words, numbers) if words or numbers else None
        if len(chunk) <= _LONGEST:
            if len(self) > _REMEMBERED:
                self.clear()
            self[chunk] = found
        return found


class Stops(dict[str, bool]):
    """Whether no rule knows a word, neither by itself nor in a phrase: there a stretch may begin or end."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._known = reader.known
        phrases = reader.lexicon.phrases.values()
        self._parts = frozenset(part for group in phrases for phrase, _ in group for part in phrase)

    def __missing__(self, word: str) -> bool:
        if len(self) > _REMEMBERED:
            self.clear()
        known = self._known[word]
        self[word] = stop = known[0] == OTHER and known[4] not in self._parts
        return stop


@dataclass(frozen=True, slots=True)
class Scan:
    """What to look for in the texts of one language."""

    seeds: Seeds
    chunks: Chunks
    stops: Stops
    number: re.Pattern[str]
    before_hours: frozenset[str]


def scan_for(reader: Reader, weak: frozenset[str]) -> Scan:
    """The scan of a language: its seeds, digits that something is joined to, prepositions that make hours of numbers.

    "25.02", "2024-м", "90-х", "15h" are joined; a mere ordinal ("3-й") is not, it needs a month besides.
    """
    words = reader.lexicon
    ordinal = "|".join(re.escape(end) for end, kind in words.ordinals.items() if end and not kind) or "(?!)"
    letter = r"[^\W\d_]"
    till = "|".join(re.escape(word) for word, entry in words.words.items() if "TILL" in entry) or "(?!)"
    number = (
        rf"(?<![0-9])[0-9]++(?:(?P<joined>(?= (?:{till}) [0-9]|[-‑–.:/][0-9]|[-‑–]?(?!(?:{ordinal})(?!\w)){letter}"
        rf"|(?:(?<=0)|(?<=[0-9]{{4}}))[-‑–]?{letter}))|(?<=\s[0-9])|(?<=\s[0-9][0-9]))"
    )
    before = frozenset(word for word, entry in words.words.items() if "IN" in entry or "OCLOCKAT" in entry)
    seeds = Seeds(reader, weak)
    return Scan(seeds, Chunks(seeds), Stops(reader), re.compile(number), before)


def _everywhere(word: str, text: str) -> Iterator[int]:
    """Where ``word`` stands in ``text``, a word of its own."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[end : end + 1].isalpha() and not (at and text[at - 1].isalpha()):
            yield at
        at = text.find(word, end)


def _is_hour(text: str, at: int, before: frozenset[str]) -> bool:
    """Whether a number after a blank that begins at a place may be an hour after a preposition: "в 15"."""
    words = text[max(0, at - 12) : at].split()
    return bool(words) and fold(words[-1]) in before


def windows(text: str, scan: Scan) -> Iterator[tuple[int, int]]:
    """The stretches of ``text`` that could hold an expression, in order and apart; ends are exclusive."""
    seeds = scan.seeds
    held: set[str] = set()
    numbers: list[tuple[str, tuple[int, ...]]] = []
    for chunk in filter(scan.chunks.__getitem__, text.split()):
        words, starts = scan.chunks[chunk] or ((), ())
        held.update(words)
        if starts:
            numbers.append((chunk, starts))
    found = [word for word in held if seeds[word] == ALONE]
    if len(found) < len(held):
        low = fold(text)
        found += [word for word in held if seeds[word] == PARTNERED and _beside(word, low, seeds)]
    if found and len(text) <= _SHORT:
        yield 0, len(text)
        return
    places = [at for word in found for at in _everywhere(word, text)]
    end = 0
    for chunk, starts in numbers:
        begin = text.index(chunk, end)
        end = begin + len(chunk)
        for start in starts:
            number = scan.number.match(text, begin + start)
            if number and (number.lastgroup or _is_hour(text, begin + start, scan.before_hours)):
                places.append(begin + start)
    if not places:
        return
    places.sort()
    start = end = 0
    for place in places:
        if place - REACH > end:
            if end:
                yield start, end
            start = _before(text, place, end, scan)
        if place + REACH >= end:
            end = _after(text, place, scan)
    if end:
        yield start, end


def _beside(word: str, text: str, seeds: Seeds) -> bool:
    """Whether a folded text holds a word that makes a seed of this one."""
    return any(other in text for other in seeds.partners[fold(word)])


def _before(text: str, place: int, least: int, scan: Scan) -> int:
    """The beginning of a word that no rule knows, ``REACH`` before a place or farther; ``least`` if there is none."""
    at = place
    while at - REACH > least:
        at = 1 + max(text.rfind(" ", least, at - REACH), text.rfind("\n", least, at - REACH), least - 1)
        word = _WORD.match(text, at)
        if word and scan.stops[word[0]]:
            return at
    return least


def _after(text: str, place: int, scan: Scan) -> int:
    """The end of a word that no rule knows, ``REACH`` after a place or farther."""
    at = place
    while blank := _BLANK.search(text, at + REACH):
        at = blank.start()
        begin = 1 + max(text.rfind(" ", place, at), text.rfind("\n", place, at), place - 1)
        last = text[begin:at]
        if not last.isalpha():
            word = _LAST_WORD.search(last[-_LONGEST:])
            last = word[0] if word else ""
        if last and scan.stops[last]:
            return at
    return len(text)
