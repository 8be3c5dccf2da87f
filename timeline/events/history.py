"""History: the statements of one event told one after the other, and what remains at the end.

The later and more authoritative post decides: a correction of a person over a move or a cancellation, that over
repetition, a stated day over one counted from another event, that over a countdown; a recap only
corroborates. What agrees narrows the bounds; what contradicts is kept with the event and noted, never
dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from timeline.events.bounds import DAY, OPEN, Bounds, complete, edtf, meet, narrow
from timeline.events.event import Change
from timeline.events.statement import COUNTDOWN, MOVE, PLAIN, RECAP, Statement
from timeline.languages.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions import Kind
    from timeline.posts import PostKey

SPANS: frozenset[Kind] = frozenset({"nomination", "campaigning", "early-voting"})
"""Kinds whose "until" is their last day, and no limit that an earlier one would satisfy."""
DEADLINES = SPANS | {"registration", "deadline"}
"""Kinds of which two different last days contradict each other, though the words only say "until"."""
TOLERANCE = timedelta(days=1)
"""By how much a countdown may miss a known day and still agree."""

Verdict = Literal["agrees", "narrows", "revises", "contradicts", "overruled"]


class Trouble(NamedTuple):
    """A statement that does not fit: which post says what, and what it is held against."""

    kind: Literal["overruled", "contradiction", "cancelled"]
    post: PostKey
    said: str
    other: str


@dataclass(slots=True)
class History:
    """What is known after the statements so far.

    ``start_rank`` and ``end_rank`` are the weight of what each side rests on. ``lead`` is the statement
    that first gave the dates that still stand.
    """

    kind: Kind
    bounds: Bounds = OPEN
    start_rank: int = -1
    end_rank: int = -1
    cancelled: bool = False
    postponed: bool = False
    shift: int | None = None
    clock: str | None = None
    clock_end: str | None = None
    hours: tuple[tuple[str, str], ...] = ()
    place: str | None = None
    soft: list[Bounds] = field(default_factory=list)
    lead: Statement | None = None
    changes: list[Change] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    _was: str = ""

    @property
    def known(self) -> Bounds:
        """What the statements leave of its days."""
        return complete(self.bounds)

    @property
    def likely(self) -> Bounds | None:
        """What a reader would infer besides, where that says more."""
        return narrow(self.known, self.soft)

    @property
    def called_off(self) -> Literal["", "postponed", "cancelled"]:
        """Whether it was put off or called off, if either."""
        return ("postponed" if self.postponed else "cancelled") if self.cancelled else ""

    def after(self, statement: Statement) -> None:
        """Take in one statement."""
        if statement.soft is not None:
            self.soft.append(statement.soft)
        if statement.puts_off and self._has_moved(statement):
            return
        if statement.puts_off and self._shifts(statement):
            return
        if statement.cancels or statement.puts_off:
            if self.bounds.empty and (bounds := statement.bounds or statement.before) is not None:
                self._set(bounds, statement)
            self.postponed = statement.puts_off and (self.postponed or not self.cancelled)
            self.cancelled = True
            return
        if self.postponed and self._named_anew(statement):
            assert statement.bounds is not None
            self._replace(statement.bounds, statement)
            self.cancelled = self.postponed = False
            self._hours(statement)
            return
        verdict = self._dates(statement)
        if verdict in ("overruled", "contradicts"):
            kind: Literal["overruled", "contradiction"] = "overruled" if verdict == "overruled" else "contradiction"
            self.troubles.append(Trouble(kind, statement.post, _said(statement), self._was))
        if statement.rank >= MOVE:
            self.cancelled = self.postponed = False
        elif self.cancelled and statement.bounds is not None and statement.rank > RECAP:
            self.troubles.append(Trouble("cancelled", statement.post, _said(statement), ""))
        if verdict != "overruled" and statement.rank > RECAP:
            self._hours(statement)

    def _dates(self, statement: Statement) -> Verdict:
        bounds = statement.bounds
        if bounds is None:
            return "agrees"
        if statement.rank == COUNTDOWN:
            bounds = self._counted(bounds)
        elif self._a_day_of_it(bounds, statement) or self._a_part_of_it(bounds, statement):
            return "agrees"
        elif statement.moves:
            return self._moved(bounds, statement)
        elif statement.mention.role == "end" and bounds.end_earliest in (None, bounds.end_latest):
            last = bounds.end_earliest is not None and self.kind in DEADLINES and not self._its_limit(statement)
            sharp = self._is_last_day() or last
            bounds = bounds._replace(end_earliest=bounds.end_latest if sharp else None)
        before = self.bounds
        self._was = edtf(complete(before))
        if self._wrong_end(bounds):
            return "overruled"
        joint = meet(before, bounds)
        if joint is not None:
            if joint != before:
                self._set(joint, statement, bounds)
            return "agrees" if joint == before else "narrows"
        if statement.rank < self._weight(bounds) or statement.rank == RECAP or self._bare_limit(bounds):
            return "overruled"
        self._replace(bounds, statement)
        return "revises" if _widens(before, bounds) else "contradicts"

    def _moved(self, bounds: Bounds, statement: Statement) -> Verdict:
        """A move replaces what it speaks of, narrower or not. One new day for the first day of a span says
        nothing of its last, and one for its last nothing of its first."""
        known, old = complete(self.bounds), statement.before
        one_day = bounds.start is not None and bounds.start == bounds.end
        if one_day and known.exact and known.start != known.end and old is not None and old.start == known.start:
            self._set(Bounds(bounds.start, bounds.start), statement)
            self.end_rank = -1
            return "revises"
        if meet(self.bounds, bounds) == self.bounds == bounds:
            return "agrees"
        if one_day and old is not None and old.end == known.end_latest and self._ends_later_than_it_begins(bounds):
            bounds = Bounds(None, None, bounds.start, bounds.start)
        self._replace(bounds, statement)
        self.bounds = complete(self.bounds)
        return "revises"

    def _ends_later_than_it_begins(self, bounds: Bounds) -> bool:
        """Whether one new day can be the last day of a stretch alone: "завершим приём 16 апреля вместо 20-го"."""
        known = complete(self.bounds)
        return known.start is not None and known.start != known.end and known.start < (bounds.start or known.start)

    def _shifts(self, statement: Statement) -> bool:
        """Whether its days are moved by as many as a statement says ("на неделю позже"), which a later post that says
        so again does not do once more."""
        by, known = statement.mention.offset, complete(self.bounds)
        if by is None or not known.exact or self.cancelled:
            return False
        if self.shift is None:
            self.shift = by
            self._replace(Bounds(*(day and day + by * DAY for day in known)), statement)
        return True

    def _has_moved(self, statement: Statement) -> bool:
        """Whether the day that is taken back is not the one that is known: "голосование 1 июля (было 22 апреля)"."""
        known, left = complete(self.bounds), statement.before
        return (
            known.exact
            and known.low is not None
            and left is not None
            and left.high is not None
            and left.high < known.low
        )

    def _named_anew(self, statement: Statement) -> bool:
        """Whether it names the day that a postponement left open, and does not only repeat the old one."""
        bounds, known = statement.bounds, complete(self.bounds)
        if bounds is None or statement.rank <= COUNTDOWN or meet(known, bounds) is not None:
            return False
        return bounds.low is not None and (known.low is None or bounds.low > known.low)

    def _weight(self, bounds: Bounds) -> int:
        """The weight of the sides that ``bounds`` is at odds with."""
        start = self.start_rank if bounds.says_start else -1
        end = self.end_rank if bounds.says_end else -1
        return max(start, end)

    def _counted(self, bounds: Bounds) -> Bounds:
        """A remaining time, said of the start, or of the end of what has begun. It never moves a known day."""
        low, high = bounds.low, bounds.high
        for day in (self.bounds.start, self.bounds.end_latest):
            if day and low and high and low - TOLERANCE <= day <= high + TOLERANCE:
                return OPEN
        if self.bounds.start is not None and low is not None and self.bounds.start < low:
            return Bounds(None, None, low, high)
        return bounds

    def _a_day_of_it(self, bounds: Bounds, statement: Statement) -> bool:
        """Whether it names one day of a known span ("on Sunday we vote", of three days), and so changes nothing."""
        known = complete(self.bounds)
        return (
            statement.rank <= PLAIN
            and known.exact
            and bounds.start is not None
            and bounds.start == bounds.end
            and known.start is not None
            and known.end is not None
            and known.start < known.end
            and known.start <= bounds.start <= known.end
        )

    def _a_part_of_it(self, bounds: Bounds, statement: Statement) -> bool:
        """Whether it is a stretch within the longer one that the same post has told: "С 29 января по 11 марта – через
        портал, с 6 по 11 марта – на участке"."""
        known, part = complete(self.bounds), complete(bounds)
        if self.lead is None or self.lead.post != statement.post or statement.rank > PLAIN:
            return False
        if not (known.exact and part.exact and known.start and known.end and part.start and part.end):
            return False
        return known != part and known.start <= part.start and part.end <= known.end

    def _wrong_end(self, bounds: Bounds) -> bool:
        """Whether it begins a known span on its last day, or ends it on its first: that is no news of the span."""
        known = complete(self.bounds)
        if not known.exact or known.start == known.end or (bounds.says_start and bounds.says_end):
            return False
        return bounds.start_earliest == known.end if bounds.says_start else bounds.end_latest == known.start

    def _bare_limit(self, bounds: Bounds) -> bool:
        """Whether a "no later than" is at odds with a known day of what has no last day of its own: the day stands."""
        return self.kind not in DEADLINES and self.bounds.exact and not bounds.says_start and bounds.end is None

    def _its_limit(self, statement: Statement) -> bool:
        """ "Комиссии образуют 18 августа, крайний срок – 19 августа": the last day that a post names beside the day."""
        stage = concepts().get(statement.mention.concept or "")
        told = self.lead is not None and self.lead.post == statement.post
        return told and stage is not None and stage.in_a_day and self.bounds.start == self.bounds.end is not None

    def _is_last_day(self) -> bool:
        """Whether "until" is the last day itself here, so that another last day contradicts it."""
        known = self.bounds
        if known.start is not None and known.start == known.end:
            return False
        if self.end_rank >= MOVE:
            return known.end_latest is not None
        if known.start is not None:
            return self.kind in SPANS
        return self.kind in DEADLINES and known.end_latest is not None and self.end_rank == PLAIN

    def _set(self, joint: Bounds, statement: Statement, said: Bounds | None = None) -> None:
        said = said or joint
        self.bounds = joint
        if said.says_start:
            self.start_rank = max(self.start_rank, statement.rank)
        if said.says_end:
            self.end_rank = max(self.end_rank, statement.rank)
        self.lead = statement

    def _replace(self, bounds: Bounds, statement: Statement) -> None:
        """What is said of a side takes its place; the other side stays where it can."""
        known = complete(self.bounds)
        says_start, says_end = bounds.says_start, bounds.says_end
        if says_start and not says_end:
            bounds = Bounds(bounds.start_earliest, bounds.start_latest, known.end_earliest, known.end_latest)
            if meet(bounds, OPEN) is None:
                bounds = bounds._replace(end_earliest=None, end_latest=None)
        elif says_end and not says_start:
            bounds = Bounds(known.start_earliest, known.start_latest, bounds.end_earliest, bounds.end_latest)
            if meet(bounds, OPEN) is None:
                bounds = bounds._replace(start_earliest=None, start_latest=None)
        self.bounds = bounds
        if says_start:
            self.start_rank = statement.rank
        if says_end:
            self.end_rank = statement.rank
        self.lead = statement

    def _hours(self, statement: Statement) -> None:
        mention = statement.mention
        clock, clock_end = mention.clock, mention.clock_end
        if mention.role == "end" and clock is not None and clock_end is None:
            clock, clock_end = None, clock
        self.clock = clock or self.clock
        self.clock_end = clock_end or self.clock_end
        self.hours = mention.hours or self.hours
        self.place = mention.place or self.place


def tell(statements: Sequence[Statement], kind: Kind) -> History:
    """The history of one event from its statements, which must be in the order they were said.

    A recap is heard last, since it only corroborates; within a post what moves or cancels is heard last too.
    """
    history = History(kind)
    recaps = [statement for statement in statements if statement.rank == RECAP]
    told = [statement for statement in statements if statement.rank > RECAP]
    for _, of_post in groupby(told, key=lambda statement: (statement.said[0], statement.post)):
        before = (edtf(history.known), history.called_off)
        moved = False
        members = list(of_post)
        if len(members) > 1:
            members.sort(key=lambda statement: statement.moves or statement.cancels)
        for statement in members:
            was = history.bounds
            history.after(statement)
            moved = moved or (was != history.bounds and (statement.moves or meet(was, history.bounds) is None))
        left = next((edtf(member.before) for member in members if member.before is not None), "")
        change = _change(before, history, moved, members[0], left)
        if change is not None:
            history.changes.append(change)
    for statement in recaps:
        history.after(statement)
    return history


def _change(before: tuple[str, str], history: History, moved: bool, by: Statement, left: str) -> Change | None:
    """The step that one post made. ``left`` is the date it says the event had, if nobody had announced it before."""
    old, was = before
    if not old and left and not history.cancelled:
        old, moved = left, True
    new = edtf(history.known)
    what: Literal["announced", "dated", "narrowed", "moved", "postponed", "cancelled", "restored"]
    if history.called_off != was:
        what = history.called_off or ("moved" if was == "postponed" else "restored")
    elif old == new:
        return None
    elif not old:
        what = "announced"
    elif moved:
        what = "moved"
    else:
        what = "dated" if old.startswith("[") and not new.startswith("[") else "narrowed"
    channel, post = by.post
    if what in ("postponed", "cancelled"):
        old, new = old or new, ""
    return Change(what=what, old=old or None, new=new or None, channel=channel, post=post, posted=by.posted)


def agrees(statement: Statement, final: Bounds, *, postponed: bool = False) -> bool:
    """Whether what a statement gives as a date holds in the end; ``postponed`` if the event is put off."""
    bounds = statement.bounds
    if bounds is None or bounds.empty:
        return postponed or not statement.puts_off or statement.mention.offset is not None
    if meet(bounds, final) is not None:
        return True
    low, high, first, last = bounds.low, bounds.high, final.low, final.high
    if low is None or high is None or first is None or last is None:
        return False
    if statement.rank == COUNTDOWN:
        return any(low - TOLERANCE <= day <= high + TOLERANCE for day in (first, last))
    return bounds.exact and first <= low and high <= last


def _widens(before: Bounds, after: Bounds) -> bool:
    """Whether a day becomes a span of days around it: told more fully, not contradicted."""
    return (
        before.exact
        and after.exact
        and after.start is not None
        and after.end is not None
        and before.start is not None
        and before.start == before.end
        and after.start <= before.start <= after.end
    )


def _said(statement: Statement) -> str:
    return edtf(statement.bounds) if statement.bounds is not None else ""
