"""The tree of commands. Each module of this package holds one group and registers it here."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, cast

import typer

from timeline import __version__
from timeline.cli import options
from timeline.cli.view_options import spelled_out
from timeline.errors import TimelineError

GROUPS = (
    "explain",
    "ingest",
    "update",
    "views",
    "lookup",
    "corrections",
    "feeds",
    "database",
    "definitions",
    "archive",
    "demo",
)
"""Modules of this package, in the order their commands show in ``timeline --help``; each has ``register(app)``."""

app = typer.Typer(
    name="timeline",
    no_args_is_help=False,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Election posts in, a calendar that people can trust out.",
)


@app.callback(invoke_without_command=True)
def before(
    context: typer.Context,
    database: options.Database = None,
    config: options.Config = None,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Take what stands before the command; without one, show the countdown."""
    options.before_command(database, config)
    if version:
        print(f"timeline {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        countdown = cast("typer.core.TyperGroup", context.command).commands["countdown"]
        with countdown.make_context("countdown", [], parent=context) as inner:
            countdown.invoke(inner)


for _name in GROUPS:
    import_module(f"timeline.cli.{_name}").register(app)


def run() -> None:
    """Run the command line; an error a user can mend is two lines on stderr, never a traceback."""
    sys.argv[1:] = spelled_out(sys.argv[1:])
    try:
        app()
    except TimelineError as error:
        print(f"timeline: {error.message}", file=sys.stderr)
        if error.remedy:
            print(f"Try: {error.remedy}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
