"""Undated posts: each finds its interval from its order and from the known dates that posts count to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from events.said import CALENDAR, ZONE, at, day, posted, says, within
from hypothesis import given
from hypothesis import strategies as st

from timeline.events import Event, build
from timeline.events.placing import Placed, place, settle
from timeline.mentions import Mention
from timeline.posts import Post, Posted

D = date.fromisoformat
VOTE = says("0", "Выборы Совета", day("2024-03-31"), concept="election-day")


def dump(length: int, **pinned: Posted) -> list[Post]:
    posts = [posted(str(n), None, position=n) for n in range(length)]
    return [
        Post(channel=p.channel, id=p.id, text="", posted=pinned.get(f"p{p.id}", p.posted), position=p.position)
        for p in posts
    ]


def left(post: str, value: str, mod: str | None, **more: object) -> Mention:
    return says(post, "Выборы Совета", None, "countdown", concept="election-day", value=value, mod=mod, **more)  # type: ignore[arg-type]


def days(placed: Placed) -> tuple[str | None, str | None]:
    ends = (placed.posted.earliest, placed.posted.latest)
    low, high = (None if end is None else str(end.astimezone(ZONE).date()) for end in ends)
    return low, high


def likely(placed: Placed) -> tuple[str | None, str | None] | None:
    if placed.likely is None:
        return None
    low, high = (None if end is None else str(end) for end in placed.likely)
    return low, high


def placed(posts: list[Post], *mentions: Mention, known: list[Event] | None = None) -> dict[str, Placed]:
    events = build([VOTE, *mentions], posts, CALENDAR) if known is None else known
    return {post: found for (_, post), found in place(posts, [VOTE, *mentions], events, CALENDAR).items()}


def test_less_than_three_months_bounds_its_post_and_orders_the_others() -> None:
    found = placed(dump(4), left("2", "P3M", "LESS_THAN"))
    assert {post: days(one) for post, one in found.items()} == {
        "0": (None, "2024-03-30"),
        "1": (None, "2024-03-30"),
        "2": ("2024-01-01", "2024-03-30"),
        "3": ("2024-01-01", "2024-03-30"),
    }
    assert likely(found["2"]) == ("2024-01-01", "2024-01-30")
    assert all(one.posted.quality == "bounded" for one in found.values())


def test_it_is_explained_in_words() -> None:
    found = placed(dump(4), left("2", "P3M", "LESS_THAN", quote="До выборов меньше трёх месяцев!"))
    assert "До выборов меньше трёх месяцев!" in found["3"].why[0]
    assert "2024-03-31" in found["3"].why[0]
    assert any("после сообщения № 3" in reason for reason in found["3"].why)
    assert any("перед сообщением № 3" in reason for reason in found["0"].why)


@pytest.mark.parametrize(
    ("value", "mod", "interval", "narrower"),
    [
        ("P2W", "LESS_THAN", ("2024-03-18", "2024-03-30"), ("2024-03-18", "2024-03-23")),
        ("P1M", "MORE_THAN", (None, "2024-02-28"), ("2024-02-01", "2024-02-28")),
        ("P10D", None, ("2024-03-20", "2024-03-22"), None),
        ("P10D", "EQUAL_OR_LESS", ("2024-03-21", "2024-03-30"), None),
        ("P10D", "EQUAL_OR_MORE", (None, "2024-03-21"), None),
    ],
)
def test_what_remaining_times_say(
    value: str, mod: str | None, interval: tuple[str | None, str], narrower: tuple[str | None, str] | None
) -> None:
    found = placed(dump(1), left("0", value, mod))["0"]
    assert (days(found), likely(found)) == (interval, narrower)


@pytest.mark.parametrize("value", ["P300000W", "P30000M", "P9999999D"])
@pytest.mark.parametrize("mod", [None, "LESS_THAN", "MORE_THAN", "EQUAL_OR_MORE", "APPROX"])
def test_longer_than_any_calendar_places_nothing(value: str, mod: str | None) -> None:
    assert placed(dump(1), left("0", value, mod)) == placed(dump(1))


def test_about_is_only_likely() -> None:
    found = placed(dump(1), left("0", "P10D", "APPROX"))["0"]
    assert found.posted.quality == "unknown"
    assert likely(found) == ("2024-03-18", "2024-03-24")


def test_a_pinned_post_tightens_its_neighbours() -> None:
    found = placed(dump(4, p1=Posted.assumed(at("2024-02-10", 12))), left("2", "P3M", "LESS_THAN"))
    assert days(found["0"]) == (None, "2024-02-10")
    assert days(found["2"]) == ("2024-02-10", "2024-03-30")
    assert "1" not in found


def test_posts_that_were_given_an_interval_keep_within_it() -> None:
    between = Posted.between(at("2024-01-15"), at("2024-02-20"))
    found = placed(dump(3, p0=between, p1=between, p2=between), left("1", "P2M", "LESS_THAN"))
    assert days(found["1"]) == ("2024-02-01", "2024-02-20")
    assert days(found["2"]) == ("2024-02-01", "2024-02-20")
    assert "0" not in found, "nothing is known of it that was not given"


def test_a_countdown_that_contradicts_a_pinned_post_is_left_out() -> None:
    found = placed(dump(3, p0=Posted.assumed(at("2024-04-10", 12))), left("1", "P3M", "LESS_THAN"))
    assert days(found["1"]) == ("2024-04-10", None)


def test_what_is_told_as_ahead_or_past_is_only_likely() -> None:
    meeting = says("1", "Заседание", day("2024-02-12"), tense="past")
    found = placed(dump(2), meeting, known=[])
    assert found["1"].posted.quality == "unknown"
    assert likely(found["1"]) == ("2024-02-12", "2024-03-31")
    assert likely(found["0"]) == (None, "2024-03-31")


def test_a_countdown_to_nothing_known_places_nothing() -> None:
    assert place(dump(2), [left("0", "P3M", "LESS_THAN")], [], CALENDAR) == {}


def test_two_elections_that_it_could_mean_place_nothing() -> None:
    council = says("1", "Выборы Совета Республики", day("2024-05-05"), concept="election-day", body="council")
    other = says("1", "Выборы депутатов", day("2024-03-31"), concept="election-day", body="deputies")
    events = build([council, other], dump(3), CALENDAR)
    assert place(dump(3), [left("2", "P3M", "LESS_THAN")], events, CALENDAR) == {}
    named = left("2", "P3M", "LESS_THAN", body="council")
    assert days(place(dump(3), [named], events, CALENDAR)["cec", "2"]) == ("2024-02-06", "2024-05-04")


def test_of_two_elections_its_own_channel_announced_the_one_it_counts_to() -> None:
    other = says("1", "Выборы Думы", day("2024-05-05"), concept="election-day", body="duma", channel="other")
    own = says("1", "Выборы депутатов", day("2024-03-31"), concept="election-day", body="deputies")
    posts = [*dump(3), posted("1", "2024-01-05", channel="other")]
    events = build([other, own], posts, CALENDAR)
    assert days(place(posts, [left("2", "P3M", "LESS_THAN")], events, CALENDAR)["cec", "2"]) == (
        "2024-01-01",
        "2024-03-30",
    )


def test_dated_posts_are_not_placed() -> None:
    posts = [posted(str(n), "2024-01-05", position=n) for n in range(2)]
    assert placed(posts, left("1", "P3M", "LESS_THAN")) == {}


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9),
            st.sampled_from(["P1M", "P3M", "P2W", "P40D"]),
            st.sampled_from(["LESS_THAN", "MORE_THAN", None]),
        ),
        max_size=6,
    ),
    st.dictionaries(st.integers(0, 9), st.integers(0, 200), max_size=3),
)
def test_intervals_are_in_order_and_never_empty(
    counts: list[tuple[int, str, str | None]], pins: dict[int, int]
) -> None:
    pinned = {
        f"p{n}": Posted.assumed(datetime(2023, 10, 1, 12, tzinfo=ZONE) + timedelta(days=d)) for n, d in pins.items()
    }
    posts = dump(10, **pinned)
    found = placed(posts, *(left(str(n), value, mod) for n, value, mod in counts))
    ends = [found[str(n)].posted for n in range(10) if str(n) in found]
    lows = [one.earliest for one in ends if one.earliest]
    highs = [one.latest for one in ends if one.latest]
    assert lows == sorted(lows)
    assert highs == sorted(highs)
    assert all(one.earliest <= one.latest for one in ends if one.earliest and one.latest)


def test_settling_reads_what_a_placed_post_says_anew() -> None:
    """ "Today" in a post that is known to lie somewhere has the width of that interval."""
    read: list[Post] = []

    def again(post: Post) -> list[Mention]:
        read.append(post)
        first, last = days(Placed(post.posted))
        assert last is not None
        return [says(post.id, "Приём граждан", within(first or "2024-01-01", last), kind="other")]

    posts = dump(3)
    mentions, settled = settle([VOTE, left("1", "P3M", "LESS_THAN")], posts, CALENDAR, again)
    assert [post.posted.quality for post in settled] == ["bounded"] * 3
    assert {post.id for post in read} == {"0", "1", "2"}
    assert {m.post for m in mentions} == {"0", "1", "2"}
    assert all(post.placed for post in settled)
    assert settle(mentions[:0], posts, CALENDAR, again) == ([], posts)


def test_settling_leaves_dated_posts_alone() -> None:
    posts = [posted(str(n), "2024-01-05") for n in range(2)]

    def never(post: Post) -> list[Mention]:
        raise AssertionError(post)

    assert settle([VOTE], posts, CALENDAR, never) == ([VOTE], posts)
