"""What the clients are shown: a feed in five states, and what each must then hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from timeline.events import Event, Evidence, When

CALENDAR = "by-cec"
STORED = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
"""When the events were stored: lately, so that a cancelled one is still announced."""

LONG = "Очень длинное сообщение с эмодзи 🗳️👩‍⚖️ и знаками , ; : \\ \\n \\N «кавычки» \"quotes\" 'и' <разметкой>. " * 12


@dataclass(frozen=True, slots=True)
class Entry:
    """What a client must show: days and times in Minsk, the end as the format has it (exclusive)."""

    start: str
    end: str
    status: str
    title: str


def event(name: str, title: str, when: When, **changes: Any) -> Event:
    quote = changes.pop("quote", f"{title}: дата объявлена.")
    told = Evidence(
        channel="example",
        post="12",
        url="https://t.me/example/12",
        posted=datetime(2023, 11, 28, 9, 30, tzinfo=UTC),
        start=0,
        end=len(quote),
        quote=quote,
        marks=(),
        role="at",
        says="",
    )
    given: dict[str, Any] = {
        "id": name,
        "uid": f"{name}@timeline.example",
        "calendar": CALENDAR,
        "title": title,
        "kind": "meeting",
        "when": when,
        "evidence": (told,),
        "posts": 1,
        "revision": 0,
        "created": STORED,
        "changed": STORED,
    }
    return Event(**{**given, **changes})


def on(month: int, first: int, last: int | None = None, **clock: Any) -> When:
    start, end = date(2024, month, first), date(2024, month, last or first)
    return When(start, start, end, end, **clock)


FIRST = (
    event("voting", "Единый день голосования 🗳️", on(2, 25), kind="election-day"),
    event("early", "Досрочное голосование", on(2, 20, 24, hours=(("12:00", "19:00"),)), kind="early-voting"),
    event(
        "session",
        "Заседание комиссии",
        on(1, 17, clock="15:00", clock_end="16:30"),
        place="Минск, Советская, 11; зал № 2",
    ),
    event("papers", "Сдача документов", When(end_latest=date(2024, 1, 15)), kind="deadline"),
    event(
        "seminar",
        "Семинар",
        When(date(2024, 2, 1), date(2024, 2, 10), date(2024, 2, 1), date(2024, 2, 10)),
        kind="training",
    ),
    event("briefing", "Брифинг, «вопросы»; ответы \\ разное", on(2, 5, clock="11:00", clock_end="12:00"), quote=LONG),
    event(
        "hostile",
        "<script>alert(1)</script>\r\nATTENDEE:mailto:x\x07\u202e",
        on(3, 1),
        kind="other",
        quote="BEGIN:VALARM\r\nTRIGGER:-P1D\r\nEND:VALARM\x00" + "Щ" * 3000,
    ),
)

SHOWN = {
    "voting": Entry("2024-02-25", "2024-02-26", "CONFIRMED", "Единый день голосования 🗳️"),
    "early": Entry("2024-02-20", "2024-02-25", "CONFIRMED", "Досрочное голосование"),
    "session": Entry("2024-01-17T15:00", "2024-01-17T16:30", "CONFIRMED", "Заседание комиссии"),
    "papers": Entry("2024-01-15", "2024-01-16", "CONFIRMED", "Последний день: Сдача документов"),
    "seminar": Entry("2024-02-01", "2024-02-11", "TENTATIVE", "≈ Семинар"),
    "briefing": Entry("2024-02-05T11:00", "2024-02-05T12:00", "CONFIRMED", "Брифинг, «вопросы»; ответы \\ разное"),
    "hostile": Entry("2024-03-01", "2024-03-02", "CONFIRMED", "<script>alert(1)</script> ATTENDEE:mailto:x"),
}


def states() -> Iterator[tuple[str, tuple[Event, ...], dict[str, Entry]]]:
    """Each state of the feed: what was done, the events, what a client must show."""
    events = {one.id: one for one in FIRST}
    shown = dict(SHOWN)
    yield "first sync", tuple(events.values()), dict(shown)

    later = STORED + timedelta(minutes=10)
    moved = on(1, 18, clock="10:00", clock_end="11:30")
    events["session"] = replace(events["session"], when=moved, revision=1, changed=later)
    shown["session"] = Entry("2024-01-18T10:00", "2024-01-18T11:30", "CONFIRMED", "Заседание комиссии")
    yield "a reschedule", tuple(events.values()), dict(shown)

    later += timedelta(minutes=10)
    events["briefing"] = replace(events["briefing"], status="cancelled", revision=1, changed=later)
    shown["briefing"] = replace(
        shown["briefing"], status="CANCELLED", title="Отменено: Брифинг, «вопросы»; ответы \\ разное"
    )
    yield "a cancellation", tuple(events.values()), dict(shown)

    later += timedelta(minutes=10)
    events["early"] = replace(events["early"], title="Досрочное голосование, все участки", revision=1, changed=later)
    shown["early"] = replace(shown["early"], title="Досрочное голосование, все участки")
    yield "an edit", tuple(events.values()), dict(shown)

    del events["papers"], shown["papers"]
    yield "a deletion", tuple(events.values()), dict(shown)


def ahead(today: date) -> tuple[Event, ...]:
    """A campaign around ``today`` for the pages, hostile posts among it."""

    def days(first: int, last: int | None = None, **clock: Any) -> When:
        start, end = (today + timedelta(days=number) for number in (first, first if last is None else last))
        return When(start, start, end, end, **clock)

    window = When(today + timedelta(days=60), today + timedelta(days=100), None, today + timedelta(days=100))
    return (
        event("vote", "Единый день голосования", days(46, hours=(("08:00", "20:00"),)), kind="election-day"),
        event("early", "Досрочное голосование", days(41, 45, hours=(("12:00", "19:00"),)), kind="early-voting"),
        event("names", "Выдвижение кандидатов", days(-24, 5), kind="nomination"),
        event("papers", "Сдача документов", When(end_latest=today + timedelta(days=7)), kind="deadline"),
        event("session", "Заседание Центральной комиссии", days(9, clock="15:00"), place="Минск, Советская, 11"),
        event("called", "Выборы назначены", days(-51), kind="other"),
        event("off", "День открытых дверей", days(12), status="cancelled", revision=1),
        event("assembly", "Всебелорусское собрание", window),
        event("word", "А" + "Щ" * 10_000, days(14), place="Щ" * 10_000, quote="Щ" * 10_000),
        event("script", "<script>alert(1)</script>", days(15), quote="<img src=x onerror=alert(2)> 🗳️ \u202eоборот"),
    )
