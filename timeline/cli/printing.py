"""A view as a person reads it, in the width and colours of the screen it is printed on."""

from __future__ import annotations

from timeline.cli.view_options import number
from timeline.countdown import find, pages, screen
from timeline.countdown.paint import Paint, wants_color
from timeline.countdown.phrases import LANGUAGES, tongue
from timeline.countdown.screen import Look
from timeline.countdown.width import clean
from timeline.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

    from timeline.cli.event_table import Table
    from timeline.cli.moments import Moments
    from timeline.cli.screens import Screen
    from timeline.cli.view_options import Asked
    from timeline.countdown.left import Row, Shown
    from timeline.countdown.phrases import Tongue


def look_of(asked: Asked, settings: dict[str, str], screen: Screen, words: Tongue, reader: tzinfo | None) -> Look:
    """How a view is to look: its width, colours and the like. Raises UsageError."""
    paint = Paint(wants_color(asked.text("color") or settings.get("color") or "auto", terminal=screen.terminal))
    width = number(asked.text("width"), "--width", 10) or screen.width
    return Look(words, paint, width=width, reader=reader, big=screen.blocks and screen.terminal)


def page(
    asked: Asked,
    chosen: list[Row],
    rows: list[Row],
    period: tuple[date, date | None] | None,
    table: Table,
    moments: Moments,
    looks: Look,
) -> str:
    """The view as a person reads it."""
    lines: list[str] = []
    if table.expected:
        lines += [*pages.expected_head(looks, [one.name for one in table.calendars]), ""]
    if not chosen and rows and asked.words and asked.view == "countdown":
        raise nothing_found([row.event for row in rows], " ".join(asked.words))
    if not chosen:
        limited = asked.text("within") is not None or period is not None
        lines += pages.empty(
            rows, looks, known=table.known, limited=limited, bundled=table.bundled, read=table.read is not None
        )
    elif asked.view == "agenda" and asked.flag("chart"):
        from timeline.countdown.chart import chart

        lines += chart(chosen, looks, period)
    elif asked.view == "agenda":
        from timeline.countdown.agenda import agenda

        lines += agenda(chosen, looks, moments.first.today)
    elif asked.words:
        lines += pages.answers(chosen, looks)
    else:
        lines += screen.table(chosen, looks)
    if table.expected:
        lines += ["", *pages.how_to_add(looks)]
    read = None if table.read is None else table.read.astimezone(moments.first.zone)
    lines += ["", *pages.footer(looks, read, moments.first if moments.given else None, known=not table.expected)]
    return "\n".join(lines)


def nothing_found(events: Sequence[Shown], what: str) -> UsageError:
    """What to say when a person asked for something that is not there."""
    near = [f"“{clean(title)}”" for title in find.did_you_mean(events, what, map(tongue, LANGUAGES))]
    remedy = f"did you mean {' or '.join(near)}?" if near else "timeline countdown --all shows everything that is known"
    return UsageError(f"nothing matches “{clean(what)}”", remedy)
