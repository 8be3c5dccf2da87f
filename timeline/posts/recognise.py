"""What kind of source a file is, from its first bytes. The name of the file does not count."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from timeline.errors import InputError
from timeline.posts.copied import looks_copied
from timeline.posts.input import CHUNK, REPLACEMENT, encoding_of
from timeline.posts.json_bytes import beginning
from timeline.posts.json_dump import HOLDERS
from timeline.posts.kinds import KINDS, Kind
from timeline.posts.preview_text import looks_like_preview
from timeline.posts.table import columns

if TYPE_CHECKING:
    from timeline.posts.input import Input

_FAR = 4 * 1024 * 1024
"""How far to look into HTML: a page saved in one file has its style sheets first."""

_MAGIC = (
    (b"SQLite format 3\0", "a database"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ\0", "compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f\x7f-\x9f]|" + REPLACEMENT)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.I)
_DESKTOP_HTML = re.compile(r"class=[\"']?(?:page_wrap|message default)\b")


def recognised(source: Input, *, undated: bool = False) -> Kind:
    """The kind of ``source``, of which nothing is used up. Raises InputError for the empty, the binary, the unknown.

    ``undated`` says that posts without a date are expected: then any words are the copied text of posts.
    """
    head = source.head(CHUNK)
    if not head.strip():
        raise InputError(f"{source.name} is empty", "name a file with posts")
    for magic, what in _MAGIC:
        if head.startswith(magic):
            remedy = "unpack it first" if "compressed" in what or "archive" in what else "name a file with posts"
            raise InputError(f"{source.name} is {what}, not text", remedy)
    text = head.decode(encoding_of(head), "replace").strip()
    if len(_CONTROL.findall(text)) * 10 > len(text):
        raise InputError(f"{source.name} is binary, not text", "name a file with posts")
    kind = _markup(source, text) if text.startswith("<") else _json(text, source.name) or _plain(text)
    if kind is None and undated and _is_words(text):
        return "preview-text"
    if kind is None and _is_words(text) and any(len(line.split()) > 3 for line in text.splitlines()):
        remedy = "if posts are in it, say when they were posted: --posted 2023-11-27, or --posted-from and --posted-to"
        raise InputError(f"{source.name} is plain text without anything of a t.me/s page", remedy)
    if kind is None:
        kinds = "; ".join(f"{name} ({what})" for name, what in KINDS.items())
        raise InputError(
            f"{source.name} is of no kind that is known", f"timeline ingest --as says which it is, of these: {kinds}"
        )
    return kind


def _markup(source: Input, text: str) -> Kind | None:
    if _FEED.search(text[:4096]):
        return "feed"
    for reach in (CHUNK, _FAR):
        page = source.head(reach).decode("utf-8", "replace")
        if "tgme_" in page or "tme_no_messages_found" in page:
            return "preview-page"
        if _DESKTOP_HTML.search(page):
            return "desktop-html"
    return None


def _json(text: str, name: str) -> Kind | None:
    if text.startswith("["):
        inside = text[1:].lstrip()
        return "json" if not inside or inside[0] in "{]" else None
    if not text.startswith("{"):
        return None
    first_line = text.partition("\n")[0]
    try:
        json.loads(first_line, strict=False)
    except (ValueError, RecursionError):
        whole = False
    else:
        whole = True
    array = _first_array(text, name)
    if array in ("messages", "chats"):
        return "desktop" if array == "chats" or _is_export(text) else "json"
    if array is not None:
        return "json"
    return "jsonl" if whole or "\n" not in text else "json"


def _first_array(text: str, name: str) -> str | None:
    """The field of the outermost object that holds the posts, if one does."""
    for prefix, event, value in beginning(text.encode("utf-8", "replace"), name):
        if not prefix and event == "map_key" and value == "chats":
            return "chats"
        if event == "start_array" and prefix in HOLDERS:
            return prefix
        if not prefix and event == "end_map":
            return None
    return None


def _is_export(text: str) -> bool:
    """Telegram Desktop says the name, type and id of the chat before its messages."""
    return bool(re.search(r'"type"\s*:\s*"\w*(?:channel|chat|group|messages|bot)', text.partition('"messages"')[0]))


def _plain(text: str) -> Kind | None:
    if columns(text.partition("\n")[0]):
        return "csv"
    if looks_copied(text):
        return "copied"
    return "preview-text" if looks_like_preview(text) else None


def _is_words(text: str) -> bool:
    """Mostly letters, and neither markup nor a table."""
    lines = [line for line in text.splitlines() if line.strip()]
    table = len(lines) > 1 and any(0 < lines[0].count(mark) == lines[-1].count(mark) for mark in ";|\t")
    bare = "".join(text.split())
    return text[:1] not in "<{[" and not table and sum(map(str.isalpha, bare)) > 0.6 * len(bare)
