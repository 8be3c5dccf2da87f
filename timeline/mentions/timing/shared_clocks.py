"""Hours that several days share, and several hours of one day."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.mentions.text.dates import listing

if TYPE_CHECKING:
    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

GATHERINGS = frozenset({"meeting", "training"})
"""Kinds of which there may be several on one day, whatever else is held."""
_HELD = frozenset({"other", "campaigning"})
"""Kinds of which that may be so, where they are no stages."""


def at_an_hour(candidate: Candidate, when: When, page: Page) -> bool:
    """ "В 15:30 пройдёт жеребьёвка": whether it is said to be held at an hour, as no stage is, nor what is open till
    then or only tells how another is seen."""
    frame, lexicon = candidate.frame, page.lexicon(candidate.sentence)
    if frame.kind in GATHERINGS:
        return True
    occasion = frame.form == "noun" and not (frame.concept or frame.noun) and when.clock_end is None
    if not occasion or frame.name in lexicon.plain.get("manner", ()) or frame.kind not in _HELD:
        return False
    return lexicon.says(candidate.sentence.low, "at", "start", "planned")


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


def each_hour(page: Page, drafts: list[Draft]) -> None:
    """ "Брифинги – в 12.15, 16.15 и 20.30": an occasion that is held several times a day, one for each of a list of
    hours."""
    hours = [w for w in page.dates if w.clock and not w.clock_end]
    for one, two in pairwise(hours):
        if two.shape != "clock" or listing().fullmatch(page.text, one.end, two.start) is None:
            continue
        held = next((d for d in drafts if d.kind in GATHERINGS and _is_at(one, d)), None)
        if held is not None and not any(_is_at(two, d) for d in drafts if d.candidate is held.candidate):
            again = replace(held, clock=two.clock, timexes=[*two.parts], marks=[*held.marks[:-1], (two.start, two.end)])
            drafts.insert(drafts.index(held) + 1, again)


def _is_at(hour: When, draft: Draft) -> bool:
    """Whether an event is at just that hour of its sentence."""
    here = draft.sentence.start <= hour.start < draft.sentence.end
    return here and draft.refused is None and draft.role == "at" and draft.clock == hour.clock and not draft.clock_end
