"""The second and the last of what a first was named of: "Вторые – через два дня после них"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.languages.text import any_of
from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.reading.titles import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence


@cache
def _headless() -> re.Pattern[str]:
    """An adjective without its noun, words set off by commas, then a dash or a verb, up to a date."""
    return re.compile(
        rf"(?:[^,;:–—]{{0,24}}[,;])??[\s,;.]*(?:(?:{any_of('and')}|{any_of('but')})\s+)?(?P<which>[^\W\d]{{4,}})"
        r"(?:,\s[^,.;:–—]{2,40}(?:,|(?=\s[–—])))?"
        r"\s*(?:[–—-]|(?P<verb>\w+)(?:\s+[^\s,.;:–—]+){0,4}?)\s*(?:\w{1,3}\s+)?"
    )


def next_of_kind(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """Another of the kind that the sentence, or the one before it, counts: "Третьи намечены на 9 сентября"."""
    last = next((draft for draft in reversed(before) if draft.refused is None), None)
    if last is None or last.candidate is None or last.concept or sentence.index - last.sentence.index > 1:
        return None
    lexicon, grammar = page.lexicon(sentence), page.grammar(sentence)
    dates = [w.end for w in page.dates_in(sentence) if w.dated and w.end <= when.start]
    said = sentence.low[max(dates, default=sentence.start) - sentence.start : when.start - sentence.start]
    counted = lexicon.cue("ordinal", fold(last.title))
    found = _headless().fullmatch(said) if counted is not None else None
    if counted is None or found is None or not lexicon.says(found["which"], "ordinal", "next-of-kind"):
        return None
    if found["verb"] and not lexicon.says(found["verb"], "happens", "planned", "at"):
        return None
    like = grammar.like(found["which"], counted.group(), "nomn" if counted.start() == 0 else "")
    if not like or like == counted.group():
        return None
    if lexicon.cue("idle-adjective", found["which"]):
        like = ""  # "следующее": its number is not told
    named = tidy(f"{last.title[: counted.start()]}{like}{last.title[counted.end() :]}".strip())
    named = named[:1].upper() + named[1:]
    another = replace(last.candidate, title=named, variant=found["which"])
    return Attachment(when, another, 3.0, (f"{found['which']!r} is another of its kind",))
