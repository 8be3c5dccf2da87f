"""Text as every reader hands it on, and what is derived from it."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from timeline.posts.rejects import BadRecord

TEXT_LIMIT = 200_000
"""Code points a post may have. Telegram allows 4,096; an article in a feed has more, a novel is no post."""

LABEL_LIMIT = 300
"""Code points of a channel's name or a post's id."""

_BREAKS = re.compile(r"\r\n?")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """``text`` without space around it, with line breaks as ``\\n``, NULs and lone surrogates as U+FFFD."""
    if "\r" in text:
        text = _BREAKS.sub("\n", text)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub(_REPLACEMENT, text)
    return text.replace("\0", _REPLACEMENT).strip()


def post_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """``text`` as ``clean`` makes it. Raises BadRecord where it has more than ``limit`` code points."""
    if len(text) > limit:
        raise BadRecord(f"its text is longer than {TEXT_LIMIT:,} characters, which no post is")
    return clean(text)


def label(text: str) -> str:
    """A name in one line, at most ``LABEL_LIMIT`` code points."""
    return " ".join(clean(text).split())[:LABEL_LIMIT]


def fingerprint(text: str) -> str:
    """Sixteen hexadecimal digits that stay the same however the text is broken into lines."""
    normal = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return sha256(normal.encode("utf-8", "replace")).hexdigest()[:16]
