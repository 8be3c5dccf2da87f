"""Mention: one Time in one post, said of one event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from timeline.calendars.definition import Kind
from timeline.expressions.value import value

if TYPE_CHECKING:
    from timeline.posts import PostKey
    from timeline.times import Mod, Time

Role = Literal["at", "start", "end", "span", "countdown", "moved-from", "moved-to", "cancelled"]
Tense = Literal["past", "present", "future"]
OffsetUnit = Literal["day", "working day", "week", "month", "year"]


@value(frozen=True, slots=True, kw_only=True)
class Mention:
    """One Time in one post, said of one event.

    ``start``/``end`` are the code points of the sentence it was read from (end exclusive) and
    ``timexes`` the indices of the expressions in that post. ``time`` is the day or days; a clock
    is kept apart: ``clock`` and ``clock_end`` ("15:00", "24:00") for an event that has a time,
    ``hours`` for daily opening hours. ``concept`` is the key of a stage that happens once per
    election (``None`` for an occasion), ``body`` whom the election is for, ``election`` which
    campaign it belongs to. A mention with a ``refused`` reason never makes an event; ``recap``
    says that it only corroborates one that is known, ``revises`` that it takes the place of what was announced
    ("продлено до", "уточнённая дата"). ``score`` is 0 to 1.

    ``marks`` are the code points, within ``quote``, of its time expressions. ``value`` and ``mod``
    are TIMEX3's for a remaining time ("меньше трех месяцев": ``P3M``, ``LESS_THAN``), which an
    undated post says too, though its ``time`` is ``None``. ``anchor`` is the concept of the event an
    offset counts from ("за 10 дней до выборов": ``election-day``, ``offset`` -10 in ``offset_unit`` as
    written, before any country's way of counting); ``anchor_side`` the side of it where that is said
    ("после окончания регистрации"; so for a remaining time), ``anchor_body`` whom its election is for. Without
    an ``anchor`` an ``offset`` is by how many days the event itself is moved ("переносится на день позже").
    """

    channel: str
    post: str
    start: int
    end: int
    quote: str
    timexes: tuple[int, ...]
    time: Time | None
    title: str
    kind: Kind
    role: Role
    lang: str = "ru"
    tense: Tense = "future"
    concept: str | None = None
    body: str | None = None
    election: str | None = None
    place: str | None = None
    organiser: str | None = None
    clock: str | None = None
    clock_end: str | None = None
    hours: tuple[tuple[str, str], ...] = ()
    audience: tuple[str, ...] = ()
    tentative: bool = False
    conditional: bool = False
    foreign: bool = False
    recap: bool = False
    revises: bool = False
    anchor: str | None = None
    anchor_side: Literal["start", "end"] | None = None
    anchor_body: str | None = None
    offset: int | None = None
    offset_unit: OffsetUnit = "day"
    value: str | None = None
    mod: Mod | None = None
    marks: tuple[tuple[int, int], ...] = ()
    moved_from: Time | None = None
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    refused: str | None = None

    @property
    def post_key(self) -> PostKey:
        """The key of its post."""
        return self.channel, self.post
