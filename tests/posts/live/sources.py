"""The live sources, each reading the same channel once: over HTTP from a server, through an account, from a folder."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from posts.channel import NAME, ZONE, jsonl
from posts.live.played import web
from posts.live.telethon_played import telethon
from posts.server import Channel, playing

from timeline.posts.live import AccountChannel, PreviewChannel, Progress, changed, read_feed_from
from timeline.posts.read import read

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from posts.channel import Message

    from timeline.posts import Post
    from timeline.posts.live import Step

LIVE = ("a preview", "an account", "a feed", "a folder")


def look_at(kind: str, messages: Sequence[Message], folder: Path) -> list[Post]:
    """What one look at the channel shows, oldest first; whatever the source warns of fails the test."""
    channel = Channel(messages={one.number: one for one in messages})
    channel.last = max(channel.messages)
    if kind == "an account":
        with telethon(channel, folder / "t.session") as account:
            return asyncio.run(_walked(AccountChannel(NAME, account.access).steps(web(), Progress())))
    if kind == "a folder":
        (folder / "posts.jsonl").write_bytes(jsonl(messages))
        return [post for file, _ in changed(folder, {}) for post in read(file, zone=ZONE, warn=pytest.fail)]
    with playing(channel) as played:
        if kind == "a feed":
            return asyncio.run(_fed(f"{played.base}/feed"))
        preview = PreviewChannel(name=NAME, zone=ZONE, base=played.base)
        return asyncio.run(_previewed(preview))


async def _walked(steps: AsyncIterator[Step]) -> list[Post]:
    pages = [step.look.posts async for step in steps]
    return [post for page in reversed(pages) for post in page]


async def _previewed(channel: PreviewChannel) -> list[Post]:
    async with web() as client:
        return await _walked(channel.steps(client, Progress(), warn=pytest.fail))


async def _fed(address: str) -> list[Post]:
    async with web() as client:
        return list((await read_feed_from(client, address, ZONE, channel=NAME, warn=pytest.fail)).look.posts)
