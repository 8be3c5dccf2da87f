"""A period and the day in it that is meant: "до середины января, по 15-е", "в конце января, 30-го"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page

_JOINTS = frozenset({",", "(", "–", "—", ":"})
"""The signs that join the two."""


def exactly(page: Page, drafts: Sequence[Draft]) -> None:
    """Gives the day right behind a month, or a part of one, what that month was said of, and takes the month back."""
    for vague, exact in pairwise(drafts):
        if vague.when is None or exact.when is None or vague.sentence is not exact.sentence:
            continue
        if vague.refused is not None or vague.candidate is None or vague.when.shape not in ("until", "window"):
            continue
        within = exact.when.value.startswith(f"{vague.when.value}-") and exact.when.shape in ("until", "day")
        if not within or page.text[vague.when.end : exact.when.start].strip() not in _JOINTS:
            continue
        own = exact.candidate if exact.refused is None else None
        if own is not None and own.match != vague.candidate.match:
            continue
        exact.candidate, exact.role, exact.tense = vague.candidate, vague.role, vague.tense
        exact.title, exact.kind, exact.concept, exact.body = vague.title, vague.kind, vague.concept, vague.body
        exact.refused, vague.refused = None, "its day is said after it"
        exact.reasons.append("the day that is meant by what is said before it")
