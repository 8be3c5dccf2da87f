"""How much time is left: states, days, clocks, on ordinary days and on the others."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from countdown.campaign import ASSEMBLY, EARLY, FORMED, NOMINATION, VOTING, event, on
from hypothesis import given
from hypothesis import strategies as st

from timeline.countdown import agenda
from timeline.countdown.left import Moment, Row, look, select
from timeline.events import Event, When
from timeline.mentions import Kind


def seen(when: When, moment: Moment, kind: Kind = "meeting") -> Row:
    return look(event("e", "Событие", kind, when), moment)


@pytest.mark.parametrize(
    ("when", "day", "state", "days"),
    [
        (VOTING, "2023-11-28", "ahead", 89),  # 2 + 31 + 31 + 25
        (VOTING, "2024-02-24", "ahead", 1),
        (VOTING, "2024-02-25", "now", 0),
        (VOTING, "2024-02-26", "past", -1),
        (EARLY, "2023-11-28", "ahead", 84),
        (EARLY, "2024-02-20", "now", 4),
        (EARLY, "2024-02-24", "now", 0),
        (FORMED, "2023-11-28", "now", 8),
        (NOMINATION, "2023-12-31", "now", 15),  # over the end of the year
        (NOMINATION, "2023-11-28", "ahead", 19),
        (When.days(date(2024, 2, 29)), "2024-02-28", "ahead", 1),
        (When.days(date(2024, 3, 1)), "2024-02-28", "ahead", 2),  # 29 February lies between
        (When.days(date(2023, 3, 1)), "2023-02-28", "ahead", 1),
    ],
)
def test_days_of_what_is_certain(when: When, day: str, state: str, days: int) -> None:
    row = seen(when, on(day))
    assert (row.state, row.days_min, row.days_max, row.exact) == (state, days, days, True)


def test_today_is_a_day_of_it() -> None:
    row = seen(FORMED, on("2023-11-28"))
    assert (row.day_no, row.day_count) == (8, 16)
    assert seen(FORMED, on("2023-11-20")).day_no is None


@pytest.mark.parametrize(
    ("clock", "state", "edge", "minutes"),
    [
        ("00:00", "ahead", "opens", 480),
        ("07:20", "ahead", "opens", 40),
        ("08:00", "now", "closes", 720),
        ("19:20", "now", "closes", 40),
        ("19:59:40", "now", "closes", 0),
        ("20:00", "past", None, None),
        ("23:59", "past", None, None),
    ],
)
def test_opening_hours_of_a_single_day(clock: str, state: str, edge: str | None, minutes: int | None) -> None:
    row = seen(VOTING, on("2024-02-25", clock), "election-day")
    assert (row.state, row.edge) == (state, edge)
    assert (None if row.seconds is None else row.seconds // 60) == minutes
    assert row.days_max == 0


def test_opening_hours_within_several_days() -> None:
    before, during, after = (seen(EARLY, on("2024-02-21", clock)) for clock in ("09:00", "13:00", "19:00"))
    assert (before.state, before.edge, before.seconds) == ("now", "opens", 3 * 3600)
    assert (during.state, during.edge, during.seconds) == ("now", "closes", 6 * 3600)
    assert (after.state, after.edge, after.closed) == ("now", None, True)
    assert [row.days_max for row in (before, during, after)] == [3, 3, 3]
    assert seen(EARLY, on("2024-02-20", "11:59")).state == "ahead"  # not "now" before it opens for the first time
    assert seen(EARLY, on("2024-02-24", "19:00")).state == "past"


def test_a_break_between_two_openings() -> None:
    day = When(*[date(2024, 2, 20)] * 4, hours=(("10:00", "14:00"), ("16:00", "19:00")))
    assert seen(day, on("2024-02-20", "09:59")).state == "ahead"
    pause = seen(day, on("2024-02-20", "14:30"))
    assert (pause.state, pause.edge, pause.seconds) == ("now", "opens", 90 * 60)
    assert seen(day, on("2024-02-20", "19:00")).state == "past"


@pytest.mark.parametrize(
    ("clock", "end", "at", "state", "edge"),
    [
        ("15:00", None, "12:00", "ahead", "starts"),
        ("15:00", None, "15:00", "now", None),
        ("15:00", None, "23:00", "now", None),
        ("15:00", "17:00", "14:59", "ahead", "starts"),
        ("15:00", "17:00", "15:00", "now", "ends"),
        ("15:00", "17:00", "17:00", "past", None),
        ("00:00", None, "00:00", "now", None),
        ("22:00", "24:00", "23:30", "now", "ends"),
    ],
)
def test_the_clock_of_an_event(clock: str, end: str | None, at: str, state: str, edge: str | None) -> None:
    when = When(*[date(2024, 1, 10)] * 4, clock=clock, clock_end=end)
    row = seen(when, on("2024-01-10", at))
    assert (row.state, row.edge) == (state, edge)


def test_where_only_a_day_was_asked_for_no_clock_runs() -> None:
    row = seen(VOTING, on("2024-02-25"))
    assert (row.state, row.edge, row.days_max) == ("now", None, 0)


@pytest.mark.parametrize(
    ("zone", "now", "minutes"),
    [
        ("2024-03-31", "02:30", 4 * 60 + 30),  # clocks go from 3:00 to 4:00
        ("2024-10-27", "02:30", 6 * 60 + 30),  # and from 4:00 back to 3:00
        ("2024-03-30", "02:30", 5 * 60 + 30),
    ],
)
def test_minutes_are_those_that_pass_when_clocks_change(zone: str, now: str, minutes: int) -> None:
    kyiv = ZoneInfo("Europe/Kyiv")
    day = date.fromisoformat(zone)
    row = seen(When(*[day] * 4, hours=(("08:00", "20:00"),)), on(zone, now, kyiv))
    assert row.seconds == minutes * 60


def test_midnight_belongs_to_the_zone_of_the_calendar() -> None:
    """22:30 in UTC is already tomorrow in Minsk."""
    from datetime import UTC, datetime

    now = datetime(2024, 2, 24, 22, 30, tzinfo=UTC)
    assert seen(VOTING, Moment.at(now, ZoneInfo("Europe/Minsk"))).days_max == 0
    assert seen(VOTING, Moment.at(now, ZoneInfo("UTC"))).days_max == 1


DEADLINE = When(None, None, None, date(2024, 1, 15), clock="18:00")


@pytest.mark.parametrize(
    ("day", "clock", "state", "days", "edge"),
    [
        ("2024-01-10", None, "ahead", 5, None),
        ("2024-01-15", None, "now", 0, None),
        ("2024-01-15", "15:30", "now", 0, "ends"),
        ("2024-01-15", "18:00", "past", 0, None),
        ("2024-01-16", None, "past", -1, None),
    ],
)
def test_a_deadline_counts_to_its_last_day(
    day: str, clock: str | None, state: str, days: int, edge: str | None
) -> None:
    for when in (DEADLINE, When(None, None, date(2024, 1, 15), date(2024, 1, 15), clock="18:00")):
        row = seen(when, on(day, clock), "deadline")
        assert (row.state, row.days_min, row.days_max, row.edge) == (state, days, days, edge)
        assert row.exact
        assert row.to_end


def test_a_deadline_on_a_known_day_counts_to_it_like_any_other() -> None:
    row = seen(When.days(date(2024, 1, 15)), on("2024-01-10"), "deadline")
    assert (row.state, row.days_max, row.to_end) == ("ahead", 5, True)


def test_of_a_period_with_only_a_last_day_the_end_is_known() -> None:
    row = seen(When(None, None, None, date(2024, 1, 15)), on("2024-01-10"), "registration")
    assert (row.exact, row.to_end, row.days_max) == (True, True, 5)
    begun = seen(When(None, date(2024, 1, 1), date(2024, 1, 15), date(2024, 1, 15)), on("2024-01-10"), "registration")
    assert (begun.state, begun.days_max) == ("now", 5)


def test_of_a_meeting_with_only_a_last_day_the_day_is_uncertain() -> None:
    row = seen(ASSEMBLY, on("2023-11-28"))
    assert (row.state, row.exact, row.days_min, row.days_max) == ("ahead", False, 0, 149)


WINDOW = When(date(2023, 11, 29), date(2024, 2, 27), date(2023, 11, 29), date(2024, 2, 27))


def test_a_window() -> None:
    before = seen(WINDOW, on("2023-11-20"))
    assert (before.state, before.days_min, before.days_max, before.exact) == ("ahead", 9, 99, False)
    inside = seen(WINDOW, on("2024-02-27"))
    assert (inside.state, inside.days_min, inside.days_max) == ("ahead", 0, 0)
    after = seen(WINDOW, on("2024-02-28"))
    assert (after.state, after.gone, after.days_max) == ("past", True, -1)


def test_a_beginning_without_an_end() -> None:
    when = When(date(2024, 2, 1), date(2024, 2, 1), None, None)
    assert (seen(when, on("2024-01-22")).days_max, seen(when, on("2024-01-22")).exact) == (10, True)
    going = seen(when, on("2024-02-03"), "campaigning")
    assert (going.state, going.days_max, going.day_no) == ("now", None, 3)
    assert seen(when, on("2024-03-02"), "campaigning").state == "now"
    assert seen(when, on("2024-03-03"), "campaigning").state == "past"  # more than thirty days after
    assert seen(when, on("2024-02-09")).state == "past"  # a meeting does not last a week


def test_something_that_goes_on_with_an_uncertain_end() -> None:
    when = When(date(2024, 2, 1), date(2024, 2, 1), date(2024, 2, 5), date(2024, 2, 9))
    row = seen(when, on("2024-02-03"))
    assert (row.state, row.days_min, row.days_max, row.exact) == ("now", 2, 6, False)
    assert seen(when, on("2024-02-10")).state == "past"


def test_these_days() -> None:
    """«В эти дни»: on when the post was written, with no day known for either end."""
    when = When(None, date(2023, 11, 28), date(2023, 11, 28), None)
    assert seen(when, on("2023-11-28")).state == "now"
    assert seen(when, on("2023-11-28")).days_max is None
    assert seen(when, on("2023-12-30")).state == "past"


def test_nothing_is_known() -> None:
    row = seen(When(), on("2024-01-01"))
    assert (row.state, row.days_min, row.days_max, row.exact) == ("ahead", None, None, False)


def test_a_view_holds_what_is_now_and_ahead() -> None:
    events = [
        event("gone", "А", "meeting", When.days(date(2024, 1, 1))),
        event("recent", "Б", "meeting", When.days(date(2024, 1, 8))),
        event("off", "В", "meeting", When.days(date(2024, 1, 20)), status="cancelled"),
        event("soon", "Г", "meeting", When.days(date(2024, 1, 12))),
        event("far", "Д", "meeting", When.days(date(2024, 3, 12))),
        event("now", "Е", "meeting", When.days(date(2024, 1, 9), date(2024, 1, 11))),
    ]
    moment = on("2024-01-10")

    def ids(**asked: object) -> list[str]:
        return [row.event.id for row in select((look(one, moment) for one in events), **asked)]  # type: ignore[arg-type]

    assert ids() == ["now", "soon", "far"]
    assert ids(within=7) == ["now", "soon"]
    assert ids(past=2) == ["now", "soon", "off", "far", "recent"]
    assert ids(past=1) == ["now", "soon", "off", "far"]
    assert ids(everything=True) == ["now", "soon", "off", "far", "recent", "gone"]


def test_events_of_one_day_stand_by_their_hours() -> None:
    day = [date(2024, 1, 12)] * 4
    events = [
        event("evening", "А", "meeting", When(*day, clock="18:00")),
        event("opens", "Б", "meeting", When(*day, hours=(("12:00", "14:00"),))),
        event("morning", "В", "meeting", When(*day, clock="09:30")),
        event("all-day", "Г", "meeting", When(*day)),
        event("day-before", "Д", "meeting", When.days(date(2024, 1, 11))),
    ]
    rows = list(select(look(one, on("2024-01-10")) for one in events))
    expected = ["day-before", "all-day", "morning", "opens", "evening"]
    assert [row.event.id for row in rows] == expected
    assert [row.event.id for row in sorted(rows, key=agenda.order)] == expected


DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))


@st.composite
def whens(draw: st.DrawFn) -> When:
    bounds = sorted(draw(st.lists(DAYS, min_size=4, max_size=4)))
    shape = draw(st.sampled_from(["days", "window", "until", "since", "between", "open"]))
    a, b, c, d = bounds
    return {
        "days": When.days(a, b),
        "window": When(a, d, a, d),
        "until": When(None, None, None, d),
        "since": When(a, a, None, None),
        "between": When(a, b, c, d),
        "open": When(a, None, None, None),
    }[shape]


KINDS: list[Kind] = ["meeting", "deadline", "registration", "election-day"]


@given(whens(), st.sampled_from(KINDS), DAYS, st.integers(1, 400))
def test_time_left_never_grows(when: When, kind: Kind, day: date, later: int) -> None:
    one: Event = event("e", "Событие", kind, when)
    before, after = look(one, Moment(day)), look(one, Moment(day + timedelta(later)))
    order = ["ahead", "now", "past"]
    assert order.index(before.state) <= order.index(after.state)
    if before.state == after.state:
        for first, second in ((before.days_min, after.days_min), (before.days_max, after.days_max)):
            assert (first is None) == (second is None)
            assert first is None or second is None or second <= first
    if after.days_min is not None and after.days_max is not None:
        assert after.days_min <= after.days_max


@given(st.permutations([event(str(n), "Событие", "meeting", When.days(date(2024, 1, n))) for n in range(1, 6)]))
def test_the_order_of_events_does_not_matter(events: list[Event]) -> None:
    chosen = select((look(one, on("2024-01-03")) for one in events), everything=True)
    assert [row.event.id for row in chosen] == ["3", "4", "5", "2", "1"]
