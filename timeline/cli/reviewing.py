"""What wants a person's look: dates that were refused, and entries that rest on one unsure reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.events import Event
    from timeline.events.correction import Correction
    from timeline.mentions import Mention
    from timeline.posts import Post

UNSURE = 0.45
"""A reading scored below this, alone, makes an entry that somebody should look at."""

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class Question:
    """One sentence to decide on: ``refused`` made no entry, else ``event`` is the entry that it alone made."""

    ref: str
    mention: Mention
    post: Post
    event: Event | None

    @property
    def why(self) -> str:
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
    alone = {
        (part.channel, part.post, part.start): event for event in events if event.posts <= 1 for part in event.evidence
    }
    decided = {key for correction in corrections for key in (*correction.evidence, *correction.others)}
    found = []
    for mention in mentions:
        event = alone.get((mention.channel, mention.post, mention.start))
        if mention.refused is None and (event is None or mention.score >= UNSURE):
            continue
        key = (mention.channel, mention.post, mention.concept or "")
        if key in decided or (now is not None and over(mention, now)):
            continue
        found.append(Question(reference(mention), mention, of_post[mention.channel, mention.post], event))
    return sorted(found, key=_order)


def reference(mention: Mention) -> str:
    """A short name for a mention: the same as long as it stands at the same place of the same post."""
    what = (mention.channel, mention.post, mention.start, mention.timexes, mention.concept)
    number = int.from_bytes(hashlib.blake2b(repr(what).encode("utf-8", "replace"), digest_size=8).digest())
    letters = []
    for _ in range(5):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "r" + "".join(letters)


def over(mention: Mention, now: datetime) -> bool:
    """Whether the time it speaks of is past, as far as it has one."""
    return mention.time is not None and mention.time.end_latest is not None and mention.time.end_latest <= now


def _order(question: Question) -> tuple[str, str, str, int]:
    time = question.mention.time
    day = time.from_ or time.until if time is not None else None
    return day.isoformat() if day else "~", *question.post.key, question.mention.start
