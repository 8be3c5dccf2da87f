"""Identity: the id and UID of an event, given once and found again by its evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC
from functools import lru_cache
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any

from timeline.events.bounds import edtf
from timeline.events.words import about_alike, named_apart, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from timeline.events.event import Event, Evidence
    from timeline.mentions import Mention

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letter that is read as another."""
LENGTH = 6
CERTAIN = 2.0
"""The likeness of an event that carries the same stage or the same title."""

EvidenceKey = tuple[str, str, str]
"""Channel, post and concept (empty for an occasion): what an event is found again by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What outlives every rebuild of one event: kept in a table of its own, never rebuilt.

    ``id`` is six letters or digits, unique for good; ``uid`` the iCalendar UID. ``evidence``,
    ``title``, ``body``, ``start`` and ``end`` (inclusive days) are those of the last build, and find the event
    again. ``fingerprint`` digests what a reader sees; ``revision`` rises when it changes, ``changed``
    (aware, UTC) says when. ``withdrawn`` is when its last evidence was gone: the event has left the
    table, a feed may still announce that; it comes back when evidence does. ``merged_into`` is the
    id of the event it turned out to be.
    """

    id: str
    uid: str
    calendar: str
    evidence: tuple[EvidenceKey, ...]
    title: str
    body: str | None
    start: date | None
    end: date | None
    fingerprint: str
    revision: int
    created: datetime
    changed: datetime
    withdrawn: datetime | None = None
    merged_into: str | None = None


def identify(built: Iterable[Event], known: Iterable[Identity], now: datetime) -> tuple[list[Event], list[Identity]]:
    """Give every built event the identity it had, or a new one: the events, and the whole table of identities.

    An event is found again by the posts it rests on, best match first: its concept and body, its title, its
    days tell events of the same posts apart. Its revision rises only when something a reader sees
    changed. One whose evidence is all gone leaves the table; its identity stays, with the time, and
    is given back when the evidence returns. Of two events that became one, the older id stays.
    ``now`` must be aware.
    """
    if now.tzinfo is None:
        raise ValueError("the time of a rebuild must carry its zone")
    now = now.astimezone(UTC)
    events, table = list(built), {identity.id: identity for identity in known}
    match = _match(events, table)
    out: list[Event] = []
    for index, event in enumerate(events):
        mark = fingerprint(event)
        old = table.get(match.get(index, ""))
        if old is None:
            id_ = _new_id(event, table)
            uid = f"{id_}@{event.calendar}.election-timeline"
            new = _identity(event, mark, id=id_, uid=uid, revision=0, created=now, changed=now)
        else:
            differs = old.fingerprint != mark or old.withdrawn is not None
            revision, changed = (old.revision + 1, now) if differs else (old.revision, old.changed)
            new = _identity(
                event, mark, id=old.id, uid=old.uid, revision=revision, created=old.created, changed=changed
            )
        table[new.id] = new
        out.append(
            replace(event, id=new.id, uid=new.uid, revision=new.revision, created=new.created, changed=new.changed)
        )
    table |= _withdrawn(table, out, now)
    return out, [table[id_] for id_ in sorted(table)]


def _withdrawn(table: Mapping[str, Identity], events: Sequence[Event], now: datetime) -> dict[str, Identity]:
    """The identities of which no event is left now, by id, each with the event that it was made one with, if any."""
    present = {event.id for event in events}
    gone = [identity for id_, identity in table.items() if id_ not in present and identity.withdrawn is None]
    of_post: dict[tuple[str, str], list[Event]] = {}
    for event in events if gone else ():
        for post in _posts(keys(event)):
            of_post.setdefault(post, []).append(event)
    found = {}
    for old in gone:
        near = (event for post in sorted(_posts(old.evidence)) for event in of_post.get(post, ()))
        heir = next((e.id for e in near if _within(old, e) and (_likeness(e, old, 1) or 0) >= CERTAIN), None)
        found[old.id] = replace(old, withdrawn=now, changed=now, revision=old.revision + 1, merged_into=heir)
    return found


def key_of(mention: Mention) -> EvidenceKey:
    """What a mention adds to the evidence of its event."""
    return (*mention.post_key, mention.concept or "")


def keys(event: Event) -> tuple[EvidenceKey, ...]:
    """What an event is found again by: its posts with its concept; the rule of the law and its election."""
    concept = event.concept or ""
    found = {(*piece.post_key, concept) for piece in event.evidence}
    if event.law is not None:
        found.add(("", f"law:{event.law}:{event.election or event.body or ''}", concept))
    return tuple(sorted(found))


def lead(event: Event) -> Evidence | None:
    """The evidence to show first: the earliest dated one that says what holds, so that it rarely changes."""
    said = edtf(event.when)
    agreeing = [piece for piece in event.evidence if piece.dates and piece.agrees]
    exact = [piece for piece in agreeing if said in piece.says.split(", ")]
    return next(iter(exact or agreeing or event.evidence), None)


def fingerprint(event: Event) -> str:
    """A digest of what a reader sees of an event: not of how many posts repeat it."""
    first = lead(event)
    seen = (
        event.title, event.titles, event.kind, event.when, event.status, event.likely, event.concept, event.body,
        event.election, event.place, event.audience, event.conditional, event.foreign, event.law, event.notes,
        (first.channel, first.post, first.url, first.quote) if first is not None else None,
    )  # fmt: skip
    return sha256(repr(seen).encode()).hexdigest()[:16]


def _match(events: list[Event], table: dict[str, Identity]) -> dict[int, str]:
    """Which identity each event had, by its place in ``events``: the best pair first.

    Where a second identity has all its evidence in the same event, the two became one: the older stays.
    """
    of_post: dict[tuple[str, str, str], list[str]] = {}
    for id_ in sorted(table):
        identity = table[id_]
        for channel, post in _posts(identity.evidence):
            of_post.setdefault((identity.calendar, channel, post), []).append(id_)
    pairs = []
    for index, event in enumerate(events):
        shared: Counter[str] = Counter()
        for channel, post in _posts(keys(event)):
            shared.update(of_post.get((event.calendar, channel, post), ()))
        for id_, times in shared.items():
            score = _likeness(event, table[id_], times)
            if score is not None:
                identity = table[id_]
                pairs.append((identity.withdrawn is not None, -score, identity.created, id_, index))
    match: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, _, id_, index in sorted(pairs):
        if index not in match and id_ not in taken:
            match[index] = id_
            taken.add(id_)
    for _, score, created, id_, index in sorted(pairs, key=lambda pair: (pair[2], pair[3])):
        had = match.get(index, id_)
        swallowed = id_ not in taken and score <= -CERTAIN and table[id_].withdrawn is None
        if swallowed and created < table[had].created and _within(table[id_], events[index]):
            taken.add(id_)
            match[index] = id_
    return match


def _within(identity: Identity, event: Event) -> bool:
    """Whether all the posts it rested on speak of that event now."""
    return _posts(identity.evidence) <= _posts(keys(event))


def _posts(evidence: Iterable[EvidenceKey]) -> set[tuple[str, str]]:
    return {(channel, post) for channel, post, _ in evidence}


def _likeness(event: Event, identity: Identity, times: int) -> float | None:
    """How surely an event is the one that had this identity; ``None`` where it is another one of the same posts."""
    concepts = {concept for _, _, concept in identity.evidence}
    same_concept = (event.concept or "") in concepts
    lang = next((lang for lang, title in event.titles if title == event.title), "ru")
    alike = _titles_alike(event.title, identity.title, lang)
    same_days = (event.when.start, event.when.end) == (identity.start, identity.end)
    score = 2 * alike + 2 * same_days + times / max(len(identity.evidence), len(event.evidence), 1)
    if event.concept is not None and same_concept:
        if event.body is not None and identity.body is not None and event.body != identity.body:
            return None if not same_days else score
        return score + 3
    if not same_concept and alike < 0.5:
        return None
    return score if alike >= 0.5 or (same_days and alike > 0.3) else None


@lru_cache(maxsize=20_000)
def _titles_alike(a: str, b: str, lang: str) -> float:
    if a == b:
        return 1.0
    one, two = words(a, lang), words(b, lang)
    if named_apart(one, two):
        return 0.0
    if one.head != two.head or (one.numbers and two.numbers and not one.numbers & two.numbers):
        return 0.3 * about_alike(one, two)
    return about_alike(one, two)


def _identity(event: Event, mark: str, **given: Any) -> Identity:
    return Identity(
        calendar=event.calendar,
        evidence=keys(event),
        title=event.title,
        body=event.body,
        start=event.when.start,
        end=event.when.end,
        fingerprint=mark,
        **given,
    )


def _new_id(event: Event, table: dict[str, Identity]) -> str:
    """Six characters out of the event's first evidence: the same on every machine, unless it is taken."""
    first = (event.calendar, *(keys(event)[:1] or (event.title,)), event.title, edtf(event.when))
    for attempt in count():
        digest = sha256(repr((first, attempt)).encode()).digest()
        number = int.from_bytes(digest[:8])
        id_ = "".join(LETTERS[number >> 5 * place & 31] for place in range(LENGTH))
        if id_ not in table and not id_.isdigit():
            return id_
    raise AssertionError
