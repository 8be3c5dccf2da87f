"""Building only what changed posts touched gives what building everything gives, and costs less."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from store.campaign import MINSK

from timeline import touched
from timeline.calendars import Calendar, default_calendar, load
from timeline.events import Event
from timeline.ingest import Chain, everything_said, ingest, refresh
from timeline.mentions import Mention
from timeline.posts import Post, Posted
from timeline.posts.cleaning import fingerprint
from timeline.store import open_store
from timeline.store.store import Store

CALENDAR = default_calendar(MINSK)
NOW = datetime(2024, 2, 1, 12, 0, tzinfo=UTC)
YEARS = 8
MONTHS = """
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
"""
SENTENCES = (
    "Заседание Центральной комиссии состоится {day} в 15.00.",
    "Заседание областной комиссии пройдёт {day}.",
    "Семинар для наблюдателей состоится {day} в Минске.",
    "Семинар для наблюдателей состоится {day} в Бресте.",
    "Заседание Центральной комиссии перенесено с {before} на {day}.",
    "Семинар для наблюдателей, назначенный на {day}, отменён.",
    "Единый день голосования пройдёт {day}.",
    "Выдвижение кандидатов продлится до {day} включительно.",
    "Регистрация кандидатов начнётся {day}.",
    "Досрочное голосование пройдёт с {before} по {day}.",
    "На заседании Центральной комиссии обсудят бюллетень.",
    "Выдвижение кандидатов продлено до {day} включительно.",
    "Уточнённая дата семинара для наблюдателей – {day}.",
    "Семинар для наблюдателей откладывается, новая дата будет объявлена позже.",
    "Проверка участков пройдёт за пять дней до единого дня голосования.",
    "Жеребьёвка пройдёт через три дня после окончания регистрации кандидатов.",
    "Пресс-конференция состоится за день до начала досрочного голосования.",
    "До единого дня голосования осталось меньше двух месяцев.",
    "Выборы Президента пройдут {day}.",
    "Спасибо всем, кто был с нами.",
)


class Counting:
    """The chain of the program, and how many posts each build was given."""

    def __init__(self) -> None:
        self.real = Chain.real()
        self.sizes: list[int] = []

    def build(self, mentions: Sequence[Mention], posts: Sequence[Post], *further: Any) -> list[Event]:
        self.sizes.append(len(posts))
        return self.real.build(mentions, posts, *further)

    @property
    def chain(self) -> Chain:
        return replace(self.real, build=self.build)


def post(number: int, choose: random.Random) -> Post:
    """A post of some day within eight years that speaks of something within the next seven weeks."""
    posted = datetime(2016, 1, 1, 10, 0, tzinfo=MINSK) + timedelta(days=choose.randrange(365 * YEARS))
    day = posted.date() + timedelta(days=choose.randrange(1, 50))
    text = choose.choice(SENTENCES).format(
        day=written(day), before=written(day - timedelta(days=choose.randrange(1, 9)))
    )
    return Post(channel="commission", id=str(number), text=text, posted=Posted.exact(posted))


def written(day: date) -> str:
    return f"{day.day} {MONTHS.split()[day.month - 1]} {day.year} года"


def plain(events: Sequence[Event]) -> list[Event]:
    bare = [replace(one, id="", uid="", revision=0, created=None, changed=None) for one in events]
    return sorted(bare, key=repr)


def copied(choose: random.Random) -> list[Post]:
    """A page copied by hand: a few posts without a date."""
    texts = list(dict.fromkeys(post(0, choose).text for _ in range(choose.randrange(1, 4))))
    return [
        Post(channel="copy", id=f"text-{fingerprint(text)}", text=text, posted=Posted.unknown(), position=number)
        for number, text in enumerate(texts, 1)
    ]


def fresh(store: Store, calendar: Calendar = CALENDAR) -> list[Event]:
    """What building everything that is stored gives."""
    mentions, posts = everything_said(store, calendar, Chain.real())
    return plain(Chain.real().build(mentions, posts, calendar, store.corrections(calendar.id)))


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched, "FEW_MENTIONS", 0)


@pytest.mark.parametrize("calendar", [CALENDAR, load("by-cec")], ids=lambda calendar: calendar.id)
@pytest.mark.parametrize("undated", [False, True], ids=["dated", "undated"])
@settings(max_examples=8)
@given(seed=st.integers(0, 10**9))
@example(seed=506017319)  # what names nothing in a copied page is posted with one date, and then with another
def test_it_equals_a_fresh_build(
    undated: bool, calendar: Calendar, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Also where days are counted from other events, where the law stands beside what posts say, and where some of
    them have no date."""
    choose = random.Random(seed)
    counting = Counting()
    with open_store(tmp_path_factory.mktemp("touched") / "t.db") as store:
        ingest(store, calendar, [post(number, choose) for number in range(120)], chain=counting.chain, now=NOW)
        for step in range(8):
            match choose.randrange(5 if undated else 4):
                case 4:  # a page is copied, and one of its posts turns out to be known with its date
                    page = copied(choose)
                    store.add_posts(calendar.id, page)
                    if choose.random() < 0.5:
                        store.add_posts(calendar.id, [replace(post(300 + step, choose), text=page[0].text)])
                case 0:  # a post is edited
                    changed = post(choose.randrange(120), choose)
                    before = store.post(calendar.id, "commission", changed.id)
                    keeps_its_time = before is not None and choose.random() < 0.8
                    store.add_posts(
                        calendar.id, [replace(changed, posted=before.posted) if keeps_its_time else changed]
                    )
                case 1:  # a post is deleted
                    gone = str(choose.randrange(120))
                    store.note_missing(calendar.id, "commission", {gone: 2}, {gone})
                case _:  # a post or two are new
                    store.add_posts(
                        calendar.id, [post(200 + 2 * step + n, choose) for n in range(choose.randrange(1, 3))]
                    )
            refresh(store, calendar, chain=counting.chain, now=NOW + timedelta(hours=step))
            assert plain(store.events()) == fresh(store, calendar)
            assert store._one("SELECT count(*) FROM mentions WHERE dirty") == 0


@pytest.mark.parametrize("calendar", [CALENDAR, load("by-cec")], ids=lambda calendar: calendar.id)
def test_one_new_post_builds_only_its_surroundings(calendar: Calendar, tmp_path: Path) -> None:
    choose = random.Random(7)
    counting = Counting()
    with open_store(tmp_path / "t.db") as store:
        posts = [post(number, choose) for number in range(400)]
        ingest(store, calendar, posts, chain=counting.chain, now=NOW)
        ids = {one.id for one in store.events()}
        counting.sizes.clear()
        day = datetime(2020, 3, 2, 10, 0, tzinfo=MINSK)
        text = "Пресс-конференция о ходе кампании состоится 12 марта 2020 года."
        report = ingest(
            store,
            calendar,
            [Post(channel="commission", id="new", text=text, posted=Posted.exact(day))],
            chain=counting.chain,
            now=NOW,
        )
        assert [one.when.start for one in report.events.added] == [date(2020, 3, 12)]
        assert report.events.total == len(ids) + 1
        assert ids < {one.id for one in store.events()}
        assert len(counting.sizes) == 2  # as it was, and as it is
        assert max(counting.sizes) < 150


def test_what_the_law_makes_of_a_new_stage_is_built_with_it(tmp_path: Path) -> None:
    """The announced stage takes the place of the expected one, and keeps its id; no other event is built."""
    counting = Counting()
    calendar = load("by-cec")
    day = datetime(2023, 12, 1, 10, 0, tzinfo=MINSK)

    def said(number: int, text: str) -> Post:
        return Post(channel="c", id=str(number), text=text, posted=Posted.exact(day + timedelta(hours=number)))

    with open_store(tmp_path / "t.db") as store:
        others = [said(n, f"Заседание областной комиссии № {n} состоится {n} декабря в 15.00.") for n in range(10, 30)]
        ingest(store, calendar, others, chain=counting.chain, now=NOW)
        ingest(store, calendar, [said(1, "Единый день голосования пройдёт 25 февраля 2024 года.")], now=NOW)
        (expected,) = [one for one in store.events() if one.concept == "registration" and one.election == "by-2024"]
        assert expected.status == "tentative"
        counting.sizes.clear()
        ingest(
            store, calendar, [said(2, "Регистрация кандидатов в депутаты начнётся 16 января.")], chain=counting.chain
        )
        assert len(counting.sizes) == 2
        (announced,) = [one for one in store.events() if one.concept == "registration" and one.election == "by-2024"]
        assert (announced.id, announced.status, announced.posts) == (expected.id, "confirmed", 1)
        assert (str(announced.when.start), str(announced.when.end)) == ("2024-01-16", "2024-01-30")
        assert announced.announced is not None
        assert announced.announced.when.end is None
        assert plain(store.events()) == fresh(store, calendar)


def test_a_stage_that_the_law_now_speaks_of_is_stored_with_it(tmp_path: Path) -> None:
    """Of two announcements the nearer follows the law; once it is deleted, the other does."""
    counting = Counting()
    calendar = load("by-cec")
    texts = (
        "Единый день голосования пройдёт 25 февраля 2024 года.",
        "Выдвижение кандидатов в депутаты продлится до 28 ноября 2023 года включительно.",
        "Выдвижение кандидатов в депутаты продлится до 15 января 2024 года включительно.",
        *(f"Заседание областной комиссии № {n} состоится {n} декабря 2023 года в 15.00." for n in range(10, 30)),
    )
    day = datetime(2023, 11, 20, 10, 0, tzinfo=MINSK)
    posts = [
        Post(channel="c", id=str(n), text=text, posted=Posted.exact(day + timedelta(hours=n)))
        for n, text in enumerate(texts)
    ]

    def lawful(store: Store) -> list[date | None]:
        stages = [one for one in store.events() if one.concept == "nomination" and one.election == "by-2024"]
        return [one.announced.when.end for one in stages if one.announced is not None]

    with open_store(tmp_path / "t.db") as store:
        ingest(store, calendar, posts, now=NOW)
        assert lawful(store) == [date(2024, 1, 15)]
        store.note_missing(calendar.id, "c", {"2": 2}, {"2"})
        refresh(store, calendar, chain=counting.chain, now=NOW)
        assert len(counting.sizes) == 2, "as it was, and as it is"
        assert lawful(store) == [date(2023, 11, 28)]
        assert plain(store.events()) == fresh(store, calendar)


def test_what_is_counted_from_an_event_knows_all_of_it(tmp_path: Path) -> None:
    """A post near by names the vote in passing; what a new post counts from it is told with its whole name."""
    texts = (
        "Календарь: образование участков – не позднее 9 января, день выборов в местные Советы – 24 февраля 2030 года.",
        "Выборы депутатов местных Советов тридцатого созыва назначены на 24 февраля 2030 года.",
        "Выборы депутатов местных Советов пройдут 24 февраля 2030 года.",
        "Участки для голосования закон велит образовать не позднее чем за 45 дней до выборов.",
    )
    day = datetime(2029, 12, 20, 10, 0, tzinfo=MINSK)
    posts = [
        Post(channel="c", id=str(n), text=text, posted=Posted.exact(day + timedelta(hours=n)))
        for n, text in enumerate(texts)
    ]
    with open_store(tmp_path / "t.db") as store:
        for one in posts:
            ingest(store, CALENDAR, [one], now=NOW)
        assert plain(store.events()) == fresh(store)


def test_a_post_that_says_nothing_builds_nothing(tmp_path: Path) -> None:
    counting = Counting()
    choose = random.Random(3)
    with open_store(tmp_path / "t.db") as store:
        ingest(store, CALENDAR, [post(number, choose) for number in range(40)], chain=counting.chain, now=NOW)
        counting.sizes.clear()
        thanks = Post(channel="commission", id="new", text="Спасибо!", posted=Posted.exact(NOW))
        assert ingest(store, CALENDAR, [thanks], chain=counting.chain, now=NOW).events.added == ()
        assert counting.sizes == []
        assert plain(store.events()) == fresh(store)
