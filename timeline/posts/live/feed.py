"""RSS and Atom over HTTP: conditional, redirects followed on the web only. Feeds know no deletions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.errors import NoPreview, SourceUnreachable
from timeline.posts.feed import read_entries
from timeline.posts.live.web import Answer, Validators
from timeline.posts.records import Given
from timeline.posts.rejects import Rejects
from timeline.posts.sync import Look

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from timeline.posts.live.web import Web

_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What a feed showed, and what to ask with next time. ``unchanged``: it is as it was, and ``look`` is empty."""

    look: Look
    validators: Validators
    unchanged: bool = False


async def read_feed_from(
    web: Web,
    url: str,
    zone: tzinfo,
    *,
    channel: str | None = None,
    validators: Validators | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> FeedRead:
    """The posts of the feed at ``url``, filed under ``channel`` or what the feed says. Raises InputError."""
    answer = await _followed(web, url, validators)
    if answer.unchanged:
        return FeedRead(Look(()), validators or Validators(), unchanged=True)
    if answer.status in (404, 410):
        raise NoPreview(f"there is no feed at {url}", "check the address")
    if answer.status != 200:
        raise SourceUnreachable(f"{url} answers with status {answer.status}", "check the address")
    rejects = Rejects()
    given = Given(channel=channel or urlsplit(url).hostname or "feed", zone=zone)
    posts = {post.key: post for post in reversed(list(read_entries(answer.body, url, given, channel, rejects, warn)))}
    rejects.report(url, warn)
    return FeedRead(Look(tuple(posts.values())), answer.validators)


async def _followed(web: Web, url: str, validators: Validators | None) -> Answer:
    """The answer behind redirects, each of which is checked like the first address."""
    target = url
    for _ in range(_REDIRECTS + 1):
        answer = await web.get(target, validators)
        if answer.location is None:
            return answer
        target = answer.location
    raise SourceUnreachable(f"{url} leads from one address to another without end", "check the address")
