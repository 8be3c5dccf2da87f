"""What is called after a time and says none: a place, a person, a kind of beetle, a holy day, a book, a milieu.

The words that tell are the language's ([context] in its file); what they are asked is the same everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.expressions.rule import Match

_LONGEST = 60
"""Characters before and after a time in which the quoted name that it is of begins and ends."""
_NEAR, _AHEAD = 40, 80
"""Characters before and after a word in which those stand that make a name of it."""
_QUOTES = (("«", "»"), ("“", "”"), ("„", "“"))
_SITE = re.compile(r"\.[a-z]{2,4}(?!\w)")
"""The ending of an address: "monday.com"."""


def month_is_name(m: Match) -> bool:
    """Whether a month is a name or no month at all: "Август II", "June bug", "лютий мороз"."""
    token, after = m.token("m"), m.after()
    if (after is None or "ROMAN" in after.entry) and _named_here(m, "month_name_here", token.start):
        return True
    first = "GIVENNAME" in token.entry and m.text[token.start].isupper() and not m.text[token.start + 1].isupper()
    return first and m.before() is None


def adjective_is_name(m: Match) -> bool:
    """Whether the adjective of a month is a name's: "Октябрьский район", "майский жук"."""
    start = m.span[0].start
    return _named_here(m, "month_adjective_here", start) or _told(m, "month_adjective_before", start)


def weekday_is_name(m: Match) -> bool:
    """Whether a weekday is somebody's name ("Робинзон и Пятница") or part of a day's own ("Чёрная пятница")."""
    tokens, found = m.tokens, m.found
    start, end = tokens[found.start].start, tokens[found.end - 1].end
    unknown = found.end == len(tokens) or m.text[end + 1 : end + 2].isupper()
    if unknown and _named_here(m, "weekday_name_here", start):
        return True
    before = tokens[found.start - 1] if found.start else None
    if before is not None and ("AND" not in before.entry or found.start > 1):
        return False
    if m.text[end : end + 1] == "." and _SITE.match(m.text, end):
        return True
    if m.text[end : end + 4].lstrip(" ,(")[:1].isdigit():
        return False
    follows = m.text[max(0, start - 2) : start - 1].isalpha() and m.text[start - 1 : start] == " "
    if follows and _told(m, "weekday_name_before", start):
        return True
    if "capital-months" in m.lexicon.features or not m.text[start].isupper() or m.text[start:end].isupper():
        return False
    if before is not None:
        return before.start > 1 and m.text[before.start - 2].isalpha()
    return follows or _beside_a_name(m)


def _beside_a_name(m: Match) -> bool:
    """ "Пятница и Робинзон": joined to a word that no rule knows and that has a capital."""
    joint = m.after()
    return (
        joint is not None
        and "AND" in joint.entry
        and m.after(2) is None
        and m.text[joint.end : joint.end + 1] == " "
        and m.text[joint.end + 1 : joint.end + 2].isupper()
    )


def is_milieu(m: Match) -> bool:
    """Whether a word for Wednesday is another: "в среде врачей", "окружающую среду"."""
    word = m.token("w")
    if "MILIEU" in word.entry and m.follows("IN"):
        return True
    return _told(m, "environment_before", word.start) or _named_here(m, "environment_here", word.start)


def _told(m: Match, name: str, start: int) -> bool:
    pattern = m.lexicon.context.get(name)
    return pattern is not None and pattern.search(m.text[max(0, start - _NEAR) : start]) is not None


def _named_here(m: Match, name: str, start: int) -> bool:
    pattern = m.lexicon.context.get(name)
    return pattern is not None and pattern.match(m.text[start : start + _AHEAD]) is not None


def capital_within(m: Match) -> bool:
    """Whether a word that is written small has its capital within a sentence: the name "Марта"."""
    start, end = m.span[0].start, m.span[-1].end
    if "capital-months" in m.lexicon.features or not m.text[start].isupper() or m.text[start:end].isupper():
        return False
    before = m.text[max(0, start - 3) : start].rstrip(" \t")
    return before[-1:].isalpha() or before[-1:] == ","


def quoted(before: str, after: str) -> tuple[str, str, str] | None:
    """What stands before the quotation marks around a stretch of a line, between them and it, and between it and the
    closing ones; ``None`` where there are none. ``before`` and ``after`` are what the line says around it."""
    for opens, closes in _QUOTES:
        at = before.rfind(opens)
        if at >= 0 and at > before.rfind(closes) and closes in (rest := after.partition(opens)[0]):
            return before[:at], before[at + 1 :], rest.partition(closes)[0]
    if '"' in before and '"' in after and before.count('"') % 2 == 1:
        return before[: before.rfind('"')], before.rpartition('"')[2], after.partition('"')[0]
    return None


def within_quotes(m: Match) -> bool:
    """Whether a match stands in quotation marks that are not far."""
    start, end = m.span[0].start, m.span[-1].end
    before = m.text[max(0, start - _LONGEST) : start].rpartition("\n")[2]
    return quoted(before, m.text[end : end + _LONGEST].partition("\n")[0]) is not None
