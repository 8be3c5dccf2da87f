"""RSS and Atom, from the sites of commissions or made of Telegram channels by RSSHub, RSS-Bridge and the like.

A feed knows no deletions and seldom edits. Where an entry links to a post of a channel, that post's
name and number are taken, so that it is the same post as on the channel's own page.
"""

from __future__ import annotations

import re
from calendar import timegm
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from timeline.calendars.channels import USERNAME
from timeline.errors import InputError
from timeline.posts.cleaning import TEXT_LIMIT, clean, fingerprint, label, post_text
from timeline.posts.dates import aware, checked, posted, since_1970
from timeline.posts.html_text import parse, refuse_depth, text_of
from timeline.posts.input import encoding_of
from timeline.posts.post import Post, Posted
from timeline.posts.rejects import BadRecord, Rejects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime, tzinfo

    from timeline.posts.input import Input
    from timeline.posts.records import Given

FEED_LIMIT = 16 * 1024 * 1024
"""Bytes of a feed."""

_REMEDY = "check that it is the address, or the file, of RSS or Atom"
_DEPTH_LIMIT = 10_000
"""Elements open at once. Unclosed ones in the HTML of entries add up; half a million take the parser half a minute."""

_TELEGRAM = re.compile(rf"https?://t(?:elegram)?\.me/(?:s/)?({USERNAME})/([0-9]{{1,18}})(?:[?#/].*)?")
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding=[\"']([A-Za-z0-9_.-]+)")
_LETTERS = re.compile(r"[^\w]+|_+")
_TITLE_START = 30
_FORWARDED = ("Forwarded From", "Forwarded from", "via ")


def read_feed(source: Input, given: Given, channel: str | None, warn: Callable[[str], None]) -> Iterator[Post]:
    """The posts of a feed, filed under ``channel``, else the Telegram channel it mirrors, else its title."""
    rejects = Rejects()
    yield from read_entries(source.whole(FEED_LIMIT), source.name, given, channel, rejects, warn)
    rejects.report(source.name, warn)


def read_entries(
    data: bytes, name: str, given: Given, channel: str | None, rejects: Rejects, warn: Callable[[str], None]
) -> Iterator[Post]:
    """The posts in the bytes of a feed. Raises InputError for what is no feed."""
    feed = _parsed(_sound(data), name)
    entries = feed.get("entries") or []
    if not feed.get("version") and not entries:
        raise InputError(f"{name} is not a feed", _REMEDY)
    if broken := _broken(feed):
        if not entries:
            raise InputError(f"{name} is not a feed that can be read: {broken}", _REMEDY)
        warn(f"{name} is not well-formed ({broken}): what could be made out was read")
    title = label(str(feed.get("feed", {}).get("title") or ""))
    for number, entry in enumerate(entries, 1):
        try:
            post = _post(entry, given, channel, title, name)
        except BadRecord as error:
            rejects.add(f"entry {number}", str(error))
            continue
        if post:
            yield post


def _sound(data: bytes) -> bytes:
    """UTF-8 with a few broken bytes made whole: feedparser would take all of it for another encoding."""
    declared = _ENCODING.match(data)
    if declared and declared[1].lower().replace(b"-", b"") != b"utf8":
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(encoding_of(data), "replace").encode()
    return data


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    import feedparser  # slow to import, and only feeds need it

    refuse_depth(data, name, _DEPTH_LIMIT, xml=True)
    try:
        parsed: dict[str, Any] = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # its loose parser stumbles over broken input in many ways
        raise InputError(f"{name} is not a feed that can be read", _REMEDY) from error
    return parsed


def _broken(feed: dict[str, Any]) -> str | None:
    """Why the feed is not well-formed; a wrong label of its encoding does not count."""
    error = feed.get("bozo_exception") if feed.get("bozo") else None
    if error is None or type(error).__name__ in ("CharacterEncodingOverride", "NonXMLContentType"):
        return None
    return " ".join(str(error).split())[:120] or type(error).__name__


def _post(entry: dict[str, Any], given: Given, channel: str | None, title: str, name: str) -> Post | None:
    link = entry.get("link")
    link = clean(link) if isinstance(link, str) else ""
    telegram = _TELEGRAM.fullmatch(link)
    text = post_text(_text(entry, name, from_telegram=telegram is not None))
    if not text:
        return None
    when, edited = _posted(entry, given)
    identity = label(str(entry.get("id") or link))
    return Post(
        channel=channel or (telegram[1] if telegram else "") or title or given.channel,
        id=telegram[2] if telegram else identity or "text-" + fingerprint(text),
        text=text,
        posted=when,
        url=link if link.startswith(("https://", "http://")) and len(link) <= 2000 else None,
        edited=edited,
    )


def _text(entry: dict[str, Any], name: str, *, from_telegram: bool) -> str:
    """Title and body; the body alone where the title only repeats its beginning, as feeds of channels do."""
    title = _plain(entry.get("title_detail") or {"value": entry.get("title")}, name)
    contents = [*(entry.get("content") or []), entry.get("summary_detail") or {"value": entry.get("summary")}]
    bodies = [_plain(content, name, from_telegram=from_telegram) for content in contents]
    body = max(bodies, key=len)
    if from_telegram and any(content.get("value") is not None for content in contents):
        return body  # where it is empty, the title is a label such as "[Photo]"
    start = _letters(title)[:_TITLE_START]
    if body and start in _letters(body):
        return body
    return f"{title}\n\n{body}".strip()


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).casefold()


def _plain(detail: dict[str, Any], name: str, *, from_telegram: bool = False) -> str:
    value = detail.get("value")
    if not isinstance(value, str):
        return ""
    value = post_text(value, 4 * TEXT_LIMIT)  # much of it may be markup
    if "html" not in str(detail.get("type") or "html") and "<" not in value:
        return value
    return clean(_fragment(value, name, from_telegram=from_telegram))


def _fragment(html: str, name: str, *, from_telegram: bool) -> str:
    try:
        body = parse(html.encode("utf-8", "replace"), name).body
    except InputError as error:
        raise BadRecord("its text is nested absurdly deep") from error
    if body is None:
        return ""
    if from_telegram:
        for quote in body.css("blockquote"):
            if quote.css_first("a b, b a") is not None:  # a quoted post or the preview of a link, not a quotation
                quote.decompose()
        first = body.css_first("p")
        if first is not None and first.text().strip().startswith(_FORWARDED):
            first.decompose()
    return text_of(body)


def _posted(entry: dict[str, Any], given: Given) -> tuple[Posted, bool]:
    """When the entry was published, and whether it was changed after that."""
    published = _instant(entry, "published", given.zone)
    updated = _instant(entry, "updated", given.zone)
    when = published or updated
    if when is None:
        return given.posted or Posted.unknown(), False
    return Posted.exact(when), bool(published and updated and updated > published)


def _instant(entry: dict[str, Any], field: str, zone: tzinfo) -> datetime | None:
    """The field as it stands, for the sake of its offset; else as feedparser understood it."""
    raw, parsed = dict.get(entry, field), dict.get(entry, f"{field}_parsed")  # its own get() takes one for the other
    if not isinstance(raw, str) or not raw.strip():
        return None
    try:
        return checked(aware(parsedate_to_datetime(raw), zone))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return posted(raw, zone).earliest
    except BadRecord:
        if parsed is None or str(parsed.tm_year) not in raw:  # feedparser makes 2026 of a month 13 of 2025
            raise
    try:
        return since_1970(timegm(parsed))
    except (ValueError, OverflowError) as error:  # its years reach from -99 to 10000
        raise BadRecord("its date is out of range") from error
