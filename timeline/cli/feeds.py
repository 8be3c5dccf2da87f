"""Commands ``feed``, ``publish`` and ``serve``: calendar files, and a place to get them."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.calendars import AUDIENCES, CERTAINTIES
from timeline.cli import candidates, options
from timeline.cli.streams import warn
from timeline.cli.summary import counted
from timeline.errors import DatabaseError, OutputError, UsageError

if TYPE_CHECKING:
    from timeline.calendars import Calendar
    from timeline.feed import Feed
    from timeline.store import Reader

Calendars = Annotated[
    str | None,
    typer.Argument(
        metavar="CALENDAR", help="Which calendar; may be left out if there is one.", autocompletion=candidates.calendars
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="The file to write; else to stdout.", readable=False),
]
Kinds = Annotated[list[str] | None, typer.Option(help="Only these kinds of event.", autocompletion=candidates.kinds)]
Audiences = Annotated[
    list[str] | None, typer.Option(help=f"{', '.join(AUDIENCES)}.", autocompletion=candidates.one_of(*AUDIENCES))
]
Certainty = Annotated[
    str | None,
    typer.Option(
        help="default, certain, to-be-confirmed (windows of over two weeks), all.",
        autocompletion=candidates.one_of(*CERTAINTIES),
    ),
]
Cancelled = Annotated[
    str | None,
    typer.Option(help="keep or hide; else shown for 30 days.", autocompletion=candidates.one_of("keep", "hide")),
]
Alarm = Annotated[
    str | None,
    typer.Option(
        help="A reminder before each event: 30m, 2h, 1d.", autocompletion=candidates.one_of("30m", "2h", "1d", "1w")
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help="Language of titles and texts: ru, be, uk, en.",
        autocompletion=candidates.one_of("ru", "be", "uk", "en"),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    app.command("feed")(feed)
    app.command("publish")(publish)
    app.command("serve")(serve)


def feed(
    calendar: Calendars = None,
    output: Output = None,
    name: Annotated[str | None, typer.Option("--feed", help="A named feed of the calendar's definition.")] = None,
    kind: Kinds = None,
    audience: Audiences = None,
    election: Annotated[list[str] | None, typer.Option(help="Only these elections.")] = None,
    certainty: Certainty = None,
    cancelled: Cancelled = None,
    foreign: Annotated[bool, typer.Option("--foreign", help="Other countries' elections too.")] = False,
    alarm: Alarm = None,
    lang: Language = None,
    check: Annotated[str | None, typer.Option(metavar="FILE_OR_URL", help="Judge any calendar file instead.")] = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Write a calendar file (ICS) that every calendar app takes."""
    if check is not None:
        raise typer.Exit(_judge(check))
    from timeline.feed.filters import parse_alarm

    wanted = {
        "kinds": tuple(kind or ()),
        "audiences": tuple(audience or ()),
        "elections": tuple(election or ()),
        "certainty": certainty,
        "cancelled": cancelled,
        "foreign": foreign,
        "alarm": parse_alarm(alarm) if alarm else None,
    }
    given = {key: value for key, value in wanted.items() if value}
    result = _made(options.settings(database, calendar, config=config), name, lang, given)
    _write(result.octets, output)
    older = f"; {result.left_out} older ones no longer fit into what calendar services take" if result.left_out else ""
    print(f"{counted(result.entries, 'event')}{f' in {output}' if output else ''}{older}", file=sys.stderr)


def _made(settings: options.Settings, name: str | None, lang: str | None, given: dict[str, Any]) -> Feed:
    """The feed of that name, with what is given in its filter; its entries are kept for the next time.

    Raises UsageError, DatabaseError, DefinitionError.
    """
    from timeline.feed.named import MAIN, named_feed
    from timeline.feed.phrases import LANGUAGES
    from timeline.feed.reader import keep, shelf
    from timeline.store import open_reader

    with open_reader(settings.database) as reader:
        which = _calendar(reader, settings)
        spoken = settings.lang if settings.lang in LANGUAGES else None  # a setting may suit only the views
        asked = named_feed(which, name or MAIN, lang or spoken)
        chosen = replace(asked.filter, **given)
        made = shelf(reader, which, chosen.lang, light=True)
    made.refuse_unknown(chosen)
    result = made.feed(chosen, datetime.now(which.zone).date(), name=asked.title)
    keep(settings.database, made)
    return result


def publish(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder that is new, empty, or was published before.")
    ],
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where it will be found, so that it can name its own address.")
    ] = None,
    at: Annotated[str | None, typer.Option(metavar="DATE", help="Pretend that today is DATE.")] = None,
    calendar: options.CalendarId = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Write the feeds and pages as static files, for any web host."""
    from timeline.feed.reader import keep
    from timeline.site.publish import publish as write
    from timeline.site.site import Site
    from timeline.site.snapshot import read
    from timeline.store import open_reader

    settings = options.settings(database, calendar, config=config)
    base = base_of(url)
    with open_reader(settings.database) as reader:
        calendars = _calendars(reader, settings)
        snapshot = read(reader, calendars)
    now = datetime.now(UTC)
    if at is not None:
        from timeline.cli.when import typed_when

        now = typed_when(at, calendars[0].zone if calendars else options.machine_zone(), option="--at")
    done = write(Site(snapshot, now, base, counting=at is None), folder)
    for held in snapshot.calendars.values():
        keep(settings.database, held.shelf)
    told = f"{done.written} written, {done.removed} removed" if done.written or done.removed else "nothing has changed"
    print(f"{counted(done.files, 'file')} in {folder}: {told}", file=sys.stderr)
    if base is None:
        print("With --url its subscribe links work without JavaScript, too.", file=sys.stderr)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8765,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address people use, if that is another (behind a proxy).")
    ] = None,
    gzip: Annotated[bool, typer.Option("--gzip/--no-gzip", help="Compress answers for those who can read it.")] = True,
    log: Annotated[bool, typer.Option("--log/--no-log", help="A line for each request, without addresses.")] = True,
    calendar: options.CalendarId = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Serve the feeds and pages from a small server, always as the event table is now."""
    from timeline.site.server import Server
    from timeline.site.serving import run
    from timeline.store import open_reader

    if not host:
        raise UsageError("--host is empty", "127.0.0.1 for this machine alone, 0.0.0.0 for all")
    settings = options.settings(database, calendar, config=config)
    base = base_of(url)
    try:
        with open_reader(settings.database, wait=1) as reader:
            _calendars(reader, settings)
    except DatabaseError as error:  # the server says so, until it is there
        warn(error.message)
    server = Server(
        settings.database,
        lambda reader: _calendars(reader, settings),
        base,
        gzip=gzip,
        log=_say if log else None,
        tell=warn,
    )
    run(server, host, port, lambda address: _say(f"Serving {address} (Ctrl-C stops it)"))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _judge(where: str) -> int:
    """Print what is right and wrong with a feed; the exit code says whether apps will take it."""
    from timeline.countdown.width import clean
    from timeline.feed import check
    from timeline.feed.fetch import fetch

    octets, served = fetch(where)
    verdict = check(octets)
    verdict = replace(verdict, findings=(*verdict.findings, *served))
    for finding in sorted(verdict.findings, key=lambda finding: ("error", "warning", "note").index(finding.level)):
        print(clean(str(finding)))
    errors, warnings = (sum(finding.level == level for finding in verdict.findings) for level in ("error", "warning"))
    worst = "calendar apps will take it" if verdict.fine else "some calendar apps will refuse or garble it"
    counts = (counted(verdict.events, "event"), counted(errors, "error"), counted(warnings, "warning"))
    print(f"{', '.join(counts)}: {worst}")
    return int(not verdict.fine)


def _write(octets: bytes, output: Path | None) -> None:
    """To stdout, or into a file. Raises OutputError."""
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(octets)
        return
    try:
        if output.exists() and not output.is_file():  # a pipe, a device
            output.write_bytes(octets)
        else:
            _replace(output.resolve(), octets)
    except OSError as error:
        raise OutputError(
            f"cannot write {output}: {error.strerror}", "name a file in a folder you can write to"
        ) from error


def _replace(path: Path, octets: bytes) -> None:
    """Write a file in one step, with the rights it had; it is left alone if it says the same already."""
    known = path.exists()
    if known and path.read_bytes() == octets:
        return
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(octets)
        if known:
            fresh.chmod(path.stat().st_mode)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def base_of(url: str | None) -> str | None:
    """The address of a site with its closing slash. Raises ``UsageError`` for what is none."""
    from timeline.feed.content import web_address

    if url is None:
        return None
    base = url.rstrip("/") + "/"
    if web_address(base) is None or "?" in base or "#" in base:
        raise UsageError(f"not the address of a site: {url}", "something like https://example.org/elections/")
    return base


def _calendar(reader: Reader, chosen: options.Settings) -> Calendar:
    """The calendar asked for, or the one that the table holds."""
    if chosen.calendar is None and len(held := reader.calendars()) > 1:
        raise UsageError("there are several calendars", f"timeline feed CALENDAR, with one of {', '.join(held)}")
    found = _calendars(reader, chosen)
    return found[0] if found else options.find_calendar(chosen)


def _calendars(reader: Reader, chosen: options.Settings) -> list[Calendar]:
    """The definitions of the calendar asked for, or of all that the table holds."""
    held = reader.calendars()
    if chosen.calendar is not None and chosen.calendar not in held:
        raise UsageError(
            f"nothing was read into a calendar {chosen.calendar!r}", f"one of {', '.join(held) or '(none yet)'}"
        )
    names = [chosen.calendar] if chosen.calendar is not None else held
    return [options.find_calendar(replace(chosen, calendar=name)) for name in names]
