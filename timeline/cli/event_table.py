"""What a view needs of the event table, and the language it speaks."""

from __future__ import annotations

import os
import sqlite3

from timeline.cli import places
from timeline.cli.moments import TakesLonger
from timeline.countdown.phrases import LANGUAGES, guess
from timeline.store.glance import Glance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from timeline.cli.moments import Moments
    from timeline.cli.view_options import Asked
    from timeline.countdown.left import Shown
    from timeline.store.glance import GlancedCalendar


class Table:
    """What was read of the event table, or what stands for it while nothing has been ingested (``expected``).

    ``known`` says whether there are any events at all, shown or not; ``bundled`` names the calendars
    that are defined while there is nothing else to show. ``titles`` tell the language, also while no event is shown.
    """

    __slots__ = ("bundled", "calendars", "events", "expected", "known", "read", "titles")

    def __init__(
        self,
        calendars: Sequence[GlancedCalendar],
        events: Sequence[Shown],
        read: datetime | None,
        *,
        known: bool | None = None,
        expected: bool = False,
        bundled: Sequence[str] = (),
        titles: Sequence[str] | None = None,
    ) -> None:
        self.calendars = calendars
        self.events = events
        self.read = read
        self.known = bool(events) if known is None else known
        self.expected = expected
        self.bundled = bundled
        self.titles = [event.title for event in events] if titles is None else titles


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
            spoken = None if asked.words and asked.view != "agenda" else (code,) if code else ()
            keep = asked.words or any(asked.options.get(name) for name in ("all", "past", "from", "to"))
            since = None if keep else moments.earliest_day()
            events = glance.events(calendar, since=since, languages=spoken)
            known = bool(events) or glance.has_events(calendar)
            titles = glance.titles() if known and not events else None
            return Table(calendars, events, glance.last_read(calendar), known=known, titles=titles)
        finally:
            glance.close()
    except (sqlite3.Error, UnicodeEncodeError):  # that of a calendar whose name is no text
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
        code = guess(list(table.titles))
    return code or _locale()


def _common_language(calendars: Sequence[GlancedCalendar]) -> str | None:
    codes = {one.language for one in calendars}
    return codes.pop() if len(codes) == 1 else None


def _locale() -> str:
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return named[:2].lower() if named[:2].lower() in LANGUAGES else "en"
