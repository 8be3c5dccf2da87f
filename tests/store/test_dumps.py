"""Undated dumps in the table: their order over several copies, and the dated posts that turn out to be the same."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import Calendar, load
from timeline.ingest import ingest
from timeline.posts import Post, Posted
from timeline.posts.cleaning import fingerprint
from timeline.store import open_store
from timeline.store.dumps import ROOM, places
from timeline.store.store import Store

VOTE = "Единый день голосования пройдёт 25 февраля 2024 года: готовимся вместе."
SEMINAR = "Сегодня комиссия провела семинар для наблюдателей и представителей партий."
LEFT = "До единого дня голосования остаётся меньше двух месяцев, работы ещё много."
TOMORROW = "Завтра состоится заседание Центральной комиссии по вопросам подготовки бюллетеней."
MORE = "До единого дня голосования остаётся больше месяца, но время летит быстро."
PAGE = (VOTE, SEMINAR, LEFT, TOMORROW, MORE)


@pytest.fixture(scope="module")
def belarus() -> Calendar:
    return load("by-cec")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "t.db")


def copied(*texts: str, channel: str = "Комиссия", posted: Posted | None = None) -> list[Post]:
    """A page copied by hand."""
    return [
        Post(
            channel=channel,
            id=f"text-{fingerprint(text)}",
            text=text,
            posted=posted or Posted.unknown(),
            position=number,
        )
        for number, text in enumerate(texts, 1)
    ]


def dated(text: str, number: int, day: int) -> Post:
    at = datetime(2024, 1, day, 9, 0, tzinfo=UTC)
    return Post(channel="komissia", id=str(number), text=text, posted=Posted.exact(at))


def order(store: Store) -> list[str]:
    return [post.text for post in store.dump_posts("by-cec")]


def evidence(store: Store, title: str) -> dict[str, tuple[str | None, str | None]]:
    """When each post of an event was posted, as far as that is known."""
    (event,) = (one for one in store.events("by-cec") if one.title.startswith(title))
    days = {
        one.quote: one.within or ((one.posted.date(), one.posted.date()) if one.posted else (None, None))
        for one in event.evidence
    }
    return {quote: (str(a) if a else None, str(b) if b else None) for quote, (a, b) in days.items()}


class TestOrder:
    def test_a_page_is_kept_in_its_order(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, copied(*PAGE))
        assert order(store) == list(PAGE)

    def test_a_later_copy_goes_on_where_the_first_ended(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, copied(*PAGE[:3]))
        report = ingest(store, belarus, copied(*PAGE[1:]))
        assert (report.posts.new, report.posts.changed, report.posts.same) == (2, 0, 2)
        assert order(store) == list(PAGE)

    def test_an_earlier_copy_stands_before(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, copied(*PAGE[2:]))
        ingest(store, belarus, copied(*PAGE[:3]))
        assert order(store) == list(PAGE)

    def test_what_a_copy_has_between_stands_between(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, copied(VOTE, LEFT, MORE))
        ingest(store, belarus, copied(*PAGE))
        assert order(store) == list(PAGE)

    def test_copies_that_share_nothing_say_nothing_of_each_other(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, copied(VOTE, LEFT))
        ingest(store, belarus, copied(SEMINAR, TOMORROW))
        assert len({post.dump for post in store.dump_posts("by-cec")}) == 2
        assert evidence(store, "Единый")[LEFT] == ("2023-12-26", "2024-02-24")
        (meeting,) = [one for one in store.events("by-cec") if "Заседание" in one.title] or [None]
        assert meeting is None, "nothing places the second page"

    @given(st.lists(st.integers(0, 30), unique=True, min_size=1), st.data())
    def test_places_keep_the_order_of_the_copy(self, numbers: list[int], data: st.DataObject) -> None:
        """Whatever part of it was known, in the order of the page."""
        page = [str(number) for number in numbers]
        part = data.draw(st.lists(st.sampled_from(page), unique=True).map(lambda some: sorted(some, key=page.index)))
        known = {one: ROOM * n for n, one in enumerate(part, 1)}
        found = {**known, **places(page, known, sorted(known.values()))}
        assert all(found[a] < found[b] for a, b in pairwise(page))

    def test_a_post_between_others_that_names_nothing_is_counted_with_them(
        self, store: Store, belarus: Calendar, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A later copy begins with thanks: what was the second post is the third, and says so."""
        monkeypatch.setattr("timeline.touched.FEW_MENTIONS", 0)
        ingest(store, belarus, copied(VOTE, LEFT))
        ingest(
            store, belarus, copied("Спасибо всем, кто был с нами в эти дни, и до новых встреч на участках!", VOTE, LEFT)
        )
        (event,) = (one for one in store.events("by-cec") if one.title.startswith("Единый") and one.posts)
        (left,) = (said for said in event.evidence if said.quote == LEFT)
        assert "№ 3" in left.placed[0]


class TestPinned:
    def test_one_post_pinned_tightens_its_neighbours(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, copied(*PAGE))
        assert evidence(store, "Единый") == {
            VOTE: (None, "2024-01-24"),
            LEFT: ("2023-12-26", "2024-01-24"),
            MORE: ("2023-12-26", "2024-01-24"),
        }
        pin = copied(TOMORROW, channel="standard input", posted=Posted.assumed(datetime(2024, 1, 9, tzinfo=UTC)))
        report = ingest(store, belarus, pin)
        assert (report.posts.new, report.posts.changed) == (0, 1)
        assert order(store) == list(PAGE)
        assert evidence(store, "Единый") == {
            VOTE: (None, "2024-01-09"),
            LEFT: ("2023-12-26", "2024-01-09"),
            MORE: ("2024-01-09", "2024-01-24"),
        }
        (meeting,) = (one for one in store.events("by-cec") if one.title.startswith("Заседание"))
        assert str(meeting.when.start) == "2024-01-10"

    def test_the_page_again_without_a_date_takes_nothing_back(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, copied(TOMORROW, posted=Posted.assumed(datetime(2024, 1, 9, tzinfo=UTC))))
        assert ingest(store, belarus, copied(TOMORROW)).events.changed == ()


class TestTwins:
    @pytest.mark.parametrize("first", ["page", "channel"])
    def test_a_dated_source_takes_the_place_of_the_guess(self, store: Store, belarus: Calendar, first: str) -> None:
        sources = [copied(*PAGE), [dated(TOMORROW, 77, 9)]]
        for posts in sources if first == "page" else reversed(sources):
            ingest(store, belarus, posts)
        (meeting,) = (one for one in store.events("by-cec") if one.title.startswith("Заседание"))
        assert [(one.channel, one.post) for one in meeting.evidence] == [("komissia", "77")]
        assert str(meeting.when.start) == "2024-01-10"
        assert evidence(store, "Единый")[MORE] == ("2024-01-09", "2024-01-24"), "it keeps its place, with that time"
        assert ingest(store, belarus, copied(*PAGE)).events.total == len(store.events("by-cec"))
        assert not ingest(store, belarus, copied(*PAGE)).events.added, "the page again brings nothing back"

    def test_its_event_stays_itself(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, copied(*PAGE))
        (before,) = (one for one in store.events("by-cec") if one.title.startswith("Заседание"))
        ingest(store, belarus, [dated(TOMORROW, 77, 9)])
        (after,) = (one for one in store.events("by-cec") if one.title.startswith("Заседание"))
        assert (after.id, after.uid, after.revision) == (before.id, before.uid, before.revision + 1)

    def test_what_was_posted_twice_tells_no_time(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, copied(*PAGE))
        ingest(store, belarus, [dated(SEMINAR, 5, 8), dated(VOTE, 6, 9), dated(VOTE, 7, 20)])
        assert [post.posted.at and post.posted.at.day for post in store.dump_posts("by-cec")][:2] == [None, 8]

    def test_what_was_posted_twice_is_silent_in_the_copy(self, store: Store, belarus: Calendar) -> None:
        """Even where its neighbours tell when about it was posted."""
        ingest(store, belarus, copied(SEMINAR, TOMORROW, MORE))
        ingest(store, belarus, [dated(VOTE, 4, 2), dated(SEMINAR, 5, 8), dated(TOMORROW, 6, 9), dated(TOMORROW, 7, 20)])
        meetings = [one for one in store.events("by-cec") if one.title.startswith("Заседание")]
        assert {str(one.when.start) for one in meetings} == {"2024-01-10", "2024-01-21"}
        assert {said.channel for one in meetings for said in one.evidence} == {"komissia"}

    def test_a_text_that_says_little_is_nobodys_twin(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, [*copied("Спасибо!", VOTE)])
        ingest(store, belarus, [dated("Спасибо!", 5, 8)])
        assert order(store) == ["Спасибо!", VOTE]
        assert store.twins("by-cec") == {}

    def test_a_dated_source_in_full_leaves_no_guess(self, store: Store, belarus: Calendar) -> None:
        ingest(store, belarus, copied(*PAGE))
        assert store.has_undated_posts("by-cec")
        ingest(store, belarus, [dated(text, n, n + 1) for n, text in enumerate(PAGE, 1)])
        assert not store.has_undated_posts("by-cec")
        evidence_of_all = [one for event in store.events("by-cec") for one in event.evidence]
        assert evidence_of_all
        assert all(one.posted for one in evidence_of_all)
