"""VCALENDAR (RFC 5545 section 3.4, RFC 7986): a head that never changes, and events joined to it as bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import icalendar
from icalendar.prop import vDuration, vUri

from timeline.feed.content import Text, line, web_address, write
from timeline.feed.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from zoneinfo import ZoneInfo

PRODID = "-//election-timeline//feed//EN"
REFRESH = timedelta(hours=6)
COLOR, COLOR_HEX = "firebrick", "#B22222"

MOST_ENTRIES = 1000
MOST_OCTETS = 1_000_000
"""Google Calendar loses events of a feed above about a thousand of them or a megabyte."""

_ZONES_FROM, _ZONES_UNTIL = date(2010, 1, 1), date(2038, 1, 1)
_TIMED = b"\r\nDTSTART;TZID="
_END = b"END:VEVENT\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a feed says of itself. Only constants: a changed head makes clients rewrite every entry.

    ``source`` is the address the feed is fetched from, where that is known.
    """

    name: str
    zone: ZoneInfo
    lang: str = "ru"
    origins: tuple[str, ...] = ()
    source: str | None = None


def head(about: Head) -> bytes:
    """Everything before the first component. There is no METHOD (a publisher needs none, and libical
    then demands an ORGANIZER) and no UID (vdirsyncer would take the whole feed for one item)."""
    say = phrases(about.lang)
    name = line(about.name)
    told = say.say("feed.description", name=name)
    if about.origins:
        told += " " + say.say("feed.sources", sources=", ".join(line(origin) for origin in about.origins))
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID)
    calendar.add("CALSCALE", "GREGORIAN")
    for key, text in (("NAME", name), ("X-WR-CALNAME", name), ("DESCRIPTION", told), ("X-WR-CALDESC", told)):
        calendar.add(key, Text(text), encode=False)
    calendar.add("X-WR-TIMEZONE", Text(about.zone.key), encode=False)
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH, params={"VALUE": "DURATION"}), encode=False)
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH), encode=False)
    calendar.add("COLOR", COLOR)
    calendar.add("X-APPLE-CALENDAR-COLOR", COLOR_HEX)
    if url := web_address(about.source):
        calendar.add("SOURCE", vUri(url, params={"VALUE": "URI"}), encode=False)
    return write(calendar).removesuffix(b"END:VCALENDAR\r\n")


@cache
def vtimezone(zone: ZoneInfo) -> bytes:
    """The VTIMEZONE of ``zone``, always for the same years, so that it never changes either."""
    component = icalendar.Timezone.from_tzinfo(zone, first_date=_ZONES_FROM, last_date=_ZONES_UNTIL)
    component.pop("COMMENT", None)
    for period in component.daylight:
        _begin_by_the_clock_before(period)
    for other in component.standard:
        _begin_by_the_clock_before(other)
    return write(component)


def _begin_by_the_clock_before(period: icalendar.TimezoneStandard | icalendar.TimezoneDaylight) -> None:
    """Times at which an offset begins are told by the clock before it (section 3.6.5); where clocks go forward,
    icalendar tells them by the clock after it."""
    gap = period.TZOFFSETTO - period.TZOFFSETFROM
    if gap <= timedelta():
        return
    starts = [period.DTSTART, *(start for start, _ in period.rdates)]
    for name in ("DTSTART", "RDATE"):
        period.pop(name, None)
    period.add("DTSTART", starts[0] - gap)
    if starts[1:]:
        period.add("RDATE", [start - gap for start in starts[1:]])


def join(about: Head, vevents: Iterable[bytes], alarm: timedelta | None = None) -> bytes:
    """A whole feed: ``vevents`` as they are, in their order, with a reminder in each if one was asked for."""
    entries = list(vevents)
    if alarm is not None:
        entries = [with_alarm(entry, alarm, about.lang) for entry in entries]
    zone = vtimezone(about.zone) if any(_TIMED in entry for entry in entries) else b""
    return b"".join([head(about), zone, *entries, b"END:VCALENDAR\r\n"])


def with_alarm(entry: bytes, before: timedelta, lang: str) -> bytes:
    """``entry`` with a VALARM (section 3.6.6). All-day entries begin at midnight, when nobody wants to be
    reminded: for them, whole days before sound at nine in the morning of that day."""
    if _TIMED not in entry and before % timedelta(days=1) == timedelta():
        before -= timedelta(hours=9)
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", Text(phrases(lang).say("feed.alarm")), encode=False)
    alarm.add("TRIGGER", -before)
    return entry.removesuffix(_END) + write(alarm) + _END


def newest(vevents: Sequence[bytes], most: int = MOST_ENTRIES, octets: int = MOST_OCTETS) -> Sequence[bytes]:
    """The last of ``vevents`` (in the order of their days) that calendar services still take whole."""
    room = octets
    kept = 0
    for entry in reversed(vevents[-most:]):
        room -= len(entry)
        if room < 0:
            break
        kept += 1
    return vevents[len(vevents) - kept :]
