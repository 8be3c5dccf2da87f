"""A copy of the database, taken while others read and write it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from timeline.errors import DatabaseError, OutputError
from timeline.store.connection import APPLICATION, connect, explained


def backup(path: Path, target: Path) -> int:
    """Copy the database at ``path`` to ``target``, one whole state of it; returns the size of the copy in bytes.

    The copy is made beside its place, checked, and put there at once; an older copy is replaced,
    any other file is not. Raises MissingDatabase, DatabaseError, OutputError.
    """
    _may_be_replaced(target, path)
    fresh = target.with_name(f".{target.name}.new")
    with closing(connect(path, readonly=True)) as source:
        try:
            fresh.unlink(missing_ok=True)
            fresh.touch()
        except OSError as error:
            raise OutputError(f"{target} cannot be written: {error.strerror}", "name a folder that is yours") from error
        try:
            with explained(target), closing(sqlite3.connect(fresh)) as copy:
                source.backup(copy)  # in one step: a write-ahead log lets others write meanwhile
                copy.execute("PRAGMA journal_mode = DELETE")  # a copy is one file
                (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise DatabaseError(f"{path} is damaged: {verdict}", "go back to an older copy")
            fresh.replace(target)
        except OSError as error:
            raise OutputError(f"{target} cannot be written: {error.strerror}", "name a folder that is yours") from error
        finally:
            fresh.unlink(missing_ok=True)
    return target.stat().st_size


def _may_be_replaced(target: Path, database: Path) -> None:
    """Raise OutputError for anything but a free place or an older copy."""
    if os.path.exists(target) and os.path.exists(database) and os.path.samefile(target, database):
        raise OutputError(f"{target} is the database itself", "name another file")
    if os.path.isdir(target):
        raise OutputError(f"{target} is a folder", "name a file in it")
    if not os.path.exists(target) or os.path.getsize(target) == 0:
        return
    try:
        with closing(sqlite3.connect(f"{target.absolute().as_uri()}?mode=ro", uri=True)) as old:
            ours = old.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    except sqlite3.Error:
        ours = False
    if not ours:
        raise OutputError(f"{target} is there already, and is no copy of a database", "name another file")
