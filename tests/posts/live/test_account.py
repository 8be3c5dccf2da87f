"""A channel read with an account of Telegram, and what is said where that cannot be done. Telethon is played."""

from __future__ import annotations

import asyncio
import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from posts.knowing import after
from posts.live.played import Clock, web
from posts.live.telethon_played import ERRORS, Account, FloodWaitError, telethon
from posts.live.test_preview import filled
from posts.server import Channel

from timeline.calendars.channels import account_channel_of
from timeline.errors import (
    AccessMissing,
    ChannelMoved,
    EmptyAnswer,
    NoPreview,
    SourceBusy,
    SourceError,
    SourceUnreachable,
)
from timeline.posts.live import AccountChannel, Progress, Step
from timeline.posts.live.account import Access, sign_in
from timeline.posts.sync import Known

if TYPE_CHECKING:
    from collections.abc import Iterator

ENVIRONMENT = {"TIMELINE_TELEGRAM_ID": "12345", "TIMELINE_TELEGRAM_HASH": "0" * 32}


@pytest.fixture
def account(tmp_path: Path) -> Iterator[Account]:
    with telethon(filled(400), tmp_path / "t.session") as played:
        yield played


def read(account: Account, progress: Progress | None = None, clock: Clock | None = None, **how: object) -> list[Step]:
    async def reading() -> list[Step]:
        async with web(clock, **({"offline": True} if how.pop("offline", False) else {})) as client:
            channel = AccountChannel(str(how.pop("name", account.channel.name)), account.access)
            return [step async for step in channel.steps(client, progress or Progress(), **how)]  # type: ignore[arg-type]

    return asyncio.run(reading())


def texts(steps: list[Step]) -> dict[str, str]:
    return {post.id: post.text for step in steps for post in step.look.posts}


def test_the_whole_channel_comes_in_pages_of_a_hundred(account: Account) -> None:
    clock = Clock()
    steps = read(account, clock=clock)
    assert texts(steps) == account.channel.texts()
    assert steps[-1].progress.start
    assert len(account.asked) == len(steps) == 6
    assert len(clock.waits) == len(steps) - 1


def test_an_album_cut_by_a_page_is_one_post(tmp_path: Path) -> None:
    """Ninety-eight messages above an album of four: its words are on the next page, under its first number."""
    channel = Channel()
    channel.post("Раньше.")
    first = channel.post("Альбом.", parts=3)
    for number in range(98):
        channel.post(f"Сообщение {number}.")
    with telethon(channel, tmp_path / "t.session") as account:
        steps = read(account)
    assert texts(steps) == channel.texts()
    assert [len(step.look.numbers) for step in steps] == [98, 5]
    assert str(first) in {post.id for post in steps[1].look.posts}


def test_reactions_are_no_edits(account: Account) -> None:
    """Telegram gives messages with media a date of editing that is to be hidden."""
    number = max(number for number, message in account.channel.messages.items() if message.text and message.parts)
    found = {post.id: post.edited for step in read(account) for post in step.look.posts}
    assert not any(found.values())
    account.channel.edit(number, "Иначе.")
    assert [id_ for step in read(account) for post in step.look.posts if post.edited for id_ in [post.id]] == [
        str(number)
    ]


def test_a_poll_is_two_requests(account: Account) -> None:
    progress = read(account)[-1].progress
    account.asked.clear()
    account.channel.post("Новое.")
    assert "Новое." in texts(read(account, progress)).values()
    assert len(account.asked) == 2


def test_a_deleted_post_is_withdrawn_at_the_second_look(account: Account) -> None:
    known: dict[str, Known] = {}
    for step in read(account):
        known = after(known, step.look)
    gone = sorted(int(id_) for id_ in account.channel.texts())[-20]
    account.channel.delete(gone)
    for expected in (False, True):
        for step in read(account):
            known = after(known, step.look)
        assert known[str(gone)].withdrawn is expected


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (FloodWaitError(3600), SourceBusy, "3600 s"),
        (ERRORS.UnauthorizedError("SESSION_REVOKED"), AccessMissing, "not signed in"),
        (ERRORS.AuthKeyError("AUTH_KEY_DUPLICATED"), AccessMissing, "not signed in"),
        (ERRORS.ApiIdInvalidError("API_ID_INVALID"), AccessMissing, "id and hash"),
        (ERRORS.ChannelPrivateError("CHANNEL_PRIVATE"), NoPreview, "not open"),
        (ERRORS.UsernameInvalidError("USERNAME_INVALID"), NoPreview, "no channel"),
        (ValueError("No user has that name"), NoPreview, "no channel"),
        (ConnectionError("Connection to Telegram failed 5 time(s)"), SourceUnreachable, "5 time"),
        (TimeoutError(), SourceUnreachable, "in time"),
        (ERRORS.RPCError("RPC_CALL_FAIL"), SourceUnreachable, "RPC_CALL_FAIL"),
        (RuntimeError("two\nlines\x1b[31m"), SourceUnreachable, "two lines"),
    ],
)
def test_what_telegram_answers_has_a_name(
    account: Account, answer: Exception, error: type[SourceError], said: str
) -> None:
    account.answers.append(answer)
    with pytest.raises(error, match=said) as caught:
        read(account)
    assert "\n" not in caught.value.message
    assert caught.value.remedy


def test_a_channel_with_another_name(account: Account) -> None:
    account.channel.name = "drugoe_imya"
    with pytest.raises(ChannelMoved, match="drugoe_imya"):
        read(account, name="primer_kom")


def test_the_channel_decides_how_its_name_is_written(account: Account) -> None:
    assert {post.channel for step in read(account, name="Primer_KOM") for post in step.look.posts} == {"primer_kom"}


def test_people_are_not_read(account: Account) -> None:
    account.people = frozenset({"someone"})
    with pytest.raises(NoPreview, match="no channel"):
        read(account, name="someone")
    assert not account.asked


def test_a_channel_without_messages(account: Account) -> None:
    account.channel.messages.clear()
    with pytest.raises(EmptyAnswer):
        read(account)


def test_what_is_missing_is_said_with_what_to_do(
    account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the extra, then the key, then the session, then signing in."""

    async def steps(access: Access | None = None) -> None:
        async with web() as client:
            async for _ in AccountChannel("primer_kom", access).steps(client, Progress()):
                raise AssertionError("nothing can be read")

    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "telethon", None)
        with pytest.raises(AccessMissing, match="needs Telethon") as extra:
            asyncio.run(steps())
    assert 'pip install "election-timeline[telethon]"' in extra.value.remedy
    with pytest.raises(AccessMissing, match="TIMELINE_TELEGRAM_HASH") as key:
        asyncio.run(steps())
    assert "my.telegram.org" in key.value.remedy
    with pytest.raises(AccessMissing, match="no session") as session:
        asyncio.run(steps(replace(account.access, session=tmp_path / "none.session")))
    assert "timeline sign-in" in session.value.remedy
    account.signed_in = False
    with pytest.raises(AccessMissing, match="not signed in") as signed:
        asyncio.run(steps(account.access))
    assert "timeline sign-in" in signed.value.remedy


def test_nothing_is_asked_offline(account: Account) -> None:
    with pytest.raises(SourceUnreachable, match="offline"):
        read(account, offline=True)
    assert not account.clients


@pytest.mark.parametrize("id_", ["", "abc", "1" * 11])
def test_an_id_that_is_none(id_: str) -> None:
    with pytest.raises(AccessMissing):
        Access.of({**ENVIRONMENT, "TIMELINE_TELEGRAM_ID": id_})


def test_where_the_session_is(tmp_path: Path) -> None:
    assert Access.of(ENVIRONMENT).session.name == "telegram.session"
    named = {**ENVIRONMENT, "TIMELINE_TELEGRAM_SESSION": str(tmp_path / "mine")}
    assert Access.of(named).session == tmp_path / "mine.session"


def test_signing_in_makes_a_session_that_nobody_else_can_read(account: Account, tmp_path: Path) -> None:
    access = replace(account.access, session=tmp_path / "new" / "mine.session")
    account.signed_in = False
    answers = iter(["+375000000000", "11111"])
    name = asyncio.run(sign_in(access, lambda _: next(answers), lambda _: "secret"))
    assert name == "Наблюдатель"
    assert stat.S_IMODE(access.session.stat().st_mode) == 0o600
    with pytest.raises(SourceUnreachable, match="code entered was invalid"):
        asyncio.run(sign_in(access, lambda said: "00000" if "Code" in said else "+375000000000", lambda _: ""))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("telethon:primer_kom", "primer_kom"),
        ("telethon:@primer_kom", "primer_kom"),
        ("telethon:", None),
        ("telethon:a b", None),
        ("telethon:../../etc", None),
        ("https://t.me/s/primer_kom", None),
    ],
)
def test_how_such_a_source_is_written(source: str, name: str | None) -> None:
    assert account_channel_of(source) == name


def test_only_what_is_asked_for_is_imported() -> None:
    import subprocess

    code = "import sys, timeline.cli.app, timeline.posts.live, timeline.update; sys.exit('telethon' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
