"""What a country adds to the event words of its languages: ``[[words]]`` and ``[[bodies]]`` of its calendar file.

Words are written there as a dictionary has them and are found in any form. A country's word goes before the language's
own where both fit the same words of a text.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from timeline.calendars import Words, in_language
from timeline.languages.concepts import concepts
from timeline.mentions.grammar import grammar
from timeline.mentions.vocabulary.index import Index
from timeline.mentions.vocabulary.lexicon import (
    ELECTED,
    FRAMES,
    NAMED,
    Body,
    EventLexicon,
    Frame,
    doing,
    elected_as,
    event_data,
    event_lexicon,
)
from timeline.mentions.vocabulary.patterns import Pattern, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.calendars import Body as CalendarBody
    from timeline.calendars import EventWord

_WEIGHT = 3.2
"""More than a word of the language, which is 3.0 at most for a stage."""


@cache
def country_lexicon(code: str, words: Words, bodies: tuple[CalendarBody, ...]) -> EventLexicon:
    """The event words of a language together with what a country adds to them. Built once.

    Of ``bodies`` only those count whose ids the language does not know: the others it names better itself.
    """
    base = event_lexicon(code)
    known = {body.key for body in base.bodies}
    own = tuple(_body(body, code) for body in bodies if body.id not in known and _in(body.aliases, code))
    added = [*_stages(words, base), *_levels(words, base), *_named(own)]
    if not added:
        return base
    return replace(base, index=Index([*added, *base.index.entries]), bodies=(*own, *base.bodies))


def _in(names: Sequence[tuple[str, str]], code: str) -> list[str]:
    return [name for language, name in names if language == code]


def _anyhow(phrase: str, code: str) -> str:
    """A phrase with each of its words in any form."""
    tongue = grammar(code)
    return " ".join(tongue.forms(word.replace("ё", "е")) for word in phrase.split())


def _body(body: CalendarBody, code: str) -> Body:
    names = [_anyhow(name, code) for name in _in(body.aliases, code)]
    lexicon = event_lexicon(code)
    votes = [
        name for name in _in(body.aliases, code) if any(f.concept == "election-day" for *_, f in lexicon.frames(name))
    ]
    title = _capital(votes[0]) if votes else f"{lexicon.elections}: {in_language(body.names, code)}"
    elected = tuple(pattern(_anyhow(name, code)) for name in votes) + elected_as(
        names, event_data(code).get("elected", {})
    )
    return Body(body.id, tuple(pattern(name) for name in names), elected, {"election": title})


def _named(bodies: Sequence[Body]) -> Iterator[tuple[str, Pattern, Any]]:
    for body in bodies:
        yield from ((NAMED, entry, body) for entry in body.own)
        yield from ((ELECTED, entry, body) for entry in body.elected)


def _stages(words: Words, base: EventLexicon) -> Iterator[tuple[str, Pattern, Any]]:
    for word in words.events:
        if word.language == base.code:
            yield FRAMES, pattern(_anyhow(word.word, base.code)), _frame(word, base)


def _frame(word: EventWord, base: EventLexicon) -> Frame:
    """What a country's word names: the language's own stage of that name with the country's body, or a frame with the
    word itself for a title."""
    for start, end, frame in base.frames(word.word):
        if frame.concept and frame.concept == word.concept and frame.form == "noun" and end - start == len(word.word):
            return replace(frame, weight=_WEIGHT, body=word.body or "")
    concept = concepts().get(word.concept or "")
    return Frame(
        name=word.word,
        kind=word.kind,
        form="noun",
        weight=_WEIGHT,
        concept=word.concept,
        title=_capital(word.word),
        audience=concept.audience if concept else (),
        body=word.body or "",
        own=True,
    )


def _levels(words: Words, base: EventLexicon) -> Iterator[tuple[str, Pattern, Any]]:
    """That the commissions of a level are formed, as the language says it of the levels that it knows."""
    data = event_data(base.code)
    actions, stages = data.get("actions", {}), data.get("stages", {})
    for key, names in words.levels:
        does = stages.get(key, {}).get("does", ())
        for name in _in(names, base.code):
            for action in does:
                for text, form in doing(actions[action], _anyhow(name, base.code), data):
                    yield FRAMES, text, replace(base.stage(key), form=form)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
