"""Events whose day nobody says: a clock under a heading is today's, so is the news of a dateline."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import THRESHOLD, attach
from timeline.mentions.discourse.in_turn import in_turn
from timeline.mentions.discourse.schedule import TIMED, day_of, entries, figures, is_entry, past
from timeline.mentions.discourse.several import several
from timeline.mentions.draft import Draft
from timeline.mentions.judging.changes import NOTHING
from timeline.mentions.judging.revisions import CALLED_OFF, called_off
from timeline.mentions.judging.roles import clause, nearest_phase
from timeline.mentions.reading.standing import DAILY, VOTES, because_of
from timeline.mentions.reading.titles import title
from timeline.mentions.text.dates import When
from timeline.mentions.timing.clocks import give
from timeline.mentions.timing.shared_clocks import GATHERINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import EventLexicon

_UNDER_WAY = frozenset({"under-way"})
WITHOUT_A_DATE = _UNDER_WAY | CALLED_OFF
"""Cues of what is said of an event without a date, and means the day of the post."""
_MIDNIGHT = ("00:00", "24:00")
_GOES_ON = re.compile(r"\s+\w")
_FIGURES = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,2}(?:\.\d{1,5})?)(?:\s*\w{1,4}\.?)?,?\s*(?:\w{1,2}\s+)?$")
_BEGUN = frozenset({"voting", "voting-day", "main-voting-day", "single-voting-day"})


def unsaid(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts for events without a date in their words."""
    if page.today is None:
        return
    clocks = [when for when in page.dates if when.shape == "clock" and not _unread(when, page)]
    if any(when.nowhere for when in page.dates):
        clocks = []  # "31 июня в 10.00": its day was said, and nobody knows which
    listed = list(_listed(page, drafts)) if page.dates else []
    _sum_up(drafts, listed)
    yield from listed
    if clocks:
        alone = all(draft.refused is not None or draft.tense == "past" for draft in drafts)
        announced = _announced(page, drafts)
        if told := clocks if alone else list(_behind(announced, clocks, page)):
            taken = {draft.sentence.index for draft in listed}
            unread = [d.sentence.index for d in drafts if d.refused == NOTHING and d.when and page.ahead(d.when)]
            unread = [index for index in unread if index not in announced]
            found = _by_clock(told, page, min(unread, default=len(page.sentences)))
            yield from (draft for draft in found if draft.sentence.index not in taken)
        yield from _ends_tonight(clocks, page)
        yield from _voting_now(clocks, page, drafts)
    yield from _by_dateline(page, drafts)
    yield from _begun(page, drafts)
    yield from called_off(page)


def _announced(page: Page, drafts: Sequence[Draft]) -> frozenset[int]:
    """The sentences that tell no more than a day, of which what is held then follows: "Решение сегодня!", "на 20 марта
    запланированы два мероприятия"."""
    days = [d for d in drafts if d.refused == NOTHING and d.when is not None and d.when.shape == "day"]
    today = {draft.sentence.index for draft in days if draft.when and draft.when.first == page.today}
    ahead = {draft.sentence.index for draft in days if draft.when and page.ahead(draft.when)}
    return frozenset(today | {index for index in ahead if _occasions(page.sentences[index], page)})


def _occasions(sentence: Sentence, page: Page) -> bool:
    """Whether a sentence says only that several things are held, and not that they are put off."""
    heard, low = page.heard(sentence), sentence.low
    return heard.search("occasions", low) is not None and not page.lexicon(sentence).says(low, "cancelled", "moved")


def _behind(announced: frozenset[int], clocks: Sequence[When], page: Page) -> Iterator[When]:
    """ "Решение сегодня! В 10.00 пройдёт заседание. В 12.00 – брифинг": the hours of the sentences right behind."""
    timed = {sentence.index for when in clocks if (sentence := page.sentence_at(when.start)) is not None}
    for when in clocks:
        sentence = page.sentence_at(when.start)
        if sentence is None:
            continue
        above = sentence.index - 1
        while above in timed and above not in announced:
            above -= 1
        if above in announced:
            yield when


def _listed(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The entries of a day's schedule."""
    apart = list(several(page))
    lines = {line.index for _, line, _, _ in apart}
    for every, one, line, hour, day in in_turn(page):
        draft = _draft(one, line, page, hour, "one of several at its hour", day)
        draft.title = one.title
        lines.add(line.index)
        for told in drafts:
            if told.candidate is every and told.refused is None:
                told.refused = "told one by one"
        yield draft
    for found, line, hour, day in apart:
        draft = _draft(found, line, page, hour, "one of several at its hour", day)
        draft.title = found.title
        give(hour, draft)
        yield draft
    for found, clock, day in entries(page, drafts):
        if found.sentence.index in lines:
            continue
        draft = _draft(found, found.sentence, page, clock, "an entry of the day's schedule", day)
        if clock is not None and page.sentence_at(clock.start) is not found.sentence:
            give(clock, draft)
        yield draft


def _sum_up(drafts: Sequence[Draft], listed: Sequence[Draft]) -> None:
    """ "16 марта – день двух заседаний", "завтра учим операторов": a heading says once more what each entry below is.
    A single entry without more than its name ("в 11.00 начнётся заседание") says once more what its heading is."""
    dated = sorted({draft.sentence.index for draft in drafts if draft.when is not None and draft.when.dated})
    entries_of: dict[int, list[Draft]] = {}
    for entry in listed:
        above = bisect_left(dated, entry.sentence.index)
        if above:
            entries_of.setdefault(dated[above - 1], []).append(entry)
    for draft in drafts:
        if draft.refused is not None or draft.when is None or draft.when.shape != "day":
            continue
        below = [entry for entry in entries_of.get(draft.sentence.index, ()) if _of_its_sort(entry, draft)]
        if len(below) > 1:
            draft.refused = "the heading of a list"
        elif below and (own := below[0].candidate) is not None and own.right - own.left == 1:
            draft.clock, below[0].refused = draft.clock or below[0].clock, "what its heading names"


def _of_its_sort(entry: Draft, draft: Draft) -> bool:
    """Whether an entry is of the day of its heading, and what that names."""
    if entry.candidate is None or draft.candidate is None or entry.when is None or draft.when is None:
        return False
    alike = draft.candidate.frame.form == "verb" or entry.candidate.frame.name == draft.candidate.frame.name
    return alike and entry.when.first == draft.when.first and entry.kind == draft.kind


def _by_clock(clocks: Sequence[When], page: Page, unread: int) -> Iterator[Draft]:
    """ "Пресс-конференция. Начало – 12.00": where a post has no date at all, its own day is meant. Behind the sentence
    ``unread``, of whose day ahead nobody knows what it is of, an hour may be that day's."""
    for when in clocks:
        if when.function or when.clock is None:
            continue
        sentence = page.sentence_at(when.start)
        if sentence is None or is_entry(when, sentence, page):
            continue
        lexicon = page.lexicon(sentence)
        left = sentence.low[: when.start - sentence.start]
        if any(other.repeats for other in page.dates_in(sentence)):
            continue  # "каждый четверг с 15 до 17": of any week, and of no day
        if figures(when, sentence, page) or past(sentence, page):
            continue
        if "same-hour" in page.heard(sentence) and lexicon.cue("same-hour", left):
            continue  # "время не меняется: 11.00": on the day that was announced, whichever that is
        if "moved" in page.heard(sentence) and lexicon.cue("moved", sentence.low):
            continue  # "переносится с 11.00 на 14.00": on the day that was announced, whichever that is
        found = attach(when, sentence, page)
        candidate = found.candidate if found is not None and found.score >= THRESHOLD else None
        if candidate is None and lexicon.cue("clock-label", left):
            candidate = _above(sentence, page)
        if candidate is None or candidate.frame.kind not in TIMED or because_of(candidate, page):
            continue
        if candidate.frame.phase and lexicon.cue("polls", sentence.low):
            continue  # "участки откроются в 8.00": the hours of voting
        here = [w for w in page.dates_in(sentence) if w.dated and w.end <= when.start]
        if len(here) > 1 or (here and here[0].shape != "day") or (not here and sentence.index > unread):
            continue
        day = here[0].first if here else day_of(sentence, page) or page.today
        yield _draft(candidate, sentence, page, when, "only a clock time is said: the day spoken of", day)


def _unread(clock: When, page: Page) -> bool:
    """Whether figures stand before a clock as its day does, and were not read as one ("32.03 в 10.00")."""
    before = _FIGURES.search(page.text, max(0, clock.start - 24), clock.start)
    return before is not None and not any(when.start < before.end(1) <= when.end for when in page.dates)


def _voting_now(clocks: Sequence[When], page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "Голосуем до 20.00!": a post that names no day of voting and gives the hours of today's."""
    if any(draft.kind in DAILY and draft.refused is None for draft in drafts):
        return
    for when in clocks:
        sentence = page.sentence_at(when.start)
        if when.clock_end is None or sentence is None or any(w.dated for w in page.dates_in(sentence)):
            continue
        if day_of(sentence, page) != page.today or page.says("statistics"):
            continue
        found = attach(when, sentence, page)
        if found is None or found.score < THRESHOLD or found.candidate.frame.kind not in DAILY:
            continue
        if found.candidate.frame.form == "verb" and not past(sentence, page):
            yield _draft(found.candidate, sentence, page, when, "voting is going on: the day of the post")
            return


def _begun(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "Единый день голосования начался. Участки работают до 20.00": the day of the post, the first one of a vote whose
    last is told besides ("Началось голосование. Оно продлится до 12 сентября")."""
    if not page.hears(_UNDER_WAY):
        return
    votes = [draft for draft in drafts if draft.kind in DAILY and draft.refused is None]
    if any(draft.role != "end" or draft.tense == "past" for draft in votes):
        return
    for sentence in page.sentences:
        if page.heard(sentence).search("under-way", sentence.low) is None:
            continue
        if any(w.dated for w in page.dates_in(sentence)):
            continue
        lexicon = page.lexicon(sentence)
        beside = _governing(lexicon)
        for candidate in page.candidates(sentence):
            known = candidate.frame.name in _BEGUN or (votes and candidate.frame.concept == "early-voting")
            if not known or candidate.preposition in beside:
                continue
            case = candidate.phrase.case if candidate.frame.form == "noun" and candidate.phrase else "none"
            if case in ("nomn", "accs", "") and _beside_its_verb(candidate, lexicon):
                draft = _draft(candidate, sentence, page, None, "voting has begun: the day of the post")
                draft.role = "start" if votes else draft.role
                yield draft
                return


def _beside_its_verb(candidate: Candidate, lexicon: EventLexicon, phase: str = "") -> bool:
    """Whether what says that it is under way, as a verb of a phase if one is asked for, stands right behind it or right
    before."""
    low, base = candidate.sentence.low, candidate.sentence.start
    return any(
        not (
            low[candidate.end - base : start] if start >= candidate.end - base else low[end : candidate.start - base]
        ).strip()
        and (not phase or lexicon.says(low[start:end], phase))
        for start, end in lexicon.spans("under-way", low)
    )


def _governing(lexicon: EventLexicon) -> frozenset[str]:
    """The prepositions that place something else beside what they govern."""
    none: frozenset[str] = frozenset()
    return lexicon.plain.get("beside", none) | lexicon.plain.get("in", none) | lexicon.plain.get("about", none)


def _ends_tonight(clocks: Sequence[When], page: Page) -> Iterator[Draft]:
    """ "В 24.00 заканчивается выдвижение", "агитировать можно до полуночи": a stage that ends by the clock and on no
    day that is named."""
    for when in clocks:
        sentence = page.sentence_at(when.start)
        if when.function or sentence is None or any(w.dated for w in page.dates_in(sentence)):
            continue
        lexicon = page.lexicon(sentence)
        start, end = clause(when, sentence, page)
        tonight = when.clock_end in _MIDNIGHT and when.clock is None
        ends = tonight or lexicon.cue("end", sentence.low, start, end)
        found = attach(when, sentence, page) if ends else None
        if tonight and found is not None and found.candidate.end <= when.start and _GOES_ON.match(page.text, when.end):
            continue  # "до полуночи дня перед выборами"
        if found is None or found.score < THRESHOLD or not found.candidate.frame.concept or past(sentence, page):
            continue
        if found.candidate.frame.kind in DAILY:
            continue
        if not tonight and nearest_phase(when, sentence, page, start, end) != "end":
            continue
        draft = _draft(found.candidate, sentence, page, when, "ends by the clock: the day of the post")
        draft.role, draft.clock_end = "end", "24:00" if tonight else when.clock_end or when.clock
        yield draft


def _by_dateline(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "МИНСК, 4 апреля. – В стране состоятся выборы …": news without a date is of the dateline's day, but for a vote
    whose days the post tells, or a second round that is only announced."""
    dated = any(draft.concept in VOTES and draft.refused is None and draft.tense != "past" for draft in drafts)
    for line in drafts:
        if line.when is None or line.when.function != "dateline" or line.when.first != page.today:
            continue
        places = (line.sentence.index, line.sentence.index + 1, line.sentence.index + 2)
        for sentence in (page.sentences[place] for place in places if place < len(page.sentences)):
            if (
                any(w.dated and w.function is None for w in page.dates_in(sentence))
                or sentence.line != line.sentence.line
            ):
                return
            lexicon = page.lexicon(sentence)
            for candidate in page.candidates(sentence):
                if candidate.start >= line.when.end and _begins_now(candidate, page, drafts):
                    draft = _draft(candidate, sentence, page, None, "the news of a dateline's day")
                    draft.role = "start"
                    yield draft
                    return
                if candidate.start >= line.when.end and _opens_now(candidate, page):
                    yield _draft(candidate, sentence, page, None, "the news of a dateline's day")
                    return
                if candidate.frame.concept not in VOTES or candidate.start < line.when.end or dated:
                    continue
                if candidate.frame.concept == "second-round" and not page.says("under-way"):
                    continue
                votes = candidate.frame.form == "verb" and candidate.frame.name == "election-day"
                if votes and _now(candidate, page):
                    yield _draft(candidate, sentence, page, None, "the news of a dateline's day")
                    return
                if candidate.frame.form != "noun":
                    continue
                if (
                    lexicon.cue("held", sentence.low)
                    and candidate.preposition not in lexicon.plain["beside"]
                    and not past(sentence, page)
                ):
                    yield _draft(candidate, sentence, page, None, "the news of a dateline's day")
                    return


def _begins_now(candidate: Candidate, page: Page, drafts: Sequence[Draft]) -> bool:
    """ "МИНСК, 1 апреля. – Начались выборы делегатов. Они продлятся до 10 апреля": a stage that has begun, of which the
    post tells the last day and no other."""
    same = [d for d in drafts if d.concept == candidate.frame.concept and d.refused is None and d.tense != "past"]
    if candidate.frame.concept is None or not same or any(draft.role != "end" for draft in same):
        return False
    nominative = candidate.phrase is not None and candidate.phrase.case in ("nomn", "accs", "")
    return nominative and _beside_its_verb(candidate, page.lexicon(candidate.sentence), "start")


def _opens_now(candidate: Candidate, page: Page) -> bool:
    """ "В Минске открывается первая сессия Палаты": an occasion of which the verb right before it says so."""
    if candidate.frame.kind not in GATHERINGS or not candidate.left or candidate.phrase is None:
        return False
    sentence, verb = candidate.sentence, candidate.words[candidate.left - 1]
    if candidate.phrase.case not in ("nomn", "") or any(when.repeats for when in page.dates_in(sentence)):
        return False
    said = page.lexicon(sentence).cue("opens-now", verb.low)
    return said is not None and said.end() == len(verb.low)


def _now(candidate: Candidate, page: Page) -> bool:
    """ "В регионе выбирают губернатора": a verb of the present."""
    grammar = page.grammar(candidate.sentence)
    tenses = {grammar.tense(word) for word in candidate.words[candidate.left : candidate.right]} - {None}
    return tenses == {"present"}


def _above(sentence: Sentence, page: Page) -> Candidate | None:
    """The event of the heading that a clock stands under."""
    for place in range(sentence.index - 1, max(-1, sentence.index - 3), -1):
        other = page.sentences[place]
        if any(w.shape == "clock" for w in page.dates_in(other)):
            return None
        named = [c for c in page.candidates(other) if c.frame.form == "noun" and c.frame.kind in TIMED]
        if named:
            return max(named, key=lambda c: (c.frame.weight, c.left))
    return None


def _draft(
    candidate: Candidate, sentence: Sentence, page: Page, clock: When | None, reason: str, day: date | None = None
) -> Draft:
    day = day or page.today
    assert day is not None
    assert page.today is not None
    place = clock.start if clock else candidate.start
    when = When((), place, place, "day", day, day)
    draft = Draft(
        when,
        sentence,
        candidate,
        "at",
        "present" if day == page.today else "future" if day > page.today else "past",
        3.0,
        [reason],
        kind=candidate.frame.kind,
        concept=candidate.frame.concept,
    )
    draft.body = page.own_body(candidate.low, sentence.lang) or (page.only_body() if draft.concept else None)
    draft.title = title(candidate, draft.body, page)
    if not draft.title:
        draft.refused = "no title could be made"
    return draft
