"""Which candidates of a sentence stand for themselves: "откроется заседание" is the sitting and no opening."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from timeline.mentions.reading.actions import named
from timeline.mentions.reading.candidates import occasions_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page

_Made: TypeAlias = "Sequence[tuple[Candidate, Candidate | None]]"
"""Candidates, each with what it is named."""


def own(found: Sequence[Candidate], page: Page) -> list[Candidate]:
    """The candidates that stand for themselves: "откроется заседание" is the sitting and no opening."""
    made = [(candidate, named(candidate, page) or _otherwise(candidate, page)) for candidate in found]
    kept: list[Candidate] = []
    for candidate, action in made:
        if action is None:
            continue
        gone = action.frame.phase and (_opens(action, candidate, made) or _goes_there(action, made, page))
        if not gone and not _on_air(action, made, page):
            kept.append(_scheduled(action, page) or action)
    return sorted(kept, key=lambda c: c.left)


def _scheduled(act: Candidate, page: Page) -> Candidate | None:
    """ "Комиссия утвердила расписание дебатов: 12 февраля – Брест": the days behind the colon are of what is
    scheduled."""
    sentence, base = act.sentence, act.sentence.start
    if act.frame.form != "verb" or not sentence.low.startswith(":", act.end - base):
        return None
    if "timetable" not in page.heard(sentence):
        return None
    if page.lexicon(sentence).cue("timetable", sentence.low, act.start - base, act.end - base) is None:
        return None
    return next((one for one in occasions_in(sentence, page) if act.start <= one.start and one.end <= act.end), None)


def _otherwise(candidate: Candidate, page: Page) -> Candidate | None:
    """ "Открыть счёт", "отправить работы": another action of the same verb, one that is done to such things."""
    if candidate.frame.form != "verb" or not candidate.frame.noun:
        return None
    lexicon, begin = page.lexicon(candidate.sentence), candidate.start - candidate.sentence.start
    for low, high, frame in lexicon.frames(candidate.sentence.low):
        same = (low, high) == (begin, candidate.end - candidate.sentence.start) and frame.form == "verb"
        special = frame.objects or candidate.frame.objects or candidate.frame.preposition
        if same and frame.noun and special and frame is not candidate.frame:
            other = named(replace(candidate, frame=frame), page)
            if other is not None:
                return other
    return None


def _on_air(action: Candidate, made: _Made, page: Page) -> bool:
    """ "Дебаты пройдут в прямом эфире": how one of the others is seen."""
    plain = page.lexicon(action.sentence).plain
    if action.frame.name not in plain.get("manner", ()) or (action.preposition not in plain.get("in", ())):
        return False
    return any(o is not None and o.frame.form == "noun" and not o.frame.noun and o.left < action.left for o, _ in made)


def _opens(action: Candidate, candidate: Candidate, made: _Made) -> bool:
    """ "Откроется заседание": what opens is one of the others."""
    if action.phrase is None or action is candidate:
        return False
    head = action.phrase.head
    return any(o not in (None, action) and o.match[0] <= head < o.match[1] for o, _ in made)


def _goes_there(action: Candidate, made: _Made, page: Page) -> bool:
    """ "Комиссия соберётся на заседание": who comes together comes to one of the others."""
    if not action.frame.subject:
        return False
    at = {o.preposition for o, _ in made if not o.frame.noun and not o.frame.concept and o.phrase}
    return not at.isdisjoint(page.lexicon(action.sentence).plain.get("in", ()))
