"""Telegram Desktop's export as JSON (result.json), of one channel or of a whole account, read as a stream.

``date`` is the exporter's local time without an offset; ``date_unixtime`` (since version 3.7.6) is
right, and preferred. ``text`` is a string, or a list of strings and ``{type, text}``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ijson.common import ObjectBuilder

from timeline.calendars.channels import USERNAME
from timeline.errors import InputError
from timeline.posts.albums import Message, joined
from timeline.posts.cleaning import label
from timeline.posts.json_bytes import JsonBytes, beginning, events
from timeline.posts.records import Given, post_of
from timeline.posts.rejects import BadRecord, Rejects
from timeline.posts.scanning import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.posts.input import Input
    from timeline.posts.post import Post

_USERNAME = re.compile(USERNAME)
_CHATS = ("chats.list.item", "left_chats.list.item")


def read_desktop(source: Input, given: Given, channel: str | None, warn: Callable[[str], None]) -> Iterator[Post]:
    """The posts of an export.

    They are filed under ``channel``, else under the name in the file. From the export of a whole
    account come its channels only, or the one chat called ``channel``: private talk is nobody's calendar.
    """
    rejects = Rejects()
    top, name = _top(source)

    def cut(what: str) -> None:
        warn(source.ends_early(what))

    if top == "chats":
        file = JsonBytes(source.utf8(), source.name)
        yield from _account(source, file, given, channel, rejects, cut)
    else:
        given = replace(given, channel=channel or name or given.channel)
        found = (_message(item, given, rejects) for item in messages(source, cut))
        yield from _linked(joined(found), channel)
    rejects.report(source.name, warn)


def _top(source: Input) -> tuple[str, str | None]:
    """Which of "messages" and "chats" the file has, and the name of the chat, both of which stand at its start."""
    name = None
    for prefix, event, value in beginning(source.head(), source.name):
        if prefix == "name" and event == "string":
            name = label(str(value))
        elif not prefix and event == "map_key" and value in ("messages", "chats"):
            return str(value), name
    return "messages", name


def _message(item: object, given: Given, rejects: Rejects) -> Message:
    if not isinstance(item, dict):
        rejects.add("a message", "it is not an object with fields")
        return Message(None, None, media=False, post=None)
    number = item.get("id")
    try:
        post = post_of(item, given)
    except BadRecord as error:
        rejects.add(f"message {number}"[:60], str(error))
        post = None
    return Message(
        number=number if isinstance(number, int) else None,
        second=item.get("date_unixtime") or item.get("date"),
        media="photo" in item or "file" in item or "media_type" in item,
        post=post,
    )


def _linked(posts: Iterator[Post], channel: str | None) -> Iterator[Post]:
    """With the address of each post, which the file lacks, where ``channel`` can be a public name."""
    if channel is None or not _USERNAME.fullmatch(channel):
        yield from posts
        return
    for post in posts:
        yield replace(post, url=f"https://t.me/{channel}/{post.id}") if post.id.isdecimal() else post


def _account(
    source: Input, file: JsonBytes, given: Given, channel: str | None, rejects: Rejects, cut: Callable[[str], None]
) -> Iterator[Post]:
    found = False
    others: list[str] = []
    for chat, talk in _chats(file, cut):
        name, kind = label(str(chat.get("name") or "")), str(chat.get("type") or "")
        wanted = name == channel if channel else kind.endswith("_channel")
        if not wanted:
            others.append(name or "(no name)")
            continue
        found = True
        here = replace(given, channel=name or given.channel)
        yield from joined(_message(item, here, rejects) for item in talk)
    if not found:
        what = f"no chat called {channel}" if channel else "no channel"
        listed = ", ".join(others[:5]) + (", …" if len(others) > 5 else "")
        raise InputError(
            f"{source.name} is the export of an account with {what} in it",
            f"name one of its chats: {listed}" if others else "export the channel itself",
        )


def _chats(file: JsonBytes, cut: Callable[[str], None]) -> Iterator[tuple[dict[str, object], Iterator[object]]]:
    """Each chat with what is said of it before its messages, and the messages, which must be read before the next."""
    found = events(file, cut)
    chat: dict[str, object] = {}
    for prefix, event, value in found:
        if prefix in _CHATS and event == "start_map":
            chat = {}
        elif prefix.removesuffix(".name") in _CHATS or prefix.removesuffix(".type") in _CHATS:
            chat[prefix.rpartition(".")[2]] = value
        elif event == "start_array" and prefix.removesuffix(".messages") in _CHATS:
            talk = _messages(file, found, prefix)
            yield chat, talk
            for _ in talk:  # what was not wanted
                pass


def _messages(file: JsonBytes, found: Iterator[tuple[str, str, object]], array: str) -> Iterator[object]:
    builder: ObjectBuilder | None = None
    for prefix, event, value in found:
        if prefix == array and event == "end_array":
            return
        if prefix == f"{array}.item" and event == "start_map":
            builder = ObjectBuilder()
        if builder:
            builder.event(event, value)
            if prefix == f"{array}.item" and event == "end_map":
                file.settled()
                yield builder.value
                builder = None
