"""Corrections: what a person said outranks every post, and finds its event after any rebuild."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from events.said import CALENDAR, day, posted, says, until

from timeline.events import Correction, Event, build, keys
from timeline.mentions import Mention

POSTS = [posted(str(n), f"2024-01-{n:02}") for n in range(1, 29)]
D = date.fromisoformat


def correct(event: Event | None, action: str, **more: Any) -> Correction:
    given = {"evidence": keys(event), "title": event.title, "day": event.when.start} if event is not None else {}
    return Correction(**{"id": "1", "made": datetime(2024, 2, 1, tzinfo=UTC), "action": action, **given, **more})


def events(mentions: list[Mention], *corrections: Correction) -> list[Event]:
    return build(mentions, POSTS, CALENDAR, corrections)


VOTE = says("1", "Голосование", day("2024-03-31"), concept="election-day")
SEMINAR = says("1", "Семинар наблюдателей", day("2024-02-12"), start=50)
TOUR = says("2", "Экскурсия по типографии", day("2024-02-12"), kind="other")


def test_an_edit_sets_what_it_says_and_is_in_the_history() -> None:
    (vote,) = events([VOTE])
    (edited,) = events([VOTE], correct(vote, "edit", new_start=D("2024-04-07"), new_title="Выборы Совета"))
    assert (edited.title, edited.when.start, edited.when.end) == ("Выборы Совета", D("2024-04-07"), D("2024-04-07"))
    assert (edited.history[-1].what, edited.history[-1].old, edited.history[-1].new) == (
        "corrected",
        "2024-03-31",
        "2024-04-07",
    )


def test_a_title_set_by_hand_is_the_title_in_every_language() -> None:
    also = says("2", "Voting day", day("2024-03-31"), concept="election-day", lang="en")
    (vote,) = events([VOTE, also])
    assert dict(vote.titles) == {"ru": "Голосование", "en": "Voting day"}
    (edited,) = events([VOTE, also], correct(vote, "edit", new_title="Выборы Совета"))
    assert (edited.title, edited.titles) == ("Выборы Совета", ())
    (elsewhere,) = events([VOTE, also], correct(vote, "edit", new_place="Минск"))
    assert elsewhere.titles == vote.titles


def test_an_edit_of_the_clock_of_what_opens_and_closes_sets_its_hours() -> None:
    open_ = says(
        "1", "Голосование", day("2024-03-31"), concept="election-day", hours=(("08:00", "13:00"), ("14:00", "20:00"))
    )
    (vote,) = events([open_])
    (later,) = events([open_], correct(vote, "edit", new_clock="09:00"))
    assert later.when.hours == (("09:00", "13:00"), ("14:00", "20:00"))
    assert later.history[-1].new == "09:00–13:00, 14:00–20:00"
    (longer,) = events([open_], correct(vote, "edit", new_clock_end="22:00"))
    assert (longer.when.hours[-1], longer.when.clock, longer.when.clock_end) == (("14:00", "22:00"), None, None)
    (short,) = events(
        [replace(open_, hours=(("08:00", "20:00"),))], correct(vote, "edit", new_clock="09:00", new_clock_end="18:00")
    )
    assert short.when.hours == (("09:00", "18:00"),)


def test_an_edit_outranks_later_posts() -> None:
    (vote,) = events([VOTE])
    edit = correct(vote, "edit", new_start=D("2024-04-07"))
    move = says("9", "Голосование", day("2024-04-14"), "moved-to", concept="election-day", moved_from=day("2024-03-31"))
    (edited,) = events([VOTE, move], edit)
    assert edited.when.start == D("2024-04-07")


def test_an_edit_of_one_side_keeps_the_other() -> None:
    span = says("1", "Выдвижение", day("2024-01-06", "2024-01-20"), "span", concept="nomination")
    (nomination,) = events([span])
    (edited,) = events([span], correct(nomination, "edit", new_end=D("2024-01-22")))
    assert (edited.when.start, edited.when.end) == (D("2024-01-06"), D("2024-01-22"))
    last = says("1", "Выдвижение", until("2024-01-20"), "end", concept="nomination")
    (edited,) = events([last], correct(nomination, "edit", new_end=D("2024-01-22")))
    assert (edited.when.start, edited.when.end) == (None, D("2024-01-22"))


def test_a_first_day_alone_is_the_day_of_what_was_only_known_by_a_limit() -> None:
    limit = says("1", "Первое заседание", until("2024-04-04"), "end", kind="meeting")
    (meeting,) = events([limit])
    (edited,) = events([limit], correct(meeting, "edit", new_start=D("2024-04-02")))
    assert (edited.when.start, edited.when.end) == (D("2024-04-02"), D("2024-04-02"))


def test_a_first_day_alone_begins_a_stage_whose_last_day_is_known() -> None:
    limit = says("1", "Выдвижение", until("2024-01-20"), "end", concept="nomination")
    (nomination,) = events([limit])
    (edited,) = events([limit], correct(nomination, "edit", new_start=D("2024-01-06")))
    assert (edited.when.start, edited.when.end) == (D("2024-01-06"), D("2024-01-20"))


def test_the_history_of_an_edit_says_what_it_set_and_why() -> None:
    (seminar,) = events([SEMINAR])
    edit = correct(seminar, "edit", new_clock="13:00", reason="said on the phone")
    step = events([SEMINAR], edit)[0].history[-1]
    assert (step.what, step.old, step.new, step.reason) == ("corrected", None, "13:00", "said on the phone")


def test_the_later_of_two_edits_wins() -> None:
    (vote,) = events([VOTE])
    one = correct(vote, "edit", new_title="Первое")
    two = replace(one, id="2", made=datetime(2024, 2, 2, tzinfo=UTC), new_title="Второе")
    assert events([VOTE], two, one)[0].title == "Второе"


def test_hiding_takes_one_of_the_events_of_a_post() -> None:
    both = events([VOTE, SEMINAR])
    seminar = next(e for e in both if e.concept is None)
    assert [e.title for e in events([VOTE, SEMINAR], correct(seminar, "hide"))] == ["Голосование"]


def test_hiding_tells_events_of_one_post_apart() -> None:
    two = [says("1", "Семинар", day(d), start=n) for n, d in ((0, "2024-02-12"), (50, "2024-02-19"))]
    first, second = events(two)
    assert [e.when.start for e in events(two, correct(second, "hide"))] == [first.when.start]


def test_accepting_takes_a_refused_mention_as_said() -> None:
    refused = replace(SEMINAR, refused="below the threshold")
    assert events([refused]) == []
    accept = correct(None, "accept", evidence=(("cec", "1", ""),), title=refused.title)
    assert [e.title for e in events([refused], accept)] == ["Семинар наблюдателей"]
    assert events([refused], replace(accept, title="Что-то другое")) == []


def test_two_events_merged_by_hand_are_one_with_all_their_posts() -> None:
    seminar, tour = sorted(events([SEMINAR, TOUR]), key=lambda e: e.title)
    merge = correct(seminar, "merge", others=keys(tour), other_title=tour.title)
    (both,) = events([SEMINAR, TOUR], merge)
    assert both.posts == 2
    assert events([SEMINAR], merge)[0].posts == 1


def test_a_mention_split_off_is_an_event_of_its_own() -> None:
    again = says("5", "Семинар", day("2024-02-12"))
    (one,) = events([SEMINAR, again])
    split = correct(one, "split", others=(("cec", "5", ""),))
    assert [e.posts for e in events([SEMINAR, again], split)] == [1, 1]
    assert len(events([SEMINAR], split)) == 1


def test_a_correction_of_what_is_gone_does_nothing() -> None:
    (vote,) = events([VOTE])
    assert events([SEMINAR], correct(vote, "edit", evidence=(("cec", "99", ""),), new_title="X")) == events([SEMINAR])
