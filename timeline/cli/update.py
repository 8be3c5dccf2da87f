"""``timeline update``: what is new in the sources of the calendars, into the event table; once, or again and again."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import candidates, options
from timeline.cli.streams import complain, warn
from timeline.cli.summary import counted, events_in_words, events_listed, not_read, posts_in_words, say_zone
from timeline.errors import DefinitionError, TimelineError, UsageError

if TYPE_CHECKING:
    from timeline.calendars import Calendar
    from timeline.update import UpdateReport

EVERY = re.compile(r"(\d{1,4})\s*(m|min|h|d)")
LEAST = timedelta(minutes=1)

Calendars = Annotated[
    list[str] | None,
    typer.Argument(metavar="CALENDAR", help="Which; else all that have sources.", autocompletion=candidates.calendars),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Read channels back to this day, or to their first post: all."),
]
Watch = Annotated[bool, typer.Option("--watch", help="Stay, and look again and again. Ctrl-C ends it.")]
Every = Annotated[
    str, typer.Option("--every", metavar="TIME", help="With --watch: how long between two looks (10m, 1h).")
]
Offline = Annotated[bool, typer.Option("--offline", help="Files and folders only; nothing from the web.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also addresses within this machine's own network.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    app.command()(update)


def update(
    calendars: Calendars = None,
    since: Since = None,
    watch: Watch = False,
    every: Every = "10m",
    offline: Offline = False,
    allow_private: AllowPrivate = False,
    tz: options.Zone = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Read what is new in the sources of calendars, and bring their events up to date.

    The sources are those that the definitions of calendars name, and addresses that were ingested. A
    channel is read back three months the first time; --since DATE says otherwise, and is remembered.
    """
    from timeline.store import open_store
    from timeline.store.lock import updating

    chosen = options.settings(database, tz=tz, config=config)
    pause = _period(every)
    open_store(chosen.database).close()  # made or migrated before anything is asked of a server
    with updating(chosen.database):
        if not watch:
            _once(chosen, calendars, since, offline=offline, allow_private=allow_private)
            return
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # every step is a transaction: it can end anywhere
        with suppress(KeyboardInterrupt):
            while True:
                try:
                    _once(chosen, calendars, since, offline=offline, allow_private=allow_private)
                except UsageError:
                    raise
                except TimelineError as error:
                    complain(error)
                since = None  # it is remembered
                time.sleep(pause.total_seconds())


def _once(
    chosen: options.Settings,
    calendars: Sequence[str] | None,
    since: str | None,
    *,
    offline: bool,
    allow_private: bool,
) -> None:
    """One round. Raises at its end where something went wrong."""
    targets, trouble = _targets(chosen, calendars)
    if not targets and not trouble:
        raise UsageError(
            "no calendar has a source",
            "name one in its definition (timeline calendars new), or read an address: timeline ingest URL",
        )

    def read(calendar: Calendar, sources: Sequence[str]) -> UpdateReport:
        return read_sources(chosen, calendar, sources, since=since, offline=offline, allow_private=allow_private)

    _finish(((calendar.id, read(calendar, sources)) for calendar, sources in targets), trouble)


def read_sources(
    chosen: options.Settings,
    calendar: Calendar,
    sources: Sequence[str],
    *,
    since: str | None = None,
    offline: bool = False,
    allow_private: bool = False,
) -> UpdateReport:
    """Read sources into a calendar, with a bar on a terminal."""
    from timeline.calendars.channels import is_address
    from timeline.cli.progress import Bars
    from timeline.posts.live import Manners, Web
    from timeline.update import update

    wanted = [source for source in sources if not (offline and is_address(source))]
    back_to = _back_to(since, calendar)

    async def run(bars: Bars) -> UpdateReport:
        async with Web(Manners(allow_private=allow_private, offline=offline)) as web:
            return await update(chosen.database, calendar, wanted, web, since=back_to, share=bars.share, warn=warn)

    with Bars(None) as bars:
        return asyncio.run(run(bars))


def read_address(chosen: options.Settings, address: str, *, allow_private: bool = False) -> None:
    """Read an address into the chosen calendar, of which it is a source from then on."""
    from timeline.store import open_store
    from timeline.store.lock import updating

    target, guessed = options.find_calendar(chosen), options.zone_is_guessed(chosen)
    open_store(chosen.database).close()
    with updating(chosen.database):
        _finish([(target.id, read_sources(chosen, target, [address], allow_private=allow_private))], [])
    if guessed:
        say_zone(target.zone)


def _finish(reports: Iterable[tuple[str, UpdateReport]], trouble: list[TimelineError]) -> None:
    """Say what each calendar gained; raise what went wrong, the last of it, after saying the rest."""
    for name, report in reports:
        if report.counts.read or not all(one.error for one in report.sources):
            print(f"{name}: {report_in_words(report)}", flush=True)
        for line in events_listed(report.events):
            print(line, flush=True)
        trouble += [one.error for one in report.sources if one.error is not None]
        trouble += [not_read(report.failed)] if report.failed else []
    for error in trouble[:-1]:
        complain(error)
    if trouble:
        raise trouble[-1]


def report_in_words(report: UpdateReport) -> str:
    """``40 posts read: 3 new, 1 changed, 36 known. 9 events: 1 changed.``, and what was withdrawn."""
    withdrawn = sum(one.withdrawn for one in report.sources)
    gone = f" {counted(withdrawn, 'post')} withdrawn." if withdrawn else ""
    return f"{posts_in_words(report.counts)}{gone} {events_in_words(report.events)}"


def _targets(
    chosen: options.Settings, calendars: Sequence[str] | None
) -> tuple[list[tuple[Calendar, list[str]]], list[TimelineError]]:
    """The calendars to update, each with its sources; and the definitions that are wrong, if none was asked for."""
    from timeline.calendars import definition_files
    from timeline.store import open_reader
    from timeline.update import sources_of

    found, wrong = [], list[TimelineError]()
    for one in calendars or dict.fromkeys([*definition_files(), "default"]):
        try:
            found.append(options.find_calendar(replace(chosen, calendar=one)))
        except DefinitionError as error:
            if calendars:
                raise
            wrong.append(error)
    with open_reader(chosen.database) as reader:
        targets = [(one, sources_of(one, reader)) for one in found]
    for calendar, sources in targets:
        if calendars and not sources:
            reads = f"timeline ingest https://t.me/s/NAME --calendar {calendar.id}"
            remedy = f"read an address, which is a source from then on: {reads}"
            remedy += f"; or add sources to {calendar.path}" if calendar.path else ""
            raise UsageError(f"the calendar {calendar.id} has no sources", remedy)
    return [(calendar, sources) for calendar, sources in targets if sources], wrong


def _back_to(since: str | None, calendar: Calendar) -> datetime | None:
    from timeline.cli.when import typed_when
    from timeline.update import WHOLE

    if since is None:
        return None
    if since == "all":
        return WHOLE
    return max(WHOLE, typed_when(since, calendar.zone, option="--since", prefer="past").astimezone(UTC))


def _period(text: str) -> timedelta:
    matched = EVERY.fullmatch(text.strip().lower())
    if matched is None:
        raise UsageError(f"--every {text}: that is no period", "--every 10m, --every 1h or --every 1d")
    unit = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}[matched[2]]
    return max(LEAST, timedelta(**{unit: int(matched[1])}))
