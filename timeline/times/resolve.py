"""Resolving the expressions of one post: which anchor each counts from, and what time it then means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from timeline.expressions import Timex
from timeline.expressions import meaning as say
from timeline.expressions.meaning import Meaning
from timeline.languages import codes, lexicon
from timeline.posts import Posted
from timeline.times import dates, offsets, spans
from timeline.times.arithmetic import midnight
from timeline.times.clocks import clocks, needs_day
from timeline.times.edtf import edtf_of, edtf_window
from timeline.times.headings import years_of_headings
from timeline.times.place import Anchor, NoPlace, Place, Tense, place
from timeline.times.resolved import Resolved
from timeline.times.tense import TENSELESS, asks_tense, tense_of
from timeline.times.time import Time

_DAY = timedelta(days=1)
_DAY_SPOKEN_OF = say.Same("day")
"""What "three days later" counts from, if it was in this sentence or the one before; the post is, otherwise."""
_PLACED_BY = (dates, offsets, spans)
"""The modules that teach ``place`` each kind of meaning."""
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_WITHIN = re.compile(r"\s*[,:(–—-]\s*|[^,;:]*:\s*")
"""What stands between a month and days of it: "в апреле, с 9-го по 13-е", "в апреле начнётся голосование: с 9-го"."""
_SENTENCE_OF_ITS_OWN = re.compile(r"\s*\.\s*\w")
_SENTENCE_END = re.compile(r"[.!?…;\n](?:(?<=;)|(?<=\n)\n*|\s+(?=«?[^\W\d_a-zа-яёіўїєґ]))")


def resolve(text: str, timexes: Sequence[Timex], posted: Posted, zone: ZoneInfo) -> list[Resolved]:
    """Place the expressions of one post in time.

    ``posted`` is when the post was posted; local days and clock times are those of ``zone``. Where
    only an interval is known for the post, a relative expression keeps its width. Returns one
    answer for each expression, in order; ``time`` is ``None`` where it has no place.
    """
    if not timexes:
        return []
    ends = _sentence_ends(text, timexes[-1].start)
    early, late = _ends(posted, zone)
    spoken, headed = _Spoken(), years_of_headings(text, timexes, early and early.date())
    out: list[Resolved] = []
    for index, timex in enumerate(timexes):
        sentence = _sentence(ends, timex.start)
        if spoken.sentence != sentence:
            spoken.begin(sentence, _day_ahead(timexes, index, ends[sentence]))
        spoken.near, spoken.headed, tense = None, headed.get(index), None
        if spoken.month is not None and _WITHIN.fullmatch(text, timexes[index - 1].end, timex.start) is None:
            spoken.month = None
        if spoken.that_year is not None and "," in text[timexes[index - 1].end : timex.start]:
            spoken.that_year = None
        if asks_tense(timex.meaning):
            tense = tense_of(text, timex, ends[sentence - 1] if sentence else 0, ends[sentence])
            spoken.look_round(text, timexes, index, ends[sentence], tense)
        if early is None or late is None:
            answer = _without_post(timex, spoken, zone)
        else:
            answer = _between(timex, early, late, spoken, tense)
        if timex.event is not None:
            answer = replace(answer, anchor_event=text[slice(*timex.event)])
        out.append(answer)
        spoken.hear(answer, early)
        if index == 0 and early is not None and (written := _heading_date(text, timex, answer)) is not None:
            shift = written - midnight(early)
            early, late = early + shift, early + shift
        spoken.note(text, timex)
    return out


class _Spoken:
    """What has been said so far: the day spoken of last, and the one that the sentence still will name."""

    __slots__ = (
        "_full",
        "ahead",
        "day",
        "headed",
        "heard",
        "here",
        "month",
        "near",
        "period",
        "sentence",
        "that_year",
        "year",
    )

    def __init__(self) -> None:
        self.day: datetime | None = None
        self.heard = -2
        self.period: datetime | None = None
        self.month: datetime | None = None
        self.sentence = -1
        self.here = False
        self.ahead: Meaning | None = None
        self.year: int | None = None
        self.that_year: int | None = None
        self.headed: int | None = None
        self.near: say.Date | None = None
        self._full: tuple[say.Date, int, int] | None = None

    def begin(self, sentence: int, ahead: Meaning | None) -> None:
        """A new sentence begins."""
        self.sentence, self.here, self.ahead = sentence, False, ahead
        self.year = self.that_year = self.month = None

    def look_round(self, text: str, timexes: Sequence[Timex], index: int, end: int, tense: Tense | None) -> None:
        """Which other date of the text may tell the year of this one."""
        for timex in timexes[index + 1 : index + 6]:
            if timex.start < end and (date := _full_date(timex)) is not None:
                self.near = date
                return
        if self._full is None:
            return
        date, sentence, at = self._full
        told = sentence == self.sentence or (tense is not None and self.sentence - sentence <= 2)
        if told and "\n" not in text[at : timexes[index].start]:
            self.near = date

    def note(self, text: str, timex: Timex) -> None:
        """Remember a date that says its year, and a year that its sentence begins with."""
        if (date := _full_date(timex)) is not None:
            self._full = date, self.sentence, timex.end
        meaning = timex.meaning
        if isinstance(meaning, say.Date) and meaning.month is None and isinstance(meaning.year, int):
            word = _WORD_BEFORE.search(text, max(0, timex.start - 12), timex.start)
            known = lexicon(timex.lang).words if timex.lang in codes() else {}
            if word and "IN" in known.get(word[1].lower(), {}):
                self.year = meaning.year

    def hear(self, answer: Resolved, posted: datetime | None) -> None:
        """Remember the day of an expression, but not that on which the post tells of a day ahead."""
        time = answer.time
        if time is None or not answer.dated or answer.timex.type not in ("DATE", "TIME"):
            return
        self.period = time.start_earliest or (time.end_latest and time.end_latest - _MOMENT) or self.period
        in_month = time.grain == "month" or _part_of_month(answer.timex)
        self.month = time.start_earliest if in_month and time.end_latest is not None else None
        if time.grain == "year" and type(answer.timex.meaning) is say.Relative and time.start_earliest is not None:
            self.that_year = time.start_earliest.year  # "в этом году – 20 сентября"
        if time.grain not in ("day", "hour", "minute", "second"):
            return
        start, until = time.start_earliest, time.end_latest
        day: datetime | None = None
        if start is None and until is not None:
            day = midnight(until - _MOMENT)
        elif start is not None and (start == time.start_latest or until is None):
            day = midnight(start)
        if day is not None and self._only_told(answer, day, posted):
            return
        self.here, self.heard, self.day = True, self.sentence, day or self.day

    def _only_told(self, answer: Resolved, day: datetime, posted: datetime | None) -> bool:
        """ "Откроется 25 марта, сообщили во вторник. В этот день …": the weekday is that of the news."""
        if not self.here or self.day is None or posted is None or type(answer.timex.meaning) not in _OF_TELLING:
            return False
        return day <= posted < self.day


_MOMENT = timedelta(microseconds=1)
_OF_TELLING = (say.Weekday, say.Relative)
"""Meanings that say when something was told."""
_HOLDING_DATES = (say.Bounded, say.Range, say.At)


def _part_of_month(timex: Timex) -> bool:
    """ "В конце января, 30-го": a day behind it is one of that month."""
    of = timex.meaning.of if isinstance(timex.meaning, say.Part) else None
    return isinstance(of, say.Date) and of.month is not None and of.day is None


def _full_date(timex: Timex) -> say.Date | None:
    """The date of an expression that says its year and is one of an event."""
    meaning = timex.meaning
    while isinstance(meaning, _HOLDING_DATES):
        inner = meaning.last if isinstance(meaning, say.Range) else None
        inner = meaning.of if isinstance(meaning, say.Bounded) else inner
        inner = meaning.date if isinstance(meaning, say.At) else inner
        if inner is None:
            return None
        meaning = inner
    if timex.function is not None or not isinstance(meaning, say.Date):
        return None
    return meaning if isinstance(meaning.year, int) and meaning.month is not None and meaning.day else None


def _ends(posted: Posted, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    early = posted.earliest.astimezone(zone) if posted.earliest else None
    if posted.latest is posted.earliest:
        return early, early
    return early, posted.latest.astimezone(zone) if posted.latest else None


def _sentence_ends(text: str, last: int) -> list[int]:
    """Where the sentences of a text end, up to the one that holds ``last``."""
    ends = []
    for found in _SENTENCE_END.finditer(text):
        ends.append(end := found.end())
        if end > last:
            return ends
    return [*ends, len(text) + 1]


def _sentence(ends: list[int], at: int) -> int:
    return bisect_right(ends, at)


def _day_ahead(timexes: Sequence[Timex], index: int, end: int) -> Meaning | None:
    """The first date with a day that follows in the same sentence."""
    for timex in timexes[index : index + 6]:
        if timex.start >= end:
            break
        meaning = timex.meaning
        if isinstance(meaning, say.Date) and meaning.day:
            return meaning
        if isinstance(meaning, say.Relative) and meaning.unit == "day":
            return meaning
    return None


_DAYS = TENSELESS | {
    say.Same,
    say.Date,
    say.Weekday,
    say.NthWeekday,
    say.Period,
    say.Part,
    say.Shift,
    say.Days,
    say.Repeat,
}
"""Kinds of meanings that state no clock time."""


def _between(timex: Timex, early: datetime, late: datetime, spoken: _Spoken, tense: Tense | None) -> Resolved:
    first = _one(timex, early, spoken, tense)
    if early == late:
        return first
    last = _one(timex, late, spoken, tense)
    if first.time is None or last.time is None:
        return first if first.time is None else last
    if first.time == last.time:
        return first
    a, b = first.time, last.time
    if "year" in first.implied:
        return replace(
            first, time=None, edtf=None, notes=(*first.notes, "the year depends on when the post was posted")
        )
    time = Time(a.start_earliest, b.start_latest, a.end_earliest, b.end_latest, a.grain)
    value = first.value if first.value == last.value else f"{first.value}/{last.value}"  # "сейчас" is that at any time
    return replace(first, time=time, edtf=edtf_window(a.start_earliest, b.end_latest), value=value)


def _without_post(timex: Timex, spoken: _Spoken, zone: ZoneInfo) -> Resolved:
    """A post of which no day is known: what the text says in full has its place, nothing else has."""
    told = _Spoken()
    told.near, told.year, told.headed = spoken.near, spoken.year, spoken.headed
    probes = [datetime(*day, 12, tzinfo=zone) for day in ((1999, 6, 15), (2031, 11, 4))]
    first, last = (_one(timex, probe, told, None) for probe in probes)
    if first.time is not None and first.time == last.time:
        return first
    notes = () if first.time is None else ("when the post was posted is not known",)
    value = _common(first.value, last.value)
    return replace(first, time=None, edtf=None, value=value, notes=(*first.notes, *notes))


def _common(first: str, last: str) -> str:
    """What two values say alike, the rest as "X": "XXXX-02-25"; empty where they are of two kinds."""
    a, b = (re.split(r"(\d+)", value) for value in (first, last))
    if len(a) != len(b) or any(len(x) != len(y) for x, y in zip(a, b, strict=True)):
        return ""
    return "".join(x if x == y else "X" * len(x) for x, y in zip(a, b, strict=True))


def _one(timex: Timex, at: datetime, spoken: _Spoken, tense: Tense | None) -> Resolved:
    """One expression seen from one instant."""
    meaning = timex.meaning
    if type(meaning) is say.Shift and meaning.base == _DAY_SPOKEN_OF and spoken.sentence - spoken.heard > 1:
        meaning = replace(meaning, base=None)
    no_day, clock, clock_end = False, None, None
    if type(meaning) not in _DAYS:
        no_day, (clock, clock_end) = needs_day(meaning), clocks(meaning)
    dated = not no_day
    try:
        found = place(meaning, _anchor(meaning, at, spoken, tense, no_day=no_day))
    except NoPlace as nowhere:
        notes = (nowhere.note,) if nowhere.note else ()
        offset = _offset(meaning)
        return Resolved(timex, None, nowhere.value, nowhere.mod, dated, clock, clock_end, None, offset, (), None, notes)
    except (OverflowError, ValueError):
        return Resolved(timex, None, "", None, dated, clock, clock_end, notes=("outside the calendar",))
    return Resolved(
        timex,
        _time(found),
        found.amount or found.value,
        found.mod,
        dated,
        clock,
        clock_end,
        None,
        None,
        found.implied if len(found.implied) < 2 else tuple(dict.fromkeys(found.implied)),
        edtf_of(found),
        found.notes,
    )


def _anchor(meaning: Meaning, at: datetime, spoken: _Spoken, tense: Tense | None, *, no_day: bool) -> Anchor:
    """What a meaning counts from: the post, and what the text has said so far. A bare limit lies ahead."""
    if tense is None and isinstance(meaning, say.Bounded) and meaning.mod in ("ON_OR_BEFORE", "BEFORE"):
        tense = "future"
    day, near = spoken.day, None
    if no_day and spoken.ahead is not None and not spoken.here:
        with suppress(NoPlace):
            day = place(spoken.ahead, Anchor(at)).from_
    if spoken.near is not None and spoken.headed is None:
        with suppress(NoPlace):
            near = place(spoken.near, Anchor(at)).from_
    year = spoken.headed or spoken.that_year or (spoken.year if tense != "future" else None)
    return Anchor(at, day, tense, spoken.period, near, year, spoken.month, spoken.here)


def _offset(meaning: Meaning) -> tuple[int, str] | None:
    """How many of which unit from its event something is, negative before it; ``None`` for what counts from none."""
    if not isinstance(meaning, say.FromEvent):
        return None
    n, unit = meaning.duration.amounts[0]
    return meaning.sign * int(n), unit


def _time(found: Place) -> Time:
    """The four bounds of a place: a window or a coarse period holds one day somewhere, a range fills its days."""
    start, until = found.from_, found.until
    if start is None or until is None:
        exact = start if start is not None and found.mod == "ON_OR_AFTER" else None
        if found.window:
            return Time(start, None if start else until and until - _DAY, start and start + _DAY, until, found.grain)
        return Time(start, exact, None, until, found.grain)
    single = "/" not in found.value or found.window
    if single and (found.window or found.grain not in ("day", "hour", "minute", "second") or until - start > _DAY):
        return Time(start, until - _DAY, start + _DAY, until, found.grain)
    return Time(start, start, until, until, found.grain)


def _heading_date(text: str, timex: Timex, answer: Resolved) -> datetime | None:
    """The day a text is written on, where it begins with a full date as a sentence of its own."""
    meaning = timex.meaning
    if not (isinstance(meaning, say.Date) and isinstance(meaning.year, int) and meaning.day):
        return None
    if text[: timex.start].strip() or _SENTENCE_OF_ITS_OWN.match(text, timex.end) is None:
        return None
    return answer.time.start_earliest if answer.time else None
