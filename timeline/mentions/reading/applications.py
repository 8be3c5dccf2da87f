"""What a voter applies for: to vote at home, away from where one is registered, or from afar."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import Frame

_STAGES = {
    "votes-home": "home-voting-applications",
    "votes-away": "absentee-applications",
    "votes-remotely": "remote-voting-applications",
}
"""Cues of the ways to vote, each with the stage in which one applies for it."""
_WAYS = frozenset(_STAGES)
APPLICATIONS = frozenset(_STAGES.values())
"""The stages of applying for a way to vote."""
_REACH = 2
"""How many sentences back the way of voting may stand."""


def applied_for(sentence: Sentence, limit: int, page: Page) -> Frame | None:
    """The stage of applying for the one way to vote that the last sentence to speak of any does: this one up to
    ``limit``, or one of those before."""
    for said in reversed(page.sentences[max(0, sentence.index - _REACH) : sentence.index + 1]):
        if not page.heard(said).any_of(_WAYS):
            continue
        lexicon, low = page.lexicon(said), said.low[:limit] if said is sentence else said.low
        if told := [stage for cue, stage in _STAGES.items() if lexicon.cue(cue, low)]:
            return page.lexicon(sentence).stage(told[0]) if len(told) == 1 else None
    return None
