"""The site as the event table is now: read anew when the table or the day has changed."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from timeline.errors import TimelineError
from timeline.site.site import Site
from timeline.site.snapshot import read
from timeline.store import open_reader
from timeline.store.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo
    from pathlib import Path

    from timeline.calendars import Calendar
    from timeline.site.snapshot import Snapshot
    from timeline.store import Reader
    from timeline.store.watch import Mark

FAILED_FOR = timedelta(seconds=1)
"""How long a database that could not be read is not asked again."""

LOCKED_FOR = 0.5
"""Seconds that reading waits for a lock."""

MOST_ADDRESSES = 8
"""Of sites by the names they are asked under; more are somebody playing."""


class Current:
    """One state of the event table at a time, with the site made of it for each address it is asked under.

    ``fresh`` is cheap and belongs to one thread, ``renew`` reads the table and may run in another.
    """

    def __init__(self, database: Path, calendars: Callable[[Reader], list[Calendar]], base: str | None) -> None:
        self.snapshot: Snapshot | None = None
        self.error: TimelineError | None = None
        self._database = database
        self._calendars = calendars
        self._base = base
        self._watch = Watch(database)
        self._mark: Mark = None
        self._until = datetime.min.replace(tzinfo=UTC)
        self._now = self._until
        self._sites: dict[str | None, Site] = {}

    def fresh(self, now: datetime) -> bool:
        """Whether what was read last still holds at ``now``; a failure holds for a second."""
        if now >= self._until:
            return False
        return self.error is not None or ((mark := self._watch.mark()) is not None and mark == self._mark)

    def mark(self) -> Mark:
        """The state to be remembered before ``renew`` reads it, so that no change in between is missed."""
        return self._watch.mark()

    def renew(self, mark: Mark, now: datetime) -> None:
        """Read the event table; what cannot be read is in ``error`` afterwards."""
        self._sites = {}
        try:
            with open_reader(self._database, wait=LOCKED_FOR) as reader:
                self.snapshot = read(reader, self._calendars(reader))
        except TimelineError as error:
            self.snapshot, self.error, self._until = None, error, now + FAILED_FOR
            return
        self.error = None
        self._mark, self._now = mark, now
        zones: set[tzinfo] = {held.calendar.zone for held in self.snapshot.calendars.values()}
        self._until = min(_midnight(zone, now, 1) for zone in zones or {UTC})

    def site(self, base: str | None) -> Site:
        """The site as asked for under the address ``base``, or under the one that was given at the start."""
        assert self.snapshot is not None
        address = self._base or (base if base in self._sites or len(self._sites) < MOST_ADDRESSES else None)
        if address not in self._sites:
            self._sites[address] = Site(self.snapshot, self._now, address, source=self._base is not None)
        return self._sites[address]

    def modified(self, path: str) -> datetime:
        """When what a document shows last changed: events of its calendar, a reading of its sources, the day.

        A document of no calendar shows all of them.
        """
        assert self.snapshot is not None
        held_all = self.snapshot.calendars
        own = held_all.get(path.partition("/")[0].removesuffix(".ics"))
        times: list[datetime | None] = []
        for held in [own] if own else held_all.values():
            times += [_midnight(held.calendar.zone, self._now, 0), held.last_read]
            times += [change.at for change in held.changes[:1]]
        return min(max(filter(None, times), default=self._now), self._now)

    def close(self) -> None:
        """Let go of the database."""
        with suppress(Exception):
            self._watch.close()


def _midnight(zone: tzinfo, now: datetime, days: int) -> datetime:
    """The beginning of the local day, or of one some days later."""
    day = now.astimezone(zone).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
