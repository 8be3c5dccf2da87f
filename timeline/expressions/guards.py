"""Guards: numbers that look like dates and are none — streets, articles, percentages, document numbers."""

from __future__ import annotations

from timeline.expressions.rule import Match, Rule


def _nothing(m: Match) -> str | None:
    """A guard; "12 ч. 30" is no article, though "ч. 30" would be."""
    before = m.before()
    return None if before is not None and "N" in before.entry and "PAGE" in m.span[0].entry else "guard"


GUARDS = tuple(
    Rule(name, pattern, _nothing, gives=("GUARD",), done=False)
    for name, pattern in (
        ("guard.street", "STREET (DAY/ORD/ORDDAY) MONTH"),
        ("guard.named-street", "(DAY/ORD/ORDDAY) MONTH STREET"),
        ("guard.street-year", "STREET N YEARWORD"),
        ("guard.article", "PAGE N (COMMA N){0,4}"),
        ("guard.number", "NUMERO N"),
        ("guard.percent", "(N/ODD/HM) PERCENT"),
        ("guard.hashtag", "HASH N"),
    )
)
