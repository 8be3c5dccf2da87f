"""Words that are no text: bytes typed in another encoding than the terminal's, which Python hands on as surrogates."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.filled import fill, quickly
from cli.terminal import timeline
from countdown.campaign import everything

BYTES = b"x\xd0".decode(errors="surrogateescape")

ASKED = [
    ("countdown", BYTES),
    ("countdown", "-c", BYTES),
    ("countdown", "--tz", BYTES),
    ("countdown", "--at", BYTES),
    ("agenda", BYTES),
    ("show", BYTES),
    ("search", BYTES),
    ("status", "-c", BYTES),
    ("log", BYTES),
    ("review", "--undo", BYTES),
    ("edit", "m1", "--kind", BYTES),
    ("feed", "--feed", BYTES),
    ("feed", "--kind", BYTES),
    ("calendars", "show", BYTES),
    ("law", BYTES),
    ("ingest", BYTES),
    ("serve", "--host", BYTES),
    ("serve", "--host", "ы" * 80),
    ("serve", "--host", ""),
]


@pytest.fixture(autouse=True)
def filled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    fill(tmp_path / "t.db", everything())


@pytest.mark.parametrize("typed", ASKED, ids=lambda typed: ascii(" ".join(typed)))
def test_they_are_said_and_not_stumbled_over(typed: tuple[str, ...]) -> None:
    answer = timeline(*typed)
    if typed[0] == "search":  # nothing found is no error
        assert (answer.code, answer.out) == (0, "")
        return
    assert answer.code in (1, 2)
    assert answer.err.count("timeline: ") == answer.err.count("Try: ") == 1
    assert quickly(*typed) is None


@pytest.mark.parametrize("option", ["--title", "--place", "--reason"])
def test_a_correction_holds_what_can_be_read_of_them(option: str) -> None:
    timeline("ingest", "-", stdin='{"id": 1, "date": "2024-01-10", "text": "Выборы пройдут 25 февраля 2024 года."}')
    answer = timeline("edit", "выборы", "--calendar", "default", "--clock", "9:00", option, BYTES)
    assert answer.code == 0, answer.err
    assert "x\N{REPLACEMENT CHARACTER}" in timeline("review", "--made").out
