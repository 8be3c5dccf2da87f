"""Dataclasses to JSON and back, exactly, by their types.

Fields at their default are left out, so a field that is added later with a default needs no
migration. A datetime in ``zone`` is written as its local clock (with its fold), so that it comes
back in that zone; any other is written as an instant in UTC.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")
Convert = Callable[[Any], Any]

WHERE = {
    "EvidenceKey": "timeline.events.identity",
    "Kind": "timeline.calendars.definition",
    "Mod": "timeline.times.time",
    "Role": "timeline.mentions.mention",
    "Status": "timeline.events.event",
    "Time": "timeline.times.time",
    "date": "datetime",
    "datetime": "datetime",
}
"""Types that some dataclasses of this program name without importing them at run time, and where each is."""


class Names(dict[str, Any]):
    """The types of ``WHERE``, imported when they are needed: who only reads events waits for nothing else."""

    def __missing__(self, name: str) -> Any:
        return self.setdefault(name, getattr(import_module(WHERE[name]), name))


NAMES = Names()


def dumps(value: Any, zone: ZoneInfo | None = None) -> str:
    """Compact JSON that keeps its letters readable, of anything made of the types this module knows."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=lambda part: _plain(part, zone))


def encode(value: Any, zone: ZoneInfo | None = None) -> Any:
    """``value`` as something that JSON can hold: text, numbers, lists and dictionaries."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    return json.loads(dumps(value, zone))


def _plain(value: Any, zone: ZoneInfo | None) -> Any:
    """What JSON has no word for, one level of it."""
    if isinstance(value, datetime):
        return _clock(value, zone)
    if isinstance(value, date):
        return value.isoformat()
    return {
        name: item
        for name, default in _defaults(value.__class__)
        if (item := getattr(value, name)) is not default and item != default
    }


def decode(kind: type[T], data: Any, zone: ZoneInfo | None = None) -> T:
    """What ``encode`` was given; ``data`` is used up. Keys that ``kind`` does not have are passed over."""
    return typing.cast("T", converter(typing.cast("Any", kind), zone)(data))


def instant(value: datetime | None) -> str | None:
    """An aware datetime as text in UTC, which sorts by time."""
    return None if value is None else _clock(value, None)


def from_instant(text: str | None) -> datetime | None:
    """What ``instant`` was given, in UTC."""
    return None if text is None else datetime.fromisoformat(text)


def _clock(value: datetime, zone: ZoneInfo | None) -> str:
    if zone is not None and value.tzinfo is zone:
        return value.replace(tzinfo=None).isoformat() + "~" * value.fold
    if value.tzinfo is UTC:
        return value.isoformat()
    try:
        return value.astimezone(UTC).isoformat()
    except OverflowError:  # the first or last day of the calendar, in another zone
        return value.isoformat()


@cache
def _defaults(kind: type) -> list[tuple[str, Any]]:
    """Name and default of each field; a required one has a default that nothing equals."""
    return [
        (item.name, item.default if item.default_factory is dataclasses.MISSING else item.default_factory())
        for item in dataclasses.fields(kind)
    ]


@cache
def converter(kind: Any, zone: ZoneInfo | None = None) -> Convert:
    """The function that decodes ``kind``."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (arg for arg in args if arg is not type(None))
        return _optional(converter(inner, zone))
    if origin is tuple:
        return _tuple([converter(arg, zone) for arg in args if arg is not ...], endless=args[-1] is ...)
    if origin is dict:
        return dict
    if kind is datetime:
        return lambda text: _read_clock(text, zone)
    if kind is date:
        return date.fromisoformat
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind, zone)
    if kind is bool:
        return bool  # SQLite has none
    if origin is Literal or kind in (str, int, float, Any):
        return _as_it_is
    raise TypeError(f"no way to read a {kind} from JSON")


def _read_clock(text: str, zone: ZoneInfo | None) -> datetime:
    value = datetime.fromisoformat(text.rstrip("~"))
    return value if value.tzinfo else value.replace(tzinfo=zone, fold=int(text.endswith("~")))


def _as_it_is(value: Any) -> Any:
    return value


def _optional(inner: Convert) -> Convert:
    return inner if inner is _as_it_is else lambda value: None if value is None else inner(value)


def _tuple(items: list[Convert], *, endless: bool) -> Convert:
    if all(item is _as_it_is for item in items):
        return tuple
    if endless:
        each = items[0]
        return lambda values: tuple([each(value) for value in values])
    return lambda values: tuple(item(value) for item, value in zip(items, values, strict=True))


def _dataclass(kind: type, zone: ZoneInfo | None) -> Convert:
    hints = typing.get_type_hints(kind, localns=NAMES)
    fields = {item.name: converter(hints[item.name], zone) for item in dataclasses.fields(kind)}
    changing = [(name, convert) for name, convert in fields.items() if convert is not _as_it_is]

    def build(data: dict[str, Any]) -> Any:
        if not data.keys() <= fields.keys():
            data = {name: value for name, value in data.items() if name in fields}
        for name, convert in changing:
            if name in data:
                data[name] = convert(data[name])
        return kind(**data)

    return build
