"""A record (a JSON object, a row of a table) as a Post, whatever tool wrote it.

The usual names of the fields are known: those of Timeline's own JSON lines, of the Bot API, of
Telethon's dumps and of Telegram Desktop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.posts.cleaning import LABEL_LIMIT, clean, fingerprint, label, post_text
from timeline.posts.dates import posted as posted_of
from timeline.posts.dates import since_1970
from timeline.posts.post import Post, Posted
from timeline.posts.rejects import BadRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo

    from timeline.posts.rejects import Rejects

ID = ("id", "message_id")
TEXT = ("text", "message", "content", "caption")
DATE = ("posted", "date", "datetime", "timestamp")
CHANNEL = ("channel", "chat", "sender_chat")
EDITED = ("edited", "edit_date")

_NO = frozenset({"", "0", "false", "no", "none", "null", "нет"})
_LANG = re.compile(r"([a-zA-Z]{2,3})(?:[-_].*)?")
_SECONDS = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows of every record of a source and the record may not say itself."""

    channel: str
    zone: tzinfo
    posted: Posted | None = None


def post_of(record: Mapping[str, object], given: Given) -> Post | None:
    """The post, or ``None`` for a service message and for one without text. Raises BadRecord."""
    if record.get("type") in ("service", "unsupported") or record.get("_") == "MessageService":
        return None
    text = _text(record)
    if not text:
        return None
    when = _posted(record, given)
    channel = _channel(record) or given.channel
    return Post(
        channel=channel,
        id=_id(record) or _derived_id(text, when),
        text=text,
        posted=when,
        url=_url(record.get("url")),
        edited=_edited(record),
        lang=_lang(record.get("lang")),
    )


def first_of(record: Mapping[str, object], names: tuple[str, ...]) -> object:
    """The value of the first of these fields that says something; ``None`` where none does."""
    for name in names:
        if (value := record.get(name)) is not None and value != "":
            return value
    return None


def _text(record: Mapping[str, object]) -> str:
    value = first_of(record, TEXT)
    if value is None:
        if not any(name in record for name in TEXT):
            raise BadRecord(f"it has no text (a field called {', '.join(TEXT[:-1])} or {TEXT[-1]})")
        return ""
    if not isinstance(value, str):
        value = _joined(value)
    return post_text(value)


def _joined(value: object) -> str:
    """Telegram Desktop writes text with links, bold type and so on as a list of strings and ``{type, text}``."""
    if not isinstance(value, list):
        raise BadRecord("its text is not text")
    try:
        return "".join([piece.get("text", "") if isinstance(piece, dict) else piece for piece in value])
    except TypeError as error:
        raise BadRecord("its text is not text") from error


def _posted(record: Mapping[str, object], given: Given) -> Posted:
    unixtime = record.get("date_unixtime")
    if isinstance(unixtime, int) or (isinstance(unixtime, str) and _SECONDS.fullmatch(unixtime)):
        return Posted.exact(since_1970(int(unixtime)))
    value = first_of(record, DATE)
    if value is None:
        return given.posted or Posted.unknown()
    return posted_of(value, given.zone)


def _id(record: Mapping[str, object]) -> str | None:
    return _label(first_of(record, ID), "its id is not an id")


def _channel(record: Mapping[str, object]) -> str | None:
    value = first_of(record, CHANNEL)
    if isinstance(value, dict):
        value = value.get("username") or value.get("title") or value.get("id")
    return _label(value, "its channel is not a name")


def _label(value: object, otherwise: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise BadRecord(otherwise)
    if len(value) > LABEL_LIMIT:
        raise BadRecord(otherwise)
    return label(value) or None


def _derived_id(text: str, when: Posted) -> str:
    at = when.at
    return "text-" + fingerprint(f"{at.timestamp() if at else ''} {text}")


def _url(value: object) -> str | None:
    if isinstance(value, str) and value.startswith(("https://", "http://")) and len(value) <= 2000:
        return clean(value)
    return None


def _edited(record: Mapping[str, object]) -> bool:
    for name in EDITED:
        value = record.get(name)
        if isinstance(value, str | int | float) and str(value).strip().casefold() not in _NO:
            return True
    return False


def _lang(value: object) -> str | None:
    match = _LANG.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None


def posts_of(records: Iterable[tuple[str, object]], given: Given, rejects: Rejects) -> Iterator[Post]:
    """The posts of records, each with the words that name it to the user ("line 12")."""
    for where, record in records:
        try:
            if not isinstance(record, dict):
                raise BadRecord("it is not an object with fields")
            post = post_of(record, given)
        except BadRecord as error:
            rejects.add(where, str(error))
            continue
        if post:
            yield post
