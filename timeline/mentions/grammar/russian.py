"""Russian for titles: phrases from the dictionary, and what a verb is done to or by."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from timeline.languages.lexicon import lexicon
from timeline.mentions.grammar.phrase import Phrase
from timeline.mentions.grammar.russian_phrases import as_absent, head, inflect, is_name_behind, phrase
from timeline.mentions.grammar.russian_words import (
    CASES_AFTER,
    agree,
    as_adjectives,
    as_nouns,
    is_adjective,
    is_infinitive,
    is_name,
    is_noun,
    is_proper,
    is_verb,
    lemma,
    parses,
    tense,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from timeline.mentions.grammar.russian_words import Reading
    from timeline.mentions.text.sentences import Word

_BE = "быть"
_RARE = 0.02
"""How likely a reading is at most that no sentence means."""

__all__ = [
    "as_absent",
    "forms",
    "gender",
    "head",
    "inflect",
    "is_adjective",
    "is_infinitive",
    "is_name",
    "is_noun",
    "is_proper",
    "is_verb",
    "like",
    "object_of",
    "phrase",
    "subject_of",
    "tense",
]


def gender(found: Phrase) -> str:
    """See ``Grammar.gender``."""
    if found.reading is None:
        return ""
    return "plur" if found.reading.tag.number == "plur" else str(found.reading.tag.gender or "")


def forms(word: str) -> str:
    """See ``Grammar.forms``."""
    readings = parses(word)
    found = {form.replace("ё", "е") for form in readings[0].forms()} if readings else set()
    return f"(?:{'|'.join(sorted({word, *found}))})"


def like(adjective: str, model: str, case: str = "") -> str:
    """See ``Grammar.like``."""
    own = next((reading for reading in parses(adjective) if reading.tag.POS == "ADJF"), None)
    models = (reading for reading in parses(model) if reading.tag.POS == "ADJF")
    other = next((reading for reading in models if not case or reading.tag.case == case), None)
    if own is None or other is None:
        return ""
    wanted = {part for part in (other.tag.case, other.tag.number, other.tag.gender) if part}
    made = own.inflect(wanted)
    return made.word.replace("ё", "е") if made is not None else ""


def object_of(
    words: Sequence[Word], verb: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
) -> Phrase | None:
    """What a verb is done to: its accusative, rather after it than before; the subject of a passive or reflexive.

    Of two phrases before it that could be either ("протоколы комиссии сдают") the nearer one is the subject.
    """
    readings = parses(words[verb].text)
    if not readings:
        return None
    if readings[0].tag.POS == "PRTS" or words[verb].low.endswith(("ся", "сь")):
        return subject_of(words, verb, barred, tails)
    after = next(_beside(words, range(verb + 1, len(words)), barred, tails, "accs"), None)
    if after is not None and not words[after.head].text.isupper():
        return after
    ahead = verb - 1
    if readings[0].tag.POS == "INFN" and ahead > 0 and is_verb(words[ahead]):
        ahead -= 1  # "меморандум планируют подписать"
    before = list(islice(_beside(words, range(ahead, -1, -1), barred, tails, "accs"), 3))
    if len(before) == 3 and before[1].right == before[0].left - 1 and _joins(words[before[1].right]):
        del before[1]  # "комиссии исполком и местный Совет сформируют"
    if not before:
        return None
    found = before[:2][-1]
    if len(before) == 1 and _does(words[verb], words[found.head], found):
        after_it, before_it = range(verb + 1, len(words)), range(ahead, -1, -1)
        doers = [one for side in (after_it, before_it) for one in _beside(words, side, barred, tails, "nomn")]
        if all(one.head == found.head for one in doers):
            return None
    return _with_its_twin(words, found, barred)


def _does(verb: Word, noun: Word, found: Phrase) -> bool:
    """ "Центризбирком рассмотрит": whether what stands before a verb in the singular can be the one that does it."""
    tag, doer = parses(verb.text)[0].tag, found.reading.tag if found.reading is not None else None
    if doer is None or tag.POS != "VERB" or (tag.number, doer.number) != ("sing", "sing"):
        return False
    same = any(reading.tag.case == "nomn" for reading in as_nouns(noun.text))
    return same and (tag.tense != "past" or tag.gender == doer.gender)


def subject_of(
    words: Sequence[Word], verb: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
) -> Phrase | None:
    """Who or what a verb is said of: the nominative nearest to it."""
    after = next(_beside(words, range(verb + 1, len(words)), barred, tails, "nomn"), None)
    ahead = verb - (2 if verb and lemma(words[verb - 1]) == _BE else 1)  # "итоги будут установлены"
    before = next(_beside(words, range(ahead, -1, -1), barred, tails, "nomn"), None)
    if before is not None and (after is None or verb - before.head <= after.head - verb + 2):
        return _with_its_twin(words, before, barred)
    return after


def _beside(
    words: Sequence[Word], places: range, barred: Collection[int], tails: Mapping[str, Sequence[str]], case: str
) -> Iterator[Phrase]:
    """The phrases in that case on one side of a verb, nearest first, up to a stop or another verb."""
    skip, ahead = -1, places.step < 0
    for place in places:
        word = words[place]
        if word.quoted or (not ahead and _parts_adjectives(words, place)):
            continue
        if (
            word.text in ",;:—–."
            or (word.text == "(" and not ahead)
            or (ahead and is_verb(word) and parses(word.text)[0].tag.POS != "PRED")
        ):
            return
        if not ahead and place - 1 > places.start and is_verb(word) and _joins(words[place - 1]):
            return  # "выступать на площадях и печатать воззвания", but "принимают и проверяют документы"
        if place in barred or place < skip or not is_noun(word):
            continue
        if ahead and not any(reading.tag.governed == case for reading in as_nouns(word.text)):
            continue
        if ahead and place and (is_name_behind(words, place) or _unbending_behind(words, place)):
            continue  # "выборов Президента Республики Беларусь", "делегация ЦИК"
        around = phrase(words, place, barred, tails)
        if around is None or _describes(words, place):
            continue
        if not ahead:
            skip = around.right
        fitted = _in_case(words, around, case, barred)
        if fitted is not None and not (ahead and case == "accs" and _acronym(words[fitted.head], fitted.reading)):
            yield fitted  # "эссе принимаем", but "ЦИК принимает"


def _parts_adjectives(words: Sequence[Word], place: int) -> bool:
    """ "Образуют территориальные, окружные комиссии": a comma that ends nothing."""
    return words[place].text == "," and all(is_adjective(word) for word in words[place - 1 : place + 2 : 2])


def _acronym(word: Word, reading: Reading) -> bool:
    return word.text.isupper() and "Fixd" in reading.tag.grammemes


def _unbending_behind(words: Sequence[Word], place: int) -> bool:
    """Whether a word without cases stands behind a noun, whose it is then."""
    unbending = all("Fixd" in reading.tag.grammemes for reading in as_nouns(words[place].text))
    return unbending and not words[place - 1].quoted and is_noun(words[place - 1])


def _joins(word: Word) -> bool:
    return any(reading.tag.POS == "CONJ" for reading in parses(word.text)[:1])


def _describes(words: Sequence[Word], place: int) -> bool:
    """Whether a word that may be a noun is an adjective of the next one ("первое заседание"), another adjective between
    them or not ("участковые избирательные комиссии")."""
    behind = (
        place + 2
        if place + 2 < len(words) and words[place + 1].alphabetic and _only_describes(words[place + 1])
        else place + 1
    )
    if behind >= len(words):
        return False
    nouns = as_nouns(words[behind].text)
    return any(agree(a, n) for a in as_adjectives(words[place].text) for n in nouns)


def _only_describes(word: Word) -> bool:
    return bool(as_adjectives(word.text)) and not as_nouns(word.text)


def _counts(word: Word) -> bool:
    """Whether a word says how many."""
    return word.text.isdecimal() or any(
        "Anum" in p.tag or p.tag.POS == "NUMR" or p.normal_form == "один" for p in parses(word.text)[:1]
    )


def _is_a_unit(word: Word) -> bool:
    """Whether time is counted in it: "дня", "часа"."""
    return any(cls.startswith("UNIT") for cls in lexicon("ru").words.get(word.low, ()))


def _in_case(words: Sequence[Word], around: Phrase, case: str, barred: Collection[int]) -> Phrase | None:
    """A phrase read in that case, where it can be and nothing else governs it."""
    left = around.left
    while left and _counts(words[left - 1]):
        left -= 1  # "в один день"
    before = words[left - 1].low if left else ""
    if left > 2 and _joins(words[left - 1]):
        before = words[left - 3].low  # "в Ереване и Гюмри"
    if before in CASES_AFTER or _genitive_of_another(words, around, barred):
        return None
    best: Reading | None = None
    opens = left == 0 or left - 1 in barred  # "с 5 мая комиссии дежурят"
    rare = 0.0 if case == "nomn" and (around.adjectives or opens) else _RARE  # "участковые комиссии дежурят"
    counted = case == "accs" and left < around.left and not _is_a_unit(words[around.head])
    for governed in (case, "gent") if counted else (case,):  # "сдают два отчёта", but "голосуют два дня"
        for reading in as_nouns(words[around.head].text) if best is None else ():
            if reading.tag.governed != governed or reading.score <= (best.score if best is not None else rare):
                continue
            if governed != case and (reading.tag.number != "sing" or "inan" not in reading.tag.grammemes):
                continue  # "голосовали 300 тысяч человек"
            if governed != case and "anim" in reading.tag.grammemes:
                continue  # "депутатов выбирали 300 тысяч человек"
            if all(any(agree(a, reading) for a in as_adjectives(words[k].text)) for k in around.adjectives):
                best = reading
    if best is None:
        return None
    adjectives = {k: next(a for a in as_adjectives(words[k].text) if agree(a, best)) for k in around.adjectives}
    named = str(best.tag.case) if best.tag.governed == case else case
    return Phrase(around.left, around.head, around.right, named, best, adjectives)


def _with_its_twin(words: Sequence[Word], found: Phrase, barred: Collection[int]) -> Phrase:
    """ "Протоколы и подписные листы": the noun that "и" joins before the phrase."""
    twin = found.left - 2
    if twin < 0 or words[found.left - 1].low != "и" or twin in barred:
        return found
    reading = next((p for p in as_nouns(words[twin].text) if p.tag.governed == found.case), None)
    if reading is None:
        return found
    return Phrase(twin, found.head, found.right, found.case, found.reading, {**found.adjectives, twin: reading})


def _genitive_of_another(words: Sequence[Word], found: Phrase, barred: Collection[int]) -> bool:
    """Whether the phrase rather belongs to the noun before it ("комиссии" in "заседание комиссии")."""
    before = found.left - 1
    if before < 0 or before in barred or not is_noun(words[before]) or is_verb(words[before]):
        return False
    return found.case == "gent"
