"""Which event a date belongs to: every candidate of its sentence scored by what lies between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.beside import only_told_of
from timeline.mentions.gaps import OPEN, Count, boundaries, nearness
from timeline.mentions.standing import (
    LONGEST_VOTE,
    VOTES,
    about,
    belongs,
    counted_from,
    counts_to_day,
    denied,
    governor,
    mere_place,
    only_its_aim,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.candidates import Candidate
    from timeline.mentions.dates import When
    from timeline.mentions.lexicon import EventLexicon
    from timeline.mentions.page import Page
    from timeline.mentions.sentences import Sentence

THRESHOLD = 1.5
"""Below it no event is named: a wrong entry is worse than a missing one."""

OF_SOMEBODY = "in a clause on somebody"
"""Why a date is not an event's: "для тех, кто не сможет прийти в воскресенье"."""

_PHASES = ("start", "end", "span", "at")
_CHANGES = frozenset({"prolonged", "moved"})
_FIRST_COMMA = re.compile(r"^\s*,")
_CORRECTS = re.compile(r",?\s*\w{1,3}\s*(?:\w{2}\s*)?")
_NAMED_BEHIND = re.compile(r"\s*[–—]\s+([^\W\d_][^,.;:!?()\d–—]*)(?=[,.;!?]|$)")
_BESIDE = re.compile(r"[\s(]*(?:[–—:-]\s*)?(?:\w{1,2}\s+)?")


@dataclass(slots=True)
class Attachment:
    """A date with the event it is said of, how sure that is (``score``) and why."""

    when: When
    candidate: Candidate
    score: float
    reasons: tuple[str, ...]


def attach(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """The best candidate of the sentence for a date; ``None`` if the sentence has none at all."""
    named = page.candidates(sentence)
    votes = [page.vote_beside(other, sentence) for other in page.dates_in(sentence) if other is not when]
    if any(votes):
        named = [one for one in named if all(vote is None or one.start != vote.start for vote in votes)]
    options = [(_weighed(when, candidate, sentence, page), candidate) for candidate in named]
    if not options:
        return None
    count, best = max(options, key=lambda option: (option[0].points, -option[1].left))
    return Attachment(when, best, count.points, (f"{best.frame.name} ({best.frame.form})", *count.reasons))


def _weighed(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> Count:
    """How well a date and an event of one sentence go together."""
    lexicon, frame, heard = page.lexicon(sentence), candidate.frame, page.heard(sentence)
    dates = [w for w in page.dates_in(sentence) if w is when or page.vote_beside(w, sentence) is None]
    total = Count(frame.weight)
    before = candidate.end <= when.start
    low, high = (candidate.end, when.start) if before else (when.end, candidate.start)
    between = page.text[low:high] if low < high else ""
    if before and between.strip() in lexicon.plain.get("on-a-day", ()):
        between = " "  # "the election on 5 May"
    if not before and "," in page.text[when.start : when.end]:
        between = _FIRST_COMMA.sub("", between)
    clock = when.shape == "clock"
    others = [
        w
        for w in (dates if len(dates) > 1 else ())
        if w is not when and low <= w.start < high and (w.dated or (clock and w.shape == "clock"))
    ]
    if before and candidate.frame.concept in VOTES:
        others = _after_the_call(others, when, candidate, sentence, page)
    apposed = before and OPEN.fullmatch(between) is not None
    if before and others and _goes_on(others[-1], when, lexicon, page):
        corrects = _CORRECTS.fullmatch(page.text[others[-1].end : when.start]) is not None
        between = page.text[low : others[0].start] if corrects else page.text[others[-1].end : when.start]
        total.add(-0.4 if corrects else 0.6, "goes on from another date")
        if between.count(")") > between.count("("):
            between = between.rpartition(")")[2]
    else:
        for _ in others:
            total.add(-2.0, "another date between")
    if before and not others and "was-to" in heard and lexicon.cue("was-to", between.lower()):
        total.add(1.0, "was to be then")
    between = _told(between, lexicon) if "aside" in heard else between
    unlike = (
        lexicon.shape("not-but", sentence.low, when.start - sentence.start) if before and frame.form != "weak" else None
    )
    if unlike is not None and sentence.start + unlike.start() >= low:
        between = page.text[low : sentence.start + unlike.start() + 1]  # "примем не до 11, а до 14 февраля"
    if before and heard.any_of(_CHANGES) and lexicon.says(fold(between), "prolonged", "moved"):
        total.add(0.8, "changed to then")
    nearness(total, between, before=before, overlapping=low >= high)
    if not before and between.lstrip()[:1] == ":" and not page.text[sentence.start : when.start].strip():
        between = between.lstrip()[1:]  # "19 февраля: …" labels what follows
    boundaries(total, between, lexicon, before=before)
    if not before and "," in between:
        if "last-day" in heard and lexicon.cue("last-day", between.lower()):
            total.add(0.9, "the last day when")  # "сегодня последний день, когда принимают документы"
        if any(word in lexicon.plain.get("that", ()) for word in re.findall(r",\s+(\w+)", between.lower())):
            total.add(-2.0, "only told that day")
        left = sentence.low[: when.start - sentence.start].rpartition(",")[2].split()
        if left and left[0] in lexicon.plain.get("who", ()):
            total.add(-3.0, OF_SOMEBODY)  # "для тех, кто в этот день занят, есть досрочное голосование"
    if not before and lexicon.shape("and-half", between.lower()) is not None:
        behind = any(w.dated and w.start >= candidate.end for w in dates)
        if behind and any(other.end <= when.start for other in page.candidates(sentence)):
            total.add(-2.0, "the other half of its sentence, with a date of its own")
    if when.event is not None and candidate.start < when.event[1] and when.event[0] < candidate.end:
        total.add(2.0 if when.shape == "remaining" else -5.0, "the event it counts from")
    elif before and (
        lexicon.shape("which", between.lower()) or lexicon.shape("planned-to", between.lower(), len(between))
    ):
        total.add(1.0, "said in its own relative clause")
    elif before and between.isspace() and counts_to_day(candidate, when, sentence, page):
        total.add(1.0, "its own day, from which another is counted")
    elif not apposed and any(other.shape == "offset" and counted_from(candidate, other) for other in dates):
        total.add(-5.0, "only what another date counts from")
    elif before and candidate.frame.concept in VOTES and between.isspace() and _counted_to(when, page):
        total.add(0.3, "the day beside its name")  # "до дня голосования 10 сентября осталось …"
    elif before and candidate.frame.concept in VOTES and between.isspace() and _closes(when, candidate, page):
        if only_told_of(candidate, when, sentence, page):
            total.add(-4.0, "the day of what is done about it")
        else:
            total.add(1.0, "the day beside its name")  # "назначат позже, после выборов 4 апреля."
    elif before and candidate.frame.concept in VOTES and _in_apposition(when, between, page):
        total.add(2.5 if page.text[when.end : when.end + 1] == ":" else 1.0, "in apposition")
    elif before and between.isspace() and _bare_line(candidate, sentence, page):
        total.add(0.3, "a line of its own with its date")
    elif not apposed and (governed := governor(candidate, lexicon)):
        total.add(-4.0, f"after {governed!r}")
    elif not apposed and about(candidate, lexicon):
        total.add(-3.0, "only what something else is about")
    if before and len(dates) > 1 and _label_behind(when, sentence, page):
        total.add(-3.0, "something else stands behind its dash")
    if before and (_of_next_clause(when, candidate, between, sentence, page) or _done(candidate, when, page)):
        total.add(-2.5, "the date of another verb")
    _called(total, when, candidate, sentence, page)
    who = lexicon.plain.get("who", frozenset())
    somebody = not who.isdisjoint([word.low for word in candidate.words[candidate.left : candidate.right]])
    if somebody and before and "," not in between:
        total.add(-3.0, OF_SOMEBODY)  # "откроются для тех, кто не сможет прийти в воскресенье"
    besides = [w for w in dates if w is not when and not (somebody and w.start >= candidate.end)]
    if "instead" in heard:  # "вместо 10 ноября соберётся 12-го": the day that is left takes nothing
        besides = [w for w in besides if not lexicon.cue("instead", sentence.low[: w.start - sentence.start].rstrip())]
    taken = any(other.dated and _taken(candidate, other, page) for other in besides)
    phases = between.lower() if heard.any_of(_PHASES) else ""
    if taken and not (phases and lexicon.says(phases, "start", "end", "span")):
        total.add(-1.5, "has a date beside it")
    if "takes-part" in heard and "," not in between:
        begins = len(sentence.low[: candidate.start - sentence.start].rstrip())
        if lexicon.cue("takes-part", sentence.low, max(0, begins - 36), begins):
            total.add(1.2, "goes there")
    if when.shape == "until" and frame.noun and frame.form == "verb" and "duty" in heard:
        start, end = (candidate.start, when.end) if before else (when.start, candidate.end)
        if lexicon.cue("duty", page.text[start:end].lower()):
            total.add(0.6, "may or must be done by then")
    if mere_place(candidate, sentence, page):
        total.add(-1.5, "only where something is done")
    if before and when.shape in ("until", "from", "span") and only_its_aim(candidate, page):
        total.add(-4.0, "what something else is for")
    if belongs(candidate, page):
        total.add(-1.3, "said of something that belongs to it")
    if frame.form == "noun" and not others and ";" not in between and ":" not in between.rstrip(" :"):
        if phases and lexicon.says(phases, "start", "end", "span", "at"):
            total.add(1.2, "verb between")
        elif candidate.phrase is not None and candidate.phrase.case == "nomn":
            total.add(0.5, "nominative")
    alone = len(page.candidates(sentence)) == 1 and sum(w.dated for w in dates) == 1
    if alone and frame.concept and frame.form != "weak" and ";" not in between:
        total.add(0.3, "the only event and date of its sentence")
    if denied(candidate, lexicon):
        total.add(-4.0, "negated")
    if frame.concept in VOTES or frame.kind == "election-day":
        _voting(total, when, candidate, between, page)
    return total


def of_somebody(reasons: Sequence[str]) -> bool:
    """Whether a date was found to stand in a clause on somebody, which dates no event."""
    return any(reason.startswith(OF_SOMEBODY) for reason in reasons)


def _goes_on(last: When, when: When, lexicon: EventLexicon, page: Page) -> bool:
    """Whether a date goes on from the one before it: "начнется 20 января и закончится 18 февраля", "не 18, а 19"."""
    gap = page.text[last.end : when.start].lower()
    if _CORRECTS.fullmatch(gap) and not verb_follows(when, page):
        return True
    return lexicon.says(gap, "start", "end", "span", "moved") and not _of_its_own(last, when, lexicon, page)


def _label_behind(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Обучение пройдёт 15 марта, 22 марта – экзамен": a date that a name follows is not of the event before."""
    found = _NAMED_BEHIND.match(page.text, when.end, sentence.end)
    if found is None:
        return False
    grammar, lexicon = page.grammar(sentence), page.lexicon(sentence)
    words = [word for word in page.words(sentence) if found.start(1) <= word.start < found.end(1)]
    if not words or not grammar.is_noun(words[0]) or any(grammar.tense(word) is not None for word in words):
        return False
    said = found[1].lower()
    return not lexicon.says(said, "start", "end", "span", "at", "last-day", "clock-label", "weekday")


def verb_follows(when: When, page: Page) -> bool:
    """Whether a verb follows a date in its clause: "с 1-го, а 22-го приедет миссия", but not "не 18, а 19 февраля"."""
    sentence = page.sentence_at(when.start)
    if sentence is None:
        return False
    stop = re.search(r"[,;:–—.!?]", page.text[when.end : sentence.end])
    limit = when.end + stop.start() if stop else sentence.end
    grammar = page.grammar(sentence)
    return any(when.end <= w.start < limit and grammar.tense(w) is not None for w in page.words(sentence))


def _of_its_own(last: When, when: When, lexicon: EventLexicon, page: Page) -> bool:
    """ "Бюллетени развезут 18 октября, двери откроются 20 октября": a verb with a subject before it begins anew."""
    sentence = page.sentence_at(when.start)
    gap = re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), page.text[last.end : when.start]).lower()
    if sentence is None or "," not in gap:
        return False
    if any(" " in gap[start:end] for start, end in lexicon.spans("end", gap)):
        return False  # "точку поставит полночь"
    grammar = page.grammar(sentence)
    between = [w for w in page.words(sentence) if last.end <= w.start < when.start and w.alphabetic]
    verb = next((k for k, word in enumerate(between) if grammar.tense(word) is not None), None)
    return verb is not None and any(grammar.is_noun(w) and not lexicon.pronoun(w.low) for w in between[:verb])


def _told(between: str, lexicon: EventLexicon) -> str:
    """Without what commas set aside: ", где мэра с первого раза не выбрали,"."""
    aside = lexicon.cue("aside", between.lower())
    if aside is None or not between[: aside.start()].rstrip().endswith(","):
        return between
    return between[: aside.start()].rstrip(" ,") + " " + between[aside.end() :].lstrip()


def _counted_to(when: When, page: Page) -> bool:
    """ "До дня голосования 10 сентября осталось 40 дней", but not "до выборов сегодня 90 дней"."""
    sentence = page.sentence_at(when.start)
    if when.shape != "day" or when.relative or sentence is None:
        return False
    return any(w.start >= when.end and w.shape in ("remaining", "length", "offset") for w in page.dates_in(sentence))


def _voting(total: Count, when: When, candidate: Candidate, between: str, page: Page) -> None:
    """What no day of voting is: weeks long, the other half of its sentence, what a noun before it only speaks of.

    "Адрес голосования меняйте с 27 февраля по 28 марта"; "до 26 февраля, а в день голосования нельзя".
    """
    lexicon = page.lexicon(candidate.sentence)
    if candidate.preposition in lexicon.plain.get("off", ()):
        total.add(-4.0, "what one is taken off")  # "просит снять его с выборов до 20 августа"
    length = (when.last - when.first).days if when.first is not None and when.last is not None else 0
    moved = lexicon.cue("moved", candidate.sentence.low)
    if when.shape == "span" and when.grain == "day" and length >= LONGEST_VOTE and not moved:
        total.add(-4.0, "too long for a vote")
    if candidate.start >= when.end and lexicon.shape("and-half", between.lower()) is not None:
        total.add(-3.0, "the other half of its sentence")
    said_of = candidate.left and candidate.words[candidate.left - 1].low in lexicon.plain.get("of-a-vote", ())
    limit = when.shape in ("until", "from")
    named = candidate.frame.form == "noun" and (candidate.frame.name == "voting" or limit)
    if named and (said_of or belongs(candidate, page)):
        total.add(-2.0, "what another noun speaks of")
    held = ("start", "end", "span", "at", "moved", "planned")
    said = lexicon.hears(candidate.sentence.low, held) and lexicon.says(between.lower(), *held)
    if lexicon.shape("that-is", candidate.sentence.low, when.start - candidate.sentence.start):
        total.add(0.5, "the same in other words")
    elif candidate.end <= when.start and not said and _other_verb(candidate, when, page):
        total.add(-2.5, "the date of another verb")


def _of_next_clause(when: When, candidate: Candidate, between: str, sentence: Sentence, page: Page) -> bool:
    """ "Выдадут удостоверения, и в четверг они выйдут за подписями": the date stands before a verb of its own."""
    if candidate.frame.form != "verb":
        return False
    joins = re.search(r",\s+\w\s+(?:\w{1,2}\s+)?$", between)
    if not joins and not page.lexicon(sentence).shape("and-half", between.lower()):
        return False
    return verb_follows(when, page)


def _done(candidate: Candidate, when: When, page: Page) -> bool:
    """ "Комиссия образована и приступит к работе 18 декабря": what is done has no part in what is to come."""
    grammar, words = page.grammar(candidate.sentence), candidate.words
    own = {grammar.tense(word) for word in words[candidate.match[0] : candidate.match[1]]} - {None}
    if candidate.frame.form != "verb" or own != {"past"}:
        return False
    lexicon, low, base = page.lexicon(candidate.sentence), candidate.sentence.low, candidate.sentence.start
    behind = [word for word in words[candidate.match[1] :] if word.end <= when.start]
    return any(
        grammar.tense(two) == "future" and lexicon.shape("and", low, one.start - base) is not None
        for one, two in pairwise(behind)
    )


def _other_verb(candidate: Candidate, when: When, page: Page) -> bool:
    """ "Чтобы проголосовать за рубежом, встаньте на учёт до 5 сентября"."""
    stop = max(page.text.rfind(mark, candidate.end, when.start) for mark in ",–—")
    grammar = page.grammar(candidate.sentence)
    if stop >= 0 and when.shape == "until" and candidate.frame.form == "verb":
        return True
    return stop >= 0 and any(stop < w.start < when.start and grammar.is_verb(w) for w in candidate.words)


def _called(total: Count, when: When, candidate: Candidate, sentence: Sentence, page: Page) -> None:
    """ "Назначил выборы на 21 сентября" dates the election, "назначит выборы до 5 июня" the act that calls it."""
    if candidate.frame.concept != "call" and candidate.frame.concept not in VOTES:
        return
    onto = page.lexicon(sentence).shape("onto", sentence.low[: when.end - sentence.start], when.start - sentence.start)
    later = [w for w in page.dates_in(sentence) if w.start >= when.end]
    if candidate.frame.concept == "call" and onto:
        total.add(-4.0, "the day it is called for")
    elif candidate.frame.concept == "call" and _called_for(when, candidate, later, sentence, page):
        total.add(-4.0, "the day of what is called")
    elif candidate.frame.concept in VOTES and not onto:
        if any(_calls(when, w, sentence, page) for w in later):
            total.add(-4.0, "the day of the call")
        calls = [c for c in page.candidates(sentence) if c.frame.concept == "call" and c.frame.form == "verb"]
        others = [c for c in calls if c.left <= candidate.left]
        if others and not any(_called_for(when, c, later, sentence, page) for c in others):
            total.add(-2.5, "the day of the call")


def _called_for(when: When, call: Candidate, later: Sequence[When], sentence: Sentence, page: Page) -> bool:
    """ "Референдум 9 мая назначат 15 марта": the day beside the name of the vote, before the verb that calls it."""
    inside = call.start < when.start and when.end < call.end and when.shape == "day"
    return inside and any(w.dated and not _calls(when, w, sentence, page) for w in later)


def _after_the_call(others: list[When], when: When, candidate: Candidate, sentence: Sentence, page: Page) -> list[When]:
    """ "Выборы комиссия сегодня назначила на 15 ноября": the day of the call does not stand between."""
    return [w for w in others if not (candidate.end <= w.start and _calls(w, when, sentence, page))]


def _in_apposition(when: When, between: str, page: Page) -> bool:
    """ "До самих выборов, 26 января, остаётся …", "Выборы мэра, 4 марта: …": the day is the election's."""
    return between.strip() == "," and page.text[when.end : when.end + 1] in (",", ":") and when.shape == "day"


def _closes(when: When, candidate: Candidate, page: Page) -> bool:
    """Whether a day of the calendar is the last word of its clause, with no verb of its own to come, or is said of
    what one goes to ("аккредитация на выборы 9 мая")."""
    if when.shape != "day" or when.relative:
        return False
    onto = page.lexicon(candidate.sentence).plain.get("onto", ())
    return candidate.governor in onto or page.text[when.end : when.end + 1] in ("", ".", "!", ";", "\n", ")")


def _bare_line(candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "К парламентским выборам 28 сентября": a heading, in which nothing else is said."""
    grammar = page.grammar(sentence)
    verbs = any(grammar.is_verb(word) for word in page.words(sentence))
    return not verbs and candidate.left <= 1 and len(page.words(sentence)) <= 8


def _calls(when: When, other: When, sentence: Sentence, page: Page) -> bool:
    """Whether the first of two dates is the day on which something is called for the second."""
    lexicon, base = page.lexicon(sentence), sentence.start
    onto = lexicon.shape("onto", sentence.low[: other.end - base], other.start - base) is not None
    return onto and lexicon.cue("calls", sentence.low, when.end - base, other.start - base) is not None


def _taken(candidate: Candidate, other: When, page: Page) -> bool:
    """Whether another date stands right beside the event, on its other side or nearer."""
    if other.start >= candidate.end:
        gap = page.text[candidate.end : other.start]
    elif other.end <= candidate.start:
        gap = page.text[other.end : candidate.start]
    else:
        return False
    return _BESIDE.fullmatch(gap) is not None
