"""Posts come, are edited and deleted, people correct: after any sequence the events are those of a fresh build,
but for identities and revisions, and identities only ever go forward."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from events.said import CALENDAR, day, posted, says, until, within
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from timeline.events import Correction, Event, Identity, build, fingerprint, identify, keys
from timeline.mentions import Mention

DAYS = [f"2024-03-{n:02}" for n in (1, 2, 3, 8, 15, 30)]
STAGES = ["election-day", "early-voting", "nomination", "results"]
TITLES = ["Заседание ЦИК", "Заседание областной комиссии", "Семинар наблюдателей", "Выставка"]
BUILT = {"id": "", "uid": "", "revision": 0, "created": None, "changed": None}


@st.composite
def said(draw: st.DrawFn) -> tuple[dict[str, Any], ...]:
    """What one post says: up to three things."""
    out = []
    for start in range(0, 100 * draw(st.integers(1, 3)), 100):
        first = draw(st.sampled_from(DAYS))
        last = draw(st.sampled_from([d for d in DAYS if d >= first]))
        role, time = draw(
            st.sampled_from(
                [
                    ("at", day(first)),
                    ("span", day(first, last)),
                    ("start", day(first)),
                    ("end", until(last)),
                    ("countdown", within(first, last)),
                    ("moved-to", day(last)),
                    ("cancelled", day(first)),
                    ("at", None),
                ]
            )
        )
        concept = draw(st.sampled_from([*STAGES, None, None]))
        title = concept or draw(st.sampled_from(TITLES))
        more: dict[str, Any] = {"start": start, "concept": concept, "title": title, "time": time, "role": role}
        more["body"] = draw(st.sampled_from([None, "deputies", "president"])) if concept else None
        more["recap"] = draw(st.booleans()) and draw(st.booleans())
        if role == "moved-to":
            more["moved_from"] = day(first)
        out.append(more)
    return tuple(out)


class Channel(RuleBasedStateMachine):
    posts: Bundle[str] = Bundle("posts")

    @initialize()
    def begin(self) -> None:
        self.texts: dict[str, tuple[dict[str, Any], ...]] = {}
        self.corrections: list[Correction] = []
        self.table: list[Event] = []
        self.identities: list[Identity] = []
        self.now = datetime(2024, 2, 1, tzinfo=UTC)
        self.next = 1
        self.random = random.Random(0)

    @rule(target=posts, text=said())
    def appears(self, text: tuple[dict[str, Any], ...]) -> str:
        key = str(self.next)
        self.next += 1
        self.texts[key] = text
        return key

    @rule(post=posts, text=said())
    def is_edited(self, post: str, text: tuple[dict[str, Any], ...]) -> None:
        self.texts[post] = text

    @rule(target=posts, post=consumes(posts))
    def is_deleted(self, post: str) -> Any:
        del self.texts[post]
        return multiple()

    @rule(data=st.data(), action=st.sampled_from(["edit", "hide", "merge"]))
    def is_corrected(self, data: st.DataObject, action: str) -> None:
        if not self.table:
            return
        event = data.draw(st.sampled_from(self.table))
        other = data.draw(st.sampled_from(self.table))
        self.corrections.append(
            Correction(
                id=str(len(self.corrections)),
                made=self.now,
                action=action,  # type: ignore[arg-type]
                evidence=keys(event),
                title=event.title,
                day=event.when.start,
                others=keys(other) if action == "merge" else (),
                other_title=other.title if action == "merge" else None,
                new_title="Исправлено" if action == "edit" else None,
            )
        )

    @rule()
    def is_rebuilt(self) -> None:
        self.now += timedelta(hours=1)
        before = {identity.id: identity for identity in self.identities}
        seen = {event.id: fingerprint(event) for event in self.table}
        self.table, self.identities = identify(self.built(shuffled=True), self.identities, self.now)
        for identity in self.identities:
            old = before.get(identity.id)
            if old is not None:
                assert (old.uid, old.created) == (identity.uid, identity.created)
                assert identity.revision - old.revision in (0, 1)
                assert (identity.revision == old.revision) == (identity.changed == old.changed)
        assert {identity.id for identity in self.identities} >= before.keys()
        for event in self.table:
            if event.id in seen:
                assert (event.revision > before[event.id].revision) == (seen[event.id] != fingerprint(event))

    @invariant()
    def the_table_is_a_fresh_build(self) -> None:
        self.is_rebuilt()
        assert [replace(event, **BUILT) for event in self.table] == self.built(shuffled=False)
        present = {identity.id for identity in self.identities if identity.withdrawn is None}
        assert {event.id for event in self.table} == present
        assert len(present) == len(self.table)

    def built(self, *, shuffled: bool) -> list[Event]:
        mentions = [self.mention(key, one) for key, text in self.texts.items() for one in text]
        posts = [posted(key, f"2024-02-{1 + int(key) % 28:02}") for key in self.texts]
        if shuffled:
            self.random.shuffle(mentions)
            self.random.shuffle(posts)
        return build(mentions, posts, CALENDAR, self.corrections)

    def mention(self, key: str, one: dict[str, Any]) -> Mention:
        more = dict(one)
        return says(key, more.pop("title"), more.pop("time"), more.pop("role"), **more)


TestChannel = Channel.TestCase
TestChannel.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
