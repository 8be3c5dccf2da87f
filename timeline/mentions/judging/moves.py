"""Dates that changed: moved from one day to another, corrected, called off."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.languages.concepts import concepts
from timeline.mentions.judging.changes import keep_clocks
from timeline.mentions.judging.hearsay import behind_a_denial
from timeline.mentions.judging.roles import clause
from timeline.mentions.text.dates import exactly

if TYPE_CHECKING:
    from datetime import date

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page

_COMMA = re.compile("[,:]")
_DIGIT = re.compile(r"\d")


def moves(draft: Draft, page: Page) -> None:
    """Gives a draft the role that a move or a cancellation asks for."""
    when, sentence = draft.when, draft.sentence
    if when is None or draft.refused is not None or behind_a_denial(when, sentence, page):
        return
    lexicon = page.lexicon(sentence)
    heard = page.heard(sentence)
    moved = lexicon.cue("moved", sentence.low) if "moved" in heard else None
    if (day := _instead_of_it(draft, page)) is not None:
        draft.moved_from, draft.revises = exactly(when.first, when.last, page.zone), True
        draft.role, draft.when = "end" if draft.role == "end" else "moved-to", replace(when, first=day, last=day)
        draft.reasons.append(f"and not {when.first}")
    elif (day := _left(draft, page)) is not None:
        draft.moved_from, draft.revises = exactly(day, day, page.zone), True
        if draft.role not in ("start", "end"):
            draft.role = "moved-to"
        draft.reasons.append(f"moved from {day.isoformat()}")
    elif moved and when.shape == "span" and lexicon.shape("left-for", page.text[: when.end], when.start):
        draft.role, draft.moved_from = "moved-to", exactly(when.first, when.first, page.zone)
        draft.when = replace(when, shape="day", first=when.last)
        draft.reasons.append(f"moved from {when.first}")
    elif when.shape == "span" and "prolonged" in heard and _prolonged_from(draft, page):
        draft.role, draft.when = "end", replace(when, shape="until", first=None)
        draft.reasons.append(f"prolonged, no longer until {when.first}")
    elif moved and when.shape == "day" and when.relative and page.behind(when):
        draft.refused = "no day to move to: it is over"
    elif moved and (off := _since_called_off(draft, page)):
        draft.role = "cancelled"
        draft.reasons.append(f"{off!r}")
    elif (moved or _was_put_off(draft, page)) and when.shape in ("day", "span"):
        draft.role = "moved-to"
        draft.reasons.append(f"{moved.group()!r}" if moved else "it was put off")
    elif (off := _called_off(draft, page)) and page.behind(when) and _if_needed(draft):
        draft.refused = "the day of what made it needless"
    elif off:
        draft.role = "cancelled"
        draft.reasons.append(f"{off!r}")


def _if_needed(draft: Draft) -> bool:
    stage = concepts().get(draft.concept or "")
    return stage is not None and stage.if_needed


def _since_called_off(draft: Draft, page: Page) -> str:
    """ "Заседание, перенесённое на 17 января, отменяется": what calls off behind it what a day was once moved to."""
    when, sentence, lexicon = draft.when, draft.sentence, page.lexicon(draft.sentence)
    assert when is not None
    low, behind = sentence.low, when.end - sentence.start
    if lexicon.cue("once-moved", low, 0, when.start - sentence.start) is None:
        return ""
    told = lexicon.cue("cancelled", low, behind)
    if told is None or lexicon.cue("happens", low, behind, told.start()):
        return ""
    return "" if any(w.dated and w.start >= when.end for w in page.dates_in(sentence)) else told.group()


def _called_off(draft: Draft, page: Page) -> str:
    """What says that the event of a draft is called off, empty where nothing does."""
    sentence = draft.sentence
    assert draft.when is not None
    if "cancelled" in page.heard(sentence):
        told = page.lexicon(sentence).cue(
            "cancelled", sentence.low, *clause(draft.when, sentence, page, draft.candidate)
        )
        before = told is not None and _of_the_date_before(told.start(), told.end(), draft, page)
        if told is not None and not before and not _of_another(told.start(), told.end(), draft, page):
            return told.group()
    return _is_not(draft, page) if "absent" in page.heard(sentence) else ""


def _is_not(draft: Draft, page: Page) -> str:
    """ "Заседания, намеченного на 21 мая, не будет", "не будет 21 мая встречи": the genitive says what is not there."""
    candidate, sentence = draft.candidate, draft.sentence
    if candidate is None or candidate.phrase is None or candidate.phrase.case != "gent":
        return ""
    lexicon, behind = page.lexicon(sentence), candidate.end - sentence.start
    told = lexicon.cue("absent", sentence.low) if candidate.sentence is sentence else None
    if told is None or lexicon.cue("happens", sentence.low, behind, max(behind, told.start())):
        return ""  # "встречи пройдут 21 мая, прессы не будет"
    return told.group()


def _of_another(start: int, end: int, draft: Draft, page: Page) -> bool:
    """ "Итоги выборов отменены, повторное голосование – 13 марта": what is called off was named before the verb, and
    the event stands behind a comma or colon."""
    sentence, event = draft.sentence, draft.candidate
    if event is None or event.sentence is not sentence:
        return False
    stop = _COMMA.search(sentence.low, end, max(end, event.start - sentence.start))
    if stop is None:
        return False
    words = (word for word in page.words(sentence) if word.start - sentence.start > stop.start())
    grammar = page.grammar(sentence)
    if not any(word.text in "–—" or grammar.tense(word) is not None for word in words):
        return False  # "заседание и брифинг отменены, семинар 13 марта тоже"
    return any(c is not event and c.end - sentence.start <= start for c in page.candidates(sentence))


def _of_the_date_before(start: int, end: int, draft: Draft, page: Page) -> bool:
    """ "Семинар 9 мая отменили, он пройдёт 15 мая", "…, новая встреча – 15 мая": what is called off had a day."""
    when, sentence, candidate = draft.when, draft.sentence, draft.candidate
    assert when is not None
    earlier = any(w.dated and w.end - sentence.start <= start for w in page.dates_in(sentence))
    told, comma, rest = sentence.low[end : when.start - sentence.start].partition(",")
    if not earlier or not comma:
        return False
    lexicon, behind = page.lexicon(sentence), end + len(told)
    if candidate is None or candidate.start - sentence.start < behind:
        return lexicon.cue("at", rest) is not None
    return lexicon.cue("anew", rest) is not None or (
        lexicon.cue("at", sentence.low, behind, max(behind, candidate.start - sentence.start)) is not None
    )


def _prolonged_from(draft: Draft, page: Page) -> bool:
    """ "Срок продлён с 20 до 28 февраля": the first day is the last one that it had before."""
    assert draft.when is not None
    left = draft.sentence.low[: draft.when.start - draft.sentence.start]
    found = page.lexicon(draft.sentence).spans("prolonged", left)
    return bool(found) and not left[max(end for _, end in found) :].strip()


def _was_put_off(draft: Draft, page: Page) -> bool:
    """ "Отложенный семинар пройдёт 12 декабря": what had a day that was taken back has a new one."""
    candidate, when = draft.candidate, draft.when
    if candidate is None or candidate.phrase is None or candidate.frame.form != "noun":
        return False
    if when is not None and page.behind(when):
        return False
    if "put-off-one" not in page.heard(candidate.sentence):
        return False
    before = candidate.words[max(0, candidate.left - 1) : candidate.phrase.head]
    return any(page.lexicon(draft.sentence).cue("put-off-one", word.low) is not None for word in before)


def _instead_of_it(draft: Draft, page: Page) -> date | None:
    """ "30, а не 31 мая": the day that holds, where only its number stands before the one that does not."""
    when = draft.when
    if when is None or when.shape != "day" or when.first is None or draft.role not in ("at", "start", "end"):
        return None
    found = page.lexicon(draft.sentence).shape("but-not", draft.sentence.low, when.start - draft.sentence.start)
    try:
        return when.first.replace(day=int(found[1])) if found is not None else None
    except ValueError:
        return None


def _left(draft: Draft, page: Page) -> date | None:
    """The day that a move leaves where only its number is said: "с 5 на 7 июля", "не 15, а 14 сентября"."""
    when, lexicon = draft.when, page.lexicon(draft.sentence)
    assert when is not None
    if when.left is not None or when.first is None:
        return when.left
    low, here = draft.sentence.low, when.start - draft.sentence.start
    if _DIGIT.search(low, 0, here) is None:
        return None
    found = lexicon.shape("from-to", low, here) if lexicon.cue("moved", low) else None
    found = found or lexicon.shape("not-but", low, here)
    try:
        return when.first.replace(day=int(found[1])) if found else None
    except ValueError:
        return None


def join_moves(drafts: list[Draft], page: Page) -> None:
    """ "Переносится с 30 июня на 2 июля", "не 15 сентября, а 14 сентября": two dates, one move."""
    for one, two in pairwise(drafts):
        if one.when is None or two.when is None or one.sentence is not two.sentence or two.candidate is None:
            continue
        if one.when.first is None:
            continue
        lexicon, base = page.lexicon(two.sentence), two.sentence.start
        between = two.sentence.low[one.when.end - base : two.when.start - base].strip()
        ahead = two.sentence.low[: one.when.start - base].rstrip()
        last = ahead.rpartition(" ")[2]
        both = one.role == two.role == "moved-to" and one.candidate is two.candidate
        moved = "moved" in page.heard(two.sentence) and lexicon.cue("moved", between) is not None
        onto = two.role == "moved-to" and (between in lexicon.plain.get("onto", ()) or moved)
        leaves = onto and (one.when.shape == "from" or last in lexicon.plain.get("off", ()))
        planned = moved and lexicon.cue("planned", ahead) is not None
        corrected = between.lstrip(", ") in lexicon.plain.get("but", ()) and last in lexicon.plain.get("not", ())
        if both or leaves or corrected or (two.role == "moved-to" and planned):
            two.role = "moved-to"
            left = exactly(one.when.first, one.when.last or one.when.first, page.zone)
            two.moved_from = two.moved_from or left  # "не в субботу, а в понедельник: с 12 на 14 января"
            two.timexes = [*one.timexes, *two.timexes]
            keep_clocks([(one, two)])
            one.refused = "the day it was moved from"
