"""The checklist: each fault is found, where it is, and a sound file has none."""

from __future__ import annotations

import pytest

from timeline.feed import check
from timeline.feed.check import Finding

SOUND = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
X-WR-CALNAME:Example
REFRESH-INTERVAL;VALUE=DURATION:PT6H
BEGIN:VEVENT
UID:a@example.org
DTSTAMP:20240101T000000Z
DTSTART;VALUE=DATE:20240225
DTEND;VALUE=DATE:20240226
SUMMARY:Voting
TRANSP:TRANSPARENT
SEQUENCE:0
LAST-MODIFIED:20240101T000000Z
END:VEVENT
END:VCALENDAR
"""


def octets(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def findings(text: str) -> tuple[Finding, ...]:
    return check(octets(text)).findings


def test_a_sound_file() -> None:
    verdict = check(octets(SOUND))
    assert verdict.findings == ()
    assert verdict.fine
    assert verdict.events == 1


@pytest.mark.parametrize(
    ("old", "new", "level", "words", "line"),
    [
        ("VERSION:2.0\n", "", "error", "VERSION", None),
        ("PRODID:-//example//EN\n", "", "error", "PRODID", None),
        ("PRODID:", "METHOD:PUBLISH\nPRODID:", "warning", "METHOD", 3),
        ("PRODID:", "UID:1\nPRODID:", "warning", "vdirsyncer", 3),
        ("X-WR-CALNAME:Example\n", "", "warning", "NAME", None),
        (";VALUE=DURATION", "", "warning", "VALUE=DURATION", 5),
        ("REFRESH-INTERVAL;VALUE=DURATION:PT6H\n", "", "note", "REFRESH", None),
        ("UID:a@example.org\n", "", "error", "UID", 6),
        ("DTSTAMP:20240101T000000Z\n", "", "error", "DTSTAMP", 6),
        ("DTSTART;VALUE=DATE:20240225\n", "", "error", "DTSTART", 6),
        ("DTSTART;VALUE=DATE:", "DTSTART:", "error", "VALUE=DATE", 6),
        ("20240226", "20240225", "error", "exclusive", 6),
        ("20240226", "20240224", "error", "exclusive", 6),
        ("DTEND;VALUE=DATE:20240226", "DTEND:20240226T000000Z", "error", "one end", 6),
        ("SUMMARY:Voting\n", "", "warning", "title", 6),
        ("SEQUENCE:0\n", "", "warning", "GNOME", 6),
        ("LAST-MODIFIED:20240101T000000Z\n", "", "warning", "ICSx5", 6),
        ("TRANSP:TRANSPARENT\n", "", "warning", "busy", 6),
        ("TRANSP:", "STATUS:MAYBE\nTRANSP:", "error", "STATUS", 6),
        ("SUMMARY:Voting", "SUMMARY:Vo\x07ting", "error", "control", 11),
        ("SUMMARY:Voting", "SUMMARY:" + "x" * 80, "warning", "75", 11),
        ("SUMMARY:Voting", "SUMMARY:a\\\n ,b", "error", "escaped", 11),
        ("SUMMARY:Voting", "SUMMARY Voting", "error", "NAME:value", 11),
        ("SUMMARY:", "DESCRIPTION:<p>x</p>\nSUMMARY:", "warning", "HTML", 6),
        ("SUMMARY:", "BEGIN:VALARM\nEND:VALARM\nSUMMARY:", "note", "alarms", 6),
        ("END:VCALENDAR\n", "", "error", "closed", 1),
        ("END:VEVENT\n", "END:VTODO\nEND:VEVENT\n", "error", "END", 15),
    ],
)
def test_each_fault_is_found(old: str, new: str, level: str, words: str, line: int | None) -> None:
    assert old in SOUND
    found = [item for item in findings(SOUND.replace(old, new, 1)) if words in item.text]
    assert [item.level for item in found] == [level]
    assert found[0].lines[:1] == (() if line is None else (line,))


def test_times() -> None:
    utc = SOUND.replace("DTSTART;VALUE=DATE:20240225", "DTSTART:20240225T120000Z").replace(
        "DTEND;VALUE=DATE:20240226", "DTEND:20240225T130000Z"
    )
    assert ["Outlook" in item.text for item in findings(utc)] == [True]
    floating = utc.replace("20240225T120000Z", "20240225T120000").replace("20240225T130000Z", "20240225T130000")
    assert ["without a zone" in item.text for item in findings(floating)] == [True]
    zoned = floating.replace("DTSTART:", "DTSTART;TZID=Europe/Minsk:").replace("DTEND:", "DTEND;TZID=Europe/Minsk:")
    assert ["VTIMEZONE" in item.text for item in findings(zoned)] == [True]
    known = zoned.replace("BEGIN:VEVENT", "BEGIN:VTIMEZONE\nTZID:Europe/Minsk\nEND:VTIMEZONE\nBEGIN:VEVENT", 1)
    assert findings(known) == ()
    quoted = known.replace("TZID=Europe/Minsk", 'TZID="Europe/Minsk"')
    assert findings(quoted) == ()


def test_two_events_with_one_uid() -> None:
    start, end = SOUND.index("BEGIN:VEVENT"), SOUND.index("END:VCALENDAR")
    double = SOUND[:end] + SOUND[start:end] + SOUND[end:]
    assert [(item.level, item.lines) for item in findings(double)] == [("error", (6, 16))]


def test_octets() -> None:
    assert [item.level for item in check(SOUND.encode()).findings] == ["warning"]  # no carriage returns
    assert ["byte order mark" in item.text for item in check(b"\xef\xbb\xbf" + octets(SOUND)).findings] == [True]
    assert not check(octets(SOUND).replace(b"Voting", "Выборы".encode("cp1251"))).fine
    split = octets(SOUND).replace(b"Voting", b"\xd0\r\n \x92")
    assert "character" in check(split).findings[0].text or "UTF-8" in check(split).findings[0].text


@pytest.mark.parametrize(
    "raw", [b"", b"hello", b"\x00\xff", b"<html></html>", b"END:VCALENDAR\r\n", b"BEGIN:VCALENDAR"]
)
def test_what_is_not_a_calendar_is_judged_too(raw: bytes) -> None:
    assert not check(raw).fine


def test_a_file_made_to_be_slow_is_not() -> None:
    nested = b"BEGIN:A\r\n" * 20_000 + b"END:B\r\n" * 20_000 + b'X;P="' * 100_000
    assert not check(nested).fine


def test_a_finding_reads_as_a_sentence() -> None:
    assert str(Finding("error", "no UID", (6, 9, 12))) == "error: no UID (line 6 and 2 more)"
