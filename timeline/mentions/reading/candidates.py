"""What a sentence speaks of: every event that its words name or say, before any date is looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from timeline.languages.text import little_words
from timeline.mentions.reading.standing import VOTES
from timeline.mentions.vocabulary.lexicon import FRAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from timeline.mentions.grammar import Grammar
    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence, Word
    from timeline.mentions.vocabulary.lexicon import Body, EventLexicon, Frame


_CLOCK = re.compile(r"\d{1,2}[.:]\d\d$")
_COMING = tuple(stem for stem in little_words("when-it-is") if len(stem) > 2)
_QUOTES = '«"“„'
_OF_ITS_STEM = re.compile(r"(?:н|ск)(?:ыя|ых|ага|ая|ай|ую|ым|ымі)$")


@dataclass(slots=True)
class Candidate:
    """An event that a sentence may be about.

    ``left``/``right`` are the places of its words (``right`` exclusive), tail of the phrase included;
    ``match`` those that the lexicon knew. ``governor`` is the preposition before it. ``variant`` is a
    piece of text that sets it apart from the event whose words it shares ("а в ЦВК – …"). ``called`` is a vote right
    before the day for which it is called.
    """

    sentence: Sentence
    words: Sequence[Word]
    frame: Frame
    left: int
    right: int
    match: tuple[int, int]
    phrase: Phrase | None = None
    governor: str = ""
    body: Body | None = None
    title: str = ""
    variant: str = ""
    place: str = ""
    called: bool = False
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.start, self.end = self.words[self.left].start, self.words[self.right - 1].end

    @property
    def text(self) -> str:
        """Its words as the sentence has them."""
        return self.sentence.text[self.start - self.sentence.start : self.end - self.sentence.start]

    @property
    def low(self) -> str:
        """The same as they are looked up."""
        return self.sentence.low[self.start - self.sentence.start : self.end - self.sentence.start]

    @property
    def described(self) -> bool:
        """Whether a participle behind a comma tells what was done: "итоги, утверждённые 5 мая"."""
        verb = self.match[0]
        return self.frame.form == "verb" and self.left < verb and self.words[verb - 1].text == ","

    @property
    def preposition(self) -> str:
        """The last word of its governor: "за" of "до и за"."""
        return self.governor.rpartition(" ")[2]


GOVERNS = ("beside", "onto", "in", "for", "about")
"""The lists of prepositions."""


def _frames(sentence: Sentence, lexicon: EventLexicon) -> list[tuple[int, int, Frame]]:
    """What the words of a sentence say, and what they say without its asides.

    "Итоги первого тура, прошедшего 30 октября, комиссия обязана подвести …"
    """
    found, told = lexicon.frames(sentence.low), lexicon.without_asides(sentence.low)
    return found if told == sentence.low else [*found, *lexicon.frames(told)]


def candidates(sentence: Sentence, page: Page) -> list[Candidate]:
    """The events of a sentence, left to right; of two that share words (dates apart) the one that says more is kept.

    What stands behind a verb is what it is done to: "комиссии образуют округа" speaks of the districts.
    """
    lexicon = page.lexicon(sentence)
    frames = _frames(sentence, lexicon) if FRAMES in page.heard(sentence) else []
    if not frames:
        return []
    words = page.words(sentence)
    dated = sum(1 << place for place in page.barred(sentence))
    aside = page.aside(sentence)
    raw: list[tuple[tuple[float, ...], int, int, int, Frame]] = []
    for first, last, frame in _placed(sentence, frames, page):
        content = ((1 << last) - (1 << first)) & ~dated
        if aside and not aside & (1 << first | 1 << (last - 1)):
            content &= ~aside  # "решение, принятое на заседании 9 марта, опубликовано"
        own = content.bit_count() if frame.concept else 1
        raw.append(((-_rank(frame), -own, -frame.weight, -len(frame.name), first), first, last, content, frame))
    raw.sort(key=itemgetter(0))
    acting = {first: frame.concept for *_, first, _, _, frame in raw if frame.form == "verb" and frame.concept}
    taken = 0
    found: list[Candidate] = []
    for _, first, last, content, frame in raw:
        does = acting.get(last - 1) if frame.form == "verb" and first < last - 1 else None
        if does is not None and any(frame.concept in f and does not in f for f in lexicon.families):
            continue  # "окружные комиссии образуют участки" speaks of the polling stations
        if content & taken or (frame.form == "weak" and first and _another_thing(words, first, last, page, sentence)):
            continue
        if frame.form == "weak" and _acts_too(words, first, frame, acting, page, sentence):
            continue
        if frame.form != "verb" and (frame.concept or frame.noun) and _only_its_hours(words, first, lexicon):
            taken |= content
            continue
        if (candidate := _candidate(sentence, page, frame, first, last)) is not None:
            candidate.called = _called(candidate, lexicon)
            found.append(candidate)
            taken |= content
    found.sort(key=attrgetter("left"))
    for one, two in pairwise(found):
        if _joined(one, two, lexicon):
            two.governor = one.governor  # "на выборах губернатора и выборах мэра"
    return outer(_but_its_broadcast(found, sentence, page) if len(found) > 1 else found, aside)


def names_one(low: str, lexicon: EventLexicon) -> bool:
    """Whether a text in lower case names an event, and does not only hint at one."""
    return any(frame.form != "weak" for _, _, frame in lexicon.frames(low))


def set_aside(sentence: Sentence, page: Page) -> int:
    """The words of the asides of a sentence, a bit for each."""
    told = page.lexicon(sentence).without_asides(sentence.low)
    if told == sentence.low:
        return 0
    words = enumerate(page.words(sentence))
    return sum(1 << place for place, word in words if told[word.start - sentence.start] == " ")


def _another_thing(words: Sequence[Word], first: int, last: int, page: Page, sentence: Sentence) -> bool:
    """ "Модельный участок", "протоколы передают окружные комиссии – до 5 мая": a hint at something else, or at who
    does it."""
    before, lexicon = words[first - 1], page.lexicon(sentence)
    if lexicon.cue("mock", before.low):
        return True
    doers = tuple(lexicon.plain.get("doers", ("\0",)))
    done = first - 1 not in page.barred(sentence) and page.grammar(sentence).tense(before) is not None
    return done and any(word.low.startswith(doers) for word in words[first:last])


def _acts_too(
    words: Sequence[Word], first: int, frame: Frame, acting: Mapping[int, str], page: Page, sentence: Sentence
) -> bool:
    """ "Окружные комиссии дежурят до 5 мая, участковые – до 9 мая": others who do what is said before the comma, not
    what is done to them."""
    lexicon, grammar, barred = page.lexicon(sentence), page.grammar(sentence), page.barred(sentence)
    doers = tuple(lexicon.plain.get("doers", ("\0",)))
    if not first or words[first - 1].text != "," or grammar.is_verb(words[first]):
        return False
    if not any(word.low.startswith(doers) for word in words[:first]):
        return False
    kin = lexicon.kin(frame.concept or "")
    if not kin or any(place < first and concept in kin for place, concept in acting.items()):
        return False
    return any(grammar.tense(word) is not None for place, word in enumerate(words[:first]) if place not in barred)


def _called(vote: Candidate, lexicon: EventLexicon) -> bool:
    """Whether the day of a vote stands right behind it ("утвердила план выборов, назначенных на …")."""
    if vote.frame.concept not in VOTES or vote.frame.form != "noun":
        return False
    return lexicon.shape("called", vote.sentence.low, vote.end - vote.sentence.start) is not None


def _but_its_broadcast(found: Sequence[Candidate], sentence: Sentence, page: Page) -> Sequence[Candidate]:
    """ "Прямой эфир: сегодня в 11.00 начинается заседание", "завтра мэр вступит в должность, трансляцию покажет канал":
    only how it can be seen, where an event of its own has the one day of the sentence."""
    manner = page.lexicon(sentence).plain.get("manner", ())
    bare = [c for c in found if c.frame.name in manner and c.phrase is not None and c.right == c.phrase.head + 1]
    days = [when for when in page.dates_in(sentence) if when.dated]
    if not bare or len(days) != 1:
        return found
    seen = bare[0]
    label = sentence.first and sentence.low.startswith(":", seen.end - sentence.start) and seen.end < days[0].start
    others = [c for c in found if c not in bare and (label or (c.end <= seen.start and days[0].end <= seen.start))]
    told = not governed(seen, page) and any(_happens(c, page) for c in others)
    return [c for c in found if c not in bare] if told else found


def governed(candidate: Candidate, page: Page) -> bool:
    """Whether a preposition stands before it."""
    plain = page.lexicon(candidate.sentence).plain
    return any(candidate.preposition in plain.get(words, ()) for words in GOVERNS)


def _happens(candidate: Candidate, page: Page) -> bool:
    """Whether it is what its clause says that happens: a finite verb, or a subject that nothing governs."""
    if candidate.frame.form == "noun":
        return candidate.phrase is not None and candidate.phrase.case in ("nomn", "") and not governed(candidate, page)
    grammar = page.grammar(candidate.sentence)
    return any(grammar.tense(word) is not None for word in candidate.words[slice(*candidate.match)])


def _joined(one: Candidate, two: Candidate, lexicon: EventLexicon) -> bool:
    """Whether "и" joins the second to the first, so that what governs the one governs both."""
    if two.left - one.right != 1:
        return False
    if one.phrase is None or two.phrase is None or one.phrase.case != two.phrase.case:
        return False
    between = one.sentence.low[one.end - one.sentence.start : two.start - one.sentence.start]
    return lexicon.shape("joins", between) is not None


def _placed(
    sentence: Sentence, frames: Iterable[tuple[int, int, Frame]], page: Page
) -> Iterator[tuple[int, int, Frame]]:
    """Frames with the places of their words, without those that begin within a word or at a date."""
    words, barred, base = page.words(sentence), page.barred(sentence), sentence.start
    starts = {word.start - base: place for place, word in enumerate(words)}
    for begin, end, frame in frames:
        first = starts.get(begin)
        if first is None or first in barred:
            continue
        last, end = first, end + base
        while last < len(words) and words[last].start < end:
            last += 1
        yield first, last, frame


def occasions_in(sentence: Sentence, page: Page) -> Iterator[Candidate]:
    """Every occasion that a sentence names, those within longer names too ("заявки на форум")."""
    return (one for one in _nouns_in(sentence, page) if not one.frame.noun and not one.frame.concept)


def stages_in(sentence: Sentence, page: Page) -> Iterator[Candidate]:
    """Every stage that a sentence names, those within longer names too ("аккредитация на выборы")."""
    return (one for one in _nouns_in(sentence, page) if one.frame.concept)


def _nouns_in(sentence: Sentence, page: Page) -> Iterator[Candidate]:
    frames = page.lexicon(sentence).frames(sentence.low) if FRAMES in page.heard(sentence) else ()
    for first, last, frame in _placed(sentence, frames, page) if frames else ():
        if frame.form == "noun" and (found := _candidate(sentence, page, frame, first, last)) is not None:
            yield found


def _rank(frame: Frame) -> int:
    """Stages say more than occasions, these more than hints at a stage, and those more than a bare action."""
    if frame.form == "weak":
        return 1
    return 3 if frame.concept or frame.weight > 3 else 0 if frame.noun else 2


def _candidate(sentence: Sentence, page: Page, frame: Frame, first: int, last: int) -> Candidate | None:
    """The event of a frame that the words from ``first`` to ``last`` gave; ``None`` where they say none."""
    words, lexicon, grammar = page.words(sentence), page.lexicon(sentence), page.grammar(sentence)
    if frame.concept and words[first].quoted and _of_a_medium(words, first, lexicon):
        return None  # "в программе «Выборы: итоги»"
    if frame.form == "verb":
        return _said(sentence, page, frame, first, last)
    if frame.concept == "election-day" and frame.form == "noun" and _in_a_name(words, first, last):
        return None  # "ГАС «Выборы»", "интерактив «День выборов»", "проект «Выборы рядом»"
    stem = frame.nominative[:3].lower()
    heads = [place for place in range(first, last) if words[place].low.startswith(stem)] if stem else []
    head = heads[-1] if heads else grammar.head(words, first, last)
    phrase = grammar.phrase(words, head, page.barred(sentence), lexicon.tails) if head is not None else None
    if phrase is None:
        if not frame.concept and not frame.title:
            return None
        return Candidate(sentence, words, frame, first, last, (first, last), governor=_before(words, first, lexicon))
    if not frame.concept and grammar.is_verb(words[phrase.head]):
        return None
    if first and words[first - 1].low in lexicon.plain.get("halls", ()):
        return None  # "зал заседаний ЦИК"
    absent = "absent" in page.heard(sentence) and lexicon.cue("absent", sentence.low) is not None
    free = frozenset(lexicon.plain.get("joiners", ())) if absent else frozenset[str]()
    if absent and _stands_free(words, phrase.left, page.barred(sentence), grammar, free):
        phrase = grammar.as_absent(words, phrase, page.barred(sentence), frame.nominative)
    if not frame.concept and phrase.reading is None and _OF_ITS_STEM.search(words[phrase.head].low):
        return None  # "конкурсныя работы"
    left, right = min(first, phrase.left), max(last, phrase.right)
    if frame.vague and right > phrase.head + 1 and words[phrase.head + 1].text in _QUOTES:
        right = phrase.head + 1  # "начнёт работу «горячая линия»"
        phrase = replace(phrase, right=right)
    if not frame.concept and not frame.noun:
        if phrase.reading is None:
            adjectives = {**dict.fromkeys(range(first, phrase.head)), **phrase.adjectives}
            phrase = replace(phrase, left=left, right=right, adjectives=adjectives)
        elif phrase.right != right:
            phrase = replace(phrase, right=right)
    return Candidate(sentence, words, frame, left, right, (first, last), phrase, _before(words, left, lexicon))


def _stands_free(
    words: Sequence[Word], left: int, barred: Collection[int], grammar: Grammar, joiners: Collection[str]
) -> bool:
    """Whether neither a noun nor a preposition stands before a phrase."""
    if left == 0 or left - 1 in barred:
        return True
    before = words[left - 1]
    return not before.alphabetic or grammar.is_verb(before) or before.low in joiners


def _said(sentence: Sentence, page: Page, frame: Frame, first: int, last: int) -> Candidate | None:
    """An event that a verb says, with its object; "зарегистрированные кандидаты" has none, in any language."""
    words, grammar = page.words(sentence), page.grammar(sentence)
    described = sentence.lang == "ru" or (last - first <= 2 and grammar.is_adjective(words[first]))
    if described and not any(grammar.is_verb(word) for word in words[first:last]):
        return None
    right = _tail(words, first, last, page.barred(sentence), page.lexicon(sentence), grammar)
    return Candidate(sentence, words, frame, first, right, (first, last))


def _only_its_hours(words: Sequence[Word], first: int, lexicon: EventLexicon) -> bool:
    """ "Часы голосования", but not "последние часы голосования"."""
    if first == 0 or words[first - 1].low not in lexicon.plain.get("hours-of", ()):
        return False
    if words[first - 1].low in lexicon.plain.get("time-of", ()) and not any(_CLOCK.match(word.text) for word in words):
        return False  # "по 24 февраля – время агитации"
    return first < 2 or lexicon.cue("last-day", f"{words[first - 2].low} {words[first - 1].low}") is None


def _in_a_name(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether words stand alone between quotation marks, or begin what a noun before these is called."""
    if first == 0 or words[first - 1].text not in _QUOTES:
        return False
    if last < len(words) and words[last].text in '»"”“':
        return True
    return words[first].quoted and first > 1 and words[first - 2].alphabetic


def _of_a_medium(words: Sequence[Word], place: int, lexicon: EventLexicon) -> bool:
    """Whether a quoted word is of the name of what is read, heard or watched."""
    while place > 0 and words[place].quoted and words[place].text not in "«“„":
        place -= 1
    return place > 0 and words[place - 1].low.startswith(tuple(lexicon.plain.get("has-a-name", ("\0",))))


def _tail(
    words: Sequence[Word], first: int, last: int, barred: Collection[int], lexicon: EventLexicon, grammar: Grammar
) -> int:
    """Where the object of a verb ends ("подведут итоги выборов")."""
    end = last - 1
    if last - first < 2 or grammar.is_verb(words[end]) or end in barred:
        return last
    found = grammar.phrase(words, end, barred, lexicon.tails)
    return max(last, found.right) if found is not None else last


def _before(words: Sequence[Word], left: int, lexicon: EventLexicon) -> str:
    """The preposition before a phrase, of two words where it is one of two ("в преддверии"), past a possessive, an
    article, or when it is ("о предстоящих выборах")."""
    passed = ("possessives", "determiners", "articles")
    if left > 1 and any(words[left - 1].low in lexicon.plain.get(name, ()) for name in passed):
        left -= 1
    while left > 1 and words[left - 1].low.startswith(_COMING):
        left -= 1
    while left > 0 and words[left - 1].text in _QUOTES:
        left -= 1
    if left == 0:
        return ""
    one = words[left - 1].low
    return f"{words[left - 2].low} {one}" if left > 1 and words[left - 2].alphabetic else one


def outer(found: Sequence[Candidate], aside: int) -> list[Candidate]:
    """Without those that stand inside the phrase of another ("сбор подписей за выдвижение кандидатов"), unless in an
    aside (a bit for each of its words) within it."""
    if len(found) < 2:
        return list(found)
    kept: list[Candidate] = []
    for candidate in found:
        inside = next(
            (k for k in kept if k.left < candidate.left < k.right),
            None,
        )
        if inside is None or candidate.called or (aside >> candidate.left & 1 and not aside >> inside.left & 1):
            kept.append(candidate)
        elif (
            inside.frame.form == "noun"
            and inside.frame.concept is None
            and candidate.frame.form == "noun"
            and candidate.right > inside.right
        ):
            kept[kept.index(inside)] = replace(inside, right=max(inside.right, candidate.right))
    return kept
