"""What every writing part of the store rests on: one connection, one writer, transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from timeline.store.connection import explained
from timeline.store.read import Reader

CHUNK = 500
"""Keys in one statement, below SQLite's limit on parameters."""

T = TypeVar("T")


def portions(keys: Sequence[T]) -> Iterator[tuple[str, Sequence[T]]]:
    """Keys a portion at a time, each with the marks that stand for it in a statement: ``(?, ?, ?)``."""
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        yield f"({', '.join('?' * len(part))})", part


class Writer(Reader):
    """A reader that may also write, in transactions."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, held: sqlite3.Connection, migrated: Sequence[str] = ()
    ) -> None:
        super().__init__(connection, path)
        self.migrated = migrated
        """The migrations that opening it applied."""
        self._held = held
        self._tables = Database(connection)

    def close(self) -> None:
        """Let go of the database and of its lock."""
        super().close()
        self._held.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Everything inside is stored whole, or not at all."""
        with explained(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _touch(self, calendar: str, *, changed: bool) -> None:
        """Make a calendar known; where it ``changed``, note that its events are no longer those of what is there."""
        self._run(
            """INSERT INTO calendars (calendar, inputs) VALUES (?, 0)
               ON CONFLICT (calendar) DO UPDATE SET inputs = inputs + 1 WHERE ?""",
            [calendar, changed],
        )

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        """Insert a row and return its key."""
        key: Any = self._tables.table(table).insert(row).last_pk
        return int(key)

    def _insert_all(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows, as many in one statement as SQLite takes: at the end of each, FTS5 writes out what it holds."""
        at_once = self._connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) // len(columns)
        one = f"({', '.join('?' * len(columns))})"
        for start in range(0, len(rows), at_once):
            part = rows[start : start + at_once]
            self._run(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(part))}",
                [value for row in part for value in row],
            )

    def _run(self, sql: str, values: Sequence[Any]) -> int:
        """Run a statement in a transaction; returns how many rows it changed."""
        with self.writing():
            return self._connection.execute(sql, values).rowcount
