"""Laws of reasoning about time, on whole events: order-free, idempotent, monotone; nothing stated goes unreported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from itertools import pairwise

from edtf import parse_edtf
from events.said import CALENDAR, ZONE, day, posted, says, since, until, within
from events.test_bounds import some_bounds
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.events import Event, build
from timeline.events.bounds import OPEN, Bounds, complete, edtf, meet, stated
from timeline.mentions import Mention
from timeline.posts import Post

TRUE = date(2024, 3, 15)
POSTS = [posted(str(n), f"2024-01-{n:02}") for n in range(1, 29)]
TITLE = "Заседание комиссии по вопросам подготовки бюллетеней"


def near(days: int) -> str:
    return (TRUE + timedelta(days=days)).isoformat()


@st.composite
def true_statements(draw: st.DrawFn) -> list[Mention]:
    """Windows of all widths around one day, each in a post of its own: none contradicts another."""
    widths = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6))
    return [
        says(str(number), TITLE, within(near(-before), near(after)) if before or after else day(near(0)))
        for number, (before, after) in enumerate(widths, 1)
    ]


def one(mentions: list[Mention], posts: list[Post] | None = None) -> Event:
    (event,) = build(mentions, posts or POSTS, CALENDAR)
    return event


@given(true_statements())
def test_an_event_is_where_all_that_agrees_allows_it(mentions: list[Mention]) -> None:
    """The fixed point is the meet of all of them, and it holds the day that all of them are true of."""
    bounds = [stated(mention, ZONE) for mention in mentions]
    known = reduce(lambda a, b: meet(a, b or OPEN) or OPEN, bounds, OPEN)
    event = one(mentions)
    assert Bounds.of(event.when) == complete(known)
    assert meet(Bounds.of(event.when), Bounds.days(TRUE)) == Bounds.days(TRUE)
    assert all(piece.agrees for piece in event.evidence)
    assert event.notes == ()


@given(true_statements(), st.randoms(use_true_random=False))
def test_the_order_of_mentions_and_of_posts_changes_no_day(mentions: list[Mention], random) -> None:  # type: ignore[no-untyped-def]
    keys = [mention.post for mention in mentions]
    random.shuffle(keys)
    told_otherwise = [replace(mention, post=key) for mention, key in zip(mentions, keys, strict=True)]
    random.shuffle(told_otherwise)
    assert one(told_otherwise).when == one(mentions).when


@given(true_statements(), st.data())
def test_what_is_said_again_changes_no_day(mentions: list[Mention], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(mentions), max_size=5))
    repeated = [replace(mention, post=str(20 + number)) for number, mention in enumerate(again)]
    assert one([*mentions, *repeated]).when == one(mentions).when


@given(true_statements())
def test_evidence_that_agrees_never_widens_an_event(mentions: list[Mention]) -> None:
    steps = [Bounds.of(one(mentions[: number + 1]).when) for number in range(len(mentions))]
    for before, after in pairwise(steps):
        assert meet(before, after) == after


@st.composite
def any_statements(draw: st.DrawFn) -> list[Mention]:
    """Whatever posts may say of the nomination of deputies, contradictions, moves and all."""
    mentions = []
    for number in range(1, draw(st.integers(2, 7)) + 1):
        low = draw(st.integers(0, 20))
        first, last = near(low), near(low + draw(st.integers(0, 10)))
        role, time = draw(
            st.sampled_from(
                [
                    ("span", day(first, last)),
                    ("end", until(last)),
                    ("end", day(last)),
                    ("start", since(first)),
                    ("at", within(first, last)),
                    ("moved-to", day(first, last)),
                ]
            )
        )
        revises = role == "end" and draw(st.booleans())
        mentions.append(
            says(str(number), "Выдвижение", time, role, concept="nomination", body="deputies", revises=revises)  # type: ignore[arg-type]
        )
    return mentions


@given(any_statements())
def test_each_stated_bound_holds_in_the_result_or_is_reported(mentions: list[Mention]) -> None:
    """Reported: the sentence is marked as not agreeing, and a note names what it says, or a move took its place."""
    built = build(mentions, POSTS, CALENDAR)
    heard = {(piece.post, piece.start): (event, piece) for event in built for piece in event.evidence}
    for mention in mentions:
        event, piece = heard[mention.post, mention.start]
        bounds, final = stated(mention, ZONE), Bounds.of(event.when)
        assert bounds is not None
        holds = meet(bounds, final) is not None
        inside = final.low is not None and final.high is not None and bounds.low is not None and bounds.high is not None
        inside = inside and bounds.exact and final.low <= bounds.low and bounds.high <= final.high  # type: ignore[operator]
        assert piece.agrees == (holds or inside)
        if not piece.agrees:
            said = (piece.says, edtf(complete(bounds)))
            told = any(text in note for note in event.notes for text in said)
            moved = any(other.what in ("moved", "corrected") for other in event.history)
            assert told or moved, (piece.says, event.notes, event.history)


@given(any_statements())
def test_an_event_never_ends_before_it_begins(mentions: list[Mention]) -> None:
    for event in build(mentions, POSTS, CALENDAR):
        assert meet(Bounds.of(event.when), OPEN) is not None


@given(some_bounds())
def test_bounds_that_are_written_in_edtf_read_back(bounds: Bounds) -> None:
    """By another's reader: the first day that the event can touch, and the last; an open side stays open."""
    text = edtf(bounds)
    first, last = bounds.start_earliest, bounds.end_latest
    assume(first is not None or last is not None)
    if first is None or last is None:
        read = parse_edtf(text)
        if bounds.floor:
            assert (str(read.objects[0]), len(read.objects)) == (f"{first}..", 1)
        else:
            assert (str(read.lower), str(read.upper)) == (str(first or ".."), str(last or ".."))
        return
    read = parse_edtf(text)
    assert read.lower_strict()[:3] == first.timetuple()[:3]
    assert read.upper_strict()[:3] == last.timetuple()[:3]
    assert (text[0] == "[") == (bounds.start is None)
