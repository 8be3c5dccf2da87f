"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import command_page
import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "timeline").rglob("*.py"))
OWN = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
LIMIT = 400
"""Lines above which a module no longer reads from top to bottom."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", OWN, ids=name)
def test_a_module_stays_readable(module: Path) -> None:
    lines = module.read_text(encoding="utf-8").count("\n")
    assert lines <= LIMIT, f"{name(module)} has {lines} lines: split it"


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_every_module_says_what_it_is(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))), (
        f"{name(module)} begins without a docstring"
    )


def test_every_folder_of_code_is_a_package() -> None:
    assert {module.parent for module in MODULES} == {
        module.parent for module in MODULES if module.name == "__init__.py"
    }


def test_no_package_keeps_a_drawer_for_odds_and_ends() -> None:
    assert not [name(module) for module in OWN if module.stem in {"utils", "util", "helpers", "misc", "common"}]


def test_the_picture_names_the_packages_in_the_order_they_import() -> None:
    """The picture in timeline/__init__.py against the layers that import-linter holds the code to."""
    import tomllib

    import timeline

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    rank = {
        layer.strip().removeprefix("timeline."): place
        for place, line in enumerate(contract["layers"])
        for layer in line.split("|")
    }
    assert set(rank) == {
        path.stem for path in (ROOT / "timeline").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"__init__", "__main__"}

    drawn = re.findall(r"\((\w+)\)", (timeline.__doc__ or "").split("\n\n")[1])
    assert drawn[:5] == ["posts", "expressions", "times", "mentions", "events"]
    assert drawn == sorted(drawn, key=rank.__getitem__, reverse=True)


def test_every_command_is_documented_as_it_documents_itself() -> None:
    document = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert document == command_page.page(document), "make docs"


def test_the_index_leads_to_every_document() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")} - {"README.md"}
    assert pages <= set(re.findall(r"\]\(([^)#]+)", index))


def test_nothing_names_the_machine_it_was_made_on() -> None:
    """Paths of one machine in code or data would work nowhere else."""
    written = [*MODULES, *(ROOT / "timeline").rglob("*.toml"), *(ROOT / "calendars").glob("*.toml")]
    written += [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), ROOT / "Makefile", ROOT / "pyproject.toml"]
    local = re.compile(r"(?<![\w.])/(?:work|home/\w+|root|Users/\w+)/")
    assert not [name(path) for path in written if local.search(path.read_text(encoding="utf-8"))]
