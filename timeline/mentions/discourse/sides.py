"""What stands before a colon, told behind it for each side: "Выдвижение: партии – до 5 мая, группы – до 8 мая"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.concepts import concepts
from timeline.languages.lexicon import fold
from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.discourse.elision import LINK, twin
from timeline.mentions.discourse.respectively import EACH
from timeline.mentions.reading.standing import VOTES
from timeline.mentions.reading.titles import tidy, title
from timeline.mentions.titling.sorts import of_that_sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.mention import Role
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_SIDE = re.compile(r"[\s,;]*(\w[^:;.,!?()–—]*?)\s+[–—-]\s*(?:\w{1,3}\s+)?$")
IS_A_SIDE = "is a side of what stands before the colon"
_OF_SOME_DAYS = frozenset({"nomination", "registration", "campaigning", "early-voting", "observation", "deadline"})
"""Kinds of which a verb of beginning or ending tells one side."""
_LONGEST = 5
"""Words that name a side."""


def side(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """The event before the colon of a sentence, for the side before a date, where two sides or more have a date."""
    at = sentence.text.find(": ")
    if at < 0 or when.start < sentence.start + at:
        return None
    labels = _labels(sentence.start + at + 1, sentence, page)
    label = labels.get(when.start)
    if label is None or len(labels) < 2:
        return None
    whole = _whole(sentence.start + at, sentence, page)
    if whole is None or any(_names_another(one, whole, page) for one in labels.values()):
        return None
    found = _another_stage(whole, label, page) if whole.frame.concept else None
    if found is None and whole.frame.concept not in VOTES:
        found = _sided(whole, label, when.shape == "until", page)
    return Attachment(when, found, 3.0, (f"{label!r} {IS_A_SIDE}",)) if found else None


def shared_role(draft: Draft, when: When, page: Page, before: Sequence[Draft]) -> Role:
    """ "Аккредитация наблюдателей завершится 25 января, журналистов – 24-го": a date behind a dash shares the verb of
    the date before, where the event is a stage of some days; a side behind a colon shares what is said before it."""
    last = before[-1] if before else None
    if last is None or last.sentence is not draft.sentence or last.when is None or last.refused:
        return draft.role
    if EACH in draft.reasons and EACH in last.reasons:
        return last.role
    if draft.role != "at" or last.role not in ("start", "end") or {when.shape, last.when.shape} != {"day"}:
        return draft.role
    if draft.reasons[0].endswith(IS_A_SIDE) and last.reasons[0].endswith(IS_A_SIDE):
        return last.role
    between = page.text[last.when.end : when.start]
    words = (w for w in page.words(draft.sentence) if last.when.end <= w.start < when.start)
    verbs = any(page.grammar(draft.sentence).tense(word) is not None for word in words)
    shared = LINK.search(between) is not None and ":" not in between and not verbs
    return last.role if shared and draft.kind in _OF_SOME_DAYS else draft.role


def without_opening(drafts: Sequence[Draft]) -> None:
    """ "С 8 января кандидаты в эфире: на ТВ – с 8 по 17 января, на радио – с 9 по 20": the first of their days."""
    for draft in drafts:
        if draft.role != "start" or draft.when is None or draft.refused is not None:
            continue
        here = [d for d in drafts if d.sentence is draft.sentence and d.reasons and d.reasons[0].endswith(IS_A_SIDE)]
        if draft not in here and any(d.when is not None and d.when.first == draft.when.first for d in here):
            draft.refused = "the first day of what is said beside it"


def _labels(start: int, sentence: Sentence, page: Page) -> dict[int, str]:
    """The sides behind a colon by the starts of their dates; none where a date has something else before it."""
    grammar, labels, dates = page.grammar(sentence), dict[int, str](), page.dates_in(sentence)
    last = max((when.start for when in dates if when.shape != "clock"), default=0)
    for when in dates:
        if when.start > last:
            break  # "первые – 20 февраля, вторые – 27 февраля, все в 19:30": an hour of all of them
        if when.end <= start and not labels:
            continue  # "С 8 января кандидаты в эфире: на ТВ – до 17 января, на радио – до 20 января"
        found = _SIDE.fullmatch(page.text, start, when.start)
        if found is None or len(found[1].split()) > _LONGEST or LINK.search(found[0]) is None:
            return {}
        said = [w for w in page.words(sentence) if found.start(1) <= w.start < found.end(1)]
        if any(grammar.is_verb(word) and not grammar.is_adjective(word) for word in said):
            return {}
        joined = page.lexicon(sentence).shape("and", fold(found[1]))
        labels[when.start], start = found[1][joined.end() if joined else 0 :], when.end
    return labels


def _whole(limit: int, sentence: Sentence, page: Page) -> Candidate | None:
    """The one event that stands before a colon."""
    told = [c for c in page.candidates(sentence) if c.end <= limit]
    named = [c for c in told if c.frame.form != "weak"] or told
    names = {c.frame.name: c for c in named if c.frame.concept} or {c.frame.name: c for c in named}
    return next(iter(names.values())) if len(names) == 1 else None


def _names_another(label: str, whole: Candidate, page: Page) -> bool:
    """Whether a label names an event of its own, and not only a side of the one that is told."""
    names = {frame.name for _, _, frame in page.lexicon(whole.sentence).frames(fold(label)) if frame.form == "noun"}
    return bool(names - {whole.frame.name})


def _another_stage(whole: Candidate, label: str, page: Page) -> Candidate | None:
    """ "Голосование: досрочное – 20–24 февраля", "Комиссии: участковые – до 10 января", "Выборы: Сенат – 4 апреля"."""
    lexicon, low = page.lexicon(whole.sentence), fold(label)
    if whole.frame.concept in VOTES:
        body = page.own_body(low, whole.sentence.lang)
        if body is not None:
            return replace(whole, title=body.forms.get("election", ""), variant=label, body=body)
        nouns = " ".join(w.low for w in whole.words[slice(*whole.match)] if page.grammar(whole.sentence).is_noun(w))
        for _, _, frame in lexicon.frames(f"{low} {nouns}"):
            if frame.concept and frame.form != "weak" and frame.name != whole.frame.name:
                return replace(whole, frame=frame, title="", phrase=None, variant=label)
        return None
    return twin(whole, low, page)


def _sided(whole: Candidate, label: str, until: bool, page: Page) -> Candidate:
    """The same event for one side: no longer the stage of all the election, but of the kind that it would be."""
    stage = concepts().get(whole.frame.concept or "")
    kind = stage.due(whole.frame.kind) if stage and until else whole.frame.kind
    name = (stage.fixed_name(whole.sentence.lang) if stage else None) or title(whole, None, page)
    low = fold(label).partition(" ")[0]
    plain = page.lexicon(whole.sentence).plain
    if low in plain.get("arguments", ()) or low in plain.get("in", ()):
        called = f"{name} {label}"
    else:
        called = of_that_sort(name, label, whole, page) or f"{name}: {label}"
    return replace(whole, frame=replace(whole.frame, kind=kind, concept=None), title=tidy(called), variant=label)
