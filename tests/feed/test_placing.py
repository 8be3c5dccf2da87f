"""Where an event goes in a calendar of days and hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from feed.samples import MINSK, SAMPLES, event

from timeline.events import Event, When
from timeline.feed.placing import LONGEST_WINDOW, place

BY_NAME = {item.id: item for item in SAMPLES}
D = date.fromisoformat


@pytest.mark.parametrize(
    ("name", "form", "start", "end"),
    [
        ("voting", "days", D("2024-02-25"), D("2024-02-26")),
        ("early", "days", D("2024-02-20"), D("2024-02-25")),
        ("papers", "last", D("2024-01-15"), D("2024-01-16")),
        ("start", "first", D("2024-01-25"), D("2024-01-26")),
        ("short", "window", D("2024-02-01"), D("2024-02-11")),
        ("wide", "by", D("2024-02-27"), D("2024-02-28")),
        ("assembly", "by", D("2024-04-25"), D("2024-04-26")),
        ("after", "from", D("2024-02-26"), D("2024-02-27")),
    ],
)
def test_days(name: str, form: str, start: date, end: date) -> None:
    at = place(BY_NAME[name], MINSK)
    assert at is not None
    assert (at.form, at.start, at.end) == (form, start, end)
    assert at.all_day


@pytest.mark.parametrize("when", [When.days(date.max), When(end_latest=date.max), When(date.max, date.max)])
def test_the_very_last_day_has_no_end_that_could_be_written(when: When) -> None:
    assert place(event(when=when), MINSK) is None


@pytest.mark.parametrize(
    ("clock", "clock_end", "start", "end"),
    [
        ("15:00", None, "2024-02-25T15:00+03:00", "2024-02-25T16:00+03:00"),
        ("09:05", "10:00", "2024-02-25T09:05+03:00", "2024-02-25T10:00+03:00"),
        ("20:00", "24:00", "2024-02-25T20:00+03:00", "2024-02-26T00:00+03:00"),
        ("22:00", "02:00", "2024-02-25T22:00+03:00", "2024-02-26T02:00+03:00"),
        ("24:00", None, "2024-02-26T00:00+03:00", "2024-02-26T01:00+03:00"),
    ],
)
def test_a_stated_clock(clock: str, clock_end: str | None, start: str, end: str) -> None:
    on = date(2024, 2, 25)
    at = place(event(kind="meeting", when=When(on, on, on, on, clock=clock, clock_end=clock_end)), MINSK)
    assert at is not None
    assert (at.start, at.end) == (datetime.fromisoformat(start), datetime.fromisoformat(end))
    assert at.open_ended is (clock_end is None)
    assert not at.all_day


def test_hours_over_several_days_are_one_all_day_entry() -> None:
    on, off = date(2024, 2, 20), date(2024, 2, 24)
    at = place(event(when=When(on, on, off, off, clock="12:00", clock_end="19:00")), MINSK)
    assert at is not None
    assert at.all_day


@pytest.mark.parametrize("clock_end", [None, "20:00"])
def test_the_hours_of_a_voting_day_are_not_an_appointment(clock_end: str | None) -> None:
    on = date(2024, 2, 25)
    at = place(event(when=When(on, on, on, on, clock="08:00", clock_end=clock_end)), MINSK)
    assert at is not None
    assert (at.form, at.start, at.end) == ("days", on, date(2024, 2, 26))


def test_a_deadline_on_a_known_day_is_a_last_day() -> None:
    at = place(event(kind="deadline", when=When.days(date(2024, 1, 15))), MINSK)
    assert at is not None
    assert (at.form, at.start) == ("last", date(2024, 1, 15))


def test_nothing_known_goes_nowhere() -> None:
    assert place(BY_NAME["nowhen"], MINSK) is None


def window(days: int) -> Event:
    first = date(2024, 2, 1)
    last = first + timedelta(days=days - 1)
    return event(when=When(first, last, first, last))


def test_how_wide_a_window_may_be() -> None:
    fits, too_wide = place(window(LONGEST_WINDOW), MINSK), place(window(LONGEST_WINDOW + 1), MINSK)
    assert fits is not None
    assert too_wide is not None
    assert (fits.form, fits.wide) == ("window", False)
    assert (too_wide.form, too_wide.wide) == ("by", True)


def test_until_when_something_can_be_done_is_not_by_when_it_will_be_over() -> None:
    """ "Документы принимаются до 15 января" is a last day; "выборы пройдут до 15 января" names no day."""
    until = When(end_latest=date(2024, 1, 15))
    forms = {kind: place(event(kind=kind, when=until), MINSK) for kind in ("nomination", "deadline", "election-day")}
    assert {kind: at.form for kind, at in forms.items() if at} == {
        "nomination": "last",
        "deadline": "last",
        "election-day": "by",
    }


def test_a_stage_whose_end_is_stated_and_whose_start_is_not() -> None:
    at = place(
        event(kind="nomination", when=When(D("2023-12-01"), D("2023-12-20"), D("2024-01-15"), D("2024-01-15"))), MINSK
    )
    assert at is not None
    assert (at.form, at.start) == ("last", D("2024-01-15"))
