"""Dates that a person types: "2024-02-25", "25 февраля", "next friday", "вчера 10:00"."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from timeline.cli.moments import check_year
from timeline.countdown.phrases import LANGUAGES
from timeline.errors import UsageError

ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:?\d{2})?)?")
ISO_ALIKE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
"""A day, or a month for its first day; also without its zeros. Nothing else may be made of it."""
NOW = re.compile(r"now|сейчас|зараз|цяпер", re.IGNORECASE)
LONGEST = 100

Prefer = Literal["past", "future"]


def parse_when(
    text: str,
    zone: ZoneInfo,
    languages: Sequence[str] = LANGUAGES,
    *,
    now: datetime | None = None,
    prefer: Prefer = "future",
) -> datetime:
    """The moment that ``text`` means, aware, in ``zone`` unless it names an offset; a day is its midnight.

    ISO 8601 is read as it stands; anything else goes through dateparser, counted from ``now``, and what that does
    not know through the rules by which posts are read. A day without its year is the next or the last one, as
    ``prefer`` says. Raises UsageError.
    """
    plain = _iso(text, zone)
    found = plain if plain is not None else _parsed(text, zone, languages, now or datetime.now(UTC), prefer)
    check_year(found.year, repr(text))
    return found


def typed_when(
    text: str, zone: ZoneInfo, *, option: str, languages: Sequence[str] = LANGUAGES, prefer: Prefer = "future"
) -> datetime:
    """``parse_when`` for an option of a command; what was understood is said on standard error if it is not plain."""
    try:
        plain = _iso(text, zone)
        found = plain if plain is not None else _parsed(text, zone, languages, datetime.now(UTC), prefer)
        check_year(found.year, repr(text))
    except UsageError as error:
        raise UsageError(f"{option}: {error.message}", error.remedy) from None
    if plain is not None:
        return plain
    shown = f"{found:%Y-%m-%d}" if found.time() == time() else f"{found:%Y-%m-%d %H:%M}"
    print(f"{option}: {text!r} is read as {shown} ({found:%A})", file=sys.stderr)
    return found


def _iso(text: str, zone: ZoneInfo) -> datetime | None:
    alike = ISO_ALIKE.fullmatch(text.strip())
    if alike is None and ISO.fullmatch(text.strip()) is None:
        return None
    try:
        if alike is not None:
            return datetime(int(alike[1]), int(alike[2]), int(alike[3] or 1), tzinfo=zone)
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise _unclear(text, str(error)) from None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _parsed(text: str, zone: ZoneInfo, languages: Sequence[str], now: datetime, prefer: Prefer) -> datetime:
    import dateparser

    # a time of day that nobody types, so that one taken over from the base is told from one that was typed
    base = now.astimezone(zone).replace(tzinfo=None, microsecond=1)
    settings = {
        "RELATIVE_BASE": base,
        "PREFER_DATES_FROM": prefer,
        "PREFER_DAY_OF_MONTH": "first",
        "DATE_ORDER": "DMY",
    }
    found: datetime | None = None
    if len(text) <= LONGEST and not text.strip().isdecimal():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of libraries below dateparser
                found = dateparser.parse(_with_year(text, base, prefer), languages=list(languages), settings=settings)
        except (OverflowError, ValueError, RecursionError):
            found = None
        if found is None and (period := phrase(text, now, zone)) and (prefer == "future" or period[0] <= now):
            return period[0]
    if found is None:
        raise _unclear(text)
    if found.time() == base.time() and not NOW.search(text):
        found = found.replace(hour=0, minute=0, second=0)
    found = found.replace(microsecond=0)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def phrase(text: str, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime, str] | None:
    """What a phrase means that is one time expression, in any language that posts are read in: from when (inclusive)
    until when (exclusive), and its grain. A preposition may stand before it.
    """
    from timeline.expressions import find
    from timeline.languages import codes
    from timeline.posts import Posted
    from timeline.times import resolve

    for code in codes():
        for one in resolve(text, find(text, code), Posted.assumed(now), zone):
            place, before = one.time, text[: one.timex.start].strip()
            whole = one.timex.end == len(text) and len(before) <= 3 and before.isalpha() == bool(before)
            if whole and one.dated and place and place.from_ and place.until and place.grain:
                return place.from_, place.until, place.grain
    return None


def _with_year(text: str, base: datetime, prefer: Prefer) -> str:
    """``01.12`` is a day and not a time of day: it gets the next or last year in which it lies."""
    matched = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.?", text.strip())
    if matched is None:
        return text
    day, month = int(matched[1]), int(matched[2])
    typed, today = (month, day), (base.month, base.day)
    year = base.year + (prefer == "future" and typed < today) - (prefer == "past" and typed > today)
    return f"{day:02}.{month:02}.{year}"


def _unclear(text: str, why: str = "") -> UsageError:
    shown = text if len(text) <= 40 else text[:40] + "…"
    return UsageError(
        f"{shown!r} is no date that can be read{f' ({why})' if why else ''}",
        'a date such as 2024-02-25, "25 февраля 2024" or "next friday"',
    )
