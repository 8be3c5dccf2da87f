"""The store: posts with their versions, events that only change where they differ, identities, corrections."""

from __future__ import annotations

import dataclasses
import sqlite3
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.campaign import MINSK, START, event, evidence, post
from store.kept import versions

from timeline.errors import UsageError
from timeline.events import Change, Event, When
from timeline.events.correction import Correction
from timeline.events.identity import Identity
from timeline.mentions import Mention
from timeline.posts import Posted
from timeline.store import Counts, open_reader, open_store
from timeline.store.forms import forms
from timeline.store.store import Store

NOW = datetime(2024, 2, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "t.db")


def raw(store: Store, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(store.path)
    rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


class TestPosts:
    def test_a_second_run_adds_nothing(self, store: Store) -> None:
        posts = [post(number, f"text {number}") for number in range(1200)]
        assert store.add_posts("default", posts) == Counts(new=1200)
        assert store.add_posts("default", posts) == Counts(same=1200)
        assert sorted(store.posts("default"), key=lambda one: int(one.id)) == posts

    def test_a_changed_text_keeps_the_old_version(self, store: Store) -> None:
        store.add_posts("default", [post(1, "first")], now=NOW)
        later = NOW + timedelta(hours=1)
        assert store.add_posts("default", [post(1, "second", edited=True)], now=later) == Counts(changed=1)
        assert store.add_posts("default", [post(1, "third", edited=True)], now=later) == Counts(changed=1)
        assert [one.text for one in store.posts("default")] == ["third"]
        assert versions(store.path, "1") == [("first", later), ("second", later)]

    def test_a_worse_time_does_not_replace_a_better_one(self, store: Store) -> None:
        exact = Posted.exact(START)
        bounded = Posted.between(START - timedelta(days=3), START + timedelta(days=3))
        store.add_posts("default", [post(1, "text", posted=bounded)])
        assert store.add_posts("default", [post(1, "text", posted=exact)]) == Counts(changed=1)
        assert store.add_posts("default", [post(1, "text", posted=bounded)]) == Counts(same=1)
        assert store.add_posts("default", [post(1, "other", posted=Posted.unknown())]) == Counts(changed=1)
        assert [(one.text, one.posted) for one in store.posts("default")] == [("other", exact)]

    def test_the_same_post_twice_in_one_batch_is_one_post(self, store: Store) -> None:
        assert store.add_posts("default", [post(1, "old"), post(1, "new")]).new == 1
        assert [one.text for one in store.posts("default")] == ["new"]

    def test_calendars_do_not_share_posts(self, store: Store) -> None:
        store.add_posts("a", [post(1, "text")])
        assert store.add_posts("b", [post(1, "text")]) == Counts(new=1)
        assert store.calendars() == ["a", "b"]

    def test_a_batch_is_stored_whole_or_not_at_all(self, store: Store) -> None:
        def batch():  # type: ignore[no-untyped-def]
            yield post(1, "one")
            raise RuntimeError("the source broke off")

        with pytest.raises(RuntimeError):
            store.add_posts("default", batch())
        assert list(store.posts("default")) == []

    @pytest.mark.parametrize(
        "text", ["a\0b", "\ud800 lone", "x" * 5_000_000, "\u202e\u200b\x1b[31m", "'; DROP TABLE posts; --"]
    )
    def test_hostile_text_is_kept_in_its_place(self, store: Store, text: str) -> None:
        store.add_posts("default", [post(1, text)])
        (found,) = store.posts("default")
        assert len(found.text) == len(text)
        assert store.add_posts("default", [post(1, text)]) == Counts(same=1)

    def test_missing_withdrawn_and_back(self, store: Store) -> None:
        store.add_posts("default", [post(1, "one"), post(2, "two")])
        assert store.known_posts("default", "commission", 2, None).keys() == {"2"}
        assert store.known_posts("default", "commission", 1, 2).keys() == {"1"}
        store.note_missing("default", "commission", {"1": 1})
        assert store.known_posts("default", "commission", 1, 2)["1"].missed == 1
        assert store.add_posts("default", [post(1, "one")]) == Counts(same=1)  # it is there again
        assert store.known_posts("default", "commission", 1, 2)["1"].missed == 0
        store.note_missing("default", "commission", {"1": 2}, {"1"})
        assert store.known_posts("default", "commission", 1, 2)["1"].withdrawn
        assert [one.id for one in store.posts("default")] == ["2"]
        assert store.add_posts("default", [post(1, "one")]) == Counts(changed=1)
        assert [one.id for one in store.posts("default")] == ["1", "2"]


class TestEvents:
    def test_only_rows_that_differ_are_written(self, store: Store) -> None:
        events = [event(f"e{number}") for number in range(3)]
        assert len(store.replace_events("default", events).added) == 3
        before = raw(store, "SELECT key, id FROM events ORDER BY id")
        revision = store.revision()
        writes = store._connection.total_changes
        assert store.replace_events("default", events).same == 3
        assert (store.revision(), store._connection.total_changes) == (revision, writes)
        moved = dataclasses.replace(events[1], when=When.days(date(2024, 3, 3)))
        counts = store.replace_events("default", [events[0], moved, events[2]])
        assert (counts.changed, counts.same, store.revision()) == ((moved,), 2, revision + 1)
        assert raw(store, "SELECT key, id FROM events ORDER BY id") == before
        assert sorted(store.events(), key=lambda one: one.id) == [events[0], moved, events[2]]

    def test_an_event_that_is_gone_takes_its_rows_along(self, store: Store) -> None:
        history = (Change(what="announced", old=None, new="2024-02-25", channel="commission", post="1", posted=NOW),)
        store.replace_events("default", [event(history=history)])
        store.replace_events("other", [event("e2", calendar="other")])
        assert [one.id for one in store.replace_events("default", []).removed] == ["e1"]
        assert raw(store, "SELECT count(*) FROM evidence UNION ALL SELECT count(*) FROM changes") == [(1,), (0,)]
        assert [one.id for one in store.events()] == ["e2"]
        assert store.search("голосования").events == (event("e2", calendar="other"),)

    def test_the_log_says_what_a_reader_would_notice(self, store: Store) -> None:
        first = event()
        moved = event(
            when=When.days(date(2024, 3, 3)),
            evidence=(evidence(), evidence("7")),
            history=(
                Change(what="moved", old="2024-02-25", new="2024-03-03", channel="commission", post="7", posted=NOW),
            ),
        )
        unseen = dataclasses.replace(moved, evidence=(*moved.evidence, evidence("9")))
        for step, events in enumerate([[first], [moved], [unseen], []]):
            store.replace_events("default", events, now=NOW + timedelta(days=step))
        entries = store.log("e1")
        assert [(one.what, one.post) for one in entries] == [("added", "1"), ("changed", "7"), ("removed", None)]
        assert entries[1].fields == (("days", "2024-02-25", "2024-03-03"),)
        assert [one.what for one in store.log(since=NOW + timedelta(days=1))] == ["changed", "removed"]

    def test_finding_an_event(self, store: Store) -> None:
        store.replace_events("default", [event("abc111"), event("abd222", title="Досрочное голосование")])
        assert store.find_event("abc111").id == "abc111"
        assert store.find_event("abd222@example.org").id == "abd222"
        assert store.find_event("abc").id == "abc111"
        assert store.find_event("досрочное").id == "abd222"
        assert store.find_event("единому дню").id == "abc111"
        with pytest.raises(
            UsageError, match=r"more than one event: abc111 Единый день голосования \(2024-02-25\); abd222"
        ):
            store.find_event("ab")
        for nothing in ("инаугурация", "", '"', "%"):
            with pytest.raises(UsageError, match="no event"):
                store.find_event(nothing)


class TestSearch:
    @pytest.fixture(autouse=True)
    def filled(self, store: Store) -> None:
        texts = ["Выборы депутатов пройдут 25 февраля", "Заседание комиссии (OR) AND near", "Нічога пра выбары"]
        store.add_posts("default", [post(number, text) for number, text in enumerate(texts)])
        store.replace_events("default", [event()])
        self.path = store.path

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("депутатов", ["0"]),
            ("ДЕПУТ", ["0"]),
            ("выборы депутатов", ["0"]),
            ("выборы комиссии", []),
            ("AND", ["1"]),
            ('OR" near*', ["1"]),
            ("text:комиссии", []),
            ("выбары", ["2"]),
            ("NOT", []),
            ("-комиссии", ["1"]),
            ('"', []),
            ("\0", []),
        ],
    )
    def test_operators_are_words(self, store: Store, words: str, found: list[str]) -> None:
        assert [one.post.id for one in store.search(words).posts] == found

    def test_other_forms_of_a_word(self, store: Store) -> None:
        forms = {"выборам": ["выборы", "выборов"]}
        assert [one.post.id for one in store.search("выборам", forms=lambda word: forms.get(word, ())).posts] == ["0"]

    @settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(words=st.text(st.characters() | st.sampled_from('"*^:()-+\0 \ud800'), max_size=40))
    def test_any_words_can_be_searched_for(self, words: str) -> None:
        with open_reader(self.path) as reader:
            reader.search(words, forms=forms)
            reader.log(words)
            with suppress(UsageError):
                reader.find_event(words)

    def test_the_found_words_are_marked(self, store: Store) -> None:
        (found,) = store.search("депутатов").posts
        assert [found.snippet[start:end] for start, end in found.marks] == ["депутатов"]

    def test_a_changed_or_withdrawn_text_is_found_no_more(self, store: Store) -> None:
        store.add_posts("default", [post(0, "Сессия совета")])
        assert store.search("депутатов").posts == ()
        assert [one.post.id for one in store.search("сессия").posts] == ["0"]
        store.note_missing("default", "commission", {"0": 2}, {"0"})
        assert store.search("сессия").posts == ()


class TestBuildingState:
    MENTION = Mention(
        channel="commission",
        post="1",
        start=0,
        end=4,
        quote="text",
        timexes=(0,),
        time=None,
        title="t",
        kind="other",
        role="at",
    )

    def test_only_posts_that_changed_are_read_again(self, store: Store) -> None:
        store.add_posts("default", [post(number, "text") for number in range(3)])
        portion = [
            (key, [self.MENTION] if one.id == "1" else [])
            for part in store.posts_of(store.unread("default", "v1"))
            for key, one in part
        ]
        store.keep_mentions("v1", MINSK, portion)
        assert store.unread("default", "v1") == []
        assert store.mentions("default", MINSK) == ([self.MENTION], [post(1, "text")])
        store.add_posts("default", [post(1, "other"), post(3, "new")])
        assert [one.id for part in store.posts_of(store.unread("default", "v1")) for _, one in part] == ["1", "3"]
        assert store.mentions("default", MINSK) == ([], [])
        assert len(store.unread("default", "v2")) == 4

    def test_what_is_built_knows_when_it_no_longer_is(self, store: Store) -> None:
        store.add_posts("default", [post(1, "text")])
        assert not store.is_built("default", "v1")
        store.mark_built("default", "v1")
        assert store.is_built("default", "v1")
        assert not store.is_built("default", "v2")
        store.add_posts("default", [post(1, "text")])
        assert store.is_built("default", "v1")
        store.add_posts("default", [post(1, "changed")])
        assert not store.is_built("default", "v1")

    def test_identities_stay_and_are_renewed(self, store: Store) -> None:
        identity = Identity(
            id="e1", uid="u1", calendar="default", evidence=(("commission", "1", ""),), title="t", body=None,
            start=date(2024, 2, 25), end=None, fingerprint="f", revision=0, created=NOW, changed=NOW,
        )  # fmt: skip
        store.keep_identities([identity])
        renewed = dataclasses.replace(identity, revision=1, withdrawn=NOW)
        store.keep_identities([renewed])
        assert store.identities("default") == [renewed]
        assert store.identities("other") == []

    def test_corrections_are_kept_until_taken_back(self, store: Store) -> None:
        store.add_posts("default", [post(1, "text")])
        store.mark_built("default", "v1")
        made = Correction(id="k1", made=NOW, action="edit", evidence=(("c", "1", ""),), new_start=date(2024, 2, 25))
        store.add_correction("default", made)
        assert store.corrections("default") == [made]
        assert not store.is_built("default", "v1")
        assert store.undo_correction("default", "k1")
        assert not store.undo_correction("default", "k1")
        assert store.corrections("default") == []


class TestReads:
    def test_the_state_of_a_source_outlives_runs_that_keep_none(self, store: Store) -> None:
        assert store.state("default", "s") == {}
        key = store.begin_read("default", "s")
        store.keep_state(key, {"frontier": 7})
        store.begin_read("default", "s")
        assert store.state("default", "s") == {"frontier": 7}
        assert store.state("other", "s") == {}

    def test_the_last_good_read(self, store: Store) -> None:
        assert store.last_read() is None
        good = store.begin_read("default", "posts.jsonl", now=NOW)
        store.end_read(good, Counts(3, 1, 0), now=NOW + timedelta(seconds=5))
        bad = store.begin_read("default", "posts.jsonl", now=NOW + timedelta(days=1))
        store.end_read(bad, Counts(), error="cut off", now=NOW + timedelta(days=1))
        store.begin_read("default", "other.jsonl", now=NOW + timedelta(days=2))  # still running
        assert store.last_read("default") == NOW + timedelta(seconds=5)
        assert [(one.source, one.error, one.finished is None) for one in store.reads()] == [
            ("other.jsonl", None, True),
            ("posts.jsonl", "cut off", False),
        ]

    def test_stored_vevents(self, store: Store) -> None:
        store.replace_events("default", [event()])
        store.keep_vevents("ru", [("e1", 0, b"old"), ("gone", 0, b"x")])
        store.keep_vevents("ru", [("e1", 1, b"new"), ("e1", 0, b"never")])
        assert store.vevents("ru", "default") == {"e1": (1, b"new")}
        assert store.vevents("ru") == {"e1": (1, b"new"), "gone": (0, b"x")}


def test_a_reader_sees_the_same(store: Store) -> None:
    events: list[Event] = [event(), event("e2")]
    store.replace_events("default", events)
    with open_reader(store.path) as reader:
        assert reader.events() == events
        assert reader.events("other") == []
        assert [one.evidence for one in reader.events(evidence=False)] == [(), ()]
