"""The tree of commands. Each module of this package holds one group and registers it here."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from timeline.errors import TimelineError

GROUPS = ("explain", "ingest", "views", "feeds", "database", "definitions", "demo")
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

for _name in GROUPS:
    import_module(f"timeline.cli.{_name}").register(app)


def run() -> None:
    """Run the command line; an error a user can mend is two lines on stderr, never a traceback."""
    try:
        app()
    except TimelineError as error:
        print(f"timeline: {error.message}", file=sys.stderr)
        if error.remedy:
            print(f"Try: {error.remedy}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
