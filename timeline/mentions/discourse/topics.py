"""Lists of lessons, or of what the press is told: "Темы вебинаров: 3 февраля – регистрация кандидатов" announces
webinars, and no registration."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.discourse.elsewhere import town
from timeline.mentions.discourse.headings import heading_of
from timeline.mentions.reading.titles import tidy, title

if TYPE_CHECKING:
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

A_LESSON = "a lesson of its heading"
"""The reason of a date beside which only a topic stands, whatever that tells of."""
_TOPIC = re.compile(r"\s*[–—:-]\s+([^,;.!?()\n]+)")
"""What stands behind the date of an item."""
_LONGEST = 8
"""Words of a topic."""


def lesson(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """The lesson on a day whose topic alone stands behind its dash, under a heading or a colon that names lessons."""
    found = _TOPIC.match(page.text, when.end, sentence.end) if when.shape == "day" else None
    if found is None or len(found[1].split()) > _LONGEST:
        return None
    lessons = _lessons(when, sentence, page)
    topic = found[1].strip()
    if lessons is None or _is_another(found.start(1), sentence, page) or town(topic, sentence, page):
        return None
    named = replace(lessons, title=tidy(f"{title(lessons, None, page)}: {topic}"), variant=topic)
    return Attachment(when, named, 4.0, (A_LESSON,))


def _lessons(when: When, sentence: Sentence, page: Page) -> Candidate | None:
    """The lessons, more than one, that the words before a colon or the heading of a list name, and nothing else."""
    colon = page.text.find(":", sentence.start, when.start)
    heading = sentence if colon >= 0 else heading_of(sentence, page)
    if heading is None:
        return None
    limit = colon if colon >= 0 else heading.end
    named = [c for c in page.candidates(heading) if c.end <= limit and c.frame.form == "noun"]
    if len(named) != 1 or named[0].frame.concept or (one := named[0].phrase) is None:
        return None
    told_at = page.lexicon(heading).plain.get("told-at", ())
    topical = named[0].frame.kind == "training" or named[0].frame.name in told_at
    return named[0] if topical and page.grammar(heading).gender(one) == "plur" else None


def _is_another(start: int, sentence: Sentence, page: Page) -> bool:
    """ "3 февраля – семинар для наблюдателей": what is held then has a name of its own."""
    held = (c for c in page.candidates(sentence) if c.start == start and c.frame.form == "noun")
    return any(not c.frame.concept and not c.frame.noun for c in held)
