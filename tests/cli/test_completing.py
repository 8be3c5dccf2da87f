"""What the shell completes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.test_views import fill
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


@pytest.mark.parametrize(
    "asked",
    [
        {"_TIMELINE_COMPLETE": "complete_bash", "COMP_WORDS": "timeline countdown дос", "COMP_CWORD": "2"},
        {"_TIMELINE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "timeline countdown дос"},
        {
            "_TIMELINE_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_ARGS": "timeline show дос",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    ],
    ids=["bash", "zsh", "fish"],
)
def test_in_a_shell(filled: Path, asked: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'timeline'; from timeline.cli import main; main()"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **asked, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
    )
    assert "досрочное голосование" in done.stdout
    assert done.stderr == ""
