"""The cheap scan: where in a text a time expression could stand, told by its words alone.

Most of what a channel says holds no date. A text is cut at its blanks, which costs little, and what stands between two
of them is looked up, for words repeat: it gives one mark for each token, and a mark says no more than is asked here.
An expression stands in a run of tokens that rules know, of which one is *strong* or two or three together are; the
grammar reads only the stretches of text around such runs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from sys import intern

from timeline.expressions.pattern import Alphabet
from timeline.expressions.tokens import LONGEST, OTHER, REMEMBERED, Reader, enrich
from timeline.expressions.visible import INVISIBLE
from timeline.languages.stretches import stretches

_TELLING = frozenset(
    (
        "IN",
        "OCLOCKAT",
        "HOUR",
        "DASH",
        "TILL",
        "MINUTE",
        "NW",
        "TENS",
        "HOURPAST",
        "HOURAT",
        "PASTHOUR",
        "TOHOUR",
        "WITHOUT",
        "ATHOUR",
        "ORDFIG",
        "HOURFROM",
        "MERIDIEM",
    )
)
"""Classes that are strong together: "в 15", "8 до 20", "шестнадцать тридцать", "о шостій"."""
_LATIN = 0xC0
"""Marks are letters of Latin-1 from here on: strings of those are the cheapest to join."""


def strong_pattern(members: Callable[[str], str], alone: str) -> re.Pattern[str]:
    """The last token of what a run must hold to be an expression: one of the characters ``alone``, or what joins.

    That is an hour after a preposition, hours with a dash or a word between them, in figures or in words, and the first
    two words of a phrase. ``members`` gives the characters of a class. The last of them is looked for, since the others
    are everywhere.
    """
    at = members("IN") + members("OCLOCKAT") + members("WITHOUT")
    hour, to, number = members("HOUR"), members("DASH") + members("TILL"), members("NW")
    together = [
        (at, hour),
        (hour, to, members("MINUTE")),
        (members("FIRST"), members("SECOND")),
        (number, members("TENS")),
        (number, members("PASTHOUR") + members("TOHOUR"), number),
        (members("OCLOCKAT") + number, members("HOURPAST")),
        (number, members("HOURAT")),
        (members("OCLOCKAT") + members("ATHOUR"), members("ORDFIG")),
        (members("HOURFROM"), members("MERIDIEM")),
    ]
    ends = [f"(?<={''.join(f'[{chars}]' for chars in joined)})" for joined in together if all(joined)]
    last = alone + "".join(joined[-1] for joined in together if all(joined))
    return re.compile(f"[{''.join(dict.fromkeys(last))}](?:{'|'.join([f'(?<=[{alone}])', *ends])})")


class Marks(dict[str, str]):
    """The marks of what stands between two blanks, one for each token; found out once for each such stretch."""

    def __init__(self, reader: Reader, weak: frozenset[str]) -> None:
        super().__init__()
        self._reader = reader
        self.alphabet = Alphabet(_LATIN)
        self._known, self.strong = self.alphabet.add(("KNOWN",)), self.alphabet.add(("STRONG",))
        self._of = {char: self.alphabet.add(_told(classes, weak)) for classes, char in reader.alphabet.sets()}
        phrases = [(parts, entry) for group in reader.lexicon.phrases.values() for parts, entry in group]
        self._parts = frozenset(part for parts, _ in phrases for part in parts)
        joining = [
            parts
            for parts, entry in phrases
            if entry.keys() - weak and not any(reader.known[part][1].keys() - weak for part in parts)
        ]
        first, second = ({parts[at] for parts in joining} for at in (0, 1))
        last = {parts[-1]: _TELLING & entry.keys() for parts, entry in phrases if _TELLING & entry.keys()}
        self._joining = {}
        for word in first | second | last.keys():
            told = _told(reader.known[word][1], weak)
            if told == {"STRONG"}:
                continue  # strong alone, whatever it ends
            told |= last.get(word, set())
            told |= {name for name, words in (("FIRST", first), ("SECOND", second)) if word in words}
            self._joining[word] = self.alphabet.add(told)

    def __missing__(self, stretch: str) -> str:
        if stretch.isalpha():
            marks = self._mark(stretch, "", 0)
        else:
            text = INVISIBLE.sub("", stretch)
            marks = "".join([self._mark(found[0], text, found.end()) for found in self._reader.token.finditer(text)])
        if len(stretch) <= LONGEST:
            if len(self) > REMEMBERED:
                self.clear()
            self[stretch] = marks = intern(marks)
        return marks

    def _mark(self, word: str, text: str, end: int) -> str:
        """The mark of a token that ends there; an abbreviation is one only before a full stop."""
        char, entry, _, short, key = self._reader.known[word]
        if short and text.startswith(".", end):
            char = self._reader.alphabet.get(enrich({**entry, **short}))
            if self._of[char] == self.strong:
                return self.strong
        if key in self._joining:
            return self._joining[key]
        if char == OTHER:
            return self._known if key in self._parts else OTHER
        return self._of[char]


def _told(classes: Iterable[str], weak: frozenset[str]) -> set[str]:
    """What the scan asks of the classes of a token."""
    if not weak.issuperset(classes):
        return {"STRONG"}
    return {"KNOWN", *_TELLING} & {"KNOWN", *classes}


@dataclass(frozen=True, slots=True)
class Scan:
    """What to look for in the texts of one language."""

    marks: Marks
    strong: re.Pattern[str]


def scan_for(reader: Reader, weak: frozenset[str]) -> Scan:
    """The scan of a language; ``weak`` are the classes that alone make no expression."""
    marks = Marks(reader, weak)
    return Scan(marks, strong_pattern(marks.alphabet.members, marks.strong))


def windows(text: str, scan: Scan) -> list[tuple[int, int]]:
    """The stretches of ``text`` that could hold an expression, in order; ends are exclusive.

    With all that stands between them and the words that no rule knows, for a line break is a token.
    """
    parts = stretches(text)
    marks = list(map(scan.marks.__getitem__, parts))
    line = "".join(marks)
    found = scan.strong.search(line)
    if found is None:
        return []
    told, ends = list(accumulate(map(len, marks))), list(accumulate(map(len, parts)))
    spans: list[tuple[int, int]] = []
    stop, last = 0, -1
    while found:
        begin = line.rfind(OTHER, stop, found.start()) + 1
        stop = line.find(OTHER, found.end())
        if stop < 0:
            stop = len(line)
        first = bisect_right(told, begin - 1)
        start = ends[first] + first
        if told[first] > begin:
            start = spans.pop()[0] if first == last else start - len(parts[first])
        last = bisect_right(told, stop - 1)
        end = ends[last] + last
        if told[last] <= stop:
            after = bisect_right(told, stop)
            end = ends[after] + after - len(parts[after]) if after < len(parts) else len(text)
        spans.append((start, end))
        found = scan.strong.search(line, stop)
    return spans
