"""What a row says: the time left in words, never rounded in the reader's favour."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from countdown.campaign import ASSEMBLY, EARLY, FORMED, VOTING, event, on
from hypothesis import given
from hypothesis import strategies as st

from timeline.countdown import wording
from timeline.countdown.dates import add_months
from timeline.countdown.left import Moment, look
from timeline.countdown.phrases import tongue
from timeline.events import When
from timeline.events.event import Status
from timeline.mentions import Kind


def left(when: When, moment: Moment, code: str = "ru", kind: Kind = "meeting", status: Status = "confirmed") -> str:
    return wording.left(look(event("e", "Событие", kind, when, status=status), moment), tongue(code))


@pytest.mark.parametrize(
    ("when", "day", "clock", "ru", "be", "en"),
    [
        (VOTING, "2023-11-28", None, "89 дней", "89 дзён", "89 days"),
        (VOTING, "2023-12-06", None, "81 день", "81 дзень", "81 days"),
        (EARLY, "2023-11-28", None, "84 дня", "84 дні", "84 days"),
        (VOTING, "2024-02-23", None, "2 дня", "2 дні", "2 days"),
        (VOTING, "2024-02-24", "23:59", "завтра", "заўтра", "tomorrow"),
        (VOTING, "2024-02-25", None, "сегодня", "сёння", "today"),
        (
            *(VOTING, "2024-02-25", "07:59"),
            *("открывается через 1 минуту", "адкрываецца праз 1 хвіліну", "opens in 1 minute"),
        ),
        (
            *(VOTING, "2024-02-25", "19:20"),
            *("закрывается через 40 минут", "зачыняецца праз 40 хвілін", "closes in 40 minutes"),
        ),
        (
            *(VOTING, "2024-02-25", "17:00"),
            *("закрывается через 3 часа", "зачыняецца праз 3 гадзіны", "closes in 3 hours"),
        ),
        (
            *(VOTING, "2024-02-25", "17:19:01"),
            "закрывается через 2 часа 40 минут",  # the last 59 seconds are not given away
            *("зачыняецца праз 2 гадзіны 40 хвілін", "closes in 2 hours 40 minutes"),
        ),
        (
            *(VOTING, "2024-02-25", "19:59:30"),
            "закрывается меньше чем через минуту",
            *("зачыняецца менш чым праз хвіліну", "closes in under a minute"),
        ),
        (VOTING, "2024-02-25", "20:00", "закончилось сегодня", "скончылася сёння", "ended today"),
        (VOTING, "2024-02-26", None, "вчера", "учора", "yesterday"),
        (VOTING, "2024-03-04", None, "8 дней назад", "8 дзён таму", "8 days ago"),
        (FORMED, "2023-11-28", None, "ещё 8 дней", "яшчэ 8 дзён", "8 days left"),
        (FORMED, "2023-12-05", None, "ещё 1 день", "яшчэ 1 дзень", "1 day left"),
        (FORMED, "2023-12-06", None, "последний день", "апошні дзень", "last day"),
        (ASSEMBLY, "2023-11-28", None, "меньше 5 месяцев", "менш за 5 месяцаў", "under 5 months"),
        (ASSEMBLY, "2024-01-10", None, "меньше 4 месяцев", "менш за 4 месяцы", "under 4 months"),
        (ASSEMBLY, "2024-04-26", None, "срок прошёл, дата неизвестна", "тэрмін мінуў, дата невядомая",
         "time is up, date unknown"),
        (When(), "2024-01-01", None, "дата неизвестна", "дата невядомая", "date unknown"),
        (When(date(2024, 3, 10), None, None, None), "2024-02-01", None, "не меньше 38 дней", "не менш за 38 дзён",
         "at least 38 days"),
        (When(date(2024, 2, 1), date(2024, 2, 1), None, None), "2024-02-03", None, "идёт", "ідзе", "under way"),
    ],
)  # fmt: skip
def test_time_left(when: When, day: str, clock: str | None, ru: str, be: str, en: str) -> None:
    assert [left(when, on(day, clock), code) for code in ("ru", "be", "en")] == [ru, be, en]


def test_a_cancelled_event_says_only_that() -> None:
    assert left(VOTING, on("2023-11-28"), status="cancelled") == "отменено"


@pytest.mark.parametrize(
    ("today", "last", "said"),
    [
        ("2023-11-28", "2024-02-27", "меньше 3 месяцев"),
        ("2023-11-28", "2024-02-28", "не больше 3 месяцев"),  # three months to the day are not less than three
        ("2023-11-28", "2024-02-29", "меньше 4 месяцев"),
        ("2024-01-10", "2024-02-27", "меньше 2 месяцев"),
        ("2024-01-31", "2024-02-29", "не больше 1 месяца"),  # a month from 31 January ends with February
        ("2024-01-31", "2024-02-28", "не больше 28 дней"),
        ("2023-01-31", "2023-02-28", "не больше 1 месяца"),
        ("2024-02-06", "2024-02-27", "не больше 21 дня"),  # what others round to "a month"
        ("2024-02-25", "2024-02-27", "не больше 2 дней"),
        ("2024-02-26", "2024-02-27", "не позже завтра"),
        ("2024-02-27", "2024-02-27", "не позже сегодня"),
        ("2023-12-31", "2024-12-30", "меньше 12 месяцев"),
        ("2023-12-31", "2025-12-31", "меньше 3 лет"),
        ("2024-02-29", "2025-02-28", "не больше 12 месяцев"),
        ("2024-02-29", "2030-01-01", "меньше 6 лет"),
        ("2024-01-01", "9999-12-31", "меньше 7976 лет"),
    ],
)
def test_the_tightest_round_bound_that_is_true(today: str, last: str, said: str) -> None:
    assert left(When(None, None, None, date.fromisoformat(last)), on(today)) == said


def test_a_window_that_begins_late_is_told_with_both_ends() -> None:
    march = When(date(2024, 3, 1), date(2024, 3, 31), date(2024, 3, 1), date(2024, 3, 31))
    assert left(march, on("2024-01-23")) == "38–68 дней"
    assert left(march, on("2024-02-26")) == "меньше 2 месяцев"  # from 4 days on: its beginning says little


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(2, 1200))
def test_what_is_said_is_never_less_than_what_may_be(today: date, days: int) -> None:
    """Read back as a number of days, the phrase covers the last possible day, and one unit less would not."""
    last = today + timedelta(days)
    said = left(When(None, None, None, last), Moment(today))
    number = int("".join(letter for letter in said if letter.isdigit()))
    strict = said.startswith("меньше")
    unit = 0 if "дн" in said else 12 if "лет" in said or "год" in said else 1

    def end(n: int) -> date:
        return today + timedelta(n) if not unit else add_months(today, n * unit)

    assert last < end(number) if strict else last <= end(number)
    assert last >= end(number - 1) if strict else last > end(number - 1)


@pytest.mark.parametrize(
    ("when", "day", "clock", "said"),
    [
        (VOTING, "2023-11-28", None, "89д"),
        (FORMED, "2023-11-28", None, "ещё 8д"),
        (ASSEMBLY, "2023-11-28", None, "≤149д"),
        (VOTING, "2024-02-25", "19:20", "40мин"),
        (VOTING, "2024-02-25", "09:20", "10ч40мин"),
        (VOTING, "2024-02-26", None, "1д назад"),
        (VOTING, "2024-02-25", None, "0д"),
        (When(), "2024-02-25", None, "?"),
    ],
)
def test_short(when: When, day: str, clock: str | None, said: str) -> None:
    assert wording.short(look(event("e", "Событие", "meeting", when), on(day, clock)), tongue("ru")) == said


@pytest.mark.parametrize(
    ("when", "day", "clock", "notes"),
    [
        (FORMED, "2023-11-28", None, ["день 8 из 16"]),
        (FORMED, "2023-11-21", None, ["день 1 из 16"]),
        (FORMED, "2023-12-06", None, ["день 16 из 16"]),
        (FORMED, "2023-12-07", None, []),
        (EARLY, "2024-02-21", "10:00", ["день 2 из 5", "открывается через 2 часа"]),
        (EARLY, "2024-02-21", "13:00", ["день 2 из 5", "закрывается через 6 часов"]),
        (EARLY, "2024-02-21", "19:30", ["день 2 из 5", "сегодня уже закрыто"]),
        (VOTING, "2024-02-25", "13:00", []),
        (When(*[date(2024, 1, 10)] * 4, clock="15:00"), "2024-01-10", "15:30", ["началось в 15:00"]),
    ],
)
def test_notes(when: When, day: str, clock: str | None, notes: list[str]) -> None:
    assert wording.notes(look(event("e", "Событие", "meeting", when), on(day, clock)), tongue("ru")) == notes


def test_what_is_not_settled_is_said() -> None:
    when = When.days(date(2024, 3, 1))
    row = look(
        event("e", "Событие", "meeting", when, status="tentative", conditional=True, foreign=True), on("2024-02-01")
    )
    assert wording.notes(row, tongue("en")) == ["expected", "if needed", "abroad"]
