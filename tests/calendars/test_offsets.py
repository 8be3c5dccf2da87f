"""Counting days as statutes do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import Counting, DayRule
from timeline.calendars.offsets import PLAIN, Offset, add_working_days, parse_offset

CLEAR = Counting(last="clear")


@pytest.mark.parametrize(
    ("text", "plain", "clear"),
    [
        ("70 days before", "2023-12-17", "2023-12-17"),
        ("no later than 40 days before", "2024-01-16", "2024-01-15"),
        ("ends 40 days before", "2024-01-16", "2024-01-15"),
        ("begins 40 days before", "2024-01-16", "2024-01-16"),
        ("no earlier than 5 days before", "2024-02-20", "2024-02-20"),
        ("1 day before", "2024-02-24", "2024-02-24"),
        ("the day before", "2024-02-24", "2024-02-24"),
        ("on the day", "2024-02-25", "2024-02-25"),
        ("no later than 5 days after", "2024-03-01", "2024-03-01"),
        ("60 days after", "2024-04-25", "2024-04-25"),
        ("2 weeks after", "2024-03-10", "2024-03-10"),
        ("no later than 1 week before", "2024-02-18", "2024-02-17"),
        ("No  Later than 2 Months AFTER", "2024-04-25", "2024-04-25"),
        ("1 year before", "2023-02-25", "2023-02-25"),
    ],
)
def test_counting_from_the_single_voting_day(text: str, plain: str, clear: str) -> None:
    offset = parse_offset(text)
    assert offset.day(date(2024, 2, 25), PLAIN) == date.fromisoformat(plain)
    assert offset.day(date(2024, 2, 25), CLEAR) == date.fromisoformat(clear)


@pytest.mark.parametrize(
    "text", ["", "soon", "ten days before", "10 days", "-5 days before", "10 moons before", "before"]
)
def test_what_is_no_offset(text: str) -> None:
    with pytest.raises(ValueError, match="write it like"):
        parse_offset(text)


def test_months_are_clipped_at_the_end_of_a_month() -> None:
    assert parse_offset("1 month after").day(date(2024, 1, 31), PLAIN) == date(2024, 2, 29)
    assert parse_offset("1 month before").day(date(2023, 3, 31), PLAIN) == date(2023, 2, 28)
    assert parse_offset("1 year after").day(date(2024, 2, 29), PLAIN) == date(2025, 2, 28)


def test_a_count_that_leaves_the_calendar_is_no_day() -> None:
    with pytest.raises(ValueError, match="outside"):
        parse_offset("2 months before").day(date(1, 1, 15), PLAIN)
    with pytest.raises(ValueError, match="outside"):
        parse_offset("9999 weeks after").day(date(9990, 1, 1), PLAIN)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-500, 500), st.integers(1, 400))
def test_days_move_with_their_anchor(anchor: date, shift: int, n: int) -> None:
    for text in (f"no later than {n} days before", f"begins {n} days before", f"{n} weeks after"):
        offset = parse_offset(text)
        moved = offset.day(anchor + timedelta(shift), CLEAR)
        assert moved - offset.day(anchor, CLEAR) == timedelta(shift)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 9999))
def test_clear_counting_leaves_that_many_full_days_between(anchor: date, n: int) -> None:
    last = Offset(-n, "day", "last").day(anchor, CLEAR) if n else anchor - timedelta(1)
    assert (anchor - last).days - 1 == n


@given(st.builds(Offset, st.integers(-999, 999).filter(bool), st.sampled_from(["day", "working day", "week", "month"])))
def test_an_offset_reads_back_as_written(offset: Offset) -> None:
    assert parse_offset(str(offset)) == offset


def test_working_days_leave_out_weekends_holidays_and_moved_days() -> None:
    friday = date(2024, 3, 8)
    assert add_working_days(date(2024, 3, 7), 1, None) == friday
    assert add_working_days(date(2024, 3, 7), 1, "BY") == date(2024, 3, 11), "8 March is a holiday in Belarus"
    assert add_working_days(date(2024, 5, 17), 1, "BY") == date(2024, 5, 18), "a Saturday worked for Monday the 13th"
    assert add_working_days(date(2024, 5, 14), -1, "BY") == date(2024, 5, 10)
    assert parse_offset("10 working days before").day(date(2024, 6, 3), PLAIN) == date(2024, 5, 20)
    with pytest.raises(ValueError, match="ZZ"):
        add_working_days(friday, 1, "ZZ")


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("last Sunday of February", ["2024-02-25", "2028-02-27", "2029-02-25"]),
        ("second Sunday of September", ["2025-09-14", "2024-09-08"]),
        ("Tuesday after first Monday of November", ["2024-11-05", "2022-11-08", "2032-11-02"]),
        ("first Monday of May", ["2023-05-01"]),
        ("Sunday after last Sunday of March", ["2024-04-07"]),
    ],
)
def test_days_by_rule(rule: str, days: list[str]) -> None:
    for day in map(date.fromisoformat, days):
        assert DayRule(rule).day(day.year) == day


@pytest.mark.parametrize(
    "rule", ["", "last Funday of February", "fifth Sunday of May", "last Sunday", "last Sunday of Feb"]
)
def test_what_is_no_day_rule(rule: str) -> None:
    with pytest.raises(ValueError, match="write it like"):
        DayRule(rule)
