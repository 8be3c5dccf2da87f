"""Expecting: what the law prescribes beside what was announced, one entry with both sources.

From each announced election day the statutory stages follow; an announcement of a stage takes the place of
what was expected, and what nobody announced stays, tentative. When the day moves, all of it moves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from timeline.events.bounds import Bounds, complete, edtf, meet
from timeline.events.campaigns import VOTING
from timeline.events.event import Announced, Event
from timeline.events.law import campaigns, expected
from timeline.events.notes import note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.calendars import Calendar
    from timeline.events.event import When
    from timeline.events.law import Expected

FAR = 45
"""Days by which an announcement may differ from the law and still be the same stage."""

Pair = tuple[int, "Expected"]
"""The place of an announced event in its list, and the expected stage it is."""


def prescribed(events: Iterable[Event], calendar: Calendar) -> list[Expected]:
    """What the law expects around every election day that was announced; nothing without rules.

    What is counted from another stage than the voting is counted from the day announced for it.
    """
    if not calendar.deadlines and not calendar.elections:
        return []
    announced = list(events)
    days = [
        (event.when.start, event.when.end, event.body, event.election)
        for event in announced
        if event.concept == VOTING and event.status != "cancelled" and event.bound == "certain" and not event.foreign
    ]
    elections = campaigns(calendar, ((first, last, body, id_) for first, last, body, id_ in days if first and last))
    rules = [rule for election in elections for rule in expected(calendar, election)]
    if not any(rule.anchor not in (None, VOTING) for rule in rules):
        return rules
    stated: dict[str, dict[str, When]] = {}
    for index, rule in _pairs(announced, rules, calendar):
        if announced[index].bound == "certain":
            stated.setdefault(rule.election, {})[rule.concept] = announced[index].when
    return [rule for election in elections for rule in expected(calendar, election, None, stated.get(election.id))]


def countable(events: Iterable[Event], calendar: Calendar) -> list[Event]:
    """All that an offset in a post may count from: the announced events, and what the definition knows without a
    post, its elections and the stages that the law expects around any of them."""
    announced = list(events)
    lawful = with_law(announced, prescribed(announced, calendar), calendar)
    return [*lawful, *elections(lawful, calendar)]


def elections(events: Iterable[Event], calendar: Calendar) -> list[Event]:
    """The elections of the definition that none of ``events`` is of, with their stages by law."""
    told = {event.election for event in events if event.concept == VOTING}
    untold = [one for one in calendar.elections if one.id not in told and not one.by_rule]
    return [_alone(rule, calendar) for election in untold for rule in expected(calendar, election)]


def with_law(events: Iterable[Event], rules: Iterable[Expected], calendar: Calendar) -> list[Event]:
    """The announced events, each with the rule of the law it follows, and the expected ones that nobody announced.

    ``events`` are as posts gave them (see ``without_law``); the result has them in the same order, and then the
    others. The law never overrides what a post states. A side that no post states is taken from it where the
    other side agrees, and a note says so; a difference is noted.
    """
    out, free = list(events), list(rules)
    pairs = _pairs(out, free, calendar)
    for index, rule in pairs:
        out[index] = _both(out[index], rule, calendar.languages[0])
    met = {id(rule) for _, rule in pairs}
    return out + [_alone(rule, calendar) for rule in free if id(rule) not in met]


def without_law(event: Event) -> Event:
    """An event as posts gave it."""
    if event.announced is None:
        return event
    said = event.announced
    return replace(
        event,
        title=said.title,
        titles=said.titles,
        when=said.when,
        body=said.body,
        election=said.election,
        audience=said.audience,
        notes=said.notes,
        law=None,
        announced=None,
    )


def _pairs(events: list[Event], rules: list[Expected], calendar: Calendar) -> list[Pair]:
    """Which announced event is which expected stage: each at most one, the nearest first."""
    of_concept: dict[str, list[int]] = {}
    for index, event in enumerate(events):
        if event.concept is not None and not event.foreign:
            of_concept.setdefault(event.concept, []).append(index)
    ranked = []
    for number, rule in enumerate(rules):
        for index in of_concept.get(rule.concept, ()):
            event = events[index]
            far = _distance(event, rule, calendar)
            if far is not None:
                own = (edtf(event.when), event.title, event.body or "", -event.posts)
                ranked.append((event.election != rule.election, event.body != rule.body, far, own, index, number))
    pairs: list[Pair] = []
    taken: set[int] = set()
    met: set[int] = set()
    for *_, index, number in sorted(ranked):
        if index not in taken and number not in met:
            taken.add(index)
            met.add(number)
            pairs.append((index, rules[number]))
    return pairs


def _same_vote(event: Event, rule: Expected) -> bool:
    """Whether it is the vote itself, though its body votes twice in that year ("president-2028-08-13")."""
    one, other = event.when, rule.when
    return rule.concept == VOTING and event.body == rule.body and (one.start, one.end) == (other.start, other.end)


def _distance(event: Event, rule: Expected, calendar: Calendar) -> int | None:
    """Days between an announced and an expected stage; ``None`` where they cannot be the same."""
    if event.election is not None and event.election != rule.election and not _same_vote(event, rule):
        return None
    if event.body is not None and rule.body is not None and event.body != rule.body:
        election = calendar.election(rule.election)
        unknown = rule.concept == VOTING and calendar.body(event.body) is None and event.when.start == rule.when.start
        if not unknown and (election is None or event.body not in election.bodies):
            return None
    announced, lawful = Bounds.of(event.when), Bounds.of(rule.when)
    days = [
        abs((a - b).days)
        for a, b in ((announced.low, lawful.low), (announced.high, lawful.high))
        if a is not None and b is not None
    ]
    if not days:
        return None
    if announced.start == lawful.start and announced.end_latest == lawful.end_latest:
        return 0
    return min(days) if min(days) <= FAR else None


def _both(event: Event, rule: Expected, lang: str) -> Event:
    """An announced event with the rule that it follows; where the two cannot both hold, with a note of it."""
    lawful = Bounds.of(rule.when)
    both = replace(
        event,
        announced=Announced(
            title=event.title,
            when=event.when,
            titles=event.titles,
            body=event.body,
            election=event.election,
            audience=event.audience,
            notes=event.notes,
        ),
        law=rule.law or None,
        election=event.election or rule.election,
        body=event.body or rule.body,
        audience=tuple(dict.fromkeys((*event.audience, *rule.audience))),
    )
    joint = meet(Bounds.of(event.when), lawful)
    if joint is not None:
        return _completed(both, rule, joint, lang)
    titles = {**(dict(rule.titles) if _names(rule, event) else {}), **dict(event.titles)}
    differs = note(lang, "law", law=edtf(lawful), said=edtf(event.when))
    return replace(both, titles=tuple(sorted(titles.items())), notes=(*event.notes, differs))


def _completed(event: Event, rule: Expected, joint: Bounds, lang: str) -> Event:
    """An event with what the law adds: the calendar's own name, which is the canonical one, the side of it that no post
    states, the hours. ``joint`` is what both say of its days."""
    title, titles, when, told = event.title, dict(event.titles), event.when, event.notes
    if _names(rule, event):
        title, titles = rule.title or title, {**titles, **dict(rule.titles)}
    if side := _unstated(Bounds.of(when), Bounds.of(rule.when)):
        when = replace(when, **complete(joint)._asdict())
        told = (*told, note(lang, "law-side", side=note(lang, side), law=edtf(rule.when)))
    if when.bound == "certain" and not when.hours and when.clock is None and rule.when.hours:
        when = replace(when, hours=rule.when.hours)
    return replace(event, title=title, titles=tuple(sorted(titles.items())), when=when, notes=told)


def _names(rule: Expected, event: Event) -> bool:
    """Whether the name of a rule is that of an event; not where a person named it, in no language of its own."""
    return rule.named and (bool(event.titles) or not event.title)


def _unstated(announced: Bounds, lawful: Bounds) -> Literal["start", "end"] | None:
    """The side that only the law gives, where the other side is the same."""
    if not announced.says_start and lawful.start is not None and announced.end_latest == lawful.end_latest:
        return "start"
    if not announced.says_end and lawful.end_latest is not None and announced.start == lawful.start:
        return "end"
    return None


def _alone(rule: Expected, calendar: Calendar) -> Event:
    return Event(
        id="",
        uid="",
        calendar=calendar.id,
        title=rule.title,
        titles=tuple(sorted(rule.titles)),
        kind=rule.kind,
        when=rule.when,
        status=rule.status,
        concept=rule.concept,
        body=rule.body,
        election=rule.election,
        audience=rule.audience,
        conditional=rule.conditional,
        law=rule.law or None,
    )
