"""What was announced for one day and is said to be held on another, in one sentence and with no word for a move."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.page import Page

_PARTED = re.compile(r"[,.:;–—(]")
_NEAR = 3
"""Words that may stand between the verb and the day on which it is held, such as where."""
_SHAPES = frozenset({"day", "span"})


def held_another_day(draft: Draft, after: Sequence[Draft], page: Page) -> bool:
    """ "Семинар, назначенный на 5 июня, пройдёт 9 июня", "назначенный на 5 июня семинар пройдёт 9 июня".

    Nothing but the name of the event stands between the day it was planned for and the verb, and only where it is held
    between that and the next date.
    """
    old, sentence = draft.when, draft.sentence
    new = next((d.when for d in after if d.sentence is sentence and d.when and d.when.shape in _SHAPES), None)
    if old is None or new is None or old.first is None or new.first in (None, old.first):
        return False
    behind, here = old.end - sentence.start, new.start - sentence.start
    held = page.lexicon(sentence).cue("happens", sentence.low, behind, here)
    if held is None:
        return False
    named, said = sentence.low[behind : held.start()].strip(), sentence.low[held.end() : here]
    others = (c for c in page.candidates(sentence) if c is not draft.candidate and c.frame.form == "noun")
    if _PARTED.search(named.removeprefix(",")) or any(behind <= c.start - sentence.start < here for c in others):
        return False
    return _PARTED.search(said) is None and len(said.split()) <= _NEAR
