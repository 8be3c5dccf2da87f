"""What one post says has changed, over several dates and sentences: left for another day, called off, put right."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.mentions.attaching.successive import verb_follows
from timeline.mentions.judging.rescheduled import held_another_day
from timeline.mentions.judging.roles import tense
from timeline.mentions.reading.titles import title
from timeline.mentions.text.dates import exactly

if TYPE_CHECKING:
    from timeline.mentions.draft import Draft
    from timeline.mentions.mention import Role
    from timeline.mentions.reading.page import Page
    from timeline.mentions.vocabulary.lexicon import EventLexicon

REACH = 2
"""How many sentences after a change its new date may stand."""
_CHANGES = frozenset({"unchanged", "planned-for", "instead", "moved", "was-to", "called-off-then"})
_ASIDE = re.compile("[,;:(–—]")
"""What parts a new day from the one that was called off: "отменили 15 марта" tells when that was done."""
_NOTE = re.compile(r"\s*[(:–—]")
_CHANGED = frozenset({"at", "start", "end", "span", "moved-to", "cancelled"})
"""Roles of a day that a change may concern."""
PUT_RIGHT = "put right by the date after it"
NOT_THEN = "said not to be then"
NOTHING = "no event was found that this date is of"


def changes(page: Page, drafts: list[Draft]) -> list[tuple[Draft, Draft]]:
    """Gives dates that changed their roles; returns each day that was left with the day it was left for."""
    for one, two in pairwise(drafts):
        _put_right(one, two, page)
    for one, two in pairwise(drafts):
        _instead(one, two, page)
    for place, draft in enumerate(drafts):
        _left(draft, drafts[place + 1 :], page)
    _all_of_them(drafts, page)
    pairs = []
    for place, draft in enumerate(drafts):
        gone = draft.role in ("moved-from", "cancelled") and draft.refused is None and draft.candidate is not None
        new = next((d for d in drafts[place + 1 :] if _takes_its_place(d, draft, page)), None) if gone else None
        if new is not None:
            _take(new, draft, page)
            _leaves(new, drafts, page)
            pairs.append((draft, new))
        elif gone and draft.role == "cancelled" and _day_to_come(draft, page):
            draft.role = "moved-from"
            draft.reasons.append("a new day is to be told")
        elif gone and (NOT_THEN in draft.reasons or (draft.when is None and _told_again(draft, drafts))):
            draft.refused = NOT_THEN
    return pairs


def _all_of_them(drafts: list[Draft], page: Page) -> None:
    """ "Семинар 9 мая, лекция 10 мая и тренинг 12 мая отменены": what is said of the last is said of each, and so is
    what is said before the first."""
    several: Draft | None = None
    for one, two in reversed(list(pairwise(drafts))):
        joins = _joins(one, two)
        listed = _alike(joins, one, page) or (joins == "," and two is several)
        if listed and two.role in ("cancelled", "moved-from") and one.role == "at":
            one.role, several = two.role, one
            one.reasons.append(f"as {two.title!r}")
    for one, two in pairwise(drafts):
        joins = _joins(one, two)
        if (joins == "," or _alike(joins, one, page)) and one.role == "cancelled" and two.role == "at":
            assert one.candidate is not None
            assert two.when is not None
            low, begins = one.sentence.low, one.candidate.start - one.sentence.start
            said = page.lexicon(one.sentence).cue("cancelled", low, 0, begins) is not None
            if said and not verb_follows(two.when, two.sentence, page) and _NOTE.match(page.text, two.when.end) is None:
                two.role = one.role
                two.reasons.append(f"as {one.title!r}")


def _alike(joins: str, draft: Draft, page: Page) -> bool:
    """Whether words join what is alike ("и", "а также"), and set nothing against it."""
    return page.lexicon(draft.sentence).shape("alike", joins) is not None


def _joins(one: Draft, two: Draft) -> str:
    """What stands between the date of one event and the name of the next, or between two dates of one event."""
    if one.when is None or two.when is None or two.candidate is None or one.sentence is not two.sentence:
        return ""
    if one.refused or two.refused or one.candidate is None:
        return ""
    low, base = one.sentence.low, one.sentence.start
    limit = two.when.start if one.candidate is two.candidate else two.candidate.start
    return low[one.when.end - base : max(0, limit - base)].strip()


def _day_to_come(draft: Draft, page: Page) -> bool:
    """ "Семинар 5 декабря не состоится. Новую дату объявим позже": it is put off and not called off."""
    index = draft.sentence.index
    return any(page.lexicon(s).cue("day-to-come", s.low) for s in page.sentences[index : index + REACH + 1])


def _told_again(old: Draft, drafts: list[Draft]) -> bool:
    """Whether the post gives what it puts off another day, in a way that does not show as its new one."""
    assert old.candidate is not None
    return old.role == "moved-from" and any(
        d is not old
        and d.refused is None
        and d.candidate is not None
        and d.candidate.frame is old.candidate.frame
        and (d.title.startswith(old.title) or old.title.startswith(d.title))
        for d in drafts
    )


def keep_clocks(pairs: list[tuple[Draft, Draft]]) -> None:
    """What is moved to another day keeps its hour, unless a new one is said."""
    for old, new in pairs:
        if new.clock is None and new.clock_end is None and not new.hours:
            new.clock, new.clock_end, new.hours = old.clock, old.clock_end, list(old.hours)


def _put_right(one: Draft, two: Draft, page: Page) -> None:
    """ "До конца следующей недели, точнее до 28 января", "в газете указано 15 мая. Верная дата – 14 мая": the second
    date is meant."""
    if one.when is None or two.when is None or one.candidate is None:
        return
    if one.sentence is not two.sentence:
        said, lexicon = two.sentence.low[: two.when.start - two.sentence.start], page.lexicon(two.sentence)
        next_to_it = two.sentence.index == one.sentence.index + 1
        if next_to_it and "rightly" in page.heard(two.sentence) and lexicon.cue("rightly", said, 0, len(said)):
            _misprinted(one, two, page)
        return
    base, low = one.sentence.start, one.sentence.low
    between = low[one.when.end - base : two.when.start - base]
    lexicon = page.lexicon(one.sentence)
    if "rightly" in page.heard(one.sentence) and lexicon.cue("rightly", between) and len(between.split()) <= 4:
        _misprinted(one, two, page)
        return
    if one.refused or not lexicon.hears(low, ("rather",)) or not two.when.dated or len(between.split()) > 4:
        return
    if lexicon.cue("rather", between) is None:
        return
    if two.refused not in (None, NOTHING):
        return
    limit = two.when.shape == "until" or (one.role == "end" and two.when.shape == "day")
    same_event(two, one)
    two.role = "end" if limit else one.role if two.when.shape == "day" and one.role in ("start", "at") else two.role
    if two.role == "end" and two.clock and not two.clock_end:
        two.clock, two.clock_end = None, two.clock
    two.tense = tense(two.when, two.sentence, page, two.candidate)
    two.reasons.append(f"puts {low[one.when.start - base : one.when.end - base]!r} right")
    one.refused = PUT_RIGHT


def _misprinted(one: Draft, two: Draft, page: Page) -> None:
    """ "В анонсе заседания указано 26 марта, верно – 28 марта": the second takes the place of what was announced."""
    assert one.when is not None
    if not {one.refused, two.refused} <= {None, NOTHING} or one.when.first is None or two.when is None:
        return
    assert one.candidate is not None
    if one.refused is not None or not one.title:
        frame = one.candidate.frame
        one.kind, one.concept, one.body = frame.kind, frame.concept, page.own_body(one.candidate.low, one.sentence.lang)
        one.title = title(one.candidate, one.body, page)
    same_event(two, one)
    two.role, two.revises, two.refused = "at" if one.role == "moved-to" else one.role, True, None
    two.moved_from = exactly(one.when.first, one.when.last or one.when.first, page.zone)
    two.tense = tense(two.when, two.sentence, page, two.candidate)
    one.refused = PUT_RIGHT


def _instead(one: Draft, two: Draft, page: Page) -> None:
    """ "14 марта вместо 7 марта": the day that is left stands behind the new one."""
    if one.when is None or two.when is None or one.sentence is not two.sentence or one.when.shape != "day":
        return
    lexicon, low, base = page.lexicon(one.sentence), one.sentence.low, one.sentence.start
    between = low[one.when.end - base : two.when.start - base]
    if one.candidate is None or one.refused is not None or two.when.first is None or len(between.split()) > 2:
        return
    if lexicon.hears(low, ("instead",)) and lexicon.cue("instead", between.rstrip()) is not None:
        one.role, one.moved_from = "moved-to", exactly(two.when.first, two.when.first, page.zone)
        two.refused = "the day it was moved from"


def _left(draft: Draft, after: list[Draft], page: Page) -> None:
    """Whether a day is the one that a move or a cancellation leaves ("запланированный на 5 июня, переносится")."""
    when, sentence = draft.when, draft.sentence
    if when is None or draft.candidate is None or draft.moved_from is not None or draft.refused is not None:
        return
    lexicon, low = page.lexicon(sentence), sentence.low
    at, right = when.start - sentence.start, low[when.end - sentence.start :]
    if draft.role == "cancelled" and when.shape in ("from", "until"):
        _stopped(draft, planned=any(lexicon.cue(cue, low, 0, at) for cue in ("planned-for", "once-moved")))
        return
    not_then = _not_then(low[:at], lexicon)
    if draft.role not in _CHANGED or not (not_then or page.heard(sentence).any_of(_CHANGES)):
        return
    if any(d.sentence is sentence and d.role == "moved-to" and d.candidate is draft.candidate for d in after):
        return
    if _unchanged(low, lexicon):
        whole: Role = "span" if when.shape == "span" else "at"
        draft.role = whole if draft.role in ("moved-to", "cancelled") else draft.role
        return
    planned = lexicon.cue("planned-for", low, 0, at) is not None
    later = any(d.sentence is sentence and d.when and d.when.shape in ("day", "span", "until") for d in after)
    if not_then:
        draft.role = "moved-from" if later else draft.role
        draft.refused = None if later else NOT_THEN
        draft.reasons.append(NOT_THEN)
    elif not later and _given_up_there(low[:at], lexicon) and lexicon.cue("earlier-or-later", right) is not None:
        draft.role = "moved-from"
        draft.reasons.append("another day is to be told")
    elif later and (
        _instead_of(at, low, lexicon)
        or _was_to_be(at, right, low, lexicon, planned=planned)
        or (planned and held_another_day(draft, after, page))
    ):
        draft.role = "moved-from"
        draft.reasons.append("another day takes its place")
    elif (moved := lexicon.cue("moved", low)) is not None:
        _of_a_move(draft, moved, page, planned=planned, later=later)
    elif _called_off_then(right, lexicon, planned=planned) and not _another(draft, after, page):
        draft.role = "cancelled"
        draft.reasons.append("called off in the second half of its sentence")


def _stopped(draft: Draft, *, planned: bool) -> None:
    """ "Приём отменён до 5 мая" says how long, "конференция, которую готовили к 29 ноября, отменена" on which day."""
    assert draft.when is not None
    if draft.when.shape == "until" and planned:
        draft.when = replace(draft.when, shape="day", first=draft.when.last)
    else:
        draft.refused = "how long something is stopped"


def _unchanged(low: str, lexicon: EventLexicon) -> bool:
    """ "Дата семинара осталась прежней": nothing is said to be moved or called off besides."""
    kept = lexicon.cue("unchanged", low)
    return kept is not None and not lexicon.says(low[: kept.start()] + " " + low[kept.end() :], "moved", "cancelled")


def _instead_of(at: int, low: str, lexicon: EventLexicon) -> bool:
    """ "Вместо 5 июня"."""
    return lexicon.cue("instead", low, 0, len(low[:at].rstrip())) is not None


def _was_to_be(at: int, right: str, low: str, lexicon: EventLexicon, *, planned: bool) -> bool:
    """ "Должен был пройти 5 июня", "который планировали на 5 июня, пройдёт 9 июня", "запланирован на 5 июня, но пройдёт
    позже"."""
    if lexicon.cue("was-to", low, 0, at) is not None or _given_up_there(low[:at], lexicon):
        return True
    return planned and (lexicon.cue("prolonged", low) is not None or lexicon.cue("earlier-or-later", right) is not None)


def _given_up_there(left: str, lexicon: EventLexicon) -> bool:
    """ "Семинар, который планировали на (5 июня)": a verb of a plan that was, right before its day."""
    return "," in left and lexicon.cue("given-up", " ".join(left.split()[-2:])) is not None


def _called_off_then(right: str, lexicon: EventLexicon, *, planned: bool) -> bool:
    """ "Семинар планировали на 5 июня, но его отменили"."""
    if lexicon.cue("called-off-then", right) is None:
        return False
    return planned or lexicon.cue("cancelled", right[:40]) is not None


def _of_a_move(draft: Draft, moved: re.Match[str], page: Page, *, planned: bool, later: bool) -> None:
    """What a day is of a move: the one that is left or the one it is moved to, that of the decision, or one that stays
    while the hour or the place changes. ``later`` says that another day follows."""
    when, sentence = draft.when, draft.sentence
    assert when is not None
    lexicon, low, base = page.lexicon(sentence), sentence.low, sentence.start
    before, at = when.end - base <= moved.start(), when.start - base
    hours = [w for w in page.dates_in(sentence) if w.shape == "clock" and w.start - base >= moved.end()]
    if before and not planned and lexicon.cue("moved-by", low) is not None:
        draft.refused = "the day of the decision"
    elif before and not planned and hours and not later:
        draft.role, draft.clock = "at", hours[-1].clock or hours[-1].clock_end
    elif before and not planned and lexicon.cue("moved-elsewhere", low[moved.end() :]) is not None:
        draft.role = "at"
    elif before or planned or when.shape == "from" or _instead_of(at, low, lexicon):
        draft.role = "moved-from"
        draft.reasons.append(f"{moved.group()!r}: the day that is left")
        if planned and when.shape == "until" and when.last is not None:
            draft.when = replace(when, shape="day", first=when.last)  # "семинар, который готовили к 29 ноября"
    elif when.shape == "until" and when.last is not None and _put_off(at, low, lexicon):
        draft.role, draft.when = "moved-to", replace(when, shape="day", first=when.last)


def _put_off(at: int, low: str, lexicon: EventLexicon) -> bool:
    """ "Отложили до 5 марта": to that day itself, which a deadline is not held on ("the deadline was moved to")."""
    return lexicon.cue("put-off", low, 0, at) is not None and lexicon.cue("prolonged", low) is None


def _not_then(left: str, lexicon: EventLexicon) -> bool:
    """ "Не сегодня, как сообщалось, а завтра"."""
    words = left.rsplit(None, 2)[-2:]
    if words and (words[-1] in lexicon.plain.get("onto", ()) or words[-1] in lexicon.plain.get("in", ())):
        words.pop()
    return bool(words) and words[-1] in lexicon.plain.get("not", ())


def _another(draft: Draft, after: list[Draft], page: Page) -> bool:
    """Whether another event stands between a date and the end of its sentence ("…, а брифинг отменен")."""
    assert draft.when is not None
    later = [c for c in page.candidates(draft.sentence) if c.start >= draft.when.end and c is not draft.candidate]
    own = [c for c in later if c.frame.form == "noun" and (c.phrase is None or c.phrase.case in ("nomn", "accs", ""))]
    return bool(own) or any(
        d.sentence is draft.sentence and d.candidate is not None and d.refused is None for d in after
    )


def _takes_its_place(new: Draft, old: Draft, page: Page) -> bool:
    """Whether a later date is the new one of an event that was moved or called off."""
    when, lexicon = new.when, page.lexicon(new.sentence)
    if when is None or when.shape not in ("day", "span", "until") or when.function or page.behind(when):
        return False
    distance = new.sentence.index - old.sentence.index
    if not 0 <= distance <= REACH or new.refused not in (None, NOTHING) or new.role in ("moved-from", "cancelled"):
        return False
    if when.shape == "until" and (distance or old.when is None or old.role == "cancelled"):
        return False
    low, at = new.sentence.low, when.start - new.sentence.start
    if _instead_of(at, low, lexicon) or _not_then(low[:at], lexicon):
        return False
    if old.when is not None and (when.first == old.when.first or when.start < old.when.end):
        return False
    if old.role == "cancelled" and lexicon.says(low, "next-one", "as-before"):
        return False  # "Приём 9 июля отменён. Следующий – 23 июля", "секретарей по-прежнему ждём 29 июля": another
    candidate = new.candidate
    assert old.candidate is not None
    own = new.refused is None and candidate is not None and candidate.frame.form != "weak"
    if own and distance == 0 and _does_it_then(new, old, page):
        return True
    if own and candidate is not None and candidate.sentence is old.candidate.sentence:
        return (candidate.left, candidate.right) == (old.candidate.left, old.candidate.right)
    if distance == 0 and new.refused is not None:
        at = old.when.end if old.when is not None else new.sentence.start
        return old.role != "cancelled" or _ASIDE.search(page.text, at, when.start) is not None
    free = new.refused is not None or candidate is None or candidate.frame.form == "weak"
    if free:
        return lexicon.says(new.sentence.low, "new-date", "gather")
    assert candidate is not None
    named = candidate.frame.name == old.candidate.frame.name and candidate.sentence is new.sentence
    return named and lexicon.says(new.sentence.low, "new-date")


def _does_it_then(new: Draft, old: Draft, page: Page) -> bool:
    """ "Заседание переносится: вместо 5 июня комиссия соберётся 7 июня": what is moved is said by its verb."""
    assert old.when is not None
    assert new.candidate is not None
    if new.candidate.frame.form != "verb" or (new.kind, new.concept) != (old.kind, old.concept):
        return False
    said = _instead_of(old.when.start - old.sentence.start, old.sentence.low, page.lexicon(old.sentence))
    return said and old.role == "moved-from" and new.role == "moved-to"


def _take(new: Draft, old: Draft, page: Page) -> None:
    assert new.when is not None
    at = new.when.start - new.sentence.start
    if new.when.shape == "until" and _put_off(at, new.sentence.low, page.lexicon(new.sentence)):
        new.role, new.when = "moved-to", replace(new.when, shape="day", first=new.when.last)
    side = new.role if new.role in ("start", "end") and new.candidate is old.candidate else None
    told = new.title if new.role == "moved-to" and new.title.startswith(old.title) else ""
    same_event(new, old)
    new.title = told or new.title
    if side is not None:  # "вместо 6 сентября он закончится 7 сентября"
        new.revises = True
    new.role = side or ("moved-to" if new.when.shape != "until" else "end")
    new.tense = tense(new.when, new.sentence, page, new.candidate)
    new.reasons.append("the new day of what was moved or called off")
    if new.role != "end" and old.when is not None and old.when.first is not None:
        new.moved_from = exactly(old.when.first, old.when.last or old.when.first, page.zone)
    old.refused = "the day it was moved from"


def _leaves(new: Draft, drafts: list[Draft], page: Page) -> None:
    """ "Обучение переносится. Вместо 9 января ждём вас 10 января": the day that is left stands before the new one."""
    for draft in drafts:
        when, sentence = draft.when, draft.sentence
        if when is None or when.first is None or sentence is not new.sentence or draft is new:
            continue
        if _instead_of(when.start - sentence.start, sentence.low, page.lexicon(sentence)):
            new.moved_from = exactly(when.first, when.last or when.first, page.zone)
            draft.refused = "the day it was moved from"


def same_event(new: Draft, old: Draft) -> None:
    """Gives a date the event of another, with its name."""
    candidate, when = old.candidate, new.when
    assert candidate is not None
    assert when is not None
    new.clock, new.clock_end = new.clock or when.clock, new.clock_end or when.clock_end
    new.candidate = replace(candidate) if new.sentence is not old.sentence else candidate
    new.title, new.kind, new.concept, new.body = old.title, old.kind, old.concept, old.body
    new.score, new.refused = max(new.score, old.score * 0.9), None
