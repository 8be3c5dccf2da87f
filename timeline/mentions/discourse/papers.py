"""Papers of which only the last day is told: "Заявления партий – до 23 апреля", "жалобы кандидатов – до 5 мая"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import THRESHOLD, Attachment
from timeline.mentions.discourse.elision import LINK
from timeline.mentions.reading.acts import stage_of
from timeline.mentions.reading.candidates import Candidate
from timeline.mentions.reading.titles import tidy

if TYPE_CHECKING:
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_LONGEST, _BEFORE = 10, 4
"""Words of a label, and of those among which its noun is."""
_STOPS = frozenset(",;:.()–—")


def papers(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """Papers before a dash and the last day for them are taken in by then."""
    told = sentence.text[: when.start - sentence.start]
    if when.shape != "until" or LINK.search(told) is None:
        return None
    label = LINK.sub("", told).rstrip()
    lexicon, grammar, words = page.lexicon(sentence), page.grammar(sentence), page.words(sentence)
    own = [word for word in words if word.end <= sentence.start + len(label)]
    act, sorts = lexicon.action("accept"), lexicon.takes.get("submit", ())
    if (
        act is None
        or not 1 < len(own) <= _LONGEST
        or any(w.text in _STOPS or grammar.tense(w) is not None for w in own)
    ):
        return None
    head = next((k for k, word in enumerate(own[:_BEFORE]) if word.low.startswith(tuple(sorts))), None)
    if head is None:
        return None
    found = grammar.phrase(words, head, page.barred(sentence), lexicon.tails)
    if found is None or found.left != 0 or (found.reading is not None and found.case not in ("nomn", "accs")):
        return None
    genitive = next((said for stem, said in lexicon.genitives.items() if words[head].low.startswith(stem)), "")
    if found.reading is None and not genitive:
        return None
    inflected = grammar.inflect(page.text, words, found, "gent", genitive)
    rest = page.text[words[found.right - 1].end : own[-1].end]
    made = f"{act.noun} {inflected[:1].lower()}{inflected[1:]}{rest}"
    named = Candidate(sentence, words, act, 0, max(found.right, len(own)), (head, head + 1), found, title=tidy(made))
    if (stage := stage_of(made, named, found, page)) is not None:
        named = replace(named, frame=stage, title="")
    return Attachment(when, named, THRESHOLD + 0.3, (f"{label!r} are taken in by then",))
