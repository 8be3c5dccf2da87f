"""The same event in another place: "15 февраля – в Гомеле, 16 февраля – в Бресте"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold

if TYPE_CHECKING:
    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence, Word

_ENTRY = re.compile(r"\s+[–—-]\s+([^,;:.!?()–—]{3,60})(?=[,;.]|$)")
_ENTERED = re.compile(r"\s+[–—-]\s[^,;:()–—]{3,60}[,;]\s+(?:\w{1,2}\s+)?")
_SIGNS = ",;:.!?()–—"
_LABEL = 8
"""Words of a place."""


def elsewhere(when: When, sentence: Sentence, page: Page) -> str:
    """The place that follows a date and tells it from the one before ("15 февраля – в Гомеле")."""
    lexicon = page.lexicon(sentence)
    found = lexicon.shape("there", sentence.text, when.end - sentence.start)
    if found is None:
        found = lexicon.shape("there-before", sentence.text, when.start - sentence.start)
    return found[1] if found and found[1].split()[-1][0].isupper() else ""


def town(there: str, sentence: Sentence, page: Page) -> str:
    """A place that only its name tells, "и" before the next date left out; empty where more is told."""
    said = there.split()
    if len(said) == 3 and page.lexicon(sentence).shape("and", f"{said[2]} "):
        said.pop()
    return " ".join(said) if len(said) == 2 and said[1][0].isupper() else ""


def other_side(when: When, last: Draft, page: Page) -> str:
    """ "С 1 по 7 сентября в территориальной комиссии, с 8 по 11 – в участковых": where, where both dates say it."""
    there, sentence = behind(when, last.sentence, page), last.sentence
    here = behind(last.when, sentence, page) if there and last.when is not None else ""
    return there if here and fold(here) != fold(there) else ""


def entry(when: When, first: Draft, last: Draft, page: Page) -> str:
    """ "График встреч: 1 февраля – ЖЭС № 5, 2 февраля – школа № 12": what stands behind the dash of a day in a list
    that a colon opens, where it names no event; empty elsewhere."""
    one, two, text, sentence = first.when, last.when, page.text, last.sentence
    found = _ENTRY.match(text, when.end, sentence.end)
    if found is None or one is None or two is None or _ENTERED.fullmatch(text, two.end, when.start) is None:
        return ""
    if not text[: one.start].rstrip().endswith(":"):
        return ""
    grammar = page.grammar(sentence)
    told = any(found.start(1) <= w.start < found.end(1) and grammar.tense(w) for w in page.words(sentence))
    own = any(
        c.start >= when.end and c.start < found.end() and c.frame.form != "weak" for c in page.candidates(sentence)
    )
    return "" if told or own else found[1].strip()


def behind(when: When, sentence: Sentence, page: Page) -> str:
    """The words right behind a date that begin as a place does, empty where there are none: up to the next sign, verb
    or date."""
    grammar, places = page.grammar(sentence), page.lexicon(sentence).plain.get("in", frozenset[str]())
    dates = page.barred(sentence)
    told: list[Word] = []
    for place, word in enumerate(page.words(sentence)):
        if word.start < when.end or (not told and word.text in "–—-"):
            continue
        if not told and word.low not in places:
            return ""
        if word.text in _SIGNS or place in dates or grammar.is_verb(word):
            break
        told.append(word)
    return page.text[told[0].start : told[-1].end] if 1 < len(told) <= _LABEL else ""
