"""Commands that show how text is read: ``explain`` for a person, ``extract`` for pipes and for scoring."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    app.command("extract")(extract)


def extract(
    source: Annotated[Path | None, typer.Argument(help="JSON lines; standard input where none is given.")] = None,
    calendar: Annotated[str | None, typer.Option("--calendar", "-c", help="Read as posts of this calendar.")] = None,
    tz: Annotated[str | None, typer.Option("--tz", help="Zone of local days where no calendar says one.")] = None,
    timex3: Annotated[
        bool, typer.Option("--timex3", help="Write the annotated text (ISO-TimeML) instead of JSON.")
    ] = False,
    workers: options.Workers = 1,
) -> None:
    """Read texts, write the time expressions and events found in each, one JSON object a line.

    Example: echo '{"id": 1, "text": "Голосование пройдёт 25 февраля.", "posted": "2024-02-01"}' | timeline extract
    """
    import sys

    from timeline.cli.extracting import definition, write
    from timeline.cli.progress import Lines

    rules, at_once = definition(calendar, tz), options.processes(workers)
    if source is None:
        write(sys.stdin.buffer, "standard input", rules, timex3=timex3, workers=at_once)
        return
    from timeline.errors import InputError

    try:
        with source.open("rb") as lines, Lines(source.stat().st_size) as bar:
            write(bar.watched(lines), str(source), rules, timex3=timex3, workers=at_once)
    except OSError as error:
        raise InputError(f"cannot read {source}: {error.strerror}", "the path of a file of JSON lines") from None
