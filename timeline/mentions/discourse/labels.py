"""A stage that stands before what is done in it: "Выдвижение. Партии называют своих людей с 3 по 9 мая"."""

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
