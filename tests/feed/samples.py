"""Events for the tests of the feed and the site: one of each sort that an entry can be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from timeline.calendars import Calendar
from timeline.events import Change, Event, Evidence, When

MINSK = ZoneInfo("Europe/Minsk")
CALENDAR = Calendar(
    id="sample",
    name="Выборы в примере",
    names=(("ru", "Выборы в примере"), ("be", "Выбары ў прыкладзе"), ("en", "Elections of an example")),
    zone=MINSK,
    languages=("ru", "be"),
    country="BY",
    sources=("https://t.me/s/example",),
)
TODAY = date(2024, 1, 10)


def evidence(quote: str, post: str = "12", day: int = 28, **changes: Any) -> Evidence:
    """A sentence of a post of November 2023."""
    given: dict[str, Any] = {
        "channel": "example",
        "post": post,
        "url": f"https://t.me/example/{post}",
        "posted": datetime(2023, 11, day, 9, 30, tzinfo=UTC),
        "start": 0,
        "end": len(quote),
        "quote": quote,
        "marks": (),
        "role": "at",
        "says": "2024-02-25",
    }
    return Evidence(**{**given, **changes})


def event(name: str = "voting", **changes: Any) -> Event:
    """An election day on 25 February 2024, changed as asked."""
    given: dict[str, Any] = {
        "id": name,
        "uid": f"{name}@timeline",
        "calendar": "sample",
        "title": "Единый день голосования",
        "kind": "election-day",
        "when": When.days(date(2024, 2, 25)),
        "election": "2024",
        "evidence": (evidence("Голосовать будем 25 февраля 2024 года."),),
        "posts": 1,
        "revision": 1,
        "created": datetime(2023, 11, 28, 10, tzinfo=UTC),
        "changed": datetime(2023, 11, 28, 10, tzinfo=UTC),
    }
    return Event(**{**given, **changes})


def day(month: int, number: int, year: int = 2024) -> date:
    return date(year, month, number)


SAMPLES = (
    event(titles=(("ru", "Единый день голосования"), ("be", "Адзіны дзень галасавання"), ("en", "Single voting day"))),
    event(
        "early",
        title="Досрочное голосование",
        kind="early-voting",
        when=When(day(2, 20), day(2, 20), day(2, 24), day(2, 24), hours=(("12:00", "19:00"),)),
    ),
    event(
        "session",
        title="Заседание Центральной комиссии",
        kind="meeting",
        when=When(day(1, 17), day(1, 17), day(1, 17), day(1, 17), clock="15:00"),
        place="Минск, ул. Советская, 11; зал № 2",
        audience=("journalist",),
    ),
    event(
        "late",
        title="Подсчёт голосов",
        kind="observation",
        when=When(day(2, 25), day(2, 25), day(2, 25), day(2, 25), clock="20:00", clock_end="24:00"),
    ),
    event("papers", title="Сдача документов", kind="deadline", when=When(end_latest=day(1, 15))),
    event("close", title="Окончание выдвижения", kind="deadline", when=When(end_latest=day(1, 15)), law="статья 66"),
    event("start", title="Агитация", kind="campaigning", when=When(day(1, 25), day(1, 25), None, None)),
    event(
        "short",
        title="Семинар наблюдателей",
        kind="training",
        when=When(day(2, 1), day(2, 10), day(2, 1), day(2, 10)),
    ),
    event(
        "wide",
        title="Выборы депутатов",
        when=When(day(11, 29, 2023), day(2, 27), day(11, 29, 2023), day(2, 27)),
        likely=When(day(1, 29), day(2, 27), day(1, 29), day(2, 27)),
        election="other",
    ),
    event("assembly", title="Всебелорусское собрание", kind="meeting", when=When(end_latest=day(4, 25))),
    event("after", title="Второй тур", when=When(start_earliest=day(2, 26)), conditional=True, status="tentative"),
    event("nowhen", title="Когда-нибудь", when=When()),
    event("planned", title="Брифинг", kind="meeting", when=When.days(day(2, 5)), status="tentative"),
    event(
        "off",
        title="Пресс-конференция",
        kind="meeting",
        when=When.days(day(1, 12)),
        status="cancelled",
        revision=2,
        changed=datetime(2024, 1, 5, 8, tzinfo=UTC),
        evidence=(
            evidence("12 января пройдёт пресс-конференция."),
            evidence("Пресс-конференция отменена.", post="20", day=30, role="cancelled"),
        ),
        history=(
            Change(
                what="cancelled",
                old="2024-01-12",
                new=None,
                channel="example",
                post="20",
                posted=datetime(2023, 11, 30, 9, 30, tzinfo=UTC),
            ),
        ),
    ),
    event(
        "astana",
        title="Выборы в Казахстане",
        when=When.days(day(3, 3)),
        foreign=True,
        evidence=(evidence("В Казахстане голосуют 3 марта."),),
    ),
    event(
        "hostile",
        title="<script>alert(1)</script>\r\nATTENDEE:x\u202e gnp\x00, a; b\\N \\",
        kind="other",
        when=When.days(day(3, 1)),
        place="line\nbreak",
        evidence=(
            evidence(
                "🗳️ «Кавычки», запятые; точки с запятой \\ \\\\ \\n\r\nBEGIN:VALARM\n" + "Щ" * 1000,
                url="https://t.me/x\r\nX-EVIL:1",
            ),
        ),
    ),
)
