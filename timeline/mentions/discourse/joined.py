"""Two events with one date: "завтра пройдут заседание комиссии и семинар", "последний день агитации и голосования"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.reading.candidates import stages_in
from timeline.mentions.reading.titles import tidy, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.vocabulary.lexicon import Body

_ROLES = frozenset({"at", "start", "end", "span"})


def joined(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft of its own for what "и" joins to the event of a date, if the verb is of both."""
    for draft in drafts:
        if draft.refused is not None or draft.candidate is None or not draft.title or draft.role not in _ROLES:
            continue
        if draft.when is None or not draft.when.dated or draft.candidate.sentence is not draft.sentence:
            continue
        here = [d for d in drafts if d.sentence is draft.sentence and d.when is not None and d.when.dated]
        second = _second(draft.candidate, page) if here == [draft] else None
        if second is not None and (both := _of_many(draft.candidate, second, page)):
            draft.title = both
        elif second is not None:
            body = _elected(second, page) if second.frame.kind == "election-day" else draft.body
            name = title(second, body, page)
            if name:
                said = [*draft.reasons, f"joined to {draft.candidate.text!r}"]
                kind, concept = second.frame.kind, second.frame.concept
                yield replace(draft, candidate=second, title=name, kind=kind, concept=concept, body=body, reasons=said)


def _of_many(one: Candidate, other: Candidate, page: Page) -> str:
    """ "Объединения проведут съезды и пленумы": many of both sorts are one entry, called by both; else empty."""
    left, right = (one, other) if one.match < other.match else (other, one)
    if left.frame.kind != right.frame.kind or left.frame.concept or right.frame.concept:
        return ""
    if left.phrase is None or right.phrase is None or not (_many(left) and _many(right)):
        return ""
    if left.phrase.right > left.phrase.head + 1:
        return ""
    start = left.words[left.phrase.head].start
    return tidy(page.text[start : max(right.end, left.words[left.phrase.head].end)])


def _many(candidate: Candidate) -> bool:
    """Whether many are named, in a form that is their nominative too."""
    phrase = candidate.phrase
    if phrase is None or candidate.words[phrase.head].low == candidate.frame.nominative:
        return False
    return phrase.reading is None or phrase.reading.tag.number == "plur"


def _second(first: Candidate, page: Page) -> Candidate | None:
    """What stands behind "и", or before it, in the same case: an event by its own name as the first is."""
    if not _named(first):
        return None
    sentence, lexicon = first.sentence, page.lexicon(first.sentence)
    last_days = lexicon.cue("last-day", sentence.low, 0, first.start - sentence.start) is not None
    if not last_days and lexicon.cue("they-do", sentence.low) is None:
        return None
    stages = sorted(stages_in(sentence, page), key=lambda one: one.match[0] - one.match[1])  # of two the longer name
    for other in (*page.candidates(sentence), *stages):
        if _named(other) and _another(first, other, page):
            left, right = (first, other) if first.match < other.match else (other, first)
            if _and_so(left, right, page):
                return other
    return None


def _another(one: Candidate, other: Candidate, page: Page) -> bool:
    """Whether two names are of two events; two elections are told by whom they are for, two of one sort by more."""
    if one.frame.name != other.frame.name:
        return one.frame.concept is None or one.frame.concept != other.frame.concept
    if one.frame.concept is None and one.match != other.match:
        return all(c.phrase is not None and c.phrase.right > c.phrase.head + 1 for c in (one, other))
    bodies = {body.key for body in (_elected(one, page), _elected(other, page)) if body is not None}
    return one.match != other.match and one.frame.kind == "election-day" and len(bodies) == 2


def _elected(candidate: Candidate, page: Page) -> Body | None:
    return page.own_body(candidate.low, candidate.sentence.lang)


def _and_so(left: Candidate, right: Candidate, page: Page) -> bool:
    """Whether "и" and nothing else joins two names of one case."""
    sentence, core = left.sentence, left.match[1]
    low = sentence.low[left.words[core - 1].end - sentence.start : right.start - sentence.start]
    cases = {one.phrase.case if one.phrase is not None else "" for one in (left, right)}
    if len(cases) > 1 or page.lexicon(sentence).shape("joins", low) is None:
        return False
    return not any(page.grammar(sentence).is_verb(word) for word in left.words[core : right.left])


def _named(candidate: Candidate) -> bool:
    frame = candidate.frame
    return frame.form == "noun" and not frame.noun
