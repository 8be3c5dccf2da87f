"""From what was typed to what a view prints: reads the event table, chooses, and hands over to ``timeline.countdown``.

Both ways into a view come here: the fast path, with ``quick``, and Typer. Whatever needs more than the
standard library is left to the second, so nothing heavy is imported at the top of this module.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from datetime import UTC, date, datetime, timedelta

from timeline.cli import places, view_options
from timeline.countdown import find, formats, pages
from timeline.countdown.dates import add_months
from timeline.countdown.left import Moment, Row, look, select
from timeline.countdown.paint import Paint, wants_color
from timeline.countdown.phrases import LANGUAGES, guess, tongue
from timeline.countdown.screen import Look
from timeline.errors import TimelineError, UsageError
from timeline.store.glance import Glance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from timeline.cli.view_options import Asked
    from timeline.countdown.left import Shown
    from timeline.store.glance import GlancedCalendar


class TakesLonger(Exception):
    """The fast path cannot answer this; Typer's way can."""


class Screen:
    """What is printed on: columns (0 without limit), whether it is a terminal, whether it shows more than ASCII."""

    __slots__ = ("blocks", "terminal", "width")

    def __init__(self, width: int, terminal: bool, blocks: bool) -> None:
        self.width = width
        self.terminal = terminal
        self.blocks = blocks


class Output:
    """What a view comes to: its text, the exit code, and the seconds after which it says something else."""

    __slots__ = ("code", "lasts", "text")

    def __init__(self, text: str, code: int = 0, lasts: int = 86400) -> None:
        self.text = text
        self.code = code
        self.lasts = lasts


class Table:
    """What was read of the event table, or what stands for it while nothing has been ingested (``expected``).

    ``known`` says whether there are any events at all, shown or not.
    """

    __slots__ = ("calendars", "events", "expected", "known", "read")

    def __init__(
        self,
        calendars: Sequence[GlancedCalendar],
        events: Sequence[Shown],
        read: datetime | None,
        *,
        known: bool | None = None,
        expected: bool = False,
    ) -> None:
        self.calendars = calendars
        self.events = events
        self.read = read
        self.known = bool(events) if known is None else known
        self.expected = expected


def view(asked: Asked, screen: Screen, *, quick: bool, now: datetime | None = None) -> Output:
    """What a view prints. ``now`` is an aware instant, the clock's unless given.

    Raises UsageError, DatabaseError, DefinitionError; with ``quick`` TakesLonger instead of importing anything heavy.
    """
    settings = places.settings()
    calendar = asked.text("calendar") or settings.get("calendar")
    number = _number(asked.text("number"), "--number", 1)
    template = asked.text("format")
    if template is not None:
        _check(template)
    reader = reader_of(asked.text("tz") or settings.get("tz"))
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
        choice = asked.text("color") or settings.get("color") or "auto"
        paint = Paint(wants_color(choice, terminal=screen.terminal))
        width = columns(asked.text("width"), screen)
        looks = Look(words, paint, width=width, reader=reader, calendars=many, big=screen.blocks and screen.terminal)
        text = _page(asked, chosen, rows, period, table, moments, looks)
    return Output(text, 0, _lasts(chosen, moments))


def moments_of(asked: Asked, now: datetime | None = None, *, quick: bool) -> Moments:
    """Now, or what was asked for with ``--at``."""
    return Moments(asked.text("at"), now or datetime.now(UTC), quick=quick)


def columns(typed: str | None, screen: Screen) -> int:
    """Columns to use: ``--width``, else the screen's. Raises UsageError."""
    return _number(typed, "--width", 10) or screen.width


class Moments:
    """Now in the zone of each calendar, or what ``--at`` says."""

    __slots__ = ("_at", "_by_calendar", "_now", "_quick", "given", "zones")

    def __init__(self, at: str | None, now: datetime, *, quick: bool) -> None:
        self.given = at is not None
        self.zones: dict[str, str | None] = {}
        self._now = now
        self._at: date | datetime | None = _typed(at, quick=quick) if at is not None else None
        self._quick = quick
        self._by_calendar: dict[str, Moment] = {}

    def of(self, calendar: str) -> Moment:
        """Now in the zone of a calendar."""
        if calendar not in self._by_calendar:
            self._by_calendar[calendar] = self.in_zone(self._zone(calendar))
        return self._by_calendar[calendar]

    def in_zone(self, zone: tzinfo) -> Moment:
        """Now in a zone."""
        if isinstance(self._at, datetime):
            local = self._at.astimezone(zone) if self._at.tzinfo else self._at.replace(tzinfo=zone)
            return Moment(local.date(), local, zone)
        return Moment(self._at, None, zone) if self._at is not None else Moment.at(self._now, zone)

    @property
    def first(self) -> Moment:
        """Now in the zone of the first calendar."""
        return self.of(next(iter(self.zones), ""))

    def earliest_day(self) -> date:
        """The first of the days that it is in any of the calendars."""
        return min((self.of(calendar).today for calendar in self.zones), default=self.first.today)

    def _zone(self, calendar: str) -> tzinfo:
        from zoneinfo import ZoneInfo

        named = self.zones.get(calendar)
        if named:
            try:
                return ZoneInfo(named)
            except (KeyError, ValueError, OSError):
                pass
        if self._quick:
            raise TakesLonger
        from timeline.calendars import definition_files, load
        from timeline.cli.options import machine_zone

        return load(calendar).zone if calendar in definition_files() else machine_zone()


def _typed(text: str, *, quick: bool) -> date | datetime:
    """A day or a clock of one, as a person types it."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        pass
    if quick:
        raise TakesLonger
    from timeline.cli.options import machine_zone
    from timeline.cli.when import typed_when

    found = typed_when(text, machine_zone(), option="--at")
    return found.date() if (found.hour, found.minute) == (0, 0) else found.replace(tzinfo=None)


def read_table(asked: Asked, calendar: str | None, lang: str | None, moments: Moments, *, quick: bool) -> Table:
    """What the view needs of the event table."""
    path = places.database(asked.text("database"))
    try:
        if not os.path.exists(path):
            raise sqlite3.OperationalError("there is none")
        glance = Glance(path)
        try:
            calendars = glance.calendars(calendar)
            if not calendars or not glance.has_posts():
                raise sqlite3.OperationalError("nothing has been ingested")
            moments.zones = {one.id: one.zone for one in calendars}
            code = lang or _common_language(calendars)
            titles = None if asked.words and asked.view != "agenda" else (code,) if code else ()
            keep = asked.words or any(asked.options.get(name) for name in ("all", "past", "from", "to"))
            since = None if keep else moments.earliest_day()
            events = glance.events(calendar, since=since, languages=titles)
            return Table(
                calendars, events, glance.last_read(calendar), known=bool(events) or glance.has_events(calendar)
            )
        finally:
            glance.close()
    except sqlite3.Error:
        if quick:
            raise TakesLonger from None
    from timeline.cli.whole_table import whole_table

    table = whole_table(path, calendar, moments.in_zone)
    moments.zones = {one.id: one.zone for one in table.calendars}
    return table


def language(table: Table) -> str:
    """The language of a view that nobody chose: the calendars', else that of their texts, else the person's."""
    code = _common_language(table.calendars)
    if code is None and len({one.language for one in table.calendars}) < 2:
        code = guess([event.title for event in table.events])
    return code or _locale()


def _common_language(calendars: Sequence[GlancedCalendar]) -> str | None:
    codes = {one.language for one in calendars}
    return codes.pop() if len(codes) == 1 else None


def _locale() -> str:
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return named[:2].lower() if named[:2].lower() in LANGUAGES else "en"


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


def _number(text: str | None, option: str, least: int) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text[:9]) < least:
        raise UsageError(f"{option}: {text!r} is not a whole number from {least} on", f"{option} {max(least, 5)}")
    return int(text[:9])


def _check(template: str) -> None:
    try:
        formats.pieces(template)
    except ValueError as error:
        known = " ".join("{" + name + "}" for name in (*formats.FIELDS, *formats.COLUMNS))
        raise UsageError(f"--format: there is no field {error}", f"one of {known}") from None


def reader_of(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageError(f"there is no time zone {name!r}", "use a name such as Europe/Minsk or UTC") from None


def _page(
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
        lines += [*pages.expected_head(looks), ""]
    if not chosen and rows and asked.words and asked.view == "countdown":
        raise nothing_found([row.event for row in rows], " ".join(asked.words))
    if not chosen:
        limited = asked.text("within") is not None or period is not None
        lines += pages.empty(rows, looks, known=table.known, limited=limited)
    elif asked.view == "agenda" and asked.flag("chart"):
        from timeline.countdown.chart import chart

        lines += chart(chosen, looks, period)
    elif asked.view == "agenda":
        from timeline.countdown.agenda import agenda

        lines += agenda(chosen, looks, moments.first.today)
    elif asked.words:
        lines += pages.answers(chosen, looks)
    else:
        lines += pages.countdown(chosen, looks)
    if table.expected:
        lines += ["", *pages.how_to_add(looks)]
    read = None if table.read is None else table.read.astimezone(moments.first.zone)
    lines += ["", *pages.footer(looks, read, moments.first if moments.given else None, known=not table.expected)]
    return "\n".join(lines)


def nothing_found(events: Sequence[Shown], what: str) -> UsageError:
    """What to say when a person asked for something that is not there."""
    near = [f"“{pages.clean(title)}”" for title in find.did_you_mean(events, what)]
    remedy = f"did you mean {' or '.join(near)}?" if near else "timeline countdown --all shows everything that is known"
    return UsageError(f"nothing matches “{pages.clean(what)}”", remedy)


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


def screen_of() -> Screen:
    """The screen that standard output is: COLUMNS, else the terminal's width, else (in a pipe) without limit."""
    try:
        terminal = sys.stdout.isatty()
        wide = os.get_terminal_size(sys.stdout.fileno()).columns if terminal else 0
    except (OSError, ValueError, AttributeError):
        terminal, wide = False, 0
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named) >= 10:
        wide = int(named)
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    blocks = encoding.startswith("utf") and os.environ.get("TERM") != "dumb"
    return Screen(wide or (80 if terminal else 0), terminal, blocks)


__all__ = ["Output", "Screen", "Table", "TakesLonger", "TimelineError", "screen_of", "view"]
