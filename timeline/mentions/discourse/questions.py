"""Questions and their answers: "Когда подведём итоги? По словам Секретаря, 16 апреля"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.discourse.elision import REACH
from timeline.mentions.discourse.headings import heading_of
from timeline.mentions.reading.standing import VOTES, governor

if TYPE_CHECKING:
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence, Word

WORD = re.compile(r"[^\s,;.!?:()–—-]+")
_FEW, _MANY = 3, 8
"""Words of a question that names nothing, and of an answer that says whom one elects."""
_PHASES = ("start", "end", "span", "at", "happens", "duty")
"""Cues of verbs that a question may have which leaves to its heading what it asks of."""


def answer(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "Когда подведём итоги? По словам Секретаря, 16 апреля": the question names the event. "Можно ли отозвать
    заявление? Да, до 18 июня": so it does where the answer only says yes."""
    index = sentence.index
    asked = page.sentences[index - 1] if index else None
    if asked is None or not asked.text.rstrip().endswith("?"):
        return None
    lexicon = page.lexicon(asked)
    said = WORD.findall(without_dates(sentence, page))
    affirmed = bool(said) and lexicon.plain.get("yes", frozenset[str]()).issuperset(said)
    if (lexicon.cue("when-asked", asked.low) is None and not affirmed) or page.dates_in(asked):
        return None
    named = [c for c in page.candidates(asked) if c.frame.form != "weak"] or page.candidates(asked)
    others = [
        c for c in page.candidates(sentence) if c.frame.form != "weak" and c.frame.concept and not governor(c, lexicon)
    ]
    if others:
        return None
    of = named[0] if len(named) == 1 else None if named else _of_its_heading(asked, page)
    return Attachment(when, of, 2.2, (f"answers {asked.text!r}",)) if of is not None else None


def asked_barely(sentence: Sentence, page: Page) -> bool:
    """ "Когда? 26 января": whether a sentence answers a question that says no more than that it asks when."""
    asked = page.sentences[sentence.index - 1] if sentence.index else None
    if asked is None or not bare(asked, page):
        return False
    return page.lexicon(asked).cue("when-asked", asked.low) is not None


def bare(asked: Sentence, page: Page) -> bool:
    """ "Где?", "Для кого?": a question that names nothing."""
    if not asked.text.rstrip().endswith("?") or len(WORD.findall(asked.low)) > _FEW:
        return False
    return not page.candidates(asked) and not page.dates_in(asked)


def whom_it_elects(said: Candidate, page: Page) -> Candidate | None:
    """ "Кого выбираем? Президента. Когда? …": a question whom voters elect has its answer behind it; ``None`` where
    that is nobody whom they do."""
    asked, behind = said.sentence, said.sentence.index + 1
    elects = said.frame.concept in VOTES and said.frame.form != "noun"
    told = asked.low.partition("?")[2] if elects and "?" in asked.low else None
    if told is None or page.lexicon(asked).plain.get("who", frozenset()).isdisjoint(WORD.findall(asked.low)):
        return said
    if not told.strip() and behind < len(page.sentences):
        told = page.sentences[behind].low
    if page.lexicon(asked).cue("no-office", told) is not None:
        return None
    whom = page.own_body(told, asked.lang) if len(WORD.findall(told)) <= _MANY else None
    return replace(said, body=whom) if whom is not None and said.body is None else said


def near(sentence: Sentence, page: Page, *, answers: bool) -> list[int]:
    """The sentences before that one may go on with, the nearest first; of questions that ask where, for whom and when,
    one after the other, only the answers."""
    reach = range(sentence.index - 1, max(-1, sentence.index - 1 - (2 * REACH if answers else REACH)), -1)
    return [place for place in reach if not bare(page.sentences[place], page)][:REACH] if answers else list(reach)


def _of_its_heading(asked: Sentence, page: Page) -> Candidate | None:
    """ "Сбор подписей: вопросы и ответы / – До какого числа собирают? До 6 декабря": what the heading of the questions
    names, where the question says no more than what is done there, and when."""
    heading = (heading_of(asked, page) or _title(page)) if asked.item else None
    named = {c.frame.name: c for c in page.candidates(heading) if c.frame.form != "weak"} if heading is not None else {}
    stage = next(iter(named.values())) if len(named) == 1 else None
    if stage is None or not stage.frame.concept:
        return None
    lexicon = page.lexicon(asked)
    if stage.frame.concept == "home-voting" and lexicon.cue("asks", asked.low):
        return replace(stage, frame=lexicon.stage("home-voting-applications"), title="")
    act = fold(stage.frame.title).partition(" ")[0]
    acts = (lexicon.frames(word.low) for word in _done(asked, page))
    return stage if all(any(fold(frame.noun) == act for _, _, frame in said) for said in acts) else None


def _title(page: Page) -> Sentence | None:
    """The first line of a post that asks and answers one question after the other."""
    first, questions = page.sentences[0], (one for one in page.sentences if one.text.endswith("?"))
    told = first.text.rstrip().endswith((".", "!", "…", "?")) or page.dates_in(first)
    return None if told or sum(1 for _ in questions) < 2 else first


def _done(asked: Sentence, page: Page) -> list[Word]:
    """The verbs of a question that say more than when something goes on."""
    lexicon, grammar = page.lexicon(asked), page.grammar(asked)
    return [word for word in page.words(asked) if grammar.is_verb(word) and not lexicon.says(word.low, *_PHASES)]


def asks_else(sentence: Sentence, page: Page) -> bool:
    """ "Регистрация: вопросы и ответы / – До какого числа можно отозвать? До 18 февраля": the question before an answer
    asks of something that neither it nor its heading names."""
    asked = page.sentences[sentence.index - 1] if sentence.index else None
    if asked is None or not asked.item or not asked.text.rstrip().endswith("?") or page.candidates(asked):
        return False
    told = page.lexicon(asked).cue("when-asked", asked.low) is not None
    return told and bool(_done(asked, page)) and _of_its_heading(asked, page) is None


def without_dates(sentence: Sentence, page: Page) -> str:
    """A sentence in lower case, its dates left out."""
    text = sentence.low
    for when in sorted(page.dates_in(sentence), key=lambda w: -w.start):
        text = text[: when.start - sentence.start] + " " + text[when.end - sentence.start :]
    return text


def rephrased(candidate: Candidate, sentence: Sentence, page: Page, pronoun: str) -> Candidate:
    """ "Когда ждать итогов? Комиссия установит их …": the pronoun read as its noun may name a stage with its verb."""
    if not pronoun or candidate.frame.form != "weak":
        return candidate
    low = sentence.low.replace(f" {pronoun} ", f" {candidate.text.lower()} ", 1)
    for _, _, frame in page.lexicon(sentence).frames(low):
        if frame.concept == candidate.frame.concept and frame.form == "verb":
            return replace(candidate, frame=frame)
    return candidate
