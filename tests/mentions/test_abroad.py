"""Another country's election: told by its name, by what stands behind it, or by the country that opens its sentence."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime
from importlib.resources import files

import pytest

from timeline.calendars import Calendar, load
from timeline.events import build
from timeline.mentions import Mention
from timeline.mentions.titling.abroad import countries
from timeline.pipeline import read_post
from timeline.posts import Post, Posted

HOME = load("by-cec")
POSTED = datetime(2026, 6, 20, 12, tzinfo=HOME.zone)


def post(text: str) -> Post:
    return Post(channel="c", id="1", text=text, posted=Posted.exact(POSTED))


def mentions(text: str, calendar: Calendar = HOME) -> list[Mention]:
    return [one for one in read_post(post(text), calendar).mentions if one.refused is None]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Выборы Президента Молдовы состоятся 18 октября 2026 года.", "Выборы Президента Молдовы"),
        ("Выборы депутатов Государственной Думы пройдут 20 сентября.", "Выборы депутатов Государственной Думы"),
        ("Выборы в Сейм Латвии назначены на 3 октября.", "Выборы в Сейм Латвии"),
        ("Парламентские выборы в Армении назначены на 7 июля.", "Парламентские выборы в Армении"),
        ("Референдум в соседнем Казахстане намечен на 4 октября.", "Референдум в соседнем Казахстане"),
        ("Досрочное голосование на выборах Президента Грузии пройдёт 7–9 июля.", "Досрочное голосование"),
        ("До выборов Президента Узбекистана осталось 20 дней.", "Выборы Президента Узбекистана"),
        ("В Азербайджане 5 июля пройдут парламентские выборы.", "Парламентские выборы в Азербайджане"),
        ("5 июля в Азербайджане пройдут парламентские выборы.", "Парламентские выборы в Азербайджане"),
        ("Миссия вылетела в Ереван на парламентские выборы, которые пройдут 7 июля.", "Парламентские выборы"),
        ("Наша делегация прибыла в Молдову на выборы Президента 28 июня.", "Выборы Президента"),
        ("Назіральнікі прыбылі ў Баку на выбары парламента 28 чэрвеня.", "Выборы депутатов"),
        (
            "Парламентские выборы в Армении пройдут 7 июля, там откроют 2 тысячи участков.",
            "Парламентские выборы в Армении",
        ),
        ("Наблюдатели готовятся к поездке в Молдову. Голосование там состоится 28 июня.", "День голосования"),
        ("Камісія Грузіі запрасіла назіральнікаў. Дзень галасавання там – 28 чэрвеня.", "День голосования"),
    ],
)
def test_another_country_s_election(text: str, title: str) -> None:
    (one,) = mentions(text)
    assert (one.title, one.foreign) == (title, True)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("be", "Выбары Прэзідэнта Казахстана адбудуцца 5 ліпеня."),
        ("uk", "Парламентські вибори в Молдові відбудуться 18 жовтня 2026 року."),
        ("en", "The parliamentary election in Armenia will be held on 7 July 2026."),
    ],
)
def test_in_every_language(lang: str, text: str) -> None:
    assert [one.foreign for one in mentions(text, replace(HOME, languages=(lang,)))] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Выборы Президента Республики Беларусь назначены на 24 января 2027 года.",
        "В Беларуси 24 января 2027 года пройдут выборы Президента.",
        "Наблюдателей из Казахстана пригласили на выборы 24 января 2027 года.",
        "Россия и Казахстан направят наблюдателей на выборы 24 января 2027 года.",
        "Аккредитация наблюдателей от России продлится до 18 января 2027 года.",
        "Досрочное голосование в посольстве в Польше начнётся 19 января 2027 года.",
        "Миссия СНГ прибыла в Минск на выборы, которые пройдут 24 января 2027 года.",
        "Миссия из Ташкента прилетит на выборы 24 января 2027 года.",
        "Делегация вылетела в Баку на форум, а выборы депутата пройдут 24 января 2027 года.",
        "Голосование на участке в Москве пройдёт 24 января 2027 года.",
        "Регистрация кандидатов от движения «Белая Россия» завершится 30 июля.",
    ],
)
def test_our_own_with_another_country_in_its_sentence(text: str) -> None:
    found = mentions(text)
    assert found
    assert not [one.title for one in found if one.foreign]


@pytest.mark.parametrize(
    "text",
    [
        "Выборы депутатов Жогорку Кенеша назначены на 28 ноября.",
        "В Казахстане завершают подготовку к выборам депутатов мажилиса.\n\nЗавтра пройдут выборы.",
        "Агитация продлится до 18 марта. Выборы в Мажилис и маслихаты пройдут 19 марта 2027 года.",
    ],
)
def test_theirs_by_its_parliament_and_with_all_its_stages(text: str) -> None:
    found = mentions(text)
    assert found
    assert all(one.foreign for one in found)


def test_stages_of_ours_beside_a_vote_of_theirs() -> None:
    text = "Выборы в Казахстане пройдут 19 марта. Наши выборы назначены на 24 января, агитация начнётся 1 января."
    found = {one.kind: one.foreign for one in mentions(text)}
    assert found["campaigning"] is False


def test_a_calendar_of_no_country_knows_no_abroad() -> None:
    (one,) = mentions("Выборы Президента Молдовы состоятся 18 октября 2026 года.", replace(HOME, country=None))
    assert not one.foreign


def test_the_law_of_ours_wants_nothing_of_theirs() -> None:
    """What went wrong: a post on Moldova's election made our own, and fourteen stages of it by our law."""
    told = post("Выборы Президента Молдовы состоятся 18 октября 2026 года.")
    events = build(read_post(told, HOME).mentions, [told], HOME)
    assert [(one.title, one.foreign) for one in events] == [("Выборы Президента Молдовы", True)]


def test_every_language_has_its_countries() -> None:
    for lang in ("ru", "be", "uk", "en"):
        known = countries(lang)
        assert known.before
        assert known.missions
        codes = {code for _, code in known.begins}.union(*known.whole.values())
        assert {"BY", "RU", "UA", "KZ"} <= codes
    text = (files("timeline.languages") / "countries.toml").read_text("utf-8")
    languages = tomllib.loads(text).values()
    known = [words for lang in languages for words in (*lang.values(), *lang.get("capitals", {}).values())]
    words = [word for one in known if isinstance(one, str) for word in one.split()]
    assert not [word for word in words if word != word.lower() or "ё" in word or len(word.rstrip("*")) < 1]
