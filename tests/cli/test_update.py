"""``timeline update``, as typed, against a server that plays a channel."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.terminal import timeline
from posts.server import Channel, Played, playing
from store.watched import Watched

from timeline import ingest
from timeline.posts.live import web
from timeline.store import open_reader, open_store
from timeline.store.lock import updating

DEFINITION = """
id = "town"
zone = "Europe/Minsk"
languages = ["ru"]
sources = ["posts.jsonl"]

[name]
ru = "Городская комиссия"
"""


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(ingest.Chain, "real", lambda: Watched().chain())
    monkeypatch.setattr(web.random, "uniform", lambda low, high: 0.0)
    monkeypatch.setattr(web.Web.__init__, "__kwdefaults__", {**web.Web.__init__.__kwdefaults__, "draw": lambda *_: 0.0})
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "t.db"


@pytest.fixture
def played() -> Iterator[Played]:
    channel = Channel()
    for number in range(1, 11):
        channel.post(f"event{number % 3} on {number}")
    with playing(channel) as server:
        yield server


def address(played: Played) -> str:
    return f"{played.base}/s/{played.channel.name}"


def test_an_address_is_read_and_is_a_source_from_then_on(played: Played) -> None:
    first = timeline("ingest", address(played), "--allow-private")
    assert first.code == 0, first.err
    assert first.out.splitlines()[0] == ("default: 10 posts read: 10 new, 0 changed, 0 known. 3 events: 3 new.")
    played.channel.post("event7 on 7")
    second = timeline("update", "--allow-private")
    assert second.code == 0, second.err
    assert second.out.splitlines() == [
        "default: 11 posts read: 1 new, 0 changed, 10 known. 4 events: 1 new.",
        "  + 2024-02-07  event7",
    ]


def test_what_is_wrong_with_a_source_is_said(played: Played, tmp_path: Path) -> None:
    answer = timeline("ingest", f"{played.base}/s/nobody", "--allow-private")
    assert (answer.code, answer.out) == (1, "")  # nothing was read, so nothing is counted
    assert "nobody" in answer.err
    assert "Traceback" not in answer.err
    assert "    failed " in timeline("status").out


@pytest.mark.parametrize("named", ["@commission", "t.me/commission", "t.me/s/commission"])
def test_a_channel_is_an_address_however_it_is_named(named: str, tmp_path: Path) -> None:
    answer = timeline("ingest", named, "--dry-run")
    assert "an address is read as it is" in answer.err
    assert "there is no file" in timeline("ingest", "@no/channel.json", "--dry-run").err


def test_private_addresses_are_refused(played: Played) -> None:
    answer = timeline("ingest", address(played))
    assert answer.code == 1
    assert played.paths == []


def test_offline(played: Played) -> None:
    timeline("ingest", address(played), "--allow-private")
    asked = len(played.paths)
    assert timeline("update", "--offline", "--allow-private").code == 0
    assert len(played.paths) == asked


def test_definitions_name_sources(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    (folder / "town.toml").write_text(DEFINITION, encoding="utf-8")
    (folder / "posts.jsonl").write_text(
        '{"id": 1, "date": "2024-02-01T10:00:00Z", "text": "vote on 25", "channel": "c"}', encoding="utf-8"
    )
    answer = timeline("update", "town")
    assert answer.code == 0, answer.err
    assert answer.out.startswith("town: 1 post read: 1 new")
    (folder / "broken.toml").write_text("zone = 5", encoding="utf-8")
    both = timeline("update")
    assert both.code == 1
    assert both.out.startswith("town: 0 posts read")
    assert "broken.toml" in both.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((), "no calendar has a source"), (("default",), "has no sources"), (("--watch", "--every", "soon"), "no period")],
)
def test_nothing_to_update(arguments: tuple[str, ...], said: str) -> None:
    answer = timeline("update", *arguments)
    assert answer.code == 2
    assert said in answer.err


def test_one_update_at_a_time(database: Path, played: Played) -> None:
    timeline("ingest", address(played), "--allow-private")
    with updating(database):
        answer = timeline("update", "--allow-private")
    assert answer.code == 1
    assert "is already updating" in answer.err
    assert f"process {os.getpid()}" in answer.err
    with open_store(database, wait=0):
        pass  # an update does not keep the database from others while it waits for servers


def test_watching_ends_when_told(database: Path, tmp_path: Path) -> None:
    """A process of its own: it looks, waits, and leaves a whole database behind at SIGTERM."""
    folder = tmp_path / "calendars"
    folder.mkdir()
    (folder / "town.toml").write_text(DEFINITION, encoding="utf-8")
    (folder / "posts.jsonl").write_text(
        '{"id": 1, "date": "2024-02-01T10:00:00Z", "text": "Голосование пройдёт 25 февраля.", "channel": "c"}',
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "timeline", "update", "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert line.startswith("town: 1 post read: 1 new")
    with open_reader(database) as reader:
        assert len(list(reader.posts("town"))) == 1
