"""The tree of commands as a table: every command with its options and arguments, and what completes them.

``tree.tsv`` is written by ``make docs`` from the commands themselves, and a test holds the two equal. It answers
a shell that completes a word at once, where building the commands would take long to import.

One line a command: its path, the module of this package that holds it, what it does. Below it, indented by a tab, one
line for each parameter: its names; ``flag``, ``value`` or ``values`` for an option, ``1`` or ``*`` for an argument;
what completes it (a name in ``candidates``, or the values it may have); what it is.
"""

from __future__ import annotations

import os
from functools import cache

from timeline.cli.view_options import length, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

FILE: Final = "tree.tsv"
ROOT: Final = "timeline"


class Parameter:
    """An option (its names begin with a dash) or an argument of a command."""

    __slots__ = ("completes", "help", "names", "takes")

    def __init__(self, names: str, takes: str, completes: str, help: str) -> None:  # noqa: A002
        self.names = tuple(names.split())
        self.takes = takes
        self.completes = completes
        self.help = help

    @property
    def flag(self) -> bool:
        """Whether it is an option without a value."""
        return self.takes == "flag"


class Command:
    """A command: the words that call it, the module it is in, what it does, what it takes."""

    __slots__ = ("arguments", "help", "module", "options", "path")

    def __init__(self, path: str, module: str, help: str) -> None:  # noqa: A002
        self.path = path
        self.module = module
        self.help = help
        self.options: list[Parameter] = []
        self.arguments: list[Parameter] = []

    @property
    def name(self) -> str:
        """The last of the words that call it."""
        return self.path.rpartition(" ")[2]


@cache
def tree() -> dict[str, Command]:
    """Every command by its path, in the order of ``timeline --help``."""
    found: dict[str, Command] = {}
    for line in _text().splitlines():
        fields = line.split("\t")
        if fields[0]:
            found[fields[0]] = command = Command(*fields)
        else:
            parameter = Parameter(*fields[1:])
            (command.options if parameter.names[0].startswith("-") else command.arguments).append(parameter)
    return found


def below(path: str) -> list[Command]:
    """The commands that may follow that one."""
    return [one for one in tree().values() if one.path.rpartition(" ")[0] == path]


def module_of(name: str) -> str | None:
    """The module of this package that holds a command; ``None`` for one that is not in the table."""
    found = tree().get(f"{ROOT} {name}")
    return found.module if found else None


def options_behind(words: list[str]) -> list[str] | None:
    """The same words, where options stand before a command: ``-c by-cec db path`` as ``db path -c by-cec``.

    ``None`` where no command follows them, or one of them is an option of none.
    """
    flags = {name: option.flag for command in tree().values() for option in command.options for name in option.names}
    at = 0
    while at < len(words) and words[at].startswith("-"):
        name, value = named(words[at])
        if name not in flags:
            return None
        at += 1
        if not flags[name] and value is None and (name != "--past" or length("".join(words[at : at + 1])) is not None):
            at += 1
    path, end = ROOT, at
    while end < len(words) and f"{path} {words[end]}" in tree():
        path, end = f"{path} {words[end]}", end + 1
    return [*words[at:end], *words[:at], *words[end:]] if end > at else None


def _text() -> str:
    try:
        with open(os.path.join(os.path.dirname(__file__), FILE), encoding="utf-8") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):  # a zipped package
        from importlib.resources import files

        return (files("timeline.cli") / FILE).read_text(encoding="utf-8")


class Place:
    """Where a command line has come to: its command, the options it has, what stands for arguments."""

    __slots__ = ("command", "dashes", "given", "values", "words")

    def __init__(self, command: Command) -> None:
        self.command = command
        self.given: list[Parameter] = []
        self.words: list[str] = []
        self.dashes = False
        self.values: dict[str, str] = {}


def place(before: list[str]) -> Place | None:
    """Follow the words before the one that is typed; ``None`` where one of them is no option of its command."""
    here = Place(tree()[ROOT])
    rest = list(before)
    while rest:
        word = rest.pop(0)
        if word.startswith("-") and word != "-" and not here.dashes:
            if word == "--":
                here.dashes = True
            elif not _option(here, word, rest):
                return None
        elif not (commands := below(here.command.path)):
            here.words.append(word)
        else:
            following = next((one for one in commands if one.name == word), None)
            if following is None or here.dashes:
                return here if following is None else None
            values, here = here.values, Place(following)
            here.values = values
    return here


def _option(here: Place, word: str, rest: list[str]) -> bool:
    """Take an option and its value; whether there is such an option."""
    name, value = named(word)
    option = option_of(here.command, name)
    if option is None and here.command.path == ROOT and not here.given:
        countdown = tree()[f"{ROOT} countdown"]  # what is meant where no command is named
        option = option_of(countdown, name)
        if option is not None:
            here.command = countdown
    if option is None or (option.flag and value is not None):
        return False
    if not option.flag and (value is not None or rest):
        here.values[option.names[-1]] = rest.pop(0) if value is None else value
    elif not option.flag:
        return True  # its value is what is typed now
    here.given.append(option)
    return True


def option_of(command: Command, name: str) -> Parameter | None:
    """The option of that name."""
    return next((one for one in command.options if name in one.names), None)
