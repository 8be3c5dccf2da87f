"""Hearsay: what a post repeats or quotes only to call it untrue or doubtful, and what it says instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

DENIALS = frozenset({"rumour", "hearsay", "untrue", "doubted"})
_OPENS, _CLOSES = ("«", "“", "„", '"'), ("»", "”", "“", '"')
_CHANGES = ("moved", "cancelled", "prolonged")
_QUOTED = re.compile('[«“„"][^«»“”„"]*[»”“"]')
LABEL = 4
"""Words of what stands before the colon of "Это неправда: …"."""


def hearsay(sentence: Sentence, page: Page) -> bool:
    """Whether a sentence tells a rumour, or that it is one."""
    return page.hears(DENIALS) and (_rumoured(sentence, page) or _denied(sentence, page))


def _rumoured(sentence: Sentence, page: Page) -> bool:
    """Whether its words say that it tells a rumour, and not only the name of an event ("лекция «Фейки и выборы»")."""
    heard, text = page.heard(sentence), sentence.text
    found = heard.search("rumour", sentence.low)
    while found is not None:
        opened, end = text.rfind("«", 0, found.start()), text.find("»", found.end())
        named = opened > 0 and end >= 0 and "»" not in text[opened : found.start()]
        quote = range(sentence.start + opened, sentence.start + end)
        if not named or text[:opened].endswith(": ") or any(w.start in quote for w in page.dates_in(sentence)):
            return True
        found = heard.search("rumour", sentence.low, end)
    return False


def put_straight(when: When, sentence: Sentence, page: Page) -> bool:
    """ "В чатах пишут о 15 сентября. Это фейк: выборы пройдут 8 сентября": a date that the denial sets against another.

    Behind the colon of a short denial, after a sentence of hearsay with a day or a change of its own, or behind that of
    any denial that says it of what it repeats ("слух, что …, выдуман: …"); that nothing has changed may be said there
    too, but no change.
    """
    lexicon, low, index = page.lexicon(sentence), sentence.low, sentence.index
    label, colon, _ = low[: when.start - sentence.start].partition(":")
    told = low[len(label) + 1 :]
    if any(lexicon.cue(cue, told) for cue in ("rumour", "hearsay")) or (
        lexicon.says(told, *_CHANGES) and not lexicon.cue("unchanged", told)
    ):
        return False
    if behind_a_denial(when, sentence, page):
        return True
    if not colon or len(label.split()) > LABEL or not lexicon.cue("rumour", label) or not index:
        return False
    above = page.sentences[index - 1]
    if above.line != sentence.line or page.lexicon(above).cue("hearsay", above.low) is None:
        return False
    days = [w for w in page.dates_in(above) if w.dated]
    return (
        all((w.first, w.last) != (when.first, when.last) for w in days)
        if days
        else page.lexicon(above).says(above.low, *_CHANGES)
    )


def behind_a_denial(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Слух, что выборы отложены, выдуман: голосуем 21 марта": a date behind the colon of what is called untrue."""
    if "told-untrue" not in page.heard(sentence):
        return False
    label, colon, _ = sentence.low[: when.start - sentence.start].partition(":")
    return bool(colon) and page.lexicon(sentence).cue("told-untrue", sentence.low, 0, len(label)) is not None


def _denied(sentence: Sentence, page: Page) -> bool:
    """Whether what it says is called untrue: by the next sentence, by a short heading above, or before what it
    quotes ("Фальшивка! В листовках пишут: «…»"), or as hearsay that one of the next two sentences denies."""
    index = sentence.index
    above = page.sentences[index - 1] if index else None
    label = above is not None and above.first and len(above.low.split()) <= 2
    beside = above is not None and (above.line == sentence.line - 1 or _claims(sentence, page))
    if label and beside and above is not None and page.heard(above).search("rumour", above.low):
        return True
    told = page.heard(sentence).search("hearsay", sentence.low)
    repeated = told is not None or (
        above is not None and above.line == sentence.line and page.heard(above).search("hearsay", above.low) is not None
    )
    if told is not None and page.heard(sentence).search("doubted", sentence.low, told.end()) is not None:
        return True  # "пишут, что выборы пройдут 12 декабря, но подтверждения нет"
    for after in page.sentences[index + 1 : index + 3]:
        near = after.index == index + 1 and after.line == sentence.line
        if near and page.heard(after).search("untrue", after.low):
            return True
        if repeated and any(page.heard(after).search(cue, after.low) for cue in ("untrue", "doubted", "rumour")):
            return True
    return False


def _claims(sentence: Sentence, page: Page) -> bool:
    """Whether a sentence may be the claim that the word before it denies: it tells of a change, or what is written
    somewhere, or quotes more than a name ("«Голосуем 2 февраля», – пишут в чатах", but not
    "встреча с активом «Белой Руси» пройдёт …")."""
    if page.lexicon(sentence).says(sentence.low, *_CHANGES, "hearsay"):
        return True
    grammar, days = page.grammar(sentence), [when for when in page.dates_in(sentence) if when.grain != "year"]
    for quote in _QUOTED.finditer(sentence.text):
        first, last = sentence.start + quote.start(), sentence.start + quote.end()
        dated = any(first <= when.start < last for when in days)
        if dated or any(first <= w.start < last and grammar.tense(w) for w in page.words(sentence)):
            return True
    return False


def quoted_and_denied(sentence: Sentence, page: Page) -> bool:
    """ "«В воскресенье участки закроют в 18:00». Нет.": what is only quoted, and then denied by a word or two."""
    said, after = sentence.text.strip(), page.sentences[sentence.index + 1 : sentence.index + 2]
    if not said.startswith(_OPENS) or not said.rstrip(" .!").endswith(_CLOSES):
        return False
    return any(len(s.low.split()) <= 2 and page.lexicon(s).shape("no", s.low) is not None for s in after)


def answered_with_doubt(sentence: Sentence, page: Page) -> bool:
    """ "Голосование начнётся 10 декабря? Вряд ли.", "Выборы – 10 декабря? Нет, 17-го."."""
    after = page.sentences[sentence.index + 1 : sentence.index + 2]
    return any(
        page.lexicon(s).shape("no", s.low) is not None
        or (len(s.low.split()) <= 4 and page.lexicon(s).cue("unlikely", s.low) is not None)
        for s in after
    )
