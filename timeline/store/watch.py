"""Noticing that the database has changed, without reading it."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Mark = tuple[int, int, int] | None


class Watch:
    """Tells states of a database file apart; for one thread.

    ``mark()`` is equal for as long as no other connection has committed and the file is the same one.
    It takes a few microseconds. ``None`` means that nothing can be said: the file is missing, locked
    or none of ours.
    """

    def __init__(self, path: Path) -> None:
        self._path = os.fspath(path)
        self._uri = f"{path.absolute().as_uri()}?mode=ro"
        self._connection: sqlite3.Connection | None = None
        self._file = (0, 0)

    def mark(self) -> Mark:
        """Something that differs whenever the database does."""
        try:
            found = os.stat(self._path)
            file = found.st_dev, found.st_ino
            if self._connection is None or file != self._file:
                self.close()
                self._connection = sqlite3.connect(self._uri, uri=True, timeout=0)
                self._file = file
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except (OSError, sqlite3.Error):
            self.close()
            return None
        return (*file, version)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
