"""Touched: the events that changed posts can have changed, built anew, and no others.

What a change does to the table spreads from its own days, one reach of ``timeline.events.nearby`` at a
time. So the mentions around it are built twice, as they were and as they are. Where the first gives
exactly the stored events of the zone within one reach, and the two differ nowhere else, that difference
is what a whole build would bring, and it is applied. What the law makes of it, is found out from the stages of
all campaigns, which are few. In every other case the answer is that it takes a whole build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from timeline.events.expecting import prescribed, with_law, without_law
from timeline.events.nearby import AHEAD, BEHIND, days_of_event, reach, spans_of
from timeline.store import EventCounts

if TYPE_CHECKING:
    from timeline.calendars import Calendar
    from timeline.events import Correction, Event, Identity
    from timeline.mentions import Mention
    from timeline.posts import Post
    from timeline.store.cache import ChangedPost
    from timeline.store.store import Store

Build = Callable[..., list["Event"]]
"""``timeline.events.build``, or one that counts what it does."""

Identify = Callable[[Sequence["Event"], Sequence["Identity"], datetime], tuple[list["Event"], list["Identity"]]]
"""Events, the identities that they may have had, and now, to events with ids and their identities."""

Days = tuple[date, date]
Windows = Mapping[str, Days]

MOST_POSTS = 50
"""Changed posts above which everything is built."""

FEW_MENTIONS = 1_000
"""Mentions below which everything is built, since that costs next to nothing."""


def rebuild_touched(
    store: Store, calendar: Calendar, build: Build, identify: Identify, now: datetime
) -> EventCounts | None:
    """Bring the events up to date where only some posts changed since they were built.

    ``None`` where nothing was stored, since it takes a whole build: what changed is too much, or counts for
    events that it does not touch (an anchor that others count from), or cannot be told from what it touches.
    """
    changed = store.changed_posts(calendar.id, calendar.zone, MOST_POSTS)
    if changed is None or store.count_spans(calendar.id) < FEW_MENTIONS:
        return None
    if not any(one.before or one.after for one in changed):
        return EventCounts(same=store.count_events(calendar.id))
    windows = _windows(changed, calendar)
    corrections = store.corrections(calendar.id)
    by_law = bool(calendar.deadlines or calendar.elections)
    if windows is None or store.has_undated_posts(calendar.id) or (by_law and corrections):
        return None
    zone = _wider(windows, 1)
    around = _with_undated(_wider(windows, 2), store.undated_near(calendar.id, zone))
    near = store.mentions_near(calendar.id, calendar.zone, around)
    stages = store.stages(calendar.id) if by_law or _counts(near, changed) else []
    beside = [without_law(event) for event in stages if event.posts and not _in(without_law(event), around)]
    building = partial(_built, build=build, calendar=calendar, corrections=corrections, beside=beside, near=near)
    old = building([(one.post, one.before) for one in changed])
    new = building([(one.post, one.after) for one in changed])
    stored = store.events_near(calendar.id, zone)
    was = [event for event in map(_plain, stored) if event.evidence and _in(event, zone)]
    if Counter(was) != Counter(event for event in old if _in(event, zone)):
        return None
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    if not all(_in(event, zone, whole=True) for event in (*gone, *come)):
        return None
    if store.is_anchor(calendar.id, _counted_from(_moved(gone, come), calendar)):
        return None
    instead_of, instead = _ids(stored, gone), list(come.elements())
    if by_law:
        further, instead = _lawful(store, calendar, stages, instead_of, instead)
        instead_of |= further
    return _stored(store, calendar, instead, instead_of, identify, now)


def _stored(
    store: Store, calendar: Calendar, events: Sequence[Event], instead_of: set[str], identify: Identify, now: datetime
) -> EventCounts:
    """Put events into the table in the place of those with the ids ``instead_of``, whose identities they may have."""
    named, identities = identify(events, store.identities(calendar.id, instead_of), now)
    store.keep_identities(identities)
    return store.replace_events(calendar.id, named, instead_of=instead_of, now=now)


def _lawful(
    store: Store, calendar: Calendar, stages: Sequence[Event], gone: set[str], come: Sequence[Event]
) -> tuple[set[str], list[Event]]:
    """What the law makes of the new events, and of those it now makes something else of.

    Returns the ids of these, and the events that take their place and that of the ones that are gone.
    """
    kept = [event for event in stages if event.posts and event.id not in gone]
    announced = [*come, *(without_law(event) for event in kept)]
    lawful = with_law(announced, prescribed(announced, calendar), calendar)
    new, again = lawful[: len(come)], lawful[len(come) : len(announced)]
    otherwise = {event.id: now for event, now in zip(kept, again, strict=True) if event != now}
    for full in store.events_of(calendar.id, sorted(otherwise)):
        new.append(_nobodys(replace(otherwise[full.id], evidence=full.evidence, history=full.history)))
    alone = {_plain(event): event.id for event in stages if not event.posts}
    expected = lawful[len(announced) :]
    new += [event for event in expected if event not in alone]
    still = set(expected)
    return {*otherwise, *(id_ for event, id_ in alone.items() if event not in still)}, new


def _windows(changed: Iterable[ChangedPost], calendar: Calendar) -> dict[str, Days] | None:
    """For each concept that changed posts speak of, or spoke of, the days; ``None`` where they cannot be told."""
    windows: dict[str, Days] = {}
    for one in changed:
        for mention in (*one.before, *one.after):
            if mention.refused is not None:
                continue
            if one.post.posted.at is None:
                return None
            said = one.post.posted.at.astimezone(calendar.zone).date()
            for span in spans_of(mention, calendar.zone):
                low, high = span or (_back(said, BEHIND), _on(said, AHEAD))
                concept = mention.concept or ""
                first, last = windows.get(concept, (low, high))
                windows[concept] = (min(first, low), max(last, high))
    return windows


def _wider(windows: Windows, times: int) -> dict[str, Days]:
    """The windows with so many reaches on either side."""
    return {
        concept: (_back(low, times * reach(concept)), _on(high, times * reach(concept)))
        for concept, (low, high) in windows.items()
    }


def _with_undated(windows: dict[str, Days], named: Mapping[str, Days]) -> dict[str, Days]:
    """The windows, widened by all days that may be meant where posts of these days name something without a day."""
    for concept, (first, last) in named.items():
        low, high = windows[concept]
        windows[concept] = (min(low, _back(first, BEHIND)), max(high, _on(last, AHEAD)))
    return windows


def _built(
    changed: Sequence[tuple[Post, Sequence[Mention]]],
    *,
    build: Build,
    calendar: Calendar,
    corrections: Sequence[Correction],
    beside: Sequence[Event],
    near: Sequence[tuple[Post, Sequence[Mention]]],
) -> list[Event]:
    """The events of these mentions as posts gave them."""
    both = [*near, *changed]
    mentions = [mention for _, said in both for mention in said]
    posts = [post for post, _ in both]
    return [_plain(event) for event in build(mentions, posts, calendar, corrections, (), beside)]


def _counts(near: Sequence[tuple[Post, Sequence[Mention]]], changed: Iterable[ChangedPost]) -> bool:
    """Whether anything here counts from an event."""
    said = [mentions for _, mentions in near] + [(*one.before, *one.after) for one in changed]
    return any(mention.anchor is not None for mentions in said for mention in mentions)


def _plain(event: Event) -> Event:
    """An event as posts gave it, without what only its identity knows."""
    return _nobodys(without_law(event))


def _nobodys(event: Event) -> Event:
    """An event without what only its identity knows."""
    return replace(event, id="", uid="", revision=0, created=None, changed=None)


def _anchor(event: Event) -> tuple[str, Hashable]:
    """All that another event sees of it that counts from it: its concept, and the rest."""
    rest = (event.when, event.status, event.body, event.election, event.foreign, event.kind, event.title)
    return event.concept or event.kind, rest


def _moved(gone: Counter[Event], come: Counter[Event]) -> set[str]:
    """The concepts of events that somebody who counts from them now sees otherwise."""
    moved = Counter(map(_anchor, gone.elements()))
    moved.subtract(map(_anchor, come.elements()))
    return {concept for (concept, _), n in moved.items() if n}


def _counted_from(moved: set[str], calendar: Calendar) -> set[str]:
    """What an event may count from that has other days now: what moved, and what the law hangs on it."""
    hanging = {rule.anchor for rule in calendar.deadlines} | {"election-day"}
    return moved | {rule.concept for rule in calendar.deadlines} if moved & hanging else moved


def _in(event: Event, windows: Windows, *, whole: bool = False) -> bool:
    """Whether an event touches the window of its concept, or lies in it."""
    if (event.concept or "") not in windows:
        return False
    low, high = windows[event.concept or ""]
    first, last = days_of_event(event)
    return low <= first and last <= high if whole else first <= high and low <= last


def _ids(stored: Iterable[Event], gone: Counter[Event]) -> set[str]:
    """The ids of the events that are gone."""
    left, ids = Counter(gone), set()
    for event in stored:
        plain = _plain(event)
        if left[plain] > 0:
            left[plain] -= 1
            ids.add(event.id)
    return ids


def _back(day: date, by: timedelta) -> date:
    return day - by if day - date.min > by else date.min


def _on(day: date, by: timedelta) -> date:
    return day + by if date.max - day > by else date.max
