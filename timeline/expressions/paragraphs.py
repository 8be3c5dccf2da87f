"""Posts in more than one language: each paragraph is read in its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from timeline.expressions.find import find
from timeline.expressions.timex import Timex
from timeline.languages.detect import paragraph_language

_LINE = re.compile(r"[^\n]+\n*")


def find_by_paragraph(text: str, lang: str) -> list[Timex]:
    """The time expressions of a text in ``lang``, paragraphs in another language that has a file by its rules.

    In order, not overlapping, offsets in code points of ``text``. Raises ``KeyError`` for a ``lang`` without a file.
    """
    parts = list(_parts(text, lang))
    if len(parts) == 1:
        return find(text, parts[0][2])
    found: list[Timex] = []
    for start, end, spoken in parts:
        found += (_moved(timex, start) for timex in find(text[start:end], spoken))
    return found


def _parts(text: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of paragraphs in one language: where each begins and ends, and which it is."""
    lines = [(m.start(), m.end(), paragraph_language(m[0], lang)) for m in _LINE.finditer(text)]
    if len({spoken for _, _, spoken in lines}) < 2:
        yield 0, len(text), lines[0][2] if lines else lang
        return
    for spoken, group in groupby(lines, key=lambda line: line[2]):
        same = list(group)
        yield same[0][0], same[-1][1], spoken


def _moved(timex: Timex, by: int) -> Timex:
    event = timex.event and (timex.event[0] + by, timex.event[1] + by)
    return replace(timex, start=timex.start + by, end=timex.end + by, event=event)
