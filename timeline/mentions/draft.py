"""A mention in the making, and how it becomes one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from timeline.mentions.mention import Mention, OffsetUnit
from timeline.mentions.text.dates import DAY, day_bounds, exactly, somewhere_in
from timeline.times.time import Time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from timeline.calendars import Kind
    from timeline.mentions.mention import Role, Tense
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.counting import Anchor, Side
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import Body
    from timeline.posts import Post
    from timeline.times import Resolved

V = TypeVar("V", int, "tuple[int, int]")

_UNITS = frozenset(get_args(OffsetUnit))
_POINTS = frozenset({"election-day", "result", "meeting", "other", "training", "observation"})
"""Kinds that a limit only bounds: a result due by the 5th may come on the 3rd."""


@dataclass(slots=True, eq=False)
class Draft:
    """What naming has found out about one date so far; ``when`` is ``None`` for an event named without one."""

    when: When | None
    sentence: Sentence
    candidate: Candidate | None
    role: Role
    tense: Tense
    score: float
    reasons: list[str]
    title: str = ""
    body: Body | None = None
    clock: str | None = None
    clock_end: str | None = None
    hours: list[tuple[str, str]] = field(default_factory=list)
    timexes: list[int] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    place: str | None = None
    organiser: str | None = None
    recap: bool = False
    revises: bool = False
    tentative: bool = False
    conditional: bool = False
    foreign: bool = False
    moved_from: Time | None = None
    refused: str | None = None
    election: str | None = None
    kind: str = ""
    concept: str | None = None
    anchor: Anchor | None = None
    side: Side | None = None
    shift: int | None = None

    def mention(self, post: Post, resolved: Sequence[Resolved], zone: ZoneInfo) -> Mention:
        """The finished mention."""
        opens, closes = self.sentence.start, self.sentence.end
        when, sentence, frame = self.when, self.sentence, self.candidate.frame if self.candidate else None
        return Mention(
            channel=post.channel,
            post=post.id,
            start=sentence.start,
            end=sentence.end,
            quote=sentence.text,
            timexes=_once(self.timexes),
            marks=_once([(a - opens, b - opens) for a, b in self.marks if opens <= a < closes]),
            time=self._time(resolved, zone),
            title=self.title,
            kind=_kind(self.kind or (frame.kind if frame else "other")),
            role=self.role,
            lang=sentence.lang,
            tense=self.tense,
            concept=self.concept,
            body=self.body.key if self.body else None,
            election=self.election,
            place=self.place,
            organiser=self.organiser,
            clock=self.clock,
            clock_end=self.clock_end,
            hours=tuple(dict.fromkeys(self.hours)) if self.hours else (),
            audience=frame.audience if frame else (),
            tentative=self.tentative,
            conditional=self.conditional,
            foreign=self.foreign,
            recap=self.recap,
            revises=self.revises,
            anchor=self.anchor.concept if self.anchor else None,
            anchor_side=self.anchor.side if self.anchor else self.side,
            anchor_body=self.anchor.body if self.anchor else None,
            offset=when.offset[0] if when and when.offset else self.shift,
            offset_unit=_unit(when),
            value=when.value if when and self.role == "countdown" else None,
            mod=when.mod if when and (self.role == "countdown" or when.shape == "offset") else None,
            moved_from=self.moved_from,
            score=max(0.0, min(1.0, self.score / 6)),
            reasons=tuple(self.reasons),
            refused=self.refused,
        )

    def _time(self, resolved: Sequence[Resolved], zone: ZoneInfo) -> Time | None:
        when = self.when
        if when is None or not when.dated:
            return None
        if self.role == "countdown":
            return resolved[when.parts[0]].time
        first, last = when.first, when.last
        if self.role == "start":
            opens, _ = day_bounds(first, None, zone)
            latest = opens if when.sharp or when.shape != "from" else None
            if when.shape == "window" and last is not None:
                latest, _ = day_bounds(last, None, zone)
            return Time(opens, latest, None, None, when.grain)
        if self.role == "end":
            _, closes = day_bounds(None, last, zone)
            earliest = closes if self._sharp() else None
            if when.shape == "window" and first is not None:
                earliest, _ = day_bounds(first + DAY, None, zone)
            return Time(None, None, earliest, closes, when.grain)
        if when.shape == "window":
            return somewhere_in(first, last, when.grain, zone)
        return exactly(first, last, zone)

    def _sharp(self) -> bool:
        when = self.when
        assert when is not None
        if when.shape == "until":
            return when.sharp and self.kind not in _POINTS
        return True


def _once(found: list[V]) -> tuple[V, ...]:
    """Each in order, and no two alike."""
    return tuple(sorted(set(found)) if len(found) > 1 else found)


def _unit(when: When | None) -> OffsetUnit:
    """The unit of an offset; an hour of it is within the day."""
    if when is None or when.offset is None:
        return "day"
    unit = when.offset[1]
    return cast("OffsetUnit", unit) if unit in _UNITS else "day"


def _kind(kind: str) -> Kind:
    return kind  # type: ignore[return-value]
