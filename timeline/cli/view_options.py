"""The options of the views, in one table: Typer's commands are built from it, and the fast path reads it.

Imports next to nothing: a shell prompt waits for this module.
"""

from __future__ import annotations

from timeline.countdown.phrases import LANGUAGES

FORMS = ("json", "nl", "csv", "tsv", "waybar")
"""Options that choose a form for programs."""

GLOBAL = ("--database", "--config")
"""Options before the command that take a value."""


class Option:
    """One option: its names, its key, what it takes (``metavar``; "" for a flag), what it does, what it may be."""

    __slots__ = ("choices", "flag", "help", "key", "metavar", "names")

    def __init__(self, names: str, help: str, metavar: str = "", choices: tuple[str, ...] = ()) -> None:  # noqa: A002
        self.names = tuple(names.split())
        self.key = self.names[-1].lstrip("-").replace("-", "_")
        self.help = help
        self.metavar = metavar
        self.flag = not metavar
        self.choices = choices


AT = Option("--at", "Pretend that today is WHEN. What is known stays the same.", "WHEN")
PAST = Option(
    "--past",
    "Add what was over at most so long ago (7d, 2w; all of it without a value), cancelled events included.",
    "[TIME]",
)
WITHIN = Option("--within", "Leave out what starts later than so long from now: 30d, 2w, 3m, 1y.", "TIME")
ALL = Option("--all", "Everything that is known: what is over and what is cancelled, too.")
NUMBER = Option("-n --number", "At most so many events.", "N")
WATCH = Option("--watch", "Stay, and redraw whenever something changes. Ctrl-C ends it.")
JSON = Option("--json", "One JSON object, with the evidence and the history.")
CHART = Option("--chart", "Draw the events as bars over weeks.")
FROM = Option("--from", "The first day of the agenda; the same as FROM.", "WHEN")
TO = Option("--to", "The last day of the agenda; the same as TO.", "WHEN")

MANY = (
    Option("--json", "One JSON array."),
    Option("--nl", "One JSON object a line."),
    Option("--csv", "A table with commas."),
    Option("--tsv", "A table with tabs."),
    Option("--waybar", "JSON for a status bar: text, tooltip, class."),
    Option("-f --format", "One line for each event: '{left_short} {title}'.", "TEMPLATE"),
    Option("-q --quiet", "Print nothing; the exit code says whether anything matched."),
)
"""Forms for programs, of a view of many events."""

SHARED = (
    Option("--width", "Columns to use, instead of the terminal's.", "COLUMNS"),
    Option("--lang", "Language of the view.", "LANG", LANGUAGES),
    Option("--tz", "Your time zone: clocks are shown in it, too.", "ZONE"),
    Option("-c --calendar", "Only this calendar.", "CALENDAR"),
    Option("--color", "Colour: auto, always or never.", "WHEN", ("auto", "always", "never")),
    Option("--database", "The database. Environment: TIMELINE_DATABASE.", "FILE"),
    Option("--config", "The configuration file. Environment: TIMELINE_CONFIG.", "FILE"),
)

VIEWS: dict[str, tuple[tuple[str, ...], tuple[Option, ...]]] = {
    "countdown": (("WHAT",), (AT, PAST, WITHIN, ALL, NUMBER, WATCH, *MANY, *SHARED)),
    "agenda": (("FROM", "TO"), (FROM, TO, AT, PAST, ALL, CHART, NUMBER, WATCH, *MANY, *SHARED)),
    "show": (("EVENT",), (AT, JSON, *SHARED)),
}
"""Each view: what may follow it, and its options."""


class Asked:
    """What was typed: the view, its words, and the options that were given, by key (``True`` for a flag)."""

    __slots__ = ("options", "view", "words")

    def __init__(self, view: str, words: list[str], options: dict[str, str | bool]) -> None:
        self.view = view
        self.words = words
        self.options = options

    def text(self, key: str) -> str | None:
        """The value of an option, ``None`` where it was not given."""
        value = self.options.get(key)
        return value if isinstance(value, str) else None

    def flag(self, key: str) -> bool:
        """Whether a flag was given."""
        return self.options.get(key) is True


UNITS = {"d": (0, 1), "w": (0, 7), "m": (1, 0), "y": (12, 0), "д": (0, 1), "н": (0, 7), "м": (1, 0), "г": (12, 0)}
"""Months and days in a unit of ``--past`` and ``--within``."""


def length(text: str) -> tuple[int, int] | None:
    """A length of time in months and days: "7d", "2w", "3m", "30" (days), "all"; ``None`` for anything else."""
    if text == "all":
        return 0, 10**7
    number, unit = (text, "d") if text.isdecimal() else (text[:-1], text[-1:])
    if unit not in UNITS or not (number.isascii() and number.isdecimal()) or len(number) > 4:
        return None
    months, days = UNITS[unit]
    return int(number) * months, int(number) * days


def number(text: str | None, option: str, least: int) -> int | None:
    """A whole number that an option was given. Raises UsageError."""
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text[:9]) < least:
        from timeline.errors import UsageError

        raise UsageError(f"{option}: {text!r} is not a whole number from {least} on", f"{option} {max(least, 5)}")
    return int(text[:9])


def spelled_out(arguments: list[str]) -> list[str]:
    """The arguments with what may be left out: ``countdown`` where no command is named, the value of ``--past``.

    Options that stand before another command than that go behind it.
    """
    place = command_at(arguments)
    rest = arguments[place:]
    known = ("--help", "-h", "--version", "--install-completion", "--show-completion")
    if not rest:
        rest = ["countdown"]
    elif rest[0].startswith("-") and rest[0] != "-" and rest[0].split("=")[0] not in known:
        from timeline.cli.tree import options_behind

        rest = options_behind(rest) or ["countdown", *rest]
    if rest[0] in VIEWS and PAST in VIEWS[rest[0]][1]:
        for n, word in enumerate(rest):
            if word == "--past" and (n + 1 == len(rest) or length(rest[n + 1]) is None):
                rest[n] = "--past=all"
    return arguments[:place] + rest


def command_at(arguments: list[str]) -> int:
    """Where the command stands: after the options that may come before it."""
    place = 0
    while place < len(arguments) and arguments[place].split("=")[0] in GLOBAL:
        place += 1 if "=" in arguments[place] else 2
    return place


def named(word: str) -> tuple[str, str | None]:
    """The name of an option, and the value that is written in one word with it (``--at=2024``, ``-n3``)."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        return name, value if equals else None
    return word[:2], word[2:] or None


def parse(arguments: list[str]) -> Asked | None:
    """What was typed, where it is a view in its plain spelling; ``None`` leaves everything else to Typer."""
    arguments = list(arguments)
    given: dict[str, str | bool] = {}
    while arguments and named(arguments[0])[0] == "--database":
        _, value = named(arguments.pop(0))
        given["database"] = arguments.pop(0) if value is None and arguments else value or ""
    if not arguments or arguments[0] not in VIEWS:
        return None
    accepted, options = VIEWS[arguments[0]]
    by_name = {name: option for option in options for name in option.names}
    words: list[str] = []
    rest = arguments[1:]
    while rest:
        word = rest.pop(0)
        if not word.startswith("-") or word == "-":
            words.append(word)
            continue
        name, value = named(word)
        option = by_name.get(name)
        if option is None or (option.flag and value is not None):
            return None
        if option.flag:
            given[option.key] = True
            continue
        if value is None:
            if not rest:
                return None
            value = rest.pop(0)
        if option.choices and value not in option.choices:
            return None
        given[option.key] = value
    if (accepted == ("FROM", "TO") and len(words) > 2) or (accepted == ("EVENT",) and not words):
        return None
    return Asked(arguments[0], words, given)
