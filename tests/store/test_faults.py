"""A database that is missing, damaged, foreign, locked or cannot be written: one line, a remedy, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from store.campaign import event, evidence, post

from timeline.errors import DatabaseBusy, DatabaseError, MissingDatabase
from timeline.store import open_reader, open_store


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase) as caught:
        open_reader(tmp_path / "none.db")
    assert "timeline ingest" in caught.value.remedy
    assert not (tmp_path / "none.db").exists()


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "t.db").touch()
    with pytest.raises(MissingDatabase):
        open_reader(tmp_path / "t.db")
    open_store(tmp_path / "t.db").close()


@pytest.mark.parametrize("opener", [open_reader, open_store])
def test_no_database_at_all(tmp_path: Path, opener: type) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and they are longer than the head of a database. " * 50)
    with pytest.raises(DatabaseError, match="damaged or is no database") as caught:
        opener(path)
    assert "timeline db backup" in caught.value.remedy
    assert path.read_text().startswith("These are notes")


@pytest.mark.parametrize("opener", [open_reader, open_store])
def test_another_programs_database(tmp_path: Path, opener: type) -> None:
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE moz_places (id)")
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="another program"):
        opener(path)
    assert path.read_bytes() == before


def test_damaged_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with open_store(path) as store:
        store.replace_events("default", [event(f"e{number}") for number in range(200)])
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = os.urandom(len(content) - 4096 * 3)
    path.write_bytes(content)
    with pytest.raises(DatabaseError, match="damaged"), open_reader(path) as reader:
        reader.events()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match="cannot be created"):
        open_store(tmp_path / "file" / "t.db")


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    for opened in (open_store, open_reader):
        with pytest.raises(DatabaseError, match="is a folder"):
            opened(tmp_path)


def test_the_disk_is_full(tmp_path: Path) -> None:
    """SQLite's own limit on the number of pages fails as a full disk does."""
    with open_store(tmp_path / "t.db") as store:
        store.add_posts("default", [post(1, "kept")])
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(DatabaseError, match="disk is full") as caught:
            store.add_posts("default", [post(number, "long text " * 500) for number in range(2, 50)])
        assert "free some space" in caught.value.remedy
        assert [one.text for one in store.posts("default")] == ["kept"]


def test_a_second_writer_is_told_who_is_writing(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with open_store(path):
        with pytest.raises(DatabaseBusy, match=rf"process {os.getpid()}, since \d\d:\d\d:\d\d") as caught:
            open_store(path, wait=0)
        assert "wait" in caught.value.remedy
    open_store(path, wait=0).close()


def test_a_second_writer_waits(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    opened, over = threading.Event(), threading.Event()

    def hold_it_a_while() -> None:
        with open_store(path):
            opened.set()
            time.sleep(0.2)
            over.set()

    first = threading.Thread(target=hold_it_a_while)
    first.start()
    opened.wait(10)
    with open_store(path, wait=30) as second:
        assert over.is_set()
        second.add_posts("default", [post(1)])
    first.join()


def test_a_killed_writer_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    script = f"""
import os, signal
from pathlib import Path
from store.campaign import post
from timeline.store import open_store
store = open_store(Path({str(path)!r}))
store.add_posts("default", [post(1, "kept")])
with store.writing():
    store.add_posts("default", [post(2, "never committed")])
    os.kill(os.getpid(), signal.SIGKILL)
"""
    tests = str(Path(__file__).parents[1])
    subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": tests}, check=False)
    with open_store(path, wait=0) as store:
        assert [one.text for one in store.posts("default")] == ["kept"]
        assert store._connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_reader_always_sees_a_whole_state(tmp_path: Path) -> None:
    """A writer swaps two sets of events; a reader in a loop sees one or the other, with all their evidence."""
    path = tmp_path / "t.db"
    sets = [
        [event(f"{name}{number}", title=name, evidence=(evidence(name),) * 3) for number in range(5)] for name in "ab"
    ]
    with open_store(path) as store:
        store.replace_events("default", sets[0])
    done, written = threading.Event(), list[int]()

    def write() -> None:
        try:
            with open_store(path) as store:
                for turn in range(200):
                    store.replace_events("default", sets[turn % 2])
                    written.append(turn)
        finally:
            done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = 0
    with open_reader(path) as reader:
        while not done.is_set() or not seen:
            events = reader.events()
            assert len(events) == 5
            assert len({one.title for one in events}) == 1
            assert all(len(one.evidence) == 3 and one.evidence[0].post == one.title for one in events)
            seen += 1
    writer.join()
    assert len(written) == 200


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with open_store(path) as store:
        store.add_posts("default", [post(1, "kept")])
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        if os.access(path, os.W_OK):
            pytest.skip("this user may write anywhere")
        with open_reader(path) as reader:
            assert [one.text for one in reader.posts("default")] == ["kept"]
        with pytest.raises(DatabaseError, match="cannot be"), open_store(path) as store:
            store.add_posts("default", [post(2, "more")])
    finally:
        tmp_path.chmod(0o700)
        path.chmod(0o600)
