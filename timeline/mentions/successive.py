"""One date after another: whether it goes on with what the one before is of, or begins with a verb of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold

if TYPE_CHECKING:
    from timeline.mentions.dates import When
    from timeline.mentions.page import Page
    from timeline.mentions.pair import Pair
    from timeline.mentions.sentences import Sentence

CORRECTS = re.compile(r",?\s*\w{1,3}\s*(?:\w{2}\s*)?")
"""What stands between a day and the one that it should be: "не 18, а 19"."""
_STOP = re.compile(r"[,;:–—.!?]")
_ASIDE = re.compile(r"\([^()]*\)")


def goes_on(last: When, pair: Pair) -> bool:
    """Whether a date goes on from the one before it: "начнется 20 января и закончится 18 февраля", "не 18, а 19"."""
    gap = fold(pair.page.text[last.end : pair.when.start])
    if CORRECTS.fullmatch(gap) and not verb_follows(pair.when, pair.sentence, pair.page):
        return True
    if pair.candidate.frame.name.endswith("voting-day"):
        return False  # "основной день – 20 сентября, а начнём в пятницу, 18-го"
    return pair.lexicon.says(gap, "start", "end", "span", "moved") and not _of_its_own(last, pair)


def _of_its_own(last: When, pair: Pair) -> bool:
    """ "Бюллетени развезут 18 октября, двери откроются 20 октября": a verb with a subject before it begins anew."""
    when, page, lexicon, sentence = pair.when, pair.page, pair.lexicon, pair.sentence
    gap = fold(_ASIDE.sub(lambda found: " " * len(found[0]), page.text[last.end : when.start]))
    if "," not in gap:
        return False
    if any(" " in gap[start:end] for start, end in lexicon.spans("end", gap)):
        return False  # "точку поставит полночь"
    grammar = page.grammar(sentence)
    between = [w for w in page.words(sentence) if last.end <= w.start < when.start and w.alphabetic]
    verb = next((k for k, word in enumerate(between) if grammar.tense(word) is not None), None)
    if verb is None:
        return False
    named = any(last.end <= c.start and c.end <= between[verb].start for c in page.candidates(sentence))
    return named or any(grammar.is_noun(w) and not lexicon.pronoun(w.low) for w in between[:verb])


def verb_follows(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether a verb follows a date in its clause: "с 1-го, а 22-го приедет миссия", but not "не 18, а 19 февраля"."""
    stop = _STOP.search(page.text, when.end, sentence.end)
    limit = stop.start() if stop else sentence.end
    grammar = page.grammar(sentence)
    return any(when.end <= w.start < limit and grammar.tense(w) is not None for w in page.words(sentence))
