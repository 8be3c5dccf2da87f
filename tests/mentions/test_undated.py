"""What posts of unknown or bounded time say: remaining times, and days that can only lie ahead."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from timeline.calendars import default_calendar
from timeline.mentions import Mention
from timeline.pipeline import read_post
from timeline.posts import Post, Posted

ZONE = ZoneInfo("Europe/Minsk")
UNKNOWN = Posted.unknown()
FEBRUARY = Posted.between(datetime(2031, 2, 1, tzinfo=ZONE), datetime(2031, 2, 20, tzinfo=ZONE))
APRIL = Posted.between(datetime(2031, 4, 1, tzinfo=ZONE), datetime(2031, 4, 20, tzinfo=ZONE))


def read(text: str, posted: Posted) -> list[Mention]:
    reading = read_post(Post(channel="c", id="1", text=text, posted=posted, position=1), default_calendar(ZONE))
    return [one for one in reading.mentions if one.refused is None and not one.recap]


@pytest.mark.parametrize(
    ("text", "value", "mod"),
    [
        ("До выборов остаётся меньше двух месяцев.", "P2M", "LESS_THAN"),
        ("До дня голосования осталось 12 дней.", "P12D", None),
    ],
)
def test_a_remaining_time_is_said_even_where_it_has_no_place(text: str, value: str, mod: str | None) -> None:
    (mention,) = read(text, UNKNOWN)
    assert (mention.role, mention.concept, mention.time) == ("countdown", "election-day", None)
    assert (mention.value, mention.mod) == (value, mod)


TOLD = "Секретарь рассказала журналистам о подготовке к выборам депутатов в единый день голосования 9 марта 2031 года."


@pytest.mark.parametrize("posted", [UNKNOWN, FEBRUARY])
def test_a_day_that_may_lie_ahead_is_not_when_it_was_told(posted: Posted) -> None:
    (mention,) = read(TOLD, posted)
    assert mention.concept == "election-day"
    assert mention.tense == "future"


def test_a_day_before_all_that_the_post_can_be_makes_no_entry() -> None:
    assert read(TOLD, APRIL) == []
