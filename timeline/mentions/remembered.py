"""What is found out about pieces of text once and kept, since words repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

V = TypeVar("V")

_MOST = 1 << 14
"""Pieces that are kept, 16,000 different words and what stands beside them; then all are forgotten at once."""
_LONGEST = 100
"""Letters of a piece that is worth keeping, such as a link that ends every post of a channel."""


class Remembered(dict[str, V], Generic[V]):
    """What ``tell`` says of each piece of text, asked when that is first looked up: ``remembered[piece]``."""

    __slots__ = ("_tell",)

    def __init__(self, tell: Callable[[str], V]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, piece: str) -> V:
        told = self._tell(piece)
        if len(piece) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[piece] = told
        return told
