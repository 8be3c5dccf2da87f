"""Update, against a server that plays a channel: after any sequence the table is what a fresh read would give."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from posts.live.played import web
from posts.server import Channel, Fault, Played, playing
from store.campaign import MINSK
from store.kept import versions
from store.watched import Watched

from timeline.calendars import default_calendar
from timeline.ingest import Chain
from timeline.store import open_reader
from timeline.update import WHOLE, UpdateReport, sources_of, update

CALENDAR = default_calendar(MINSK)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def channel(count: int = 50) -> Channel:
    made = Channel()
    for number in range(1, count + 1):
        made.post(f"event{number % 7} on {number % 28 + 1}" if number % 2 else f"text {number}")
    return made


@pytest.fixture
def played() -> Iterator[Played]:
    with playing(channel()) as server:
        yield server


def look(
    path: Path, *sources: str, since: datetime | None = WHOLE, chain: Chain | None = None, now: datetime = NOW
) -> UpdateReport:
    async def run() -> UpdateReport:
        async with web() as client:
            chosen = chain or Watched().chain()
            return await update(path, CALENDAR, sources, client, since=since, now=now, chain=chosen)

    return asyncio.run(run())


def address(played: Played) -> str:
    return f"{played.base}/s/{played.channel.name}"


def texts(path: Path) -> dict[str, str]:
    with open_reader(path) as reader:
        return {post.id: post.text for post in reader.posts("default")}


def test_a_first_update_reads_the_channel(played: Played, tmp_path: Path) -> None:
    report = look(tmp_path / "t.db", address(played))
    assert [one.error for one in report.sources] == [None]
    assert report.counts.new == 50
    assert texts(tmp_path / "t.db") == played.channel.texts()
    assert len(report.events.added) == 7


def test_a_second_update_is_two_pages_and_no_change(played: Played, tmp_path: Path) -> None:
    look(tmp_path / "t.db", address(played))
    with open_reader(tmp_path / "t.db") as reader:
        revision = reader.revision()
    asked = len(played.paths)
    report = look(tmp_path / "t.db", address(played), since=None)
    assert len(played.paths) - asked == 2
    assert (report.counts.new, report.counts.changed, report.events.total, report.events.same) == (0, 0, 7, 7)
    with open_reader(tmp_path / "t.db") as reader:
        assert reader.revision() == revision


def test_edits_and_deletions_arrive(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    look(path, address(played))
    played.channel.edit(49, "event0 on 11 and event9 on 12")
    played.channel.delete(47)
    first = look(path, address(played), since=None)
    assert first.counts.changed == 1
    assert [event.title for event in first.events.added] == ["event9"]
    assert "47" in texts(path)  # one look proves nothing
    second = look(path, address(played), since=None)
    assert second.sources[0].withdrawn == 1
    assert texts(path) == played.channel.texts()
    assert [text for text, _ in versions(path, "49")] == ["event0 on 22"]


def test_killed_after_any_page_the_next_update_leaves_no_gap(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "t.db"

    class Killed(Exception):
        pass

    def killed_after(pages: int) -> None:
        seen = 0

        def share(source: str, done: float) -> None:
            nonlocal seen
            seen += 1
            if seen == pages:
                raise Killed

        async def run() -> None:
            async with web() as client:
                chain = Watched().chain()
                await update(path, CALENDAR, [address(played)], client, since=WHOLE, now=NOW, chain=chain, share=share)

        with pytest.raises(Killed):
            asyncio.run(run())

    killed_after(1)
    for _ in range(30):
        played.channel.post("event3 on 9")
    killed_after(2)
    look(path, address(played), since=None)
    assert texts(path) == played.channel.texts()
    with open_reader(path) as reader:
        assert [one.finished is None for one in reader.reads()] == [False]


def test_a_source_that_fails_keeps_no_other_back(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    posts = tmp_path / "more.jsonl"
    posts.write_text(json.dumps({"id": 1, "date": "2025-12-01T10:00:00Z", "text": "other on 5", "channel": "file"}))
    report = look(path, f"{played.base}/s/nobody_there", str(tmp_path / "none"), str(posts))
    assert [one.error is None for one in report.sources] == [False, False, True]
    assert [event.title for event in report.events.added] == ["other"]
    with open_reader(path) as reader:
        assert {Path(one.source).name: one.error is None for one in reader.reads()} == {
            "nobody_there": False,
            "none": False,
            "more.jsonl": True,
        }


def test_a_folder_is_read_where_it_changed(tmp_path: Path) -> None:
    path, folder = tmp_path / "t.db", tmp_path / "folder"
    folder.mkdir()

    def write(name: str, number: int, text: str) -> None:
        post = {"id": number, "date": "2025-12-01T10:00:00Z", "text": text, "channel": "file"}
        (folder / name).write_text(json.dumps(post))

    write("a.jsonl", 1, "one on 1")
    write("b.jsonl", 2, "two on 2")
    assert look(path, str(folder)).counts.new == 2
    assert look(path, str(folder)).counts.read == 0
    write("b.jsonl", 3, "three on 3")
    (folder / "broken.bin").write_bytes(bytes(range(256)))
    report = look(path, str(folder))
    assert (report.counts.new, report.sources[0].error is None) == (1, False)
    assert look(path, str(folder)).counts.read == 0


def test_addresses_that_were_read_are_sources_from_then_on(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    look(path, address(played))
    with open_reader(path) as reader:
        known = replace(CALENDAR, sources=("/srv/posts.jsonl",))
        assert sources_of(known, reader) == ["/srv/posts.jsonl", address(played)]
    assert sources_of(known, None) == ["/srv/posts.jsonl"]


def test_a_mistyped_address_is_no_source_and_one_that_fails_later_stays_one(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    look(path, f"{played.base}/s/nobody_there", "telethon:a b", address(played))
    played.always = Fault(status=404)
    assert look(path, address(played)).sources[0].error is not None
    with open_reader(path) as reader:
        assert sources_of(CALENDAR, reader) == [address(played)]


def test_the_clock_may_jump(played: Played, tmp_path: Path) -> None:
    """A machine without a battery wakes up in 1970, a wrong server sends it to 2036: only the log tells other times."""
    path, fresh = tmp_path / "t.db", tmp_path / "fresh.db"
    look(path, address(played))
    with open_reader(path) as reader:
        ids = {event.title: (event.id, event.uid) for event in reader.events()}
    played.channel.edit(49, "event0 on 11")
    look(path, address(played), since=None, now=datetime(1970, 1, 1, 0, 0, 7, tzinfo=UTC))
    played.channel.post("event9 on 9")
    played.channel.delete(47)
    look(path, address(played), since=None, now=datetime(2036, 2, 7, 6, 28, tzinfo=UTC))
    look(path, address(played), since=None, now=datetime(2019, 4, 6, tzinfo=UTC))
    look(fresh, address(played))
    assert texts(path) == played.channel.texts()
    with open_reader(path) as one, open_reader(fresh) as two:
        plain = [
            [replace(event, id="", uid="", revision=0, created=None, changed=None) for event in reader.events()]
            for reader in (one, two)
        ]
        assert plain[0] == plain[1]
        assert ids.items() <= {event.title: (event.id, event.uid) for event in one.events()}.items()
        assert [entry.event for entry in one.log() if entry.title == "event9"] == ["event9"]
        assert [read.error for read in one.reads()] == [None]


def test_how_far_back_is_remembered(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    look(path, address(played), since=datetime(2025, 12, 1, 12, 30, tzinfo=UTC))
    assert len(texts(path)) < 50
    look(path, address(played), since=None)
    assert len(texts(path)) < 50
    look(path, address(played), since=WHOLE)
    assert texts(path) == played.channel.texts()


class Living(RuleBasedStateMachine):
    """Posts appear, are edited, deleted, numbers have gaps; after enough looks the table is what is there."""

    @initialize()
    def begin(self) -> None:
        from tempfile import TemporaryDirectory

        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "t.db"
        self.stack = playing(channel(30))
        self.played = self.stack.__enter__()
        self.settled = False

    @rule(number=st.integers(0, 6), day=st.integers(1, 28), skip=st.integers(0, 3))
    def post(self, number: int, day: int, skip: int) -> None:
        self.played.channel.post(f"event{number} on {day}", skip=skip)
        self.settled = False

    @rule(data=st.data(), day=st.integers(1, 28))
    def edit(self, data: st.DataObject, day: int) -> None:
        newest = sorted(self.played.channel.messages)[-20:]
        self.played.channel.edit(data.draw(st.sampled_from(newest)), f"edited on {day}")
        self.settled = False

    @precondition(lambda self: len(self.played.channel.messages) > 15)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        newest = sorted(self.played.channel.messages)[-15:]
        self.played.channel.delete(data.draw(st.sampled_from(newest)))
        self.settled = False

    @rule(looks=st.integers(1, 3))
    def update(self, looks: int) -> None:
        for _ in range(looks):
            report = look(self.path, address(self.played))
            assert [one.error for one in report.sources] == [None]
        self.settled = looks == 3

    @invariant()
    def the_table_is_what_is_there(self) -> None:
        if not getattr(self, "settled", False):
            return
        assert texts(self.path) == self.played.channel.texts()
        fresh = Path(self.folder.name) / "fresh.db"
        fresh.unlink(missing_ok=True)
        look(fresh, address(self.played))
        with open_reader(self.path) as one, open_reader(fresh) as two:
            assert one.events() == two.events()

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.__exit__(None, None, None)
            self.folder.cleanup()


TestLiving = Living.TestCase
TestLiving.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
