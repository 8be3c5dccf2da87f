"""What a view is printed on."""

from __future__ import annotations

import os
import sys


class Screen:
    """What is printed on: columns (0 without limit), whether it is a terminal, whether it shows more than ASCII."""

    __slots__ = ("blocks", "terminal", "width")

    def __init__(self, width: int, terminal: bool, blocks: bool) -> None:
        self.width = width
        self.terminal = terminal
        self.blocks = blocks


def screen_of() -> Screen:
    """The screen that standard output is: COLUMNS, else the terminal's width, else (in a pipe) without limit."""
    try:
        terminal = sys.stdout.isatty()
        wide = os.get_terminal_size(sys.stdout.fileno()).columns if terminal else 0
    except (OSError, ValueError, AttributeError):
        terminal, wide = False, 0
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named) >= 10:
        wide = int(named)
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    blocks = encoding.startswith("utf") and os.environ.get("TERM") != "dumb"
    return Screen(wide or (80 if terminal else 0), terminal, blocks)
