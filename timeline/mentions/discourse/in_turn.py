"""Several occasions of one sentence, each at its hour and told only by whose it is: "намечены два заседания: окружной
комиссии – в 9:30, рабочей группы – в 14:00"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.discourse.schedule import TIMED, past
from timeline.mentions.discourse.several import of_one
from timeline.mentions.reading.candidates import GOVERNS, Candidate
from timeline.mentions.reading.owners import in_genitive
from timeline.mentions.reading.titles import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_FEWEST, _LONGEST = 2, 9
"""Hours that make a list, and words that say whose one of the occasions is."""
_ENDS = " *_.,;:–—-"


def in_turn(page: Page) -> Iterator[tuple[Candidate, Candidate, Sentence, When, date]]:
    """Each of the occasions that a sentence tells at once: all of them, the one, its sentence, its hour and the day."""
    for sentence in page.sentences:
        whens = page.dates_in(sentence)
        dated, clocks = [w for w in whens if w.dated], [w for w in whens if w.shape == "clock" and not w.function]
        if len(clocks) < _FEWEST or not dated or dated[0].first is None:
            continue
        colon = page.text.find(":", dated[-1].end, clocks[0].start)
        if colon < 0 or any(w.shape != "day" or w.first != dated[0].first for w in dated):
            continue
        every = _every(colon, sentence, page) if page.ahead(dated[0]) or not past(sentence, page) else None
        told = _told(every, colon, clocks, page) if every is not None else []
        if every is None or len(told) != len(clocks):
            continue
        name = of_one(every, page) if every.frame.form == "noun" else every.frame.noun
        for (whose, part), clock in zip(told, clocks, strict=True):
            one = replace(every, title=tidy(f"{name} {whose}"), variant=part)
            yield every, one, sentence, clock, dated[0].first


def _every(colon: int, sentence: Sentence, page: Page) -> Candidate | None:
    """What a sentence names in the plural before its colon, or says that several do ("завтра заседают")."""
    named = [c for c in page.candidates(sentence) if c.end <= colon and c.frame.form != "weak"]
    one = named[0] if len(named) == 1 else _doing(colon, sentence, page)
    if one is None or one.frame.concept or one.frame.kind not in TIMED:
        return None
    if one.frame.form == "verb":
        return one if one.frame.subject else None
    many = one.phrase is not None and (page.grammar(sentence).gender(one.phrase) == "plur" or _counted(one, page))
    return one if many else None


def _doing(colon: int, sentence: Sentence, page: Page) -> Candidate | None:
    """The verb right before the colon, whose subjects all stand behind it."""
    words = page.words(sentence)
    place = next((k - 1 for k, word in enumerate(words) if word.start == colon and k), None)
    said = [frame for _, _, frame in page.lexicon(sentence).frames(words[place].low)] if place is not None else []
    if place is None or len(said) != 1 or said[0].form != "verb":
        return None
    return Candidate(sentence, words, said[0], place, place + 1, (place, place + 1))


def _counted(one: Candidate, page: Page) -> bool:
    """ "Два заседания": a number stands before it."""
    before = one.words[one.left : one.phrase.head] if one.phrase is not None else []
    numbers = page.lexicon(one.sentence).plain.get("several", ())
    said = [*before, *one.words[max(0, one.left - 1) : one.left]]
    return any(word.low in numbers for word in said)


def _told(every: Candidate, colon: int, clocks: list[When], page: Page) -> list[tuple[str, str]]:
    """Whose each is, in the genitive or for whom, with its words as they stand; fewer than the hours where it does not
    say so."""
    sentence = every.sentence
    cuts = [colon + 1, *(w.end for w in clocks)]
    ends = [*(w.start for w in clocks), sentence.end]
    pieces = [_bare(page.text[a:b], page, sentence) for a, b in zip(cuts, ends, strict=True)]
    if not pieces[0]:
        pieces = pieces[1:]  # "в 9:30 – окружной комиссии, в 14:00 – рабочей группы"
    elif pieces[-1]:
        return []
    found = [(_whose(piece, every, page), piece) for piece in pieces if piece]
    return found if all(whose for whose, _ in found) else []


def _bare(text: str, page: Page, sentence: Sentence) -> str:
    """The words between two hours, without the small ones that belong to the hours or join two items, and without the
    place of the item before."""
    plain = page.lexicon(sentence).plain
    words = text.strip(_ENDS).split()
    while words and fold(words[-1]) in plain.get("in", ()):
        words = " ".join(words[:-1]).rstrip(_ENDS).split()
    while words and page.lexicon(sentence).shape("and", f"{fold(words[0])} "):
        words = words[1:]
    said = " ".join(words)
    return said.partition(",")[2].strip() or said if words and fold(words[0]) in plain.get("in", ()) else said


def _whose(piece: str, every: Candidate, page: Page) -> str:
    """For whom ("для наблюдателей"), or whose, a piece says; empty where it says anything else."""
    if len(piece.split()) > _LONGEST:
        return ""
    sentence, sit = every.sentence, every.frame.form == "verb"
    lexicon, grammar = page.lexicon(sentence), page.grammar(sentence)
    if any(fold(piece).partition(" ")[0] in lexicon.plain.get(words, ()) for words in (*GOVERNS, "with")):
        return piece
    at, words = sentence.start + sentence.text.find(piece), page.words(sentence)
    places = [k for k, word in enumerate(words) if at <= word.start < at + len(piece)]
    first = places[0] if places else 0
    first += bool(places) and grammar.is_verb(words[first])  # "в 15:00 соберётся Экспертный совет"
    head = grammar.head(words, first, places[-1] + 1) if places and first <= places[-1] else None
    found = grammar.phrase(words, head, page.barred(sentence), lexicon.tails) if head is not None else None
    if found is None or found.left != first:
        return ""
    about = found.right <= places[-1] and words[found.right].low in lexicon.plain.get("about", ())
    if found.case == "gent" or (found.reading is None and not sit):
        return piece if first == places[0] and (about or found.right == places[-1] + 1) else ""
    if found.case not in ("nomn", "") or not (sit or lexicon.cue("holders", words[found.head].low)):
        return ""
    rest = page.text[words[found.right].start : words[places[-1]].end] if about else ""
    return f"{in_genitive(found, sentence, page)} {rest}".rstrip()
