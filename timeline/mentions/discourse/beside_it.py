"""What a pronoun right behind a noun stands for: "приглашаем в пресс-центр: он откроется 5 июня"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.mentions.reading.actions import plainly
from timeline.mentions.reading.candidates import Candidate

if TYPE_CHECKING:
    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence

_STOPS = frozenset(",:–—")
_REACH = 5
"""Words of a name that ends before a stop."""


def noun_beside(at: int, gender: str, sentence: Sentence, page: Page) -> Phrase | None:
    """The phrase of that gender, of no living being, that ends at the stop right before a pronoun; ``at`` is where in
    the sentence that stands."""
    grammar, words, tails = page.grammar(sentence), page.words(sentence), page.lexicon(sentence).tails
    stop = next((k for k, word in enumerate(words) if word.start - sentence.start >= at), 0) - 1
    if stop < 1 or words[stop].text not in _STOPS or not any(grammar.tense(word) for word in words[:stop]):
        return None  # "по сообщению комиссии, оно завершится"
    for place in range(max(0, stop - _REACH), stop):
        found = grammar.phrase(words, place, page.barred(sentence), tails) if grammar.is_noun(words[place]) else None
        if found is None or found.head != place or found.right != stop or grammar.gender(found) not in (gender, ""):
            continue
        alive = found.reading is not None and "anim" in found.reading.tag.grammemes
        return None if alive else found
    return None


def said_of(found: Phrase, at: int, sentence: Sentence, page: Page) -> Candidate | None:
    """The stage that the noun is with the verb of its pronoun, whose place in the sentence is ``at``."""
    grammar, words = page.grammar(sentence), page.words(sentence)
    told = (k for k, word in enumerate(words) if word.start - sentence.start >= at and grammar.tense(word))
    verb = next(told, None)
    name = plainly(words, found, page) or " ".join(word.low for word in words[found.left : found.right])
    frames = page.lexicon(sentence).frames(f"{name} {words[verb].low}") if verb is not None else ()
    stage = next((frame for begin, _, frame in frames if begin == 0 and frame.concept), None)
    if stage is None or verb is None:
        return None
    return Candidate(sentence, words, stage, found.left, found.right, (found.head, found.head + 1), found)
