"""Stages of a campaign: each happens once per election, so its key and its dates decide, and no title does.

The key is concept, body and election. What shares it is one event when the dates are compatible: start
and end complete each other, a countdown contains the date, a real date satisfies a "no later than",
a day lies in its span. What names no body may join any event whose dates agree.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from timeline.events.bounds import Bounds
from timeline.events.clusters import Cluster
from timeline.events.statement import COUNTDOWN, OFFSET, RECAP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.events.clusters import Group, Table

LONGEST = 120
"""Days from the first to the last day of a stage, where they are said apart."""
STRETCH, NAMED_STRETCH = 21, 45
"""Days by which two announcements of one stage of one body may contradict each other; more where both name
the election. A recap that contradicts speaks of another campaign."""
NEAR = 7
"""Days by which a first or a last day alone may contradict a known stage and still speak of it, whoever is elected;
another first or last day too, where nobody says who is."""
TOLERANCE = 3
"""Days by which a countdown may miss: "three weeks" is rarely meant to the day; and a day that is counted from another
event, since countries count differently."""
LIMIT, NAMED_LIMIT = 60, 400
"""How many days before a "no later than" the real date may lie; more where the body is the same."""

SAME_DAY = frozenset({"election-day", "early-voting"})
"""What a voter goes to once, however many bodies are elected that day."""
BY_ELECTION = "by-election"
OF_THEIR_OWN = frozenset({BY_ELECTION, "referendum"})
"""Bodies whose voting stays apart even so: it concerns other voters, or another question."""
OF_ANY_LEVEL = frozenset({"deputies", "local"})
"""Bodies that posts often do not tell apart: "candidates for deputies" may be those of the local councils."""
OF_A_SEAT = frozenset({BY_ELECTION, "local"})
"""What the vote for a seat that fell vacant may be said to be for; its other stages may be those of any deputies."""
RATHER_ANOTHER = 0.15
"""What names no body is one of these only for the very same first or last day, and rather of another vote even then."""
SURELY = 0.8
"""How well dates must go together where only such a body says whose stage it is."""


class Stages:
    """The regime of one concept. ``known`` are the elections of the calendar, which tell its own stages apart; what a
    post calls a campaign ("local-2032") does so only by its body and its days."""

    threshold = 0.25

    def __init__(self, known: frozenset[str] = frozenset()) -> None:
        self.known = known

    def reach(self, group: Group, role: str) -> tuple[timedelta, timedelta]:
        far = timedelta(days=NAMED_LIMIT if group.body else LONGEST)
        return far, far

    def sorts(self, cluster: Cluster) -> Iterable[str | None]:
        return (None,)

    def sorts_of(self, group: Group) -> Iterable[str | None] | None:
        return (None,)

    def priority(self, group: Group) -> tuple[float, ...]:
        bounds = group.bounds
        width = (bounds.high - bounds.low).days if bounds and bounds.high and bounds.low else 0
        return (not group.election, not group.body, -width)

    def may_be(self, group: Group, cluster: Cluster) -> bool:
        """Stages are told by their concept and body alone."""
        return False

    def fit(self, group: Group, cluster: Cluster, bounds: Bounds | None, role: str) -> float | None:
        if group.first.mention.foreign != cluster.foreign:
            return None
        same_election = group.election is not None and group.election in cluster.elections
        one_seat = _of_one_seat(group, cluster)
        same_body = (group.body is not None and group.body in cluster.bodies) or one_seat
        alien = bool(group.election and cluster.elections) and not (same_election or one_seat)
        told_by_days = alien or (bool(group.body and cluster.bodies) and not (same_body or same_election))
        if told_by_days and (bounds is None or not self._may_agree(group, cluster, alien=alien)):
            return None
        bonus = 0.2 * same_body + 0.2 * same_election
        apart = bool(OF_THEIR_OWN & (cluster.bodies ^ {group.body})) and not one_seat
        if apart and not _spoken_of_together(group, cluster):
            if bounds is None or agree(bounds, role, cluster, reach=0)[0] not in _told_apart(group, cluster):
                return None
            bonus -= RATHER_ANOTHER
        if group.body is None and cluster.bodies & group.context:
            bonus += 0.15
        if bounds is None:
            return 0.5 + bonus
        agreement, distance = agree(bounds, role, cluster, reach=NAMED_LIMIT if same_body else LIMIT)
        if told_by_days and (agreement is None or agreement < SURELY) and not _kept(bounds, role, cluster):
            return None
        if agreement is None:
            if distance > _may_differ(group, cluster, role, _known(group, cluster)):
                return None
            agreement = max(0.3 - distance / 1000, 0.05)
        elif agreement <= 0.5 and not (same_body or same_election or _mostly(bounds, group, cluster)):
            return None
        return agreement + bonus

    def _may_agree(self, group: Group, cluster: Cluster, *, alien: bool) -> bool:
        """Whether a stage of another body, or of what posts call another election, can be the same if its days are."""
        if alien and {group.election, *cluster.elections} & self.known:
            return False
        if group.body in cluster.bodies:
            return True
        bodies, vote = {group.body, *cluster.bodies}, group.first.mention.concept in SAME_DAY
        return any(bodies <= alike for alike in ((OF_ANY_LEVEL, OF_A_SEAT) if vote else (OF_ANY_LEVEL | OF_A_SEAT,)))


def _known(group: Group, cluster: Cluster) -> int:
    """By how many days an election or a body lets two dates contradict each other, -1 for not at all.

    Each seat that fell vacant has a vote and days of its own.
    """
    one_seat = _of_one_seat(group, cluster)
    if group.body == BY_ELECTION and group.body in cluster.bodies and not one_seat:
        return -1
    if group.election is not None and group.election in cluster.elections:
        return NAMED_STRETCH
    return STRETCH if one_seat or group.body in cluster.bodies else -1


def _may_differ(group: Group, cluster: Cluster, role: str, known: int) -> int:
    """By how many days a group may contradict all dates of a cluster and still speak of it, -1 for not at all.

    ``known`` is what its election or its body allows.
    """
    first = group.first
    if first.rank == RECAP:
        return -1
    if role == "whole" and first.mention.role in ("at", "span") and group.posts & cluster.posts:
        return -1  # one post that names two days speaks of two votes
    if first.rank == COUNTDOWN and cluster.dated:
        return NAMED_STRETCH  # a known day outranks it; a countdown that is wrong is no other event
    allowed = known
    same_side = (role == "start" and cluster.starts) or (role == "end" and cluster.ends)
    if role != "whole" and (cluster.whole or (same_side and not group.body and not cluster.bodies)):
        allowed = max(allowed, NEAR)
    if first.rank == OFFSET and cluster.dated:
        allowed = max(allowed, TOLERANCE)  # a known day outranks what is counted from another event, too
    return allowed


def _kept(bounds: Bounds, role: str, cluster: Cluster) -> bool:
    """Whether a day lies right before a "no later than" of a cluster, or a "no later than" right after its day."""
    high = bounds.high
    if high is None:
        return False
    if role == "end":
        return any(0 <= (high - last).days <= NEAR for _, last in cluster.whole)
    return role == "whole" and any(0 <= (day - high).days <= NEAR for day in cluster.ends)


def _of_one_seat(one: Group | Cluster, cluster: Cluster) -> bool:
    """Whether both are said of the same district, by its number or, where either gives none, by its name, and the one
    is a by-election there."""
    bodies = cluster.bodies | (one.bodies if isinstance(one, Cluster) else {one.body})
    if BY_ELECTION not in bodies:
        return False
    if one.seats and cluster.seats:
        return not cluster.seats.isdisjoint(one.seats)
    return not cluster.districts.isdisjoint(one.districts)


def _told_apart(group: Group, cluster: Cluster) -> tuple[float, ...]:
    """How well dates must go together for what names no body to be a by-election's or a referendum's: to the day, or as
    well as the time left to a vote can."""
    counts_down = group.first.rank == COUNTDOWN and not (group.body and cluster.bodies)
    return (1.0, SURELY) if counts_down else (1.0,)


def _spoken_of_together(group: Group, cluster: Cluster) -> bool:
    """Whether one post speaks of both, or names the body of what a group names none of."""
    return not cluster.posts.isdisjoint(group.posts) or not cluster.bodies.isdisjoint(group.context)


def agree(bounds: Bounds, role: str, cluster: Cluster, *, reach: int) -> tuple[float | None, int]:
    """How well the best of a cluster's dates goes with ``bounds`` (0 to 1, ``None`` if none does), and how
    many days lie between where none does."""
    low, high = bounds.low, bounds.high
    assert low is not None
    assert high is not None
    found: list[float] = []
    if role == "window":
        found += [0.8 for first, last in cluster.whole if _in_window(bounds, first) or _in_window(bounds, last)]
        found += [0.8 for day in (*cluster.starts, *cluster.ends) if _in_window(bounds, day)]
        found += [0.6 for other in cluster.windows if _meets(bounds, other)]
    elif role == "start":
        found += [1.0 if first == low else 0.5 for first, last in cluster.whole if first <= low <= last]
        found += [1.0 for day in cluster.starts if day == low]
        found += [0.8 - (day - low).days / 1000 for day in cluster.ends if 0 <= (day - low).days <= LONGEST]
        found += [0.8 for other in cluster.windows if _in_window(other, low)]
    elif role == "end":
        for first, last in cluster.whole:
            if last == high:
                found.append(1.0)
            elif last < high:
                found += [0.7 - (high - last).days / 1000] * ((high - last).days <= reach)
            elif first <= high:
                found.append(0.5)
        found += [1.0 for day in cluster.ends if day == high]
        found += [0.8 - (high - day).days / 1000 for day in cluster.starts if 0 <= (high - day).days <= LONGEST]
        found += [0.6 for other in cluster.windows if _in_window(other, high) or (other.low and other.low <= high)]
    else:
        found += _whole(low, high, cluster, reach)
    if found:
        return max(found), 0
    return None, min((_gap(low, high, *span) for span in _spans(cluster)), default=10_000)


def _whole(low: date, high: date, cluster: Cluster, reach: int) -> list[float]:
    found = []
    for first, last in cluster.whole:
        if (first, last) == (low, high):
            found.append(1.0)
        elif (first <= low and high <= last) or (low <= first and last <= high):
            found.append(0.9)
        elif first <= high and low <= last:
            found.append(0.8 if first == low or last == high else 0.5)
    for day in cluster.starts:
        if day == low:
            found.append(1.0)
        elif low < day <= high:
            found.append(0.5)
        elif day < low and (high - day).days <= LONGEST:
            found.append(0.55)
    for day in cluster.ends:
        if day == high:
            found.append(1.0)
        elif high < day and (day - high).days <= reach:
            found.append(0.7 - (day - high).days / 1000)
        elif low <= day < high:
            found.append(0.5)
    found += [0.8 for other in cluster.windows if _in_window(other, low) or _in_window(other, high)]
    return found


def _in_window(window: Bounds, day: date) -> bool:
    low, high = window.low, window.high
    return low is not None and high is not None and (low - day).days <= TOLERANCE and (day - high).days <= TOLERANCE


def _meets(a: Bounds, b: Bounds) -> bool:
    return bool(a.low and a.high and b.low and b.high and a.low <= b.high and b.low <= a.high)


def unite_votings(concept: str, table: Table, known: frozenset[str] = frozenset()) -> None:
    """A voter goes to the polls once, however many bodies are elected that day: votings on the same days are one
    event, unless they are different elections of those that the calendar knows."""
    if concept not in SAME_DAY:
        return
    of_days: dict[tuple[date, date], Cluster] = {}
    for serial in list(table.clusters):
        cluster = table.clusters[serial]
        for days in [days for days in cluster.whole if days not in cluster.left]:
            other = of_days.setdefault(days, cluster)
            elections = other.elections & known, cluster.elections & known
            one_election = not all(elections) or elections[0] & elections[1]
            differ = other.bodies != cluster.bodies and not _of_one_seat(other, cluster)
            apart = differ and bool((other.bodies | cluster.bodies) & OF_THEIR_OWN)
            if other is not cluster and other.foreign == cluster.foreign and one_election and not apart:
                cluster = table.unite(other, cluster)
                of_days.update(dict.fromkeys([days for days in cluster.whole if days not in cluster.left], cluster))


def _mostly(bounds: Bounds, group: Group, cluster: Cluster) -> bool:
    """Whether two spans that name no body share at least half of the shorter one, so that they are one stage
    told twice and not two that overlap, of which the one is of the by-election that its post speaks of."""
    if cluster.bodies and cluster.bodies.isdisjoint(group.context) and not OF_THEIR_OWN.isdisjoint(group.context):
        return False
    low, high = bounds.low, bounds.high
    assert low is not None
    assert high is not None
    for first, last in cluster.whole:
        common = (min(high, last) - max(low, first)).days + 1
        if 2 * common >= min((high - low).days, (last - first).days) + 1:
            return True
    return False


def _spans(cluster: Cluster) -> list[tuple[date, date]]:
    return [*cluster.whole, *((day, day) for day in (*cluster.starts, *cluster.ends))]


def _gap(low: date, high: date, first: date, last: date) -> int:
    return (first - high).days if first > high else (low - last).days if last < low else 0
