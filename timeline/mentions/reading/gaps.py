"""What lies between a date and an event, in points: words, dashes, commas, other stops."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.mentions.vocabulary.lexicon import EventLexicon

_COMMA = re.compile(r",(?:\s+(\w+))?")
_DASH = re.compile(r"\s*[–—−-]\s*$")
_DASH_BEFORE, _DASH_AFTER = re.compile(r"\s[–—-]\s*$"), re.compile(r"\s*[–—-]\s")
_TOLD = re.compile(r":(?!(?<=\d:)\d)\s*\S")
_EXPLAINED = 5
"""Words that count at most between an event and its date, where a colon behind the event explains it."""
_COLON = re.compile(r"\s*:\s*$")
OPEN = re.compile(r"\s*\(\s*(?:\w{1,12}[,:]?\s+)?$")
_PREPOSED = re.compile(r"\s\w{1,2}\s+(\w+)\s*$")
_WORD = re.compile(r"\w+")
_ASIDE = re.compile(r"\([^()]*\)|,\s(?:\w+\s)?\d{1,2}[:.]\d\d,")
"""What is said by the way: in brackets, and an hour between commas ("завтра же, в 11:00, пройдёт жеребьёвка")."""


@dataclass(slots=True)
class Count:
    """Points with the reasons for them, each with what it gives."""

    points: float
    given: list[tuple[str, float]] = field(default_factory=list)

    def add(self, value: float, reason: str) -> None:
        """Points, and why."""
        self.points += value
        self.given.append((reason, value))

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons in the order they were given, each with its points: "distance -0.2"."""
        return tuple([_reason(why, value) for why, value in self.given])


@lru_cache(maxsize=1 << 9)
def _reason(why: str, value: float) -> str:
    return f"{why} {value:+.1f}"


def nearness(total: Count, between: str, *, before: bool, overlapping: bool) -> None:
    """Points for how near a date and an event stand, and for a dash, a colon or brackets by the date."""
    if overlapping:
        total.add(1.8, "inside its words")
        return
    if between.isspace():
        total.add(0.8, "side by side")
        return
    told = _ASIDE.sub(" ", between) if "(" in between or "," in between else between
    distance = len(_WORD.findall(told))
    if before and told.lstrip().startswith(":"):
        distance = min(distance, _EXPLAINED)  # "следом – дебаты: кандидаты … выйдут в эфир 14 февраля"
    if distance:
        total.add(-0.12 * min(distance, 15), "distance")
        if _DASH_BEFORE.search(told, max(0, len(told.rstrip()) - 2)) if before else _DASH_AFTER.match(told):
            total.add(1.0, "dash by the date")
    elif _DASH.fullmatch(told):
        total.add(2.0, "dash")
    elif _COLON.fullmatch(told):
        total.add(1.5, "colon")
    elif before and OPEN.fullmatch(told):
        total.add(1.5, "in brackets")
    elif "," not in told:
        total.add(0.8, "side by side")


def boundaries(total: Count, between: str, lexicon: EventLexicon, *, before: bool) -> None:
    """Points taken for the stops that part a date from an event."""
    told = _ASIDE.sub(" ", between) if "(" in between or "," in between else between
    for comma in _COMMA.finditer(told) if "," in told else ():
        joins = comma[1] is not None and comma[1].lower() in lexicon.plain.get("joiners", ())
        total.add(-0.9 if joins else -0.5, "comma")
    if ":" in told and _TOLD.search(told) and not (before and _goes_on(told, lexicon)):
        total.add(-0.5 if before else -0.8, "colon between")
    if ";" in told:
        total.add(-2.5, "semicolon")
    if ("(" in told or ")" in told) and told.count("(") != told.count(")") and not OPEN.fullmatch(told):
        total.add(-1.2, "out of brackets")
    if "!" in told or "?" in told or "…" in told:
        total.add(-1.0, "end of a clause")


def _goes_on(told: str, lexicon: EventLexicon) -> bool:
    """ "Продлён приём заявок: теперь они принимаются до 10 июля": what stands behind the colon is said of the same."""
    return any(lexicon.pronoun(word) for word in _WORD.findall(told.rpartition(":")[2].lower())[:2])


def without_stretch(between: str, lexicon: EventLexicon) -> str:
    """ "Будут обучаться на местах в период (с 3 по 10 января)": without the words that only begin the date."""
    found = _PREPOSED.search(between)
    return between[: found.start()] + " " if found and found[1].lower() in lexicon.plain.get("stretch", ()) else between
