"""The dates of a post as a reader counts them: one for "завтра, 22 февраля", one for "8, 9 и 10 сентября"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple
from zoneinfo import ZoneInfo

from timeline.expressions.meaning import At, Bounded, FromEvent, NthWeekday, Range, Relative, Same, Weekday
from timeline.languages.text import any_of
from timeline.mentions.text.differing import of_different_things
from timeline.times.time import Grain, Time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timeline.expressions.meaning import Meaning
    from timeline.times import Mod, Resolved

Shape = Literal["day", "span", "until", "from", "window", "remaining", "offset", "clock", "length", "none"]
"""How a date lies in time: a day, a span of days, an open side, somewhere in a window; a clock time; a bare length."""

_FOR = re.compile(r"\s*[,(–—-]?\s*(?:(?<=,\s)\w{4,}\s+)?")
_DASH = re.compile(r"\s+[–—-]\s")
_WORD_BEHIND = re.compile(r"\s+[^\W\d]")
_SAID_BEFORE = re.compile(r"\w{3}[^.!?\n;:]*$")
ENTRY = re.compile(r"[*_ \t]*[–—|:.,-]?[*_ \t]*[^\W\d_]")
"""What goes on behind the hour that an entry of a schedule begins with: its words, often behind a dash."""
_COARSE = frozenset({"month", "quarter", "year"})
_WITHIN = frozenset({"half", "decade-of-month", "date.tens-of-month", "range.between"})
"""The rules of stretches of days in which something lies, and that it need not fill."""
DAY = timedelta(days=1)
EITHER = "either"
"""The note of a date that is one of several days in a row ("7 или 8 сентября")."""
_ONE_OF = timedelta(days=14)
"""How far apart two days may lie of which one will be it."""
_MOMENT = timedelta(microseconds=1)


class _Joins(NamedTuple):
    """What stands between two expressions that say one date, whole: the same day once more (``same``), a day in a row
    (``list``), a day instead (``either``), any day after it (``any``), the hour of a day (``at``), the end of a range
    (``to``); and what a first day opens with (``since``)."""

    same: re.Pattern[str]
    list: re.Pattern[str]
    either: re.Pattern[str]
    any: re.Pattern[str]
    at: re.Pattern[str]
    to: re.Pattern[str]
    since: re.Pattern[str]


@cache
def _joins() -> _Joins:
    keys = ("on", "and", "or", "any-day", "at", "from")
    same, both, either, any_day, at, since = map(any_of, keys)
    return _Joins(
        re.compile(rf"[\s,(–—-]*(?:{same})?\s*", re.IGNORECASE),
        re.compile(rf"\s*(?:,|(?:,\s*)?(?:{both}))\s*", re.IGNORECASE),
        re.compile(rf"\s*,?\s*(?:{either})\s*", re.IGNORECASE),
        re.compile(rf"\s*,?\s*(?:{any_day})\s*", re.IGNORECASE),
        re.compile(rf",?\s*(?:{at})?\s*"),
        re.compile(rf"\s*[,(]?\s*(?:{both})?\s*"),
        re.compile(rf"(?:{since})\s", re.IGNORECASE),
    )


@cache
def listing() -> re.Pattern[str]:
    """What stands between two days of a list, whole: "8, 9", "в субботу и в воскресенье"."""
    return re.compile(rf"\s*(?:,|(?:,\s*)?(?:{any_of('and')}))\s*(?:(?:{any_of('day')})\s+)?")


@dataclass(slots=True)
class When:
    """One date of a post: the expressions that say it, and the days it names.

    ``first`` and ``last`` are local days, inclusive, ``None`` where open. A clock stands in ``clock``
    and ``clock_end``. ``left`` is the day it was moved from ("вместо 2 марта – 16 марта"). ``sharp`` is
    false for a bare limit ("не позднее", "не ранее"), which an earlier or a later day satisfies. ``from_now`` is a
    length after now ("через неделю"), which after another date may be meant from that; ``weekday`` a day of a week that
    is not said, ``from_today`` one counted from that of the post ("завтра").
    """

    parts: tuple[int, ...]
    start: int
    end: int
    shape: Shape
    first: date | None = None
    last: date | None = None
    grain: Grain = "day"
    mod: Mod | None = None
    clock: str | None = None
    clock_end: str | None = None
    sharp: bool = True
    left: date | None = None
    relative: bool = False
    repeats: bool = False
    from_now: bool = False
    weekday: bool = False
    from_today: bool = False
    value: str = ""
    anchor: str | None = None
    offset: tuple[int, str] | None = None
    function: str | None = None
    event: tuple[int, int] | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def dated(self) -> bool:
        """Whether it names days, exactly or as a window, and not only a clock, a length or an offset."""
        return self.shape in ("day", "span", "until", "from", "window", "remaining")

    @property
    def nowhere(self) -> bool:
        """Whether it says a day that is on no calendar ("31 июня")."""
        return self.shape == "none" and not self.value and bool(self.notes)


def dates(text: str, resolved: Sequence[Resolved], zone: ZoneInfo) -> list[When]:
    """The expressions of a post gathered into dates, in the order of the text."""
    found: list[When] = []
    for index, one in enumerate(resolved):
        this = _when(index, one, zone)
        if (
            found
            and not _begins_anew(found[-1], this, text)
            and not (found[-1].first != this.first and of_different_things(text, this.start, this.end))
            and (joined := _joined(found[-1], this, text[found[-1].end : this.start]))
        ):
            found[-1] = joined
        else:
            found.append(this)
    return _without_weekdays(found, resolved, text)


def _without_weekdays(found: list[When], resolved: Sequence[Resolved], text: str) -> list[When]:
    """ "В субботу и воскресенье, 7 и 8 сентября": weekdays before as many dates are those dates."""
    if len(found) < 2 or not any(one.timex.rule == "weekday" for one in resolved):
        return found
    at = 0
    while at < len(found):
        first, days = _run(found, at, text, lambda one: _weekday(one, resolved))
        if days and first < len(found):
            _, dates_ = _run(found, first, text, lambda one: not _weekday(one, resolved))
            taken = resolved[found[first].parts[0]].timex.rule == "date.with-weekday"  # "(субботу и) воскресенье, 7"
            between = text[found[first - 1].end : found[first].start]
            if days + taken == dates_ > 1 and (_joins().list if taken else _joins().same).fullmatch(between):
                parts = tuple(part for when in found[at : first + 1] for part in when.parts)
                found[at : first + 1] = [replace(found[first], parts=parts, start=found[at].start)]
        at += 1
    return found


def _run(found: Sequence[When], at: int, text: str, fits: Callable[[When], bool]) -> tuple[int, int]:
    """Where the list of such dates that begins at a place ends, and how many days it names."""
    days, here = 0, at
    while here < len(found) and _length(found[here]) and fits(found[here]):
        if here > at and not _joins().list.fullmatch(text[found[here - 1].end : found[here].start]):
            break
        days, here = days + _length(found[here]), here + 1
    return here, days


def _weekday(one: When, resolved: Sequence[Resolved]) -> bool:
    return bool(_length(one)) and all(resolved[part].timex.rule == "weekday" for part in one.parts)


def _length(one: When) -> int:
    """How many days a date names, 0 where it does not say."""
    known = one.shape in ("day", "span") and one.first is not None and one.last is not None
    return (one.last - one.first).days + 1 if known and one.first and one.last else 0


def _when(index: int, one: Resolved, zone: ZoneInfo) -> When:
    timex, time = one.timex, one.time
    this = When(
        parts=(index,),
        start=timex.start,
        end=timex.end,
        shape="none",
        mod="ON_OR_BEFORE" if _up_to(one) else one.mod,
        clock=one.clock,
        clock_end=one.clock_end,
        value=one.value,
        anchor=one.anchor_event,
        offset=one.offset,
        relative=timex.rule.startswith(("deictic", "weekday", "offset")),
        from_now=timex.rule == "offset.later",
        weekday=_of_some_week(timex.meaning),
        from_today=_from_today(timex.meaning),
        function=timex.function,
        event=timex.event,
        sharp=one.mod != "AFTER" and not timex.rule.endswith(("not-later", "not-earlier", "not-earlier-after")),
        notes=(*timex.notes, *one.notes),
    )
    remaining = timex.rule.startswith("remaining") or timex.event is not None
    if not one.dated or (timex.type == "TIME" and (one.clock or one.clock_end) and time is None and one.value):
        this.shape = "clock"
    elif timex.type == "SET":
        this.repeats = True
    elif one.offset is not None and time is None:
        this.shape = "offset"
    elif time is None:
        # a remaining time said in a post of unknown time: what it counts to may place the post
        lasts = timex.type == "DURATION" and timex.rule != "duration.nth"  # "идёт шестой день"
        this.shape = "remaining" if remaining else "length" if lasts else "none"
    else:
        _place(this, timex.text, time, zone)
        if timex.rule in _WITHIN and this.shape == "span" and one.offset is None:
            this.shape = "window"
        if remaining and one.offset is None:
            this.shape = "remaining"
    return this


def _of_some_week(meaning: Meaning) -> bool:
    """ "В субботу", "со вторника по субботу", "в субботу той же недели": what is around it tells of which week."""
    match meaning:
        case Weekday(week=week):
            return week is None
        case NthWeekday(of=of):
            return isinstance(of, Same)
        case Bounded(of=of) | At(date=of):
            return of is not None and _of_some_week(of)
        case Range(first, last):
            return _of_some_week(first) and _of_some_week(last)
    return False


def _from_today(meaning: Meaning) -> bool:
    """ "Завтра", "сегодня в 10.00", "до завтра"."""
    match meaning:
        case Relative(unit=unit):
            return unit == "day"
        case Bounded(of=of) | At(date=of):
            return of is not None and _from_today(of)
    return False


def _up_to(one: Resolved) -> bool:
    """ "В течение двух месяцев со дня голосования": the last day of it is a limit."""
    meaning = one.timex.meaning
    return one.mod is None and isinstance(meaning, FromEvent) and meaning.span and meaning.sign > 0


def _place(this: When, said: str, time: Time, zone: ZoneInfo) -> None:
    """Gives a date the days and the shape of a time; 24:00 belongs to the day it ends."""
    first = _day(time.start_earliest, zone)
    last = _day(time.end_latest, zone, until=True)
    if first is None and last is None:
        return
    if this.clock == "24:00" and first is not None:
        first, last, this.clock, this.clock_end = first - DAY, first - DAY, None, "24:00"
    if this.clock_end == "00:00" and last is not None:
        this.clock_end = "24:00"
    this.first, this.last = first, last
    this.grain = "day" if time.grain in ("hour", "minute", "second") else time.grain
    if first is None:
        this.shape = "until"
    elif last is None:
        this.shape = "from"
    elif time.start_earliest != time.start_latest or time.grain in _COARSE:
        this.shape = "window"
    elif first != last:
        this.shape = "span"
    elif not (this.clock and this.clock_end) and _joins().since.match(said):
        this.shape, this.last = "from", None
    else:
        this.shape = "day"


def _day(instant: datetime | None, zone: ZoneInfo, *, until: bool = False) -> date | None:
    if instant is None:
        return None
    local = instant.astimezone(zone)
    return (local - _MOMENT).date() if until else local.date()


def _begins_anew(one: When, two: When, text: str) -> bool:
    """ "Завершается сегодня, 19 ноября – день тишины": behind a comma, before a dash, after a date in full. "28 января
    / 11:00 – заседание": an hour that opens an entry of a schedule below its day. "Регистрация завершится 20 мая,
    21 мая начнётся агитация": two days in full, of which the first ends what was said."""
    if two.shape == "clock" and "\n" in text[one.end : two.start]:
        return ENTRY.match(text, two.end) is not None
    if text[one.end : two.start].strip() != "," or one.first == two.first:
        return False
    if not any(char.isalpha() for char in text[one.start : one.end]):
        return False
    if _DASH.match(text, two.end) is not None:
        return True
    full = two.shape == "day" and any(char.isalpha() for char in text[two.start : two.end])
    return (
        full and _WORD_BEHIND.match(text, two.end) is not None and _SAID_BEFORE.search(text, 0, one.start) is not None
    )


def _joined(one: When, two: When, between: str) -> When | None:
    """Two expressions that say one date: side by side for the same day, or days in a row."""
    if one.function or two.function or not (one.dated or one.shape == "clock"):
        return None
    if one.shape in ("from", "until") and two.shape == "day" and two.relative and two.first in (one.first, one.last):
        same = _joins().same.fullmatch(between)  # "не ранее 4 октября – первого воскресенья месяца"
        return replace(one, parts=(*one.parts, *two.parts), end=two.end) if same else None
    if one.shape == "from":
        return _ended(one, two, between)
    if one.shape == "day":
        if (
            two.shape == "until" and two.last is not None and _joins().any.fullmatch(between)
        ):  # "завтра или в любой день"
            return replace(one, parts=(*one.parts, *two.parts), end=two.end, shape="span", last=two.last)
        return _told_again(one, two, between) or _with_next(one, two, between)
    return _with_next(one, two, between) if one.shape == "span" else None


def _told_again(one: When, two: When, between: str) -> When | None:
    """A day with the same day said otherwise ("завтра, 22 февраля"), or with its hour."""
    parts = (*one.parts, *two.parts)
    if two.shape == "day" and one.first == two.first and _joins().same.fullmatch(between):
        clock, clock_end = two.clock or one.clock, two.clock_end or one.clock_end
        from_now = one.from_now and two.from_now  # "через неделю, 22 октября в 15.00" says the day itself
        weekday, today = one.weekday and two.weekday, one.from_today and two.from_today
        told = replace(one, clock=clock, clock_end=clock_end, from_now=from_now, weekday=weekday, from_today=today)
        return replace(told, parts=parts, end=two.end)
    if two.shape == "clock" and not one.clock and _joins().at.fullmatch(between):
        return replace(one, parts=parts, end=two.end, clock=two.clock, clock_end=two.clock_end)
    return None


def _ended(one: When, two: When, between: str) -> When | None:
    """A first day with its last ("с 20 февраля и до 24 февраля"), or with how long it lasts ("с 20 февраля, три
    дня")."""
    parts = (*one.parts, *two.parts)
    if two.shape == "until" and _joins().to.fullmatch(between):
        end = two.clock_end or one.clock_end
        return replace(one, parts=parts, end=two.end, shape="span", last=two.last, mod=None, clock_end=end)
    if one.first and two.shape == "length" and _FOR.fullmatch(between) and (length := whole_days(two.value)):
        last = one.first + (length - 1) * DAY
        return replace(one, parts=parts, end=two.end, shape="span", last=last, mod=None)
    return None


def _with_next(one: When, two: When, between: str) -> When | None:
    """Days with the next one: "8, 9 и 10 сентября", or with another of which it is one: "8 или 9 сентября"."""
    if two.shape != "day":
        return None
    assert one.last is not None
    assert two.first is not None
    parts = (*one.parts, *two.parts)
    if _joins().either.fullmatch(between) and one.last < two.first <= one.last + _ONE_OF:
        notes = (*one.notes, EITHER) if two.first == one.last + DAY else one.notes
        return replace(one, parts=parts, end=two.end, shape="window", last=two.last, grain="day", notes=notes)
    if two.first != one.last + DAY or not _joins().list.fullmatch(between):
        return None
    if one.clock and two.clock not in (None, one.clock):
        return None  # "25 января в 20.00, 26 января в 9.00": each at its own hour
    if one.shape == "span" and len(one.parts) == 1 and between.strip() == ",":
        return None  # behind a range and a comma another day is told of
    days = replace(one, parts=parts, end=two.end, shape="span", last=two.last, grain="day")
    if two.clock and two.clock_end and not one.clock:  # "12, 13 и 14 марта, с 8.00 до 20.00": on each of them
        return replace(days, clock=two.clock, clock_end=two.clock_end, notes=(*one.notes, "daily"))
    return days


def whole_days(value: str) -> int:
    """The days of a TIMEX3 length in days or weeks, 0 for any other."""
    found = re.fullmatch(r"P(\d{1,3})([DW])", value)
    return int(found[1]) * (7 if found[2] == "W" else 1) if found else 0


@lru_cache(maxsize=1 << 12)
def day_bounds(first: date | None, last: date | None, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """The local midnights that two inclusive days lie between."""
    opens = datetime(first.year, first.month, first.day, tzinfo=zone) if first else None
    after = last + DAY if last else None
    closes = datetime(after.year, after.month, after.day, tzinfo=zone) if after else None
    return opens, closes


@lru_cache(maxsize=1 << 12)
def exactly(first: date | None, last: date | None, zone: ZoneInfo) -> Time:
    """A time known on both sides, or open where a day is ``None``."""
    opens, closes = day_bounds(first, last, zone)
    return Time(opens, opens, closes, closes)


@lru_cache(maxsize=1 << 12)
def somewhere_in(first: date | None, last: date | None, grain: Grain, zone: ZoneInfo) -> Time:
    """One day or more in a window, of which no more is known; open where a day of it is ``None``."""
    opens, closes = day_bounds(first, last, zone)
    start_latest = day_bounds(last, None, zone)[0]
    end_earliest = day_bounds(first + DAY, None, zone)[0] if first else None
    return Time(opens, start_latest, end_earliest, closes, grain)
