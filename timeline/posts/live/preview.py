"""The public preview of a channel over HTTP: poll what is new or edited, and back-fill what is old.

Every page gives a ``Look`` and the progress to go on from, so that a run can be killed after any
page and the next one leaves no gap. Answers that are not the channel are errors with names of their
own; nothing of them is believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.errors import ChannelMoved, EmptyAnswer, NoPreview, SourceBusy, SourceUnreachable
from timeline.posts.preview_page import Page, read_page
from timeline.posts.rejects import Rejects
from timeline.posts.sync import Look

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from timeline.posts.live.web import Answer, Web

_ADDRESS = re.compile(r"(?:(?:https?://)?(?:t|telegram)\.me/(?:s/)?|@)([A-Za-z][A-Za-z0-9_]{3,31})/?(?:\?.*)?")
_SECOND_CHANCE = 10.0
"""Seconds before a page is asked for again that came empty or as something else."""
_FULL_PAGE = 20
"""Message numbers on a page that is not the last."""


def channel_of(address: str) -> str | None:
    """The channel that an address of Telegram names ("https://t.me/s/name", "t.me/name", "@name"), if it is one."""
    match = _ADDRESS.fullmatch(address.strip())
    return match[1] if match else None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewChannel:
    """The public preview of the channel ``name``. ``zone`` is for dates without an offset, which pages do not have."""

    name: str
    zone: tzinfo
    base: str = "https://t.me"

    async def steps(
        self,
        web: Web,
        progress: Progress,
        *,
        since: datetime | None = None,
        pages: int = 2,
        warn: Callable[[str], None] = lambda _: None,
    ) -> AsyncIterator[Step]:
        """Read the channel from its newest page back.

        At least ``pages`` pages are read, since edits carry no time; more until what the last run
        had read is reached, so that nothing in between is left out; then the back-fill goes on from
        where it was, down to ``since`` or to the first message. Each step's progress holds once the
        step and all before it are stored. Raises SourceError.
        """
        before: int | None = None
        top, newest, read = 0, None, 0
        while True:
            page = await self._page(web, before, progress, warn)
            if not page.ids:  # nothing lies below what has been read
                progress = replace(progress, start=True)
                yield Step(Look(()), progress, 1.0)
                return
            low, read = min(page.ids), read + 1
            if before is None:
                top, newest = (
                    max(page.ids),
                    max((post.posted.at for post in page.posts if post.posted.at), default=None),
                )
                self._check_still_the_same(top, progress)
            first = _is_first(page)
            joined = progress.frontier is None or low <= progress.frontier + 1
            if joined:
                progress = _joined(progress, page, low, top)
            look = Look(page.posts, page.ids, low, before, start=first, unclear=page.unclear)
            yield Step(look, progress, progress.share(since, newest))
            if first:
                return
            before = min(page.before or low, low)
            if joined and read >= pages:
                if progress.complete(since) or progress.oldest is None:
                    return
                before = min(before, progress.oldest)

    async def _page(self, web: Web, before: int | None, progress: Progress, warn: Callable[[str], None]) -> Page:
        """The page below ``before``, or the newest; without ids only if nothing lies below ``before``.

        What looks like a hiccup of the server is given a second chance.
        """
        for chance in (1, 2):
            if chance == 2:
                await web.rest(_SECOND_CHANCE)
            page = await self._read(web, before, warn)
            repeated = before is not None and page.ids and max(page.ids) >= before
            if page.state == "posts" and not repeated:
                return page
        url = self._url(before)
        if page.state == "posts":
            raise SourceBusy(f"{url} shows newer posts than it was asked for", "try again later")
        if page.state == "no-messages":
            if before is not None and (await self._read(web, None, warn)).state == "posts":
                return page
            raise EmptyAnswer(
                f"{url} says there are no posts: the channel has none, or the server is busy", "try again later"
            )
        if page.state == "no-preview" and progress.frontier is None:
            raise NoPreview(f"{self.name} shows no public preview, or there is no such channel", "check the name")
        raise SourceBusy(
            f"{url} shows another page than the preview: the server is busy, or the preview was switched off",
            "try again later; if it stays so, look at the address in a browser",
        )

    async def _read(self, web: Web, before: int | None, warn: Callable[[str], None]) -> Page:
        url = self._url(before)
        answer = await web.get(url)
        if answer.location is not None:
            self._explain_redirect(answer)
        if answer.status == 404:
            raise NoPreview(f"there is no {url}", "check the name of the channel")
        if answer.status != 200:
            raise SourceUnreachable(f"{url} answers with status {answer.status}", "try again later")
        rejects = Rejects()
        page = read_page(answer.body.decode("utf-8", "replace").encode(), url, self.zone, rejects)
        rejects.report(url, warn)
        if page.channel is not None and page.channel.casefold() != self.name.casefold():
            raise ChannelMoved(
                f"{url} shows the channel {page.channel}", f"put {page.channel} into the definition if it is the same"
            )
        return page

    def _url(self, before: int | None) -> str:
        return f"{self.base}/s/{self.name}" + (f"?before={before}" if before is not None else "")

    def _explain_redirect(self, answer: Answer) -> None:
        """Telegram sends the asker of a preview that there is not to the page of the name."""
        path = urlsplit(answer.location or "").path.strip("/")
        if path.casefold() == self.name.casefold():
            raise NoPreview(f"{self.name} shows no public preview, or there is no such channel", "check the name")
        other = path.removeprefix("s/")
        raise ChannelMoved(
            f"{answer.url} leads to {answer.location}",
            f"if the channel is called {other} now, put that into the definition" if other else "check the name",
        )

    def _check_still_the_same(self, top: int, progress: Progress) -> None:
        if progress.oldest is not None and top < progress.oldest:
            raise ChannelMoved(
                f"the numbers of {self.name} begin anew: another channel has this name now",
                "look up the channel's name; its posts until now are kept",
            )


def _joined(progress: Progress, page: Page, low: int, top: int) -> Progress:
    """The progress once everything between the newest message and ``low`` has been read."""
    if progress.oldest is not None and progress.oldest < low:
        return replace(progress, frontier=max(top, progress.frontier or 0))
    times = [post.posted.at for post in page.posts if post.posted.at]
    return Progress(
        frontier=max(top, progress.frontier or 0),
        oldest=low,
        reached=min(times, default=progress.reached),
        start=_is_first(page),
    )


def _is_first(page: Page) -> bool:
    """Whether nothing lies below: the page has the first number, or links to no older page and is not full."""
    return min(page.ids) <= 1 or (page.before is None and len(page.ids) < _FULL_PAGE)
