"""From the dates of a post to its mentions: refuse, attach, name, and give what is elided its event."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import THRESHOLD, Attachment, attach, of_somebody
from timeline.mentions.discourse.antecedents import antecedent, holding, invited
from timeline.mentions.discourse.attended import on_duty
from timeline.mentions.discourse.done_to import DONE, done_to
from timeline.mentions.discourse.elision import elided
from timeline.mentions.discourse.happenings import HAPPENS, happening, planned
from timeline.mentions.discourse.joined import joined
from timeline.mentions.discourse.labels import before_its_colon, labelled
from timeline.mentions.discourse.lists import heads_list, listed
from timeline.mentions.discourse.ordinals import next_of_kind
from timeline.mentions.discourse.papers import papers
from timeline.mentions.discourse.respectively import each_its_own
from timeline.mentions.discourse.restated import day_within, held_at, held_when, restated, that_is
from timeline.mentions.discourse.rounds import round_of
from timeline.mentions.discourse.sides import shared_role, side
from timeline.mentions.discourse.specific import specific
from timeline.mentions.discourse.today import unsaid
from timeline.mentions.discourse.topics import A_LESSON, lesson
from timeline.mentions.draft import Draft
from timeline.mentions.judging.belonging import refusal_of
from timeline.mentions.judging.changes import NOTHING, changes, keep_clocks
from timeline.mentions.judging.moves import moves
from timeline.mentions.judging.refusals import refusal
from timeline.mentions.judging.revisions import revisions, same_day
from timeline.mentions.judging.roles import role, tense
from timeline.mentions.judging.whose import body_of
from timeline.mentions.reading.counting import OF_A_DAY, OF_SOME_DAYS, anchor_of, side_of
from timeline.mentions.reading.page import Page
from timeline.mentions.reading.standing import DAILY, governor
from timeline.mentions.reading.titles import title
from timeline.mentions.reading.votes import called_for, turnout
from timeline.mentions.settle import settle
from timeline.mentions.silence import silent
from timeline.mentions.text.dates import DAY, EITHER, dates
from timeline.mentions.timing.clocks import SOME_DAYS, place_clocks
from timeline.mentions.timing.early import after_early, main_or_early, next_day, open_then, still_early
from timeline.mentions.timing.lengths import lengths
from timeline.mentions.timing.opening import among_hours, opening_hours
from timeline.mentions.vocabulary.lexicon import FRAMES

EVENTS = frozenset({FRAMES, HAPPENS})
"""What every event is named or said by."""
_WHOLE = OF_A_DAY - OF_SOME_DAYS
"""Stages of which a remaining time counts to the whole."""
_AT_ONCE = frozenset({A_LESSON, DONE})
"""Reasons for which a date is the whole of its event, whatever stands beside it."""
_COMMA = re.compile(r",\s+")

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.calendars import Calendar
    from timeline.mentions.mention import Mention
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.posts import Post
    from timeline.times import Resolved


def mention(post: Post, resolved: Sequence[Resolved], *, lang: str, calendar: Calendar) -> list[Mention]:
    """The mentions of a post, in the order of its text, refused ones with their reason included.

    ``resolved`` are the expressions of ``post.text`` in order; ``lang`` is the language of the post,
    from which single sentences may differ. Days are local days of the calendar.
    """
    found = dates(post.text, resolved, calendar.zone) if resolved else []
    if not any(map(_of_a_day, found)) and silent(post, found, lang, calendar):
        return []
    page = Page.of(post, resolved, found, lang, calendar)
    drafts: list[Draft] = []
    for when in page.dates:
        sentence = page.sentence_at(when.start)
        if sentence is not None and _of_a_day(when):
            drafts.append(_draft(when, sentence, page, drafts))
    if page.hears(EVENTS):
        drafts.extend(unsaid(page, drafts))
    if not drafts:
        return []
    drafts.sort(key=lambda draft: (draft.sentence.index, draft.when.start if draft.when else draft.sentence.start))
    if any(draft.candidate is not None for draft in drafts):
        moved = changes(page, drafts)
        drafts.extend(joined(page, drafts))
        revisions(page, drafts)
        lengths(page, drafts)
        place_clocks(page, drafts)
        keep_clocks(moved)
        settle(page, drafts, calendar)
    return [draft.mention(post, resolved, calendar.zone) for draft in drafts]


def _of_a_day(when: When) -> bool:
    """Whether a date can be an event's: it lies in time, or as far from another event."""
    return when.dated or (when.shape == "offset" and bool(when.anchor))


def _draft(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Draft:
    draft = Draft(
        when, sentence, None, "at", "future", 0.0, [], timexes=list(when.parts), marks=[(when.start, when.end)]
    )
    if reason := refusal(when, sentence, page):
        draft.refused = reason
        return draft
    if among_hours(when, sentence, page):
        draft.refused = SOME_DAYS
        return draft
    found = _attached(when, sentence, page, before)
    if found is None or found.score < THRESHOLD:
        draft.refused = NOTHING
        if found is not None:
            draft.candidate, draft.score, draft.reasons = found.candidate, found.score, list(found.reasons)
        return draft
    found = each_its_own(found, when, sentence, page)
    candidate = still_early(specific(found.candidate, when, sentence, page), when, before, page)
    if EITHER in when.notes and candidate.frame.kind in DAILY:
        draft.when = when = replace(when, shape="span")  # "проголосовать 15, 16 или 17 марта": on any of them
    draft.candidate, draft.score, draft.reasons = candidate, found.score, list(found.reasons)
    draft.kind, draft.concept = candidate.frame.kind, candidate.frame.concept
    draft.role = role(when, candidate, sentence, page) if _AT_ONCE.isdisjoint(found.reasons) else "at"
    draft.role = shared_role(draft, when, page, before)
    draft.tense = tense(when, sentence, page, candidate)
    draft.clock, draft.clock_end = when.clock, when.clock_end
    if draft.role == "end" and draft.clock_end is None:
        draft.clock, draft.clock_end = None, draft.clock
    if draft.role in ("end", "span"):
        _at_midnight(draft, page)
    draft.body = body_of(when, draft, page)
    draft.anchor = anchor_of(when, sentence, page)
    draft.side = side_of(when, draft.concept, page) if draft.concept not in _WHOLE else None
    draft.title = title(candidate, draft.body, page)
    draft.refused = refusal_of(when, candidate, sentence, page)
    if draft.kind not in DAILY and opening_hours(when, sentence, page):
        draft.refused = SOME_DAYS
    if not draft.title and draft.refused is None:
        draft.refused = "no title could be made"
    moves(draft, page)
    return draft


def _at_midnight(draft: Draft, page: Page) -> None:
    """The day that an end at midnight closes: the 18th for "в ноль часов 19 ноября", "в полночь с 18 на 19 ноября",
    "в полночь 18 ноября" and "до полуночи 18 ноября"."""
    when, lexicon, base = draft.when, page.lexicon(draft.sentence), draft.sentence.start
    assert when is not None
    if when.last is None:
        return
    low, named, night = draft.sentence.low, False, False
    if "midnight" in page.heard(draft.sentence):
        said = low[when.start - base : when.end - base]
        midnight = lexicon.cue("midnight", said)
        named = midnight is not None and len(re.findall(r"\d+", said[midnight.end() :] or said)) < 2
        night = lexicon.shape("from-to", low, when.start - base) is not None and bool(lexicon.cue("midnight", low))
    if when.shape in ("until", "span") and draft.clock_end == "24:00" and named:
        draft.when = replace(when, last=when.last + DAY)
    elif when.shape == "day" and (draft.clock_end == "00:00" or night):
        day = when.last if named else when.last - DAY
        draft.when, draft.clock_end = replace(when, first=day, last=day), "24:00"


def _attached(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """The event of a date: in its own clause, elided within the sentence, or the one spoken of before."""
    if not _spoken_of_by_then(sentence, page):
        return None
    if (told := _told(when, sentence, page, before)) is not None:
        return told
    if (vote := turnout(when, sentence, page)) is not None:
        return Attachment(when, vote, 2.5, ("the day of the turnout at it",))
    found = attach(when, sentence, page)
    if found is None or found.score < THRESHOLD:
        found = heads_list(when, sentence, page) or found
    found = held_at(held_when(found, when, sentence, page), when, sentence, page)
    others = [d for d in before if d.when is None or page.vote_beside(d.when, d.sentence) is None]
    if (short := elided(when, sentence, page, others, found)) is not None:
        return after_early(short, sentence, page, before)
    if found is not None and found.score >= THRESHOLD and found.candidate.frame.form == "weak":
        found = next_day(when, sentence, page, before) or invited(when, sentence, page, before) or found
    if found is not None and found.score >= THRESHOLD:
        return _second_round(found, sentence, page)
    if found is not None and of_somebody(found.reasons):
        return found
    return (
        _right_up_to(when, sentence, page, before)
        or after_early(antecedent(when, sentence, page, before), sentence, page, before)
        or next_day(when, sentence, page, before)
        or open_then(when, sentence, page)
        or happening(when, sentence, page)
        or planned(when, sentence, page)
        or papers(when, sentence, page)
        or same_day(when, sentence, page)
        or found
    )


def _told(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """The event that the form of a post gives a date for certain: a list, a label, a pair, the day of a vote."""
    told = (
        after_early(listed(when, sentence, page, before), sentence, page, before)
        or lesson(when, sentence, page)
        or round_of(when, sentence, page, before)
        or restated(when, sentence, page)
        or that_is(when, sentence, page, before)
        or day_within(when, sentence, page, before)
        or next_of_kind(when, sentence, page, before)
        or holding(when, sentence, page, before)
        or main_or_early(when, sentence, page, before)
        or labelled(when, sentence, page)
        or before_its_colon(when, sentence, page)
        or on_duty(when, sentence, page, before)
        or side(when, sentence, page)
        or done_to(when, sentence, page)
    )
    if told is not None:
        return told
    if (vote := page.vote_beside(when, sentence)) is not None:
        return Attachment(when, vote, 2.5, (f"{vote.frame.name} (noun)", "the day beside its name"))
    if (vote := called_for(when, sentence, page)) is not None:
        return Attachment(when, vote, 2.5, ("the day it is called for",))
    return None


def _spoken_of_by_then(sentence: Sentence, page: Page) -> bool:
    """Whether a word up to the end of a sentence may name or say an event; an item of a list may be as those below."""
    if not page.hears(EVENTS):
        return False
    return (
        sentence.item
        or "put-right" in page.heard(sentence)
        or any(page.heard(one).any_of(EVENTS) for one in page.sentences[sentence.index :: -1])
    )


def _right_up_to(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "Запись идёт с 12 января каждый день, вплоть до 20 января", "с 12 января по будням в 18.10, до 20 января": the
    other end of what its sentence began."""
    last = before[-1] if before and before[-1].sentence is sentence else None
    if last is None or last.candidate is None or last.refused or last.role != "start" or when.shape != "until":
        return None
    said = page.lexicon(sentence).shape("right-up", sentence.low, when.start - sentence.start) is not None
    near = [w for w in page.dates_in(sentence) if last.when and last.when.end <= w.start < w.end <= when.start]
    hours = bool(near) and not near[-1].dated and _COMMA.fullmatch(page.text, near[-1].end, when.start) is not None
    return Attachment(when, last.candidate, 2.0, ("right up to then",)) if said or hours else None


def _second_round(found: Attachment, sentence: Sentence, page: Page) -> Attachment:
    """ "Страну ждёт второй тур: президента выберут через две недели": the day is the second round's."""
    if found.candidate.frame.concept != "election-day" or found.candidate.frame.form != "verb":
        return found
    for other in page.candidates(sentence):
        ahead = other.frame.concept == "second-round" and other.end <= found.candidate.start
        if ahead and not governor(other, page.lexicon(sentence)):
            return replace(found, candidate=other)
    return found
