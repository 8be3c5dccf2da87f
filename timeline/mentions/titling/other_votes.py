"""Votes of a post that are not the election itself: a party's primaries, a day that was told before the day was set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.reading.titles import title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page

_REACH = 2
"""Sentences after primaries in which "голосование" still is theirs."""
_PRIMARIES = "preliminary-voting"
_TOLD = frozenset({"told-before"})


def other_votes(page: Page, drafts: Sequence[Draft]) -> None:
    """Votes of a party given their own name, days of an election that were told before refused."""
    _primaries(page, drafts)
    _told_before(page, drafts)


def _primaries(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Партии договорились о праймериз. Голосование пройдёт до 30 августа": a vote of theirs, and of no voters."""
    for draft in drafts:
        candidate = draft.candidate
        if candidate is None or candidate.frame.name != "voting" or candidate.frame.form == "weak":
            continue
        index = candidate.sentence.index
        for sentence in reversed(page.sentences[max(0, index - _REACH) : index + 1]):
            frames = [frame for _, _, frame in page.lexicon(sentence).frames(sentence.low)]
            if any(frame.name == _PRIMARIES for frame in frames):
                frame = page.lexicon(draft.sentence).stage(_PRIMARIES)
                draft.candidate = replace(candidate, frame=frame, title="")
                draft.concept, draft.kind, draft.body = frame.concept, frame.kind, None
                draft.title = title(draft.candidate, None, page)
            if any(frame.kind == "election-day" and frame.name != "voting" for frame in frames):
                break


def _told_before(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Выборы назначены на 26 января. Ранее издание сообщало, что они пройдут 23 февраля": the day that is set."""
    if not page.hears(_TOLD):
        return
    votes = [d for d in drafts if d.concept == "election-day" and d.refused is None and d.role == "at" and d.when]
    reports = [d for d in votes if page.lexicon(d.sentence).cue("told-before", d.sentence.low) is not None]
    for draft in reports:
        others = (d for d in votes if d not in reports and (d.body is None or draft.body in (None, d.body)))
        if any(d.when and draft.when and d.when.first != draft.when.first for d in others):
            draft.refused = "told before the day was set"
