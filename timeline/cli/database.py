"""``timeline db``: where the database is, its schema, its upkeep."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    group = typer.Typer(help="The database: where it is, its schema, its upkeep.", no_args_is_help=True)
    group.command("path")(path)
    group.command("schema")(schema)
    group.command("migrate")(migrate)
    group.command("rebuild")(rebuild)
    group.command("backup")(backup)
    app.add_typer(group, name="db")


def path(database: options.Database = None, config: options.Config = None) -> None:
    """Print where the database is, whether or not there is one yet."""
    print(options.settings(database, config=config).database)


def schema() -> None:
    """Print the tables as SQL: they are there to be queried."""
    from timeline.store.schema import schema_sql

    print(schema_sql(), end="")


def migrate(database: options.Database = None, config: options.Config = None) -> None:
    """Bring the database up to this version of the program; make it where there is none."""
    from timeline.store import open_store
    from timeline.store.connection import SCHEMA

    chosen = options.settings(database, config=config)
    with open_store(chosen.database) as store:
        applied = store.migrated
    done = f"applied {', '.join(applied)}" if applied else "nothing to do"
    print(f"{chosen.database}: schema {SCHEMA}, {done}.")


def rebuild(
    calendar: options.CalendarId = None,
    tz: options.Zone = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Read every stored post again and build the events anew; ids, corrections and revisions stay."""
    from timeline.cli.progress import Bars
    from timeline.cli.summary import say_events
    from timeline.ingest import refresh
    from timeline.store import open_reader, open_store

    chosen = options.settings(database, calendar, tz=tz, config=config)
    with open_reader(chosen.database) as reader:
        held = reader.calendars()
    for one in [chosen.calendar] if chosen.calendar else held:
        target = options.find_calendar(replace(chosen, calendar=one))
        with open_store(chosen.database) as store, Bars(None) as bars:
            store.forget_mentions(target.id)
            counts = refresh(store, target, progress=bars.step)
        say_events(counts, f"{target.id}: ")
    if not (chosen.calendar or held):
        print("Nothing has been read yet. Try: timeline ingest FILE", file=sys.stderr)


def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to; else beside the database.", readable=False)
    ] = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Copy the database into one file; others may go on reading and writing it meanwhile."""
    from timeline.store.backup import backup

    source = options.settings(database, config=config).database
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    target = file or source.with_name(f"{source.stem}-{stamp}{source.suffix}")
    size = backup(source, target)
    print(target)
    print(f"{size / 1_000_000:.1f} MB copied from {source}", file=sys.stderr)
