"""Answers of the server: what is sent for a document, and what when the asker has it already (RFC 9110)."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

Headers = list[tuple[bytes, bytes]]

SMALL = 1000
"""Octets below which compressing is not worth a header."""

SECURITY: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
]
"""On every answer: nothing inline, nothing from elsewhere, in nobody's frame."""

OPEN: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Last-Modified"),
    (b"cross-origin-resource-policy", b"cross-origin"),
]
"""Feeds and data may be read by any page."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One coding of a document, with all its headers, and those of its 304."""

    octets: bytes
    etag: bytes
    headers: Headers
    not_modified: Headers


@dataclass(frozen=True, slots=True)
class Answer:
    """A document ready to be sent: as it is, and compressed where that pays. ``modified`` is in whole seconds."""

    status: int
    plain: Variant
    packed: Variant | None
    modified: int

    def choose(self, accept_encoding: bytes) -> Variant:
        """The coding for an asker; ``gzip;q=0`` refuses it."""
        if self.packed is not None and accepts_gzip(accept_encoding):
            return self.packed
        return self.plain


def answer(
    octets: bytes,
    media: str,
    modified: datetime,
    *,
    status: int = 200,
    open_: bool = False,
    compress: bool = True,
    cache: bytes = b"no-cache",
    extra: Iterable[tuple[bytes, bytes]] = (),
) -> Answer:
    """The answer that sends ``octets``. ``no-cache`` lets caches keep it if they ask each time whether it is new."""
    seconds = int(modified.timestamp())
    digest = hashlib.sha256(octets).hexdigest()[:32]
    common = [
        (b"cache-control", cache),
        (b"last-modified", formatdate(seconds, usegmt=True).encode()),
        *([(b"vary", b"accept-encoding")] if compress else []),
        *(OPEN if open_ else []),
        *SECURITY,
        *extra,
    ]

    def variant(body: bytes, tag: str, coding: Headers) -> Variant:
        etag = f'"{tag}"'.encode()
        kept = [(b"etag", etag), *common]
        length = (b"content-length", str(len(body)).encode())
        return Variant(body, etag, [(b"content-type", media.encode()), length, *coding, *kept], kept)

    packed = None
    if compress and len(octets) > SMALL:
        body = gzip.compress(octets, 6, mtime=0)
        packed = variant(body, f"{digest}-gzip", [(b"content-encoding", b"gzip")])
    return Answer(status, variant(octets, digest, []), packed, seconds)


def is_known(found: Answer, if_none_match: bytes | None, if_modified_since: bytes | None) -> bool:
    """Whether the asker has it already: by its tag, else by its time (RFC 9110 section 13.2.2)."""
    if found.status != 200:
        return False
    if if_none_match is not None:
        if if_none_match == found.plain.etag:
            return True
        tags = {tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")}
        ours = {found.plain.etag} | ({found.packed.etag} if found.packed else set())
        return b"*" in tags or bool(tags & ours)
    if if_modified_since is not None:
        try:
            return found.modified <= int(parsedate_to_datetime(if_modified_since.decode("latin-1")).timestamp())
        except (ValueError, TypeError, OverflowError):
            return False
    return False


def accepts_gzip(accept_encoding: bytes) -> bool:
    """Whether an Accept-Encoding names gzip and does not refuse it."""
    asked = accept_encoding.lower()
    if b"gzip" not in asked:
        return False
    for part in asked.split(b","):
        coding, _, weight = part.partition(b";")
        if coding.strip() == b"gzip":
            return weight.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return False
