"""Which day is a vote's: what is said of elections and their day alone, where a date stands beside their name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.reading.beside import only_told_of
from timeline.mentions.reading.candidates import stages_in
from timeline.mentions.reading.standing import DAILY, LONGEST_VOTE, VOTES, belongs

if TYPE_CHECKING:
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.reading.pair import Pair
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import Frame

_STOPPED = re.compile(r"[,;:–—]\s+(\w+)\s")
_STOP = re.compile(r"[,;:–—.!?]")
_NUMBER = re.compile(r"\d|%")
_HEADS = (":", "–", "—", "-")
_NEAR = re.compile(r"\s(?:\w+\s){0,2}")
_SAID = ("start", "end", "span", "at", "moved", "planned", "allotted")
"""Cues that tell of the vote itself."""


def own_day(pair: Pair) -> tuple[float, str] | None:
    """Points for the day that stands right behind the name of a vote, and the reason; ``None`` where it is none."""
    when, beside = pair.when, pair.between.isspace()
    if beside and _counted_to(pair):
        return 0.3, "the day beside its name"  # "до дня голосования 10 сентября осталось …"
    if beside and _closes(pair):
        if only_told_of(pair.candidate, when, pair.sentence, pair.page):
            return -4.0, "the day of what is done about it"
        return 1.0, "the day beside its name"  # "назначат позже, после выборов 4 апреля."
    after = pair.page.text[when.end : when.end + 1]
    if when.shape == "day" and after in (",", ":") and pair.between.strip() == ",":
        return (2.5 if after == ":" else 1.0), "in apposition"  # "до самих выборов, 26 января, остаётся …"
    return None


def called(pair: Pair) -> None:
    """ "Назначил выборы на 21 сентября" dates the election, "назначит выборы до 5 июня" the act that calls it."""
    frame, concept = pair.candidate.frame, pair.candidate.frame.concept
    if frame.form == "verb" and frame.name in pair.lexicon.plain.get("sets-for", ()) and _onto(pair.when, pair):
        pair.total.add(-5.0, "the day it is told for")  # "синоптики объявили на завтра сильный ветер"
    if concept != "call" and concept not in VOTES:
        return
    onto = _onto(pair.when, pair)
    if concept == "call" and onto:
        pair.total.add(-4.0, "the day it is called for")
    elif concept == "call" and (_called_for(pair.candidate, pair) or _they_are_held(pair)):
        pair.total.add(-4.0, "the day of what is called")
    elif concept in VOTES and not onto:
        if any(calls(pair.when, w, pair) for w in _later(pair)):
            pair.total.add(-4.0, "the day of the call")
        if called_then(pair.when, pair):
            pair.total.add(-5.0, "the day of the call")
        if pair.before and "to-be-called" in pair.heard and _to_be_called(pair):
            pair.total.add(-4.0, "the day of the call")
        acts = [c for c in pair.page.candidates(pair.sentence) if c.frame.concept == "call" and c.frame.form == "verb"]
        others = [act for act in acts if act.left <= pair.candidate.left]
        if others and not any(_called_for(act, pair) for act in others):
            pair.total.add(-2.5, "the day of the call")


def _to_be_called(pair: Pair) -> bool:
    """ "Выборы депутатов назначат в июне", but not "выборы, которые назначат скоро, пройдут 12 сентября"."""
    low = fold(pair.between)
    said = pair.lexicon.cue("to-be-called", low)
    return said is not None and not pair.lexicon.says(low[said.end() :], *_SAID)


def its_call(vote: Candidate, when: When, sentence: Sentence, page: Page) -> Candidate:
    """ "Выборы – осенью. Официально их назначат в июне": the call of a vote, where a sentence that refers to it says
    when it is called and not for when."""
    lexicon, low, base = page.lexicon(sentence), sentence.low, sentence.start
    if vote.frame.concept not in VOTES or lexicon.shape("onto", low[: when.end - base], when.start - base):
        return vote
    told = lexicon.cue("to-be-called", low, *page.clause(when, sentence))
    return replace(vote, frame=lexicon.stage("call")) if told else vote


def _called_for(act: Candidate, pair: Pair) -> bool:
    """ "Референдум 9 мая назначат 15 марта": the day beside the name of the vote, before the verb that calls it."""
    when = pair.when
    inside = act.start < when.start and when.end < act.end and when.shape == "day"
    return inside and any(w.dated and not calls(when, w, pair) for w in _later(pair))


def _they_are_held(pair: Pair) -> bool:
    """ "Подписан указ о назначении выборов: они пройдут 14 декабря": the pronoun stands for what is called."""
    said = _STOPPED.search(fold(pair.between)) if pair.before else None
    return said is not None and pair.lexicon.pronoun(said[1]) == "plur"


def _later(pair: Pair) -> list[When]:
    """The dates of the sentence behind its own."""
    return [w for w in pair.page.dates_in(pair.sentence) if w.start >= pair.when.end]


def calls(when: When, other: When, pair: Pair) -> bool:
    """Whether the first of two dates is the day on which something is called for the second: "выборы комиссия сегодня
    назначила на 15 ноября"."""
    if "calls" not in pair.heard or not _onto(other, pair):
        return False
    base = pair.sentence.start
    return pair.lexicon.cue("calls", pair.sentence.low, when.end - base, other.start - base) is not None


def called_then(when: When, pair: Pair) -> bool:
    """Whether a day that is not to come is the one on which something was called, and not for which: "выборы были
    назначены 1 марта", "сегодня назначены выборы"."""
    page, base = pair.page, pair.sentence.start
    if "is-called" not in pair.heard or when.shape != "day" or page.latest is None or page.ahead(when):
        return False
    low, start, end = pair.sentence.low, when.start - base, when.end - base
    spans = pair.lexicon.spans("is-called", low)
    gaps = [low[said:start] if said <= start else low[end:begin] for begin, said in spans]
    beside = any(_NEAR.fullmatch(gap) and not pair.lexicon.says(gap, *_SAID) for gap in gaps)
    return beside and not _onto(when, pair)


def voting(pair: Pair) -> None:
    """What no day of voting is: weeks long, the other half of its sentence, what a noun before it only speaks of.

    "Адрес голосования меняйте с 27 февраля по 28 марта"; "до 26 февраля, а в день голосования нельзя".
    """
    when, candidate, lexicon, low = pair.when, pair.candidate, pair.lexicon, fold(pair.between)
    told = pair.between.isspace() and candidate.phrase is not None and candidate.phrase.case == "ablt"
    begin = candidate.words[max(0, candidate.left - 1)].start - candidate.sentence.start
    named = candidate.sentence.low[begin : candidate.end - candidate.sentence.start]
    if "bygone" in pair.heard and lexicon.cue("bygone", named) and pair.page.ahead(when):
        pair.total.add(-4.0, "a vote that is over")  # "уроки прошлых выборов: 13 февраля представим доклад"
    if candidate.preposition in lexicon.plain.get("off", ()) and not told:  # "всё, что связано с выборами 20 января"
        pair.total.add(-4.0, "what one is taken off")  # "просит снять его с выборов до 20 августа"
    if not low.isspace() and not pair.own_clause and _held_there(pair):
        pair.total.add(-4.0, "only where another event is held")
    if too_long(when) and not lexicon.cue("moved", pair.sentence.low):
        pair.total.add(-4.0, "too long for a vote")
    if candidate.start >= when.end and lexicon.shape("and-half", low) is not None:
        pair.total.add(-3.0, "the other half of its sentence")
    if candidate.frame.form == "noun" and (_said_of(candidate, pair) or _of_another_noun(pair)):
        pair.total.add(-2.0, "what another noun speaks of")
    if pair.before and _only_its_topic(pair):
        pair.total.add(-4.0, "the heading of something else")
    if lexicon.shape("that-is", pair.sentence.low, when.start - pair.sentence.start):
        pair.total.add(0.5, "the same in other words")
    elif (
        pair.before
        and (_of_another_verb(pair) or _done_there(pair))
        and not (pair.heard.any_of(_SAID) and lexicon.says(low, *_SAID))
        and not (pair.own_clause and lexicon.says(low, "was-held"))
    ):
        pair.total.add(-2.5, "the date of another verb")


def _only_its_topic(pair: Pair) -> bool:
    """ "Выборы мэра: разбираем новые правила – 12 мая": a heading over what is told about it then."""
    told = fold(pair.between).lstrip()
    return told.startswith(_HEADS) and "told-about" in pair.heard and pair.lexicon.says(told, "told-about")


def _of_another_noun(pair: Pair) -> bool:
    """ "Музей выборов примет гостей с 24 января", but not "до самих выборов, 18 апреля"."""
    candidate = pair.candidate
    own = candidate.left and candidate.words[candidate.left - 1].low in pair.lexicon.plain.get("of-its-own", ())
    limit = candidate.frame.name in ("voting", "election-day") or pair.when.shape in ("until", "from")
    return limit and not own and belongs(candidate, pair.page)


def heads_another(pair: Pair) -> bool:
    """ "Выборы мэра: 8 февраля истекает срок выдвижения", but not "выборы мэра: 8 февраля, выдвижение – с 5 января":
    behind the date another event is told, with a verb or right behind it."""
    when, page, sentence = pair.when, pair.page, pair.sentence
    text, start = page.text, when.end
    if "," in text[when.start : when.end] and text.startswith(",", start):
        start += 1  # "завтра, 12 марта, открывается"
    stop = _STOP.search(text, start, sentence.end)
    end = stop.start() if stop else sentence.end
    here = [c for c in page.candidates(sentence) if start <= c.start < end and c.frame.form != "weak"]
    others = [c for c in here if not _same_sort(pair.candidate.frame, c.frame)]
    if not others or len(others) < len(here):
        return False
    goes_on = when.shape != "day" and pair.candidate.frame.concept not in VOTES
    if goes_on and not pair.lexicon.says(fold(text[start:end]), "start", "end"):
        return False  # "выдвижение: с 15 марта партии проводят съезды"
    beside = text[start : others[0].start].isspace()
    grammar = page.grammar(sentence)
    return beside or any(start <= w.start < end and grammar.tense(w) is not None for w in page.words(sentence))


def _same_sort(head: Frame, told: Frame) -> bool:
    """Whether what is told behind a heading may be what it names: voting goes on in a vote, and early too."""
    if head.concept in VOTES:
        return told.concept in VOTES
    return told.concept == head.concept or (head.kind in DAILY and told.kind in DAILY)


def _held_there(pair: Pair) -> bool:
    """ "Дебаты на выборах губернатора и выборах мэра пройдут 2 сентября": the vote is part of another event's name."""
    vote = pair.candidate
    holder, _, preposition = vote.governor.rpartition(" ")
    if not holder or preposition not in pair.lexicon.plain.get("in", ()):
        return False
    held = (c for c in pair.page.candidates(vote.sentence) if c.right <= vote.left and c.frame.concept not in VOTES)
    return any(c.frame.form == "noun" and c.words[c.right - 1].low == holder for c in held)


def _done_there(pair: Pair) -> bool:
    """ "Проигравший на выборах обратится в суд до 20 января": a verb of what is done at the vote takes the date."""
    vote, grammar = pair.candidate, pair.page.grammar(pair.sentence)
    if vote.frame.form != "noun" or vote.preposition not in pair.lexicon.plain.get("in", ()):
        return False
    words = (word for word in vote.words[vote.right :] if word.end <= pair.when.start)
    return any(grammar.tense(word) is not None for word in words)


def _onto(when: When, pair: Pair) -> bool:
    """Whether something is called, moved or planned for a date: "на 21 сентября"."""
    low, base = pair.sentence.low, pair.sentence.start
    return pair.lexicon.shape("onto", low[: when.end - base], when.start - base) is not None


def _counted_to(pair: Pair) -> bool:
    """ "До дня голосования 10 сентября осталось 40 дней", but not "до выборов сегодня 90 дней"."""
    if pair.when.shape != "day" or pair.when.relative:
        return False
    return any(w.shape in ("remaining", "length", "offset") for w in _later(pair))


def _closes(pair: Pair) -> bool:
    """Whether a day of the calendar is the last word of its clause, with no verb of its own to come, or is said of
    what one goes to ("аккредитация на выборы 9 мая")."""
    when = pair.when
    if when.shape != "day" or when.relative:
        return False
    onto = pair.lexicon.plain.get("onto", ())
    return pair.candidate.governor in onto or pair.page.text[when.end : when.end + 1] in ("", ".", "!", ";", "\n", ")")


def too_long(when: When) -> bool:
    """Whether these are more days than any vote lasts."""
    if when.shape != "span" or when.grain != "day" or when.first is None or when.last is None:
        return False
    return (when.last - when.first).days >= LONGEST_VOTE


def _said_of(candidate: Candidate, pair: Pair) -> bool:
    """Whether the word before a vote is what the date is said of: "адрес голосования"."""
    place = candidate.left
    return bool(place) and candidate.words[place - 1].low in pair.lexicon.plain.get("of-a-vote", ())


def _of_another_verb(pair: Pair) -> bool:
    """ "Чтобы проголосовать за рубежом, встаньте на учёт до 5 сентября"."""
    candidate, when, text = pair.candidate, pair.when, pair.page.text
    stop = max(text.rfind(mark, candidate.end, when.start) for mark in ",–—")
    if stop < 0:
        return False
    if when.shape == "until" and candidate.frame.form == "verb":
        return True
    grammar = pair.page.grammar(pair.sentence)
    return any(stop < w.start < when.start and grammar.is_verb(w) for w in candidate.words)


def day_of_call(said: Candidate, page: Page) -> Candidate:
    """ "Вчера принято решение о назначении выборов. Дата – 24 ноября": that of the vote, which was called before."""
    if said.frame.concept != "call" and said.frame.name != "call":
        return said
    votes = {c.start: c for c in stages_in(said.sentence, page) if c.frame.concept in VOTES and c.frame.form == "noun"}
    return next(iter(votes.values())) if len(votes) == 1 else said


def called_for(when: When, sentence: Sentence, page: Page) -> Candidate | None:
    """ "Подписан указ о назначении выборов на 25 февраля", "о назначении на 8 июня выборов": the vote of that day."""
    low, base, lexicon = sentence.low, sentence.start, page.lexicon(sentence)
    if when.shape not in ("day", "span") or lexicon.shape("onto", low[: when.end - base], when.start - base) is None:
        return None
    acts = [c for c in page.candidates(sentence) if c.frame.concept == "call" and c.frame.form == "noun"]
    act = next((c for c in reversed(acts) if c.start < when.start), None)
    if act is None or _STOP.search(page.text, min(act.end, when.start), when.start) is not None:
        return None
    grammar = page.grammar(sentence)
    if any(act.end <= w.start < when.start and grammar.tense(w) is not None for w in page.words(sentence)):
        return None  # "назначение выборов намечено на 25 ноября"
    vote = day_of_call(act, page)
    return vote if vote is not act else None


def vote_of_call(said: Candidate, sentence: Sentence, page: Page) -> Candidate:
    """ "Референдум назначат 15 марта, а пройдёт он 9 мая": what goes on is the vote, and not its calling."""
    if said.frame.concept != "call":
        return said
    named = (page.candidates(sentence), stages_in(sentence, page))
    votes = next(
        filter(None, ([c for c in some if c.frame.concept in VOTES and c.frame.form == "noun"] for some in named)), []
    )
    return votes[0] if len(votes) == 1 else said


def turnout(when: When, sentence: Sentence, page: Page) -> Candidate | None:
    """ "Выборы состоялись. 5 марта на участки пришли 54 % избирателей": the vote whose day opens a sentence of figures,
    where the one before says that it was held, and gives no day of its own."""
    opens = not page.text[sentence.start : when.start].strip() and "%" in page.text[when.end : sentence.end]
    above = page.sentences[sentence.index - 1] if sentence.index and opens and when.shape in ("day", "span") else None
    if above is None or above.line != sentence.line or not page.behind(when):
        return None
    if page.heard(above).search("was-held", above.low) is None or any(w.dated for w in page.dates_in(above)):
        return None
    named = (c for c in page.candidates(above) if c.frame.concept in VOTES and c.frame.form == "noun")
    return next((c for c in named if c.phrase is not None and c.phrase.case in ("nomn", "")), None)


def told_figures(sentence: Sentence, page: Page) -> bool:
    """Whether a sentence has a number that is of no date, and none in a name: "уже завтра смотрите «Беларусь 1»"."""
    named = [(word.start, word.end) for word in page.words(sentence) if word.quoted]
    told = [*((date.start, date.end) for date in page.dates_in(sentence)), *named]
    numbers = (found.start() + sentence.start for found in _NUMBER.finditer(sentence.text))
    return not all(any(start <= at < end for start, end in told) for at in numbers)
