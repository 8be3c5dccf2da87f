"""Which election a mention belongs to: whom it is for, in which year, and whether it is a special one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.mentions.reading.titles import title
from timeline.mentions.titling.purposes import REACH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page

_HELD = ("at", "span", "moved-to")


def of_another_vote(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Регистрация – до 20 апреля, главный день – 16 мая, выборы в Совет Республики – 20 июня": the one body that a
    post names is not whom its other vote is for, nor whom the stages are of that do not say so."""
    votes = [d for d in drafts if _vote(d) and not d.recap]
    told = [d for d in votes if _says_whom(d, page)]
    apart = [d for d in votes if d not in told and all(_disjoint(d, other) for other in told)]
    keys = {d.body.key for d in told if d.body is not None}
    if not apart or len(keys) != 1:
        return
    for draft in drafts:
        if draft.body is None or draft.candidate is None or draft.body.key not in keys or _says_whom(draft, page):
            continue
        if draft.title == title(draft.candidate, draft.body, page):
            draft.title = title(draft.candidate, None, page)
        draft.body = None


def named_before(page: Page, drafts: Sequence[Draft]) -> None:
    """A day of voting after "второй тур" or "довыборы" is theirs, where the post has no other election."""
    votes = [
        d
        for d in drafts
        if d.refused is None and not d.recap and d.concept in ("election-day", "second-round", "repeat-voting")
    ]
    if len({d.when.last for d in votes if d.when is not None}) != 1:
        return
    for draft in votes:
        if draft.candidate is None or draft.concept != "election-day" or draft.role not in ("at", "span"):
            continue
        named = draft.candidate.frame.form == "noun" and draft.candidate.frame.name == "election-day"
        if not named and (special := _special(draft, page)) is not None:
            name = title(special, draft.body, page)
            if name:
                draft.title, draft.concept, draft.kind = name, special.frame.concept, special.frame.kind


def _special(draft: Draft, page: Page) -> Candidate | None:
    """The second round, repeat election or by-election that the sentences before a day of voting name."""
    index = draft.sentence.index
    for sentence in reversed(page.sentences[max(0, index - REACH) : index + 1]):
        lexicon = page.lexicon(sentence)
        if lexicon.cue("conditional", sentence.low) or (sentence.index < index and page.dates_in(sentence)):
            continue
        if sentence.index < index and any(w.low in lexicon.plain["denied"] for w in page.words(sentence)):
            continue
        for candidate in page.candidates(sentence):
            if candidate.frame.form != "noun" or candidate is draft.candidate:
                continue
            if candidate.frame.concept in ("second-round", "repeat-voting"):
                return candidate
            if candidate.frame.name == "election-day" and lexicon.cue("special-election", candidate.low):
                return candidate
    return None


def elections(drafts: Sequence[Draft]) -> None:
    """The campaign: whom it is for and the year of its voting, where the post itself says that."""
    years = {d.body.key: d.when.last.year for d in drafts if _vote(d) and d.body and d.when and d.when.last}
    for draft in drafts:
        if draft.concept and draft.body and draft.body.key in years:
            draft.election = f"{draft.body.key}-{years[draft.body.key]}"


def _vote(draft: Draft) -> bool:
    return draft.concept == "election-day" and draft.refused is None and draft.role in _HELD


def _says_whom(draft: Draft, page: Page) -> bool:
    return page.speaks_of_bodies(draft.sentence, elected=False)


def _disjoint(one: Draft, other: Draft) -> bool:
    """Whether two votes have no day in common."""
    if one.when is None or other.when is None or not one.when.first or not other.when.first:
        return False
    return (one.when.last or one.when.first) < other.when.first or (
        other.when.last or other.when.first
    ) < one.when.first
