"""Russian words, over pymorphy3: their readings, and which of them go together.

pymorphy3's dictionary is OpenCorpora's (CC BY-SA). What is found out about a word form is kept for the next time
that it is met; the analyser itself is loaded at the first word.
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from timeline.expressions.value import value
from timeline.languages.text import governed, little_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from timeline.mentions.text.sentences import Word

CASES_AFTER = governed("ru")
"""Which cases a preposition governs."""
JOINERS = frozenset(little_words("joiners", "ru"))
"""What joins clauses or phrases, and is read as nothing else."""
_INFINITIVES = ("ть", "ти", "чь", "ся", "сь")
_VOWEL = re.compile("[аеёиоуыэюя]")
_REMEMBERED = 1 << 14
"""Word forms whose readings are kept."""


@value(frozen=True, slots=True)
class Tag:
    """OpenCorpora's grammemes of a reading, those that are asked for by name apart; ``None`` where it has none.

    ``governed`` is the case as a preposition governs it, which knows neither of the second cases.
    """

    grammemes: frozenset[str]
    POS: str | None
    case: str | None
    number: str | None
    gender: str | None
    tense: str | None
    governed: str | None

    def __contains__(self, grammeme: str) -> bool:
        return grammeme in self.grammemes


@value(frozen=True, slots=True)
class Reading:
    """One way to read a word form, ``score`` its probability, ``source`` the analyser's own record of it."""

    word: str
    normal_form: str
    score: float
    tag: Tag
    source: Any
    _forms: dict[frozenset[str], Reading | None] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether the dictionary has the word: the forms of others are guessed."""
        return bool(self.source.is_known)

    def forms(self) -> set[str]:
        """Every form of this word."""
        return {form.word for form in self.source.lexeme}

    def inflect(self, grammemes: Collection[str]) -> Reading | None:
        """The form of this word that has those grammemes, ``None`` if there is none."""
        wanted = frozenset(grammemes)
        if wanted not in self._forms:
            changed = self._superlative(wanted) or self.source.inflect(set(wanted))
            self._forms[wanted] = _reading(changed) if changed is not None else None
        return self._forms[wanted]

    def _superlative(self, wanted: frozenset[str]) -> Any:
        """Of the same stem: "лучшие" and "наихороший" are superlatives of one word."""
        if "Supr" not in self.tag.grammemes:
            return None
        forms = (form for form in self.source.lexeme if wanted | {"Supr"} <= set(form.tag.grammemes))
        return next((form for form in forms if form.word[:3] == self.word[:3]), None)


@cache
def analyser() -> Any:
    """The analyser, which takes a moment to load."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@cache
def _tag(tag: Any) -> Tag:
    asked = (getattr(tag, name) for name in ("POS", "case", "number", "gender", "tense"))
    part, case, number, gender, tense = (value and str(value) for value in asked)
    governed = {"loc2": "loct", "gen2": "gent"}.get(case or "", case)
    return Tag(frozenset(tag.grammemes), part, case, number, gender, tense, governed)


def _reading(parse: Any) -> Reading:
    return Reading(parse.word, parse.normal_form, parse.score, _tag(parse.tag), parse)


@lru_cache(maxsize=_REMEMBERED)
def parses(word: str) -> tuple[Reading, ...]:
    """All readings of a word form, most likely first; none for numbers and marks."""
    if not word[0].isalpha() and not (word[0].isdigit() and word[-1].isalpha()):
        return ()
    found = tuple(map(_reading, analyser().parse(word.replace("‑", "-"))))
    if found and found[0].tag.POS == "ADJS":  # "представим", "выполним": rather "we shall" than "can be"
        we = tuple(one for one in found if "1per" in one.tag.grammemes and one.score == found[0].score)
        return (*we, *(one for one in found if one not in we))
    return found


@lru_cache(maxsize=_REMEMBERED)
def as_adjectives(text: str) -> tuple[Reading, ...]:
    """The readings of a word as an adjective or a participle; none where it is hardly ever one."""
    found = parses(text)
    as_adjective = [p for p in found if p.tag.POS in ("ADJF", "PRTF")]
    if not as_adjective and text[0].isupper():
        return tuple(of_place for p in found if "Surn" in p.tag for of_place in _of_place(p))
    if sum(p.score for p in as_adjective) < 0.12:
        return ()
    if found[0].tag.POS == "NOUN" and all("Fixd" in p.tag.grammemes for p in as_adjective):
        return ()  # "тур"
    return tuple(p for p in as_adjective if "Apro" not in p.tag and "Surn" not in p.tag)


def _of_place(surname: Reading) -> Iterator[Reading]:
    """ "По Слуцкому округу": a surname that the dictionary has without the adjective that it comes from, read as that;
    hardly, so that it is one before its noun only."""
    if not surname.normal_form.endswith(("ский", "цкий")):
        return
    tag, hardly = surname.tag, surname.score / 4
    own = "neut" if tag.gender == "masc" and tag.case not in ("nomn", "accs") else tag.gender
    for gender in dict.fromkeys((tag.gender, own)):
        cases = (tag.case, "accs") if tag.case == "nomn" and gender != "femn" else (tag.case,)
        for case in cases:
            meant = Tag(frozenset({"ADJF"}), "ADJF", case, tag.number, gender, None, case)
            yield Reading(surname.word, surname.normal_form, hardly, meant, surname.source)


@lru_cache(maxsize=_REMEMBERED)
def as_nouns(text: str) -> tuple[Reading, ...]:
    """The readings of a word as a noun; none of a preposition or a joining word."""
    if text.lower() in CASES_AFTER or text.lower() in JOINERS:
        return ()
    lower = text.islower()
    nouns = (p for p in parses(text) if p.tag.POS == "NOUN" and p.score > 0.005)
    return tuple(p for p in nouns if not (lower and "Geox" in p.tag.grammemes))  # "ровно" is no town


@value(frozen=True, slots=True)
class _Form:
    """What is asked of a word form again and again."""

    lemma: str | None
    noun: bool
    verb: bool
    infinitive: bool
    tense: str | None


@lru_cache(maxsize=_REMEMBERED)
def _form(text: str) -> _Form:
    found = parses(text)
    if not found:
        return _Form(None, noun=False, verb=False, infinitive=False, tense=None)
    tag = found[0].tag
    if "impr" in tag:  # "пришли" is rather "came" than "send"
        tag = next((other.tag for other in found if other.tag.tense == "past" and other.tag.POS == "VERB"), tag)
    tense = {"past": "past", "pres": "present", "futr": "future"}.get(str(tag.tense)) if tag.POS == "VERB" else None
    return _Form(
        found[0].normal_form.replace("ё", "е"),
        noun=any(p.score > 0.05 for p in as_nouns(text)),
        verb=tag.POS in ("VERB", "INFN", "PRTS", "GRND", "PRED"),
        infinitive=found[0].tag.POS == "INFN",
        tense="past" if tag.POS == "PRTS" else tense,
    )


def lemma(word: Word) -> str:
    """The dictionary form of the likeliest reading, ё as е."""
    found = _form(word.text).lemma
    return word.low if found is None else found


def is_noun(word: Word) -> bool:
    """See ``Grammar.is_noun``."""
    return _form(word.text).noun


def is_name(word: Word) -> bool:
    """Whether a word can head a title: no abbreviation ("млн"), unless it is an acronym."""
    return word.text.isupper() or any(p.score > 0.05 and _VOWEL.search(p.normal_form) for p in as_nouns(word.text))


def is_proper(low: str) -> bool:
    """Whether the likeliest reading of a word in lower case is the name of a place or a person."""
    return any(name in reading.tag for reading in parses(low)[:1] for name in ("Geox", "Name", "Surn", "Patr"))


def is_adjective(word: Word) -> bool:
    """Whether a word can be an adjective in the nominative."""
    return any(p.tag.case == "nomn" for p in as_adjectives(word.text))


def is_verb(word: Word) -> bool:
    """Whether the likeliest reading is a finite verb, an infinitive, a short participle or a gerund."""
    return _form(word.text).verb


def is_infinitive(word: Word) -> bool:
    """Whether the likeliest reading is an infinitive; most words do not even end as one."""
    return (word.low.endswith(_INFINITIVES) or "-" in word.low) and _form(word.text).infinitive


def tense(word: Word) -> str | None:
    """ "past", "present" or "future" of a finite verb or short participle (a result), else ``None``."""
    return _form(word.text).tense


def agree(adjective: Reading, noun: Reading) -> bool:
    """Whether an adjective can describe a noun: of one case, number and gender."""
    own, other = adjective.tag, noun.tag
    if own.case != other.case:
        return False
    if own.number == "plur" or other.number == "plur":
        return own.number == other.number
    return own.gender == other.gender or other.gender is None


def is_noun_first(word: Word) -> bool:
    """Whether the likeliest reading is a noun."""
    return bool(parses(word.text)) and parses(word.text)[0].tag.POS == "NOUN"


def proper(word: Word) -> bool:
    """Whether a word keeps its capital inside a sentence."""
    found = parses(word.text)
    if (word.text.isupper() and len(word.text) > 1) or not found:
        return True
    return bool(found[0].tag.grammemes & {"Geox", "Name", "Surn", "Orgn", "Abbr", "Patr"})
