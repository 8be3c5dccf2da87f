"""What Typer would answer a shell that completes a word, said without loading Typer.

The environment is the one that Typer's completion scripts set up: for bash the words and the place of the one that
is typed, for zsh and fish the command line up to there.
"""

from __future__ import annotations

import os

from timeline.cli import candidates, tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.cli.tree import Command, Parameter, Place

    Answers = list[tuple[str, str]]
    """Words that fit, each with what it is."""

SHELLS = ("bash", "zsh", "fish")


def quickly(environment: Mapping[str, str]) -> tuple[str, int] | None:
    """What to print and the exit code; ``None`` leaves it to Typer."""
    shell = environment.get("_TIMELINE_COMPLETE", "").removeprefix("complete_")
    if shell not in SHELLS:
        return None
    before, incomplete = _typed(shell, environment)
    found = answers(before, incomplete)
    if found is None:
        return None
    name, equals, _ = incomplete.partition("=")
    if shell != "bash" and equals and name.startswith("--"):  # one word for zsh and fish, which take a whole one
        found = [(f"{name}={word}", told) for word, told in found]
    if shell == "bash":
        whole = "\n".join(word for word, _ in found)
        return (whole.replace(" ", "\\ ") if _one_word(before, environment) else whole), 0
    if shell == "zsh":
        lines = "\n".join(_for_zsh(word) + (f":{_for_zsh(told)}" if told else "") for word, told in found)
        return f"_arguments '*: :(({lines}))'" if found else "_files", 0
    if environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return "", 0 if found else 1  # 1: fish offers files
    return "\n".join(word + (f"\t{told}" if told else "") for word, told in found), 0


def answers(before: list[str], incomplete: str) -> Answers | None:
    """What may stand where ``incomplete`` does, after those words; ``None`` where they cannot be followed."""
    here = tree.place(tree.options_behind(before) or before)
    if here is None:
        return None
    if database := here.values.get("--database"):
        os.environ["TIMELINE_DATABASE"] = database  # whose events and calendars are meant
    last = before[-1] if before else ""
    if incomplete.startswith("--") and "=" in incomplete:
        last, _, incomplete = incomplete.partition("=")
    if incomplete.startswith("-") and not here.dashes:
        return _options(here, incomplete)
    option = tree.option_of(here.command, last)
    if option is not None and not option.flag:
        return _values(option, incomplete)
    for n, argument in enumerate(here.command.arguments):
        if argument.takes == "*" or n >= len(here.words):
            return _values(argument, incomplete)
    return [(one.name, one.help) for one in tree.below(here.command.path) if one.name.startswith(incomplete)]


def _one_word(before: list[str], environment: Mapping[str, str]) -> bool:
    """Whether an argument must be one word for bash, which puts in what it is given as it stands, and is not quoted."""
    here = tree.place(before)
    typed = environment.get("COMP_WORDS", "").split("\n")
    number = int(environment.get("COMP_CWORD") or 0)
    quoted = number < len(typed) and typed[number][:1] in ("'", '"')
    return not quoted and here is not None and any(one.takes == "1" for one in here.command.arguments)


def _options(here: Place, incomplete: str) -> Answers:
    """Names of options that were not given yet; those of the countdown, too, where no command is named."""
    known = [one for one in here.command.options if one.takes == "values" or one not in here.given]
    if here.command.path == tree.ROOT and not here.given:
        known += _more(here.command, tree.tree()[f"{tree.ROOT} countdown"])
    return [(name, one.help) for one in known for name in one.names if name.startswith(incomplete)]


def _more(command: Command, other: Command) -> list[Parameter]:
    return [one for one in other.options if tree.option_of(command, one.names[-1]) is None]


def _values(parameter: Parameter, incomplete: str) -> Answers:
    named = candidates.BY_NAME.get(parameter.completes)
    known = named(incomplete) if named else parameter.completes.split()
    return [(one, "") for one in known if one.startswith(incomplete)]


def _typed(shell: str, environment: Mapping[str, str]) -> tuple[list[str], str]:
    """The words before the one that is typed, without the program's name, and that one."""
    typed = environment.get("COMP_WORDS" if shell == "bash" else "_TYPER_COMPLETE_ARGS", "")
    words = _split(typed)
    if shell == "bash":
        place = int(environment.get("COMP_CWORD") or 0)
        incomplete = words[place] if place < len(words) else ""
        before = words[1:place]
        if incomplete == "=":  # bash makes three words of --lang=ru
            incomplete = ""
        elif before and before[-1] == "=":
            before.pop()
        return before, incomplete
    if len(words) < 2 or typed.endswith(" "):
        return words[1:], ""
    return words[1:-1], words[-1]


def _split(typed: str) -> list[str]:
    """The words of a command line, as a shell reads them; the last quotation may be open."""
    if not any(letter in typed for letter in "'\"\\"):
        return typed.split()
    import shlex

    lexer = shlex.shlex(typed, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words = []
    try:
        while (word := lexer.get_token()) is not None:
            words.append(word)
    except ValueError:  # within a quotation
        words.append(lexer.token)
    return words


def _for_zsh(text: str) -> str:
    for letter, escaped in (('"', '""'), ("'", "'\\''"), ("$", "\\$"), ("`", "\\`"), (":", r"\\:")):
        text = text.replace(letter, escaped)
    return f'"{text}"'
