"""An archive of posts of several channels, the same for the same seed, and how what was made of it is compared."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from timeline.archive.tables import TABLES
from timeline.calendars import default_calendar

CALENDAR = default_calendar(ZoneInfo("Europe/Minsk"))
NOW = datetime(2024, 2, 10, tzinfo=UTC)
CHANNELS = ("commission", "Городская комиссия", "kanal-be", "newsroom")
SENTENCES = (
    "Голосование на выборах депутатов пройдёт {day} марта 2024 года с 8.00 до 20.00.",
    "Заседание окружной комиссии № {n} состоится {day} марта в 15.00.",
    "До единого дня голосования осталось меньше месяца.",
    "Комиссия поблагодарила наблюдателей за работу.",
    "Приём документов продлится с {day} по 29 февраля.",
)
BELARUSIAN = (
    "Сустрэча з назіральнікамі адбудзецца {day} сакавіка 2024 года.",
    "Камісія падзякавала назіральнікам за працу, якая ішла ўвесь тыдзень.",
)


def records(count: int, seed: int = 3) -> Iterator[dict[str, Any]]:
    """``count`` records as a dump has them."""
    chance = random.Random(seed)
    for number in range(count):
        channel = chance.choice(CHANNELS)
        say = chance.choice(BELARUSIAN if channel == "kanal-be" else SENTENCES)
        yield {
            "id": number,
            "channel": channel,
            "text": say.format(day=chance.randint(1, 28), n=number % 17),
            "date": f"2024-02-{chance.randint(1, 9):02d}T{chance.randint(8, 19):02d}:00:00+03:00",
        }


def written(path: Path, count: int, seed: int = 3) -> Path:
    """An archive as JSON lines."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records(count, seed))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def rows(out: str | Path, table: str) -> list[str]:
    """All rows of a table of finished partitions, in an order of their own."""
    import fsspec
    from pyarrow import parquet

    fs, path = fsspec.core.url_to_fs(str(out))
    found = []
    for file in fs.glob(f"{path}/{table}/*.parquet"):
        with fs.open(file, "rb") as octets:
            found += [repr(sorted(row.items())) for row in parquet.read_table(octets).to_pylist()]
    return sorted(found)


def tables(out: str | Path) -> dict[str, list[str]]:
    """All tables that ``archive extract`` wrote."""
    return {table: rows(out, table) for table in TABLES}


def calendars(out: Path) -> dict[str, str]:
    """What ``archive build`` wrote: a digest of every file of every site, and of every row of every database."""
    found = {}
    for path in sorted((out / "calendars").rglob("*")):
        if path.is_file():
            found[path.relative_to(out).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    for path in sorted((out / "databases").glob("*.db")):
        connection = sqlite3.connect(path)
        dump = "\n".join(line for line in connection.iterdump() if "migrations" not in line and "'writer'" not in line)
        connection.close()
        found[path.name] = hashlib.sha256(dump.encode()).hexdigest()
    return found
