"""What was read and what changed, in plain words."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from timeline.errors import TimelineError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from timeline.events import Event
    from timeline.posts import Post
    from timeline.store import Counts, EventCounts

MOST = 20
"""Events that are listed; of more, only how many."""


def counted(number: int, word: str) -> str:
    """``1 post``, ``41 posts``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def posts_in_words(counts: Counts) -> str:
    """``41 posts read: 41 new, 0 changed, 0 known.``"""
    return (
        f"{counted(counts.read, 'post')} read: {counts.new:,} new, {counts.changed:,} changed, {counts.same:,} known."
    )


def events_in_words(counts: EventCounts) -> str:
    """``9 events: 9 new.``, ``9 events: nothing new.``"""
    parts = {"new": counts.added, "changed": counts.changed, "gone": counts.removed}
    said = ", ".join(f"{len(events):,} {word}" for word, events in parts.items() if events)
    return f"{counted(counts.total, 'event')}: {said or 'nothing new'}."


def say_events(counts: EventCounts, before: str = "") -> None:
    """Print how many events there are now, after what is to stand before, and those that are new, changed or gone."""
    print(f"{before}{events_in_words(counts)}")
    for line in events_listed(counts):
        print(line)


def events_listed(counts: EventCounts) -> Iterator[str]:
    """A line for each event that is new, changed or gone, by day; of many, only the first."""
    rows = [
        (mark, event)
        for mark, events in (("+", counts.added), ("~", counts.changed), ("-", counts.removed))
        for event in events
    ]
    rows.sort(key=lambda row: str(row[1].when.start_earliest or row[1].when.end_latest or ""))
    wide = max((len(_days(event)) for _, event in rows[:MOST]), default=0)
    for mark, event in rows[:MOST]:
        yield f"  {mark} {_days(event):{wide}}  {_title(event)}"
    if len(rows) > MOST:
        yield f"  … and {len(rows) - MOST:,} more (timeline countdown --all)"


def say_zone(zone: ZoneInfo) -> None:
    """Tell a person whose days and hours the posts of a new calendar were taken to mean, since nobody had said."""
    print(
        f"Days and hours were read as those of {zone.key}. If the posts are from elsewhere: "
        "timeline db rebuild --calendar default --tz ZONE",
        file=sys.stderr,
    )


def not_read(failed: Sequence[tuple[Post, str]]) -> TimelineError:
    """What to say of posts that are stored, but that a fault of this program kept from being read."""
    from timeline.countdown.width import clean

    named = ", ".join(f"{clean(post.channel)}/{clean(post.id)} ({clean(error)})" for post, error in failed[:3])
    more = ", …" if len(failed) > 3 else ""
    return TimelineError(
        f"{counted(len(failed), 'post')} could not be read, which is a fault of this program: {named}{more}",
        "report it with the text of the post; timeline db rebuild reads it again",
    )


def _days(event: Event) -> str:
    from timeline.store.differences import days

    return days(event.when)


def _title(event: Event) -> str:
    from timeline.countdown.width import clean

    status = "" if event.status == "confirmed" else f" ({event.status})"
    return clean(event.title) + status
