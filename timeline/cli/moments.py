"""Now, or what stands for it: ``--at``, in the zone of each calendar, and the zone of the reader."""

from __future__ import annotations

from datetime import UTC, date, datetime

from timeline.countdown.left import Moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo
    from zoneinfo import ZoneInfo

    from timeline.cli.view_options import Asked


FIRST_YEAR, LAST_YEAR = 2, 9998
"""A day beyond these may lie outside the calendar in another zone, or with the day after it."""


class TakesLonger(Exception):
    """The fast path cannot answer this; Typer's way can."""


def moments_of(asked: Asked, now: datetime | None = None, *, quick: bool) -> Moments:
    """Now, or what was asked for with ``--at``."""
    return Moments(asked.text("at"), now or datetime.now(UTC), quick=quick)


class Moments:
    """Now in the zone of each calendar, or what ``--at`` says."""

    __slots__ = ("_at", "_by_calendar", "_now", "_quick", "given", "zones")

    def __init__(self, at: str | None, now: datetime, *, quick: bool) -> None:
        self.given = at is not None
        self.zones: dict[str, str | None] = {}
        self._now = now
        self._at: date | datetime | None = day_or_moment(at, quick=quick) if at is not None else None
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


def day_or_moment(text: str, *, quick: bool = False) -> date | datetime:
    """What ``--at`` says: a day, or a moment, without a zone where none is typed.

    Raises UsageError for what is neither; with ``quick`` TakesLonger for what is not ISO 8601.
    """
    try:
        plain = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        pass
    else:
        check_year(plain.year, f"--at: {text!r}")
        return plain
    if quick:
        raise TakesLonger
    from timeline.cli.options import machine_zone
    from timeline.cli.when import typed_when

    found = typed_when(text, machine_zone(), option="--at")
    return found.date() if (found.hour, found.minute) == (0, 0) else found.replace(tzinfo=None)


def check_year(year: int, said: str) -> None:
    """Raise UsageError for a year that nothing can be counted from. ``said`` is what was typed, and where."""
    from timeline.errors import UsageError

    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"{said} is outside the years {FIRST_YEAR} to {LAST_YEAR}", "a date such as 2024-02-25")


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises UsageError where there is none."""
    from zoneinfo import ZoneInfo

    from timeline.errors import UsageError

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageError(f"there is no time zone {name!r}", "use a name such as Europe/Minsk or UTC") from None
