"""Moves as posts say them: from which day to which, whatever the range looks like."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from timeline.calendars import default_calendar
from timeline.pipeline import read_post
from timeline.posts import Post, Posted

ZONE = ZoneInfo("Europe/Minsk")


@pytest.mark.parametrize(
    "text",
    [
        "Заседание комиссии перенесено с 12 на 14 марта.",
        "Заседание комиссии перенесено с 12 марта на 14 марта.",
        "Заседание комиссии переносится с 12 марта 2031 года на 14 марта 2031 года.",
        "Заседание комиссии пройдёт не 12, а 14 марта.",
        "Заседание комиссии пройдёт не 12 марта, а 14 марта.",
    ],
)
def test_a_move_leaves_one_day_for_another(text: str) -> None:
    posted = Posted.exact(datetime(2031, 3, 10, 10, tzinfo=ZONE))
    reading = read_post(Post(channel="c", id="1", text=text, posted=posted), default_calendar(ZONE))
    (mention,) = [one for one in reading.mentions if one.refused is None]
    assert mention.role == "moved-to"
    assert mention.time is not None
    assert mention.time.start_earliest == datetime(2031, 3, 14, tzinfo=ZONE)
    assert mention.time.end_latest == datetime(2031, 3, 15, tzinfo=ZONE)
    assert mention.moved_from is not None
    assert mention.moved_from.start_earliest == datetime(2031, 3, 12, tzinfo=ZONE)
