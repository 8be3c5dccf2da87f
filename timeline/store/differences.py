"""What a reader would notice: the log's entries for events that came, changed or went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from timeline.events import Event, Evidence, When
from timeline.store.codec import dumps

SHOWN = ("title", "kind", "status", "body", "place", "audience", "conditional", "law")
"""Fields a reader sees as they are; the time is written out by ``days`` and ``clock``."""


def entries(
    added: Iterable[Event], changed: Iterable[tuple[Event, Event]], removed: Iterable[Event]
) -> list[dict[str, Any]]:
    """Rows of ``log``, without revision, time and calendar. A change that no reader sees has none."""
    found = [_entry(event, "added", {}, _cause(None, event)) for event in added]
    for old, new in changed:
        fields = fields_changed(old, new)
        if fields:
            found.append(_entry(new, "changed", fields, _cause(old, new)))
    return [*found, *(_entry(event, "removed", {}, None) for event in removed)]


def fields_changed(old: Event, new: Event) -> dict[str, tuple[str | None, str | None]]:
    """The fields that a reader sees differ: name to old and new."""
    before, after = shown(old), shown(new)
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def shown(event: Event) -> dict[str, str | None]:
    """What a reader sees of an event, as text."""
    return {
        **{name: _text(getattr(event, name)) for name in SHOWN},
        "days": days(event.when),
        "clock": clock(event.when),
    }


def days(when: When) -> str:
    """The days of an event in words: ``2024-02-25``, ``2024-02-20 to 2024-02-24``, ``by 2024-01-15``.

    A day that is one of several is ``between 2023-11-29 and 2024-02-27``.
    """
    start, first, last = when.start, when.start_earliest, when.end_latest
    if first is None and last is None:
        return "no date"
    if first is None:
        return f"by {last}"
    if last is None:
        return f"from {first}" if start else f"not before {first}"
    if start is None:
        return f"between {first} and {last}"
    if first == last:
        return str(first)
    return f"{first} to {last}{'' if when.end_earliest == last else ' at the latest'}"


def clock(when: When) -> str | None:
    """The hours of an event: ``15:00``, ``10:00–14:00``, ``08:00–14:00, 16:00–20:00``."""
    spans = [(when.clock, when.clock_end)] if when.clock or when.clock_end else when.hours
    return (
        ", ".join(f"until {end}" if start is None else f"{start}–{end}" if end else start for start, end in spans)
        or None
    )


def _text(value: Any) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _cause(old: Event | None, new: Event) -> tuple[str | None, str | None] | None:
    """The post behind the newest step that the event had not taken before."""
    known = set(old.history) if old else set()
    steps = [step for step in new.history if step not in known and step.post]
    if steps:
        return steps[-1].channel, steps[-1].post
    seen = {part.post_key for part in old.evidence} if old else set()
    parts: Sequence[Evidence] = [part for part in new.evidence if part.post_key not in seen]
    return parts[-1].post_key if parts else None


def _entry(
    event: Event, what: str, fields: dict[str, Any], cause: tuple[str | None, str | None] | None
) -> dict[str, Any]:
    channel, post = cause or (None, None)
    return {
        "event": event.id,
        "title": event.title,
        "what": what,
        "fields": dumps(fields),
        "channel": channel,
        "post": post,
    }
