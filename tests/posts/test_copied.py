"""Messages copied in a Telegram app: the lines above them, in the forms of several countries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from posts.recognising import recognise

from timeline.posts import Post
from timeline.posts.read import read

ZONE = ZoneInfo("Europe/Minsk")
Reader = Callable[[str], list[Post]]


@pytest.fixture
def posts(tmp_path: Path) -> Reader:
    def written_and_read(text: str) -> list[Post]:
        path = tmp_path / "file"
        path.write_text(text, encoding="utf-8")
        assert recognise(path) == "copied"
        return list(read(path, zone=ZONE, warn=pytest.fail))

    return written_and_read


@pytest.mark.parametrize(
    "head",
    [
        "Комиссия, [22.12.2026 16:20]",
        "Комиссия, [22.12.26 16:20]",
        "Комиссия, [22.12.2026, 16:20:05]",
        "Комиссия, [2026-12-22 16:20]",
        "Комиссия, [22/12/2026 16:20]",
        "Комиссия, [22/12/26 4:20 pm]",
        "Комиссия, [12/22/26 4:20\u202fPM]",
        "Комиссия, [22-12-2026 16.20]",
    ],
)
def test_the_time_as_each_country_writes_it(head: str, posts: Reader) -> None:
    (post,) = posts(f"{head}\nЗаседание пройдёт завтра.\n")
    assert post.posted.at == datetime(2026, 12, 22, 16, 20, tzinfo=ZONE)
    assert (post.channel, post.text) == ("Комиссия", "Заседание пройдёт завтра.")


def test_as_phones_copy(posts: Reader) -> None:
    one, two = posts(
        "[22.12.2026 16:20] Комиссия: Заседание пройдёт завтра.\nНачало в 15:00.\n[23.12.2026 9:05] Комиссия: Итоги."
    )
    assert (one.text, two.text) == ("Заседание пройдёт завтра.\nНачало в 15:00.", "Итоги.")
    assert two.posted.at == datetime(2026, 12, 23, 9, 5, tzinfo=ZONE)


def test_one_date_that_can_be_read_in_one_way_only_decides_for_all(posts: Reader) -> None:
    one, two = posts("A, [12/5/26 10:00 AM]\nOne.\n\nA, [12/22/26 12:30 AM]\nTwo.")
    assert [one.posted.at, two.posted.at] == [
        datetime(2026, 12, 5, 10, tzinfo=ZONE),
        datetime(2026, 12, 22, 0, 30, tzinfo=ZONE),
    ]
    one, two = posts("A, [05/12/2026 10:00]\nOne.\n\nA, [22/12/2026 10:00]\nTwo.")
    assert one.posted.at == datetime(2026, 12, 5, 10, tzinfo=ZONE)


def test_what_stands_above_the_text_in_brackets_is_none_of_it(posts: Reader) -> None:
    (post,) = posts("A, [22.12.2026 16:20]\n[ Переслано из Соседи ]\n[ Фото ]\nСлова.\n[Приложение]")
    assert post.text == "Слова.\n[Приложение]"


def test_paragraphs_stay_together(posts: Reader) -> None:
    (post,) = posts("A, [22.12.2026 16:20]\nПервое.\n\nВторое, [см. ниже].\n")
    assert post.text == "Первое.\n\nВторое, [см. ниже]."


def test_a_day_that_there_is_not_is_left_out_and_said(tmp_path: Path) -> None:
    said: list[str] = []
    (tmp_path / "file").write_text("A, [22.12.2026 16:20]\nOne.\n\nA, [31.02.2027 16:20]\nTwo.", encoding="utf-8")
    assert [post.text for post in read(tmp_path / "file", zone=ZONE, warn=said.append)] == ["One."]
    assert "line 4" in said[0]
