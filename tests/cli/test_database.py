"""``timeline db``, ``search``, ``status`` and ``log``, as typed."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.terminal import timeline
from store.campaign import post
from store.watched import Watched

from timeline import ingest
from timeline.posts import Posted
from timeline.store import open_reader, open_store
from timeline.store.schema import schema_sql

POSTS = [
    {"id": 1, "date": "2024-02-01T10:00:00+03:00", "text": "vote on 25 and заседание комиссии", "channel": "c"},
    {"id": 2, "date": "2024-02-03T10:00:00+03:00", "text": "session on 14 \x1b[31m red", "channel": "c"},
]


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(ingest.Chain, "real", lambda: Watched().chain())
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "t.db"


def read_in(folder: Path, posts: list[dict[str, object]]) -> None:
    path = folder / "posts.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in posts), encoding="utf-8")
    assert timeline("ingest", path, "--tz", "Europe/Minsk").code == 0


@pytest.fixture
def filled(tmp_path: Path, database: Path) -> Path:
    read_in(tmp_path, POSTS)
    return database


class TestUpkeep:
    def test_path(self, database: Path, tmp_path: Path) -> None:
        assert timeline("db", "path").out == f"{database}\n"
        assert timeline("--database", tmp_path / "a.db", "db", "path").out == f"{tmp_path / 'a.db'}\n"
        assert timeline("db", "path", "--database", tmp_path / "b.db").out == f"{tmp_path / 'b.db'}\n"
        assert not database.exists()

    def test_a_file_that_may_not_be_read_is_not_asked_for(self, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.R_OK)
        assert timeline("db", "path", "--database", filled).out == f"{filled}\n"

    @pytest.mark.parametrize("command", ["status", "feed", "log", "db rebuild", "db migrate", "search x"])
    def test_a_folder_is_no_database(self, tmp_path: Path, command: str) -> None:
        answer = timeline(*command.split(), "--database", tmp_path)
        assert answer.code == 1
        assert f"{tmp_path} is a folder\nTry: name the database" in answer.err

    def test_schema(self) -> None:
        assert timeline("db", "schema").out == schema_sql()

    def test_migrate(self, database: Path) -> None:
        assert "applied 0001_event_table" in timeline("db", "migrate").out
        assert "nothing to do" in timeline("db", "migrate").out

    def test_rebuild(self, filled: Path) -> None:
        assert timeline("db", "rebuild").out == "default: 2 events: nothing new.\n"
        connection = sqlite3.connect(filled)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM events WHERE title = 'vote'")
        connection.commit()
        connection.close()
        assert timeline("db", "rebuild").out == "default: 2 events: 1 new.\n  + 2024-02-25  vote\n"

    def test_rebuild_of_nothing_says_so(self, database: Path) -> None:
        assert timeline("db", "migrate").code == 0
        answer = timeline("db", "rebuild")
        assert (answer.code, answer.out) == (0, "")
        assert "Nothing has been read yet" in answer.err

    def test_rebuild_without_a_database(self, database: Path) -> None:
        answer = timeline("db", "rebuild")
        assert answer.code == 1
        assert "there is no database" in answer.err
        assert not database.exists()


class TestBackup:
    def test_a_copy_is_a_database_of_its_own(self, filled: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.db"
        answer = timeline("db", "backup", copy)
        assert (answer.code, answer.out) == (0, f"{copy}\n")
        with open_reader(copy) as reader, open_reader(filled) as original:
            assert reader.events() == original.events()
        assert not list(tmp_path.glob(".copy*"))

    def test_beside_the_database(self, filled: Path) -> None:
        copy = Path(timeline("db", "backup").out.strip())
        assert copy.parent == filled.parent
        assert copy.is_file()

    def test_only_an_older_copy_is_replaced(self, filled: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.db"
        assert timeline("db", "backup", copy).code == 0
        assert timeline("db", "backup", copy).code == 0
        letter = tmp_path / "letter.txt"
        letter.write_text("dear all")
        answer = timeline("db", "backup", letter)
        assert answer.code == 1
        assert "no copy of a database" in answer.err
        assert letter.read_text() == "dear all"
        assert "is a folder" in timeline("db", "backup", tmp_path).err
        assert "cannot be written" in timeline("db", "backup", tmp_path / "none" / "copy.db").err

    def test_the_database_is_no_copy_of_itself(self, filled: Path, tmp_path: Path) -> None:
        (tmp_path / "link.db").symlink_to(filled)
        before = filled.stat().st_ino
        for name in (filled, tmp_path / "link.db"):
            answer = timeline("db", "backup", name)
            assert answer.code == 1
            assert "is the database itself" in answer.err
        assert filled.stat().st_ino == before

    def test_while_somebody_writes(self, filled: Path, tmp_path: Path) -> None:
        """Every batch holds ten posts: whatever moment a copy shows, it shows whole batches."""
        stop = threading.Event()

        def write() -> None:
            with open_store(filled) as store:
                batch = 0
                while not stop.is_set():
                    store.add_posts("w", [post(batch * 10 + number, "text " * 200) for number in range(10)])
                    batch += 1

        writer = threading.Thread(target=write)
        writer.start()
        sizes = []
        try:
            for number in range(8):
                copy = tmp_path / f"copy{number}.db"
                assert timeline("db", "backup", copy).code == 0
                with open_reader(copy) as reader:
                    sizes.append(len(list(reader.posts("w"))))
        finally:
            stop.set()
            writer.join()
        assert [size % 10 for size in sizes] == [0] * 8
        assert sizes == sorted(sizes)


class TestSearch:
    def test_events_and_posts(self, filled: Path) -> None:
        answer = timeline("search", "vote")
        assert answer.out.splitlines() == [
            "2024-02-25  vote  vote",
            "2024-02-01  c/1",
            "    vote on 25 and заседание комиссии",
        ]

    def test_any_form(self, filled: Path) -> None:
        assert "заседание" in timeline("search", "заседанию", "комиссий").out

    def test_nothing(self, filled: Path) -> None:
        answer = timeline("search", "OR", "NOT", '"')
        assert (answer.code, answer.out) == (0, "")
        assert "Nothing holds all of these words" in answer.err
        assert timeline("search", "инаугурация", "--json").out == "[]\n"

    def test_found_words_are_marked_and_nothing_else_reaches_the_terminal(self, filled: Path) -> None:
        out = timeline("search", "red", "--color", "always").out
        assert "\x1b[31m" not in out
        assert re.search(r"\x1b\[[0-9;]+mred\x1b\[0m", out)

    def test_words_beside_each_other_stay_one_blank_apart(self, filled: Path) -> None:
        assert "and заседание комиссии" in timeline("search", "заседанию", "комиссий").out

    def test_json(self, filled: Path) -> None:
        found = json.loads(timeline("search", "session", "--json").out)
        assert [(one["type"], one["id"]) for one in found] == [("event", "session"), ("post", "2")]
        assert found[0]["start_earliest"] == "2024-02-14"
        assert (found[1]["posted"], found[1]["within"]) == ("2024-02-03T07:00:00+00:00", None)

    def test_an_undated_post_was_not_posted_when_its_time_begins(self, filled: Path) -> None:
        low, high = datetime(2024, 2, 1, 22, tzinfo=UTC), datetime(2024, 2, 3, tzinfo=UTC)
        with open_store(filled) as store:
            undated = [("u", Posted.between(low, None)), ("v", Posted.between(low, high)), ("w", Posted.unknown())]
            store.add_posts("default", [post(9, "urn", id=name, posted=posted) for name, posted in undated])
        found = {
            one["id"]: (one["posted"], one["within"]) for one in json.loads(timeline("search", "urn", "--json").out)
        }
        within = {"u": ["2024-02-02", None], "v": ["2024-02-02", "2024-02-03"], "w": None}
        assert found == {name: (None, days) for name, days in within.items()}
        out = timeline("search", "urn").out
        for said in ("undated [2024-02-02..]", "undated [2024-02-02..2024-02-03]", "undated  "):
            assert said in out


class TestStatusAndLog:
    def test_status(self, filled: Path, tmp_path: Path) -> None:
        lines = timeline("status", "--tz", "UTC").out.splitlines()
        assert lines[:2] == ["default: 2 posts, 2 events", "  posts from 2024-02-01 to 2024-02-03"]
        assert re.fullmatch(r"  last change \d{4}-\d\d-\d\d \d\d:\d\d: 2 added", lines[2])
        assert sorted(lines[3:5]) == ["    added    session", "    added    vote"]
        assert lines[5] == f"  {tmp_path / 'posts.jsonl'}"
        assert re.fullmatch(r"    read \d{4}-\d\d-\d\d \d\d:\d\d: 2 new, 0 changed, 0 known", lines[6])
        (row,) = json.loads(timeline("status", "--json").out)
        assert (row["posts"], row["last_change"]["added"], row["sources"][0]["error"]) == (2, 2, None)

    def test_events_that_do_not_hold_all_posts_yet(self, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with open_store(filled) as store:  # as an ingest leaves it that was ended before its events were built
            store.add_posts("default", [post(3, "count on 26")])
        (line,) = [line for line in timeline("status").out.splitlines() if "up to date" in line]
        assert "timeline db rebuild" in line
        assert json.loads(timeline("status", "--json").out)[0]["built"] is False
        assert timeline("db", "rebuild").code == 0
        assert "up to date" not in timeline("status").out

    @pytest.mark.parametrize(
        "command", [["status"], ["search", "vote"], ["log"], ["review"], ["review", "--made"], ["hide", "vote"]]
    )
    def test_a_slip_in_the_name_of_a_calendar_does_not_look_empty(self, filled: Path, command: list[str]) -> None:
        answer = timeline(*command, "-c", "by-cek")
        assert answer.code == 1
        assert answer.out == ""
        assert "no calendar 'by-cek'" in answer.err

    def test_a_defined_calendar_without_posts_is_known(self, filled: Path) -> None:
        assert timeline("status", "-c", "by-cec").out == "by-cec: 0 posts, 0 events\n"

    def test_days_of_posts_are_those_of_the_calendar(self, database: Path, tmp_path: Path) -> None:
        path = tmp_path / "late.jsonl"
        path.write_text('{"id": 1, "date": "2024-01-31T22:30:00Z", "text": "vote on 25"}', encoding="utf-8")
        assert timeline("ingest", path, "--tz", "Europe/Minsk").code == 0
        assert "  posts from 2024-02-01 to 2024-02-01" in timeline("status").out.splitlines()

    def test_a_source_that_failed(self, filled: Path, tmp_path: Path) -> None:
        (tmp_path / "posts.jsonl").write_text('{"id": 1')
        assert timeline("ingest", tmp_path / "posts.jsonl").code == 1
        assert "    failed " in timeline("status").out
        read_in(tmp_path, [POSTS[0], {**POSTS[1], "text": "session on 17"}])
        lines = timeline("status").out.splitlines()
        assert lines[3] == "    changed  session (days: 2024-02-14 → 2024-02-17)"
        assert re.fullmatch(r"    last error \d{4}-\d\d-\d\d \d\d:\d\d: .*no post with text.*", lines[-1])
        assert json.loads(timeline("status", "--json").out)[0]["sources"][0]["last_error"]["error"] in lines[-1]

    def test_only_the_first_of_many_changes_are_named(self, filled: Path, tmp_path: Path) -> None:
        read_in(tmp_path, [*POSTS, *({**POSTS[0], "id": 10 + n, "text": f"event{n} on {n}"} for n in range(1, 9))])
        lines = timeline("status").out.splitlines()
        assert len([line for line in lines if line.startswith("    added  ")]) == 5
        assert "    … and 3 more: timeline log" in lines

    def test_log(self, filled: Path, tmp_path: Path) -> None:
        read_in(tmp_path, [*POSTS, {**POSTS[0], "id": 3, "text": "vote on 27"}])
        lines = timeline("log", "vote").out.splitlines()
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d  vote  added    vote  \(c/1\)", lines[0])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d  vote  changed  vote  \(c/3\)", lines[1])
        assert lines[2] == "    days: 2024-02-25 → 2024-02-27"
        entries = json.loads(timeline("log", "--since", "2020-01-01", "--json").out)
        assert [one["what"] for one in entries] == ["added", "added", "changed"]
        assert "Nothing changed." in timeline("log", "--since", "2999-01-01").err

    def test_the_log_remembers_what_is_gone(self, filled: Path, tmp_path: Path) -> None:
        read_in(tmp_path, [{**POSTS[1], "text": "no more"}])
        assert [line.split()[3] for line in timeline("log", "session").out.splitlines()] == ["added", "removed"]
        answer = timeline("log", "inauguration")
        assert answer.code == 2
        assert "no event" in answer.err

    def test_before_anything_was_read(self, database: Path) -> None:
        for command in ("status", "log"):
            answer = timeline(command)
            assert answer.code == 1
            assert "timeline ingest" in answer.err
