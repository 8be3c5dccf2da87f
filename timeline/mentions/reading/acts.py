"""What is done, and by whom, where a verb says it; which stage of a campaign that is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.vocabulary.lexicon import Frame

_TOLD_BEHIND = 2
"""Words behind the object of an act that may tell what it is not."""
_REACH = 8
"""Words between a verb and what it is done to, quoted names apart."""
_STAGE = 3
"""Words of an action that is a stage of a campaign."""


def at_work(made: str, candidate: Candidate, page: Page) -> bool:
    """ "20 марта будут работать 120 участковых комиссий": the hours of voting, and no event of their own."""
    return candidate.frame.vague and page.lexicon(candidate.sentence).cue("at-work", fold(made)) is not None


def person(found: Phrase) -> bool:
    """Whether who does it is one person, whose work or journey is no event of a calendar."""
    reading = found.reading
    return reading is not None and {"anim", "sing"} <= set(reading.tag.grammemes)


def stage_of(made: str, candidate: Candidate, found: Phrase, page: Page) -> Frame | None:
    """The stage that an act with its object is, of which the words behind the object may tell that it is none
    ("удостоверения избранным депутатам"), or whose election its last words name ("итоги выборов Президента")."""
    lexicon, words, low = page.lexicon(candidate.sentence), candidate.words, fold(made)
    frames = lexicon.frames(low)
    for begin, end, frame in frames:
        if begin or not frame.concept or frame.form != "noun":
            continue
        whole = end == len(low) and made.count(" ") < _STAGE
        if whole or any(
            (at == end + 1 and other.concept == "election-day") or (at and _names(other, frame))
            for at, _, other in frames
        ):
            behind = " ".join(word.low for word in words[found.right : found.right + _TOLD_BEHIND])
            still = any(at == 0 and same is frame for at, _, same in lexicon.frames(f"{low} {behind}"))
            return replace(frame, form="verb", weight=2.6) if still else None
    return None


def _names(thing: Frame, act: Frame) -> bool:
    """Whether what is done something to is by itself a name of the stage ("документы для регистрации кандидатов")."""
    return thing.form == "noun" and thing.concept == act.concept


def figurative(place: int, candidate: Candidate, page: Page) -> bool:
    """Whether the word at that place is one of a figure of speech, or only the way in ("откроет двери", "форму")."""
    if "figurative" not in page.heard(candidate.sentence):
        return False
    return page.lexicon(candidate.sentence).cue("figurative", candidate.words[place].low) is not None


def around(candidate: Candidate, page: Page) -> Iterator[int]:
    """The places of the words within reach of a verb, those before it first."""
    words, verb, base = candidate.words, candidate.right - 1, candidate.sentence.start
    told = page.lexicon(candidate.sentence).without_asides(candidate.sentence.low)
    for step in (-1, 1):
        place, left = verb + step, _REACH
        while 0 <= place < len(words) and left > 0:
            if not words[place].quoted and told[words[place].start - base] != " ":
                if words[place].text in ",;:.—–":
                    break
                left -= 1
                yield place
            place += step


def not_its_doer(found: Phrase, candidate: Candidate, page: Page) -> Phrase | None:
    """ "Сообщения публикуют окружные комиссии": what stands before a verb, where its doer follows; ``None`` where only
    that is known."""
    words, lexicon, verb = candidate.words, page.lexicon(candidate.sentence), candidate.right - 1
    doers = tuple(lexicon.plain.get("doers", ("\0",)))
    if not words[found.head].low.startswith(doers):
        return found
    if found.head < verb:
        takes = words[found.head].low.startswith(lexicon.takes.get(candidate.frame.name, ("\0",)))
        bound = found.right < verb and words[candidate.left - 1].low in lexicon.plain.get("bound-to", ())
        return None if bound and not takes else found  # "окружные комиссии должны зарегистрировать всех"
    barred = {*page.barred(candidate.sentence), *range(found.left, found.right)}
    other = page.grammar(candidate.sentence).object_of(words, verb, barred, lexicon.tails)
    if other is not None and not words[other.head].low.startswith(doers):
        return other
    takes = words[found.head].low.startswith(lexicon.takes.get(candidate.frame.name, ("\0",)))
    passive = words[verb].low.endswith(tuple(lexicon.plain.get("passive-ends", ("\0",))))
    grammar, ahead = page.grammar(candidate.sentence), [k for k in around(candidate, page) if k < verb]
    done = any(grammar.is_noun(words[k]) and k not in barred for k in ahead)
    return None if done and not takes and not passive else found


def governed(place: int, candidate: Candidate, page: Page) -> bool:
    """ "Межы ўчасткаў для тайнага галасавання зацвердзяць": what nothing is done to."""
    plain, grammar, words = page.lexicon(candidate.sentence).plain, page.grammar(candidate.sentence), candidate.words
    while place > 1 and grammar.is_adjective(words[place - 1]):
        place -= 1
    return place > 0 and any(words[place - 1].low in plain.get(name, ()) for name in ("for", "beside", "in", "off"))
