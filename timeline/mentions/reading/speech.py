"""Days in what somebody said: "завтра" in words of yesterday is today."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline.mentions.reading.page import Page

_QUOTED = re.compile(r"«(?:[^«»]|«[^«»]{1,60}»){1,1000}»")
_LED = re.compile(r"[^.!?\n]{1,200}:\s*$")
"""What leads to words that are quoted: "Вчера председатель сказал:"."""
_TOLD = re.compile(r"[,.!?]?\s*[,]?\s*[–—-]\s([^.!?\n]{1,200})")
"""What tells behind them who said so: "», – сказал вчера председатель"."""
_REACH = 200
_STARTS = attrgetter("start")


class Quote(NamedTuple):
    """Words that are quoted as said, with the stretch of text that tells who said them."""

    start: int
    end: int
    told_from: int
    told_to: int


@lru_cache(maxsize=8)
def _quotes(text: str) -> tuple[Quote, ...]:
    """What is quoted as said in a text, and is no name, in its order."""
    found: list[Quote] = []
    for said in _QUOTED.finditer(text):
        behind = _TOLD.match(text, said.end())
        if behind is not None and text[said.end() : behind.start(1)].lstrip().startswith((",", "–", "—")):
            found.append(Quote(*said.span(), *behind.span(1)))
        elif (lead := _LED.search(text[max(0, said.start() - _REACH) : said.start()])) is not None:
            found.append(Quote(*said.span(), said.start() - len(lead[0]), said.start()))
    return tuple(found)


def quote_at(place: int, text: str) -> Quote | None:
    """The words quoted as said that a place of a text lies in."""
    if "«" not in text:
        return None
    quotes = _quotes(text)
    at = bisect_right(quotes, place, key=_STARTS) - 1
    return quotes[at] if at >= 0 and place < quotes[at].end else None


def said_then(page: Page) -> None:
    """Counts the days of what was said on an earlier day from that day."""
    if page.today is None or "«" not in page.text:
        return
    for place, when in enumerate(page.dates):
        quote = quote_at(when.start, page.text) if when.from_today else None
        if quote is None or when.first is None or when.last is None:
            continue
        low, high = (bisect_left(page.dates, at, key=_STARTS) for at in (quote.told_from, quote.told_to))
        days = [told for told in page.dates[low:high] if told.dated]
        if not days or days[-1].shape != "day" or not page.behind(days[-1]) or days[-1].first is None:
            continue
        shift = days[-1].first - page.today
        moved = replace(when, first=when.first + shift, last=when.last + shift)
        plain = _verbs_of_past(quote, page) == 1
        page.dates[place] = moved if plain else replace(when, shape="none")  # nobody knows which day is meant


def _verbs_of_past(quote: Quote, page: Page) -> int:
    """How many verbs of the past tell who said something: where it is one, its day is that on which it was said."""
    low, high = quote.told_from, quote.told_to
    told = 0
    for sentence in page.sentences[bisect_right(page.sentences, low, key=_STARTS) - 1 :]:
        if sentence.start >= high:
            break
        words, tense = page.words(sentence), page.grammar(sentence).tense
        told += sum(low <= word.start < high and not word.quoted and tense(word) == "past" for word in words)
    return told
