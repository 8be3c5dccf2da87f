"""Migrations apply whole or not at all, and db/schema.sql is what they add up to."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from timeline.errors import NewerDatabase
from timeline.store import open_reader, open_store
from timeline.store.connection import SCHEMA, connect
from timeline.store.migrations import folder, migrate, scripts, statements
from timeline.store.schema import schema_sql

ROOT = Path(__file__).parents[2]


def test_the_program_knows_every_migration() -> None:
    assert len(scripts()) == SCHEMA
    assert [name[:4] for name, _ in scripts()] == [f"{number:04}" for number in range(1, SCHEMA + 1)]


def test_the_checkout_serves_its_own_migrations() -> None:
    assert Path(str(folder())) == ROOT / "db" / "migrations"


def test_schema_sql_is_what_the_migrations_add_up_to() -> None:
    assert (ROOT / "db" / "schema.sql").read_text(encoding="utf-8") == schema_sql()


def test_a_trigger_is_one_statement_and_comments_are_none() -> None:
    script = (
        "-- a; b\nCREATE TABLE t (a);\n\nCREATE TRIGGER r AFTER INSERT ON t BEGIN\n  DELETE FROM t;\nEND;\n-- end\n"
    )
    found = list(statements(script))
    assert len(found) == 2
    assert found[1].startswith("CREATE TRIGGER")
    assert found[1].endswith("END;")


def test_a_statement_without_its_end_is_an_error() -> None:
    with pytest.raises(ValueError, match="CREATE TABLE u"):
        list(statements("CREATE TABLE t (a);\nCREATE TABLE u (a)"))


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    good = ("0001_good", "CREATE TABLE good (a);")
    bad = ("0002_bad", "CREATE TABLE half (a);\nINSERT INTO good VALUES (1);\nCREATE TABLE good (a);")
    connection = sqlite3.connect(tmp_path / "t.db", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(connection, [good, bad])
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "good" in tables
    assert "half" not in tables
    assert connection.execute("SELECT count(*) FROM good").fetchone() == (0,)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    mended = ("0002_bad", "CREATE TABLE half (a);")
    assert migrate(connection, [good, mended]) == ["0002_bad"]
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.close()


@pytest.mark.parametrize("statement", range(0, 60, 3))
def test_killed_at_any_statement_the_next_one_goes_on(tmp_path: Path, statement: int) -> None:
    """The copy holds what a kill at that moment leaves: what was committed until then."""
    path, left = tmp_path / "t.db", tmp_path / "left.db"
    seen = 0

    def copy(_: str) -> None:
        nonlocal seen
        if seen == statement:
            for suffix in ("", "-wal"):
                if (file := Path(f"{path}{suffix}")).exists():
                    shutil.copy(file, f"{left}{suffix}")
        seen += 1

    connection = connect(path, readonly=False)
    connection.set_trace_callback(copy)
    migrate(connection)
    connection.close()
    assert seen > statement
    with open_store(left) as store:
        assert store._connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
        assert store.count_events("default") == 0


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    open_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match="newer version"):
        open_store(path)
    with pytest.raises(NewerDatabase):
        open_reader(path)
    assert path.read_bytes() == before
