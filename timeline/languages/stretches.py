"""A text cut at its blanks, once for every room that looks up its words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@lru_cache(maxsize=8)
def stretches(text: str) -> Sequence[str]:
    """What stands between two blanks or line breaks of a text, in order; empty where two of them meet.

    Kept for a while, since one room after the other reads a post, and a string that was looked up once is looked up
    again at no cost for its hash.
    """
    return text.replace("\n", " ").split(" ")


def stretch_at(text: str, place: int) -> tuple[int, int]:
    """Which of the stretches of a text holds a place, and where that one begins."""
    number = text.count(" ", 0, place) + text.count("\n", 0, place)
    return number, max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
