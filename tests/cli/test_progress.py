"""Progress bars: in one line of the terminal, and a word when Ctrl-C ends what they show."""

from __future__ import annotations

import io
import sys
from collections import Counter

import pytest

from timeline.archive.extract import Told
from timeline.cli.progress import MANY_POSTS, Bars, Partitions


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_bar_stays_in_its_line(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("timeline.cli.progress.SETTLED", 0)
    with Bars(None) as bars:
        for done in range(0, MANY_POSTS * 10, 50):
            bars.step("dates", done, MANY_POSTS * 10)
    drawn = [line.replace("\x1b[?25l", "").replace("\x1b[?25h", "") for line in screen.getvalue().split("\r")]
    assert any("posts/s" in line for line in drawn)
    assert max(len(line.split("\x1b[K")[0].rstrip()) for line in drawn) < columns


def test_a_bar_of_partitions_gives_the_rate_of_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("timeline.cli.progress.monotonic", iter([0.0, 2.0]).__next__)
    with Partitions("Reading", "posts") as tell:
        assert tell is not None
        tell(Told(1, 1, 3, Counter(posts=500)))
        assert "posts/s" not in screen.getvalue()  # most of these were known
        tell(Told(2, 1, 3, Counter(posts=700)))
    assert "100%" in screen.getvalue()
    assert "100 posts/s" in screen.getvalue()


def test_ctrl_c_says_what_stays(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        with Bars(None) as bars:
            bars.step("dates", 1, MANY_POSTS)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert capsys.readouterr().err == "Stopped. What was stored stays; the same command goes on from there.\n"


def test_nothing_is_drawn_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with Bars(10**9) as bars:
        bars.read(10**8)
        bars.step("dates", 10, 10**6)
    assert capsys.readouterr() == ("", "")
