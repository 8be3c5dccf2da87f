"""Guards: numbers that look like dates and are none — streets, articles, percentages, document numbers."""

from __future__ import annotations

from timeline.expressions.rule import Match, Rule


def _nothing(m: Match) -> str | None:
    """A guard; "12 ч. 30" and "18.00 ч. 4 октября" hold no article, though "ч. 30" would be one."""
    before = m.before()
    timed = before is not None and not before.entry.keys().isdisjoint(("N", "HM"))
    return None if timed and "PAGE" in m.span[0].entry else "guard"


def _street(m: Match) -> str | None:
    """ "Ул. 8 Марта", "улица 1 Мая": a name has its capital, "выйти на улицу 10 января" has none."""
    first, month = m.span[0], next(token for token in m.span if "MONTH" in token.entry)
    short = m.text[first.end - 1] == "." or first.end - first.start <= 3 or "-" in m.text[first.start : first.end]
    return "guard" if short or m.text[month.start].isupper() else None


def _short(m: Match) -> str | None:
    """ "Пункт 3.10.20", "телефон 20-10-2015" are numbered so; "раздел 10.12.2020" has its day."""
    token = m.span[-1]
    number = m.text[token.start : token.end]
    dashed = "VERSION" in m.span[0].entry and "-" in number
    return "guard" if len(number) < _WHOLE or dashed else None


def _code(m: Match) -> str | None:
    """ "Код 1812", "в кабинете 1905"; "в квартире 2010 года постройки" has its year."""
    after = m.after()
    return None if after is not None and "YEARWORD" in after.entry else "guard"


_WHOLE = len("25.02.2024")
"""How long a date with its whole year is."""

STREETS = (
    Rule("guard.street", "STREET QUOTE? (DAY/ORD/ORDDAY) MONTH QUOTE?", _street, gives=("GUARD",), done=False),
    Rule("guard.named-street", "(DAY/ORD/ORDDAY) MONTH STREET", _street, gives=("GUARD",), done=False),
)

_PARAGRAPHS = (
    Rule(
        "guard.paragraph",
        "(PAGE NUMERO? | VERSION DOT? COLON? NUMERO? | NUMERO) (DMY/BADDATE/ODD (COMMA/AND/DASH)){0,4} (DMY/BADDATE)",
        _short,
        gives=("GUARD",),
        done=False,
    ),
)

_NUMBERS = (
    Rule("guard.code", "CODEWORD (COLON/DASH/NUMERO)? YEAR", _code, gives=("GUARD",), done=False),
    Rule("guard.slashed", "SLASHED NUMERO? (DAYMONTHSLASH/MONTHYEAR)", _nothing, gives=("GUARD",), done=False),
)

GUARDS = (
    STREETS
    + _PARAGRAPHS
    + _NUMBERS
    + tuple(
        Rule(name, pattern, _nothing, gives=("GUARD",), done=False)
        for name, pattern in (
            ("guard.street-year", "STREET N (YEARWORD | UNIT MONTH)"),
            ("guard.article", "PAGE N/ODD/HM/DAYMONTH (COMMA N/ODD/HM/DAYMONTH){0,4}"),
            ("guard.number", "NUMERO N"),
            ("guard.percent", "(N/ODD/HM) PERCENT"),
            ("guard.hashtag", "HASH N"),
            ("guard.address", "URL"),
        )
    )
)
