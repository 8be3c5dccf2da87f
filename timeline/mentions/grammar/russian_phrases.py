"""Russian noun phrases: where one begins and ends, and how it reads in another case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from timeline.languages.text import little_words
from timeline.mentions.grammar.phrase import Phrase, slice_with
from timeline.mentions.grammar.russian_words import (
    CASES_AFTER,
    JOINERS,
    agree,
    as_adjectives,
    as_nouns,
    is_noun,
    is_noun_first,
    is_verb,
    lemma,
    parses,
    proper,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from timeline.mentions.grammar.russian_words import Reading
    from timeline.mentions.text.sentences import Word

_NOT_IN_TITLE = frozenset(little_words("not-in-title", "ru"))
_WHEN_IT_IS = little_words("when-it-is", "ru")
_ADVERBIAL = frozenset(little_words("adverbial", "ru"))
_SORTS_OF_PLACES = frozenset(little_words("sorts-of-places", "ru"))
_HAPPEN = frozenset(little_words("happen", "ru"))
_AND = "и"
_SHORT = {"со": "с", "об": "о", "во": "в", "ко": "к"}
"""Prepositions as they stand before most words."""
_ACRONYM = re.compile(r"[А-ЯЁ]{2,7}$")
_ROMAN = re.compile(r"[IVXLC]+$")
_ACTS = "ни|ци|овк|правк|достав|ерк|ройк|ылк|узк|дач|монтаж"
_ACT, _FIRST_ACT = re.compile(f"{_ACTS}|тур"), re.compile(f"{_ACTS}|сбор|прием")
"""Parts of the names of acts, of which "и" joins the second to the first."""
_Step: TypeAlias = "tuple[int, int, str | None]"
"""A step to the right: where it ends, the place of its noun, and the case of that."""
_CLOSING = "»”“"
_QUOTES = '«»"“”„'


def head(words: Sequence[Word], first: int, last: int) -> int | None:
    """The first noun from ``first`` to ``last`` that is no adjective of the one after it."""
    nouns = [place for place in range(first, last) if as_nouns(words[place].text)]
    for place in nouns:
        reading = as_adjectives(words[place].text)
        if (
            not reading
            or (place == nouns[-1] and parses(words[place].text)[0].tag.POS == "NOUN")
            or is_noun_first(words[place])
        ):
            return place
    return nouns[-1] if nouns else None


_HARDLY = 5
"""How many times as likely a nominative must be for a genitive not to be meant."""


def phrase(
    words: Sequence[Word], head: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
) -> Phrase | None:
    """The noun phrase around the noun at ``head``; ``barred`` words (dates) are never part of it.

    ``tails`` says which prepositions continue the phrase after which noun, each with its case
    ("встреча": ["с ablt"]). ``None`` when the word is no noun.
    """
    reading = _reading(words, head, barred)
    if reading is None:
        return None
    left, adjectives = _left(words, head, reading, barred)
    right = _right(words, head, reading, barred, tails)
    return Phrase(left, head, right, str(reading.tag.case), reading, dict(adjectives))


def as_absent(words: Sequence[Word], found: Phrase, barred: Collection[int], nominative: str) -> Phrase:
    """The phrase as the genitive of what is not there: "(открытой) лекции завтра не будет"."""
    reading = next((p for p in as_nouns(words[found.head].text) if p.tag.case == "gent"), None)
    if reading is None or found.case == "gent":
        return found
    left, adjectives = _left(words, found.head, reading, barred)
    return Phrase(left, found.head, found.right, "gent", reading, dict(adjectives))


def _reading(words: Sequence[Word], head: int, barred: Collection[int]) -> Reading | None:
    """The reading of a noun that its preposition and its adjectives allow."""
    options: Sequence[Reading] = as_nouns(words[head].text)
    if len(options) < 2:
        return options[0] if options else None
    first = head - 1
    while first >= 0 and first not in barred and (as_adjectives(words[first].text) or words[first].low in (",", _AND)):
        first -= 1
    cases = CASES_AFTER.get(words[first].low) if first >= 0 and first not in barred else None
    if cases is not None:
        options = [p for p in options if p.tag.governed in cases] or options
    else:
        options = [p for p in options if p.tag.governed != "loct"] or options
    if head > 0 and (adjectives := as_adjectives(words[head - 1].text)):  # a date among them: "сегодняшнего заседания"
        options = [p for p in options if any(agree(a, p) for a in adjectives)] or options
    likely = "nomn"
    if cases is None:
        governor = words[first] if first >= 0 and first not in barred else None
        if governor is None or not governor.alphabetic or not is_noun(governor):
            options = [p for p in options if p.tag.case in ("nomn", "accs")] or options
        else:
            likely = "gent"  # "день жеребьёвки"
    best = max(options, key=lambda p: (p.score, p.tag.case == likely))
    if best.tag.case == "accs" and cases is None:
        best = next((p for p in options if p.tag.case == "nomn" and p.tag.number == best.tag.number), best)
    return best


def _left(words: Sequence[Word], head: int, reading: Any, barred: Collection[int]) -> tuple[int, list[tuple[int, Any]]]:
    """Where the agreeing adjectives to the left begin, and their readings."""
    adjectives: list[tuple[int, Any]] = []
    left = place = head
    while place > 0:
        place -= 1
        word = words[place]
        if place in barred or word.quoted != words[head].quoted:
            break
        if word.low in (",", _AND) and adjectives and place > 0 and place - 1 not in barred:
            if any(agree(a, reading) for a in as_adjectives(words[place - 1].text)):
                continue
            break
        if _ROMAN.match(word.text):
            left = place
            continue
        fitting = next((a for a in as_adjectives(word.text) if agree(a, reading)), None)
        if fitting is None or word.low.startswith(_WHEN_IT_IS):
            break
        adjectives.append((place, fitting))
        left = place
    return left, adjectives


def _right(
    words: Sequence[Word], head: int, reading: Reading, barred: Collection[int], tails: Mapping[str, Sequence[str]]
) -> int:
    """Where the phrase ends: genitives, quoted names, numbers with №, and the prepositions it governs."""
    governor = lemma(words[head])
    place, depth, last, case, governed = head + 1, 0, governor, str(reading.tag.case), ""
    while place < len(words) and place not in barred:
        word = words[place]
        if word.text in _QUOTES and not words[head].quoted:
            if not (end := _quoted(words, place, barred)):
                break
            place, depth = end, depth + 1
            continue
        if word.text == "№" and place + 1 < len(words) and words[place + 1].text[0].isdigit():
            place = _numbers(words, place + 2)
            continue
        step: _Step | None = None
        if word.low in CASES_AFTER:
            step = _complement(words, place, barred, tails, last, governor)
            governed = str(step[2]) if step else ""
        elif word.low == _AND:
            step = _joined(words, place, barred, last, case, depth) or _with_another(words, place, barred, governed)
        elif word.text in "–—-" and case != "nomn":
            step = _apposed(words, place, barred, case)
        elif word.alphabetic and word.low not in JOINERS and not is_verb(word):
            step = _dependent(words, place, barred, tails, last, reading)
        if step is None or lemma(words[step[1]]) in _NOT_IN_TITLE:
            break
        place, depth, last, case = step[0], depth + 1, lemma(words[step[1]]), str(step[2])
    while place - 1 > head and (words[place - 1].low in CASES_AFTER or words[place - 1].low in (_AND, ",")):
        place -= 1
    return place


def _numbers(words: Sequence[Word], place: int) -> int:
    """Where a list of numbers ends: "№2 и №10", "№№ 3, 9"."""
    while place + 1 < len(words) and words[place].low in (",", _AND):
        after = place + 1 + (words[place + 1].text == "№")
        if after == place + 1 or after >= len(words) or not words[after].text[0].isdigit():
            break
        place = after + 1
    return place


def _quoted(words: Sequence[Word], place: int, barred: Collection[int]) -> int:
    """Where a name in quotation marks ends that begins there, 0 where none does, or one with a date."""
    closing = next((k for k in range(place + 1, len(words)) if not words[k].quoted or k == len(words) - 1), 0)
    if not words[place].quoted or not closing:
        return 0
    end = closing if not words[closing].quoted else closing + 1
    return end if end - place > 2 and not any(k in barred for k in range(place, end)) else 0


def _joined(
    words: Sequence[Word], place: int, barred: Collection[int], last: str, case: str, depth: int
) -> _Step | None:
    """What "и" joins: an acronym to another, a genitive to another, and a second act to the first ("выдвижение и
    регистрация кандидатов")."""
    if place + 1 < len(words) and all(_ACRONYM.match(words[k].text) for k in (place - 1, place + 1)):
        return (place + 2, place + 1, case) if place + 1 not in barred else None
    if depth:
        return _chain(words, place + 1, barred, ("gent",)) if case == "gent" else None
    step = _chain(words, place + 1, barred, (case,))
    if step is None or step[1] != step[0] - 1:
        return None
    return step if _ACT.search(lemma(words[step[1]])) and _FIRST_ACT.search(last) else None


def _with_another(words: Sequence[Word], place: int, barred: Collection[int], governed: str) -> _Step | None:
    """What "и" joins to what a preposition added: "совещание с главами районов и руководителями предприятий"."""
    return _chain(words, place + 1, barred, (governed,)) if governed in ("ablt", "datv") else None


def _apposed(words: Sequence[Word], place: int, barred: Collection[int], case: str) -> _Step | None:
    """What a dash adds in the same case."""
    step = _chain(words, place + 1, barred, (case,))
    return step if step and words[place + 1].text[0].islower() else None


def _dependent(
    words: Sequence[Word],
    place: int,
    barred: Collection[int],
    tails: Mapping[str, Sequence[str]],
    last: str,
    reading: Reading,
) -> _Step | None:
    """The genitive behind a noun, the name behind its sort, or the dative that it governs."""
    step = _chain(words, place + bool(_ROMAN.match(words[place].text)), barred, ("gent",))
    if step and (_acronym_subject(words, step, reading) or _rather_subject(words, step) or _taken(words, place, step)):
        step = None
    if not step and last in _SORTS_OF_PLACES and (place + 1 == len(words) or not is_noun(words[place + 1])):
        step = _name(words, place)
    if not step and "datv" in tails.get(last, ()):
        step = _chain(words, place, barred, ("datv",))
    return step


def _name(words: Sequence[Word], place: int) -> _Step | None:
    """The name in the nominative behind its sort: "Республики Казахстан", "города Минск"."""
    named = [p for p in as_nouns(words[place].text) if p.tag.case == "nomn" and "Geox" in p.tag.grammemes]
    return (place + 1, place, "nomn") if named and words[place].text[0].isupper() else None


def is_name_behind(words: Sequence[Word], place: int) -> bool:
    """Whether a word is the name behind the sort of place it is of: "Беларусь" in "Республики Беларусь"."""
    return lemma(words[place - 1]) in _SORTS_OF_PLACES and _name(words, place) is not None


def _rather_subject(words: Sequence[Word], step: _Step) -> bool:
    """ "Нового депутата округ изберёт": before a verb, what is hardly ever read as a genitive is its subject."""
    if step[0] >= len(words) or not is_verb(words[step[0]]):
        return False
    scores = {p.tag.case: p.score for p in reversed(as_nouns(words[step[1]].text))}
    return scores.get("gent", 1.0) * _HARDLY < scores.get("nomn", 0.0)


def _taken(words: Sequence[Word], place: int, step: _Step) -> bool:
    """ "На конкурс «Мой голос» работы принимаем …": behind a name in quotation marks and before a verb, what may be
    no genitive is what the verb says something of."""
    if words[place - 1].text not in _CLOSING or step[0] >= len(words) or not is_verb(words[step[0]]):
        return False
    return any(p.tag.case in ("nomn", "accs") for p in as_nouns(words[step[1]].text))


def _acronym_subject(words: Sequence[Word], step: _Step, reading: Reading) -> bool:
    """ "Итоги выборов ЦИК установит": the acronym is the subject of the verb after it, not a genitive."""
    after = step[0]
    if not _ACRONYM.match(words[step[1]].text) or after >= len(words) or not is_verb(words[after]):
        return False
    verb = parses(words[after].text)[0]
    if verb.tag.number == "plur":
        return False
    if verb.tag.number != reading.tag.number:
        return True
    if verb.normal_form in _HAPPEN or verb.tag.POS != "VERB" or "tran" not in verb.tag.grammemes:
        return False
    return reading.tag.case in ("nomn", "accs")


def _complement(
    words: Sequence[Word],
    place: int,
    barred: Collection[int],
    tails: Mapping[str, Sequence[str]],
    last: str,
    governor: str,
) -> _Step | None:
    """What a preposition adds that the noun governs: "встреча с послом"."""
    preposition = _SHORT.get(words[place].low, words[place].low)
    for noun in dict.fromkeys((last, governor)):
        for entry in tails.get(noun, ()):
            wanted, _, case = entry.partition(" ")
            if wanted == preposition:
                cases = tuple(case.split("|")) if case else tuple(CASES_AFTER[preposition])
                step = _chain(words, place + 1, barred, cases)
                if step and lemma(words[step[1]]) not in _ADVERBIAL:
                    return step
    return None


def _chain(words: Sequence[Word], place: int, barred: Collection[int], cases: Sequence[str]) -> _Step | None:
    """Adjectives and a noun in one of ``cases`` from ``place`` on: (end, place of the noun, its case)."""
    adjectives: list[int] = []
    while place < len(words) and place not in barred:
        fitting = [a.score for a in as_adjectives(words[place].text) if a.tag.governed in cases]
        if not fitting:
            break
        noun = next((p for p in as_nouns(words[place].text) if p.tag.governed in cases), None)
        if noun is not None and noun.score > sum(fitting) and not _more(words, place, barred, cases):
            break
        adjectives.append(place)
        place += 1
        joined = place + 1 < len(words) and words[place].low in (",", _AND)
        if joined and any(a.tag.governed in cases for a in as_adjectives(words[place + 1].text)):
            place += 1
    if place >= len(words) or place in barred:
        return None
    word = words[place]
    if any(p.tag.POS == "ADJS" for p in parses(word.text)[:1]):
        return None  # "текст обращения готов"
    options = [p for p in as_nouns(word.text) if p.tag.governed in cases and p.score > 0.01]
    if not options and _ACRONYM.match(word.text) and not any(words[k].text.isupper() for k in adjectives):
        return place + 1, place, cases[0]  # "заседание Лесной ТИК"
    if adjectives:
        options = [p for p in options if any(agree(a, p) for a in as_adjectives(words[adjectives[-1]].text))]
    if not options or (is_verb(word) and options[0].score < 0.3):
        return None
    return place + 1, place, options[0].tag.governed


def _more(words: Sequence[Word], place: int, barred: Collection[int], cases: Sequence[str]) -> bool:
    """Whether an adjective that may be a noun is followed by the noun it agrees with, or by more adjectives of it."""
    for after in range(place + 1, len(words)):
        if after in barred:
            return False
        if any(p.tag.governed in cases for p in as_nouns(words[after].text)):
            return True
        if not any(a.tag.governed in cases for a in as_adjectives(words[after].text)):
            return False
    return False


def inflect(text: str, words: Sequence[Word], found: Phrase, case: str, nominative: str = "", gender: str = "") -> str:
    """The phrase in another case ("nomn", "gent"), cut from the source text, only head and adjectives changed."""
    if found.reading is None:
        return text[words[found.left].start : words[found.right - 1].end]
    number, gender = found.reading.tag.number or "sing", found.reading.tag.gender
    changed: dict[int, str] = {}
    if found.left == 0 and not proper(words[0]):
        changed[0] = words[0].text[0].lower() + words[0].text[1:]
    stands = case == "nomn" and words[found.head].low == nominative.replace("ё", "е")  # "на квиз", in no dictionary
    if found.case != case and not stands:
        changed[found.head] = _inflected(words[found.head], found.reading, {case, number}, changed.get(found.head))
        for place, adjective in found.adjectives.items():
            grammemes = {case, str(adjective.tag.number) if adjective.tag.POS == "NOUN" else number}
            if number == "sing" and gender and adjective.tag.POS != "NOUN":
                grammemes.add(str(gender))
            changed[place] = _inflected(words[place], adjective, grammemes, changed.get(place))
        changed |= _coordinated(words, found, case)
    return slice_with(text, words, found.left, found.right, changed)


def _coordinated(words: Sequence[Word], found: Phrase, case: str) -> dict[int, str]:
    """ "выдвижением и регистрацией кандидатов": the second head changes with the first."""
    after = found.head + 1
    if after + 1 >= found.right or words[after].low != _AND:
        return {}
    second = next((p for p in as_nouns(words[after + 1].text) if p.tag.case == found.case), None)
    return {after + 1: _inflected(words[after + 1], second, {case, str(second.tag.number)})} if second else {}


def _inflected(word: Word, reading: Any, grammemes: set[str], lowered: str | None = None) -> str:
    text = lowered or word.text
    if grammemes <= set(reading.tag.grammemes) or "Fixd" in reading.tag.grammemes:
        return text
    changed = reading.inflect(grammemes)
    if changed is None:
        return text
    form = str(changed.word) if "ё" in word.text else str(changed.word).replace("ё", "е")
    if text.isupper() and len(text) > 1:
        return form.upper()
    return form[0].upper() + form[1:] if text[0].isupper() else form
