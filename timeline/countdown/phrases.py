"""The words of one language: phrases with numbers in them, each with its plural form."""

from __future__ import annotations

from datetime import date
from importlib import import_module

LANGUAGES = ("ru", "be", "uk", "en")
"""Languages that the views speak; the last is for everybody else."""


def one_few_many(n: int) -> int:
    """CLDR's plural rule of East Slavic languages, for whole numbers: 0 one, 1 few, 2 many."""
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2


def one_other(n: int) -> int:
    """CLDR's plural rule of English, for whole numbers: 0 one, 1 other."""
    return 0 if n == 1 else 1


RULES = {"one-few-many": one_few_many, "one-other": one_other}


class Tongue:
    """One language of the views."""

    __slots__ = ("code", "kinds", "month_names", "months", "phrases", "roles", "rule", "short", "units", "weekdays")

    def __init__(self, code: str) -> None:
        words = import_module(f"timeline.countdown.languages.{code}")
        self.code = code
        self.rule = RULES[words.PLURALS]
        self.units: dict[str, tuple[str, ...]] = words.UNITS
        self.short: dict[str, str] = words.SHORT
        self.phrases: dict[str, str] = words.PHRASES
        self.months: tuple[str, ...] = words.MONTHS
        self.month_names: tuple[str, ...] = words.MONTH_NAMES
        self.weekdays: tuple[str, ...] = words.WEEKDAYS
        self.kinds: dict[str, tuple[str, ...]] = words.KINDS
        self.roles: dict[str, str] = words.ROLES

    def count(self, unit: str, n: int) -> str:
        """ "84 дня", "85 дней", "81 день"."""
        return f"{n} {self.units[unit][self.rule(n)]}"

    def say(self, phrase: str, **slots: object) -> str:
        """A phrase of this language. A number given for a unit (``days=8``) is counted in it ("8 дней")."""
        filled = {
            name: self.count(name, value) if isinstance(value, int) and name in self.units else value
            for name, value in slots.items()
        }
        return self.phrases[phrase].format_map(filled)

    def day(self, day: date, today: date, *, weekday: bool = False, year: bool | None = None) -> str:
        """A day: "вс 25 фев 2024", the year only where it is not today's (or as ``year`` says)."""
        text = f"{day.day} {self.months[day.month - 1]}"
        if day.year != today.year if year is None else year:
            text += f" {day.year}"
        return f"{self.weekdays[day.weekday()]} {text}" if weekday else text


_TONGUES: dict[str, Tongue] = {}


def tongue(code: str) -> Tongue:
    """The words of a language, read once; English for a language that the views do not speak."""
    code = code if code in LANGUAGES else LANGUAGES[-1]
    if code not in _TONGUES:
        _TONGUES[code] = Tongue(code)
    return _TONGUES[code]


def guess(titles: list[str]) -> str | None:
    """The language of some titles by letters that only it has; ``None`` where nothing tells.

    For a calendar that names no language of its own.
    """
    text = "".join(titles).lower()
    if "ў" in text:
        return "be"
    if any(letter in text for letter in "їєґ"):
        return "uk"
    if any(letter in text for letter in "ыэъё") or any("а" <= letter <= "я" for letter in text):
        return "be" if "і" in text and "и" not in text else "uk" if "і" in text and "ы" not in text else "ru"
    return "en" if any("a" <= letter <= "z" for letter in text) else None
