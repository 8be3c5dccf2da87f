"""The feed against icalendar, and publishing against writing the same octets, in one run.

    python benchmarks/feed.py

Limits: a feed of 10,000 stored events at least 100 times as fast as building it with icalendar.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar

from timeline.calendars import default_calendar
from timeline.feed import Filter, Shelf
from timeline.feed.reader import keep, shelf
from timeline.site.publish import publish
from timeline.site.site import Site
from timeline.site.snapshot import read
from timeline.store import open_reader

sys.path.insert(0, str(Path(__file__).parent))
from serve import database

TODAY = date(2026, 6, 1)
ZONE = ZoneInfo("Europe/Minsk")
CALENDAR = default_calendar(ZONE)
EVERYTHING = Filter(certainty="all", cancelled="keep", foreign=True)


def seconds(task: Callable[[], object], times: int = 3) -> float:
    """The best of some runs."""
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        task()
        best = min(best, time.perf_counter() - started)
    return best


def with_icalendar(octets: bytes) -> Callable[[], bytes]:
    """Building the same feed from its values: every property added, then everything written."""
    values = [{name: event[name] for name in event} for event in icalendar.Calendar.from_ical(octets).walk("VEVENT")]

    def build() -> bytes:
        calendar = icalendar.Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//benchmark//")
        for value in values:
            one = icalendar.Event()
            for name, given in value.items():
                one.add(name, getattr(given, "dt", given), encode=not hasattr(given, "cats"))
            calendar.add_component(one)
        return bytes(calendar.to_ical())

    return build


def feed(folder: Path, number: int = 10_000) -> None:
    path = folder / "feed.db"
    database(path, {"default": number})
    with open_reader(path) as reader:
        first = shelf(reader, CALENDAR, "ru")
    octets = first.feed(EVERYTHING, TODAY, most=None).octets
    keep(path, first)

    with open_reader(path) as reader:
        held: Shelf = shelf(reader, CALENDAR, "ru")
        assert held.feed(EVERYTHING, TODAY, most=None).octets == octets
        assert not held.fresh
        from_memory = seconds(lambda: held.feed(EVERYTHING, TODAY, most=None), 5)
        from_file = seconds(lambda: shelf(reader, CALENDAR, "ru", light=True).feed(EVERYTHING, TODAY, most=None), 2)
    anew = seconds(lambda: Shelf(CALENDAR, held.events).feed(EVERYTHING, TODAY, most=None), 1)
    theirs = seconds(with_icalendar(octets), 1)
    print(f"{number} events, {len(octets) / 1e6:.1f} MB; icalendar builds them in {theirs:.2f} s")
    for name, took, limit in (
        ("stored, held in memory: the server's way", from_memory, "(limit 100)"),
        ("stored, read from SQLite: the command's way", from_file, ""),
        ("written anew, nothing stored", anew, ""),
    ):
        print(f"  {name:45} {took * 1e3:8.1f} ms  {theirs / took:6.1f} times as fast {limit}")


def site(folder: Path, number: int = 2000) -> None:
    path = folder / "site.db"
    database(path, {"default": number})
    now = datetime(2026, 6, 1, 9, tzinfo=UTC)

    def made() -> Site:
        with open_reader(path) as reader:
            return Site(read(reader, [CALENDAR]), now, "https://example.org/")

    target = folder / "public"
    first = seconds(lambda: publish(made(), target), 1)
    again = seconds(lambda: publish(made(), target), 1)
    files = {file.relative_to(target): file.read_bytes() for file in target.rglob("*") if file.is_file()}

    def plain() -> None:
        for name, octets in files.items():
            (folder / "plain" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "plain" / name).write_bytes(octets)

    written = seconds(plain, 1)
    size = sum(map(len, files.values())) / 1e6
    print(
        f"publish of {number} events: {len(files)} files, {size:.0f} MB; writing the same octets takes {written:.1f} s"
    )
    print(f"  the first time  {first:5.1f} s   {first / written:4.1f} times as long")
    print(f"  unchanged       {again:5.1f} s   {again / written:4.1f} times as long")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        feed(Path(name))
        site(Path(name))
