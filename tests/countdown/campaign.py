"""One campaign for the tests of the views: every shape that a row can take, with titles in three languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from timeline.countdown.left import Moment, Row, look
from timeline.events import Change, Event, Evidence, When

if TYPE_CHECKING:
    from timeline.events.event import Status
    from timeline.mentions import Kind

MINSK = ZoneInfo("Europe/Minsk")

FORMED = When.days(date(2023, 11, 21), date(2023, 12, 6))
NOMINATION = When.days(date(2023, 12, 17), date(2024, 1, 15))
EARLY = When(*[date(2024, 2, 20)] * 2, *[date(2024, 2, 24)] * 2, hours=(("12:00", "19:00"),))
VOTING = When(*[date(2024, 2, 25)] * 4, hours=(("08:00", "20:00"),))
ASSEMBLY = When(None, None, None, date(2024, 4, 25))
CALLED = When.days(date(2023, 11, 20))


def event(
    id: str,  # noqa: A002 - the field's own name
    ru: str,
    kind: Kind,
    when: When,
    *,
    be: str = "",
    en: str = "",
    status: Status = "confirmed",
    place: str | None = None,
    conditional: bool = False,
    foreign: bool = False,
    evidence: tuple[Evidence, ...] = (),
    history: tuple[Change, ...] = (),
    notes: tuple[str, ...] = (),
    law: str | None = None,
    likely: When | None = None,
) -> Event:
    """An event of the calendar ``by-cec`` with titles in the languages that are given."""
    return Event(
        id=id,
        uid=f"{id}@timeline",
        calendar="by-cec",
        title=ru,
        titles=tuple((code, text) for code, text in (("ru", ru), ("be", be), ("en", en)) if text),
        kind=kind,
        when=when,
        status=status,
        place=place,
        conditional=conditional,
        foreign=foreign,
        evidence=evidence,
        history=history,
        notes=notes,
        law=law,
        likely=likely,
        posts=len([proof for proof in evidence if proof.dates]),
    )


def campaign() -> list[Event]:
    """The campaign of the design's mock-up."""
    return [
        event("c1", "Образование комиссий", "other", FORMED, be="Утварэнне камісій", en="Commissions formed"),
        event("c2", "Выдвижение кандидатов", "nomination", NOMINATION, be="Вылучэнне кандыдатаў", en="Nomination"),
        event("c3", "Досрочное голосование", "early-voting", EARLY, be="Датэрміновае галасаванне", en="Early voting"),
        event(
            "c4",
            "Единый день голосования",
            "election-day",
            VOTING,
            be="Адзіны дзень галасавання",
            en="Single voting day",
        ),
        event("c5", "Всебелорусское собрание", "meeting", ASSEMBLY, be="Усебеларускі сход", en="People's Assembly"),
        event("c6", "Выборы назначены", "other", CALLED, be="Выбары прызначаныя", en="Election called"),
    ]


def everything() -> list[Event]:
    """The campaign, and what a calendar may hold besides."""
    said = "Встреча с наблюдателями пройдёт 10 января 2024 года в 15.00 в Минске."
    day = said.index("10 января 2024 года")
    proof = Evidence(
        channel="cec",
        post="31",
        url="https://t.me/cec/31",
        posted=datetime(2024, 1, 8, 6, 30, tzinfo=UTC),
        start=0,
        end=len(said),
        quote=said,
        marks=((day, day + 19),),
        role="at",
        says="2024-01-10",
        reasons=("future tense", "time beside a place"),
    )
    hint = Evidence(
        channel="cec",
        post="29",
        url=None,
        posted=None,
        start=0,
        end=30,
        quote="На днях встретимся с наблюдателями.",
        marks=((0, 7),),
        role="at",
        says="",
        dates=False,
    )
    moved = Change(
        what="moved",
        old="2024-01-09",
        new="2024-01-10",
        channel="cec",
        post="31",
        posted=datetime(2024, 1, 8, 6, 30, tzinfo=UTC),
    )
    met = When(*[date(2024, 1, 10)] * 4, clock="15:00")
    return [
        *campaign(),
        event(
            "m1",
            "Встреча с наблюдателями",
            "meeting",
            met,
            be="Сустрэча з назіральнікамі",
            en="Meeting with observers",
            place="Минск",
            evidence=(proof, hint),
            history=(moved,),
            law="ст. 13",
            notes=("Перенесено один раз",),
        ),
        event(
            "d1",
            "Документы на регистрацию",
            "deadline",
            When(None, None, None, date(2024, 1, 15), clock="18:00"),
            be="Дакументы на рэгістрацыю",
            en="Registration papers",
        ),
        event(
            "w1",
            "Семинар для комиссий 🗳️",
            "training",
            When(date(2024, 3, 1), date(2024, 3, 31), date(2024, 3, 1), date(2024, 3, 31)),
            be="Семінар для камісій 🗳️",
            en="Seminar for commissions 🗳️",
            status="tentative",
        ),
        event(
            "x1",
            "Пресс-конференция",
            "meeting",
            When(*[date(2024, 1, 12)] * 4, clock="11:00"),
            be="Прэс-канферэнцыя",
            en="Press conference",
            status="cancelled",
        ),
        event(
            "s1",
            "Второй тур",
            "election-day",
            When(date(2024, 2, 26), date(2024, 3, 10), date(2024, 2, 26), date(2024, 3, 10)),
            be="Другі тур",
            en="Second round",
            conditional=True,
        ),
        event(
            "g1",
            "Заседание о списках",
            "meeting",
            When(date(2023, 12, 20), date(2024, 1, 5), date(2023, 12, 20), date(2024, 1, 5)),
            be="Пасяджэнне пра спісы",
            en="Session on the lists",
        ),
    ]


def on(day: str, clock: str | None = None, zone: ZoneInfo = MINSK) -> Moment:
    """A moment in Minsk: a day, or a clock of it."""
    if clock is None:
        return Moment(date.fromisoformat(day), None, zone)
    return Moment.at(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone), zone)


def rows(events: list[Event], moment: Moment) -> list[Row]:
    """The events as they stand at a moment."""
    return [look(one, moment) for one in events]
