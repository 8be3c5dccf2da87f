"""Expecting: what the law prescribes beside what was announced, one entry with both sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.events.bounds import Bounds, complete, edtf, meet
from timeline.events.event import Event
from timeline.events.notes import note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.calendars import Calendar

FAR = 45
"""Days by which an announcement may differ from the law and still be the same stage."""


def with_law(events: Iterable[Event], expected: Iterable[Event], calendar: Calendar) -> list[Event]:
    """The announced events, each with the rule of the law it follows, and the expected ones that nobody announced.

    The law never overrides what a post states. A side that no post states is taken from it where the
    other side agrees, and a note says so; a difference is noted.
    """
    out = list(events)
    free: dict[str, list[int]] = {}
    for index, event in enumerate(out):
        if event.concept is not None and not event.foreign:
            free.setdefault(event.concept, []).append(index)
    pairs = []
    rules = sorted(expected, key=lambda rule: (rule.law or "", rule.election or "", edtf(rule.when)))
    for number, rule in enumerate(rules):
        for index in free.get(rule.concept or "", ()):
            far = _distance(out[index], rule, calendar)
            if far is not None:
                pairs.append((out[index].election != rule.election, out[index].body != rule.body, far, index, number))
    taken: set[int] = set()
    met: set[int] = set()
    for *_, index, number in sorted(pairs):
        if index not in taken and number not in met:
            taken.add(index)
            met.add(number)
            out[index] = _both(out[index], rules[number], calendar.languages[0])
    return out + [rule for number, rule in enumerate(rules) if number not in met]


def _distance(event: Event, rule: Event, calendar: Calendar) -> int | None:
    """Days between an announced and an expected stage; ``None`` where they cannot be the same."""
    if event.election is not None and rule.election is not None and event.election != rule.election:
        return None
    if event.body is not None and rule.body is not None and event.body != rule.body:
        election = calendar.election(rule.election) if rule.election else None
        if election is None or event.body not in election.bodies:
            return None
    announced, prescribed = Bounds.of(event.when), Bounds.of(rule.when)
    days = [
        abs((a - b).days)
        for a, b in ((announced.low, prescribed.low), (announced.high, prescribed.high))
        if a is not None and b is not None
    ]
    if meet(announced, prescribed) is not None:
        return 0 if days else None
    return min(days) if days and min(days) <= FAR else None


def _both(event: Event, rule: Event, lang: str) -> Event:
    announced, prescribed = Bounds.of(event.when), Bounds.of(rule.when)
    told, when = list(event.notes), event.when
    joint = meet(announced, prescribed)
    if joint is None:
        told.append(note(lang, "law", law=edtf(prescribed), said=edtf(announced)))
    else:
        side = None
        if not announced.says_start and prescribed.start is not None and announced.end_latest == prescribed.end_latest:
            side = "start"
        elif not announced.says_end and prescribed.end_latest is not None and announced.start == prescribed.start:
            side = "end"
        if side is not None:
            when = replace(when, **complete(joint)._asdict())
            told.append(note(lang, "law-side", side=note(lang, side), law=edtf(prescribed)))
    return replace(
        event,
        when=when,
        law=rule.law,
        notes=tuple(told),
        election=event.election or rule.election,
        body=event.body or rule.body,
        audience=tuple(dict.fromkeys((*event.audience, *rule.audience))),
        titles=tuple(sorted({**dict(rule.titles), **dict(event.titles)}.items())),
    )
