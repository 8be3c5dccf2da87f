"""What ingesting costs, as ratios within one run: python benchmarks/ingest.py [POSTS [CALENDAR]]

1. A Telegram Desktop export read again with nothing new, against ijson reading it plus bare inserts of its rows.
2. One new post in a full table, against reading and building everything anew: four posts, each of another sort.

A second argument names a calendar whose definition to read with, such as by-cec, whose law stands beside the posts.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import ijson

from timeline.calendars import default_calendar, load
from timeline.ingest import ingest, refresh
from timeline.posts.read import read
from timeline.store import open_store

WORDS = """
комиссия сообщает участок работа подготовка кандидаты наблюдатели избиратели информация вопрос решение документы
приняли обсудили рассказали отметили председатель секретарь регион область город округ списки бюллетени печать
"""
MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
DATED = (
    "Заседание окружной комиссии № {n} состоится {day} в 15.00.",
    "Семинар для наблюдателей {n}-го округа пройдёт {day}.",
    "{day} в {n}-м округе откроется выставка детского рисунка.",
    "Документы на регистрацию округ № {n} принимает до {day}.",
)
EVERY = 4
"""One post in so many has a date."""
ROUNDS = 3
APART = timedelta(minutes=53)
"""Between two posts: ten a day more than a busy channel, and 100,000 in ten years."""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    calendar = load(sys.argv[2]) if len(sys.argv) > 2 else default_calendar(ZoneInfo("Europe/Minsk"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_export(folder / "result.json", range(count))
        numbers = range(count, count + len(DATED) * EVERY, EVERY)
        for number in numbers:
            write_export(folder / f"one-{number}.json", [number])
        print(f"{count:,} messages, {size / 1e6:.0f} MB, calendar {calendar.id}")

        def run(export: str) -> None:
            with open_store(folder / "t.db") as store:
                ingest(store, calendar, read(folder / export, zone=calendar.zone, warn=print))

        run("result.json")
        bare, again = [], []
        for _ in range(ROUNDS):  # in turns, so that what else the machine does meets both
            bare.append(timed("ijson and bare inserts", lambda: bare_inserts(folder / "result.json", folder)))
            again.append(timed("the same export again", lambda: run("result.json")))
        ratio = min(again) / min(bare)
        print(f"  ratio {ratio:.2f} (limit 3); peak memory {peak_mb(folder):.0f} MB (limit 200)")

        def everything() -> None:
            with open_store(folder / "t.db") as store:
                store.forget_mentions(calendar.id)
                refresh(store, calendar)

        whole = timed("everything read and built anew", everything)
        with open_store(folder / "t.db") as store:
            events = store.count_events(calendar.id)
        each = [timed(f"one new post, {events:,} events", lambda n=number: run(f"one-{n}.json")) for number in numbers]
        ratios = sorted(whole / one for one in each)
        print(f"  ratio {ratios[0]:.0f} to {ratios[-1]:.0f} (at least 50 at 100,000 posts)")


def write_export(path: Path, numbers: range | list[int]) -> int:
    """An export in the manner of Telegram Desktop; returns its size in bytes."""
    words, months = WORDS.split(), MONTHS.split()
    with path.open("w", encoding="utf-8") as file:
        file.write('{"name": "Комиссия", "type": "public_channel", "id": 1000000001, "messages": [\n')
        for place, number in enumerate(numbers):
            choose = random.Random(number)
            text = " ".join(choose.choices(words, k=50)).capitalize() + "."
            posted = datetime(2015, 1, 1, tzinfo=UTC) + number * APART
            if number % EVERY == 0:
                ahead = posted + timedelta(days=choose.randint(1, 30))
                day = f"{ahead.day} {months[ahead.month - 1]}"
                text = choose.choice(DATED).format(n=choose.randint(1, 110), day=day) + " " + text
            message = {
                "id": number + 1,
                "type": "message",
                "date": posted.strftime("%Y-%m-%dT%H:%M:%S"),
                "date_unixtime": str(int(posted.timestamp())),
                "from": "Комиссия",
                "from_id": "channel1000000001",
                "text": text,
                "text_entities": [{"type": "plain", "text": text}],
            }
            file.write((",\n" if place else "") + json.dumps(message, ensure_ascii=False))
        file.write("]}")
    return path.stat().st_size


def bare_inserts(export: Path, folder: Path) -> None:
    """The least that can be called storing the messages: number, time and text, into a new table without an index."""
    database = folder / "bare.db"
    database.unlink(missing_ok=True)
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, posted TEXT, text TEXT)")
    with export.open("rb") as file:
        rows = ((one["id"], one["date_unixtime"], one["text"]) for one in ijson.items(file, "messages.item"))
        connection.executemany("INSERT INTO posts VALUES (?, ?, ?)", rows)
    connection.commit()
    connection.close()


def timed(what: str, work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"{what:32} {seconds:8.2f} s")
    return seconds


def peak_mb(folder: Path) -> float:
    """The memory of a process of its own that reads the export again (on Linux, whose kernel tells)."""
    code = """
import atexit, re, sys
atexit.register(lambda: print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1], file=sys.stderr))
from timeline.cli import main
main()
"""
    environment = {**os.environ, "TIMELINE_DATABASE": str(folder / "t.db"), "TIMELINE_CONFIG": str(folder)}
    command = [sys.executable, "-c", code, "ingest", str(folder / "result.json"), "--tz", "Europe/Minsk"]
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stderr
    return int(told.split()[-1]) / 1024


if __name__ == "__main__":
    main()
