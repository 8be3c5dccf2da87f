"""What a heading names, or a sentence offers, and the next one bids to: "Теледебаты! В 19.00 включайте телевизор"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.reading.owners import owner

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
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


def on_duty(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "Дежурство начали участковые комиссии. До 20 января они ждут вас": what somebody holds goes on while they are
    there."""
    last = before[-1] if before else None
    held = last.candidate if last is not None and last.refused is None else None
    near = held is not None and 0 <= sentence.index - held.sentence.index <= 1
    if held is None or not near or when.shape not in ("until", "span") or "they-are-there" not in page.heard(sentence):
        return None
    if any(c.frame.concept and c.frame.form != "weak" for c in page.candidates(sentence)):
        return None  # "до 20 января они принимают документы кандидатов"
    watch = page.lexicon(held.sentence).plain.get("held-by", ())
    holds = held.frame.name in watch and (held.frame.subject or bool(owner(held, page)))
    there = holds and page.heard(sentence).search("they-are-there", sentence.low, *page.clause(when, sentence))
    return Attachment(when, held, 2.4, ("those who hold it are there until then",)) if there else None
