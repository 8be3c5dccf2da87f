"""Timexes, mentions and rejects as tables of Parquet.

Instants are in UTC, to the microsecond; ``zone`` in the metadata of a file is that of its local days. Each row stands
for itself: it says which post it is from, in which order it came there, and never which partition it was read in.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.archive.storage import writing

if TYPE_CHECKING:
    from timeline.mentions import Mention
    from timeline.pipeline import Reading
    from timeline.posts import Post
    from timeline.times import Resolved, Time

TABLES = ("timexes", "mentions", "rejects")
COMPRESSION = "zstd"
ROWS = 4_000
"""Rows of a table that are held before they are written."""

_POST = "channel:string post:string posted:instant lang:string"
_COLUMNS = {
    "timexes": f"""{_POST} number:int start:int end:int text:string type:string value:string mod:string
        from:instant until:instant grain:string edtf:string rule:string implied:strings function:string
        anchor:string notes:strings""",
    "mentions": f"""{_POST} number:int start:int end:int quote:string title:string kind:string role:string
        tense:string concept:string body:string election:string place:string organiser:string
        start_earliest:instant start_latest:instant end_earliest:instant end_latest:instant grain:string
        clock:string clock_end:string hours:strings audience:strings tentative:bool conditional:bool foreign:bool
        recap:bool anchor:string anchor_side:string anchor_body:string offset:int offset_unit:string
        value:string mod:string timexes:ints score:float reasons:strings refused:string""",
    "rejects": "source:string at:long reason:string record:string",
}


@cache
def schema(table: str) -> Any:
    """The columns of a table, as pyarrow has them."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "strings": pa.list_(pa.string()),
        "int": pa.int32(),
        "ints": pa.list_(pa.int32()),
        "long": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "instant": pa.timestamp("us", tz="UTC"),
    }
    columns = (column.split(":") for column in _COLUMNS[table].split())
    return pa.schema([(name, types[kind]) for name, kind in columns])


def timex_row(post: Post, lang: str, number: int, resolved: Resolved) -> dict[str, Any]:
    """A time expression as a row."""
    timex, time = resolved.timex, resolved.time
    return {
        **_of(post, lang),
        "number": number,
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": resolved.value,
        "mod": resolved.mod,
        "from": _instant(time.from_) if time else None,
        "until": _instant(time.until) if time else None,
        "grain": time.grain if time else None,
        "edtf": resolved.edtf,
        "rule": timex.rule,
        "implied": resolved.implied,
        "function": timex.function,
        "anchor": resolved.anchor_event,
        "notes": resolved.notes,
    }


@cache
def _same() -> tuple[str, ...]:
    """The columns of mentions that are fields of a Mention as they are."""
    from timeline.mentions import Mention

    own = {item.name for item in fields(Mention)} - {"channel", "post", "lang", "hours"}
    return tuple(name for name in schema("mentions").names if name in own)


def mention_row(post: Post, lang: str, number: int, mention: Mention) -> dict[str, Any]:
    """A mention as a row; a refused one too, with the reason."""
    return {
        **_of(post, lang),
        "number": number,
        **{name: getattr(mention, name) for name in _same()},
        **_bounds(mention.time),
        "hours": [f"{first}-{last}" for first, last in mention.hours],
    }


def _of(post: Post, lang: str) -> dict[str, Any]:
    return {"channel": post.channel, "post": post.id, "posted": _instant(post.posted.at), "lang": lang}


def _bounds(time: Time | None) -> dict[str, Any]:
    if time is None:
        return {}
    return {
        "start_earliest": _instant(time.start_earliest),
        "start_latest": _instant(time.start_latest),
        "end_earliest": _instant(time.end_earliest),
        "end_latest": _instant(time.end_latest),
        "grain": time.grain,
    }


def _instant(at: datetime | None) -> datetime | None:
    if at is None:
        return None
    try:
        return at.astimezone(UTC)
    except OverflowError:  # the first or last day of the calendar, in another zone
        return at.replace(tzinfo=UTC)


@dataclass(slots=True)
class Rows:
    """The tables of one partition, being written into a folder."""

    folder: Path
    zone: str
    tables: tuple[str, ...] = TABLES
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    _held: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {table: [] for table in TABLES})
    _writers: dict[str, Any] = field(default_factory=dict)

    def __enter__(self) -> Rows:
        from pyarrow import parquet

        try:
            with writing(str(self.folder)):
                for table in self.tables:
                    columns = schema(table).with_metadata({"zone": self.zone})
                    self._writers[table] = parquet.ParquetWriter(self.path(table), columns, compression=COMPRESSION)
        except BaseException:
            self._abandon()
            raise
        return self

    def __exit__(self, *error: Any) -> None:
        try:
            if error[0] is None:
                with writing(str(self.folder)):
                    for table in self.tables:
                        self._write(table)
                        self._writers[table].close()
        finally:
            self._abandon()

    def _abandon(self) -> None:
        """Close what is open, and let nothing be tried again on a full disk when it is collected."""
        for writer in self._writers.values():
            with suppress(OSError, ValueError):  # of the disk; of a file that this has closed
                writer.close()
            writer.is_open = False

    def path(self, table: str) -> Path:
        """Where a table is."""
        return self.folder / f"{table}.parquet"

    def post(self, post: Post, reading: Reading) -> None:
        """Add what was read of a post."""
        self._add("timexes", [timex_row(post, reading.lang, n, found) for n, found in enumerate(reading.resolved)])
        self._add("mentions", [mention_row(post, reading.lang, n, found) for n, found in enumerate(reading.mentions)])

    def reject(self, source: str, at: int, reason: str, record: str) -> None:
        """Set a record aside."""
        self._add("rejects", [{"source": source, "at": at, "reason": reason, "record": record[:10_000]}])

    def _add(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        held = self._held[table]
        held += rows
        if len(held) >= ROWS:
            with writing(str(self.folder)):
                self._write(table)

    def _write(self, table: str) -> None:
        import pyarrow as pa

        held = self._held[table]
        if held:
            self._writers[table].write_table(pa.Table.from_pylist(held, schema=schema(table)))
            self.counts[table] += len(held)
            held.clear()
