"""Where an event stands in a calendar that knows only days and hours, and how sure that place is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from timeline.events import Event

LONGEST_WINDOW = 14
"""Days. An event known only to lie in a wider window than this is left to the "to be confirmed" feed:
a bar of two weeks still tells a reader to keep those days in mind, a bar of three months tells nothing."""

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

Form = Literal["days", "clock", "last", "first", "window", "by", "from"]

_OCCASIONS = frozenset({"election-day", "meeting", "training"})
"""Of these, "до 15 марта" tells when they will be over, not until when something can be done."""

_WHOLE_DAYS = frozenset({"election-day", "early-voting", "nomination", "registration", "campaigning"})
"""Of these, clock times are hours in which something can be done, on days that belong to it whole."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: ``start`` and ``end`` (exclusive), both dates or both datetimes in the calendar's zone.

    ``form`` says what the entry stands for: the ``days`` of the event, its ``clock`` time, a stated
    ``last`` or ``first`` day, a short ``window`` in which it lies, or, where the window is wide, the day
    ``by`` which or ``from`` which it comes. ``open_ended`` marks an hour set aside where no end was stated.
    """

    form: Form
    start: date
    end: date
    open_ended: bool = False

    @property
    def all_day(self) -> bool:
        """Whether it stands on days, without a clock."""
        return not isinstance(self.start, datetime)

    @property
    def wide(self) -> bool:
        """Whether it marks only the edge of a window too wide for a calendar."""
        return self.form in ("by", "from")

    @property
    def exact(self) -> bool:
        """Whether the entry stands on days that were stated."""
        return self.form in ("days", "clock", "last", "first")


def place(event: Event, zone: ZoneInfo) -> Place | None:
    """Where ``event`` goes; ``None`` if nothing is known of when it is, or no day follows it to end on."""
    when = event.when
    first, last = when.start, when.end_latest
    if date.max in (first, last, when.start_earliest):
        return None
    if first is not None and last is not None and when.bound == "certain":
        if when.clock and first == last and not when.hours and event.kind not in _WHOLE_DAYS:
            return _clock(first, when.clock, when.clock_end, zone)
        return Place("last" if event.kind == "deadline" and first == last else "days", first, last + DAY)
    if last is not None and _stated_last(event):
        return Place("last", last, last + DAY)
    if first is not None:
        return Place("first", first, first + DAY)
    if when.start_earliest is not None and last is not None and (last - when.start_earliest).days < LONGEST_WINDOW:
        return Place("window", when.start_earliest, last + DAY)
    if last is not None:
        return Place("by", last, last + DAY)
    if when.start_earliest is not None:
        return Place("from", when.start_earliest, when.start_earliest + DAY)
    return None


def first_day(at: Place) -> date:
    """The local day an entry begins on."""
    return at.start.date() if isinstance(at.start, datetime) else at.start


def _stated_last(event: Event) -> bool:
    """Whether its last day was stated as such: until when something lasts or can be done."""
    when = event.when
    if when.end_earliest is not None:
        return when.end_earliest == when.end_latest
    return when.start_latest is None and event.kind not in _OCCASIONS


def _clock(day: date, clock: str, clock_end: str | None, zone: ZoneInfo) -> Place:
    start = _at(day, clock, zone)
    if clock_end is None:
        return Place("clock", start, start + HOUR, open_ended=True)
    end = _at(day, clock_end, zone)
    return Place("clock", start, end if end > start else _at(day + DAY, clock_end, zone))


def _at(day: date, clock: str, zone: ZoneInfo) -> datetime:
    hour, _, minute = clock.partition(":")
    if int(hour) == 24:
        return datetime.combine(day + DAY, time(0, int(minute or 0)), zone)
    return datetime.combine(day, time(int(hour), int(minute or 0)), zone)
