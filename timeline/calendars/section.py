"""Taking values out of a TOML table by key and type, and noting what is wrong with file, line and key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from timeline.calendars.lines import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from timeline.calendars.definition import Names
    from timeline.calendars.lines import Path

Read = TypeVar("Read")
Word = TypeVar("Word", bound=str)

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
LINK = re.compile(r"https?://[^\s/]+(?:/\S*)?")
LANGUAGE = re.compile(r"[a-z]{2,3}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a definition: on which line, at which key, what is wrong, what to do."""

    line: int
    key: str
    message: str
    remedy: str


class Notes(Protocol):
    """What a section reports to."""

    text: str
    problems: list[Problem]


class Section:
    """One table of a definition. Each method takes one key; ``finish`` objects to the keys that nobody took."""

    def __init__(self, table: dict[str, Any], path: Path, notes: Notes) -> None:
        self.table, self.path, self.notes = table, path, notes
        self.taken: set[str] = set()

    def wrong(self, key: str, message: str, remedy: str, *inside: str) -> None:
        """Note that the value of ``key`` (or of a key ``inside`` it) is wrong."""
        path = (*self.path, key, *inside)
        dotted = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        self.notes.problems.append(Problem(line_of(self.notes.text, path), dotted, message, remedy))

    def take(self, key: str, kind: type[Read], what: str, *, required: bool = False) -> Read | None:
        """The value of ``key`` if it is a ``kind``; ``None`` where it is missing or of another type."""
        self.taken.add(key)
        value = self.table.get(key)
        if value is None:
            if required:
                self.wrong(key, "is missing", f"add {key} = {what}")
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.wrong(key, "is of the wrong type", f"write {key} = {what}")
            return None
        return value

    def text(self, key: str, what: str = '"…"', *, required: bool = False) -> str | None:
        """A text that is not empty."""
        value = self.take(key, str, what, required=required)
        if value is not None and not value.strip():
            self.wrong(key, "is empty", f"write {key} = {what}, or leave the line out")
            return None
        return value

    def texts(self, key: str, what: str = '["…"]') -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        values = self.take(key, list, what) or []
        if any(not isinstance(value, str) or not value.strip() for value in values):
            self.wrong(key, "must be a list of texts", f"write {key} = {what}")
            return ()
        return tuple(values)

    def number(self, key: str, what: str) -> int | None:
        """A whole number."""
        return self.take(key, int, what)

    def flag(self, key: str) -> bool:
        """Yes or no; no where nothing is said."""
        return bool(self.take(key, bool, "true or false"))

    def matching(self, key: str, pattern: re.Pattern[str], what: str, *, required: bool = False) -> str | None:
        """A text of a certain form."""
        value = self.text(key, what, required=required)
        if value is not None and not pattern.fullmatch(value):
            self.wrong(key, f"{value!r} is not allowed here", f"write {key} = {what}")
            return None
        return value

    def choice(self, key: str, allowed: Iterable[Word], *, required: bool = False) -> Word | None:
        """One of the words that are allowed."""
        known = tuple(allowed)
        value = self.text(key, f'"{known[0]}"' if known else '"…"', required=required)
        return None if value is None else self._one_of(key, value, known)

    def choices(self, key: str, allowed: Iterable[Word]) -> tuple[Word, ...]:
        """Some of the words that are allowed."""
        known = tuple(allowed)
        found = [self._one_of(key, value, known) for value in self.texts(key)]
        return tuple(word for word in found if word is not None)

    def _one_of(self, key: str, value: str, known: tuple[Word, ...]) -> Word | None:
        word = next((one for one in known if one == value), None)
        if word is None:
            self.wrong(key, f"{value!r} is not known", suggest(value, known))
        return word

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A day as TOML writes it, without a time."""
        value = self.take(key, date, "2029-02-25 (a day, without quotes)", required=required)
        if isinstance(value, datetime):
            self.wrong(key, "is a time of day, not a day", f"write {key} = {value.date()}")
            return None
        return value

    def names(self, key: str) -> Names:
        """A text in several languages: a table from language code to text."""
        table = self.take(key, dict, '{ ru = "…", en = "…" }') or {}
        pairs = []
        for language, value in table.items():
            if not LANGUAGE.fullmatch(language) or not isinstance(value, str) or not value.strip():
                self.wrong(key, "is not a language code with a text", f'write {key} = {{ ru = "…" }}', language)
            else:
                pairs.append((language, value))
        return tuple(pairs)

    def terms(self, key: str) -> Names:
        """Words in several languages: a table from language code to a list; flattened to pairs."""
        table = self.take(key, dict, '{ ru = ["…", "…"] }') or {}
        pairs: list[tuple[str, str]] = []
        for language, words in table.items():
            if (
                not LANGUAGE.fullmatch(language)
                or not isinstance(words, list)
                or not all(isinstance(word, str) and word.strip() for word in words)
            ):
                self.wrong(key, "is not a language code with words", f'write {key} = {{ ru = ["…"] }}', language)
            else:
                pairs.extend((language, word) for word in words)
        return tuple(pairs)

    def hours(self, key: str = "hours") -> tuple[tuple[str, str], ...]:
        """Opening hours of each day: ``["12:00", "19:00"]``."""
        what = '["12:00", "19:00"]'
        values = self.texts(key, what)
        if not values:
            return ()
        if len(values) != 2 or not all(_CLOCK.fullmatch(value) for value in values) or values[0] >= values[1]:
            self.wrong(key, "must be the opening and the closing time", f"write {key} = {what}")
            return ()
        return ((values[0], values[1]),)

    def parsed(self, key: str, parse: Callable[[str], Read]) -> Read | None:
        """A text with a grammar of its own, whose ``ValueError`` says how to write it."""
        value = self.text(key)
        if value is None:
            return None
        try:
            return parse(value)
        except ValueError as error:
            self.wrong(key, f"{value!r} is not understood", str(error))
            return None

    def tables(self, key: str) -> list[Section]:
        """The tables of a ``[[key]]`` list."""
        what = f"[[{key}]] tables"
        values = self.take(key, list, what) or []
        if any(not isinstance(value, dict) for value in values):
            self.wrong(key, f"must be written as {what}", f"start each with the line [[{key}]]")
            return []
        return [Section(value, (*self.path, key, place), self.notes) for place, value in enumerate(values)]

    def table_at(self, key: str) -> Section:
        """The table ``[key]``; an empty one where it is missing."""
        value = self.take(key, dict, f"a table [{key}]") or {}
        return Section(value, (*self.path, key), self.notes)

    def finish(self) -> None:
        """Object to every key that was not taken: most are misspelt."""
        for key in self.table.keys() - self.taken:
            self.wrong(key, "is not a key that is known here", suggest(key, sorted(self.taken)))


def suggest(word: str, known: Iterable[str]) -> str:
    """What to try instead of a word that is not known."""
    words = list(known)
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"use one of: {', '.join(words)}" if words else "leave it out"


def link(section: Section) -> str | None:
    """The address where something can be read up."""
    return section.matching("link", LINK, '"https://…"')
