"""A channel read with an account of Telegram, through Telethon: for channels that show no public preview.

Telethon is an optional extra (``election-timeline[telethon]``) and is imported only when such a
source is read. It needs an API id and hash (https://my.telegram.org) and a session, which signing in
once makes. Only channels are read, never people or groups, and nothing is written to Telegram.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.errors import (
    AccessMissing,
    ChannelMoved,
    EmptyAnswer,
    InputError,
    NoPreview,
    SourceBusy,
    SourceError,
    SourceUnreachable,
)
from timeline.posts.albums import Message, joined
from timeline.posts.cleaning import clean
from timeline.posts.live.walk import Progress, Shown, Step, walk
from timeline.posts.post import Post, Posted

if TYPE_CHECKING:
    from timeline.posts.live.web import Web

_PAGE = 100
"""Messages in one answer (Telegram's limit)."""
_HOST = "telegram"


@dataclass(frozen=True, slots=True)
class Access:
    """What Telegram wants of a program that reads with an account. ``session`` is the file that signing in makes."""

    id: int
    hash: str
    session: Path

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Access:
        """As the environment says. Raises AccessMissing."""
        number, secret = environ.get("TIMELINE_TELEGRAM_ID", ""), environ.get("TIMELINE_TELEGRAM_HASH", "")
        if not re.fullmatch(r"[0-9]{1,10}", number) or not re.fullmatch(r"[0-9a-f]{32}", secret):
            raise AccessMissing(
                "TIMELINE_TELEGRAM_ID and TIMELINE_TELEGRAM_HASH do not hold an API id and hash",
                "get both at https://my.telegram.org and put them into the environment",
            )
        from platformdirs import user_data_path

        usual = user_data_path("timeline", appauthor=False) / "telegram.session"
        named = Path(environ.get("TIMELINE_TELEGRAM_SESSION") or usual).expanduser()
        return cls(int(number), secret, named if named.suffix == ".session" else Path(f"{named}.session"))


@dataclass(frozen=True, slots=True)
class AccountChannel:
    """The channel ``name`` as an account sees it. ``access`` is what the environment says if it is ``None``."""

    name: str
    access: Access | None = None

    async def steps(
        self,
        web: Web,
        progress: Progress,
        *,
        since: datetime | None = None,
        pages: int = 2,
        warn: Callable[[str], None] = lambda _: None,
    ) -> AsyncIterator[Step]:
        """Read the channel from its newest messages back; see ``walk``. Raises SourceError."""
        if web.manners.offline:
            raise SourceUnreachable(f"{self.name} was not asked: --offline", "leave out --offline to read what is new")
        _telethon()  # what is missing is said in the order in which it is to be had
        async with _connected(self.access or Access.of(os.environ), web) as client:

            async def ask(before: int | None, progress: Progress) -> Shown:
                found = await self._messages(client, web, before)
                if not found and before is None:
                    raise EmptyAnswer(f"Telegram says that {self.name} has no messages", "try again later")
                return self._shown(found)

            async for step in walk(self.name, ask, progress, since=since, pages=pages):
                yield step

    async def _messages(self, client: Any, web: Web, before: int | None) -> list[Any]:
        """The newest messages below ``before``, oldest first; fewer than a page only at the channel's start."""
        await web.turn(_HOST)
        with _explained(self.name):
            async with asyncio.timeout(web.manners.seconds + web.manners.patience):
                peer = await client.get_input_entity(self.name)
                if not hasattr(peer, "channel_id"):
                    raise NoPreview(f"{self.name} is no channel", "name a channel")
                found = await client.get_messages(peer, limit=_PAGE, offset_id=before or 0)
        return sorted(found, key=lambda message: message.id)

    def _shown(self, found: list[Any]) -> Shown:
        full = len(found) >= _PAGE
        if full and (album := found[0].grouped_id) is not None:  # it may go on below
            found = [message for message in found if message.grouped_id != album]
        channel = self._channel(found)
        ids = frozenset(message.id for message in found)
        posts = tuple(joined(_message(message, channel) for message in found))
        return Shown(posts, ids, None, not full or min(ids) <= 1)

    def _channel(self, found: list[Any]) -> str:
        """The name as the channel writes it. Raises ChannelMoved if it has another now."""
        chat = next((message.chat for message in found if getattr(message, "chat", None) is not None), None)
        names = [getattr(chat, "username", None), *(one.username for one in getattr(chat, "usernames", None) or ())]
        names = [name for name in names if name]
        for name in names:
            if name.casefold() == self.name.casefold():
                return str(name)
        if names:
            raise ChannelMoved(
                f"{self.name} is called {names[0]} now",
                f"put telethon:{names[0]} into the definition if it is the same",
            )
        return self.name


def _message(message: Any, channel: str) -> Message:
    """A message of Telethon's. ``edit_hide`` says that only reactions or the like were changed."""
    text = "" if getattr(message, "action", None) is not None else clean(message.message or "")
    post = Post(
        channel=channel,
        id=str(message.id),
        text=text,
        posted=Posted.exact(message.date.astimezone(UTC)),
        url=f"https://t.me/{channel}/{message.id}",
        edited=message.edit_date is not None and not message.edit_hide,
    )
    album = message.grouped_id
    return Message(message.id, album, album is not None, post if text else None)


async def sign_in(access: Access, ask: Callable[[str], str], secretly: Callable[[str], str]) -> str:
    """Make the session, asking for the phone number, the code that Telegram sends, and a password if there is one.

    Returns the name of the account. Raises AccessMissing, SourceError, InputError.
    """
    _telethon()
    try:
        access.session.parent.mkdir(parents=True, exist_ok=True)
        access.session.touch(mode=0o600)
    except OSError as error:
        raise InputError(f"{access.session} cannot be written: {error.strerror}", "check the folder") from error
    client = _client(access, patience=0)
    with _explained("the account"):
        try:
            await client.start(
                phone=lambda: ask("Phone number, with the country's code"),
                code_callback=lambda: ask("Code that Telegram sent to the account"),
                password=lambda: secretly("Password of the account"),
            )
            me = await client.get_me()
        finally:
            await client.disconnect()
    return str(me.username or me.first_name or me.id)


@asynccontextmanager
async def _connected(access: Access, web: Web) -> AsyncIterator[Any]:
    if not access.session.is_file():
        raise AccessMissing(f"there is no session at {access.session}", "sign in once: timeline sign-in")
    client = _client(access, patience=web.manners.patience)
    try:
        with _explained("Telegram"):
            async with asyncio.timeout(web.manners.seconds):
                await client.connect()
                if not await client.is_user_authorized():
                    raise _signed_out()
        yield client
    finally:
        await client.disconnect()


def _telethon() -> Any:
    try:
        import telethon
    except ImportError as error:
        raise AccessMissing(
            "reading with an account of Telegram needs Telethon",
            'install it: pip install "election-timeline[telethon]"',
        ) from error
    return telethon


def _client(access: Access, *, patience: float) -> Any:
    return _telethon().TelegramClient(
        str(access.session), access.id, access.hash, receive_updates=False, flood_sleep_threshold=int(patience)
    )


def _signed_out() -> AccessMissing:
    return AccessMissing("the session of the account is not signed in, or no longer", "sign in again: timeline sign-in")


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Telethon's errors, of which there are hundreds, as ours."""
    errors = _telethon().errors
    try:
        yield
    except SourceError:
        raise
    except (errors.FloodWaitError, errors.FloodPremiumWaitError) as error:
        raise SourceBusy(f"Telegram asks to be left alone for {error.seconds} s", "try again later") from error
    except (errors.UnauthorizedError, errors.AuthKeyError) as error:
        raise _signed_out() from error
    except errors.ApiIdInvalidError as error:
        raise AccessMissing("Telegram does not know this API id and hash", "look them up again") from error
    except (errors.ChannelPrivateError, errors.ChannelInvalidError) as error:
        raise NoPreview(f"{name} is not open to this account", "join it with the account") from error
    except (errors.UsernameInvalidError, errors.UsernameNotOccupiedError, ValueError) as error:
        raise NoPreview(f"there is no channel called {name}", "check the name") from error
    except TimeoutError as error:
        raise SourceUnreachable("Telegram did not answer in time", "try again later") from error
    except Exception as error:  # whatever a connection of its own can raise
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise SourceUnreachable(f"Telegram cannot be read: {reason}", "check the network, then try again") from error
