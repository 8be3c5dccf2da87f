"""A last look at all mentions of a post together: the past recalled, limits beside real dates, doubt, campaigns."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.discourse.apart import apart, items_apart, lines_apart, nominated_apart
from timeline.mentions.discourse.lists import as_the_last
from timeline.mentions.discourse.rounds import contest_rounds
from timeline.mentions.discourse.sides import without_opening
from timeline.mentions.discourse.specific import specific
from timeline.mentions.judging.moves import join_moves
from timeline.mentions.judging.over import of_past_elections, recalled, year_before
from timeline.mentions.judging.roles import clause
from timeline.mentions.reading.standing import DAILY
from timeline.mentions.reading.titles import title
from timeline.mentions.text.dates import listing
from timeline.mentions.timing.exactly import exactly
from timeline.mentions.timing.voting_days import early, eves, exact_day, lasting, silences, voting_days, weekdays_around
from timeline.mentions.titling.abroad import abroad
from timeline.mentions.titling.accreditation import accreditations
from timeline.mentions.titling.complete import complete
from timeline.mentions.titling.elections import elections, named_before, of_another_vote
from timeline.mentions.titling.gatherings import gathered, of_its_sitting, sittings, with_voters
from timeline.mentions.titling.journeys import travel
from timeline.mentions.titling.other_votes import other_votes
from timeline.mentions.titling.outcomes import outcomes
from timeline.mentions.titling.places import place_of
from timeline.mentions.titling.sorts import with_their_noun

if TYPE_CHECKING:
    from timeline.calendars import Calendar
    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_POINTS = frozenset({"election-day", "second-round", "first-session"})
"""Concepts of one day, that a limit only bounds."""


def settle(page: Page, drafts: list[Draft], calendar: Calendar) -> None:
    """Everything about a mention that only its neighbours tell."""
    join_moves(drafts, page)
    exactly(page, drafts)
    _explained(page, drafts)
    for draft in drafts:
        if draft.candidate is None:
            continue
        _modal(draft, page)
        year_before(draft, page)
        of_past_elections(draft, page)
        recalled(draft, page)
        draft.place = place_of(draft, page, calendar)
    other_votes(page, drafts)
    of_another_vote(page, drafts)
    contest_rounds(page, drafts)
    eves(drafts)
    lasting(page, drafts)
    _opened_and_closed(page, drafts)
    _open_from(page, drafts)
    _weekdays_after(page, drafts)
    _rounds_after(page, drafts)
    weekdays_around(page, drafts)
    _families(page, drafts)
    travel(page, drafts)
    gathered(page, drafts)
    sittings(page, drafts)
    with_voters(page, drafts)
    of_its_sitting(page, drafts)
    with_their_noun(page, drafts)
    _campaigns(page, drafts)
    outcomes(page, drafts)
    accreditations(page, drafts)
    _test_runs(page, drafts)
    early(page, drafts)
    voting_days(page, drafts)
    without_opening(drafts)
    as_the_last(drafts)
    apart(page, drafts)
    items_apart(page, drafts)
    lines_apart(page, drafts)
    nominated_apart(page, drafts)
    unnamed = [draft for draft in drafts if draft.concept is None and draft.refused is None]
    named_before(page, drafts)
    complete(page, drafts)
    _as_spoken_of(unnamed, page)
    _counted(drafts)
    _limits(drafts)
    _first_days(page, drafts)
    silences(drafts)
    _within(drafts)
    elections(drafts)
    abroad(page, drafts, calendar.country)


def _explained(page: Page, drafts: list[Draft]) -> None:
    """ "Изберут – через неделю, 4 сентября": a distance that a date explains is none of its own."""
    for one, two in pairwise(drafts):
        if one.when is None or two.when is None or one.refused or two.refused or one.candidate is not two.candidate:
            continue
        told = one.when.relative and two.when.shape == one.when.shape == "day" and not two.when.relative
        if told and re.fullmatch(r"\s*[,–—]\s*(?:\w{1,2}\s)?", page.text[one.when.end : two.when.start]):
            one.refused = "explained by the date after it"


def _modal(draft: Draft, page: Page) -> None:
    """Planned, and on condition."""
    lexicon, low, heard = page.lexicon(draft.sentence), draft.sentence.low, page.heard(draft.sentence)
    if "tentative" in heard:
        start, end = clause(draft.when, draft.sentence, page, draft.candidate) if draft.when else (0, len(low))
        draft.tentative = lexicon.cue("tentative", low, start, end) is not None
    if "conditional" in heard and draft.concept in ("second-round", "repeat-voting", None, "results"):
        draft.conditional = lexicon.cue("conditional", low) is not None
    if draft.concept == "second-round" and not draft.conditional:
        draft.conditional = any(
            page.lexicon(s).cue("conditional", s.low) for s in page.sentences if s.line == draft.sentence.line
        )


def _opened_and_closed(page: Page, drafts: list[Draft]) -> None:
    """ "Платформа откроется 8 сентября, закроется десятого", "зал откроют с 8 по 10 сентября": it works from day to
    day."""
    for one in drafts:
        frame = one.candidate.frame if one.candidate is not None and one.role == "span" else None
        opens = frame is not None and frame.phase and frame.single and frame.kind == "other"
        if frame is not None and opens and one.title.startswith(frame.noun):
            _works(one, page)
    for one, two in pairwise(drafts):
        first, second = one.candidate, two.candidate
        if first is None or second is None or one.refused or two.refused or one.when is None or two.when is None:
            continue
        same = first.sentence is second.sentence and (first.left, first.right) == (second.left, second.right)
        if not same or not first.frame.phase or not first.frame.single or (one.role, two.role) != ("at", "end"):
            continue
        if one.title == two.title and one.title.startswith(first.frame.noun) and _works(one, page):
            two.title, one.role = one.title, "start"


def _works(draft: Draft, page: Page) -> bool:
    """Whether what is opened could be called its work."""
    work = page.lexicon(draft.sentence).action("work")
    if work is None or draft.candidate is None:
        return False
    draft.title = f"{work.noun}{draft.title.removeprefix(draft.candidate.frame.noun)}"
    return True


def _open_from(page: Page, drafts: list[Draft]) -> None:
    """ "Списки вывесят 9 февраля, и до 24 февраля любой может проверить себя": what can be done up to a later day
    began on the earlier one."""
    for one, two in pairwise(drafts):
        if one.concept is None or one.concept != two.concept or (one.role, two.role) != ("at", "end"):
            continue
        same = one.sentence is two.sentence and not one.refused and not two.refused
        lasts = same and one.kind not in DAILY and one.kind != "result"
        if lasts and one.when and two.when and "duty" in page.heard(two.sentence):
            start, end = one.when.end - one.sentence.start, len(two.sentence.low)
            if page.lexicon(two.sentence).cue("duty", two.sentence.low, start, end):
                one.role = "start"


def _weekdays_after(page: Page, drafts: list[Draft]) -> None:
    """ "Начнётся в следующий вторник и закончится в субботу", "в пятницу, 18 сентября, в субботу и в воскресенье": the
    weekday after the day before it."""
    for one, two in pairwise(drafts):
        starts, ends = one.when, two.when
        if one.candidate is not two.candidate or not starts or not ends:
            continue
        said = page.text[ends.start : ends.end]
        if starts.first is None or ends.last is None or ends.last >= starts.first or any(map(str.isdigit, said)):
            continue
        listed = (one.role, two.role) == ("at", "at") and listing().fullmatch(page.text[starts.end : ends.start])
        if (one.role, two.role) != ("start", "end") and not listed:
            continue
        weeks = timedelta(days=((starts.first - ends.last).days // 7 + 1) * 7)
        two.when = replace(ends, first=ends.first + weeks if ends.first else None, last=ends.last + weeks)


def _rounds_after(page: Page, drafts: list[Draft]) -> None:
    """ "20 июня изберут депутатов; повторное голосование – через две недели": counted from the first vote."""
    votes = [(d.sentence.index, day) for d in drafts if d.concept == "election-day" and (day := exact_day(d))]
    for draft in drafts:
        when, today = draft.when, page.today
        if draft.concept not in ("second-round", "repeat-voting") or when is None or today is None:
            continue
        before = [day for index, day in votes if index <= draft.sentence.index and day > today]
        if not (before and draft.conditional and when.relative and when.shape == "day" and when.first):
            continue
        if when.first > today:
            day = before[-1] + (when.first - today)
            draft.when = replace(when, first=day, last=day, from_now=False)
            draft.reasons.append(f"counted from {before[-1].isoformat()}")
    for draft in drafts:
        if draft.when is not None and draft.when.from_now and _from_another(draft.when, draft.sentence, page):
            draft.refused = draft.refused or "counted from the date before it, or from now"


def _from_another(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether a day ahead was named just before: "начнётся 25 мая, а закончится через десять дней"."""
    near = [w for w in page.dates if w.dated and w.end <= when.start and w.first is not None]
    last = near[-1] if near else None
    if last is None or (home := page.sentence_at(last.start)) is None or sentence.index - home.index > 1:
        return False
    return page.ahead(last) and last.first != when.first


def _families(page: Page, drafts: list[Draft]) -> None:
    """A hint ("документы – до 24 июля") is of the same stage as the full name with the same last day."""
    for draft in drafts:
        if draft.candidate is None or draft.candidate.frame.form != "weak" or draft.refused or draft.when is None:
            continue
        family = next((f for f in page.lexicon(draft.sentence).families if draft.concept in f), frozenset())
        for other in drafts:
            if (
                other is draft
                or other.concept not in family
                or other.refused
                or other.candidate is None
                or not other.when
            ):
                continue
            if other.candidate.frame.form != "weak" and other.when.last == draft.when.last:
                draft.concept, draft.title, draft.kind, draft.body = other.concept, other.title, other.kind, other.body
                draft.reasons.append(f"the same as {other.title!r}")
                break


def _as_spoken_of(completed: list[Draft], page: Page) -> None:
    """ "Внимание, инициативные группы! Документы принимают ещё день: приём завершается 5 июня": a stage that a bare
    noun was completed to is read as the special one that was spoken of before, as if it had been named in full."""
    for draft in completed:
        named, concept, lexicon = draft.candidate, draft.concept, page.lexicon(draft.sentence)
        if named is None or draft.when is None or concept is None or concept not in lexicon.general:
            continue
        if named.frame.concept != concept:
            named = replace(named, frame=lexicon.stage(concept))
        told = specific(named, draft.when, draft.sentence, page)
        if told.frame.concept != concept:
            draft.candidate, draft.concept, draft.kind = told, told.frame.concept, told.frame.kind
            draft.title = title(replace(told, phrase=None), draft.body, page)


def _test_runs(page: Page, drafts: list[Draft]) -> None:
    """A vote over the very days of which the post says that something is tried out is no vote."""
    if not page.says("test-run"):
        return
    tried = [
        d.when
        for d in drafts
        if d.when and d.refused is None and page.lexicon(d.sentence).cue("test-run", fold(d.title))
    ]
    days = {(when.first, when.last) for when in tried}
    for draft in drafts:
        if draft.kind == "election-day" and draft.when and (draft.when.first, draft.when.last) in days:
            draft.refused = draft.refused or "the days of a trial"


def _campaigns(page: Page, drafts: list[Draft]) -> None:
    """A campaign whose end is said too is a stretch and no start."""
    ends = [d for d in drafts if d.concept == "campaign-start" and d.role in ("end", "span") and d.refused is None]
    for draft in drafts if ends else ():
        if draft.concept == "campaign-start" and draft.refused is None:
            draft.concept, draft.kind = "campaigning", "campaigning"
            draft.title = page.lexicon(draft.sentence).campaign
            if draft.role == "at":
                draft.role = "start"


def _counted(drafts: list[Draft]) -> None:
    """ "Осталась неделя: подписи собирают по 7 октября" counts to the end of the stage, or of handing in its papers."""
    ended = (d.concept for d in drafts if d.concept and d.role in ("end", "span") and d.refused is None)
    ends = {name for concept in ended for name in (concept, concept.removesuffix("-documents"))}
    for draft in drafts:
        if draft.role == "countdown" and draft.concept in ends and draft.concept not in _POINTS:
            draft.refused = "counts to the end that is said beside it"


def _limits(drafts: list[Draft]) -> None:
    """The last day that the law allows beside the day itself."""
    exact = {
        (d.concept, d.body.key if d.body else None): d.when.last
        for d in drafts
        if d.concept and d.role in ("at", "span") and d.refused is None and d.when is not None and not d.recap
    }
    for draft in drafts:
        if draft.concept is None:
            continue
        known = exact.get((draft.concept, draft.body.key if draft.body else None))
        point = draft.concept in _POINTS
        when = draft.when
        if not (draft.role == "end" and known and point and when and when.last) or draft.refused is not None:
            continue
        if when.shape == "until" and when.last >= known:
            draft.refused = "a limit, where the day itself is known"


def _first_days(page: Page, drafts: list[Draft]) -> None:
    """ "Уже завтра партии выйдут в эфир: агитация идёт с 21 августа по 16 сентября": tomorrow is its first day."""
    for one, two in pairwise(drafts):
        if one.when is None or two.when is None or one.refused or two.refused or one.kind != two.kind:
            continue
        same = one.candidate is two.candidate or ":" in page.text[one.when.end : two.when.start]
        opens = one.when.relative and (one.role, two.role) == ("at", "span") and one.when.first == two.when.first
        if same and opens and one.sentence is two.sentence:
            one.refused = "the first day of what is said beside it"


def _within(drafts: list[Draft]) -> None:
    """ "Тестирование пройдёт в октябре: в Бресте – 6-го, в Лиде – 7-го": a month whose days follow."""
    for draft, after in pairwise(drafts):
        month, day = draft.when, after.when
        if month is None or day is None or month.shape != "window" or draft.sentence is not after.sentence:
            continue
        same = draft.candidate is not None and after.candidate is not None and after.refused is None
        inside = month.first and month.last and day.first and month.first <= day.first <= month.last
        if same and inside and draft.candidate and after.candidate and draft.candidate.match == after.candidate.match:
            draft.refused = "its days are said after it"
