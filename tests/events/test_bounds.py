"""Bounds: what mentions state, what meets, and the laws that propagation keeps."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from events.said import ZONE, at, day, not_before, posted, says, since, until, within
from hypothesis import given
from hypothesis import strategies as st

from timeline.events.bounds import Bounds, amount, complete, edtf, implied, meet, narrow, stated
from timeline.times import Time

D = date.fromisoformat


def test_a_day_a_span_and_their_sides() -> None:
    assert stated(says("1", "x", day("2024-02-25")), ZONE) == Bounds.days(D("2024-02-25"))
    assert stated(says("1", "x", day("2024-02-20", "2024-02-24"), "span"), ZONE) == Bounds.days(
        D("2024-02-20"), D("2024-02-24")
    )
    assert stated(says("1", "x", since("2024-02-20"), "start"), ZONE) == Bounds(D("2024-02-20"), D("2024-02-20"))
    assert stated(says("1", "x", not_before("2024-02-20"), "start"), ZONE) == Bounds(D("2024-02-20"))
    assert stated(says("1", "x", until("2024-01-15"), "end"), ZONE) == Bounds(None, None, None, D("2024-01-15"))
    assert stated(says("1", "x", day("2024-01-15"), "end"), ZONE) == Bounds(
        None, None, D("2024-01-15"), D("2024-01-15")
    )
    assert stated(says("1", "x", None), ZONE) is None


def test_a_month_said_of_a_day_is_a_window_and_of_a_span_its_length() -> None:
    march = Time(at("2024-03-01"), at("2024-03-01"), at("2024-04-01"), at("2024-04-01"), grain="month")
    first, last = D("2024-03-01"), D("2024-03-31")
    assert stated(says("1", "x", march), ZONE) == Bounds(first, last, first, last)
    assert stated(says("1", "x", march, "span"), ZONE) == Bounds.days(first, last)


def test_days_are_local_and_an_end_at_an_hour_is_of_its_day() -> None:
    late = Time(None, None, None, at("2024-07-24", 18))
    assert stated(says("1", "x", late, "end"), ZONE) == Bounds(None, None, None, D("2024-07-24"))


def test_less_than_three_months_implies_more_than_two() -> None:
    mention = says("1", "x", within("2023-11-29", "2024-02-27"), "countdown", value="P3M", mod="LESS_THAN")
    assert implied(mention, posted("1", "2023-11-28").posted, ZONE) == Bounds(start_earliest=D("2024-01-29"))
    assert implied(mention, posted("1", None).posted, ZONE) is None


def test_more_than_a_month_implies_less_than_two() -> None:
    mention = says("1", "x", since("2024-02-11"), "countdown", value="P1M", mod="MORE_THAN")
    assert implied(mention, posted("1", "2024-01-10").posted, ZONE) == Bounds(start_latest=D("2024-03-09"))


@pytest.mark.parametrize(
    ("value", "mod"),
    [("P200000M", "LESS_THAN"), ("P900000W", "LESS_THAN"), ("P95701M", "MORE_THAN"), ("P999999999W", "MORE_THAN")],
)
def test_longer_than_any_calendar_implies_nothing(value: str, mod: str) -> None:
    mention = says("1", "x", since("2024-02-11"), "countdown", value=value, mod=mod)
    assert implied(mention, posted("1", "2024-11-28").posted, ZONE) is None


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("P3M", (3, "month")),
        ("P2Y", (24, "month")),
        ("P10D", (10, "day")),
        ("PT2H", (0, "")),
        ("P3M/P3M", (3, "month")),
        ("P2M/P3M", (0, "")),
    ],
)
def test_amounts(value: str, read: tuple[int, str]) -> None:
    assert amount(value) == read


def test_a_known_start_makes_a_last_possible_day_the_last_day() -> None:
    both = meet(Bounds(D("2023-12-17"), D("2023-12-17")), Bounds(None, None, None, D("2024-01-15")))
    assert both is not None
    assert complete(both) == Bounds.days(D("2023-12-17"), D("2024-01-15"))


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        (Bounds.days(D("2024-02-25")), "2024-02-25"),
        (Bounds.days(D("2024-02-20"), D("2024-02-24")), "2024-02-20/2024-02-24"),
        (Bounds(None, None, None, D("2024-01-15")), "../2024-01-15"),
        (Bounds(D("2025-11-10"), D("2025-11-10")), "2025-11-10/.."),
        (Bounds(D("2023-11-29"), D("2024-02-27"), D("2023-11-29"), D("2024-02-27")), "[2023-11-29..2024-02-27]"),
        (Bounds(), ""),
    ],
)
def test_bounds_are_written_in_edtf(bounds: Bounds, text: str) -> None:
    assert edtf(bounds) == text


DAYS = st.one_of(st.none(), st.integers(0, 40).map(lambda n: D("2024-02-01") + timedelta(days=n)))


@st.composite
def some_bounds(draw: st.DrawFn) -> Bounds:
    """Any bounds that are possible in themselves."""
    return draw(st.builds(Bounds, DAYS, DAYS, DAYS, DAYS).map(lambda b: meet(b, Bounds())).filter(bool))


def possible(bounds: Bounds) -> set[tuple[int, int]]:
    """All (first day, last day) pairs that the bounds allow, in a small world."""
    days = [D("2024-01-25") + timedelta(days=n) for n in range(55)]

    def fits(day: date, low: date | None, high: date | None) -> bool:
        return (low is None or low <= day) and (high is None or day <= high)

    return {
        (i, j)
        for i, first in enumerate(days)
        if fits(first, bounds.start_earliest, bounds.start_latest)
        for j, last in enumerate(days)
        if j >= i and fits(last, bounds.end_earliest, bounds.end_latest)
    }


@given(some_bounds(), some_bounds())
def test_meeting_allows_exactly_what_both_allow(a: Bounds, b: Bounds) -> None:
    joint = meet(a, b)
    assert (possible(joint) if joint is not None else set()) == possible(a) & possible(b)


@given(some_bounds(), some_bounds(), some_bounds())
def test_meeting_is_a_meet(a: Bounds, b: Bounds, c: Bounds) -> None:
    assert meet(a, a) == a
    assert meet(a, b) == meet(b, a)
    ab, bc = meet(a, b), meet(b, c)
    assert (ab and meet(ab, c)) == (bc and meet(a, bc))


@given(some_bounds(), st.lists(some_bounds(), max_size=4))
def test_evidence_that_agrees_never_widens(start: Bounds, further: list[Bounds]) -> None:
    steps = [start]
    for bounds in further:
        joint = meet(steps[-1], bounds)
        if joint is not None:
            steps.append(joint)
    assert all(possible(after) <= possible(before) for before, after in pairwise(steps))


@given(some_bounds(), st.lists(some_bounds(), max_size=4))
def test_what_is_implied_never_excludes_all_that_is_stated(certain: Bounds, soft: list[Bounds]) -> None:
    likely = narrow(certain, soft)
    if likely is not None:
        assert meet(likely, certain) == likely
        assert likely != certain


@given(some_bounds(), st.lists(some_bounds(), max_size=4), st.randoms(use_true_random=False))
def test_what_is_implied_does_not_depend_on_order(certain: Bounds, soft: list[Bounds], random) -> None:  # type: ignore[no-untyped-def]
    mixed = list(soft)
    random.shuffle(mixed)
    assert narrow(certain, mixed) == narrow(certain, soft)
