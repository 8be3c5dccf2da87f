"""A chain made for tests: a post that says "TITLE on DAY" speaks of that event on that day of February 2024."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from store.campaign import event, evidence

from timeline.calendars import Calendar
from timeline.events import Event, When
from timeline.events.correction import Correction
from timeline.events.identity import Identity
from timeline.ingest import Chain
from timeline.mentions import Mention
from timeline.posts import Post


class Watched:
    """The chain, and how often each part of it was run."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.builds = 0

    def chain(self, version: str = "v1") -> Chain:
        return Chain(self.mentions_of, self.build, self.identify, version)

    def mentions_of(self, post: Post, calendar: Calendar) -> list[Mention]:
        self.read.append(post.id)
        return [
            Mention(
                channel=post.channel, post=post.id, start=found.start(), end=found.end(), quote=found[0], timexes=(0,),
                time=None, title=found[1], kind="other", role="at", clock=found[2],
            )
            for found in re.finditer(r"(\w+) on (\d+)", post.text)
        ]  # fmt: skip

    def build(
        self,
        mentions: Sequence[Mention],
        posts: Sequence[Post],
        calendar: Calendar,
        corrections: Sequence[Correction],
    ) -> list[Event]:
        self.builds += 1
        assert {one.key for one in posts} == {(one.channel, one.post) for one in mentions}
        by_title: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_title[mention.title].append(mention)
        events = []
        for title, said in sorted(by_title.items()):
            said.sort(key=lambda one: (int(one.post), one.start))
            parts = tuple(evidence(one.post, channel=one.channel, start=one.start, quote=one.quote) for one in said)
            day = date(2024, 2, int(str(said[-1].clock)))
            events.append(
                replace(
                    event(""),
                    calendar=calendar.id,
                    uid="",
                    title=title,
                    when=When.days(day),
                    evidence=parts,
                    posts=len(parts),
                )
            )
        return events

    def identify(
        self, events: Sequence[Event], identities: Sequence[Identity], now: datetime
    ) -> tuple[list[Event], list[Identity]]:
        return [replace(one, id=one.title, uid=f"{one.title}@{one.calendar}") for one in events], []
