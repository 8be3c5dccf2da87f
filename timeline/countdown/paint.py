"""Colour: it says again what the words say, and is never needed."""

from __future__ import annotations

import os

STYLES = {
    "head": "1",  # bold
    "now": "32",  # green
    "soon": "33",  # yellow: within a week
    "left": "1",
    "uncertain": "36",  # cyan
    "past": "2",  # faint
    "faint": "2",
    "cancelled": "9;31",  # red, struck through
    "mark": "1;4",  # the words in a quote that are the date
    "today": "1;32",
}


class Paint:
    """Puts text in colour, or leaves it as it is."""

    __slots__ = ("on",)

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.on and text and style else text


def wants_color(choice: str, *, terminal: bool) -> bool:
    """Whether to use colour: ``always``, ``never``, or ``auto``: on a terminal that can.

    NO_COLOR (no-color.org) and FORCE_COLOR (force-color.org) count when they are not empty; what was
    asked for on the command line goes before both.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") not in ("dumb", None, "")
