"""VEVENT (RFC 5545 section 3.6.1): one event as the bytes that stay the same until its next revision."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import icalendar
from icalendar.prop import vCategory, vUri

from timeline.feed.content import Text, line, web_address, write
from timeline.feed.phrases import phrases
from timeline.feed.placing import place
from timeline.feed.wording import basis, description, order, title

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from timeline.events import Event

_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


def vevent(event: Event, zone: ZoneInfo, lang: str = "ru") -> bytes | None:
    """The VEVENT of ``event``, or ``None`` if nothing is known of when it is.

    UID is the event's own; SEQUENCE is its revision, and DTSTAMP and LAST-MODIFIED the moment of its
    last visible change, since some clients look only at one of the three. All-day entries have an
    exclusive DTEND and leave the day free (TRANSP:TRANSPARENT); timed ones name their zone.
    """
    where = place(event, zone)
    if where is None:
        return None
    say = phrases(lang)
    stamp = _stamp(event)
    component = icalendar.Event()
    component.add("UID", Text(line(event.uid)), encode=False)
    component.add("DTSTAMP", stamp)
    component.add("DTSTART", where.start)
    component.add("DTEND", where.end)
    component.add("SUMMARY", Text(title(event, where, say)), encode=False)
    component.add("DESCRIPTION", Text(description(event, where, say, zone)), encode=False)
    if event.place:
        component.add("LOCATION", Text(line(event.place)), encode=False)
    if url := next((address for source in reversed(basis(event)) if (address := web_address(source.url))), None):
        component.add("URL", vUri(url), encode=False)
    component.add("CATEGORIES", vCategory([Text(say.say(f"kind.{event.kind}"))]), encode=False)
    component.add("STATUS", "CANCELLED" if event.status == "cancelled" else _status(event, where.exact))
    component.add("TRANSP", "TRANSPARENT" if where.all_day or event.status == "cancelled" else "OPAQUE")
    component.add("SEQUENCE", event.revision)
    if event.created:
        component.add("CREATED", event.created.astimezone(UTC))
    component.add("LAST-MODIFIED", stamp)
    return write(component)


def _status(event: Event, exact: bool) -> str:
    return "CONFIRMED" if event.status == "confirmed" and exact and not event.conditional else "TENTATIVE"


def _stamp(event: Event) -> datetime:
    """When it last changed; for an event that was never stored, when its newest post was posted."""
    if event.changed:
        return event.changed.astimezone(UTC).replace(microsecond=0)
    newest = max((item for item in event.evidence if item.posted), key=order, default=None)
    return newest.posted.astimezone(UTC) if newest and newest.posted else _UNKNOWN
