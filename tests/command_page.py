"""docs/commands.md: what every command says of itself. ``make docs`` writes it, a test compares it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MARK = "<!-- What follows is written by `make docs`. -->"
COLUMNS = 80


def commands() -> dict[str, Any]:
    """Every command that can be typed, as it is typed, in the order of ``timeline --help``."""
    import typer.main

    from timeline.cli.app import build

    def walk(command: Any, path: str) -> Iterator[tuple[str, Any]]:
        yield path, command
        for name, below in getattr(command, "commands", {}).items():
            if not below.hidden:
                yield from walk(below, f"{path} {name}")

    return dict(walk(typer.main.get_command(build()), "timeline"))


def help_of(path: str) -> str:
    """What ``path --help`` prints on a terminal of ``COLUMNS`` columns."""
    from typer.testing import CliRunner

    from timeline.cli.app import build

    environment = {"COLUMNS": str(COLUMNS), "TERMINAL_WIDTH": str(COLUMNS), "NO_COLOR": "1"}
    told = CliRunner().invoke(build(), [*path.split()[1:], "--help"], prog_name="timeline", env=environment)
    assert told.exit_code == 0, told.output
    return "".join(line.rstrip() + "\n" for line in told.output.strip("\n").splitlines())


def page(document: str) -> str:
    """The document with the help of every command after the mark."""
    head, mark, _ = document.partition(MARK)
    assert mark, f"docs/commands.md has lost its mark {MARK}"
    sections = [f"## {path}\n\n```text\n{help_of(path)}```\n" for path in commands()]
    return f"{head}{MARK}\n\n" + "\n".join(sections)
