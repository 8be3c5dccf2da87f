"""Wherever an input is cut, its records are the same, each once."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="the extra [cluster] is not installed")

from timeline.archive import storage
from timeline.archive.partitions import LINE_LIMIT, Bad, form_of, plan, records
from timeline.errors import InputError, UsageError


def read(path: Path, size: int) -> list[tuple[int, object]]:
    return [record for part in plan(storage.sources([str(path)]), size) for record in records(part)]


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(st.text(alphabet="aя\r {", max_size=12), max_size=20),
    size=st.integers(min_value=1, max_value=60),
    ended=st.booleans(),
)
def test_lines_are_the_same_wherever_they_are_cut(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], size: int, ended: bool
) -> None:
    path = tmp_path_factory.mktemp("cut") / "a.jsonl"
    octets = "\n".join(lines).encode() + b"\n" * ended
    path.write_bytes(octets)
    whole: list[tuple[int, object]] = []
    at = 0
    for line in octets.split(b"\n"):
        if line.strip():
            whole.append((at, Bad(line.rstrip(b"\r").decode(), "it is not JSON")))
        at += len(line) + 1
    assert read(path, size) == whole


RECORDS = [{"id": number, "text": f"пост {number} " + "я" * (number % 7)} for number in range(300)]
LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()


def test_compressed_lines_are_those_of_the_plain_file(tmp_path: Path) -> None:
    import pyarrow

    plain, gz, zst = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz", tmp_path / "a.jsonl.zst"
    plain.write_bytes(LINES)
    gz.write_bytes(gzip.compress(LINES[:999]) + gzip.compress(LINES[999:]))
    with pyarrow.CompressedOutputStream(str(zst), "zstd") as file:
        file.write(LINES)
    expected = read(plain, 1000)
    assert [record for _, record in expected] == RECORDS
    assert read(gz, 1000) == expected
    assert read(zst, 1000) == expected


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.parquet"])
def test_a_file_that_is_cut_off_or_something_else_cannot_be_read(tmp_path: Path, name: str) -> None:
    import pyarrow

    path = tmp_path / name
    if name.endswith("zst"):
        with pyarrow.CompressedOutputStream(str(path), "zstd") as file:
            file.write(LINES)
        path.write_bytes(path.read_bytes()[:-20])
    else:
        path.write_bytes(gzip.compress(LINES)[:-20])
    with pytest.raises(InputError, match=f"cannot read .*{name}"):
        read(path, 1000)
    path.write_bytes(b"something else altogether\n")
    with pytest.raises(InputError, match=f"cannot read .*{name}"):
        read(path, 1000)


def test_rows_of_parquet_are_the_same_wherever_they_are_cut(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    when = datetime(2024, 2, 5, 10, tzinfo=UTC)
    table = pyarrow.Table.from_pylist([{**record, "date": when} for record in RECORDS])
    path = tmp_path / "a.parquet"
    parquet.write_table(table, path, row_group_size=40)
    found = read(path, 10**9)
    assert len(plan(storage.sources([str(path)]), 10**9)) == 1
    assert [at for at, _ in found] == list(range(300))
    assert found[7][1] == {**RECORDS[7], "date": "2024-02-05T10:00:00+00:00"}
    assert len(plan(storage.sources([str(path)]), 1)) == 8
    assert read(path, 1) == found


def test_a_line_longer_than_any_post_is_never_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    long = b'{"text": "' + b"x" * LINE_LIMIT + b'"}\n'
    path.write_bytes(b'{"id": 1}\n' + long + b'{"id": 2}\n')
    for size in (1000, 10**9):
        assert read(path, size) == [
            (0, {"id": 1}),
            (10, Bad("", "it is longer than a post can be")),
            (10 + len(long), {"id": 2}),
        ]


def test_names_of_partitions_are_their_own_and_sort_by_place(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b/a.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(LINES)
    parts = plan(storage.sources([str(tmp_path)]), 1000)
    names = [part.name for part in parts]
    assert len(set(names)) == len(names) == 2 * -(-len(LINES) // 1000)
    assert sorted(names, key=lambda name: (name.split("-")[1], name)) == sorted(names, key=lambda n: n.split("-")[1:])


def test_files_of_no_known_kind_are_named() -> None:
    assert form_of("s3://bucket/POSTS.JSONL.GZ") == "gzip"
    with pytest.raises(UsageError, match=r"posts\.doc is of no kind"):
        form_of("posts.doc")


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no .*nothing\.jsonl"):
        storage.sources([str(tmp_path / "nothing.jsonl")])
    with pytest.raises(InputError, match="nothing to read"):
        storage.sources([str(tmp_path / "*.jsonl")])
    with pytest.raises(UsageError, match="gs://"):
        storage.sources(["gs://bucket/posts.jsonl"])


def test_what_a_folder_hides_is_not_read_and_what_is_named_is(tmp_path: Path) -> None:
    place = tmp_path / ".cache" / "_dumps"
    for name in ("b.jsonl", "deep/a.jsonl", ".b.jsonl.swp", "_temporary/c.jsonl"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(LINES)

    def found(address: str) -> list[str]:
        return [source.address.removeprefix(f"{place}/") for source in storage.sources([address])]

    assert found(str(place)) == ["b.jsonl", "deep/a.jsonl"]
    assert found(f"{place}/*") == ["b.jsonl"]
    assert found(f"{place}/_temporary/c.jsonl") == ["_temporary/c.jsonl"]
    assert found(f"{place}/*/*.jsonl") == ["_temporary/c.jsonl", "deep/a.jsonl"]
