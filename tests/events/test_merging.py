"""Merging: which mentions are one event, with the pairs that are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from events.said import CALENDAR, day, posted, says, since, until, within

from timeline.calendars import Election
from timeline.events import merge
from timeline.mentions import Mention

POSTS = {(p.channel, p.id): p for p in (posted(str(n), f"2024-01-{n:02}") for n in range(1, 29))}


def groups(*mentions: Mention) -> list[set[str]]:
    """The posts of each event."""
    return sorted(
        ({s.mention.post for s in members} for members in merge(mentions, CALENDAR, POSTS).events), key=sorted
    )


def left(*mentions: Mention) -> set[str]:
    return {s.mention.post for s in merge(mentions, CALENDAR, POSTS).left}


def voting(post: str, first: str, last: str | None = None, **more: object) -> Mention:
    return says(post, "Голосование", day(first, last), "span" if last else "at", concept="election-day", **more)  # type: ignore[arg-type]


STAGES_THAT_ARE_ONE = {
    "the same day, called differently": (
        says("1", "Единый день голосования", day("2024-02-25"), concept="election-day"),
        says("2", "Выборы депутатов", day("2024-02-25"), concept="election-day", body="deputies"),
    ),
    "start and end apart": (
        says("1", "Выдвижение", since("2023-12-17"), "start", concept="nomination"),
        says("2", "Выдвижение", until("2024-01-15"), "end", concept="nomination"),
    ),
    "a first day of a known span": (
        says("1", "Агитация", day("2024-01-31", "2024-02-24"), "span", concept="campaigning"),
        says("2", "Агитация", since("2024-01-31"), "start", concept="campaigning"),
    ),
    "a last day of a known span": (
        says("1", "Агитация", day("2024-01-31", "2024-02-24"), "span", concept="campaigning"),
        says("2", "Агитация", day("2024-02-24"), "end", concept="campaigning"),
    ),
    "one day of a vote of several": (voting("1", "2028-09-08", "2028-09-10"), voting("2", "2028-09-10")),
    "a countdown that contains the day": (
        voting("1", "2024-02-25"),
        says("2", "Голосование", within("2023-11-29", "2024-02-27"), "countdown", concept="election-day"),
    ),
    "a real date under a limit": (
        says("1", "Выборы Президента", until("2025-07-20"), "end", concept="election-day", body="president"),
        says("2", "Выборы Президента", day("2025-01-26"), concept="election-day", body="president"),
    ),
    "no body, dates that agree": (
        says("1", "Регистрация", until("2024-01-30"), "end", concept="registration", body="deputies"),
        says("2", "Регистрация", until("2024-01-30"), "end", concept="registration"),
    ),
    "two bodies elected on one day": (
        voting("1", "2024-02-25", body="deputies"),
        voting("2", "2024-02-25", body="local"),
    ),
    "two campaigns that posts name after their bodies": (
        voting("1", "2024-02-25", body="mayor", election="mayor-2024"),
        voting("2", "2024-02-25", body="local", election="local-2024"),
    ),
    "deputies of no named level": (
        says("1", "Выдвижение", day("2024-01-05", "2024-01-25"), "span", concept="nomination", body="local"),
        says("2", "Выдвижение", until("2024-01-25"), "end", concept="nomination", body="deputies"),
    ),
    "one body, days that contradict": (
        voting("1", "2024-02-25", body="deputies"),
        voting("2", "2024-03-03", body="deputies"),
    ),
    "a move that says where from": (
        voting("1", "2024-02-25"),
        says("2", "Голосование", day("2024-04-14"), "moved-to", concept="election-day", moved_from=day("2024-02-25")),
    ),
    "a prolongation": (
        says("1", "Выдвижение", until("2024-01-15"), "end", concept="nomination"),
        says("2", "Выдвижение", until("2024-01-22"), "moved-to", concept="nomination"),
    ),
    "Russian and Belarusian": (
        says("1", "Досрочное голосование", day("2024-02-20", "2024-02-24"), "span", concept="early-voting"),
        says(
            "2", "Датэрміновае галасаванне", day("2024-02-20", "2024-02-24"), "span", concept="early-voting", lang="be"
        ),
    ),
}

STAGES_THAT_ARE_TWO = {
    "early voting and voting day": (
        says("1", "Досрочное голосование", day("2024-02-24"), concept="early-voting"),
        says("2", "Голосование", day("2024-02-25"), concept="election-day"),
    ),
    "two chambers": (
        voting("1", "2024-02-25", body="deputies"),
        voting("2", "2024-04-04", body="council"),
    ),
    "two chambers, stages of the same days": (
        says("1", "Выдвижение", day("2024-01-05", "2024-01-15"), "span", concept="nomination", body="deputies"),
        says("2", "Выдвижение", day("2024-01-05", "2024-01-15"), "span", concept="nomination", body="council"),
    ),
    "two years": (voting("1", "2024-02-25", body="deputies"), voting("2", "2028-02-27", body="deputies")),
    "the day before and the day after, no body": (voting("1", "2024-02-25"), voting("2", "2024-02-26")),
    "overlapping campaigns": (
        says("1", "Выдвижение", day("2023-12-17", "2024-01-15"), "span", concept="nomination"),
        says("2", "Выдвижение", day("2024-01-14", "2024-02-20"), "span", concept="nomination"),
    ),
    "a start long after the end": (
        says("1", "Выдвижение", until("2024-01-15"), "end", concept="nomination"),
        says("2", "Выдвижение", since("2024-03-12"), "start", concept="nomination"),
    ),
    "a countdown that misses the day": (
        voting("1", "2024-02-25"),
        says("2", "Голосование", within("2024-06-01", "2024-07-01"), "countdown", concept="election-day"),
    ),
    "first and second round": (
        voting("1", "2024-02-25"),
        says("2", "Второй тур", day("2024-03-10"), concept="second-round"),
    ),
    "another country's": (voting("1", "2024-02-25"), voting("2", "2024-02-25", foreign=True)),
    "nominations of two levels, on other days": (
        says("1", "Выдвижение", day("2024-01-05", "2024-01-25"), "span", concept="nomination", body="deputies"),
        says("2", "Выдвижение", day("2024-01-09", "2024-01-30"), "span", concept="nomination", body="local"),
    ),
    "nominations of two bodies on the same days": (
        says("1", "Выдвижение", day("2024-01-05", "2024-01-25"), "span", concept="nomination", body="deputies"),
        says("2", "Выдвижение", day("2024-01-05", "2024-01-25"), "span", concept="nomination", body="council"),
    ),
}

OCCASIONS_THAT_ARE_ONE = {
    "told twice": (
        says("1", "Заседание областной комиссии", day("2024-03-01")),
        says("2", "Заседание областной комиссии", day("2024-03-01"), clock="15:00"),
    ),
    "told more fully": (
        says("1", "Итоговое заседание комиссии", day("2024-03-01")),
        says("2", "Итоговое заседание областной комиссии", day("2024-03-01")),
    ),
    "another word order and case": (
        says("1", "Встреча с наблюдателями", day("2024-03-01")),
        says("2", "Встреча с наблюдателем", day("2024-03-01")),
    ),
    "an abbreviation": (
        says("1", "Заседание ЦИК", day("2024-03-01")),
        says("2", "Заседание Центральной избирательной комиссии", day("2024-03-01")),
    ),
    "Russian and Belarusian": (
        says("1", "Заседание областной комиссии", day("2024-03-01")),
        says("2", "Пасяджэнне абласной камісіі", day("2024-03-01"), lang="be"),
    ),
    "bare, with nothing else that day": (
        says("1", "Заседание ЦИК", day("2024-03-01")),
        says("2", "Заседание", day("2024-03-01")),
    ),
    "bare, with its organiser": (
        says("1", "Заседание ЦИК", day("2024-03-01")),
        says("2", "Заседание", day("2024-03-01"), organiser="Центризбирком"),
    ),
    "the hour corrected in another post": (
        says("1", "Заседание областной комиссии", day("2024-03-01"), clock="15:00"),
        says("2", "Заседание областной комиссии", day("2024-03-01"), clock="16:00"),
    ),
    "of two bodies, its country and its town": (
        says("1", "Заседание Совета ШОС", day("2024-03-01"), place="Узбекистан"),
        says("2", "Заседание Совета ШОС", day("2024-03-01"), place="Ташкент"),
    ),
    "a day of a conference": (
        says("1", "Конференция «Выборы и право»", day("2024-03-01", "2024-03-03"), "span"),
        says("2", "Конференция «Выборы и право»", day("2024-03-02")),
    ),
    "a quoted name under another sort": (
        says("1", "Форум «Молодёжь и выборы»", day("2024-03-01")),
        says("2", "Встреча форума «Молодежь и выборы»", day("2024-03-01")),
    ),
    "the week, then the day": (
        says("1", "Семинар для наблюдателей", within("2024-03-04", "2024-03-10")),
        says("2", "Семинар для наблюдателей", day("2024-03-06")),
    ),
    "moved": (
        says("1", "Семинар для наблюдателей", day("2024-03-12")),
        says("2", "Семинар", day("2024-03-14"), "moved-to", moved_from=day("2024-03-12")),
    ),
    "moved, and announced on the new day": (
        says("1", "Семинар для наблюдателей", day("2024-03-12")),
        says("2", "Семинар для наблюдателей", day("2024-03-14"), "moved-to", moved_from=day("2024-03-12")),
        says("3", "Семинар для наблюдателей", day("2024-03-14")),
    ),
    "cancelled without its date": (
        says("1", "День открытых дверей", day("2024-01-22"), kind="other"),
        says("2", "День открытых дверей", None, "cancelled", kind="other"),
    ),
}

OCCASIONS_THAT_ARE_TWO = {
    "two organisers on one day": (
        says("1", "Заседание ЦИК", day("2024-03-01")),
        says("2", "Заседание областной комиссии", day("2024-03-01")),
    ),
    "two days": (
        says("1", "Заседание областной комиссии", day("2024-03-01")),
        says("2", "Заседание областной комиссии", day("2024-03-02")),
    ),
    "two sorts on one day": (
        says("1", "Заседание областной комиссии", day("2024-03-01")),
        says("2", "Пресс-конференция областной комиссии", day("2024-03-01")),
    ),
    "two hours in one post": (
        says("1", "Пресс-конференция миссии наблюдателей", day("2024-03-01"), clock="12:00"),
        says("1", "Пресс-конференция миссии наблюдателей", day("2024-03-01"), clock="15:30", start=100),
    ),
    "two missions": (
        says("1", "Пресс-конференция миссии СНГ", day("2024-03-01")),
        says("2", "Пресс-конференция миссии ШОС", day("2024-03-01")),
    ),
    "two places": (
        says("1", "Встреча с избирателями", day("2024-03-01"), place="Брест"),
        says("2", "Встреча с избирателями", day("2024-03-01"), place="Гомель"),
    ),
    "two numbers": (
        says("1", "Заседание комиссии участка № 5", day("2024-03-01")),
        says("2", "Заседание комиссии участка № 7", day("2024-03-01")),
    ),
    "bare, and days that only overlap": (
        says("1", "Встреча с кандидатами", day("2024-03-03")),
        says("2", "Встреча", day("2024-03-03", "2024-03-04"), "span"),
    ),
    "two names": (
        says("1", "Конкурс «Я – избиратель»", day("2024-03-01")),
        says("2", "Конкурс «Знатоки права»", day("2024-03-01")),
    ),
    "first and second session": (
        says("1", "Первая сессия областного Совета", day("2024-03-01", "2024-03-05"), "span"),
        says("2", "Вторая сессия областного Совета", day("2024-03-05")),
    ),
    "a stage and an occasion": (
        says("1", "Регистрация кандидатов", day("2024-03-01"), concept="registration"),
        says("2", "Заседание о регистрации кандидатов", day("2024-03-01")),
    ),
}


@pytest.mark.parametrize("mentions", STAGES_THAT_ARE_ONE.values(), ids=STAGES_THAT_ARE_ONE)
def test_stages_that_are_one(mentions: tuple[Mention, ...]) -> None:
    assert len(groups(*mentions)) == 1


@pytest.mark.parametrize("mentions", STAGES_THAT_ARE_TWO.values(), ids=STAGES_THAT_ARE_TWO)
def test_stages_that_are_two(mentions: tuple[Mention, ...]) -> None:
    assert len(groups(*mentions)) == 2


@pytest.mark.parametrize("mentions", OCCASIONS_THAT_ARE_ONE.values(), ids=OCCASIONS_THAT_ARE_ONE)
def test_occasions_that_are_one(mentions: tuple[Mention, ...]) -> None:
    assert len(groups(*mentions)) == 1


@pytest.mark.parametrize("mentions", OCCASIONS_THAT_ARE_TWO.values(), ids=OCCASIONS_THAT_ARE_TWO)
def test_occasions_that_are_two(mentions: tuple[Mention, ...]) -> None:
    assert len(groups(*mentions)) == 2


def test_two_elections_of_the_calendar_are_two_on_one_day() -> None:
    votes = (
        voting("1", "2024-02-25", election="parliament-2024"),
        voting("2", "2024-02-25", election="referendum-2024"),
    )
    assert len(groups(*votes)) == 1
    known = [
        Election(id=id_, names=(("ru", id_),), bodies=(), first=date(2024, 2, 25), last=date(2024, 2, 25))
        for id_ in ("parliament-2024", "referendum-2024")
    ]
    assert len(merge(votes, replace(CALENDAR, elections=tuple(known)), POSTS).events) == 2


def test_a_bare_meeting_between_two_joins_neither_wrongly() -> None:
    """With two meetings that day it is not told which; those two stay apart."""
    found = groups(
        says("1", "Заседание ЦИК", day("2024-03-01")),
        says("2", "Заседание областной комиссии", day("2024-03-01")),
        says("3", "Заседание", day("2024-03-01")),
    )
    assert not any({"1", "2"} <= posts for posts in found)


def test_what_names_no_body_joins_the_one_its_post_speaks_of() -> None:
    found = groups(
        says("1", "Выдвижение", day("2024-01-05", "2024-01-15"), "span", concept="nomination", body="deputies"),
        says("2", "Выдвижение", day("2024-01-05", "2024-01-15"), "span", concept="nomination", body="council"),
        says("3", "Выдвижение", until("2024-01-15"), "end", concept="nomination"),
        voting("3", "2024-04-04", body="council"),
    )
    assert {"2", "3"} in found


def test_a_recap_begins_no_event_and_corroborates_one() -> None:
    recap = voting("2", "2024-02-25", recap=True)
    assert left(recap) == {"2"}
    assert groups(recap) == []
    assert groups(voting("1", "2024-02-25"), recap) == [{"1", "2"}]
    assert left(voting("1", "2024-02-25"), voting("2", "2020-02-25", recap=True)) == {"2"}


def test_a_recap_of_another_campaign_is_not_taken_for_this_one() -> None:
    told = says("1", "Досрочное", day("2024-02-20", "2024-02-24"), "span", concept="early-voting", election="e-2024")
    recalled = says(
        "2", "Досрочное", day("2024-01-12", "2024-01-16"), "span", concept="early-voting", election="e-2024", recap=True
    )
    assert left(told, recalled) == {"2"}


def test_a_refused_mention_is_nowhere() -> None:
    assert groups(voting("1", "2024-02-25", refused="statistics")) == []


def test_a_name_without_a_date_joins_the_one_event_it_can_mean() -> None:
    named = says("3", "Голосование", None, concept="election-day")
    assert groups(voting("1", "2024-02-25"), named) == [{"1", "3"}]
    assert left(voting("1", "2024-02-25", body="deputies"), voting("2", "2024-04-04", body="council"), named) == {"3"}
