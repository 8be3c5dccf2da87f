"""What an offset counts from: "за 5 дней до начала досрочного голосования" names a stage, and a side of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

if TYPE_CHECKING:
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import EventLexicon, Frame

Side = Literal["start", "end"]

OF_A_DAY = frozenset(
    {
        "election-day",
        "second-round",
        "repeat-voting",
        "early-voting",
        "call",
        "results",
        "first-session",
        "inauguration",
    }
)
"""Stages that may be counted from as they are; another, such as registration, only from its start or its end: what
follows "со дня регистрации" is counted for each candidate apart."""
OF_SOME_DAYS = frozenset({"early-voting", "campaigning"})
"""Stages of several days that are counted to as to what begins then."""
AHEAD = 6
"""Words that may stand between the preposition and the stage."""

_STOP = re.compile(r"[,;:.!?()«»\n–—]")
_WORD = re.compile(r"\w+")
_WHOLE = re.compile(r"P\d+[YMWD]")


class Anchor(NamedTuple):
    """The stage that an offset counts from, which side of it where that is said, and whom its election is for."""

    concept: str
    side: Side | None
    body: str | None


def anchor_of(when: When, sentence: Sentence, page: Page) -> Anchor | None:
    """The stage that a date counts from; ``None`` where it counts from nothing that a calendar knows."""
    if when.event is None or when.offset is None or _WHOLE.fullmatch(when.value) is None:
        return None
    low = sentence.low[when.event[0] - sentence.start :]
    stop = _STOP.search(low)
    phrase = low[: stop.start()] if stop else low
    lexicon = page.lexicon(sentence)
    for begin, end, frame in sorted(lexicon.frames(phrase), key=_first_and_longest):
        if frame.form == "verb" or frame.concept is None:
            continue
        side = _side(phrase[:begin], lexicon)
        if side == "" or (side is None and frame.concept not in OF_A_DAY):
            return None
        body = page.own_body(phrase[begin : end + 60], sentence.lang)
        return Anchor(frame.concept, side, body.key if body is not None else None)
    return None


def side_of(when: When, concept: str | None, page: Page) -> Side | None:
    """The side of its event that a remaining time counts to: "до окончания сбора подписей остаётся две недели". Of what
    goes on for days it is the first, where none is said; of what is only named ("Сбор подписей: осталось два дня") the
    last."""
    here = page.sentence_at(when.start)
    if when.event is None and when.shape == "remaining" and not when.mod and here is not None:
        if concept is None or concept in OF_A_DAY | OF_SOME_DAYS:
            return None
        return "start" if page.lexicon(here).says(here.low, "start") else "end"
    sentence = page.sentence_at(when.event[0]) if when.event is not None else None
    if when.event is None or sentence is None or when.shape != "remaining":
        return None
    if when.mod and concept in OF_SOME_DAYS:
        return None  # "до начала досрочного голосования меньше недели": what is left bounds the whole
    plain, said = page.lexicon(sentence).plain, sentence.low[when.event[0] - sentence.start :].split(None, 1)[:1]
    for side, words in (("start", "its-start"), ("end", "its-end")):
        if said and said[0] in plain.get(words, ()):
            return cast("Side", side)
    return "start" if concept in OF_SOME_DAYS else None


def _first_and_longest(found: tuple[int, int, Frame]) -> tuple[int, int, float]:
    begin, end, frame = found
    return begin, -end, -frame.weight


def _side(before: str, lexicon: EventLexicon) -> Side | Literal[""] | None:
    """What the words before a stage make of it; empty where they make something else of it."""
    words = _WORD.findall(before)
    if len(words) > AHEAD:
        return ""
    side: Side | None = None
    for word in words:
        if word in lexicon.plain.get("its-start", ()):
            side = "start"
        elif word in lexicon.plain.get("its-end", ()):
            side = "end"
        elif word not in lexicon.plain.get("of-its-own", ()):
            return ""
    return side
