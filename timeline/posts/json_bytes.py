"""JSON as a stream of bytes that a strict parser can take, and a parser that keeps what came before a fault.

Telegram Desktop's writer emits ``\\x1F``-like escapes, which JSON does not have (RFC 8259, section
7), and version 4.1 wrote the file names of custom emoji without quotes. Both are mended on the way,
and halves of surrogate pairs become U+FFFD.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

import ijson

from timeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

DEPTH_LIMIT = 1000
"""Arrays and objects that may be open at once. Memory of the parser grows with the square of it."""

_HEX_ESCAPE = re.compile(rb"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_SURROGATES = re.compile(
    rb"(?<!\\)((?:\\\\)*)(?:(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)
_BARE_NAME = re.compile(rb'("document_id":[ \t]*)(?!["0-9nN])([^"\r\n]*?)(,?[ \t]*\r?\n)')
_UNFINISHED = re.compile(rb"\\+(?:u[dD][89abAB][0-9A-Fa-f]{2}(?:\\+)?)?(?:x[0-9A-Fa-f]?|u[0-9A-Fa-f]{0,3})?\Z")
_READ = 4 * 1024 * 1024
"""Bytes given to the parser at once, at most. It begins a long text anew with each helping."""
_HELPING = 32 * 1024
"""Bytes given to it at once, at least, where records are short: one piece, without joining it to more."""
_LONGEST_LINE = 4096
"""Bytes to look back for a line break to cut at. Exports have short lines, except for long texts and minified files."""
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_OPENING, _CLOSING = (b"[", b"{"), (b"]", b"}")


class JsonBytes:
    """A file for ijson: ``read`` gives the mended bytes, more at a time for as long as no record is complete.

    Keeps an eye on the depth: brackets in strings blur the count. Whoever reads records says
    ``settled()`` at each, which sets both back to the start.
    """

    def __init__(self, pieces: Iterator[bytes], name: str) -> None:
        self._pieces = mended(pieces)
        self._name = name
        self.ended = False
        """Whether the end has been read: a fault found then is one of what is missing."""
        self._rest = b""
        self._depth = 0
        self._helping = _HELPING

    def settled(self) -> None:
        """A record is complete: begin to count and to help anew."""
        self._depth = 0
        self._helping = _HELPING

    def read(self, size: int = -1) -> bytes:
        """The next bytes, ``size`` at most; empty at the end. Raises InputError where the nesting is absurd."""
        pieces, length = [self._rest] if self._rest else [], len(self._rest)
        while length < self._helping or size < 0:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._watch(piece)
            pieces.append(piece)
            length += len(piece)
        self._helping = min(2 * self._helping, _READ)
        data = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        if 0 <= size < length:
            data, self._rest = data[:size], data[size:]
        else:
            self._rest = b""
        self.ended = size != 0 and not data
        return data

    def _watch(self, piece: bytes) -> None:
        opened = sum(map(piece.count, _OPENING))
        if self._depth + opened > DEPTH_LIMIT:  # if they came before all that close
            steps = [_STEP[byte] for byte in piece.translate(None, _NOT_BRACKETS)]
            if max(accumulate(steps, initial=self._depth)) > DEPTH_LIMIT:
                raise InputError(
                    f"{self._name} is nested more than {DEPTH_LIMIT} levels deep, which no export is", "export it again"
                )
        self._depth = max(0, self._depth + opened - sum(map(piece.count, _CLOSING)))


def mended(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes with ``\\xHH`` written ``\\u00HH``, halves of pairs replaced and bare file names quoted."""
    rest = b""
    for piece in pieces:
        data = rest + piece if rest else piece
        cut = _cut(data)
        data, rest = data[:cut], data[cut:]
        if data:
            yield _mended(data)
    if rest:
        yield _mended(rest)


def _cut(data: bytes) -> int:
    """Where to cut so that nothing to be mended is cut in two: after a line, else before an unfinished escape."""
    line = data.rfind(b"\n", max(0, len(data) - _LONGEST_LINE)) + 1
    if line or len(data) < _LONGEST_LINE:
        return line
    unfinished = _UNFINISHED.search(data, len(data) - _LONGEST_LINE)
    return unfinished.start() if unfinished else len(data)


def _mended(data: bytes) -> bytes:
    escapes = {piece[:1] for piece in data.split(b"\\")[1:]}  # several times as fast as looking for each of them
    if b"x" in escapes:
        data = _HEX_ESCAPE.sub(rb"\1\\u00\2", data)
    if b"u" in escapes:
        data = _SURROGATES.sub(lambda found: found[0] if found[2] else found[1] + b"\\ufffd", data)
    if b'"document_id"' in data:
        data = _BARE_NAME.sub(rb'\1"\2"\3', data)
    return data


def items(source: JsonBytes, prefix: str, fault: Callable[[str], None], *, several: bool = False) -> Iterator[object]:
    """The values at ``prefix`` (ijson's notation), one by one, for as long as the JSON is sound.

    Where it is cut off or broken, ``fault`` is told in words and the values end. ``several``: the
    source is one value after another instead of one. Numbers with a fraction come as floats.
    """
    found = ijson.items(source, prefix, buf_size=_READ, use_float=True, multiple_values=several)
    for item in faults(found, source, fault):
        source.settled()
        yield item


def events(source: JsonBytes, fault: Callable[[str], None]) -> Iterator[tuple[str, str, object]]:
    """The same, event by event (ijson's prefix, event, value), for what has several places of interest."""
    yield from faults(ijson.parse(source, buf_size=_READ, use_float=True), source, fault)


def beginning(head: bytes, name: str) -> Iterator[tuple[str, str, object]]:
    """The events of JSON that begins so, up to where its beginning is cut off or no JSON."""
    source = JsonBytes(iter([head]), name)
    yield from faults(ijson.parse(source), source, lambda _: None)


def faults(found: Iterator[T], source: JsonBytes, fault: Callable[[str], None]) -> Iterator[T]:
    """What a parser finds, until it fails: then ``fault`` is told how."""
    while True:
        try:
            item = next(found)
        except StopIteration:
            return
        except (ijson.JSONError, UnicodeDecodeError) as error:
            fault("is cut off" if source.ended else f"is broken ({_words(error)})")
            return
        yield item


def _words(error: Exception) -> str:
    """yajl's message is several lines with an excerpt and an arrow; its first says what is wrong."""
    detail = error.args[0] if error.args else ""
    words = detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
    return words.strip().partition("\n")[0].strip()
