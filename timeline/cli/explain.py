"""Commands that show how text is read: ``explain`` for a person, ``extract`` for pipes and for scoring."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options
from timeline.cli.candidates import one_of
from timeline.countdown.phrases import LANGUAGES

Text = Annotated[str | None, typer.Argument(metavar="TEXT", help="A text; standard input where none is given.")]
PostedAt = Annotated[
    str | None, typer.Option("--posted", metavar="DATE", help="When it was posted; now where it is not said.")
]
TextLang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="CODE",
        help=f"Language of the text, else it is found out: {', '.join(LANGUAGES)}.",
        autocompletion=one_of(*LANGUAGES),
    ),
]
Source = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE", help="JSON lines, or any source of posts; standard input where none is given.", readable=False
    ),
]
AsTimeML = Annotated[bool, typer.Option("--timex3", help="Write the annotated text (ISO-TimeML) instead of JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    app.command("explain")(explain)
    app.command("extract")(extract)


def explain(
    text: Text = None,
    posted: PostedAt = None,
    lang: TextLang = None,
    calendar: options.ReadAs = None,
    tz: options.ReadIn = None,
    color: options.ColorWhen = None,
) -> None:
    """Say how a text is read: what matched, what it means and why, and what was refused."""
    import sys
    from datetime import UTC, datetime

    from timeline.cli.explaining import lines
    from timeline.cli.extracting import definition
    from timeline.cli.when import typed_when
    from timeline.countdown.paint import Paint
    from timeline.expressions import LOCALES
    from timeline.expressions.find import passed_over
    from timeline.languages import codes
    from timeline.pipeline import read_post
    from timeline.posts import Post, Posted

    if lang is not None and lang not in codes() and lang not in LOCALES:
        from timeline.errors import UsageError

        raise UsageError(f"there is no language {lang!r}", f"one of {', '.join([*codes(), *LOCALES])}")
    rules = definition(calendar, tz)
    at = typed_when(posted, rules.zone, option="--posted", prefer="past") if posted else datetime.now(UTC)
    said = text if text is not None else sys.stdin.buffer.read().decode("utf-8", "replace")
    post = Post(channel="-", id="-", text=said, posted=Posted.assumed(at.astimezone(rules.zone)), lang=lang)
    reading = read_post(post, rules)
    paint = Paint(options.colored(options.settings(color=color)))
    over = passed_over(post.text, reading.lang) if reading.lang in codes() else []
    for line in lines(post, reading, over, paint):
        print(line)


def extract(
    source: Source = None,
    calendar: options.ReadAs = None,
    tz: options.ReadIn = None,
    timex3: AsTimeML = False,
    workers: options.Workers = 1,
) -> None:
    """Read texts, write the time expressions and events found in each, one JSON object a line."""
    import sys
    from contextlib import nullcontext

    from timeline.cli.extracting import definition, records, write, write_posts
    from timeline.cli.progress import watched
    from timeline.cli.streams import warn
    from timeline.errors import InputError
    from timeline.posts import Posted
    from timeline.posts.input import Input
    from timeline.posts.read import read_from

    rules, at_once = definition(calendar, tz), options.processes(workers)
    name = "standard input" if source is None or str(source) == "-" else str(source)
    try:
        with nullcontext(sys.stdin.buffer) if name != str(source) else open(name, "rb") as file:
            found = records(file, name)
            if isinstance(found, Input):
                posts = read_from(found, zone=rules.zone, warn=warn, posted=Posted.unknown())
                write_posts(posts, rules, timex3=timex3, workers=at_once)
            else:
                size = 0 if name != str(source) else os.path.getsize(name)
                write(watched(found, size), name, rules, timex3=timex3, workers=at_once)
    except OSError as error:
        raise InputError(f"cannot read {name}: {error.strerror}", "the path of a file with posts") from None
