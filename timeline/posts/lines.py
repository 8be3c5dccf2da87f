"""The lines of a source, each as bytes, without ever holding one that is absurdly long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.posts.input import Input


class Line(NamedTuple):
    """``data`` is without its break, ``None`` if the line is longer than allowed; the last may not be ``ended``."""

    number: int
    data: bytes | None
    ended: bool


def lines(source: Input, limit: int) -> Iterator[Line]:
    """The lines of ``source`` in UTF-8, numbered from 1. Of a line above ``limit`` bytes nothing is kept."""
    number, parts, size = 1, list[bytes](), 0
    for piece in source.utf8():
        *ended, rest = piece.split(b"\n")
        for line in ended:
            whole = b"".join([*parts, line])
            yield Line(number, whole if size + len(line) <= limit else None, ended=True)
            number, parts, size = number + 1, [], 0
        size += len(rest)
        if size > limit:
            parts = []
        elif rest:
            parts.append(rest)
    if size:
        yield Line(number, b"".join(parts) if size <= limit else None, ended=False)
