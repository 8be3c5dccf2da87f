"""Records that could not be read: counted and named, so that the rest can be kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOWN = 3


class BadRecord(ValueError):
    """A record that makes no post; the message says why."""


class Rejects:
    """What was left out of one source and why."""

    def __init__(self) -> None:
        self.count = 0
        self._why: Counter[str] = Counter()
        self._first: dict[str, list[str]] = {}

    def add(self, where: str, why: str) -> None:
        """``where`` names the record ("line 12"), ``why`` the reason, the same words for the same reason."""
        self.count += 1
        self._why[why] += 1
        first = self._first.setdefault(why, [])
        if len(first) < _SHOWN:
            first.append(where)

    def report(self, name: str, warn: Callable[[str], None]) -> None:
        """One warning for each reason."""
        for why, count in self._why.most_common():
            named = ", ".join(self._first[why]) + (", …" if count > _SHOWN else "")
            records = "1 record was" if count == 1 else f"{count} records were"
            warn(f"{name}: {records} left out: {why} ({named})")
