"""The little words of every language, by which running text is taken apart and put together (text.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def little_words(key: str, *languages: str) -> tuple[str, ...]:
    """The words under a key of these languages, of all where none is named: each once, in the order of the file."""
    tables = _data()
    found = (word for code in languages or tables for word in tables[code].get(key, "").split())
    return tuple(word.replace("_", " ") for word in dict.fromkeys(found))


def any_of(key: str) -> str:
    """The words under a key of all languages, as a regular expression that matches any of them."""
    return "|".join(map(re.escape, little_words(key)))


def governed(language: str) -> dict[str, frozenset[str]]:
    """The cases that each preposition of a language can govern."""
    table: dict[str, str] = _data()[language].get("governs", {})
    return {word: frozenset(cases.split()) for words, cases in table.items() for word in words.split()}


@cache
def prepositions(language: str) -> frozenset[str]:
    """The prepositions of a language, whether or not it is known which cases they govern."""
    return frozenset((*little_words("prepositions", language), *governed(language)))


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("timeline.languages") / "text.toml").read_text("utf-8"))
