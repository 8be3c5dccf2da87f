"""The messages of an export, by the standard library's scanner of JSON: in half the time of a parser of streams.

It takes them one by one, as long as each is whole and sound JSON. Whatever it stumbles over (an escape that JSON does
not have, broken UTF-8, a message longer than most exports, an end in the middle) is left to ``json_bytes``, which
reads on from there, mends what can be mended and says what cannot.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from itertools import chain
from json import JSONDecoder
from typing import TYPE_CHECKING, NoReturn

from timeline.posts.json_bytes import JsonBytes, items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.posts.input import Input

_STRING = rb'"(?:[^"\\]|\\.)*"'
_START = re.compile(rb'\s*\{\s*(?:%b\s*:\s*(?:%b|[-+.\w]+)\s*,\s*)*"messages"\s*:\s*\[\s*(?=\{)' % (_STRING, _STRING))
"""Up to the first message, where nothing but plain fields comes before it, as Telegram Desktop writes it."""
_NEXT = re.compile(r"[ \t\r\n]*,[ \t\r\n]*(?=\{)")
_LONGEST = 1024 * 1024
"""Characters of a message that are scanned again with every piece that comes to them."""
_BEFORE = b'{"messages": [null'
"""What stands for all that has been read, where the other parser reads on."""


def messages(source: Input, fault: Callable[[str], None]) -> Iterator[object]:
    """The values of the array ``messages`` of a JSON object, for as long as the JSON is sound; see ``items``."""
    start = _START.match(source.head())
    if start is None or not _is_sound(start[0]):
        yield from items(JsonBytes(source.utf8(), source.name), "messages.item", fault)
        return
    yield from _scanned(source, start.end())
    rest = JsonBytes(chain([_BEFORE], source.utf8("utf-8")), source.name)
    yield from (item for number, item in enumerate(items(rest, "messages.item", fault)) if number)


def _is_sound(start: bytes) -> bool:
    """Whether the fields before the messages are JSON to the last character, the parser being stricter than _START."""
    try:
        JSONDecoder(parse_constant=_no_constant).decode(start.decode() + "]}")
    except ValueError:
        return False
    return True


def _scanned(source: Input, start: int) -> Iterator[object]:
    """The messages that the scanner takes, the first of which begins at ``start``; the rest is put back."""
    decode = JSONDecoder(parse_constant=_no_constant).raw_decode
    decoder = getincrementaldecoder("utf-8")()
    text, at = ",", 0
    for piece in source.chunks():
        pending = decoder.getstate()[0]
        data, start = piece[start:], max(0, start - len(piece))
        try:
            text, at = text[at:] + decoder.decode(data), 0
        except UnicodeDecodeError:
            source.put_back(text[at:].encode() + pending + data)
            return
        try:
            while found := _NEXT.match(text, at):
                item, at = decode(text, found.end())
                yield item
        except (ValueError, RecursionError):  # not whole yet, or not sound
            if len(text) - at <= _LONGEST:
                continue
        if text[at:].strip(" \t\r\n,"):  # no message, or a very long one
            break
    source.put_back(text[at:].encode() + decoder.getstate()[0])


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"JSON has no {name}")
