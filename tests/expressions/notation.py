"""The notation of the corpora: one line for a text, with every time expression that it holds.

    class <TAB> posted <TAB> text <TAB> expected

``posted`` is local time in Minsk, ten o'clock where only a day stands; "Z" after it makes it UTC. In the text ``\\n``
and ``\\u00ad`` are what they are in Python. ``expected`` is "-" where the text holds no date, else the expressions in
order, apart by " | ", each

    text = value [MOD] [from..until] [{function}] [@the phrase that names the event it counts from]

``value`` is TIMEX3's, a range an ISO 8601 interval, "none" where there is none; a sign before a duration says that it
counts back or on from an event. The half-open ``from..until`` is left out where the value says it: 2024-02 is February
from its first instant until the first of March, and what is a duration or a repeated time has no place in time.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from timeline.expressions import find
from timeline.posts import Posted
from timeline.times import resolve

if TYPE_CHECKING:
    from timeline.times import Resolved

ZONE = ZoneInfo("Europe/Minsk")
CORPUS = Path(__file__).parent.parent / "corpus"
_MODS = frozenset(
    "BEFORE AFTER ON_OR_BEFORE ON_OR_AFTER LESS_THAN MORE_THAN EQUAL_OR_LESS EQUAL_OR_MORE START MID END APPROX".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Said:
    """One expression: what the corpus expects, or what the program answered."""

    text: str
    value: str
    mod: str | None
    since: str | None
    until: str | None
    function: str | None
    event: str | None
    sign: str

    def __str__(self) -> str:
        flags = [self.mod or "", f"{self.since or ''}..{self.until or ''}" if self.since or self.until else ""]
        flags += [f"{{{self.function}}}" if self.function else "", f"@{self.event}" if self.event else ""]
        return " ".join((f"{self.text} = {self.sign}{self.value or 'none'}", *filter(None, flags)))


@dataclass(frozen=True)
class Line:
    """One line of a corpus."""

    lang: str
    number: int
    kind: str
    posted: str
    text: str
    expected: tuple[Said, ...]

    def __str__(self) -> str:
        return f"{self.lang}:{self.number}"


@cache
def corpus(lang: str) -> tuple[Line, ...]:
    """The lines of the corpus of one language."""
    written = (CORPUS / f"expressions_{lang}.tsv").read_text("utf-8").splitlines()
    return tuple(line(lang, n, row) for n, row in enumerate(written, 1) if row and not row.startswith("#"))


def line(lang: str, number: int, row: str) -> Line:
    row = re.sub(r"\\n|\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)) if m[1] else "\n", row)
    kind, posted, text, expected = row.split("\t")
    items = () if expected == "-" else tuple(map(item, expected.split(" | ")))
    return Line(lang, number, kind, posted, text, items)


def item(written: str) -> Said:
    text, _, rest = written.rpartition(" = ")
    rest, _, event = rest.partition(" @")
    value, *flags = rest.split()
    sign = value[0] if value[0] in "+-" else ""
    value = "" if value == "none" else value.removeprefix(sign)
    mod = function = bounds = None
    for flag in flags:
        if flag in _MODS:
            mod = flag
        elif flag[0] == "{":
            function = flag.strip("{}")
        elif ".." in flag:
            bounds = flag
        else:
            raise ValueError(f"{flag!r} in {written!r}")
    if bounds is None and mod not in (None, "APPROX") and interval(value) != (None, None):
        raise ValueError(f"{written!r} does not say from when until when")
    since, until = (stamp(end) for end in bounds.split("..")) if bounds else interval(value)
    return Said(text, value, mod, since, until, function, event or None, sign)


def stamp(written: str) -> str | None:
    """ "2024-02-25" and "2024-02-25T12:00" as an instant to the second."""
    return datetime.fromisoformat(written).isoformat() if written else None


_PARTS = {"MO": (9, 12), "MI": (12, 13), "AF": (12, 18), "EV": (18, 24), "NI": (0, 6)}
_SEASONS = {"WI": -1, "SP": 2, "SU": 5, "FA": 8}


def interval(value: str) -> tuple[str | None, str | None]:
    """From when until when a TIMEX3 value lasts, by the calendar alone."""
    first, slash, last = value.partition("/")
    span = _span(first)
    if not slash or span is None:
        return (span[0].isoformat(), span[1].isoformat()) if span else (None, None)
    end = _span(last)
    assert end is not None
    return span[0].isoformat(), (end[0] if re.search(r"T\d", last) else end[1]).isoformat()


def _span(value: str) -> tuple[datetime, datetime] | None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d)(?::(\d\d))?(?::(\d\d))?", value):
        start = datetime.fromisoformat(found[1]) + int(found[2]) * hour
        start += timedelta(minutes=int(found[3] or 0), seconds=int(found[4] or 0))
        return start, start + (timedelta(seconds=1) if found[4] else timedelta(minutes=1) if found[3] else hour)
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)T([A-Z]{2})", value):
        start = datetime.fromisoformat(found[1])
        return start + _PARTS[found[2]][0] * hour, start + _PARTS[found[2]][1] * hour
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        start = datetime.fromisoformat(value)
        return start, start + day
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        start = datetime.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
        return start, start + (2 if found[3] else 7) * day
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _months(int(found[1]), int(found[2]) - 1, 1)
    if found := re.fullmatch(r"(\d{4})-([QHT])([1-4])", value):
        size = {"Q": 3, "H": 6, "T": 4}[found[2]]
        return _months(int(found[1]), (int(found[3]) - 1) * size, size)
    if found := re.fullmatch(r"(\d{4})-(WI|SP|SU|FA)", value):
        return _months(int(found[1]), _SEASONS[found[2]], 3)
    if re.fullmatch(r"\d{2,4}", value):
        size = 10 ** (4 - len(value))
        first = int(value) * size + (size == 100)
        return datetime(first, 1, 1), datetime(first + size, 1, 1)
    return None


def _months(year: int, first: int, count: int) -> tuple[datetime, datetime]:
    def month(n: int) -> datetime:
        return datetime(year + n // 12, n % 12 + 1, 1)

    assert monthrange(year, 1)
    return month(first), month(first + count)


def answer(text: str, posted: str, lang: str, zone: ZoneInfo = ZONE) -> tuple[Said, ...]:
    """What the program reads in a text."""
    if posted == "-":
        when = Posted.unknown()
    elif posted.endswith("Z"):
        when = Posted.exact(datetime.fromisoformat(posted))
    else:
        when = Posted.exact(datetime.fromisoformat(posted + ("" if "T" in posted else "T10:00")).replace(tzinfo=zone))
    return tuple(said(resolved) for resolved in resolve(text, find(text, lang), when, zone))


def said(resolved: Resolved) -> Said:
    time, timex = resolved.time, resolved.timex

    def local(at: datetime | None) -> str | None:
        return at.replace(tzinfo=None).isoformat() if at else None

    return Said(
        timex.text,
        resolved.value,
        resolved.mod,
        local(time.from_) if time else None,
        local(time.until) if time else None,
        timex.function,
        resolved.anchor_event,
        "" if resolved.offset is None else "-" if resolved.offset[0] < 0 else "+",
    )
