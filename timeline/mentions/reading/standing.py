"""How an event stands in its sentence: behind which preposition, denied, a part of something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import EventLexicon

VOTES = frozenset({"election-day", "repeat-voting", "second-round"})
"""Concepts that are a vote as a whole."""
DAILY = frozenset({"election-day", "early-voting"})
"""Kinds that are held at the same hours every day."""

_STOPS = frozenset(',;:–—-.!?…«»“”„"()')

_END = re.compile(r"[,;:.!?–—]")
_SPEECH = re.compile(r":\s*([«\"“„])?")
LONGEST_VOTE = 10
"""Days that no vote lasts: what goes on longer is something else about it."""


def about(candidate: Candidate, lexicon: EventLexicon) -> bool:
    """ "Члены комиссий по выборам Президента", "группы по сбору подписей": it only says which commissions or groups."""
    if candidate.left < 2 or candidate.words[candidate.left - 1].low not in lexicon.plain.get("about", ()):
        return False
    of_them = lexicon.cue("doers", candidate.words[candidate.left - 2].low)
    return candidate.frame.concept in VOTES or (candidate.frame.form == "noun" and of_them is not None)


def mere_place(candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "Результаты комиссия утвердит на заседании": a bare occasion behind "на" beside a stage."""
    if candidate.phrase is None or (candidate.frame.concept and candidate.frame.name != "election-day"):
        return False
    if candidate.preposition not in page.lexicon(sentence).plain.get("in", ()):
        return False
    others = [other for other in page.candidates(sentence) if other is not candidate and other.frame.concept]
    if candidate.frame.concept:
        acts = (other.frame.form == "verb" and other.frame.noun for other in page.candidates(sentence))
        return any(other.frame.concept not in VOTES for other in others) or any(acts)
    return any(other.frame.form == "verb" for other in others) or _within_another(candidate, page)


def _within_another(candidate: Candidate, page: Page) -> bool:
    """ "Жеребьёвка мест на дебатах": a locative right behind the name of another occasion."""
    if candidate.phrase is None or candidate.phrase.case != "loct":
        return False
    named = (c for c in page.candidates(candidate.sentence) if c.frame.form == "noun" and not c.frame.noun)
    return any(c.right == candidate.left - 1 and c.phrase is not None and c.phrase.case == "nomn" for c in named)


def told_there(candidate: Candidate, when: When, page: Page) -> bool:
    """ "«Списки обновят до 5 декабря», – сообщил секретарь на брифинге", "на заседании решили: откроют 4 декабря": an
    occasion at which something was told or decided, and the date stands in what was."""
    if candidate.frame.concept or candidate.preposition not in page.lexicon(candidate.sentence).plain.get("in", ()):
        return False
    words, grammar = candidate.words, page.grammar(candidate.sentence)
    left, right = candidate.left, candidate.right
    while left > 0 and words[left - 1].text not in _STOPS:
        left -= 1
    while right < len(words) and words[right].text not in _STOPS:
        right += 1
    low, base, lexicon = candidate.sentence.low, candidate.sentence.start, page.lexicon(candidate.sentence)
    start, end = words[left].start, words[right - 1].end
    if _was_told(end, when, candidate.sentence, page):
        return True
    if start <= when.start < end or lexicon.cue("takes-part", low[start - base : candidate.start - base].rstrip()):
        return False  # "пригласили журналистов на брифинг: 5 декабря"
    if lexicon.cue("report", low, start - base, end - base):
        return True
    return any(
        grammar.tense(word) == "past" for word in (*words[left : candidate.left], *words[candidate.right : right])
    )


def _was_told(end: int, when: When, sentence: Sentence, page: Page) -> bool:
    """ "В сегодняшнем интервью: «Семинар пройдёт 5 июня»": whether the words up to ``end``, with a day not to come, are
    followed by what was told then, in quotes or with a day of its own."""
    if not when.start < end or page.ahead(when) or (told := _SPEECH.match(page.text, end, sentence.end)) is None:
        return False
    days = (w for w in page.dates_in(sentence) if w.start >= end and w.shape in ("day", "span"))
    return bool(told[1]) or any(w.dated and w.first != when.first for w in days)


def belongs(candidate: Candidate, page: Page) -> bool:
    """ "Победителей конкурса", "участники форума": the noun before the event is what the date is said of."""
    phrase = candidate.phrase
    if phrase is None or candidate.left == 0:
        return False
    before = candidate.words[candidate.left - 1]
    unread = phrase.case == "" and page.lexicon(candidate.sentence).cue("of-many", candidate.words[phrase.head].low)
    if phrase.case != "gent" and not unread:
        return False
    grammar, lexicon = page.grammar(candidate.sentence), page.lexicon(candidate.sentence)
    if not grammar.is_noun(before) or candidate.left - 1 in page.barred(candidate.sentence):
        return False
    return not any(lexicon.cue(cue, before.low) for cue in ("start", "end", "span", "at", "holds", "stage-word"))


def only_its_aim(candidate: Candidate, page: Page) -> bool:
    """ "Приглашения на выборы", "билеты на концерт": a noun before it says what is for it."""
    lexicon, grammar, words = page.lexicon(candidate.sentence), page.grammar(candidate.sentence), candidate.words
    onto = candidate.preposition in lexicon.plain.get("onto", ())
    if not onto or (candidate.phrase is not None and candidate.phrase.case == "loct"):
        return False
    if candidate.frame.concept and candidate.frame.concept not in VOTES and candidate.frame.kind not in DAILY:
        return False  # "журналистам на аккредитацию отведено время"
    place = next(k for k in range(candidate.left - 1, -1, -1) if words[k].low == candidate.preposition) - 1
    if place < 0 or not grammar.is_noun(words[place]) or grammar.is_verb(words[place]):
        return False
    begins = candidate.start - candidate.sentence.start
    if lexicon.cue("takes-part", candidate.sentence.low[max(0, begins - 36) : begins].rstrip()):
        return False  # "приглашаем жителей на выставку"
    return words[place].low not in lexicon.plain.get("terms", ())


def watched(candidate: Candidate, between: str, page: Page) -> bool:
    """ "Мониторинг агитации начнётся 20 января", "о ходе сбора подписей расскажут …": a verb of something about it."""
    lexicon, (first, _, last) = page.lexicon(candidate.sentence), candidate.governor.rpartition(" ")
    if first in lexicon.plain.get("topics", ()):
        return not between.isspace() and belongs(candidate, page)
    if between.isspace() and not lexicon.plain.get("on-a-day"):
        return False  # "освещение выборов 20 января"
    about = last if len(last) > 3 else first
    return len(about) > 3 and lexicon.cue("about-it", about) is not None


def of_a_part(candidate: Candidate, page: Page) -> bool:
    """ "Заключительный этап избирательной кампании начнётся 20 марта": the campaign began long before."""
    words, grammar, place = candidate.words, page.grammar(candidate.sentence), candidate.left - 1
    lexicon = page.lexicon(candidate.sentence)
    staged = [k for k in range(*candidate.match) if lexicon.cue("stage-word", words[k].low)]
    beside = lexicon.plain.get("beside", ())
    if len(staged) > 1 and not any(words[k].low in beside for k in range(staged[0], staged[1])):
        return True  # "стартует очередной этап кампании"
    while place > 0 and words[place].alphabetic and not grammar.is_noun(words[place]):
        place -= 1
    return place >= 0 and lexicon.cue("stage-word", words[place].low) is not None


def counts_to_day(candidate: Candidate, when: When, sentence: Sentence, page: Page) -> bool:
    """ "За три месяца до выборов 27 октября": what is counted from has its day beside it."""
    if candidate.frame.concept not in VOTES or when.shape != "day" or when.relative:
        return False
    return any(counted_from(candidate, other) for other in page.dates_in(sentence) if other is not when)


def counted_from(candidate: Candidate, other: When) -> bool:
    """ "Завершится она за пять дней до выборов – 19 февраля": the election only says how long before."""
    start, end = other.event or (other.start, other.end)
    return candidate.start < end and start < candidate.end


def denied(candidate: Candidate, lexicon: EventLexicon) -> bool:
    """ "Никакой агитации", "кандидатов не регистрируют"."""
    no, who = lexicon.plain.get("denied", frozenset()), lexicon.plain.get("who", frozenset())
    words, right = candidate.words, candidate.right
    if candidate.left and words[candidate.left - 1].low in no:
        return True
    if candidate.frame.form == "noun" or candidate.frame.concept == "campaign-silence":
        return False
    if no.isdisjoint([word.low for word in words[candidate.left : right]]):
        return False
    right = next((place for place in range(candidate.left, right) if words[place].low in who), right)
    commas = [place for place in range(candidate.left, right) if words[place].text == ","]
    left = commas[-1] if commas else candidate.left  # "в первом туре победителя нет, второй назначен"
    compared = lexicon.plain.get("fewer-or-more", frozenset())  # "собрать не менее 100 тысяч подписей"
    return any(words[k].low in no and words[k + 1].low not in compared for k in range(left, min(right, len(words) - 1)))


def only_gone(candidate: Candidate, lexicon: EventLexicon) -> bool:
    """ "Уезжаю в командировку": where somebody goes, and not what a post speaks of."""
    travels = candidate.frame.name in lexicon.plain.get("travel", ())
    return travels and candidate.preposition in lexicon.plain.get("in", ())


def aside(candidate: Candidate) -> bool:
    """Whether brackets set it aside: "граждане (через сбор подписей)"."""
    before = candidate.sentence.low[: candidate.start - candidate.sentence.start]
    return before.count("(") > before.count(")")


def asked(candidate: Candidate, lexicon: EventLexicon) -> bool:
    """ "Продлится ли голосование три дня, 5 марта решит комиссия": it stands in a question that a comma ends."""
    low = candidate.sentence.low
    comma = low.find(",", candidate.end - candidate.sentence.start)
    return comma >= 0 and lexicon.shape("whether", low, comma) is not None


def governor(candidate: Candidate, lexicon: EventLexicon) -> str:
    """The preposition that only places something else beside the event ("после выборов"), empty if none does.

    "Приступили к сбору подписей" speaks of the event itself.
    """
    if candidate.frame.form == "verb" or not candidate.governor:
        return ""
    beside = lexicon.plain.get("beside", frozenset())
    verb, _, last = candidate.governor.rpartition(" ")
    if last not in beside:
        edge = verb in beside and last in lexicon.plain.get("edges", ())
        return candidate.governor if edge else ""
    whole = candidate.right - candidate.left > 1 and candidate.frame.concept not in VOTES
    if whole and verb in lexicon.plain.get("terms", ()) and last in lexicon.plain.get("for", ()):
        return ""  # "последний день для отзыва"
    told = f"{verb} {last}"
    low, start = candidate.sentence.low, candidate.start - candidate.sentence.start
    if candidate.frame.concept == "early-voting" and lexicon.shape("polls-open-for", low, start):
        return ""  # "с 10 утра открыты участки для досрочного голосования"
    if lexicon.cue("enters", told) or (candidate.frame.concept in VOTES and lexicon.cue("due-for", told)):
        return last  # "registration for the election"
    return "" if lexicon.cue("turns-to", told) or _set_about(candidate, last, lexicon) else last


def _set_about(candidate: Candidate, preposition: str, lexicon: EventLexicon) -> bool:
    """ "К сбору подписей группы приступят 7 ноября": the verb governs what its clause begins with."""
    if candidate.frame.concept in VOTES:
        return False  # "да выбараў партыі пяройдуць на новыя правілы"
    low, start = candidate.sentence.low, candidate.end - candidate.sentence.start
    stop = _END.search(low, start)
    verb = lexicon.cue("sets-about", low, start, stop.start() if stop else len(low))
    return verb is not None and lexicon.cue("turns-to", f"{verb.group()} {preposition}") is not None


def because_of(candidate: Candidate | None, page: Page) -> bool:
    """ "В связи с выборами 5 мая улицу перекроют с 11.00 до 13.30": the hours are of what an event is the reason of."""
    if candidate is None or candidate.left < 2:
        return False
    lexicon, (reason, joined) = page.lexicon(candidate.sentence), candidate.words[candidate.left - 2 : candidate.left]
    return joined.low in lexicon.plain.get("off", ()) and reason.low in lexicon.plain.get("beside", ())
