"""Languages without a file of their own, through dateparser: numeric and spelled dates, and words such as "бүгін".

dateparser's tables say what months, weekdays and "today" are called; what is found by them is given to it whole,
and the rule is named after it. Nothing here is used where a language has a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from timeline.expressions.meaning import Clock, Date, Duration, Impossible, Meaning, Relative, Shift, Unit, Weekday
from timeline.expressions.timex import Timex, TimexType
from timeline.expressions.tokens import compound_entry

LOCALES = {"kk": "kk", "ky": "ky", "ro": "ro", "hy": "hy", "uz": "uz", "ka": "ka", "az": "az", "tg": "uz-Cyrl"}
"""Each language with dateparser's locale for it; Tajik has none, and calls its months as Uzbek in Cyrillic does."""

_YEAR_HALF = ("january", "february", "march", "april", "may", "june")
_MONTHS = (*_YEAR_HALF, "july", "august", "september", "october", "november", "december")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_NUMERIC = r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CHANGING = "ьиіეიaei"
"""Final letters of months that other endings take the place of."""
_DAY = r"(?P<d>3[01]|[12][0-9]|0?[1-9])"
_YEAR = r"(?P<y>[12][0-9]{3})"

_SAME_LETTER = str.maketrans("İıſ", "iis")
"""Letters that match another one where case does not matter, and are not that one in lower case."""

Build = Callable[[re.Match[str]], "Meaning | None"]


def find_foreign(text: str, lang: str) -> list[Timex]:
    """The time expressions of ``text`` in one of ``LOCALES``, in order, not overlapping.

    Raises ``KeyError`` for any other language.
    """
    found: list[Timex] = []
    taken = bytearray(len(text))
    for start, end, kind, meaning in _locale(LOCALES[lang]).matches(text.translate(_SAME_LETTER)):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Timex(start, end, text[start:end], kind, meaning, f"dateparser.{lang}", lang))
    return sorted(found, key=lambda timex: timex.start)


@cache
def _locale(code: str) -> _Locale:
    return _Locale(code)


class _Locale:
    """What one locale of dateparser calls things, and the patterns that follow from it."""

    def __init__(self, code: str) -> None:
        info: dict[str, Any] = import_module(f"dateparser.data.date_translation_data.{code}").info
        self.code = code
        self.months = {_stem(name): n for n, key in enumerate(_MONTHS, 1) for name in info[key]}
        self.names = {n: max(info[key], key=len) for n, key in enumerate(_MONTHS, 1)}
        self.weekdays = {_low(name): n for n, key in enumerate(_WEEKDAYS, 1) for name in info[key] if len(name) > 3}
        self.pointing = {
            _low(word): Relative(unit, n)
            for key, words in info.get("relative-type", {}).items()
            for n, unit in _counts(key)
            for word in words
        }
        month = rf"(?P<m>{_any(self.months)})\w{{0,5}}"
        word = r"(?:[^\W\d_]{2,8}\s+)?"
        weekday = rf"(?:(?P<w>{_any(self.weekdays)})\w{{0,4}},?\s+)?"
        rules: list[tuple[str, Build, TimexType]] = [
            (rf"{weekday}{_YEAR}[-\s]\s?{word}{_DAY}[-\s]\s?{month}", self.date, "DATE"),
            (
                rf"{weekday}{_DAY}[-.\s]\s?{month}[.,]?\s+{word}{_YEAR}(?:-[^\W\d_]+)?",
                self.date,
                "DATE",
            ),
            (_NUMERIC, _numeric, "DATE"),
            (rf"{weekday}{_DAY}[-\s]\s?{month}", self.date, "DATE"),
            (rf"{month}\s+{_YEAR}", self.date, "DATE"),
            (r"(?P<h>[01]?[0-9]|2[0-3]):(?P<mm>[0-5][0-9])", _clock, "TIME"),
            *self.counted(info.get("relative-type-regex", {})),
            (_any(self.pointing), lambda m: self.pointing[m[0].lower()], "DATE"),
            (rf"(?P<w>{_any(self.weekdays)})\w{{0,4}}", self.weekday, "DATE"),
        ]
        self.rules = [
            (re.compile(rf"(?<![\w.:/-])(?:{source})(?![\w:/])", re.IGNORECASE), build, kind)
            for source, build, kind in rules
        ]

    def matches(self, text: str) -> Iterator[tuple[int, int, TimexType, Meaning]]:
        """Every match of every pattern, those that say most first."""
        for pattern, build, kind in self.rules:
            for match in pattern.finditer(text):
                if (meaning := build(match)) is not None:
                    yield match.start(), match.end(), kind, meaning

    def date(self, m: re.Match[str]) -> Meaning | None:
        """A month of a year, or a day with or without one; ``Impossible`` for a day that its month has not."""
        said = m.groupdict()
        month = self.months[m["m"].lower()]
        if said.get("d") is None:
            return Date(int(m["y"]), month)
        year = int(m["y"]) if said.get("y") else None
        weekday = self.weekdays[m["w"].lower()] if m["w"] else None
        if not self.exists(int(m["d"]), month, year):
            return Impossible(f"month {month} has no day {m['d']}")
        return Date(year, month, int(m["d"]), weekday)

    def exists(self, day: int, month: int, year: int | None) -> bool:
        """Whether dateparser reads it as that very day."""
        import dateparser

        text = f"{day} {self.names[month]} {year or 2024}"
        read = dateparser.parse(text, locales=[self.code], settings={"DATE_ORDER": "DMY"})
        return read is not None and (read.day, read.month) == (day, month)

    def weekday(self, m: re.Match[str]) -> Meaning:
        """A weekday by its name."""
        return Weekday(self.weekdays[m["w"].lower()])

    def counted(self, table: dict[str, list[str]]) -> Iterator[tuple[str, Build, TimexType]]:
        """ "3 күн бұрын": dateparser's forms, and by which word each counts."""
        for key, forms in table.items():
            for n, unit in _counts(key.replace("\\1", "1")):
                number = "|".join(form.replace(r"(\d++[.,]?\d*+)", r"[0-9]+") for form in forms)
                yield number, _shift(unit, 1 if n > 0 else -1), "DATE"


def _numeric(m: re.Match[str]) -> Meaning | None:
    entry = compound_entry(m[0])
    if "BADDATE" in entry:
        return Impossible(f"{m[0]} is on no calendar")
    written = entry.get("DMY")
    return Date(*map(int, written.split("-"))) if isinstance(written, str) else None


def _clock(m: re.Match[str]) -> Meaning:
    return Clock(int(m["h"]), int(m["mm"]))


def _shift(unit: Unit, sign: int) -> Build:
    def build(m: re.Match[str]) -> Meaning | None:
        number = re.search("[0-9]+", m[0])
        return Shift(Duration(((float(number[0]), unit),)), sign) if number and len(number[0]) < 5 else None

    return build


def _counts(key: str) -> Iterator[tuple[int, Unit]]:
    """What a key of dateparser's says: "1 day ago" is -1 day, "in 1 week" 1 week."""
    found = re.fullmatch(r"(in )?(\d+) (\w+)( ago)?", key)
    if found and found[3] in _UNITS:
        yield (int(found[2]) if found[1] else -int(found[2])), _UNITS[found[3]]


def _stem(name: str) -> str:
    """A month's name without the sound that cases change."""
    low = _low(name).rstrip(".")
    return low[:-1] if len(low) >= 5 and low[-1] in _CHANGING else low


def _low(name: str) -> str:
    return name.translate(_SAME_LETTER).lower()


def _any(words: dict[str, Any]) -> str:
    """Any of the words, the longest first; nothing at all where there is none."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
