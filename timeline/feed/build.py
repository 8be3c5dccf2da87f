"""A feed: an iCalendar file made from a calendar by a filter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.feed.vcalendar import Head, join, newest
from timeline.feed.vevent import vevent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from zoneinfo import ZoneInfo

    from timeline.calendars import Calendar
    from timeline.events import Event
    from timeline.feed.filters import Filter

Writer = Callable[["Event", "ZoneInfo", str], "bytes | None"]
"""Gives the VEVENT of an event in a language, or ``None`` if it has no day."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The octets of a feed, how many entries it holds, and how many older ones no longer fit."""

    octets: bytes
    entries: int
    left_out: int = 0


def build(
    calendar: Calendar,
    events: Iterable[Event],
    chosen: Filter,
    today: date,
    *,
    name: str | None = None,
    source: str | None = None,
    write: Writer = vevent,
) -> Feed:
    """The feed of ``events`` that ``chosen`` lets through. Unchanged events give the same octets.

    ``name`` is a named feed's own, ``source`` the address it will be fetched from; ``write`` gives the
    octets of one event (the store keeps them by revision).
    """
    zone = calendar.zone
    picked = chosen.choose(events, zone, today)
    entries = [octets for event in picked if (octets := write(event, zone, chosen.lang)) is not None]
    kept = newest(entries)
    about = Head(
        name=name or calendar.named(chosen.lang),
        zone=zone,
        lang=chosen.lang,
        origins=calendar.sources,
        source=source,
        to_be_confirmed=chosen.certainty == "to-be-confirmed" and name is None,
    )
    return Feed(join(about, kept, chosen.alarm), len(kept), len(entries) - len(kept))
