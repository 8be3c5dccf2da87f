"""Hours that several days share."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence


def alike(when: When, target: Draft, sentence: Sentence, page: Page, drafts: list[Draft]) -> list[Draft]:
    """ "Семинары: 5 мая – Брест, 7 мая – Пинск. Начало в обоих городах в 11.00": the other days of what has an hour."""
    low = sentence.low[: when.start - sentence.start]
    if target.sentence is sentence or page.lexicon(sentence).plain.get("both", frozenset()).isdisjoint(low.split()):
        return []
    others = (d for d in drafts if d is not target and d.sentence is target.sentence and d.refused is None)
    return [d for d in others if d.title == target.title and d.role == "at" and d.clock is None]


def share_clocks(page: Page, drafts: list[Draft]) -> None:
    """ "15, 17 и 19 марта в 19:30": days that share their month share the hour behind it."""
    for one, two in pairwise(reversed(drafts)):
        if one.when is None or two.when is None or one.candidate is not two.candidate or two.clock or two.hours:
            continue
        bare = page.text[two.when.start : two.when.end].isdecimal()
        if bare and one.sentence is two.sentence and one.refused is None and one.role == two.role == "at":
            two.clock, two.clock_end = one.clock, one.clock_end
