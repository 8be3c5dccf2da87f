"""The chain of what was known of an event's days, drawn on one scale."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.countdown.chain import chain
from timeline.events import Change


def steps(*said: str) -> list[Change]:
    return [
        Change(what="dated", old=None, new=new, channel="c", post=str(number), posted=None)
        for number, new in enumerate(said)
    ]


def test_bars_become_shorter_as_posts_narrow_a_window() -> None:
    drawn = chain(steps("[2024-01-11..2024-03-09]", "[2024-02-13..2024-03-09]", "2024-02-25"))
    lengths = [len(bar.strip()) for bar, _ in drawn]
    assert lengths[0] > lengths[1] > lengths[2] == 1
    starts = [len(bar) - len(bar.lstrip()) for bar, _ in drawn]
    assert starts[0] < starts[1] < starts[2]
    assert [change.post for _, change in drawn] == ["0", "1", "2"]


def test_a_move_shows_where_it_went_and_an_open_side_as_open() -> None:
    (left, _), (moved, _) = chain(steps("2024-03-12", "2024-03-14"))
    assert left.index("■") < moved.index("■")
    (bar, _), _ = chain(steps("../2024-01-15", "2023-12-17/2024-01-15"))
    assert bar.startswith("‹")
    assert bar.rstrip().endswith("┤")


def test_one_step_or_none_is_no_chain() -> None:
    assert chain(steps("2024-03-12")) == []
    assert chain(steps("2024-03-12", "2024-03-12")) == []
    assert chain(steps("", "title \x1b[2J", "2024-03-12")) == []


@given(
    st.lists(st.tuples(st.dates(), st.dates()).map(sorted), min_size=2, max_size=6),
    st.integers(0, 200),
    st.sampled_from(["[{}..{}]", "{}/{}", "../{1}", "{0}/..", "{0}"]),
)
def test_every_bar_fits_its_columns(days: list[list[object]], width: int, written: str) -> None:
    drawn = chain(steps(*(written.format(*pair) for pair in days)), width)
    assert len({len(bar) for bar, _ in drawn}) <= 1
    assert all(bar.strip() for bar, _ in drawn)
    assert all(len(bar) <= 44 for bar, _ in drawn)
