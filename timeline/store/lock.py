"""One writer at a time: a lock beside the database, which the system releases however its holder ends.

The lock is SQLite's own, on an empty file of its own (``<database>-lock``), so that it works wherever
the database does and is never taken by a reader. Who holds it stands in the database.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from timeline.errors import DatabaseBusy
from timeline.store.connection import connect, explained

WAIT = 10.0
"""Seconds that a second writer waits for the first."""


def take(path: Path, wait: float = WAIT) -> sqlite3.Connection:
    """Become the writer of the database at ``path``, until the returned connection is closed.

    Raises DatabaseBusy, naming the holder, where another process still holds it after ``wait`` seconds.
    """
    with explained(path):
        lock = sqlite3.connect(f"{path}-lock", timeout=wait, isolation_level=None)
        try:
            lock.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            lock.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise DatabaseBusy(
                f"{_holder(path)} is writing to {path}", "wait until it has finished, then run this again"
            ) from None
    return lock


def sign(connection: sqlite3.Connection) -> None:
    """Say in the database who its writer is, for whoever has to wait."""
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
    since = datetime.now(UTC).isoformat(timespec="seconds")
    who = json.dumps({"command": command, "process": os.getpid(), "since": since})
    connection.execute("INSERT OR REPLACE INTO state (name, value) VALUES ('writer', ?)", [who])


def _holder(path: Path) -> str:
    try:
        connection = connect(path, readonly=True)
        try:
            row = connection.execute("SELECT value FROM state WHERE name = 'writer'").fetchone()
        finally:
            connection.close()
        who = json.loads(row[0])
        since = datetime.fromisoformat(who["since"]).astimezone()
        return f"{who['command']} (process {who['process']}, since {since:%H:%M:%S})"
    except Exception:  # this only makes a message better
        return "another process"
