"""``timeline publish``: nothing is touched that has not changed, nothing replaced that is not ours."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from feed.samples import SAMPLES
from typer.testing import CliRunner, Result

from timeline.cli.app import build
from timeline.errors import OutputError, TimelineError, UsageError
from timeline.site import publish as publishing
from timeline.store import open_store

AT = "2024-01-10"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "timeline.db"
    with open_store(path) as store:
        store.begin_read("by-cec", "posts.txt")
        store.replace_events("by-cec", [replace(item, calendar="by-cec") for item in SAMPLES])
    return path


def run(database: Path, folder: Path, *more: str) -> Result:
    where = ["publish", str(folder), "--database", str(database), "--at", AT, "--url", "https://example.org/x"]
    return CliRunner().invoke(build(), [*where, *more])


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file: its inode, when it was written, what is in it."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_unchanged_input_touches_nothing(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    assert run(database, folder).exit_code == 0
    first, inode = state(folder), folder.stat().st_ino
    again = run(database, folder)
    assert "nothing has changed" in again.stderr
    assert state(folder) == first
    assert folder.stat().st_ino == inode
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_two_places_get_the_same_files(database: Path, tmp_path: Path) -> None:
    run(database, tmp_path / "a")
    run(database, tmp_path / "b")
    a, b = state(tmp_path / "a"), state(tmp_path / "b")
    assert {name: octets for name, (_, _, octets) in a.items()} == {name: octets for name, (_, _, octets) in b.items()}
    assert {"index.html", "by-cec.ics", "by-cec/ru/event/voting.html", ".nojekyll", "static/timeline.css"} <= set(a)


def test_a_change_writes_only_what_it_changes(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    run(database, folder)
    before = state(folder)
    with open_store(database) as store:
        kept = [replace(item, calendar="by-cec") for item in SAMPLES if item.id != "papers"]
        store.replace_events("by-cec", kept)
    result = run(database, folder)
    after = state(folder)
    assert set(before) - set(after) == {f"by-cec/{lang}/event/papers.html" for lang in ("ru", "be", "uk", "en")}
    assert "4 removed" in result.stderr
    untouched = {name for name in after if name in before and after[name][:2] == before[name][:2]}
    assert {"static/timeline.css", "by-cec/ru/event/voting.html", "by-cec/voter.ru.ics"} <= untouched
    assert {"by-cec/feed.ru.ics", "by-cec/events.json", "by-cec/ru/index.html"}.isdisjoint(untouched)


@pytest.mark.parametrize("exchange", [True, False])
def test_files_of_others_stay(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)
    folder = tmp_path / "public"
    run(database, folder)
    (folder / "CNAME").write_text("example.org")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "static" / "own.css").write_text("x")
    run(database, folder, "--at", "2024-01-11")
    assert (folder / "CNAME").read_text() == "example.org"
    assert (folder / ".git" / "HEAD").read_text() == "ref"
    assert (folder / "static" / "own.css").read_text() == "x"
    assert "45 дней" in (folder / "index.html").read_text()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_an_empty_folder_will_do_and_a_link_is_followed(database: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert run(database, tmp_path / "link").exit_code == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").is_file()


def test_a_folder_that_is_not_ours_is_refused(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.tex").write_text("x")
    result = run(database, other)
    assert isinstance(result.exception, OutputError)
    assert [path.name for path in other.iterdir()] == ["chapter.tex"]
    assert isinstance(run(database, other / "chapter.tex").exception, OutputError)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(database: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert isinstance(run(database, locked / "public").exception, OutputError)


def test_a_build_that_fails_leaves_the_old_one(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "public"
    run(database, folder)
    before = state(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "_link", full)
    result = run(database, folder, "--at", "2024-01-11")
    assert isinstance(result.exception, OutputError)
    assert state(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org/", "https://example.org/?x=1", "https://exa mple.org"]
)
def test_an_address_that_is_none(database: Path, tmp_path: Path, url: str) -> None:
    assert isinstance(run(database, tmp_path / "public", "--url", url).exception, UsageError)


def test_no_database(tmp_path: Path) -> None:
    assert isinstance(run(tmp_path / "none.db", tmp_path / "public").exception, TimelineError)
    assert not (tmp_path / "public").exists()


def test_what_a_killed_run_left_is_cleared_away(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while it builds, and after the folders changed places but before the files of others went back."""

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    folder = tmp_path / "public"
    run(database, folder)
    (folder / "CNAME").write_text("calendar.example.org\n")
    (folder / "photos").mkdir()
    (folder / "photos" / "1.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / ".public.mine").mkdir()
    for step in ("_take_place", "_give_back"):
        with open_store(database) as store:
            store.replace_events("by-cec", [replace(SAMPLES[0], calendar="by-cec", place=step)])
        with monkeypatch.context() as patch:
            patch.setattr(publishing, step, killed)
            patch.setattr(publishing.shutil, "rmtree", lambda *_, **__: None)
            with pytest.raises(Killed):
                CliRunner().invoke(build(), ["publish", str(folder), "--database", str(database)])
        assert len(list(tmp_path.glob(".public.timeline-*"))) == 1
        assert run(database, folder).exit_code == 0
        assert [path.name for path in tmp_path.glob(".public.*")] == [".public.mine"]
        assert (folder / "CNAME").read_text() == "calendar.example.org\n"
        assert (folder / "photos" / "1.jpg").read_bytes() == b"\xff\xd8"
    assert {page.name for page in folder.rglob("event/*.html")} == {"voting.html"}
