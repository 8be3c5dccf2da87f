"""Posts and events as rows of their tables, and back, exactly.

A field has a column of the same name (a few are renamed, since SQL keeps the word for itself);
tuples and parts are JSON. A field without a column goes into ``more``, so a new one needs no
migration before somebody wants to query it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import Any

from timeline.events import Change, Event, Evidence, When
from timeline.posts import Post, Posted
from timeline.store.codec import decode, dumps, encode, from_instant, instant

Row = sqlite3.Row

WHEN = ("start_earliest", "start_latest", "end_earliest", "end_latest", "clock", "clock_end", "hours")
EVENT = (
    "id", "uid", "calendar", "title", "kind", "status", "likely", "concept", "body", "election", "place", "audience",
    "conditional", "foreign", "titles", "law", "announced", "notes", "posts", "revision", "created", "changed",
)  # fmt: skip
EVIDENCE = (
    "channel", "post", "url", "posted", "start", "end", "quote", "marks", "role", "says", "dates", "agrees", "recap",
    "reasons",
)  # fmt: skip
CHANGE = ("what", "old", "new", "channel", "post", "posted")
POST = (
    "channel", "post", "posted_quality", "posted_earliest", "posted_latest", "text", "url", "edited", "lang",
    "position", "doubt",
)  # fmt: skip
"""The fields that have a column each, in the order of the columns."""

_CONTENT = "\x1f".join(["{}"] * len(POST))

COLUMN = {"foreign": "is_foreign", "end": "until"}
"""Fields whose name is a word of SQL, and the column they are in."""

IN_JSON = frozenset({"hours", "likely", "announced", "audience", "titles", "notes", "marks", "reasons"})
ELSEWHERE = frozenset({"when", "evidence", "history"})
"""Fields of an event that have columns or tables of their own."""


def event_row(event: Event) -> dict[str, Any]:
    """The row of ``events``, without its key."""
    from timeline.events.bounds import edtf  # for writing only: a view does not wait for it

    row, more = _split(event, EVENT)
    bounds, more_when = _split(event.when, WHEN)
    if more_when:
        more["when"] = more_when
    return {
        **row,
        **bounds,
        "bound": event.bound,
        "edtf": edtf(event.when) or None,
        "more": dumps(more) if more else None,
        "digest": event_digest(event),
    }


def evidence_rows(event: Event) -> list[dict[str, Any]]:
    """The rows of ``evidence``, without the event's key."""
    return _numbered(event.evidence, EVIDENCE)


def change_rows(event: Event) -> list[dict[str, Any]]:
    """The rows of ``changes``, without the event's key."""
    return _numbered(event.history, CHANGE)


def event_from(row: Row, evidence: Iterable[Row] = (), changes: Iterable[Row] = ()) -> Event:
    """The event that its rows were made from."""
    more = _more(row)
    data = {
        "when": _joined(When, WHEN, row, more.pop("when", {})),
        "evidence": [_joined(Evidence, EVIDENCE, part, _more(part)) for part in evidence],
        "history": [_joined(Change, CHANGE, part, _more(part)) for part in changes],
    }
    return decode(Event, {**_joined(Event, EVENT, row, more), **data})


def event_digest(event: Event) -> str:
    """The same for equal events, and for no others."""
    content = dumps(event).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def post_values(post: Post) -> tuple[Any, ...]:
    """What the source decides of a row of ``posts``: the values of ``POST``, then their digest."""
    posted = post.posted
    earliest = instant(posted.earliest)
    values: tuple[Any, ...] = (
        post.channel,
        post.id,
        posted.quality,
        earliest,
        earliest if posted.latest is posted.earliest else instant(posted.latest),
        post.text,
        post.url,
        int(post.edited),
        post.lang,
        post.position,
        post.doubt,
    )
    try:
        content = _CONTENT.format(*values).encode()
    except UnicodeEncodeError:
        content = b"\0"
    if b"\0" in content:
        values = tuple(clean(value) if isinstance(value, str) else value for value in values)
        content = _CONTENT.format(*values).encode()
    return *values, hashlib.blake2b(content, digest_size=12).hexdigest()


def post_from(row: Row) -> Post:
    """The post of a row of ``posts``; its times are in UTC."""
    return Post(
        channel=row["channel"],
        id=row["post"],
        text=row["text"],
        posted=Posted(row["posted_quality"], from_instant(row["posted_earliest"]), from_instant(row["posted_latest"])),
        url=row["url"],
        edited=bool(row["edited"]),
        lang=row["lang"],
        position=row["position"],
        doubt=row["doubt"],
    )


def placed_from(post: Post, text: str | None) -> Post:
    """A post as it was placed in time, from what ``keep_placed`` stored."""
    if text is None:
        return post
    data: dict[str, Any] = json.loads(text)
    between = Posted.between(from_instant(data["earliest"]), from_instant(data["latest"]))
    return dataclasses.replace(
        post, posted=between if post.posted.at is None else post.posted, placed=tuple(data["why"])
    )


_NOT_STORED = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


def clean(text: str) -> str:
    """``text`` with U+FFFD for what SQLite cannot hold (NUL, lone surrogates).

    One code point stands for one, so that spans stay right.
    """
    if text.isascii():
        return text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_NOT_STORED)
    return text.replace("\0", "\ufffd")


def _numbered(parts: Iterable[Any], columns: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = []
    for n, part in enumerate(parts):
        row, more = _split(part, columns)
        rows.append({"n": n, **row, "more": dumps(more) if more else None})
    return rows


def _split(value: Any, columns: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What has a column, by column, and what has none."""
    row = {COLUMN.get(name, name): _plain(encode(getattr(value, name))) for name in columns}
    others = _names(value.__class__) - ELSEWHERE - set(columns)
    return row, {name: encode(getattr(value, name)) for name in sorted(others)}


def _joined(kind: type, columns: tuple[str, ...], row: Row, more: dict[str, Any]) -> dict[str, Any]:
    """What ``_split`` took apart. NULL stands for the default of a field that has one."""
    data = dict(more)
    for name in columns:
        value = row[COLUMN.get(name, name)]
        if name in IN_JSON and value is not None:
            data[name] = json.loads(value)
        elif value is not None or name in _required(kind):
            data[name] = value
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (list, dict)):
        return clean(dumps(value))
    return clean(value) if isinstance(value, str) else value


def _more(row: Row) -> dict[str, Any]:
    return json.loads(row["more"]) if row["more"] else {}


@cache
def _names(kind: type) -> frozenset[str]:
    return frozenset(item.name for item in dataclasses.fields(kind))


@cache
def _required(kind: type) -> frozenset[str]:
    missing = dataclasses.MISSING
    return frozenset(
        item.name for item in dataclasses.fields(kind) if item.default is missing and item.default_factory is missing
    )
