"""Digits that may be a clock time, wherever they stand."""

from __future__ import annotations

import re

CLOCK = re.compile(r"[.:](?<=\d.)\d")
"""Digits as every clock time has them that is no time expression."""
_CLOCKS = re.compile(r":(?<=\d:)\d"), re.compile(r"\.(?<=\d\.)\d")
"""The same with one mark each, which begins what is searched for fastest."""


def clock_in(text: str) -> re.Match[str] | None:
    """The first digits of a text that may be a clock time."""
    found = [clock for clock in (mark.search(text) for mark in _CLOCKS) if clock is not None]
    return min(found, key=re.Match.start) if found else None
