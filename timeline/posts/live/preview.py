"""The public preview of a channel over HTTP: poll what is new or edited, and back-fill what is old.

Answers that are not the channel are errors with names of their own; nothing of them is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.errors import ChannelMoved, EmptyAnswer, NoPreview, SourceBusy, SourceUnreachable
from timeline.posts.live.walk import Progress, Shown, Step, walk
from timeline.posts.preview_page import PAGE_LIMIT, Page, read_page
from timeline.posts.rejects import Rejects

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime, tzinfo

    from timeline.posts.live.web import Answer, Web

_SECOND_CHANCE = 10.0
"""Seconds before a page is asked for again that came empty or as something else."""
_FULL_PAGE = 20
"""Message numbers on a page that is not the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewChannel:
    """The public preview of the channel ``name``. ``zone`` is for dates without an offset, which pages do not have."""

    name: str
    zone: tzinfo
    base: str = "https://t.me"

    def steps(
        self,
        web: Web,
        progress: Progress,
        *,
        since: datetime | None = None,
        pages: int = 2,
        warn: Callable[[str], None] = lambda _: None,
    ) -> AsyncIterator[Step]:
        """Read the channel from its newest page back; see ``walk``. Raises SourceError."""

        async def ask(before: int | None, progress: Progress) -> Shown:
            page = await self._page(web, before, progress, warn)
            return Shown(page.posts, page.ids, page.before, _is_first(page), page.unclear)

        return walk(self.name, ask, progress, since=since, pages=pages)

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
        answer = await web.get(url, size=PAGE_LIMIT)
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


def _is_first(page: Page) -> bool:
    """Whether nothing lies below: the page has the first number, or links to no older page and is not full."""
    return min(page.ids, default=0) <= 1 or (page.before is None and len(page.ids) < _FULL_PAGE)
