"""The feed as a whole: read back by icalendar, by our own checklist, and against a golden file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from feed.samples import CALENDAR, MINSK, SAMPLES, TODAY, event, evidence
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import Body
from timeline.errors import UsageError
from timeline.events import Change, Event, Evidence, When
from timeline.feed import Filter, Shelf, check, parse_alarm, vevent
from timeline.feed.filters import KINDS
from timeline.feed.phrases import LANGUAGES, phrases
from timeline.feed.vcalendar import Head, head, join, newest, vtimezone

GOLDEN = Path(__file__).parent.parent / "golden"
ALL = Filter(certainty="all", cancelled="keep", foreign=True)


def octets(chosen: Filter = ALL, events: tuple[Event, ...] = SAMPLES) -> bytes:
    return Shelf(CALENDAR, events).feed(chosen, TODAY, source="https://example.org/sample.ics").octets


def read(raw: bytes) -> dict[str, icalendar.Event]:
    return {str(item["UID"]): item for item in icalendar.Calendar.from_ical(raw).walk("VEVENT")}


def names(chosen: Filter, events: tuple[Event, ...] = SAMPLES, today: date = TODAY) -> set[str]:
    return {item.id for item in Shelf(CALENDAR, events).choose(chosen, today)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_golden(lang: str) -> None:
    """The golden files are read by a person before they are committed: see docs/feeds.md."""
    assert octets(replace(ALL, lang=lang)).decode() == (GOLDEN / f"feed.{lang}.ics").read_bytes().decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_feed_passes_its_checklist(lang: str) -> None:
    verdict = check(octets(replace(ALL, lang=lang)))
    assert verdict.findings == ()
    assert verdict.events == len(SAMPLES) - 1  # all but the one of which nothing is known


def test_unchanged_events_give_the_same_octets_in_any_order() -> None:
    assert octets() == octets(events=SAMPLES[::-1])


def test_later_posts_that_only_agree_change_nothing() -> None:
    more = replace(SAMPLES[0], evidence=(evidence("Напоминаем: 25 февраля.", post="40", day=30), *SAMPLES[0].evidence))
    assert vevent(more, MINSK) == vevent(SAMPLES[0], MINSK)


def test_a_change_raises_all_three_stamps() -> None:
    moved = replace(
        SAMPLES[0], when=When.days(date(2024, 3, 3)), revision=2, changed=datetime(2023, 12, 1, 7, tzinfo=UTC)
    )
    item = read(octets(events=(moved,)))["voting@timeline"]
    assert item["SEQUENCE"] == 2
    assert item["DTSTAMP"].dt == item["LAST-MODIFIED"].dt == datetime(2023, 12, 1, 7, tzinfo=UTC)


def test_all_day_and_timed_entries() -> None:
    items = read(octets())
    early = items["early@timeline"]
    assert (early["DTSTART"].dt, early["DTEND"].dt) == (date(2024, 2, 20), date(2024, 2, 25))
    assert early["TRANSP"] == "TRANSPARENT"
    assert "12:00–19:00" in early["DESCRIPTION"]
    session = items["session@timeline"]
    assert session["DTSTART"].dt == datetime(2024, 1, 17, 15, tzinfo=MINSK)
    assert session["DTSTART"].params["TZID"] == "Europe/Minsk"
    assert session["TRANSP"] == "OPAQUE"
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Minsk\r\n" in octets()
    assert b"VTIMEZONE" not in octets(events=SAMPLES[:2])


@pytest.mark.parametrize(
    ("name", "status", "title"),
    [
        ("voting", "CONFIRMED", "Единый день голосования"),
        ("papers", "CONFIRMED", "Последний день: Сдача документов"),
        ("close", "CONFIRMED", "Окончание выдвижения"),
        ("start", "CONFIRMED", "Начало: Агитация"),
        ("short", "TENTATIVE", "≈ Семинар наблюдателей"),
        ("wide", "TENTATIVE", "≈ Не позднее этого дня: Выборы депутатов"),
        ("after", "TENTATIVE", "Возможно: ≈ Не раньше этого дня: Второй тур"),
        ("planned", "TENTATIVE", "Предварительно: Брифинг"),
        ("off", "CANCELLED", "Отменено: Пресс-конференция"),
    ],
)
def test_status_and_title(name: str, status: str, title: str) -> None:
    item = read(octets())[f"{name}@timeline"]
    assert (item["STATUS"], item["SUMMARY"]) == (status, title)


def test_the_description_leads_back_to_the_post() -> None:
    text = str(read(octets())["voting@timeline"]["DESCRIPTION"])
    assert "«Голосовать будем 25 февраля 2024 года.»" in text
    assert "https://t.me/example/12" in text
    assert "Объявлено." in text
    assert "Неофициальный календарь" in text
    assert "Закон: статья 66" in str(read(octets())["close@timeline"]["DESCRIPTION"])


def test_a_cancelled_event_quotes_the_post_that_calls_it_off() -> None:
    item = read(octets())["off@timeline"]
    assert "«Пресс-конференция отменена.»" in item["DESCRIPTION"]
    assert item["URL"] == "https://t.me/example/20"


def told(what: str, old: str | None, new: str, post: str) -> Change:
    return Change(what=what, old=old, new=new, channel="example", post=post, posted=None)  # type: ignore[arg-type]


ANNOUNCED = evidence("Сессия должна пройти не позднее 25 апреля.", "1", 1, role="end", says="../2024-04-25")
"""The first post on a session; what later ones add decides which sentences its entry shows."""


def session(later: Evidence, change: Change) -> icalendar.Event:
    first = told("announced", None, "../2024-04-25", "1")
    held = event("session", when=When.days(date(2024, 4, 24), date(2024, 4, 25)), history=(first, change))
    return read(octets(events=(replace(held, kind="meeting", evidence=(ANNOUNCED, later), posts=2),)))[
        "session@timeline"
    ]


def test_the_quote_is_the_sentence_that_gives_the_days_shown() -> None:
    later = evidence(
        "Сессия откроется 24 апреля и продлится два дня.", "2", 2, role="span", says="2024-04-24/2024-04-25"
    )
    item = session(later, told("narrowed", "../2024-04-25", "2024-04-24/2024-04-25", "2"))
    assert "откроется 24 апреля" in item["DESCRIPTION"]
    assert "не позднее" not in item["DESCRIPTION"]
    assert item["URL"] == "https://t.me/example/2"


def test_days_that_two_posts_tell_are_quoted_from_both() -> None:
    later = evidence("Сессия начнётся 24 апреля.", "2", 2, role="start", says="2024-04-24/..")
    item = session(later, told("narrowed", "../2024-04-25", "2024-04-24/2024-04-25", "2"))
    text = item["DESCRIPTION"]
    assert text.index("не позднее 25 апреля") < text.index("начнётся 24 апреля")
    assert item["URL"] == "https://t.me/example/2"


def test_what_a_person_corrected_says_so() -> None:
    step = Change(what="corrected", old=None, new=None, channel=None, post=None, posted=None)
    item = read(octets(events=(event(history=(step,)),)))["voting@timeline"]
    assert "Объявлено. Исправлено вручную." in item["DESCRIPTION"]


def test_a_hostile_post_stays_text() -> None:
    item = read(octets())["hostile@timeline"]
    assert item["SUMMARY"] == "<script>alert(1)</script> ATTENDEE:x gnp, a; b\\N \\"
    assert item["LOCATION"] == "line break"
    assert "URL" not in item
    assert b"\nX-EVIL" not in octets()
    assert b"\nATTENDEE" not in octets()
    assert not item.walk("VALARM")
    assert len(str(item["DESCRIPTION"])) < 1000


WORDS = st.text(max_size=80)


@given(title=WORDS, place=WORDS, quote=WORDS, url=WORDS, law=WORDS, uid=st.text(min_size=1, max_size=20))
def test_no_post_can_break_the_feed(title: str, place: str, quote: str, url: str, law: str, uid: str) -> None:
    given_ = event(title=title, place=place, law=law, uid=f"x{uid}", evidence=(evidence(quote, url=url),))
    raw = octets(events=(given_,))
    assert check(raw).findings == ()
    (item,) = read(raw).values()
    assert item["DTSTART"].dt == date(2024, 2, 25)
    assert len(item.keys()) <= 13


def test_what_each_certainty_holds() -> None:
    everything = {item.id for item in SAMPLES} - {"nowhen", "astana"}
    wide = {"wide", "assembly", "after"}
    assert names(Filter()) == everything - wide
    assert names(Filter(certainty="to-be-confirmed")) == wide
    assert names(Filter(certainty="all")) == everything
    assert names(Filter(certainty="certain")) == everything - wide - {"planned", "short"}
    assert "astana" in names(Filter(foreign=True))


def test_a_cancelled_event_leaves_after_a_while() -> None:
    cancelled = date(2024, 1, 5)
    for later, here in ((0, True), (30, True), (31, False)):
        today = cancelled + timedelta(days=later)
        assert ("off" in names(Filter(), today=today)) is here
        assert "off" in names(Filter(cancelled="keep"), today=today)
        assert "off" not in names(Filter(cancelled="hide"), today=today)


def test_other_filters() -> None:
    assert names(Filter(kinds=("early-voting", "election-day"))) == {"early", "voting"}
    assert names(Filter(audiences=("voter",))) == {"early", "voting"}
    assert "session" in names(Filter(audiences=("journalist",)))
    assert "session" not in names(Filter(audiences=("observer",)))
    assert names(Filter(elections=("other",), certainty="all")) == {"wide"}


@pytest.mark.parametrize(
    "wrong",
    [{"kinds": ("party",)}, {"audiences": ("cat",)}, {"certainty": "maybe"}, {"cancelled": "no"}, {"lang": "xx"}],
)
def test_an_unknown_filter_names_the_valid_ones(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="no such") as error:
        Filter(**wrong)  # type: ignore[arg-type]
    assert error.value.remedy.startswith("one of ")


def test_an_unknown_election_names_the_valid_ones() -> None:
    with pytest.raises(UsageError) as error:
        Shelf(CALENDAR, SAMPLES).refuse_unknown(Filter(elections=("1999",)))
    assert "2024" in error.value.remedy


def test_a_named_feed_may_wait_for_its_election() -> None:
    """The definition names an election of which no post has spoken yet: the feed is empty, not broken."""
    assert names(Filter(elections=("2029",))) == set()
    known = replace(CALENDAR, bodies=(Body(id="president"),))
    Shelf(known, SAMPLES).refuse_unknown(Filter(elections=("president",)))


def test_an_alarm_sounds_at_nine_for_whole_days_and_to_the_minute_for_times() -> None:
    items = read(octets(replace(ALL, alarm=parse_alarm("1d"))))
    triggers = {name: items[f"{name}@timeline"].walk("VALARM")[0]["TRIGGER"].dt for name in ("voting", "session")}
    assert triggers == {"voting": -timedelta(hours=15), "session": -timedelta(days=1)}
    assert not read(octets())["voting@timeline"].walk("VALARM")


@pytest.mark.parametrize("text", ["", "1", "d", "-1d", "1y", "0m", "61d", "1.5h", "999999w"])
def test_what_is_not_an_alarm(text: str) -> None:
    with pytest.raises(UsageError):
        Filter(alarm=parse_alarm(text))


def test_the_head_is_constant_and_well_typed() -> None:
    raw = head(Head(name="Выборы; a,b", zone=MINSK, source="https://example.org/a.ics")).decode()
    assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in raw
    assert "\r\nSOURCE;VALUE=URI:https://example.org/a.ics\r\n" in raw
    assert "\r\nX-WR-CALNAME:Выборы\\; a\\,b\r\n" in raw
    assert not re.search("^(UID|METHOD|DTSTAMP|LAST-MODIFIED):", raw, re.MULTILINE)


@pytest.mark.parametrize(
    "name", ["Europe/Minsk", "Europe/Kyiv", "America/New_York", "Asia/Tashkent", "Australia/Sydney"]
)
def test_a_zone_changes_its_offset_when_it_does(name: str) -> None:
    """Each period begins at DTSTART and each RDATE, told by the clock of TZOFFSETFROM (RFC 5545 section 3.6.5)."""
    zone = ZoneInfo(name)
    component = icalendar.Timezone.from_ical(vtimezone(zone))
    begins = []
    for period in component.subcomponents:
        before, after = period["TZOFFSETFROM"].td, period["TZOFFSETTO"].td
        later = [one.dt for one in period["RDATE"].dts] if "RDATE" in period else []
        begins += [(start.replace(tzinfo=UTC) - before, after) for start in (period["DTSTART"].dt, *later)]
    begins.sort()
    hour = timedelta(hours=1)
    for start, offset in begins[1:]:
        at = start.astimezone(zone)
        assert at.utcoffset() == offset
        assert (start - hour / 60).astimezone(zone).utcoffset() != offset
    moments = [datetime(2010, 6, 1, tzinfo=UTC) + hour * number for number in range(0, 24 * 365 * 16, 977)]
    for moment in moments:
        said = [offset for start, offset in begins if start <= moment][-1]
        assert said == moment.astimezone(zone).utcoffset(), moment


def test_a_feed_too_long_for_google_keeps_what_is_newest() -> None:
    entries = [b"%04d" % number for number in range(2000)]
    assert newest(entries) == entries[1000:]
    assert newest(entries, octets=40) == entries[-10:]
    assert newest([]) == []
    many = tuple(
        event(f"e{number}", when=When.days(date(2024, 1, 1) + timedelta(days=number))) for number in range(1200)
    )
    feed = Shelf(CALENDAR, many).feed(ALL, TODAY)
    assert feed.entries + feed.left_out == 1200
    assert feed.entries <= 1000
    assert len(feed.octets) < 1_010_000
    assert "e1199@timeline" in read(feed.octets)
    assert "e0@timeline" not in read(feed.octets)


def test_a_stored_entry_of_the_same_revision_is_taken_as_it_is() -> None:
    shelf = Shelf(CALENDAR, SAMPLES)
    first = shelf.feed(Filter(), TODAY).octets
    (variant,) = shelf.fresh
    stored = {variant: {name: (revision, raw) for name, revision, raw in shelf.fresh[variant]}}
    again = Shelf(CALENDAR, SAMPLES, stored)
    assert again.feed(Filter(), TODAY).octets == first
    assert again.fresh == {}
    moved = replace(SAMPLES[0], when=When.days(date(2024, 3, 3)), revision=2)
    third = Shelf(CALENDAR, (moved, *SAMPLES[1:]), stored)
    assert "20240303" in third.feed(Filter(), TODAY).octets.decode()
    assert [(name, revision) for name, revision, _ in third.fresh[variant]] == [("voting", 2)]
    same_revision = replace(SAMPLES[0], title="Ignored until its revision rises")
    assert Shelf(CALENDAR, (same_revision, *SAMPLES[1:]), stored).feed(Filter(), TODAY).octets == first


def test_every_language_says_the_same_things() -> None:
    keys = {lang: (set(phrases(lang).texts), set(phrases(lang).lists)) for lang in LANGUAGES}
    assert keys["ru"] == keys["be"] == keys["en"]
    braces = {
        lang: {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in phrases(lang).texts.items()}
        for lang in LANGUAGES
    }
    assert braces["ru"] == braces["be"] == braces["en"]
    for lang in LANGUAGES:
        assert {f"kind.{kind}" for kind in KINDS} <= set(phrases(lang).texts)
        assert [len(phrases(lang).lists[f"dates.{name}"]) for name in ("months", "months_short")] == [12, 12]


def test_an_event_that_was_never_stored_is_stable_too() -> None:
    fresh = replace(SAMPLES[0], changed=None, created=None, revision=0)
    item = read(join(Head(name="x", zone=MINSK), [vevent(fresh, MINSK) or b""]))["voting@timeline"]
    assert item["DTSTAMP"].dt == datetime(2023, 11, 28, 9, 30, tzinfo=UTC)
