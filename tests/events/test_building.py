"""Events out of mentions: what holds in the end, and the history of how it came to hold."""

from __future__ import annotations

from datetime import date

import pytest
from events.said import CALENDAR, day, not_before, posted, says, since, until, within
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.events import Event, When, build, lead
from timeline.mentions import Mention, Role
from timeline.times import Time

POSTS = [posted(str(n), f"2024-01-{n:02}") for n in range(1, 29)]
D = date.fromisoformat


def events(*mentions: Mention) -> list[Event]:
    return build(mentions, POSTS, CALENDAR)


def the(*mentions: Mention) -> Event:
    (event,) = events(*mentions)
    return event


def steps(event: Event) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(change.what, change.old, change.new, change.post) for change in event.history]


# A town's campaign in eight posts: a plan, a move, a cancellation, a correction, a vote that grew to three days.
CAMPAIGN = (
    says("2", "Выборы городского Совета", day("2024-03-31"), concept="election-day", body="council"),
    says("5", "Выдвижение кандидатов", day("2024-01-06", "2024-01-20"), "span", concept="nomination", start=0),
    says("5", "Приём документов", until("2024-01-25"), "end", concept="registration-documents", clock_end="18:00"),
    says("5", "Агитация", day("2024-03-01", "2024-03-30"), "span", concept="campaigning", start=80),
    says("5", "Голосование", day("2024-03-29", "2024-03-31"), "span", concept="election-day", start=120),
    says("5", "Подведение итогов", until("2024-04-05"), "end", concept="results", start=160),
    says("8", "Выдвижение", within("2024-01-09", "2024-01-22"), "countdown", concept="nomination"),
    says("8", "Заседание городской комиссии", day("2024-01-16"), clock="11:00", start=50),
    says("8", "Экскурсия по типографии", day("2024-01-24"), kind="other", clock="10:00", clock_end="12:00", start=90),
    says("10", "Заседание комиссии", day("2024-01-18"), "moved-to", moved_from=day("2024-01-16")),
    says("10", "Выдвижение", until("2024-01-20"), "end", concept="nomination", start=60),
    says("12", "Экскурсия по типографии", day("2024-01-24"), "cancelled", kind="other"),
    says("20", "Агитация", since("2024-03-01"), "start", concept="campaigning"),
    says("20", "Агитация", day("2024-03-30"), "end", concept="campaigning", clock_end="24:00", start=40),
    says("20", "Итоговое заседание", day("2024-04-04"), clock="12:00", start=80),
    says("20", "Голосование", day("2024-03-29", "2024-03-31"), "span", concept="election-day", recap=True, start=99),
    says("26", "Итоговое заседание", day("2024-04-03"), "moved-to", moved_from=day("2024-04-04"), clock="12:00"),
    says(
        "26",
        "Голосование",
        day("2024-03-29", "2024-03-31"),
        "span",
        concept="election-day",
        hours=(("08:00", "20:00"),),
        start=60,
    ),
)


def table(found: list[Event]) -> list[tuple[str, str | None, str | None, str, int]]:
    return [
        (e.title, e.when.start and str(e.when.start), e.when.end and str(e.when.end), e.status, e.posts) for e in found
    ]


def test_a_campaign_adds_up_to_its_calendar() -> None:
    assert table(events(*CAMPAIGN)) == [
        ("Выдвижение кандидатов", "2024-01-06", "2024-01-20", "confirmed", 3),
        ("Заседание городской комиссии", "2024-01-18", "2024-01-18", "confirmed", 2),
        ("Экскурсия по типографии", "2024-01-24", "2024-01-24", "cancelled", 2),
        ("Приём документов", None, "2024-01-25", "confirmed", 1),
        ("Агитация", "2024-03-01", "2024-03-30", "confirmed", 2),
        ("Выборы городского Совета", "2024-03-29", "2024-03-31", "confirmed", 4),
        ("Итоговое заседание", "2024-04-03", "2024-04-03", "confirmed", 2),
        ("Подведение итогов", None, "2024-04-05", "confirmed", 1),
    ]


@settings(max_examples=50)
@given(st.permutations(CAMPAIGN), st.permutations(POSTS))
def test_the_order_of_mentions_and_posts_does_not_matter(mentions: list[Mention], posts: list[object]) -> None:
    assert build(mentions, posts, CALENDAR) == events(*CAMPAIGN)  # type: ignore[arg-type]


def test_a_vote_that_grew_to_three_days_is_one_event_revised() -> None:
    vote = next(e for e in events(*CAMPAIGN) if e.concept == "election-day")
    assert steps(vote) == [
        ("announced", None, "2024-03-31", "2"),
        ("moved", "2024-03-31", "2024-03-29/2024-03-31", "5"),
    ]
    assert vote.when.hours == (("08:00", "20:00"),)
    assert vote.notes == ()
    assert [piece.agrees for piece in vote.evidence] == [True, True, True, True]


def test_a_move_keeps_the_hour_and_says_what_it_left() -> None:
    meeting = the(*(m for m in CAMPAIGN if "комиссии" in m.title))
    assert steps(meeting) == [("announced", None, "2024-01-16", "8"), ("moved", "2024-01-16", "2024-01-18", "10")]
    assert meeting.when == When(*[D("2024-01-18")] * 4, clock="11:00")
    assert [piece.agrees for piece in meeting.evidence] == [False, True]
    assert lead(meeting) == meeting.evidence[1]


def test_a_move_of_what_nobody_announced_still_says_where_from() -> None:
    moved = the(says("3", "Семинар", day("2024-02-14"), "moved-to", moved_from=day("2024-02-12")))
    assert steps(moved) == [("moved", "2024-02-12", "2024-02-14", "3")]


def test_a_move_outranks_a_later_repetition() -> None:
    meeting = the(
        says("1", "Семинар наблюдателей", day("2024-02-12")),
        says("2", "Семинар наблюдателей", day("2024-02-14"), "moved-to", moved_from=day("2024-02-12")),
        says("3", "Семинар наблюдателей", day("2024-02-12")),
    )
    assert meeting.when.start == D("2024-02-14")
    assert len(meeting.notes) == 1
    assert "cec/3" in meeting.notes[0]
    assert "2024-02-12" in meeting.notes[0]


def test_moved_twice() -> None:
    meeting = the(
        says("1", "Семинар наблюдателей", day("2024-02-12")),
        says("2", "Семинар наблюдателей", day("2024-02-14"), "moved-to", moved_from=day("2024-02-12")),
        says("3", "Семинар наблюдателей", day("2024-02-19"), "moved-to", moved_from=day("2024-02-14")),
    )
    assert meeting.when.start == D("2024-02-19")
    assert [change.what for change in meeting.history] == ["announced", "moved", "moved"]


def test_a_prolongation_moves_the_last_day_only() -> None:
    nomination = the(
        says("1", "Выдвижение", day("2024-01-06", "2024-01-20"), "span", concept="nomination"),
        says("2", "Выдвижение", until("2024-01-27"), "moved-to", concept="nomination", moved_from=day("2024-01-20")),
    )
    assert (nomination.when.start, nomination.when.end) == (D("2024-01-06"), D("2024-01-27"))
    assert nomination.bound == "certain"


def test_the_first_day_of_a_span_moved_says_nothing_of_the_last() -> None:
    early = the(
        says("1", "Досрочное", day("2024-02-20", "2024-02-24"), "span", concept="early-voting"),
        says("2", "Досрочное", day("2024-02-21"), "moved-to", concept="early-voting", moved_from=day("2024-02-20")),
    )
    assert (early.when.start, early.when.end, early.bound) == (D("2024-02-21"), None, "lower-bound")


def test_the_later_of_two_posts_that_contradict_decides_and_it_is_noted() -> None:
    early = the(
        says("1", "Досрочное", day("2024-02-20", "2024-02-24"), "span", concept="early-voting"),
        says("2", "Досрочное", day("2024-02-21", "2024-02-24"), "span", concept="early-voting"),
    )
    assert early.when.start == D("2024-02-21")
    assert len(early.notes) == 1
    assert "2024-02-20/2024-02-24" in early.notes[0]


@pytest.mark.parametrize(("role", "time"), [("start", since("2024-02-24")), ("end", until("2024-02-20"))])
def test_a_span_does_not_begin_on_its_last_day_nor_end_on_its_first(role: Role, time: Time) -> None:
    early = the(
        says("1", "Досрочное", day("2024-02-20", "2024-02-24"), "span", concept="early-voting"),
        says("2", "Досрочное", time, role, concept="early-voting", clock="08:00"),
    )
    assert (early.when.start, early.when.end) == (D("2024-02-20"), D("2024-02-24"))
    assert early.when.clock is None
    assert len(early.notes) == 1


def test_cancelled_stays_cancelled_until_a_move_restores_it() -> None:
    told = (
        says("1", "Семинар наблюдателей", day("2024-02-12")),
        says("2", "Семинар наблюдателей", day("2024-02-12"), "cancelled"),
        says("3", "Семинар наблюдателей", day("2024-02-12")),
    )
    seminar = the(*told)
    assert seminar.status == "cancelled"
    assert seminar.posts == 3
    assert len(seminar.notes) == 1
    restored = the(*told, says("4", "Семинар", day("2024-02-15"), "moved-to", moved_from=day("2024-02-12")))
    assert restored.status == "confirmed"
    assert [change.what for change in restored.history] == ["announced", "cancelled", "restored"]


def test_put_off_without_a_new_day_is_cancelled_for_the_old_one() -> None:
    seminar = the(
        says("1", "Семинар наблюдателей", day("2024-02-12")),
        says("2", "Семинар наблюдателей", day("2024-02-12"), "moved-from"),
    )
    assert (seminar.status, seminar.when.start) == ("cancelled", D("2024-02-12"))


def test_what_is_called_off_without_having_been_announced() -> None:
    assert the(says("2", "Семинар", day("2024-02-12"), "cancelled")).status == "cancelled"
    assert events(says("2", "Семинар", None, "cancelled")) == []


def test_a_window_is_kept_as_one_and_what_it_implies_apart() -> None:
    vote = the(
        says(
            "28",
            "Единый день голосования",
            within("2024-01-29", "2024-04-27"),
            "countdown",
            concept="election-day",
            value="P3M",
            mod="LESS_THAN",
        )
    )
    low, high = D("2024-01-29"), D("2024-04-27")
    assert vote.when == When(low, high, low, D("2024-04-27"))
    assert vote.bound == "upper-bound"
    assert vote.likely is not None
    assert vote.likely.start_earliest == D("2024-03-29")


def test_a_known_day_turns_a_countdown_into_evidence() -> None:
    vote = the(
        says("1", "Голосование", within("2024-01-02", "2024-04-01"), "countdown", concept="election-day"),
        says("2", "Голосование", day("2024-03-31"), concept="election-day"),
    )
    assert vote.when == When.days(D("2024-03-31"))
    assert vote.posts == 2
    assert steps(vote) == [
        ("announced", None, "[2024-01-02..2024-04-01]", "1"),
        ("dated", "[2024-01-02..2024-04-01]", "2024-03-31", "2"),
    ]


def test_more_than_a_month_left_is_no_event_by_itself() -> None:
    assert events(says("1", "Голосование", not_before("2024-03-01"), "countdown", concept="election-day")) == []


def test_a_legal_limit_beside_the_real_date_is_superseded() -> None:
    told = (
        says("1", "Выборы Президента", until("2025-07-20"), "end", concept="election-day", body="president"),
        says("2", "Выборы Президента", day("2025-01-26"), concept="election-day", body="president"),
    )
    for mentions in (told, told[::-1]):
        vote = the(*mentions)
        assert vote.when == When.days(D("2025-01-26"))
        assert vote.notes == ()
        assert all(piece.agrees for piece in vote.evidence)


def test_a_limit_that_misses_a_known_day_does_not_move_it() -> None:
    vote = the(
        says("1", "Голосование", day("2024-02-25"), concept="election-day", body="deputies"),
        says("2", "День голосования", until("2024-02-24"), "end", concept="election-day"),
    )
    assert vote.when == When.days(D("2024-02-25"))
    assert len(vote.notes) == 1
    assert [piece.agrees for piece in vote.evidence] == [True, False]


def test_two_last_days_of_one_deadline_contradict() -> None:
    documents = the(
        says("1", "Документы", until("2024-01-24"), "end", concept="registration-documents", body="council"),
        says("2", "Документы", until("2024-01-26"), "end", concept="registration-documents", body="council"),
    )
    assert documents.when.end == D("2024-01-26")
    assert documents.bound == "upper-bound"
    assert len(documents.notes) == 1


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        (({"tentative": True},), "tentative"),
        (({"tentative": True}, {}), "confirmed"),
        (({"conditional": True},), "tentative"),
    ],
)
def test_planned_is_tentative_until_somebody_announces_it(flags: tuple[dict[str, bool], ...], status: str) -> None:
    told = [
        says(str(n), "Второй тур", day("2024-02-09"), concept="second-round", **flag) for n, flag in enumerate(flags, 1)
    ]
    assert the(*told).status == status


def test_handing_in_documents_is_a_deadline_where_only_its_last_day_is_known() -> None:
    told = {"concept": "registration-documents", "kind": "registration"}
    last = says("1", "Документы", until("2024-01-24"), "end", **told)
    assert the(last).kind == "deadline"
    assert the(last, says("2", "Документы", since("2024-01-06"), "start", **told)).kind == "registration"


def test_naming_without_a_date_counts_for_nothing_but_is_evidence() -> None:
    vote = the(
        says("1", "Голосование", day("2024-03-31"), concept="election-day"),
        says("2", "Голосование", None, concept="election-day", hours=(("08:00", "20:00"),)),
    )
    assert vote.posts == 1
    assert [piece.dates for piece in vote.evidence] == [True, False]
    assert vote.when.hours == (("08:00", "20:00"),)


def test_start_in_one_sentence_and_end_in_another_of_one_post() -> None:
    early = the(
        says("1", "Досрочное голосование", day("2024-03-26"), "start", concept="early-voting"),
        says("1", "Досрочное голосование", until("2024-03-30"), "end", concept="early-voting", start=60),
        says(
            "1",
            "Досрочное голосование",
            None,
            concept="early-voting",
            hours=(("10:00", "14:00"), ("16:00", "19:00")),
            start=90,
        ),
    )
    assert (early.when.start, early.when.end, early.bound) == (D("2024-03-26"), D("2024-03-30"), "certain")
    assert early.when.hours == (("10:00", "14:00"), ("16:00", "19:00"))
    assert steps(early) == [("announced", None, "2024-03-26/2024-03-30", "1")]


def test_two_languages_are_one_event_with_two_titles() -> None:
    early = the(
        says("1", "Досрочное голосование", day("2024-02-20", "2024-02-24"), "span", concept="early-voting"),
        says(
            "2", "Датэрміновае галасаванне", day("2024-02-20", "2024-02-24"), "span", concept="early-voting", lang="be"
        ),
    )
    assert early.title == "Досрочное голосование"
    assert dict(early.titles) == {"ru": "Досрочное голосование", "be": "Датэрміновае галасаванне"}


def test_the_title_is_the_most_telling_one_that_fits_a_line() -> None:
    long = "Итоговое заседание областной избирательной комиссии по выборам " + "очень " * 10 + "важное"
    meeting = the(
        says("1", "Заседание", day("2024-02-12"), organiser="областная комиссия"),
        says("2", "Итоговое заседание областной комиссии", day("2024-02-12")),
        says("3", long, day("2024-02-12")),
    )
    assert meeting.title == "Итоговое заседание областной комиссии"


def test_a_post_of_unknown_time_never_overrules_a_dated_one() -> None:
    undated = posted("900", None, channel="copy")
    told = (
        says("1", "Досрочное", day("2024-02-20", "2024-02-24"), "span", concept="early-voting"),
        says("900", "Досрочное", day("2024-02-21", "2024-02-24"), "span", concept="early-voting", channel="copy"),
    )
    (event,) = build(told, [*POSTS, undated], CALENDAR)
    assert event.when.start == D("2024-02-20")
    assert event.evidence[0].posted is None


def test_undated_posts_keep_their_order() -> None:
    dump = [posted(str(n), None, channel="dump", position=n) for n in (1, 2)]
    told = (
        says("1", "Досрочное", day("2024-02-20", "2024-02-24"), "span", concept="early-voting", channel="dump"),
        says("2", "Досрочное", day("2024-02-21", "2024-02-24"), "span", concept="early-voting", channel="dump"),
    )
    (event,) = build(told, dump, CALENDAR)
    assert event.when.start == D("2024-02-21")


def test_evidence_of_one_sentence_is_one_piece_with_all_its_marks() -> None:
    quote = "Выдвижение начнётся 6 января и завершится 20 января."
    told = (
        says("1", "Выдвижение", day("2024-01-06"), "start", concept="nomination", quote=quote, marks=((20, 28),)),
        says("1", "Выдвижение", day("2024-01-20"), "end", concept="nomination", quote=quote, marks=((42, 51),)),
    )
    (piece,) = the(*told).evidence
    assert piece.marks == ((20, 28), (42, 51))
    assert piece.url == "https://t.me/cec/1"
    assert piece.says == "2024-01-06/.., ../2024-01-20"
