"""Finding the time expressions of a text.

A cheap scan turns the text into one character a token and leaves only the stretches that could
hold an expression; the levels of the grammar then run over each stretch, every level replacing
what it matched by one token that the next level can build on. At each place the longest match
wins, then the rule that stands first. Time grows linearly with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from timeline.expressions.context import in_context
from timeline.expressions.grammar import LEVELS, WEAK
from timeline.expressions.pattern import Pattern, compile_pattern
from timeline.expressions.rule import Match
from timeline.expressions.timex import Timex
from timeline.expressions.tokens import OTHER, Reader, Token, classify, enrich, number_entry, ordinal_entry, reader
from timeline.languages.lexicon import fold

if TYPE_CHECKING:
    from timeline.expressions.meaning import Meaning
    from timeline.expressions.rule import Rule
    from timeline.languages import Entry

_INVISIBLE = re.compile("[\u00ad\u0301\u200b-\u200f\u2060\ufe0e\ufe0f\u20e3\ufeff]")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of one language, compiled: for each level, which rules can begin with a character."""

    reader: Reader
    levels: tuple[dict[str, tuple[tuple[int, Rule, Pattern], ...]], ...]
    island: re.Pattern[str]
    strong: re.Pattern[str]


@cache
def grammar(code: str) -> Grammar:
    """The compiled grammar of a language that has a file (``KeyError`` for any other code)."""
    read = reader(code)
    features = read.lexicon.features
    levels = []
    for rules in LEVELS:
        table: dict[str, list[tuple[int, Rule, Pattern]]] = {}
        for rank, rule in enumerate(rules):
            if rule.needs and rule.needs not in features:
                continue
            pattern = compile_pattern(rule.pattern, read.alphabet.members)
            for char in pattern.first if pattern else ():
                assert pattern is not None
                table.setdefault(char, []).append((rank, rule, pattern))
        levels.append({char: tuple(found) for char, found in table.items()})
    strong = read.alphabet.outside(WEAK)
    at, hour = (read.alphabet.members(cls) for cls in ("IN", "HOUR"))
    at += read.alphabet.members("OCLOCKAT")
    return Grammar(read, tuple(levels), re.compile(f"[^{OTHER}]+"), re.compile(f"[{strong}]|[{at}][{hour}]"))


def find(text: str, lang: str) -> list[Timex]:
    """The time expressions of ``text`` in the language ``lang``, in order, not overlapping.

    Offsets are code points of ``text``. Raises ``KeyError`` for a language without a file.
    """
    rules = grammar(lang)
    clean, offsets = _visible(text)
    found = _timexes(_parsed(clean, rules), clean, lang)
    if found:
        found = in_context(clean, found, rules.reader.lexicon)
    return found if offsets is None else [_put_back(timex, text, offsets) for timex in found]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What looks like a time expression and is none, with the name of the rule that says so."""

    start: int
    end: int
    text: str
    rule: str


def passed_over(text: str, lang: str) -> list[PassedOver]:
    """What ``find`` left out on purpose: streets, articles, ages. Offsets are code points of ``text``.

    Raises ``KeyError`` for a language without a file.
    """
    rules = grammar(lang)
    clean, offsets = _visible(text)
    tokens = list(_parsed(clean, rules))
    guards = [(t.start, t.end, t.rule.name) for t in tokens if t.rule and t.rule.name.startswith("guard")]
    found = _timexes(tokens, clean, lang)
    kept = {(timex.start, timex.end) for timex in in_context(clean, found, rules.reader.lexicon)}
    ages = [(timex.start, timex.end, "context.age") for timex in found if (timex.start, timex.end) not in kept]
    at = offsets or range(len(text) + 1)
    return [
        PassedOver(at[start], (last := _whole(text, at[end - 1] + 1)), text[at[start] : last], rule)
        for start, end, rule in sorted(guards + ages)
    ]


def _parsed(text: str, rules: Grammar) -> Iterator[Token]:
    """The tokens of the stretches that could hold an expression, put together by the rules."""
    tokens, chars = _lex(text, rules.reader)
    strong = rules.strong.search
    for island in rules.island.finditer(chars):
        if strong(chars, island.start(), island.end()):
            yield from _parse(text, tokens, island.start(), island.end(), rules)


def _timexes(tokens: Iterable[Token], text: str, lang: str) -> list[Timex]:
    return [timex for t in tokens if t.rule and (timex := _timex(t, t.rule, text, lang))]


def _put_back(timex: Timex, text: str, offsets: list[int]) -> Timex:
    """An expression of the visible text with the offsets that it has in the whole one."""
    start, end = offsets[timex.start], _whole(text, offsets[timex.end - 1] + 1)
    event = timex.event and (offsets[timex.event[0]], offsets[timex.event[1] - 1] + 1)
    return replace(timex, start=start, end=end, text=text[start:end], event=event)


def _visible(text: str) -> tuple[str, list[int] | None]:
    """The text without invisible characters, and where each character stood (``None``: nothing was left out)."""
    if not _INVISIBLE.search(text):
        return text, None
    kept = [i for i, char in enumerate(text) if not _INVISIBLE.match(char)]
    return "".join(text[i] for i in kept), kept


def _whole(text: str, end: int) -> int:
    """The end of the character that a person sees: an accent or the keycap of an emoji belongs to it."""
    while text[end : end + 1] and text[end] in "\u0301\ufe0e\ufe0f\u20e3":
        end += 1
    return end


_Raw = tuple[int, int, "Entry"]


def _lex(text: str, read: Reader) -> tuple[list[_Raw], str]:
    """The tokens of a text and the string of their characters; phrases of several words are one token."""
    found = list(read.token.finditer(text))
    get = read.known.get
    tokens: list[_Raw] = []
    chars: list[str] = []
    skip = 0
    dotted = read.lexicon.dotted
    for i, match in enumerate(found):
        if skip:
            skip -= 1
            continue
        surface = match[0]
        char, entry, phrases = get(surface) or classify(surface, read)
        start, end = match.span()
        for parts, phrase_entry in phrases:
            if len(parts) <= len(found) - i and all(
                fold(found[i + k][0]) == part or found[i + k][0] == "." == part for k, part in enumerate(parts)
            ):
                char, entry, end, skip = (
                    read.alphabet.get(phrase_entry),
                    phrase_entry,
                    found[i + len(parts) - 1].end(),
                    len(parts) - 1,
                )
                break
        if text[end : end + 1] == "." and not skip and (abbreviation := dotted.get(fold(surface))):
            entry = enrich({**entry, **abbreviation})
            char, end, skip = read.alphabet.get(entry), end + 1, 1
        tokens.append((start, end, entry))
        chars.append(char)
    return tokens, "".join(chars)


def _parse(text: str, raw: list[_Raw], first: int, last: int, rules: Grammar) -> list[Token]:
    """Run the levels of the grammar over one stretch of tokens."""
    alphabet = rules.reader.alphabet
    tokens = [Token(start, end, "", entry) for start, end, entry in raw[first:last]]
    tokens = _numbers(tokens, text)
    for token in tokens:
        token.char = token.char or alphabet.get(token.entry)
    for level in rules.levels:
        tokens = _apply(level, tokens, text, rules)
    return tokens


def _apply(
    level: dict[str, tuple[tuple[int, Rule, Pattern], ...]], tokens: list[Token], text: str, rules: Grammar
) -> list[Token]:
    chars = "".join(token.char for token in tokens)
    out: list[Token] = []
    at, changed = 0, False
    while at < len(tokens):
        matches = [
            (match.end(), -rank, rule, match, pattern)
            for rank, rule, pattern in level.get(chars[at], ())
            if (match := pattern.regex.match(chars, at))
        ]
        if len(matches) > 1:
            matches.sort(key=lambda m: m[:2], reverse=True)
        for end, _, rule, match, pattern in matches:
            meaning = rule.build(Match(match, pattern, tokens, text, rules.reader.lexicon))
            if meaning is not None:
                entry: Entry = dict.fromkeys(rule.gives, meaning)
                if rule.takes:
                    end = at + rule.takes
                elif rule.upto:
                    end = (
                        max(
                            match.start(group) for name in rule.upto.split() for group, _ in pattern.names.get(name, ())
                        )
                        + 1
                    )
                lead = at
                while lead < end - 1 and _leads(tokens[lead].entry):
                    lead += 1
                out.append(
                    Token(tokens[lead].start, tokens[end - 1].end, rules.reader.alphabet.get(entry), entry, rule)
                )
                at, changed = end, True
                break
        else:
            out.append(tokens[at])
            at += 1
    return out if changed else tokens


def _leads(entry: Entry) -> bool:
    """Whether a first word is no part of the expression: "в", "on", "the", but not "in" for "через"."""
    return ("IN" in entry and "THROUGH" not in entry) or "REMAIN" in entry or "THE" in entry


def _hyphen(tokens: list[Token], at: int, here: int) -> bool:
    """Whether a hyphen joins tens and ones of a number in words: "twenty-fifth"."""
    if here == at or here + 1 >= len(tokens) or "DASH" not in tokens[here].entry:
        return False
    tens, ones = tokens[here - 1].entry.get("CARD"), tokens[here + 1].entry
    one = ones.get("CARD", ones.get("ORDW"))
    glued = tokens[here - 1].end == tokens[here].start and tokens[here].end == tokens[here + 1].start
    return glued and isinstance(tens, int) and 20 <= tens < 100 and isinstance(one, int) and 0 < one < 10


def _numbers(tokens: list[Token], text: str) -> list[Token]:
    """Number words put together ("двадцать пятого"), grouped thousands and "12 миллионов" made one number."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token, entry = tokens[at], tokens[at].entry
        if "CARD" in entry or "ORDW" in entry:
            end, value, ordinal = _words(tokens, at, text)
            if end - at > 1:
                made = ordinal_entry(value, "") if ordinal else number_entry(value, 0)
                out.append(Token(token.start, tokens[end - 1].end, "", made))
                at = end
                continue
        elif "N" in entry and at + 1 < len(tokens):
            end = at + 1
            while end < len(tokens) and _groups(tokens[end - 1], tokens[end], text, first=end - 1 == at):
                end += 1
            if end - at > 1:
                out.append(Token(token.start, tokens[end - 1].end, "", {"BIG": 0, "N": 0}))
                at = end
                continue
        out.append(token)
        at += 1
    return out


def _groups(left: Token, right: Token, text: str, *, first: bool) -> bool:
    """Whether ``right`` goes on a number that ``left`` began: "12 514", "22 тысячи"."""
    if "SCALE" in right.entry:
        return True
    return (
        right.start == left.end + 1
        and right.end - right.start == 3
        and text[right.start : right.end].isdigit()
        and (left.end - left.start <= 3 if first else left.end - left.start == 3)
        and text[left.start : left.end].isdigit()
    )


def _words(tokens: list[Token], at: int, text: str) -> tuple[int, int, bool]:
    """The number that the words from ``at`` on say: (end, value, whether it is an ordinal)."""
    total = group = 0
    least = 10**12
    end = at
    while end < len(tokens):
        entry = tokens[end].entry
        if end > at and tokens[end].start - tokens[end - 1].end > 1:
            break
        if _hyphen(tokens, at, end):
            end += 1
            continue
        card, ordinal = entry.get("CARD"), entry.get("ORDW")
        value = card if isinstance(card, int) else ordinal
        if not isinstance(value, int):
            break
        if value >= 1000 and isinstance(card, int) and group:
            total, group, least = total + group * value, 0, value
        elif value == 0 or value >= least:
            break
        else:
            group += value
            least = _magnitude(value)
        end += 1
        if not isinstance(card, int):
            return end, total + group, True
    return max(end, at + 1), total + group, False


def _magnitude(value: int) -> int:
    """What a following number word must stay below."""
    if value < 20:
        return 1
    return 10 if value < 100 else 100 if value < 1000 else 1000


def _timex(token: Token, rule: Rule, text: str, lang: str) -> Timex | None:
    """The expression that a token stands for; ``None`` for a mere part of one."""
    if not rule.done:
        return None
    meaning: Meaning = next(iter(token.entry.values()))  # type: ignore[assignment]
    return Timex(token.start, token.end, text[token.start : token.end], rule.type, meaning, rule.name, lang)
