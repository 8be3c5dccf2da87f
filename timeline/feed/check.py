"""The checklist: what makes calendar apps lose, double or misplace the entries of a feed.

Each rule was seen to matter in a real client; the sentence it prints says in which. ``check`` judges
the octets of any iCalendar file and knows nothing of how it was made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from timeline.feed.content import MAX_OCTETS
from timeline.feed.reading import Component, Property, Reading, read
from timeline.feed.vcalendar import MOST_ENTRIES, MOST_OCTETS

Level = Literal["error", "warning", "note"]

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPLIT_ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*\\\r?\n[ \t]")
_SPLIT_CHARACTER = re.compile(rb"[\xc0-\xff][\x80-\xbf]{0,2}\r?\n[ \t][\x80-\xbf]")
_DATE = re.compile(r"\d{8}")
_DATE_TIME = re.compile(r"\d{8}T\d{6}Z?")
_STATUS = {"CONFIRMED", "TENTATIVE", "CANCELLED"}
_HTML = re.compile(r"</?(?:a|b|br|div|p|span|strong|ul|li)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: how bad, in plain words, on which lines of the file (from 1) it is."""

    level: Level
    text: str
    lines: tuple[int, ...] = ()

    def __str__(self) -> str:
        if not self.lines:
            return f"{self.level}: {self.text}"
        more = f" and {len(self.lines) - 1} more" if len(self.lines) > 1 else ""
        return f"{self.level}: {self.text} (line {self.lines[0]}{more})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``check`` says of a file: how many events it holds, and the findings, worst first."""

    events: int
    findings: tuple[Finding, ...]

    @property
    def fine(self) -> bool:
        """Whether calendar apps will take it."""
        return not any(finding.level == "error" for finding in self.findings)


def check(octets: bytes) -> Verdict:
    """Judge one iCalendar file."""
    found = list(_octets(octets))
    reading = read(octets.decode("utf-8-sig", errors="replace"))
    found += _structure(reading)
    calendars = [component for component in reading.components if component.name == "VCALENDAR"]
    events: list[Component] = []
    for calendar in calendars:
        here = calendar.every("VEVENT")
        events += here
        found += _head(calendar)
        found += _events(calendar, here)
    if len(events) > MOST_ENTRIES:
        found.append(Finding("warning", f"{len(events)} events: Google Calendar loses some above about {MOST_ENTRIES}"))
    severity = {"error": 0, "warning": 1, "note": 2}
    return Verdict(len(events), tuple(sorted(found, key=lambda finding: severity[finding.level])))


def _octets(octets: bytes) -> Iterator[Finding]:
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError as error:
        number = octets.count(b"\n", 0, error.start) + 1
        yield Finding("error", "not UTF-8: other encodings show as garbage", (number,))
    if octets.startswith(b"\xef\xbb\xbf"):
        yield Finding("warning", "begins with a byte order mark, which strict parsers take for part of BEGIN")
    if bare := _numbers(rb"(?<!\r)\n", octets):
        yield Finding("warning", "line ends without a carriage return: the format asks for CRLF", bare)
    if control := _numbers(_CONTROL, octets):
        yield Finding("error", "control characters in the text: some apps refuse the whole feed", control)
    if split := _numbers(_SPLIT_ESCAPE, octets):
        yield Finding("error", "a line is folded inside an escaped pair: Google Calendar drops such events", split)
    if split := _numbers(_SPLIT_CHARACTER, octets):
        yield Finding("warning", "a line is folded inside a character: some apps show it broken", split)
    long = tuple(n for n, raw in enumerate(octets.split(b"\n"), 1) if len(raw.rstrip(b"\r")) > MAX_OCTETS)
    if long:
        yield Finding("warning", f"lines longer than {MAX_OCTETS} octets are not folded", long)
    if len(octets) > MOST_OCTETS:
        yield Finding("warning", f"{len(octets) / 1e6:.1f} MB: Google Calendar takes about one")


def _numbers(pattern: bytes | re.Pattern[bytes], octets: bytes) -> tuple[int, ...]:
    numbers, line, seen = [], 1, 0
    for match in re.finditer(pattern, octets):
        line += octets.count(b"\n", seen, match.start())
        seen = match.start()
        numbers.append(line)
    return tuple(dict.fromkeys(numbers))


def _structure(reading: Reading) -> Iterator[Finding]:
    if not any(component.name == "VCALENDAR" for component in reading.components):
        yield Finding("error", "not a calendar: no BEGIN:VCALENDAR")
    if reading.broken:
        yield Finding("error", "lines that are not NAME:value", tuple(reading.broken))
    unclosed = tuple(component.number for component in _walk(reading.components) if not component.closed)
    if unclosed:
        yield Finding("error", "a component is never closed: the file may be cut off", unclosed)
    if reading.stray_ends:
        yield Finding("error", "END without its BEGIN", tuple(reading.stray_ends))


def _walk(components: list[Component]) -> Iterator[Component]:
    waiting = list(components)
    while waiting:
        component = waiting.pop()
        yield component
        waiting += component.children


def _head(calendar: Component) -> Iterator[Finding]:
    has = calendar.first
    version = has("VERSION")
    if version is None or version.value.strip() != "2.0":
        yield Finding("error", "no VERSION:2.0")
    if has("PRODID") is None:
        yield Finding("error", "no PRODID, which the format requires")
    if method := has("METHOD"):
        yield Finding("warning", "METHOD makes it an invitation: libical then demands an ORGANIZER", (method.number,))
    if uid := has("UID"):
        text = "UID for the whole calendar: vdirsyncer and khal then show only one of its events"
        yield Finding("warning", text, (uid.number,))
    if has("NAME") is None and has("X-WR-CALNAME") is None:
        yield Finding("warning", "no NAME or X-WR-CALNAME: subscribers see its address instead of a name")
    if has("REFRESH-INTERVAL") is None and has("X-PUBLISHED-TTL") is None:
        yield Finding(
            "note", "no REFRESH-INTERVAL or X-PUBLISHED-TTL: apps choose how often to look, often once a week"
        )
    for name, kind in (("REFRESH-INTERVAL", "DURATION"), ("SOURCE", "URI")):
        item = has(name)
        if item and item.params.get("VALUE", "").upper() != kind:
            text = f"{name} must say VALUE={kind}, or parsers take it for text"
            yield Finding("warning", text, (item.number,))


Rule = tuple[Level, str, Callable[[Component], bool]]


def _value(event: Component, name: str) -> str:
    item = event.first(name)
    return item.value.strip() if item else ""


def _is_date(item: Property | None) -> bool:
    return item is not None and item.params.get("VALUE", "").upper() == "DATE"


def _well_formed(event: Component, name: str) -> bool:
    item = event.first(name)
    return item is None or bool((_DATE if _is_date(item) else _DATE_TIME).fullmatch(item.value.strip()))


def _ends_too_early(event: Component) -> bool:
    start, end = event.first("DTSTART"), event.first("DTEND")
    if start is None or end is None or _is_date(start) != _is_date(end):
        return False
    if start.params.get("TZID") != end.params.get("TZID"):
        return False
    return end.value.strip() < start.value.strip() or (_is_date(start) and end.value.strip() == start.value.strip())


def _timed(event: Component) -> bool:
    start = event.first("DTSTART")
    return start is not None and not _is_date(start)


def _mixed(event: Component) -> bool:
    start, end = event.first("DTSTART"), event.first("DTEND")
    return start is not None and end is not None and _is_date(start) != _is_date(end)


_RULES: tuple[Rule, ...] = (
    ("error", "no UID: apps cannot tell an edit from a new event and double it", lambda e: not _value(e, "UID")),
    ("error", "no DTSTAMP, which the format requires", lambda e: not _value(e, "DTSTAMP")),
    ("error", "no DTSTART: the event has no place in a calendar", lambda e: not _value(e, "DTSTART")),
    (
        "error",
        "a date that is not one, or an all-day date without VALUE=DATE",
        lambda e: bool(_value(e, "DTSTART")) and not (_well_formed(e, "DTSTART") and _well_formed(e, "DTEND")),
    ),
    (
        "error",
        "ends before it starts, or an all-day end that is not the day after (DTEND is exclusive)",
        _ends_too_early,
    ),
    ("error", "one end is a day and the other a time", _mixed),
    (
        "error",
        "DTEND and DURATION together",
        lambda e: e.first("DTEND") is not None and e.first("DURATION") is not None,
    ),
    ("error", "an unknown STATUS", lambda e: bool(_value(e, "STATUS")) and _value(e, "STATUS").upper() not in _STATUS),
    ("warning", "no SUMMARY: shows as an event without a title", lambda e: not _value(e, "SUMMARY")),
    (
        "warning",
        "a time in bare UTC: Outlook shows it as UTC, not in the reader's zone",
        lambda e: _timed(e) and _value(e, "DTSTART").endswith("Z"),
    ),
    (
        "warning",
        "a time without a zone: it moves with the reader",
        lambda e: _timed(e) and not _value(e, "DTSTART").endswith("Z") and "TZID" not in _params(e),
    ),
    (
        "warning",
        "no LAST-MODIFIED: ICSx5 does not see that the event changed",
        lambda e: e.first("LAST-MODIFIED") is None,
    ),
    ("warning", "no SEQUENCE: GNOME keeps the old date when an event moves", lambda e: e.first("SEQUENCE") is None),
    (
        "warning",
        "an all-day event that marks the whole day as busy (no TRANSP:TRANSPARENT)",
        lambda e: _is_date(e.first("DTSTART")) and _value(e, "TRANSP").upper() != "TRANSPARENT",
    ),
    ("warning", "HTML in DESCRIPTION: most apps show the tags", lambda e: bool(_HTML.search(_value(e, "DESCRIPTION")))),
    (
        "note",
        "alarms: Google ignores those of a subscription, Apple strips them unless the reader wants them",
        lambda e: bool(e.every("VALARM")),
    ),
)


def _params(event: Component) -> dict[str, str]:
    start = event.first("DTSTART")
    return start.params if start else {}


def _events(calendar: Component, events: list[Component]) -> Iterator[Finding]:
    if not events:
        yield Finding("note", "no events in it")
    for level, text, broken in _RULES:
        lines = tuple(event.number for event in events if broken(event))
        if lines:
            yield Finding(level, text, lines)
    seen = Counter((_value(event, "UID"), _value(event, "RECURRENCE-ID")) for event in events if _value(event, "UID"))
    double = tuple(event.number for event in events if seen[(_value(event, "UID"), _value(event, "RECURRENCE-ID"))] > 1)
    if double:
        yield Finding("error", "several events share one UID: apps keep only one of them", double)
    zones = {_value(zone, "TZID") for zone in calendar.every("VTIMEZONE")}
    homeless = tuple(event.number for event in events if _zones_of(event) - zones)
    if homeless:
        yield Finding("error", "a TZID without its VTIMEZONE: Outlook refuses the feed", homeless)
    for zone in calendar.every("VTIMEZONE"):
        if comment := zone.first("COMMENT"):
            yield Finding("warning", "COMMENT in VTIMEZONE: libical calls it an error", (comment.number,))


def _zones_of(event: Component) -> set[str]:
    """The zones it names, but those that RFC 5545 section 3.8.3.1 takes from a global registry."""
    names = {item.params.get("TZID", "") for item in event.properties}
    return {name for name in names if name and not name.startswith("/")}
