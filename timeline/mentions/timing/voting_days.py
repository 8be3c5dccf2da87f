"""The days of a vote beside what else a post says of them: eves, early days, the silence before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.mentions.judging.belonging import NOT_BEFORE
from timeline.mentions.judging.roles import clause, nearest_phase
from timeline.mentions.reading.titles import title

if TYPE_CHECKING:
    from datetime import date

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page


def exact_day(draft: Draft) -> date | None:
    """The one day that a date gives its event, if it does."""
    when = draft.when
    return when.first if when is not None and when.shape == "day" and draft.role in ("at", "moved-to") else None


def lasting(page: Page, drafts: list[Draft]) -> None:
    """ "Голосование стартует 3 мая, а закончится 9 мая": the first and the last day of a vote of many."""
    for one, two in pairwise(drafts):
        first, last = one.when, two.when
        if one.concept != "election-day" or one.candidate is None or two.candidate is None or first is None:
            continue
        same = one.candidate is two.candidate or (one.sentence, one.candidate.match) == (
            two.sentence,
            two.candidate.match,
        )
        if not same or one.refused not in (None, NOT_BEFORE) or (two.role, two.refused) != ("end", None):
            continue
        if first.first is None or last is None or last.last is None or not first.first < last.last:
            continue
        if one.role == "start" or (first.shape == "day" and one.role == "at" and _begins(one, page)):
            one.role, one.refused = "start", None
            if one.title == two.title == one.candidate.frame.title and one.candidate.frame.name == "voting":
                one.title = two.title = page.lexicon(one.sentence).voting_days or one.title


def _begins(draft: Draft, page: Page) -> bool:
    """Whether the verb of a day is one of beginning."""
    assert draft.when is not None
    where = clause(draft.when, draft.sentence, page, draft.candidate)
    return nearest_phase(draft.when, draft.sentence, page, *where, draft.candidate) == "start"


def eves(drafts: list[Draft]) -> None:
    """ "Центр работает в день выборов, 25 февраля, и накануне": the day before is none of voting."""
    for one, two in pairwise(drafts):
        first, second = exact_day(one), exact_day(two)
        if one.concept != "election-day" or one.candidate is not two.candidate or first is None or second is None:
            continue
        if two.when is not None and two.when.relative and second == first - timedelta(days=1):
            two.refused = "the day before the vote"


def weekdays_around(page: Page, drafts: list[Draft]) -> None:
    """ "Дома голосуют только в воскресенье", "досрочно – со вторника по субботу", "в понедельник объявят итоги": the
    weekdays on, before and after the day of the vote that the post names."""
    told = [d for d in drafts if d.when is not None and d.when.weekday and not page.behind(d.when)]
    for draft in sorted(told, key=lambda draft: draft.concept not in _ON_THE_DAY):
        when, days = draft.when, {day for d in drafts if d.concept == "election-day" and (day := _voting_day(d))}
        told_day = (when.last or when.first) if when is not None else None
        if when is None or told_day is None:
            continue
        voting = min((day for day in days if day > told_day), default=None)
        if voting is not None and (weeks := _weeks(draft, told_day, voting)):
            moved = [day and day + timedelta(weeks=weeks) for day in (when.first, when.last)]
            if draft.role == "start" and any(_ends_before(d, draft.concept, moved[0]) for d in drafts):
                continue  # "начнётся в среду и продлится до 23 октября"
            draft.when = replace(when, first=moved[0], last=moved[1])
            draft.reasons.append(f"weekdays around {voting.isoformat()}")
            if draft.tense == "past" and page.ahead(draft.when):
                draft.tense, draft.recap = "future", False


_ON_THE_DAY, _RESULTS = frozenset({"home-voting", "election-day"}), frozenset({"results", "preliminary-results"})
_BEFORE = frozenset({"early-voting", "campaign-silence"})


def _ends_before(draft: Draft, concept: str | None, first: date | None) -> bool:
    """Whether a draft is the last day, by its date, of a stage that cannot have begun so late."""
    when = draft.when
    if draft.concept != concept or draft.role != "end" or when is None or when.weekday or first is None:
        return False
    return when.last is not None and when.last <= first


def _voting_day(draft: Draft) -> date | None:
    return exact_day(draft) if draft.refused is None else None


def _weeks(draft: Draft, day: date, voting: date) -> int:
    """How many weeks after a day that weekday is which the vote tells."""
    between = (voting - day).days
    if draft.concept in _ON_THE_DAY and draft.when is not None and draft.when.shape == "day":
        return between // 7 if between % 7 == 0 else 0
    if draft.concept in _RESULTS and draft.role == "at":
        return between // 7 + 1
    return (between - 1) // 7 if draft.concept in _BEFORE else 0


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
