"""Journeys to elections elsewhere: what one is sent or asked to, and is not the election itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.reading.standing import VOTES
from timeline.mentions.reading.titles import tidy, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence


def travel(page: Page, drafts: Sequence[Draft]) -> None:
    """A bare "выезд" in a post about observing elsewhere, or about a vote that one goes to, is the journey there."""
    for draft in drafts:
        candidate = draft.candidate
        if candidate is None or candidate.phrase is None or candidate.phrase.right - candidate.phrase.left > 1:
            continue
        lexicon = page.lexicon(draft.sentence)
        if candidate.frame.name not in lexicon.plain.get("travel", ()):
            continue
        if (there := _aim(page, page.sentences[: draft.sentence.index + 1])) is not None:
            draft.kind, draft.title = "observation", tidy(f"{draft.title} {there}")


def _aim(page: Page, told: Sequence[Sentence]) -> str | None:
    """What a journey is for, as its title goes on, empty where it would not; ``None`` if that is not said."""
    for sentence in told:
        seen = next((c for c in page.candidates(sentence) if c.frame.concept == "observation"), None)
        if seen is not None:
            name = title(seen, None, page)
            watching = seen.frame.noun_with and name.startswith(seen.frame.noun_with.partition(" ")[0])
            return f"{page.lexicon(sentence).purpose} {name[:1].lower()}{name[1:]}" if watching else ""
    votes = (c for sentence in told for c in page.candidates(sentence) if _goes_to(c, page))
    return next((f"{vote.preposition} {vote.text}" for vote in votes), None)


def _goes_to(vote: Candidate, page: Page) -> bool:
    """ "Коллеги пригласили нас на выборы", "делегация отправится на референдум", "поездка на выборы"."""
    lexicon = page.lexicon(vote.sentence)
    if vote.frame.concept not in VOTES or vote.preposition not in lexicon.plain.get("onto", ()):
        return False
    before = vote.sentence.low[: vote.start - vote.sentence.start].rstrip()
    journey = (c for c in page.candidates(vote.sentence) if c.frame.name in lexicon.plain.get("travel", ()))
    return lexicon.cue("takes-part", before) is not None or any(c.right == vote.left - 1 for c in journey)


def its_journey(vote: Candidate, again: str, page: Page) -> Candidate | None:
    """ "Коллеги пригласили нас на выборы. Работа рассчитана на три дня": the days of a journey there; ``None`` where
    nobody goes there, as no vote works. What else refers to a vote means it."""
    lexicon = page.lexicon(vote.sentence)
    work, leaving = lexicon.action("work"), lexicon.action("leave")
    if vote.frame.concept not in VOTES or work is None or not again.startswith(work.noun.lower()):
        return vote
    if leaving is None or not _goes_to(vote, page):
        return None
    there = tidy(f"{leaving.noun} {vote.preposition} {vote.text}")
    return replace(vote, frame=lexicon.stage("observation"), title=there)
