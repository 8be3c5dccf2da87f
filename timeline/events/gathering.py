"""Gathering: all statements of one block placed in clusters, what changes others after what it changes.

Exact dates come first, then first or last days, then windows; then what moves, cancels, recalls or merely names.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from timeline.events.clusters import Cluster, Group, Regime, Table, known_by_then
from timeline.events.history import DEADLINES
from timeline.events.statement import NEVER, RECAP, Statement
from timeline.languages.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.events.bounds import Bounds

LASTING = DEADLINES | {"observation"}
"""Kinds of what goes on for days, of which one may be left out."""
MOVED_BY = timedelta(days=120)
"""By how much a date is moved whose old day is not said."""
SETTLED_BY, SURE = timedelta(days=14), 0.9
"""By how much a likely day may be wrong, and how well the names then have to agree."""


def gather(groups: Iterable[Group], regime: Regime, serials: Iterator[int]) -> Table:
    """All groups of one block placed, but for those that nothing was found for: what recalls or names without
    a date, and what calls off nobody knows what, or what is held only if needed, begins no cluster."""
    table = Table(regime, serials)
    seeds: list[Group] = []
    later: list[Group] = []
    for group in groups:
        first = group.first
        plain = first.bounds is not None and first.rank > RECAP and not first.moves and not first.cancels
        (seeds if plain else later).append(group)
    seeds.sort(key=lambda group: (_order(group), *regime.priority(group), group.first.said))
    for group in seeds:
        table.place(group)
    later.sort(key=lambda group: (_turn(group.first), group.first.said))
    for group in later:
        first = group.first
        if first.moves:
            _move(table, group)
            continue
        cluster = table.named(group) if first.bounds is None else table.best(group, group.bounds, group.role)
        if cluster is None and first.cancels:
            cluster = table.left_for_another(group, first.bounds)
        if cluster is not None and first.cancels and _stays(group, cluster, first.bounds):
            cluster = table.best(group, group.bounds, group.role, but=cluster)
        if cluster is not None:
            if not _a_day_off(group, cluster):
                table.join(cluster, group)
        elif first.cancels and first.bounds is not None and not _if_needed(first) and not _of_some_days(first):
            table.join(None, group)
    _found_again(table)
    _settled(table)
    return table


def _if_needed(statement: Statement) -> bool:
    """ "Второго тура 13 июня не будет": that there will be none of what need not be is no news of one."""
    stage = concepts().get(statement.mention.concept or "")
    return stage is not None and stage.if_needed


def _of_some_days(statement: Statement) -> bool:
    """ "8 марта документы не принимаем": what goes on for days is not called off by one that it leaves out."""
    bounds = statement.bounds
    return statement.mention.kind in LASTING and bounds is not None and bounds.start == bounds.end is not None


def _a_day_off(group: Group, cluster: Cluster) -> bool:
    """Whether what is called off is but one day of an event that is known to go on for longer."""
    bounds = group.bounds
    if not group.first.cancels or bounds is None or bounds.start is None or bounds.start != bounds.end:
        return False
    day = bounds.start
    if (day, day) in cluster.whole or (day in cluster.starts and not cluster.whole):
        return False
    lasts = any(first < last for first, last in cluster.whole) or bool(cluster.starts and cluster.ends)
    return lasts or group.first.mention.kind in LASTING


def _found_again(table: Table) -> None:
    """What was put off without a new day is the next of its name that a later post announces."""
    put_off = [(cluster, group) for cluster in table.clusters.values() for group in cluster.groups if _open(group)]
    for cluster, group in sorted(put_off, key=lambda pair: pair[1].first.said):
        said = group.first.said
        if cluster.serial not in table.clusters or any(other.first.said > said for other in cluster.groups):
            continue
        named = [
            (other.span[0], other.serial, other)
            for other in table.around(group)
            if other is not cluster
            and other.span is not None
            and other.span[0] > said[0].date()
            and all(told.first.said > said for told in other.groups)
            and table.regime.fit(group, other, None, "whole") is not None
        ]
        if named:
            table.unite(cluster, min(named)[2])


def _settled(table: Table) -> None:
    """A day said only as likely ("ориентировочно 20 сентября") gives way to the one near it that a later post sets."""
    loose = [cluster for cluster in table.clusters.values() if cluster.whole and all(map(_likely, cluster.groups))]
    for cluster in sorted(loose, key=lambda one: min(group.first.said for group in one.groups)):
        group = max(cluster.groups, key=lambda one: one.first.said)
        named = group.words.about or group.first.mention.concept
        if cluster.serial not in table.clusters or group.first.said[0] == NEVER or not named:
            continue
        known = [
            other
            for other in table.around(group)
            if other is not cluster
            and cluster.span is not None
            and other.span is not None
            and abs(other.span[0] - cluster.span[0]) <= SETTLED_BY
            and other.posts.isdisjoint(cluster.posts)
            and all(told.first.said > group.first.said and not _likely(told) for told in other.groups)
            and (table.regime.fit(group, other, None, "whole") or 0) >= SURE
            and not (cluster.seats and other.seats and cluster.seats.isdisjoint(other.seats))
        ]
        if len(known) == 1:
            table.unite(cluster, known[0])


def _likely(group: Group) -> bool:
    return all(told.mention.tentative for told in group.statements)


def _open(group: Group) -> bool:
    return group.first.puts_off and group.first.said[0] != NEVER


def _stays(group: Group, cluster: Cluster, left: Bounds | None) -> bool:
    """ "Встреча в Лиде переносится с 9 на 10 марта, в Орше встреча пройдёт 9 марта": whether the same post holds to the
    very day that a move leaves, or then to one that was called off, which is another occasion's then."""
    if left is None or not left.exact or group.first.mention.concept is not None:
        return False
    return any(
        other.bounds == left
        and not (other.first.moves or other.first.cancels)
        and any(
            told.post in group.posts and (group.first.moves or told.said > group.first.said)
            for told in other.statements
        )
        for other in cluster.groups
    )


def _near_enough(group: Group, cluster: Cluster) -> bool:
    """Whether what is found by its name alone can have been moved to the new day."""
    bounds, span = group.bounds, cluster.span
    if bounds is None or bounds.low is None or bounds.high is None or span is None:
        return True
    return span[0] - MOVED_BY <= bounds.high and bounds.low <= span[1] + MOVED_BY


def _order(group: Group) -> int:
    return {"whole": 0, "start": 1, "end": 2, "window": 3}[group.role]


def _turn(statement: Statement) -> int:
    if statement.moves:
        return 0
    if statement.cancels:
        return 1
    return 2 if statement.bounds is not None else 3


def _known_before(group: Group, cluster: Cluster) -> bool:
    """Whether anything was said of an event before the post of a move, which may say its new day twice."""
    said = group.first.said
    return any(other.first.said < said and not other.posts <= group.posts for other in cluster.groups)


def _move(table: Table, group: Group) -> None:
    """A move joins the event at its old date with the one at its new date, if that was announced apart.

    Where it does not say the old date, what is only later said of the new one does not tell which event it moved.
    """
    old = table.best(group, group.first.before, group.role if group.role in ("start", "end") else "whole", left=True)
    new = table.best(group, group.bounds, group.role, of=old)
    old = old or table.left_for_another(group, group.first.before)
    if old is not None and _stays(group, old, group.first.before):
        old = None
    elif old is None and (new is None or not _known_before(group, new)):
        old = table.named(group, but=new)
        if old is not None and not _near_enough(group, old):
            old = None
    if old is not None and new is not None and old is not new:
        old = table.unite(old, new)
    cluster = old or new
    if cluster is None and group.bounds is None:
        return
    if cluster is not None and group.first.mention.clock is not None:
        told = table.best(group, group.bounds, group.role, but=cluster)  # the new hour alone, as later posts have it
        if told is not None and group.first.mention.clock in told.clocks and not known_by_then(group, told):
            cluster = table.unite(cluster, told)
    cluster = table.join(cluster, group)
    if group.first.before is not None and group.first.before.low is not None:
        table.know(cluster, group.first.before)
