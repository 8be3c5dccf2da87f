"""An opened input: the bytes of a file or of standard input, with a look ahead and a running count.

Bytes are read once and in order, so that a pipe works like a file. What is not valid UTF-8 is
replaced and counted, never passed on.
"""

from __future__ import annotations

import codecs
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from timeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 64 * 1024
WHOLE_LIMIT = 64 * 1024 * 1024
"""Bytes that a source which cannot be streamed (a page, a feed, copied text) may have."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_CYRILLIC = ("cp1251", "koi8-u", "cp866")
_COMMON = frozenset("оаеинтсрвлОАЕИНТСРВЛ")
"""The letters that half of any Russian, Belarusian or Ukrainian text is made of, in the right encoding only."""
_HIGH = re.compile(rb"[\x80-\xff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(head: bytes) -> str:
    """The encoding of text that starts with ``head``: by its byte order mark, else UTF-8, else an old Cyrillic one.

    Windows-1251 is what an old editor saves Russian text in, KOI8 and 866 older ones; the likeliest is taken, only
    where the bytes make no sense as UTF-8 and nearly all of them make Cyrillic letters. A few broken bytes leave UTF-8.
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    first = _HIGH.search(head)
    sample = head[first.start() : first.start() + 4096] if first else b""
    high = sum(byte > 0x7F for byte in sample)
    broken = sample.decode("utf-8", "replace").count(REPLACEMENT)
    if broken > 3 and broken * 2 > high:
        name = max(_CYRILLIC, key=lambda name: sum(char in _COMMON for char in sample.decode(name, "replace")))
        letters = sum("\u0400" <= char <= "\u04ff" for char in sample.decode(name, "replace"))
        if letters > 0.8 * high:
            return name
    return "utf-8"


class Input:
    """Bytes of one source. ``name`` is for messages; ``progress`` is told how many bytes have been read so far."""

    def __init__(self, file: IO[bytes], name: str, progress: Callable[[int], None] | None = None) -> None:
        self.name = name
        self.replaced = 0
        """How many runs of invalid bytes have been replaced so far."""
        self._file = file
        self._progress = progress
        self._count = 0
        self._head = b""

    def _read(self, size: int) -> bytes:
        try:
            data = self._file.read(size)
        except (OSError, ValueError) as error:
            raise InputError(
                f"cannot read {self.name}: {error}", "check the file and its disk, then try again"
            ) from error
        self._count += len(data)
        if self._progress and data:
            self._progress(self._count)
        return data

    def head(self, size: int = CHUNK) -> bytes:
        """The first ``size`` bytes (fewer if there are no more), which stay to be read."""
        while len(self._head) < size:
            data = self._read(size - len(self._head))
            if not data:
                break
            self._head += data
        return self._head[:size]

    def ends_early(self, what: str = "is cut off") -> str:
        """What to say of a source whose rest is missing, or cannot be read."""
        return f"{self.name} {what}: what came before that was read"

    def put_back(self, data: bytes) -> None:
        """Let ``data`` be what is read next."""
        self._head = data + self._head

    def chunks(self) -> Iterator[bytes]:
        """All bytes, in pieces, as they are."""
        while self._head:
            data, self._head = self._head[:CHUNK], self._head[CHUNK:]
            yield data
        while data := self._read(CHUNK):
            yield data

    def whole(self, limit: int = WHOLE_LIMIT) -> bytes:
        """All bytes at once; raises InputError beyond ``limit``."""
        pieces, size = [], 0
        for piece in self.chunks():
            size += len(piece)
            if size > limit:
                raise InputError(
                    f"{self.name} is larger than {limit // 1024**2} MB, too large for a page, a feed or copied text",
                    "split it, or export the channel from Telegram Desktop as JSON",
                )
            pieces.append(piece)
        return b"".join(pieces)

    def utf8(self, encoding: str | None = None) -> Iterator[bytes]:
        """All text as valid UTF-8 without a byte order mark, in pieces that end between characters.

        ``encoding`` is what it is in, which else its start tells.
        """
        encoding = encoding or encoding_of(self.head())
        if encoding.startswith("utf-8"):
            yield from self._mended()
            return
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        for piece in self.chunks():
            yield self._encoded(decoder.decode(piece))
        yield self._encoded(decoder.decode(b"", final=True))

    def _mended(self) -> Iterator[bytes]:
        """UTF-8 passed through untouched wherever it is valid, which costs one validation."""
        rest = b""
        if self.head(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8:
            self._head = self._head[len(codecs.BOM_UTF8) :]
        for piece in self.chunks():
            data = rest + piece if rest else piece
            cut = _whole_characters(data)
            data, rest = data[:cut], data[cut:]
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                data = self._replaced(data, "utf-8").encode()
            yield data
        if rest:
            yield self._replaced(rest, "utf-8").encode()

    def _encoded(self, text: str) -> bytes:
        self.replaced += text.count(REPLACEMENT)
        return text.encode("utf-8", "replace")

    def _replaced(self, data: bytes, encoding: str) -> str:
        """``data`` that is known to be broken, as text; what it had of U+FFFD before does not count."""
        text = data.decode(encoding, "replace")
        self.replaced += text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
        return text

    def text(self, limit: int = WHOLE_LIMIT) -> str:
        """All text at once, with line breaks as ``\\n``."""
        return self.decoded(self.whole(limit))

    def decoded(self, data: bytes) -> str:
        """``data`` as text, with line breaks as ``\\n``; broken bytes are replaced and counted."""
        encoding = encoding_of(data[:CHUNK])
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = self._replaced(data, encoding)
        return text.replace("\r\n", "\n").replace("\r", "\n")


def _whole_characters(data: bytes) -> int:
    """The length of ``data`` without a character that has begun at its end and is not complete."""
    for back in range(1, min(3, len(data)) + 1):
        byte = data[-back]
        if byte >= 0xC0:
            size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(data) - back if size > back else len(data)
        if byte < 0x80:
            break
    return len(data)


@contextmanager
def opened(path: str | Path, progress: Callable[[int], None] | None = None) -> Iterator[Input]:
    """Open a file, or standard input for ``-``. Raises InputError for what is missing, unreadable or a folder."""
    if str(path) == "-":
        yield Input(sys.stdin.buffer, "standard input", progress)
        return
    path = Path(path)
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}", "check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder", "name a file in it") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"cannot open {path}: {reason}", "check the path and who may read it") from error
    with file:
        yield Input(file, str(path), progress)
