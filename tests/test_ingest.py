"""Ingest, against a chain made for the test."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.campaign import MINSK, post
from store.kept import versions
from store.watched import Watched

from timeline.calendars import Calendar, default_calendar
from timeline.events import Event
from timeline.events.correction import Correction
from timeline.ingest import ingest, refresh
from timeline.mentions import Mention
from timeline.posts import Post
from timeline.store import Counts, open_reader, open_store

CALENDAR = default_calendar(MINSK)
NOW = datetime(2024, 2, 1, 12, 0, tzinfo=UTC)


POSTS = [post(1, "vote on 25"), post(2, "nothing"), post(3, "session on 14 and vote on 25"), post(4, "count on 26")]


def shown(events: Sequence[Event]) -> list[tuple[str, date | None, int]]:
    return [(one.title, one.when.start, one.posts) for one in events]


def test_posts_become_events(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.db") as store:
        report = ingest(store, CALENDAR, POSTS, chain=Watched().chain(), now=NOW)
        assert report.posts == Counts(new=4)
        assert shown(report.events.added) == [
            ("count", date(2024, 2, 26), 1),
            ("session", date(2024, 2, 14), 1),
            ("vote", date(2024, 2, 25), 2),
        ]
        assert [one.title for one in store.events()] == ["session", "vote", "count"]
        assert store.zone("default") == MINSK


def test_a_second_run_adds_nothing_and_does_nothing(tmp_path: Path) -> None:
    watched = Watched()
    with open_store(tmp_path / "t.db") as store:
        ingest(store, CALENDAR, POSTS, chain=watched.chain(), now=NOW)
        revision = store.revision()
        report = ingest(store, CALENDAR, POSTS, chain=watched.chain(), now=NOW)
        assert (report.posts, report.events.same, report.events.added) == (Counts(same=4), 3, ())
        assert (watched.builds, len(watched.read), store.revision()) == (1, 4, revision)


def test_only_what_is_new_or_changed_is_read_again(tmp_path: Path) -> None:
    watched = Watched()
    with open_store(tmp_path / "t.db") as store:
        ingest(store, CALENDAR, POSTS, chain=watched.chain(), now=NOW)
        watched.read.clear()
        report = ingest(store, CALENDAR, [post(3, "vote on 25"), post(5, "vote on 27")], chain=watched.chain(), now=NOW)
        assert watched.read == ["3", "5"]
        assert report.posts == Counts(new=1, changed=1)
        assert [one.title for one in report.events.removed] == ["session"]
        assert shown(report.events.changed) == [("vote", date(2024, 2, 27), 3)]
        assert versions(store.path, "3") == [("session on 14 and vote on 25", NOW)]


def test_new_rules_or_a_new_definition_read_everything_again(tmp_path: Path) -> None:
    watched = Watched()
    with open_store(tmp_path / "t.db") as store:
        ingest(store, CALENDAR, POSTS, chain=watched.chain(), now=NOW)
        refresh(store, CALENDAR, chain=watched.chain("v2"), now=NOW)
        assert (len(watched.read), watched.builds) == (8, 2)
        refresh(store, replace(CALENDAR, languages=("be",)), chain=watched.chain("v2"), now=NOW)
        assert (len(watched.read), watched.builds) == (12, 3)


def test_a_clock_in_another_zone_is_another_moment(tmp_path: Path) -> None:
    """Calendar apps take a changed hour only where the revision has risen."""
    said = [post(1, "Заседание комиссии состоится 5 марта в 10:00."), post(2, "Выборы пройдут 25 февраля 2024 года.")]
    with open_store(tmp_path / "t.db") as store:
        ingest(store, default_calendar(ZoneInfo("UTC")), said, now=NOW)
        for _ in range(2):
            refresh(store, CALENDAR, now=NOW)
            revisions = {one.title: one.revision for one in store.events()}
            assert revisions == {"Заседание комиссии": 1, "Выборы": 0}


def test_a_correction_builds_without_reading_again(tmp_path: Path) -> None:
    watched = Watched()
    with open_store(tmp_path / "t.db") as store:
        ingest(store, CALENDAR, POSTS, chain=watched.chain(), now=NOW)
        store.add_correction("default", Correction(id="k", made=NOW, action="hide", evidence=(("c", "1", ""),)))
        refresh(store, CALENDAR, chain=watched.chain(), now=NOW)
        assert (len(watched.read), watched.builds) == (4, 2)


def test_what_came_before_the_source_broke_off_is_kept(tmp_path: Path) -> None:
    def source() -> Any:
        yield from (post(number, f"vote on {number % 20 + 1}") for number in range(1, 601))
        raise OSError("cut off")

    watched = Watched()
    with open_store(tmp_path / "t.db") as store:
        with pytest.raises(OSError, match="cut off"):
            ingest(store, CALENDAR, source(), chain=watched.chain(), now=NOW)
        assert len(list(store.posts("default"))) == 500
        assert refresh(store, CALENDAR, chain=watched.chain(), now=NOW).total == 1
        assert store.events()[0].posts == 500


def test_a_failing_build_leaves_the_old_events(tmp_path: Path) -> None:
    watched = Watched()
    with open_store(tmp_path / "t.db") as store:
        ingest(store, CALENDAR, POSTS[:2], chain=watched.chain(), now=NOW)
        before = store.events()

        def broken(*_: Any) -> list[Event]:
            raise RuntimeError("a bug")

        with pytest.raises(RuntimeError, match="a bug"):
            ingest(store, CALENDAR, POSTS, chain=replace(watched.chain(), build=broken), now=NOW)
        assert store.events() == before
        assert shown(ingest(store, CALENDAR, [], chain=watched.chain(), now=NOW).events.added) == [
            ("count", date(2024, 2, 26), 1),
            ("session", date(2024, 2, 14), 1),
        ]


def test_a_post_that_cannot_be_read_keeps_no_other_out(tmp_path: Path) -> None:
    watched = Watched()

    def broken(one: Post, calendar: Calendar) -> list[Mention]:
        if "session" in one.text:
            raise RuntimeError("a bug")
        return watched.mentions_of(one, calendar)

    with open_store(tmp_path / "t.db") as store:
        report = ingest(store, CALENDAR, POSTS, chain=replace(watched.chain(), mentions_of=broken), now=NOW)
        assert [(one.id, error) for one, error in report.failed] == [("3", "RuntimeError: a bug")]
        assert [one.title for one in store.events()] == ["vote", "count"]
        report = ingest(store, CALENDAR, POSTS, chain=watched.chain("mended"), now=NOW)
        assert report.failed == []
        assert [one.title for one in report.events.added] == ["session"]
        broken_again = replace(watched.chain("worse"), mentions_of=broken)
        report = ingest(store, CALENDAR, POSTS, chain=broken_again, now=NOW)
        assert len(report.failed) == 1
        assert [one.title for one in store.events()] == ["session", "vote", "count"]  # what was read before stays


@settings(max_examples=25)
@given(order=st.randoms(use_true_random=False), portions=st.integers(1, 6))
def test_the_order_of_posts_does_not_matter(
    order: random.Random, portions: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    posts = [post(number, f"event{number % 3} on {number + 1}") for number in range(12)]
    with open_store(tmp_path_factory.mktemp("fresh") / "t.db") as store:
        ingest(store, CALENDAR, posts, chain=Watched().chain(), now=NOW)
        fresh = store.events()
    order.shuffle(posts)
    with open_store(tmp_path_factory.mktemp("portions") / "t.db") as store:
        for start in range(portions):
            ingest(store, CALENDAR, posts[start::portions], chain=Watched().chain(), now=NOW)
        assert store.events() == fresh


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    with open_store(tmp_path / "t.db") as store:
        ingest(store, CALENDAR, POSTS, chain=Watched().chain(), progress=lambda *step: told.append(step))
    assert told == [("posts", 4, None), ("dates", 4, 4), ("events", 0, None)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can end at any statement")
def test_ended_at_any_statement_the_next_run_ends_as_if_nothing_had_been(tmp_path: Path) -> None:
    """Every third SQL statement of an ingest, in turn, is the last thing its process does."""
    later = [*POSTS[:2], post(3, "vote on 26 and debate on 13"), post(5, "count on 27"), post(6, "vote on 24")]

    def ingested(path: Path, posts: Sequence[Post], end_at: int | None = None) -> int:
        statements = 0

        def count(_: str) -> None:
            nonlocal statements
            statements += 1
            if statements == end_at:
                os._exit(9)

        with open_store(path, wait=0) as store:
            store._connection.set_trace_callback(count)
            ingest(store, CALENDAR, posts, source="test", chain=Watched().chain(), now=NOW)
        return statements

    ingested(tmp_path / "before.db", POSTS)

    def prepared(name: str) -> Path:
        return Path(shutil.copy(tmp_path / "before.db", tmp_path / name))

    undisturbed = prepared("undisturbed.db")
    statements = ingested(undisturbed, later)
    with open_reader(undisturbed) as reader:
        wanted = (list(reader.posts("default")), reader.events(), len(reader.log()), reader.contents())
    assert statements > 30
    for end_at in range(1, statements + 1, 3):
        path = prepared(f"{end_at}.db")
        if (child := os.fork()) == 0:
            try:
                ingested(path, later, end_at)
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        ingested(path, later)
        with open_reader(path) as reader:
            assert (list(reader.posts("default")), reader.events(), len(reader.log()), reader.contents()) == wanted
            assert reader._one("PRAGMA integrity_check") == "ok"
            assert reader._all("PRAGMA foreign_key_check") == []
