"""One writer at a time: a lock beside the database, which the system releases however its holder ends.

The lock is SQLite's own, on an empty file of its own (``<database>-lock``), so that it works wherever
the database does and is never taken by a reader. Who holds it stands in the database.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from timeline.errors import DatabaseBusy
from timeline.store.connection import connect, explained

WAIT = 10.0
"""Seconds that a second writer waits for the first."""

DOES = {"writer": "is writing to", "updater": "is already updating"}
"""The roles that one process at a time can have, and what it does."""


def take(path: Path, wait: float = WAIT, role: str = "writer") -> sqlite3.Connection:
    """Take a role in the database at ``path``, until the returned connection is closed.

    Raises DatabaseBusy, naming the holder, where another process still has it after ``wait`` seconds.
    """
    with explained(path):
        lock = sqlite3.connect(f"{path}-lock" if role == "writer" else f"{path}-{role}-lock", timeout=wait)
        lock.isolation_level = None
        try:
            lock.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            lock.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise DatabaseBusy(
                f"{_holder(path, role)} {DOES[role]} {path}", "wait until it has finished, then run this again"
            ) from None
    return lock


@contextmanager
def updating(path: Path) -> Iterator[None]:
    """Be the one that updates the database, which must exist: two at once would ask the servers for everything twice.

    Raises DatabaseBusy.
    """
    held = take(path, 0, "updater")
    try:
        with explained(path), closing(connect(path, readonly=False)) as connection:
            connection.isolation_level = None
            sign(connection, "updater")
        yield
    finally:
        held.close()


def sign(connection: sqlite3.Connection, role: str = "writer") -> None:
    """Say in the database who has a role, for whoever has to wait."""
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
    since = datetime.now(UTC).isoformat(timespec="seconds")
    who = json.dumps({"command": command, "process": os.getpid(), "since": since})
    connection.execute("INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", [role, who])


def _holder(path: Path, role: str) -> str:
    try:
        with closing(connect(path, readonly=True)) as connection:
            row = connection.execute("SELECT value FROM state WHERE name = ?", [role]).fetchone()
        who = json.loads(row[0])
        since = datetime.fromisoformat(who["since"]).astimezone()
        return f"{who['command']} (process {who['process']}, since {since:%H:%M:%S})"
    except Exception:  # this only makes a message better
        return "another process"
