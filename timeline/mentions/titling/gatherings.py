"""What those come together for: "соберутся секретари. На семинаре …" is their seminar, candidates campaign."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence

_SITS = frozenset({"sits"})
_MEETS = frozenset({"meets-voters"})


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


def sittings(page: Page, drafts: Sequence[Draft]) -> None:
    """ "ЦИК рассмотрит жалобы 5 ноября": what a commission considers on a day it considers at a sitting."""
    if not page.hears(_SITS):
        return
    for draft in drafts:
        frame, sentence = draft.candidate.frame if draft.candidate else None, draft.sentence
        on_a_day = draft.when is not None and draft.when.shape == "day" and draft.role == "at"
        if frame is None or frame.concept or frame.kind != "other" or frame.form != "verb" or not on_a_day:
            continue
        if (found := page.heard(sentence).search("sits", sentence.low)) is None or draft.candidate is None:
            continue
        if found.start() <= draft.candidate.words[draft.candidate.match[0]].start - sentence.start < found.end():
            draft.kind = "meeting"


def with_voters(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Кандидаты встретятся с трудовым коллективом", "встреча кандидатов с избирателями": a part of their campaign."""
    if not page.hears(_MEETS):
        return
    for draft in drafts:
        candidate = draft.candidate
        if candidate is None or draft.kind != "meeting" or draft.concept:
            continue
        sentence, base = candidate.sentence, candidate.sentence.start
        found = page.heard(sentence).search("meets-voters", sentence.low)
        if found is not None and found.start() < candidate.end - base and candidate.start - base < found.end():
            draft.kind = "campaigning"


def of_its_sitting(page: Page, drafts: Sequence[Draft]) -> None:
    """ "В понедельник ЦИК подведёт итоги. На заседании 3 февраля изучат протоколы": where that is done."""
    for one, two in pairwise(drafts):
        act, sitting = one.candidate, two.candidate
        if act is None or sitting is None or one.refused or two.refused or one.when is None or two.when is None:
            continue
        lexicon = page.lexicon(two.sentence)
        bare = fold(sitting.text) in lexicon.plain.get("assembly-at", ())
        there = bare and sitting.preposition in lexicon.plain.get("in", ())
        done = act.frame.form == "verb" and one.kind == "result" and one.role == two.role == "at"
        if there and done and one.when.first == two.when.first and two.sentence.index == one.sentence.index + 1:
            two.refused = "where what is said before it is done"
            one.clock = one.clock or two.clock
            for other in drafts:
                if other is not two and other.candidate is sitting:
                    other.title, other.kind, other.concept, other.body = one.title, one.kind, one.concept, one.body


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
