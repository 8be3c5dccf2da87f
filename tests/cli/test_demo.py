"""``timeline demo``: the whole chain on the bundled example, away from everything that is the person's own."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from timeline.cli.demo import demo
from timeline.errors import OutputError, UsageError


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    demo(tmp_path / "demo", at="2023-11-28", lang="en")
    return capsys.readouterr().out


def test_it_says_what_each_step_made(told: str) -> None:
    counts = {name: int(n) for name, n in re.findall(r"^  (\w+) +(\d+)  ", told, re.M)}
    assert list(counts) == ["Posts", "Expressions", "Mentions", "Events"]
    assert counts["Posts"] == 46
    assert counts["Expressions"] > counts["Mentions"] > counts["Events"] > 20


def test_it_follows_the_sentence_of_the_move(told: str) -> None:
    assert "переносится с 12 на 14 декабря" in " ".join(told.split())
    assert "https://t.me/timeline_example/111" in told
    assert "2023-12-12 → 2023-12-14" in told


def test_it_counts_to_the_day_of_the_election(told: str) -> None:
    assert re.search(r"89 days +Single voting day.* +Sun 25 Feb 2024", told)


def test_its_feed_is_a_calendar(tmp_path: Path, told: str) -> None:
    calendar = Calendar.from_ical((tmp_path / "demo/elections.ics").read_bytes())
    days = [(str(event["SUMMARY"]), event.decoded("DTSTART")) for event in calendar.walk("VEVENT")]
    assert [day for title, day in days if title.startswith("Single voting day")] == [date(2024, 2, 25)]


def test_it_leaves_the_persons_own_database_alone(tmp_path: Path, told: str) -> None:
    assert not Path(os.environ["TIMELINE_DATABASE"]).exists()
    assert {path.name for path in (tmp_path / "demo").iterdir()} >= {"demo.db", "elections.ics"}


def test_a_second_run_begins_anew(tmp_path: Path, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    demo(tmp_path / "demo", at="2023-11-28", lang="en")
    again = capsys.readouterr().out
    assert re.sub(r"last read .*", "", again) == re.sub(r"last read .*", "", told)


def test_a_day_that_is_none_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--at"):
        demo(tmp_path / "demo", at="neverday")
    assert not (tmp_path / "demo").exists()


def test_a_folder_with_other_things_is_left_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("mine")
    (tmp_path / "demo.db").write_text("mine too")
    with pytest.raises(OutputError, match="other things"):
        demo(tmp_path)
    assert letter.read_text() == "mine"
    assert (tmp_path / "demo.db").read_text() == "mine too"


def test_a_place_that_is_no_folder_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write into"):
        demo(tmp_path / "file" / "demo")


def test_a_language_that_the_feed_does_not_speak(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo(tmp_path / "demo", lang="uk")
    assert "Неофіційний календар" in capsys.readouterr().out
    titles = [
        str(event["SUMMARY"]) for event in Calendar.from_ical((tmp_path / "demo/elections.ics").read_bytes()).events
    ]
    assert "Единый день голосования" in titles


def test_a_slip_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--lang"):
        demo(tmp_path / "demo", lang="xx")
    assert not (tmp_path / "demo").exists()


def test_the_persons_own_calendar_is_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text('calendar = "ru-cec"\n')
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    demo(tmp_path / "demo")
    told = capsys.readouterr().out
    assert "Единый день голосования" in told
    shown = [line for line in told.splitlines() if "--database" in line]
    assert all("by-cec" in line for line in shown)
    assert len(shown) == 4
