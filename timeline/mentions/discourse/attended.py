"""What a heading names, or a sentence offers, and the next one bids to: "Теледебаты! В 19.00 включайте телевизор"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence

_COME = frozenset({"assemble", "attend"})
"""Cues of what one does with an event that a heading names."""


def attended(sentence: Sentence, page: Page) -> re.Match[str] | None:
    """ "Теледебаты! В 19.00 включайте «Беларусь 1»": what a heading just above names is to be watched."""
    if not page.heard(sentence).any_of(_COME):
        return None
    index = sentence.index
    above = page.sentences[index - 1] if index else None
    if above is not None and (gathers := _gathering(sentence, above, page)) is not None:
        return gathers
    heads = above is not None and (above.text.rstrip().endswith("!") or above.line < sentence.line)
    if above is None or not heads or len(above.low.split()) > 6 or page.dates_in(above):
        return None
    lexicon = page.lexicon(sentence)
    named = [c for c in page.candidates(above) if c.frame.form == "noun" and not c.frame.concept and not c.frame.noun]
    beside = lexicon.plain.get("beside", ())
    others = [c for c in page.candidates(above) if c not in named and c.preposition not in beside]
    gathers = lexicon.cue("assemble", sentence.low) if len(named) == 1 and not others else None
    return lexicon.cue("attend", sentence.low) or gathers


def _gathering(sentence: Sentence, above: Sentence, page: Page) -> re.Match[str] | None:
    """ "Библиотека зовёт на правовой квест. Собираемся 15 марта в полдень": come together is for what was offered."""
    lexicon, grammar = page.lexicon(sentence), page.grammar(sentence)
    found = lexicon.cue("assemble", sentence.low)
    dated = any(when.dated for when in page.dates_in(above))
    if found is None or dated or page.lexicon(above).cue("invites", above.low) is None:
        return None
    after = next((w for w in page.words(sentence) if w.start - sentence.start >= found.end()), None)
    if after is not None and grammar.is_verb(after):
        return None  # "собираемся закрыть её 15 марта"
    named = [c for c in page.candidates(above) if c.frame.form != "weak"]
    one = len(named) == 1 and named[0].frame.form == "noun" and not named[0].frame.concept and not named[0].frame.noun
    return found if one and named[0].frame.single else None
