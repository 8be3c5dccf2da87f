"""What is found out about pieces of text once and kept, since words repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

V = TypeVar("V")

MOST = 1 << 14
"""Pieces that are kept, 16,000 different words and what stands beside them; then all are forgotten at once."""
LONGEST = 100
"""Letters of a piece that is worth keeping, such as a link that ends every post of a channel."""


class Remembered(dict[str, V], Generic[V]):
    """What ``tell`` says of each piece of text, asked when that is first looked up: ``remembered[piece]``."""

    __slots__ = ("_longest", "_most", "_tell")

    def __init__(self, tell: Callable[[str], V], *, most: int = MOST, longest: int = LONGEST) -> None:
        super().__init__()
        self._tell, self._most, self._longest = tell, most, longest

    def __missing__(self, piece: str) -> V:
        told = self._tell(piece)
        self.keep(piece, told)
        return told

    def keep(self, piece: str, told: V) -> None:
        """Keeps what is known of a piece of text, unless that is too long to be met again."""
        if len(piece) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[piece] = told
