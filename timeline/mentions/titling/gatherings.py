"""What those come together for who are only said to: "соберутся секретари. На семинаре …" is their seminar."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence


def gathered(page: Page, drafts: Sequence[Draft]) -> None:
    """A meeting that only its verb says, called by the occasion that the next sentence begins with."""
    for draft in drafts:
        candidate = draft.candidate
        if candidate is None or candidate.frame.name != "gather" or candidate.frame.form != "verb":
            continue
        place, noun = candidate.sentence.index + 1, candidate.frame.noun
        if place == len(page.sentences) or draft.refused or not draft.title.startswith(f"{noun} "):
            continue
        occasion = _opening(page.sentences[place], page)
        if occasion is not None and occasion.frame.nominative:
            name = occasion.frame.nominative
            draft.title = f"{name[:1].upper()}{name[1:]}{draft.title.removeprefix(noun)}"
            draft.kind = occasion.frame.kind


def _opening(sentence: Sentence, page: Page) -> Candidate | None:
    """The bare occasion that a sentence begins with, behind a preposition of place, and that is not over."""
    words, grammar = page.words(sentence), page.grammar(sentence)
    if not words or words[0].low not in page.lexicon(sentence).plain.get("in", ()):
        return None
    if any(grammar.tense(word) == "past" for word in words):
        return None
    found = next((c for c in page.candidates(sentence) if c.left == 1), None)
    bare = found is not None and found.phrase is not None and found.phrase.right - found.phrase.left == 1
    return found if found is not None and bare and not found.frame.concept and not found.frame.noun else None
