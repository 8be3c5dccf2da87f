"""How long an event lasts, where that is said apart from the day it begins."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import of_somebody
from timeline.mentions.judging.roles import tense
from timeline.mentions.reading.standing import DAILY
from timeline.mentions.text.dates import DAY, whole_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

LONGEST = 7 * DAY
"""What may lie between the first day of a vote and its last."""
_AHEAD = 14
"""Letters before an event in which it is told which of its days a date is."""
_COUNTED = "its day"
_DAYS = ("first-day", "second-day", "third-day")
REACH = 2
"""How many sentences after a beginning its length may stand."""


def lengths(page: Page, drafts: Sequence[Draft]) -> None:
    """Makes a stretch of a beginning whose length is said behind it.

    "Форум откроется 27 марта и продлится четыре дня"; "Сегодня открылась конференция. Работать она будет два дня".
    Counted with its first day.
    """
    _counted_days(page, drafts)
    _first_and_last(page, drafts)
    for when in page.dates:
        days = whole_days(when.value) if when.shape == "length" and not when.function else 0
        if days > 1 and (named := _within_its_name(when, drafts)) is not None and named.when and named.when.first:
            _stretch(named, named.when.first + (days - 1) * DAY, page)
            continue
        if 1 < days <= LONGEST.days and (ending := _ended(when, drafts)) is not None:
            _stretch_back(ending, days, page)
            continue
        sentence = page.sentence_at(when.start) if days > 1 else None
        if sentence is None or not page.lexicon(sentence).hears(sentence.low, ("lasting", "span", "hours")):
            continue
        draft = _begun(when, sentence, page, drafts)
        if draft is None or draft.when is None or draft.when.first is None or _any_of_them(draft):
            continue
        _stretch(draft, draft.when.first + (days - 1) * DAY, page)
        draft.timexes.extend(when.parts)
        if draft.sentence is sentence:
            draft.marks.append((when.start, when.end))
        draft.reasons.append(f"it lasts {page.text[when.start : when.end]!r}")


def _any_of_them(draft: Draft) -> bool:
    """ "Единый день голосования – 14 сентября, голосование идёт три дня": the day that a vote is called by need not be
    its first."""
    named = draft.candidate is not None and draft.candidate.frame.name.endswith("voting-day")
    return named and draft.role == "at"


def _stretch(draft: Draft, last: date, page: Page) -> None:
    """Makes a day the first of a stretch."""
    assert draft.when is not None
    draft.when = replace(draft.when, shape="span", last=last, grain="day")
    draft.role, draft.tense = "span", tense(draft.when, draft.sentence, page, draft.candidate)


def _stretch_back(draft: Draft, days: int, page: Page) -> None:
    """Makes a last day the end of a stretch of so many days."""
    assert draft.when is not None
    assert draft.when.last is not None
    draft.when = replace(draft.when, first=draft.when.last - (days - 1) * DAY)
    _stretch(draft, draft.when.last or date.max, page)


def _ended(when: When, drafts: Sequence[Draft]) -> Draft | None:
    """ "12 сентября завершится трёхдневное голосование", "продлится три дня и завершится 12 сентября": the vote whose
    last day a sentence tells beside how long it takes."""
    for draft in drafts:
        if draft.refused or draft.role != "end" or draft.kind not in DAILY or draft.when is None or not draft.when.last:
            continue
        if draft.sentence.start <= when.start < draft.sentence.end and draft.when.grain == "day":
            alone = sum(d.sentence is draft.sentence and d.refused is None for d in drafts) == 1
            return draft if alone else None
    return None


def _counted_days(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Сегодня первый день голосования", "завтра, 11 сентября, второй день голосования": a vote of several days, and
    when it began."""
    for draft in drafts:
        candidate, when = draft.candidate, draft.when
        if candidate is None or when is None or when.first is None or draft.refused or draft.kind not in DAILY:
            continue
        if when.shape != "day" or draft.role not in ("at", "start") or candidate.sentence is not draft.sentence:
            continue
        base, lexicon = draft.sentence.start, page.lexicon(draft.sentence)
        before = max(0, candidate.start - base - _AHEAD), candidate.end - base
        for days, cue in enumerate(_DAYS):
            if lexicon.cue(cue, draft.sentence.low, *before) is not None:
                first = when.first - days * DAY
                draft.when, draft.role = replace(when, first=first, last=first, clock=None, clock_end=None), "start"
                draft.reasons.append(f"{_COUNTED} {days + 1}")


def _is_counted(draft: Draft) -> bool:
    """Whether its beginning was counted from a later day of it."""
    return any(reason.startswith(_COUNTED) for reason in draft.reasons)


def _within_its_name(when: When, drafts: Sequence[Draft]) -> Draft | None:
    """ "14 декабря начнётся двухдневный семинар": the event of one day whose own name says how long it lasts."""
    for draft in drafts:
        candidate, own = draft.candidate, draft.when
        if candidate is None or draft.refused or own is None or own.shape not in ("day", "from") or own.clock_end:
            continue
        if candidate.frame.form == "noun" and candidate.start <= when.start < candidate.end:
            return draft if draft.role in ("at", "start") else None
    return None


def _first_and_last(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Участки откроют 25 июня, завершающим станет 1 июля", "начнётся 25 июня и продлится до 27-го": the first and the
    last day of a vote of several days."""
    for one, two in pairwise(drafts):
        apart = two.sentence.index - one.sentence.index
        if apart > 1 or not one.concept == two.concept == "election-day":
            continue
        if one.refused or two.refused or one.when is None or two.when is None:
            continue
        until = two.when.shape == "until" and two.when.sharp
        first, last = one.when.first, two.when.last
        near = not apart or _is_counted(one)
        if one.when.shape != "day" or not (until or (two.when.shape == "day" and near)) or None in (first, last):
            continue
        assert first is not None
        assert last is not None
        lexicon, low, base = page.lexicon(one.sentence), one.sentence.low, one.sentence.start
        here, there = one.when.end - base, len(low) if apart else two.when.start - base
        begun = lexicon.cue("start", low, 0, here) or lexicon.cue("ordinal", low, 0, there)
        told, since = (two.sentence.low, 0) if apart else (low, here)
        cues = ("end", "last-day", "span") if until else ("end", "last-day")
        ended = any(page.lexicon(two.sentence).cue(cue, told, since) for cue in cues)
        if DAY <= last - first <= LONGEST and begun and ended:
            one.role, two.role = "start", "end"


def _begun(when: When, sentence: Sentence, page: Page, drafts: Sequence[Draft]) -> Draft | None:
    """The beginning that a length is of: the last one before it, if nothing else is spoken of beside the length."""
    before = [
        d for d in drafts if d.refused is None and d.candidate is not None and d.when and d.when.end <= when.start
    ]
    last = before[-1] if before else None
    if last is None or last.when is None or not 0 <= sentence.index - last.sentence.index <= REACH:
        return None
    if last.role not in ("at", "start") or last.when.shape not in ("day", "from") or last.when.first is None:
        return None
    between = [d for d in drafts if d.when and d.when.start >= last.when.end and d.when.end <= when.start]
    if any(d.when and d.when.dated and not of_somebody(d.reasons) for d in between):
        return None
    if sentence is not last.sentence and any(w.dated for w in page.dates_in(sentence)):
        return None  # "Следом единый день голосования: он растянется на три дня, 6–8 сентября"
    return last if _of_the_same(when, last, sentence, page) else None


def _of_the_same(when: When, draft: Draft, sentence: Sentence, page: Page) -> bool:
    """Whether the clause of a length has a word for its lasting, and no thing of its own that lasts."""
    assert draft.candidate is not None
    assert draft.when is not None
    lexicon, grammar, base = page.lexicon(sentence), page.grammar(sentence), sentence.start
    start = 0 if draft.sentence is not sentence else draft.when.end - base
    low = sentence.low[: when.start - base]
    start = max([start, *(low.rfind(mark) + 1 for mark in ",;:.–—")])
    stop = min(
        (at for mark in ",;:.–—" if (at := sentence.low.find(mark, when.end - base)) >= 0), default=len(sentence.low)
    )
    named = [c for c in page.candidates(sentence) if start <= c.start - base < stop]
    if any(c.frame.form != "weak" and c.frame.concept == draft.concept and draft.concept for c in named):
        return True
    if not any(lexicon.cue(cue, sentence.low, start, stop) for cue in ("lasting", "span")):
        return False
    bare = [
        c for c in named if c.right - c.left == 1 and c.frame.kind == draft.kind
    ]  # "рассчитано заседание на два дня"
    same = [draft.candidate, *bare, *(c for c in named if c.frame.name == draft.candidate.frame.name)]
    own = {place for c in same if c.sentence is sentence for place in range(c.left, c.right)}
    barred, where = page.barred(sentence), False
    for place, word in enumerate(page.words(sentence)):
        inside = start <= word.start - base < stop and not when.start <= word.start < when.end
        where = word.low in lexicon.plain.get("in", ()) or (
            where and word.alphabetic and len(word.low) > 2 and not grammar.is_verb(word)
        )
        if inside and place not in own and place not in barred and not where and not word.quoted:
            verb = any(lexicon.cue(cue, word.low) for cue in ("lasting", "span")) or grammar.is_verb(word)
            if grammar.is_noun(word) and not verb and not lexicon.pronoun(word.low):
                return False
    return True
