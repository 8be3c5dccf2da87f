"""Dates that changed: moved from one day to another, corrected, called off, prolonged."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.dates import exactly
from timeline.mentions.roles import clause

if TYPE_CHECKING:
    from datetime import date

    from timeline.mentions.draft import Draft
    from timeline.mentions.page import Page

_FROM_TO = re.compile(r"(?:^|\s)(?:с|со|з|са|from)\s+(\d{1,2})(?:-?го)?\s+(?:на|to)\s*$", re.IGNORECASE)
_LEFT_FOR = re.compile(r"(?:с|со|з|са|із|зі|from)\s.*\s(?:на|to)\s", re.IGNORECASE)
"""A range of days that a move leaves and goes to: "с 1 декабря на 5 декабря"."""
_NOT_BUT = re.compile(
    r"(?:^|\s)(?:не|not)\s+(?:на\s+)?(\d{1,2})(?:-?го)?\s*,?\s+(?:а|but)\s+(?:на\s+)?$", re.IGNORECASE
)


def moves(draft: Draft, page: Page) -> None:
    """Gives a draft the role that a move or a cancellation asks for."""
    when, sentence = draft.when, draft.sentence
    if when is None or draft.refused is not None:
        return
    if when.left is not None:
        draft.role, draft.moved_from = "moved-to", exactly(when.left, when.left, page.zone)
        draft.reasons.append(f"moved from {when.left.isoformat()}")
        return
    lexicon = page.lexicon(sentence)
    start, end = clause(when, sentence, page, draft.candidate)
    left = sentence.text[: when.start - sentence.start]
    moved = lexicon.cue("moved", sentence.low)
    if (when.first is not None and (found := _FROM_TO.search(left) if moved else None)) or (
        found := _NOT_BUT.search(left)
    ):
        day = _same_month(when.first, int(found[1]))
        if day is not None:
            draft.role, draft.moved_from = "moved-to", exactly(day, day, page.zone)
            draft.reasons.append(f"moved from {day.isoformat()}")
            return
    if moved and when.shape == "span" and _LEFT_FOR.match(page.text[when.start : when.end]):
        assert when.last is not None
        draft.role, draft.moved_from = "moved-to", exactly(when.first, when.first, page.zone)
        draft.when = replace(when, shape="day", first=when.last)
        draft.reasons.append(f"moved from {when.first}")
        return
    if moved and when.shape in ("day", "span"):
        draft.role = "moved-to"
        draft.reasons.append(f"{moved.group()!r}")
        return
    if (off := lexicon.cue("cancelled", sentence.low, start, end)) is not None:
        draft.role = "cancelled"
        draft.reasons.append(f"{off.group()!r}")


def _same_month(day: date | None, number: int) -> date | None:
    """That day of the month, or of the month before when it comes later in it."""
    if day is None:
        return None
    try:
        return day.replace(day=number)
    except ValueError:
        return None


def join_moves(drafts: list[Draft], page: Page) -> None:
    """ "Переносится с 30 июня на 2 июля", "не 15 сентября, а 14 сентября": two dates, one move."""
    for one, two in zip(drafts, drafts[1:], strict=False):
        if one.when is None or two.when is None or one.sentence is not two.sentence or two.candidate is None:
            continue
        if one.role == two.role == "moved-to" and one.candidate is two.candidate and one.when.first is not None:
            two.moved_from = exactly(one.when.first, one.when.last or one.when.first, page.zone)
            one.refused = "the day it was moved from"
            continue
        between = page.text[one.when.end : two.when.start].strip().lower()
        left = page.text[one.sentence.start : one.when.start].rstrip().lower()
        leaves = (
            two.role == "moved-to"
            and between in ("на", "to")
            and (one.when.shape == "from" or left.endswith((" с", " со", " з", " са")))
        )
        left_behind = (
            two.role == "moved-to"
            and page.lexicon(one.sentence).cue("moved", between) is not None
            and page.lexicon(one.sentence).cue("planned", left) is not None
        )
        corrected = between in (", а", ", а на", "а", ", але") and left.endswith((" не", " не на"))
        if (leaves or left_behind or corrected) and one.when.first is not None:
            two.role = "moved-to"
            two.moved_from = exactly(one.when.first, one.when.last or one.when.first, page.zone)
            two.timexes = [*one.timexes, *two.timexes]
            one.refused = "the day it was moved from"
