"""Titles: the one shown of all that posts call an event, and one for each language they use."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from timeline.events.stages import BY_ELECTION, OF_ANY_LEVEL
from timeline.events.statement import COUNTDOWN, RECAP
from timeline.events.words import words
from timeline.languages.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.calendars import Calendar
    from timeline.events.statement import Statement

LONGEST = 80
"""Characters of a title that still fit a line of a calendar."""
TELLING = 4
"""Content words beyond which a title tells no more, only takes longer."""


def title_of(statements: Sequence[Statement], calendar: Calendar) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The title to show, and pairs of language and title.

    The most telling one that fits a line; of equals the one most posts use, then the first. Where
    several bodies are elected at once, one that names none of them comes first.
    """
    bodies = {s.mention.body for s in statements if s.mention.body}
    if BY_ELECTION in bodies:
        bodies -= OF_ANY_LEVEL
    by_lang: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for order, statement in enumerate(statements):
        mention = statement.mention
        if not mention.title:
            continue
        firm = statement.rank not in (RECAP, COUNTDOWN) and statement.bounds is not None
        shared = len(bodies) < 2 or mention.body is None
        tally = by_lang[mention.lang].setdefault(mention.title, [0, 0, 0, order])
        tally[0] = max(tally[0], shared)
        tally[1] = max(tally[1], firm)
        tally[2] += 1

    best = {lang: max(tallies, key=lambda t: _worth(t, lang, tallies[t])) for lang, tallies in by_lang.items()}
    concept = statements[0].mention.concept
    if not best:
        known = concepts().get(concept or "")
        best = dict(known.names) if known else {}
    if not best:
        return "", ()
    shown = next((lang for lang in calendar.languages if lang in best), min(best))
    return best[shown], tuple(sorted(best.items()))


def _worth(title: str, lang: str, tally: Sequence[int]) -> tuple[object, ...]:
    shared, firm, times, order = tally
    said = words(title, lang)
    telling = len(said.about | said.quoted | said.numbers) + (said.head is not None)
    return len(title) <= LONGEST, shared, firm, min(telling, TELLING), times, -len(title), -order
