"""What a date is in its event: the whole of it, its first or its last day, a remaining time, a day it left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.languages.text import prepositions
from timeline.mentions.reading.speech import quote_at
from timeline.mentions.reading.standing import DAILY, VOTES, governor

if TYPE_CHECKING:
    from timeline.mentions.mention import Role, Tense
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import EventLexicon

_PHASE_BEHIND = re.compile(r"\s*[–—]\s+(\w+)\s*(?:[.,;!]|$)")
_OF_VERBS = frozenset({"planned", "stative", "report"})
"""Cues of verbs that do not mean the time they stand in."""
_OF_A_SHAPE: dict[str, Role] = {"remaining": "countdown", "until": "end", "from": "start", "span": "span"}
_PREPOSITION = re.compile(r"\s\w{1,3}$")
_STOP = re.compile("[,–—]")
_DASHED = re.compile(r"\s*[–—]\s")
_TO_A_CLOCK = re.compile(r"[\s–—:-]*(?:\w{1,2}\s+)?")


def clause(when: When, sentence: Sentence, page: Page, candidate: Candidate | None = None) -> tuple[int, int]:
    """The stretch of the sentence around a date, to the neighbouring dates or stops; offsets in the sentence."""
    base = sentence.start
    start, end = page.clause(when, sentence)
    if candidate is not None and candidate.sentence is sentence:
        low, high = candidate.start - base, candidate.end - base
        if low >= start and high <= end:
            return start, end
        days = [other.start for other in page.dates_in(sentence) if other.dated]
        if low < start and not any(candidate.start < day < when.start for day in days):
            start = low
        if high > end and not any(when.end <= day < candidate.end for day in days):
            end = high
    return start, end


def _ends(vote: Candidate, when: When, sentence: Sentence, page: Page) -> bool:
    """Whether what ends on a day is the vote, rather than something before or after it, or an hour of that day; "этот
    этап завершится" is said of it whatever governs it elsewhere."""
    if vote.frame.form != "noun" or when.clock is not None:
        return False
    named_again = page.heard(sentence).search("that-stage", sentence.low, *page.clause(when, sentence))
    return named_again is not None or not governor(vote, page.lexicon(sentence))


def role(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> Role:
    """Explicit shape first, then the phase verb nearest to the date, else the date is the whole."""
    if (shown := _OF_A_SHAPE.get(when.shape)) is not None:
        return shown
    if when.shape == "offset" and when.mod in ("BEFORE", "ON_OR_BEFORE", "ON_OR_AFTER"):
        return "start" if when.mod == "ON_OR_AFTER" else "end"
    called = candidate.called and candidate.end <= when.start
    if called or page.vote_beside(when, sentence) is not None:
        return "at"
    stage = candidate.frame.concept and candidate.frame.kind not in DAILY
    if stage and when.clock is None and when.clock_end:
        return "end"  # "сегодня до 18.00"
    start, end = clause(when, sentence, page, candidate)
    if (edge := _called_an_edge(when, candidate, sentence, page, start, end)) is not None:
        return edge
    if candidate.start >= when.end and _DASHED.match(page.text, when.end):
        start = max(start, when.start - sentence.start)  # "23 марта – завершение агитации, 24 марта – день тишины"
    nearest = nearest_phase(when, sentence, page, start, end, candidate)
    if nearest == "end" and _ends_a_series(candidate, sentence, page, start, end):
        return "at"
    if (vote := _of_a_vote(nearest, candidate, when, sentence, page)) is not None:
        return vote
    if not nearest and candidate.sentence is not sentence:
        nearest = _asked_for(candidate, sentence, page)
    if nearest == "end":
        return "end"
    timed = when.clock is not None and candidate.frame.concept is None
    return "start" if nearest == "start" and not candidate.frame.single and not timed else "at"


def _called_an_edge(
    when: When, candidate: Candidate, sentence: Sentence, page: Page, start: int, end: int
) -> Role | None:
    """The first or the last day, where the words of its clause call it that."""
    lexicon, low, here = page.lexicon(sentence), sentence.low, when.end - sentence.start
    last = lexicon.cue("last-day", low, _before_a_vote(when, start, sentence, page), end)
    if last and last.start() >= here:
        other = _of_something_else(low[here : last.start()], lexicon)
        last = None if other or _of_the_next(last.start(), last.end(), when, sentence, page) else last
    if last and not when.start <= last.start() + sentence.start < when.end:  # "в последний день ноября"
        return "end"
    if "first-when" in page.heard(sentence) and lexicon.cue("first-when", low, start, end):
        return "start"  # "7 июня – первый день, когда принимают документы"
    behind = _PHASE_BEHIND.match(page.text, when.end, sentence.end)
    if behind and candidate.end <= when.start and lexicon.cue("end", fold(behind[1])):
        return "end"  # "выдвижение начнётся 5 марта, 25 марта – завершение"
    return None


def _of_a_vote(nearest: str, candidate: Candidate, when: When, sentence: Sentence, page: Page) -> Role | None:
    """A day of voting is the whole of it, but for the last of several."""
    concept = candidate.frame.concept if when.shape == "day" else None
    polls = concept in VOTES and page.lexicon(sentence).cue("polls", sentence.low) is not None
    if concept != "election-day" and not polls:
        return None
    if nearest == "end" and _ends(candidate, when, sentence, page):
        return "end"  # "выборы делегатов завершатся 12 апреля"
    if candidate.frame.name != "voting" or candidate.frame.form == "weak":
        return "at"  # "участки открыты с 8.00": the hours of the day, not its beginning
    return None


def _ends_a_series(event: Candidate, sentence: Sentence, page: Page, start: int, end: int) -> bool:
    """ "Неделю завершит семинар 5 июня", "завершат марафон дебаты", "концерт закроет форум": not the event ends, but
    what it is the last of, which stands beyond the verb, or beside an event that is no part of its name."""
    lexicon, low, base = page.lexicon(sentence), sentence.low, sentence.start
    occasion = event.frame.form == "noun" and (event.frame.concept is None or event.frame.kind in DAILY)
    if not occasion or event.sentence is not sentence or "series" not in page.heard(sentence):
        return False
    left, right = event.words[event.left].start - base, event.words[event.right - 1].end - base
    dates = [(when.start - base, when.end - base) for when in page.dates_in(sentence) if when.dated]
    verbs = [span for span in lexicon.spans("end", low) if start <= span[0] and span[1] <= end]
    apart = event.phrase is not None and event.phrase.case in ("nomn", "ablt")
    for first, last in lexicon.spans("series", low):
        between = low[last:left] if last <= left else low[right:first]
        dated = any(begins <= first < ends for begins, ends in dates)
        if dated or _STOP.search(between) or low[:first].rstrip().rpartition(" ")[2] in prepositions(sentence.lang):
            continue
        if any(last <= v[0] < left or (apart and v[1] <= first < left) or right <= v[0] < first for v in verbs):
            return True
    return False


def _of_something_else(between: str, lexicon: EventLexicon) -> bool:
    """ "Вступит в должность 7 мая – в день, когда истекает срок полномочий": the end of something else; "29 июня, на
    день раньше предельного срока": the day is only held against it."""
    behind = between.rpartition(",")[2].split() if "," in between else []
    own_clause = bool(behind) and behind[0] in lexicon.plain.get("when-clause", ())
    return own_clause or lexicon.shape("short-of", between, len(between)) is not None


def _asked_for(candidate: Candidate, sentence: Sentence, page: Page) -> str:
    """ "Когда завершается агитация? – 5 июня": which side of its event a question asks for."""
    asked = next(
        (one for one in (candidate.sentence, page.sentences[sentence.index - 1]) if one.text.endswith("?")), None
    )
    if asked is None or asked.index > sentence.index:
        return ""
    lexicon = page.lexicon(asked)
    return next((side for side in ("end", "start") if lexicon.says(asked.low, side)), "")


def _before_a_vote(when: When, start: int, sentence: Sentence, page: Page) -> int:
    """ "Крайний срок подачи документов на выборы 5 мая наступает 20 апреля": the day of the vote parts nothing."""
    before = [other for other in page.dates_in(sentence) if other.dated and other.end <= when.start]
    if not before or page.vote_beside(before[-1], sentence) is None:
        return start
    return min(start, page.clause(before[-1], sentence)[0])


def nearest_phase(
    when: When, sentence: Sentence, page: Page, start: int, end: int, candidate: Candidate | None = None
) -> str:
    """The phase ("start", "end", "span", "at") whose verb stands nearest to the date within its clause.

    A word of the event's own name ("старт кампании") is none, and beside an event that is a verb only
    the verb that governs it counts ("начнут регистрировать кандидатов") or one that comes after.
    """
    own, reach, verbal = (0, 0), (start, end), False
    if candidate is not None and candidate.sentence is sentence:
        words = candidate.words
        first, last = words[candidate.match[0]], words[candidate.match[1] - 1]
        own = (first.start - sentence.start, last.end - sentence.start)
        verbal = candidate.frame.form == "verb"
        if verbal:
            reach, own = (max(start, own[0] - 20), end), (0, 0)
    here = (when.start - sentence.start, when.end - sentence.start)
    best: tuple[int, str] | None = None
    lexicon, heard = page.lexicon(sentence), page.heard(sentence)
    counted = [(w.start, w.event[1]) for w in page.dates_in(sentence) if w.event is not None and w is not when]
    for phase in ("start", "end", "span", "at"):
        for low, high in lexicon.spans(phase, sentence.low) if phase in heard else ():
            if low < reach[0] or high > reach[1] or (own[0] <= low < own[1]) or _not(sentence.low[:low], lexicon):
                continue
            if low >= here[1] and _nearer_to_next(high, low - here[1], when, sentence, page):
                continue
            apposed = "," in page.text[when.start : when.end] and sentence.low.startswith(
                ",", here[1]
            )  # "завтра, 11 февраля, начнёт …"
            if verbal and _STOP.search(sentence.low, here[1] + apposed, low):
                continue  # "Комиссия установит итоги 1 марта на заседании, которое начнётся в 12.00"
            if any(first <= low + sentence.start < last for first, last in counted):
                continue  # "прекратится за сутки до начала голосования, 19 марта"
            occasion = candidate is not None and not candidate.frame.concept
            if phase == "start" and low >= here[1] and occasion and labels_a_clock(high, sentence, page):
                continue  # "16 марта – Брест, начало в 10:00"
            gap = _short(sentence.low, high, here[0]) if high <= here[0] else low - here[1]
            gap += 12 * sentence.low[min(high, here[1]) : max(low, here[0])].count(",")
            if gap >= -1 and (best is None or gap < best[0]):
                best = (gap, phase)
    return best[1] if best else ""


def _short(low: str, end: int, start: int) -> int:
    """The letters from a verb to a date, its preposition left out: "начинается во вторник и заканчивается …"."""
    between = low[end:start].rstrip()
    return len(between) - len(found[0]) + 1 if (found := _PREPOSITION.search(between)) else start - end


def labels_a_clock(end: int, sentence: Sentence, page: Page) -> bool:
    """Whether what ends there tells only at which hour something begins: "начало в 10:00", "пачатак – 11.30"."""
    clocks = [w.start - sentence.start for w in page.dates_in(sentence) if w.shape == "clock"]
    return any(at > end and _TO_A_CLOCK.fullmatch(sentence.low, end, at) for at in clocks)


def _not(left: str, lexicon: EventLexicon) -> bool:
    """ "Учёба не прекращается" says no end."""
    return left.rstrip().rpartition(" ")[2] in lexicon.plain.get("not", ())


def _nearer_to_next(end: int, gap: int, when: When, sentence: Sentence, page: Page) -> bool:
    """ "Начнется 9 августа и завершится 31 августа": the second verb is the second date's."""
    following = [w.start - sentence.start for w in page.dates_in(sentence) if w.dated and w.start > when.start]
    return bool(following) and min(following) - end <= gap and ";" not in sentence.low[end : min(following)]


def _of_the_next(start: int, end: int, when: When, sentence: Sentence, page: Page) -> bool:
    """ "Первый день – 16 августа, последний – 11 сентября": words behind a stop are the next date's."""
    here = when.end - sentence.start
    another = any(w.dated and w.start - sentence.start >= end for w in page.dates_in(sentence))
    stopped = another and re.search(r"[,;]", sentence.low[here:start]) is not None
    return stopped or _nearer_to_next(end, start - here, when, sentence, page)


def tense(when: When, sentence: Sentence, page: Page, candidate: Candidate | None = None) -> Tense:
    """Before the post is past, after it future; on its day the verb nearest to the date decides."""
    if page.today is not None and when.dated:
        over = (
            when.shape == "until" and when.last == page.today and verb_tense(when, sentence, page, candidate) == "past"
        )
        if when.shape in ("span", "until") and when.last is not None and when.last >= page.today and not over:
            return "present" if when.first is None or when.first <= page.today else "future"
        if when.last is not None and when.last < page.today:
            return "past"
        if when.first is not None and when.first > page.today:
            return "future"
    elif when.dated and (page.ahead(when) or page.behind(when)):
        return "future" if page.ahead(when) else "past"
    spoken = verb_tense(when, sentence, page, candidate)
    votes = candidate is not None and candidate.frame.kind in DAILY and when.last == page.today
    if votes and spoken == "past" and page.lexicon(sentence).cue("under-way", sentence.low):
        return "present"  # "сегодня началось голосование"
    return spoken or ("present" if page.today is not None else "future")


def verb_tense(when: When, sentence: Sentence, page: Page, candidate: Candidate | None = None) -> Tense | None:
    """The tense of the finite verb nearest to the date in its clause; planned, appointed and yet to be are future."""
    words, grammar = page.words(sentence), page.grammar(sentence)
    lexicon, told = page.lexicon(sentence), page.heard(sentence).any_of(_OF_VERBS)
    start, end = clause(when, sentence, page, candidate)
    quote = quote_at(when.start, page.text)
    if quote is not None and (candidate is None or quote_at(candidate.start, page.text) == quote):
        start, end = (
            max(start, quote.start - sentence.start),
            min(end, quote.end - sentence.start),
        )  # "«Итоги – завтра»"
    best: tuple[float, str] | None = None
    after, to_be, yet = -1, -1, lexicon.plain.get("to-be", frozenset[str]())
    for word in words:
        at = word.start - sentence.start
        to_be = word.end + 1 if word.low in yet else to_be
        if not start <= at < end or not word.alphabetic or when.start <= word.start < when.end:
            continue
        found = grammar.tense(word)
        if found is None or (word.start == after and grammar.is_infinitive(word)):
            continue  # "планавалі скончыць": its letters alone could be "скончыць" of the future, too
        after = word.end + 1
        if word.start == to_be or (told and lexicon.cue("planned", word.low)):
            found = "future"
        elif told and lexicon.cue("stative", word.low):
            found = "present"
        gap: float = when.start - word.end if word.end <= when.start else word.start - when.end
        if told and lexicon.cue("report", word.low):
            between = page.text[min(word.end, when.end) : max(word.start, when.start)]
            if page.latest is None or "," in between:
                continue  # "последний день – сегодня, напомнили в министерстве"
            gap += 60
        if best is None or gap < best[0]:
            best = (gap, found)
    return best[1] if best else None  # type: ignore[return-value]
