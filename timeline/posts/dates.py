"""When a record says it was posted. A time without an offset is in the zone asked for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from timeline.posts.post import Posted
from timeline.posts.rejects import BadRecord

_DOTTED = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?(?: UTC([+-]\d{2}:?\d{2}))?"
)
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_YEAR, _LAST_YEAR = 1980, 2200
_MILLISECONDS = 100_000_000_000
"""A number from here on counts milliseconds: as seconds it would lie beyond the year 5000."""


def posted(value: object, zone: tzinfo) -> Posted:
    """What ``value`` says: ISO 8601, "05.02.2024 10:00[:00][ UTC+03:00]", or seconds since 1970.

    A time without an offset is in ``zone``. A bare day gives ``bounded`` by the first and last
    instant of that day in ``zone``. Raises BadRecord for anything else.
    """
    if isinstance(value, bool):
        raise BadRecord("its date is not a date")
    if isinstance(value, int | float):
        return Posted.exact(since_1970(value))
    if not isinstance(value, str):
        raise BadRecord("its date is not a date")
    text = value.strip()
    if _DAY.fullmatch(text):
        return day(checked(_iso(text)).date(), zone)
    if dotted := _DOTTED.fullmatch(text):
        return _dotted(dotted, zone)
    if _NUMBER.fullmatch(text):
        return Posted.exact(since_1970(float(text)))
    return Posted.exact(aware(checked(_iso(text)), zone))


def since_1970(seconds: float) -> datetime:
    """The instant that many seconds (or milliseconds, if the number is too large for seconds) after 1970, in UTC."""
    try:
        if abs(seconds) >= _MILLISECONDS:
            seconds /= 1000
        return checked(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError) as error:
        raise BadRecord("its date is out of range") from error


def aware(moment: datetime, zone: tzinfo) -> datetime:
    """``moment`` with the offset it has, else in ``zone``."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def day(on: date, zone: tzinfo) -> Posted:
    """Some time on that local day."""
    first = datetime.combine(on, time(), zone)
    following = datetime.combine(on + timedelta(days=1), time(), zone)
    return Posted.between(first, following - timedelta(microseconds=1))


def _iso(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRecord("its date is not in a form that is known (ISO 8601, or seconds since 1970)") from error


def _dotted(match: re.Match[str], zone: tzinfo) -> Posted:
    on_day, month, year, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        moment = checked(datetime(year, month, on_day, hour, minute, second))  # noqa: DTZ001
    except ValueError as error:
        raise BadRecord("its date is out of range") from error
    if match[4] is None:
        return day(moment.date(), zone)
    if match[7] is not None:
        return Posted.exact(_iso(moment.isoformat() + match[7]))
    return Posted.exact(aware(moment, zone))


def checked(moment: datetime) -> datetime:
    """``moment``, if a post can be from then. Raises BadRecord."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise BadRecord("its date is out of range")
    return moment
