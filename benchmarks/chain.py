"""Where the time of extract and ingest goes, step by step, and how that compares with less.

    python benchmarks/chain.py [--file posts.json] [--posts 20000] [--chrono FOLDER]

The posts of a file (any source that timeline ingest reads; else generated ones) are repeated up to ``--posts``, each
time under ids of their own. Everything is processor time of one run of each command in this process. Then ratios: to
one pass of one compiled pattern over the same texts, to chrono-node (from npm, unless ``--chrono`` names a folder that
holds it), and to bare inserts of the rows that ingest stored.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from functools import wraps
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from extract import Chrono, generated, read

STEPS = {
    "reading the source": ("timeline.cli.extracting:read_line", "timeline.posts.read:read*"),
    "telling the language": ("timeline.pipeline:language_of",),
    "finding expressions": ("timeline.pipeline:expressions_of",),
    "resolving": ("timeline.pipeline:resolve",),
    "naming": ("timeline.mentions:mention",),
    "storing posts, text index": ("timeline.store.store:Store.add_posts", "timeline.store.store:Store.posts_of*"),
    "storing mentions": ("timeline.store.store:Store.keep_mentions",),
    "events": (
        "timeline.events:build",
        "timeline.events:identify",
        "timeline.store.store:Store.mentions",
        "timeline.store.store:Store.keep_identities",
        "timeline.store.store:Store.replace_events",
        "timeline.store.store:Store.mark_built",
    ),
    "writing JSON": ("timeline.cli.extracting:_answer",),
}
"""The functions of each step; ``*`` marks those that give an iterator, whose time is that of its items."""

ONE_PATTERN = re.compile(
    r"\b(?:\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{1,2}[.:]\d{2}|\d{1,2}(?:-?го)?\s+(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|"
    r"сен|окт|ноя|дек)\w*(?:\s+\d{4})?|\d{4}\s+год\w*|сегодня|завтра|вчера|понедельник\w*|вторник\w*|сред[уые]|четверг\w*|"
    r"пятниц\w*|суббот\w*|воскресень\w*|(?:через|до|после|за)\s+\w+\s+(?:дн|недел|месяц|год|лет)\w*)",
    re.IGNORECASE,
)
ROUNDS = 3


class Watch:
    """The processor time of each step, without that of the steps within it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._within: list[float] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.process_time()
        self._within.append(0.0)
        try:
            yield
        finally:
            took = time.process_time() - began
            self.spent[name] = self.spent.get(name, 0.0) + took - self._within.pop()
            if self._within:
                self._within[-1] += took

    def wrapped(self, name: str, function: Callable[..., Any], iterates: bool) -> Callable[..., Any]:
        @wraps(function)
        def whole(*args: Any, **kwargs: Any) -> Any:
            with self.step(name):
                return function(*args, **kwargs)

        @wraps(function)
        def items(*args: Any, **kwargs: Any) -> Iterator[Any]:
            found = iter(whole(*args, **kwargs))
            while True:
                with self.step(name):
                    item = next(found, found)
                if item is found:
                    return
                yield item

        return items if iterates else whole


@contextmanager
def watched() -> Iterator[Watch]:
    """Every step watched, until the end."""
    watch, undo = Watch(), []
    for name, places in STEPS.items():
        for place in places:
            module, _, path = place.rstrip("*").partition(":")
            *owners, last = path.split(".")
            owner: Any = importlib.import_module(module)
            for one in owners:
                owner = getattr(owner, one)
            real = getattr(owner, last)
            undo.append((owner, last, real))
            setattr(owner, last, watch.wrapped(name, real, place.endswith("*")))
    try:
        yield watch
    finally:
        for owner, last, real in reversed(undo):
            setattr(owner, last, real)


def run(*arguments: str) -> None:
    """Run a command in this process; what it says goes nowhere."""
    from timeline.cli import main as timeline

    before, sys.argv = sys.argv, ["timeline", *arguments]
    try:
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), suppress(SystemExit):
            timeline()
    finally:
        sys.argv = before


def shares(title: str, count: int, *arguments: str) -> float:
    """Run a command with its steps watched and print where its time went; returns the processor seconds."""
    with watched() as watch:
        began = time.process_time()
        run(*arguments)
        total = time.process_time() - began
    print(f"\n{title}: {total:.1f} s, {count / total:,.0f} posts/s, {1e6 * total / count:,.0f} µs a post")
    for name, spent in sorted(watch.spent.items(), key=lambda item: -item[1]):
        print(f"  {name:28} {spent / total:6.1%} {1e6 * spent / count:8.1f} µs a post")
    rest = total - sum(watch.spent.values())
    print(f"  {'what joins them':28} {rest / total:6.1%} {1e6 * rest / count:8.1f} µs a post", flush=True)
    return total


def least(work: Callable[[], object]) -> float:
    """The processor seconds of the best of some rounds."""
    found = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def bare_inserts(database: Path, target: Path) -> float:
    """The rows of posts and mentions, and of what else ingest stored, into tables without index, trigger or check."""
    source = sqlite3.connect(database)
    tables = ("posts", "mentions", "spans", "events", "evidence", "changes", "identities", "log")
    rows = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    columns = {table: [one[0] for one in source.execute(f"SELECT * FROM {table}").description] for table in tables}
    source.close()

    def insert() -> None:
        target.unlink(missing_ok=True)
        connection = sqlite3.connect(target)
        for table in tables:
            connection.execute(f"CREATE TABLE {table} ({', '.join(columns[table])})")
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns[table]))})", rows[table])
        connection.commit()
        connection.close()

    return least(insert)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--file", type=Path, help="posts of any source that timeline ingest reads")
    parser.add_argument("--chrono", type=Path, help="a folder that holds chrono-node")
    chosen = parser.parse_args()
    texts = list(islice(cycle(read(chosen.file) if chosen.file else generated(chosen.posts)), chosen.posts))
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"Python {sys.version.split()[0]}; {len(texts):,} posts, {size:.1f} MB")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        posts, database = folder / "posts.jsonl", folder / "t.db"
        with posts.open("w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                record = {"id": number, "channel": "news", "date": "2024-12-04T08:55:19+00:00", "text": text}
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        few = folder / "few.jsonl"
        few.write_text("".join(posts.open(encoding="utf-8").readlines()[:200]), encoding="utf-8")
        os.environ["TIMELINE_CONFIG"] = str(folder)
        run("extract", str(few))  # what is loaded once is not the work
        read_all = shares("extract", len(texts), "extract", str(posts))
        stored = shares("ingest", len(texts), "ingest", str(posts), "--database", str(database))
        pattern = least(lambda: sum(1 for text in texts for _ in ONE_PATTERN.finditer(text)))
        bare = bare_inserts(database, folder / "bare.db")
        print(f"\none pass of one compiled pattern: {pattern:.2f} s; extract takes {read_all / pattern:.0f} times that")
        print(f"bare inserts of the same rows: {bare:.2f} s; ingest takes {stored / bare:.0f} times that")
        chrono = Chrono(chosen.chrono, name)
        if chrono.missing:
            print(f"chrono-node: left out, {chrono.missing}")
        else:
            peer = min(chrono.measure(texts)[0] for _ in range(ROUNDS))
            print(f"chrono-node, Russian: {peer:.2f} s; extract takes {read_all / peer:.2f} times that")


if __name__ == "__main__":
    main()
