"""The law beside the announcement: one entry, both sources; what a post states is never overridden."""

from __future__ import annotations

from datetime import date

import pytest
from events.said import day, posted, says, since, until

from timeline.calendars import Calendar, load
from timeline.events import Event, build
from timeline.events.expecting import without_law
from timeline.mentions import Mention

POSTS = [posted(str(n), f"2024-01-{n:02}") for n in range(1, 29)]
D = date.fromisoformat
VOTE = says("1", "Единый день голосования", day("2024-02-25"), concept="election-day", body="deputies")


@pytest.fixture(scope="module")
def belarus() -> Calendar:
    return load("by-cec")


def of(concept: str, calendar: Calendar, *mentions: Mention) -> Event:
    (event,) = [e for e in build(mentions, POSTS, calendar) if e.concept == concept]
    return event


def test_a_found_election_day_brings_what_the_law_expects(belarus: Calendar) -> None:
    nomination = of("nomination", belarus, VOTE)
    assert (nomination.status, nomination.posts, nomination.evidence) == ("tentative", 0, ())
    assert (nomination.when.start, nomination.when.end) == (D("2023-12-17"), D("2024-01-15"))
    assert nomination.law
    assert nomination.election == "by-2024"


def test_no_election_no_expectation(belarus: Calendar) -> None:
    meeting = says("1", "Заседание ЦИК", day("2024-02-25"))
    assert [e.title for e in build([meeting], POSTS, belarus)] == ["Заседание ЦИК"]


def test_the_election_itself_has_its_act_and_its_own_name(belarus: Calendar) -> None:
    local = says("2", "Выборы депутатов местных Советов", day("2024-02-25"), concept="election-day", body="local")
    vote = of("election-day", belarus, VOTE, local)
    assert (vote.title, vote.posts, vote.status, vote.body) == ("Единый день голосования", 2, "confirmed", "deputies")
    assert vote.law is not None
    assert "367" in vote.law


def test_an_announcement_confirms(belarus: Calendar) -> None:
    early = says("2", "Досрочное", day("2024-02-20", "2024-02-24"), "span", concept="early-voting")
    found = of("early-voting", belarus, VOTE, early)
    assert (found.status, found.posts, found.notes) == ("confirmed", 1, ())
    assert found.law is not None


def test_a_side_that_no_post_states_is_taken_from_the_law_where_the_other_agrees(belarus: Calendar) -> None:
    found = of("nomination", belarus, VOTE, says("2", "Выдвижение", until("2024-01-15"), "end", concept="nomination"))
    assert (found.when.start, found.when.end, found.bound) == (D("2023-12-17"), D("2024-01-15"), "certain")
    assert len(found.notes) == 1


def test_a_contradiction_is_noted_and_the_post_wins(belarus: Calendar) -> None:
    late = says("2", "Выдвижение", until("2024-01-12"), "end", concept="nomination")
    found = of("nomination", belarus, VOTE, late)
    assert (found.when.start, found.when.end) == (None, D("2024-01-12"))
    assert len(found.notes) == 1
    assert "2024-01-15" in found.notes[0]


def test_the_law_never_fills_a_side_beside_a_contradiction(belarus: Calendar) -> None:
    found = of("nomination", belarus, VOTE, says("2", "Выдвижение", since("2023-12-20"), "start", concept="nomination"))
    assert (found.when.start, found.when.end, found.bound) == (D("2023-12-20"), None, "lower-bound")


def test_when_the_day_moves_all_that_hangs_on_it_moves(belarus: Calendar) -> None:
    move = says("3", "Голосование", day("2024-03-03"), "moved-to", concept="election-day", moved_from=day("2024-02-25"))
    early = of("early-voting", belarus, VOTE, move).when
    assert (early.start, early.end) == (D("2024-02-27"), D("2024-03-02"))


def test_what_is_expected_can_be_given_or_left_out(belarus: Calendar) -> None:
    assert [e.concept for e in build([VOTE], POSTS, belarus, expected=())] == ["election-day"]


def test_a_body_that_votes_twice_in_a_year_has_two_votes(belarus: Calendar) -> None:
    """Of the second the law expects what it does of the first, and no vote beside the one that was announced."""
    votes = [
        says(post, "Выборы Президента", day(on), concept="election-day", body="president", election="president-2029")
        for post, on in (("1", "2029-06-17"), ("2", "2029-08-12"))
    ]
    events = build(votes, [posted("1", "2029-01-10"), posted("2", "2029-03-10")], belarus)
    held = [
        event
        for event in events
        if event.concept == "election-day" and event.when.start and event.when.start.year == 2029
    ]
    assert [(str(event.when.start), event.posts) for event in held] == [("2029-06-17", 1), ("2029-08-12", 1)]
    assert (
        sum(event.concept == "early-voting" for event in events if event.when.start and event.when.start.year == 2029)
        == 2
    )


def test_elections_that_are_called_off_expect_nothing(belarus: Calendar) -> None:
    off = says("2", "Голосование", day("2024-02-25"), "cancelled", concept="election-day", body="deputies")
    assert [e.status for e in build([VOTE, off], POSTS, belarus)] == ["cancelled"]


def test_a_day_that_moves_without_naming_its_election_takes_its_campaign_along(belarus: Calendar) -> None:
    """ "Единый день голосования переносится": the election is the one that the old day was of."""
    told = says("1", "Единый день голосования", day("2024-02-25"), concept="election-day")
    move = says(
        "2",
        "Единый день голосования",
        day("2024-03-03"),
        "moved-to",
        concept="election-day",
        moved_from=day("2024-02-25"),
    )
    built = build([told, move], POSTS, belarus)
    (voting,) = (one for one in built if one.concept == "election-day")
    assert (voting.election, voting.law, str(voting.when.start)) == ("by-2024", None, "2024-03-03")
    early = next(one for one in built if one.concept == "early-voting")
    assert (str(early.when.start), str(early.when.end)) == ("2024-02-27", "2024-03-02")


def test_what_posts_said_is_kept_beside_what_the_law_makes_of_it(belarus: Calendar) -> None:
    begins = says("2", "Регистрация", since("2024-01-16"), "start", concept="registration", body="deputies")
    built = build([VOTE, begins], POSTS, belarus)
    found = next(one for one in built if one.concept == "registration")
    assert found.when.end is not None
    plain = without_law(found)
    assert (plain.when.start, plain.when.end, plain.law) == (found.when.start, None, None)
    assert plain in build([VOTE, begins], POSTS, belarus, expected=())


def test_a_calendar_without_rules_still_expects_its_published_dates() -> None:
    russia = load("ru-cec")
    vote = says("1", "Выборы Президента", day("2024-03-15", "2024-03-17"), concept="election-day", body="president")
    expected = {one.concept for one in build([vote], POSTS, russia) if not one.posts}
    assert {"nomination-self", "registration-documents", "absentee-applications"} <= expected
