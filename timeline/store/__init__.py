"""The event table: a SQLite file that holds posts, what was read from them, and the events they add up to.

The only place that knows SQL. ``open_reader`` costs next to nothing and is for views; ``open_store``
is for the one writer. The tables are described in db/schema.sql and are there to be queried.
"""

from __future__ import annotations

TYPE_CHECKING = False  # not from typing, which costs a shell prompt as much as half of Python
if TYPE_CHECKING:
    from pathlib import Path

    from timeline.store.read import Reader, open_reader
    from timeline.store.records import (
        Contents,
        Counts,
        EventCounts,
        Found,
        FoundPost,
        LogEntry,
        SourceRead,
    )
    from timeline.store.store import Store

__all__ = [
    "Contents",
    "Counts",
    "EventCounts",
    "Found",
    "FoundPost",
    "LogEntry",
    "Reader",
    "SourceRead",
    "open_reader",
    "open_store",
]


def open_store(path: Path, *, wait: float = 10.0) -> Store:
    """Open the database for writing, making or migrating it where needed; a context manager.

    One process at a time may have it open for writing; another waits ``wait`` seconds, then gets
    DatabaseBusy. Raises NewerDatabase, DatabaseError.
    """
    from timeline.store import store

    return store.open_store(path, wait=wait)


def __getattr__(name: str) -> object:
    """What is exported, imported when it is first asked for: a view that only glances pays for nothing else."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{'read' if name in ('Reader', 'open_reader') else 'records'}"), name)
