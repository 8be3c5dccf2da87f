"""The bundled example: a story that is well told, and what the chain must make of it."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

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
