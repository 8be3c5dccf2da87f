"""What a look means for what is known; and after any history, the table of a fresh reader."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.strategies import SearchStrategy
from posts.channel import NAME, ZONE, at, contact_page, empty_page
from posts.knowing import after
from posts.live.played import web
from posts.live.telethon_played import FloodWaitError, telethon
from posts.server import Channel

from timeline.errors import ChannelMoved, EmptyAnswer, SourceError, SourceUnreachable
from timeline.posts import Post, Posted
from timeline.posts.live import AccountChannel, Answer, PreviewChannel, Progress, Step
from timeline.posts.sync import LOOKS_AT_END, LOOKS_BETWEEN, Decision, Known, Look, decide


def post(number: int) -> Post:
    return Post(channel=NAME, id=str(number), text="Слова", posted=Posted.exact(at(1)))


def known(*numbers: int, **changes: object) -> dict[str, Known]:
    return {str(number): Known(at(1), **changes) for number in numbers}  # type: ignore[arg-type]


def look(*numbers: int, wordless: tuple[int, ...] = (), **range_: object) -> Look:
    """A look that shows these posts."""
    posts = tuple(map(post, numbers))
    return Look(posts, frozenset({*numbers, *wordless}), **range_)  # type: ignore[arg-type]


def looks(table: dict[str, Known], seen: Look, times: int) -> tuple[dict[str, Known], Decision]:
    for _ in range(times):
        decision = decide(table, seen)
        table = after(table, seen, decision)
    return table, decision


def test_what_is_withdrawn_is_not_missed_again() -> None:
    table = known(1, 3) | known(2, withdrawn=True)
    assert decide(table, look(1, 3, low=1)) == Decision()


@pytest.mark.parametrize("changes", [1, 2])
def test_missing_between_neighbours(changes: int) -> None:
    table, decision = looks(known(1, 2, 3), look(1, 3, low=1), changes)
    assert decision.missing == {"2": changes}
    assert decision.withdrawn == (("2",) if changes == LOOKS_BETWEEN else ())
    assert table["2"].withdrawn is (changes == LOOKS_BETWEEN)


@pytest.mark.parametrize("seen", [look(1, 2, low=1), look(2, 3, low=2, start=True)], ids=["last", "first"])
def test_missing_at_an_end_takes_longer(seen: Look) -> None:
    _, decision = looks(known(1, 2, 3), seen, LOOKS_AT_END - 1)
    assert not decision.withdrawn
    _, decision = looks(known(1, 2, 3), seen, LOOKS_AT_END)
    assert len(decision.withdrawn) == 1


def test_a_post_that_lost_its_words_is_gone_too() -> None:
    """And it is a neighbour all the same."""
    _, decision = looks(known(1, 2, 3, 4), look(1, 4, wordless=(2,), low=1), LOOKS_BETWEEN)
    assert decision.withdrawn == ("2", "3")
    _, decision = looks(known(1, 2), look(low=1, wordless=(1,)), LOOKS_AT_END)
    assert decision.withdrawn == ("1", "2")


@pytest.mark.parametrize(
    "seen",
    [
        look(5, 6, low=5),  # the others lie below
        look(1, low=1, high=2),  # the others lie above
        look(3),  # a feed cannot tell
        look(low=1),  # nobody is there to be a neighbour
        look(7, 8, low=1),  # a stranger's posts
        look(1, 3, 5, 6, low=1, unclear=frozenset({2})),  # it is there and cannot be read
    ],
)
def test_what_cannot_be_judged_is_not_missing(seen: Look) -> None:
    for _ in range(5):
        decision = decide(known(1, 2, 3, 5, 6), seen)
        assert not decision.missing
        assert not decision.withdrawn


def test_a_post_seen_again_starts_anew() -> None:
    table, _ = looks(known(1, 2, 3), look(1, 3, low=1), 1)
    table, _ = looks(table, look(1, 2, 3, low=1), 1)
    _, decision = looks(table, look(1, 3, low=1), 1)
    assert decision.missing == {"2": 1}


def test_the_boundary_of_a_page_is_a_neighbour() -> None:
    """5 and 6 are gone; 7 was on the page before, which ended with it."""
    _, decision = looks(known(3, 4, 5, 6, 7), look(3, 4, low=3, high=7), LOOKS_BETWEEN)
    assert decision.withdrawn == ("5", "6")


def test_the_same_number_from_another_time_is_another_channel() -> None:
    table = known(1, 2)
    table["2"] = replace(table["2"], posted=at(2))
    with pytest.raises(ChannelMoved):
        decide(table, look(1, 2, low=1))


def within(table: dict[str, Known], seen: Look) -> dict[str, Known]:
    """What a store would be asked for."""
    shown = {post.id for post in seen.posts}
    if seen.reach is None:
        return {id_: known for id_, known in table.items() if id_ in shown}
    low, high = seen.reach
    return {id_: known for id_, known in table.items() if low <= int(id_) and (high is None or int(id_) < high)}


def test_all_that_matters_lies_within_reach() -> None:
    table = known(*range(1, 10))
    for low in range(1, 9):
        for high in (None, *range(low + 1, 10)):
            for start in (True, False):
                seen = look(low, low=low, high=high, start=start)
                assert decide(table, seen) == decide(within(table, seen), seen)


class PlayedWeb:
    """Stands for the network: answers from a channel, or as told."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.answers: list[bytes | frozenset[int] | None] = []
        """For the next requests: a page of something else, ids to leave out, or ``None`` for no answer at all."""

    async def get(self, url: str, *, size: int) -> Answer:
        answer = self.answers.pop(0) if self.answers else frozenset[int]()
        if answer is None:
            raise SourceUnreachable("played", "play on")
        if isinstance(answer, bytes):
            return Answer(url, 200, answer)
        before = parse_qs(urlsplit(url).query).get("before")
        return Answer(url, 200, self.channel.page(int(before[0]) if before else None, answer))

    async def rest(self, seconds: float) -> None:
        assert seconds > 0


WHOLE = 10**6


class History(RuleBasedStateMachine):
    """Editors write, edit and delete; a reader looks, is lied to and killed; in the end its table is true."""

    LIES: SearchStrategy[Any] = st.none() | st.sampled_from([empty_page(), contact_page(), b"<html></html>"])

    def tell(self, lies: list[Any]) -> None:
        self.web.answers = lies

    @initialize()
    def start(self) -> None:
        self.channel = Channel()
        self.web = PlayedWeb(self.channel)
        self.progress = Progress()
        self.known: dict[str, Known] = {}
        self.texts: dict[str, str] = {}
        self.ever: dict[str, set[str]] = {}
        self.words = 0
        self.write(0, 0)

    def said(self) -> str:
        self.words += 1
        return f"Сообщение {self.words}"

    @rule(skip=st.integers(0, 5), parts=st.sampled_from([0, 0, 0, 2]))
    def write(self, skip: int, parts: int) -> None:
        self.remember(self.channel.post(self.said(), skip=skip, parts=parts))

    @rule(count=st.integers(5, 60))
    def write_many(self, count: int) -> None:
        for _ in range(count):
            self.write(0, 0)

    @rule(service=st.booleans())
    def write_without_words(self, *, service: bool) -> None:
        self.channel.post("Закреплено" if service else "", service=service)

    def remember(self, number: int) -> None:
        self.ever.setdefault(str(number), set()).add(self.channel.messages[number].text)

    def number(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(n for n, m in self.channel.messages.items() if not m.service)))

    def several(self) -> bool:
        return sum(not message.service for message in self.channel.messages.values()) > 1

    @precondition(several)
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        number = self.number(data)
        self.channel.edit(number, self.said())
        self.remember(number)

    @precondition(several)
    @rule(data=st.data())
    def take_the_words_away(self, data: st.DataObject) -> None:
        self.channel.edit(self.number(data), "")

    @precondition(several)
    @rule(data=st.data(), count=st.integers(1, 30))
    def delete(self, data: st.DataObject, count: int) -> None:
        for _ in range(count):
            if self.several():
                self.channel.delete(self.number(data))

    @rule(data=st.data())
    def lie(self, data: st.DataObject) -> None:
        numbers = st.frozensets(st.sampled_from(sorted(self.channel.messages)), max_size=5)
        self.tell(data.draw(st.lists(self.LIES | numbers, min_size=1, max_size=4)))

    @rule(pages=st.integers(1, 4), killed_after=st.none() | st.integers(1, 3))
    def look(self, pages: int, killed_after: int | None) -> None:
        with suppress(SourceError):
            asyncio.run(self.read(pages, killed_after))
        self.tell([])

    def steps(self, pages: int) -> AsyncIterator[Step]:
        return PreviewChannel(name=NAME, zone=ZONE).steps(self.web, self.progress, pages=pages)  # type: ignore[arg-type]

    async def read(self, pages: int, killed_after: int | None = None) -> None:
        read = 0
        async for step in self.steps(pages):
            self.known = after(self.known, step.look, decide(within(self.known, step.look), step.look))
            self.texts |= {post.id: post.text for post in step.look.posts}
            self.progress = Progress.from_dict(step.progress.as_dict())
            read += 1
            if read == killed_after:
                return

    def table(self) -> dict[str, str]:
        return {id_: self.texts[id_] for id_, known in self.known.items() if not known.withdrawn}

    @invariant()
    def nothing_is_made_up(self) -> None:
        """Whatever was read had once been written, as it was written."""
        for id_, text in self.texts.items():
            assert text in self.ever[id_]

    @rule()
    def settle(self) -> None:
        """Left alone, it takes one look to know the neighbours and the looks of an end to be sure."""
        if not self.channel.messages:
            return
        self.tell([])
        for _ in range(1 + LOOKS_AT_END):
            asyncio.run(self.read(WHOLE))
            whole = self.channel.texts()
            assert {id_: text for id_, text in self.table().items() if id_ in whole} == whole
        if whole:
            assert self.table() == whole

    def teardown(self) -> None:
        if hasattr(self, "channel"):
            with suppress(EmptyAnswer):
                self.settle()


class AccountHistory(History):
    """The same, seen by an account of Telegram."""

    LIES = st.sampled_from([ConnectionError("played"), FloodWaitError(600)])

    @initialize()
    def start(self) -> None:
        super().start()
        self.folder = TemporaryDirectory()
        self.stack = ExitStack()
        self.account = self.stack.enter_context(telethon(self.channel, Path(self.folder.name) / "t.session"))
        self.stack.enter_context(self.folder)

    def tell(self, lies: list[Any]) -> None:
        self.account.answers = deque(lies)

    def steps(self, pages: int) -> AsyncIterator[Step]:
        return AccountChannel(NAME, self.account.access).steps(web(), self.progress, pages=pages)

    def teardown(self) -> None:
        super().teardown()
        if hasattr(self, "stack"):
            self.stack.close()


for machine in (History, AccountHistory):
    machine.TestCase.settings = settings(
        max_examples=40, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
    )
TestHistory = History.TestCase
TestAccountHistory = AccountHistory.TestCase
