"""What is named before a colon or a stop, and dated behind it: "Выдвижение. Партии называют своих людей с 3 по 9 мая",
"напоминаем о заседании, на котором рассмотрят жалобы: 5 мая"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.judging.roles import verb_tense

if TYPE_CHECKING:
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_KINDS = frozenset({"nomination", "registration", "campaigning"})
"""What goes on for days on which something is done."""
_AHEAD, _PREPOSITION = 2, 2
"""Words before those who take part, and letters of one that governs them."""
_TAIL = 2
"""Words between a colon and a date, such as a preposition and a weekday."""
_GOES_ON = re.compile(r"\s+\w{2}")
"""What a date is of that words follow without a comma: "напоминаем о правилах: 5 мая нужен паспорт"."""
_BEFORE, _BEHIND = re.compile(r"[\s\d.)*_–—-]*"), re.compile(r"\s*[.:]\s*")


def labelled(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """The stage that alone stands before a colon, or in the sentence before on its line, where those who take part in
    it do something for days that has no name of its own."""
    if when.shape != "span" or not _begins_with_doers(sentence, page):
        return None
    own = page.candidates(sentence)
    label = next((c for c in own[:1] if _alone(c, page.text[c.end : c.end + 1])), None)
    index = sentence.index
    if label is None and index and (above := page.sentences[index - 1]).line == sentence.line:
        label = next((c for c in page.candidates(above) if _alone(c, page.text[c.end : above.end])), None)
    if label is None or any(c.frame.concept or c.frame.form == "noun" for c in own if c is not label):
        return None
    if [w for w in page.dates_in(sentence) if w.dated] != [when] or verb_tense(when, sentence, page) == "past":
        return None  # "Регистрация. Комиссии приняли документы, поданные с 5 по 9 марта"
    return Attachment(when, label, 3.0, ("the label of its sentence",))


def before_its_colon(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "Напоминаем о семинаре: 5 мая", "назначено заседание, на котором рассмотрят жалобы: 5 мая": the event whose
    name, or the relative clause on it, ends at the colon before the date."""
    head, colon, tail = sentence.low[: when.start - sentence.start].rpartition(":")
    if not colon or len(tail.split()) > _TAIL or any(w.dated and w.end < when.start for w in page.dates_in(sentence)):
        return None
    lexicon = page.lexicon(sentence)
    clause = lexicon.shape("relative-clause", head, len(head))
    ends = clause.start() if clause is not None else len(head.rstrip())
    reminds = page.heard(sentence).search("reminds", head) if clause is None else None
    if (clause is None and reminds is None) or (
        clause is not None and _tells_what_was_done(ends, when, sentence, page)
    ):
        return None
    if clause is None and _GOES_ON.match(page.text, when.end, sentence.end):
        return None
    inside = lexicon.plain.get("in", frozenset()) if clause is None else frozenset()
    named = (c for c in page.candidates(sentence) if c.end - sentence.start == ends and c.frame.form == "noun")
    event = next((c for c in named if c.preposition not in inside), None)
    return Attachment(when, event, 2.5, ("named before the colon",)) if event is not None else None


def _tells_what_was_done(start: int, when: When, sentence: Sentence, page: Page) -> bool:
    """Whether a clause on an occasion tells what was done there, so that a day ahead is of that: "прошло заседание, на
    котором назначили выборы: 5 июня"."""
    grammar = page.grammar(sentence)
    inside = (w for w in page.words(sentence) if start <= w.start - sentence.start and w.end <= when.start)
    return page.ahead(when) and any(grammar.tense(word) == "past" for word in inside)


def _begins_with_doers(sentence: Sentence, page: Page) -> bool:
    """ "Трудовые коллективы называют", but not "ярмарка у исполкома"."""
    doers = page.heard(sentence).search("campaigners", sentence.low)
    ahead = sentence.low[: doers.start()].rpartition(":")[2].split() if doers is not None else None
    return ahead is not None and len(ahead) <= _AHEAD and (not ahead or len(ahead[-1]) > _PREPOSITION)


def _alone(stage: Candidate, behind: str) -> bool:
    """Whether nothing stands before a stage in its sentence, and nothing but a stop behind it."""
    if not stage.frame.concept or stage.frame.form != "noun" or stage.frame.kind not in _KINDS:
        return False
    before = stage.sentence.text[: stage.start - stage.sentence.start]
    return _BEFORE.fullmatch(before) is not None and _BEHIND.fullmatch(behind) is not None
