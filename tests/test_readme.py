"""What the documents show is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from documents import ROOT, SHORT, agrees, printed, steps

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_what_is_shown_is_what_is_printed(document: Path, tmp_path: Path) -> None:
    for step in steps(document.read_text(encoding="utf-8")):
        answer = printed(step.command, tmp_path)
        assert agrees(step.shown, answer), (
            f"{name(document)} shows for `{step.command}`:\n{step.shown}\nbut it prints (make docs):\n{answer}"
        )


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", link):
            path, _, anchor = link.partition("#")
            target = (document.parent / path).resolve() if path else document
            assert target.exists(), f"{name(document)} links to {link}, which is not there"
            if anchor:
                assert anchor in anchors(target.read_text(encoding="utf-8")), f"{name(document)}: no heading for {link}"


def anchors(text: str) -> set[str]:
    """The anchors that a heading gets on the pages where such documents are read."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def test_the_shorthands_are_what_make_does() -> None:
    recipes = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(BIN)", ".venv/bin").replace(" $(ARGS)", "")
    for typed, done in SHORT.items():
        target = typed.removeprefix("make ")
        assert re.search(rf"^{target}:.*\n\t@{re.escape(done)}$", recipes, re.M), f"{typed} is not {done}"


def test_a_document_that_is_wrong_is_noticed() -> None:
    assert agrees("one\ntwo\n", "one\ntwo\n")
    assert agrees("one\n…\nfour\n", "one\ntwo\nthree\nfour\n")
    assert agrees("…\nfour\n", "four\n")
    assert agrees("read … ago\n", "read 3 days ago\n")
    assert not agrees("read … ago\n", "read 3 days ago\nand more\n")
    assert not agrees("one\n", "one\ntwo\n")
    assert not agrees("one\n…\nfive\n", "one\ntwo\nthree\nfour\n")
    assert [step.shown for step in steps("```console\n$ true\n$ echo a\na\n```\n")] == ["", "a\n"]
