"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import command_page
import pytest

from timeline.languages import codes

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


LANGUAGE_FILES = [
    *(ROOT / "timeline/languages").glob("[a-z][a-z].toml"),
    *(ROOT / "timeline/languages").glob("??_*.toml"),
]


@pytest.mark.parametrize("code", codes())
def test_a_language_has_all_that_reading_its_dates_takes(code: str) -> None:
    told = tomllib.loads((ROOT / "timeline/languages/detect.toml").read_text(encoding="utf-8"))
    assert code in told, "CONTRIBUTING, A language"
    assert (ROOT / f"timeline/languages/{code}.toml").exists()
    assert (ROOT / f"tests/corpus/expressions_{code}.tsv").exists()


@pytest.mark.parametrize("file", sorted(LANGUAGE_FILES), ids=name)
def test_somebody_reads_every_word_of_a_language(file: Path) -> None:
    readers = {"events": "timeline/mentions", "merging": "timeline/events"}
    own = ROOT / readers.get(file.stem[3:], "timeline")  # a command may have the name of a cue that nobody reads
    sources = [*own.rglob("*.py"), *(ROOT / "timeline/site/templates").iterdir()]
    code = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    unread: list[str] = []
    if file.stem.endswith(("_site", "_feed")):
        for section, texts in data.items():
            made = re.findall(rf"""["']{section}\.(\w*)(?:\{{|["'] ~)""", code)  # "kind.{event.kind}", "kind." ~ kind
            unread += [
                f"{section}.{key}"
                for key in texts
                if f"{section}.{key}" not in code and not key.startswith(tuple(made))
            ]
    elif file.stem.endswith("_events"):
        unread += [key for part in ("cues", "words", "shapes") for key in data[part] if f'"{key}"' not in code]
        done = {action for stage in data["stages"].values() for action in stage.get("does", ())}
        unread += [key for key, action in data["actions"].items() if not action["title"] and key not in done]
    elif file.stem.endswith("_merging"):
        unread += [key for key in (*data, *data["notes"]) if f'"{key}"' not in code]
    else:
        unread += [key for key in data["words"] if not re.search(rf"(?<![A-Z]){key}(?![A-Z])", code)]
        unread += [key for key in (*data, *data.get("features", ())) if f'"{key}"' not in code]
    assert not unread, f"{name(file)} has what nobody reads: {', '.join(unread)}"
