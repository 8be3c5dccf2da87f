"""What a page shows of an event: how much time is left, its days, and the marks that say how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from timeline.countdown import dates, left, wording
from timeline.countdown.phrases import tongue
from timeline.feed.content import clean, line, shorten, web_address
from timeline.feed.placing import place
from timeline.feed.wording import bare_title, order
from timeline.times.edtf import read_days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.calendars import Calendar
    from timeline.countdown.left import Moment, Row
    from timeline.countdown.phrases import Tongue
    from timeline.events import Change, Event, Evidence
    from timeline.feed.phrases import Phrases
    from timeline.feed.placing import Place


LONGEST_QUOTE = 1500


@dataclass(frozen=True, slots=True)
class Item:
    """One event as a page lists it.

    ``day`` and ``end`` are the first and last day that the page's script counts to, each where it is certain.
    """

    event: Event
    row: Row
    place: Place | None
    title: str
    left: str
    when: str
    hours: str
    where: str
    badges: tuple[tuple[str, str], ...]
    day: date | None
    end: date | None

    @property
    def id(self) -> str:
        """The event's own."""
        return self.event.id

    @property
    def wide(self) -> bool:
        """Whether no calendar day can be named for it."""
        return self.place is None or self.place.wide

    @property
    def cancelled(self) -> bool:
        """Whether the event is called off."""
        return self.event.status == "cancelled"

    @property
    def month(self) -> tuple[int, int] | None:
        """Year and month it is listed under."""
        if self.place is None:
            return None
        return self.place.start.year, self.place.start.month


@dataclass(frozen=True, slots=True)
class Overview:
    """A calendar as of one day: what comes next, what is now, ahead, unconfirmed, past (newest first)."""

    next: Item | None
    now: tuple[Item, ...]
    ahead: tuple[Item, ...]
    unconfirmed: tuple[Item, ...]
    past: tuple[Item, ...]


def items(events: Iterable[Event], calendar: Calendar, moment: Moment, say: Phrases) -> list[Item]:
    """The events as a view orders them, other countries' elections left out."""
    words = tongue(say.lang)
    rows = sorted((left.look(event, moment) for event in events if not event.foreign), key=left.order)
    shown = {event.id: event for event in events}
    return [item(shown[row.event.id], row, calendar, say, words) for row in rows]


def item(event: Event, row: Row, calendar: Calendar, say: Phrases, words: Tongue) -> Item:
    """One event from one moment."""
    at = place(event, calendar.zone)
    day, end = _counted(row)
    return Item(
        event=event,
        row=row,
        place=at,
        title=bare_title(event, say),
        left=wording.left(row, words),
        when=dates.when(row, words),
        hours=dates.hours(row, words),
        where=line(event.place or "", 160),
        badges=tuple((key, say.say(f"badge.{key}")) for key in _badges(event, at)),
        day=day,
        end=end,
    )


def _counted(row: Row) -> tuple[date | None, date | None]:
    """The days that are counted to: none for what is over or called off, the last one twice where it alone counts."""
    when = row.when
    if row.state == "past" or row.event.status == "cancelled" or row.days_min is None or row.days_min != row.days_max:
        return None, None
    last = when.end_latest if when.end_latest == when.end_earliest or row.to_end else None
    return last if row.to_end else when.start, last


def _badges(event: Event, at: Place | None) -> list[str]:
    marks = []
    if event.status == "cancelled":
        marks.append("cancelled")
    elif event.status == "tentative":
        marks.append("lawful" if event.law and not event.posts else "tentative")
    if event.conditional:
        marks.append("conditional")
    if at is not None and not at.exact and event.status != "cancelled":
        marks.append("window")
    if event.foreign:
        marks.append("foreign")
    return marks


def overview(listed: list[Item]) -> Overview:
    """Sort what is listed into the groups of the page."""
    now = [one for one in listed if one.row.state == "now"]
    ahead = [one for one in listed if one.row.state == "ahead"]
    return Overview(
        next=_big(now, ahead),
        now=tuple(now),
        ahead=tuple(one for one in ahead if not one.wide),
        unconfirmed=tuple(one for one in ahead if one.wide),
        past=tuple(one for one in listed if one.row.state == "past"),
    )


def _big(now: list[Item], ahead: list[Item]) -> Item | None:
    """The next big date: voting that is on or comes next, else whatever comes next on a day that is known."""
    alive = [one for one in (*now, *ahead) if not one.cancelled]
    voting = [one for one in alive if one.event.kind == "election-day" and not one.event.conditional]
    sure = [one for one in ahead if not one.cancelled and one.day is not None]
    for group in ([one for one in voting if not one.wide], sure, voting, alive):
        if group:
            return group[0]
    return None


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence a date rests on: its pieces, marked or not, and where it stands."""

    pieces: tuple[tuple[str, bool], ...]
    url: str | None
    posted: date | None
    channel: str
    role: str


def quotes(event: Event, calendar: Calendar) -> list[Quote]:
    """The sentences an event rests on, oldest first, those that only mention it last."""
    turns = [one.posted for one in event.evidence if one.role in ("moved-to", "cancelled") and one.posted]
    turned = max(turns, default=None)
    ordered = sorted(event.evidence, key=lambda one: (not one.dates, order(one)))
    return [_quote(one, calendar, turned) for one in ordered]


def _quote(evidence: Evidence, calendar: Calendar, turned: datetime | None) -> Quote:
    """A piece of evidence as a page shows it; ``turned`` is when the event was last moved or called off."""
    if evidence.role == "cancelled":
        role = "calls_off"
    elif evidence.role in ("moved-to", "moved-from"):
        role = "moves"
    elif not evidence.agrees:
        before = turned is not None and evidence.posted is not None and evidence.posted < turned
        role = "superseded" if before else "disagrees"
    else:
        role = "" if evidence.dates else "names_only"
    return Quote(
        pieces=pieces(shorten(evidence.quote, LONGEST_QUOTE), evidence.marks),
        url=web_address(evidence.url),
        posted=evidence.day(calendar.zone),
        channel=line(evidence.channel),
        role=role,
    )


def pieces(text: str, marks: tuple[tuple[int, int], ...]) -> tuple[tuple[str, bool], ...]:
    """``text`` cut at its marks (code points, end exclusive): pairs of a piece and whether it is marked."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(marks):
        if at <= start < end <= len(text):
            found += [(text[at:start], False), (text[start:end], True)]
            at = end
    found.append((text[at:], False))
    return tuple((clean(piece), marked) for piece, marked in found if piece)


def step(change: Change, say: Phrases) -> str:
    """What one step of an event's history did, in words: "Перенесено: было 18 февраля; стало 25 февраля"."""
    what = say.say(f"change.{change.what}")
    why = f" ({line(change.reason)})" if change.reason else ""
    old, new = days(change.old, say), days(change.new, say)
    if change.what in ("moved", "narrowed", "dated", "corrected") and old and new:
        return f"{what}: {say.say('change.from_to', old=old, new=new)}{why}"
    told = new or old
    return (f"{what}: {told}" if told else what) + why


def days(edtf: str | None, say: Phrases) -> str:
    """An EDTF date, interval or window in words; what is neither, as it is."""
    if not edtf:
        return ""
    try:
        first, last = read_days(edtf)
    except ValueError:
        return line(edtf)
    if first and last:
        return say.days(first, last)
    if last:
        return f"… {say.day(last)}"
    return f"{say.day(first)} …" if first else ""
