"""Events that no list knows: whatever "состоится", "стартует" or "запланировано" on a day."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import THRESHOLD, Attachment
from timeline.mentions.judging.roles import clause
from timeline.mentions.reading.candidates import Candidate
from timeline.mentions.reading.standing import asked
from timeline.mentions.reading.titles import tidy, trimmed
from timeline.mentions.vocabulary.lexicon import Frame

if TYPE_CHECKING:
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

HAPPENS = "happens"
"""The cue of what takes place, whatever it is."""
_LISTED = re.compile(r"\s*[–—:-]\s+")
_UNKNOWN = Frame(name="happening", kind="other", form="noun", weight=THRESHOLD)


def happening(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """The subject of a verb of taking place in the date's clause, when it is a thing and says enough to be a title."""
    if when.shape not in ("day", "span") or HAPPENS not in page.heard(sentence):
        return None
    lexicon, grammar = page.lexicon(sentence), page.grammar(sentence)
    verb = lexicon.cue(HAPPENS, sentence.low, *clause(when, sentence, page))
    if verb is None:
        return None
    words = page.words(sentence)
    at = next(place for place, word in enumerate(words) if word.end - sentence.start > verb.start())
    barred = page.barred(sentence)
    found = grammar.subject_of(words, at, barred, lexicon.tails)
    if found is None or found.reading is None or "anim" in found.reading.tag.grammemes:
        return None
    if lexicon.cue("dull-subject", words[found.head].low) or found.right - found.left < 2:
        return None
    made = Candidate(sentence, words, _UNKNOWN, found.left, found.right, (found.head, found.head + 1), found)
    if made.end <= when.start and asked(made, lexicon):
        return None
    known = (c for c in page.candidates(sentence) if c.frame.form == "noun" and c.left == found.left)
    if (one := next(known, None)) is not None:
        return (
            Attachment(when, one, THRESHOLD + 0.2, (f"{verb.group()!r} is said of it",)) if one.frame.concept else None
        )
    name = tidy(trimmed(grammar.inflect(page.text, words, found, "nomn"), made, page))
    named = Candidate(sentence, words, _UNKNOWN, found.left, found.right, made.match, found, title=name)
    return Attachment(when, named, THRESHOLD + 0.2, (f"{verb.group()!r} is said of it",))


def planned(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """What stands behind the date of an item, in a list of which other items name their events.

    "Планы на январь / до 15 января – отчёт об обращениях / 20 января – коллегия".
    """
    behind = _LISTED.match(page.text, when.end, sentence.end)
    if behind is None or page.text[sentence.start : when.start].strip() or not _among_events(sentence, page):
        return None
    if when.shape not in ("day", "span", "until"):
        return None
    lexicon, grammar, words = page.lexicon(sentence), page.grammar(sentence), page.words(sentence)
    if any(grammar.tense(word) is not None for word in words if not word.quoted):
        return None
    first = next((place for place, word in enumerate(words) if word.start >= behind.end()), None)
    head = grammar.head(words, first, min(first + 4, len(words))) if first is not None else None
    found = grammar.phrase(words, head, page.barred(sentence), lexicon.tails) if head is not None else None
    if found is None or found.left != first or found.right - found.left < 2 or words[found.head].text[0].isupper():
        return None
    if found.reading is not None and (found.case != "nomn" or "anim" in found.reading.tag.grammemes):
        return None
    if lexicon.cue("dull-subject", words[found.head].low) or lexicon.cue("holiday", sentence.low):
        return None
    frame = replace(_UNKNOWN, kind="deadline") if when.shape == "until" else _UNKNOWN
    made = Candidate(sentence, words, frame, found.left, found.right, (found.head, found.head + 1), found)
    name = tidy(trimmed(page.text[words[found.left].start : words[found.right - 1].end], made, page))
    return Attachment(when, replace(made, title=name), THRESHOLD + 0.2, ("an item of a list of events",))


def _among_events(sentence: Sentence, page: Page) -> bool:
    """Whether at least two other lines next to it are dated items of one list that name events."""
    if not sentence.item:
        return False
    named = 0
    for step in (-1, 1):
        place = sentence.index + step
        while 0 <= place < len(page.sentences) and page.sentences[place].item:
            other = page.sentences[place]
            dated = any(w.dated and w.start == other.start for w in page.dates_in(other))
            named += dated and any(c.frame.form == "noun" for c in page.candidates(other))
            place += step
    return named >= 2
