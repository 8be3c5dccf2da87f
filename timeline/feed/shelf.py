"""The shelf: the events of one calendar at one revision, put in order once, from which feeds are joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.errors import UsageError
from timeline.feed.placing import first_day, place
from timeline.feed.vcalendar import MOST_ENTRIES, Head, join, newest
from timeline.feed.vevent import vevent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from timeline.calendars import Calendar
    from timeline.events import Event
    from timeline.feed.filters import Filter
    from timeline.feed.placing import Place

FORMAT = 1
"""Raised when this program writes events differently, so that what is stored is written anew."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The octets of a feed, how many entries it holds, and how many older ones no longer fit."""

    octets: bytes
    entries: int
    left_out: int = 0


class Shelf:
    """``events``, and ``placed``: those of which a day is known, by the day they stand on.

    ``stored`` gives the VEVENTs that were written before, by variant: event id to its revision and
    octets. An event of the same revision is taken as it is stored; any other is written when a feed
    first needs it, and ``fresh`` says which were, so that they can be stored.
    """

    def __init__(
        self,
        calendar: Calendar,
        events: Iterable[Event],
        stored: Mapping[str, Mapping[str, tuple[int, bytes]]] | None = None,
    ) -> None:
        self.calendar = calendar
        self.events = tuple(events)
        self.by_id = {event.id: event for event in self.events}
        placed = [(event, at) for event in self.events if (at := place(event, calendar.zone)) is not None]
        placed.sort(key=lambda item: (first_day(item[1]), item[0].uid))
        self.placed: list[tuple[Event, Place]] = placed
        self.fresh: dict[str, list[tuple[str, int, bytes]]] = {}
        self._stored = stored or {}
        self._written: dict[str, dict[str, bytes]] = {}

    def choose(self, chosen: Filter, today: date) -> list[Event]:
        """The events that ``chosen`` lets through."""
        return [event for event, at in self.placed if chosen.holds(event, at, today)]

    def refuse_unknown(self, chosen: Filter) -> None:
        """Raise ``UsageError`` for an election that neither an event nor the definition knows."""
        known = {name for event in self.events for name in (event.election, event.body) if name}
        known |= {one.id for one in self.calendar.elections} | {one.id for one in self.calendar.bodies}
        for name in chosen.elections:
            if name not in known:
                raise UsageError(f"no such election: {name}", f"one of {', '.join(sorted(known)) or '(none yet)'}")

    def feed(
        self,
        chosen: Filter,
        today: date,
        *,
        name: str | None = None,
        source: str | None = None,
        most: int | None = MOST_ENTRIES,
    ) -> Feed:
        """The feed of ``chosen``; the same events give the same octets, in whatever order they came.

        ``name`` is a named feed's own, ``source`` the address it will be fetched from. ``most`` entries
        and a megabyte are kept, the newest ones; ``None`` keeps all.
        """
        picked = self.choose(chosen, today)
        written = self._written.setdefault(chosen.lang, {})
        entries = [written.get(event.id) or self._write(event, chosen.lang) for event in picked]
        kept = entries if most is None else newest(entries, most)
        about = Head(
            name=" · ".join(filter(None, (self.calendar.named(chosen.lang), name))),
            zone=self.calendar.zone,
            lang=chosen.lang,
            origins=self.calendar.sources,
            source=source,
        )
        return Feed(join(about, kept, chosen.alarm), len(kept), len(entries) - len(kept))

    def _write(self, event: Event, lang: str) -> bytes:
        name = variant(self.calendar, lang)
        revision, octets = self._stored.get(name, {}).get(event.id, (None, b""))
        if revision != event.revision:
            octets = vevent(event, self.calendar.zone, lang) or b""
            self.fresh.setdefault(name, []).append((event.id, event.revision, octets))
        self._written[lang][event.id] = octets
        return octets


def variant(calendar: Calendar, lang: str) -> str:
    """What the octets of an event depend on besides the event itself."""
    return f"{lang} {calendar.zone.key} {FORMAT}"
