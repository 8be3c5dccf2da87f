"""What the law expects: from an election day to the dates of its statutory stages.

The rules are data (calendars/*.toml, read by ``timeline.calendars``); this module only counts. What it
returns is expected, never announced: a date that a post states always outranks it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from timeline.calendars import Election, Known, Names, in_language
from timeline.events.event import Status, When
from timeline.languages.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timeline.calendars import Calendar, Deadline
    from timeline.events.event import Event
    from timeline.mentions import Kind

SAME_CAMPAIGN = timedelta(days=183)
"""An election day this near to a known one of the same body is that election, moved; else it is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One stage of one election as its calendar's definition has it, without any post.

    ``when`` is in local days, both ends inclusive. ``status`` is ``tentative``, since no post says it;
    only an election day that an act named in the definition fixed is ``confirmed``. ``law`` is the
    citation: what the rule says and its article, or where a published date is from (``known`` is then
    ``None``). ``anchor`` is the concept it is counted from. ``election`` is the one it belongs to: that of
    its ``body``, where the rule counts one body's stage from another's election. ``named`` says that the
    definition names it: an election that posts found, of a body that the definition knows no election of, has
    only that body's name, and is called what posts call it.
    """

    concept: str
    kind: Kind
    title: str
    titles: Names
    when: When
    election: str
    body: str | None
    status: Status
    law: str
    article: str | None = None
    link: str | None = None
    known: Known | None = None
    anchor: str | None = None
    audience: tuple[str, ...] = ()
    conditional: bool = False
    named: bool = True


def expected(
    calendar: Calendar, election: Election, day: date | None = None, stated: Mapping[str, When] | None = None
) -> list[Expected]:
    """All that the definition expects around one election, its election day first, then by date.

    ``day`` moves the election: it is its last voting day, from which days are counted. Dates that were
    published for the old day no longer hold then, and are left out. ``stated`` are announced stages by
    concept key: what is counted from one of them is counted from its announced days. A rule whose
    anchor has no date, or that leads outside the years 1 to 9999, is left out.
    """
    moved = day is not None and day != election.last
    if day is not None:
        first = day - min(election.last - election.first, day - date.min)
        election = replace(election, first=first, last=day, dates=() if moved else election.dates)
    rules = [rule for rule in calendar.deadlines if rule.holds(election.bodies, election.last)]
    placed = _place(calendar, election, rules, stated or {})
    found = [_by_rule(calendar, election, rule, when) for rule, when in placed]
    found += _published(calendar, election)
    found.sort(
        key=lambda one: (one.when.start_earliest or one.when.end_latest or date.max, one.concept, one.body or "")
    )
    return [_election_day(calendar, election, moved), *found]


Voting = tuple[date, date, str | None] | tuple[date, date, str | None, str | None]
"""The first and last voting day (inclusive), the body and the id of the election, as far as they are known."""


def campaigns(calendar: Calendar, found: Iterable[Voting]) -> list[Election]:
    """The elections that these election days belong to.

    A day of a known election, by its id, is that election, moved or not. A day near a known election of the same
    body is that election, on the day found; without a body only the very day of one is. Any other is an election
    of its own: its body is the one told, else the bodies whose day rule gives that day, else none, and then only
    rules without a body hold for it. Each election is returned once, on the day nearest to the known one, in the
    order of their days.
    """
    elections: dict[str, Election] = {}
    placed = sorted((_election(calendar, *one) for one in found), key=lambda pair: (pair[0], pair[1].last, pair[1].id))
    for _, one in placed:
        taken = elections.get(one.id)
        if taken is not None and taken.last != one.last and calendar.election(one.id) is None:
            one = replace(one, id=f"{one.body or 'election'}-{one.last}")
        elections.setdefault(one.id, one)
    return sorted(elections.values(), key=lambda election: (election.last, election.id))


def _election(
    calendar: Calendar, first: date, last: date, body: str | None, named: str | None = None
) -> tuple[int, Election]:
    """The election of voting days, and how many days it is from where the definition has it."""
    election = calendar.election(named) if named is not None else None
    if election is None or abs(election.last - last) > SAME_CAMPAIGN:
        election = _known_election(calendar, last, body)
    if election is None:
        return 0, _new_election(calendar, first, last, body)
    far = abs((election.last - last).days)
    if (election.first, election.last) != (first, last):
        election = replace(election, first=first, last=last, by_rule=False)
    if far:  # the act and the dates that were published are those of the day it had
        election = replace(election, call=None, dates=())
    return far, election


@dataclass(frozen=True, slots=True)
class Comparison:
    """One stage: by law and as announced.

    ``starts`` and ``ends`` are how many days later (negative: earlier) the announced first and last day
    are than by law, ``None`` where either is not known. ``fits`` says whether the announcement agrees
    with the law: a deadline is kept by any day up to it; ``None`` where nothing was announced.
    """

    expected: Expected
    event: Event | None = None
    starts: int | None = None
    ends: int | None = None
    fits: bool | None = None


def compare(expectations: Iterable[Expected], events: Iterable[Event]) -> list[Comparison]:
    """Each expected stage beside the announced event of the same stage, where posts announced one.

    An event is that of a stage when concept and body agree, the election agrees where both name one, and
    it lies nearest to the expected days, within half a year. It is shown on the days that posts gave it.
    """
    stages: dict[str, list[Event]] = {}
    for event in events:
        if event.concept and event.status != "cancelled" and any(proof.dates for proof in event.evidence):
            said = event.announced
            stages.setdefault(event.concept, []).append(replace(event, when=said.when) if said is not None else event)
    return [_compare(one, stages.get(one.concept, [])) for one in expectations]


def _place(
    calendar: Calendar, election: Election, rules: list[Deadline], stated: Mapping[str, When]
) -> list[tuple[Deadline, When]]:
    """The rules with their days, each after its anchor; those that cannot be placed are left out."""
    days: dict[str, tuple[date | None, date | None]] = {"election-day": (election.last, election.last)}
    days.update({key: (when.start, when.end) for key, when in stated.items() if key != "election-day"})
    placed: list[tuple[Deadline, When]] = []
    waiting = rules
    while waiting:
        ready = [rule for rule in waiting if rule.anchor in days]
        if not ready:
            break
        for rule in ready:
            when = _when(calendar, rule, *days[rule.anchor])
            if when is not None:
                placed.append((rule, when))
                days.setdefault(rule.concept, (when.start, when.end))
        waiting = [rule for rule in waiting if rule not in ready]
    return placed


def _when(calendar: Calendar, rule: Deadline, anchor_first: date | None, anchor_last: date | None) -> When | None:
    """The days of one rule: before its anchor's first day, after its last; ``None`` where they are not known."""
    counting = rule.counting or calendar.counting
    ends: list[date | None] = []
    for offset in (rule.first, rule.last):
        anchor = None if offset is None else anchor_last if offset.n > 0 else anchor_first
        if offset is not None and anchor is None:
            return None
        try:
            ends.append(offset.day(anchor, counting, calendar.country) if offset and anchor else None)
        except ValueError:
            return None
    first, last = ends
    if first and last and first > last:
        return None
    if rule.window:
        return When(first, last, first, last, hours=rule.hours)
    return When(first, first, last if first else None, last, hours=rule.hours)


def _by_rule(calendar: Calendar, election: Election, rule: Deadline, when: When) -> Expected:
    whose = election
    if rule.body and rule.body not in election.bodies:
        whose = _known_election(calendar, election.last, rule.body) or election
    return Expected(
        concept=rule.concept,
        kind=rule.kind,
        title=in_language(rule.names, *calendar.languages),
        titles=rule.names,
        when=when,
        election=whose.id,
        body=rule.body or election.body,
        status="tentative",
        law="; ".join(part for part in (rule.rule, rule.article) if part),
        article=rule.article,
        link=rule.link,
        known=rule.known,
        anchor=rule.anchor,
        audience=rule.audience,
        conditional=rule.conditional,
    )


def _published(calendar: Calendar, election: Election) -> list[Expected]:
    return [
        Expected(
            concept=one.concept,
            kind=one.kind,
            title=in_language(one.names, *calendar.languages),
            titles=one.names,
            when=When(one.first, one.first, one.last if one.first else None, one.last, hours=one.hours),
            election=election.id,
            body=election.body,
            status="tentative",
            law=one.source or "",
            link=one.link,
            audience=one.audience,
        )
        for one in election.dates
    ]


def _election_day(calendar: Calendar, election: Election, moved: bool) -> Expected:
    concept = concepts()["election-day"]
    body = calendar.body(election.body) if election.body else None
    by_rule = body is not None and body.day is not None and body.day.day(election.last.year) == election.last
    act = None if moved or election.by_rule else election.call
    return Expected(
        concept=concept.key,
        kind="election-day",
        title=in_language(election.names, *calendar.languages),
        titles=election.names,
        when=replace(When.days(election.first, election.last), hours=election.hours),
        election=election.id,
        body=election.body,
        status="confirmed" if act else "tentative",
        law=act or (body.day_law or body.day.text if body and body.day and by_rule else ""),
        link=election.link,
        audience=concept.audience,
        named=_earlier(calendar, election.bodies) is not None or not election.body,
    )


def _earlier(calendar: Calendar, bodies: Sequence[str]) -> Election | None:
    """The newest election of the definition for the main one of these bodies."""
    return next((one for one in reversed(calendar.elections) if set(one.bodies) & set(bodies[:1])), None)


def _known_election(calendar: Calendar, last: date, body: str | None) -> Election | None:
    near = [
        election
        for election in calendar.elections
        if (election.last == last if body is None else body in election.bodies)
        and abs(election.last - last) <= SAME_CAMPAIGN
    ]
    return min(near, key=lambda election: (abs(election.last - last), election.id), default=None)


def _new_election(calendar: Calendar, first: date, last: date, body: str | None) -> Election:
    by_rule = tuple(
        one.id
        for one in calendar.bodies
        if one.day and (one.day_since is None or last.year >= one.day_since) and one.day.day(last.year) == last
    )
    bodies = (body, *(one for one in by_rule if one != body and body in by_rule)) if body else by_rule
    earlier = _earlier(calendar, bodies)
    named = calendar.body(bodies[0]) if bodies else None
    return Election(
        id=f"{bodies[0]}-{last.year}" if bodies else f"election-{last}",
        names=earlier.names if earlier else (named.names if named else ()) or concepts()["election-day"].names,
        bodies=bodies,
        first=first,
        last=last,
        hours=earlier.hours if earlier else (),
    )


def _compare(one: Expected, events: list[Event]) -> Comparison:
    law = one.when
    middle = law.start_earliest or law.end_latest
    near: list[tuple[int, str, Event]] = []
    for event in events:
        day = event.when.start_earliest or event.when.end_latest
        if day is None or middle is None or _of_another_body(event, one):
            continue
        if event.election and event.election != one.election:
            continue
        if abs(day - middle) <= SAME_CAMPAIGN:
            near.append((abs((day - middle).days), event.id, event))
    if not near:
        return Comparison(one)
    event = min(near)[2]
    if event.when.start is None and event.when.start_earliest is not None:
        return Comparison(one, event, fits=_overlap(law, event.when))
    starts, ends = _days(law.start, event.when.start), _days(law.end_latest, event.when.end_latest)
    return Comparison(one, event, starts, ends, _fits(one, event.when, starts, ends))


def _of_another_body(event: Event, one: Expected) -> bool:
    """Whether they are for different bodies; what was merged with the very rule is not (one day may elect two)."""
    return bool(event.body and one.body and event.body != one.body and (not one.law or event.law != one.law))


def _overlap(law: When, announced: When) -> bool:
    """Whether an event that is only known to lie somewhere can lie where the law has it."""
    starts_too_late = law.end_latest and announced.start_earliest and announced.start_earliest > law.end_latest
    ends_too_early = law.start_earliest and announced.end_latest and announced.end_latest < law.start_earliest
    return not starts_too_late and not ends_too_early


def _days(law: date | None, announced: date | None) -> int | None:
    return None if law is None or announced is None else (announced - law).days


def _fits(one: Expected, announced: When, starts: int | None, ends: int | None) -> bool:
    """Whether the announced days keep the law: inside a window, up to a deadline, else on the very days."""
    law = one.when
    if law.start is None:
        earliest = announced.start_earliest or announced.end_latest
        inside = law.start_earliest is None or earliest is None or earliest >= law.start_earliest
        return inside and (ends is None or ends <= 0)
    return not starts and not ends
