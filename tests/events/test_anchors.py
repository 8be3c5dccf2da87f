"""Events counted from other events: they follow when the anchor moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from events.said import CALENDAR, day, posted, says
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import Counting
from timeline.events import Event, build
from timeline.events.anchors import counted
from timeline.mentions import Mention

POSTS = [posted(str(n), f"2024-01-{n:02}") for n in range(1, 29)]
BELARUS = replace(CALENDAR, counting=Counting(first="plain", last="clear"))
D = date.fromisoformat

VOTE = says("1", "Голосование", day("2024-02-25"), concept="election-day", body="deputies")
LISTS = says(
    "2",
    "Списки избирателей",
    None,
    "start",
    concept="voter-lists",
    kind="other",
    anchor="election-day",
    offset=-15,
)
STATIONS = says(
    "2", "Участки", None, "end", concept="polling-stations", kind="deadline", anchor="election-day", offset=-45
)


def of(concept: str, *mentions: Mention) -> Event:
    return next(e for e in build(mentions, POSTS, BELARUS) if e.concept == concept)


def test_a_first_day_is_counted_plainly_and_a_last_day_by_the_country() -> None:
    assert of("voter-lists", VOTE, LISTS).when.start == D("2024-02-10")
    stations = of("polling-stations", VOTE, STATIONS)
    assert (stations.when.end, stations.bound) == (D("2024-01-10"), "upper-bound")


def test_without_its_anchor_an_offset_is_no_event() -> None:
    assert build([LISTS, STATIONS], POSTS, BELARUS) == []


def test_what_a_post_recalls_is_counted_from_in_that_post_alone() -> None:
    held = replace(VOTE, post="2", recap=True)
    protocols = replace(STATIONS, concept="protocols", offset=10)
    assert of("protocols", held, protocols).when.end == D("2024-03-06")
    assert build([replace(held, post="3"), protocols], POSTS, BELARUS) == []
    another = replace(held, time=day("2024-01-14"))
    assert build([held, another, protocols], POSTS, BELARUS) == [], "which of the two is meant"


def test_the_anchor_moves_and_what_hangs_on_it_moves_too() -> None:
    move = says("3", "Голосование", day("2024-03-03"), "moved-to", concept="election-day", moved_from=day("2024-02-25"))
    assert of("voter-lists", VOTE, LISTS, move).when.start == D("2024-02-17")


@given(st.integers(-300, 300), st.integers(-90, 90), st.sampled_from(["at", "start", "end"]))
def test_moving_an_anchor_by_d_days_moves_a_day_offset_by_d(shift: int, offset: int, role: str) -> None:
    mention = replace(LISTS, role=role, offset=offset)  # type: ignore[arg-type]
    before = counted(mention, D("2024-02-25"), D("2024-02-25"), BELARUS)
    after = counted(mention, D("2024-02-25") + timedelta(days=shift), D("2024-02-25") + timedelta(days=shift), BELARUS)
    assert [a and (a - b).days for a, b in zip(after, before, strict=True) if b] == [shift for b in before if b]


def test_an_anchor_of_the_same_body_is_preferred() -> None:
    council = says("1", "Выборы", day("2024-04-04"), concept="election-day", body="council", start=50)
    assert of("voter-lists", VOTE, council, replace(LISTS, body="council")).when.start == D("2024-03-20")
    assert of("voter-lists", VOTE, council, replace(LISTS, body="deputies")).when.start == D("2024-02-10")


def test_a_stated_day_outranks_a_counted_one() -> None:
    stated = says("1", "Списки избирателей", day("2024-02-09"), "start", concept="voter-lists", kind="other", start=90)
    for mentions in ((VOTE, LISTS, stated), (stated, LISTS, VOTE)):
        lists = of("voter-lists", *mentions)
        assert lists.when.start == D("2024-02-09")


def test_a_chain_of_anchors() -> None:
    complaints = says("4", "Жалобы", None, "end", kind="deadline", anchor="voter-lists", offset=3)
    lists = replace(LISTS, role="at")
    found = build([VOTE, lists, complaints], POSTS, BELARUS)
    assert [e.when.end for e in found if e.title == "Жалобы"] == [D("2024-02-13")]


def test_another_countrys_election_is_no_anchor() -> None:
    assert [e.concept for e in build([replace(VOTE, foreign=True), LISTS], POSTS, BELARUS)] == ["election-day"]


def test_another_bodys_election_is_an_anchor_only_where_the_post_speaks_of_it() -> None:
    told = {"concept": "election-day", "body": "council", "anchor": "election-day", "offset": -10}
    council = says("1", "Выборы Совета", None, start=60, **told)
    found = build([VOTE, council], POSTS, BELARUS)
    assert [str(e.when.start) for e in found] == ["2024-02-15", "2024-02-25"]
    assert len(build([VOTE, replace(council, post="2")], POSTS, BELARUS)) == 1
