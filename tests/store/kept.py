"""What the tables keep that no view shows: they are there to be queried."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path


def versions(database: Path, post: str) -> list[tuple[str, datetime]]:
    """The texts that a post had before its present one, oldest first, and when the next one was read."""
    sql = """SELECT v.text, v.replaced FROM post_versions v JOIN posts p ON p.key = v.post_key
             WHERE p.post = ? ORDER BY v.version"""
    with closing(sqlite3.connect(database)) as connection:
        return [(text, datetime.fromisoformat(at)) for text, at in connection.execute(sql, [post])]
