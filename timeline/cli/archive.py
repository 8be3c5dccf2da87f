"""Commands ``archive extract`` and ``archive build``: archives larger than a machine, many calendars at once."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import candidates, options
from timeline.cli.progress import Partitions
from timeline.cli.streams import warn
from timeline.cli.summary import counted
from timeline.errors import TimelineError, UsageError

if TYPE_CHECKING:
    from timeline.archive.running import Each, Failure

NEEDS = ("dask", "distributed", "fsspec", "pyarrow")

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT", help="JSON lines (.jsonl, .gz, .zst) or .parquet: paths, folders, patterns, s3://…, gs://…"
    ),
]
Out = Annotated[
    str, typer.Option("-o", "--output", metavar="OUT", help="The folder for what comes out, or its address.")
]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="A Dask scheduler that runs; else this machine's processors."),
]
Size = Annotated[
    float | None,
    typer.Option("--partition", metavar="MB", min=0.01, help="Megabytes of input that a worker takes at a time: 64."),
]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=0, help="Processes on this machine; 0: one for each processor.")
]
ZoneOfOthers = Annotated[
    str | None,
    typer.Option(
        "--tz",
        metavar="ZONE",
        help=f"Zone of channels that no calendar defines; else {options.NOBODYS_ZONE}.",
        autocompletion=candidates.zones,
    ),
]
Address = Annotated[str | None, typer.Option("--url", metavar="URL", help="The address OUT will have in the web.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    archive = typer.Typer(help="Archives larger than a machine, and many calendars at once.", no_args_is_help=True)
    archive.command("extract")(extract)
    archive.command("build")(build)
    app.add_typer(archive, name="archive")


def extract(
    inputs: Inputs,
    output: Out,
    scheduler: Scheduler = None,
    workers: Workers = 0,
    partition: Size = None,
    calendar: options.ReadAs = None,
    tz: options.ReadIn = None,
) -> None:
    """Read an archive of posts: every time expression and every mention in it, as tables of Parquet.

    What is finished is not done again: run it again after whatever ended it. A record that makes no post is set
    aside in OUT/rejects with its reason and stops nothing.
    """
    _installed()
    from timeline.archive.extract import extract as run
    from timeline.cli.extracting import definition

    rules = definition(calendar, tz)
    with _each(scheduler, workers, output) as each, Partitions("Reading", "posts") as tell:
        done = run(inputs, output, rules, each, tell=tell, **_size(partition))
    counts = done.counts
    print(
        f"{counted(done.partitions, 'partition')}: {done.finished:,} read, {done.known:,} known. "
        f"{counted(counts.get('posts', 0), 'post')}, {counted(counts.get('timexes', 0), 'time expression')}, "
        f"{counted(counts.get('mentions', 0), 'mention')}."
    )
    if aside := counts.get("rejects", 0):
        print(f"{counted(aside, 'record')} set aside: {output.rstrip('/')}/rejects", file=sys.stderr)
    _raise(done.failures, "partition")
    _fault(counts.get("faults", 0), f"report it with what {output.rstrip('/')}/rejects says")


def build(
    inputs: Inputs,
    output: Out,
    scheduler: Scheduler = None,
    workers: Workers = 0,
    partition: Size = None,
    tz: ZoneOfOthers = None,
    url: Address = None,
    config: options.Config = None,
) -> None:
    """Build a calendar for every channel of an archive: its event table, its feeds and its pages.

    A channel that a calendar definition reads is built by it, any other by the default one of its language.
    A calendar whose posts have not changed is left alone.
    """
    _installed()
    from datetime import UTC, datetime

    from timeline.archive.build import build as run
    from timeline.cli.extracting import definition
    from timeline.cli.feeds import base_of

    options.settings(config=config)
    rules, base = definition(None, tz), base_of(url)
    with _each(scheduler, workers, output) as each, Partitions("Building", "calendars") as tell:
        done = run(inputs, output, rules, each, now=datetime.now(UTC), base=base, tell=tell, **_size(partition))
    counts = done.grouped.counts
    print(
        f"{counted(counts.get('posts', 0), 'post')}. "
        f"{counted(done.calendars, 'calendar')}: {done.built:,} built, {done.known:,} known."
    )
    if aside := counts.get("rejects", 0):
        print(f"{counted(aside, 'record')} set aside: {output.rstrip('/')}/rejects", file=sys.stderr)
    _raise((*done.grouped.failures, *done.failures), "part")
    _fault(done.faults, "report it; timeline status --database FILE names the posts")


def _installed() -> None:
    """Raise ``UsageError`` where the extra is not."""
    if missing := [name for name in NEEDS if find_spec(name) is None]:
        raise UsageError(f"archives need {', '.join(missing)}", "pip install 'election-timeline[cluster]'")


def _size(megabytes: float | None) -> dict[str, int]:
    return {} if megabytes is None else {"size": int(megabytes * 1_000_000)}


def _each(scheduler: str | None, workers: int, output: str) -> AbstractContextManager[Each]:
    """Where the work is done; one process needs no cluster, and memory:// is only in this one."""
    from timeline.archive import running, storage

    if scheduler is not None and workers:
        raise UsageError("--workers is for this machine, --scheduler for another's", "give one or the other")
    alone = storage.in_process_only(output)
    if scheduler is not None:
        if alone:
            raise UsageError(f"{output} is in the memory of one process", "a folder that all workers can write to")
        return running.remote(scheduler)
    at_once = 1 if alone else options.processes(workers)
    return running.local(at_once) if at_once > 1 else nullcontext(running.here)


def _fault(posts: int, remedy: str) -> None:
    """End with an error where a fault of this program kept posts from being read."""
    if posts:
        raise TimelineError(f"{counted(posts, 'post')} could not be read, which is a fault of this program", remedy)


def _raise(failures: tuple[Failure, ...], what: str) -> None:
    """Say what could not be done, in a line each, and end with an error."""
    if not failures:
        return
    for failure in failures[:5]:
        warn(failure.error.message)
    raise TimelineError(
        f"{counted(len(failures), what)} could not be done; the others are finished",
        "mend what is named above and run this again",
    )
