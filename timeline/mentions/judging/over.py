"""What is over by the day of a post, or goes on that day; what a verb says is over and names no year."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.text import little_words
from timeline.mentions.judging.belonging import nearest_verb
from timeline.mentions.judging.roles import clause, tense
from timeline.mentions.reading.standing import DAILY, governor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.mentions.draft import Draft
    from timeline.mentions.grammar import Grammar
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence, Word

LONG_AGO = 60
"""Days after which a beginning is history: what began then is over, or no stage."""
_SOON = 34
"""Days ahead in which a date is this year's whatever the tense ("прошла регистрация, 5 декабря …")."""
_AND = frozenset(little_words("and"))
_YEAR = re.compile(r"\d{4}")
_STOP = re.compile(r"[,;:()–—]")
_HELD = ("was-held", "start", "end", "at", "under-way")
_PLANS = ("planned", "moved", "cancelled", "calls", "prolonged", "date-changed", "publication", "report")


def recalled(draft: Draft, page: Page) -> None:
    """What is over by the day of the post makes no entry; a stage that has begun and goes on does."""
    began = draft.when.first if draft.when is not None and draft.role == "start" else None
    if began is not None and page.today is not None and (page.today - began).days > LONG_AGO:
        draft.recap = True
        return
    if _one_of_its_days(draft, page):
        draft.recap = True
        draft.reasons.append("goes on that day")
        return
    if draft.tense != "past" or draft.role in ("cancelled", "moved-to", "countdown"):
        return
    when = draft.when
    if draft.role == "start" and when is not None and when.last is not None and page.today is not None:
        recent = (page.today - when.last).days <= LONG_AGO
        single = draft.candidate is not None and draft.candidate.frame.single
        if recent and not single and draft.concept is not None:
            return
    draft.recap = True


def _one_of_its_days(draft: Draft, page: Page) -> bool:
    """ "Сегодня продолжается досрочное голосование", "идёт шестой день регистрации": a day in the middle of a stage."""
    when, lexicon, low = draft.when, page.lexicon(draft.sentence), draft.sentence.low
    if draft.concept is None or draft.role != "at" or when is None or when.shape != "day":
        return False
    start, end = clause(when, draft.sentence, page, draft.candidate)
    if draft.candidate is not None and draft.candidate.sentence is draft.sentence:
        start = max(start, low.rfind(":", 0, draft.candidate.start - draft.sentence.start) + 1)
    if "goes-on" in page.heard(draft.sentence) and lexicon.cue("goes-on", low, start, end) is not None:
        return draft.kind != "election-day"
    return draft.kind not in DAILY and any(
        other.shape == "none" and other.value.endswith("D") and start <= other.start - draft.sentence.start < end
        for other in page.dates_in(draft.sentence)
    )


def year_before(draft: Draft, page: Page) -> None:
    """ "Напомним, выборы прошли 5 февраля", said in November: last February, though the next one is nearer."""
    when = draft.when
    if when is None or draft.refused is not None or draft.role not in ("at", "start", "end", "span"):
        return
    if not _may_be_earlier(when, page) or not _is_over(draft, when, page):
        return
    first, last = when.first and _earlier(when.first), when.last and _earlier(when.last)
    if first and last:
        draft.when = replace(when, first=first, last=last)
        draft.tense = tense(draft.when, draft.sentence, page, draft.candidate)
        draft.reasons.append("over by its verb: the year before")


def of_past_elections(draft: Draft, page: Page) -> None:
    """ "На выборах 2025 года регистрация закончилась 30 января", said in December: no day of the January to come."""
    when, sentence = draft.when, draft.sentence
    day = when and (when.first or when.last)
    if when is None or draft.refused is not None or when.relative or not day or not page.latest or day <= page.latest:
        return
    if _YEAR.search(page.text, when.start, when.end) or not _speaks_of_past_elections(when, sentence, page):
        return
    grammar, lexicon = page.grammar(sentence), page.lexicon(sentence)
    tenses = {grammar.tense(word) for word in page.words(sentence)}
    if "past" in tenses and tenses <= {"past", None} and not lexicon.says(sentence.low, *_PLANS):
        draft.refused = "of elections that are over"


def _speaks_of_past_elections(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether a year that is over, or "прошлых выборах", stands before a date in its sentence."""
    if any(w.grain == "year" and w.end <= when.start and page.behind(w) for w in page.dates_in(sentence)):
        return True
    lexicon, here = page.lexicon(sentence), when.start - sentence.start
    told = lexicon.cue("bygone", sentence.low, 0, here) if "bygone" in page.heard(sentence) else None
    return told is not None and lexicon.cue("vote-context", sentence.low, told.end(), here) is not None


def _may_be_earlier(when: When, page: Page) -> bool:
    """Whether a date of no year that lies ahead could be the year before's."""
    if page.today is None or when.first is None or when.shape not in ("day", "span", "window") or when.relative:
        return False
    return (when.first - page.today).days > _SOON and _YEAR.search(page.text, when.start, when.end) is None


def _is_over(draft: Draft, when: When, page: Page) -> bool:
    """Whether its own verb is of the past, and no other of its clause is of anything to come."""
    sentence, candidate = draft.sentence, draft.candidate
    lexicon, grammar, base = page.lexicon(sentence), page.grammar(sentence), sentence.start
    onto = lexicon.plain.get("onto", frozenset())
    at = when.start - base
    said = sentence.low[:at].split()[-1:] + sentence.low[at : when.end - base].split()[:1]
    if candidate is None or not onto.isdisjoint(said):
        return False  # "избрали комиссию на 5 февраля"
    if candidate.sentence is not sentence or governor(candidate, lexicon):
        return False
    start, end = _between_stops(when, sentence, page)
    if not start <= candidate.start - base < end:
        return False
    words = _its_own([word for word in page.words(sentence) if start <= word.start - base < end], when, grammar)
    if any(grammar.is_infinitive(word) or grammar.tense(word) == "future" for word in words):
        return False
    verb = nearest_verb(when, sentence, page, start, words[-1].end - base) if words else None
    if verb is None or not any(word.low == verb and grammar.tense(word) == "past" for word in words):
        return False
    if any(lexicon.cue(cue, verb) is not None for cue in _PLANS):
        return False
    own = candidate.frame.form == "verb" and verb in candidate.low.split()
    return own or any(lexicon.cue(cue, verb) is not None for cue in _HELD)


def _its_own(words: Sequence[Word], when: When, grammar: Grammar) -> Sequence[Word]:
    """Without the second verb that "and" joins behind the date ("началась 24 октября и завершится 25 января")."""
    for place in range(1, len(words) - 1):
        joined = words[place].low in _AND and words[place - 1].start < when.end <= words[place].start
        if joined and grammar.tense(words[place + 1]) is not None:
            return words[:place]
    return words


def _between_stops(when: When, sentence: Sentence, page: Page) -> tuple[int, int]:
    """The part of its clause around a date that no comma, colon or dash parts; offsets in the sentence."""
    start, end = clause(when, sentence, page)
    low, high = when.start - sentence.start, when.end - sentence.start
    ahead = [stop.end() for stop in _STOP.finditer(sentence.low, start, low)]
    behind = _STOP.search(sentence.low, high, end)
    return max(ahead, default=start), behind.start() if behind else end


def _earlier(day: date) -> date | None:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None
