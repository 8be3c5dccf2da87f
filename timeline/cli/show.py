"""``timeline show``: everything about one event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from timeline.cli import options, put, view_options
from timeline.cli.completing import events

if TYPE_CHECKING:
    from timeline.cli.viewing import Moments, Table
    from timeline.events import Event

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="EVENT", help="An id, a kind (voting), or words of a title.", autocompletion=events, show_default=False
    ),
]
At = Annotated[str | None, typer.Option("--at", metavar="WHEN", help=view_options.AT.help, show_default=False)]
Columns = Annotated[
    str | None, typer.Option("--width", metavar="COLUMNS", help="Columns to use, instead of the terminal's.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, with the evidence and the history.")]


def show(
    event: Words,
    at: At = None,
    as_json: AsJson = False,
    width: Columns = None,
    lang: options.Lang = None,
    tz: options.Zone = None,
    calendar: options.CalendarId = None,
    color: options.ColorWhen = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Everything that is known of one event: dates, quotes, posts, law, every change.

    \b
    timeline show voting
    timeline show "досрочное голосование" --json
    """
    from timeline.cli import viewing
    from timeline.countdown import detail, left
    from timeline.countdown.formats import dumps
    from timeline.countdown.paint import Paint, wants_color
    from timeline.countdown.phrases import tongue
    from timeline.countdown.screen import Look
    from timeline.countdown.width import clean
    from timeline.store import open_reader

    chosen = options.settings(database, calendar, lang, tz, color, config)
    typed = {"database": str(chosen.database), "calendar": chosen.calendar, "lang": chosen.lang, "at": at, "all": True}
    asked = view_options.Asked("countdown", event, {key: value for key, value in typed.items() if value})
    moments = viewing.moments_of(asked, quick=False)
    table = viewing.read_table(asked, chosen.calendar, chosen.lang, moments, quick=False)
    words = tongue(chosen.lang or viewing.language(table))
    found, *others = meant(table, moments, " ".join(event))
    whole: Event | None = None
    if not table.expected:
        with open_reader(chosen.database) as reader:
            whole = reader.event(found.id)
    shown = whole or found
    moment = moments.of(found.calendar)
    row = left.look(shown, moment)
    screen = viewing.screen_of()
    paint = Paint(wants_color(chosen.color.value, terminal=screen.terminal))
    look = Look(words, paint, width=viewing.columns(width, screen), reader=chosen.zone)
    if as_json:
        text = dumps(detail.detail_record(shown, row, look), indent=1)
    else:
        zone = chosen.zone or moment.zone
        assert zone is not None
        lines = detail.detail(shown, row, look, zone)
        if others:
            lines += ["", look.paint("head", words.say("also").upper())]
            lines += [f"  {one.id}  {clean(one.title)}" for one in others]
        text = "\n".join(lines)
    put(text, 0)


def meant(table: Table, moments: Moments, what: str) -> list[Event]:
    """The events that ``what`` means, the likeliest first. Raises UsageError where there is none."""
    from timeline.cli.viewing import nothing_found
    from timeline.countdown import find
    from timeline.countdown.left import look
    from timeline.countdown.phrases import LANGUAGES, tongue

    found = find.matching(table.events, what, [tongue(code) for code in LANGUAGES])
    if not found:
        raise nothing_found(table.events, what)
    rows = find.meant_first([look(one, moments.of(one.calendar)) for one in found])
    return [cast("Event", row.event) for row in rows]
