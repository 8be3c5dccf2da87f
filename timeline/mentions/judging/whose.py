"""Whose an event is: the body that is elected, nominated or sits then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.concepts import concepts
from timeline.mentions.judging.roles import clause

if TYPE_CHECKING:
    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import Body

_STOP = re.compile(r"[,;:–—(]")


def body_of(when: When, draft: Draft, page: Page) -> Body | None:
    """The body of an event: that of its own words, else that of its clause, else the only one of the post."""
    candidate = draft.candidate
    assert candidate is not None
    if candidate.body is not None:
        return candidate.body
    if candidate.frame.body:
        bodies = page.lexicon(candidate.sentence).bodies
        return next((body for body in bodies if body.key == candidate.frame.body), None)
    if page.speaks_of_bodies(candidate.sentence, elected=False):
        own = page.own_body(candidate.low, candidate.sentence.lang)
        named = (_of_all(own, candidate, page) or _closer(own, when, candidate, page)) if own is not None else None
        if named := named or _theirs(candidate, page):
            return named
    return _of_its_clause(when, draft, candidate, page)


def _of_its_clause(when: When, draft: Draft, candidate: Candidate, page: Page) -> Body | None:
    """What the words around a date say, where its event names no body. An occasion has none of its own."""
    sentence, concept = draft.sentence, draft.concept
    elected = page.speaks_of_bodies(candidate.sentence, elected=True)
    if concept == "election-day" and elected and (whom := _elected(when, candidate, page)) is not None:
        return whom
    if candidate.sentence is sentence and elected:
        start, end = clause(when, sentence, page, candidate)
        if candidate.frame.name == "single-voting-day" and _several(sentence.low[start:end], page, sentence):
            return None
        left = sentence.low[start : when.end - sentence.start]
        if concept and (near := page.body(left, sentence.lang) or page.body(sentence.low[start:end], sentence.lang)):
            return near
    if not concept:
        return None
    if candidate.sentence is not sentence and page.speaks_of_bodies(sentence, elected=True):
        start, _ = clause(when, sentence, page)  # "Документы сдают: кандидаты в депутаты – до 5 мая, в мэры – до 7 мая"
        if (labelled := page.body(sentence.low[start : when.start - sentence.start], sentence.lang)) is not None:
            return labelled
    if candidate.frame.single and "{of}" in candidate.frame.title and candidate.sentence is sentence:
        start, end = clause(when, sentence, page, candidate)
        if (who := page.own_body(sentence.low[start:end], sentence.lang)) is not None:
            return who
    only, stage = _of_its_list(sentence, page) or page.only_body(sentence), concepts().get(concept)
    return None if only is not None and stage is not None and only.key in stage.never_of else only


def _of_its_list(sentence: Sentence, page: Page) -> Body | None:
    """ "Палата представителей: – выдвижение…": whom the line above a list names, if it says nothing that is done."""
    if not sentence.item or sentence.lead is None:
        return None
    lead = page.sentences[sentence.lead]
    if not page.speaks_of_bodies(lead, elected=False) or any(map(page.grammar(lead).tense, page.words(lead))):
        return None
    named = {body.key: body for _, _, body in page.lexicon(lead).bodies_in(lead.low, elected=False)}
    return next(iter(named.values())) if len(named) == 1 else None


def _of_all(own: Body, candidate: Candidate, page: Page) -> Body | None:
    """ "Кандидаты в депутаты Мажилиса и маслихатов": the general one of several of a key that its words name."""
    lexicon = page.lexicon(candidate.sentence)
    named = [body for _, _, body in lexicon.bodies_in(candidate.low, elected=False) if body.key == own.key]
    general = [body for body in lexicon.bodies if body.key == own.key][-1]
    return general if len({id(body) for body in named if body is not general}) > 1 else None


def _theirs(candidate: Candidate, page: Page) -> Body | None:
    """ "У будущих депутатов есть время, их выдвижение продлится до 14 июля": those that the possessive stands for."""
    owner = candidate.words[candidate.left - 1].low if candidate.left else ""
    if owner not in page.lexicon(candidate.sentence).plain.get("possessives", ()):
        return None
    before = page.bodies_in_order(candidate.sentence, candidate.start)
    return before[-1] if before else None


def _elected(when: When, candidate: Candidate, page: Page) -> Body | None:
    """ "Слово за депутатами: 5 апреля они изберут сенаторов": whom the verb of a clause elects, behind it."""
    sentence = candidate.sentence
    if page.sentence_at(when.start) is not sentence:
        return None
    start, end = clause(when, sentence, page, candidate)
    for verb in page.candidates(sentence):
        at = verb.start - sentence.start
        if verb.frame.name == "election-day" and verb.frame.form == "verb" and start <= at < end:
            grammar, lexicon = page.grammar(sentence), page.lexicon(sentence)
            stop = _STOP.search(sentence.low, at, end)
            told = sentence.low[at : stop.start() if stop else end]
            whom = grammar.object_of(verb.words, verb.right - 1, page.barred(sentence), lexicon.tails)
            several = len({body.key for _, _, body in lexicon.bodies_in(told, elected=False)}) > 1
            known = sentence.lang != "ru" or (whom is not None and whom.left >= verb.right)
            return page.body(told, sentence.lang) if known and not several else None
    return None


def _several(low: str, page: Page, sentence: Sentence) -> bool:
    """ "И губернатора, и депутатов изберём в единый день": deputies of any level are one."""
    named = {body.key for _, _, body in page.lexicon(sentence).bodies_in(low, elected=False)}
    return len(named - {"local"} | ({"deputies"} if "local" in named else set())) > 1


def _closer(own: Body, when: When, candidate: Candidate, page: Page) -> Body:
    """ "Выборы депутатов Жогорку Кенеша": the body that the rest of the clause tells of the general name."""
    sentence = candidate.sentence
    start, end = clause(when, sentence, page, candidate) if page.sentence_at(when.start) is sentence else (0, 0)
    near, order = page.body(sentence.low[start:end], sentence.lang), page.lexicon(sentence).bodies
    return near if near is not None and near.key == own.key and order.index(near) < order.index(own) else own
