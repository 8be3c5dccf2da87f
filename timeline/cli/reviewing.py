"""What wants a person's look: dates that were refused, entries that rest on one unsure reading, contradictions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from timeline.events.identity import key_of

if TYPE_CHECKING:
    from timeline.events import Event
    from timeline.events.correction import Correction
    from timeline.mentions import Mention
    from timeline.posts import Post

UNSURE = 0.45
"""A reading scored below this, alone, makes an entry that somebody should look at."""

GOES_ON = timedelta(days=30)
"""How long what has begun and has no known end is worth a look."""

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class Question:
    """One sentence to decide on: its mention was refused, or ``event`` is the entry that it alone made, or that it
    contradicts (then ``conflict`` says how, and ``ref`` is the event's id)."""

    ref: str
    mention: Mention
    post: Post
    event: Event | None
    conflict: str = ""

    @property
    def why(self) -> str:
        """What is to be decided: how posts contradict each other, why it was refused, or that it is unsure."""
        if self.conflict:
            return self.conflict
        return self.mention.refused or f"read with little certainty ({self.mention.score:.2f})"


def questions(
    mentions: Iterable[Mention],
    posts: Iterable[Post],
    events: Iterable[Event],
    corrections: Sequence[Correction],
    *,
    now: datetime | None = None,
) -> list[Question]:
    """What nobody has decided on yet, by day; with ``now``, only what is not over by then."""
    of_post = {post.key: post for post in posts}
    events = list(events)
    alone = {(*part.post_key, part.start): event for event in events if event.posts <= 1 for part in event.evidence}
    disputed = {
        (*part.post_key, part.start): event
        for event in events
        if event.notes
        for part in event.evidence
        if part.dates and not part.agrees and not part.recap
    }
    decided = {key for correction in corrections for key in (*correction.evidence, *correction.others)}
    found: dict[str, Question] = {}
    for mention in mentions:
        place, key = (*mention.post_key, mention.start), key_of(mention)
        if key in decided:
            continue
        event = disputed.get(place) if mention.refused is None else None
        if event is not None and (now is None or not event_over(event, now)):
            post, conflict = of_post[mention.post_key], " ".join(event.notes)
            found.setdefault(event.id, Question(event.id, mention, post, event, conflict))
            continue
        event = alone.get(place)
        if mention.refused is None and (event is None or mention.score >= UNSURE):
            continue
        if now is None or not over(mention, now):
            question = Question(reference(mention), mention, of_post[mention.post_key], event)
            found.setdefault(question.ref, question)
    return sorted(found.values(), key=_order)


def event_over(event: Event, now: datetime) -> bool:
    """Whether the last day that an event can touch is past."""
    last = event.when.end_latest or event.when.start_latest
    return last is not None and last < now.date()


def reference(mention: Mention) -> str:
    """A short name for a mention: the same as long as it stands at the same place of the same post."""
    what = (mention.channel, mention.post, mention.start, mention.timexes, mention.concept)
    number = int.from_bytes(hashlib.blake2b(repr(what).encode("utf-8", "replace"), digest_size=8).digest())
    letters = []
    for _ in range(5):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "r" + "".join(letters)


def first_day_said(mention: Mention) -> date | None:
    """The first day a mention speaks of; for a last day only, that one."""
    if mention.time is None:
        return None
    if mention.time.from_ is not None:
        return mention.time.from_.date()
    return (mention.time.until - timedelta(days=1)).date() if mention.time.until else None


def over(mention: Mention, now: datetime) -> bool:
    """Whether the time it speaks of is past; what has no end ("since 2022") goes on for a while."""
    time = mention.time
    if time is None:
        return False
    if time.end_latest is not None:
        return time.end_latest <= now
    return time.start_latest is not None and time.start_latest + GOES_ON <= now


def _order(question: Question) -> tuple[str, str, str, int]:
    time = question.mention.time
    day = time.from_ or time.until if time is not None else None
    return day.isoformat() if day else "~", *question.post.key, question.mention.start
