"""What a calendar definition says, as types. ``timeline.calendars.reading`` makes them from TOML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from timeline.calendars.offsets import PLAIN

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from timeline.calendars.offsets import Counting, DayRule, Offset

Names = tuple[tuple[str, str], ...]
"""A text in several languages: pairs of language code and text, the first one preferred."""

Known = Literal["seen", "fitted", "inferred"]
"""How well a rule is known: its wording was seen in a published page; it reproduces the published dates
of two or more campaigns; or it follows from one campaign only."""

Kind = Literal[
    "election-day",
    "early-voting",
    "nomination",
    "registration",
    "campaigning",
    "deadline",
    "observation",
    "meeting",
    "training",
    "result",
    "other",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
KNOWN: tuple[Known, ...] = get_args(Known)
AUDIENCES = ("voter", "candidate", "observer", "journalist")
Certainty = Literal["default", "certain", "to-be-confirmed", "all"]
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
"""What of a calendar a feed takes, by how well the days are known; see ``timeline.feed.filters``."""


def in_language(names: Names, *languages: str) -> str:
    """The text in the first of ``languages`` that it has, else its first text, else an empty string."""
    known = dict(names)
    for language in languages:
        if language in known:
            return known[language]
    return names[0][1] if names else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Whom an election is for: deputies, a president, a council. Its ``id`` is the ``body`` of mentions and events.

    ``aliases`` are pairs of language and the words posts name it by, in the nominative, lower case.
    ``day`` is the rule its election day follows from the year ``day_since`` on; ``day_law`` says where that stands.
    """

    id: str
    names: Names = ()
    aliases: Names = ()
    day: DayRule | None = None
    day_since: int | None = None
    day_law: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWord:
    """A word or phrase of this country that names an event (nominative, lower case) and what it means there."""

    language: str
    word: str
    kind: Kind
    concept: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a country adds to the words of its languages, without code.

    ``levels`` names its levels of commissions: pairs of concept key and (language, word) pairs.
    ``places`` are pairs of language and a place as posts write it.
    """

    events: tuple[EventWord, ...] = ()
    levels: tuple[tuple[str, Names], ...] = ()
    places: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDate:
    """A date of one election that was published and that no rule gives. Both days inclusive, ``None`` unknown."""

    concept: str
    kind: Kind
    names: Names
    first: date | None
    last: date | None
    hours: tuple[tuple[str, str], ...] = ()
    audience: tuple[str, ...] = ()
    source: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """One election. ``first`` and ``last`` are its voting days, both inclusive; days count from ``last``.

    ``by_rule`` says that nobody called it yet and the day follows from the body's rule. ``call`` is the
    act that called it, ``called`` its day. ``bodies`` are whom it is for, the main one first.
    """

    id: str
    names: Names
    bodies: tuple[str, ...]
    first: date
    last: date
    by_rule: bool = False
    called: date | None = None
    call: str | None = None
    link: str | None = None
    hours: tuple[tuple[str, str], ...] = ()
    dates: tuple[PublishedDate, ...] = ()

    @property
    def body(self) -> str | None:
        """Whom it is for, in one word."""
        return self.bodies[0] if self.bodies else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One statutory rule: which stage, counted from what, and how well the rule is known.

    It holds for elections of ``bodies`` (all, when empty) whose day lies in ``valid_from``..``valid_until``
    (inclusive, ``None`` open). ``first`` and ``last`` give its first and last day, counted from ``anchor``,
    the concept key of another stage: before its first day, after its last (voting days: always the last).
    With only ``last`` it is a deadline; ``window`` means one day somewhere from first to last.
    ``body`` is whom the stage concerns, where that is not the election's own body.
    """

    concept: str
    kind: Kind
    names: Names
    bodies: tuple[str, ...] = ()
    body: str | None = None
    anchor: str = "election-day"
    first: Offset | None = None
    last: Offset | None = None
    counting: Counting | None = None
    window: bool = False
    conditional: bool = False
    hours: tuple[tuple[str, str], ...] = ()
    audience: tuple[str, ...] = ()
    rule: str
    article: str | None = None
    link: str | None = None
    known: Known
    valid_from: date | None = None
    valid_until: date | None = None

    def holds(self, bodies: tuple[str, ...], day: date) -> bool:
        """Whether it applies to an election of these bodies on that day."""
        return (
            (not self.bodies or any(body in self.bodies for body in bodies))
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFeed:
    """A feed with an address of its own: a filter over a calendar. An empty filter lets everything through."""

    id: str
    names: Names = ()
    kinds: tuple[Kind, ...] = ()
    audience: tuple[str, ...] = ()
    elections: tuple[str, ...] = ()
    certainty: Certainty = "default"
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One calendar definition.

    ``zone`` is the IANA zone of its local days. ``languages`` are tried in this order where the
    language of a post cannot be told. ``country`` is ISO 3166-1 alpha-2, ``None`` if not bound to one.
    ``sources`` are addresses (``https://…``) or absolute paths of files. ``path`` is the file it was read from.
    """

    id: str
    name: str
    zone: ZoneInfo
    languages: tuple[str, ...] = ("ru",)
    country: str | None = None
    sources: tuple[str, ...] = field(default=())
    names: Names = ()
    about: Names = ()
    counting: Counting = PLAIN
    bodies: tuple[Body, ...] = ()
    words: Words = Words()
    elections: tuple[Election, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    feeds: tuple[NamedFeed, ...] = ()
    path: Path | None = None

    def named(self, *languages: str) -> str:
        """Its name in the first of ``languages`` that it has one in."""
        return in_language(self.names, *languages) or self.name

    def body(self, id_: str) -> Body | None:
        """The body of that id."""
        return next((body for body in self.bodies if body.id == id_), None)

    def election(self, name: str) -> Election | None:
        """The known election of that id, or of a body and a year, as posts name it ("president-2025")."""
        for election in self.elections:
            if election.id == name:
                return election
        body, _, year = name.rpartition("-")
        return next((one for one in self.elections if body in one.bodies and str(one.last.year) == year), None)


def default_calendar(zone: ZoneInfo) -> Calendar:
    """The calendar of posts that belong to no definition."""
    from timeline.languages import codes

    return Calendar(id="default", name="Timeline", zone=zone, languages=codes())
