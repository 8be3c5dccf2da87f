"""Every post of an archive read, a partition at a time: timexes, mentions and what was set aside, as Parquet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from operator import attrgetter
from typing import Any

from timeline.archive import storage
from timeline.archive.folder import Folder, left
from timeline.archive.partitions import SIZE, Bad, Partition, plan, records, shown
from timeline.archive.running import Each, Failure
from timeline.archive.tables import TABLES, Rows
from timeline.calendars import Calendar
from timeline.errors import WorkerError
from timeline.ingest import Chain, extractor_of
from timeline.pipeline import read_post
from timeline.posts import Post
from timeline.posts.records import Given, post_of
from timeline.posts.rejects import BadRecord

KIND = "extract"


@dataclass(frozen=True, slots=True)
class Rules:
    """What every worker reads by: a calendar's definition, and the version of the chain that the caller has."""

    calendar: Calendar
    version: str

    @classmethod
    def of(cls, calendar: Calendar) -> Rules:
        """The rules of this process."""
        return cls(calendar, Chain.real().version)

    def check(self) -> None:
        """Raise ``WorkerError`` if this process would read by others."""
        if Chain.real().version != self.version:
            raise WorkerError(
                "a worker has another version of election-timeline than this machine",
                "install the same version on all machines, and start the workers again",
            )


@dataclass(frozen=True, slots=True)
class Told:
    """How far a run has got: partitions finished now, before, and in all; what the finished ones hold."""

    finished: int
    known: int
    partitions: int
    counts: Counter[str]
    failures: tuple[Failure, ...] = ()


def extract(
    inputs: list[str],
    out: str,
    calendar: Calendar,
    each: Each,
    *,
    size: int = SIZE,
    tell: Callable[[Told], None] | None = None,
) -> Told:
    """Read ``inputs`` into the folder ``out``, as far as that is not done, ``each`` partition by a worker.

    A partition whose source cannot be read is told of in ``failures`` and left undone; the others are read. Raises
    ``UsageError``, ``InputError`` if there is nothing to read, ``OutputError``, ``WorkerError``.
    """
    rules, folder = Rules.of(calendar), Folder(out, KIND)
    found = storage.sources(inputs)
    begun = folder.claim({"rules": extractor_of(calendar), "zone": str(calendar.zone), "partition_bytes": size})
    partitions = plan(found, int(begun["partition_bytes"]))
    todo, done = left(folder, partitions)
    counts = counted(done.values())
    told = Told(0, len(partitions) - len(todo), len(partitions), counts)
    failures: list[Failure] = []
    for answer in each(partial(extract_partition, out=out, rules=rules), todo, attrgetter("name")):
        if isinstance(answer, Failure):
            failures.append(answer)
        else:
            counts = counts + Counter(answer)
        finished = told.finished + (not isinstance(answer, Failure))
        told = Told(finished, told.known, told.partitions, counts, tuple(failures))
        if tell:
            tell(told)
    storage.clear(out)
    return told


def counted(records: Iterable[dict[str, Any]]) -> Counter[str]:
    """What finished partitions hold together, from their records."""
    counts: Counter[str] = Counter()
    for record in records:
        counts.update(record["counts"])
    return counts


def extract_partition(partition: Partition, *, out: str, rules: Rules) -> dict[str, int]:
    """Read one partition and put its tables into ``out``, its record last; returns what was counted.

    The tables are made in a folder that goes away, so that killed anywhere it leaves nothing that counts.
    Raises ``InputError`` if the source cannot be read, ``OutputError`` if there is no room, ``WorkerError``.
    """
    rules.check()
    with storage.fresh_folder(out) as temporary:
        with Rows(temporary, str(rules.calendar.zone)) as rows:
            posts = faults = 0
            for at, post in posts_of(partition, rules.calendar, partial(rows.reject, partition.source.address)):
                posts += 1
                try:
                    reading = read_post(post, rules.calendar)
                except Exception as error:  # a fault of ours in one post must not keep the others out
                    faults += 1
                    fault = f"a fault of this program: {type(error).__name__}: {storage.plain(error)}"
                    rows.reject(partition.source.address, at, fault, post.text)
                else:
                    rows.post(post, reading)
        files = {}
        for table in TABLES:
            file = f"{table}/{partition.name}.parquet"
            files[file] = storage.put(rows.path(table), storage.join(out, file))
    counts = {"posts": posts, "faults": faults, **rows.counts}
    Folder(out, KIND).finish(partition.name, {"partition": asdict(partition), "counts": counts, "files": files})
    return counts


def posts_of(
    partition: Partition, calendar: Calendar, reject: Callable[[int, str, str], None]
) -> Iterator[tuple[int, Post]]:
    """The posts of a partition with their places; ``reject`` is told place, reason and text of what makes none."""
    channel = partition.source.address.rpartition("/")[2].partition(".")[0]
    given = Given(channel=channel, zone=calendar.zone)
    for at, record in records(partition):
        try:
            if isinstance(record, Bad):
                raise BadRecord(record.reason)
            if not isinstance(record, dict):
                raise BadRecord("it is not an object with fields")
            post = post_of(record, given)
        except BadRecord as error:
            reject(at, str(error), shown(record))
        else:
            if post is not None:
                yield at, post
