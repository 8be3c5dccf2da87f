"""Reading a played channel: a clock that only moves when someone waits, a table kept as the store keeps it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from posts.channel import ZONE
from posts.knowing import after

from timeline.posts.live import Manners, PreviewChannel, Progress, Step, Web
from timeline.posts.sync import Known

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from datetime import datetime

    from posts.server import Played


@dataclass
class Clock:
    """Seconds, and every wait that was asked for."""

    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def web(clock: Clock | None = None, **manners: Any) -> Web:
    clock = clock or Clock()
    return Web(Manners(allow_private=True, **manners), clock=clock, sleep=clock.sleep, draw=lambda low, _: low)


T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


@dataclass
class Reader:
    """One who reads a channel again and again, and remembers as the store does."""

    played: Played
    known: dict[str, Known] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    progress: Progress = field(default_factory=Progress)
    clock: Clock = field(default_factory=Clock)
    warnings: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def table(self) -> dict[str, str]:
        """What counts: id to text, without what is withdrawn."""
        return {
            id_: self.texts[id_]
            for id_, known in sorted(self.known.items(), key=lambda item: int(item[0]))
            if not known.withdrawn
        }

    def look(
        self, *, since: datetime | None = None, pages: int = 2, stop_after: int | None = None, name: str | None = None
    ) -> list[Step]:
        """Read once; ``stop_after`` that many pages the reader is killed. Raises what reading raises."""
        self.steps = []
        channel = PreviewChannel(name=name or self.played.channel.name, zone=ZONE, base=self.played.base)

        async def reading() -> None:
            async with web(self.clock) as client:
                async for step in channel.steps(
                    client, self.progress, since=since, pages=pages, warn=self.warnings.append
                ):
                    self._keep(step)
                    if len(self.steps) == stop_after:
                        return

        asyncio.run(reading())
        return self.steps

    def _keep(self, step: Step) -> None:
        self.known = after(self.known, step.look)
        self.texts |= {post.id: post.text for post in step.look.posts}
        self.progress = Progress.from_dict(step.progress.as_dict())
        self.steps.append(step)
