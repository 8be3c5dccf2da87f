"""Events that no list knows: whatever "состоится", "стартует" or "запланировано" on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.mentions.attachment import THRESHOLD, Attachment
from timeline.mentions.candidates import Candidate
from timeline.mentions.lexicon import Frame
from timeline.mentions.roles import clause
from timeline.mentions.titles import tidy, trimmed

if TYPE_CHECKING:
    from timeline.mentions.dates import When
    from timeline.mentions.page import Page
    from timeline.mentions.sentences import Sentence

_UNKNOWN = Frame(name="happening", kind="other", form="noun", weight=THRESHOLD)


def happening(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """The subject of a verb of taking place in the date's clause, when it is a thing and says enough to be a title."""
    if when.shape not in ("day", "span"):
        return None
    lexicon, grammar, words = page.lexicon(sentence), page.grammar(sentence), page.words(sentence)
    start, end = clause(when, sentence, page)
    verb = lexicon.cue("happens", sentence.low, start, end)
    if verb is None:
        return None
    at = next(place for place, word in enumerate(words) if word.end - sentence.start > verb.start())
    barred = page.barred(sentence)
    found = grammar.subject_of(words, at, barred, lexicon.tails)
    if found is None or found.reading is None or "anim" in found.reading.tag.grammemes:
        return None
    if lexicon.cue("dull-subject", words[found.head].low) or found.right - found.left < 2:
        return None
    made = Candidate(sentence, words, _UNKNOWN, found.left, found.right, (found.head, found.head + 1), found)
    name = tidy(trimmed(grammar.inflect(page.text, words, found, "nomn"), made, page))
    named = Candidate(sentence, words, _UNKNOWN, found.left, found.right, made.match, found, title=name)
    return Attachment(when, named, THRESHOLD + 0.2, (f"{verb.group()!r} is said of it",))
