"""Clusters: statements gathered into events, the same ones whatever order they came in.

Statements that say the same of the same event are one *group*; groups are taken in an order of their
own (exact dates first, then first or last days, then windows; then what moves, cancels, recalls or
merely names), each joins the cluster it fits best or begins one. What fits is said by two regimes:
``timeline.events.stages`` and ``timeline.events.occasions``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from timeline.events.bounds import Bounds
from timeline.events.statement import COUNTDOWN, NEVER, Statement
from timeline.events.words import districts, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from timeline.events.words import Words
    from timeline.mentions import Mention
    from timeline.posts import PostKey

AHEAD, BEHIND = timedelta(days=200), timedelta(days=7)
"""How far from its post an event is looked for that the post names without a date."""
JUST_OVER, DECLARED_VOID = timedelta(days=7), timedelta(days=30)
"""How long after its last day a term may still be prolonged, and a vote declared void."""
SOON = timedelta(days=31)
"""How long after the day before which it does not begin something is looked for."""


_NUMBER = re.compile(r"№\s*(\d+)")


def _numbers(mention: Mention) -> frozenset[str]:
    """The numbers that the sentence of a mention gives to districts, commissions and the like."""
    return frozenset(_NUMBER.findall(mention.quote)) if "№" in mention.quote else frozenset()


@dataclass(eq=False, slots=True)
class Group:
    """Statements that differ in nothing that merging looks at. The first of them stands for all."""

    first: Statement
    body: str | None
    election: str | None
    words: Words
    statements: list[Statement] = field(default_factory=list)
    posts: set[PostKey] = field(default_factory=set)
    context: set[str] = field(default_factory=set)
    bounds: Bounds | None = field(init=False)
    role: str = field(init=False)
    seats: frozenset[str] = field(init=False)
    districts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        mention = self.first.mention
        self.bounds, self.role, self.seats = self.first.bounds, side(self.first), _numbers(mention)
        if self.bounds is not None and self.bounds.floor and (floor := self.bounds.low) is not None:
            self.bounds, self.role = Bounds(floor, floor + SOON), "window"
        self.districts = districts(mention.quote, mention.lang) if mention.concept else frozenset()


def side(statement: Statement) -> str:
    """Which side of its event a statement speaks of: ``start``, ``end``, ``window`` or ``whole``."""
    bounds = statement.bounds
    if statement.rank == COUNTDOWN:
        return "window"
    if bounds is None:
        return "whole"
    if bounds.end_latest is None and bounds.end_earliest is None:
        return "start"
    if bounds.start_earliest is None and bounds.start_latest is None:
        return "end"
    return "whole" if bounds.exact else "window"


@dataclass(eq=False, slots=True)
class Cluster:
    """One event in the making: its groups, and what a further group is held against."""

    serial: int
    groups: list[Group] = field(default_factory=list)
    bodies: set[str] = field(default_factory=set)
    elections: set[str] = field(default_factory=set)
    whole: dict[tuple[date, date], None] = field(default_factory=dict)
    starts: dict[date, None] = field(default_factory=dict)
    ends: dict[date, None] = field(default_factory=dict)
    windows: dict[Bounds, None] = field(default_factory=dict)
    titles: dict[Words, None] = field(default_factory=dict)
    heads: dict[str, None] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    seats: set[str] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)
    places: dict[Words, None] = field(default_factory=dict)
    clocks: dict[str, set[PostKey]] = field(default_factory=dict)
    posts: set[PostKey] = field(default_factory=set)
    left: set[tuple[date, date]] = field(default_factory=set)
    weeks: set[int] = field(default_factory=set)
    span: tuple[date, date] | None = None
    foreign: bool = False

    def add(self, group: Group) -> None:
        """Take in a group, with all that it says."""
        mention = group.first.mention
        self.groups.append(group)
        self.foreign = mention.foreign
        self.posts |= group.posts
        self.titles[group.words] = None
        self.numbers |= group.words.numbers
        self.seats |= group.seats
        self.districts |= group.districts
        if group.words.head:
            self.heads[group.words.head] = None
        if group.body:
            self.bodies.add(group.body)
        if group.election:
            self.elections.add(group.election)
        if mention.place:
            self.places[words(mention.place, mention.lang)] = None
        if mention.clock:
            self.clocks.setdefault(mention.clock, set()).update(group.posts)
        if group.bounds is not None and group.first.rank > COUNTDOWN:
            self.know(group.bounds, group.role)
        elif group.bounds is not None and not self.dated:
            self.windows[group.bounds] = None
            self._reach(group.bounds.low, group.bounds.high)

    def know(self, bounds: Bounds, role: str) -> None:
        """A date that this event is or was known by."""
        low, high = bounds.low, bounds.high
        assert low is not None
        assert high is not None
        if role == "start":
            self.starts[low] = None
            high = low
        elif role == "end":
            self.ends[high] = None
            low = high
        elif role == "whole":
            self.whole[low, high] = None
        else:
            self.windows[bounds] = None
        self._reach(low, high)

    def _reach(self, *days: date | None) -> None:
        """From the first to the last of all days that are known of it (``span``)."""
        known = [*(self.span or ()), *(day for day in days if day is not None)]
        if known:
            self.span = min(known), max(known)

    @property
    def dated(self) -> bool:
        """Whether a day of it is known, not only a stretch in which it lies."""
        return bool(self.whole or self.starts or self.ends)

    @property
    def size(self) -> int:
        """How many statements speak of it."""
        return sum(len(group.statements) for group in self.groups)


class Regime(Protocol):
    """How one sort of event is recognised again."""

    threshold: float

    def reach(self, group: Group, role: str) -> tuple[timedelta, timedelta]:
        """How far before and after its own days a group may find its event."""
        ...

    def sorts(self, cluster: Cluster) -> Iterable[str | None]:
        """Under which sorts a cluster is kept; ``None`` is no sort."""
        ...

    def sorts_of(self, group: Group) -> Iterable[str | None] | None:
        """Under which sorts the clusters are that a group may fit; ``None`` where under any."""
        ...

    def fit(self, group: Group, cluster: Cluster, bounds: Bounds | None, role: str) -> float | None:
        """How well a group fits a cluster if its date is ``bounds``; ``None`` if it cannot be the same event.

        With ``bounds`` ``None`` only the names are compared.
        """
        ...

    def may_be(self, group: Group, cluster: Cluster) -> bool:
        """Whether a group may be of a cluster on whose very day it says it was, be its name another."""
        ...

    def priority(self, group: Group) -> tuple[float, ...]:
        """Which of two groups with the same kind of date is placed first: the lower one."""
        ...


class Table:
    """The clusters of one block, found by the weeks they touch."""

    def __init__(self, regime: Regime, serials: Iterator[int]) -> None:
        self.regime = regime
        self.serials = serials
        self.weeks: defaultdict[str | None, defaultdict[int, dict[int, Cluster]]]
        self.weeks = defaultdict(lambda: defaultdict(dict))
        self.clusters: dict[int, Cluster] = {}

    def place(self, group: Group) -> Cluster:
        """Into the best cluster, or into one of its own."""
        cluster = self.best(group, group.bounds, group.role)
        return self.join(cluster, group)

    def join(self, cluster: Cluster | None, group: Group) -> Cluster:
        """Into that cluster, or into one of its own where it is ``None``; the cluster that it is in."""
        if cluster is None:
            cluster = Cluster(next(self.serials))
            self.clusters[cluster.serial] = cluster
        sorts = len(cluster.heads)
        cluster.add(group)
        if len(cluster.heads) > sorts:
            self._keep(cluster, cluster.weeks)
        if group.bounds is not None:
            self._register(cluster, group.bounds)
        return cluster

    def know(self, cluster: Cluster, before: Bounds) -> None:
        """A date that the event was known by, and left."""
        cluster.know(before, "whole" if before.exact else "window")
        if before.low is not None and before.high is not None:
            cluster.left.add((before.low, before.high))
        self._register(cluster, before)

    def unite(self, cluster: Cluster, other: Cluster) -> Cluster:
        """Two clusters that turned out to be one event."""
        if cluster.serial > other.serial:
            cluster, other = other, cluster
        del self.clusters[other.serial]
        cluster.left |= other.left
        for group in other.groups:
            self.join(cluster, group)
        return cluster

    def best(
        self,
        group: Group,
        bounds: Bounds | None,
        role: str,
        *,
        left: bool = False,
        but: Cluster | None = None,
        of: Cluster | None = None,
    ) -> Cluster | None:
        """The cluster that fits best if the group's date is ``bounds``; of equals the one that shares its
        posts, then the larger, then the earlier one. A day that is ``left`` is rather that of one known by then; what
        is said of all ``of`` an event may be told without saying of which district it is."""
        if bounds is None or bounds.low is None or bounds.high is None:
            return None
        behind, ahead = self.regime.reach(group, role)
        ranked = [
            (
                left and known_by_then(group, cluster),
                score,
                not cluster.posts.isdisjoint(group.posts),
                cluster.size,
                -cluster.serial,
                cluster,
            )
            for cluster in self._near(bounds.low - behind, bounds.high + ahead, self.regime.sorts_of(group))
            if cluster is not but
            and (score := self.regime.fit(group, cluster, bounds, role)) is not None
            and score >= self.regime.threshold
            and (_whole_of_it(group, cluster) or (of is not None and not cluster.seats))
        ]
        return max(ranked, key=lambda hit: hit[:5])[5] if ranked else None

    def named(self, group: Group, *, but: Cluster | None = None) -> Cluster | None:
        """The one cluster that a group without a date can mean: in its own post, else near its post's day.

        What takes back means what was known by then, wherever there is such. ``None`` where none or more than one
        fits as well.
        """
        scored: list[tuple[float, int, Cluster]] = []
        for near in ("post", "day"):
            scored = [
                (score, cluster.serial, cluster)
                for cluster in (self._of_posts(group) if near == "post" else self.around(group))
                if cluster is not but and (score := self.regime.fit(group, cluster, None, "whole")) is not None
            ]
            if scored:
                break
        scored = [hit for hit in scored if _whole_of_it(group, hit[2])]
        if group.first.moves or group.first.cancels:
            scored = [hit for hit in scored if known_by_then(group, hit[2])] or scored
        scored.sort(key=lambda hit: (-hit[0], hit[1]))
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.05):
            return None
        return scored[0][2]

    def _of_posts(self, group: Group) -> list[Cluster]:
        day = None if group.first.said[0] == NEVER else group.first.said[0].date()
        near = self._near(day - AHEAD, day + 2 * AHEAD) if day else list(self.clusters.values())
        return [cluster for cluster in near if not cluster.posts.isdisjoint(group.posts)]

    def around(self, group: Group) -> list[Cluster]:
        """What lies ahead of the group's post; what is just over, where that can still be revised."""
        first = group.first
        if first.said[0] == NEVER:
            return list(self.clusters.values()) if len(self.clusters) < 50 else []
        day = first.said[0].date()
        late = JUST_OVER if first.moves else DECLARED_VOID if first.cancels and first.mention.concept else timedelta(0)
        for behind in (timedelta(days=1), late):
            near = self._near(day - max(BEHIND, behind), day + AHEAD)
            found = [c for c in near if (span := c.span) is not None and span[1] >= day - behind]
            if found:
                break
        return found

    def left_for_another(self, group: Group, before: Bounds | None) -> Cluster | None:
        """The one cluster that lies on the very day, ``before``, which a move leaves or on which something is called
        off, whatever else it is called.

        ``None`` where none of its sort does, or more than one.
        """
        if before is None or before.start is None or before.end is None:
            return None
        near = self._near(before.start, before.end, self.regime.sorts_of(group))
        on = [c for c in near if (before.start, before.end) in c.whole and self.regime.may_be(group, c)]
        return on[0] if len(on) == 1 else None

    def _near(self, low: date, high: date, sorts: Iterable[str | None] | None = None) -> list[Cluster]:
        """The clusters of some sorts that touch the weeks of these days, in no order that anything may rest on."""
        found: dict[int, Cluster] = {}
        asked = range(low.toordinal() // 7, high.toordinal() // 7 + 1)
        for sort in tuple(self.weeks) if sorts is None else sorts:
            weeks = self.weeks[sort]
            for week in asked if len(asked) < len(weeks) else weeks:
                if week in asked and week in weeks:
                    found.update(weeks[week])
        return [cluster for serial, cluster in found.items() if serial in self.clusters]

    def _register(self, cluster: Cluster, bounds: Bounds) -> None:
        low, high = bounds.low, bounds.high
        if low is None or high is None:
            return
        first = low.toordinal() // 7
        self._keep(cluster, range(first, min(high.toordinal() // 7, first + 520) + 1))

    def _keep(self, cluster: Cluster, weeks: Iterable[int]) -> None:
        cluster.weeks.update(weeks)
        for sort in self.regime.sorts(cluster):
            for week in weeks:
                self.weeks[sort][week][cluster.serial] = cluster


def known_by_then(group: Group, cluster: Cluster) -> bool:
    """Whether anything was said of an event before a group said what it says, or in the same post."""
    said = group.first.said
    return not cluster.posts.isdisjoint(group.posts) or any(other.first.said < said for other in cluster.groups)


def _whole_of_it(group: Group, cluster: Cluster) -> bool:
    """Whether what a post takes back is all of a stage: "по округу № 7" is only a part of a vote held everywhere."""
    first = group.first
    if not (first.cancels or first.moves) or first.mention.concept is None:
        return True
    part = group.seats
    return not part or part >= cluster.seats > set()
