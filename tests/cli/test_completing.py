"""What the shell completes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.filled import fill
from countdown.campaign import everything

from timeline.cli import completing


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    fill(tmp_path / "t.db", everything(), "mine")
    return tmp_path


def test_titles_and_kinds(filled: Path) -> None:
    assert completing.events("Дос") == ["Досрочное голосование"]
    assert completing.events("дос") == ["досрочное голосование"]
    assert completing.events("голос") == ["голосование", "голосования"]
    assert completing.events("vot") == ["voting day"]
    assert "Выдвижение кандидатов" in completing.events("")


def test_calendars(filled: Path) -> None:
    assert completing.calendars("") == ["by-cec", "mine", "ru-cec"]
    assert completing.calendars("m") == ["mine"]


def test_without_a_database_there_is_less_to_complete(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "none.db"))
    assert completing.events("vot") == ["voting day"]
    (tmp_path / "config.toml").write_text("nonsense = 1")
    monkeypatch.delenv("TIMELINE_DATABASE")
    assert completing.events("vot") == ["voting day"]


SHELLS = {
    "bash": lambda typed: {
        "_TIMELINE_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split(" ")) - 1),
    },
    "zsh": lambda typed: {"_TIMELINE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": typed},
    "fish": lambda typed: {
        "_TIMELINE_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_ARGS": typed,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    },
}
TYPED = ["countdown дос", "countdown ", "countdown Досрочное голо", "show голос", "show nothing"]


def by(start: str, asked: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.argv = ['timeline']; {start}"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **asked, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_the_fast_way_completes_what_typer_does(filled: Path, shell: str) -> None:
    for typed in TYPED:
        asked = SHELLS[shell](f"timeline {typed}")
        answer = completing.quickly(asked)
        assert answer is not None
        assert by("from timeline.cli.app import run; run()", asked).rstrip("\n") == answer, typed
        assert by("from timeline.cli import main; main()", asked).rstrip("\n") == answer, typed


@pytest.mark.parametrize("shell", SHELLS)
def test_the_rest_is_left_to_typer(filled: Path, shell: str) -> None:
    for typed in ("", "sh", "countdown --la", "agenda --lang ", "countdown 'дос", "calendars "):
        assert completing.quickly(SHELLS[shell](f"timeline {typed}")) is None
    assert "show" in by("from timeline.cli import main; main()", SHELLS[shell]("timeline sh"))
    assert completing.quickly({"_TIMELINE_COMPLETE": "source_bash"}) is None


def test_hostile_titles_are_quoted_for_the_shell(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completing, "events", lambda _: ["a\"b$(c)`d`:'e"])
    asked = SHELLS["zsh"]("timeline countdown a")
    assert completing.quickly(asked) == "_arguments '*: :((\"a\"\"b\\$(c)\\`d\\`\\\\:''e\"))'"
