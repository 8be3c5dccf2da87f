"""Inputs cut into partitions, and the records of one.

A partition is what one worker reads in one go: a range of bytes of JSON lines, some row groups of a Parquet file, or
a whole compressed file, which can only be read from its start. Where its records stand is said by where they are in
the file (the byte a line begins at, the number of a row), so that it does not depend on where the cuts are.
"""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import IO, Any, Literal

from timeline.archive.storage import Source, opened, plain
from timeline.errors import InputError, UsageError
from timeline.posts.jsonl import LINE_LIMIT

Form = Literal["lines", "gzip", "zstd", "parquet"]

SIZE = 64_000_000
"""Bytes of a partition: some 50,000 posts, about a minute of one processor."""

ROWS = 500
"""Rows of a Parquet file that are held at a time."""

_SUFFIXES: dict[str, Form] = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "lines",
    ".jsonl.gz": "gzip",
    ".ndjson.gz": "gzip",
    ".json.gz": "gzip",
    ".jsonl.zst": "zstd",
    ".ndjson.zst": "zstd",
    ".json.zst": "zstd",
    ".parquet": "parquet",
}


@dataclass(frozen=True, slots=True)
class Partition:
    """``start`` to ``end`` of a source, ``end`` exclusive: bytes of lines, row groups of Parquet."""

    source: Source
    form: Form
    start: int
    end: int

    @property
    def name(self) -> str:
        """A name that only this place of this address has, and that sorts by place."""
        base = re.sub(r"[^A-Za-z0-9._-]+", "-", self.source.address.rpartition("/")[2])[:60]
        return f"{base}-{blake2b(self.source.address.encode(), digest_size=4).hexdigest()}-{self.start:012d}"


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that is none: what there is of it, and why."""

    text: str
    reason: str


def form_of(address: str) -> Form:
    """What kind of file an address names. Raises ``UsageError`` for another."""
    lower = address.lower()
    for suffix, form in _SUFFIXES.items():
        if lower.endswith(suffix):
            return form
    raise UsageError(
        f"{address} is of no kind that an archive has", "JSON lines (.jsonl, .jsonl.gz, .jsonl.zst) or .parquet"
    )


def plan(found: Iterable[Source], size: int = SIZE) -> list[Partition]:
    """The partitions of all sources, in order. Raises ``UsageError`` for a source of no known form."""
    return [partition for source in found for partition in _cut(source, form_of(source.address), size)]


def _cut(source: Source, form: Form, size: int) -> Iterator[Partition]:
    if form == "parquet":
        yield from _row_groups(source, size)
    elif form == "lines" and source.size:
        for start in range(0, source.size, size):
            yield Partition(source, form, start, min(start + size, source.size))
    else:
        yield Partition(source, form, 0, source.size)


def _row_groups(source: Source, size: int) -> Iterator[Partition]:
    """Row groups together as long as they are no more than ``size``. One that cannot be read is left to its worker."""
    from pyarrow import parquet

    try:
        with opened(source.address) as file:
            metadata = parquet.ParquetFile(file).metadata
            sizes = [metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups)]
    except InputError:
        sizes = []
    first, held = 0, 0
    for number, octets in enumerate(sizes):
        if held and held + octets > size:
            yield Partition(source, "parquet", first, number)
            first, held = number, 0
        held += octets
    if held or not sizes:
        yield Partition(source, "parquet", first, len(sizes))


def records(partition: Partition) -> Iterator[tuple[int, object]]:
    """Every record of a partition with its place (byte or row): what JSON or Parquet makes of it, or a ``Bad``.

    Raises ``InputError`` where the source cannot be read, is cut off, or is not what it was when it was planned.
    """
    with opened(partition.source.address) as file:
        if partition.form == "parquet":
            yield from _rows(file, partition)
            return
        for place, line in _lines(file, partition):
            if line is None:
                yield place, Bad("", "it is longer than a post can be")
            elif not line.isspace():
                yield place, _object(line)


def _object(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        return Bad(line.rstrip(b"\r\n").decode("utf-8", "replace"), "it is not JSON")


def _lines(file: IO[bytes], partition: Partition) -> Iterator[tuple[int, bytes | None]]:
    """The lines that begin in the partition, with the byte they begin at (of a compressed file: when unpacked)."""
    if partition.form == "lines":
        stream: Any = io.BufferedReader(file, 1024 * 1024)
        at, end = partition.start, partition.end
        if at:  # a line that begins exactly here is ours: what ends before it is its break
            stream.seek(at - 1)
            at = at - 1 + _skipped(stream)
    else:
        stream, at, end = _unpacked(file, partition.form), 0, None
    while end is None or at < end:
        line = stream.readline(LINE_LIMIT)
        if not line:
            return
        begins, at = at, at + len(line)
        if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            at += _skipped(stream)
            yield begins, None
        else:
            yield begins, line


def _skipped(stream: Any) -> int:
    """Pass over what is left of a line; returns its bytes."""
    skipped = 0
    while part := stream.readline(1024 * 1024):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


def _unpacked(file: IO[bytes], form: Form) -> Any:
    if form == "gzip":
        return gzip.open(file, "rb")
    import pyarrow

    return io.BufferedReader(pyarrow.CompressedInputStream(file, "zstd"), 1024 * 1024)


def _rows(file: IO[bytes], partition: Partition) -> Iterator[tuple[int, object]]:
    from pyarrow import parquet

    table = parquet.ParquetFile(file)
    metadata = table.metadata
    if not partition.end and metadata.num_row_groups:
        raise InputError(f"{partition.source.address} could not be read before, and now it can", "run this again")
    row = sum(metadata.row_group(number).num_rows for number in range(partition.start))
    groups = list(range(partition.start, min(partition.end, metadata.num_row_groups)))
    for batch in table.iter_batches(ROWS, row_groups=groups) if groups else ():
        for record in batch.to_pylist():
            yield row, {name: _as_json(value) for name, value in record.items() if value is not None}
            row += 1


def _as_json(value: object) -> object:
    """A cell as a record of JSON would have it."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else value


def shown(record: object) -> str:
    """A record as text, for those that are set aside."""
    if isinstance(record, Bad):
        return record.text
    try:
        return json.dumps(record, ensure_ascii=False, default=str)
    except (ValueError, RecursionError) as error:
        return plain(error)
