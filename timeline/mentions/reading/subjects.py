"""Events that a clause names beside its subject: "запись на экскурсию в день выборов закончится 16 февраля"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.mentions.reading.candidates import GOVERNS, governed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.pair import Pair
    from timeline.mentions.text.sentences import Word

_OBLIQUE = frozenset({"datv", "ablt", "loct"})
_STEPS = ("stage-word", "holds", "dull-subject", "polls")
"""Subjects that only say which part of the event it is: "этап", "подготовка", "день"."""
_STOPS = frozenset(",;:–—()")


def beside_subject(pair: Pair) -> bool:
    """Whether what the verb between says is said of something named before, and the event only stands beside that."""
    candidate = pair.candidate
    if not pair.before or candidate.frame.form != "noun" or pair.own_clause is not None:
        return False
    if "," in pair.between.removeprefix(",") or not _oblique(pair):
        return False
    subject = _subject(candidate, pair)
    if subject is None or subject.low in pair.lexicon.plain.get("terms", ()):
        return False
    return not pair.lexicon.says(subject.low, *_STEPS)


def _oblique(pair: Pair) -> bool:
    """Whether an event stands behind a preposition, of its own or of a noun ("в период голосования"), or in a case
    that no subject has."""
    candidate, plain = pair.candidate, pair.lexicon.plain
    if governed(candidate, pair.page) or (candidate.phrase is not None and candidate.phrase.case in _OBLIQUE):
        return True
    noun = candidate.words[candidate.left - 1].low if candidate.left > 1 else ""
    period = bool(noun) and (noun in plain.get("terms", ()) or pair.lexicon.says(noun, "stage-word"))
    before = candidate.governor.partition(" ")[0]
    return period and any(before in plain.get(prepositions, ()) for prepositions in GOVERNS)


def _subject(candidate: Candidate, pair: Pair) -> Word | None:
    """The noun before an event of which the verb behind that is said, past a clause that the event ends."""
    grammar, barred, words = pair.page.grammar(pair.sentence), pair.page.barred(pair.sentence), candidate.words
    verb = next((k for k in range(candidate.right, len(words)) if grammar.tense(words[k]) is not None), None)
    if verb is None or words[verb].start >= pair.when.start:
        return None
    opens = next((k for k in range(candidate.left - 1, -1, -1) if words[k].text in _STOPS), -1)
    if words[candidate.right].text == ",":
        if opens < 0 or words[opens].text != ",":
            return None
        words, verb = [*words[:opens], *words[verb:]], opens
    found = grammar.subject_of(words, verb, barred, pair.lexicon.tails)
    if found is not None:
        return words[found.head] if found.right <= candidate.left else None
    return _first_noun(words, opens + 1, candidate.left, pair)


def _first_noun(words: Sequence[Word], first: int, last: int, pair: Pair) -> Word | None:
    """The noun that a clause begins with: its subject, where no case tells."""
    grammar = pair.page.grammar(pair.sentence)
    for word in words[first:last]:
        if grammar.is_noun(word) and not grammar.is_adjective(word):
            return word
        if not grammar.is_adjective(word):
            return None
    return None
