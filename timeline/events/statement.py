"""Statement: one mention with its place in the order of posts and what it states, in days."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from timeline.events.bounds import OPEN, Bounds, days, implied, meet, stated
from timeline.events.campaigns import campaign
from timeline.expressions.value import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from timeline.calendars import Calendar
    from timeline.events.anchors import Derived
    from timeline.mentions import Mention
    from timeline.posts import Post, PostKey

Said = tuple[datetime, int, str, int, str, int, int]
"""What statements are ordered by: the post's time, its place in an undated dump, its channel and id, the sentence."""

RECAP, COUNTDOWN, OFFSET, PLAIN, MOVE = range(5)
"""How much a statement weighs against another that contradicts it; among equals the later one decides."""

NEVER = datetime.min.replace(tzinfo=UTC)


@value(frozen=True, slots=True, eq=False)
class Statement:
    """A mention as merging sees it.

    ``post`` is the key of its post. ``bounds`` are what it states (``None`` where it only names its event),
    ``before`` the date that a move leaves, ``soft`` what it implies. ``rank`` is its weight in a contradiction,
    ``election`` the campaign it belongs to, ``posted`` the time of its post where that is known as one. ``why`` says
    what its days were counted from, where they were.
    """

    mention: Mention
    post: PostKey
    said: Said
    rank: int
    bounds: Bounds | None
    before: Bounds | None = None
    soft: Bounds | None = None
    election: str | None = None
    posted: datetime | None = None
    why: str = ""

    @property
    def moves(self) -> bool:
        """Whether it takes the place of what was announced: a move, a correction, a term prolonged."""
        return self.mention.role in ("moved-from", "moved-to") or (self.mention.revises and self.rank == MOVE)

    @property
    def puts_off(self) -> bool:
        """Whether it takes a day back and names no other."""
        return self.mention.role == "moved-from"

    @property
    def cancels(self) -> bool:
        """Whether it calls its event off."""
        return self.mention.role == "cancelled"

    @property
    def dates(self) -> bool:
        """Whether it gives its event a date, moves it or calls it off."""
        return self.bounds is not None or self.moves or self.cancels


def statements(
    mentions: Iterable[Mention],
    posts: Mapping[PostKey, Post],
    calendar: Calendar,
    derived: Mapping[int, Derived] | None = None,
) -> list[Statement]:
    """The mentions as statements, in the order they were said.

    ``derived`` gives the days of mentions that count from another event, by ``id`` of the mention.
    A post of which no earliest time is known comes before every dated one: what is dated is never
    overruled by it. Undated posts of one dump keep their order.
    """
    out, zone = [], calendar.zone
    for mention in mentions:
        key = mention.post_key
        post = posts.get(key)
        bounds, counted = None, derived.get(id(mention)) if derived else None
        if mention.role != "moved-from":
            bounds = counted.bounds if counted is not None else stated(mention, zone)
        out.append(
            Statement(
                mention,
                key,
                _said(mention, post),
                _rank(mention),
                bounds,
                _before(mention, zone),
                implied(mention, post.posted if post else None, zone),
                campaign(mention, bounds, calendar),
                post.posted.at if post else None,
                counted.why if counted is not None else "",
            )
        )
    out.sort(key=lambda statement: statement.said)
    return [statement for _, of_sentence in groupby(out, key=lambda s: s.said) for statement in _as_told(of_sentence)]


def _as_told(of_sentence: Iterable[Statement]) -> list[Statement]:
    told = list(of_sentence)
    return told if len(told) == 1 else sorted(told, key=lambda statement: _whole(statement.mention))


def _before(mention: Mention, zone: ZoneInfo) -> Bounds | None:
    if mention.role == "moved-from":
        return stated(mention, zone)
    if mention.moved_from is None:
        return None
    before = days(mention.moved_from, zone)
    return None if before.empty or meet(before, OPEN) is None else before


def _rank(mention: Mention) -> int:
    if mention.recap:
        return RECAP
    if mention.role in ("moved-to", "moved-from", "cancelled") or (mention.revises and mention.role != "countdown"):
        return MOVE
    if mention.role == "countdown":
        return COUNTDOWN
    return OFFSET if mention.anchor is not None else PLAIN


def _said(mention: Mention, post: Post | None) -> Said:
    at, position = NEVER, -1
    if post is not None:
        at = post.posted.earliest or NEVER
        position = -1 if post.position is None else post.position
    number = int(mention.post) if mention.post.isascii() and mention.post.isdigit() else 0
    return at, position, mention.channel, number, mention.post, mention.start, mention.end


def _whole(mention: Mention) -> tuple[str, ...]:
    """The order of two mentions of one sentence: as they stand in it, and then never by the input's order."""
    mark = mention.marks[0][0] if mention.marks else mention.timexes[0] if mention.timexes else 0
    return f"{mark:07}", mention.concept or "", mention.body or "", mention.title, mention.role, repr(mention)
