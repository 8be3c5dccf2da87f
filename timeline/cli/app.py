"""The tree of commands. Each module of this package holds one group and registers it here."""

from __future__ import annotations

import sys
from importlib import import_module
from inspect import getdoc
from typing import TYPE_CHECKING, Annotated, cast

import typer
import typer.core

from timeline import __version__
from timeline.cli import options
from timeline.cli.examples import EXAMPLES, SHORT
from timeline.cli.help import Command
from timeline.cli.streams import complain
from timeline.cli.view_options import command_at, spelled_out
from timeline.errors import TimelineError

if TYPE_CHECKING:
    from collections.abc import Iterable

GROUPS = (
    "explain",
    "ingest",
    "update",
    "account",
    "views",
    "lookup",
    "review",
    "corrections",
    "feeds",
    "database",
    "law",
    "definitions",
    "archive",
    "demo",
)
"""Modules of this package, in the order their commands show in ``timeline --help``; each has ``register(app)``."""


def build(groups: Iterable[str] = GROUPS) -> typer.Typer:
    """The tree of commands, or the part of it that these modules hold."""
    app = typer.Typer(
        name="timeline",
        no_args_is_help=False,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Election posts in, a calendar that people can trust out.",
    )
    app.callback(invoke_without_command=True)(before)
    for name in groups:
        import_module(f"timeline.cli.{name}").register(app)
    _tell(app)
    return app


def _tell(app: typer.Typer, above: str = "") -> None:
    """Give every command its few words for lists, and its examples at the end of its help."""
    for command in app.registered_commands:
        command.cls = Command
        path = f"{above}{command.name or getattr(command.callback, '__name__', '')}"
        command.short_help = SHORT.get(path)
        told = command.help or getdoc(command.callback) or ""
        command.help = "\n".join([told, "", "\b", *(f"  {line}" for line in EXAMPLES.get(path, ()))])
    for group in app.registered_groups:
        group.short_help = SHORT.get(str(group.name))
        if group.typer_instance is not None:
            _tell(group.typer_instance, f"{group.name} ")


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


def needed(arguments: list[str]) -> Iterable[str]:
    """The modules that the named command needs: the one that holds it, or all where it is none of the table."""
    from timeline.cli.tree import module_of

    command = next(iter(arguments[command_at(arguments) :]), "")
    module = module_of(command)
    return GROUPS if module is None else (module,)


def run() -> None:
    """Run the command line; an error a user can mend is two lines on stderr, never a traceback."""
    sys.argv[1:] = spelled_out(sys.argv[1:])
    try:
        build(needed(sys.argv[1:]))()
    except TimelineError as error:
        complain(error)
        raise SystemExit(error.exit_code) from None
