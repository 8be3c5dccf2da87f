"""Early voting where only voting is spoken of, and the days after it: told by the days, by their hours, or by what the
post said of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from timeline.languages.text import little_words
from timeline.mentions.attaching.attachment import THRESHOLD, Attachment
from timeline.mentions.reading.candidates import stages_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_AWAY = frozenset({"away"})
_ANSWERS = 2
"""How many sentences after a question may answer it."""
_NEAR = timedelta(days=14)
"""How long before the day of a vote one may vote instead."""
_PARTED = re.compile(r"[,;]\s")


_LABEL = re.compile(r"(?:^|[,;:.]\s+)((?:\w{1,6}\s+){0,2}?[^\W\d]{5,}(?:\s+[^\W\d]+)?)\s*[–—-]\s*(?:\w{1,2}\s+)?$")
"""The words that stand alone before the dash of a date."""
_OTHER = {"early-voting": ("main-one", "main-voting-day"), "election-day": ("early-one", "early-voting")}
"""What stands beside an early or a main vote: the cue of its adjective, and its stage."""


def still_early(candidate: Candidate, when: When, before: Sequence[Draft], page: Page) -> Candidate:
    """ "Участки ждут вас сегодня и завтра" after a sentence on early voting, but for the Sunday it leads to."""
    if candidate.frame.name == "voting" and (
        _any_day(when, candidate.sentence, page) or _away_on_its_day(when, candidate.sentence, page)
    ):
        return replace(candidate, frame=page.lexicon(candidate.sentence).stage("early-voting"), title="")
    if candidate.frame.concept != "election-day":
        return candidate
    if _over_by_then(when, candidate, before):
        return candidate
    if (begun := _begun_early(candidate, when, before)) is not None:
        return begun
    if when.shape in ("span", "until") and not _on_sunday(when) and _asked_of(candidate.sentence, page):
        return replace(candidate, frame=page.lexicon(candidate.sentence).stage("early-voting"), title="")
    named = [c for c in page.candidates(candidate.sentence) if c.frame.concept == "early-voting"]
    if any(page.text[c.end : when.start].strip() in little_words("and") for c in named):
        return candidate  # "в дни досрочного голосования и 21 марта участки открыты"
    here = next((c for c in named if not _of_another_day(c, when, page)), None)
    if when.last is None:
        return next((c for c in named if _goes_on_up_to(when, c, page)), candidate)
    if here is not None and when.shape == "span" and _who_cannot_come(here, candidate, page):
        return here
    if candidate.frame.form != "weak" and (candidate.frame.form != "verb" or when.shape != "until"):
        return candidate  # "голосуем до 24-го" may be early
    if here is not None and (read := _named_here(here, candidate, when, page)) is not None:
        return read
    if (still := next((c for c in named if _ends_behind(when, c, page)), None)) is not None:
        return still
    return _named_before(candidate, when, before, page) or candidate


def _asked_of(sentence: Sentence, page: Page) -> bool:
    """ "Хотите проголосовать досрочно? Участок ждёт вас с 20 по 24 февраля": the answer is of what is asked."""
    for other in page.sentences[max(0, sentence.index - _ANSWERS) : sentence.index]:
        if not other.text.rstrip(" *_").endswith("?") or any(w.dated for w in page.dates_in(other)):
            continue
        if any(frame.concept == "early-voting" for _, _, frame in page.lexicon(other).frames(other.low)):
            return True
    return False


def _named_here(here: Candidate, candidate: Candidate, when: When, page: Page) -> Candidate | None:
    """The early vote that the sentence of an open door or a voter's act names as well."""
    colon = ":" in page.text[here.end : candidate.start]
    told = here.frame.form == "noun" or colon or _last_chance(here, candidate, page)
    if not told and _for_those_who(here, candidate, page):
        return replace(here, left=candidate.left, match=(candidate.match[0], here.match[1]))
    return here if told or _before_next(when, here, page) else None


def _named_before(candidate: Candidate, when: When, before: Sequence[Draft], page: Page) -> Candidate | None:
    """The early vote that was spoken of last, or goes on in the next sentence; none is on the Sunday it leads to."""
    early = next((d.candidate for d in reversed(before) if d.concept == "early-voting" and d.refused is None), None)
    if early is None and when.shape == "span" and _beside_its_day(when, candidate.sentence, page):
        return replace(candidate, frame=page.lexicon(candidate.sentence).stage("early-voting"))
    index = candidate.sentence.index
    if early is None and index:
        last = page.sentences[index - 1]
        said = (*page.candidates(last), *stages_in(last, page))  # "часы досрочного голосования" among them
        bare = not page.dates_in(last)  # "Да, досрочно. С 20 по 24 февраля комиссии ждут избирателей"
        early = next((c for c in said if c.frame.concept == "early-voting" and (bare or c.frame.form != "weak")), None)
    if early is None and when.relative and index + 1 < len(page.sentences):
        goes_on = page.candidates(page.sentences[index + 1])
        early = next((c for c in goes_on if c.frame.concept == "early-voting" and c.frame.form == "verb"), None)
    return early if when.last is not None and when.last.isoweekday() != 7 else None


def _over_by_then(when: When, candidate: Candidate, before: Sequence[Draft]) -> bool:
    """ "Досрочное голосование завершится сегодня, а завтра участки откроются в 8.00": it ends before that day."""
    ends = [d.when.last for d in before if d.concept == "early-voting" and d.role == "end" and d.when and not d.refused]
    here = bool(before) and before[-1].sentence is candidate.sentence and when.shape == "day"
    return here and when.first is not None and any(last is not None and last < when.first for last in ends)


def _ends_behind(when: When, early: Candidate, page: Page) -> bool:
    """ "Сегодня участки снова открываются в полдень, а завершится досрочное голосование 24 февраля": no later day of it
    comes after the vote itself."""
    behind = (w.last for w in page.dates_in(early.sentence) if w.dated and w.start >= early.end)
    last = next(behind, None)
    return last is not None and when.first is not None and when.first <= last <= when.first + _NEAR


def _of_another_day(early: Candidate, when: When, page: Page) -> bool:
    """ "Участки откроются 21 марта, досрочное голосование начнётся 16 марта": behind a comma, with its own day."""
    day = next((w.start for w in page.dates_in(early.sentence) if w.dated and w.start >= early.end), None)
    parted = _PARTED.search(page.text, when.end, max(when.end, early.start)) is not None
    return parted and day is not None and _PARTED.search(page.text, early.end, day) is None


def _any_day(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Приходите на участок в любой день по 24 мая": days to choose from, and no day of a vote."""
    if when.shape not in ("until", "span") or "any-day" not in page.heard(sentence):
        return False
    return page.lexicon(sentence).cue("any-day", sentence.low[: when.end - sentence.start]) is not None


def _away_on_its_day(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Если 25 февраля вас не будет дома, приходите с 20 по 24 февраля": for those who are away on a later day."""
    if when.shape != "span" or when.last is None or not page.hears(_AWAY):
        return False
    for other in (sentence, *page.sentences[max(0, sentence.index - 1) : sentence.index]):
        if other is not sentence and not other.text.rstrip().endswith("?"):
            continue
        said = other.low[: max(0, when.start - other.start)]
        days = (w.first for w in page.dates_in(other) if w.shape in ("day", "span") and w.end <= when.start)
        later = any(day is not None and when.last < day <= when.last + _NEAR for day in days)
        if later and page.lexicon(other).cue("away", said):
            return True
    return False


def _last_chance(early: Candidate, votes: Candidate, page: Page) -> bool:
    """ "Завтра участки работают до 19.00, и это последняя возможность проголосовать досрочно"."""
    low, base = early.sentence.low, early.sentence.start
    found = page.lexicon(early.sentence).cue("last-day", low, max(0, votes.end - base), early.start - base)
    return found is not None and not any(
        w.dated and votes.end < w.start < early.start and w.shape != "clock" for w in page.dates_in(early.sentence)
    )


def _for_those_who(early: Candidate, opens: Candidate, page: Page) -> bool:
    """ "Завтра участки откроются для тех, кто голосует досрочно", but not "кто не успел проголосовать досрочно"."""
    plain = page.lexicon(early.sentence).plain
    between = {word.low for word in early.words[opens.right : early.left]}
    return not between.isdisjoint(plain.get("who", ())) and between.isdisjoint(plain.get("not", ()))


def _who_cannot_come(early: Candidate, votes: Candidate, page: Page) -> bool:
    """ "Тем, кто не сможет прийти 21 марта, голосовать можно с 16 по 20 марта": whom the days are for comes first."""
    plain, said = page.lexicon(early.sentence).plain, {word.low for word in early.words[early.left : early.right]}
    told = not said.isdisjoint(plain.get("who", ())) and not said.isdisjoint(plain.get("not", ()))
    return told and early.right <= votes.left and votes.frame.name == "voting"


def _before_next(when: When, early: Candidate, page: Page) -> bool:
    """ "Участки работают с 16 по 20 марта для голосующих досрочно, 21 марта – …": said before the next date."""
    after = [w.start for w in page.dates_in(early.sentence) if w.dated and w.start >= when.end]
    between = [w for w in page.dates_in(early.sentence) if w.dated and early.end <= w.start < when.start]
    ahead = early.end <= when.start and not between
    return when.shape == "span" and (ahead or when.end <= early.start < min(after, default=early.sentence.end))


def _goes_on_up_to(when: When, early: Candidate, page: Page) -> bool:
    """ "С 7 июня двери участков открыты: досрочно голосуем до 11 июня": the day it goes on to stands behind."""
    if when.shape != "from" or when.first is None or early.start < when.end:
        return False
    ends = [w.last for w in page.dates_in(early.sentence) if w.shape == "until" and w.start >= when.end]
    return any(last is not None and last > when.first for last in ends)


def _beside_its_day(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Участки открыты с 20 по 24 февраля, в день выборов – с 8.00": stations are open early on these days."""
    named = (c for c in page.candidates(sentence) if c.frame.name in ("voting-day", "main-voting-day"))
    return any(c.start >= when.end for c in named)


def next_day(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "С 16 по 20 марта – досрочно; 21 марта – с 8.00 до 20.00": the day after early voting, with hours of its own."""
    early = next((d for d in reversed(before[-2:]) if d.concept == "early-voting" and d.refused is None), None)
    if early is None or early.when is None or early.when.last is None or early.candidate is None:
        return None
    if when.shape != "day" or when.first is None or (when.first - early.when.last).days != 1:
        return None
    if not when.clock_end and not _hours(when, sentence, page, 24):
        return None
    named = replace(early.candidate, frame=page.lexicon(sentence).stage("voting-day"), title="")
    return Attachment(when, named, THRESHOLD + 0.3, ("the day after early voting, with hours of its own",))


def main_or_early(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "Досрочный этап стартует 7 июня, основной – 13 июня", "основное голосование – 13 июня, досрочное – с 7 июня":
    an adjective alone tells the one from the other that was told just before."""
    last = next((d for d in reversed(before) if d.candidate is not None and d.refused is None), None)
    if last is None or last.candidate is None or sentence.index - last.sentence.index > 1:
        return None
    stage = _OTHER.get(last.concept or "")
    if stage is None or stage[0] not in page.heard(sentence):
        return None
    lexicon, label = page.lexicon(sentence), _LABEL.search(sentence.low, 0, when.start - sentence.start)
    said = lexicon.cue(stage[0], label[1]) if label is not None else None
    if label is None or said is None:
        return None
    rest = label[1][said.end() :].strip()
    if rest and lexicon.cue("stage-word", rest) is None:
        return None
    other = replace(last.candidate, frame=lexicon.stage(stage[1]), title="", phrase=None)
    return Attachment(when, other, 3.5, (f"{said.group()!r} tells it from {last.candidate.text!r}",))


def after_early(found: Attachment | None, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "Досрочно – 16–20 марта. Удобнее в выходной – приходите 21 марта", "досрочно – 16–20 марта, все вместе – 21-го":
    the day after it is that of the vote."""
    if found is None or found.when.shape != "day" or found.candidate.frame.name != "early-voting":
        return found
    early = [d for d in before if d.concept == "early-voting" and d.refused is None and d.when is not None]
    ends = [d.when.last for d in early if d.when and d.when.last and (d.when.shape == "span" or d.role == "end")]
    if not ends or found.when.first is None or found.when.first <= ends[-1]:
        return found
    if (found.when.first - ends[-1]).days > 1:
        return None
    frame = page.lexicon(sentence).stage("voting-day")
    named = replace(found.candidate, frame=frame, title="", phrase=None, variant="", place="")
    return Attachment(found.when, named, found.score, (*found.reasons, "the day after early voting"))


def _hours(when: When, sentence: Sentence, page: Page, reach: int) -> bool:
    """Whether hours from one time to another stand just after a date."""
    clocks = [w for w in page.dates_in(sentence) if w.shape == "clock" and w.clock_end]
    return any(0 <= w.start - when.end <= reach for w in clocks)


def open_then(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "Участки ждут вас сегодня с 12.00 до 19.00, в воскресенье – с 8.00 до 20.00": hours say what a day is for."""
    voting = [c for c in page.candidates(sentence) if c.frame.concept == "election-day"]
    if not _hours(when, sentence, page, 6) or not voting or when.shape != "day":
        return None
    return Attachment(when, voting[0], THRESHOLD + 0.3, ("its hours are those of voting",))


def _on_sunday(when: When) -> bool:
    return when.last is not None and when.last.isoweekday() == 7


def _begun_early(candidate: Candidate, when: When, before: Sequence[Draft]) -> Candidate | None:
    """ "Завтра начинается досрочное голосование. Проголосовать можно с 16 по 20 марта": the same days."""
    if when.shape not in ("span", "until") or (candidate.frame.form == "noun" and candidate.frame.name != "voting"):
        at = candidate.preposition
        if when.shape != "span" or candidate.frame.form != "noun" or not at:
            return None
    for draft in reversed(before):
        if draft.concept == "early-voting" and draft.refused is None and draft.role in ("start", "at"):
            opens = draft.when.first if draft.when is not None else None
            near = 0 <= candidate.sentence.index - draft.sentence.index <= 2
            if candidate.sentence is draft.sentence and (when.shape == "span" or _on_sunday(when)):
                return None
            same = when.first == opens if when.shape == "span" else when.last is not None and when.last != opens
            return draft.candidate if near and same and opens is not None else None
    return None
