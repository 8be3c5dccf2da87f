"""EDTF: four digits for every year, and what is written is read as the same days; nothing else is read at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from expressions.notation import ZONE
from expressions.test_properties import at
from hypothesis import given
from hypothesis import strategies as st

from timeline.expressions import find
from timeline.times import resolve
from timeline.times.edtf import edtf_days, edtf_window, read_days

DAYS = st.dates(date(1, 1, 2), date(9999, 12, 30))


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


@given(st.none() | DAYS, st.none() | DAYS)
def test_what_is_written_is_read_as_the_same_days(one: date | None, other: date | None) -> None:
    first, last = sorted((one, other)) if one and other else (one, other)
    opens, closes = first and midnight(first), last and midnight(last + timedelta(days=1))
    for write in (edtf_days, edtf_window):
        written = write(opens, closes)
        assert (read_days(written) if written else (None, None)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "..",
        "../..",
        "[]",
        "[..]",
        "2024",
        "2024-02-30",
        "2024-2-3",
        "2024-02-25\n",
        "[2024-02-25",
        "a2024-02-25",
    ],
)
def test_what_is_no_day_interval_or_window_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_days(text)


@pytest.mark.parametrize(
    ("text", "value", "edtf"),
    [
        ("Это было больше 1500 лет назад.", "../0524-02-04", "[..0524-02-04]"),
        ("Так живут последние 2000 лет.", "0024-02-05/2024-02-05", "0024-02-05/2024-02-04"),
    ],
)
def test_a_year_of_antiquity_has_four_digits(text: str, value: str, edtf: str) -> None:
    (one,) = resolve(text, find(text, "ru"), at(date(2024, 2, 5)), ZONE)
    assert (one.value, one.edtf) == (value, edtf)
