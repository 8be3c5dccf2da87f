"""``timeline calendars``: which are defined, what they say, whether they are right, and a new one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import candidates, options
from timeline.cli.elections import Body, Day, Width, columns, definition_named, election_asked, file_named
from timeline.cli.streams import print_json
from timeline.cli.summary import counted
from timeline.countdown.phrases import LANGUAGES
from timeline.errors import DefinitionError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.calendars import Calendar
    from timeline.cli.law_text import Wording

LanguageCodes = Annotated[
    list[str] | None,
    typer.Option(
        "--language", metavar="CODE", help=f"{', '.join(LANGUAGES)}.", autocompletion=candidates.one_of(*LANGUAGES)
    ),
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
    from timeline.cli.law_text import Wording, footing, heading, table
    from timeline.cli.law_text import as_json as values
    from timeline.events.law import Comparison, expected

    definition = definition_named(calendar)
    wording = Wording(options.settings(lang=lang).lang or definition.languages[0])
    if election is None and body is None:
        elections = list(definition.elections)
    else:
        elections = [election_asked(definition, election, body)]
    shown = [(one, [Comparison(stage) for stage in expected(definition, one)]) for one in elections]
    if as_json:
        print_json([value for one, rows in shown for value in values(definition, one, rows, wording.language)])
        return
    if election is None and body is None:
        print("\n".join(_described(definition, wording)))
    for one, rows in shown:
        print("\n".join(["", *heading(one, wording, columns(width))]))
        if rows[1:]:
            print("\n".join(table(rows[1:], wording, columns(width), announced=False)))
        else:
            print(f"{definition.id} has no rule for it: add [[deadlines]] to {definition.path}", file=sys.stderr)
    if shown:
        print("\n".join(["", *footing(definition, wording, columns(width))]))


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

    paths = [file_named(name) for name in calendars] if calendars else list(definition_files().values())
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
