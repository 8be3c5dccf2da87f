"""What may be asked of a feed: the filters of its address (``?kind=early-voting&alarm=1d``)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timeline.errors import UsageError
from timeline.feed.filters import parse_alarm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.feed import Filter

LISTS = {"kind": "kinds", "audience": "audiences", "election": "elections"}
SINGLE = ("certainty", "cancelled", "lang")
ASKED = (*LISTS, *SINGLE, "alarm", "foreign")
"""The names that an address may use; lists are repeated or parted by commas."""


def asked_filter(given: Filter, asked: Iterable[tuple[str, str]]) -> Filter:
    """``given`` with what the pairs of a query string change; ``UsageError`` with what is valid for anything else."""
    changes: dict[str, Any] = {}
    for name, value in asked:
        if name in LISTS:
            changes[LISTS[name]] = (*changes.get(LISTS[name], ()), *filter(None, value.split(",")))
        elif name in SINGLE:
            changes[name] = value
        elif name == "alarm":
            changes["alarm"] = parse_alarm(value)
        elif name == "foreign":
            changes["foreign"] = value not in ("", "0", "no", "false")
        else:
            raise UsageError(f"no such filter: {name}", f"one of {', '.join(ASKED)}")
    return replace(given, **changes) if changes else given
