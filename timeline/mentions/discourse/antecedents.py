"""Events that a sentence leaves unsaid: named in a sentence before, or above in a heading."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.attaching.somebody import does_something, of_somebody_else, owned, remarks
from timeline.mentions.discourse.asking import asked_for, put_right
from timeline.mentions.discourse.attended import attended
from timeline.mentions.discourse.beside_it import ahead_of, before_colon, noun_beside, said_of
from timeline.mentions.discourse.elision import REACH
from timeline.mentions.discourse.headings import under_heading
from timeline.mentions.discourse.questions import (
    WORD,
    answer,
    asked_barely,
    asks_else,
    near,
    rephrased,
    whom_it_elects,
    without_dates,
)
from timeline.mentions.discourse.schedule import heads
from timeline.mentions.judging.roles import clause, labels_a_clock
from timeline.mentions.reading.candidates import occasions_in, stages_in
from timeline.mentions.reading.standing import DAILY, VOTES, aside, governor, only_gone
from timeline.mentions.reading.votes import day_of_call, its_call, too_long, vote_of_call
from timeline.mentions.titling.journeys import its_journey
from timeline.mentions.vocabulary.lexicon import FRAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence, Word

_DASHES = ("–", "—", "-", ":")
_TOLD = re.compile("[»:]")
"""What ends a quote, or who tells something."""
_CHANGED = ("prolonged", "moved")
_HANDED_IN = ("takes-in", "signs-up")
"""Lists of actions that have a last day."""


def antecedent(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """The event of a sentence before, where this one only refers to it ("Оно продлится до …", "Начало – …")."""
    told = _goes_on(when, sentence, page, before)
    spoken = told or "put-right" in page.heard(sentence)
    spoken = spoken or any(FRAMES in page.heard(s) for s in page.sentences[sentence.index :: -1])
    if not spoken or _describes(when, sentence, page):
        return None  # nothing that it could refer to, or no date of its own
    if told is not None:
        return told
    if (asked := asked_for(when, sentence, page) or put_right(when, sentence, page)) is not None:
        return asked
    lexicon = page.lexicon(sentence)
    start, end = _segment(when, sentence)
    labels, left = lexicon.plain.get("labels", frozenset()), sentence.low[: when.start - sentence.start].rstrip()
    labelled = left.endswith(_DASHES) and _only(labels, left)
    again = None if labelled else lexicon.cue("again", sentence.low, start, end) or attended(sentence, page)
    remark = again and again.group() in lexicon.plain.get("this", ()) and remarks(again, when, sentence, page)
    if again and remark and (again := lexicon.cue("again", sentence.low, start, again.start())) is None:
        return None
    if again and labels_a_clock(again.end(), sentence, page) and (item := under_heading(when, sentence, page)):
        return item
    if not again:
        if labelled or _only(labels, without_dates(sentence, page)):
            asked = answer(when, sentence, page)
            return asked or (
                None
                if heads(sentence, page) or asks_else(sentence, page)
                else _said_before(when, sentence, page, before, "")
            )
        return answer(when, sentence, page) or under_heading(when, sentence, page)
    if lexicon.cue("acts-on", sentence.low, start, end) or does_something(again, when, sentence, page):
        return None  # "Обучать их станем …"
    comes = "comes" in page.heard(sentence) and lexicon.cue("comes", again.group())
    if comes and (errand := _errand(again, sentence, page)) is not None:
        return Attachment(when, errand, 2.4, (f"{again.group()!r} is for {errand.text!r}",))
    if owned(again.group(), again.end(), sentence, page) or _of_another(again, sentence, page):
        return None
    aside = (
        "," in sentence.low[start : again.start()] and "," in sentence.low[again.end() : when.start - sentence.start]
    )
    if aside and lexicon.pronoun(again.group()):
        return None  # "перечень участков, а их будет 294, утвердят до 24 августа"
    wanted = lexicon.pronoun(again.group())
    if (
        wanted
        and "report" in page.heard(sentence)
        and lexicon.cue("report", _TOLD.split(sentence.low[: again.start()])[-1])
    ):
        return None  # "«Сегодня нас слушают», – подчеркнул он"
    named = (
        before_colon(sentence, page, start, wanted)
        if start and (wanted or lexicon.cue("stage-word", again.group()))
        else None
    )
    if named := named or (ahead_of(again, when, sentence, page) if wanted else None):
        named = vote_of_call(named, sentence, page) if wanted == "plur" else named
        return Attachment(when, named, 2.4, (f"refers to {named.text!r}",))
    if wanted and (noun := noun_beside(again.start(), wanted, sentence, page)) is not None:
        named = said_of(noun, again.start(), sentence, page)
        return Attachment(when, named, 2.4, (f"refers to {named.text!r}",)) if named else None
    return _said_before(when, sentence, page, before, again.group()) or answer(when, sentence, page)


def _only(words: Collection[str], low: str) -> bool:
    """Whether a text has none but these words."""
    return all(found[0] in words for found in WORD.finditer(low))


def _describes(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Сегодняшние снимки": a day that is an adjective is of its noun, and of nothing that was said before."""
    if " " in page.text[when.start : when.end]:
        return False
    own = [word for word in page.words(sentence) if when.start <= word.start < when.end]
    return len(own) == 1 and page.grammar(sentence).is_adjective(own[0])


def _errand(again: re.Match[str], sentence: Sentence, page: Page) -> Candidate | None:
    """ "С 5 мая нужно прийти в комиссию с паспортом и подать заявление": what one comes for."""
    stop = sentence.low.find(":", again.end()) % (len(sentence.low) + 1)
    after = [c for c in page.candidates(sentence) if again.end() <= c.start - sentence.start < stop]
    acts = [c for c in after if c.frame.form == "verb" and c.frame.kind == "deadline"]
    return next((c for c in acts if c.frame.concept), acts[0] if acts else None)


def _goes_on(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "Приём заявок откроется 3 марта, а завершится он 5 апреля": a clause that goes on with the event of another."""
    heard, low = page.heard(sentence), sentence.low
    start, end = clause(when, sentence, page) if "again" in heard else (0, 0)
    told = heard.search("again", low, start, end) if start > 0 else None
    if told is None or heard.search("acts-on", low, start, end) or of_somebody_else(when, sentence, page):
        return None
    if _something_else(start, told.start(), sentence, page):
        return None
    same = [d.candidate for d in before if d.sentence is sentence and d.candidate and d.refused is None]
    last = vote_of_call(same[-1], sentence, page) if same else None
    if last is None or last.frame.name.endswith("voting-day") or not _agrees(last, told.group(), sentence, page):
        return None
    if last.frame.concept in VOTES and not page.lexicon(sentence).pronoun(told.group()):
        return None  # "28 сентября выборы, избирательный период открыт сегодня"
    return Attachment(when, last, 2.2, ("goes on with the event of its sentence",))


def _something_else(start: int, end: int, sentence: Sentence, page: Page) -> bool:
    """ "Выборы пройдут 14 мая, а ремонт школы завершится 5 мая": what ends has a name of its own."""
    lexicon, grammar, base = page.lexicon(sentence), page.grammar(sentence), sentence.start
    barred, words = page.barred(sentence), enumerate(page.words(sentence))
    told = [w for k, w in words if k not in barred and start <= w.start - base and w.end - base <= end and w.alphabetic]
    nouns = [w.low for w in told if grammar.is_noun(w) and not grammar.is_verb(w) and not lexicon.pronoun(w.low)]
    return any(not lexicon.says(noun, "stage-word", "dull-subject", "again") for noun in nouns)


def _said_before(when: When, sentence: Sentence, page: Page, before: Sequence[Draft], again: str) -> Attachment | None:
    """What the sentences before leave in the reader's mind, the line first that a list stands under; ``again`` are the
    words that refer to it, empty where a sentence says nothing but its date."""
    deed = bool(again) and page.heard(sentence).search("do-it", sentence.low) is not None
    wanted = page.lexicon(sentence).pronoun(again) if again and not deed else ""
    last = not wanted and page.lexicon(sentence).cue("last-day", sentence.low, *_segment(when, sentence)) is not None
    closes = last or (not wanted and when.shape == "until")
    places = [sentence.lead] if sentence.item and sentence.first and sentence.lead is not None else []
    answers = not again and asked_barely(sentence, page)
    places += near(sentence, page, answers=answers)
    for distance, place in enumerate(places[:1] if deed else places):
        other = page.sentences[place]
        if sentence.item and other.item and other.line != sentence.line and not wanted and not answers:
            continue  # each item of a list speaks of its own
        candidate = _last_named(other, page, before, wanted, closes=closes)
        if candidate is None or (closes and _begins_later(candidate, when, before)):
            continue
        ends = closes or (not wanted and page.lexicon(sentence).cue("end", sentence.low, *_segment(when, sentence)))
        candidate = _begun(candidate, sentence, page, before) if ends else candidate
        if last and candidate.frame.single and candidate.frame.concept is None:
            continue  # what takes a day at most has no last one
        if not wanted and _more_was_said(candidate, other, before):
            return None
        if again and _another_noun(again, candidate, page):
            return None
        if not wanted and _to_come(when, page) and _has_ended(candidate, sentence, page):
            final = candidate.frame.concept == "preliminary-results" and when.shape == "until"
            if not final:
                return None
            established = page.lexicon(candidate.sentence).stage("results-established")
            candidate = replace(candidate, frame=established, title="", phrase=None)
        if candidate.frame.concept in VOTES and (too_long(when) or (deed and candidate.frame.form == "noun")):
            return None  # "голосование тайное. Сделать это нужно до 20 марта"
        candidate = its_journey(candidate, again, page)
        if candidate is None:
            return None
        candidate = its_call(candidate, when, sentence, page) if again else day_of_call(candidate, page)
        if (candidate := whom_it_elects(candidate, page)) is None:
            return None
        candidate = rephrased(candidate, sentence, page, again)
        return Attachment(when, candidate, 2.4 - 0.2 * distance, (f"refers to {candidate.text!r}",))
    return None


def _begun(candidate: Candidate, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Candidate:
    """ "Сегодня началось выдвижение. Нужно собрать 1000 подписей. Успеть надо до 15 января": what was said to begin
    ends then, rather than what is only a part of it, or was done besides ("Зарегистрировано 15 групп")."""
    kept = [d for d in before if d.concept and d.refused is None and sentence.index - d.sentence.index <= REACH]
    last = kept[-1] if kept else None
    if last is None or last.candidate is None or last.role != "start":
        return candidate
    tense, verbs = page.grammar(candidate.sentence).tense, candidate.words[slice(*candidate.match)]
    done = candidate.frame.form == "verb" and any(tense(word) == "past" for word in verbs)
    if last.kind != candidate.frame.kind and (not done or candidate is last.candidate):
        return candidate
    return last.candidate


def _to_come(when: When, page: Page) -> bool:
    """Whether a date, or the last day that a limit gives, lies after the post."""
    limit = when.last if when.shape == "until" and page.latest is not None else None
    return page.ahead(when) or (limit is not None and page.latest is not None and limit > page.latest)


def _has_ended(candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "Заседание завершилось. С 7 ноября можно идти к избирателям": what was said to be over has no days to come,
    unless they were changed."""
    other = candidate.sentence
    if page.lexicon(sentence).says(sentence.low, *_CHANGED):
        return False
    before = candidate.words[candidate.left - 1].start if candidate.left else candidate.start
    if any(w.dated and before <= w.start < candidate.end and page.behind(w) for w in page.dates_in(other)):
        return True  # "на вчерашнем заседании"
    lexicon, grammar = page.lexicon(other), page.grammar(other)
    if candidate.frame.form == "verb" and candidate.frame.concept != "call" and not re.search(r"\d", other.low):
        done = [word for word in candidate.words[slice(*candidate.match)] if grammar.tense(word) == "past"]
        return bool(done) and not any(lexicon.says(word.low, "start") for word in done)  # "комиссии образованы"
    behind = next((word for word in page.words(other) if word.start >= candidate.end), None)
    return behind is not None and grammar.tense(behind) == "past" and lexicon.says(behind.low, "end", "was-held")


def _another_noun(again: str, candidate: Candidate, page: Page) -> bool:
    """ "Следующая встреча –" after a hot line speaks of a meeting, "следующая линия –" of the line."""
    if page.lexicon(candidate.sentence).cue("next-one", again + " –") is None or " " not in again:
        return False
    return again.rpartition(" ")[2][:4] not in candidate.text.lower()


def holding(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "Начались выборы делегатов. Советы проводят их на своих заседаниях до 10 апреля": held is what was named."""
    heard = page.heard(sentence)
    if "holds-them" not in heard:
        return None
    told = page.lexicon(sentence).cue("holds-them", sentence.low, *clause(when, sentence, page))
    named = (c for c in page.candidates(sentence) if c.frame.form == "noun")
    if told is None or any(c.end - sentence.start <= told.start() for c in named):
        return None  # "с 17 ноября начинается агитация, вести её можно до 11 декабря": its own sentence names it
    return antecedent(when, sentence, page, before)


def invited(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "Семинар для наблюдателей / Ждём вас 5 июня", "семинар не отменён: ждём 5 июня": what stands above, or before
    the colon, names what one comes to."""
    if attended(sentence, page) is not None:
        return antecedent(when, sentence, page, before)
    low, at = sentence.low, when.start - sentence.start
    colon = low.rfind(":", 0, at)
    if colon < 0 or page.lexicon(sentence).cue("gather", low, colon, at) is None:
        return None
    ahead = [c for c in page.candidates(sentence) if c.end - sentence.start <= colon]
    held = [c for c in ahead if c.frame.form == "noun" and c.phrase is not None and c.phrase.case in ("nomn", "")]
    if len(ahead) != 1 or not held or held[0].frame.concept or held[0].frame.noun:
        return None
    return Attachment(when, held[0], 2.4, ("one comes to it",))


def _agrees(candidate: Candidate, pronoun: str, sentence: Sentence, page: Page) -> bool:
    """Whether a pronoun can stand for an event ("дата выборов …; её утвердит" is not the election)."""
    wanted = page.lexicon(sentence).pronoun(pronoun)
    own = page.grammar(sentence).gender(candidate.phrase) if candidate.phrase is not None else ""
    return not wanted or not own or wanted == own


def _of_another(again: re.Match[str], sentence: Sentence, page: Page) -> bool:
    """ "Комиссии завершат сверку списков", "миссия начала работу", "агитационный этап": a verb with an object or a
    subject of its own, a stage with a name."""
    grammar, lexicon, words = page.grammar(sentence), page.lexicon(sentence), page.words(sentence)
    at = next((k for k, word in enumerate(words) if word.end - sentence.start > again.start()), None)
    if at is None:
        return False
    if lexicon.cue("stage-word", again.group()) and again.group() == words[at].low:
        told = f"{words[at - 1].low} {words[at].low}" if at else ""
        plain = lexicon.pronoun(words[at - 1].low) or lexicon.cue("last-day", told) or lexicon.cue("end", told)
        return bool(told) and grammar.is_adjective(words[at - 1]) and not plain
    vague = lexicon.plain.get("vague-object", ())
    verb = grammar.is_verb(words[at]) or words[min(at + 1, len(words) - 1)].low in vague  # "миссия начала работу"
    if not verb or not lexicon.says(words[at].low, "start", "end"):
        return False
    if _begins_an_act(words, at, sentence, page):
        return True
    found = grammar.object_of(words, at, page.barred(sentence), lexicon.tails)
    if found is not None and words[found.head].low not in vague:
        return not again.start() < words[found.head].start - sentence.start < again.end()  # but "откроет форму"
    whose = grammar.subject_of(words, at, page.barred(sentence), lexicon.tails)
    return whose is not None and not lexicon.says(words[whose.head].low, "again", "stage-word")


def _begins_an_act(words: Sequence[Word], at: int, sentence: Sentence, page: Page) -> bool:
    """ "Сяліць гасцей пачнуць 23 красавіка": an infinitive before a verb of beginning tells what is begun."""
    grammar, lexicon = page.grammar(sentence), page.lexicon(sentence)
    for word in reversed(words[:at]):
        if word.text in ",;:.–—":
            return False
        if grammar.is_infinitive(word):
            return not lexicon.says(word.low, "start", "end", "span")
    return False


def _segment(when: When, sentence: Sentence) -> tuple[int, int]:
    """The part of the sentence around a date up to a colon or semicolon."""
    low, high = when.start - sentence.start, when.end - sentence.start
    left = sentence.low[:low].rstrip(" :–—-")
    start = max(left.rfind(":"), left.rfind(";")) + 1
    ends = [at for mark in ":;" if (at := sentence.low.find(mark, high)) >= 0]
    return start, min(ends, default=len(sentence.low))


def _begins_later(candidate: Candidate, when: When, before: Sequence[Draft]) -> bool:
    """ "Теледебаты начнутся 14 мая. Заявки ждут. Последний день – 7 мая": nothing ends before it begins."""
    days = [d.when.first for d in before if d.candidate is candidate and d.when is not None and d.refused is None]
    return when.last is not None and any(day is not None and when.last < day for day in days)


def _last_named(
    other: Sentence, page: Page, before: Sequence[Draft], gender: str, *, closes: bool = False
) -> Candidate | None:
    """The event that a sentence leaves in the reader's mind: its dated one, else its strongest. What ``closes`` on a
    last day may be what is handed in."""
    dated = [d.candidate for d in before if d.sentence is other and d.candidate is not None and d.refused is None]
    grammar, lexicon = page.grammar(other), page.lexicon(other)
    acts = frozenset[str]().union(*(lexicon.plain.get(name, ()) for name in _HANDED_IN)) if closes else frozenset[str]()
    named = [c for c in page.candidates(other) if c.frame.concept or c.frame.form == "noun" or c.frame.name in acts]
    barred = lexicon.plain.get("beside", frozenset())
    pool = [
        c
        for c in [*reversed(dated), *sorted(named, key=lambda c: (-c.frame.weight, c.left))]
        if (
            (c.preposition not in barred and not governor(c, lexicon) and not aside(c) and not only_gone(c, lexicon))
            and (gender or not _many_places(c, page))
        )
        or c in dated
        if not (c.frame.concept == "election-day" and c.preposition in lexicon.plain.get("about", ()))
    ]
    if gender:
        agreeing = [c for c in pool if c.phrase is not None and grammar.gender(c.phrase) in (gender, "")]
        unknown = [c for c in pool if c.phrase is None or not grammar.gender(c.phrase)]
        pool = agreeing or unknown or (pool if lexicon.cue("stage-word", other.low) else [])
    if not pool and gender:  # "за семь дней до голосования. Оно пройдёт 7 ноября"
        pool = [c for c in reversed(named) if c.phrase is not None and grammar.gender(c.phrase) == gender]
    if not pool and gender:  # "заявки на форум собирают до 3 марта. Он откроется 27 марта"
        votes = [range(c.left, c.right) for c in named if c.frame.kind in DAILY]  # "первый день голосования. Оно …"
        within = [*occasions_in(other, page)]
        within += [c for c in stages_in(other, page) if any(c.left in vote for vote in votes)] if votes else []
        agreeing = [c for c in within if c.phrase is not None and grammar.gender(c.phrase) == gender]
        pool = agreeing if len({c.frame.name for c in agreeing}) == 1 else []
    return pool[0] if pool else None


def _many_places(candidate: Candidate, page: Page) -> bool:
    """ "Партии решают на съездах": occasions at which something is done."""
    phrase = candidate.phrase
    if phrase is None or phrase.case != "loct" or candidate.frame.concept:
        return False
    return page.grammar(candidate.sentence).gender(phrase) == "plur"


def _more_was_said(candidate: Candidate, other: Sentence, before: Sequence[Draft]) -> bool:
    """ "Выдадут удостоверения, и в четверг они выйдут за подписями. На это …": something else was said last."""
    last = next((d for d in reversed(before) if d.sentence is other and d.when is not None), None)
    if last is None or last.refused is None or last.when is None or last.candidate is candidate:
        return False
    return last.when.dated and last.when.start >= candidate.end
