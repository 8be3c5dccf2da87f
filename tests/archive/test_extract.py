"""``archive extract``: whole partitions, once each, the same rows however the work is cut."""

from __future__ import annotations

import errno
import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra [cluster] is not installed")
pytest.importorskip("distributed", reason="the extra [cluster] is not installed")

from archive.posts import CALENDAR, records, tables, written
from cli.terminal import timeline

from timeline.archive import extract as module
from timeline.archive import storage
from timeline.archive.extract import Rules, extract
from timeline.archive.partitions import Partition
from timeline.archive.running import here
from timeline.archive.tables import Rows
from timeline.errors import OutputError, WorkerError
from timeline.pipeline import read_post


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return written(tmp_path / "posts.jsonl", 200)


def run(archive: Path | list[Path], out: str | Path, size: int = 9000) -> module.Told:
    inputs = archive if isinstance(archive, list) else [archive]
    return extract([str(one) for one in inputs], str(out), CALENDAR, here, size=size)


def test_the_tables_hold_what_the_chain_says_of_each_post(archive: Path, tmp_path: Path) -> None:
    told = run(archive, tmp_path / "out")
    assert told.partitions == told.finished > 3
    assert told.counts["posts"] == 200
    from timeline.archive.extract import posts_of
    from timeline.archive.partitions import plan

    timexes = mentions = 0
    for part in plan(storage.sources([str(archive)])):
        for _, post in posts_of(part, CALENDAR, lambda *_: None):
            reading = read_post(post, CALENDAR)
            timexes, mentions = timexes + len(reading.resolved), mentions + len(reading.mentions)
    found = tables(tmp_path / "out")
    assert (told.counts["timexes"], told.counts["mentions"]) == (timexes, mentions)
    assert (len(found["timexes"]), len(found["mentions"])) == (timexes, mentions)
    assert timexes > 100
    row = next(row for row in found["mentions"] if "('quote', 'Голосование" in row)
    assert "('kind', 'election-day')" in row
    assert "('channel', " in row
    assert "('start_earliest', datetime.datetime(2024, " in row


def test_the_same_rows_however_the_input_is_cut_and_in_whatever_form_it_is(archive: Path, tmp_path: Path) -> None:
    import gzip

    import pyarrow
    from pyarrow import parquet

    forms = [tmp_path / kind / name for kind, name in (("g", "posts.jsonl.gz"), ("z", "posts.jsonl.zst"))]
    forms.append(tmp_path / "p" / "posts.parquet")
    for form in forms:
        form.parent.mkdir()
    forms[0].write_bytes(gzip.compress(archive.read_bytes()))
    with pyarrow.CompressedOutputStream(str(forms[1]), "zstd") as file:
        file.write(archive.read_bytes())
    parquet.write_table(pyarrow.Table.from_pylist([*records(200)]), forms[2], row_group_size=30)
    for out, source, size in (("1", archive, 10**9), ("2", archive, 3000), *((one.suffix, one, 1) for one in forms)):
        run(source, tmp_path / out, size)
    one = tables(tmp_path / "1")
    assert len(one["timexes"]) > 100
    for other in ("2", ".gz", ".zst", ".parquet"):
        assert tables(tmp_path / other) == one, other


def test_what_is_finished_is_not_done_again(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    first = run(archive, out)
    done = sorted((out / "done").iterdir())
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    read: list[str] = []
    real = module.extract_partition

    def watched(partition: Partition, *, out: str, rules: Rules) -> dict[str, int]:
        read.append(partition.name)
        return real(partition, out=out, rules=rules)

    monkeypatch.setattr(module, "extract_partition", watched)
    again = run(archive, out)
    assert (again.finished, again.known, again.counts) == (0, first.partitions, first.counts)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()} == before
    done[1].unlink()
    run(archive, out, size=77)  # the size a folder was begun with holds
    assert read == [done[1].stem]
    # a source that has grown is read anew, another one beside it is not
    other = written(tmp_path / "other.jsonl", 30, seed=8)
    run([archive, other], out)
    read.clear()
    with archive.open("a", encoding="utf-8") as file:
        file.write(json.dumps(next(records(1, seed=9))) + "\n")
    assert run([archive, other], out).counts["posts"] == 231
    assert read
    assert all(name.startswith("posts.jsonl") for name in read)
    assert tables(out) == (run([archive, other], tmp_path / "fresh") and tables(tmp_path / "fresh"))


@pytest.mark.parametrize("last", ["timexes", "mentions", "rejects", "done"])
def test_a_full_disk_leaves_no_part_of_a_partition_that_counts(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    out = tmp_path / "out"
    real = Path.replace
    left = 2

    def full(path: Path, target: str | Path) -> Path:
        nonlocal left
        if Path(target).parent.name == last:
            left -= 1
            if left < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OutputError, match=r"cannot write .*: No space left on device"):
            run(archive, out)
    assert len(list((out / "done").glob("*.json"))) == 2
    told = run(archive, out)
    assert told.known == 2
    assert tables(out) == (run(archive, tmp_path / "fresh") and tables(tmp_path / "fresh"))
    assert not (out / storage.UNFINISHED).exists()


def test_a_disk_that_is_full_while_tables_are_made(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyarrow import parquet

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(parquet.ParquetWriter, "write_table", full)
    with pytest.raises(OutputError, match="No space left on device"):
        run(archive, tmp_path / "out")
    assert not (tmp_path / "out" / "done").exists()


@pytest.mark.parametrize("room", [0, 100, 3000])
def test_a_disk_without_room_is_told_once(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    resource = pytest.importorskip("resource", reason="a system of another kind")
    besides: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", besides.append)
    with Rows(tmp_path, "UTC"):  # loads what it needs
        pass
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    real = storage.fresh_folder

    @contextmanager
    def full(out: str) -> Iterator[Path]:
        with real(out) as folder:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
            yield folder

    def attempt() -> str:
        with pytest.raises(OutputError) as told:
            run(archive, tmp_path / "out", size=10**9)
        return told.value.message

    with monkeypatch.context() as patch:
        patch.setattr(storage, "fresh_folder", full)
        try:
            message = attempt()
            gc.collect()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "cannot write" in message
    assert besides == []
    assert run(archive, tmp_path / "out", size=10**9).counts["posts"] == 200


def test_bad_records_are_set_aside_with_their_reasons(tmp_path: Path) -> None:
    good = json.dumps({"id": 1, "text": "Голосование 3 марта.", "date": "2024-02-01T10:00:00Z"}).encode()
    bad = [b'{"id": 2', b"[1]", b'{"id": 3, "text": 5}', b'{"id": 4, "text": "x", "date": "soon"}', b"\xff\xfe{}"]
    path = tmp_path / "posts.jsonl"
    path.write_bytes(b"\n".join([good, *bad, good, b""]))
    told = run(path, tmp_path / "out", size=10)
    assert (told.counts["posts"], told.counts["rejects"], told.failures) == (2, 5, ())
    from pyarrow import parquet

    aside = sorted(
        (row["at"], row["reason"], row["record"])
        for file in (tmp_path / "out" / "rejects").glob("*")
        for row in parquet.read_table(file).to_pylist()
    )
    assert aside[0] == (len(good) + 1, "it is not JSON", '{"id": 2')
    assert [reason for _, reason, _ in aside][1:3] == ["it is not an object with fields", "its text is not text"]
    assert len({at for at, _, _ in aside}) == 5


def test_an_input_that_cannot_be_read_keeps_no_other_out(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00 nothing of the kind")
    answer = timeline("archive", "extract", archive, tmp_path / "cut.jsonl.gz", "-o", tmp_path / "out", "--workers", 1)
    assert answer.code == 1
    assert answer.out.startswith("2 partitions: 1 read, 0 known. 200 posts")
    first, second, remedy = answer.err.splitlines()
    assert first.startswith(f"timeline: cannot read {tmp_path}/cut.jsonl.gz")
    assert second == "timeline: 1 partition could not be done; the others are finished"
    assert remedy.startswith("Try: ")


def test_a_folder_that_is_not_ours_is_left_alone(archive: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work", encoding="utf-8")
    answer = timeline("archive", "extract", archive, "-o", theirs, "--workers", 1)
    assert (answer.code, answer.out) == (1, "")
    assert f"{theirs} is not empty and was not made by this program" in answer.err
    assert [path.name for path in theirs.iterdir()] == ["thesis.txt"]
    assert "is not a folder" in timeline("archive", "extract", archive, "-o", archive, "--workers", 1).err


def test_other_rules_do_not_mix_into_a_folder(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "out")
    command = ("archive", "extract", archive, "-o", tmp_path / "out", "--workers", 1)
    answer = timeline(*command, "--tz", "Asia/Tokyo")
    assert answer.code == 1
    assert "made by other rules" in answer.err
    assert timeline(*command).code == 0
    other = timeline("archive", "build", archive, "-o", tmp_path / "out", "--workers", 1)
    assert "was made by timeline archive extract" in other.err


def test_a_worker_of_another_version_does_nothing(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Rules, "of", lambda calendar: Rules(calendar, "another"))
    with pytest.raises(WorkerError, match="another version"):
        run(archive, tmp_path / "out")
    assert not (tmp_path / "out" / "done").exists()


def test_memory_is_a_storage_like_any_other(archive: Path, tmp_path: Path) -> None:
    import fsspec

    fs = fsspec.filesystem("memory")
    fs.pipe("/timeline-test/in/posts.jsonl", archive.read_bytes())
    try:
        answer = timeline("archive", "extract", "memory://timeline-test/in", "-o", "memory://timeline-test/out")
        assert answer.code == 0, answer.err
        run(archive, tmp_path / "out")
        assert tables("memory://timeline-test/out") == tables(tmp_path / "out")
    finally:
        fs.rm("/timeline-test", recursive=True)


def test_without_the_extra_a_line_says_how_to_get_it(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.cli.archive.find_spec", lambda name: None if name == "distributed" else name)
    answer = timeline("archive", "extract", archive, "-o", "out")
    assert answer.code == 2
    assert answer.err == ("timeline: archives need distributed\nTry: pip install 'election-timeline[cluster]'\n")
