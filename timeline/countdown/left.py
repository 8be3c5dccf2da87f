"""How much time is left: an event seen from one moment.

Everything is derived from the event's bounds and the moment, never from what a post said at its
time, and never rounded in the reader's favour.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo
    from typing import Literal, Protocol

    State = Literal["now", "ahead", "past"]
    Edge = Literal["starts", "ends", "opens", "closes"]

    class Days(Protocol):
        """``timeline.events.When``, or the row of the event table that stands for it."""

        @property
        def start_earliest(self) -> date | None: ...
        @property
        def start_latest(self) -> date | None: ...
        @property
        def end_earliest(self) -> date | None: ...
        @property
        def end_latest(self) -> date | None: ...
        @property
        def clock(self) -> str | None: ...
        @property
        def clock_end(self) -> str | None: ...
        @property
        def hours(self) -> tuple[tuple[str, str], ...]: ...
        @property
        def start(self) -> date | None: ...
        @property
        def bound(self) -> str: ...

    class Shown(Protocol):
        """``timeline.events.Event``, as far as a view of many events needs it."""

        @property
        def id(self) -> str: ...
        @property
        def calendar(self) -> str: ...
        @property
        def title(self) -> str: ...
        @property
        def titles(self) -> tuple[tuple[str, str], ...]: ...
        @property
        def kind(self) -> str: ...
        @property
        def status(self) -> str: ...
        @property
        def when(self) -> Days: ...
        @property
        def place(self) -> str | None: ...
        @property
        def posts(self) -> int: ...
        @property
        def conditional(self) -> bool: ...
        @property
        def foreign(self) -> bool: ...


PERIODS = frozenset({"early-voting", "nomination", "registration", "campaigning", "observation"})
"""Kinds that go on for days: of one with only a last day, it is the end that is known."""

PERIOD_GOES_ON, GOES_ON = 30, 7
"""For how many days a period, and anything else, counts as going on when nobody said when it ends."""


def at_clock(day: date, clock: str, zone: tzinfo | None) -> datetime:
    """The instant, in UTC, at which clocks of ``zone`` show ``clock`` on ``day``; "24:00" is its end."""
    hour, minute = clock.split(":")
    day += timedelta(int(hour) // 24)
    return datetime(day.year, day.month, day.day, int(hour) % 24, int(minute), tzinfo=zone).astimezone(UTC)


class Moment:
    """Now, as one calendar sees it: its local day, the instant unless only a day was asked for, and its zone."""

    __slots__ = ("now", "today", "zone")

    def __init__(self, today: date, now: datetime | None = None, zone: tzinfo | None = None) -> None:
        self.today = today
        self.now = now
        self.zone = zone

    @classmethod
    def at(cls, now: datetime, zone: tzinfo) -> Moment:
        """The instant ``now`` (aware) in the days of ``zone``."""
        local = now.astimezone(zone)
        return cls(local.date(), local, zone)

    def seconds_until(self, clock: str) -> int | None:
        """Seconds that will pass until ``clock`` of today ("24:00" too), not above 0 once it has come.

        Seconds that pass: on a day on which clocks change they are not the difference of two clocks.
        ``None`` where only a day was asked for.
        """
        if self.now is None:
            return None
        left = at_clock(self.today, clock, self.now.tzinfo) - self.now.astimezone(UTC)
        return left // timedelta(seconds=1)


class Row:
    """One event from one moment.

    ``state`` is now, ahead or past. ``days_min`` and ``days_max`` count local days until it starts
    (ahead), until its last day (now, and ahead where only that is known: ``to_end``), or since it was
    over (past: negative). They differ where the day is uncertain; ``None`` is not known. ``exact``
    says that the day they count to is known; ``gone`` that its window has passed and nobody said when
    it was. ``day_no`` of ``day_count`` is today's place in it. ``edge`` is what its clock does next
    today, ``seconds`` from now; ``closed`` says that its hours are over for today, ``begun`` that its clock has
    passed and nobody said how long it lasts.
    """

    __slots__ = (
        *("event", "when", "today", "state", "days_min", "days_max", "exact", "gone", "to_end", "deadline"),
        *("day_no", "day_count", "edge", "seconds", "closed", "begun", "zone"),
    )

    def __init__(self, event: Shown, moment: Moment) -> None:
        self.event = event
        self.when = event.when
        self.today = moment.today
        self.zone = moment.zone
        self.deadline = event.kind == "deadline"
        self.state: State = "ahead"
        self.days_min: int | None = None
        self.days_max: int | None = None
        self.exact = True
        self.gone = False
        self.to_end = False
        self.day_no: int | None = None
        self.day_count: int | None = None
        self.edge: Edge | None = None
        self.seconds: int | None = None
        self.closed = False
        self.begun = False

    def days_to(self, day: date | None) -> int | None:
        """Days from today to ``day``; negative before today."""
        return None if day is None else (day - self.today).days

    def set(self, state: State, days_min: int | None, days_max: int | None) -> None:
        """Where it stands, and how many days it is to what comes next."""
        self.state, self.days_min, self.days_max = state, days_min, days_max


def look(event: Shown, moment: Moment) -> Row:
    """``event`` as it stands at ``moment``."""
    row = Row(event, moment)
    w = event.when
    first, last = w.start, w.end_latest
    end_known = last is not None and w.end_earliest == last
    if first is not None and last is not None and end_known:
        row.to_end = row.deadline and first == last
        _between(row, first, last, moment)
    elif last is not None and w.start_earliest is None and (end_known or (_is_period(row) and w.end_earliest is None)):
        row.to_end = True
        _until(row, last, moment)
    elif first is not None:
        _from(row, first)
    else:
        _somewhere(row)
    return row


def _is_period(row: Row) -> bool:
    return row.deadline or row.event.kind in PERIODS


def _between(row: Row, first: date, last: date, moment: Moment) -> None:
    """Its first and its last day are known."""
    to_start, to_end = (first - row.today).days, (last - row.today).days
    if to_start > 0:
        row.set("ahead", to_start, to_start)
    elif to_end < 0:
        row.set("past", to_end, to_end)
    else:
        row.set("now", to_end, to_end)
        if last > first:
            row.day_no, row.day_count = 1 - to_start, to_end - to_start + 1
        _clock(row, moment, starts=to_start == 0 and not row.to_end, ends=to_end == 0)


def _until(row: Row, last: date, moment: Moment) -> None:
    """Only its last day is known, and that for certain."""
    to_end = (last - row.today).days
    begun = row.when.start_latest is not None and row.when.start_latest <= row.today
    row.set("past" if to_end < 0 else "now" if to_end == 0 or begun else "ahead", to_end, to_end)
    if to_end == 0:
        _clock(row, moment, starts=False, ends=True)


def _from(row: Row, first: date) -> None:
    """Its first day is known, its last is not."""
    to_start = (first - row.today).days
    if to_start > 0:
        row.set("ahead", to_start, to_start)
        return
    row.exact = False
    row.day_no = 1 - to_start
    _begun(row, first)


def _begun(row: Row, begun: date) -> None:
    """It has begun for certain, on ``begun`` or before; its last day is not known."""
    w = row.when
    least, most = row.days_to(w.end_earliest), row.days_to(w.end_latest)
    if most is not None:
        state: State = "past" if most < 0 else "now"
    else:
        surely_until = max(begun, w.end_earliest or begun)
        longest = PERIOD_GOES_ON if _is_period(row) else GOES_ON
        state = "past" if (row.today - surely_until).days > longest else "now"
    if state == "past":
        row.day_no = None
        row.set(state, None if most is None else least, most)
    else:
        row.set(state, max(0, least or 0), most)


def _somewhere(row: Row) -> None:
    """Its first day is not known."""
    w = row.when
    row.exact = False
    least, most = row.days_to(w.start_earliest or w.end_earliest), row.days_to(w.end_latest)
    if most is not None and most < 0:
        row.gone = True
        row.set("past", least, most)
        return
    begun = w.start_latest
    still = w.end_earliest is not None and w.end_earliest >= row.today
    if begun is not None and (begun < row.today or (begun == row.today and still)):
        _begun(row, begun)
        return
    top = row.days_to(begun) if begun is not None else most
    row.set("ahead", None if least is None and top is None else max(0, least or 0), top)


def _clock(row: Row, moment: Moment, *, starts: bool, ends: bool) -> None:
    """What its clock does next today: its first day where ``starts``, its last where ``ends``."""
    if moment.now is None:
        return
    w = row.when
    if w.hours:
        edges: list[tuple[Edge, str]] = [edge for a, b in w.hours for edge in (("opens", a), ("closes", b))]
    else:
        end = w.clock_end or (w.clock if row.to_end else None)
        edges = [("starts", w.clock)] if starts and w.clock else []
        edges += [("ends", end)] if ends and end else []
    for place, (edge, clock) in enumerate(edges):
        seconds = moment.seconds_until(clock)
        if seconds is not None and seconds > 0:
            row.edge, row.seconds = edge, seconds
            if starts and place == 0 and edge in ("opens", "starts"):
                row.set("ahead", 0, 0)
            return
    row.closed = bool(w.hours)
    row.begun = bool(edges) and edges[-1][0] == "starts"
    if ends and edges and edges[-1][0] in ("ends", "closes"):
        row.set("past", 0, 0)


def select(
    rows: Iterable[Row], *, past: int | None = None, within: int | None = None, everything: bool = False
) -> list[Row]:
    """The rows of a view, in its order: what is now by its end, what is ahead by its day, what is past, newest first.

    What is over and what is called off is left out unless it was over at most ``past`` days ago, or
    ``everything`` is asked for. ``within`` leaves out what surely starts later than so many days from now.
    """
    chosen = [row for row in rows if everything or wanted(row, past)]
    if within is not None:
        chosen = [row for row in chosen if row.state != "ahead" or row.days_min is None or row.days_min <= within]
    return sorted(chosen, key=order)


def wanted(row: Row, past: int | None) -> bool:
    """Whether a view holds it that is not asked for everything: what is over at most ``past`` days, and what was called
    off, only where ``past`` is given."""
    if row.state != "past":
        return row.event.status != "cancelled" or past is not None
    return past is not None and row.days_max is not None and -row.days_max <= past


def order(row: Row) -> tuple[int, int, int, str, str, str]:
    """Sorts rows as a view shows them, by their hours on a day; the same for the same events, whatever order they came
    in."""
    far = 10**8
    most = far if row.days_max is None else row.days_max
    least = far if row.days_min is None else row.days_min
    group = ("now", "ahead", "past").index(row.state)
    key = (-most, -least) if row.state == "past" else (most, least)
    return (group, *key, hour(row.when), row.event.title, row.event.id)


def hour(when: Days) -> str:
    """The first time of an event on its day; empty where it has none, which comes before all."""
    return when.clock or (when.hours[0][0] if when.hours else "")
