"""``--watch`` on a terminal: redraws in place, follows the window, leaves the screen as it was."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cli.filled import fill
from countdown.campaign import campaign, event

from timeline.events import When

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGWINCH"), reason="no window sizes here")

PATIENCE = 20.0


class Window:
    """A terminal of some size with ``timeline`` in it."""

    def __init__(self, database: Path, *arguments: str, columns: int = 80) -> None:
        self.main, self.side = pty.openpty()
        self.resize(columns)
        environment = {**os.environ, "TIMELINE_DATABASE": str(database), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from timeline.cli import main; main()", *arguments],
            stdin=self.side,
            stdout=self.side,
            stderr=self.side,
            env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        self.seen = ""

    def resize(self, columns: int) -> None:
        fcntl.ioctl(self.main, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def until(self, wanted: str) -> str:
        """What is written until ``wanted`` appears; it is forgotten then."""
        end = time.monotonic() + PATIENCE
        while wanted not in self.seen:
            assert time.monotonic() < end, f"{wanted!r} did not come: {self.seen!r}"
            if select.select([self.main], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.main, 65536).decode("utf-8", "replace")
                except OSError:  # the program has gone
                    assert wanted in self.seen, self.seen
        before, _, self.seen = self.seen.partition(wanted)
        return before

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.main)
        os.close(self.side)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    fill(tmp_path / "t.db", campaign())
    return tmp_path / "t.db"


@pytest.fixture
def window(database: Path) -> Iterator[Window]:
    one = Window(database, "countdown", "--at", "2023-11-28", "--watch")
    yield one
    one.close()


def test_it_draws_follows_and_leaves(window: Window, database: Path) -> None:
    window.until("\x1b[?1049h")
    first = window.until("2023.")  # the end of the last line
    assert "84 дня" in first
    assert "Досрочное голосование      20–24 фев 2024, 12:00–19:00" in first

    window.resize(40)  # the kernel sends SIGWINCH
    narrow = window.until("2023.")
    assert "\x1b[H" in narrow
    assert re.search(r"Досрочное голосование\r?\n[^\n]*84 дня", narrow)

    fill(database, [*campaign(), event("new", "Новое событие", "meeting", When.days(date(2023, 12, 1)))])
    assert "Новое событие" in window.until("2023.")

    os.write(window.main, b"\x03")
    window.until("\x1b[?25h\x1b[?1049l")
    assert window.process.wait(PATIENCE) == 0


def test_it_sleeps_between_two_drawings(window: Window) -> None:
    window.until("2023.")
    spent = Path(f"/proc/{window.process.pid}/stat")
    if not spent.exists():
        pytest.skip("no /proc here")

    def ticks() -> int:
        fields = spent.read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    used = ticks()
    time.sleep(3)
    assert ticks() - used <= 5, "it is busy while nothing changes"  # a tick is a hundredth of a second
    assert not select.select([window.main], [], [], 0)[0], "it draws while nothing changes"


def test_an_error_is_said_before_the_screen_is_taken(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"not a database" * 100)
    window = Window(broken, "countdown", "--watch")
    try:
        shown = window.until("Try: ")
        assert "timeline: " in shown
        assert "\x1b[?1049h" not in shown
        assert window.process.wait(PATIENCE) == 1
    finally:
        window.close()


def test_in_a_pipe_it_prints_again_what_changed(database: Path) -> None:
    typed = ["countdown", "voting", "--watch", "-f", "{left_short} {title}", "--at", "2023-11-28"]
    process = subprocess.Popen(
        [sys.executable, "-c", "from timeline.cli import main; main()", *typed],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TIMELINE_DATABASE": str(database), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "89д Единый день голосования\n"
        fill(database, [event("v", "День голосования", "election-day", When.days(date(2023, 12, 3)))])
        assert process.stdout.readline() == "5д День голосования\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def test_it_ends_when_nobody_reads_its_pipe_any_more(database: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", "from timeline.cli import main; main()", "countdown", "--watch", "--waybar"],
        stdout=subprocess.PIPE,
        env={**os.environ, "TIMELINE_DATABASE": str(database), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
