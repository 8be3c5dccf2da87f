"""Stands for Telethon: a module of that name whose client reads a played channel, fails as told, and asks nobody."""

from __future__ import annotations

import sys
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from timeline.posts.live.account import Access

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posts.channel import Message
    from posts.server import Channel


class RPCError(Exception):
    """What Telegram answers instead of a result."""


class FloodWaitError(RPCError):
    def __init__(self, seconds: int) -> None:
        super().__init__(f"A wait of {seconds} seconds is required")
        self.seconds = seconds


ERRORS = SimpleNamespace(
    RPCError=RPCError,
    FloodWaitError=FloodWaitError,
    **{
        name: type(name, (RPCError,), {})
        for name in (
            "FloodPremiumWaitError", "UnauthorizedError", "AuthKeyError", "ApiIdInvalidError", "ChannelPrivateError",
            "ChannelInvalidError", "UsernameInvalidError", "UsernameNotOccupiedError",
        )
    },
)  # fmt: skip


@dataclass
class Account:
    """What Telegram shows an account. ``answers`` are for the next requests: an error, or ids to leave out."""

    channel: Channel
    session: Path
    signed_in: bool = True
    answers: deque[BaseException | frozenset[int]] = field(default_factory=deque)
    asked: list[int] = field(default_factory=list)
    """The ``offset_id`` of every request for messages."""
    people: frozenset[str] = frozenset()
    clients: list[Any] = field(default_factory=list)

    @property
    def access(self) -> Access:
        return Access(12345, "0" * 32, self.session)


class Client:
    """As much of ``TelegramClient`` as is used, with its own rules: newest first, below ``offset_id``, at most 100."""

    account: Account

    def __init__(self, session: str, api_id: int, api_hash: str, **options: Any) -> None:
        assert session.endswith(".session")
        assert (api_id, len(api_hash)) == (12345, 32)
        assert options["receive_updates"] is False
        self.connected = False
        self.account.clients.append(self)

    async def connect(self) -> None:
        self.connected = True

    async def disconnect(self) -> None:
        self.connected = False

    async def is_user_authorized(self) -> bool:
        return self.account.signed_in

    async def start(self, *, phone: Any, code_callback: Any, password: Any) -> Client:
        assert phone() == "+375000000000"
        if code_callback() != "11111":
            raise RPCError("The phone code entered was invalid")
        assert password() == "secret"
        self.connected = self.account.signed_in = True
        return self

    async def get_me(self) -> Any:
        return SimpleNamespace(username=None, first_name="Наблюдатель", id=7)

    async def get_input_entity(self, name: str) -> Any:
        assert self.connected
        if name in self.account.people:
            return SimpleNamespace(user_id=1, access_hash=1)
        if name.casefold() != self.account.channel.name.casefold() and not self.account.channel.messages:
            raise ValueError(f'No user has "{name}" as username')
        return SimpleNamespace(channel_id=1, access_hash=1)

    async def get_messages(self, peer: Any, *, limit: int, offset_id: int) -> list[Any]:
        assert self.connected
        assert limit == 100
        self.account.asked.append(offset_id)
        answer = self.account.answers.popleft() if self.account.answers else frozenset[int]()
        if isinstance(answer, BaseException):
            raise answer
        channel = self.account.channel
        chat = SimpleNamespace(username=channel.name, usernames=None)
        shown = [one for _, message in sorted(channel.messages.items()) for one in _parts(message, chat)]
        shown = [one for one in shown if (not offset_id or one.id < offset_id) and one.id not in answer]
        return list(reversed(shown[-limit:]))


def _parts(message: Message, chat: Any) -> Iterator[Any]:
    """The messages of an album, or the one; service messages have an action in place of words."""
    for part in range(message.parts + 1):
        yield SimpleNamespace(
            id=message.number + part,
            date=message.posted,
            message=message.text if not part and not message.service else "",
            action=SimpleNamespace() if message.service else None,
            grouped_id=message.number * 1000 if message.parts else None,
            edit_date=message.posted + timedelta(hours=1) if message.edited or message.media else None,
            edit_hide=not message.edited,
            chat=chat,
        )


@contextmanager
def telethon(channel: Channel, session: Path) -> Iterator[Account]:
    """While it lasts, Telethon is there, and the account is signed in."""
    account = Account(channel, session)
    session.touch()
    client = type("TelegramClient", (Client,), {"account": account})
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "telethon", SimpleNamespace(TelegramClient=client, errors=ERRORS))  # type: ignore[arg-type]
        yield account
        assert not any(one.connected for one in account.clients), "every client is let go"
