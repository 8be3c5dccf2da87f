"""``timeline ingest``: posts from a file or a pipe into the event table."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime, time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from timeline.cli import candidates, options
from timeline.cli.progress import Bars
from timeline.cli.streams import warn
from timeline.cli.summary import not_read, posts_in_words, say_events, say_zone
from timeline.cli.when import typed_when
from timeline.errors import UsageError
from timeline.posts.kinds import KINDS, Kind

if TYPE_CHECKING:
    from timeline.calendars import Calendar
    from timeline.ingest import Progress, Report
    from timeline.posts import Post, Posted
    from timeline.store.store import Store

Source = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A file with posts, an address, or - for standard input.")
]
PostedAt = Annotated[
    str | None, typer.Option("--posted", metavar="DATE", help="When posts without a date were posted.")
]
PostedFrom = Annotated[
    str | None, typer.Option("--posted-from", metavar="DATE", help="… or the first day they can be from …")
]
PostedTo = Annotated[str | None, typer.Option("--posted-to", metavar="DATE", help="… and the last one, inclusive.")]
KindName = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="KIND",
        help=f"The kind of source, if it is not recognised: {', '.join(KINDS)}.",
        autocompletion=candidates.one_of(*KINDS),
    ),
]
ChannelName = Annotated[
    str | None, typer.Option("--channel", metavar="NAME", help="The channel, where the source does not name it.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also an address within this machine's own network.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    app.command()(ingest)


def ingest(
    source: Source,
    calendar: options.CalendarId = None,
    posted: PostedAt = None,
    posted_from: PostedFrom = None,
    posted_to: PostedTo = None,
    kind: KindName = None,
    channel: ChannelName = None,
    allow_private: AllowPrivate = False,
    dry_run: DryRun = False,
    workers: options.Workers = 1,
    tz: options.Zone = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Read posts into the event table.

    SOURCE is the copied text of a t.me/s page, such a page saved as HTML, messages copied in a Telegram app,
    a Telegram Desktop export (result.json or messages.html), JSON lines or a JSON array, a CSV table, RSS or
    Atom. Reading the same posts again adds nothing. An address (https://t.me/s/NAME, @NAME, or a feed) is a
    source of the calendar from then on: timeline update reads what is new there.
    """
    from timeline.calendars.channels import is_address
    from timeline.cli.update import read_address
    from timeline.posts.read import read

    chosen = options.settings(database, calendar, tz=tz, config=config)
    source = _written_out(source)
    if is_address(source):
        if dry_run or kind or posted or posted_from or posted_to:
            raise UsageError("an address is read as it is", "save the page for --dry-run, --as and --posted")
        read_address(chosen, source, allow_private=allow_private)
        return
    target, guessed = options.find_calendar(chosen), options.zone_is_guessed(chosen)
    known = _posted(posted, posted_from, posted_to, target.zone)
    reading = partial(read, source, zone=target.zone, warn=warn, kind=_kind(kind), channel=channel, posted=known)
    with Bars(_size(source)) as bars:
        posts = reading(progress=bars.read)
        report = _stored(chosen.database, target, posts, source, bars.step, dry_run, options.processes(workers))
    _tell(report, target.zone if guessed else None, dry_run)


def _tell(report: Report, guessed: ZoneInfo | None, dry_run: bool) -> None:
    """Say what came of it. Raises what kept posts from being read, after saying the rest."""
    say_events(report.events, f"{posts_in_words(report.posts)} ")
    if guessed is not None:
        say_zone(guessed)
    if dry_run:
        print("Nothing was stored (--dry-run).", file=sys.stderr)
    if report.error is not None:
        raise report.error
    if report.failed:
        raise not_read(report.failed)


def _written_out(source: str) -> str:
    """The whole address of a channel that is named as people name it (@name, t.me/name), unless a file is called so.

    Raises UsageError for an address of another sort than those that are read.
    """
    from timeline.calendars.channels import channel_of, is_address

    if is_address(source) or os.path.exists(source):
        return source
    if "://" in source:
        raise UsageError(f"{source!r} is no address that posts are read from", "https://…, http://… or telethon:NAME")
    name = channel_of(source)
    return f"https://t.me/s/{name}" if name else source


def _stored(
    database: Path,
    calendar: Calendar,
    posts: Iterator[Post],
    source: str,
    step: Progress,
    dry_run: bool,
    workers: int,
) -> Report:
    """What ``ingest`` makes of the posts of a source; with ``dry_run`` it is taken back."""
    from timeline.ingest import ingest

    name = "standard input" if source == "-" else str(Path(source).absolute())
    reports = []
    with _database(database, dry_run) as store, suppress(_Undo), store.writing() if dry_run else nullcontext():
        reports.append(ingest(store, calendar, posts, source=name, progress=step, workers=workers))
        if dry_run:
            raise _Undo
    return reports[0]


class _Undo(Exception):
    """Takes a dry run back."""


@contextmanager
def _database(path: Path, dry_run: bool) -> Iterator[Store]:
    """The database; for a dry run where there is none, one that goes away."""
    from timeline.store import open_store

    if os.path.exists(path) or not dry_run:
        with open_store(path) as store:
            yield store
        return
    with TemporaryDirectory(prefix="timeline-") as folder, open_store(Path(folder) / "dry-run.db") as store:
        yield store


def _posted(at: str | None, first: str | None, last: str | None, zone: ZoneInfo) -> Posted | None:
    """What the options say of posts without a date."""
    from timeline.posts import Posted

    if at is not None and (first is not None or last is not None):
        raise UsageError("--posted says it exactly, --posted-from and --posted-to do not", "give one or the other")
    if at is not None:
        return Posted.assumed(typed_when(at, zone, option="--posted", prefer="past"))
    if first is None and last is None:
        return None
    earliest = typed_when(first, zone, option="--posted-from", prefer="past") if first else None
    latest = typed_when(last, zone, option="--posted-to", prefer="past") if last else None
    if latest is not None and latest.time() == time():  # a day counts to its end
        latest = datetime.combine(latest, time.max, latest.tzinfo)
    if earliest is not None and latest is not None and earliest > latest:
        raise UsageError("--posted-from is later than --posted-to", "give the earlier day to --posted-from")
    return Posted.between(earliest, latest)


def _kind(name: str | None) -> Kind | None:
    if name is not None and name not in KINDS:
        raise UsageError(f"--as {name}: there is no such kind of source", f"one of {', '.join(KINDS)}")
    return name


def _size(source: str) -> int | None:
    try:
        return None if source == "-" else Path(source).stat().st_size
    except OSError:
        return None
