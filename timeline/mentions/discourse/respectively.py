"""Days that are told of as many things at once: "Лида и Слоним – 5 и 6 мая соответственно"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.languages.text import any_of
from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.reading.titles import title
from timeline.mentions.text.dates import listing
from timeline.mentions.text.differing import of_different_things

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

EACH = "each of its own day"
"""The reason of a date that is one of several, each of something else."""


@cache
def _between() -> re.Pattern[str]:
    """What stands between two things of a list, whole."""
    return re.compile(rf"\s*(?:,|\s(?:{any_of('and')})(?!\w))\s*")


def each_its_own(found: Attachment, when: When, sentence: Sentence, page: Page) -> Attachment:
    """The event of a day of such a list: the one that stands at its place among those before, or the one found, for
    what stands there in its label."""
    days = _days(when, sentence, page)
    if len(days) < 2:
        return found
    place, begins = days.index(when), days[0].start
    named = [c for c in page.candidates(sentence) if c.end <= begins and c.frame.form == "noun"][-len(days) :]
    gaps = [page.text[one.end : two.start] for one, two in pairwise(named)]
    if len(named) == len(days) and all(map(_between().fullmatch, gaps)):
        return Attachment(when, named[place], found.score, (*found.reasons, EACH))
    joined = _between().split(found.candidate.text)
    if len(joined) == len(days) and (stage := _stage(joined[place], found.candidate, page)) is not None:
        return Attachment(when, stage, found.score, (*found.reasons, EACH))
    told = page.text[sentence.start : begins].rstrip(" –—-:")
    own, label = found.candidate, re.split(r"\d\s*[^\W\d]*,\s+|[:;]\s+", told)[-1].strip()
    parts = _between().split(label)
    if len(parts) != len(days) or own.variant not in (label, *parts):
        return found
    whole = title(own, None, page).removesuffix(f": {own.variant}")
    named_so = f"{whole}: {parts[place]}" if own.title.endswith(own.variant) else own.title
    return Attachment(when, replace(own, title=named_so, variant=parts[place]), found.score, (*found.reasons, EACH))


def _stage(name: str, joined: Candidate, page: Page) -> Candidate | None:
    """The stage that one of several names joined to one phrase says ("регистрация и агитация")."""
    for begin, _, frame in page.lexicon(joined.sentence).frames(fold(name)):
        if begin == 0 and frame.concept and frame.form == "noun":
            return replace(joined, frame=frame, title="", phrase=None)
    return None


def _days(when: When, sentence: Sentence, page: Page) -> Sequence[When]:
    """The days of the list that a date stands in, where each is of something else; none where it is in no such list."""
    if not of_different_things(page.text, when.start, when.end):
        return ()
    days = [w for w in page.dates_in(sentence) if w.dated]
    first = last = days.index(when)
    while first and listing().fullmatch(page.text[days[first - 1].end : days[first].start]):
        first -= 1
    while last + 1 < len(days) and listing().fullmatch(page.text[days[last].end : days[last + 1].start]):
        last += 1
    return days[first : last + 1]
