"""Identities: given once, found again, revised only by what a reader sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from events.said import CALENDAR, day, posted, says, until
from events.test_building import CAMPAIGN

from timeline.events import Event, Identity, build, identify
from timeline.mentions import Mention

POSTS = [posted(str(n), f"2024-01-{n:02}") for n in range(1, 29)]
NOW = datetime(2024, 2, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def step(
    mentions: tuple[Mention, ...], known: list[Identity], now: datetime = NOW
) -> tuple[list[Event], list[Identity]]:
    return identify(build(mentions, POSTS, CALENDAR), known, now)


SEMINAR = says("1", "Семинар наблюдателей", day("2024-02-12"), clock="10:00")
VOTE = says("1", "Голосование", day("2024-03-31"), concept="election-day", start=60)


def test_ids_are_short_unique_and_make_the_uid() -> None:
    events, identities = step(CAMPAIGN, [])
    assert len({event.id for event in events}) == len(events) == len(identities)
    assert all(len(event.id) == 6 and event.id.isalnum() and event.id == event.id.lower() for event in events)
    assert all(event.uid == f"{event.id}@test.election-timeline" for event in events)
    assert {event.revision for event in events} == {0}


def test_a_rebuild_of_the_same_changes_nothing() -> None:
    events, identities = step(CAMPAIGN, [])
    assert step(CAMPAIGN[::-1], identities, LATER) == (events, identities)


def test_repetition_grows_the_evidence_and_not_the_revision() -> None:
    (one,), identities = step((VOTE,), [])
    (two,), grown = step((VOTE, replace(VOTE, post="9")), identities, LATER)
    assert (two.id, two.uid, two.revision, two.changed) == (one.id, one.uid, 0, NOW)
    assert two.posts == 2
    assert len(grown[0].evidence) == 2


def test_a_move_raises_the_revision_once() -> None:
    (one,), identities = step((SEMINAR,), [])
    move = says("5", "Семинар", day("2024-02-14"), "moved-to", moved_from=day("2024-02-12"))
    (two,), identities = step((SEMINAR, move), identities, LATER)
    assert (two.id, two.revision, two.created, two.changed) == (one.id, 1, NOW, LATER)
    (three,), _ = step((SEMINAR, move), identities, LATER + timedelta(days=1))
    assert (three.revision, three.changed) == (1, LATER)


def test_an_event_is_found_by_what_grew_around_it() -> None:
    """Its first post is withdrawn after others repeated it."""
    (one,), identities = step((VOTE,), [])
    again = replace(VOTE, post="9")
    _, identities = step((VOTE, again), identities)
    (three,), _ = step((again,), identities, LATER)
    assert three.id == one.id


def test_events_of_one_post_keep_their_own_ids() -> None:
    missions = [
        says("1", f"Пресс-конференция миссии {name}", day("2024-02-26"), clock=clock, start=at)
        for name, clock, at in (("СНГ", "12:00", 0), ("ШОС", "15:30", 60), ("БДИПЧ", "16:10", 120))
    ]
    events, identities = step(tuple(missions), [])
    ids = {event.title: event.id for event in events}
    less, _ = step((missions[0], missions[2]), identities, LATER)
    assert {event.title: event.id for event in less} == {
        title: id_ for title, id_ in ids.items() if not title.endswith("ШОС")
    }


def test_another_event_of_the_same_post_does_not_inherit_an_id() -> None:
    (one,), identities = step((SEMINAR,), [])
    (two,), identities = step((says("1", "Выставка плакатов", day("2024-02-20"), kind="other"),), identities, LATER)
    assert two.id != one.id
    assert next(i for i in identities if i.id == one.id).withdrawn == LATER


def test_what_loses_its_evidence_leaves_and_comes_back_as_itself() -> None:
    (one,), identities = step((SEMINAR,), [])
    nothing, identities = step((), identities, LATER)
    assert nothing == []
    (identity,) = identities
    assert (identity.withdrawn, identity.revision) == (LATER, 1)
    assert step((), identities, LATER + timedelta(days=1))[1] == identities
    (back,), identities = step((SEMINAR,), identities, LATER + timedelta(days=2))
    assert (back.id, back.revision) == (one.id, 2)
    assert identities[0].withdrawn is None


def test_of_two_that_became_one_the_older_id_stays() -> None:
    first = says("1", "Заседание ЦИК", day("2024-02-12"))
    second = says("2", "Заседание ЦИК", day("2024-02-14"))
    (one,), identities = step((first,), [])
    (_, other), identities = step((first, second), identities, LATER)
    move = says("3", "Заседание ЦИК", day("2024-02-14"), "moved-to", moved_from=day("2024-02-12"))
    (both,), identities = step((first, second, move), identities, LATER + timedelta(days=1))
    assert both.id == one.id
    gone = next(i for i in identities if i.id == other.id)
    assert gone.withdrawn is not None
    assert gone.merged_into == both.id


def test_ids_never_collide_with_those_that_are_gone() -> None:
    """A new event whose digest is taken by a withdrawn one gets another id."""
    (one,), identities = step((SEMINAR,), [])
    stranger = replace(identities[0], evidence=(("x", "1", ""),), withdrawn=NOW)
    (two,), table = step((SEMINAR,), [stranger], LATER)
    assert two.id != one.id
    assert len({identity.id for identity in table}) == 2


def test_a_title_that_grew_more_telling_is_the_same_event() -> None:
    short = says("1", "Выдвижение", until("2024-01-20"), "end", concept="nomination")
    (one,), identities = step((short,), [])
    full = says("4", "Выдвижение кандидатов в депутаты", until("2024-01-20"), "end", concept="nomination")
    (two,), _ = step((short, full), identities, LATER)
    assert (two.id, two.revision) == (one.id, 1)


def test_the_time_of_a_rebuild_must_carry_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        identify([], [], datetime(2024, 1, 1))
