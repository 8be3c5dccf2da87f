"""``timeline law``: what the law expects of an election beside what was announced."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import candidates, options
from timeline.cli.elections import Body, Day, Width, columns, definition_named, election_asked
from timeline.cli.streams import print_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from timeline.calendars import Calendar, Election
    from timeline.cli.law_text import Wording
    from timeline.events import Event
    from timeline.events.law import Comparison

OneOrAll = Annotated[
    str | None,
    typer.Argument(metavar="CALENDAR", help="One calendar; else all.", autocompletion=candidates.calendars),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("law")(law)


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
    from timeline.cli.law_text import Wording, footing
    from timeline.cli.law_text import as_json as values

    chosen = options.settings(database=database, calendar=calendar, lang=lang)
    found: list[dict[str, object]] = []
    lines: list[str] = []
    unread: list[str] = []
    for definition in _definitions(chosen.calendar, election):
        events = _events(chosen.database, definition.id)
        wording = Wording(chosen.lang or definition.languages[0])
        told: list[str] = []
        for one, rows in _compared(definition, events or [], election, body):
            found += values(definition, one, rows, wording.language)
            told += _stages(one, rows, wording, columns(width), announced=events is not None)
        if told:
            lines += [*told, *footing(definition, wording, columns(width)), ""]
            unread += [definition.id] if events is None else []
    if as_json:
        print_json(found)
    elif lines:
        print("\n".join(lines).rstrip())
        for id_ in unread:
            print(f"Nothing was read into {id_} yet: timeline ingest FILE --calendar {id_}", file=sys.stderr)
    else:
        print("no statutory stage is known for any election here (timeline calendars list)", file=sys.stderr)


def _compared(
    calendar: Calendar, events: list[Event], election: str | None, body: str | None
) -> Iterator[tuple[Election, list[Comparison]]]:
    """The elections asked for, else those that ``_elections`` finds, each with what the law wants beside the events."""
    from timeline.events.law import compare, expected

    asked = election is not None or body is not None
    for one in [election_asked(calendar, election, body)] if asked else _elections(calendar, events):
        yield one, compare(expected(calendar, one), events)


def _stages(election: Election, rows: list[Comparison], wording: Wording, width: int, *, announced: bool) -> list[str]:
    """The table of one election; none where no rule is known besides its day."""
    from timeline.cli.law_text import heading, table

    if len(rows) < 2:
        return []
    return [*heading(election, wording, width), *table(rows, wording, width, announced=announced), ""]


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
        return [definition_named(calendar)]
    known = all_calendars()
    return [one for one in known if election and one.election(election)] or known


def _events(database: Path, calendar: str) -> list[Event] | None:
    """The events of a calendar; ``None`` where nothing was read into it yet."""
    from timeline.errors import MissingDatabase
    from timeline.store import open_reader

    try:
        with open_reader(database) as reader:
            return reader.events(calendar) if calendar in reader.calendars() else None
    except MissingDatabase:
        return None
