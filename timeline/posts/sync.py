"""What a look at a live channel says of the posts that are already known: which are missing, which withdrawn.

Pure functions. Deletions leave no trace, so they are found by comparing. A post counts as missing only where it would
have to be: the look covers its number, and its nearest known neighbours are there. One such look proves nothing
(servers leave posts out); after ``LOOKS_BETWEEN`` in a row it is withdrawn. At the ends of a channel, where there is a
neighbour on one side only, it takes ``LOOKS_AT_END``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from timeline.errors import ChannelMoved

if TYPE_CHECKING:
    from datetime import datetime

    from timeline.posts.post import Post

LOOKS_BETWEEN = 2
LOOKS_AT_END = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a post: when it was posted, if that is known exactly.

    ``missed`` is how many looks in a row have missed it, ``withdrawn`` whether it counts as deleted.
    """

    posted: datetime | None = None
    missed: int = 0
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a channel at once.

    All messages from number ``low`` (inclusive) to ``high`` (exclusive) were shown: they are
    ``numbers``, and ``posts`` are those with text. (Where nothing was shown, ``numbers`` are those
    above.) ``high`` is ``None`` at the newest end of the channel, and ``start`` says that nothing
    lies below ``low``. ``unclear`` are numbers that were there and could not be read. A source that
    cannot tell what is gone, such as a feed, has no ``low``.
    """

    posts: tuple[Post, ...]
    numbers: frozenset[int] = frozenset()
    low: int | None = None
    high: int | None = None
    start: bool = False
    unclear: frozenset[int] = frozenset()

    @property
    def reach(self) -> tuple[int, int | None] | None:
        """The numbers (first inclusive, last exclusive, ``None`` open) whose known posts ``decide`` has to be told.

        ``None`` if it can tell nothing missing: then those that are shown are enough.
        """
        if self.low is None:
            return None
        return 0 if self.start else self.low, None if self.high is None else max(self.high, *self.numbers, 0) + 1

    def covers(self, number: int) -> bool:
        """Whether a message of that number would have been shown."""
        if self.low is None:
            return False
        return (self.start or number >= self.low) and (self.high is None or number < self.high)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do about the posts that a look has missed.

    ``missing`` are ids with the number of looks in a row that have now missed them; ``withdrawn`` those of them that
    had their last chance.
    """

    missing: Mapping[str, int] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()


def decide(known: Mapping[str, Known], look: Look) -> Decision:
    """What ``look`` means for the posts of one channel that are known, by id.

    Those within its ``reach`` are enough; the time it takes grows with the number given. Raises
    ChannelMoved if posts have the ids of known ones and were posted at another time: edits cannot do
    that, so the name belongs to another channel now.
    """
    for post in look.posts:
        old = known.get(post.id)
        if old and old.posted and post.posted.quality == "exact" and old.posted != post.posted.at:
            raise ChannelMoved(
                f"{post.channel} is another channel than before: its post {post.id} is from another time",
                "look up the channel's name; its posts until now are kept",
            )
    missing = _missing(known, look)
    return Decision(
        missing={id_: missed for id_, (missed, _) in missing.items()},
        withdrawn=tuple(id_ for id_, (missed, chances) in missing.items() if missed >= chances),
    )


def _missing(known: Mapping[str, Known], look: Look) -> dict[str, tuple[int, int]]:
    """Ids that should have been seen: how many looks in a row have missed them, and how many it takes.

    A look that shows nothing that is known says nothing: it may be of another channel.
    """
    shown = {post.id for post in look.posts}
    there = sorted(number for number in (*look.numbers, look.high) if number is not None and str(number) in known)
    if not there:
        return {}
    missing = {}
    for id_, old in known.items():
        if old.withdrawn or id_ in shown or not id_.isdecimal():
            continue
        number = int(id_)
        if look.covers(number) and number not in look.unclear:
            between = there[0] < number < there[-1]
            missing[id_] = (old.missed + 1, LOOKS_BETWEEN if between else LOOKS_AT_END)
    return missing
