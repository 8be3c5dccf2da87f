"""From what a person types to an FTS5 query. Operators in the words are words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

WORD = re.compile(r"\w+")

Forms = Callable[[str], Iterable[str]]
"""Other forms of a word ("выборы" of "выборам"); a form that ends in ``*`` stands for its prefix."""


def query(words: str, forms: Forms | None = None) -> str | None:
    """The FTS5 query that wants every word: as it is, as a beginning, or in another form.

    ``None`` where there is no word.
    """
    terms = [_term(word, forms) for word in WORD.findall(words)]
    return " AND ".join(terms) or None


def _term(word: str, forms: Forms | None) -> str:
    wanted = dict.fromkeys([f"{word}*", *(forms(word) if forms else ())])
    alternatives = [_quoted(form) for form in wanted]
    return alternatives[0] if len(alternatives) == 1 else f"({' OR '.join(alternatives)})"


def _quoted(form: str) -> str:
    return f'"{form[:-1]}"*' if form.endswith("*") else f'"{form}"'
