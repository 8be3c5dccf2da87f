"""Merging: which mentions speak of one event.

Deterministic: the clusters are a function of the set of mentions, whatever order they are given in.
Near linear: what says the same is one group, and a group is held only against the clusters of its
concept that touch its weeks.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from timeline.events.clusters import Group
from timeline.events.gathering import gather
from timeline.events.occasions import Occasions
from timeline.events.stages import Stages, unite_votings
from timeline.events.statement import Statement, statements
from timeline.events.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timeline.calendars import Calendar
    from timeline.events.anchors import Derived
    from timeline.mentions import Mention
    from timeline.posts import Post, PostKey


@dataclass(frozen=True, slots=True)
class Merged:
    """``events`` are the statements of each event, in the order they were said; ``left`` are those of none."""

    events: tuple[tuple[Statement, ...], ...]
    left: tuple[Statement, ...]


def merge(
    mentions: Iterable[Mention],
    calendar: Calendar,
    posts: Mapping[PostKey, Post] | None = None,
    derived: Mapping[int, Derived] | None = None,
) -> Merged:
    """Mentions gathered into events.

    ``posts`` says when each was posted; without it statements are ordered by channel and id. ``derived``
    gives the days of mentions that count from another event, by ``id`` of the mention. A refused
    mention is left out altogether.
    """
    said = statements((m for m in mentions if m.refused is None), posts or {}, calendar, derived)
    blocks, group_of = _groups(said)
    event_of: dict[int, int] = {}
    serials, known = count(), frozenset(election.id for election in calendar.elections)
    for concept in sorted(blocks):
        table = gather(blocks[concept], Stages(known) if concept else Occasions(), serials)
        if concept:
            unite_votings(concept, table, known)
        for cluster in table.clusters.values():
            event_of.update((id(group), cluster.serial) for group in cluster.groups)
    events: defaultdict[int, list[Statement]] = defaultdict(list)
    left: list[Statement] = []
    for statement, group in zip(said, group_of, strict=True):
        serial = event_of.get(id(group))
        (left if serial is None else events[serial]).append(statement)
    return Merged(tuple(tuple(members) for members in events.values()), tuple(left))


def _groups(said: Sequence[Statement]) -> tuple[dict[str, list[Group]], list[Group]]:
    """The groups of each concept, "" for occasions, and the group of each statement."""
    bodies: defaultdict[PostKey, set[str]] = defaultdict(set)
    for statement in said:
        if statement.mention.body:
            bodies[statement.post].add(statement.mention.body)
    blocks: defaultdict[str, dict[tuple[object, ...], Group]] = defaultdict(dict)
    group_of: list[Group] = []
    for statement in said:
        mention = statement.mention
        block = blocks[mention.concept or ""]
        signature = _signature(statement)
        group = block.get(signature)
        if group is None:
            named = f"{mention.title} {mention.organiser or ''}" if mention.concept is None else mention.concept
            group = block[signature] = Group(statement, mention.body, statement.election, words(named, mention.lang))
        group.statements.append(statement)
        group.posts.add(statement.post)
        group.context |= bodies[statement.post]
        group_of.append(group)
    return {concept: list(block.values()) for concept, block in blocks.items()}, group_of


def _signature(statement: Statement) -> tuple[object, ...]:
    """All that merging looks at in a statement. What has no date is looked for around its own post."""
    mention = statement.mention
    what: tuple[object, ...] = (mention.body, statement.election)
    if mention.concept is None:
        what = (mention.title, mention.organiser, mention.lang, mention.place, mention.clock)
    where = None if statement.bounds is not None and not statement.moves else statement.post
    return (*what, mention.foreign, statement.rank, mention.role, statement.bounds, statement.before, where)
