"""Which events go into a feed: by kind, audience, election, certainty; cancelled ones kept or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, get_args

from timeline.calendars import AUDIENCES, CERTAINTIES, KINDS
from timeline.errors import UsageError
from timeline.feed.phrases import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from timeline.events import Event
    from timeline.feed.placing import Place

Cancelled = Literal["default", "keep", "hide"]

CANCELLED: tuple[str, ...] = get_args(Cancelled)

CANCELLED_STAYS = timedelta(days=30)
"""How long a cancelled event stays in a feed, so that every subscriber sees that it is off."""

_CONCERNS: Mapping[str, frozenset[str]] = {
    "voter": frozenset({"election-day", "early-voting", "result"}),
    "candidate": frozenset(
        {"election-day", "early-voting", "nomination", "registration", "campaigning", "deadline", "result"}
    ),
    "observer": frozenset({"election-day", "early-voting", "observation", "training", "result"}),
    "journalist": frozenset({"election-day", "early-voting", "meeting", "result", "registration"}),
}
"""Whom a kind of event concerns, where the event itself does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a feed holds and in which language it says it. Empty ``kinds``, ``audiences``, ``elections`` mean all.

    ``certainty``: ``default`` leaves out what is known only by a window wider than
    ``placing.LONGEST_WINDOW`` days, ``certain`` keeps only announced events on stated days,
    ``to-be-confirmed`` holds what ``default`` leaves out, ``all`` is both. ``cancelled``: ``default``
    keeps them for thirty days after the cancellation. ``alarm`` is how long before an event a reminder
    sounds, ``None`` for none. ``foreign`` lets other countries' elections in.
    """

    kinds: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    elections: tuple[str, ...] = ()
    certainty: str = "default"
    cancelled: str = "default"
    foreign: bool = False
    lang: str = "ru"
    alarm: timedelta | None = None

    def __post_init__(self) -> None:
        for name, given, valid in (
            ("kind", self.kinds, KINDS),
            ("audience", self.audiences, AUDIENCES),
            ("certainty", (self.certainty,), CERTAINTIES),
            ("choice for cancelled events", (self.cancelled,), CANCELLED),
            ("language", (self.lang,), LANGUAGES),
        ):
            for value in given:
                if value not in valid:
                    raise UsageError(f"no such {name}: {value}", f"one of {', '.join(valid)}")
        if self.alarm is not None and not timedelta() < self.alarm <= timedelta(days=60):
            raise UsageError("an alarm must sound between a minute and 60 days before", "something like 30m, 2h or 1d")

    def holds(self, event: Event, at: Place, today: date) -> bool:
        """Whether ``event``, which stands ``at`` its place, belongs into this feed as of ``today``."""
        if event.foreign and not self.foreign:
            return False
        if self.kinds and event.kind not in self.kinds:
            return False
        if self.audiences and not any(concerns(event, audience) for audience in self.audiences):
            return False
        if self.elections and not {event.election, event.body} & set(self.elections):
            return False
        if event.status == "cancelled" and not self._shows_cancelled(event, today):
            return False
        if self.certainty == "certain":
            return at.exact and not event.conditional and event.status != "tentative"
        return self.certainty == "all" or at.wide == (self.certainty == "to-be-confirmed")

    def _shows_cancelled(self, event: Event, today: date) -> bool:
        if self.cancelled == "default" and event.changed is not None:
            return today - event.changed.date() <= CANCELLED_STAYS
        return self.cancelled != "hide"


def concerns(event: Event, audience: str) -> bool:
    """Whether ``event`` is for ``audience``: as it says itself, else by its kind."""
    return audience in event.audience if event.audience else event.kind in _CONCERNS[audience]


def parse_alarm(text: str) -> timedelta:
    """``30m``, ``2h``, ``1d`` or ``1w`` before the event; ``UsageError`` for anything else."""
    units = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    number, unit = text[:-1], text[-1:]
    if unit not in units or not number.isdecimal() or len(number) > 5:
        raise UsageError(f"not a time before an event: {text}", "something like 30m, 2h or 1d")
    return timedelta(**{units[unit]: int(number)})
