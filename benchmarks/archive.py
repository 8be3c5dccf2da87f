"""What archives cost: python benchmarks/archive.py [--posts 4000] [--memory 10000 40000] [--calendars 60]

Each figure is a ratio within one run, or says against which limit it stands. For the figures of the documentation:
--posts 40000 --memory 10000 100000 1000000 --calendars 2000 (about an hour).

1. Posts a second of one process, and what writing tables costs beside reading posts.
2. From one to two workers: `extract --workers`, and a local cluster; on a machine with two processors to spare, wall
   time says how well they are used; processor time says so on a busy one, too.
3. The cluster path against the plain one, on one worker.
4. Peak memory of a worker, for archives of several sizes.
5. One calendar rebuilt among many.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from timeline.archive import running
from timeline.archive.build import build
from timeline.archive.extract import extract
from timeline.calendars import default_calendar

CALENDAR = default_calendar(ZoneInfo("Europe/Minsk"))
WORDS = """
комиссия сообщает участок работа подготовка кандидаты наблюдатели избиратели информация вопрос решение документы
приняли обсудили рассказали отметили председатель секретарь регион область город округ списки бюллетени печать
который будет также может стать новый первый большой общий страна закон проект житель служба район дорога
"""
ONE, HALVES, MANY = "extract", "two commands, half of it each", "archive extract --workers"
ROUNDS = 3
DATED = (
    "Заседание окружной комиссии № {n} состоится {day} февраля 2024 года в 15.00.",
    "Семинар для наблюдателей {n}-го округа пройдёт {day} марта.",
    "До единого дня голосования осталось меньше месяца.",
    "Об этом {day} января сообщили в службе.",
    "Работы завершат не позднее {day} апреля, движение закрыто с 10.00 до 17.00.",
)


def record(number: int, channel: str = "news", length: int = 6) -> dict[str, object]:
    """A post of ``length`` sentences of some 100 characters, every second one with dates, the same for its number."""
    chance = random.Random(number)
    sentences = [" ".join(chance.choices(WORDS.split(), k=12)).capitalize() + "." for _ in range(length)]
    for place in chance.sample(range(length), min(length, chance.choice((0, 0, 1, 2)))):
        sentences[place] = chance.choice(DATED).format(n=number % 90, day=chance.randint(1, 28))
    at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=number % 40_000)
    return {"id": number, "channel": channel, "date": at.isoformat(), "text": " ".join(sentences)}


def write(path: Path, count: int, length: int = 6) -> Path:
    opened: Callable[..., object] = partial(gzip.open, compresslevel=1) if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as file:  # type: ignore[attr-defined]
        for number in range(count):
            file.write(json.dumps(record(number, length=length), ensure_ascii=False) + "\n")
    return path


@contextmanager
def timed(told: dict[str, float]) -> Iterator[None]:
    """Wall time, and processor time of this process and of its children that have ended."""
    began, used = time.perf_counter(), sum(os.times()[:4])
    yield
    told["wall"], told["processor"] = time.perf_counter() - began, sum(os.times()[:4]) - used


def command(*arguments: object) -> dict[str, float]:
    return commands(arguments)


def commands(*each: tuple[object, ...]) -> dict[str, float]:
    """Commands at once, until the last of them has ended."""
    told: dict[str, float] = {}
    with timed(told):
        running = [
            subprocess.Popen([sys.executable, "-m", "timeline", *map(str, arguments)], stdout=subprocess.DEVNULL)
            for arguments in each
        ]
        assert not any(process.wait() for process in running)
    return told


def say(name: str, count: int, told: dict[str, float]) -> None:
    print(
        f"  {name:46} {told['wall']:6.1f} s, {count / told['wall']:6,.0f} posts/s; "
        f"processors {told['processor']:6.1f} s, {count / told['processor']:6,.0f} posts/s of one"
    )


def one_and_two(folder: Path, count: int) -> None:
    posts = write(folder / "posts.jsonl", count)
    few = write(folder / "few.jsonl", 402, length=0)  # something to load everything for, for each of two workers
    texts = few.read_text(encoding="utf-8").splitlines()
    texts[0] = texts[-1] = json.dumps(record(2, length=1))
    few.write_text("\n".join(texts) + "\n", encoding="utf-8")
    halves = [folder / "first.jsonl", folder / "second.jsonl"]
    lines = posts.read_bytes().splitlines(keepends=True)
    for half, part in zip(halves, (lines[: count // 2], lines[count // 2 :]), strict=True):
        half.write_bytes(b"".join(part))
    megabytes = posts.stat().st_size / 1e6
    print(f"{count:,} posts, {megabytes:.1f} MB")
    size = ("--partition", max(0.01, round(megabytes / 40, 2)))
    archive = ("archive", "extract", posts, *size, "-o")
    start = ("archive", "extract", few, "--partition", max(0.01, round(few.stat().st_size / 2e6, 3)), "-o")
    runs: dict[str, dict[str, float]] = {}
    for attempt in range(ROUNDS):  # the best of them, so that a disturbed run does not decide
        for name, each in {
            f"start of {ONE}": [("extract", few)],
            f"start of {HALVES}": [("extract", few)] * 2,
            f"start of {ONE} --workers 2": [("extract", few, "--workers", 2)],
            f"start of {MANY} 1": [(*start, folder / f"e{attempt}", "--workers", 1)],
            f"start of {MANY} 2": [(*start, folder / f"f{attempt}", "--workers", 2)],
            ONE: [("extract", posts)],
            HALVES: [("extract", half) for half in halves],
            f"{ONE} --workers 2": [("extract", posts, "--workers", 2)],
            f"{MANY} 1": [(*archive, folder / f"a{attempt}", "--workers", 1)],
            f"{MANY} 2": [(*archive, folder / f"b{attempt}", "--workers", 2)],
        }.items():
            told = commands(*each)
            best = runs.setdefault(name, told)
            runs[name] = {key: min(best[key], told[key]) for key in told}
    for name, told in runs.items():
        if name.startswith("start"):
            print(f"  {name:46} {told['wall']:6.1f} s; processors {told['processor']:6.1f} s")
        else:
            say(name, count, told)

    def work(name: str, what: str) -> float:
        return runs[name][what] - runs[f"start of {name}"][what]

    def efficiency(one: str, two: str, what: str) -> float:
        """Of the wall: twice as fast is 1. Of processors: as much of them for the same work is 1."""
        return work(one, what) / work(two, what) / (2 if what == "wall" else 1)

    limit = {what: efficiency(ONE, HALVES, what) for what in ("wall", "processor")}
    print(
        f"  {HALVES}: {limit['wall']:.0%} by the wall, {limit['processor']:.0%} by processors: what the machine can do"
    )
    for one, two in ((ONE, f"{ONE} --workers 2"), (f"{MANY} 1", f"{MANY} 2")):
        wall, used = efficiency(one, two, "wall"), efficiency(one, two, "processor")
        print(
            f"  {two}: efficiency {wall:.0%} by the wall, {used:.0%} by processors (at least 90 %); "
            f"{wall / limit['wall']:.0%} of what two commands reach"
        )
    tables = work(f"{MANY} 1", "processor") / work(ONE, "processor")
    print(f"  reading into Parquet costs {tables:.2f} of JSON lines")


def cluster_against_plain(folder: Path, count: int) -> None:
    posts = [str(write(folder / "posts.jsonl", count))]
    size = (folder / "posts.jsonl").stat().st_size // 8 + 1
    best: dict[str, float] = {}
    extract(posts, str(folder / "warm"), CALENDAR, running.here, size=size)
    with running.local(1) as each:
        extract(posts, str(folder / "warm-too"), CALENDAR, each, size=size)
        for attempt in range(3):
            for name, way in (("plain", running.here), ("cluster", each)):
                began, used = time.perf_counter(), processor_seconds()
                extract(posts, str(folder / f"{name}{attempt}"), CALENDAR, way, size=size)
                for what, spent in (("wall", time.perf_counter() - began), ("used", processor_seconds() - used)):
                    best[name + what] = min(best.get(name + what, spent), spent)
    print("one worker, best of three:")
    for what, unit in (("wall", "by the wall"), ("used", "by processors")):
        plain, cluster = best[f"plain{what}"], best[f"cluster{what}"]
        print(
            f"  plain {count / plain:,.0f} posts/s, by the cluster {count / cluster:,.0f} posts/s {unit}: "
            f"overhead {cluster / plain - 1:.1%} (at most 15 %)"
        )


def processor_seconds() -> float:
    """What this process and all below it have used."""
    import psutil

    own = psutil.Process()
    return sum(sum(one.cpu_times()[:2]) for one in (own, *own.children(recursive=True)))


MEASURE = """
import sys
from pathlib import Path
from zoneinfo import ZoneInfo
import psutil
from timeline.archive import running
from timeline.archive.extract import extract
from timeline.calendars import default_calendar

def main():
    with running.local(1) as each:
        told = extract([sys.argv[1]], sys.argv[2], default_calendar(ZoneInfo("Europe/Minsk")), each)
        states = [Path(f"/proc/{one.pid}/status").read_text() for one in psutil.Process().children(recursive=True)]
        peaks = [int(line.split()[1]) for state in states for line in state.splitlines() if line.startswith("VmHWM")]
        print(told.counts["posts"], told.partitions, max(peaks) / 1024)

if __name__ == "__main__":
    main()
"""


def memory(folder: Path, counts: list[int]) -> None:
    """Archives in partitions of the usual size, read by one worker of a cluster (on Linux); short posts, since it is
    their number that counts."""
    peaks = []
    script = folder / "measure.py"
    script.write_text(MEASURE, encoding="utf-8")
    for count in counts:
        posts = write(folder / f"{count}.jsonl", count, length=1)
        done = subprocess.run(
            [sys.executable, str(script), str(posts), str(folder / f"m{count}")],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        read, partitions, peak = done.stdout.split()
        assert int(read) == count
        peaks.append(float(peak))
        print(f"peak memory of a worker, {count:>9,} posts, {partitions} partitions: {float(peak):.0f} MB", flush=True)
    print(f"  ratio {peaks[-1] / peaks[0]:.2f} (flat: 1)")


def one_among(folder: Path, calendars: int, each_has: int) -> None:
    """Processor time of this process, which does all of it."""
    place = folder / "channels"
    place.mkdir()
    for number in range(calendars):
        lines = (json.dumps(record(number * each_has + n, f"channel{number}")) + "\n" for n in range(each_has))
        (place / f"channel{number}.jsonl").write_text("".join(lines), encoding="utf-8")
    out = str(folder / "built")

    def run(expected: int) -> float:
        began = time.process_time()
        told = build([str(place)], out, CALENDAR, running.here, now=datetime(2024, 2, 1, tzinfo=UTC))
        assert told.built == expected
        return time.process_time() - began

    all_of_them = run(calendars)
    nothing = run(0)
    with (place / "channel7.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({**record(3, "channel7"), "id": "new"}) + "\n")
    one = run(1)
    octets = sum(path.stat().st_size for path in (folder / "built").rglob("*") if path.is_file())
    print(f"{calendars:,} calendars of {each_has} posts: {all_of_them:.1f} s, {all_of_them / calendars:.2f} s each")
    print(f"  {octets / calendars / 1e3:,.0f} kB each, {nothing:.2f} s to find that nothing is new")
    print(f"  one rebuilt among them: {one:.2f} s, {one / all_of_them:.1%} of all")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=4000)
    parser.add_argument("--memory", type=int, nargs="+", default=[10_000, 40_000])
    parser.add_argument("--calendars", type=int, default=60)
    parser.add_argument("--each", type=int, default=20, help="posts of a calendar")
    parser.add_argument("--only", choices=["workers", "cluster", "memory", "calendars"])
    chosen = parser.parse_args()
    wanted = {chosen.only} if chosen.only else {"workers", "cluster", "memory", "calendars"}
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before the run")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "workers" in wanted:
            one_and_two(folder, chosen.posts)
        if "cluster" in wanted:
            cluster_against_plain(folder, chosen.posts)
        if "memory" in wanted:
            memory(folder, chosen.memory)
        if "calendars" in wanted:
            one_among(folder, chosen.calendars, chosen.each)


if __name__ == "__main__":
    main()
