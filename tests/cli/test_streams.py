"""What a command prints on: a pipe that is closed early, a full disk, a terminal without Cyrillic, nothing at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cli.filled import fill
from countdown.campaign import everything

PRINTING = ["countdown --all", "show voting", "log", "feed by-cec", "db schema", "calendars show by-cec"]
"""Commands that print more than a line, each by another way."""


@pytest.fixture(autouse=True)
def filled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    fill(tmp_path / "t.db", everything())


def run(command: str, **how: object) -> subprocess.CompletedProcess[bytes]:
    """``timeline`` in a process of its own."""
    words = [sys.executable, "-c", "from timeline.cli import main; main()", *command.split()]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **how.pop("env", {})}  # type: ignore[dict-item]
    how = {"stderr": subprocess.PIPE, **how}
    return subprocess.run(words, check=False, env=environment, **how)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("command", PRINTING)
def test_a_reader_that_has_had_enough_gets_no_message(command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run(command, stdout=writing)
    os.close(writing)
    assert done.stderr in (b"", b"9 events\n")
    if command.startswith(("countdown", "show")):  # the views, that stand in prompts
        assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device on this system")
@pytest.mark.parametrize("command", PRINTING)
def test_a_full_disk_is_said_in_two_lines(command: str) -> None:
    with open("/dev/full", "wb") as full:
        done = run(command, stdout=full)
    assert done.returncode == 1
    *_, message, remedy = done.stderr.decode().splitlines()
    assert message == "timeline: standard output cannot be written: No space left on device"
    assert remedy.startswith("Try: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", PRINTING)
def test_a_terminal_without_cyrillic_shows_what_it_can(command: str) -> None:
    done = run(command, stdout=subprocess.PIPE, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_letters_that_a_terminal_does_not_know_are_question_marks() -> None:
    done = run("countdown --at 2024-01-10", stdout=subprocess.PIPE, env={"PYTHONIOENCODING": "ascii"})
    assert b"46 ????" in done.stdout


@pytest.mark.parametrize("command", [*PRINTING, "search voting"])
def test_a_closed_output_is_no_error(command: str) -> None:
    done = run(command, preexec_fn=lambda: os.close(1))
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_an_error_is_no_output_where_the_errors_are_closed() -> None:
    done = run("show nothing-like-it", stdout=subprocess.PIPE, stderr=None, preexec_fn=lambda: os.close(2))
    assert (done.returncode, done.stdout) == (2, b"")


def test_a_closed_input_is_an_empty_one() -> None:
    done = run("ingest -", stdout=subprocess.PIPE, preexec_fn=lambda: os.close(0))
    assert done.returncode == 1
    assert done.stderr.startswith(b"timeline: standard input is empty\n")


@pytest.mark.parametrize("command", ["search доска", "log", "status", "review --all", "countdown --all", "show доска"])
def test_json_for_programs_cannot_command_a_terminal(command: str, tmp_path: Path) -> None:
    """C1 controls and marks that turn writing round are letters to JSON; a title or a post may hold them."""
    hostile = "доска \x9b2J \u202e: в прошлом году заседание было 5 марта"
    post = {"id": 7, "date": "2024-02-01T10:00:00+03:00", "text": hostile, "channel": "доска \x9b2J"}
    (tmp_path / "posts.jsonl").write_text(json.dumps(post), encoding="utf-8")
    first, *others = everything()
    fill(tmp_path / "t.db", [replace(first, title=hostile, titles=()), *others])
    assert run(f"ingest {tmp_path}/posts.jsonl --calendar ru-cec", stdout=subprocess.PIPE).returncode == 0
    out = run(f"{command} --json", stdout=subprocess.PIPE).stdout.decode()
    assert json.loads(out)
    assert not {letter for letter in out if not letter.isprintable()} - {"\n"}
