"""Which event a date belongs to: the one of its sentence that goes with it best."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from timeline.mentions.attaching.weighing import OF_SOMEBODY, weighed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_ASIDE = 80
"""Letters in brackets before a date, or behind it."""
THRESHOLD = 1.5
"""Below it no event is named: a wrong entry is worse than a missing one."""


@dataclass(slots=True)
class Attachment:
    """A date with the event it is said of, how sure that is (``score``) and why."""

    when: When
    candidate: Candidate
    score: float
    reasons: tuple[str, ...]


def attach(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """The best candidate of the sentence for a date; ``None`` if the sentence has none at all.

    A vote that has another date of the sentence beside its name is no candidate, nor does that date part others.
    """
    named = page.candidates(sentence)
    if not named:
        return None
    others: list[When] = []
    for other in page.dates_in(sentence):
        if other is when or _holds(other, when) or _set_aside(other, when, sentence, page):
            continue
        if (vote := page.vote_beside(other, sentence)) is None:
            others.append(other)
        else:
            named = [one for one in named if one.start != vote.start]
    options = [(weighed(when, candidate, others, page), candidate) for candidate in named]
    if not options:
        return None
    count, best = max(options, key=lambda option: (option[0].points, -option[1].left))
    return Attachment(when, best, count.points, (f"{best.frame.name} ({best.frame.form})", *count.reasons))


def _holds(wide: When, when: When) -> bool:
    """ "Единый день голосования в этом году пройдёт 14 сентября": a year that a day lies in parts it from nothing."""
    if wide.shape != "window" or wide.grain != "year" or when.shape not in ("day", "span"):
        return False
    return bool(wide.first and wide.last and when.first and wide.first <= when.first <= wide.last)


def _set_aside(other: When, when: When, sentence: Sentence, page: Page) -> bool:
    """ "Семинар проведёт Вера Лис (21 мая ей исполнится 40) 25 мая": what brackets tell with a verb of its own parts
    nothing."""
    text = page.text
    opens = text.rfind("(", max(sentence.start, other.start - _ASIDE), other.start)
    closes = text.find(")", other.end, min(sentence.end, other.end + _ASIDE))
    if opens < 0 or closes < 0 or opens < when.start < closes or ")" in text[opens : other.start]:
        return False
    if page.lexicon(sentence).says(sentence.low[opens - sentence.start : closes - sentence.start], "recap"):
        return False  # "за две недели до голосования (напомним, 21 марта)"
    words, grammar = page.words(sentence), page.grammar(sentence)
    first, last = (bisect(words, at, key=attrgetter("start")) for at in (opens, closes))
    return any(grammar.tense(word) is not None for word in words[first:last])


def of_somebody(reasons: Sequence[str]) -> bool:
    """Whether a date was found to stand in a clause on somebody, which dates no event."""
    return any(reason.startswith(OF_SOMEBODY) for reason in reasons)
