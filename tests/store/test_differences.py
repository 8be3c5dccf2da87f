"""How days and hours are written in the log and in summaries."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.events import When
from timeline.store.differences import clock, days

A, B = date(2024, 2, 20), date(2024, 2, 24)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (When.days(A), "2024-02-20"),
        (When.days(A, B), "2024-02-20 to 2024-02-24"),
        (When(end_latest=B), "by 2024-02-24"),
        (When(A, A), "from 2024-02-20"),
        (When(start_earliest=A), "not before 2024-02-20"),
        (When(A, B, A, B), "between 2024-02-20 and 2024-02-24"),
        (When(A, A, None, B), "2024-02-20 to 2024-02-24 at the latest"),
        (When(), "no date"),
    ],
)
def test_days(when: When, text: str) -> None:
    assert days(when) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (When(clock="15:00"), "15:00"),
        (When(clock="10:00", clock_end="14:00"), "10:00–14:00"),
        (When(clock_end="18:00"), "until 18:00"),
        (When(hours=(("08:00", "14:00"), ("16:00", "20:00"))), "08:00–14:00, 16:00–20:00"),
        (When(), None),
    ],
)
def test_clock(when: When, text: str | None) -> None:
    assert clock(when) == text
