"""Mentions written by hand, for the tests of events: what a post of that day says of an event."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from timeline.calendars import Calendar
from timeline.mentions import Kind, Mention, Role
from timeline.posts import Post, Posted
from timeline.times import Time

ZONE = ZoneInfo("Europe/Minsk")
CALENDAR = Calendar(id="test", name="Test", zone=ZONE, languages=("ru", "be"))

KINDS: dict[str, Kind] = {
    "election-day": "election-day",
    "early-voting": "early-voting",
    "nomination": "nomination",
    "registration": "registration",
    "campaigning": "campaigning",
    "registration-documents": "deadline",
    "results": "result",
    "second-round": "election-day",
}


def at(day: str, hour: int = 0, minute: int = 0) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=ZONE)


def after(day: str) -> datetime:
    """The midnight that ends a day."""
    return datetime.combine(date.fromisoformat(day) + timedelta(days=1), datetime.min.time(), ZONE)


def day(first: str, last: str | None = None) -> Time:
    """Known exactly, both days inclusive."""
    return Time(at(first), at(first), after(last or first), after(last or first))


def until(last: str) -> Time:
    return Time(None, None, None, after(last))


def since(first: str) -> Time:
    return Time(at(first), at(first), None, None)


def not_before(first: str) -> Time:
    """From that day or a later one."""
    return Time(at(first), None, None, None)


def within(first: str, last: str) -> Time:
    """One day somewhere from ``first`` to ``last``."""
    return Time(at(first), at(last), after(first), after(last))


def says(
    post: str,
    title: str,
    time: Time | None,
    role: Role = "at",
    *,
    concept: str | None = None,
    kind: Kind | None = None,
    channel: str = "cec",
    **more: Any,
) -> Mention:
    """One mention; a stage's kind follows from its concept, an occasion is a meeting."""
    quote = more.pop("quote", f"{title}.")
    start = more.pop("start", 0)
    return Mention(
        channel=channel,
        post=post,
        start=start,
        end=start + len(quote),
        quote=quote,
        timexes=(0,),
        time=time,
        title=title,
        kind=kind or KINDS.get(concept or "", "meeting"),
        role=role,
        concept=concept,
        **more,
    )


def posted(key: str, day: str | None, *, channel: str = "cec", position: int | None = None) -> Post:
    when = Posted.unknown() if day is None else Posted.exact(at(day, 10))
    return Post(channel=channel, id=key, text="", posted=when, url=f"https://t.me/{channel}/{key}", position=position)
