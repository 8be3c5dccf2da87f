"""Posts without a day that can name no event: told by their words, before they are laid out."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from timeline.languages.stretches import stretches
from timeline.mentions.discourse.today import WITHOUT_A_DATE
from timeline.mentions.text.clock import CLOCK, clock_in
from timeline.mentions.text.remembered import LONGEST, MOST
from timeline.mentions.text.sentences import languages, looked_up, lowered
from timeline.mentions.vocabulary.country import country_lexicon
from timeline.mentions.vocabulary.index import Hearing, readings
from timeline.mentions.vocabulary.lexicon import FRAMES

_OF_ONE_LANGUAGE = "ўіїєґ"
_EVERY = -1
"""A number with the bits of all patterns."""
_BULLET = re.compile(r"-(?<!\S-)-*")
"""What may stand before the first word of a sentence, and is no part of it; begins with one letter, which is searched
for fastest."""

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timeline.calendars import Body, Calendar, Words
    from timeline.mentions.text.dates import When
    from timeline.posts import Post


def silent(post: Post, found: Sequence[When], lang: str, calendar: Calendar) -> bool:
    """Whether a post without a day (``found`` are bare clocks and lengths) can name no event: nothing in it may be a
    clock, and no words, in any language that it may be in, say that something is under way or called off; or none name
    anything that can happen. A look before it is laid out, after which most posts of a channel are left."""
    clock = any(when.shape == "clock" for when in found)
    if not clock and not _telling(lang, calendar.words, calendar.bodies).any_of(stretches(post.text)):
        return True
    if post.posted.day(calendar.zone) is None:
        return True
    clock = clock or clock_in(post.text) is not None
    lower, parts = lowered(post.text), stretches(post.text)
    for code in languages(lower, lang):
        index = country_lexicon(code, calendar.words, calendar.bodies).index
        heard = Hearing(index, parts, list(map(index.told.__getitem__, parts)))
        if FRAMES in heard and (clock or _says(heard, lower)):
            return False
    return True


def _says(heard: Hearing[Any], lower: str) -> bool:
    """Whether a post says that something is under way or called off, wherever its sentences begin."""
    if not heard.any_of(WITHOUT_A_DATE):
        return False
    low = _BULLET.sub(lambda found: " " * len(found[0]), looked_up(lower))
    return any(heard.search(family, low) is not None for family in WITHOUT_A_DATE)


class _Telling(dict[str, "tuple[int, ...]"]):
    """Of what stands between two blanks of a post in a language: what it tells of the patterns that make a post worth a
    closer look, a number for each language that the post may be in; no number where it tells of none, as most does.

    A clock tells of every pattern, and so do letters of another language, which then all of the post may be in.
    """

    def __init__(self, lang: str, words: Words, bodies: tuple[Body, ...]) -> None:
        super().__init__()
        self._lang, self._own = lang, {*languages("", lang), "en"}
        self._indexes = [country_lexicon(code, words, bodies).index for code in self._own]
        others = [letter for letter in _OF_ONE_LANGUAGE if not self._own.issuperset(languages(letter, lang))]
        needed = (one.letters(WITHOUT_A_DATE).pattern for one in self._indexes)
        self._look = re.compile("|".join([CLOCK.pattern, *others, *needed]))

    def any_of(self, parts: Sequence[str]) -> bool:
        """Whether a post is worth a closer look: whether its parts have all that one of the patterns needs."""
        try:
            told = list(filter(None, map(self.__getitem__, parts)))
        except KeyError:
            told = self._of_new(parts)
        if not told:
            return False
        each = zip(self._indexes, zip(*told, strict=True), strict=True)
        return any(index.possible(some) & index.family[WITHOUT_A_DATE] for index, some in each)

    def _of_new(self, parts: Sequence[str]) -> list[tuple[int, ...]]:
        """What is told by parts of which some are met for the first time. Those are looked through together, since
        hardly one of them tells anything."""
        told = list(filter(None, map(self.get, parts)))
        new = [part for part in dict.fromkeys(parts) if part not in self]
        starts = list(accumulate((len(part) + 1 for part in new), initial=0))
        low = lowered(" ".join(new))
        found = (one.start() for said in {low, *readings(low)} for one in self._look.finditer(said))
        worth = {bisect_right(starts, place) - 1 for place in found}
        tells = {part: self._tells(part) if number in worth else () for number, part in enumerate(new)}
        if len(self) + len(tells) > MOST:
            self.clear()
        self.update((part, some) for part, some in tells.items() if len(part) <= LONGEST)
        return [*told, *filter(None, tells.values())]

    def _tells(self, part: str) -> tuple[int, ...]:
        low = lowered(part)
        if clock_in(low) is not None or not self._own.issuperset(languages(low, self._lang)):
            return (_EVERY,) * len(self._indexes)
        told = tuple(index.told_of(part, WITHOUT_A_DATE) for index in self._indexes)
        return told if any(told) else ()


_telling = cache(_Telling)
