"""The options of the views: how they are read, where a value comes from, what is said of a wrong one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from cli.filled import fill, quickly
from cli.terminal import timeline
from countdown.campaign import event, everything

from timeline.cli.view_options import MANY, SHARED, VIEWS, length, parse, spelled_out
from timeline.countdown.paint import wants_color
from timeline.events import When


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path / "t.db"


@pytest.fixture
def filled(database: Path) -> Path:
    fill(database, everything())
    return database


class TestOptions:
    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            (["-n", "none"], "--number: 'none' is not a whole number from 1 on"),
            (["-n", "0"], "--number: '0' is not a whole number from 1 on"),
            (["--width", "3"], "--width: '3' is not a whole number from 10 on"),
            (["--within", "soon"], "--within: 'soon' is no length of time"),
            (["--tz", "Nowhere/Here"], "there is no time zone 'Nowhere/Here'"),
            (["--lang", "fr"], "--lang: 'fr' is not one of its values"),
            (["-f", "{nothing}"], "--format: there is no field {nothing}"),
            (["-f", "{title"], "--format: the brace at '{title' has no other"),
            (["--json", "-q"], "--json and --quiet do not go together"),
            (["-f", "{titel}", "-n", "1"], "--format: there is no field {titel}"),
            (["-c", "nowhere"], "there is no calendar 'nowhere'"),
            (["--at", "whenever"], "'whenever' is no date"),
        ],
    )
    def test_what_is_wrong_is_said_with_a_remedy(self, filled: Path, typed: list[str], message: str) -> None:
        answer = timeline("countdown", *typed)
        assert answer.code in (1, 2)
        assert message in answer.err
        assert "Try: " in answer.err
        assert answer.out == ""

    def test_what_was_understood_is_echoed(self, filled: Path) -> None:
        answer = timeline("countdown", "--at", "10 января 2024")
        assert "2024-01-10" in answer.err
        assert "ср 10 янв 2024" in answer.out

    def test_spelled_out(self) -> None:
        assert spelled_out([]) == ["countdown"]
        assert spelled_out(["--at", "2024-01-01"]) == ["countdown", "--at", "2024-01-01"]
        assert spelled_out(["--database", "x", "--json"]) == ["--database", "x", "countdown", "--json"]
        assert spelled_out(["--database=x"]) == ["--database=x", "countdown"]
        assert spelled_out(["--help"]) == ["--help"]
        assert spelled_out(["--version"]) == ["--version"]
        assert spelled_out(["show", "--past"]) == ["show", "--past"]
        assert spelled_out(["countdown", "--past", "voting"]) == ["countdown", "--past=all", "voting"]
        assert spelled_out(["countdown", "--past", "7d", "x"]) == ["countdown", "--past", "7d", "x"]
        assert spelled_out(["agenda", "--past"]) == ["agenda", "--past=all"]

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("--tz Europe/Minsk ingest posts.txt", "ingest --tz Europe/Minsk posts.txt"),
            ("--database x --tz=Europe/Minsk ingest -", "--database x ingest --tz=Europe/Minsk -"),
            ("-c by-cec db path", "db path -c by-cec"),
            ("--json status --tz UTC", "status --json --tz UTC"),
            ("-n3 agenda 2024-02", "agenda -n3 2024-02"),
            ("--at 2024-01-01 countdown voting", "countdown --at 2024-01-01 voting"),
            ("--past agenda", "agenda --past=all"),
            ("--past 7d agenda", "agenda --past 7d"),
            ("--tz UTC law -- x", "law --tz UTC -- x"),
        ],
    )
    def test_options_before_a_command_are_its_own(self, typed: str, meant: str) -> None:
        assert spelled_out(typed.split()) == meant.split()

    @pytest.mark.parametrize("typed", ["--json voting", "--at status", "--past voting", "--nothing status", "-n 1"])
    def test_options_before_no_command_are_of_the_countdown(self, typed: str) -> None:
        words = " ".join(spelled_out(typed.split())).replace("--past=all", "--past")
        assert words == f"countdown {typed}"

    def test_an_option_that_the_command_has_not_is_named(self, filled: Path) -> None:
        answer = timeline("--at", "2024-01-10", "status")
        assert answer.code == 2
        assert "timeline status" in answer.err
        assert "--at" in answer.err

    @pytest.mark.parametrize(
        ("text", "is_"),
        [
            ("7d", (0, 7)),
            ("30", (0, 30)),
            ("2w", (0, 14)),
            ("3m", (3, 0)),
            ("1y", (12, 0)),
            ("2н", (0, 14)),
            ("all", (0, 10**7)),
            ("d", None),
            ("", None),
            ("-1d", None),
            ("1.5d", None),
            ("²d", None),
            ("99999d", None),
        ],
    )
    def test_lengths_of_time(self, text: str, is_: tuple[int, int] | None) -> None:
        assert length(text) == is_

    def test_months_ahead_are_calendar_months(self, database: Path) -> None:
        fill(database, [event("e", "Событие", "meeting", When.days(date(2024, 2, 29)))])
        assert timeline("countdown", "--at", "2024-01-31", "--within", "1m", "-q").code == 0
        assert timeline("countdown", "--at", "2024-01-28", "--within", "1m", "-q").code == 1

    def test_no_two_options_of_a_view_share_a_name(self) -> None:
        for accepted, options in VIEWS.values():
            names = [name for option in options for name in option.names]
            assert len(names) == len(set(names))
            assert accepted
            assert set(SHARED) <= set(options)
        assert set(MANY) <= set(VIEWS["countdown"][1]) & set(VIEWS["agenda"][1])

    def test_values_are_read_as_typer_reads_them(self) -> None:
        asked = parse(["countdown", "a", "-n3", "--at=2024-01-01", "-f", "-x", "b"])
        assert asked is not None
        assert asked.words == ["a", "b"]
        assert asked.options == {"number": "3", "at": "2024-01-01", "format": "-x"}

    def test_settings_of_the_configuration(self, filled: Path, tmp_path: Path) -> None:
        (tmp_path / "config.toml").write_text('lang = "be"\ntz = "Asia/Tokyo"\ncolor = "always"\n', encoding="utf-8")
        for answer in (timeline("countdown", "--at", "2024-01-10"), quickly("countdown", "--at", "2024-01-10")):
            assert answer is not None
            assert "46 дзён" in answer.out
            assert "Tokyo" in answer.out
            assert "\x1b[" in answer.out


@pytest.mark.parametrize(
    ("choice", "terminal", "environment", "color"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(
    monkeypatch: pytest.MonkeyPatch, choice: str, terminal: bool, environment: dict[str, str], color: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(choice, terminal=terminal) is color
