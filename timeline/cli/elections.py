"""Calendars and elections as a person names them on the command line, and how wide their tables are."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.errors import UsageError

if TYPE_CHECKING:
    from timeline.calendars import Calendar, Election

MOST_COLUMNS = 140
"""Beyond so many a line is hard to follow."""

Width = Annotated[int | None, typer.Option("--width", metavar="COLUMNS", min=30, help="Columns of the text.")]
Body = Annotated[
    str | None, typer.Option("--body", metavar="BODY", help="Whom the election is for, such as president.")
]
Day = Annotated[
    str | None,
    typer.Option("--election", metavar="ID|DAY", help="An election: its id, or its (last) voting day."),
]


def definition_named(name: str) -> Calendar:
    """The calendar of that id, or of that file. Raises DefinitionError where it is missing or wrong."""
    from timeline.calendars import load

    return load(file_named(name))


def file_named(name: str) -> Path:
    """The file of a calendar that was typed as an id or as a path. Raises DefinitionError for an id of none."""
    from timeline.calendars.places import file_of

    return Path(name) if name.endswith(".toml") or "/" in name else file_of(name)


def election_asked(calendar: Calendar, typed: str | None, body: str | None) -> Election:
    """The election of that id, or the one on that day, known or not; of ``body``, else of those that vote that day.

    Without an id or a day it is the last known election of ``body``. Raises UsageError.
    """
    from timeline.events.law import campaigns

    bodies = [one.id for one in calendar.bodies]
    if body is not None and body not in bodies:
        remedy = f"one of {', '.join(bodies)}" if bodies else "leave --body out, since its definition names none"
        raise UsageError(f"{calendar.id} has no body {body!r}", remedy)
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


def columns(width: int | None) -> int:
    """The columns of a table: ``width`` where it is given, else the terminal's, as far as they can be read across."""
    return width or min(shutil.get_terminal_size((100, 24)).columns, MOST_COLUMNS)
