"""A table that lives: posts come, are edited and go, people correct, everything is rebuilt, in any order.

Whatever happened, its events are those of a fresh build from the posts and corrections that are left
(but for ids, revisions and times), they keep their ids where they keep their evidence, and what the
log says adds up to what is there.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from store.campaign import MINSK

from timeline.calendars import default_calendar
from timeline.events import Event, keys
from timeline.events.correction import Action, Correction
from timeline.ingest import ingest, refresh
from timeline.posts import Post, Posted
from timeline.store import open_store
from timeline.store.store import Store

CALENDAR = default_calendar(MINSK)
START = datetime(2024, 1, 10, 9, 0, tzinfo=MINSK)
TEXTS = (
    "Единый день голосования пройдёт 25 февраля 2024 года.",
    "Голосование 25 февраля: участки откроются в 8.00.",
    "Досрочное голосование пройдёт с 20 по 24 февраля, с 12.00 до 19.00.",
    "Датэрміновае галасаванне пройдзе з 20 па 24 лютага.",
    "Выдвижение кандидатов продлится до 15 января включительно.",
    "Регистрация кандидатов: 16–30 января.",
    "Заседание Центральной комиссии состоится 12 февраля в 15.00.",
    "Заседание Центральной комиссии перенесено с 12 на 14 февраля.",
    "Заседание Центральной комиссии, назначенное на 14 февраля, отменено.",
    "Семинар для наблюдателей пройдёт 5 февраля в Минске.",
    "До выборов осталось меньше месяца.",
    "Спасибо всем, кто был с нами.",
)

texts = st.sampled_from(TEXTS)
numbers = st.integers(1, 12)


class Living(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = Path(mkdtemp())
        self.store = open_store(self.folder / "t.db")
        self.there: dict[int, Post] = {}
        self.now = datetime(2024, 1, 1, tzinfo=UTC)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    @rule(posts=st.dictionaries(numbers, texts, max_size=4))
    def posts_come_or_are_edited(self, posts: dict[int, str]) -> None:
        made = {
            number: Post(
                channel="commission",
                id=str(number),
                text=text,
                posted=Posted.exact(START + timedelta(days=number)),
                edited=number in self.there,
            )
            for number, text in posts.items()
        }
        self.there |= made
        ingest(self.store, CALENDAR, made.values(), now=self.tick())

    @precondition(lambda self: self.there)
    @rule(data=st.data())
    def a_post_goes(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.there)))
        del self.there[number]
        self.store.note_missing("default", "commission", {str(number): 2}, {str(number)}, now=self.tick())
        refresh(self.store, CALENDAR, now=self.tick())

    @precondition(lambda self: self.store.events())
    @rule(data=st.data(), action=st.sampled_from(["hide", "edit", "merge", "split"]))
    def somebody_corrects(self, data: st.DataObject, action: Action) -> None:
        events = self.store.events()
        event, other = data.draw(st.sampled_from(events)), data.draw(st.sampled_from(events))
        made = Correction(
            id=f"k{len(self.store.corrections('default'))}-{self.now:%H%M}",
            made=self.tick(),
            action=action,
            evidence=keys(event),
            title=event.title,
            day=first(event),
        )
        if action == "edit":
            made = replace(made, new_title="Другое название", new_place="Брест")
        elif action == "merge":
            made = replace(made, others=keys(other), other_title=other.title, other_day=first(other))
        elif action == "split":
            made = replace(made, others=keys(event)[:1])
        self.store.add_correction("default", made)
        refresh(self.store, CALENDAR, now=self.tick())

    @precondition(lambda self: self.store.corrections("default"))
    @rule(data=st.data())
    def a_correction_is_taken_back(self, data: st.DataObject) -> None:
        made = data.draw(st.sampled_from(self.store.corrections("default")))
        self.store.undo_correction("default", made.id, now=self.tick())
        refresh(self.store, CALENDAR, now=self.tick())

    @rule()
    def everything_is_rebuilt(self) -> None:
        before = self.store.events()
        self.store.forget_mentions("default")
        refresh(self.store, CALENDAR, now=self.tick())
        assert self.store.events() == before

    @rule()
    def the_clock_jumps_back(self) -> None:
        self.now -= timedelta(days=2)

    @invariant()
    def the_events_are_those_of_a_fresh_build(self) -> None:
        if not hasattr(self, "store"):
            return
        fresh = self.folder / "fresh.db"
        with open_store(fresh) as other:
            for made in self.store.corrections("default"):
                other.add_correction("default", made)
            ingest(other, CALENDAR, sorted(self.there.values(), key=lambda post: -int(post.id)), now=self.now)
            assert seen(other) == seen(self.store)
        for file in self.folder.glob("fresh.db*"):
            file.unlink()

    @invariant()
    def the_log_adds_up_to_what_is_there(self) -> None:
        if not hasattr(self, "store"):
            return
        there: set[str] = set()
        for entry in self.store.log():
            assert (entry.event in there) == (entry.what != "added")
            there ^= {entry.event} if entry.what != "changed" else set()
        assert there == {event.id for event in self.store.events()}


def seen(store: Store) -> list[Event]:
    """The events but for what a fresh build cannot know."""
    plain = [replace(one, id="", uid="", revision=0, created=None, changed=None) for one in store.events()]
    return sorted(plain, key=repr)


def first(event: Event) -> object:
    when = event.when
    return when.start_earliest or when.start_latest or when.end_earliest or when.end_latest


TestLiving = Living.TestCase
TestLiving.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
