"""What a post takes back of an earlier one: prolonged, put right, put off, void."""

from __future__ import annotations

import pytest
from mentions.test_counting import read


@pytest.mark.parametrize(
    "text",
    [
        "Срок выдвижения кандидатов продлён до 20 января.",
        "Уточнённая дата семинара для наблюдателей – 22 января.",
        "Поправка: семинар для наблюдателей пройдёт 22 января.",
        "В предыдущем сообщении допущена опечатка. Семинар для наблюдателей пройдёт 22 января.",
        "Семинар для наблюдателей пройдёт 22 января, а не 20 января.",
        "Изменена дата семинара для наблюдателей: 22 января.",
    ],
)
def test_what_takes_the_place_of_an_announced_date(text: str) -> None:
    (one,) = read(text)
    assert one.revises


@pytest.mark.parametrize(
    "text",
    [
        "Семинар для наблюдателей пройдёт 22 января.",
        "Уточнение списков избирателей проходит с 20 по 24 января.",
        "Выдвижение кандидатов продлится до 20 января.",
    ],
)
def test_a_plain_announcement_revises_nothing(text: str) -> None:
    assert not any(one.revises for one in read(text))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Дебаты кандидатов откладываются на неопределённый срок.", "moved-from"),
        ("Заседание комиссии переносится, новая дата будет объявлена дополнительно.", "moved-from"),
        ("Повторное голосование признано несостоявшимся.", "cancelled"),
        ("Выборы депутата по округу № 7 признаны недействительными.", "cancelled"),
        ("Пасяджэнне камісіі пераносіцца на больш позні тэрмін.", "moved-from"),
    ],
)
def test_taken_back_without_another_day(text: str, role: str) -> None:
    (one,) = read(text, "be" if "і" in text else "ru")
    assert (one.role, one.time) == (role, None)


@pytest.mark.parametrize(
    "text",
    [
        "Регистрация кандидата Петрова отменена.",
        "Выборы могут быть признаны несостоявшимися.",
        "Если выборы признаны несостоявшимися, назначается повторное голосование.",
        "Заседание комиссии не переносится.",
        "Выборы по Северному округу признаны недействительными.",
        "Итоги голосования по округу № 3 признаны недействительными.",
    ],
)
def test_nothing_that_the_calendar_knows_is_taken_back(text: str) -> None:
    assert not [one for one in read(text) if one.role in ("cancelled", "moved-from")]
