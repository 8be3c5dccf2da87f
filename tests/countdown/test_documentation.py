"""docs/countdown.md against the code: its picture, its options, its fields, its recipes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from countdown.test_golden import MOCKUP

from timeline.cli.view_options import VIEWS, parse, spelled_out
from timeline.countdown import formats
from timeline.countdown.left import GOES_ON, PERIOD_GOES_ON
from timeline.countdown.screen import NARROW

DOCUMENT = (Path(__file__).parent.parent.parent / "docs" / "countdown.md").read_text(encoding="utf-8")


def test_the_picture() -> None:
    assert f"```text\n{MOCKUP}\n```" in DOCUMENT


def rows_of(heading: str) -> dict[str, str]:
    """The rows of the first table after some words: what stands in the first column, and the rest."""
    table = DOCUMENT.partition(heading)[2].partition("\n|")[2].partition("\n\n")[0]
    found = {}
    for line in table.splitlines()[2:]:
        first, _, rest = line.strip("| ").partition(" | ")
        for name in re.findall(r"`([^`]+)`", first):
            found[name] = rest
    return found


def test_every_field_is_documented_and_none_besides() -> None:
    assert set(rows_of("The fields of `--json`")) == set(formats.COLUMNS)
    assert rows_of("A template knows") == {
        name: said.replace("89d", "`89d`, `≤149d`, `40min`") for name, said in formats.FIELDS.items()
    }


def test_every_form_is_documented() -> None:
    said = rows_of("## For programs")
    assert {f"--{form}" for form in formats.FORMS} <= set(said)
    assert {"-f", "--format", "-q", "--quiet"} <= set(said)


@pytest.mark.parametrize("option", sorted({option.names[-1] for _, known in VIEWS.values() for option in known}))
def test_every_option_is_mentioned(option: str) -> None:
    elsewhere = {"--database", "--config", "--calendar", "--color", "--from"}  # of all commands, or another spelling
    assert option in elsewhere or f"`{option}" in DOCUMENT or f" {option} " in DOCUMENT


def test_the_numbers_it_names() -> None:
    assert f"for {PERIOD_GOES_ON} days if it is a period" in DOCUMENT
    assert f"and for {GOES_ON} days otherwise" in DOCUMENT
    assert f"Below {NARROW} columns an event takes two lines" in DOCUMENT


RECIPES = re.findall(
    r"timeline (?:countdown|agenda)(?: (?:'[^']*'|\"(?:\$\([^)]*\)|[^\"])*\"|[^\s'\"`)#&>]+))*",
    DOCUMENT.partition("## Recipes")[2],
)


def test_there_are_recipes() -> None:
    assert len(RECIPES) >= 7


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_is_answered_by_the_fast_path(recipe: str) -> None:
    asked = parse(spelled_out(shlex.split(recipe)[1:]))
    assert asked is not None
    template = asked.text("format")
    if template is not None:
        assert formats.pieces(template)
