"""Several processes answer as one does, take no more than they can do, and end with the one that started them."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cli.terminal import timeline

from timeline.calendars import default_calendar
from timeline.errors import InputError, WorkerError
from timeline.ingest import ingest
from timeline.posts.read import read
from timeline.store import open_store
from timeline.workers import AHEAD, ordered

SENTENCES = (
    "Голосование пройдёт 25 февраля 2024 года с 8.00 до 20.00.",
    "Заседание окружной комиссии состоится {day} марта в 15.00.",
    "До выборов осталось меньше трёх месяцев.",
    "Комиссия поблагодарила наблюдателей за работу.",
    "Сустрэча з назіральнікамі адбудзецца {day} сакавіка.",
)


def slow(number: int) -> int:
    if number % 2:
        time.sleep(0.02)
    return number * number


def refuse_seven(number: int) -> int:
    if number == 7:
        raise InputError("seven is refused", "eight")
    return number


def end_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def never(number: int) -> int:
    if number:
        time.sleep(3600)
    return number


def test_answers_come_in_the_order_of_the_items_and_items_are_taken_as_answers_are() -> None:
    taken = 0

    def counted() -> Iterator[int]:
        nonlocal taken
        while taken < 40:
            taken += 1
            yield taken

    for given, answer in enumerate(ordered(slow, counted(), workers=2), 1):
        assert answer == given * given
        assert taken - given <= AHEAD * 2
    assert given == 40


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_work_raises_comes_after_the_answers_before_it(workers: int) -> None:
    answers = []
    with pytest.raises(InputError) as refused:
        answers.extend(ordered(refuse_seven, range(20), workers=workers))
    assert (refused.value.message, refused.value.remedy) == ("seven is refused", "eight")
    # extend keeps what came before the error
    assert answers == [0, 1, 2, 3, 4, 5, 6]


def test_who_has_enough_does_not_wait_for_what_is_under_way() -> None:
    answers = ordered(never, range(20), workers=2)
    assert next(answers) == 0
    answers.close()


def test_a_process_that_is_killed_is_an_error_in_plain_words() -> None:
    with pytest.raises(WorkerError, match="ended from outside"):
        list(ordered(end_at_three, range(20), workers=2))


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some 500 posts, a few of them without a time of their own."""
    chance = random.Random(5)
    path = tmp_path_factory.mktemp("posts") / "posts.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(500):
            text = chance.choice(SENTENCES).format(day=chance.randint(1, 28))
            record: dict[str, object] = {"id": number, "text": text, "channel": "commission"}
            if number % 50:
                record["posted"] = f"2024-02-{chance.randint(1, 28):02d}T10:00:00+03:00"
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def test_extract_says_the_same_byte_for_byte(posts: Path) -> None:
    one = timeline("extract", posts)
    two = timeline("extract", posts, "--workers", 2)
    assert (one.code, one.err, two.code, two.err) == (0, "", 0, "")
    assert one.out.count("\n") == 500
    assert one.out == two.out


def test_a_line_that_is_no_record_ends_both_at_the_same_place(posts: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    lines = posts.read_text(encoding="utf-8").splitlines(keepends=True)
    broken.write_text("".join([*lines[:450], "\n", '{"id": 7\n', *lines[450:]]), encoding="utf-8")
    one = timeline("extract", broken)
    two = timeline("extract", broken, "--workers", 2)
    assert one.code == two.code == 1
    assert "line 452 of" in one.err
    assert one.err == two.err
    assert one.out.count("\n") == 450
    assert one.out == two.out


def test_ingest_writes_the_same_table(posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.ingest.WORTH_WORKERS", 1)
    calendar = default_calendar(ZoneInfo("Europe/Minsk"))
    now = datetime(2024, 3, 1, tzinfo=UTC)
    for workers in (1, 2):
        with open_store(tmp_path / f"{workers}.db") as store:
            found = read(posts, zone=calendar.zone, warn=print)
            report = ingest(store, calendar, found, now=now, workers=workers)
            assert report.events.total > 20
    assert dump(tmp_path / "1.db") == dump(tmp_path / "2.db")


def dump(path: Path) -> list[str]:
    """Every row of a database but for when it was migrated and who wrote it."""
    connection = sqlite3.connect(path)
    try:
        return [line for line in connection.iterdump() if "migrations" not in line and "'writer'" not in line]
    finally:
        connection.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_the_command(posts: Path, tmp_path: Path, how: signal.Signals) -> None:
    many = tmp_path / "many.jsonl"
    many.write_bytes(posts.read_bytes() * 80)
    command = [sys.executable, "-m", "timeline", "extract", str(many), "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1000)
        workers = children(running.pid)
        assert len(workers) >= 2
        running.send_signal(how)
        running.stdout.read()
        told = running.stderr.read().decode()
    assert "Traceback" not in told
    assert running.returncode != 0
    until = time.monotonic() + 20
    while (left := [pid for pid in workers if alive(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left


def children(parent: int) -> list[int]:
    task = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in task.read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
