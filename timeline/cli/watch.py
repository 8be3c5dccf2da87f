"""``--watch``: a view that stays, and is drawn anew when something changes.

Between two drawings it sleeps: until the minute or the day is over, the window gets another size, or the
event table is written to (its files are looked at once a second, which costs two system calls).
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from typing import TYPE_CHECKING

from timeline.cli import places
from timeline.cli.screens import screen_of
from timeline.cli.streams import let_go
from timeline.cli.viewing import Output, view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.cli.view_options import Asked

LOOK_EVERY = 1.0
"""Seconds between two looks at the files of the database."""

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
"""The terminal's other screen, without a cursor, lines cut at its edge."""
LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l"
HOME, CLEAR_LINE, CLEAR_REST = "\x1b[H", "\x1b[2K", "\x1b[J"
"""A line is cleared before it is written: after its last column is full, there is no place to clear from."""


def watch(asked: Asked) -> int:
    """Show a view until Ctrl-C; on a pipe, print it again whenever it says something else."""
    terminal = screen_of().terminal and os.environ.get("TERM") != "dumb"
    with Wake() as wake:
        return _on_screen(asked, wake) if terminal else _in_pipe(asked, wake)


def _on_screen(asked: Asked, wake: Wake) -> int:
    output = view(asked, screen_of(), quick=False)  # an error is said before the screen is taken
    sys.stdout.write(ENTER)
    try:
        while True:
            _draw(output.text)
            wake.wait(asked, output.lasts)
            output = view(asked, screen_of(), quick=False)
    except KeyboardInterrupt:
        return 0
    finally:
        sys.stdout.write(LEAVE)
        sys.stdout.flush()


def _draw(text: str) -> None:
    """Write over what is there, so that nothing flickers; what does not fit is cut at the bottom."""
    try:
        rows = os.get_terminal_size(sys.stdout.fileno()).lines
    except OSError:
        rows = 24
    lines = text.split("\n")
    if len(lines) > rows:
        lines = [*lines[: rows - 1], "…"]
    *above, last = lines
    sys.stdout.write(HOME + "".join(f"{CLEAR_LINE}{line}\n" for line in above) + CLEAR_REST + last)
    sys.stdout.flush()


def _in_pipe(asked: Asked, wake: Wake) -> int:
    last = None
    try:
        while True:
            output: Output = view(asked, screen_of(), quick=False)
            if output.text != last:
                last = output.text
                sys.stdout.write(last + "\n")
                sys.stdout.flush()
            wake.wait(asked, output.lasts)
            if _unread():
                return 0
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        let_go()
        return 0


class Wake:
    """Sleeps until something changes. A signal (a new size) writes into its pipe."""

    def __init__(self) -> None:
        self.read, self.write = os.pipe()
        os.set_blocking(self.read, False)
        os.set_blocking(self.write, False)

    def wait(self, asked: Asked, seconds: int) -> None:
        """Return after ``seconds``, on a signal, or when the database was written to."""
        until = time.monotonic() + max(seconds, 1)
        before = _files(asked)
        while (left := until - time.monotonic()) > 0:
            if select.select([self.read], [], [], min(left, LOOK_EVERY))[0]:
                os.read(self.read, 4096)
                return
            if _files(asked) != before or _unread():
                return

    def __enter__(self) -> Wake:
        self.before = signal.set_wakeup_fd(self.write)
        wanted = {"SIGWINCH": lambda *_: None, "SIGTERM": _end, "SIGHUP": _end}
        self.handlers = {
            number: signal.signal(number, handler)
            for name, handler in wanted.items()
            if (number := getattr(signal, name, None)) is not None
        }
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self.handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self.before)
        os.close(self.read)
        os.close(self.write)


def _end(number: int, _: object) -> None:
    """End as a signal asks, but give the screen back first."""
    sys.exit(128 + number)


def _unread() -> bool:
    """Whether whoever read standard output has gone: a status bar that was ended leaves nothing running."""
    try:
        poll = select.poll()
        poll.register(sys.stdout.fileno(), 0)
        return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))
    except (AttributeError, OSError, ValueError):  # no poll on this system, or no such output
        return False


def _files(asked: Asked) -> list[tuple[int, int]]:
    """Size and time of the database and its log: what is different after somebody wrote."""
    path = places.database(asked.text("database"))
    return list(_states(path))


def _states(path: str) -> Iterator[tuple[int, int]]:
    for name in (path, f"{path}-wal"):
        try:
            state = os.stat(name)
        except OSError:
            yield 0, 0
        else:
            yield state.st_size, state.st_mtime_ns
