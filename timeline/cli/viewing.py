"""From what was typed to what a view prints: reads the event table, chooses, and hands over to ``timeline.countdown``.

Both ways into a view come here: the fast path, with ``quick``, and Typer. Whatever needs more than the
standard library is left to the second, so nothing heavy is imported at the top of this module.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from timeline.cli import places, view_options
from timeline.cli.event_table import language, read_table
from timeline.cli.moments import moments_of, zone_of
from timeline.countdown import formats
from timeline.countdown.dates import add_months
from timeline.countdown.left import Row, look, select
from timeline.countdown.phrases import LANGUAGES, tongue
from timeline.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.cli.moments import Moments
    from timeline.cli.screens import Screen
    from timeline.cli.view_options import Asked


class Output:
    """What a view comes to: its text, the exit code, and the seconds after which it says something else."""

    __slots__ = ("code", "lasts", "text")

    def __init__(self, text: str, code: int = 0, lasts: int = 86400) -> None:
        self.text = text
        self.code = code
        self.lasts = lasts


def view(asked: Asked, screen: Screen, *, quick: bool, now: datetime | None = None) -> Output:
    """What a view prints. ``now`` is an aware instant, the clock's unless given.

    Raises UsageError, DatabaseError, DefinitionError; with ``quick`` TakesLonger instead of importing anything heavy.
    """
    settings = places.settings()
    calendar = asked.text("calendar") or settings.get("calendar")
    number = view_options.number(asked.text("number"), "--number", 1)
    template = asked.text("format")
    if template is not None:
        _check(template)
    _one_form(asked)
    named = asked.text("tz") or settings.get("tz")
    reader = zone_of(named) if named else None
    lang = asked.text("lang") or settings.get("lang")

    moments = moments_of(asked, now, quick=quick)
    table = read_table(asked, calendar, lang, moments, quick=quick)
    words = tongue(lang or language(table))
    rows = [look(event, moments.of(event.calendar)) for event in table.events]
    chosen, period = choose(asked, rows, moments, quick=quick)
    chosen = chosen[:number]

    if asked.flag("quiet"):
        return Output("", 0 if chosen else 1)
    many = {one.id: one.name for one in table.calendars} if len(table.calendars) > 1 else {}
    form = next((name for name in view_options.FORMS if asked.flag(name)), None)
    if template is not None:
        text = formats.fill(template, chosen, words, many)
    elif form is not None:
        text = formats.FORMS[form](chosen, words)
    else:
        from timeline.cli import printing

        looks = printing.look_of(asked, settings, screen, words, reader)
        looks.calendars = many
        text = printing.page(asked, chosen, rows, period, table, moments, looks)
    return Output(text, 0, _lasts(chosen, moments))


def choose(
    asked: Asked, rows: list[Row], moments: Moments, *, quick: bool
) -> tuple[list[Row], tuple[date, date | None] | None]:
    """The rows of the view in its order, and the period of an agenda (inclusive)."""
    today = moments.first.today
    past = _length(asked.text("past"), "--past", today, -1)
    if asked.view == "agenda":
        from timeline.cli.periods import agenda

        return agenda(asked, rows, today, past, quick=quick)
    within = _length(asked.text("within"), "--within", today, 1)
    if not asked.words:
        return select(rows, past=past, within=within, everything=asked.flag("all")), None
    from timeline.countdown import find

    tongues = [tongue(code) for code in LANGUAGES]
    found = find.matching([row.event for row in rows], " ".join(asked.words), tongues)
    wanted = {id(event) for event in found}
    rows = [row for row in rows if id(row.event) in wanted]
    chosen = select(rows, past=past, within=within, everything=asked.flag("all"))
    if not chosen and past is None and within is None:  # one asked for by name is shown even when it is over
        chosen = select(rows, everything=True)
    if chosen:
        chosen = find.meant_first(chosen)
        if asked.text("format") is not None or asked.flag("waybar"):  # one line, for a prompt or a bar
            chosen = chosen[:1]
    return chosen, None


def _length(text: str | None, option: str, today: date, sign: int) -> int | None:
    if text is None:
        return None
    length = view_options.length(text)
    if length is None:
        raise UsageError(f"{option}: {text!r} is no length of time", f"{option} 7d (or 2w, 3m, 1y)")
    months, days = length
    return min(days, 10**7) if not months else abs((add_months(today, sign * months) - today).days)


def _one_form(asked: Asked) -> None:
    """Raise UsageError for two forms at once."""
    forms = [name for name in (*view_options.FORMS, "quiet") if asked.flag(name)]
    forms += ["format"] if asked.text("format") is not None else []
    if len(forms) > 1:
        both = " and ".join(f"--{name}" for name in forms)
        raise UsageError(f"{both} do not go together", "choose one of them")


def _check(template: str) -> None:
    try:
        formats.pieces(template)
    except ValueError as error:
        wrong = str(error)
        if not (wrong.startswith("{") and wrong.endswith("}")):
            remedy = "write it twice, {{ or }}, to have it printed"
            raise UsageError(f"--format: the brace at {wrong!r} has no other", remedy) from None
        from difflib import get_close_matches

        names = [*formats.FIELDS, *formats.COLUMNS]
        near = "".join(f"did you mean {{{name}}}? " for name in get_close_matches(wrong[1:-1], names, 1))
        known = " ".join("{" + name + "}" for name in names)
        raise UsageError(f"--format: there is no field {wrong}", f"{near}one of {known}") from None


def _lasts(rows: Sequence[Row], moments: Moments) -> int:
    """Seconds after which the view says something else: at the next minute while a clock runs, else at midnight."""
    now = moments.first.now
    if now is None:
        return 10**6
    if any(row.edge is not None for row in rows):
        return 60 - now.second
    ends = []
    for calendar in moments.zones:
        local = moments.of(calendar).now
        if local is not None:
            midnight = datetime(local.year, local.month, local.day, tzinfo=local.tzinfo) + timedelta(1)
            ends.append(int((midnight.astimezone(UTC) - local.astimezone(UTC)).total_seconds()) + 1)
    return min(ends, default=86400)
