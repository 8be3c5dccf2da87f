"""A date and an event of one sentence, and what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timeline.languages.lexicon import fold
from timeline.mentions.reading.gaps import Count
from timeline.mentions.reading.standing import VOTES
from timeline.mentions.reading.votes import called_then, calls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.index import Hearing
    from timeline.mentions.vocabulary.lexicon import EventLexicon

_FIRST_COMMA = re.compile(r"^\s*,")
_GENITIVES = re.compile(r"(?:\s[^\W\d]{4,}){1,5}")
"""What goes on with the name of an election: no prepositions."""


@dataclass(slots=True)
class Pair:
    """A date and an event of one sentence, and what stands between them.

    ``before`` says that the event comes first; ``low`` and ``high`` are where the first of the two ends and where the
    second begins, in the text of the post. ``between`` are the words between, as far as they tell of both: ``weighed``
    cuts them. ``others`` are the further dates of the sentence, ``parting`` those of them that stand between.
    ``own_clause`` tells whether a relative clause with the date is of this event or of what else its pronoun agrees
    with, ``None`` where the date stands in none.
    """

    when: When
    candidate: Candidate
    sentence: Sentence
    page: Page
    lexicon: EventLexicon
    heard: Hearing[Any]
    others: Sequence[When]
    before: bool
    low: int
    high: int
    between: str
    parting: Sequence[When]
    total: Count
    own_clause: bool | None = None


def pair_of(when: When, candidate: Candidate, others: Sequence[When], page: Page) -> Pair:
    """A date and an event with all that stands between them."""
    sentence, before = candidate.sentence, candidate.end <= when.start
    low, high = (candidate.end, when.start) if before else (when.end, candidate.start)
    between = page.text[low:high] if low < high else ""
    lexicon = page.lexicon(sentence)
    if before and between.strip() in lexicon.plain.get("on-a-day", ()):
        between = " "  # "the election on 5 May"
    if not before and "," in page.text[when.start : when.end]:
        between = _FIRST_COMMA.sub("", between)
    clock = when.shape == "clock"
    parting = [w for w in others if low <= w.start < high and (w.dated or (clock and w.shape == "clock"))]
    pair = Pair(
        when,
        candidate,
        sentence,
        page,
        lexicon,
        page.heard(sentence),
        others,
        before,
        low,
        high,
        between,
        parting,
        Count(candidate.frame.weight),
    )
    if before and parting and candidate.frame.concept in VOTES:
        pair.parting = [w for w in parting if w.start < candidate.end or not (calls(w, when, pair) or _aside(w, pair))]
    if before and "," in between:
        pair.own_clause = _own_clause(pair)
    return pair


def _aside(called: When, pair: Pair) -> bool:
    """ "Выборы, назначенные 1 марта, пройдут 1 июня", "назначены вчера на 1 июня": the day of the call is told within
    what is said of the vote, and parts it from no other; but "выборы назначены 1 марта, заявки примут до 10 апреля"."""
    within = "," not in pair.page.text[called.end : pair.when.start] or pair.between.startswith(",")
    return within and called_then(called, pair)


def _own_clause(pair: Pair) -> bool | None:
    """ "К выборам, которые состоятся 11 октября": whose a relative clause is, told by the number of its pronoun.

    A vote between owns one that is said of what is called: "приём документов на выборах, назначенных на 12 сентября".
    """
    candidate, when, low, base = pair.candidate, pair.when, pair.sentence.low, pair.sentence.start
    called_for = pair.lexicon.shape("called-for", low, when.start - base)
    own = None if called_for and candidate.frame.form == "verb" else _owns(candidate, fold(pair.between), pair)
    if own is not None or not called_for or candidate.frame.concept in VOTES:
        return own
    later = (c for c in pair.page.candidates(pair.sentence) if candidate.start < c.start and c.end <= when.start)
    votes = (c for c in later if c.frame.concept in VOTES)
    return False if any(_owns(c, low[c.end - base : when.start - base], pair) for c in votes) else None


def _owns(candidate: Candidate, between: str, pair: Pair) -> bool | None:
    """Whether the relative clause that begins behind a candidate is its own; ``None`` where none does."""
    comma = between.find(",")
    vote = candidate.frame.concept in VOTES and candidate.frame.form == "noun"
    rest = comma if vote and _GENITIVES.fullmatch(between, 0, comma) else 0
    which = pair.lexicon.shape("which", between, rest)
    if which is None or "," in between[which.end() :]:
        return None  # "о дебатах, которые пройдут 20 января, расскажем завтра"
    wanted, phrase = pair.lexicon.pronoun(which.group(1)), candidate.phrase
    own = pair.page.grammar(pair.sentence).gender(phrase) if phrase is not None else ""
    if vote and any(begins and frame.concept in VOTES for begins, _, frame in pair.lexicon.frames(candidate.low)):
        return True  # "голосования на выборах мэра, назначенных на 22 марта"
    return not wanted or not own or wanted == own


def forbidden_behind(pair: Pair) -> bool:
    """ "Последним её днём будет 17 мая: потом агитировать нельзя"."""
    here, low = pair.when.start - pair.sentence.start, pair.sentence.low
    if "last-day" not in pair.heard or "forbidden" not in pair.heard:
        return False
    return (
        pair.lexicon.cue("last-day", low, 0, here) is not None and pair.lexicon.cue("forbidden", low, here) is not None
    )
