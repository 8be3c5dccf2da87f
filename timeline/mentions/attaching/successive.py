"""One date after another: whether it goes on with what the one before is of, or begins with a verb of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.reading.candidates import governed

if TYPE_CHECKING:
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.reading.pair import Pair
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

CORRECTS = re.compile(r",?\s*\w{1,3}\s*(?:\w{2}\s*)?")
"""What stands between a day and the one that it should be: "не 18, а 19"."""
_BESIDE = re.compile(r"[\s(]*(?:[–—:-]\s*)?(?:\w{1,2}\s+)?")
_NAMED_BEHIND = re.compile(r"\s*[–—]\s+([^\W\d_][^,.;:!?()\d–—]*)(?=[,.;!?]|$)")
_STOP = re.compile(r"[,;:–—.!?]")
_SAME_CLAUSE = re.compile(r"[^,;:!?]*")
_OPENS = ' «"“„'
_PARTED = re.compile(r"[,;]\s")
_ASIDE = re.compile(r"\([^()]*\)")


def goes_on(last: When, pair: Pair) -> bool:
    """Whether a date goes on from the one before it: "начнется 20 января и закончится 18 февраля", "не 18, а 19"."""
    gap = fold(pair.page.text[last.end : pair.when.start])
    if CORRECTS.fullmatch(gap) and not verb_follows(pair.when, pair.sentence, pair.page):
        return True
    if pair.candidate.frame.name.endswith("voting-day"):
        return False  # "основной день – 20 сентября, а начнём в пятницу, 18-го"
    told = pair.lexicon.says(gap, "start", "end", "span", "moved") and not _of_its_own(last, pair)
    return told and not (last.dated and _another_since(last, pair))


def _another_since(last: When, pair: Pair) -> bool:
    """ "Регистрация завершилась 10 мая, агитация началась 11 мая и продлится до 19 июня": another event begins behind a
    comma, and has the date that this one goes on from."""
    page, candidate = pair.page, pair.candidate
    for other in page.candidates(pair.sentence):
        between = candidate.end <= other.start and other.end <= last.start
        subject = other.phrase is None or other.phrase.case in ("nomn", "")
        if not between or other.frame.form == "weak" or not subject or governed(other, page):
            continue
        if _PARTED.search(page.text, candidate.end, other.start):
            return True
    return False


def _of_its_own(last: When, pair: Pair) -> bool:
    """ "Бюллетени развезут 18 октября, двери откроются 20 октября": a verb with a subject before it begins anew."""
    when, page, lexicon, sentence = pair.when, pair.page, pair.lexicon, pair.sentence
    gap = fold(_ASIDE.sub(lambda found: " " * len(found[0]), page.text[last.end : when.start]))
    if "," not in gap:
        return False
    if any(" " in gap[start:end] for start, end in lexicon.spans("end", gap)):
        return False  # "точку поставит полночь"
    grammar = page.grammar(sentence)
    between = [w for w in page.words(sentence) if last.end <= w.start < when.start and w.alphabetic]
    verb = next((k for k, word in enumerate(between) if grammar.tense(word) is not None), None)
    if verb is None:
        return False
    named = any(last.end <= c.start and c.end <= between[verb].start for c in page.candidates(sentence))
    return named or any(grammar.is_noun(w) and not lexicon.pronoun(w.low) for w in between[:verb])


def verb_follows(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether a verb follows a date in its clause: "с 1-го, а 22-го приедет миссия", but not "не 18, а 19 февраля"."""
    stop = _STOP.search(page.text, when.end, sentence.end)
    limit = stop.start() if stop else sentence.end
    grammar = page.grammar(sentence)
    return any(when.end <= w.start < limit and grammar.tense(w) is not None for w in page.words(sentence))


def dated_anew(pair: Pair) -> bool:
    """Whether an event that begins behind a comma has a date of its own behind it: "20 мая мы не работаем, семинар
    пройдёт 22 мая". A comma right behind the date needs a verb before."""
    if _told_then(pair):
        return True
    told, comma, rest = pair.between.rpartition(",")
    if not comma or rest.strip() or not (told.strip() or _verb_before(pair) or _act_before(pair)):
        return False
    end, text = pair.candidate.end, pair.page.text
    return any(w.dated and w.start >= end and "," not in text[end : w.start] for w in pair.others)


def _told_then(pair: Pair) -> bool:
    """ "Секретарь в сегодняшнем эфире: «Заседание пройдёт 1 марта»": what is told behind a colon has its own day."""
    head, colon, rest = pair.between.rpartition(":")
    end, text = pair.candidate.end, pair.page.text
    if not colon or not head.strip() or rest.strip(_OPENS):
        return False
    days = [w for w in pair.others if w.dated and w.start >= end and w.shape in ("day", "span")]
    return any(w.first != pair.when.first and _SAME_CLAUSE.fullmatch(text, end, w.start) for w in days)


def _act_before(pair: Pair) -> bool:
    """ "Выдвинуть кандидата можно до 26 апреля, регистрация – до 11 мая": another event is done before the date."""
    others = pair.page.candidates(pair.sentence)
    return any(one.frame.form == "verb" and one.frame.concept and one.end <= pair.when.start for one in others)


def _verb_before(pair: Pair) -> bool:
    """Whether a verb stands before the date, in its clause."""
    page, sentence = pair.page, pair.sentence
    grammar, start = page.grammar(sentence), page.clause(pair.when, sentence)[0] + sentence.start
    before = (word for word in page.words(sentence) if start <= word.start and word.end <= pair.when.start)
    return any(grammar.tense(word) is not None for word in before)


def its_own_behind(other: When, pair: Pair) -> bool:
    """ "Из-за выборов 26 января занятия 27 января отменят", "вчера семинар 27 января отменили": an event with its own
    day right behind it has no part in the day before it."""
    page, candidate, days = pair.page, pair.candidate, {pair.when.shape, other.shape}
    if pair.before or days != {"day"} or not pair.between.isspace() or pair.when.first == other.first:
        return False
    apart = page.text[candidate.end : other.start].isspace()
    return apart and not any(page.text[other.end : c.start].isspace() for c in page.candidates(pair.sentence))


def date_beside(candidate: Candidate, other: When, page: Page) -> bool:
    """Whether another date stands right beside the event, on its other side or nearer."""
    if other.start >= candidate.end:
        return _BESIDE.fullmatch(page.text, candidate.end, other.start) is not None
    return other.end <= candidate.start and _BESIDE.fullmatch(page.text, other.end, candidate.start) is not None


def label_behind(pair: Pair) -> bool:
    """ "Обучение пройдёт 15 марта, 22 марта – экзамен": a date that a name follows is not of the event before, unless
    an occasion with its colon heads a list of them ("Встречи: 15 марта – школа, 22 марта – библиотека")."""
    if pair.between.rstrip().endswith(":") and pair.candidate.frame.concept is None:
        return False
    found = _NAMED_BEHIND.match(pair.page.text, pair.when.end, pair.sentence.end)
    if found is None:
        return False
    here = pair.when.end - pair.sentence.start
    town = pair.lexicon.shape("there", pair.sentence.text, here) if pair.candidate.frame.concept is None else None
    if town is not None and town[1].split()[-1][0].isupper():
        return False  # "учёба: 19 ноября – Витебск"
    grammar = pair.page.grammar(pair.sentence)
    words = [word for word in pair.page.words(pair.sentence) if found.start(1) <= word.start < found.end(1)]
    if words and grammar.is_infinitive(words[0]) and pair.lexicon.shape("and-half", fold(pair.between)):
        return True  # "агитировать можно с завтрашнего дня, а с 17 января – выступать на радио"
    if not words or not grammar.is_noun(words[0]) or any(grammar.tense(word) is not None for word in words):
        return False
    said = fold(found[1])
    return not pair.lexicon.says(said, "start", "end", "span", "at", "last-day", "clock-label", "weekday")
