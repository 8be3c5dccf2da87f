"""Walking a channel from its newest page back, whatever shows the pages, and where a walk stands between runs.

Every page gives a ``Look`` and the progress to go on from, so that a run can be killed after any
page and the next one leaves no gap.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from timeline.errors import ChannelMoved
from timeline.posts.sync import Look

if TYPE_CHECKING:
    from timeline.posts.post import Post


@dataclass(frozen=True, slots=True)
class Progress:
    """Where reading a channel stands; kept between runs (``as_dict``, ``from_dict``).

    Every message from number ``oldest`` to ``frontier`` has been read at least once. ``start``:
    there is none before ``oldest``; ``reached``: when ``oldest`` or the next with a text was posted.
    """

    frontier: int | None = None
    oldest: int | None = None
    reached: datetime | None = None
    start: bool = False

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        reached = self.reached.isoformat() if self.reached else None
        return {"frontier": self.frontier, "oldest": self.oldest, "reached": reached, "start": self.start}

    @classmethod
    def from_dict(cls, state: dict[str, object] | None) -> Progress:
        """From what ``as_dict`` gave; what makes no sense counts as nothing read."""
        state = state or {}
        frontier, oldest, reached = state.get("frontier"), state.get("oldest"), state.get("reached")
        if not isinstance(frontier, int) or not isinstance(oldest, int):
            return cls()
        at = datetime.fromisoformat(reached) if isinstance(reached, str) else None
        return cls(frontier, oldest, at, state.get("start") is True)

    def complete(self, since: datetime | None) -> bool:
        """Whether everything from ``since`` on, or from the first message on, has been read."""
        return self.start or (since is not None and self.reached is not None and self.reached < since)

    def share(self, since: datetime | None, newest: datetime | None) -> float:
        """How much of the back-fill is done, 0 to 1: by time if it ends at a time, else by numbers. An estimate."""
        if self.complete(since):
            return 1.0
        if since and newest and self.reached and newest > since:
            return min(1.0, max(0.0, (newest - self.reached) / (newest - since)))
        if self.frontier is None or self.oldest is None:
            return 0.0
        return (self.frontier - self.oldest + 1) / self.frontier


@dataclass(frozen=True, slots=True)
class Step:
    """One page: what it showed, where to go on after it has been stored, and how much is done (0 to 1)."""

    look: Look
    progress: Progress
    done: float


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a channel, as far as a walk is concerned.

    ``ids`` are the numbers of all messages on it, ``posts`` those with text, ``unclear`` those that
    could not be read. ``before`` is the number below which the next older page lies; ``first``:
    nothing lies below this page. A page without ``ids`` says that nothing lies where it was asked for.
    """

    posts: tuple[Post, ...]
    ids: frozenset[int]
    before: int | None
    first: bool
    unclear: frozenset[int] = frozenset()


Ask = Callable[[int | None, Progress], Awaitable[Shown]]
"""Gives the page below a number, or the newest; told the progress until now. Raises SourceError."""


async def walk(
    name: str, ask: Ask, progress: Progress, *, since: datetime | None = None, pages: int = 2
) -> AsyncIterator[Step]:
    """Read the channel ``name`` from its newest page back.

    At least ``pages`` pages are read, since edits carry no time; more until what the last run had
    read is reached, so that nothing in between is left out; then the back-fill goes on from where it
    was, down to ``since`` or to the first message. Each step's progress holds once the step and all
    before it are stored. Raises SourceError.
    """
    before: int | None = None
    top, newest, read = 0, None, 0
    above, low = frozenset[int](), 0
    while True:
        page = await ask(before, progress)
        if not page.ids:  # nothing lies below the page above
            progress = replace(progress, start=True)
            yield Step(Look((), above, 0, low, start=True) if above else Look(()), progress, 1.0)
            return
        above, low, read = page.ids, min(page.ids), read + 1
        if before is None:
            top, newest = max(page.ids), max((post.posted.at for post in page.posts if post.posted.at), default=None)
            _check_still_the_same(name, top, progress)
        joined = progress.frontier is None or low <= progress.frontier + 1
        if joined:
            progress = _joined(progress, page, low, top)
        look = Look(page.posts, page.ids, low, before, start=page.first, unclear=page.unclear)
        yield Step(look, progress, progress.share(since, newest))
        if page.first:
            return
        before = min(page.before or low, low)
        if joined and read >= pages:
            if progress.complete(since) or progress.oldest is None:
                return
            before = min(before, progress.oldest)


def _check_still_the_same(name: str, top: int, progress: Progress) -> None:
    if progress.oldest is not None and top < progress.oldest:
        raise ChannelMoved(
            f"the numbers of {name} begin anew: another channel has this name now",
            "look up the channel's name; its posts until now are kept",
        )


def _joined(progress: Progress, page: Shown, low: int, top: int) -> Progress:
    """The progress once everything between the newest message and ``low`` has been read."""
    if progress.oldest is not None and progress.oldest < low:
        return replace(progress, frontier=max(top, progress.frontier or 0))
    times = [post.posted.at for post in page.posts if post.posted.at]
    return Progress(
        frontier=max(top, progress.frontier or 0),
        oldest=low,
        reached=min(times, default=progress.reached),
        start=page.first,
    )
