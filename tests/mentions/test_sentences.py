"""Sentences, list items and the language of each."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.mentions.text.sentences import language, sentences, words


def texts(text: str, spans: tuple[tuple[int, int], ...] = ()) -> list[str]:
    return [sentence.text for sentence in sentences(text, spans, "ru")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Голосуем завтра. Ждем всех!", ["Голосуем завтра.", "Ждем всех!"]),
        ("Зал на ул. Советской, 11. Вход свободный.", ["Зал на ул. Советской, 11.", "Вход свободный."]),
        ("Когда? Завтра.", ["Когда?", "Завтра."]),
        ("«Готово, – сказал он. – Едем».", ["«Готово, – сказал он.", "Едем»."]),
        ("«Готово? – спросил он. – едем».", ["«Готово? – спросил он. – едем»."]),
        ("Прием с 10.00. – Вход свободный.", ["Прием с 10.00. – Вход свободный."]),
        ("Заголовок\n\nТекст", ["Заголовок", "Текст"]),
        ("Сказал: «Ждем всех». И ушел.", ["Сказал: «Ждем всех».", "И ушел."]),
        ("🗳 Голосуем", ["Голосуем"]),
        ("в 10 ч. 00 мин. утра", ["в 10 ч. 00 мин. утра"]),
        ("Указ от 3 мая 2026 г. № 12 вступил в силу.", ["Указ от 3 мая 2026 г. № 12 вступил в силу."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_no_sentence_ends_inside_a_date() -> None:
    text = "Прием до 18 ч. 00 мин. Среда."
    assert texts(text, ((9, 22),)) == ["Прием до 18 ч. 00 мин.", "Среда."]


def test_a_date_does_not_end_a_sentence_before_a_number() -> None:
    text = "Решение от 3 мая 2026 г. № 12 принято. Ждем всех!"
    assert texts(text, ((11, 24),)) == ["Решение от 3 мая 2026 г. № 12 принято.", "Ждем всех!"]


def test_items_know_what_introduces_them() -> None:
    found = sentences("План:\n— выдвижение\n— регистрация\nКонец", (), "ru")
    assert [(one.text, one.lead) for one in found] == [
        ("План:", None),
        ("выдвижение", 0),
        ("регистрация", 0),
        ("Конец", None),
    ]


def test_lines_under_a_colon_are_items_up_to_an_empty_line() -> None:
    found = sentences("График:\nСекретарь – среда\nЧлен комиссии – пятница\n\nЖдем вас", (), "ru")
    assert [one.lead for one in found] == [None, 0, 0, None]


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("Датэрміновае галасаванне пройдзе ўвечары", "ru", "be"),
        ("Выборы и голосование пройдут вечером", "be", "ru"),
        ("агітацыя — з 1 па 25 студзеня", "be", "be"),
        ("Засідання відбудеться сьогодні", "uk", "uk"),
        ("Early voting begins tomorrow", "ru", "en"),
        ("25.02", "ru", "ru"),
        ("Выборы", "xx", "ru"),
    ],
)
def test_a_sentence_has_a_language_of_its_own(text: str, default: str, expected: str) -> None:
    assert language(text, default) == expected


@given(st.text(alphabet='АбвгІў.,!?«»"-–\n 12🗳ё', max_size=80))
def test_nothing_is_lost_and_places_hold(text: str) -> None:
    found = sentences(text, (), "ru")
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert all(a.end <= b.start for a, b in pairwise(found))
    for one in found:
        assert len(one.low) == len(one.text)
        assert all(text[word.start : word.end] == word.text for word in words(one))


def test_what_never_ends_comes_in_pieces_that_cut_no_date() -> None:
    """Weighing each date against each event is cubic in a sentence; what people write has fewer of both."""
    text = "заседания пройдут " + ", ".join(f"{day} мая" for day in range(1, 29)) + " и " + "слово " * 600 + "1 июня"
    spans = [match.span() for match in re.finditer(r"\d+ (?:мая|июня)", text)]
    found = sentences(text, spans, "ru")
    assert len(found) > 3
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert len(one.text) <= 1500
        assert sum(one.start <= start < one.end for start, _ in spans) <= 16
    for start, end in spans:
        assert sum(one.start <= start and end <= one.end for one in found) == 1
    assert sentences("x" * 5000, [], "ru")[0].text == "x" * 1500
