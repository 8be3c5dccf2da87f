"""What was done to something on a day, told beside its name: "комиссии, образованные 5 июня, приступили к работе"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.languages.text import prepositions
from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.reading.actions import stage_done
from timeline.mentions.reading.candidates import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.grammar import Grammar
    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence, Word

DONE = "done to it on that day"
_MOST = 4
"""Words between a noun and the day on which something was done to it."""


def done_to(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """The stage that a participle or a relative clause tells of, on a day that is over: "комиссии, которые образовали
    5 июня", "образованные 5 июня комиссии"."""
    if when.shape != "day" or not page.behind(when):
        return None
    grammar, lexicon, words = page.grammar(sentence), page.lexicon(sentence), page.words(sentence)
    at = next((k for k, word in enumerate(words) if word.start >= when.start), len(words))
    behind = next((k for k, word in enumerate(words) if word.start >= when.end), len(words))
    comma = next((k for k in range(at - 1, max(-1, at - 2 - _MOST), -1) if words[k].text == ","), None)
    verbs = _verbs(words, at if comma is None else comma + 1, at, page, sentence)
    named = [] if comma is None or not verbs else _before(words, comma, grammar, sentence, page)
    if not named and at and grammar.is_adjective(words[at - 1]):
        verbs, named = [at - 1], _behind(words, behind, grammar, sentence, page)
    for found in named:
        if found.case not in ("nomn", "accs", "") or grammar.gender(found) not in ("plur", ""):
            continue  # "три участка", "комиссия, образованная 5 июня": one of them, or some
        said = " ".join(word.low for word in words[found.left : found.right])
        for verb in verbs:
            if (stage := stage_done(words[verb].low, said, lexicon)) is not None:
                left, right = min(found.left, verb), max(found.right, verb + 1)
                told = Candidate(sentence, words, stage, left, right, (verb, verb + 1), found)
                return Attachment(when, told, 2.0, (f"{stage.name} (verb)", DONE))
    return None


def _verbs(words: Sequence[Word], first: int, last: int, page: Page, sentence: Sentence) -> list[int]:
    """The participles behind a comma, or the verbs of what was done, if a relative pronoun leads them."""
    grammar, which = page.grammar(sentence), first < last and page.lexicon(sentence).pronoun(words[first].low)
    places = range(first, last)
    if which:
        return [k for k in places if grammar.tense(words[k]) == "past"]
    return [k for k in places if grammar.is_adjective(words[k])]


def _before(words: Sequence[Word], comma: int, grammar: Grammar, sentence: Sentence, page: Page) -> list[Phrase]:
    """The noun phrases that end at a comma, or where a preposition before it begins ("итоги выборов по округу,")."""
    barred, tails = page.barred(sentence), page.lexicon(sentence).tails
    found: list[Phrase] = []
    ends = {comma, *(k for k in range(comma) if words[k].low in prepositions(sentence.lang))}
    for place in range(comma - 1, max(-1, comma - 2 - _MOST), -1):
        named = grammar.phrase(words, place, barred, tails) if grammar.is_noun(words[place]) else None
        if named is not None and named.head == place and named.right in ends:
            found.append(named)
    return found


def _behind(words: Sequence[Word], first: int, grammar: Grammar, sentence: Sentence, page: Page) -> list[Phrase]:
    """The noun phrase that begins right behind a day."""
    head = grammar.head(words, first, min(first + _MOST, len(words)))
    found = (
        grammar.phrase(words, head, page.barred(sentence), page.lexicon(sentence).tails) if head is not None else None
    )
    return [found] if found is not None and found.left == first else []
