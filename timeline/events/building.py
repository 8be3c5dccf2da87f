"""Building: from mentions and what is known of their posts to events.

A pure function of its arguments: the same events whatever order the mentions come in. Ids, UIDs and
revisions are given afterwards, by ``timeline.events.identity``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, TypedDict, TypeVar, cast

from timeline.events.anchors import derive
from timeline.events.applying import accepted, edited, hidden, regrouped
from timeline.events.bounds import edtf
from timeline.events.event import Event, Evidence, When
from timeline.events.expecting import countable, prescribed, with_law
from timeline.events.history import agrees, tell
from timeline.events.merging import Merged, merge
from timeline.events.notes import notes
from timeline.events.statement import COUNTDOWN, RECAP
from timeline.events.titles import title_of
from timeline.languages.concepts import concepts

T = TypeVar("T", bound="Hashable")

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from zoneinfo import ZoneInfo

    from timeline.calendars import Calendar
    from timeline.events.anchors import Derived
    from timeline.events.bounds import Bounds
    from timeline.events.correction import Correction
    from timeline.events.history import History
    from timeline.events.law import Expected
    from timeline.events.statement import Statement
    from timeline.mentions import Kind, Mention
    from timeline.posts import Post, PostKey

_Days = tuple[date | None, date | None]


class _Placed(TypedDict, total=False):
    within: _Days | None
    likely: _Days | None
    placed: tuple[str, ...]


DEPTH = 8
"""How far an event may hang on an event that hangs on an event; what hangs on itself in a circle stops here."""


def build(
    mentions: Iterable[Mention],
    posts: Iterable[Post] | Mapping[PostKey, Post],
    calendar: Calendar,
    corrections: Iterable[Correction] = (),
    expected: Iterable[Expected] | None = None,
    beside: Sequence[Event] = (),
) -> list[Event]:
    """The events that these mentions add up to, by first day, without id and UID.

    ``posts`` says when each was posted and where it stands; a mention of an unknown post is older than all
    others. ``corrections`` outrank every post. ``expected`` are the stages that the law prescribes, by default
    those of every announced election day: what was announced takes their place, with both
    sources, and what was not stays tentative. ``beside`` are further events, as posts gave them, that an
    offset may count from, before the same ones as ``mentions`` alone give them; they are not in the result.
    """
    known = posts if isinstance(posts, Mapping) else {post.key: post for post in posts}
    said = list(corrections)
    heard = accepted(mentions, said)
    events = _events(heard, known, calendar, said, {})
    if any(mention.anchor is not None and mention.offset is not None for mention in heard):
        derived: dict[int, Derived] = {}
        for _ in range(DEPTH):
            further = derive(heard, countable([*beside, *events], calendar), calendar, known)
            if further == derived:
                break
            derived = further
            events = _events(heard, known, calendar, said, derived)
    events, said = edited(events, said)
    rules = prescribed(events, calendar) if expected is None else expected
    events, said = edited(with_law(events, rules, calendar), said)
    return sorted(hidden(events, said), key=_order)


def _events(
    mentions: Sequence[Mention],
    posts: Mapping[PostKey, Post],
    calendar: Calendar,
    corrections: Sequence[Correction],
    derived: Mapping[int, Derived],
) -> list[Event]:
    merged: Merged = regrouped(merge(mentions, calendar, posts, derived), corrections)
    events = (event_of(members, posts, calendar) for members in merged.events)
    return [event for event in events if event is not None]


def event_of(statements: Sequence[Statement], posts: Mapping[PostKey, Post], calendar: Calendar) -> Event | None:
    """The event of statements that belong together, in the order they were said; ``None`` where they give no date."""
    lang = calendar.languages[0]
    dated = [s for s in statements if s.dates and s.rank > RECAP] or list(statements)
    kind = _most([s.mention.kind for s in dated]) or "other"
    history = tell(statements, kind)
    known = history.known
    if known.empty or (
        known.end_latest is None and known.start_latest is None and all(s.rank == COUNTDOWN for s in dated)
    ):
        return None
    firm = [s for s in dated if s.bounds is not None and not s.cancels]
    conditional = bool(firm) and all(s.mention.conditional for s in firm)
    tentative = conditional or (bool(firm) and all(s.mention.tentative for s in firm))
    likely = history.likely
    title, titles = title_of(statements, calendar)
    election = _most([s.election for s in dated if s.election is not None])
    return Event(
        id="",
        uid="",
        calendar=calendar.id,
        title=title,
        titles=titles,
        kind=_kind(kind, statements[0].mention.concept, history),
        when=When(*known, clock=history.clock, clock_end=history.clock_end, hours=history.hours),
        likely=When(*likely) if likely is not None else None,
        status="cancelled" if history.cancelled else "tentative" if tentative else "confirmed",
        concept=statements[0].mention.concept,
        body=_body([s.mention.body for s in dated if s.mention.body is not None], election, calendar),
        election=election,
        place=history.place,
        audience=tuple(dict.fromkeys(who for s in statements for who in s.mention.audience)),
        conditional=conditional,
        foreign=all(s.mention.foreign for s in dated),
        evidence=_evidence(statements, posts, history, calendar),
        history=tuple(history.changes),
        notes=notes(history.troubles, edtf(known), lang),
        posts=len({s.post for s in statements if s.dates}),
    )


def _evidence(
    statements: Sequence[Statement], posts: Mapping[PostKey, Post], history: History, calendar: Calendar
) -> tuple[Evidence, ...]:
    """One piece for each sentence, in the order they were said."""
    of_sentence: dict[tuple[PostKey, int, int], list[Statement]] = {}
    for statement in statements:
        mention = statement.mention
        of_sentence.setdefault((statement.post, mention.start, mention.end), []).append(statement)
    final = history.known
    holds: dict[tuple[Bounds | None, int, str], bool] = {}
    for s in statements:
        what = (s.bounds, s.rank, s.mention.role)
        if what not in holds:
            holds[what] = agrees(s, final, postponed=history.postponed)
    return tuple(
        _piece(said, posts.get(said[0].post), all(holds[s.bounds, s.rank, s.mention.role] for s in said), calendar)
        for said in of_sentence.values()
    )


def _piece(said: Sequence[Statement], post: Post | None, holds: bool, calendar: Calendar) -> Evidence:
    mention = said[0].mention
    marks = {mark for statement in said for mark in statement.mention.marks}
    return Evidence(
        channel=mention.channel,
        post=mention.post,
        url=post.url if post is not None else None,
        posted=said[0].posted,
        start=mention.start,
        end=mention.end,
        quote=mention.quote,
        marks=tuple(sorted(marks)),
        role=_telling(said).mention.role,
        says=", ".join(dict.fromkeys(edtf(s.bounds) for s in said if s.bounds is not None)),
        dates=any(s.dates for s in said),
        agrees=holds,
        recap=all(s.rank == RECAP for s in said),
        reasons=tuple(dict.fromkeys([*_reasons(said), *_doubt(post)])),
        **_placed(post, calendar.zone),
    )


def _telling(said: Sequence[Statement]) -> Statement:
    """The statement of a sentence that tells most: what changes the event, else what dates it."""
    if len(said) == 1:
        return said[0]
    return next((s for s in said if s.moves or s.cancels), next((s for s in said if s.dates), said[0]))


def _reasons(said: Sequence[Statement]) -> Iterator[str]:
    for statement in said:
        yield from statement.mention.reasons
        if statement.why:
            yield statement.why


def _doubt(post: Post | None) -> tuple[str, ...]:
    """What the reader of an undated source was not sure of."""
    return (post.doubt,) if post is not None and post.doubt and post.posted.at is None else ()


def _placed(post: Post | None, zone: ZoneInfo) -> _Placed:
    """When a post was posted of which no time is known, and why that is so."""
    if post is None or post.posted.at is not None:
        return {}
    within = post.posted.days(zone)
    return {"within": within if within != (None, None) else None, "likely": post.likely, "placed": post.placed}


def _kind(kind: Kind, concept: str | None, history: History) -> Kind:
    """The kind of its mentions, or what a stage is of which only the last day is known."""
    stage = concepts().get(concept or "")
    if stage is None and kind == "deadline" and not history.known.says_end:
        return "other"  # what only begins is no deadline
    if stage is None or stage.kind_until == stage.kind or history.known.says_start:
        return kind
    return cast("Kind", stage.kind_until)


def _body(bodies: Sequence[str], election: str | None, calendar: Calendar) -> str | None:
    """The one body that is named, else the main one of the election, else the one named most."""
    known = calendar.election(election) if election is not None else None
    if len(set(bodies)) > 1 and known is not None and known.body is not None:
        return known.body
    return _most(bodies)


def _most(values: Sequence[T]) -> T | None:
    """The most frequent value; of equals the one that comes first in the alphabet."""
    if not values:
        return None
    if values.count(values[0]) == len(values):
        return values[0]
    return min(Counter(values).items(), key=lambda item: (-item[1], str(item[0])))[0]


def _order(event: Event) -> tuple[str, ...]:
    when = event.when
    days = (when.start_earliest, when.end_latest, when.start_latest, when.end_earliest)
    first = next(str(day) for day in days if day is not None)
    return (first, edtf(when), when.clock or "", event.concept or "~", event.body or "", event.title)
