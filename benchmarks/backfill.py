"""What keeping a long channel true costs, against what its server takes: python benchmarks/backfill.py [POSTS] [STORED]

1. A back-fill of a whole channel from a server on this machine that asks for no pause, against bare requests for the
   same pages: how much of the time is ours, and how much that is beside the pause that a real server is left.
2. An update that finds nothing new, with STORED posts in the table: the processor's time of the whole process.
"""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import httpx2
from posts.live.played import web
from posts.server import PAGE, Channel, playing

from timeline.calendars import default_calendar
from timeline.ingest import Chain, ingest
from timeline.posts import Post, Posted
from timeline.store import open_reader, open_store
from timeline.update import WHOLE, update

CALENDAR = default_calendar(ZoneInfo("Europe/Minsk"))
DATED = "Заседание окружной комиссии № {n} состоится {day} декабря в 15.00. "
PLAIN = "Члены комиссии посетили участок № {n}, обсудили ход подготовки и ответили на вопросы наблюдателей. "
PAUSE = 3.0
"""Seconds that are left between two pages of a real server, on average."""


def main() -> None:
    posts, stored = [int(one) for one in [*sys.argv[1:], *("20000", "100000")[len(sys.argv) - 1 :]]]
    with tempfile.TemporaryDirectory() as name, served(posts) as base:
        path = Path(name) / "t.db"
        bare = timed("bare requests for the same pages", lambda: bare_requests(base))
        before = time.process_time()
        whole = timed(f"back-fill of {posts:,} posts", lambda: back_fill(path, base))
        own = time.process_time() - before
        pages = posts / PAGE
        print(f"  {whole / bare:.1f} times the bare requests; {own / pages * 1000:.1f} ms of our own for a page,")
        print(f"  {own / pages / PAUSE:.2%} of the pause that a real server is left")
        with open_reader(path) as reader:
            assert sum(1 for _ in reader.posts(CALENDAR.id)) == posts
        fill(path, stored - posts)
        print(f"nothing new beside {stored:,} posts      {nothing_new(path):8.2f} s of the processor, start included")


class served:  # noqa: N801 - used like a function
    """A channel of so many posts, played by a process of its own; gives its address."""

    def __init__(self, posts: int) -> None:
        self._posts = posts

    def __enter__(self) -> str:
        here = str(Path(__file__).parent)
        code = f"import sys; sys.path.insert(0, {here!r}); import backfill; backfill.serve({self._posts})"
        self._process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


def serve(posts: int) -> None:
    channel = Channel()
    for n in range(posts):
        text = (DATED if n % 4 == 0 else PLAIN).format(n=n % 110, day=n % 28 + 1) + PLAIN.format(n=n)
        channel.post(text)
    made: dict[int | None, bytes] = {None: channel.page(None)}
    for before in range(posts - PAGE + 1, 1, -PAGE):
        made[before] = channel.page(before)
    channel.page = lambda before, without=frozenset(): made[before]  # type: ignore[method-assign]
    with playing(channel) as played:
        print(f"{played.base}/s/{channel.name}", flush=True)
        time.sleep(3600)


def bare_requests(base: str) -> None:
    async def ask() -> None:
        async with httpx2.AsyncClient() as client:
            before = ""
            for _ in range(10**6):
                body = (await client.get(f"{base}{before}")).text
                found = body.partition('rel="prev" href="')[2].partition('"')[0]
                if not found:
                    return
                before = found[found.index("?") :]

    asyncio.run(ask())


def back_fill(path: Path, base: str) -> None:
    async def run() -> None:
        async with web() as client:  # its clock is played: no pauses
            report = await update(path, CALENDAR, [base], client, since=WHOLE, chain=unread())
            assert report.sources[0].error is None, report.sources[0].error

    asyncio.run(run())


def unread() -> Chain:
    """Reading what the posts say is measured by benchmarks/ingest.py; here it is left out."""
    real = Chain.real()
    return Chain(lambda post, calendar: [], real.build, real.identify, "none")


def fill(path: Path, count: int) -> None:
    """More posts, none with a date; what there is, is read now."""
    start = datetime(2015, 1, 1, tzinfo=UTC)
    with open_store(path) as store:
        more = (
            Post(channel="old", id=str(n), text=PLAIN.format(n=n), posted=Posted.exact(start + timedelta(hours=n)))
            for n in range(count)
        )
        ingest(store, CALENDAR, more)


def nothing_new(path: Path) -> float:
    """The second of two updates: the first writes down what the version of the program is."""
    environment = {**os.environ, "TIMELINE_DATABASE": str(path), "TIMELINE_CONFIG": str(path.parent / "config.toml")}
    command = [sys.executable, "-m", "timeline", "update", "--allow-private"]
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert " 0 new, 0 changed" in said, said
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(what: str, work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"{what:36} {seconds:8.2f} s", flush=True)
    return seconds


if __name__ == "__main__":
    main()
