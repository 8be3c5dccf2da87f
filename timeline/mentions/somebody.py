"""Who does what around a date and an event: those who take part, those who must do something, those who cannot come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold

if TYPE_CHECKING:
    from timeline.mentions.lexicon import EventLexicon
    from timeline.mentions.pair import Pair

_NONE: frozenset[str] = frozenset()
_AHEAD = 36
"""Letters before an event in which a verb says that somebody takes part in it."""


def taking_part(pair: Pair) -> None:
    """Points for who takes part in the event, and for what may or must be done by the date."""
    when, candidate, sentence, lexicon = pair.when, pair.candidate, pair.sentence, pair.lexicon
    if "takes-part" in pair.heard:
        begins = len(sentence.low[: candidate.start - sentence.start].rstrip())
        goes = lexicon.cue("takes-part", sentence.low, max(0, begins - _AHEAD), begins)
        if "," in pair.between:
            if goes and when.shape == "until" and _act_behind(pair):
                pair.total.add(-2.0, "what one does something for")
        elif goes and when.shape == "until" and _in_order_to(sentence.low[: goes.start()], lexicon):
            pair.total.add(-2.0, "what one does something for")
        elif goes:
            pair.total.add(1.2, "goes there")
    if when.shape == "until" and candidate.frame.noun and candidate.frame.form == "verb" and "duty" in pair.heard:
        start, end = (candidate.start, when.end) if pair.before else (when.start, candidate.end)
        if lexicon.cue("duty", fold(pair.page.text[start:end])):
            pair.total.add(0.6, "may or must be done by then")


def _act_behind(pair: Pair) -> bool:
    """ "Кто хочет выступить на дебатах, не позднее 18 мая подаёт заявку": what is done by the date stands behind it."""
    acts = (c for c in pair.page.candidates(pair.sentence) if c.start >= pair.when.end)
    return pair.before and any(c.frame.noun and c.frame.form == "verb" for c in acts)


def _in_order_to(left: str, lexicon: EventLexicon) -> bool:
    """ "Для участия в конкурсе пришлите рисунок до 13 марта", "желающие принять участие в нём до 13 марта …"."""
    before = left.split()[-2:]
    wish = any(word in lexicon.plain.get("wishing", ()) for word in before)
    return wish or any(word in lexicon.plain.get("for", ()) for word in before[-1:])


def of_the_absent(pair: Pair) -> bool:
    """Whether a date stands in a clause that tells who cannot or will not."""
    left = pair.sentence.low[: pair.when.start - pair.sentence.start]
    told = pair.lexicon.shape("in-which", left, len(left))
    return told is not None and not pair.lexicon.plain.get("not", _NONE).isdisjoint(told.group().split())
