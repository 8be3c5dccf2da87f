"""Short stories: what the posts of a few days add up to, in one order and the other.

An expected event reads ``KIND[|KIND] [START]..[END] STATUS POSTS``, days inclusive; POSTS is how many give it a date,
move it or call it off. Nothing else may be there.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from timeline.calendars import default_calendar
from timeline.events import Event, build
from timeline.events.bounds import Bounds
from timeline.pipeline import read_post
from timeline.posts import Post, Posted

ZONE = ZoneInfo("Europe/Minsk")
CALENDAR = default_calendar(ZONE)
STORIES = [
    json.loads(line) for line in Path(__file__).parents[1].joinpath("corpus", "stories.jsonl").open(encoding="utf-8")
]


def told(event: Event) -> str:
    when = event.when
    if Bounds.of(when).floor:
        return f"{event.kind} not before {when.start_earliest} {event.status} {event.posts}"
    return f"{event.kind} {when.start or ''}..{when.end or ''} {event.status} {event.posts}"


def posted(day: str, *, hour: bool) -> Posted:
    """Posted at ten, or some time that day."""
    first, ten, last = (
        datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=ZONE) for at in ("00:00", "10:00", "23:59")
    )
    return Posted.exact(ten) if hour else Posted.between(first, last)


def one_of(wanted: str) -> set[str]:
    kinds, _, rest = wanted.partition(" ")
    return {f"{kind} {rest}" for kind in kinds.split("|")}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: str(story["name"]))
@pytest.mark.parametrize("order", [1, -1], ids=["forwards", "backwards"])
@pytest.mark.parametrize("known", ["hour", "day"])
def test_what_a_story_adds_up_to(story: dict[str, Any], order: int, known: str) -> None:
    posts = [
        Post(channel="c", id=day, text=text, posted=posted(day, hour=known == "hour"))
        for day, text in story["posts"].items()
    ][::order]
    mentions = [mention for post in posts for mention in read_post(post, CALENDAR).mentions]
    events = sorted(told(event) for event in build(mentions, posts, CALENDAR))
    assert len(events) == len(story["events"]), events
    for event, wanted in zip(events, sorted(story["events"]), strict=True):
        assert event in one_of(wanted)
