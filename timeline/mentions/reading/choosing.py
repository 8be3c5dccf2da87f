"""What only looks like a vote of an election: a poll, a prize, a park, a meeting that elects its chair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.mentions.reading.standing import DAILY

if TYPE_CHECKING:
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page

_FOR_SOMEBODY = frozenset({"voting", "remote-voting", "second-round"})
"""Votes that are none of an election where they are for a thing."""
_SAID = 40
"""Letters after "голосовать" in which stands for what."""


def no_vote(candidate: Candidate, page: Page) -> bool:
    """Whether a candidate has the words of a vote and is none that voters are called to."""
    frame = candidate.frame
    if frame.name == "election-day" and frame.form == "verb":
        return not _elects(candidate, page)
    if frame.name == "voting":
        assembly = page.lexicon(candidate.sentence).cue("assembly-vote", candidate.sentence.low) is not None
        if assembly or _polled(candidate, page):
            return True
    if frame.form == "weak":
        return frame.name == "voting" and _to_an_occasion(candidate, page)
    if frame.name in _FOR_SOMEBODY and _for_a_thing(candidate, page):
        return True
    return frame.form == "verb" and frame.kind in DAILY and _wished(candidate, page)


def _wished(candidate: Candidate, page: Page) -> bool:
    """ "Форма для желающих голосовать онлайн": what somebody only wants to do."""
    if not candidate.left:
        return False
    words, wishing = candidate.words, page.lexicon(candidate.sentence).plain.get("wishing", ())
    wished = words[candidate.left - 1].low in wishing
    return wished and page.grammar(candidate.sentence).tense(words[candidate.left]) is None


def _to_an_occasion(candidate: Candidate, page: Page) -> bool:
    """ "Открылась выставка. Ждём вас 12 февраля": those awaited are no voters, where nothing speaks of a vote."""
    if page.says("polls") or page.says("vote-context"):
        return False
    index = candidate.sentence.index
    near = page.sentences[max(0, index - 2) : index + 1]
    if any(page.lexicon(s).says(s.low, "moved", "cancelled") for s in near):
        return False  # what was put off has its own new day
    told = (frame for s in near for _, _, frame in page.lexicon(s).frames(s.low))
    return any(frame.form == "noun" and not frame.concept and not frame.noun for frame in told)


def _polled(candidate: Candidate, page: Page) -> bool:
    """ "Опрос на сайте: как вы узнали о выборах? Голосовать можно до 10 марта": no voting of an election."""
    near = page.sentences[max(0, candidate.sentence.index - 1) : candidate.sentence.index + 1]
    return candidate.frame.form == "verb" and any(page.lexicon(s).cue("survey", s.low) for s in near)


def _for_a_thing(candidate: Candidate, page: Page) -> bool:
    """ "Голосование за объекты благоустройства": what is voted for is none of what voters of an election vote for."""
    words, lexicon, barred = candidate.words, page.lexicon(candidate.sentence), page.barred(candidate.sentence)
    at = candidate.match[1]
    if at + 1 >= len(words) or words[at].low not in lexicon.plain.get("votes-for", ()) or at + 1 in barred:
        return False
    low = candidate.sentence.low[words[at].start - candidate.sentence.start :]
    if lexicon.cue("electable", low[:_SAID]) is not None or lexicon.cue("no-thing", low[:_SAID]) is not None:
        return False
    return page.body(f"{words[at - 1].low} {low[:_SAID]}", candidate.sentence.lang) is None


def _elects(candidate: Candidate, page: Page) -> bool:
    """Whether what is chosen is what voters choose ("делегаты изберут Председателя собрания" is no election)."""
    grammar, words = page.grammar(candidate.sentence), candidate.words
    lexicon, barred = page.lexicon(candidate.sentence), page.barred(candidate.sentence)
    found = grammar.object_of(words, candidate.right - 1, barred, lexicon.tails)
    if found is None or found.reading is None:
        stop = max((k for k in range(candidate.left) if not words[k].alphabetic), default=-1)
        ahead = " ".join(word.low for word in words[stop + 1 : candidate.left])
        return lexicon.cue("not-elected", ahead) is None
    low = " ".join(word.low for word in words[found.left : found.right])
    wider = f"{words[found.left - 1].low} {low}" if found.left else low
    return page.own_body(wider, candidate.sentence.lang) is not None or lexicon.cue("electable", low) is not None
