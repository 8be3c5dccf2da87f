"""Opening the SQLite file: pragmas, whose file it is, and what to say when it cannot be used.

Imports only the standard library, since every view starts here.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager

from timeline.errors import DatabaseBusy, DatabaseError, MissingDatabase, NewerDatabase

TYPE_CHECKING = False  # not from typing: a shell prompt waits for this module
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = 2
"""How many migrations this program knows; ``PRAGMA user_version`` says how many a database has seen."""

APPLICATION = 0x544D4C4E
"""``PRAGMA application_id`` of a database of this program ("TMLN")."""

BUSY_MS = 10_000
"""How long a single statement waits for another process's transaction."""


def connect(path: Path, *, readonly: bool, wait: float = BUSY_MS / 1000) -> sqlite3.Connection:
    """Open ``path`` without creating a schema; the caller closes the connection.

    A statement waits ``wait`` seconds for another process's transaction.

    A reader never changes the file and sees one whole state per transaction (WAL). A writer gets
    foreign keys and a write-ahead log.

    Raises MissingDatabase (readers only), DatabaseError.
    """
    if os.path.isdir(path):
        raise DatabaseError(f"{path} is a folder", "name the database, a file in it")
    if readonly and not os.path.isfile(path):
        raise MissingDatabase(f"there is no database at {path}", "read something into it first: timeline ingest FILE")
    with explained(path):
        if readonly:
            connection = _open_readonly(path, wait)
        else:
            _make_writable(path)
            connection = sqlite3.connect(path, timeout=wait)
        try:
            _check_owner(connection, path)
            if not readonly:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def schema_version(connection: sqlite3.Connection) -> int:
    """How many migrations the database has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_version(version: int, path: Path) -> None:
    """Raise NewerDatabase for a schema that this program does not know."""
    if version > SCHEMA:
        raise NewerDatabase(
            f"{path} was made by a newer version of Timeline (schema {version}, this one knows {SCHEMA})",
            "upgrade Timeline, or name another database with --database",
        )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours: one line and a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error


def explain(error: sqlite3.Error, path: Path, code: int | None = None) -> DatabaseError:
    """The error of ours that says what ``error``, or SQLite's ``code``, means to a person."""
    code = code if code is not None else getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseBusy(f"another program is writing to {path}", "wait until it has finished, then run this again")
    if primary == sqlite3.SQLITE_READONLY:
        return DatabaseError(
            f"{path} cannot be written to",
            "check its permissions and those of its folder, or name another with --database",
        )
    if primary == sqlite3.SQLITE_CANTOPEN:
        return DatabaseError(
            f"{path} cannot be opened", "check that its folder exists and is yours, or name another with --database"
        )
    if primary == sqlite3.SQLITE_FULL:
        return DatabaseError(
            f"the disk is full; nothing of this step was written to {path}", "free some space, then run this again"
        )
    if primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return DatabaseError(
            f"{path} is damaged or is no database",
            "restore a copy made with timeline db backup, or move the file away and ingest again",
        )
    if primary == sqlite3.SQLITE_IOERR:
        return DatabaseError(
            f"{path} cannot be read or written: {error}", "check the disk and its free space, then run this again"
        )
    return DatabaseError(
        f"{path}: {error}", "run timeline db migrate; if that does not help, move the file away and ingest again"
    )


def _make_writable(path: Path) -> None:
    """Make the folder where there is none, and make sure that the file and what lies beside it can be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"{path.parent} cannot be created: {error.strerror}", "name another place with --database"
        ) from error
    if not os.access(path.parent, os.W_OK) or (os.path.exists(path) and not os.access(path, os.W_OK)):
        raise explain(sqlite3.OperationalError(), path, sqlite3.SQLITE_READONLY)


def _open_readonly(path: Path, wait: float) -> sqlite3.Connection:
    """Open for reading, also on a medium where the write-ahead log's index cannot be created."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=wait)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if os.access(path.parent, os.W_OK):
            raise
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    return connection


def _check_owner(connection: sqlite3.Connection, path: Path) -> None:
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner == APPLICATION:
        check_version(schema_version(connection), path)
    elif owner != 0 or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise DatabaseError(f"{path} is a database of another program", "name another file with --database")
