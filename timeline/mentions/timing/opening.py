"""Days that only tell the hours of every week: "по будням с 9.00 до 18.00, в субботу с 10.00 до 15.00"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.mentions.judging.roles import verb_tense

if TYPE_CHECKING:
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_FIGURES = re.compile(r"\d+(?:[.:]\d\d)?")
_HOURS_BEHIND = re.compile(r"[^\d,.;!?]{0,16}\d{1,2}(?:[.:]\d\d)?\s")


def among_hours(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Часы работы – с 10.00 до 19.00, в выходные с 10.00 до 15.00": on which days, and no event's own day.

    "Документы принимаем с понедельника по четверг с 9 до 18 часов, в пятницу с 9 до 17": the hours of every week.
    """
    here = page.dates_in(sentence)
    ranges = [w for w in here if w.clock and w.clock_end and (w.dated or w.shape == "clock")]
    if ranges and _on_weekdays(when, sentence, page):
        return True
    if not ranges or not _with_hours(when, page):
        return False
    if any(w.end <= when.start for w in ranges) and not any(c.frame.concept for c in page.candidates(sentence)):
        return True
    others = [w for w in here if w is not when and (w.repeats or _with_hours(w, page))]
    some = any(w.repeats or w.shape in ("window", "span") for w in (when, *others))
    return bool(others) and some and verb_tense(when, sentence, page) != "future"


def _on_weekdays(when: When, sentence: Sentence, page: Page) -> bool:
    """ "С понедельника по пятницу документы принимаем с 10 до 19 часов": what is done every week, where no other day is
    said."""
    if when.shape != "span" or not when.weekday or any(w.dated and w is not when for w in page.dates_in(sentence)):
        return False
    held = page.lexicon(sentence).says(sentence.low, "at", "start", "end", "planned")
    return not held and verb_tense(when, sentence, page) in ("present", "future")


def _with_hours(when: When, page: Page) -> bool:
    """Whether it is days of the week with their hours ("в пятницу – с 9 до 17", "в выходные дни в период с 12 …")."""
    if when.shape not in ("day", "window", "span"):
        return False
    figures = len(_FIGURES.findall(page.text, when.start, when.end))
    if when.clock_end is not None:
        return figures == 2  # those of its hours
    return not figures and _HOURS_BEHIND.match(page.text, when.end) is not None


def opening_hours(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Понедельник–пятница: 10.00–19.00": a line that says only at which hours something is open."""
    here = page.dates_in(sentence)
    if not any(w.shape == "clock" and w.clock and w.clock_end for w in here) and not when.clock_end:
        return False
    if re.search(r"\d", re.sub(r"\d{1,2}[.:]\d\d", "", page.text[when.start : when.end])):
        return False
    rest = page.text[sentence.start : sentence.end]
    for other in reversed(here):
        rest = rest[: other.start - sentence.start] + rest[other.end - sentence.start :]
    return re.search(r"\w\w", rest) is None
