"""The words of the views: the same phrases with the same slots in every language, and right plural forms."""

from __future__ import annotations

from string import Formatter
from typing import get_args

import pytest

from timeline.countdown.phrases import LANGUAGES, guess, tongue
from timeline.mentions import Kind, Role

REFERENCE = tongue("ru")


def slots(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_everything(code: str) -> None:
    words = tongue(code)
    assert words.phrases.keys() == REFERENCE.phrases.keys()
    assert words.units.keys() == REFERENCE.units.keys()
    assert words.short.keys() == REFERENCE.short.keys()
    assert list(words.kinds) == list(REFERENCE.kinds) == list(get_args(Kind))
    assert list(words.roles) == list(get_args(Role))
    assert (len(words.months), len(words.month_names), len(words.weekdays)) == (12, 12, 7)
    for name, phrase in words.phrases.items():
        assert slots(phrase) == slots(REFERENCE.phrases[name]), name
    forms = 2 if code == "en" else 3
    assert all(len(unit) == forms for unit in words.units.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_two_kinds_share_a_name(code: str) -> None:
    names = [name for group in tongue(code).kinds.values() for name in group]
    assert len(names) == len(set(names))


COUNTS = {
    "ru days": "0 дней, 1 день, 2 дня, 4 дня, 5 дней, 11 дней, 12 дней, 14 дней, 20 дней, 21 день, 22 дня, 25 дней",
    "ru days more": "81 день, 84 дня, 85 дней, 89 дней, 100 дней, 101 день, 111 дней, 112 дней, 122 дня, 1001 день",
    "ru hours": "1 час, 2 часа, 5 часов, 11 часов, 21 час, 23 часа",
    "ru minutes": "1 минуту, 2 минуты, 5 минут, 11 минут, 21 минуту, 40 минут, 42 минуты",
    "ru days_bound": "2 дней, 5 дней, 11 дней, 21 дня, 22 дней",
    "ru months_bound": "1 месяца, 2 месяцев, 5 месяцев, 11 месяцев, 21 месяца",
    "ru years_bound": "1 года, 3 лет, 5 лет, 21 года",
    "be days": "0 дзён, 1 дзень, 2 дні, 5 дзён, 11 дзён, 12 дзён, 21 дзень, 22 дні, 84 дні, 85 дзён, 111 дзён",
    "be hours": "1 гадзіну, 2 гадзіны, 5 гадзін, 21 гадзіну",
    "be minutes": "1 хвіліну, 3 хвіліны, 40 хвілін, 51 хвіліну",
    "be months_bound": "1 месяц, 2 месяцы, 5 месяцаў, 11 месяцаў, 21 месяц",
    "be days_bound": "2 дні, 5 дзён, 21 дзень",
    "uk days": "0 днів, 1 день, 2 дні, 5 днів, 11 днів, 14 днів, 21 день, 24 дні, 81 день, 84 дні, 111 днів",
    "uk hours": "1 годину, 2 години, 5 годин",
    "uk months_bound": "1 місяця, 2 місяців, 5 місяців, 21 місяця",
    "uk days_bound": "2 днів, 5 днів, 21 дня",
    "en days": "0 days, 1 day, 2 days, 11 days, 21 days, 101 days",
    "en hours": "1 hour, 2 hours",
}


@pytest.mark.parametrize("name", COUNTS)
def test_plural_forms(name: str) -> None:
    code, unit = name.split()[:2]
    for counted in COUNTS[name].split(", "):
        assert tongue(code).count(unit, int(counted.split()[0])) == counted


def test_an_unknown_language_is_answered_in_english() -> None:
    assert tongue("fr").code == "en"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Единый день голосования", "ru"),
        ("Адзіны дзень галасавання ў Мінску", "be"),
        ("Вылучэнне кандыдатаў", "be"),
        ("Дострокове голосування в Києві", "uk"),
        ("День виборів", "uk"),
        ("Early voting", "en"),
        ("2024", None),
    ],
)
def test_the_language_of_a_calendar_that_names_none(title: str, code: str | None) -> None:
    assert guess([title]) == code
