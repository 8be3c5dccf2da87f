"""A noun phrase in a sentence, whatever the language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.mentions.text.sentences import Word


@dataclass(slots=True)
class Phrase:
    """Places of words: ``left`` to ``right`` (exclusive) with its ``head``; ``case`` of the head ("" if not known).

    ``gender`` is that of the head where its ending tells it. ``reading`` and ``adjectives`` are what the grammar of
    the language needs to put it into another case.
    """

    left: int
    head: int
    right: int
    case: str = ""
    reading: Any = None
    adjectives: Mapping[int, Any] = field(default_factory=dict)
    gender: str = ""


def slice_with(text: str, words: Sequence[Word], left: int, right: int, changed: Mapping[int, str]) -> str:
    """The source text from word to word, with some words replaced; quotation marks made alike."""
    parts: list[str] = []
    opened = False
    for place in range(left, right):
        word = words[place]
        if place > left:
            parts.append(" " if text[words[place - 1].end : word.start] else "")
        if word.text in '«»"“”„':
            parts.append("»" if opened else "«")
            opened = not opened
        else:
            parts.append(changed.get(place, word.text))
    return "".join(parts)
