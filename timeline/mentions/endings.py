"""Noun phrases of languages without an analyser, by their endings: Belarusian and Ukrainian, and English word order.

Only the head, whose nominative the lexicon gives, and the adjectives to its left are changed; what follows
is in the genitive or behind a preposition and is copied as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.text import little_words
from timeline.mentions.phrase import Phrase, slice_with

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from timeline.mentions.sentences import Word

_CODES = ("be", "uk", "en")
_ADJECTIVE_ENDING = r"(?:ага|яга|аму|яму|ымі|імі|ую|юю|ай|яй|ой|ых|іх|ым|ім|ыя|ія|ае|яе|ая|яя|ы|і|ого|ому|ої|ий|их)$"
_ADJECTIVE = re.compile(rf"(?:[нкцчвшг]|ш[ао]|ян|ат|ыт|іт|ават|ор){_ADJECTIVE_ENDING}")
_ENDING = re.compile(_ADJECTIVE_ENDING)
_NOUN_LIKE = re.compile(r"(?:цыі|цыя|нні|камісіі|дні|аны|ены|оўкі|ікі|эты|янкі)$")
_NOMINATIVES = (("ая", "яя"), ("ае", "яе", "ое"), ("ыя", "ія"), ("ы", "і", "ий", "ій"))
_VOWELS = re.compile(r"[аеёиоуыэюяіїєйь]+$")
_NOMINATIVE = {"n": "ае", "f": "ая", "p": "ыя", "m": "ы"}
_SOFT = frozenset({"яга", "яму", "яй", "юю", "яя", "яе", "ія", "іх", "ім", "імі", "і"})
_SOFT_NOMINATIVE = {"n": "яе", "f": "яя", "p": "ія", "m": "і"}
"""Of adjectives such as "апошні", "летні"."""
_NOMINATIVE_UK = {"n": "е", "f": "а", "p": "і", "m": "ий"}
_GENITIVE = {
    "кі": "кага",
    "гі": "гага",
    "хі": "хага",
    "ыя": "ых",
    "ія": "іх",
    "ую": "ай",
    "юю": "яй",
    "ая": "ай",
    "яя": "яй",
    "ае": "ага",
    "яе": "яга",
    "ы": "ага",
    "і": "яга",
}
_VERB = re.compile(
    r"(?:цца|ться|ўся|вся|лася|лося|ліся|лись|лось|лась)$|[аяуюыіеэо](?:ла|ло|лі)$|[аыіоуе]ў$|(?:юць|уць|ують|ають|іць|ыць|аць|яць|ець)$"
    r"|(?:нес|маг|вез|лег|йш|мер|рас|пяк|бег)л[аоі]$|(?<!^са)йце$|[іы]це$"
    r"|(?:уе|ае|(?<!н)не|дзе|жа|мем|уем|аем|дзім|росім|робім)$|^[\wў]{4,}(?:ана|аны|ена|ены)$|(?:дуть|муть|нуть|яють|юють|(?<!м)ить|[лнртдчщшжбпвмс]ять|ає|ує|ює|яє|ється|иться)$|^(?:будзе|будуць|буде|будуть|ёсць|есць|можна|трэба|варта|нельга)$"
)
_INFINITIVE = re.compile(r"(?:[аяіыеу]ць|[аяіыеу]цца)$(?<!памяць)")
"""What is a verb with a capital, too: no name of Belarus ends like it."""
_PLURAL_GENITIVE = re.compile(r"(?:[тндлрксцзгмвпбчшжфх]аў|ёў|яў|еў|(?<!ш)оў)$")
_NOUNS_LIKE_PASTS = re.compile(
    r"(?:^кал|^хвал|^земл|канал|зал|стол|стал|школ|матэрыял|пратакол|раздзел|філіял|журнал|артыкул|персанал|фінал|вакзал|квартал|сіл|чал)(?:а|у|ы|ам|е|і)$"
)
_NEUTER = re.compile(r"(?:ш|льн|нн|сн|чн|йн|ск|цк|ов|ев)ае$")
_DOERS = frozenset({"старшыня", "судья"})
_SUBJECT = re.compile(r"^(?:старшыня|сакратар|намеснік|кіраўнік|дырэктар|начальнік)$|[цсз][іы]я$")
"""Words that only a nominative is like."""
_MANY_DOERS = re.compile(
    r"^(?:старшыні|(?:сакратар|член|эксперт|кандыдат|валанцёр|валанцер|журналіст)ы|(?:намеснік|кіраўнік|назіральнік|прадстаўнік|наглядальнік)і)$"
)
_GENDERS = {
    "neut": re.compile(r"(?:нн|цц)(?:е|ё|я|ю|ем|ём)$"),
    "femn": re.compile(r"(?:[цсзк][іы](?:я|ю|яй)|(?:ўк|рк|дач|рэч|рад|чоб|льн|кол|лін|тав)(?:а|я|у|ю|ай|яй|цы))$"),
    "plur": re.compile(r"(?:выбар|вынік|дэбат|кандыдат|спіс|курс|мов)(?:ы|і|аў|ам|амі|ах)$"),
    "masc": re.compile(
        r"(?:тур|збор|рэферэндум|інар|форум|конкурс|брыфінг|падлік|прыем|перыяд|этап|разгляд|практыкум|саміт|сход|эфір)"
        r"(?:а|у|ам|ом|е|ы)?$|^д(?:зень|ня|ню|нем)$"
    ),
}
"""Endings that tell whether "яно", "яна", "ён" or "яны" can stand for a noun."""
_TAIL = re.compile(
    r"(?:дзян|дян|аў|оў|яў|ей|ій|ы|і|а|я|у|ага|яга|ых|іх|ай|яй|ой|ый|ок|ак|ь|ів|їв|ого|ої|их|ії|(?<!т)и)$|^(?:эсэ|работ|прац|анкет|кніг|асоб)$"
)
_PREPOSITIONS = frozenset(little_words("prepositions", *_CODES))
_AND = frozenset(little_words("and", "be", "uk"))
_ENGLISH_FINITE = frozenset(little_words("finite", "en"))
_ENGLISH_PAST = frozenset(little_words("past", "en"))
_STOPS = frozenset(
    {*little_words("and"), *little_words("joiners", *_CODES), *little_words("verbs", "en"), *_ENGLISH_FINITE}
)
_PAST = re.compile(r"(?:ў|ла|ло|лі|ўся|лася|лося|ліся|на|ны|та|в|вся|лась|лось|лись)$")
_ROMAN = re.compile("[IVXІХ]+")
_SAME = {"са": "з", "ў": "у", "ва": "у"}


def forms(word: str) -> str:
    """By the letters before the ending: a word that changes within ("дзень", "дня") is found as it stands only."""
    stem = _VOWELS.sub("", word)
    return rf"{stem}\w{{0,4}}" if len(stem) > 2 else word


def like(adjective: str, model: str, case: str = "") -> str:
    """Only a nominative beside a nominative: "першая", "другая"."""
    for endings in _NOMINATIVES if case == "nomn" else ():
        if adjective.endswith(endings) and model.endswith(endings):
            return adjective
    return ""


def head(words: Sequence[Word], first: int, last: int) -> int | None:
    """The noun of a match: adjectives come before it, and it comes before what it governs."""
    for place in range(first, last):
        if words[place].alphabetic and (place + 1 == last or not is_adjective(words[place])):
            return place
    return last - 1 if last > first else None


def is_name(word: Word) -> bool:
    return len(word.low) > 3


def is_noun(word: Word) -> bool:
    return word.alphabetic and len(word.low) > 3 and not is_verb(word) and not is_adjective(word)


def is_verb(word: Word) -> bool:
    if word.low in _ENGLISH_FINITE:
        return True
    if not word.alphabetic or len(word.low) < 4 or _PLURAL_GENITIVE.search(word.low):
        return False
    if _NOUNS_LIKE_PASTS.search(word.low):
        return False
    if _NEUTER.search(word.low):
        return False
    return bool((_VERB if word.text.islower() else _INFINITIVE).search(word.low))


def is_infinitive(word: Word) -> bool:
    return word.alphabetic and bool(_INFINITIVE.search(word.low))


def tense(word: Word) -> str | None:
    if not is_verb(word):
        return None
    return "past" if word.low in _ENGLISH_PAST or _PAST.search(word.low) else "future"


def gender(found: Phrase) -> str:
    return found.gender


def phrase(
    words: Sequence[Word], head: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
) -> Phrase | None:
    left = head
    while left > 0 and left - 1 not in barred and is_adjective(words[left - 1]):
        if words[left - 1].quoted != words[head].quoted:
            break
        left -= 1
    adjectives = dict.fromkeys(range(left, head))
    if left > 0 and left - 1 not in barred and _ROMAN.fullmatch(words[left - 1].text):
        left -= 1
    right = _right(words, head, barred, tails, doers=left > 0 and words[left - 1].low == "на")
    case = "nomn" if _SUBJECT.search(words[head].low) else ""
    return Phrase(left, head, right, case, adjectives=adjectives, gender=_gender(words[head].low))


def _gender(low: str) -> str:
    return next((gender for gender, ending in _GENDERS.items() if ending.search(low)), "")


def is_adjective(word: Word) -> bool:
    if not word.alphabetic or len(word.low) <= 4 or is_verb(word):
        return False
    return bool(_ADJECTIVE.search(word.low)) and not (
        _NOUN_LIKE.search(word.low) and not re.search(r"(?:скі|цкі|чны|льны|нны|овы|авы)$", word.low)
    )


def _right(
    words: Sequence[Word], head: int, barred: Collection[int], tails: Mapping[str, Sequence[str]], *, doers: bool
) -> int:
    """Genitives, quoted names, and the prepositions that the head or the last noun governs.

    ``doers``: who comes may follow ("збяруцца на нараду старшыні камісій").
    """
    place, last, governor, inside = head + 1, words[head].low, words[head].low, False
    while place < len(words) and place not in barred:
        word = words[place]
        if (doers and _MANY_DOERS.search(word.low)) or _SUBJECT.search(word.low):
            break
        if word.quoted and word.text in '«"“„':
            closing = next((k for k in range(place + 1, len(words)) if words[k].text in '»"”“'), None)
            if closing is None:
                break
            place = closing + 1
        elif word.text == "№" and place + 1 < len(words) and words[place + 1].text[0].isdigit():
            place += 2
        elif word.low in _PREPOSITIONS:
            after = place + 1
            if not _governs(tails, (last, governor), word.low) or not _continues(words, after, barred, loose=True):
                break
            place, last, inside = after + 1, words[after].low, True
        elif word.low in _AND and place > head + 1 and _continues(words, place + 1, barred, loose=inside):
            place, last = place + 2, words[place + 1].low
        elif _continues(words, place, barred, loose=inside):
            place, last = place + 1, word.low
        else:
            break
    while place - 1 > head and (words[place - 1].low in _PREPOSITIONS or words[place - 1].low in _STOPS):
        place -= 1
    return place


def _continues(words: Sequence[Word], place: int, barred: Collection[int], *, loose: bool) -> bool:
    """Whether a word can go on with a phrase; behind a preposition any case will do."""
    if place >= len(words) or place in barred:
        return False
    word = words[place]
    if not word.alphabetic or word.low in _STOPS or word.low in _PREPOSITIONS or is_verb(word):
        return False
    if word.low in _DOERS:
        return False
    several = words[place - 1].low.endswith(("ых", "іх"))  # "беларускіх жанчын"
    return loose or several or word.text.isupper() or word.text[0].isascii() or bool(_TAIL.search(word.low))


def _governs(tails: Mapping[str, Sequence[str]], nouns: Sequence[str], preposition: str) -> bool:
    same = _SAME.get(preposition, preposition)
    nouns = [f"у{noun[1:]}" if noun.startswith("ў") else noun for noun in nouns]
    stems = (max((stem for stem in tails if noun.startswith(stem)), key=len, default="") for noun in nouns)
    return any(same in " ".join(tails[stem]).split() for stem in stems if stem)


def inflect(text: str, words: Sequence[Word], found: Phrase, case: str, nominative: str = "", gender: str = "") -> str:
    """The phrase with the nominative of its head, or with its genitive where that is given; else as it stands."""
    changed: dict[int, str] = {}
    if case == "gent" and nominative:
        changed = {place: _of(words[place].text) for place in found.adjectives} | {found.head: nominative}
        return slice_with(text, words, found.left, found.right, changed)
    plural = any(words[place].low.endswith(("ыя", "ія")) for place in found.adjectives)
    if case == "nomn" and nominative and not plural:
        word = words[found.head]
        nominative = _whole(word.low, nominative[:1].lower() + nominative[1:])
        changed[found.head] = nominative.capitalize() if word.text[0].isupper() else nominative
        for place in found.adjectives:
            changed[place] = _agreeing(words[place].text, gender)
    return slice_with(text, words, found.left, found.right, changed)


def _whole(low: str, nominative: str) -> str:
    """The nominative of the very word: with what a hyphen joins to it, or of another word of the same ending."""
    prefix, hyphen, rest = low.partition("-")
    if low.startswith(nominative[:3]):
        return nominative
    if hyphen and rest.startswith(nominative[:3]):
        return f"{prefix}-{nominative}"
    return re.sub(r"нн(?:я|ю|і|ем)$", "нне", low) if nominative.endswith("нне") else nominative


def _agreeing(adjective: str, gender: str) -> str:
    """An adjective in the nominative of a gender ("n", "f", "m", "p")."""
    table = _NOMINATIVE_UK if re.search("[їєґи]", adjective) else _NOMINATIVE
    found = _ENDING.search(adjective)
    if gender not in table or found is None:
        return adjective
    stem, ending = adjective[: found.start()], table[gender]
    if table is _NOMINATIVE and found[0] in _SOFT and stem[-1:].lower() == "н":
        ending = _SOFT_NOMINATIVE[gender]
    if ending[0] == "ы" and stem[-1:].lower() in "кгх":
        ending = "і" + ending[1:]
    return stem + ending


def _of(adjective: str) -> str:
    """An adjective in the genitive, from its nominative or accusative."""
    ending = next((ending for ending in _GENITIVE if adjective.endswith(ending)), None)
    return adjective if ending is None else adjective.removesuffix(ending) + _GENITIVE[ending]


def object_of(
    words: Sequence[Word], verb: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
) -> Phrase | None:
    """Not known without an analyser."""
    return None


subject_of = object_of
