"""The days of a vote beside what else a post says of them: eves, early days, the silence before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.mentions.reading.titles import title

if TYPE_CHECKING:
    from datetime import date

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page


def exact_day(draft: Draft) -> date | None:
    """The one day that a date gives its event, if it does."""
    when = draft.when
    return when.first if when is not None and when.shape == "day" and draft.role in ("at", "moved-to") else None


def eves(drafts: list[Draft]) -> None:
    """ "Центр работает в день выборов, 25 февраля, и накануне": the day before is none of voting."""
    for one, two in pairwise(drafts):
        first, second = exact_day(one), exact_day(two)
        if one.concept != "election-day" or one.candidate is not two.candidate or first is None or second is None:
            continue
        if two.when is not None and two.when.relative and second == first - timedelta(days=1):
            two.refused = "the day before the vote"


def on_voting_day(page: Page, drafts: list[Draft]) -> None:
    """ "Дома голосуют только в воскресенье": on the Sunday of the vote that the post names."""
    days = [day for d in drafts if d.concept == "election-day" and d.refused is None and (day := exact_day(d))]
    for draft in drafts:
        when = draft.when
        if (
            draft.concept not in ("home-voting", "election-day")
            or when is None
            or when.shape != "day"
            or when.first is None
        ):
            continue
        said = page.text[when.start : when.end]
        same = [day for day in days if day.weekday() == (when.first.weekday()) and day > when.first]
        if same and not any(char.isdigit() for char in said):
            draft.when = replace(when, first=same[0], last=same[0])


def early(page: Page, drafts: list[Draft]) -> None:
    """ "Голосовать разрешено с 12 по 16 ноября; в основной день – …": the days up to the vote are early ones."""
    days = {day for d in drafts if d.concept == "election-day" and d.refused is None and (day := exact_day(d))}
    for draft in drafts:
        when = draft.when
        if draft.concept != "election-day" or draft.candidate is None or draft.refused or when is None:
            continue
        if when.shape != "span" or when.first is None or when.last is None or (when.last - when.first).days < 2:
            continue
        if when.last + timedelta(days=1) in days and when.first.isoweekday() < when.last.isoweekday() == 6:
            frame = page.lexicon(draft.sentence).stage("early-voting")
            draft.candidate = replace(draft.candidate, frame=frame, title="")
            draft.concept, draft.kind = frame.concept, frame.kind
            draft.title = title(draft.candidate, draft.body, page)


def voting_days(page: Page, drafts: list[Draft]) -> None:
    """A day of voting of which no more is known is "День голосования"; several days are "Дни голосования"."""
    for draft in drafts:
        candidate = draft.candidate
        if candidate is None or candidate.frame.name != "voting" or draft.title != candidate.frame.title:
            continue
        if draft.when is not None and draft.when.shape == "day":
            draft.title = page.lexicon(draft.sentence).voting_day or draft.title
        elif draft.when is not None and draft.when.shape == "span":
            draft.title = page.lexicon(draft.sentence).voting_days or draft.title


def silences(drafts: list[Draft]) -> None:
    """ "11 октября – выборы; агитация в этот день запрещена", "дома голосуют в этот же день": no day of its own."""
    voting = {day for d in drafts if d.concept == "election-day" and d.refused is None and (day := exact_day(d))}
    for draft in drafts:
        if draft.concept in ("campaign-silence", "home-voting") and exact_day(draft) in voting:
            draft.refused = "the day of voting itself"
