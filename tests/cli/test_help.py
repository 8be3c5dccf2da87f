"""The help of every command: what it takes, in words that are no programmer's."""

from __future__ import annotations

import re

import pytest
from cli.terminal import timeline
from command_page import commands, help_of


@pytest.mark.parametrize("path", commands())
def test_no_help_names_a_type(path: str) -> None:
    told = help_of(path)
    assert re.findall(r"<(?:str|path|int|float|list\b)", told) == []
    assert "{" not in told.partition("\n\n")[0]


def test_what_a_command_takes() -> None:
    told = help_of("timeline split")
    assert told.startswith("Usage: timeline split [OPTIONS] EVENT POST...\n")
    assert "\n  POST   Posts that speak of another event" in told
    assert "\n  --reason REASON " in told
    assert "\n  -c, --calendar ID " in told


def test_a_slip_is_answered_with_the_same_usage() -> None:
    answer = timeline("split", "x")
    assert answer.code == 2
    assert "Usage: timeline split [OPTIONS] EVENT POST..." in answer.err
