"""Files that changed since they were last read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from timeline.errors import InputError
from timeline.posts.live import Stamp, changed

if TYPE_CHECKING:
    from pathlib import Path


def names(path: Path, known: dict[str, Stamp]) -> list[str]:
    """The files that changed, which are known from then on."""
    found = list(changed(path, known))
    known.update({file.name: stamp for file, stamp in found})
    return [file.name for file, _ in found]


def test_new_grown_and_rewritten_files_come_once(tmp_path: Path) -> None:
    known: dict[str, Stamp] = {}
    for name in ("b.json", "a.json", ".hidden"):
        (tmp_path / name).write_text("[]")
    (tmp_path / "folder").mkdir()
    assert names(tmp_path, known) == ["a.json", "b.json"]
    assert names(tmp_path, known) == []
    (tmp_path / "a.json").write_text("[{}]")
    os.utime(tmp_path / "b.json", ns=(1, 1))
    (tmp_path / "c.json").write_text("")
    assert names(tmp_path, known) == ["a.json", "b.json", "c.json"]
    (tmp_path / "c.json").unlink()
    assert names(tmp_path, known) == []


def test_a_single_file(tmp_path: Path) -> None:
    known: dict[str, Stamp] = {}
    file = tmp_path / "posts.jsonl"
    file.write_text("{}")
    assert names(file, known) == ["posts.jsonl"]
    assert names(file, known) == []


def test_links_out_of_the_folder_are_left_aside(tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text("[]")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.json").symlink_to(outside)
    (inside / "broken.json").symlink_to(tmp_path / "nowhere")
    assert names(inside, {}) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="look into"):
        names(tmp_path / "missing", {})
