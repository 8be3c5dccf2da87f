"""Standard input, output and error as a command needs them, whatever they are connected to."""

from __future__ import annotations

import errno
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timeline.errors import TimelineError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What writing to a file fails with where the program is not at fault."""


def make_ready() -> None:
    """Let printing fail neither for a letter that a terminal does not know, nor because a stream was closed."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # the file takes the number of what was closed, so that no other one gets it
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    if change := getattr(sys.stdout, "reconfigure", None):
        change(errors="replace")


def finish() -> None:
    """Write what is still held back. A reader that has had enough (``timeline log | head -1``) is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        let_go()


def let_go() -> None:
    """Write nothing more to standard output, where nobody takes it, nor at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_json(value: Any) -> None:
    """One JSON value for programs; nothing that came out of a post can command the terminal it is shown on."""
    from timeline.countdown.formats import dumps

    print(dumps(value, indent=2))


def warn(line: str) -> None:
    """A line for the person, beside what is printed."""
    _say(f"timeline: {line}")


def complain(error: TimelineError) -> None:
    """What went wrong and what to do about it."""
    warn(error.message)
    _say(f"Try: {error.remedy}")


def _say(line: str) -> None:
    from timeline.countdown.width import clean

    print(clean(line), file=sys.stderr, flush=True)
