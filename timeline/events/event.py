"""Event: what the mentions of one real event add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Literal

from timeline.expressions.value import value

if TYPE_CHECKING:
    from timeline.mentions import Kind, Role
    from timeline.posts import PostKey

Status = Literal["confirmed", "tentative", "cancelled"]
Bound = Literal["certain", "upper-bound", "lower-bound"]


@dataclass(frozen=True, slots=True)
class When:
    """When an event takes place, in local days of its calendar, both ends inclusive; ``None`` is open.

    Four bounds are kept: the earliest and latest first day, the earliest and latest last day.
    ``clock``/``clock_end`` ("15:00", "24:00") are the times of an event that has one; ``hours``
    are opening hours that hold on each of its days.
    """

    start_earliest: date | None = None
    start_latest: date | None = None
    end_earliest: date | None = None
    end_latest: date | None = None
    clock: str | None = None
    clock_end: str | None = None
    hours: tuple[tuple[str, str], ...] = ()

    @classmethod
    def days(cls, start: date, end: date | None = None) -> When:
        """Known exactly: from ``start`` to ``end``, both inclusive."""
        last = end or start
        return cls(start, start, last, last)

    @property
    def start(self) -> date | None:
        """The first day, where it is known exactly."""
        return self.start_earliest if self.start_earliest == self.start_latest else None

    @property
    def end(self) -> date | None:
        """The last day: where it is known exactly, or the last possible one."""
        return self.end_latest

    @property
    def bound(self) -> Bound:
        """``certain`` when first and last day are known, else which side is."""
        if self.start is not None and self.end_latest is not None and self.end_earliest == self.end_latest:
            return "certain"
        return "upper-bound" if self.end_latest is not None else "lower-bound"


@value(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence of one post that an event rests on.

    ``start``/``end`` are the code points of ``quote`` in the post; ``marks`` are the code points
    of the time expressions inside ``quote``. ``dates`` says whether it gives the event a date,
    moves it or calls it off (else it only names it). ``posted`` is the post's time, ``None`` if unknown;
    then ``within`` are the local days (inclusive) between which it was posted, ``likely`` those between which a
    reader would put it, and ``placed`` says why, a sentence each.
    """

    channel: str
    post: str
    url: str | None
    posted: datetime | None
    start: int
    end: int
    quote: str
    marks: tuple[tuple[int, int], ...]
    role: Role
    says: str
    dates: bool = True
    agrees: bool = True
    recap: bool = False
    reasons: tuple[str, ...] = ()
    within: tuple[date | None, date | None] | None = None
    likely: tuple[date | None, date | None] | None = None
    placed: tuple[str, ...] = ()

    @property
    def post_key(self) -> PostKey:
        """The key of its post."""
        return self.channel, self.post

    def day(self, zone: tzinfo) -> date | None:
        """The local day of the post, also where no hour of it is known; ``None`` where it is not one day."""
        low, high = self.within or (None, None)
        return self.posted.astimezone(zone).date() if self.posted else low if low == high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step in an event's history: what changed, from what, to what, and which post did it.

    ``reason`` is what a person wrote beside a correction by hand.
    """

    what: Literal["announced", "dated", "narrowed", "moved", "postponed", "cancelled", "restored", "corrected"]
    old: str | None
    new: str | None
    channel: str | None
    post: str | None
    posted: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What posts alone say of an event that also follows a rule of the law."""

    title: str
    when: When
    titles: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    election: str | None = None
    audience: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One real event, with everything that is known of it and where it is known from.

    ``id`` is short and stable, ``uid`` the iCalendar UID; ``revision`` counts visible changes and
    ``changed`` is when the last one was stored (aware, UTC). ``posts`` counts the posts that date
    the event, move it or call it off. ``likely`` narrows ``when`` by what a reader would infer;
    it never excludes what is stated. ``foreign`` marks another country's election. ``law`` names
    the statutory rule the event also follows, ``announced`` what posts said before it was laid beside them.
    """

    id: str
    uid: str
    calendar: str
    title: str
    kind: Kind
    when: When
    status: Status = "confirmed"
    likely: When | None = None
    concept: str | None = None
    body: str | None = None
    election: str | None = None
    place: str | None = None
    audience: tuple[str, ...] = ()
    conditional: bool = False
    foreign: bool = False
    titles: tuple[tuple[str, str], ...] = ()
    law: str | None = None
    announced: Announced | None = None
    evidence: tuple[Evidence, ...] = ()
    history: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    posts: int = 0
    revision: int = 0
    created: datetime | None = None
    changed: datetime | None = None

    @property
    def bound(self) -> Bound:
        """How well its days are known."""
        return self.when.bound
