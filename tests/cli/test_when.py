"""Dates that a person types, as of Wednesday 10 January 2024, 15:00 in Minsk."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cli.terminal import timeline
from hypothesis import given
from hypothesis import strategies as st

from timeline.cli.when import parse_when, typed_when
from timeline.errors import UsageError

MINSK = ZoneInfo("Europe/Minsk")
NOW = datetime(2024, 1, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "future", "past"),
    [
        ("2024-02-25", "2024-02-25T00:00:00+03:00", None),
        ("2024-02-25 08:30", "2024-02-25T08:30:00+03:00", None),
        ("2024-02-25T08:30:00Z", "2024-02-25T08:30:00+00:00", None),
        ("25.02.2024", "2024-02-25T00:00:00+03:00", None),
        ("25 февраля", "2024-02-25T00:00:00+03:00", "2023-02-25T00:00:00+03:00"),
        ("25 лютага 2024", "2024-02-25T00:00:00+03:00", None),
        ("25 лютого", "2024-02-25T00:00:00+03:00", "2023-02-25T00:00:00+03:00"),
        ("25 February", "2024-02-25T00:00:00+03:00", "2023-02-25T00:00:00+03:00"),
        ("01.12", "2024-12-01T00:00:00+03:00", "2023-12-01T00:00:00+03:00"),
        ("10.01", "2024-01-10T00:00:00+03:00", "2024-01-10T00:00:00+03:00"),
        ("01.01", "2025-01-01T00:00:00+03:00", "2024-01-01T00:00:00+03:00"),
        ("next friday", "2024-01-12T00:00:00+03:00", None),
        ("пятница", "2024-01-12T00:00:00+03:00", "2024-01-05T00:00:00+03:00"),
        ("сегодня", "2024-01-10T00:00:00+03:00", None),
        ("завтра", "2024-01-11T00:00:00+03:00", None),
        ("вчера 10:00", "2024-01-09T10:00:00+03:00", None),
        ("tomorrow 5pm", "2024-01-11T17:00:00+03:00", None),
        ("через 2 часа", "2024-01-10T17:00:00+03:00", None),
        ("2 недели назад", "2023-12-27T00:00:00+03:00", None),
        ("now", "2024-01-10T15:00:00+03:00", None),
        ("2024-02", "2024-02-01T00:00:00+03:00", None),
        ("2024-3-5", "2024-03-05T00:00:00+03:00", None),
        ("следующая пятница", "2024-01-19T00:00:00+03:00", "error"),
        ("у пятніцу", "2024-01-12T00:00:00+03:00", "error"),
        ("праз 2 тыдні", "2024-01-24T00:00:00+03:00", "error"),
        ("паслязаўтра", "2024-01-12T00:00:00+03:00", "error"),
        ("наступної п'ятниці", "2024-01-19T00:00:00+03:00", "error"),
        ("прошлая пятница", "2024-01-05T00:00:00+03:00", None),
        ("мінулая пятніца", "2024-01-05T00:00:00+03:00", None),
    ],
)
def test_a_typed_date(text: str, future: str, past: str | None) -> None:
    assert parse_when(text, MINSK, now=NOW).isoformat() == future
    if past == "error":  # it lies ahead, and is no day on which something was posted
        with pytest.raises(UsageError):
            parse_when(text, MINSK, now=NOW, prefer="past")
    else:
        assert parse_when(text, MINSK, now=NOW, prefer="past").isoformat() == (past or future)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "31 февраля", "2024-02-31", "2024-13", "2024-13-01", "31.02", "5", "2024-02-25T25:00", "я" * 500],
)
def test_what_is_no_date_gets_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="is no date that can be read") as caught:
        parse_when(text, MINSK, now=NOW)
    assert "2024-02-25" in caught.value.remedy
    assert len(caught.value.message) < 120


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_clear_error(text: str) -> None:
    with suppress(UsageError):
        assert parse_when(text, MINSK, now=NOW).tzinfo is not None


def test_what_was_understood_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert typed_when("25 лютага 2024", MINSK, option="--at").day == 25
    assert capsys.readouterr() == ("", "--at: '25 лютага 2024' is read as 2024-02-25 (Sunday)\n")
    typed_when("2024-02-25", MINSK, option="--at")
    assert capsys.readouterr() == ("", "")
    with pytest.raises(UsageError, match="--at: 'never'"):
        typed_when("never", MINSK, option="--at")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-31T23:59", "0001-01-01T00:00"])
@pytest.mark.parametrize(
    "command",
    ["countdown --at", "agenda --at", "agenda", "agenda --from", "log --since", "law by-cec --election", "demo --at"],
)
def test_the_ends_of_the_calendar_cannot_be_typed(
    command: str, day: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In another zone, or with the day after them, they would be outside."""
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    assert timeline("db", "migrate").code == 0
    answer = timeline(*command.split(), day, *(["--tz", "Pacific/Kiritimati"] if "countdown" in command else []))
    assert (answer.code, "outside the years" in answer.err) in ((2, True), (0, False))


def test_the_last_week_of_the_calendar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    assert timeline("agenda", "9999-W52").code == 0
