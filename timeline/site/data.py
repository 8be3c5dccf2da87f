"""``events.json``: the events of a calendar for programs. ``static/events.schema.json`` says what each field means."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from timeline.countdown.formats import edtf
from timeline.feed.content import web_address
from timeline.feed.phrases import phrases

if TYPE_CHECKING:
    from datetime import date, datetime

    from timeline.events import Change, Event, Evidence, When
    from timeline.site.snapshot import Held


def events_json(held: Held, lang: str) -> bytes:
    """All events of a calendar, those of which no day is known and other countries' too."""
    calendar = held.calendar
    content = {
        "calendar": calendar.id,
        "name": calendar.named(lang),
        "zone": calendar.zone.key,
        "unofficial": phrases(lang, "site").say("page.unofficial_long"),
        "sources": list(calendar.sources),
        "last_read": _instant(held.last_read),
        "events": [_event(event) for event in sorted(held.shelf.events, key=_order)],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")


def _order(event: Event) -> tuple[str, str]:
    first = event.when.start_earliest or event.when.end_latest
    return (first.isoformat() if first else "9999", event.id)


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "uid": event.uid,
        "title": event.title,
        "titles": dict(event.titles),
        "kind": event.kind,
        "status": event.status,
        **_when(event.when),
        "likely": _when(event.likely) if event.likely else None,
        "place": event.place,
        "audience": list(event.audience),
        "election": event.election,
        "body": event.body,
        "conditional": event.conditional,
        "foreign": event.foreign,
        "law": event.law,
        "notes": list(event.notes),
        "posts": event.posts,
        "revision": event.revision,
        "created": _instant(event.created),
        "changed": _instant(event.changed),
        "evidence": [_evidence(item) for item in event.evidence],
        "history": [_change(item) for item in event.history],
    }


def _when(when: When) -> dict[str, Any]:
    return {
        "value": edtf(when),
        "bound": when.bound,
        "start_earliest": _day(when.start_earliest),
        "start_latest": _day(when.start_latest),
        "end_earliest": _day(when.end_earliest),
        "end_latest": _day(when.end_latest),
        "clock": when.clock,
        "clock_end": when.clock_end,
        "hours": [list(pair) for pair in when.hours],
    }


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "channel": item.channel,
        "post": item.post,
        "url": web_address(item.url),
        "posted": _instant(item.posted),
        "quote": item.quote,
        "role": item.role,
        "says": item.says,
        "dates": item.dates,
        "agrees": item.agrees,
    }


def _change(item: Change) -> dict[str, Any]:
    return {
        "what": item.what,
        "old": item.old,
        "new": item.new,
        "channel": item.channel,
        "post": item.post,
        "posted": _instant(item.posted),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(at: datetime | None) -> str | None:
    return instant(at) if at else None


def instant(at: datetime) -> str:
    """An aware time in UTC, to the second, as RFC 3339 writes it: "2024-02-25T12:00:00Z"."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
