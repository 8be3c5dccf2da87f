"""Albums in exports: several messages sent in one second, of which one carries the caption for all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.posts.post import Post

_LARGEST = 10
"""Messages in an album (Telegram's limit)."""


class Message(NamedTuple):
    """One message of an export. ``second`` is equal for messages sent in the same second; ``post`` is what it says."""

    number: int | None
    second: object
    media: bool
    post: Post | None


def joined(messages: Iterable[Message]) -> Iterator[Post]:
    """The posts of ``messages``: an album is one, under the id of its first message, as on the channel's page.

    Messages make an album that follow one another in number, carry media and were sent in the same
    second. Where several of them have words of their own, each stays a post.
    """
    album: list[Message] = []
    for message in messages:
        if album and not _continues(album, message):
            yield from _posts(album)
            album = []
        if message.media:
            album.append(message)
        elif message.post:
            yield message.post
    yield from _posts(album)


def _continues(album: list[Message], message: Message) -> bool:
    last = album[-1]
    return (
        message.media
        and last.media
        and message.number is not None
        and last.number is not None
        and message.number == last.number + 1
        and message.second == last.second
        and len(album) < _LARGEST
    )


def _posts(album: list[Message]) -> Iterator[Post]:
    posts = [message.post for message in album if message.post]
    if len({post.text for post in posts}) == 1:
        first, number = posts[0], str(album[0].number)
        if len(album) > 1:
            url = first.url and first.url.removesuffix(first.id) + number
            first = replace(first, id=number, url=url)
        posts = [first]
    yield from posts
