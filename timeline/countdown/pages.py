"""What a page of the countdown says besides its rows: one large answer, why there is nothing, the line below."""

from __future__ import annotations

from timeline.countdown import screen, wording
from timeline.countdown.left import order
from timeline.countdown.width import clean, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from timeline.countdown.left import Moment, Row
    from timeline.countdown.screen import Look

COMMANDS = (
    ("add_file", "timeline ingest FILE"),
    ("add_calendar", "timeline calendars new NAME"),
    ("add_demo", "timeline demo"),
)
"""What to do while there is nothing to show: a phrase, and a command."""


def answers(rows: Sequence[Row], look: Look) -> list[str]:
    """The first row as one large answer, the others below it."""
    lines = screen.answer(rows[0], look)
    if len(rows) > 1:
        lines += [look.words.say("also") + ":", *screen.table(rows[1:], look)]
    return lines


def empty(
    rows: Sequence[Row], look: Look, *, known: bool, limited: bool, bundled: Sequence[str] = (), read: bool = False
) -> list[str]:
    """Why there is nothing to show, and what to do.

    ``rows`` are all events that are not over; ``known`` says whether there are any others; ``limited``
    whether only some time was asked for, ``read`` whether posts were read. ``bundled`` names the calendars that come
    with the program.
    """
    words = look.words
    ahead = sorted((row for row in rows if row.state != "past" and row.event.status != "cancelled"), key=order)
    if not known and read:
        again = words.say("try_review", command="timeline review")
        return [*screen.paragraph(words.say("nothing_found"), look), *screen.paragraph(again, look)]
    if not known:
        lines = screen.paragraph(words.say("nothing_yet"), look)
        if bundled:
            lines += screen.paragraph(words.say("bundled", names=", ".join(map(clean, bundled))), look)
        return [*lines, *how_to_add(look)]
    lines = screen.paragraph(words.say("nothing_within" if limited and ahead else "nothing_ahead"), look)
    if limited and ahead:
        nearest = words.say("next_is", title=wording.title(ahead[0], words), left=wording.left(ahead[0], words))
        return lines + screen.paragraph(nearest, look)
    return lines + screen.paragraph(words.say("try_all", command="timeline countdown --all"), look)


def expected_head(look: Look, calendars: Sequence[str]) -> list[str]:
    """What is said above the dates that only the law gives, which these calendars know."""
    return screen.paragraph(look.words.say("expected", names=", ".join(map(clean, calendars))), look)


def how_to_add(look: Look) -> list[str]:
    """Three lines on how to fill the calendar."""
    wide = max(len(command) for _, command in COMMANDS)
    lines = [look.words.say("add_channel")]
    for phrase, command in COMMANDS:
        text = look.words.say(phrase)
        if look.width and wide + len(text) + 4 > look.width:
            lines += [f"  {command}", *(f"    {line}" for line in wrap(text, max(look.width - 4, 1)))]
        else:
            lines.append(f"  {command:{wide}}  {text}")
    return lines


def footer(look: Look, read: datetime | None, at: Moment | None, *, known: bool = True) -> list[str]:
    """That it is unofficial, when its sources were last read (in local time), and what "today" is if it was moved."""
    words = look.words
    said = [words.say("unofficial")]
    if known and read is not None:
        said.append(words.say("read", when=f"{words.day(read.date(), read.date(), year=True)}, {read:%H:%M}"))
    elif known:
        said.append(words.say("never_read"))
    if at is not None:
        clock = "" if at.now is None else f", {at.now:%H:%M}"
        said.append(words.say("as_of", date=words.day(at.today, at.today, weekday=True, year=True) + clock))
    return screen.paragraph(" ".join(said), look, "faint")
