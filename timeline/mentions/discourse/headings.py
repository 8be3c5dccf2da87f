"""Items of a heading: "График приема граждан: / Председатель – 4 декабря"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.discourse.elision import AN_ITEM, LINK
from timeline.mentions.discourse.elsewhere import behind
from timeline.mentions.discourse.others import variant
from timeline.mentions.reading.standing import VOTES

if TYPE_CHECKING:
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_LABEL_AFTER = re.compile(
    r"\s*(?:,\s*\w+\s*)?(?:[–—]|\.\s)\s*((?:[^\W\d_]{1,3}\.\s*)*(?:[^–—(:;,.]|(?<=\s[А-ЯЁІЎЄЇҐ])\.){3,60})"
)
_LABEL, _LISTED = 6, 10
"""Words of a label, and of an item below a line that a colon ends."""


def under_heading(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "График приема граждан: / Председатель – 4 декабря": an item of a heading that says only for whom."""
    label = LINK.sub("", sentence.text[: when.start - sentence.start]).rstrip().strip(" ,;.–—-")
    if not label and (after := _LABEL_AFTER.match(sentence.text, when.end - sentence.start)) is not None:
        label = after[1].strip()
    label = label or behind(when, sentence, page)
    if not label or len(label.split()) > (_LISTED if sentence.lead is not None else _LABEL):
        return None
    heading = heading_of(sentence, page)
    if heading is None:
        return None
    own = [c for c in page.candidates(sentence) if c.frame.concept or not c.frame.noun]
    if any(c.frame.form != "weak" for c in own):
        return None
    named = [c for c in page.candidates(heading) if c.frame.form == "noun" and not c.frame.noun]
    if not named and _opens(heading):
        named = [c for c in page.candidates(heading) if c.frame.form == "verb" or c.frame.noun]
    if len(named) > 1 and _told_there(named[0], page):
        named = named[:1]
    lessons = all(c.frame.kind == "training" for c in named)  # "Учёба для комиссий: график семинаров" says it twice
    if not named or (len(named) > 1 and not lessons) or _tells(sentence, page):
        return None
    if named[0].frame.concept in VOTES and named[0].governor:
        return None  # "Явка на выборах / 12 марта – 34 %"
    return Attachment(when, variant(named[0], label, sentence, page), 2.4, (AN_ITEM,))


def _told_there(first: Candidate, page: Page) -> bool:
    """ "На семинарах разберём регистрацию и агитацию": what the others are only the subject of."""
    grammar, behind = page.grammar(first.sentence), first.words[first.right :]
    occasion = not first.frame.concept and first.frame.kind in ("training", "meeting")
    at = first.preposition in page.lexicon(first.sentence).plain.get("in", ())
    return occasion and at and all(grammar.tense(word) != "past" for word in behind)


def heading_of(sentence: Sentence, page: Page) -> Sentence | None:
    """The heading of an item, or the one over it where that names no event ("Приём граждан / Секретарь: / Орша –")."""
    heading = _heading(sentence, page)
    while heading is not None and not any(
        c.frame.form == "noun" or (c.frame.form == "verb" and _opens(heading)) for c in page.candidates(heading)
    ):
        above = page.sentences[heading.index - 1] if heading.index else None
        stopped = above is not None and above.text.rstrip().endswith((".", "…", ";")) and not _bare(heading, page)
        dated = above is not None and any(w.dated and w.shape != "window" for w in page.dates_in(above))
        if above is None or dated or (stopped and above.line < heading.line):
            return None
        heading = above
    return heading


def _bare(heading: Sentence, page: Page) -> bool:
    """ "Мы проводим семинары. / Расписание: / Орша – 28 ноября": it is of what the line above it tells."""
    said = fold(re.sub(r"^\W+|\W+$", "", heading.text))
    return _opens(heading) and page.lexicon(heading).cue("bare-heading", said) is not None


def _opens(heading: Sentence) -> bool:
    """ "Проверить себя в списках можно:" opens a list of what it says."""
    return heading.text.rstrip().endswith(":")


def _tells(sentence: Sentence, page: Page) -> bool:
    """Whether a sentence says what is done ("участковые комиссии появятся"), and is no item with a label."""
    grammar = page.grammar(sentence)
    told = (word for word in page.words(sentence) if not word.quoted)
    return any(grammar.tense(word) is not None or grammar.is_infinitive(word) for word in told)


def _heading(sentence: Sentence, page: Page) -> Sentence | None:
    """The line that a list stands under: the one that a colon ends, else a line of its own above lines of their own."""
    if sentence.lead is not None:
        found = page.sentences[sentence.lead]
        return found if found.text.rstrip().endswith(":") or not page.dates_in(found) else None
    for place in range(sentence.index - 1, max(-1, sentence.index - 5), -1):
        other = page.sentences[place]
        beside = (*page.sentences[max(0, place - 1) : place], *page.sentences[place + 1 : place + 2])
        alone = _opens(other) or all(s.line != other.line for s in beside)
        if not any(w.dated and w.shape != "window" for w in page.dates_in(other)):
            unstopped = not other.text.rstrip().endswith((".", "!", "…"))
            return other if alone and unstopped and other.line < sentence.line else None
        after = page.sentences[place + 1]
        if other.line == sentence.line or "\n\n" in page.text[other.end : after.start]:
            return None
    return None
