"""Killed, out of room, without the right to write: what is left is whole. python benchmarks/faults.py [KILLS OF EACH]

1. SIGKILL at random moments of ingest, update, rebuild, migrate and publish, each after it began to write, then the
   same command again: the posts, events and files must be those of an undisturbed run, and the database must pass
   SQLite's own checks. So many kills of each; a command that was faster than its killer does not count.
2. A reader in a loop, a server that is asked again and again, and backups, all during 1,000 writes: each must always
   see a whole state, and never a lock.
3. A full disk (a small tmpfs) and a read-only file system: one line, exit code 1, the database as it was. These
   mount file systems, so they are skipped where that is not allowed.

Prints what it counted; the exit code is 1 where anything was lost, doubled, changed or damaged.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from timeline.errors import TimelineError
from timeline.store import open_reader, open_store
from timeline.store.backup import backup

POSTS = 800
BATCHES = 4
"""Files that the posts come in: the ones before the last are there when a run is killed."""

State = tuple[dict[str, str], list[tuple[object, ...]], dict[str, bytes]]


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    choose = random.Random(20240225)
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        stage = Stage(Path(name))
        for what in ("ingest", "update", "rebuild", "migrate", "publish"):
            bad += kill_again_and_again(stage, what, kills, choose)
        bad += read_and_serve(stage)
        bad += full_disk(stage)
        bad += read_only(stage)
    print("everything was whole" if not bad else f"{bad} faults")
    return int(bool(bad))


class Stage:
    """A folder with posts, a definition that reads them, and a database that holds all but the newest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.posts = folder / "config" / "calendars" / "posts"
        self.posts.mkdir(parents=True)
        self.before = folder / "before.db"
        (folder / "config" / "config.toml").write_text('calendar = "town"\n', encoding="utf-8")
        (self.posts.parent / "town.toml").write_text(
            'id = "town"\nzone = "Europe/Minsk"\nlanguages = ["ru"]\nsources = ["posts"]\n[name]\nru = "Комиссия"\n',
            encoding="utf-8",
        )
        for batch in range(BATCHES):
            self._write(batch)
        newest = self._path(BATCHES - 1)
        aside = newest.rename(folder / "newest.jsonl")
        self.run("update", self.before)
        aside.rename(newest)
        self.site = self._published()

    def _published(self) -> Path:
        """What was published when there were fewer posts, with files in it that somebody else put there."""
        fewer = self.folder / "fewer.db"
        self.run("ingest", fewer)
        self.run("publish", fewer)
        site = self.folder / "fewer.db-site"
        (site / "CNAME").write_text("calendar.example.org\n")
        (site / "photos").mkdir()
        (site / "photos" / "1.jpg").write_bytes(b"\xff\xd8")
        return site

    def run(self, what: str, database: Path, kill_after: float | None = None) -> tuple[int, float]:
        """Run a command in a process of its own; SIGKILL it so many seconds after it begins to write.

        Returns its exit code, and for how many seconds it wrote.
        """
        process = self.start(what, database)
        before = set(database.parent.iterdir())
        while process.poll() is None and set(database.parent.iterdir()) == before:
            time.sleep(0.0005)  # every command begins with a file beside the database or the site
        began = time.monotonic()
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        return process.returncode, time.monotonic() - began

    def start(self, what: str, database: Path) -> subprocess.Popen[str]:
        newest = str(self._path(BATCHES - 1))
        arguments = {
            "ingest": ["ingest", newest],
            "update": ["update", "town"],
            "rebuild": ["db", "rebuild"],
            "migrate": ["db", "migrate"],
            "publish": ["publish", f"{database}-site"],
            "serve": ["serve", "--port", "0", "--no-log"],
        }[what]
        environment = {**os.environ, "TIMELINE_DATABASE": str(database), "TIMELINE_CONFIG": str(self.folder / "config")}
        return subprocess.Popen(
            [sys.executable, "-m", "timeline", *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _path(self, batch: int) -> Path:
        return self.posts / f"{batch}.jsonl"

    def _write(self, batch: int) -> None:
        lines = []
        for number in range(batch * POSTS // BATCHES, (batch + 1) * POSTS // BATCHES):
            day = f"2024-01-{number % 28 + 1:02}"
            text = (
                f"Заседание окружной комиссии № {number % 300} состоится {number % 28 + 1} февраля 2024 года в 15.00."
            )
            post = {"id": number, "date": f"{day}T10:00:00+03:00", "text": text, "channel": "town"}
            lines.append(json.dumps(post, ensure_ascii=False))
        self._path(batch).write_text("\n".join(lines), encoding="utf-8")


def kill_again_and_again(stage: Stage, what: str, kills: int, choose: random.Random) -> int:
    database = stage.folder / f"{what}.db"
    prepare(stage, what, database)
    _, seconds = stage.run(what, database)
    wanted = state(database)
    counted: Counter[str] = Counter()
    bad = 0
    while counted["killed"] < kills and counted["over before"] < 5 * kills:
        prepare(stage, what, database)
        code, _ = stage.run(what, database, choose.uniform(0.0, seconds))
        counted["killed" if code == -signal.SIGKILL else "over before"] += 1
        problem = problems(database) if database.exists() and database.stat().st_size else None
        stage.run(what, database)
        problem = problem or problems(database) or ("another outcome" if outcome(database) != wanted else None)
        if problem:
            bad += 1
            counted[problem] += 1
    counts = ", ".join(f"{n} {which}" for which, n in sorted(counted.items()))
    print(f"{what:8} {counts}; writes for {seconds:.2f} s; {bad} bad", flush=True)
    return bad


def prepare(stage: Stage, what: str, database: Path) -> None:
    for one in database.parent.glob(f"*{database.name}-site*"):
        shutil.rmtree(one)
    for suffix in ("", "-wal", "-shm", "-lock", "-updater-lock"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    if what != "migrate":
        shutil.copy(stage.before, database)
    if what == "publish":
        shutil.copytree(stage.site, f"{database}-site")


def problems(database: Path) -> str | None:
    """What SQLite finds wrong."""
    with closing(sqlite3.connect(database)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return "damaged"
        return "dangling" if connection.execute("PRAGMA foreign_key_check").fetchone() else None


def outcome(database: Path) -> State | None:
    """The state; none where the program refuses the database."""
    try:
        return state(database)
    except TimelineError as error:
        print(error.message)
        return None


def state(database: Path) -> State:
    """All posts and events, but for the times at which they were stored, and every file that was published."""
    site = Path(f"{database}-site")
    with open_reader(database) as reader:
        posts = {post.id: post.text for post in reader.posts("town")}
        events = [
            (one.id, one.uid, one.title, one.when, one.status, one.posts, one.evidence, one.history, one.revision)
            for one in reader.events()
        ]
    files = {str(one.relative_to(site)): one.read_bytes() for one in sorted(site.rglob("*")) if one.is_file()}
    for left in database.parent.glob(f".{site.name}.*"):
        files[left.name] = b"left behind"
    return posts, events, files


def read_and_serve(stage: Stage) -> int:
    """1,000 writes, each of which replaces all events, under a reader, a server and backups that never stop."""
    database = stage.folder / "loop.db"
    shutil.copy(stage.before, database)
    with open_reader(database) as reader:
        events = reader.events()
    versions = [[replace(one, place=f"place {turn}") for one in events[:50]] for turn in range(1000)]
    with open_store(database) as store:
        store.replace_events("town", versions[0])
    done = threading.Event()
    counted: Counter[str] = Counter()

    def whole(places: Sequence[str | None]) -> bool:
        return len(places) == 50 and len(set(places)) == 1

    def count(what: str, look: Callable[[], Sequence[str | None]]) -> None:
        while not done.is_set():
            try:
                fine = whole(look())
            except Exception as error:  # counted, whatever it is
                print(f"{what}: {error!r}")
                fine = False
            counted[f"{what} whole" if fine else f"{what} TORN"] += 1
            time.sleep(0.01)  # so that the writer gets its turns on a small machine

    def read() -> list[str | None]:
        with open_reader(database) as reader:
            return [one.place for one in reader.events()]

    def copied() -> list[str | None]:
        copy = stage.folder / "copy.db"
        backup(database, copy)
        if problem := problems(copy):
            raise ValueError(problem)
        with open_reader(copy) as reader:
            return [one.place for one in reader.events()]

    with serving(stage, database) as address:

        def served() -> list[str | None]:
            with urllib.request.urlopen(f"{address}town.ics", timeout=60) as got:
                return re.findall(r"^LOCATION:(.*?)\r?$", got.read().decode(), re.M)

        looks = {"look": read, "answer": served, "backup": copied}
        threads = [threading.Thread(target=count, args=each) for each in looks.items()]
        for thread in threads:
            thread.start()
        try:
            with open_store(database) as store:
                for version in versions:
                    store.replace_events("town", version)
        finally:
            done.set()
            for thread in threads:
                thread.join()
    print(f"1,000 writes: {', '.join(f'{n:,} {which}' for which, n in sorted(counted.items()))}", flush=True)
    return sum(number for what, number in counted.items() if what.endswith("TORN")) + (len(counted) < len(looks))


@contextmanager
def serving(stage: Stage, database: Path) -> Iterator[str]:
    """The address of ``timeline serve`` in a process of its own."""
    process = stage.start("serve", database)
    try:
        assert process.stderr is not None
        yield next(line.split()[1] for line in process.stderr if line.startswith("Serving"))
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def full_disk(stage: Stage) -> int:
    size = stage.before.stat().st_size + 150_000
    with mounted(stage.folder / "small", f"size={size}") as small:
        if small is None:
            return 0
        shutil.copy(stage.before, small / "t.db")
        return refused("full disk", stage, small / "t.db")


def read_only(stage: Stage) -> int:
    with mounted(stage.folder / "fixed", "size=64m") as fixed:
        if fixed is None:
            return 0
        shutil.copy(stage.before, fixed / "t.db")
        subprocess.run(["mount", "-o", "remount,ro", str(fixed)], check=True)
        return refused("read-only", stage, fixed / "t.db")


def refused(what: str, stage: Stage, database: Path) -> int:
    """A command that cannot write must say so in one line and leave everything as it was, and readable."""
    before = state(database)
    process = stage.start("ingest", database)
    _, said = process.communicate()
    lines = [line for line in said.splitlines() if line.startswith("timeline: ")]
    checks: dict[str, Callable[[], bool]] = {
        "exit code 1": lambda: process.returncode == 1,
        "one line and a remedy": lambda: len(lines) == 1 and "Try: " in said and "Traceback" not in said,
        "as it was": lambda: state(database) == before,
    }
    failed = [name for name, check in checks.items() if not check()]
    print(f"{what}: {lines[0] if lines else said!r}{'; NOT ' + ', '.join(failed) if failed else ''}")
    return len(failed)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path | None]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        print(f"{folder.name}: skipped, a file system cannot be mounted here")
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=False)


if __name__ == "__main__":
    sys.exit(main())
