"""Whole posts, written before the rules saw them: the events that a careful reader would enter, and nothing else.

An expected event reads ``KIND[|KIND] [START]..[END] [CLOCK][-CLOCK]``; a leading "?" marks one that may be left out,
and "none" in the place of a clock one that has no hours.
Days are inclusive. An event that is over at its post is not asked for.
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
from timeline.pipeline import read_post
from timeline.posts import Post, Posted

ZONE = ZoneInfo("Europe/Minsk")
CALENDAR = default_calendar(ZONE)
CASES = [
    json.loads(line) for line in Path(__file__).parents[1].joinpath("corpus", "posts.jsonl").open(encoding="utf-8")
]


def events_of(case: dict[str, Any]) -> list[Event]:
    at = datetime.fromisoformat(case["posted"] + "T10:00").replace(tzinfo=ZONE)
    post = Post(channel="test", id=case["id"], text=case["text"], posted=Posted.exact(at), lang=case["lang"])
    return list(build(read_post(post, CALENDAR).mentions, [post], CALENDAR))


def fits(expected: str, event: Event) -> bool:
    kinds, days, *clocks = expected.lstrip("?").split()
    start, end = (part or None for part in days.split(".."))
    when = event.when
    if event.kind not in kinds.split("|") or (when.start and when.start.isoformat()) != start:
        return False
    if (when.end and when.end.isoformat()) != end:
        return False
    if not clocks:
        return True
    first, _, last = clocks[0].partition("-")
    said = [(when.clock or "", when.clock_end or ""), *when.hours]
    if first == "none":
        return said == [("", "")]
    return any(a == first and (not last or b == last) for a, b in said)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_events_of_post(case: dict[str, Any]) -> None:
    events = events_of(case)
    free = list(events)
    missing = []
    for expected in case["events"]:
        match = next((event for event in free if fits(expected, event)), None)
        if match is not None:
            free.remove(match)
        elif not expected.startswith("?"):
            missing.append(expected)
    past = [e for e in free if e.when.end is not None and e.when.end.isoformat() < case["posted"]]
    extra = [f"{e.title}: {e.kind} {e.when.start}..{e.when.end}" for e in free if e not in past]
    assert (missing, extra) == ([], [])
