"""One kind of occasion at several hours: "Завтра пройдут брифинги: / 10.30 – ход голосования / 20.30 – итоги"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.discourse.schedule import TIMED, day_of, past
from timeline.mentions.reading.actions import small
from timeline.mentions.reading.candidates import GOVERNS, governed
from timeline.mentions.reading.titles import tidy, title
from timeline.mentions.timing.shared_clocks import GATHERINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_FEWEST, _MOST, _LONGEST = 2, 20, 9
"""Lines that make a list, those that are looked at below its heading, and words that name one of the occasions."""
_ENDS = " *_.,;:–—-\u200d\ufe0f"


def several(page: Page) -> Iterator[tuple[Candidate, Sentence, When, date]]:
    """Each of the occasions that a heading tells in the plural: what it is named, its line, its hour and its day.

    An hour stands in a line with what is done then, or below it, or alone.
    """
    if sum(when.shape == "clock" for when in page.dates) < _FEWEST:
        return
    for sentence in page.sentences:
        occasion = _many(sentence, page) if sentence.text.rstrip(" *_").endswith(":") else None
        day = _day(sentence, page) if occasion is not None else None
        below = list(_hours(sentence, page)) if day is not None else []
        if occasion is None or day is None or len(below) < _FEWEST:
            continue
        name = of_one(occasion, page)
        for label, line, clock in below:
            yield replace(occasion, title=tidy(f"{name}{_joined(label, page, line)}"), variant=label), line, clock, day


def _many(sentence: Sentence, page: Page) -> Candidate | None:
    """The occasion that a heading names in the plural and tells nothing else of."""
    named = [c for c in page.candidates(sentence) if c.frame.form != "weak"]
    if len(named) != 1 or past(sentence, page):
        return None
    one, phrase = named[0], named[0].phrase
    if phrase is None or one.frame.form != "noun" or one.frame.concept or one.frame.kind not in TIMED:
        return None
    many = page.grammar(sentence).gender(phrase) == "plur"
    alone = phrase.case in ("nomn", "accs", "") and not governed(one, page)
    return one if many and (alone or _in_a_timetable(one, page)) else None


def _in_a_timetable(one: Candidate, page: Page) -> bool:
    """ "Расписание брифингов": what a timetable is of."""
    if one.phrase is None or one.left > 1 or "timetable" not in page.heard(one.sentence):
        return False
    at = one.words[one.phrase.head].end - one.sentence.start
    said = page.lexicon(one.sentence).cue("timetable", one.sentence.low, 0, at)
    return said is not None and said.end() == at


def _day(sentence: Sentence, page: Page) -> date | None:
    """The one day that a heading says, else that of what is above it."""
    dated = [when for when in page.dates_in(sentence) if when.dated]
    if not dated:
        return day_of(sentence, page)
    return dated[0].first if all(w.shape == "day" and w.first == dated[0].first for w in dated) else None


def _hours(heading: Sentence, page: Page) -> Iterator[tuple[str, Sentence, When]]:
    """The hours of the lines below a heading, each with its line and what is said of it there or right above."""
    label = ""
    for line in page.sentences[heading.index + 1 : heading.index + 1 + _MOST]:
        whens = page.dates_in(line)
        clocks = [when for when in whens if when.shape == "clock" and not when.function]
        stop = _remark(line, clocks)
        clocks = [when for when in clocks if when.start < stop]
        own = _label(line, clocks, stop, page)
        if len(clocks) > 1 or any(when.dated for when in whens) or own is None:
            return
        if clocks:
            yield own or label, line, clocks[0]
        label = "" if clocks else _opening(own, line, page)


def _remark(line: Sentence, clocks: list[When]) -> int:
    """Where a line goes on to something else, which an hour of its own ends: "10.30 – открытие участков, явка на
    10.00"."""
    if len(clocks) != 2 or line.text[clocks[1].end - line.start :].strip(_ENDS):
        return line.end
    comma = line.text.rfind(",", 0, clocks[1].start - line.start)
    return line.start + comma if comma > clocks[0].end - line.start else line.end


def _label(line: Sentence, clocks: list[When], stop: int, page: Page) -> str | None:
    """What a line says by its hour, before ``stop``; ``None`` where it tells something or names another occasion."""
    lexicon, grammar = page.lexicon(line), page.grammar(line)
    if any(grammar.tense(word) is not None for word in page.words(line) if not word.quoted):
        return None
    named = (c for c in page.candidates(line) if c.frame.form == "noun" and not c.frame.concept and not c.frame.noun)
    if any(c.frame.kind in GATHERINGS and not governed(c, page) for c in named):
        return None
    if lexicon.cue("end", line.low) and not any(c.frame.concept for c in page.candidates(line)):
        return None  # "20.15 – завершение работы"
    low, base = line.low, line.start
    kept = [(0, stop - base)]
    for when in clocks:
        begin = when.start - base
        said = lexicon.cue("clock-label", low[:begin])
        kept = [
            (0, said.start() if said is not None and said.end() == begin else begin),
            (when.end - base, stop - base),
        ]
    parts = (line.text[first:last].strip(_ENDS) for first, last in kept)
    told = [part for part in parts if part and fold(part) not in lexicon.plain.get("in", ())]
    return " ".join(told) if sum(len(part.split()) for part in told) <= _LONGEST else None


def of_one(occasion: Candidate, page: Page) -> str:
    """Its name in the singular, where nothing before the noun would have to agree with it."""
    name, phrase = title(occasion, occasion.body, page), occasion.phrase
    first, _, rest = name.partition(" ")
    as_it_stands = phrase is not None and phrase.left == phrase.head
    if (
        phrase is None
        or not (as_it_stands or fold(first) == occasion.words[phrase.head].low)
        or not occasion.frame.nominative
    ):
        return name
    single = occasion.frame.nominative
    return f"{single[:1].upper()}{single[1:]} {rest}".rstrip()


def _opening(label: str, line: Sentence, page: Page) -> str:
    """A label that begins its line, without the capital that it has from there."""
    named = not line.text.startswith(label) or page.grammar(line).is_proper(fold(label).partition(" ")[0])
    return label if named else small(label)


def _joined(label: str, page: Page, line: Sentence) -> str:
    """A label behind a name: with a colon, unless a preposition joins it ("о ходе голосования")."""
    if not label:
        return ""
    first, plain = fold(label).partition(" ")[0], page.lexicon(line).plain
    told = _opening(label, line, page)
    return f" {told}" if any(first in plain.get(words, ()) for words in GOVERNS) else f": {told}"
