"""The schedule of a day: a heading that says the day, and below it entries that say only what is held, often when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.mentions.text.dates import ENTRY
from timeline.mentions.timing.shared_clocks import GATHERINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

TIMED = frozenset({"meeting", "training", "other"})
_SCHEDULED = TIMED | {"result", "campaigning", "observation"}
_LETTERS = re.compile(r"[^\W\d_]{3}")
_DASHED = re.compile(r"[*_\s]*[–—|:.,-]")
_STOPS = (".", "!", "…", ";")

_FAR = 50
"""Sentences that an entry may stand below its day."""


def entries(page: Page, drafts: Sequence[Draft]) -> Iterator[tuple[Candidate, When | None, date]]:
    """What the lines below a day say is held then, each with its hour, if any, and its day.

    "12.30 – брифинг" in a line of its own is of the day that the lines above it are of, else of the post's; an item
    without an hour ("– семинар для наблюдателей") only of a day ahead that heads its list.
    """
    if not (any(when.shape == "clock" for when in page.dates) or any(one.item for one in page.sentences)):
        return
    listed: date | None = None
    for sentence in page.sentences:
        here = page.dates_in(sentence)
        if not here and listed is None:
            continue
        if any(when.dated for when in here):
            listed = _heading(sentence, page)
            continue
        clock = next((w for w in here if w.shape == "clock" and not w.function and is_entry(w, sentence, page)), None)
        if clock is not None:
            found, day = _named(clock, sentence, page), day_of(sentence, page)
            if found is None or day is None or figures(clock, sentence, page):
                continue
            if not (day == page.today and past(sentence, page)) and not _a_part(sentence, page, drafts):
                yield found, clock, day
        elif sentence.first and not sentence.item:
            listed = None
        elif listed is not None and (item := _item(sentence, page)) and not _a_part(sentence, page, drafts):
            yield item, None, listed


def _heading(sentence: Sentence, page: Page) -> date | None:
    """The day ahead that a line gives to the list below it ("Анонсы на 28 января:"), ``None`` where it says more."""
    dated = [w for w in page.dates_in(sentence) if w.dated]
    below = page.sentences[sentence.index + 1 : sentence.index + 2]
    if not sentence.first or not below or below[0].line == sentence.line or sentence.text.rstrip().endswith(_STOPS):
        return None
    if len(dated) != 1 or dated[0].shape != "day" or not page.ahead(dated[0]):
        return None
    lexicon, grammar = page.lexicon(sentence), page.grammar(sentence)
    if lexicon.cue("programme", sentence.low) or any(c.frame.form != "weak" for c in page.candidates(sentence)):
        return None
    if not _ends_in_colon(sentence) and any(grammar.tense(word) for word in page.words(sentence)):
        return None
    return dated[0].first


def _ends_in_colon(sentence: Sentence) -> bool:
    return sentence.text.rstrip(" *_").endswith(":")


def _item(sentence: Sentence, page: Page) -> Candidate | None:
    """The occasion that an item of a list names first, where it tells of nothing that is over."""
    named = [c for c in page.candidates(sentence) if c.frame.form == "noun" and c.frame.kind in TIMED | {"campaigning"}]
    if not sentence.item or not sentence.first or not named or past(sentence, page):
        return None
    first = named[0]
    said = first.left == 0 or any(page.grammar(sentence).tense(word) for word in first.words[: first.left])
    return first if said and not first.frame.concept and not first.frame.noun and not first.preposition else None


def is_entry(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether a sentence is an entry of a schedule: it opens its line with this clock, words or a dash behind it.

    Without a dash another line is to begin so, too.
    """
    if not sentence.first or _LETTERS.search(page.text, sentence.start, when.start):
        return False
    if ENTRY.match(page.text, when.end, _end_of_line(sentence, page)) is None:
        return False
    if any(w.dated for w in page.dates_in(sentence)):
        return False
    return _DASHED.match(page.text, when.end) is not None or (_opens(when, sentence, page) and _listed(when, page))


def _opens(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether a sentence begins with a clock ("10.00", "в 10.00")."""
    before = sentence.low[: when.start - sentence.start].strip(" *_")
    at = not before or before in page.lexicon(sentence).plain.get("in", ())
    return at and page.text[when.start].isdigit()


def _listed(when: When, page: Page) -> bool:
    """Whether another line of the post begins with a clock."""
    others = (w for w in page.dates if w.shape == "clock" and w is not when)
    return any((s := page.sentence_at(w.start)) is not None and s.first and _opens(w, s, page) for w in others)


def _end_of_line(sentence: Sentence, page: Page) -> int:
    end = page.text.find("\n", sentence.start)
    return end if end >= 0 else len(page.text)


def _named(when: When, sentence: Sentence, page: Page) -> Candidate | None:
    """The event of an entry, whose line may say the place first ("10.00 – Минск, Дом прессы. Семинар …")."""
    for other in page.sentences[sentence.index :]:
        if other.line != sentence.line or (other is not sentence and page.dates_in(other)):
            break
        named = [c for c in page.candidates(other) if c.start >= when.end and c.frame.form != "weak"]
        named = [c for c in named if not c.frame.noun] or named
        if named and named[0].frame.phase and page.lexicon(other).cue("polls", other.low):
            return None  # "8.00 – открытие участков": the hours of voting
        if named:
            return named[0] if named[0].frame.kind in _SCHEDULED else None
    return None


def heads(sentence: Sentence, page: Page) -> bool:
    """Whether a day that stands alone is the heading of what follows, and none of what was said before it.

    "10:00 – заседание / 29 января / 10:00 – семинар"; but a title right above a day names the event of that day.
    """
    below = page.sentences[sentence.index + 1 : sentence.index + 2]
    if not below or below[0].line == sentence.line:
        return False
    above = page.sentences[sentence.index - 1] if sentence.index else None
    if above is not None and above.line == sentence.line - 1 and _title(above, page):
        return False
    return _ends_in_colon(sentence) or _has_entry(below[0], page) or _item(below[0], page) is not None


def _title(sentence: Sentence, page: Page) -> bool:
    """Whether a line is the name of an occasion and no more, and no timetable of several ("расписание встреч")."""
    if "timetable" in page.heard(sentence) and page.lexicon(sentence).cue("timetable", sentence.low) is not None:
        return False
    told = sentence.item or sentence.text.rstrip().endswith((*_STOPS, ":")) or page.dates_in(sentence)
    return not told and any(c.frame.form == "noun" and not c.frame.concept for c in page.candidates(sentence))


def _has_entry(sentence: Sentence, page: Page) -> bool:
    return any(w.shape == "clock" and is_entry(w, sentence, page) for w in page.dates_in(sentence))


def day_of(sentence: Sentence, page: Page) -> date | None:
    """The day spoken of last above an entry, else the post's; ``None`` where several days were, one that is over, or
    none as near as an entry is to its heading."""
    for other in reversed(page.sentences[max(0, sentence.index - _FAR) : sentence.index]):
        dated = [w for w in page.dates_in(other) if w.dated]
        if dated:
            if page.behind(dated[-1]):
                return page.today if other.text.rstrip().endswith(_STOPS) else None
            same = all(w.shape == "day" and w.first == dated[-1].first for w in dated)  # "на сегодня, 15 апреля"
            return dated[-1].first if same else None
    return page.today if sentence.index <= _FAR else None


def _a_part(sentence: Sentence, page: Page, drafts: Sequence[Draft]) -> bool:
    """ "Программа семинара 28 января: / 10:00 – лекция": a part of the event that was named with its day."""
    for other in reversed(page.sentences[max(0, sentence.index - _FAR) : sentence.index]):
        if any(w.dated for w in page.dates_in(other)):
            named = [d for d in drafts if d.sentence is other and d.refused is None and d.concept is None]
            heads = page.sentences[other.index : sentence.index]
            told = any(page.lexicon(s).cue("programme", s.low) is not None for s in heads)
            above = any(d.candidate is not None and d.candidate.sentence is not other for d in named)
            return (told or above) and any(d.kind in GATHERINGS for d in named)
    return False


def figures(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether a sentence gives figures beside its clock ("10.00 – явка 12 %"), not only speaks of them."""
    rest = sentence.low[: when.start - sentence.start] + sentence.low[when.end - sentence.start :]
    return page.lexicon(sentence).cue("statistics", sentence.low) is not None and re.search(r"\d|%", rest) is not None


def past(sentence: Sentence, page: Page) -> bool:
    """Whether a sentence has a verb in the past, outside quotes."""
    grammar = page.grammar(sentence)
    return any(grammar.tense(word) == "past" for word in page.words(sentence) if not word.quoted)
