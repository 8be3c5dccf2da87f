"""The tense of the verb beside an expression, for those whose place depends on it: "15 мая" lies ahead or behind."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from timeline.expressions import meaning as say
from timeline.languages import codes, lexicon

if TYPE_CHECKING:
    from timeline.expressions import Timex
    from timeline.languages import Lexicon
    from timeline.times.place import Tense

TENSELESS = frozenset({say.Relative, say.Duration, say.Remaining, say.FromEvent, say.Within, say.Vague, say.Now})
"""Kinds of meanings that ask for no tense, and state no clock time."""
_REACH = 160
"""Characters before and after an expression in which its verb is looked for."""
_SAID = re.compile(r":\s*«")
"""What words begin with that are quoted: "в воскресенье он сказал: «Итоги назовём завтра»"."""
_STOP = re.compile(r"[,;:.()–—]")
_JOINED, _SHORT = 3, 4
"""How many words, and how long ones, may join a verb to what is said before it ("и она завершится")."""
_FIRST_WORD = re.compile(r"[^\W\d]+\s")
_WORD = re.compile(r"[\w'’ʼ]+")


def asks_tense(meaning: object) -> bool:
    """Whether the place of a meaning depends on the tense of its verb: a year, a week or a month is not said."""
    if type(meaning) in TENSELESS:
        return False
    match meaning:
        case say.Date(year=year, day=day, month=month):
            return year is None or (day is not None and month is None)
        case say.Same(apart=apart):
            return apart
        case say.Shift(sign=1, base=None):
            return True
        case say.Weekday(week=week):
            return week is None
        case say.Range(first, last):
            return asks_tense(first) or asks_tense(last)
        case say.Bounded(of=of) | say.Part(of=of) | say.NthWeekday(of=of):
            return asks_tense(of)
        case say.Period(of=of):
            return of is None or asks_tense(of)
        case say.At(date=date):
            return asks_tense(date)
        case say.Shift(base=base):
            return asks_tense(base)
    return False


_FIGURE = re.compile(r"\d")
_FUTURE, _PAST = 1, 2
_TENSES: tuple[tuple[Tense, re.Pattern[bytes]], ...] = (
    ("future", re.compile(rb"[\1\3]")),
    ("past", re.compile(rb"[\2\3]")),
)
"""The tenses in the order in which they are asked for, and what a chunk of words that may tell one is known by."""


class _CueWords(dict[str, int]):
    """Which of what stands between blanks may tell a tense by its words; found out once for each."""

    def __init__(self, cues: dict[str, re.Pattern[str]], phrases: bool) -> None:
        super().__init__()
        self._cues, self._phrases = cues, phrases

    def __missing__(self, chunk: str) -> int:
        if len(self) > 100_000:
            self.clear()
        told = 0
        for word in _WORD.findall(chunk):
            future, past = (self._phrases or cue.search(word) for cue in (self._cues["future"], self._cues["past"]))
            told |= (_FUTURE if future else 0) | (_PAST if past else 0)
        self[chunk] = told
        return told


@cache
def _cue_words(lang: str) -> _CueWords:
    """The cue words of a language; where cues are of several words any word may be one."""
    words = lexicon(lang)
    assert words.tense is not None
    return _CueWords(words.tense, "tense-phrases" in words.features)


def tense_of(text: str, timex: Timex, begins: int, ends: int) -> Tense | None:
    """The tense of the sentence around an expression, from the verb cues of its language; ``None`` where none tells.

    ``begins`` and ``ends`` are the code points of the sentence, ``ends`` exclusive.
    Cues are told with ё as е. One is looked for from the first word on that is one by itself; what stands before it
    may say that it is none.
    """
    cues = lexicon(timex.lang).tense if timex.lang in codes() else None
    if cues is None:
        return None
    said = _cue_words(timex.lang)
    left = text[max(begins, timex.start - _REACH) : timex.start].lower()
    if "set-for" in cues:
        joins = _FIRST_WORD.match(text, timex.start, timex.end)  # "postponed" and "to 9 August"
        if cues["set-for"].search(left) or (joins and cues["set-for"].search(left + joins[0].lower())):
            return None  # "назначил выборы на 9 августа": neither behind nor, told long after, ahead
    right = text[timex.end : min(ends, timex.end + _REACH)].lower().replace("ё", "е")
    if not isinstance(timex.meaning, say.Range) and (own := _goes_on(timex, left.replace("ё", "е"), right)) != "other":
        return own
    start, end = max(begins, timex.start - _REACH), min(ends, timex.end + _REACH)
    if (quoted := _SAID.search(text, timex.end, end)) is not None:
        end = quoted.start()
    start = text.rfind("», ", start, timex.start) + 1 or start  # "«Назовём завтра», – сказал он в воскресенье"
    if "reported" in cues and (report := cues["reported"].search(text[timex.end : end].lower())):
        end = timex.end + report.start()  # "через две недели выборы, напомнил секретарь": when it was told
    listed = text.rfind(":", start, timex.start) + 1
    if "decided" in cues and cues["decided"].search(text[start:listed].lower()):
        start = listed  # "решили: выборы – 26 января": the verb tells when it was decided
    colon = max([text.rfind(mark, start, timex.start) for mark in ":(—–"])
    for first in (colon + 1, start) if colon >= start and text[colon] != ":" else (max(colon + 1, start),):
        around = text[first:end].lower().replace("ё", "е")
        chunks = around.split()
        told = bytes(map(said.__getitem__, chunks))
        for tense, telling in _TENSES:
            cue = telling.search(told)
            if cue is None or (told_by := cues[tense].search(around, around.index(chunks[cue.start()]))) is None:
                continue
            if tense == "past" and first < colon and _decided(around[: colon - first], told_by.end()):
                continue
            return tense
    return None


def _goes_on(timex: Timex, left: str, right: str) -> Tense | Literal["other"] | None:
    """ "Агитация идёт с 1 августа и завершится 18 октября", "началась 1 апреля, завершится 18 октября": the tense of a
    beginning, of which another verb tells the end; ``None`` for what is under way since then, ``"other"`` where no such
    thing is said."""
    words = lexicon(timex.lang)
    assert words.tense is not None
    own = _STOP.split(left)[-1]
    beside = [*own.split()[-2:], *_STOP.split(right)[0].split()[:2]]
    since = "FROM" in (words.look_up(timex.text.split()[0].lower()) or ()) and "under-way" in words.tense
    under_way = since and any(words.tense["under-way"].fullmatch(word) for word in beside)
    if not _ends_then(right, words):
        return None if under_way else "other"
    verb = own.rstrip().rpartition(" ")[2]  # no "решили собраться 10 марта и обсудят план"
    past = words.tense["past"].search(verb) and not words.tense["future"].search(own)
    return "past" if under_way or past else "other"


def _ends_then(right: str, words: Lexicon) -> bool:
    """Whether what follows a date is only joined to it: "… и завершится", ", завершится она"."""
    assert words.tense is not None
    then = words.tense["future"].search(right)
    between = right[: then.start()].split() if then is not None else []
    joined = right.startswith(",") or (between and "AND" in (words.look_up(between[0]) or ()))
    return bool(joined) and len(between) <= _JOINED and all(len(word) <= _SHORT for word in between)


def _decided(label: str, verb: int) -> bool:
    """ "Решение приняли сегодня, день голосования – 8 сентября": the verb tells nothing of what a clause behind it
    names before its dash, unless both have a date ("первый состав создали 5 июня, второй – 8 сентября")."""
    comma = label.rfind(",")
    plain = not _FIGURE.search(label) and ":" not in label
    return plain and verb <= comma and _WORD.search(label, comma) is not None
