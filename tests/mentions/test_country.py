"""Words that a calendar file adds: found in any form, named as the country names them, and only in its calendar."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from timeline.calendars import Calendar, default_calendar
from timeline.calendars.reading import read
from timeline.mentions import Mention
from timeline.pipeline import mentions_of
from timeline.posts import Post, Posted

ZONE = ZoneInfo("Europe/Minsk")
DEFINITION = """
id = "islands"
zone = "Europe/Minsk"
languages = ["ru", "be"]
[name]
ru = "Острова"

[[bodies]]
id = "khural"
name = { ru = "Великий хурал" }
aliases.ru = ["великий хурал", "выборы великого хурала"]
aliases.be = ["вялікі хурал"]

[[bodies]]
id = "deputies"
name = { ru = "Парламент" }

[[words.events]]
language = "ru"
word = "день совершеннолетия избирателя"
kind = "meeting"

[[words.events]]
language = "ru"
word = "малый плебисцит"
concept = "election-day"
body = "khural"

[[words.events]]
language = "be"
word = "фестываль выбаршчыка"
kind = "other"

[[words.levels]]
concept = "commissions-precinct"
words.ru = ["сельская счётная коллегия"]
words.be = ["вясковая лічыльная калегія"]
"""


@pytest.fixture(scope="module")
def islands() -> Calendar:
    calendar, problems = read(DEFINITION, Path("islands.toml"))
    assert calendar is not None, problems
    return calendar


def entries(text: str, calendar: Calendar, lang: str = "ru") -> list[Mention]:
    posted = Posted.exact(datetime(2027, 3, 2, 12, tzinfo=ZONE))
    found = mentions_of(Post(channel="c", id="1", text=text, posted=posted, lang=lang), calendar)
    return [mention for mention in found if mention.refused is None]


@pytest.mark.parametrize(
    ("text", "lang", "title", "kind", "body"),
    [
        ("День совершеннолетия избирателя – 5 мая.", "ru", "День совершеннолетия избирателя", "meeting", None),
        ("Ко дню совершеннолетия избирателя 5 мая готовы.", "ru", "День совершеннолетия избирателя", "meeting", None),
        ("Малый плебисцит пройдёт 5 мая.", "ru", "Малый плебисцит", "election-day", "khural"),
        ("Решено провести малый плебисцит 5 мая.", "ru", "Малый плебисцит", "election-day", "khural"),
        ("Выборы Великого хурала состоятся 5 мая.", "ru", "Выборы Великого хурала", "election-day", "khural"),
        ("Дата фестывалю выбаршчыка вядомая: 5 мая.", "be", "Фестываль выбаршчыка", "other", None),
    ],
)
def test_a_word_of_the_country_names_its_event_in_any_form(
    islands: Calendar, text: str, lang: str, title: str, kind: str, body: str | None
) -> None:
    (entry,) = entries(text, islands, lang)
    assert (entry.title, entry.kind, entry.body) == (title, kind, body)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Сельские счётные коллегии образуют до 5 мая.", "ru"),
        ("Образование сельских счётных коллегий – до 5 мая.", "ru"),
        ("Вясковыя лічыльныя калегіі ўтвораць да 5 мая.", "be"),
    ],
)
def test_commissions_of_a_level_by_their_own_name(islands: Calendar, text: str, lang: str) -> None:
    (entry,) = entries(text, islands, lang)
    assert entry.concept == "commissions-precinct"


def test_other_calendars_do_not_know_the_word(islands: Calendar) -> None:
    text = "Сельские счётные коллегии образуют до 5 мая."
    assert [m.concept for m in entries(text, islands)] == ["commissions-precinct"]
    assert all(m.concept is None for m in entries(text, default_calendar(ZONE)))


def test_the_languages_own_words_stay(islands: Calendar) -> None:
    (entry,) = entries("Регистрация кандидатов завершится 5 мая.", islands)
    assert entry.concept == "registration"
