"""The days of a list, which are all of the event that is named before the first or behind the last of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.attaching.attachment import THRESHOLD, Attachment, attach
from timeline.mentions.attaching.successive import verb_follows
from timeline.mentions.text.dates import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

BEFORE_ITS_LAST = "a day of the list before it"
_DASH = re.compile(r"\s+[–—-]\s")
_PLACE = re.compile(r"(?<=\s)(\w{1,2})\s+(?:[^\W\d_][\w-]+\s+)?(\w[\w-]+)(?=\s*,|\s+\w{1,2}\s*$|\s*$)")
"""A preposition and the name that ends the words behind it."""


def listed(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "1, 8 и 15 октября": the days of a list are all of one event, or of one sort."""
    last = before[-1] if before else None
    if last is None or last.sentence is not sentence or last.when is None or last.candidate is None or last.refused:
        return None
    between = page.text[last.when.end : when.start]
    if listing().fullmatch(between) is None or when.shape not in ("day", "span"):
        return None
    full = any(char.isalpha() for char in page.text[last.when.start : last.when.end])
    back = last.when.first is not None and when.first is not None and when.first < last.when.first
    limit = last.when.shape in ("until", "from")  # "документы примем до 20 мая, 21 мая жеребьёвка"
    if between.strip() == "," and (limit or (full and (back or _DASH.match(page.text, when.end)))):
        return None  # "с 9 августа по 8 сентября, 9 сентября – день тишины"; "накануне выборов 9 мая, 8 мая"
    if full and last.candidate.end <= last.when.start and verb_follows(when, sentence, page):
        return None  # "выборы пройдут 21 марта, 25 марта объявят итоги"
    score = max(last.score * 0.9, THRESHOLD)
    return Attachment(when, last.candidate, score, ("the next day of a list",))


def heads_list(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "18 и 20 мая пройдут семинары", "18 мая в Минске и 20 мая в Орше – лекции": the days of a list are of the event
    that stands behind its last."""
    last = when
    for day in page.dates_in(sentence):
        between = page.text[last.end : day.start] if day.start >= last.end else ""
        if day.start < when.end:
            continue
        full = between.strip() == "," and any(map(str.isalpha, page.text[last.start : last.end]))
        goes_on = listing().fullmatch(between) is not None and not full
        if day.shape != "day" or not (goes_on or _elsewhere(between, sentence, page)):
            break
        last = day
    found = attach(last, sentence, page) if last is not when and when.shape == "day" else None
    if found is None or found.score < THRESHOLD or "," in page.text[last.end : found.candidate.start]:
        return None
    if found.candidate.start < last.end:
        return None
    return Attachment(when, found.candidate, max(found.score * 0.9, THRESHOLD), (BEFORE_ITS_LAST,))


def _elsewhere(between: str, sentence: Sentence, page: Page) -> bool:
    """ "(18 мая) в Минске, а (20 мая) в Орше": whether a place and what joins two days stands between them."""
    lexicon, place = page.lexicon(sentence), _PLACE.search(between)
    if place is None or not place[2][0].isupper() or place[1].lower() not in lexicon.plain.get("in", ()):
        return False
    rest = fold(between[: place.start()].rstrip("–— ") + between[place.end() :].rstrip("–— ") + " ")
    joined = lexicon.shape("and", f"{rest.strip(' ,')} ")
    return listing().fullmatch(rest) is not None or (joined is not None and joined.group().strip() == rest.strip(" ,"))


def as_the_last(drafts: Sequence[Draft]) -> None:
    """ "18 и 20 мая открываются курсы": what the verb says of the last day of a list it says of each."""
    for one, two in reversed(list(pairwise(drafts))):
        heads = one.reasons[:1] == [BEFORE_ITS_LAST] and one.candidate is two.candidate
        if heads and one.role == "at" and one.when and two.when and one.when.shape == two.when.shape == "day":
            one.role = two.role
