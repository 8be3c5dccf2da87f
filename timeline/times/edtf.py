"""EDTF (ISO 8601-2): the one string in which a Time is shown. The table and JSON keep the four bounds.

One EDTF string cannot say that both the start and the end are uncertain; then the outer bounds are shown.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.times.place import Place

_SEASONS = {"SP": 21, "SU": 22, "FA": 23}
"""A winter is written in days: EDTF does not say of which two years it is."""
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA)").fullmatch
_QUARTER = re.compile(r"(\d{4})-Q([1-4])").fullmatch
_PLAIN = re.compile(r"\d{4}(-\d\d){0,2}").fullmatch
_MOMENT = timedelta(microseconds=1)


def edtf_of(place: Place) -> str | None:
    """The EDTF of a place in time, of days where it lasts some hours; ``None`` where it has no day."""
    value = place.value
    if place.grain == "day" and place.mod is None and not place.window and len(value) == 10:
        return value
    if place.grain == "quarter" and place.mod is None:
        if found := _SEASON(value):
            return f"{found[1]}-{_SEASONS[found[2]]}"
        if found := _QUARTER(value):
            return f"{found[1]}-{32 + int(found[2])}"
    if place.window:
        return edtf_window(place.from_, place.until)
    if place.mod in (None, "APPROX") and _PLAIN(value):
        return value + ("~" if place.mod else "")
    timed = place.grain in ("hour", "minute", "second") and not place.mod
    start, until = place.from_, place.until
    if timed and start is not None and until is not None and until - start <= timedelta(hours=1):
        return start.replace(tzinfo=None).isoformat(timespec="seconds")
    return edtf_days(place.from_, place.until)


def edtf_days(from_: datetime | None, until: datetime | None) -> str | None:
    """Half-open local times as an EDTF interval of days; an open side is "..", one day is a date."""
    if from_ is None and until is None:
        return None
    first = from_.date().isoformat() if from_ else ".."
    last = _last_day(until).isoformat() if until else ".."
    return first if first == last else f"{first}/{last}"


def edtf_window(from_: datetime | None, until: datetime | None) -> str | None:
    """One day of these: "[2023-11-29..2024-02-27]"."""
    if from_ is None and until is None:
        return None
    first = from_.date().isoformat() if from_ else ""
    last = _last_day(until).isoformat() if until else ""
    return first if first == last else f"[{first}..{last}]"


def _last_day(until: datetime) -> date:
    """The day of the last instant before an exclusive end."""
    return (until - _MOMENT).date()


_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAYS = re.compile(
    rf"(?P<day>{_DAY})|(?P<first>{_DAY}|\.\.)/(?P<last>{_DAY}|\.\.)|\[(?P<opens>{_DAY})?\.\.(?P<closes>{_DAY})?\]"
)


def read_days(text: str) -> tuple[date | None, date | None]:
    """The first and the last day (inclusive, ``None`` open) of an EDTF date, interval or window of days.

    Raises ``ValueError`` for anything else.
    """
    found = _DAYS.fullmatch(text)
    if found is None or not any(char.isdecimal() for char in text):
        raise ValueError(f"{text!r} is not a day, an interval or a window of days in EDTF")
    first, last = (
        found["day"] or found[name] or found[other] for name, other in (("first", "opens"), ("last", "closes"))
    )
    return _day(first), _day(last)


def _day(part: str | None) -> date | None:
    return None if part in (None, "..") else date.fromisoformat(part)
