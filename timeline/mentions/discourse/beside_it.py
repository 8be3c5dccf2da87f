"""What a pronoun stands for in its own sentence: "приглашаем в пресс-центр: он откроется 5 июня"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.mentions.reading.actions import plainly
from timeline.mentions.reading.candidates import Candidate, occasions_in

if TYPE_CHECKING:
    import re

    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_TAKES_PLACE = ("at", "planned")
_STOPS = frozenset(",:–—")
_REACH = 5
"""Words of a name that ends before a stop."""


def before_colon(sentence: Sentence, page: Page, start: int, gender: str) -> Candidate | None:
    """ "До выборов остаётся месяц: они состоятся 7 июня"."""
    grammar = page.grammar(sentence)
    ahead = [c for c in page.candidates(sentence) if c.end - sentence.start <= start and c.phrase is not None]
    return next((c for c in ahead if c.phrase and gender in ("", grammar.gender(c.phrase))), None)


def ahead_of(again: re.Match[str], when: When, sentence: Sentence, page: Page) -> Candidate | None:
    """ "Что до агитации, она закончится 23 января": what the pronoun stands for in its own sentence; but not "опрос
    идёт до 11 июня, в день голосования его не будет", where both stand behind the date. What takes place may be named
    within something else: "обсудили повестку сессии, она назначена на 20 июня"."""
    grammar, lexicon, base = page.grammar(sentence), page.lexicon(sentence), sentence.start
    gender, (start, end) = lexicon.pronoun(again.group()), page.clause(when, sentence)
    ahead = [c for c in page.candidates(sentence) if c.frame.form != "verb"]
    held = lexicon.says(sentence.low[max(start, again.end()) : end], *_TAKES_PLACE)
    if held:
        ahead = sorted((*ahead, *occasions_in(sentence, page)), key=lambda c: c.start)
    limit = min(base + again.start(), when.end)
    told = [(c, grammar.gender(c.phrase)) for c in ahead if c.end <= limit and c.phrase is not None]
    agreeing = [c for c, own in told if own == gender]
    unknown = [c for c, own in told if held and not own]
    return next(reversed(agreeing or unknown), None)


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
