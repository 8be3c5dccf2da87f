"""Occasions: meetings, seminars, conferences. What vetoes comes first, then what they are about and their day.

Two mentions are never one occasion when their sorts, days, numbers, quoted names, places or hours say
otherwise; for the rest, 0.7 of how far they are about the same and 0.3 of how well the dates go
together must reach 0.55. A title without anything but its sort ("the meeting") joins, in another post, only what
lies on the very same days.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from timeline.events.bounds import Bounds, meet
from timeline.events.statement import NEVER
from timeline.events.words import about_alike, named_apart, one_name, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from timeline.events.clusters import Cluster, Group
    from timeline.events.words import Words
    from timeline.mentions import Mention

GATHERINGS = frozenset({"meeting", "training"})
"""Kinds of which many are held, told apart by what they are about."""
PEOPLE = frozenset({"=voters", "=observers", "=youth", "=citizens", "=candidates", "=journalists", "=volunteers"})
"""The words of the merging files for those whom an occasion is for."""
LEAST_ALIKE = 0.4
NONE, LONGEST = timedelta(0), timedelta(days=60)
"""Days that the last day of an occasion may lie behind a day on which it is said to be."""
SAID_APART, SAID_TOGETHER = timedelta(days=31), timedelta(days=60)
"""Days that its last day may lie behind its first, said in two posts or in one."""
LASTING = timedelta(days=100)
"""The same for what both posts call by all of its name: "горячая линия ЦИК" is open for a campaign."""

_ASKED_FOR = frozenset({"deadline", "registration"})
"""Kinds of what people are to do by a day, unlike what they come to."""


class Occasions:
    """The regime of everything that is no stage of a campaign."""

    threshold = 0.55

    def reach(self, group: Group, role: str) -> tuple[timedelta, timedelta]:
        if role == "end":
            return LASTING, NONE
        return NONE, LASTING if role == "start" else LONGEST

    def sorts(self, cluster: Cluster) -> Iterable[str | None]:
        return cluster.heads or (None,)

    def sorts_of(self, group: Group) -> Iterable[str | None] | None:
        """Its own sort and no sort at all; a quoted name is recognised whatever it is the name of."""
        own = group.words
        return (own.head, None) if own.head and not own.quoted else None

    def priority(self, group: Group) -> tuple[float, ...]:
        return (-min(len(group.words.about), 6), group.first.mention.clock is None)

    def may_be(self, group: Group, cluster: Cluster) -> bool:
        """Of the same sort, and with nothing to say otherwise: "учебный семинар" was "семинар для комиссий"."""
        own = group.words
        apart = bool(own.numbers and cluster.numbers and own.numbers.isdisjoint(cluster.numbers))
        quoted = [other for other in cluster.titles if other.quoted] if own.quoted else []
        apart = apart or (bool(quoted) and not any(one_name(own, other) for other in quoted))
        named = own.names and all(named_apart(own, other) for other in cluster.titles)
        theirs = [_people(other) for other in cluster.titles]
        apart = apart or (bool(_people(own)) and all(some and some.isdisjoint(_people(own)) for some in theirs))
        return own.head in cluster.heads and not (apart or named or _elsewhere(group, cluster, 1.0))

    def fit(self, group: Group, cluster: Cluster, bounds: Bounds | None, role: str) -> float | None:
        if bounds is not None and (_far_apart(bounds, role, cluster) or (role == "end" and _over(group, cluster))):
            return None
        same_name = _same_name(group, cluster)
        if same_name is None:
            return None
        together = not cluster.posts.isdisjoint(group.posts)
        date_fit = _date_fit(group, cluster, bounds, role, same_name=same_name)
        if date_fit is None:
            return None
        own, heads, others = group.words, cluster.heads, list(cluster.titles)
        alike = 1.0 if same_name else _about(own, others)
        if alike < 1 and group.first.mention.place and not cluster.places:
            alike = max(alike, _about(_with_its_place(group.first.mention), others))
        told_apart = together and _another_act(group, cluster, _ASKED_FOR)
        if (own.head is None or not heads) and (alike < 0.6 or ((own.head or heads) and told_apart)):
            return None  # "запись наблюдателей – до 11 марта, обучение – с 25 февраля"
        bare = not own.about or not any(other.about for other in others)
        loose = group.first.mention.kind not in GATHERINGS and (role in ("window", "end") or bool(cluster.windows))
        if bare and not (same_name or loose) and date_fit < 1.0 and bounds is not None and not together:
            return None
        if together and role == "whole" and bounds is not None:
            if alike < 1 and _another_stretch(bounds, cluster):
                return None
            if _one_of_many(group, bounds, cluster):
                return None
        if alike < LEAST_ALIKE or _elsewhere(group, cluster, alike) or _at_another_hour(group, cluster, alike):
            return None
        return 0.7 * alike + 0.3 * date_fit


def _people(title: Words) -> frozenset[str]:
    """For whom, or of whom, a title says it is."""
    return title.about & PEOPLE


def _same_name(group: Group, cluster: Cluster) -> bool | None:
    """Whether both bear one quoted name; ``None`` where their names tell them apart: another country's, of another
    number, under another quoted name, of another sort, or of other people."""
    own, heads = group.words, cluster.heads
    if group.first.mention.foreign != cluster.foreign:
        return None
    if own.numbers and cluster.numbers and own.numbers.isdisjoint(cluster.numbers):
        return None
    quoted = [other for other in cluster.titles if other.quoted] if own.quoted else []
    same = bool(quoted) and any(one_name(own, other) for other in quoted)
    if quoted and not same:
        return None
    if own.head and heads and own.head not in heads and (not same or _another_act(group, cluster)):
        return None
    if own.names and not same and all(named_apart(own, other) for other in cluster.titles):
        return None
    return same


def _date_fit(group: Group, cluster: Cluster, bounds: Bounds | None, role: str, *, same_name: bool) -> float | None:
    """How well the dates go together, farther apart where one post tells both or the names are the same."""
    if bounds is None:
        return 0.8
    own, together = group.words, not cluster.posts.isdisjoint(group.posts)
    near = _dates(bounds, role, cluster, SAID_TOGETHER if together else SAID_APART)
    if near is not None or role not in ("start", "end"):
        return near
    by_all_of_it = same_name or (own.about and any(about_alike(own, other) == 1 for other in cluster.titles))
    return _dates(bounds, role, cluster, LASTING) if by_all_of_it else None


def _another_stretch(bounds: Bounds, cluster: Cluster) -> bool:
    """Whether both last for days, and not for the same ones: a post that tells two stretches under two names speaks of
    two occasions."""
    if bounds.low == bounds.high:
        return False
    return any(first != last and (first, last) != (bounds.low, bounds.high) for first, last in cluster.whole)


def _one_of_many(group: Group, bounds: Bounds, cluster: Cluster) -> bool:
    """ "С 29 января по 9 февраля пройдут семинары. В Витебске семинар состоится 1 февраля": whether one is a day at a
    place of its own, and the other all the days of several, which their first word says."""
    stretches = {first != last for first, last in cluster.whole}
    if stretches != {bounds.low == bounds.high}:
        return False
    placed, other = bool(group.first.mention.place), bool(cluster.places)
    if placed == other or placed != (bounds.low == bounds.high):
        return False
    called = {one.first.mention.title.casefold().partition(" ")[0] for one in cluster.groups}
    return group.first.mention.title.casefold().partition(" ")[0] not in called


def _another_act(group: Group, cluster: Cluster, kinds: Collection[str] = ("deadline",)) -> bool:
    """Whether one must be done and the other is held: entries for a contest are taken before its winners are awarded,
    those who sign up are trained later."""
    due = group.first.mention.kind in kinds
    return all((other.first.mention.kind in kinds) != due for other in cluster.groups)


def _about(own: Words, others: list[Words]) -> float:
    """How far the title is about what the cluster's fullest titles are about."""
    telling = [other for other in others if other.about] if own.about else []
    return max((about_alike(own, other) for other in telling or others), default=0.0)


def _with_its_place(mention: Mention) -> Words:
    """The words of a title and of where it is, which another title may hold itself ("Семинары для комиссий: Пинск")."""
    return words(f"{mention.title}: {mention.place}", mention.lang)


def _far_apart(bounds: Bounds, role: str, cluster: Cluster) -> bool:
    """Whether a group's dates lie so far from all of a cluster's that they need no closer look: behind the last one, of
    which only an end can be, or before the first one, of which only what ends later can be."""
    if cluster.span is None:
        return True
    low, high, (first, last) = bounds.low, bounds.high, cluster.span
    assert low is not None
    assert high is not None
    return (last < low and role != "end") or (first > high and (role == "end" or not cluster.ends))


def _over(group: Group, cluster: Cluster) -> bool:
    """ "Заседание пройдёт не позднее 14 марта", said behind the day of another: what is still to come by a day is none
    of those that had been held."""
    first = group.first
    if first.moves or first.mention.tense == "past" or first.said[0] == NEVER or cluster.starts or not cluster.whole:
        return False
    said = first.said[0].date()
    return all(last < said for _, last in cluster.whole)


def _dates(bounds: Bounds, role: str, cluster: Cluster, reach: timedelta) -> float | None:
    """How well a group's dates go with a cluster's, ``None`` for not at all; ``reach`` is how far its
    last day can lie behind its first."""
    low, high = bounds.low, bounds.high
    assert low is not None
    assert high is not None
    found = [fits for first, last in cluster.whole if (fits := _with_all(low, high, role, first, last)) is not None]
    for day in cluster.starts:
        fits = low == day if role in ("start", "whole") else low <= day <= high if role == "window" else False
        fits = fits or (role == "end" and NONE <= high - day <= reach)
        if fits:
            found.append(1.0 if role == "start" else _the_nearer(high - day))
    for day in cluster.ends:
        if role == "whole" and any(high < first <= day for first, _ in cluster.whole):
            continue  # what is kept by a later day is not what was held before it
        fits = high == day if role == "end" else NONE <= day - high <= (reach if role == "start" else LONGEST)
        if fits:
            found.append(1.0 if role == "end" else _the_nearer(day - high))
    for window in cluster.windows:
        if not (window.low and window.high and low <= window.high and window.low <= high):
            continue
        if role == "end" or meet(window._replace(end_earliest=None), bounds) is not None:
            found.append(0.8)
    return max(found, default=None)


def _with_all(low: date, high: date, role: str, first: date, last: date) -> float | None:
    """How well days go with all the days of an event, ``first`` to ``last`` (inclusive)."""
    if role == "start":
        return 1.0 if low == first else None
    if role == "end":
        return 1.0 if high == last else 0.8 if NONE < high - last <= LONGEST else None
    if low <= last and first <= high:
        return 1.0 if low == first and high == last else 0.9
    return None


def _the_nearer(apart: timedelta) -> float:
    """How well a first and a last day go together: the nearer the better."""
    return 0.9 - max(apart, NONE).days / 1000


def _elsewhere(group: Group, cluster: Cluster, alike: float) -> bool:
    """Whether it takes place somewhere else. The same thing told in another post with its hall instead of its town is
    not; nor is it at the same hour, or of the same two bodies, with its town instead of its country."""
    mention = group.first.mention
    if not mention.place or not cluster.places:
        return False
    place = words(mention.place, mention.lang)
    if any(about_alike(place, other) > 0.45 for other in cluster.places):
        return False
    if cluster.posts & group.posts or alike <= 0.99 or not group.words.about:
        return True
    if any(_hall(place) != _hall(mention.place) for place in _places(cluster)):
        return False
    of_bodies = len(group.words.names) > 1 and any(group.words.names == other.names for other in cluster.titles)
    return not (of_bodies or (mention.clock and mention.clock in cluster.clocks))


def _places(cluster: Cluster) -> list[str]:
    return [place for group in cluster.groups if (place := group.first.mention.place)]


def _hall(place: str) -> bool:
    """Whether a place bears no proper name: "районная библиотека" may be in any town."""
    return place == place.lower()


def _at_another_hour(group: Group, cluster: Cluster, alike: float) -> bool:
    """Whether it begins at another hour; another post may correct the hour of what is otherwise the same."""
    clock = group.first.mention.clock
    if clock is None or not cluster.clocks or clock in cluster.clocks or group.first.moves:
        return False
    told_apart = not any(posts & group.posts for posts in cluster.clocks.values())
    return not (told_apart and alike > 0.99 and group.words.about)
