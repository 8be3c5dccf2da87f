"""What an offset counts from, as posts say it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from timeline.calendars import default_calendar
from timeline.mentions import Mention
from timeline.pipeline import mentions_of
from timeline.posts import Post, Posted

ZONE = ZoneInfo("Europe/Minsk")


def read(text: str, lang: str = "ru") -> list[Mention]:
    post = Post(
        channel="c", id="1", text=text, lang=lang, posted=Posted.exact(datetime(2024, 1, 10, 10, 0, tzinfo=ZONE))
    )
    return [mention for mention in mentions_of(post, default_calendar(ZONE)) if mention.refused is None]


@pytest.mark.parametrize(
    ("text", "role", "anchor", "offset", "unit", "side", "body"),
    [
        (
            "Заявления о голосовании на дому принимаются не позднее чем за 5 дней до выборов.",
            *("end", "election-day", -5, "day", None, None),
        ),
        (
            "Финансовые отчёты кандидаты сдают в течение двух месяцев со дня голосования.",
            *("end", "election-day", 2, "month", None, None),
        ),
        (
            "Проверка избирательных участков пройдёт за пять дней до выборов Президента.",
            *("at", "election-day", -5, "day", None, "president"),
        ),
        (
            "Семинар наблюдателей пройдёт за 10 рабочих дней до дня голосования.",
            *("at", "election-day", -10, "working day", None, None),
        ),
        (
            "Агитация начнётся на следующий день после окончания регистрации кандидатов.",
            *("start", "registration", 1, "day", "end", None),
        ),
        (
            "Пресс-конференция состоится за день до начала досрочного голосования.",
            *("at", "early-voting", -1, "day", "start", None),
        ),
        ("Инаугурация пройдёт через две недели после выборов.", *("at", "election-day", 2, "week", None, None)),
    ],
)
def test_a_stage_a_side_and_a_unit(
    text: str, role: str, anchor: str, offset: int, unit: str, side: str | None, body: str | None
) -> None:
    (one,) = read(text)
    assert (one.role, one.anchor, one.offset, one.offset_unit) == (role, anchor, offset, unit)
    assert (one.anchor_side, one.anchor_body) == (side, body)


@pytest.mark.parametrize(
    "text",
    [
        "Избирательный фонд открывается в течение пяти дней со дня регистрации кандидата.",
        "Жалобы рассматриваются в трёхдневный срок со дня поступления.",
        "Семинар пройдёт через полтора месяца после выборов.",
        "Заседание комиссии пройдёт через пять дней после публикации отзывов о выборах.",
    ],
)
def test_what_is_counted_for_each_apart_or_from_no_stage_has_no_anchor(text: str) -> None:
    assert all(one.anchor is None for one in read(text))


def test_in_belarusian() -> None:
    (one,) = read("Рэгістрацыя кандыдатаў скончыцца за 25 дзён да дня выбараў.", "be")
    assert (one.role, one.anchor, one.offset) == ("end", "election-day", -25)
