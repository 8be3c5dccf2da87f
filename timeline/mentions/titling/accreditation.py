"""Whom an accreditation is for, where its words do not say it: observers, the press, whoever comes to an occasion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.languages.concepts import concepts
from timeline.mentions.reading.candidates import occasions_in
from timeline.mentions.reading.titles import tidy
from timeline.mentions.titling.purposes import ACCREDITATIONS, spoken_before

if TYPE_CHECKING:
    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page

_OBSERVERS, _PRESS = "observers", "press"
"""Cues of those who are accredited."""


def accreditations(page: Page, drafts: list[Draft]) -> None:
    """A bare "аккредитация" is of those spoken of last, of the press in a post that knows no observers; one to an
    occasion, or of others, is called by its words."""
    for draft in drafts:
        candidate = draft.candidate
        if candidate is None or draft.concept not in ACCREDITATIONS or candidate.frame.form == "verb":
            continue
        occasion = _to_an_occasion(draft, candidate, page)
        if candidate.frame.form != "weak":
            if occasion:
                draft.concept, draft.title = None, _told(candidate, page) or draft.title
            continue
        whom = _of_whom(draft, page)
        if whom == _OBSERVERS:
            continue
        press, told = concepts()["press-accreditation"], _told(candidate, page)
        if not told:
            draft.concept, draft.kind, draft.title = press.key, press.kind, dict(press.names)["ru"]
            continue
        if occasion or whom == _PRESS:
            draft.kind = press.kind
        name = dict(press.names).get(draft.sentence.lang, "")
        said = page.lexicon(draft.sentence).cue(_PRESS, told.lower()) is not None
        draft.concept = None
        draft.title = told if said or whom != _PRESS or not name else tidy(f"{name} {told.partition(' ')[2]}")


def _to_an_occasion(draft: Draft, candidate: Candidate, page: Page) -> bool:
    """ "Аккредитация журналистов на заседание": not that of the campaign."""
    if draft.sentence is not candidate.sentence or candidate.phrase is None:
        return False
    return any(candidate.start < c.start < candidate.end for c in occasions_in(draft.sentence, page))


def _of_whom(draft: Draft, page: Page) -> str:
    """Which of them its sentence names, else the nearest before it that names one of them only, else the post."""
    for sentence in (draft.sentence, *spoken_before(draft, page)):
        heard = page.heard(sentence)
        named = [cue for cue in (_PRESS, _OBSERVERS) if cue in heard and heard.search(cue, sentence.low)]
        if len(named) == 1:
            return named[0]
        if named:
            break
    return _OBSERVERS if page.says(_OBSERVERS) else ""


def _told(candidate: Candidate, page: Page) -> str:
    """Its own words, where they say more than that it is one."""
    phrase, grammar = candidate.phrase, page.grammar(candidate.sentence)
    if phrase is None or phrase.right - phrase.head < 2 or not grammar.is_noun(candidate.words[phrase.right - 1]):
        return ""
    return tidy(grammar.inflect(page.text, candidate.words, phrase, "nomn"))
