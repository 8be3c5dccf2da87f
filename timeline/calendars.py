"""Calendar definitions: reads and checks calendars/*.toml.

A calendar is one tracked stream of events. Its definition says which sources it reads, in which
zone and languages, which bodies and words are its own, which elections are known and which
statutory deadlines hang on them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One calendar definition.

    ``zone`` is the IANA zone of its local days. ``languages`` are tried in this order where the
    language of a post cannot be told. ``country`` is ISO 3166-1 alpha-2, ``None`` if not bound to one.
    """

    id: str
    name: str
    zone: ZoneInfo
    languages: tuple[str, ...] = ("ru",)
    country: str | None = None
    sources: tuple[str, ...] = field(default=())


def default_calendar(zone: ZoneInfo) -> Calendar:
    """The calendar of posts that belong to no definition."""
    return Calendar(id="default", name="Timeline", zone=zone, languages=("ru", "be", "uk", "en"))
