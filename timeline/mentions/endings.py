"""Noun phrases of languages without an analyser, by their endings: Belarusian and Ukrainian, and English word order.

Only the head, whose nominative the lexicon gives, and the adjectives to its left are changed; what follows
is in the genitive or behind a preposition and is copied as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.mentions.phrase import Phrase, slice_with

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from timeline.mentions.sentences import Word

_ADJECTIVE = re.compile(
    r"(?:ага|яга|аму|яму|ымі|імі|ую|юю|ай|яй|ой|ых|іх|ым|ім|ыя|ія|ае|яе|ая|яя|ого|ього|ому|ими|ої|ій|их|им|ий|е|а|ы|і)$"
)
_NOMINATIVE = {"n": "ае", "f": "ая", "p": "ыя", "m": "ы"}
_NOMINATIVE_UK = {"n": "е", "f": "а", "p": "і", "m": "ий"}
_VERB = re.compile(
    r"(?:цца|цца|ться|ўся|вся|лася|лося|ліся|лись|лось|лась)$|(?:[аяуюыіеэ](?:ла|ло|лі))$|(?:[аыіоу]ў)$|(?:юць|уць|ують|ають|уюць|аюць|яюць|ляць|іць|ыць|аць|ець)$"
    r"|(?:уе|ае|не|дзе|жа|мем|уем|аем|ім|ым)$|^(?:будзе|будуць|буде|будуть|ёсць|можна)$"
)
_CASE_ENDING = re.compile(r"(?:аў|яў|ей|ій|ы|і|а|я|у|ю|ага|яга|ых|іх|ай|яй|ок|ак|ь|ів|їв|ого|ої|их|ії)$")
_PREPOSITIONS = frozenset(
    ["на", "у", "ў", "ва", "з", "са", "да", "па", "для", "аб", "пра", "ад", "за", "пры", "без", "перад", "пасля", "між", "к", "в", "від", "до", "по", "про", "об", "із", "зі", "над", "під", "of", "for", "with", "to", "on", "in", "at", "by", "from"]
)
_JOINERS = frozenset({"і", "й", "а", "або", "та", "и", "and", "не", "але", "што", "як", "якая", "які", "якое"})
_PAST = re.compile(r"(?:ў|ла|ло|лі|ўся|лася|лося|ліся|на|ны|та|в|вся|лась|лось|лись)$")


def head(words: Sequence[Word], first: int, last: int) -> int | None:
    """The last word that the pattern matched in full: adjectives come before their noun."""
    for place in range(first, last):
        if words[place].alphabetic and (place + 1 == last or not _ADJECTIVE.search(words[place].low)):
            return place
    return last - 1 if last > first else None


def is_verb(word: Word) -> bool:
    return word.alphabetic and word.text.islower() and len(word.low) > 3 and bool(_VERB.search(word.low))


def tense(word: Word) -> str | None:
    if not is_verb(word):
        return None
    return "past" if _PAST.search(word.low) else "future"


def gender(found: Phrase) -> str:
    return ""


def phrase(
    words: Sequence[Word], head: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
) -> Phrase | None:
    left = head
    while (
        left > 0
        and left - 1 not in barred
        and _is_adjective(words[left - 1])
        and words[left - 1].quoted == words[head].quoted
    ):
        left -= 1
    return Phrase(
        left,
        head,
        _right(words, head, barred, tails),
        reading=None,
        adjectives=dict.fromkeys(range(left, head)),
    )


def _is_adjective(word: Word) -> bool:
    return (
        word.alphabetic
        and len(word.low) > 4
        and bool(
            re.search(
                r"(?:ага|яга|аму|яму|ымі|імі|ую|юю|ай|яй|ой|ых|іх|ым|ім|ыя|ія|ае|яе|ая|яя|ы|і|ого|ому|ої|ий|их)$",
                word.low,
            )
        )
        and bool(
            re.search(
                r"(?:[нкцчв]|ск|цк|шн|зн|ш|г)(?:ага|яга|аму|яму|ымі|імі|ую|юю|ай|яй|ой|ых|іх|ым|ім|ыя|ія|ае|яе|ая|яя|ы|і|ого|ому|ої|ий|их)$",
                word.low,
            )
        )
        and not is_verb(word)
        and not word.low.endswith(("цыі", "цыя", "нні", "камісіі", "дні", "аны", "ены"))
    )


def _right(words: Sequence[Word], head: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]) -> int:
    place, last = head + 1, words[head].low
    governor = last
    while place < len(words) and place not in barred:
        word = words[place]
        if word.text in '«"“„' and word.quoted:
            closing = next((k for k in range(place + 1, len(words)) if words[k].text in '»"”“'), None)
            if closing is None:
                break
            place = closing + 1
            continue
        if word.low in _PREPOSITIONS:
            after = place + 1
            if (
                after < len(words)
                and after not in barred
                and _governs(tails, (last, governor), word.low)
                and _continues(words[after])
            ):
                place, last = after + 1, words[after].low
                continue
            break
        if (
            word.low in ("і", "й", "та")
            and place > head + 1
            and place + 1 < len(words)
            and _continues(words[place + 1])
            and place + 1 not in barred
        ):
            place, last = place + 2, words[place + 1].low
            continue
        if not _continues(word):
            break
        last = word.low
        place += 1
    while place - 1 > head and (words[place - 1].low in _PREPOSITIONS or words[place - 1].low in _JOINERS):
        place -= 1
    return place


def _continues(word: Word) -> bool:
    if not word.alphabetic or word.low in _JOINERS or is_verb(word) or word.low in _PREPOSITIONS:
        return False
    return word.text.isupper() or word.text[0].isascii() or bool(_CASE_ENDING.search(word.low))


def _governs(tails: Mapping[str, Sequence[str]], nouns: Sequence[str], preposition: str) -> bool:
    same = {"са": "з", "ў": "у", "ва": "у"}.get(preposition, preposition)
    return any(noun.startswith(stem) and same in allowed for noun in nouns for stem, allowed in tails.items())


def inflect(text: str, words: Sequence[Word], found: Phrase, case: str, nominative: str = "", gender: str = "") -> str:
    """The phrase with the nominative of its head; other cases are left as they stand."""
    changed: dict[int, str] = {}
    if case == "nomn" and nominative:
        word = words[found.head]
        changed[found.head] = nominative.capitalize() if word.text[0].isupper() else nominative
        for place in found.adjectives:
            changed[place] = _agreeing(words[place].text, gender)
    return slice_with(text, words, found.left, found.right, changed)


def _agreeing(adjective: str, gender: str) -> str:
    """An adjective in the nominative of a gender ("n", "f", "m", "p")."""
    table = _NOMINATIVE_UK if re.search("[їєґи]", adjective) else _NOMINATIVE
    found = _ADJECTIVE.search(adjective)
    if not gender or gender not in table or found is None:
        return adjective
    stem, ending = adjective[: found.start()], table[gender]
    if ending[0] == "ы" and stem[-1:].lower() in "кгх":
        ending = "і" + ending[1:]
    return stem + ending


def object_of(
    words: Sequence[Word], verb: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
) -> Phrase | None:
    """Not known without an analyser."""
    return None


subject_of = object_of
