"""The bundled example: a story that is well told, and what the chain must make of it."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from importlib.resources import as_file
from typing import Any

import pytest

from timeline.events import Event
from timeline.example import campaign, expected

POSTS: list[dict[str, str]] = [json.loads(line) for line in campaign().read_text(encoding="utf-8").splitlines()]
READER: dict[str, Any] = json.loads(expected().read_text(encoding="utf-8"))
EVENTS: list[dict[str, Any]] = READER["events"]


def test_the_posts_are_told_in_order_and_each_has_its_own_address() -> None:
    ids = [int(post["id"]) for post in POSTS]
    posted = [datetime.fromisoformat(post["posted"]) for post in POSTS]
    assert ids == sorted(set(ids))
    assert posted == sorted(posted)
    assert all(moment.utcoffset() == timedelta(hours=3) for moment in posted), "Minsk is three hours ahead of UTC"
    assert all(post["url"] == f"https://t.me/{post['channel']}/{post['id']}" for post in POSTS)


def test_a_weekday_named_beside_a_date_is_the_right_one() -> None:
    """A slip here would be a trap that nobody meant to set."""
    weekdays = ["понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресенье"]
    found = 0
    for post in POSTS:
        for weekday, day, month in re.findall(r"(\w+), (\d+) (ноября|декабря|января|февраля|марта)", post["text"]):
            stem = next((n for n, name in enumerate(weekdays) if weekday.lower().startswith(name)), None)
            if stem is not None:
                number = {"ноября": 11, "декабря": 12, "января": 1, "февраля": 2, "марта": 3}[month]
                year = 2023 if number > 10 else 2024
                assert date(year, number, int(day)).weekday() == stem, post["text"]
                found += 1
    assert found


@pytest.mark.parametrize("trap", READER["traps"], ids=lambda trap: f"{trap['post']}: {trap['text']}")
def test_each_trap_stands_in_its_post(trap: dict[str, str]) -> None:
    assert trap["text"] in next(post["text"] for post in POSTS if post["id"] == trap["post"])


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["key"])
def test_each_event_a_reader_finds_is_dated_by_posts_that_exist(event: dict[str, Any]) -> None:
    known = {post["id"] for post in POSTS}
    assert event["posts"]
    assert {*event["posts"], *event.get("also", [])} <= known
    assert event["end"] is not None
    assert (event["bound"] == "certain") == (event["start"] is not None)


@pytest.fixture(scope="module")
def events() -> list[Event]:
    """What the chain makes of the posts; what only the law expects is none of their business."""
    from timeline.calendars import load
    from timeline.events import build
    from timeline.pipeline import mentions_of
    from timeline.posts.read import read

    calendar = load("by-cec")
    with as_file(campaign()) as path:
        posts = list(read(path, zone=calendar.zone, warn=pytest.fail))
    mentions = [mention for post in posts for mention in mentions_of(post, calendar)]
    return [event for event in build(mentions, posts, calendar, ()) if event.posts]


def days(event: Event) -> tuple[str | None, str | None]:
    start, end = event.when.start, event.when.end
    return start.isoformat() if start else None, end.isoformat() if end else None


def found(wanted: dict[str, Any], events: list[Event]) -> Event:
    kinds = {wanted["kind"], *wanted.get("kind_alt", [])}
    fitting = [
        event
        for event in events
        if event.kind in kinds and days(event)[1] == wanted["end"] and wanted["start"] in (None, days(event)[0])
    ]
    titles = {wanted["title"], *wanted.get("title_alt", [])}
    named = [event for event in fitting if event.title in titles]
    assert named, f"no {wanted['title']!r} on these days, only {[event.title for event in fitting]}"
    assert len(named) == 1, f"{wanted['title']!r} is there {len(named)} times"
    return named[0]


@pytest.mark.parametrize("wanted", EVENTS, ids=lambda event: event["key"])
def test_the_chain_finds_what_a_reader_finds(wanted: dict[str, Any], events: list[Event]) -> None:
    event = found(wanted, events)
    assert event.bound == wanted["bound"]
    assert event.status in {wanted["status"], *wanted.get("status_alt", [])}
    assert [list(pair) for pair in event.when.hours] == wanted.get("hours", [])
    assert (event.when.clock, event.when.clock_end) == (wanted.get("time"), wanted.get("end_time"))
    dating = {part.post for part in event.evidence if part.dates}
    assert set(wanted["posts"]) <= dating <= {*wanted["posts"], *wanted.get("also", [])}
    assert event.posts == len(dating)


def test_the_chain_finds_nothing_besides(events: list[Event]) -> None:
    wanted = {(event["end"], kind) for event in EVENTS for kind in (event["kind"], *event.get("kind_alt", []))}
    besides = [(event.title, *days(event)) for event in events if (days(event)[1], event.kind) not in wanted]
    assert not besides
    assert len(events) == len(EVENTS)


def test_no_event_rests_on_a_trap(events: list[Event]) -> None:
    traps = {(trap["post"], trap["text"]) for trap in READER["traps"]}
    stepped_on = [
        (event.title, post, text)
        for event in events
        for part in event.evidence
        if part.dates
        for start, end in part.marks
        for post, text in traps
        if post == part.post and part.quote[start:end] == text
    ]
    assert not stepped_on


def test_a_move_is_remembered(events: list[Event]) -> None:
    wanted = next(event for event in EVENTS if "moved_from" in event)
    history = found(wanted, events).history
    assert [(change.old, change.new) for change in history if change.what == "moved"] == [
        (wanted["moved_from"], wanted["start"])
    ]
