"""Posts of an archive grouped by channel, so that one worker can read all of one channel and nothing else.

Every partition becomes one file of gzip members, each with posts of one channel as JSON lines that any command of this
program reads; the record of the partition says where in the file they are. What belongs to a channel is read in the
order of the inputs, so that the order does not depend on how these were cut.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from timeline.archive import storage
from timeline.archive.extract import posts_of
from timeline.archive.folder import Folder
from timeline.archive.partitions import Partition
from timeline.archive.tables import Rows
from timeline.calendars import Calendar
from timeline.pipeline import language_of
from timeline.posts import Post, Posted
from timeline.posts.records import Given, post_of
from timeline.store.codec import from_instant

KIND = "build"

HELD = 32 * 1024 * 1024
"""Characters of posts that are held before they are written: a partition may be a compressed file of any size."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some posts of one channel: where in which file they are."""

    file: str
    offset: int
    length: int


@dataclass(slots=True)
class Channel:
    """What the partitions have of one channel, in the order of the inputs."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)


def group_partition(partition: Partition, *, out: str, calendar: Calendar) -> dict[str, int]:
    """Write the posts of one partition grouped by channel; returns what was counted.

    Raises ``InputError`` if the source cannot be read, ``OutputError`` if there is no room.
    """
    file = f"posts/{partition.name}.jsonl.gz"
    channels: dict[str, dict[str, Any]] = {}
    with storage.fresh_folder(out) as temporary:
        local = temporary / "posts"
        with Rows(temporary, str(calendar.zone), ("rejects",)) as rows:
            count = 0
            with storage.writing(str(temporary)), local.open("wb") as octets:
                held: dict[str, list[bytes]] = {}
                size = 0
                for _, post in posts_of(partition, calendar, partial(rows.reject, partition.source.address)):
                    count += 1
                    line = _line(post)
                    size += len(line)
                    held.setdefault(post.channel, []).append(line)
                    told = channels.setdefault(post.channel, {"pieces": [], "languages": Counter()})
                    told["languages"][language_of(post, calendar)] += 1
                    if size >= HELD:
                        _write(held, octets, channels)
                        size = 0
                _write(held, octets, channels)
        files = {file: storage.put(local, storage.join(out, file))}
        rejects = f"rejects/{partition.name}.parquet"
        files[rejects] = storage.put(rows.path("rejects"), storage.join(out, rejects))
    counts = {"posts": count, "rejects": rows.counts["rejects"]}
    record = {"partition": asdict(partition), "counts": counts, "files": files, "channels": channels}
    Folder(out, KIND).finish(partition.name, record)
    return counts


def _write(held: dict[str, list[bytes]], octets: IO[bytes], channels: dict[str, dict[str, Any]]) -> None:
    for name, lines in held.items():
        member = gzip.compress(b"".join(lines), 6, mtime=0)
        channels[name]["pieces"].append([octets.tell(), len(member)])
        octets.write(member)
    held.clear()


def _line(post: Post) -> bytes:
    """A post as this program's own JSON lines have it."""
    record: dict[str, Any] = {"channel": post.channel, "id": post.id, "text": post.text}
    when = post.posted
    if when.quality == "exact" and when.at is not None:
        record["posted"] = when.at.isoformat()
    elif when.quality != "unknown":
        record["between"] = [end.isoformat() if end else None for end in (when.earliest, when.latest)]
    record |= {name: value for name in ("url", "edited", "lang") if (value := getattr(post, name))}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def channels_of(partitions: Iterable[Partition], done: dict[str, dict[str, Any]]) -> dict[str, Channel]:
    """Every channel of the partitions, by name, from their records."""
    found: dict[str, Channel] = {}
    for partition in partitions:
        record = done.get(partition.name)
        if record is None:
            continue
        for name, told in record["channels"].items():
            channel = found.setdefault(name, Channel(name))
            file = f"posts/{partition.name}.jsonl.gz"
            channel.pieces += [Piece(file, offset, length) for offset, length in told["pieces"]]
            channel.languages.update(told["languages"])
    return found


def posts(out: str, pieces: Iterable[Piece], zone: ZoneInfo) -> Iterator[Post]:
    """The posts of pieces. Raises ``InputError``."""
    for piece in pieces:
        address = storage.join(out, piece.file)
        fs, path = storage.located(address)
        with storage.reading(address):
            member = fs.cat_file(path, start=piece.offset, end=piece.offset + piece.length)
            lines = gzip.decompress(member).splitlines()
        for line in lines:
            yield _post(json.loads(line), zone)


def _post(record: dict[str, Any], zone: ZoneInfo) -> Post:
    between = record.pop("between", None)
    posted = Posted.between(*map(from_instant, between)) if between else None
    post = post_of(record, Given(channel=record["channel"], zone=zone, posted=posted))
    assert post is not None
    return post


def local_copy(address: str, folder: Path, name: str) -> Path:
    """A copy of an object in a local folder, if there is one; the path where it is or would be."""
    local = folder / name
    octets = storage.read(address)
    if octets is not None:
        with storage.writing(str(folder)):
            local.write_bytes(octets)
    return local
