"""A week of a channel in fast motion, and what timeline status and log say after it: python benchmarks/week.py

A server on this machine plays the channel: posts, an edit, a deletion, two outages. It is updated every six hours.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from posts.live.played import web
from posts.server import Channel, Fault, Played, playing

from timeline.calendars import default_calendar
from timeline.update import UpdateReport, update

CALENDAR = default_calendar(ZoneInfo("Europe/Minsk"))
START = datetime(2025, 12, 1, 12, 0, tzinfo=UTC)
DAYS = (
    ("Единый день голосования пройдёт 25 января 2026 года.", "Заседание комиссии состоится 5 декабря в 15.00."),
    ("Регистрация кандидатов: 8–19 декабря.", "Сегодня у нас гости."),
    ("Заседание комиссии перенесено с 5 на 6 декабря.",),
    ("Семинар для наблюдателей пройдёт 12 декабря в Минске.", "Фотоотчёт смотрите на сайте."),
    ("Досрочное голосование пройдёт с 20 по 24 января.",),
    ("Семинар для наблюдателей, назначенный на 12 декабря, отменён.",),
    ("До единого дня голосования осталось меньше двух месяцев.",),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, playing(Channel()) as played:
        path = Path(folder) / "week.db"
        for day, texts in enumerate(DAYS):
            for minute, text in enumerate(texts):
                number = played.channel.post(text)
                at = START + timedelta(days=day, minutes=minute - 60)
                played.channel.messages[number] = replace(played.channel.messages[number], posted=at)
            if day == 3:
                played.channel.edit(3, "Регистрация кандидатов: 8–20 декабря.")
            if day == 5:
                played.channel.delete(4)
            for look in range(4):
                if (day, look) in ((2, 1), (4, 2)):
                    played.faults.extend([Fault(status=500)] * 8)
                report(day, look, one_look(path, played, START + timedelta(days=day, hours=6 * look)))
                played.faults.clear()
        for command in (["status"], ["log"], ["countdown", "--at", "2025-12-07", "--all"]):
            print(f"\n$ timeline {' '.join(command)}", flush=True)
            subprocess.run([sys.executable, "-m", "timeline", *command, "--database", str(path)], check=False)


def one_look(path: Path, played: Played, now: datetime) -> UpdateReport:
    async def run() -> UpdateReport:
        async with web() as client:
            source = f"{played.base}/s/{played.channel.name}"
            return await update(path, CALENDAR, [source], client, now=now)

    with redirect_stderr(StringIO()):
        return asyncio.run(run())


def report(day: int, look: int, done: UpdateReport) -> None:
    for source in done.sources:
        if source.error is not None:
            print(f"day {day + 1}, look {look + 1}: {source.error.message}")
        elif source.counts.new or source.counts.changed or source.withdrawn:
            counts = f"{source.counts.new} new, {source.counts.changed} changed, {source.withdrawn} withdrawn"
            print(f"day {day + 1}, look {look + 1}: {counts}; {done.events.total} events")


if __name__ == "__main__":
    main()
