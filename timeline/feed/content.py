"""Content lines (RFC 5545 section 3.1): text made safe, escaped and folded.

icalendar builds the components; what it gets wrong in writing them is done here. Its folding can
split an escaped pair, which makes Google drop the event; its escaping turns a literal ``\\N`` into
a line break; and it lets control characters through.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from icalendar.prop import vText

if TYPE_CHECKING:
    from icalendar import Component

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]")
# Marks that turn the direction of what follows them, in which a title can be made to read backwards.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_URL = re.compile(r"https?://[!-~]{1,1900}", re.IGNORECASE)

MAX_OCTETS = 75


class Text(vText):
    """A TEXT value (section 3.3.11) that keeps every backslash it was given."""

    def to_ical(self) -> bytes:
        """The value escaped, as icalendar asks for it."""
        text = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


def clean(text: str) -> str:
    """``text`` without control characters, direction marks and broken surrogates; line breaks are ``\\n``."""
    return _DIRECTION.sub("", _FORBIDDEN.sub("", _BREAKS.sub("\n", text)))


def line(text: str, limit: int = 250) -> str:
    """``text`` cleaned, on one line, at most ``limit`` characters, cut at a word where there is one."""
    return shorten(" ".join(clean(text).split()), limit)


def shorten(text: str, limit: int) -> str:
    """``text``, or as many whole words of it as fit into ``limit`` characters with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return cut[: space if space > limit // 2 else limit - 1].rstrip(" ,;:.–—-") + "…"


def web_address(url: str | None) -> str | None:
    """``url`` if it is a plain http or https address, else ``None``: it goes into a feed and a link as it is."""
    return url if url and _URL.fullmatch(url) and not set(url) & set('"<>\\^`{|}') else None


def fold(content_line: str) -> bytes:
    """One content line with its CRLF, in pieces of at most 75 octets (section 3.1).

    A fold never comes inside a UTF-8 character, nor between a backslash and what it escapes.
    """
    octets = content_line.encode()
    if len(octets) <= MAX_OCTETS:
        return octets + b"\r\n"
    pieces = []
    start, room = 0, MAX_OCTETS
    while len(octets) - start > room:
        cut = start + room
        while octets[cut] & 0xC0 == 0x80:
            cut -= 1
        backslashes = cut
        while backslashes > start and octets[backslashes - 1] == 0x5C:
            backslashes -= 1
        cut -= (cut - backslashes) % 2
        pieces.append(octets[start:cut])
        start, room = cut, MAX_OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def write(component: Component) -> bytes:
    """A component as content lines, its properties in the order they were added."""
    return b"".join(fold(content) for content in component.content_lines(sorted=False) if content)
