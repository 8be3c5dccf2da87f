"""Tokens: words, numbers and marks with the classes that patterns are written over."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from timeline.expressions.pattern import Alphabet
from timeline.languages import Entry, Lexicon, lexicon
from timeline.languages.lexicon import fold

if TYPE_CHECKING:
    from timeline.expressions.rule import Rule

LONGEST, REMEMBERED, _CUT = 40, 200_000, 20_000
"""How long a stretch without a blank may be that is remembered, how many of them and of tokens are, and how many with
their tokens: only those near an expression ever are."""

OTHER = "x"
"""The character of a word that no rule knows."""
_UNKNOWN: Entry = {}

MARKS: dict[str, Entry] = {
    ",": {"COMMA": None},
    ".": {"DOT": None},
    ";": {"SEMICOLON": None},
    ":": {"COLON": None},
    "/": {"SLASH": None},
    "(": {"OPEN": None},
    ")": {"CLOSE": None},
    "\n": {"BREAK": None},
    "№": {"NUMERO": None},
    "§": {"PAGE": None},
    "#": {"HASH": None},
    "%": {"PERCENT": None},
    "+": {"PLUS": None},
    "«": {"QUOTE": None},
    "»": {"QUOTE": None},
    '"': {"QUOTE": None},
    "“": {"QUOTE": None},
    "”": {"QUOTE": None},
    "„": {"QUOTE": None},
    "'": {"APOSTROPHE": None},
    "’": {"APOSTROPHE": None},
    "→": {"DASH": None},
}
MARKS |= {dash: {"DASH": None} for dash in "-‐‑‒–—―−"}

NODES: tuple[tuple[str, ...], ...] = (
    ("DATE", "DAYDATE"),
    ("DATE", "DAYDATE", "FULLDAY"),
    ("DATE", "DAYDATE", "DOTTED"),
    ("DATE", "DAYDATE", "WDAY"),
    ("DATE", "DAYDATE", "DEIXIS"),
    ("DATE", "MONTHDATE"),
    ("DATE", "YEARDATE"),
    ("DATE",),
    ("CLOCKTIME",),
    ("CLOCKSPAN",),
    ("DAYTIME",),
    ("DATETIME",),
    ("DUR",),
    ("RANGE",),
    ("DONE",),
    ("EACH",),
    ("GUARD",),
    ("NEXTDAY",),
)
"""The sets of classes that rules give to what they build."""


@dataclass(slots=True)
class Token:
    """A stretch of text with its classes, and its value in each."""

    start: int
    end: int
    char: str
    entry: Entry
    rule: Rule | None = None


Phrases = dict[str, tuple[tuple[tuple[str, ...], "Entry"], ...]]
"""The phrases that begin with a word, by their second word; the longest first."""

Known = tuple[str, "Entry", "Phrases | None", "Entry | None", str]
"""What is remembered of a token as written: its character, its entry, the phrases that it begins, what it
is before a full stop, and the spelling it is looked up under."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The tokeniser of one language: what a token looks like and which character it gets."""

    lexicon: Lexicon
    alphabet: Alphabet
    token: re.Pattern[str]
    known: Dictionary
    stretches: Stretches


class Dictionary(dict[str, Known]):
    """What is known of each token as written; found out once, since words repeat."""

    def __init__(self, lexicon: Lexicon, alphabet: Alphabet) -> None:
        super().__init__()
        self._lexicon, self._alphabet = lexicon, alphabet
        self._phrases = {first: _by_second(group) for first, group in lexicon.phrases.items()}

    def __missing__(self, surface: str) -> Known:
        if len(self) > REMEMBERED:
            self.clear()
        key, phrases = surface, None
        if surface[0].isalpha():
            key = fold(surface)
            entry, phrases = _word(surface, key, self._lexicon), self._phrases.get(key)
        elif surface[0].isdecimal():
            entry = _digits(surface, self._lexicon)
        else:
            entry = MARKS.get(surface, _UNKNOWN)
        char = self._alphabet.get(entry) if entry else OTHER
        self[surface] = known = char, entry, phrases, self._lexicon.dotted.get(key), key
        return known


Piece = tuple[int, int, str, "Entry", "Phrases | None", "Entry | None", str]
"""A token of a stretch without a blank: where it begins and ends there, then what is known of it."""


class Stretches(dict[str, tuple[Piece, ...]]):
    """The tokens of what stands between two blanks; found out once, since no token depends on what lies beyond them."""

    def __init__(self, token: re.Pattern[str], known: Dictionary) -> None:
        super().__init__()
        self._token, self._known = token, known

    def __missing__(self, stretch: str) -> tuple[Piece, ...]:
        pieces = tuple([(m.start(), m.end(), *self._known[m[0]]) for m in self._token.finditer(stretch)])
        if len(stretch) <= LONGEST:
            if len(self) > _CUT:
                self.clear()
            self[stretch] = pieces
        return pieces


Head = tuple[int, "Phrases | None", "Entry | None"]
"""The number of a token that begins phrases or is more before a full stop, and those."""


def _by_second(group: tuple[tuple[tuple[str, ...], Entry], ...]) -> Phrases:
    found: Phrases = {}
    for parts, entry in group:
        found[parts[1]] = (*found.get(parts[1], ()), (parts, entry))
    return found


def number_entry(value: int, digits: int) -> Entry:
    """The classes of a whole number written with that many digits (0: written in words)."""
    entry: Entry = {"N": value}
    if digits == 0:
        entry["NW"] = value
        if 1 <= value <= 12:
            entry["SMALL"] = value
        if value == 0 or 10 <= value <= 59:
            entry["TENS"] = value
        return entry
    if digits <= 2:
        if 1 <= value <= 31:
            entry["DAY"] = value
        if value <= 24:
            entry["HOUR"] = value
        if 1 <= value <= 12:
            entry["MONTHNO"] = value
    if digits == 1 and value:
        entry["SMALLNO"] = value
    if digits == 2:
        if value <= 59:
            entry["MINUTE"] = value
        entry["YEAR2"] = value
    if digits == 4 and 1000 <= value <= 2199:
        entry["YEAR"] = value
    if digits >= 5 or (digits == 4 and value > 2199):
        return {"BIG": value, "N": value}
    return entry


def ordinal_entry(value: int, suffix: str) -> Entry:
    """The classes of an ordinal number; ``suffix`` is "plural" for "90-е", "90-х", "cardinal" for "35-ти"."""
    entry: Entry = {"ORD": value}
    if suffix == "cardinal":
        return {"N": value}
    if suffix == "last-day" and value > 31 and value % 10 == 0:
        return {"ORDPL": value, "DECADE": value, "ORD": value}
    if suffix == "plural":
        entry = {"ORDPL": value, "DECADE": value} if value % 10 == 0 else {"ORDPL": value}
        return entry | {"N": value} if value < 100 else entry
    if 1 <= value <= 31:
        entry["ORDDAY"] = value
    if 1000 <= value <= 2199:
        entry["ORDYEAR"] = value
    return entry


def enrich(entry: Entry) -> Entry:
    """A number word ("пять", "пятого") with the classes of its number added."""
    if isinstance(value := entry.get("CARD"), int):
        entry = {**number_entry(value, 0), **entry}
    if isinstance(value := entry.get("ORDW"), int):
        entry = {**ordinal_entry(value, ""), **entry}
    return entry


_COMPOUND = re.compile(r"(\d+)([./:,-])(\d+)(?:([./:-])(\d+))?$")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def compound_entry(text: str) -> Entry:
    """The classes of digits joined by marks: "25.02.2024", "2024-02-25", "12:00", "25.02", "70,81"."""
    found = _COMPOUND.fullmatch(text)
    if not found:
        return {"INSTANT": text} if _INSTANT.match(text) else {"ODD": text}
    a, mark, b, mark2, c = found.groups()
    if c is not None:
        return _three(a, mark, b, mark2 or "", c)
    entry: Entry = {}
    if mark in ".:" and len(b) == 2 and len(a) <= 2 and int(a) <= 24 and int(b) <= 59 and (int(a) < 24 or b == "00"):
        entry["HM"] = f"{int(a):02}:{b}:00"
        entry["HMCOLON" if mark == ":" else "HMDOT"] = entry["HM"]
    day_month = mark in "./" and len(b) == 2 and len(a) <= 2 and 1 <= int(b) <= 12
    if day_month and 1 <= int(a) <= monthrange(2024, int(b))[1]:
        entry["DAYMONTH"] = f"{int(b):02}-{int(a):02}"
        if mark == "/":
            entry["DAYMONTHSLASH"] = entry["DAYMONTH"]
    if mark == "," and len(a) <= 3 and len(b) <= 2:
        entry["NFRAC"] = float(f"{a}.{b}")
    if mark == "/" and len(a) == 4 and len(b) == 2 and (int(a) + 1) % 100 == int(b):
        entry["YEARPAIR"] = int(a)
    if mark == "/" and len(a) == len(b) == 4 and int(a) + 1 == int(b) and 1900 <= int(a) <= 2199:
        entry["YEARPAIR"] = int(a)
    if mark in "./" and len(a) == 2 and len(b) == 4 and 1 <= int(a) <= 12 and 1900 <= int(b) <= 2199:
        entry["MONTHYEAR"] = f"{b}-{a}"
    return entry or {"ODD": text}


def _three(a: str, mark: str, b: str, mark2: str, c: str) -> Entry:
    if mark == ":" and mark2 == ":" and int(a) <= 24 and len(b) == len(c) == 2 and int(b) <= 59 and int(c) <= 59:
        return {"HM": f"{int(a):02}:{b}:{c}", "HMCOLON": f"{int(a):02}:{b}:{c}"}
    if mark != mark2 or mark in ":,":
        return {"ODD": f"{a}{mark}{b}{mark2}{c}"}
    if len(a) == 4:
        year, month, day = int(a), int(b), int(c)
    elif len(a) <= 2 and len(b) <= 2 and len(c) in (2, 4):
        day, month, year = int(a), int(b), int(c)
        if len(c) == 2:
            if mark == "-":
                return {"ODD": f"{a}-{b}-{c}"}
            year += 2000 if year < 70 else 1900
    else:
        return {"ODD": f"{a}{mark}{b}{mark2}{c}"}
    if not 1000 <= year <= 2199:
        return {"ODD": f"{a}{mark}{b}{mark2}{c}"}
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return {"BADDATE": f"{a}{mark}{b}{mark2}{c}"}
    return {"DMY": f"{year:04}-{month:02}-{day:02}"}


_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})$")
_ROMANS = {"I": 1, "V": 5, "X": 10}


def roman_entry(word: str) -> Entry | None:
    """The value of a Roman numeral up to 39, written in capitals (Latin or Cyrillic look-alikes)."""
    text = word.replace("Х", "X").replace("І", "I")
    if not _ROMAN.match(text):
        return None
    total = 0
    for here, after in zip(text, text[1:] + " ", strict=True):
        value = _ROMANS[here]
        total += -value if _ROMANS.get(after, 0) > value else value
    return {"ROMAN": total}


def _all_entries(lex: Lexicon) -> list[Entry]:
    """One entry for every set of classes that a token of this language can have."""
    entries: list[Entry] = [enrich(entry) for entry in lex.words.values()]
    entries += [enrich({**lex.words.get(word, {}), **entry}) for word, entry in lex.dotted.items()]
    entries += [*MARKS.values(), *(entry for group in lex.phrases.values() for _, entry in group)]
    numbers = [*range(61), 70, 99, 100, 365, 999, 1500, 2024, 2300, 70000]
    entries += [number_entry(n, d) for n in numbers for d in (0, len(str(n)), 2) if d == 0 or d >= len(str(n))]
    entries += [number_entry(7, 3), number_entry(7, 4), number_entry(7, 5)]
    entries += [
        ordinal_entry(n, s)
        for n in (0, 7, 20, 40, 90, 1990, 2024, 5000)
        for s in ("", "plural", "cardinal", "last-day")
    ]
    entries += [ordinal_entry(7, "") | {ending: 7} for ending in ("DAYEND", "LASTDAYEND", "ORDFIG")]
    samples = (
        "25.02.2024 12:00 12:00:00 12.00 2.02 25.02 25/02 2002/03 02.2024 31.02.2024 70,81 12/10 12/50 40.99 10/11"
        " 2024-02-04T21:00"
    )
    entries += [compound_entry(text) for text in samples.split()]
    entries += [
        {"ROMAN": 1},
        {"ROMAN": 1, "N": 1},
        {"VERSION": None, "ROMAN": 5},
        {"DURADJ": None},
        {"DURADJ": None, "AGE": None},
    ]
    entries += [{"URL": None}, *(dict.fromkeys(classes) for classes in NODES)]
    return entries


@cache
def reader(code: str) -> Reader:
    """The tokeniser of a language that has a file."""
    lex = lexicon(code)
    alphabet = Alphabet()
    for entry in _all_entries(lex):
        alphabet.add(entry)
    endings = "|".join(sorted((re.escape(end) for end in lex.ordinals), key=len, reverse=True)) or "(?!)"
    stems = "|".join(sorted((re.escape(stem) for stem in lex.adjectives), key=len, reverse=True)) or "(?!)"
    word = r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*"
    token = re.compile(
        rf"(?! )(?:(?![hw]){word}|(?:https?://|www\.)[^\s<>\"»)\]]+"
        rf"|{word}"
        rf"|[0-9]{{4}}-[0-9][0-9]-[0-9][0-9](?:T[0-9][0-9]:[0-9][0-9](?::[0-9][0-9])?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?(?!\w)|(?![0-9-]))"
        rf"|(?<![0-9-])[0-9]{{1,2}}-[0-9]{{1,2}}-[0-9]{{4}}(?![0-9-])"
        rf"|[0-9]+(?i:[-‑–]?(?:{endings})(?!\w)|[-‑–](?:{stems})\w*)"
        rf"|[0-9]+(?:[.:/,][0-9]+)*"
        rf"|[^\w\s]|\n)"
    )
    known = Dictionary(lex, alphabet)
    return Reader(lex, alphabet, token, known, Stretches(token, known))


_ADDRESS = re.compile(r"(?:https?://|www\.).*[0-9]{4}[-/._][0-9]")
"""An address on the web with what looks like a date in it."""


def _word(surface: str, key: str, words: Lexicon) -> Entry:
    """The classes of a word as written, which is looked up as ``key``."""
    entry = words.look_up(key)
    if entry:
        if "VERSION" in entry and surface == "V":
            return {**entry, "ROMAN": 5}
        return enrich(entry)
    if _ADDRESS.match(surface):
        return {"URL": None}
    if len(surface) <= 5 and surface.isupper():
        return roman_entry(surface) or _UNKNOWN
    return _UNKNOWN


def _digits(surface: str, lex: Lexicon) -> Entry:
    if surface.isdecimal():
        return number_entry(int(surface), len(surface)) if len(surface) <= 9 else {"BIG": 0, "N": 0}
    digits = re.match(r"\d+", surface)
    assert digits is not None
    rest = fold(surface[digits.end() :]).lstrip("-‑–")
    if rest in lex.ordinals:
        if len(digits[0]) > 4:
            return {"ODD": surface}
        entry = ordinal_entry(int(digits[0]), lex.ordinals[rest])
        if not lex.ordinals[rest] and 1 <= int(digits[0]) <= 24:
            entry = entry | {"ORDFIG": int(digits[0])}
        ending = {"day": "DAYEND", "last-day": "LASTDAYEND"}.get(lex.ordinals[rest])
        return entry | {ending: entry["ORDDAY"]} if ending and "ORDDAY" in entry else entry
    if rest[:1].isalpha():
        stems = [stem for stem in lex.adjectives if rest.startswith(stem)]
        if not stems or len(digits[0]) > 4:
            return {"ODD": surface}
        return {"DURADJ": f"{digits[0]} {lex.adjectives[max(stems, key=len)]}"}
    entry = compound_entry(surface)
    if "BADDATE" in entry and "month-day" in lex.features:
        entry = _month_first(surface) or entry
    return entry


_US_DATE = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})")


def _month_first(text: str) -> Entry | None:
    """What is a date only with its month before its day: "9/25/2024" in a language that says them so."""
    found = _US_DATE.fullmatch(text)
    entry = compound_entry(found.expand(r"\3\2\1\2\4")) if found else _UNKNOWN
    return entry if "DMY" in entry else None
