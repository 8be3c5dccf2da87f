"""Days in what somebody said: "завтра" in words of yesterday is today."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.mentions.reading.page import Page

_QUOTED = re.compile(r"«[^«»]{1,1000}»")
_LED = re.compile(r"[^.!?\n«»]{1,200}:\s*$")
"""What leads to words that are quoted: "Вчера председатель сказал:"."""
_TOLD = re.compile(r"[,.!?]?\s*[,]?\s*[–—-]\s([^.!?\n«»]{1,200})")
"""What tells behind them who said so: "», – сказал вчера председатель"."""
_REACH = 200


def quotes(text: str) -> Iterator[tuple[int, int, int, int]]:
    """What is quoted as said, not as a name, each as start, end, and the stretch of text that tells who said it."""
    for found in _QUOTED.finditer(text):
        behind = _TOLD.match(text, found.end())
        if behind is not None and text[found.end() : behind.start(1)].lstrip().startswith((",", "–", "—")):
            yield (*found.span(), *behind.span(1))
        elif (lead := _LED.search(text[max(0, found.start() - _REACH) : found.start()])) is not None:
            yield (*found.span(), found.start() - len(lead[0]), found.start())


def said_then(page: Page) -> None:
    """Counts the days of what was said on an earlier day from that day."""
    if page.today is None or "«" not in page.text or not any(when.from_today for when in page.dates):
        return
    for start, end, low, high in quotes(page.text):
        days = [when for when in page.dates if low <= when.start < high and when.dated]
        if not days or days[-1].shape != "day" or not page.behind(days[-1]) or days[-1].first is None:
            continue
        plain, shift = _verbs_of_past(low, high, page) == 1, days[-1].first - page.today
        for place, when in enumerate(page.dates):
            if start < when.start < end and when.from_today and when.first and when.last:
                moved = replace(when, first=when.first + shift, last=when.last + shift)
                page.dates[place] = moved if plain else replace(when, shape="none")  # nobody knows which day is meant


def _verbs_of_past(low: int, high: int, page: Page) -> int:
    """How many verbs of the past stand in a stretch: where it is one, its day is that on which somebody spoke."""
    told = 0
    for sentence in page.sentences:
        if sentence.start < high and low < sentence.end:
            words, tense = page.words(sentence), page.grammar(sentence).tense
            told += sum(low <= word.start < high and not word.quoted and tense(word) == "past" for word in words)
    return told
