"""How well a date and an event of one sentence go together: points for how they stand, each with its reason."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.languages.text import little_words
from timeline.mentions.attaching.asides import cut, entry_of_a_day
from timeline.mentions.attaching.somebody import of_the_absent, taking_part, within_its_clause
from timeline.mentions.attaching.successive import (
    CORRECTS,
    date_beside,
    dated_anew,
    goes_on,
    its_own_behind,
    label_behind,
    verb_follows,
)
from timeline.mentions.reading.beside import (
    apposed_behind,
    done_then,
    goes_along,
    left_to_do_something,
    month_of_a_vote,
    only_told_of,
)
from timeline.mentions.reading.gaps import OPEN, Count, boundaries, nearness, without_stretch
from timeline.mentions.reading.pair import forbidden_behind, pair_of
from timeline.mentions.reading.standing import (
    VOTES,
    about,
    asked,
    belongs,
    counted_from,
    counts_to_day,
    denied,
    governor,
    mere_place,
    of_a_part,
    only_its_aim,
    told_there,
    watched,
)
from timeline.mentions.reading.subjects import beside_subject
from timeline.mentions.reading.votes import called, heads_another, own_day, voting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.reading.pair import Pair
    from timeline.mentions.text.dates import When

OF_SOMEBODY = "in a clause on somebody"
"""Why a date is not an event's: "для тех, кто не сможет прийти в воскресенье"."""

_PHASES = ("start", "end", "span", "at")
_ENDS = ("start", "end")
_CHANGES = frozenset({"prolonged", "moved"})
_NONE: frozenset[str] = frozenset()
_AFTER_COMMA = re.compile(r",\s+(\w+)")
_JOINED = re.compile(r",\s+\w\s+(?:\w{1,2}\s+)?$")
_CLOSED = re.compile(r"[^,;:–—]*,\s+[–—-]\s+(?:\w{1,3}\s+)?")
_REMARK = re.compile(r"\s*[–—-]\s")


def weighed(when: When, candidate: Candidate, others: Sequence[When], page: Page) -> Count:
    """The points of a date and an event of its sentence; ``others`` are the further dates that sentence has."""
    pair = pair_of(when, candidate, others, page)
    apposed = pair.before and "(" in pair.between and OPEN.fullmatch(pair.between) is not None
    if pair.before and not pair.parting and fold(pair.between).strip() in little_words("and"):
        pair.total.add(-4.0, "another day beside it")  # "в дни досрочного голосования и 26 января"
    _past_other_dates(pair)
    cut(pair)
    _near(pair)
    if pair.before and _last_day_when(pair):
        pair.total.add(1.3, "the last day when")
    if not pair.before:
        _told_behind(pair)
        if along := goes_along(pair):
            pair.total.add(-5.0, along)
    if (relation := _relation(pair, apposed=apposed)) is not None:
        pair.total.add(*relation)
    if pair.before and others and label_behind(pair):
        pair.total.add(-3.0, "something else stands behind its dash")
    if pair.before and left_to_do_something(pair):
        pair.total.add(-4.0, "the time left is for something else")
    if pair.before and candidate.frame.form == "verb" and (_of_next_clause(pair) or _done(pair)):
        pair.total.add(-2.5, "the date of another verb")
    called(pair)
    if pair.before and candidate.frame.concept and pair.between.strip() == ":" and heads_another(pair):
        pair.total.add(-4.0, "the heading of something else")
    if pair.before and "introduces" in pair.heard and _introduces(pair):
        pair.total.add(-4.0, "only introduces what is told")
    _taken(pair)
    taking_part(pair)
    _by_its_words(pair)
    if candidate.frame.concept in VOTES or candidate.frame.kind == "election-day":
        voting(pair)
    return pair.total


def _past_other_dates(pair: Pair) -> None:
    """Points for the dates between: this one goes on from the last of them, or they part it from the event. Without any
    it may be the day that was to be."""
    when, parting, text = pair.when, pair.parting, pair.page.text
    if not parting:
        if pair.before and "was-to" in pair.heard and pair.lexicon.cue("was-to", fold(pair.between)):
            pair.total.add(1.0, "was to be then")
    elif pair.before and goes_on(parting[-1], pair):
        gap = text[parting[-1].end : when.start]
        corrects = CORRECTS.fullmatch(gap) is not None
        pair.between = text[pair.low : parting[0].start] if corrects else gap
        pair.total.add(-0.4 if corrects else 0.6, "goes on from another date")
        if pair.between.count(")") > pair.between.count("("):
            pair.between = pair.between.rpartition(")")[2]
    else:
        for _ in parting:
            pair.total.add(-2.0, "another date between")


def _near(pair: Pair) -> None:
    """Points for how near they stand, for the stops between them, and for a change from one day to the other."""
    total, lexicon, before = pair.total, pair.lexicon, pair.before
    if before and pair.heard.any_of(_CHANGES) and lexicon.says(fold(pair.between), "prolonged", "moved"):
        total.add(0.8, "changed to then")
    if before:
        pair.between = without_stretch(pair.between, lexicon)
    elif pair.between.startswith(",") and "," in pair.page.text[pair.when.start : pair.when.end]:
        pair.between = pair.between[1:]  # "через неделю, 20 февраля, двери участков распахнутся"
    nearness(total, pair.between, before=before, overlapping=pair.low >= pair.high)
    if pair.low >= pair.high and done_then(pair.when, pair.sentence, pair.page):
        total.add(-4.0, "when something else in its words was done")
    labels = not before and ":" in pair.between and not pair.page.text[pair.sentence.start : pair.when.start].strip()
    if labels and (told := pair.between.lstrip()).startswith(":"):
        pair.between = told[1:]  # "19 февраля: …" labels what follows
    elif not before and ":" in pair.between and (dash := entry_of_a_day(pair)):
        pair.between = dash
    boundaries(total, pair.between, lexicon, before=before)


def _told_behind(pair: Pair) -> None:
    """Points for an event behind its date: in the clause that the date governs, or in one with a date of its own."""
    total, lexicon, when = pair.total, pair.lexicon, pair.when
    low = fold(pair.between)
    if ":" in low and forbidden_behind(pair):
        total.add(-3.0, "what is forbidden behind the last day")
    if ":" in low and lexicon.cue("was-held", pair.sentence.low, 0, when.start - pair.sentence.start):
        total.add(-3.0, "counted behind the colon")  # "регистрация завершилась 1 ноября: зарегистрировано 120"
    if "," in low:
        _behind_a_comma(pair, low)
    if dated_anew(pair):
        total.add(-2.0, "what comes next, with a date of its own")  # "приступят к работе 3 декабря, сессия – 10-го"
    if lexicon.shape("and-half", low) is not None:
        behind = any(w.dated and w.start >= pair.candidate.end for w in pair.others)
        if behind and any(other.end <= when.start for other in pair.page.candidates(pair.sentence)):
            total.add(-2.0, "the other half of its sentence, with a date of its own")
    if pair.candidate.frame.form == "noun" and _REMARK.match(pair.between) and _has_its_verb(pair):
        total.add(-3.0, "a remark behind what is said of the date")


def _behind_a_comma(pair: Pair, low: str) -> None:
    """Points for an event in another clause than its date; ``low`` is what stands between, as it is looked up."""
    total, lexicon, when = pair.total, pair.lexicon, pair.when
    if lexicon.shape("what-follows", low) is not None:
        total.add(-4.0, "what comes after the day")  # "крайний срок – 11 декабря, потом начнётся регистрация"
    if "last-day" in pair.heard and lexicon.cue("last-day", low):
        total.add(1.3, "the last day when")  # "сегодня последний день, когда принимают документы"
    if any(word in lexicon.plain.get("that", ()) for word in _AFTER_COMMA.findall(low)):
        total.add(-2.0, "only told that day")
    left = pair.sentence.low[: when.start - pair.sentence.start].rpartition(",")[2].split()
    if apposed_behind(pair):
        return
    opens, denials = left[0] if left else "", lexicon.plain.get("not", _NONE)
    if opens in lexicon.plain.get("who", ()):
        total.add(-3.0, OF_SOMEBODY)  # "для тех, кто в этот день занят, есть досрочное голосование"
    elif opens in lexicon.plain.get("if", ()):
        if not denials.isdisjoint([*left, *low.partition(",")[0].split()]):
            total.add(-3.0, OF_SOMEBODY)  # "если 25 февраля вы не сможете прийти, проголосуйте досрочно"
    elif lexicon.shape("in-which", pair.sentence.low, when.start - pair.sentence.start):
        total.add(-3.0, "in the clause on another" if denials.isdisjoint(left) else OF_SOMEBODY)


def _introduces(pair: Pair) -> bool:
    """ "Предварительные данные таковы: 7 марта в выборах участвовали …": the date stands in what is told."""
    colon = pair.sentence.low.find(":", pair.candidate.end - pair.sentence.start, pair.when.start - pair.sentence.start)
    return colon >= 0 and pair.lexicon.cue("introduces", pair.sentence.low, 0, colon + 1) is not None


def _last_day_when(pair: Pair) -> bool:
    """ "Последний день, когда принимают документы, – 11 декабря"."""
    if "last-day" not in pair.heard or _CLOSED.fullmatch(pair.between) is None:
        return False
    told = pair.lexicon.cue("last-day", pair.sentence.low, 0, pair.candidate.start - pair.sentence.start)
    return told is not None and pair.sentence.low.startswith(",", told.end())


def _has_its_verb(pair: Pair) -> bool:
    """ "Заседание состоится 15 сентября – прямая трансляция на сайте": the date is told by a verb before it."""
    page, start = pair.page, pair.when.start
    said = [c for c in page.candidates(pair.sentence) if c.frame.form == "noun" and c.end <= start]
    if not said or any(said[-1].end <= w.start < start for w in pair.others if w.dated):
        return False
    return pair.lexicon.says(fold(page.text[said[-1].end : start]), *_PHASES)


def _relation(pair: Pair, *, apposed: bool) -> tuple[float, str] | None:
    """What one is to the other, in points and words: the first of these that is so. ``apposed`` is a date in brackets
    right behind the event, which says its day whatever governs it."""
    when, candidate, between, lexicon = pair.when, pair.candidate, pair.between, pair.lexicon
    if when.event is not None and candidate.start < when.event[1] and when.event[0] < candidate.end:
        return (2.0 if when.shape == "remaining" else -5.0), "the event it counts from"
    if when.shape == "offset" and candidate.frame.concept == "election-day" and _from_a_vote(when, pair):
        return -5.0, "counted from the vote itself"
    if when.shape == "window" and month_of_a_vote(pair):
        return -5.0, "the month of a vote"
    there = candidate.frame.concept in VOTES and candidate.preposition in lexicon.plain.get("in", _NONE)
    if when.shape == "offset" and there:
        return -5.0, "only where something was decided"  # "принятое на выборах вступит в силу через месяц после …"
    if pair.own_clause is not None:
        return (1.0, "said in its own relative clause") if pair.own_clause else (-4.0, "in the clause on another")
    low = fold(between) if pair.before and "," in between else ""
    if low and (lexicon.shape("which", low) or lexicon.shape("planned-to", low, len(low))):
        return 1.0, "said in its own relative clause"
    beside = pair.before and between.isspace()
    if beside and counts_to_day(candidate, when, pair.sentence, pair.page):
        return 1.0, "its own day, from which another is counted"
    if not apposed and any(w.shape == "offset" and counted_from(candidate, w) for w in (when, *pair.others)):
        return -5.0, "only what another date counts from"
    if pair.before and candidate.frame.concept in VOTES and (own := own_day(pair)) is not None:
        return own
    if beside and _bare_line(pair):
        return 0.3, "a line of its own with its date"
    if not apposed and (governed := governor(candidate, lexicon)):
        told = lexicon.cue("allotted", fold(between)) if pair.before and "allotted" in pair.heard else None
        if told is not None and not between[told.end() :].strip(" ,"):
            return 1.0, "what the time is for"
        return -4.0, f"after {governed!r}"
    if pair.before and candidate.frame.concept is None and _of_that_stage(pair):
        return -4.0, "said of the stage that it is a part of"
    return (-3.0, "only what something else is about") if not apposed and about(candidate, lexicon) else None


def _of_that_stage(pair: Pair) -> bool:
    """ "Осталось провести заседания, завтра этот этап завершится": what is left of a stage, which is named again behind
    its comma."""
    if "that-stage" not in pair.heard or "is-left" not in pair.heard:
        return False
    low, at, (start, end) = (
        pair.sentence.low,
        pair.candidate.end - pair.sentence.start,
        pair.page.clause(pair.when, pair.sentence),
    )
    named = pair.lexicon.cue("that-stage", low, start, end)
    return named is not None and "," in low[at : named.start()] and pair.lexicon.cue("is-left", low, 0, at) is not None


def _from_a_vote(when: When, pair: Pair) -> bool:
    """ "Извещения о времени голосования – за 10 дней до выборов": no vote is so long before itself."""
    if when.event is None:
        return False
    start, end = (at - pair.sentence.start for at in when.event)
    return any(frame.concept in VOTES for _, _, frame in pair.lexicon.frames(pair.sentence.low[max(0, start) : end]))


def _taken(pair: Pair) -> None:
    """Points taken where another date has the event, or where its words are only on somebody."""
    candidate, lexicon = pair.candidate, pair.lexicon
    own = candidate.words[candidate.left : candidate.right]
    somebody = not lexicon.plain.get("who", _NONE).isdisjoint([word.low for word in own])
    if somebody and pair.before and "," not in pair.between:
        pair.total.add(-3.0, OF_SOMEBODY)  # "откроются для тех, кто не сможет прийти в воскресенье"
    elif within_its_clause(pair):
        pair.total.add(-5.0, OF_SOMEBODY)  # "откроются для тех, кто в воскресенье прийти не сможет"
    elif pair.before and pair.own_clause is None and of_the_absent(pair):
        pair.total.add(-3.0, OF_SOMEBODY)  # "досрочно голосуют избиратели, которые не смогут прийти 25 февраля"
    for other in pair.others:
        if (
            not other.dated
            or (somebody and other.start >= candidate.end)
            or not date_beside(candidate, other, pair.page)
        ):
            continue
        left = pair.sentence.low[: other.start - pair.sentence.start].rstrip()
        if "instead" in pair.heard and lexicon.cue("instead", left):
            continue  # "вместо 10 ноября соберётся 12-го": the day that is left takes nothing
        if pair.page.text.startswith(":", other.end) and "report" in pair.heard and lexicon.cue("report", left):
            continue  # "сообщил на заседании 24 марта: голосование проведём 18–20 сентября"
        if pair.when.shape == "from" and other.shape == "until" and other.start > candidate.end:
            continue  # "с завтрашнего дня можно агитировать – до 8 марта": the other end
        if left.rpartition(" ")[2] in lexicon.plain.get("not", ()):
            continue  # "не до 10, а до 12 ноября"
        if not _says(pair, "start", "end", "span"):
            pair.total.add(-4.0 if its_own_behind(other, pair) else -1.5, "has a date beside it")
        return


def _by_its_words(pair: Pair) -> None:
    """Points for the case of the event and for the verb between, or taken where it is a place, a part or denied."""
    candidate, frame, between, total = pair.candidate, pair.candidate.frame, pair.between, pair.total
    beside = between.strip() in ("", candidate.preposition) if pair.page.behind(pair.when) else between.isspace()
    its_day = frame.concept in VOTES and beside and pair.when.shape == "day" and not pair.when.relative
    if not its_day and not pair.own_clause and mere_place(candidate, pair.sentence, pair.page):
        total.add(-1.5, "only where something is done")
    if not pair.own_clause:
        _only_around_it(pair)
    stage = frame.concept and frame.concept not in VOTES and frame.form == "noun"
    if stage and pair.before and "," not in between and only_told_of(candidate, pair.when, pair.sentence, pair.page):
        total.add(-4.0, "the day of what is done about it")
    if frame.form == "noun" and not pair.parting and ";" not in between and ":" not in between.rstrip(" :"):
        if _says(pair, *_PHASES):
            told = beside_subject(pair)
            total.add(*((-4.0, "the verb is said of something else") if told else (1.2, "verb between")))
        elif candidate.phrase is not None and candidate.phrase.case == "nomn":
            total.add(0.5, "nominative")
    elif frame.form == "verb" and frame.noun and not pair.before and _begun(pair):
        total.add(1.0, "what is begun then")  # "сегодня комиссия начинает принимать подписи"
    named = frame.concept or (frame.objects and candidate.title and pair.before and "," not in between)
    if named and frame.form != "weak" and ";" not in between and _alone(pair):
        total.add(0.3 if frame.concept else 0.5, "the only event and date of its sentence")
    if denied(candidate, pair.lexicon):
        total.add(-4.0, "negated")
    if not pair.before and "precedes" in pair.heard and pair.lexicon.cue("precedes", fold(between)):
        total.add(-4.0, "what the day comes before")  # "19 февраля, в день, предшествующий началу голосования"
    if pair.before and "," in between and asked(candidate, pair.lexicon):
        total.add(-4.0, "only whether it will be")
    if frame.name == "campaign-start" and of_a_part(candidate, pair.page):
        total.add(-4.0, "said of a part of it")


def _only_around_it(pair: Pair) -> None:
    """Points taken from an event that is only named for something else: where it was told, what belongs to it."""
    candidate, frame, total = pair.candidate, pair.candidate.frame, pair.total
    if told_there(candidate, pair.when, pair.page):
        total.add(-4.0, "only where it was told")
    elif pair.before and pair.when.shape in ("until", "from", "span") and only_its_aim(candidate, pair.page):
        total.add(-4.0, "what something else is for")
    elif frame.concept and frame.form == "noun" and watched(candidate, pair.between, pair.page):
        total.add(-4.0, "said of something about it")
    elif belongs(candidate, pair.page):
        total.add(-1.3, "said of something that belongs to it")


def _begun(pair: Pair) -> bool:
    """Whether a verb of beginning stands right before that of the event."""
    if not pair.heard.any_of(_ENDS):
        return False
    before = pair.candidate.words[max(0, pair.candidate.match[0] - 1)]
    return pair.lexicon.says(before.low, *_ENDS)


def _alone(pair: Pair) -> bool:
    """Whether its sentence has one event and one day."""
    one = len(pair.page.candidates(pair.sentence)) == 1
    return one and sum(w.dated for w in (pair.when, *pair.others)) == 1


def _says(pair: Pair, *phases: str) -> bool:
    """Whether one of these phases is said between the two."""
    return pair.heard.any_of(phases) and pair.lexicon.says(fold(pair.between), *phases)


def _bare_line(pair: Pair) -> bool:
    """ "К парламентским выборам 28 сентября": a heading, in which nothing else is said."""
    words = pair.page.words(pair.sentence)
    if pair.candidate.left > 1 or len(words) > 8:
        return False
    return not any(map(pair.page.grammar(pair.sentence).is_verb, words))


def _of_next_clause(pair: Pair) -> bool:
    """ "Выдадут удостоверения, и в четверг они выйдут за подписями": the date stands before a verb of its own."""
    if not _JOINED.search(pair.between) and not pair.lexicon.shape("and-half", fold(pair.between)):
        return False
    return verb_follows(pair.when, pair.sentence, pair.page)


def _done(pair: Pair) -> bool:
    """ "Комиссия образована и приступит к работе 18 декабря", "зарегистрированы трое, плакаты развесят до 15 января":
    what is done has no part in what is to come."""
    grammar, words, (first, last) = pair.page.grammar(pair.sentence), pair.candidate.words, pair.candidate.match
    if {grammar.tense(word) for word in words[first:last]} - {None} != {"past"}:
        return False
    low, base = pair.sentence.low, pair.sentence.start
    behind = [word for word in words[last:] if word.end <= pair.when.start]
    then = (one for one, two in pairwise(behind) if grammar.tense(two) == "future")
    if any(pair.lexicon.shape("and", low, one.start - base) for one in then):
        return True
    told = behind[next((place for place, word in enumerate(behind) if word.text == ","), len(behind)) :]
    if not any(grammar.tense(word) == "future" for word in told):
        return False
    return not pair.lexicon.says(low[told[0].start - base : told[-1].end - base], "start", "end", "span", "prolonged")
