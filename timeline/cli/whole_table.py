"""The event table where a glance does not do: an older database, a medium that cannot be written, or none at all.

While nothing has been ingested, the dates that the law gives for the next known elections stand for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timeline.cli.event_table import Table
from timeline.errors import MissingDatabase
from timeline.store.glance import GlancedCalendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, tzinfo

    from timeline.calendars import Calendar, Election
    from timeline.countdown.left import Moment
    from timeline.events import Event


def whole_table(path: str, calendar: str | None, moment: Callable[[tzinfo], Moment]) -> Table:
    """The events of one calendar or of all, from the database, or as the definitions expect them.

    Raises DatabaseError, and DefinitionError for a calendar that nobody defined.
    """
    from timeline.calendars import definition_files, load
    from timeline.store import open_reader

    try:
        with open_reader(Path(path)) as reader, reader.snapshot():
            filled = [one.calendar for one in reader.contents() if one.posts and calendar in (None, one.calendar)]
            if filled:
                defined = {name: load(name) for name in filled if name in definition_files()}
                calendars = [_glanced(defined[name]) if name in defined else _unnamed(name) for name in filled]
                return Table(calendars, reader.events(calendar, evidence=False), reader.last_read(calendar))
    except MissingDatabase:
        pass
    if calendar == "default":
        return Table([_unnamed(calendar)], [], None)
    found = [load(calendar)] if calendar else [load(name) for name in definition_files()]
    events = [event for one in found for event in expected_events(one, moment(one.zone).today)]
    hold = {event.calendar for event in events}
    shown = [_glanced(one) for one in found if one.id in hold or calendar]
    names = [f"{one.name} ({one.id})" for one in found]
    return Table(shown, events, None, expected=bool(events), bundled=names)


def expected_events(calendar: Calendar, today: date) -> list[Event]:
    """What the definition expects around the next known elections."""
    from timeline.events import Event
    from timeline.events.law import expected

    return [
        Event(
            id=f"{election.id}-{stage.concept}-{n}",
            uid="",
            calendar=calendar.id,
            title=stage.title,
            titles=stage.titles,
            kind=stage.kind,
            when=stage.when,
            status=stage.status,
            concept=stage.concept,
            body=stage.body,
            election=election.id,
            conditional=stage.conditional,
            law=stage.law,
        )
        for election in _next(calendar, today)
        for n, stage in enumerate(expected(calendar, election))
    ]


def _next(calendar: Calendar, today: date) -> list[Election]:
    """The next known elections: the first that is not over, and what else is voted on within the same three months."""
    ahead = sorted((one for one in calendar.elections if one.last >= today), key=lambda one: one.last)
    return [one for one in ahead if (one.first - ahead[0].last).days < 92]


def _glanced(calendar: Calendar) -> GlancedCalendar:
    return GlancedCalendar(calendar.id, calendar.name, str(calendar.zone), calendar.languages[0])


def _unnamed(name: str) -> GlancedCalendar:
    return GlancedCalendar(name, None, None, None)
