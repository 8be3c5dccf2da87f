"""Clock times that stand apart from their day: opening hours, the hour of a meeting, the hour of a deadline."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import THRESHOLD, attach
from timeline.mentions.draft import Draft
from timeline.mentions.reading.page import clause_stops
from timeline.mentions.reading.standing import DAILY, VOTES, because_of
from timeline.mentions.reading.titles import title
from timeline.mentions.timing.shared_clocks import GATHERINGS, alike, at_an_hour, each_hour, share_clocks

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

SOME_DAYS = "days of the week among opening hours"
"""Why a date is no event's."""

_AT_AN_HOUR = GATHERINGS | {"other"}
"""Kinds of which there may be several on one day, each at its hour."""
_HOUR = re.compile(r"(?<=\d):(?=\d)")
"""What stands in an hour and parts no clauses."""
_PARTS = re.compile(r"[,;:.()]")
_DASHED = re.compile(r"\s*[–—-]\s+(?:\w{1,2}\s+)?")
_BESIDE = 6
"""Letters between days of the week and their hours."""
_SHORT = 2
"""Letters of the preposition of an hour."""
_REACH = 2
"""Sentences after an event in which its hour may stand."""


def place_clocks(page: Page, drafts: list[Draft]) -> None:
    """Every clock time of the post given to the event that it is the time of."""
    for draft in drafts:
        at = draft.when.start if draft.when else draft.sentence.start
        if draft.kind in DAILY and (draft.clock or draft.clock_end) and not _of_voting(at, draft.sentence, page):
            draft.clock = draft.clock_end = None
    some_days = {d.when.end for d in drafts if d.refused == SOME_DAYS and d.when is not None}
    for when in page.dates:
        sentence = page.sentence_at(when.start)
        told = when.shape == "clock" and not when.function and (when.clock or when.clock_end) is not None
        if sentence is None or not told or _elsewhere(when, sentence, page) or _just_behind(when, some_days):
            continue
        _place(when, sentence, page, drafts)
    share_clocks(page, drafts)
    each_hour(page, drafts)
    for draft in drafts:
        one_day = draft.kind in DAILY and draft.role == "at" and not _several_days(draft)
        if (one_day or (draft.when and "daily" in draft.when.notes)) and draft.clock and draft.clock_end:
            draft.hours.insert(0, (draft.clock, draft.clock_end))
            draft.clock = draft.clock_end = None


def _place(when: When, sentence: Sentence, page: Page, drafts: list[Draft]) -> None:
    """One clock time given to the event that it is of, and to those like it; a new hour only changes it."""
    target = _target(when, sentence, page, drafts)
    if target is None:
        return
    if _no_longer(when, sentence, page):
        if target.sentence is sentence and target.role == "at" and not _several_days(target):
            target.revises = True
        return
    if target.kind in DAILY and not _of_voting(when.start, sentence, page):
        return
    if _of_other_days(when, target, sentence, page):
        return
    for draft in (target, *alike(when, target, sentence, page, drafts)):
        give(when, draft, named=_named(when, sentence, page))


def _of_other_days(when: When, target: Draft, sentence: Sentence, page: Page) -> bool:
    """ "Выборы 21 марта. С 9 по 19 марта комиссии работают с 17.00 до 19.00": hours of days that it is not on."""
    if target.sentence is sentence or target.when is None:
        return False
    first, last = target.when.first, target.when.last
    said = [w for w in page.dates_in(sentence) if w.dated and w.end <= when.start and w.first is not None]
    if target.kind not in DAILY and target.when.shape == "day" and _repeated(when, sentence, page):
        return True
    if target.kind in DAILY:
        return any(w.first not in (first, last) and w.last not in (first, last) for w in said)
    return any(w.first and ((last and w.first > last) or (first and w.last and w.last < first)) for w in said)


def _repeated(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Вопросы принимаем по телефону ежедневно с 9.00 до 18.00": hours of every day, or of some in each week."""
    gaps = ((w, (w.end, when.start) if w.end <= when.start else (when.end, w.start)) for w in page.dates_in(sentence))
    return any(w.repeats and not page.text[slice(*gap)].strip(" ,") for w, gap in gaps)


def _no_longer(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Не в 11.00, а в 10.00", "в 10.00, а не в 11.00", "вместо 11.00": the hour that was announced before."""
    lexicon, left = page.lexicon(sentence), sentence.low[: when.start - sentence.start].rstrip()
    if "instead" in page.heard(sentence) and lexicon.cue("instead", left):
        return True
    words, nots = left.split()[-2:], lexicon.plain.get("not", ())
    if words and words[-1] not in nots and len(words[-1]) <= 2:
        words.pop()  # the preposition of an hour
    return bool(words) and words[-1].strip(",–—(") in nots


def _just_behind(when: When, ends: Collection[int]) -> bool:
    """Whether a clock stands behind days of the week that are no event's, by where those end."""
    return any(when.start - gap in ends for gap in range(_BESIDE + 1))


def _elsewhere(when: When, sentence: Sentence, page: Page) -> bool:
    """A break ("обед с 13.00 до 14.00"), or the hours of another place or of some days of the week only.

    The latter come after other hours, and a dash tells whose they are ("в воинских частях – с 6 утра").
    """
    lexicon, at, heard = page.lexicon(sentence), when.start - sentence.start, page.heard(sentence)
    earlier = [w for w in page.dates_in(sentence) if w.end <= when.start and (w.shape == "clock" or w.clock)]
    since = earlier[-1].end - sentence.start if earlier else 0
    left = re.split(r"[;:]", sentence.low[since:at])[-1]
    rest = lexicon.cue("break", left) if "break" in heard else None
    if rest is not None and "." not in left[rest.end() :]:
        return True
    behind = _PARTS.split(sentence.low[when.end - sentence.start :])[0].rstrip()
    if "break" in heard and (rest := lexicon.cue("break", behind)) is not None and rest.end() == len(behind):
        return True  # "с 14 до 16 часов перерыв"
    told = left.rstrip()
    return (
        bool(earlier)
        and earlier[-1].clock_end is not None
        and told.startswith(",")
        and told.endswith(("–", "—", "-"))
        and not lexicon.cue("clock-label", left)
    )


def _of_voting(place: int, sentence: Sentence, page: Page) -> bool:
    """Whether hours at a place are those in which voters vote.

    The verb nearest before them says so ("участки открыты", "голосуем", "пройдёт"); in "специалисты
    отвечают с 9.00 до 18.00" and "просьбу принимают до 18.00" it says whose hours they are instead.
    """
    grammar, lexicon, base = page.grammar(sentence), page.lexicon(sentence), sentence.start
    verbs = [w for w in page.words(sentence) if w.end <= place and grammar.tense(w) is not None and not w.quoted]
    if not verbs:
        return True
    start, end = verbs[-1].start - base, verbs[-1].end - base
    low = _HOUR.sub(".", sentence.low)
    edge = max(low.rfind(mark, 0, start) for mark in ",;:–—(") + 1
    stop = min((at for mark in ",;:–—(" if (at := low.find(mark, end)) >= 0), default=len(low))
    if any(lexicon.cue(cue, sentence.low, edge, stop) for cue in ("hours", "held", "polls")):
        return True
    said = sentence.low[start:end]
    return any(lexicon.cue(cue, said) for cue in ("start", "end", "span", "at", "planned", "stative", "gather"))


def _named(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether the words before a clock call it the beginning of the event itself ("начало в 15.00")."""
    left = sentence.low[: when.start - sentence.start]
    return "beginning" in page.heard(sentence) and page.lexicon(sentence).cue("beginning", left[-24:]) is not None


def give(when: When, draft: Draft, *, named: bool = False) -> None:
    """A clock time to an event, by what it can mean there; one ``named`` its beginning takes the place of others."""
    kind = draft.kind
    if kind in DAILY and draft.hours and not (when.clock and when.clock_end):
        return
    if draft.clock_end and when.clock == draft.clock_end and not when.clock_end:
        return
    if kind == "election-day" and when.clock and not when.clock_end and draft.role == "at":
        opened = draft.clock if draft.clock_end is None else None
        if opened is not None and int(opened[:2]) + 6 <= int(when.clock[:2]):
            draft.clock_end = when.clock  # "откроются в 8.00 и закроются в 20.00"
            draft.timexes.extend(when.parts)
            draft.marks.append((when.start, when.end))
            return
    if named and when.clock and not when.clock_end and draft.role in ("at", "moved-to"):
        draft.clock = when.clock
    if kind == "early-voting" and not when.clock_end:
        return  # "с 12.00": half of its daily hours
    if when.clock and when.clock_end and (kind in DAILY or _several_days(draft) or draft.role in ("start", "end")):
        draft.hours.append((when.clock, when.clock_end))
    elif draft.role == "end" or (when.clock_end and not when.clock):
        ends = when.clock_end or when.clock
        draft.clock_end = draft.clock_end or ("24:00" if ends == "00:00" else ends)
    else:
        draft.clock = draft.clock or when.clock
        draft.clock_end = draft.clock_end or when.clock_end
    draft.timexes.extend(when.parts)
    draft.marks.append((when.start, when.end))


def _several_days(draft: Draft) -> bool:
    return draft.when is not None and draft.when.shape in ("span", "from", "until")


def _target(when: When, sentence: Sentence, page: Page, drafts: list[Draft]) -> Draft | None:
    """The event of a clock time: another one of its own clause, the nearest dated of its sentence, the one before."""
    here = [d for d in drafts if d.sentence is sentence and d.candidate is not None and d.refused is None and d.when]
    own = attach(when, sentence, page)
    if own is not None and because_of(own.candidate, page):
        return None
    if own is not None and not _of_an_hour(own.candidate, here, page):
        own = None
    named = own.candidate if own is not None and own.score >= THRESHOLD else None
    if own is not None and named and here and all(d.candidate is not named for d in here):
        day = _day_before(when, here)
        if day is not None and (named.frame.kind in _AT_AN_HOUR or _ends_too(when, day, named, page)):
            return _new(day, named, page, drafts, own.score)
        if named.frame.kind in GATHERINGS and all(d.when and d.when.start > when.start for d in here):
            return None
    here = [d for d in here if not _in_next_clause(d, when, page) and not because_of(d.candidate, page)]
    if here:
        nearest = min(here, key=lambda d: _gap(d, when))
        another = named is not None and nearest.clock is not None and all(d.candidate is not named for d in here)
        return None if another else nearest  # "семинар – в 10.00, начало регистрации – в 9.30"
    if page.lexicon(sentence).cue("statistics", sentence.low):
        return None
    before = [d for d in drafts if d.sentence.index < sentence.index and d.candidate is not None and d.refused is None]
    if not before:
        return None
    if own is not None and named and at_an_hour(named, when, page) and _same_day(named, before[-1], sentence, page):
        if _there(named, before[-1], page):
            return _as_sitting(before[-1], named)
        lesson = named.frame.kind == before[-1].kind == "training" and named.right - named.left == 1
        if lesson and _named(when, sentence, page):
            return before[-1]  # "учёба пройдёт 19 ноября. Начало занятий в 10.30"
        return _new(before[-1], named, page, drafts, own.score)
    return _said_before(when, named, sentence, page, before)


def _of_an_hour(candidate: Candidate, here: Sequence[Draft], page: Page) -> bool:
    """Whether an event can have an hour of its own: "участки … работают" has those of what was said before."""
    if candidate.frame.form == "weak" or candidate.frame.phase or _of_both(candidate, page):
        return False
    return not any(_there(candidate, draft, page) for draft in here)


def _said_before(
    when: When, named: Candidate | None, sentence: Sentence, page: Page, before: Sequence[Draft]
) -> Draft | None:
    """The event of the sentences before that a clock time is of: the one that its own sentence names again, if any,
    else the last one, where words refer to it or tell whose hours these are."""
    lexicon, last = page.lexicon(sentence), before[-1]
    labelled = lexicon.cue("clock-label", sentence.low, 0, when.start - sentence.start) is not None
    if not labelled and _past_verb(sentence, page):
        return None
    if (daily := _voting_named(when, sentence, page)) and daily != last.kind:
        return next((d for d in reversed(before) if d.kind == daily), None)
    said = named.frame.concept if named is not None else None
    if said and (again := [d for d in before if d.concept == said]):
        return again[-1]
    if named is not None and not _same(named, last, page):
        kind = named.frame.kind
        return next((d for d in reversed(before) if d.kind == kind), None) if kind in DAILY else None
    if sentence.index - last.sentence.index > _REACH:
        return None
    if when.clock and when.clock_end and lexicon.cue("hours", sentence.low):
        if _goes_on(sentence, last) and not lexicon.cue("polls", sentence.low):
            return last
        return next((d for d in reversed(before) if d.kind in DAILY or _several_days(d)), last)
    if named is None and (_below(when, sentence, last, page) or _opened(sentence, last, page)):
        return last
    begins = when.clock and not when.clock_end and lexicon.cue("begins-at", sentence.low)
    return last if labelled or begins or lexicon.cue("again", sentence.low) else None


def _voting_named(when: When, sentence: Sentence, page: Page) -> str:
    """ "Во время досрочного голосования участки открыты с 12.00 до 19.00": which voting has the hours, by its kind."""
    here = when.start - sentence.start
    frames = page.lexicon(sentence).frames(sentence.low)
    named = [(end, -start, f.kind) for start, end, f in frames if end <= here and f.form == "noun" and f.kind in DAILY]
    return max(named)[2] if named else ""


def _goes_on(sentence: Sentence, last: Draft) -> bool:
    """ "17 апреля – день открытых дверей. Ждём вас с 11:00 до 15:00": the hours of the occasion just named."""
    day = last.when is not None and last.when.shape == "day" and last.role == "at" and last.clock is None
    beside = sentence.index == last.sentence.index + 1 and sentence.line == last.sentence.line
    return day and beside and last.kind in _AT_AN_HOUR and last.concept is None


def _below(when: When, sentence: Sentence, last: Draft, page: Page) -> bool:
    """ "Заседание комиссии / 28 января / 11:00 / ул. Советская, 11": the one hour below the day of an occasion."""
    near = sentence.first and sentence.index == last.sentence.index + 1 and last.sentence.line < sentence.line
    if not near or len(page.text[sentence.start : when.start].strip()) > _SHORT or page.candidates(sentence):
        return False
    others = any(w.shape == "clock" and w is not when for w in page.dates)
    dated = last.when is not None and last.when.shape == "day" and last.role == "at" and last.clock is None
    return dated and not others and last.kind in _AT_AN_HOUR and last.concept is None


def _opened(sentence: Sentence, last: Draft, page: Page) -> bool:
    """ "Выборы пройдут 28 марта. Участки откроются в 8:00 и будут работать до 20:00": hours of the day just named."""
    said = page.candidates(sentence)
    return (
        last.kind == "election-day"
        and bool(said)
        and all(c.frame.form == "weak" and c.frame.concept in VOTES for c in said)
    )


def _ends_too(when: When, day: Draft, named: Candidate, page: Page) -> bool:
    """ "24 февраля досрочное голосование завершается в 19.00, агитация – в 24.00": another stage that ends that day."""
    stages = day.concept is not None and named.frame.concept not in (None, day.concept)
    return day.role == "end" and stages and _DASHED.fullmatch(page.text, named.end, when.start) is not None


def _of_both(candidate: Candidate, page: Page) -> bool:
    """ "Оба семинара – с 10.00": the hour of several events."""
    both = page.lexicon(candidate.sentence).plain.get("both", ())
    return candidate.left > 0 and candidate.words[candidate.left - 1].low in both


def _same_day(candidate: Candidate, last: Draft, sentence: Sentence, page: Page) -> bool:
    """Whether a sentence goes on with the day of the event that its line names before it."""
    dated = last.when is not None and last.when.shape == "day" and last.sentence.line == sentence.line
    return dated and last.candidate is not candidate and not _past_verb(sentence, page)


def _there(candidate: Candidate, draft: Draft, page: Page) -> bool:
    """ "Комиссия рассмотрит жалобы 1 марта. Начало заседания – в 12.00": the sitting is where it is done."""
    assert draft.candidate is not None
    lexicon, phrase = page.lexicon(candidate.sentence), candidate.phrase
    bare = phrase is not None and phrase.right - phrase.left == 1
    sitting = bare and candidate.frame.name in lexicon.plain.get("assembly", ())
    place = sitting or candidate.preposition in lexicon.plain.get("in", ())
    done = draft.candidate.frame.form == "verb" and (draft.concept or draft.candidate.frame.noun)
    return place and not candidate.frame.concept and bool(done)


def _as_sitting(act: Draft, sitting: Candidate) -> Draft:
    """An act that a sitting is for: of the sitting's kind, where it has no better."""
    if act.kind == "other" and act.concept is None:
        act.kind = sitting.frame.kind
    return act


def _same(candidate: Candidate, draft: Draft, page: Page) -> bool:
    """Whether a sentence speaks of the stage of another again, be it within a longer name ("церемония инаугурации")."""
    if candidate.frame.concept == draft.concept:
        return True
    found = page.lexicon(candidate.sentence).frames(candidate.low)
    return candidate.frame.concept is None and any(frame.concept == draft.concept for _, _, frame in found)


def _in_next_clause(draft: Draft, when: When, page: Page) -> bool:
    """ "Участки открыты с 8 до 20 часов, а 10 мая пройдёт заседание": the hours are not those of the sitting."""
    assert draft.when is not None
    return (
        when.end <= draft.when.start
        and clause_stops().search(page.text[when.end : draft.when.start].lower()) is not None
    )


def _gap(draft: Draft, when: When) -> int:
    assert draft.when is not None
    return when.start - draft.when.end if draft.when.end <= when.start else 3 * (draft.when.start - when.end)


def _past_verb(sentence: Sentence, page: Page) -> bool:
    grammar = page.grammar(sentence)
    lexicon = page.lexicon(sentence)
    said = (word for word in page.words(sentence) if not lexicon.says(word.low, "stative", "planned"))
    found = [tense for word in said if (tense := grammar.tense(word))]
    return bool(found) and all(t == "past" for t in found)


def _day_before(when: When, here: list[Draft]) -> Draft | None:
    dated = [d for d in here if d.when is not None and d.when.shape == "day" and d.when.start < when.start]
    return dated[-1] if dated else None


def _new(day: Draft, candidate: Candidate, page: Page, drafts: list[Draft], score: float) -> Draft:
    """A second event on the day of the first ("в 10:00 – заседание, в 15:00 – брифинг")."""
    assert day.when is not None
    frame = candidate.frame
    draft = Draft(
        replace(day.when, clock=None, clock_end=None),
        day.sentence,
        candidate,
        "end" if day.role == "end" and frame.concept else "at",
        day.tense,
        score,
        ["the day of the event before it"],
        kind=frame.kind,
        concept=frame.concept,
        timexes=list(day.when.parts),
        marks=[(day.when.start, day.when.end)] if day.when.start < day.when.end else [],
    )
    draft.title = title(candidate, None, page)
    if not draft.title:
        return day
    drafts.insert(drafts.index(day) + 1, draft)
    return draft
