"""What a post takes back of an earlier one without naming its day: prolonged, put right, put off, called off."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.languages.concepts import concepts
from timeline.mentions.attaching.attachment import THRESHOLD, Attachment
from timeline.mentions.draft import Draft
from timeline.mentions.judging.changes import NOT_THEN
from timeline.mentions.judging.hearsay import hearsay
from timeline.mentions.judging.roles import clause
from timeline.mentions.reading.titles import title
from timeline.mentions.text.dates import exactly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

REACH = 2
"""How many sentences after "Поправка" what it puts right may stand."""
ONE_OF_THEM = "what happens to one of them, not to all"
BALLOTS = frozenset({"election-day", "early-voting", "second-round", "repeat-voting", "recall-voting"})
"""What can be held and be void."""

CALLED_OFF = frozenset({"void", "cancelled", "moved", "absent", "day-changed"})
_LENGTH = re.compile(r"P(\d+)([DW])")
_NUMBERED = re.compile(r"№\s*\d")


def revisions(page: Page, drafts: list[Draft]) -> None:
    """Marks the dates that take the place of announced ones, and refuses what is said of one candidate only."""
    for draft in drafts:
        if draft.refused is not None or draft.candidate is None:
            continue
        if draft.role == "cancelled" and _of_one(draft.candidate, draft.sentence, page):
            draft.refused = ONE_OF_THEM
        elif draft.when is not None and draft.when.dated and draft.role in ("at", "start", "end", "span"):
            put_right = _put_right(draft.sentence, page) or _shifted(draft, page)
            draft.revises = draft.revises or put_right or _prolonged(draft, page)
    for one, two in pairwise(drafts):
        _not_as_said(one, two, page)
        _not_until(one, two, page)


def _prolonged(draft: Draft, page: Page) -> bool:
    """ "Срок подачи документов продлён до 20 февраля", "ждём их не до 1, а до 10 декабря"."""
    if draft.role != "end" or draft.when is None:
        return False
    low, here = draft.sentence.low, draft.when.start - draft.sentence.start
    if page.lexicon(draft.sentence).shape("not-but", low, here) is not None:
        return True
    if "prolonged" not in page.heard(draft.sentence):
        return False
    start, end = clause(draft.when, draft.sentence, page, draft.candidate)
    return page.lexicon(draft.sentence).cue("prolonged", draft.sentence.low, start, end) is not None


def _shifted(draft: Draft, page: Page) -> bool:
    """ "Тренировка стартует на день позже и пройдёт 22–24 августа"."""
    return page.lexicon(draft.sentence).cue("earlier-or-later", draft.sentence.low) is not None


def _put_right(sentence: Sentence, page: Page) -> bool:
    """ "Уточнённая дата семинара", or a sentence under "Поправка" or "Ошибка в предыдущем сообщении"."""
    if "corrected" in page.heard(sentence) and page.lexicon(sentence).cue("corrected", sentence.low):
        return True
    near = page.sentences[max(0, sentence.index - REACH) : sentence.index + 1]
    return any("put-right" in page.heard(s) and page.lexicon(s).cue("put-right", s.low) for s in near)


def _not_as_said(one: Draft, two: Draft, page: Page) -> None:
    """ "Семинар будет 17 марта, а не 16-го": the day that was announced stands behind."""
    if one.refused is not None or one.when is None or two.when is None or one.sentence is not two.sentence:
        return
    if NOT_THEN not in (two.refused, *two.reasons) or one.role not in ("at", "start", "end", "span"):
        return
    between = one.sentence.low[one.when.end - one.sentence.start : two.when.start - one.sentence.start].split()
    lexicon = page.lexicon(one.sentence)
    if not any(word.strip(",–—") in lexicon.plain.get("not", ()) for word in between[-2:]) or len(between) > 4:
        return
    one.revises = True
    if one.role in ("at", "span") and one.moved_from is None and two.when.first is not None:
        one.moved_from = exactly(two.when.first, two.when.last or two.when.first, page.zone)


def _not_until(one: Draft, two: Draft, page: Page) -> None:
    """ "Примем не до 25 января, а до 1 февраля": the last day takes the place of the one that is denied before it."""
    if two.refused is not None or two.role != "end" or one.when is None or two.when is None:
        return
    if one.sentence is two.sentence and one.when.shape == two.when.shape == "until":
        left = two.sentence.low[: two.when.start - two.sentence.start]
        two.revises = two.revises or page.lexicon(two.sentence).shape("not-but-date", left, len(left)) is not None


def called_off(page: Page) -> Iterator[Draft]:
    """ "Заседание отменяется", "дебаты откладываются": named without a date, it takes back the one that is known."""
    for sentence in page.sentences if page.hears(CALLED_OFF) else ():
        if not page.heard(sentence).any_of(CALLED_OFF):
            continue
        lexicon, low = page.lexicon(sentence), sentence.low
        void = lexicon.cue("void", low)
        cancelled, moved = void or lexicon.cue("cancelled", low), lexicon.cue("moved", low)
        needless, changed = _no_longer_needed(sentence, page), _with_another_day(sentence, page)
        if not (needless or changed) and (
            not (cancelled or moved) or any(when.dated for when in page.dates_in(sentence))
        ):
            continue
        if moved and not cancelled and _to_an_hour(moved.end() + sentence.start, sentence, page):
            continue
        if hearsay(sentence, page) or any(lexicon.cue(cue, low) for cue in ("unchanged", "conditional", "may")):
            continue
        named = needless or changed or next((c for c in page.candidates(sentence) if _its_subject(c, page)), None)
        named = named or _given_up(sentence, page) or _stood_for(sentence, page)
        if named is None or (void and named.frame.concept not in BALLOTS):
            continue
        draft = Draft(
            None, sentence, named, "cancelled" if cancelled or needless else "moved-from", "future", 2 * THRESHOLD, []
        )
        if draft.role == "moved-from":
            _shift(draft, page)
        draft.reasons.append(
            "called off" if draft.role == "cancelled" else "moved by so long" if draft.shift else "put off"
        )
        draft.kind, draft.concept = named.frame.kind, named.frame.concept
        own = page.own_body(named.low, sentence.lang)
        draft.body = own or (page.only_body() if draft.concept else None)
        draft.title = title(named, draft.body, page)
        if not draft.title:
            draft.refused = "no title could be made"
        elif draft.concept and _a_part(sentence, page):
            draft.refused = "said of a part of it"
        yield draft


def _shift(draft: Draft, page: Page) -> None:
    """By how many days something is moved, below zero for earlier: "переносится на день позже", "на неделю"."""
    for when in page.dates_in(draft.sentence):
        if when.shape == "none" and when.first is not None and page.today is not None:
            draft.shift = (when.first - page.today).days or None  # "день позже", as if counted from the post
        elif when.shape == "length" and (said := _LENGTH.fullmatch(when.value)) is not None:
            draft.shift = int(said[1]) * (7 if said[2] == "W" else 1)
        if draft.shift is not None:
            draft.timexes, draft.marks = [*when.parts], [(when.start, when.end)]
            return


def _with_another_day(sentence: Sentence, page: Page) -> Candidate | None:
    """ "Дата круглого стола изменилась. Ждём вас 22 февраля": the occasion of which the day is no longer the one that
    was said."""
    lexicon, low, base = page.lexicon(sentence), sentence.low, sentence.start
    if "day-changed" not in page.heard(sentence) or lexicon.cue("day-changed", low) is None:
        return None
    if any(when.dated for when in page.dates_in(sentence)):
        return None
    named = (c for c in page.candidates(sentence) if c.frame.form == "noun" and not c.frame.concept)
    return next((c for c in named if lexicon.shape("day-of", low, c.start - base)), None)


def _given_up(sentence: Sentence, page: Page) -> Candidate | None:
    """ "От субботника решили отказаться"."""
    away = page.lexicon(sentence).plain.get("away", ())
    return next((c for c in page.candidates(sentence) if c.frame.form == "noun" and c.preposition in away), None)


def _stood_for(sentence: Sentence, page: Page) -> Candidate | None:
    """ "На 25 мая была назначена встреча. Она отменяется": what the pronoun that opens a sentence stands for, where the
    one before names nothing else."""
    words, wanted, lexicon = page.words(sentence), "", page.lexicon(sentence)
    if sentence.index and lexicon.cue("it-is-off", sentence.low) is not None:
        wanted = lexicon.pronoun(words[0].low)
    above = page.sentences[sentence.index - 1] if wanted else None
    if above is None or above.line != sentence.line:
        return None
    named = [candidate for candidate in page.candidates(above) if candidate.frame.form == "noun"]
    if len(named) != 1 or not _its_subject(named[0], page) or named[0].phrase is None:
        return None
    return named[0] if page.grammar(above).gender(named[0].phrase) in ("", wanted) else None


def _no_longer_needed(sentence: Sentence, page: Page) -> Candidate | None:
    """ "Победитель определился, второго тура не будет": what is held only if needed, where nothing lies ahead."""
    heard, low = page.heard(sentence), sentence.low
    absent, cancelled = (heard.search(cue, low) is not None for cue in ("absent", "cancelled"))
    if not (absent or cancelled) or "?" in low:
        return None
    if any(page.ahead(when) for when in page.dates_in(sentence) if when.dated):
        return None
    for candidate in page.candidates(sentence):
        stage = concepts().get(candidate.frame.concept or "")
        if stage is None or not stage.if_needed or candidate.phrase is None or candidate.frame.form != "noun":
            continue
        case = candidate.phrase.case
        if (absent and case == "gent") or (cancelled and case in ("nomn", "accs", "")):
            return candidate
    return None


def _to_an_hour(moved: int, sentence: Sentence, page: Page) -> bool:
    """Whether only the hour is moved: "переносится с 11.00 на 14.00", "на час позже"."""
    behind = (when for when in page.dates_in(sentence) if when.start >= moved)
    return any(when.shape == "clock" or "T" in when.value for when in behind)


def same_day(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "Пишут, что голосование переедет. Это выдумка. Дата та же – 25 февраля": of what was spoken of before."""
    if when.shape not in ("day", "span") or page.heard(sentence).search("same-day", sentence.low) is None:
        return None
    if any(candidate.frame.form == "noun" for candidate in page.candidates(sentence)):
        return None
    for other in reversed(page.sentences[max(0, sentence.index - REACH) : sentence.index]):
        named = [candidate for candidate in page.candidates(other) if _its_subject(candidate, page)]
        if named:
            return Attachment(when, named[0], THRESHOLD + 0.5, ("its day stays the same",))
    return None


def _its_subject(candidate: Candidate, page: Page) -> bool:
    form, phrase, plain = candidate.frame.form, candidate.phrase, page.lexicon(candidate.sentence).plain
    if any(candidate.preposition in plain.get(words, ()) for words in ("onto", "in", "beside", "for")):
        return False  # "на выборы перенос не влияет"
    return form == "noun" and phrase is not None and phrase.case in ("nomn", "accs", "")


def _of_one(candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "Регистрация кандидата отменена": of a stage that goes on for all others."""
    low = candidate.sentence.low[candidate.start - candidate.sentence.start :]
    lexicon = page.lexicon(sentence)
    return candidate.frame.concept is not None and lexicon.cue("of-one", low[:60]) is not None


def _a_part(sentence: Sentence, page: Page) -> bool:
    """ "Выборы по Северному округу отменены", which the vote elsewhere goes on without. One that is told by its
    number is found by it."""
    return page.lexicon(sentence).cue("a-part", sentence.low) is not None and not _NUMBERED.search(sentence.text)
