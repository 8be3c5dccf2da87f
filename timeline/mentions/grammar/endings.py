"""Noun phrases of languages without an analyser, by their endings.

Only the head, whose nominative the lexicon gives, and the adjectives to its left are changed; what follows
is in the genitive or behind a preposition and is copied as it stands. The endings themselves stand in
``belarusian.py`` and ``ukrainian.py``; ``english.py`` has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from timeline.languages.text import little_words
from timeline.mentions.grammar.phrase import Phrase, slice_with

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from timeline.mentions.text.sentences import Word

_VOWELS = re.compile(r"[аеёиоуыэюяіїєйь]+$")
_CODES = ("be", "uk", "en")
_PREPOSITIONS = frozenset(little_words("prepositions", *_CODES))
_AND = frozenset(little_words("and", "be", "uk"))
_ENGLISH_FINITE = frozenset(little_words("finite", "en"))
_ENGLISH_PAST = frozenset(little_words("past", "en"))
_STOPS = frozenset(
    {*little_words("and"), *little_words("joiners", *_CODES), *little_words("verbs", "en"), *_ENGLISH_FINITE}
)
_ROMAN = re.compile("[IVXІХ]+")
_SAME = {"са": "з", "ў": "у", "ва": "у", "зі": "з", "із": "з", "в": "у"}
_NEVER = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Endings:
    """The endings of one language: regular expressions are searched in a word in lower case.

    ``adjective`` and ``verb`` tell these; ``infinitive`` also in a word with a capital; ``past`` which verbs are past,
    ``tail`` what can be a genitive, ``genders`` the gender of a noun ("neut", "femn", "plur", "masc").
    ``subject`` tells words that only a nominative is like, ``many_doers`` such plurals, ``doers`` words that end a
    phrase. ``nominatives`` are the endings of adjectives by gender ("n", "f", "p", "m"), ``soft_nominatives`` those of
    the ones that ``soft`` tells, ``genitives`` ending to ending, ``alike`` the nominative endings of one gender, and
    ``plural`` those of many. ``neuter`` is a verbal noun's form and its nominative, ``acts`` the nominatives
    of acts, of which "and" joins the second to the first ("устаноўка і праверка абсталявання").
    """

    adjective: re.Pattern[str]
    ending: re.Pattern[str]
    verb: re.Pattern[str]
    infinitive: re.Pattern[str]
    past: re.Pattern[str]
    tail: re.Pattern[str]
    subject: re.Pattern[str]
    many_doers: re.Pattern[str]
    soft: re.Pattern[str]
    genders: Mapping[str, re.Pattern[str]]
    nominatives: Mapping[str, str]
    soft_nominatives: Mapping[str, str]
    genitives: Mapping[str, str]
    alike: Sequence[tuple[str, ...]]
    plural: tuple[str, ...]
    plural_genitive: tuple[str, ...]
    neuter: tuple[re.Pattern[str], str]
    doers: frozenset[str] = frozenset()
    noun_like: re.Pattern[str] = _NEVER
    timeless: re.Pattern[str] = _NEVER
    no_verb: Sequence[re.Pattern[str]] = field(default_factory=tuple)
    acts: re.Pattern[str] = _NEVER

    def forms(self, word: str) -> str:
        """By the letters before the ending: a word that changes within ("дзень", "дня") is found as it stands only."""
        stem = _VOWELS.sub("", word)
        return rf"{stem}\w{{0,4}}" if len(stem) > 2 else word

    def like(self, adjective: str, model: str, case: str = "") -> str:
        """A nominative beside a nominative ("першая", "другая"), many in the genitive ("акруговыя", "участковых")."""
        if not case and model.endswith(self.plural_genitive):
            made = self._of(adjective) if adjective.endswith(self.plural) else adjective
            return made if made.endswith(self.plural_genitive) else ""
        for endings in self.alike if case == "nomn" else ():
            if adjective.endswith(endings) and model.endswith(endings):
                return adjective
        return ""

    def head(self, words: Sequence[Word], first: int, last: int) -> int | None:
        """The noun of a match: adjectives come before it, and it comes before what it governs."""
        for place in range(first, last):
            if words[place].alphabetic and (place + 1 == last or not self.is_adjective(words[place])):
                return place
        return last - 1 if last > first else None

    def is_name(self, word: Word) -> bool:
        return len(word.low) > 3

    def is_proper(self, low: str) -> bool:
        return False  # endings do not tell

    def as_absent(self, words: Sequence[Word], found: Phrase, barred: Collection[int], nominative: str) -> Phrase:
        """The phrase as the genitive of what is not there, where its head is not the nominative."""
        return replace(found, case="gent") if words[found.head].low != nominative.lower() else found

    def is_noun(self, word: Word) -> bool:
        return word.alphabetic and len(word.low) > 3 and not self.is_verb(word) and not self.is_adjective(word)

    def is_verb(self, word: Word) -> bool:
        if word.low in _ENGLISH_FINITE:
            return True
        if not word.alphabetic or len(word.low) < 4 or any(noun.search(word.low) for noun in self.no_verb):
            return False
        return bool((self.verb if word.text.islower() else self.infinitive).search(word.low))

    def is_infinitive(self, word: Word) -> bool:
        return word.alphabetic and bool(self.infinitive.search(word.low))

    def tense(self, word: Word) -> str | None:
        if not self.is_verb(word) or self.timeless.search(word.low):
            return None
        return "past" if word.low in _ENGLISH_PAST or self.past.search(word.low) else "future"

    def gender(self, found: Phrase) -> str:
        return found.gender

    def phrase(
        self, words: Sequence[Word], head: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
    ) -> Phrase | None:
        left = head
        while left > 0 and left - 1 not in barred and self.is_adjective(words[left - 1]):
            if words[left - 1].quoted != words[head].quoted:
                break
            left -= 1
        adjectives = dict.fromkeys(range(left, head))
        if left > 0 and left - 1 not in barred and _ROMAN.fullmatch(words[left - 1].text):
            left -= 1
        right = self._right(words, head, barred, tails, doers=left > 0 and words[left - 1].low == "на")
        plural = any(words[place].low.endswith(self.plural) for place in adjectives) if self.plural else False
        case = "nomn" if plural or self.subject.search(words[head].low) else ""
        return Phrase(left, head, right, case, adjectives=adjectives, gender=self._gender(words[head].low))

    def _gender(self, low: str) -> str:
        return next((gender for gender, ending in self.genders.items() if ending.search(low)), "")

    def is_adjective(self, word: Word) -> bool:
        if not word.alphabetic or len(word.low) <= 4 or self.is_verb(word):
            return False
        return bool(self.adjective.search(word.low)) and not self.noun_like.search(word.low)

    def _right(
        self,
        words: Sequence[Word],
        head: int,
        barred: Collection[int],
        tails: Mapping[str, Sequence[str]],
        *,
        doers: bool,
    ) -> int:
        """Genitives, quoted names, and the prepositions that the head or the last noun governs.

        ``doers``: who comes may follow ("збяруцца на нараду старшыні камісій").
        """
        place, last, governor, inside = head + 1, words[head].low, words[head].low, False
        while place < len(words) and place not in barred:
            word = words[place]
            if (doers and self.many_doers.search(word.low)) or self.subject.search(word.low):
                break
            if word.low in _AND and place + 1 < len(words) and words[place + 1].low == words[head].low:
                break  # "сустрэча з назіральнікамі і сустрэча з рэдактарамі"
            if word.quoted and word.text in '«"“„':
                closing = next((k for k in range(place + 1, len(words)) if words[k].text in '»"”“'), None)
                if closing is None:
                    break
                place = closing + 1
            elif word.text == "№" and place + 1 < len(words) and words[place + 1].text[0].isdigit():
                place += 2
            elif word.low in _PREPOSITIONS:
                after = place + 1
                governed = _governs(tails, (last, governor), word.low)
                if not governed or not self._continues(words, after, barred, loose=True):
                    break
                place, last, inside = after + 1, words[after].low, True
            elif word.low in _AND and (
                self._second_act(words, place)
                if place == head + 1
                else self._continues(words, place + 1, barred, loose=inside)
            ):
                place, last = place + 2, words[place + 1].low
            elif self._continues(words, place, barred, loose=inside):
                place, last = place + 1, word.low
            else:
                break
        while place - 1 > head and (words[place - 1].low in _PREPOSITIONS or words[place - 1].low in _STOPS):
            place -= 1
        return place

    def _second_act(self, words: Sequence[Word], place: int) -> bool:
        """Whether the words on both sides of "and" are the names of acts."""
        sides = words[place - 1 : place + 2 : 2]
        return len(sides) == 2 and all(self.acts.search(word.low) for word in sides)

    def _continues(self, words: Sequence[Word], place: int, barred: Collection[int], *, loose: bool) -> bool:
        """Whether a word can go on with a phrase; behind a preposition any case will do."""
        if place >= len(words) or place in barred:
            return False
        word = words[place]
        if not word.alphabetic or word.low in _STOPS or word.low in _PREPOSITIONS or self.is_verb(word):
            return False
        if word.low in self.doers or (not loose and self._in_the_nominative(word)):
            return False
        several = words[place - 1].low.endswith(self.plural_genitive)  # "беларускіх жанчын"
        return loose or several or word.text.isupper() or word.text[0].isascii() or bool(self.tail.search(word.low))

    def _in_the_nominative(self, word: Word) -> bool:
        """An adjective that no genitive is like: who does it follows ("пачнуць дзяжурства ўчастковыя камісіі")."""
        told = (*self.nominatives.values(), *self.soft_nominatives.values())
        return word.low.endswith(tuple(end for end in told if len(end) > 1)) and self.is_adjective(word)

    def inflect(
        self, text: str, words: Sequence[Word], found: Phrase, case: str, nominative: str = "", gender: str = ""
    ) -> str:
        """The phrase with the nominative of its head, or with its genitive where that is given; else as it stands."""
        changed: dict[int, str] = {}
        if case == "gent" and nominative:
            changed = {place: self._of(words[place].text) for place in found.adjectives} | {found.head: nominative}
            return slice_with(text, words, found.left, found.right, changed)
        plural = any(words[place].low.endswith(self.plural) for place in found.adjectives)
        if case == "nomn" and nominative and not plural:
            word = words[found.head]
            nominative = self._whole(word.low, nominative[:1].lower() + nominative[1:])
            changed[found.head] = nominative.capitalize() if word.text[0].isupper() else nominative
            for place in found.adjectives:
                changed[place] = self._agreeing(words[place].text, gender)
        return slice_with(text, words, found.left, found.right, changed)

    def _whole(self, low: str, nominative: str) -> str:
        """The nominative of the very word: with what a hyphen joins to it, or of another word of the same ending."""
        prefix, hyphen, rest = low.partition("-")
        if low.startswith(nominative[:3]):
            return nominative
        if hyphen and rest.startswith(nominative[:3]):
            return f"{prefix}-{nominative}"
        form, neuter = self.neuter
        return form.sub(neuter, low) if nominative.endswith(neuter) else nominative

    def _agreeing(self, adjective: str, gender: str) -> str:
        """An adjective in the nominative of a gender ("n", "f", "m", "p")."""
        found = self.ending.search(adjective)
        if gender not in self.nominatives or found is None:
            return adjective
        soft = self.soft.search(adjective.lower()) is not None
        stem, ending = adjective[: found.start()], (self.soft_nominatives if soft else self.nominatives)[gender]
        if ending[0] == "ы" and stem[-1:].lower() in "кгх":
            ending = "і" + ending[1:]
        return stem + ending

    def _of(self, adjective: str) -> str:
        """An adjective in the genitive, from its nominative or accusative."""
        ending = next((ending for ending in self.genitives if adjective.endswith(ending)), None)
        return adjective if ending is None else adjective.removesuffix(ending) + self.genitives[ending]

    def object_of(
        self, words: Sequence[Word], verb: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
    ) -> Phrase | None:
        """Not known without an analyser."""
        return None

    def subject_of(
        self, words: Sequence[Word], verb: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
    ) -> Phrase | None:
        """Not known without an analyser."""
        return None


def _governs(tails: Mapping[str, Sequence[str]], nouns: Sequence[str], preposition: str) -> bool:
    same = _SAME.get(preposition, preposition)
    nouns = [f"у{noun[1:]}" if noun.startswith("ў") else noun for noun in nouns]
    stems = (max((stem for stem in tails if noun.startswith(stem)), key=len, default="") for noun in nouns)
    return any(same in " ".join(tails[stem]).split() for stem in stems if stem)
