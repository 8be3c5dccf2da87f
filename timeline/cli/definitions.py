"""Commands: calendar definitions, and what the law expects beside what was announced."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import candidates, options
from timeline.cli.streams import print_json
from timeline.cli.summary import counted
from timeline.countdown.phrases import LANGUAGES
from timeline.errors import DefinitionError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.calendars import Calendar, Election
    from timeline.cli.law_text import Wording
    from timeline.events import Event

MOST_COLUMNS = 140

Width = Annotated[int | None, typer.Option("--width", metavar="COLUMNS", min=30, help="Columns of the text.")]
Body = Annotated[
    str | None, typer.Option("--body", metavar="BODY", help="Whom the election is for, such as president.")
]
Day = Annotated[
    str | None,
    typer.Option("--election", metavar="ID|DAY", help="An election: its id, or its (last) voting day."),
]
LanguageCodes = Annotated[
    list[str] | None,
    typer.Option(
        "--language", metavar="CODE", help=f"{', '.join(LANGUAGES)}.", autocompletion=candidates.one_of(*LANGUAGES)
    ),
]
OneOrAll = Annotated[
    str | None,
    typer.Argument(metavar="CALENDAR", help="One calendar; else all.", autocompletion=candidates.calendars),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    group = typer.Typer(
        help="Calendar definitions: which are there, what they say, whether they are right.", no_args_is_help=True
    )
    group.command("list")(list_calendars)
    group.command("show")(show_calendar)
    group.command("check")(check_calendars)
    group.command("new")(new_calendar)
    app.add_typer(group, name="calendars")
    app.command("law")(law)


def list_calendars(as_json: options.AsJson = False) -> None:
    """Show the calendars that are defined: your own, then those that come with the program."""
    from timeline.calendars import definition_files
    from timeline.calendars.places import describe, read_file

    rows = []
    for id_, path in definition_files().items():
        calendar, problems = read_file(path)
        rows.append(
            {
                "id": id_,
                "name": calendar.name if calendar else None,
                "zone": calendar.zone.key if calendar else None,
                "languages": list(calendar.languages) if calendar else None,
                "sources": list(calendar.sources) if calendar else None,
                "elections": [election.id for election in calendar.elections] if calendar else None,
                "rules": len(calendar.deadlines) if calendar else None,
                "path": str(path),
                "problem": None if calendar else describe(path, problems[0]),
            }
        )
    if as_json:
        print_json(rows)
        return
    wide = max((len(str(row["id"])) for row in rows), default=0)
    for row in rows:
        about = row["problem"] or f"{row['name']} · {row['zone']} · {_contents(row)}"
        print(f"{row['id']!s:{wide}}  {about}\n{'':{wide}}  {row['path']}")


def _contents(row: Mapping[str, Any]) -> str:
    counts = ((len(row["elections"]), "election"), (row["rules"], "rule"), (len(row["sources"]), "source"))
    return ", ".join(counted(n, noun) for n, noun in counts)


def show_calendar(
    calendar: Annotated[
        str, typer.Argument(metavar="CALENDAR", help="Its id, or a file.", autocompletion=candidates.calendars)
    ],
    election: Day = None,
    body: Body = None,
    lang: options.Lang = None,
    width: Width = None,
    as_json: options.AsJson = False,
) -> None:
    """Show what a definition says, and what it would expect of an election.

    --election 2029-02-25 gives the statutory dates of an election on that day.
    """
    from timeline.cli.law_text import Wording, footing, table
    from timeline.cli.law_text import as_json as values
    from timeline.events.law import Comparison, expected

    definition = _definition(calendar)
    wording = Wording(options.settings(lang=lang).lang or definition.languages[0])
    if election is None and body is None:
        elections = list(definition.elections)
    else:
        elections = [_election(definition, election, body)]
    shown = [(one, [Comparison(stage) for stage in expected(definition, one)]) for one in elections]
    if as_json:
        print_json([value for one, rows in shown for value in values(definition, one, rows, wording.language)])
        return
    if election is None and body is None:
        print("\n".join(_described(definition, wording)))
    for one, rows in shown:
        print("\n".join(["", *_heading(one, wording, _width(width))]))
        if rows[1:]:
            print("\n".join(table(rows[1:], wording, _width(width), announced=False)))
        else:
            print(f"{definition.id} has no rule for it: add [[deadlines]] to {definition.path}", file=sys.stderr)
    if shown:
        print("\n".join(["", *footing(definition, wording, _width(width))]))


def _described(calendar: Calendar, wording: Wording) -> list[str]:
    counting = calendar.counting
    facts = [
        ("id", calendar.id),
        ("file", str(calendar.path)),
        ("zone", calendar.zone.key),
        ("languages", ", ".join(calendar.languages)),
        ("country", calendar.country or ""),
        ("sources", ", ".join(calendar.sources) or "none: name one in the file"),
        ("counting", f"first days {counting.first}, last days {counting.last}"),
        ("bodies", ", ".join(body.id for body in calendar.bodies)),
        ("feeds", ", ".join(feed.id for feed in calendar.feeds)),
    ]
    return [calendar.named(wording.language), *(f"  {key:<9}  {value}" for key, value in facts if value)]


def check_calendars(
    calendars: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CALENDAR",
            help="Ids or files; all that are defined, if none.",
            autocompletion=candidates.calendars,
        ),
    ] = None,
) -> None:
    """Check definitions: each mistake with its file, line and key, and what to do about it."""
    from timeline.calendars import definition_files
    from timeline.calendars.places import describe, read_file

    paths = [_file(name) for name in calendars] if calendars else list(definition_files().values())
    wrong = 0
    for path in paths:
        try:
            calendar, problems = read_file(path)
        except DefinitionError as error:
            wrong += 1
            print(f"{error.message}\n    Try: {error.remedy}")
            continue
        for problem in problems:
            print(f"{describe(path, problem)}\n    Try: {problem.remedy}")
        wrong += len(problems)
        if calendar:
            elections, rules = len(calendar.elections), len(calendar.deadlines)
            print(f"{path}: right (elections: {elections}, rules: {rules}, feeds: {len(calendar.feeds)})")
    if wrong:
        raise typer.Exit(1)


def new_calendar(
    channel: Annotated[str, typer.Argument(metavar="CHANNEL", help="An id for it, or the address of the channel.")],
    name: Annotated[str | None, typer.Option("--name", help="What people call it.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="URL", help="Where its posts are.")] = None,
    language: LanguageCodes = None,
    country: Annotated[str | None, typer.Option("--country", metavar="CODE", help="Such as BY (for holidays).")] = None,
    tz: options.Zone = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Else among yours.", readable=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a commented definition for a new channel, to be edited. Everything has a default; nothing is asked."""
    from timeline.calendars import user_folder
    from timeline.calendars.draft import draft, id_and_address

    id_, address = id_and_address(channel)
    path = output or user_folder() / f"{id_}.toml"
    if output is not None:
        id_ = _id_of_file(output)
    else:
        _refuse_to_hide(id_, path)
    zone = options.settings(tz=tz).zone or options.machine_zone()
    text = draft(
        id_,
        name=name or id_,
        zone=zone.key,
        languages=_understood(language or ["ru"]),
        country=country,
        source=source or address,
        path=path,
    )
    _write(path, text, force)
    print(path)
    print(f"Edit it, then: timeline calendars check {path if output else id_}", file=sys.stderr)


def _id_of_file(path: Path) -> str:
    """The id of the calendar that a file defines, which is its name. Raises UsageError for a name that makes none."""
    from timeline.calendars.section import ID

    if path.suffix != ".toml" or not ID.fullmatch(path.stem):
        raise UsageError(
            f"-o {path}: a definition cannot be called so", "small Latin letters, digits and hyphens: my-city.toml"
        )
    return path.stem


def _refuse_to_hide(id_: str, path: Path) -> None:
    """Raise UsageError where a new definition at ``path`` would take the place of a bundled one."""
    from timeline.calendars import definition_files

    known = definition_files().get(id_, path)
    if known != path:
        raise UsageError(f"there is a calendar {id_!r} already: {known}", f"copy that file to {path} and edit it there")


def _understood(languages: list[str]) -> list[str]:
    """The same codes. Raises UsageError for a language that no post is read in."""
    from timeline.languages import codes

    for code in languages:
        if code not in codes():
            raise UsageError(f"--language {code}: posts in it are not understood", f"one of {', '.join(codes())}")
    return languages


def _write(path: Path, text: str, force: bool) -> None:
    from timeline.errors import OutputError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise OutputError(f"{path} is there already", "edit it, choose another id, or give --force") from None
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}", "name another file with -o") from None


def law(
    calendar: OneOrAll = None,
    election: Day = None,
    body: Body = None,
    lang: options.Lang = None,
    database: options.Database = None,
    width: Width = None,
    as_json: options.AsJson = False,
) -> None:
    """Show each stage as the law has it and as it was announced, with the difference, the article and the post.

    It shows the elections that posts name; where they name none, those of the definitions. Of a calendar that nothing
    was read into it shows only the law.
    """
    from timeline.cli.law_text import Wording, footing, table
    from timeline.cli.law_text import as_json as values
    from timeline.events.law import compare, expected

    chosen = options.settings(database=database, calendar=calendar, lang=lang)
    asked = election is not None or body is not None
    found: list[dict[str, object]] = []
    lines: list[str] = []
    unread: list[str] = []
    columns = _width(width)
    for definition in _definitions(chosen.calendar, election):
        events = _events(chosen.database, definition.id)
        wording = Wording(chosen.lang or definition.languages[0])
        told: list[str] = []
        for one in [_election(definition, election, body)] if asked else _elections(definition, events or []):
            rows = compare(expected(definition, one), events or [])
            found += values(definition, one, rows, wording.language)
            if len(rows) > 1:
                stages = table(rows, wording, columns, announced=events is not None)
                told += [*_heading(one, wording, columns), *stages, ""]
        if told:
            lines += [*told, *footing(definition, wording, columns), ""]
            unread += [definition.id] if events is None else []
    if as_json:
        print_json(found)
    elif lines:
        print("\n".join(lines).rstrip())
        for id_ in unread:
            print(f"Nothing was read into {id_} yet: timeline ingest FILE --calendar {id_}", file=sys.stderr)
    else:
        print("no statutory stage is known for any election here (timeline calendars list)", file=sys.stderr)


def _elections(calendar: Calendar, events: list[Event]) -> list[Election]:
    """The elections whose days posts gave; the known ones where there is none."""
    from timeline.events.law import campaigns

    days = [
        (event.when.start, event.when.end_latest, event.body, event.election)
        for event in events
        if event.concept == "election-day" and event.status != "cancelled" and not event.foreign and event.posts
    ]
    found = campaigns(calendar, [(first, last, body, id_) for first, last, body, id_ in days if first and last])
    return found or list(calendar.elections)


def _definitions(calendar: str | None, election: str | None) -> list[Calendar]:
    """The calendar asked for; else those that know the election asked for; else all."""
    from timeline.calendars import all_calendars, default_calendar

    if calendar == "default":
        return [default_calendar(options.machine_zone())]
    if calendar is not None:
        return [_definition(calendar)]
    known = all_calendars()
    return [one for one in known if election and one.election(election)] or known


def _definition(name: str) -> Calendar:
    from timeline.calendars import load

    return load(_file(name))


def _file(name: str) -> Path:
    """The file of a calendar that was typed as an id or as a path."""
    from timeline.calendars.places import file_of

    return Path(name) if name.endswith(".toml") or "/" in name else file_of(name)


def _election(calendar: Calendar, typed: str | None, body: str | None) -> Election:
    """The election of that id, or the one on that day, known or not; of ``body``, else of those that vote that day."""
    from timeline.events.law import campaigns

    bodies = [one.id for one in calendar.bodies]
    if body is not None and body not in bodies:
        raise UsageError(f"{calendar.id} has no body {body!r}", f"one of {', '.join(bodies)}")
    if typed is None:
        latest = next((one for one in reversed(calendar.elections) if body in one.bodies), None)
        if latest is None:
            raise UsageError(f"{calendar.id} knows no election of {body!r}", "name its day with --election 2029-02-25")
        return latest
    named = calendar.election(typed)
    if named is not None:
        return named
    from timeline.cli.when import typed_when

    day = typed_when(typed, calendar.zone, option="--election").date()
    return campaigns(calendar, [(day, day, body)])[0]


def _heading(election: Election, wording: Wording, width: int) -> list[str]:
    from timeline.cli.law_text import heading
    from timeline.events import When

    return heading(election, wording.when(When.days(election.first, election.last)), wording, width)


def _width(width: int | None) -> int:
    return width or min(shutil.get_terminal_size((100, 24)).columns, MOST_COLUMNS)


def _events(database: Path, calendar: str) -> list[Event] | None:
    """The events of a calendar; ``None`` where nothing was read into it yet."""
    from timeline.errors import MissingDatabase
    from timeline.store import open_reader

    try:
        with open_reader(database) as reader:
            return reader.events(calendar) if calendar in reader.calendars() else None
    except MissingDatabase:
        return None
