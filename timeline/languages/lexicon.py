"""Reads a language file: words, each with the classes it belongs to and its value in each."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = "int | float | str | tuple[int, int] | None"
Entry: TypeAlias = "dict[str, Value]"
"""What a word can be: class to value ("мая": {"MONTH": 5})."""

LANGUAGES = ("ru", "be", "uk", "en")
"""The languages that have a file of their own."""

_FOLD = {"ё": "е", "’": "'", "ʼ": "'", "`": "'", "´": "'"}
_LATIN = re.compile("[a-z]").search
_LOOKALIKE = str.maketrans("aceiopxykmhtbAEOPCXKMHTBI", "асеіорхукмнтвАЕОРСХКМНТВІ")

_SOFT = "[еёюяіь]"
_UNSIGNED = re.compile(
    rf"(?<=з)(?=(?:[збвнлпм]|дз){_SOFT})|(?<=с)(?=[свнлпцм]{_SOFT})|(?<=[нлц])(?=(?<=н)н{_SOFT}|(?<=л)л{_SOFT}|(?<=ц)[цв]{_SOFT})"
)
CLASSICAL = "classical-spelling"
"""The feature of a language that a second spelling is written in: Belarusian "сьнежня" beside "снежня"."""


def fold(word: str) -> str:
    """The spelling under which a word is looked up: lower case, ё as е, one kind of apostrophe."""
    return _folded(word) if len(word) < 64 else _plain(word)


def _plain(word: str) -> str:
    low = word.lower()
    for char, plain in _FOLD.items():
        low = low.replace(char, plain)
    return low


_folded = lru_cache(maxsize=1 << 14)(_plain)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language.

    ``words`` maps a folded word to its classes, ``phrases`` a first word to the phrases that begin
    with it (longest first), ``dotted`` holds abbreviations, which count only before a full stop. ``ordinals`` and
    ``adjectives`` are patterns for what may follow a digit ("25-го", "15-летний"). ``features``
    switch on rules that only some languages have.
    """

    code: str
    words: dict[str, Entry]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    dotted: dict[str, Entry]
    ordinals: dict[str, str]
    adjectives: dict[str, str]
    features: frozenset[str]
    tense: dict[str, re.Pattern[str]] | None = None
    context: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def look_up(self, key: str) -> Entry | None:
        """The entry of a folded word, Latin look-alike letters in a Cyrillic one included."""
        entry = self.words.get(key)
        if entry is None and not key.isascii() and _LATIN(key):
            entry = self.words.get(key.translate(_LOOKALIKE))
        return entry


def _expand(item: str, endings: dict[str, list[str]]) -> list[str]:
    """ "феврал+ь" with the endings of "ь" gives февраль, февраля, …; "_" joins the words of a phrase, "(,)" may be a
    comma or nothing."""
    if "(,)" in item:
        return [form for comma in ("", "_,") for form in _expand(item.replace("(,)", comma), endings)]
    stem, plus, name = item.partition("+")
    if not plus:
        return [item]
    tail = ""
    if "_" in name:
        name, _, rest = name.partition("_")
        tail = "_" + rest
    return [stem + ("" if end == "-" else end) + tail for end in endings[name]]


def classically(word: str) -> Iterator[str]:
    """A Belarusian word or phrase in the classical spelling: signs between soft consonants ("стагодзьдзе", "верасьня"),
    "ня" for "не" before a stress ("ня раней"), which many write without the signs, too."""
    soft = _UNSIGNED.sub("ь", word.replace("ддз", "дзьдз"))
    yield soft
    if word.startswith("не_"):
        yield from (f"ня{one[2:]}" for one in (soft, word))


def _value(key: str) -> Value:
    if re.fullmatch(r"-?\d+", key):
        return int(key)
    if re.fullmatch(r"-?\d+\.\d+", key):
        return float(key)
    if found := re.fullmatch(r"(\d\d)-(\d\d)", key):
        return int(found[1]), int(found[2])
    return key


def _context(sources: dict[str, str]) -> dict[str, re.Pattern[str]]:
    """The patterns of what stands around an expression; "{event}" in one is the phrase that names an event."""
    event = f"(?P<event>{sources.get('event', '')})"
    return {name: re.compile(source.replace("{event}", event)) for name, source in sources.items() if name != "event"}


def _compounds(tables: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The words that a number and a unit make ("двухдневный"): their class, themselves, and what they say."""
    for cls, table in tables.items():
        for prefix, n in table["prefixes"].items():
            for stem, unit in table["stems"].items():
                for end in str(table["endings"]).split():
                    yield cls, prefix + stem + end, f"{n} {unit}"


class _Entries:
    """The words of a language as its file is read: each with its classes, the first value of a class counting."""

    def __init__(self) -> None:
        self.words: dict[str, Entry] = {}
        self.dotted: dict[str, Entry] = {}
        self._phrases: dict[str, dict[tuple[str, ...], Entry]] = {}

    def add(self, surface: str, cls: str, value: Value) -> None:
        """A word, an abbreviation with its full stop, or the words of a phrase with "_" between them."""
        if surface.endswith(".") and "_" not in surface:
            entry = self.dotted.setdefault(fold(surface[:-1]), {})
        elif "_" in surface:
            parts = tuple(fold(part) for part in surface.split("_"))
            entry = self._phrases.setdefault(parts[0], {}).setdefault(parts, {})
        else:
            entry = self.words.setdefault(fold(surface), {})
        entry.setdefault(cls, value)

    def phrases(self) -> dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
        """The phrases that begin with each word, the longest first."""
        return {
            first: tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))
            for first, found in self._phrases.items()
        }


def _surfaces(data: dict[str, Any]) -> Iterator[tuple[str, str, Value]]:
    """Every form of every word that a file lists, its class, and its value there (``None`` where it has none)."""
    endings = {name: str(text).split() for name, text in data.get("endings", {}).items()}
    for cls, content in data["words"].items():
        for key, text in (content if isinstance(content, dict) else {"": content}).items():
            for item in str(text).split():
                yield from ((surface, cls, _value(key) if key else None) for surface in _expand(item, endings))
    for cls, word, value in _compounds(data.get("compound", {})):
        yield word, cls, value


def _read(code: str) -> Lexicon:
    data: dict[str, Any] = tomllib.loads((files("timeline.languages") / f"{code}.toml").read_text("utf-8"))
    entries, classical = _Entries(), CLASSICAL in data.get("features", ())
    for surface, cls, value in _surfaces(data):
        entries.add(surface, cls, value)
        for other in classically(surface) if classical else ():
            entries.add(other, cls, value)
    tense = {name: re.compile(source.replace("ё", "е")) for name, source in data.get("tense", {}).items()}
    return Lexicon(
        code=code,
        words=entries.words,
        phrases=entries.phrases(),
        dotted=entries.dotted,
        ordinals={end: kind for kind, text in data.get("ordinals", {}).items() for end in str(text).split()},
        adjectives={stem: unit for unit, text in data.get("adjectives", {}).items() for stem in str(text).split()},
        features=frozenset(data.get("features", ())),
        context=_context(data.get("context", {})),
        tense=tense or None,
    )


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language that has a file (``KeyError`` for any other code)."""
    if code not in LANGUAGES:
        raise KeyError(code)
    return _read(code)


def codes() -> tuple[str, ...]:
    """The languages that have a file, in the order in which they are tried."""
    return LANGUAGES
