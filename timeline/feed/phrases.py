"""What the feed and the pages say, in each language: ``languages/xx_feed.toml`` and ``xx_site.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from timeline.errors import UsageError

LANGUAGES = ("ru", "be", "uk", "en")
"""The languages of fixed texts, the first one being the default."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The fixed texts of one language, addressed as ``section.key``."""

    lang: str
    texts: dict[str, str]
    lists: dict[str, tuple[str, ...]]

    def say(self, key: str, /, **values: object) -> str:
        """The text ``key`` with its braces filled in; ``KeyError`` if there is no such text."""
        return self.texts[key].format(**values)

    def day(self, day: date, weekday: bool = False) -> str:
        """ "25 февраля 2024", with its weekday if asked for."""
        text = self.say("dates.day", day=day.day, month=self.lists["dates.months"][day.month - 1], year=day.year)
        if not weekday:
            return text
        return self.say("dates.with_weekday", date=text, weekday=self.lists["dates.weekdays"][day.weekday()])

    def days(self, first: date, last: date) -> str:
        """Both ends inclusive: "20–24 февраля 2024", "21 ноября – 6 декабря 2023"; one day with its weekday."""
        if first == last:
            return self.day(first, weekday=True)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last)}"
        if first.year == last.year:
            month = self.lists["dates.months"][first.month - 1]
            return f"{self.say('dates.day_of_year', day=first.day, month=month)} – {self.day(last)}"
        return f"{self.day(first)} – {self.day(last)}"


@cache
def phrases(lang: str, *parts: str) -> Phrases:
    """The fixed texts of ``lang``: those of the feed, and of other ``parts`` ("site").

    Raises ``UsageError`` with the valid languages if there are none.
    """
    if lang not in LANGUAGES:
        raise UsageError(f"no such language: {lang}", f"one of {', '.join(LANGUAGES)}")
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for part in ("feed", *parts):
        raw = tomllib.loads((files("timeline.languages") / f"{lang}_{part}.toml").read_text(encoding="utf-8"))
        for section, entries in raw.items():
            for key, value in entries.items():
                if isinstance(value, list):
                    lists[f"{section}.{key}"] = tuple(value)
                else:
                    texts[f"{section}.{key}"] = value
    return Phrases(lang, texts, lists)
