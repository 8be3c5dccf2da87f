"""Posts and events for the tests of the store: built by hand, or any at all (Hypothesis)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from timeline.events import Change, Event, Evidence, When
from timeline.mentions import Kind, Mention, Role
from timeline.posts import Post, Posted
from timeline.times import Time

MINSK = ZoneInfo("Europe/Minsk")
START = datetime(2024, 1, 10, 9, 0, tzinfo=MINSK)


def post(number: int, text: str = "", **more: Any) -> Post:
    """The post of that number, an hour after the one before."""
    exact = Posted.exact(START + timedelta(hours=number))
    return Post(**{"channel": "commission", "id": str(number), "text": text, "posted": exact, **more})


def event(id: str = "e1", **more: Any) -> Event:  # noqa: A002 - the field's own name
    """An event with one sentence of evidence."""
    plain: dict[str, Any] = {
        "uid": f"{id}@example.org",
        "calendar": "default",
        "title": "Единый день голосования",
        "kind": "election-day",
        "when": When.days(date(2024, 2, 25)),
        "evidence": (evidence(),),
    }
    return Event(id=id, **{**plain, **more})


def evidence(post: str = "1", **more: Any) -> Evidence:
    plain: dict[str, Any] = {
        "channel": "commission",
        "url": None,
        "posted": START.astimezone(UTC),
        "start": 0,
        "end": 21,
        "quote": "Голосуем 25 февраля.",
        "marks": ((9, 19),),
        "role": "at",
        "says": "2024-02-25",
    }
    return Evidence(post=post, **{**plain, **more})


text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
maybe_text = st.none() | text
days = st.none() | st.dates()
utc = st.datetimes(timezones=st.just(UTC))
names = st.lists(text, max_size=3).map(tuple)
pairs = st.lists(st.tuples(text, text), max_size=3).map(tuple)
number = st.integers(0, 2**40)

whens = st.builds(When, days, days, days, days, maybe_text, maybe_text, pairs)
evidences = st.builds(
    Evidence,
    channel=text,
    post=text,
    url=maybe_text,
    posted=st.none() | utc,
    start=number,
    end=number,
    quote=text,
    marks=st.lists(st.tuples(number, number), max_size=3).map(tuple),
    role=st.sampled_from(get_args(Role)),
    says=text,
    dates=st.booleans(),
    agrees=st.booleans(),
    recap=st.booleans(),
    reasons=names,
)
changes = st.builds(
    Change,
    what=st.sampled_from(["announced", "dated", "narrowed", "moved", "cancelled", "restored", "corrected"]),
    old=maybe_text,
    new=maybe_text,
    channel=maybe_text,
    post=maybe_text,
    posted=st.none() | utc,
)
events = st.builds(
    Event,
    id=st.text("0123456789abcdef", min_size=6, max_size=6),
    uid=st.uuids().map(str),
    calendar=st.just("default"),
    title=text,
    kind=st.sampled_from(get_args(Kind)),
    when=whens,
    status=st.sampled_from(["confirmed", "tentative", "cancelled"]),
    likely=st.none() | whens,
    concept=maybe_text,
    body=maybe_text,
    election=maybe_text,
    place=maybe_text,
    audience=names,
    conditional=st.booleans(),
    foreign=st.booleans(),
    titles=pairs,
    law=maybe_text,
    evidence=st.lists(evidences, max_size=3).map(tuple),
    history=st.lists(changes, max_size=3).map(tuple),
    notes=names,
    posts=number,
    revision=number,
    created=st.none() | utc,
    changed=st.none() | utc,
)

zones = st.sampled_from([ZoneInfo(name) for name in ("Europe/Minsk", "Africa/Cairo", "America/New_York", "UTC")])


def clocks(zone: ZoneInfo) -> st.SearchStrategy[datetime | None]:
    """Any local time of ``zone``, those that a change of clocks doubles or leaves out too."""
    return st.none() | st.datetimes(timezones=st.just(zone), allow_imaginary=True)


@st.composite
def mentions(draw: st.DrawFn, zone: ZoneInfo) -> Mention:
    times = st.none() | st.builds(Time, *[clocks(zone)] * 4, st.sampled_from(["day", "hour", "year"]))
    return draw(
        st.builds(
            Mention,
            channel=text,
            post=text,
            start=number,
            end=number,
            quote=text,
            timexes=st.lists(number, max_size=3).map(tuple),
            time=times,
            title=text,
            kind=st.sampled_from(get_args(Kind)),
            role=st.sampled_from(get_args(Role)),
            moved_from=times,
            hours=pairs,
            score=st.floats(0, 1),
            offset=st.none() | st.integers(-400, 400),
            marks=st.lists(st.tuples(number, number), max_size=3).map(tuple),
            refused=maybe_text,
        )
    )
