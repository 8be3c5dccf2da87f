"""What a voter asks for, and what a notice was of: a vote at home, a seminar, that the sentences before speak of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.judging.roles import clause
from timeline.mentions.reading.applications import applied_for
from timeline.mentions.reading.beside import called_right
from timeline.mentions.reading.candidates import Candidate, occasions_in, stages_in

if TYPE_CHECKING:
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

HOME = frozenset({"home-voting", "home-voting-applications"})
"""Concepts of a vote that comes to the voter, who has to ask for it."""
_STRETCHES = ("until", "from", "span")


def asked_for(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """The days to ask in for what was spoken of, by word or on paper."""
    return _asked_home(when, sentence, page) or _on_paper(when, sentence, page)


def _on_paper(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "Тот, кто болеет, голосует дома. Заявления в комиссию – со 2 по 8 мая"."""
    heard, base = page.heard(sentence), sentence.start
    if when.shape not in _STRETCHES or "applies" not in heard:
        return None
    start = clause(when, sentence, page)[0]
    paper = heard.search("applies", sentence.low, start, when.end - base)
    frame = applied_for(sentence, paper.start(), page) if paper is not None else None
    if paper is None or frame is None:
        return None
    words = page.words(sentence)
    at = next(place for place, word in enumerate(words) if word.start - base >= paper.start())
    return Attachment(when, Candidate(sentence, words, frame, at, at + 1, (at, at + 1)), 2.4, ("on paper",))


def _asked_home(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "Проголосовать можно и дома. Сообщить об этом нужно до 14.00 13 сентября": the last day to ask for it."""
    lexicon = page.lexicon(sentence)
    if when.shape != "until" or "asks" not in page.heard(sentence):
        return None
    grammar, base, (start, end) = page.grammar(sentence), sentence.start, clause(when, sentence, page)
    told = any(grammar.is_verb(word) for word in page.words(sentence) if start <= word.start - base < end)
    if lexicon.cue("asks", sentence.low, start if told else 0, end) is None:
        return None  # "позвонить можно и ночью, но не позднее 14.00"
    for other in reversed(page.sentences[max(0, sentence.index - 2) : sentence.index]):
        home = next((c for c in page.candidates(other) if c.frame.concept in HOME), None)
        if home is not None:
            frame = lexicon.stage("home-voting-applications")
            return Attachment(when, replace(home, frame=frame, title=""), 2.4, (f"asks for {home.text!r}",))
    return None


def put_right(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "В объявлении о семинаре была ошибка. Верная дата – 26 августа", "в объявлении о семинаре ошибка, верно – 26
    августа": of the one event that the notice speaks of, or the sentence behind it ("Ошибка: верно – 26 августа.
    Семинар начнётся в 10.00")."""
    rightly = called_right(when, sentence, page)
    if not rightly and page.heard(sentence).search("corrected", sentence.low) is None:
        return None
    notice = rightly and page.heard(sentence).search("put-right", sentence.low) is not None
    named = _named(sentence, page)
    if not rightly and named:
        return None
    if not named:
        before = page.sentences[max(0, sentence.index - 1) : sentence.index]
        behind = page.sentences[sentence.index + 1 : sentence.index + 2] if notice else ()
        notices = [other for other in before if page.heard(other).search("put-right", other.low) is not None]
        undated = [s for s in behind if s.line == sentence.line and not any(w.dated for w in page.dates_in(s))]
        named = next((found for other in (*notices, *undated) if (found := _named(other, page))), [])
    elif not notice:
        return None
    return Attachment(when, named[0], 2.4, ("the day put right",)) if len(named) == 1 else None


def _named(sentence: Sentence, page: Page) -> list[Candidate]:
    """What a sentence speaks of by a noun."""
    told = (*occasions_in(sentence, page), *stages_in(sentence, page))
    return list({one.start: one for one in told}.values())
