"""Databases that earlier versions of the program made, kept as files: they open, migrate and hold what they held.

tests/store/versions/NNNN.db.gz is a database of schema NNNN, made by the program of that time from five posts, of which
one was changed and read again, and one correction. A new migration brings a new file: that of the schema before it.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from cli.terminal import timeline

from timeline.store import open_reader, open_store
from timeline.store.connection import SCHEMA
from timeline.store.migrations import migrate, scripts

FILES = Path(__file__).parent / "versions"
EARLIER = pytest.mark.parametrize("version", range(1, SCHEMA))
HELD = {
    "Заседание комиссии": (date(2024, 2, 6), "16:00", None),
    "Семинар для наблюдателей": (date(2024, 2, 16), None, "Минск"),
    "Досрочное голосование": (date(2024, 2, 20), None, "Минск"),
    "Единый день голосования": (date(2024, 2, 25), None, None),
}
"""Title to first day, hour and place: what the posts say, and the correction that gave early voting a place."""


@pytest.fixture
def database(version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "t.db"
    path.write_bytes(gzip.decompress((FILES / f"{version:04}.db.gz").read_bytes()))
    monkeypatch.setenv("TIMELINE_DATABASE", str(path))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    return path


def test_every_earlier_version_is_kept() -> None:
    assert sorted(path.name for path in FILES.iterdir()) == [f"{number:04}.db.gz" for number in range(1, SCHEMA)]


def structure(path: Path) -> set[tuple[str, str]]:
    """Names and definitions of everything that migrations make."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        )
        return {(name, " ".join(sql.split())) for name, sql in rows if not name.startswith("_sqlite_")}


@EARLIER
def test_the_migrations_of_its_time_were_not_changed_since(version: int, database: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.db"
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        migrate(connection, scripts()[:version])
    assert structure(database) == structure(fresh)


@EARLIER
def test_it_opens_migrates_and_holds_the_same_events(version: int, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        before = set(connection.execute("SELECT id, uid, title FROM events"))
        posts = set(connection.execute("SELECT channel, post, text FROM posts"))
        old_texts = connection.execute("SELECT count(*) FROM post_versions").fetchone()
    assert len(before) == len(HELD)
    with open_store(database) as store:
        assert len(store.migrated) == SCHEMA - version
        assert {(one.id, one.uid, one.title) for one in store.events()} == before
        assert {one.title: (one.when.start_earliest, one.when.clock, one.place) for one in store.events()} == HELD
        assert {(one.channel, one.id, one.text) for one in store.posts("default")} == posts
        assert len(store.corrections("default")) == 1
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
        assert connection.execute("SELECT count(*) FROM post_versions").fetchone() == old_texts == (1,)


@EARLIER
def test_read_anew_it_gives_the_same_events_with_their_ids(version: int, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        before = set(connection.execute("SELECT id, uid, title FROM events"))
    rebuilt = timeline("db", "rebuild")
    assert rebuilt.code == 0, rebuilt.err
    with open_reader(database) as reader:
        assert {(one.id, one.uid, one.title) for one in reader.events()} == before
        assert {one.title: (one.when.start_earliest, one.when.clock, one.place) for one in reader.events()} == HELD
    found = timeline("search", "наблюдателям")
    assert "Семинар для наблюдателей" in found.out


@EARLIER
def test_a_reader_says_what_to_do_or_reads(version: int, database: Path) -> None:
    """A view never writes; of a database that was not migrated it tells what is known or what to type."""
    os.chmod(database, 0o444)
    shown = timeline("countdown", "--at", "2024-01-15", "--all")
    assert "Traceback" not in shown.err
    assert shown.code == 0 or "timeline db migrate" in shown.err
