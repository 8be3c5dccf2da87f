"""Rules: a name, a pattern over word classes, and what the match means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from timeline.expressions.timex import TimexType
from timeline.expressions.tokens import Token

if TYPE_CHECKING:
    from timeline.expressions.pattern import Found
    from timeline.languages import Lexicon


@dataclass(slots=True)
class Match:
    """One match of a pattern: the captured values by name, and where it stands."""

    found: Found
    tokens: list[Token]
    text: str
    lexicon: Lexicon

    def __getitem__(self, name: str) -> Any:
        """The value of a captured token in the class that the pattern asked for."""
        at, classes = self.found.captured[name]
        entry = self.tokens[at].entry
        for cls in classes:
            if cls in entry:
                return entry[cls]
        raise KeyError(classes)

    def has(self, name: str) -> bool:
        """Whether the pattern captured anything under that name."""
        return name in self.found.captured

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a captured token, or ``default`` where nothing was captured."""
        return self[name] if name in self.found.captured else default

    def token(self, name: str) -> Token:
        """The captured token itself."""
        return self.tokens[self.found.captured[name][0]]

    @property
    def span(self) -> list[Token]:
        """The tokens of the match."""
        return self.tokens[self.found.start : self.found.end]

    def before(self, n: int = 1) -> Token | None:
        """The ``n``-th token before the match, if there is one."""
        at = self.found.start - n
        return self.tokens[at] if at >= 0 else None

    def preceding(self) -> Token | None:
        """The token before the match, an article left out."""
        before = self.before()
        return self.before(2) if before is not None and "THE" in before.entry else before

    def after(self, n: int = 1) -> Token | None:
        """The ``n``-th token after the match, if there is one."""
        at = self.found.end - 1 + n
        return self.tokens[at] if at < len(self.tokens) else None

    def follows(self, *classes: str) -> bool:
        """Whether the token before the match, an article left out, belongs to one of the classes."""
        before = self.preceding()
        return before is not None and any(cls in before.entry for cls in classes)

    def parted(self) -> bool:
        """Whether a full stop of the match ends a sentence: a capital follows ("1 июня. До 5 июня …")."""
        return any("DOT" in one.entry and self.text[two.start].isupper() for one, two in pairwise(self.span))

    def glued(self, first: int, second: int) -> bool:
        """Whether two tokens of the match, counted from its beginning, touch each other."""
        return self.span[first].end == self.span[second].start


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern`` over word classes; ``build`` gives the meaning, or ``None`` to refuse the match.

    ``gives`` are the classes of the token that replaces the match, so that later rules build on
    it; ``type`` is TIMEX3's. ``takes`` replaces only so many tokens, the rest of the match being
    evidence (the "6" of "6 и 7 февраля"); ``upto`` does so up to the last of the named tokens.
    What is not ``done`` is a part that means nothing alone. ``needs`` is a feature of the language.
    """

    name: str
    pattern: str
    build: Callable[[Match], Any]
    type: TimexType = "DATE"
    gives: tuple[str, ...] = ("DONE",)
    needs: str | None = None
    done: bool = True
    takes: int = 0
    upto: str = ""
