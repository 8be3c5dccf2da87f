"""Which language a text is in, and what a language that is added needs to be told from the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeline.languages import detect as module
from timeline.languages.detect import detect, paragraph_language
from timeline.languages.lexicon import LANGUAGES

POLISH = {
    "letters": "ąęłśżźćńĄĘŁŚŻŹĆŃ",
    "never": "абвгдежзийклмнопрстуфхцчшщыэюяіўїєґ",
    "words": "i w na od do się jest nie wybory dnia roku",
}


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, ...]]:
    """The languages, and Polish, as if a section had been written for it."""
    sections = {**module._data(), "pl": POLISH}
    monkeypatch.setattr(module, "_data", lambda: sections)
    made = (module._signs, module._never, module._latin_ones)
    for each in made:
        each.cache_clear()
    yield (*LANGUAGES, "pl")
    for each in made:
        each.cache_clear()


def test_a_language_in_latin_letters_is_told_from_english_by_its_section(known: tuple[str, ...]) -> None:
    assert detect("Wybory odbędą się 25 lutego 2024 roku.", known) == "pl"
    assert detect("The election will be held on 25 February 2024.", known) == "en"
    assert detect("Wybory odbędą się 25 lutego 2024 roku.", ("ru", "pl")) == "pl"
    assert detect("Выборы пройдут 25 февраля 2024 года.", known) == "ru"
    assert paragraph_language("Wybory odbędą się 25 lutego 2024 roku.", "pl") == "pl"
    assert paragraph_language("Wybory odbędą się 25 lutego 2024 roku.", "ru") == "pl"
    assert paragraph_language("Выборы пройдут 25 февраля 2024 года.", "pl") == "ru"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Выборы пройдут 25 февраля.", "ru"),
        ("Выбары пройдуць 25 лютага, сказаў старшыня.", "be"),
        ("Вибори відбудуться 25 лютого, повідомили в комісії.", "uk"),
        ("Прийом заяв продовжено до 20 лютого.", "uk"),
        ("Засідання ЦВК відбудеться 18 січня о 15:00.", "uk"),
        ("Галасуем 19, 20 і 21 сакавіка.", "be"),
        ("Адрас камісіі: вул. 8 Сакавіка, 17.", "be"),
        ("The vote is on 25 February (ЦИК).", "en"),
        ("2024-02-25", "ru"),
    ],
)
def test_letters_and_words_tell_them_apart(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_only_a_candidate_is_found() -> None:
    assert detect("The vote is on 25 February.", ("be", "ru")) == "be"
    assert detect("Выборы пройдут 25 февраля.", ("en",)) == "en"


def test_a_paragraph_is_of_another_language_only_where_its_letters_say_so() -> None:
    assert paragraph_language("ЦИК: 25 февраля", "be") == "ru"
    assert paragraph_language("25 мая", "be") == "be"
    assert paragraph_language("Polling stations open at 8 a.m.", "ru") == "en"
    assert paragraph_language("Zoom, Viber", "ru") == "ru"


def test_letters_that_a_language_never_has_weigh_where_few_words_tell() -> None:
    assert detect("А у нас до выборов главы округа осталось 20 дней.") == "ru"
    assert detect("У нас на выборах пять кандидатов.") == "ru"
    assert detect("А у нас до виборів голови громади лишилося 20 днів.") == "uk"
    assert detect("А ў нас да выбараў засталося 20 дзён.") == "be"
