"""Paths that the system refuses to look at: too long for it, or behind a folder that nobody may enter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli.filled import fill
from cli.terminal import timeline
from countdown.campaign import everything

TOO_LONG = "a" * 300
"""Letters of a name; file systems take 255."""

ASKED = [
    ("ingest", "{}"),
    ("ingest", "{}", "--dry-run"),
    ("extract", "{}"),
    ("--database", "{}", "countdown"),
    ("--database", "{}", "status"),
    ("--database", "{}", "review", "--undo", "x"),
    ("--config", "{}", "countdown"),
    ("search", "word", "--config", "{}"),
    ("calendars", "check", "{}.toml"),
    ("feed", "-o", "{}"),
    ("feed", "--check", "{}"),
    ("publish", "{}"),
    ("demo", "{}"),
    ("db", "backup", "{}"),
]


@pytest.fixture(autouse=True)
def filled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    fill(tmp_path / "t.db", everything())


@pytest.mark.parametrize("command", ASKED, ids=" ".join)
def test_a_name_too_long(command: tuple[str, ...], tmp_path: Path) -> None:
    answer = timeline(*(word.format(tmp_path / TOO_LONG) for word in command))
    assert answer.code in (1, 2)
    assert "Try: " in answer.out + answer.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look everywhere")
def test_behind_a_closed_door(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        answers = [timeline(*(word.format(closed / "x") for word in command)) for command in ASKED]
    finally:
        closed.chmod(0o700)
    assert {answer.code for answer in answers} <= {1, 2}
    assert all("Try: " in answer.out + answer.err for answer in answers)
