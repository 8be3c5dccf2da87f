"""Every command says in a few words what it is, and shows how it is typed."""

from __future__ import annotations

import shlex

import command_page
import pytest

from timeline.cli.examples import EXAMPLES, SHORT
from timeline.cli.tree import option_of, place, tree

COMMANDS = command_page.commands()
PATHS = [path.removeprefix("timeline ") for path in COMMANDS if path != "timeline"]
LEAVES = [path for path in PATHS if not getattr(COMMANDS[f"timeline {path}"], "commands", None)]
TYPED = [(path, line) for path, lines in EXAMPLES.items() for line in lines]


def test_every_command_is_there_and_no_other() -> None:
    assert sorted(SHORT) == sorted(PATHS)
    assert sorted(EXAMPLES) == sorted(LEAVES)
    assert all(EXAMPLES.values())


@pytest.mark.parametrize("path", PATHS)
def test_a_few_words_stand_whole_in_a_list(path: str) -> None:
    short = SHORT[path]
    assert COMMANDS[f"timeline {path}"].get_short_help_str() == short
    assert len(short) <= 45
    assert short[0].isupper()
    assert not short.endswith(".")


@pytest.mark.parametrize(("path", "line"), TYPED)
def test_an_example_can_be_typed(path: str, line: str) -> None:
    words = shlex.split(line)
    words = words[words.index("timeline") + 1 :]
    for sign in ("|", ">"):
        if sign in words:
            words = words[: words.index(sign)]
    here = place(words)
    assert here is not None, "an option that there is not"
    assert here.command.path == f"timeline {path}"
    assert not any(word.startswith("-") and option_of(here.command, word) is None for word in here.words)
    required = [
        one for one in COMMANDS[f"timeline {path}"].params if one.param_type_name == "argument" and one.required
    ]
    assert len(here.words) >= len(required)


@pytest.mark.parametrize("path", LEAVES)
def test_the_help_shows_the_examples_as_they_are_typed(path: str) -> None:
    printed = command_page.help_of(f"timeline {path}").splitlines()
    assert all(f"    {line}" in printed for line in EXAMPLES[path])
    assert all(len(line) <= 80 for line in printed)


def test_the_table_of_completion_has_the_same_words() -> None:
    assert {path.removeprefix("timeline "): one.help for path, one in tree().items() if path != "timeline"} == SHORT
