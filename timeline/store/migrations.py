"""Bringing a database up to the schema of this program: db/migrations/*.sql, in order, through sqlite-utils.

A file that fails rolls back whole, with the record of it (``Migrations.apply`` wraps both in one
transaction), and the database stays at the version before.
"""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from timeline.store.connection import APPLICATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable


def folder() -> Traversable:
    """Where the migrations are: in an installed package, or in the checkout beside it."""
    bundled = files("timeline") / "_bundled" / "migrations"
    return bundled if bundled.is_dir() else Path(__file__).parents[2] / "db" / "migrations"


def scripts(where: Traversable | None = None) -> list[tuple[str, str]]:
    """Name and text of every migration, in the order they apply."""
    found = sorted(
        (file for file in (where or folder()).iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )
    return [(file.name.removesuffix(".sql"), file.read_text("utf-8")) for file in found]


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script; a trigger's body stays with its trigger.

    Raises ValueError for text after the last complete statement.
    """
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held.strip()
            held = ""
    rest = [line for line in held.splitlines() if line.strip() and not line.lstrip().startswith("--")]
    if rest:
        raise ValueError(f"incomplete statement at the end of a migration: {rest[0].strip()}")


def migrate(connection: sqlite3.Connection, found: Sequence[tuple[str, str]] | None = None) -> list[str]:
    """Apply what is pending and return the names of it. Raises sqlite3.Error with the failing file undone.

    A new database says first of all whose it is: killed after that, it is one of ours with no tables yet.
    """
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    database = Database(connection)
    migrations = _registered(scripts() if found is None else found)
    pending = [migration.name for migration in migrations.pending(database)]
    migrations.apply(database)
    return pending


def _registered(found: Sequence[tuple[str, str]]) -> Migrations:
    migrations = Migrations("timeline")
    for version, (name, script) in enumerate(found, 1):

        def apply(database: Database, script: str = script, version: int = version) -> None:
            for statement in statements(script):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {version}")

        migrations(name=name)(apply)
    return migrations
