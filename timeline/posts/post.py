"""One message of a channel, and what is known of when it was posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

Quality = Literal["exact", "assumed", "bounded", "unknown"]
PostKey = tuple[str, str]
"""A channel and the id of a post in it."""


@dataclass(frozen=True, slots=True)
class Posted:
    """When a post was posted: ISO-TimeML's *document creation time*, with how well it is known.

    ``earliest`` and ``latest`` are aware datetimes, both inclusive; ``None`` is open.
    ``exact`` is what the source said, ``assumed`` what a person said (``--posted``), both with
    equal ends; ``bounded`` is only known to lie between them; ``unknown`` says nothing.
    """

    quality: Quality
    earliest: datetime | None = None
    latest: datetime | None = None

    def __post_init__(self) -> None:
        for end in (self.earliest, self.latest):
            if end is not None and end.tzinfo is None:
                raise ValueError("the time of a post must carry its zone")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("a post cannot have been posted before its earliest time")

    @classmethod
    def exact(cls, at: datetime) -> Posted:
        """Posted then, as the source says."""
        return cls("exact", at, at)

    @classmethod
    def assumed(cls, at: datetime) -> Posted:
        """Posted then, as a person says."""
        return cls("assumed", at, at)

    @classmethod
    def between(cls, earliest: datetime | None, latest: datetime | None) -> Posted:
        """Posted between the two, inclusive; nothing is known where both are ``None``."""
        if earliest is None and latest is None:
            return cls("unknown")
        return cls("bounded", earliest, latest)

    @classmethod
    def unknown(cls) -> Posted:
        """Posted nobody knows when."""
        return cls("unknown")

    def days(self, zone: tzinfo) -> tuple[date | None, date | None]:
        """The local days between which it was posted, both inclusive; ``None`` is open."""
        earliest = self.earliest.astimezone(zone).date() if self.earliest else None
        if self.latest is self.earliest:
            return earliest, earliest
        return earliest, self.latest.astimezone(zone).date() if self.latest else None

    def day(self, zone: tzinfo) -> date | None:
        """The local day it was posted, where that is known, be the hour or not."""
        earliest, latest = self.days(zone)
        return earliest if earliest == latest else None

    @property
    def at(self) -> datetime | None:
        """The instant, where it is known as one."""
        return self.earliest if self.quality in ("exact", "assumed") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message: which channel it is from, when it was posted, what it says.

    ``id`` is unique within ``channel``. ``position`` is the place in an undated dump, oldest
    first, where the order of posts is evidence; elsewhere it is ``None``. ``dump`` tells the dumps of a
    channel apart. ``text`` keeps its line breaks. ``doubt`` says in words what the reader of the source was
    not sure of. ``placed`` says why a post of a dump lies where it was placed in time, a sentence each, and
    ``likely`` between which local days (inclusive) a reader would put it, where that is narrower.
    """

    channel: str
    id: str
    text: str
    posted: Posted
    url: str | None = None
    edited: bool = False
    lang: str | None = None
    position: int | None = None
    doubt: str | None = None
    dump: int | None = None
    likely: tuple[date | None, date | None] | None = None
    placed: tuple[str, ...] = ()

    @property
    def key(self) -> PostKey:
        """What tells it from every other post: its channel, and its id there."""
        return self.channel, self.id
