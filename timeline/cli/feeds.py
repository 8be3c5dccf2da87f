"""Commands: feeds. ``feed`` writes or judges a calendar file."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import options
from timeline.errors import OutputError, UsageError

if TYPE_CHECKING:
    from timeline.calendars import Calendar
    from timeline.store import Reader


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    app.command("feed")(feed)


def feed(
    calendar: Annotated[str | None, typer.Argument(help="Which calendar; may be left out if there is one.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write; else to stdout.")] = None,
    name: Annotated[str | None, typer.Option("--feed", help="A named feed of the calendar's definition.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only these kinds of event.")] = None,
    audience: Annotated[list[str] | None, typer.Option(help="voter, candidate, observer, journalist.")] = None,
    election: Annotated[list[str] | None, typer.Option(help="Only these elections.")] = None,
    certainty: Annotated[
        str | None, typer.Option(help="default, certain, to-be-confirmed (windows of over two weeks), all.")
    ] = None,
    cancelled: Annotated[str | None, typer.Option(help="keep or hide; else shown for 30 days.")] = None,
    foreign: Annotated[bool, typer.Option("--foreign", help="Other countries' elections too.")] = False,
    alarm: Annotated[str | None, typer.Option(help="A reminder before each event: 30m, 2h, 1d.")] = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE", help="Language of titles and texts: ru, be, en.")] = None,
    check: Annotated[str | None, typer.Option(metavar="FILE_OR_URL", help="Judge any calendar file instead.")] = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Write a calendar file (ICS) that every calendar app takes."""
    if check is not None:
        raise typer.Exit(_judge(check))
    from timeline.feed.filters import parse_alarm
    from timeline.feed.named import MAIN, named_feed
    from timeline.feed.reader import keep, shelf
    from timeline.store import open_reader

    settings = options.settings(database, calendar, lang, config=config)
    with open_reader(settings.database) as reader:
        which = _calendar(reader, settings)
        asked = named_feed(which, name or MAIN, settings.lang)
        changes: dict[str, Any] = {
            "kinds": tuple(kind or ()),
            "audiences": tuple(audience or ()),
            "elections": tuple(election or ()),
            "certainty": certainty,
            "cancelled": cancelled,
            "foreign": foreign,
            "alarm": parse_alarm(alarm) if alarm else None,
        }
        chosen = replace(asked.filter, **{key: value for key, value in changes.items() if value})
        made = shelf(reader, which, chosen.lang)
    result = made.feed(chosen, datetime.now(which.zone).date(), name=asked.title)
    keep(settings.database, made)
    _write(result.octets, output)
    older = f"; {result.left_out} older ones no longer fit into what calendar services take" if result.left_out else ""
    print(f"{result.entries} events{f' in {output}' if output else ''}{older}", file=sys.stderr)


def _judge(where: str) -> int:
    """Print what is right and wrong with a feed; the exit code says whether apps will take it."""
    from timeline.feed import check
    from timeline.feed.fetch import fetch

    octets, served = fetch(where)
    verdict = check(octets)
    findings = [*verdict.findings, *served]
    for finding in sorted(findings, key=lambda finding: ("error", "warning", "note").index(finding.level)):
        print(finding)
    levels = [finding.level for finding in findings]
    worst = "calendar apps will take it" if "error" not in levels else "some calendar apps will refuse or garble it"
    print(f"{verdict.events} events, {levels.count('error')} errors, {levels.count('warning')} warnings: {worst}")
    return int("error" in levels)


def _write(octets: bytes, output: Path | None) -> None:
    """To stdout, or into a file that is replaced whole, and left alone if it already says the same."""
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(octets)
        return
    try:
        if output.is_file() and output.read_bytes() == octets:
            return
        fresh = output.with_name(f".{output.name}.new")
        fresh.write_bytes(octets)
        fresh.replace(output)
    except OSError as error:
        raise OutputError(
            f"cannot write {output}: {error.strerror}", "name a file in a folder you can write to"
        ) from error


def _calendar(reader: Reader, chosen: options.Settings) -> Calendar:
    """The definition of the calendar asked for, or of the one that the table holds."""
    held = reader.calendars()
    if chosen.calendar is None and len(held) == 1:
        chosen = replace(chosen, calendar=held[0])
    elif chosen.calendar is None and len(held) > 1:
        raise UsageError("there are several calendars", f"timeline feed CALENDAR, with one of {', '.join(held)}")
    elif chosen.calendar is not None and chosen.calendar not in held:
        raise UsageError(
            f"nothing was read into a calendar {chosen.calendar!r}", f"one of {', '.join(held) or '(none yet)'}"
        )
    return options.find_calendar(chosen)
