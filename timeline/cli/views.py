"""Commands: countdown, agenda, show, built from the table that the fast path reads, too."""

from __future__ import annotations

import inspect
import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import options, page_of, put
from timeline.cli.candidates import LENGTHS, calendars, events, one_of, zones
from timeline.cli.view_options import VIEWS, Asked, Option

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HELP = {
    "countdown": "How much time is left until what. WHAT is a kind, an id, or words of a title.",
    "agenda": "The events in the order of the calendar, from FROM to TO (both days included).",
    "show": "Everything that is known of one event: dates, quotes, posts, law, every change.",
}
WORDS = {
    "EVENT": "A kind (voting), an id, or words of a title.",
    "WHAT": "A kind (voting), an id, or words of a title; everything, without it.",
    "FROM": "The first day, or a month or week; today, without it.",
    "TO": "The last day.",
}
COMPLETED: dict[str, Callable[[str], list[str]]] = {
    "calendar": calendars,
    "tz": zones,
    "past": one_of(*LENGTHS, "all"),
    "within": one_of(*LENGTHS),
}
"""What completes an option, by its key."""
TYPED = "typed_"
"""Before the name of a parameter that is an option: "from" is a word of Python."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    for name in VIEWS:
        app.command(name, help=HELP[name])(_command(name))


def _command(name: str) -> Callable[..., None]:
    """The Typer command of a view: a function whose parameters are the view's options."""
    accepted, known = VIEWS[name]

    def command(**given: Any) -> None:
        words = given.pop("words") if "words" in given else [given.pop(f"{one.lower()}_word") for one in accepted]
        chosen = {key.removeprefix(TYPED): value for key, value in given.items() if value not in (None, False)}
        run(Asked(name, [word for word in words or () if word], chosen))

    parameters = [_option(option) for option in known]
    if accepted in (("WHAT",), ("EVENT",)):
        shown = accepted[0]
        argument = typer.Argument(metavar=shown, help=WORDS[accepted[0]], autocompletion=events, show_default=False)
        words = Annotated[list[str], argument] if shown == "EVENT" else Annotated[list[str] | None, argument]
        parameters.append(_parameter("words", words, inspect.Parameter.empty if shown == "EVENT" else None))
    else:
        for one in accepted:
            day = Annotated[str | None, typer.Argument(metavar=one, help=WORDS[one], show_default=False)]
            parameters.append(_parameter(f"{one.lower()}_word", day))
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command


def _option(option: Option) -> inspect.Parameter:
    if option.flag:
        return _parameter(TYPED + option.key, Annotated[bool, typer.Option(*option.names, help=option.help)], False)
    text = typer.Option(
        *option.names,
        metavar=option.metavar,
        help=option.help,
        show_default=False,
        autocompletion=COMPLETED.get(option.key) or (one_of(*option.choices) if option.choices else None),
    )
    return _parameter(TYPED + option.key, Annotated[str | None, text])


def _parameter(name: str, annotation: Any, default: Any = None) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def run(asked: Asked) -> None:
    """Print a view, or keep it on the screen."""
    from pathlib import Path

    from timeline.cli.screens import screen_of

    config, database = asked.text("config"), asked.text("database")
    chosen = options.settings(Path(database) if database else None, config=Path(config) if config else None)
    asked.options["database"] = str(chosen.database)
    check_choices(asked)
    check_database(chosen.database, named=database is not None or options.named_before())
    if asked.flag("watch"):
        from timeline.cli.watch import watch

        raise typer.Exit(watch(asked))
    output = page_of(asked)(asked, screen_of(), quick=False)
    code = put(output.text, output.code)
    if code:
        sys.exit(code)


def check_database(path: Path, *, named: bool) -> None:
    """Raise MissingDatabase for a database that is not there though an option names it."""
    from timeline.errors import MissingDatabase

    if named and not os.path.exists(path):
        raise MissingDatabase(f"there is no database at {path}", "read something into it first: timeline ingest FILE")


def check_choices(asked: Asked) -> None:
    """Raise UsageError for an option that is none of its choices."""
    from timeline.errors import UsageError

    for option in VIEWS[asked.view][1]:
        value = asked.text(option.key)
        if option.choices and value is not None and value not in option.choices:
            raise UsageError(
                f"{option.names[-1]}: {value!r} is not one of its values", f"one of {', '.join(option.choices)}"
            )
