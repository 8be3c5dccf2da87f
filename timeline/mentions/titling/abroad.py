"""Another country's election: one whose name holds a country that is not the calendar's ("выборы Президента Молдовы").

Nothing that the law of one's own country wants follows from it, and a voter's feed leaves it out. Only the words of the
election itself count, what stands behind them up to its country, and a country that opens the sentence; one named
elsewhere in it ("приглашены наблюдатели из Казахстана") says nothing of whose election it is.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from timeline.languages.lexicon import fold
from timeline.mentions.reading.standing import VOTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence, Word

_STAGES = frozenset({"campaigning", "nomination", "registration", "early-voting", "result"})
"""Kinds that are of the same country as the votes of their post."""
REACH = 3
"""Words that may stand between an election's preposition and its country ("на выборах Президента Грузии")."""


class Countries(NamedTuple):
    """The words of one language: ``whole`` ones, and beginnings (``any`` of them, to ask first), with their countries.

    ``before`` are the words between an election and its country, ``there`` those for the country just named,
    ``missions`` beginnings of what stands abroad, ``parliaments`` words that name a country's parliament, or another
    body, ``capitals`` words for capitals with their countries.
    """

    whole: dict[str, set[str]]
    begins: tuple[tuple[str, str], ...]
    any: tuple[str, ...]
    before: frozenset[str]
    there: frozenset[str]
    missions: tuple[str, ...]
    parliaments: tuple[str, ...]
    capitals: tuple[tuple[str, str], ...]

    def of(self, word: Word, home: str | None = "") -> set[str]:
        """The codes of the countries that a word names; none inside a quoted name, nor, where ``home`` is ``None``, for
        the name of a parliament."""
        if home is None and word.low.startswith(self.parliaments):
            return set()
        return set() if word.quoted else self.called(word.low)

    def called(self, low: str) -> set[str]:
        """The codes of the countries that a word in lower case names."""
        found = self.whole.get(low, set())
        if low.startswith(self.any):
            found = found | {code for begin, code in self.begins if low.startswith(begin)}
        return found


@cache
def countries(lang: str) -> Countries:
    """The words for countries in a language that has an ``[xx]`` of ``languages/countries.toml``."""
    data = tomllib.loads((files("timeline.languages") / "countries.toml").read_text("utf-8"))[lang]
    named = [(word, code) for code, words in data.items() if code.isupper() for word in words.split()]
    whole: dict[str, set[str]] = {}
    for word, code in named:
        whole.setdefault(word, set()).add(code)
    begins = tuple((word[:-1], code) for word, code in named if word.endswith("*"))
    missions = tuple(word.rstrip("*") for word in data["mission"].split())
    parliaments = tuple(word.rstrip("*") for word in data["parliaments"].split())
    capitals = tuple((word, code) for code, words in data.get("capitals", {}).items() for word in words.split())
    before, there = frozenset(data["in"].split()), frozenset(data["there"].split())
    return Countries(whole, begins, tuple(begin for begin, _ in begins), before, there, missions, parliaments, capitals)


def abroad(page: Page, drafts: Sequence[Draft], home: str | None) -> None:
    """Mark the elections of other countries than ``home`` (ISO 3166-1 alpha-2).

    Without a home none is foreign, but a vote whose country is named is not taken for one on other days of which it is
    not: its election is told by it.
    """
    for draft in drafts:
        if draft.refused is None and draft.candidate is not None and draft.concept and draft.kind != "observation":
            if home is None and (draft.concept not in VOTES or draft.role not in ("at", "span") or draft.revises):
                continue
            found = _country(draft, page, home)
            if found is None:
                continue
            where, code = found
            if home is not None:
                draft.foreign, draft.election = True, None
            else:
                draft.election = f"{code.lower()}-{draft.election or _year(draft)}"
            if where and where.lower() not in draft.title.lower():
                draft.title = f"{draft.title} {where}"
    if home is not None:
        _their_stages(drafts)


def _their_stages(drafts: Sequence[Draft]) -> None:
    """ "В Казахстане 19 марта пройдут выборы. Агитация закончится 18 марта": where a post knows no vote but theirs,
    the stages that it tells of are theirs too."""
    told = [d for d in drafts if d.concept and d.refused is None]
    votes, theirs = [d for d in told if d.kind == "election-day"], {d.concept for d in told if d.foreign}
    for draft in told if all(vote.foreign for vote in votes) else ():
        if draft.kind in _STAGES and (votes or draft.concept in theirs):
            draft.foreign, draft.election = True, None


def _country(draft: Draft, page: Page, home: str | None) -> tuple[str, str] | None:
    """The words that add another country to an election's name ("в Армении"), empty where the name holds it, and its
    code; ``None`` for one at home.
    """
    candidate = draft.candidate
    assert candidate is not None
    known, words = countries(draft.sentence.lang), candidate.words
    named = set[str]().union(*(known.of(word, home) for word in words[candidate.left : candidate.right]))
    if named:
        return None if home in named else ("", min(named))
    if code := _travelled_to(candidate, page, known, home):
        return "", code
    behind = words[candidate.right : candidate.right + REACH + 2]
    if home is not None and (code := _of_their_parliament(draft, behind, known, home)):
        return "", code
    if behind and behind[0].low in known.before:
        return _up_to(behind, known, home)
    opening = _opening(draft)
    if candidate.frame.form != "verb" and opening and opening[0].low in known.before:
        return _up_to(opening, known, home)
    return _there(draft.sentence, page, known, home)


def _of_their_parliament(draft: Draft, behind: Sequence[Word], known: Countries, home: str) -> str:
    """ "Выборы депутатов Жогорку Кенеша": a parliament that a title names, or that stands right behind its words."""
    told = [low for low in fold(draft.title).split() if low.startswith(known.parliaments)]
    told += [word.low for word in behind[:1] if word.low.startswith(known.parliaments) and not word.quoted]
    codes = {code for low in told for code in known.called(low)}
    return min(codes) if codes and home not in codes else ""


def _travelled_to(candidate: Candidate, page: Page, known: Countries, home: str | None) -> str:
    """ "Наблюдатели вылетели в Баку на выборы": the country of the place before an election that somebody goes to."""
    words, onto = candidate.words, page.lexicon(candidate.sentence).plain.get("onto", ())
    if candidate.left < 3 or words[candidate.left - 1].low not in onto:
        return ""
    to, place = words[candidate.left - 3 : candidate.left - 1]
    if to.low not in known.before:
        return ""
    codes = known.of(place) | {
        code
        for word, code in known.capitals
        if place.low == word or (word.endswith("*") and place.low.startswith(word[:-1]))
    }
    return min(codes) if codes and home not in codes else ""


def _there(sentence: Sentence, page: Page, known: Countries, home: str | None) -> tuple[str, str] | None:
    """ "Наблюдатели летят на выборы в Молдову. Голосование там – 5 мая": the one country named just before."""
    if known.there.isdisjoint([word.low for word in page.words(sentence)]):
        return None
    for place in range(sentence.index - 1, max(-1, sentence.index - REACH), -1):
        codes = set[str]().union(*(known.of(word, home) for word in page.words(page.sentences[place])))
        if codes:
            return ("", min(codes)) if len(codes) == 1 and home not in codes else None
    return None


def _year(draft: Draft) -> str:
    return draft.when.value[:4] if draft.when is not None else ""


def _opening(draft: Draft) -> Sequence[Word]:
    """What opens the sentence before the election, behind a date where that comes first."""
    candidate, when = draft.candidate, draft.when
    assert candidate is not None
    before = candidate.words[: candidate.left]
    if when is not None and before and when.start <= before[0].start:
        before = [word for word in before if word.start >= when.end]
    return before[:REACH]


def _up_to(words: Sequence[Word], known: Countries, home: str | None) -> tuple[str, str] | None:
    """The words from a preposition to the country of another, if nothing else comes between, and its code."""
    for place, word in enumerate(words):
        again = place > 0 and word.low in known.before  # "по поправкам в закон открылись в Молдове"
        if not word.alphabetic or again or word.low.startswith(known.missions):
            return None
        if codes := known.of(word, home):
            where = " ".join([words[0].low, *(w.text for w in words[1 : place + 1])])
            return None if home in codes else (where, min(codes))
    return None
