"""Touched: the events that changed posts can have changed, built anew, and no others.

What a change does to the table spreads from its own days, one reach of ``timeline.events.nearby`` at a
time. So the mentions around it are built twice, as they were and as they are. Where the first gives
exactly the stored events of the zone within one reach, and the two differ nowhere else, that difference
is what a whole build would bring, and it is applied. In every other case the answer is that it takes a
whole build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from timeline.events.nearby import AHEAD, BEHIND, days_of_event, reach, spans_of
from timeline.store import EventCounts

if TYPE_CHECKING:
    from timeline.calendars import Calendar
    from timeline.events import Correction, Event, Identity
    from timeline.mentions import Mention
    from timeline.posts import Post
    from timeline.store.cache import ChangedPost
    from timeline.store.store import Store

Build = Callable[[Sequence["Mention"], Sequence["Post"], "Calendar", Sequence["Correction"]], list["Event"]]
"""Mentions, their posts, their calendar and what people corrected, to events without ids."""

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

    ``None`` where nothing was stored, since it takes a whole build: what changed is too much, counts
    for others (an anchor, a stage that the law counts from), or cannot be told from what it touches.
    """
    changed = store.changed_posts(calendar.id, calendar.zone, MOST_POSTS)
    if changed is None or store.count_spans(calendar.id) < FEW_MENTIONS:
        return None
    if not any(one.before or one.after for one in changed):
        return EventCounts(same=store.count_events(calendar.id))
    windows = _windows(changed, calendar)
    if windows is None or store.has_undated_posts(calendar.id):
        return None
    if calendar.deadlines and any(windows):  # the law counts from stages
        return None
    zone = _wider(windows, 1)
    around = _wider(windows, 2)
    for concept, (first, last) in store.undated_near(calendar.id, zone).items():
        low, high = around[concept]
        around[concept] = (min(low, _back(first, BEHIND)), max(high, _on(last, AHEAD)))
    near = store.mentions_near(calendar.id, calendar.zone, around)
    old = _built(store, calendar, build, near, [(one.post, one.before) for one in changed])
    new = _built(store, calendar, build, near, [(one.post, one.after) for one in changed])
    stored = store.events_near(calendar.id, zone)
    was = [event for event in map(_plain, stored) if _in(event, zone)]
    if Counter(was) != Counter(event for event in old if _in(event, zone)):
        return None
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    for event in (*gone, *come):
        if not _in(event, zone, whole=True):
            return None
    if store.is_anchor(calendar.id, {event.concept or event.kind for event in (*gone, *come)}):
        return None
    instead_of = _ids(stored, gone)
    events, identities = identify(list(come.elements()), store.identities(calendar.id, instead_of), now)
    store.keep_identities(identities)
    return store.replace_events(calendar.id, events, instead_of=instead_of, now=now)


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


def _built(
    store: Store,
    calendar: Calendar,
    build: Build,
    near: Sequence[tuple[Post, Sequence[Mention]]],
    changed: Sequence[tuple[Post, Sequence[Mention]]],
) -> list[Event]:
    """The events of these mentions, without those that rest on the law alone."""
    both = [*near, *changed]
    mentions = [mention for _, said in both for mention in said]
    posts = [post for post, _ in both]
    events = build(mentions, posts, calendar, store.corrections(calendar.id))
    return [_plain(event) for event in events if event.evidence]


def _plain(event: Event) -> Event:
    """An event without what only its identity knows."""
    return replace(event, id="", uid="", revision=0, created=None, changed=None)


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
