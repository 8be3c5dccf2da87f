"""Dates as a person reads them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from countdown.campaign import EARLY, VOTING, event, on

from timeline.countdown import dates
from timeline.countdown.left import look
from timeline.countdown.phrases import tongue
from timeline.events import When
from timeline.mentions import Kind


def shown(when: When, day: str, code: str = "ru", kind: Kind = "meeting") -> str:
    return dates.when(look(event("e", "Событие", kind, when), on(day)), tongue(code))


def between(a: str, b: str) -> When:
    first, last = date.fromisoformat(a), date.fromisoformat(b)
    return When(first, last, first, last)


@pytest.mark.parametrize(
    ("when", "day", "text"),
    [
        (When.days(date(2024, 2, 25)), "2023-11-28", "вс 25 фев 2024"),
        (When.days(date(2024, 2, 25)), "2024-01-01", "вс 25 фев"),
        (When.days(date(2024, 5, 6)), "2024-01-01", "пн 6 мая"),
        (When.days(date(2024, 2, 20), date(2024, 2, 24)), "2024-01-01", "20–24 фев"),
        (When.days(date(2024, 2, 20), date(2024, 2, 24)), "2023-01-01", "20–24 фев 2024"),
        (When.days(date(2023, 11, 21), date(2023, 12, 6)), "2023-11-28", "21 ноя – 6 дек"),
        (When.days(date(2023, 11, 21), date(2023, 12, 6)), "2024-11-28", "21 ноя – 6 дек 2023"),
        (When.days(date(2023, 12, 17), date(2024, 1, 15)), "2023-11-28", "17 дек – 15 янв 2024"),
        (When.days(date(2023, 12, 17), date(2024, 1, 15)), "2024-01-10", "17 дек 2023 – 15 янв"),
        (When.days(date(2023, 12, 17), date(2024, 1, 15)), "2025-01-10", "17 дек 2023 – 15 янв 2024"),
        (When(None, None, None, date(2024, 4, 25)), "2023-11-28", "до 25 апр 2024"),
        (When(date(2024, 3, 10), None, None, None), "2024-01-01", "не раньше 10 мар"),
        (When(date(2024, 3, 10), date(2024, 3, 10), None, None), "2024-01-01", "с 10 мар"),
        (When(date(2024, 3, 10), date(2024, 3, 10), None, date(2024, 4, 1)), "2024-01-01", "с 10 мар, не позже 1 апр"),
        (between("2024-03-10", "2024-04-20"), "2024-01-01", "между 10 мар и 20 апр"),
        (between("2024-03-10", "2024-04-20"), "2024-03-15", "до 20 апр"),  # what is left of the window
        (between("2024-03-10", "2024-04-20"), "2024-06-01", "между 10 мар и 20 апр"),
        (between("2024-03-01", "2024-03-31"), "2024-01-01", "март 2024"),
        (between("2024-02-01", "2024-02-29"), "2024-01-01", "февраль 2024"),
        (between("2024-02-01", "2024-02-28"), "2024-01-01", "между 1 фев и 28 фев"),
        (between("2025-01-01", "2025-12-31"), "2024-01-01", "2025 год"),
        (When(), "2024-01-01", "дата неизвестна"),
    ],
)
def test_days(when: When, day: str, text: str) -> None:
    assert shown(when, day) == text


def test_a_deadline_is_a_last_day_however_it_is_known() -> None:
    for when in (When.days(date(2024, 1, 15)), When(None, None, None, date(2024, 1, 15))):
        assert shown(when, "2024-01-10", kind="deadline") == "до 15 янв"


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("be", ["нд 25 лют 2024", "20–24 лют 2024", "да 25 кра 2024", "паміж 10 сак 2024 і 20 кра 2024"]),
        ("uk", ["нд 25 лют 2024", "20–24 лют 2024", "до 25 кві 2024", "між 10 бер 2024 і 20 кві 2024"]),
        ("en", ["Sun 25 Feb 2024", "20–24 Feb 2024", "by 25 Apr 2024", "between 10 Mar 2024 and 20 Apr 2024"]),
    ],
)
def test_in_other_languages(code: str, texts: list[str]) -> None:
    whens = [VOTING, EARLY, When(None, None, None, date(2024, 4, 25)), between("2024-03-10", "2024-04-20")]
    assert [shown(when, "2023-11-28", code) for when in whens] == texts


def hours(when: When, day: str, reader: str | None, code: str = "ru") -> str:
    zone = ZoneInfo(reader) if reader else None
    return dates.hours(look(event("e", "Событие", "meeting", when), on(day)), tongue(code), zone)


@pytest.mark.parametrize(
    ("when", "reader", "text"),
    [
        (VOTING, None, "08:00–20:00"),
        (VOTING, "Europe/Moscow", "08:00–20:00"),  # the same clocks
        (VOTING, "Asia/Tokyo", "08:00–20:00 (14:00–02:00 Tokyo)"),
        (VOTING, "Europe/Berlin", "08:00–20:00 (06:00–18:00 Berlin)"),
        (VOTING, "America/New_York", "08:00–20:00 (00:00–12:00 New York)"),
        (VOTING, "Pacific/Honolulu", "08:00–20:00 (сб 19:00–07:00 Honolulu)"),  # the day before
        (When(*[date(2024, 1, 10)] * 4, clock="15:00"), "UTC", "15:00 (12:00 UTC)"),
        (When(*[date(2024, 1, 10)] * 4, clock="15:00", clock_end="24:00"), "UTC", "15:00–24:00 (12:00–21:00 UTC)"),
        (
            When(*[date(2024, 2, 20)] * 4, hours=(("10:00", "14:00"), ("16:00", "19:00"))),
            None,
            "10:00–14:00, 16:00–19:00",
        ),
        (When.days(date(2024, 1, 1)), "UTC", ""),
    ],
)
def test_hours(when: When, reader: str | None, text: str) -> None:
    assert hours(when, "2023-11-28", reader) == text


def test_hours_elsewhere_follow_the_offset_of_their_day() -> None:
    """Minsk keeps its clocks all year, Berlin does not."""
    summer = When(*[date(2024, 7, 7)] * 4, clock="15:00")
    assert hours(summer, "2024-02-01", "Europe/Berlin") == "15:00 (14:00 Berlin)"


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-11-28", 3, "2024-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
        ("9999-12-01", 1, "9999-12-31"),
        ("0001-01-31", -1, "0001-01-01"),
        ("2024-02-25", -12 * 9999, "0001-01-01"),
    ],
)
def test_calendar_months(day: str, months: int, result: str) -> None:
    assert dates.add_months(date.fromisoformat(day), months).isoformat() == result
