"""The same time told twice: "до выборов – меньше недели: 2 марта", "на следующей неделе: среда, 17 декабря"; and whose
day it is, of what is held and what is done there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.attaching.attachment import THRESHOLD, Attachment
from timeline.mentions.reading.owners import came_of
from timeline.mentions.reading.standing import VOTES, governor
from timeline.mentions.timing.shared_clocks import GATHERINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_OPENS = re.compile(r"\s*(?::|\(|\s[–—])\s*(?:\w{1,3}\s+|\w+,\s+)?")
_RESTATES = re.compile(r"(?:\s+\w+)?\s*(?::|\()\s*(?:\w{1,3}\s+)?")
_WHEN = re.compile(r",\s+(\w+)\s([^,.;:!?()–—]+)")
_DONE_THERE = frozenset({"registration", "nomination", "other"})
"""Kinds of stages of which what is done at a sitting is only a part, or its business."""
_CLOSES = re.compile(r"[\s)]*(?:[.,!…;]|$)")


def restated(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "До выборов – меньше недели: воскресенье, 2 марта": the day that a remaining time counts to."""
    counts = [w for w in page.dates_in(sentence) if w.shape in ("remaining", "length") and w.end <= when.start]
    if when.shape != "day" or not counts or _RESTATES.fullmatch(page.text[counts[-1].end : when.start]) is None:
        return None
    if re.match(r"[\s)]*(?:[.!…;]|$)", page.text[when.end : sentence.end]) is None:
        return None
    lexicon, ahead = page.lexicon(sentence), [c for c in page.candidates(sentence) if c.end <= counts[-1].start]
    if len(ahead) != 1 or not ahead[0].frame.concept or not governor(ahead[0], lexicon):
        return None
    return Attachment(when, ahead[0], 3.0, ("the day counted to",))


def day_within(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "Заседание пройдёт на следующей неделе: среда, 17 декабря, 14.00": the day in the week told before it, or all
    the days of which the first was ("голосуют с завтрашнего дня: с 15 по 19 января")."""
    last = before[-1] if before and before[-1].sentence is sentence else None
    if last is None or last.when is None or last.candidate is None or last.refused:
        return None
    closes = _CLOSES.match(page.text, when.end, sentence.end) is not None
    if not (_lies_within(when, last.when) or (closes and _begins_then(when, last.when))):
        return None
    if _OPENS.fullmatch(page.text[last.when.end : when.start]) is None:
        return None
    named = any(when.end <= c.start and c.frame.form != "weak" for c in page.candidates(sentence))
    return None if named else Attachment(when, last.candidate, last.score, ("the day in the time told before it",))


def held_when(found: Attachment | None, when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "25 февраля, когда вся страна голосует, агитировать нельзя": the day of the vote, where nothing is held that day
    but it."""
    if when.shape != "day" or (said := _WHEN.match(page.text, when.end, sentence.end)) is None:
        return found
    held = found is not None and found.score >= THRESHOLD and found.candidate.frame.concept != "campaign-silence"
    lexicon = page.lexicon(sentence)
    if held or said[1] not in lexicon.plain.get("when-clause", ()) or lexicon.says(fold(said[2]), "end"):
        return found
    votes = (c for c in page.candidates(sentence) if said.start(2) <= c.start and c.end <= said.end(2))
    vote = next((c for c in votes if c.frame.concept in VOTES and c.frame.form != "weak"), None)
    return found if vote is None else Attachment(when, vote, 2.5, ("the day when it is held",))


def held_at(found: Attachment | None, when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "На заседании 5 марта комиссия утвердила бюллетень": the day right behind an occasion is that occasion's, not of
    what is done there, unless that is a stage of one day."""
    if when.shape != "day" or (found is not None and found.score >= THRESHOLD and _keeps(found, page)):
        return found
    plain = page.lexicon(sentence).plain.get("in", ())
    for one in page.candidates(sentence):
        occasion = one.frame.kind in GATHERINGS and one.frame.form == "noun" and not one.frame.concept
        beside = one.end <= when.start and fold(page.text[one.end : when.start].strip()) in ("", *plain)
        if occasion and beside and (one.preposition in plain or came_of(one, page)):
            return Attachment(when, one, 2.0, ("the day right behind where it is done",))
    return found


def _keeps(found: Attachment, page: Page) -> bool:
    """Whether the day stays with what is done there: a stage of one day, or what is named and not only spoken of
    ("первые итоги обсудим на пресс-конференции 10 марта")."""
    candidate, frame = found.candidate, found.candidate.frame
    if frame.form == "verb":
        return bool(frame.concept) and frame.kind not in _DONE_THERE
    if frame.kind != "result":
        return True
    sentence = candidate.sentence
    told = sentence.low[candidate.end - sentence.start : max(0, found.when.start - sentence.start)]
    return not told or page.lexicon(sentence).cue("told-about", told) is None


def _lies_within(day: When, told: When) -> bool:
    if told.shape != "window" or day.shape != "day" or not (day.first and told.first and told.last):
        return False
    return told.first <= day.first <= told.last


def _begins_then(days: When, told: When) -> bool:
    return (
        days.shape == "span" and told.shape in ("from", "day") and days.first is not None and days.first == told.first
    )


def that_is(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "Не позднее чем за день до выборов, то есть к 20 января": the day in other words."""
    last = next((d for d in reversed(before) if d.sentence is sentence), None)
    if last is None or last.when is None or last.candidate is None or last.score < THRESHOLD or last.kind == "":
        return None
    if page.lexicon(sentence).shape("that-is", sentence.low, when.start - sentence.start) is None:
        return None
    if last.when.shape not in ("offset", "length", "window") and not last.when.relative:
        return None
    if last.refused is None:
        last.refused = "explained by the date after it"
    return Attachment(when, last.candidate, last.score, ("the same in other words",))
