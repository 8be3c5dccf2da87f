"""Finding the time expressions of a text.

A cheap scan turns the text into one character a token and leaves only the stretches that could
hold an expression; the levels of the grammar then run over each stretch, every level replacing
what it matched by one token that the next level can build on. At each place the longest match
wins, then the rule that stands first. Time grows linearly with the text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from timeline.expressions.context import in_context, refused
from timeline.expressions.grammar import LEVELS, WEAK
from timeline.expressions.headed import under_months
from timeline.expressions.numbers import together
from timeline.expressions.pattern import Found, Pattern, compile_pattern
from timeline.expressions.rule import Match
from timeline.expressions.scan import Scan, scan_for, strong_pattern, windows
from timeline.expressions.timex import Timex
from timeline.expressions.tokens import (
    OTHER,
    Head,
    Phrases,
    Reader,
    Token,
    enrich,
    reader,
)
from timeline.expressions.visible import KEYCAP, Hidden, put_back, visible, whole
from timeline.languages.lexicon import fold

if TYPE_CHECKING:
    from timeline.expressions.meaning import Meaning
    from timeline.expressions.rule import Rule
    from timeline.languages import Entry

Taken: TypeAlias = "tuple[Rule, Found, int, int]"
"""A rule that matches at a place, what it matches, and from where to where that is the expression."""

Places: TypeAlias = "list[tuple[int, list[Taken] | None]]"
"""Where a rule may match, in order, with the rules that do; ``None`` where that is still to be found out.

The longest match stands first.
"""

Step: TypeAlias = "tuple[int, Places] | None"
"""The number of a level that has something to do, and where its rules may match; ``None`` where none has."""

_NUMBERED = re.compile(rf"(?m)^[^\w\n]*(?P<n>[0-9])\ufe0f?{KEYCAP}[ \t]+(?P<next>[^\W\d_]+)")
"""A keycap that a line begins with, and the word behind it."""

_SHORT, _REMEMBERED = 24, 20_000
"""Up to how many tokens, and how many stretches of tokens, are remembered with the rules that match them."""


@dataclass(frozen=True, slots=True)
class Level:
    """Rules that are tried together: which can begin with a character, and those characters.

    ``leading`` are the characters of first words that are no part of an expression.
    """

    first: re.Pattern[str]
    rules: dict[str, tuple[tuple[int, Rule, Pattern], ...]]
    leading: frozenset[str]

    def places(self, chars: str) -> Places:
        """Where a rule may match in a stretch of tokens."""
        if len(chars) > _SHORT:
            return [(found.start(), None) for found in self.first.finditer(chars)]
        tried = ((found.start(), list(self.tried(chars, found.start()))) for found in self.first.finditer(chars))
        return [(at, matches) for at, matches in tried if matches]

    def tried(self, chars: str, at: int) -> Iterator[Taken]:
        """The rules that match from ``at`` on; of two that are as long the one that stands first."""
        after = chars[at + 1 : at + 2]
        matches = [
            (match.end(), -rank, rule, pattern, match)
            for rank, rule, pattern in self.rules[chars[at]]
            if (pattern.second is None or after in pattern.second) and (match := pattern.regex.match(chars, at))
        ]
        if len(matches) > 1:
            matches.sort(key=lambda m: m[:2], reverse=True)
        return (self._taken(rule, pattern.found(match), chars) for _, _, rule, pattern, match in matches)

    def _taken(self, rule: Rule, found: Found, chars: str) -> Taken:
        lead, end = found.start, found.end
        if rule.takes:
            end = lead + rule.takes
        elif rule.upto:
            end = 1 + max(found.captured[name][0] for name in rule.upto.split() if name in found.captured)
        while lead < end - 1 and chars[lead] in self.leading:
            lead += 1
        return rule, found, lead, end


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of one language, compiled, and where in a text they are worth trying.

    What matches depends on the classes of the tokens alone, and most stretches of text are of few kinds ("day, month,
    year"): of those that were met it is ``known`` for each level which is the first from there on that has something to
    do in them, and whether they are ``worth`` reading at all.
    """

    reader: Reader
    levels: tuple[Level, ...]
    scan: Scan
    strong: re.Pattern[str]
    numbers: re.Pattern[str]
    made: dict[tuple[str, ...], str]
    known: tuple[dict[str, Step], ...]
    worth: dict[str, bool]

    def worth_reading(self, chars: str) -> bool:
        """Whether a run of tokens is strong, and some rule matches in it or numbers may be put together."""
        worth = self.worth.get(chars)
        if worth is None:
            matches = self.numbers.search(chars) is not None or self.step(chars, 0) is not None
            worth = matches and self.strong.search(chars) is not None
            if len(chars) <= _SHORT:
                if len(self.worth) > _REMEMBERED:
                    self.worth.clear()
                self.worth[chars] = worth
        return worth

    def step(self, chars: str, least: int) -> Step:
        """The first level, of those from ``least`` on, that has something to do in a stretch of tokens."""
        known = self.known[least]
        if chars in known:
            return known[chars]
        step = next(self._steps(chars, least), None)
        if len(chars) <= _SHORT:
            if len(known) > _REMEMBERED:
                known.clear()
            known[chars] = step
        return step

    def _steps(self, chars: str, least: int) -> Iterator[tuple[int, Places]]:
        for number in range(least, len(self.levels)):
            if places := self.levels[number].places(chars):
                yield number, places


@cache
def grammar(code: str) -> Grammar:
    """The compiled grammar of a language that has a file (``KeyError`` for any other code)."""
    read = reader(code)
    features = read.lexicon.features
    leading = frozenset(char for classes, char in read.alphabet.sets() if _leads(classes))
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
        first = re.compile(f"[{''.join(sorted(table))}]" if table else "(?!)")
        levels.append(Level(first, {char: tuple(found) for char, found in table.items()}, leading))
    n, scale, card, ordinal, dash, opens = map(read.alphabet.members, ("N", "SCALE", "CARD", "ORDW", "DASH", "OPEN"))
    numbers = re.compile(f"[{card}{ordinal}][{card}{ordinal}{dash}]|[{n}](?:[{n}{scale}]|[{opens}][{n}])")
    made = {rule.gives: read.alphabet.get(rule.gives) for rules in LEVELS for rule in rules}
    strong = strong_pattern(read.alphabet.members, read.alphabet.outside(WEAK))
    known: tuple[dict[str, Step], ...] = tuple({} for _ in range(len(levels) + 1))
    return Grammar(read, tuple(levels), scan_for(read, WEAK), strong, numbers, made, known, {})


def _leads(classes: Container[str]) -> bool:
    """Whether a first word is no part of the expression: "в", "on", "the", but not "in" for "через"."""
    return ("IN" in classes and "THROUGH" not in classes) or "REMAIN" in classes or "THE" in classes


def find(text: str, lang: str) -> list[Timex]:
    """The time expressions of ``text`` in the language ``lang``, in order, not overlapping.

    Offsets are code points of ``text``. Raises ``KeyError`` for a language without a file.
    """
    rules = grammar(lang)
    places = windows(text, rules.scan)
    if not places:
        return []
    clean, hidden = _seen(text, rules)
    if hidden is not None:
        places = [(hidden.seen(start), hidden.seen(end)) for start, end in places]
    found = _timexes(_parsed(clean, places, rules), clean, lang)
    if found:
        found = under_months(clean, in_context(clean, found, rules.reader.lexicon))
    return found if hidden is None else [put_back(timex, text, hidden) for timex in found]


def _seen(text: str, rules: Grammar) -> tuple[str, Hidden | None]:
    """A text as a reader sees it. A keycap that numbers a line before a bound is a bullet: "2️⃣ до 31 января"."""
    if KEYCAP in text:
        words = rules.reader.lexicon.words
        bounds = (m for m in _NUMBERED.finditer(text) if "TILL" in (e := words.get(fold(m["next"]), {})) or "BY" in e)
        for item in bounds:
            text = f"{text[: item.start('n')]}•{text[item.end('n') :]}"
    return visible(text)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What looks like a time expression and is none, with the name of the rule that says so."""

    start: int
    end: int
    text: str
    rule: str


def passed_over(text: str, lang: str) -> list[PassedOver]:
    """What ``find`` left out on purpose: streets, articles, ages, scores. Offsets are code points of ``text``.

    Raises ``KeyError`` for a language without a file.
    """
    rules = grammar(lang)
    clean, hidden = _seen(text, rules)
    tokens = _parsed(clean, windows(clean, rules.scan), rules)
    guards = [(t.start, t.end, t.rule.name) for t in tokens if t.rule and t.rule.name.startswith("guard")]
    found = _timexes(tokens, clean, lang)
    others = [(timex.start, timex.end, rule) for timex, rule in refused(clean, found, rules.reader.lexicon)]
    spans = sorted([*guards, *others])
    if hidden is not None:
        spans = [(hidden.there(start), hidden.there(end - 1) + 1, rule) for start, end, rule in spans]
    return [PassedOver(start, (last := whole(text, end)), text[start:last], rule) for start, end, rule in spans]


def _parsed(text: str, places: list[tuple[int, int]], rules: Grammar) -> list[Token]:
    """The tokens of the stretches that could hold an expression, with those that the rules put together."""
    parsed: list[Token] = []
    for start, end in places:
        tokens = _lex(text, start, end, rules.reader)
        chars = "".join([token.char for token in tokens])
        at = 0
        for run in chars.split(OTHER):
            if run and rules.worth_reading(run):
                parsed += _parse(text, tokens[at : at + len(run)], run, rules)
            at += len(run) + 1
    return parsed


def _timexes(tokens: Iterable[Token], text: str, lang: str) -> list[Timex]:
    return [timex for t in tokens if t.rule and (timex := _timex(t, t.rule, text, lang))]


def _lex(text: str, start: int, end: int, read: Reader) -> list[Token]:
    """The tokens of a stretch of text; a phrase of several words is one, an abbreviation takes its full stop."""
    tokens: list[Token] = []
    keys: list[str] = []
    heads: list[Head] = []
    at = start
    for stretch in text[start:end].split(" "):
        if stretch:
            for begin, stop, char, entry, phrases, abbreviation, key in read.stretches[stretch]:
                if phrases or abbreviation:
                    heads.append((len(tokens), phrases, abbreviation))
                keys.append(key)
                tokens.append(Token(at + begin, at + stop, char, entry))
            at += len(stretch)
        at += 1
    return _joined(tokens, keys, heads, text, read) if heads else tokens


def _joined(tokens: list[Token], keys: list[str], heads: list[Head], text: str, read: Reader) -> list[Token]:
    """The tokens with those that ``heads`` begin put together."""
    joined: list[tuple[int, int, Entry]] = []
    after = 0
    for i, phrases, abbreviation in heads:
        if i < after or i + 1 == len(tokens):
            continue
        if phrases and (said := _phrase(phrases, keys, i)):
            after = i + len(said[0])
            joined.append((i, after, said[1]))
        elif abbreviation and text[tokens[i].end] == ".":
            after = i + 2
            joined.append((i, after, enrich({**tokens[i].entry, **abbreviation})))
    for i, after, entry in reversed(joined):
        tokens[i:after] = [Token(tokens[i].start, tokens[after - 1].end, read.alphabet.get(entry), entry)]
    return tokens


def _phrase(phrases: Phrases, keys: list[str], at: int) -> tuple[tuple[str, ...], Entry] | None:
    """The longest phrase whose words stand from ``at`` on."""
    for parts, entry in phrases.get(keys[at + 1], ()):
        if len(parts) == 2 or tuple(keys[at : at + len(parts)]) == parts:
            return parts, entry
    return None


def _parse(text: str, tokens: list[Token], chars: str, rules: Grammar) -> list[Token]:
    """Run the levels of the grammar over a run of tokens that rules know."""
    if rules.numbers.search(chars):
        tokens = together(tokens, text)
        for token in tokens:
            token.char = token.char or rules.reader.alphabet.get(token.entry)
        chars = "".join([token.char for token in tokens])
    least = 0
    while (step := rules.step(chars, least)) is not None:
        tokens = _apply(rules.levels[step[0]], step[1], tokens, chars, text, rules)
        chars = "".join([token.char for token in tokens])
        least = step[0] + 1
    return tokens


def _apply(level: Level, places: Places, tokens: list[Token], chars: str, text: str, rules: Grammar) -> list[Token]:
    """One level: at each place the longest match wins, then the rule that stands first."""
    out: list[Token] = []
    at = 0
    for here, known in places:
        if here < at:
            continue
        out += tokens[at:here]
        made, at = _match(level.tried(chars, here) if known is None else known, tokens, here, text, rules)
        out.append(made or tokens[here])
    return out + tokens[at:]


def _match(
    matches: Iterable[Taken], tokens: list[Token], at: int, text: str, rules: Grammar
) -> tuple[Token | None, int]:
    """The token that a rule makes of those from ``at`` on, and where the next one stands."""
    for rule, found, lead, end in matches:
        meaning = rule.build(Match(found, tokens, text, rules.reader.lexicon))
        if meaning is None:
            continue
        entry: Entry = dict.fromkeys(rule.gives, meaning)
        return Token(tokens[lead].start, tokens[end - 1].end, rules.made[rule.gives], entry, rule), end
    return None, at + 1


def _timex(token: Token, rule: Rule, text: str, lang: str) -> Timex | None:
    """The expression that a token stands for; ``None`` for a mere part of one."""
    if not rule.done:
        return None
    meaning: Meaning = next(iter(token.entry.values()))  # type: ignore[assignment]
    return Timex(token.start, token.end, text[token.start : token.end], rule.type, meaning, rule.name, lang)
