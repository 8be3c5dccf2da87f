"""A calendar for every channel of an archive: its event table and its site, each made by one worker.

The code is that of ``timeline ingest`` and ``timeline publish``. A calendar that is there already is gone on with, so
that its events keep their ids; one whose posts and rules are the same as when it was made is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import blake2b
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from timeline.archive import storage
from timeline.archive.extract import Rules, Told, counted
from timeline.archive.folder import Folder, left
from timeline.archive.grouping import KIND, Channel, Piece, channels_of, group_partition, local_copy, posts
from timeline.archive.index import Line, page
from timeline.archive.partitions import SIZE, Partition, plan
from timeline.archive.running import Each, Failure
from timeline.calendars import Calendar, all_calendars
from timeline.calendars.channels import read_channel
from timeline.ingest import extractor_of, ingest

BUILT = "built"


@dataclass(frozen=True, slots=True)
class Job:
    """One calendar to build: its definition, where its posts are, and a digest of all that decides what it will be."""

    calendar: Calendar
    pieces: tuple[Piece, ...]
    inputs: str

    @property
    def name(self) -> str:
        """The calendar's id."""
        return self.calendar.id


@dataclass(frozen=True, slots=True)
class Built:
    """What a run did: how the posts were grouped, and how many calendars were built, known and are there in all."""

    grouped: Told
    built: int
    known: int
    calendars: int
    faults: int = 0
    failures: tuple[Failure, ...] = ()


def build(
    inputs: list[str],
    out: str,
    calendar: Calendar,
    each: Each,
    *,
    now: datetime,
    base: str | None = None,
    size: int = SIZE,
    tell: Callable[[Told], None] | None = None,
) -> Built:
    """Build the calendars of all channels in ``inputs`` in the folder ``out``, as far as that is not done.

    ``calendar`` says zone and languages of channels without a definition; ``now`` (aware) is when the pages are made,
    ``base`` the address the folder will have in the web. Raises ``UsageError``, ``InputError`` if there is nothing
    to read, ``DefinitionError``, ``OutputError``, ``WorkerError``.
    """
    folder = Folder(out, KIND)
    definitions = all_calendars()
    found = storage.sources(inputs)
    begun = folder.claim({"rules": str(calendar.zone), "partition_bytes": size})
    partitions = plan(found, int(begun["partition_bytes"]))
    grouped, done = _group(folder, partitions, calendar, each)
    rules = Rules.of(calendar)
    jobs = jobs_of(channels_of(partitions, done), definitions, calendar, f"{rules.version} {base}")
    shelf = Folder(out, KIND, BUILT)
    known = shelf.done()
    waiting = [job for job in jobs if known.get(job.name, {}).get("inputs") != job.inputs]
    told = Told(0, len(jobs) - len(waiting), len(jobs), Counter(calendars=0))
    work = partial(build_calendar, out=out, rules=rules, now=now, base=base)
    told, faults = _told(told, each(work, waiting, attrgetter("name")), tell)
    lines = [Line.of(name, record) for name, record in shelf.done().items()]
    storage.write(storage.join(out, "index.html"), page(lines, now))
    storage.clear(out)
    return Built(grouped, told.finished, told.known, len(jobs), faults, told.failures)


def _told(
    told: Told, answers: Iterable[dict[str, Any] | Failure], tell: Callable[[Told], None] | None
) -> tuple[Told, int]:
    """``told`` after every answer, each of which is told on; and how many faults the calendars had."""
    faults = 0
    for answer in answers:
        if isinstance(answer, Failure):
            told = replace(told, failures=(*told.failures, answer))
        else:
            faults += answer["faults"]
            told = replace(told, finished=told.finished + 1, counts=Counter(calendars=told.finished + 1))
        if tell:
            tell(told)
    return told, faults


def _group(
    folder: Folder, partitions: list[Partition], calendar: Calendar, each: Each
) -> tuple[Told, dict[str, dict[str, Any]]]:
    """Group the posts of the partitions by channel, as far as that is not done; what was done, and all records."""
    todo, done = left(folder, partitions)
    work = partial(group_partition, out=folder.address, calendar=calendar)
    failures = tuple(answer for answer in each(work, todo, attrgetter("name")) if isinstance(answer, Failure))
    done = folder.done() if todo else done
    counts = counted(done[one.name] for one in partitions if one.name in done)
    return Told(len(todo) - len(failures), len(partitions) - len(todo), len(partitions), counts, failures), done


def jobs_of(channels: dict[str, Channel], definitions: Iterable[Calendar], default: Calendar, rules: str) -> list[Job]:
    """The calendars to build, by id: those whose definition reads a channel, and one for every other channel."""
    reads = {
        name.lower(): calendar
        for calendar in definitions
        for source in calendar.sources
        if (name := read_channel(source)) is not None
    }
    of_calendar: dict[str, tuple[Calendar, list[Channel]]] = {}
    for channel in sorted(channels.values(), key=attrgetter("name")):
        calendar = reads.get(channel.name.lstrip("@").lower()) or of_channel(channel, default)
        of_calendar.setdefault(calendar.id, (calendar, []))[1].append(channel)
    jobs = []
    for _, (calendar, parts) in sorted(of_calendar.items()):
        pieces = tuple(chain.from_iterable(channel.pieces for channel in parts))
        inputs = blake2b(f"{rules} {extractor_of(calendar)} {pieces}".encode(), digest_size=16).hexdigest()
        jobs.append(Job(calendar, pieces, inputs))
    return jobs


def of_channel(channel: Channel, default: Calendar) -> Calendar:
    """The calendar of a channel that no definition reads: the default one, of the language most of its posts are in."""
    known = default.languages
    best = max(known, key=lambda lang: (channel.languages[lang], -known.index(lang)))
    languages = (best, *(lang for lang in known if lang != best))
    return replace(default, id=_id(channel.name), name=channel.name, languages=languages)


def _id(name: str) -> str:
    """An id for a channel's calendar: its name where that can be one, else with a digest that no other name has."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if plain == name and len(plain) <= 50:
        return plain
    return f"{plain[:40].strip('-') or 'channel'}-{blake2b(name.encode(), digest_size=4).hexdigest()}"


def build_calendar(job: Job, *, out: str, rules: Rules, now: datetime, base: str | None) -> dict[str, Any]:
    """Build one calendar: posts into its table, pages and feeds from that, its record last.

    Raises ``InputError`` if its posts cannot be read, ``OutputError`` or ``DatabaseError`` if there is no room.
    """
    from timeline.store import open_reader, open_store

    rules.check()
    calendar = job.calendar
    table = f"databases/{calendar.id}.db"
    with storage.fresh_folder(out) as temporary:
        local = local_copy(storage.join(out, table), temporary, "events.db")
        with open_store(local) as store:
            report = ingest(store, calendar, posts(out, job.pieces, calendar.zone), source="archive", now=now)
        with open_reader(local) as reader:
            events = _publish(reader, calendar, temporary, out, now, base)
        storage.put(local, storage.join(out, table))
    record = {
        "inputs": job.inputs,
        "title": calendar.named(calendar.languages[0]),
        "language": calendar.languages[0],
        "posts": report.posts.read,
        "events": events,
        "faults": len(report.failed),
    }
    Folder(out, KIND, BUILT).finish(calendar.id, record)
    return record


def _publish(reader: Any, calendar: Calendar, temporary: Path, out: str, now: datetime, base: str | None) -> int:
    """Write the site of a calendar; returns how many events it has."""
    from timeline.site.publish import MARKER, publish
    from timeline.site.site import Site
    from timeline.site.snapshot import read

    snapshot = read(reader, [calendar])
    address = storage.join(out, "calendars", calendar.id)
    site = Site(snapshot, now, f"{base.rstrip('/')}/calendars/{calendar.id}/" if base else None)
    here = storage.is_local(address)
    publish(site, here or temporary / "site")
    if here is None:
        folder = temporary / "site"
        old = storage.read(storage.join(address, MARKER)) or b""
        files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        for file in [*(one for one in files if one != MARKER), MARKER]:
            storage.put(folder / file, storage.join(address, file))
        for gone in set(old.decode().splitlines()[1:]) - set(files):
            storage.remove(storage.join(address, gone))
    return len(snapshot.calendars[calendar.id].shelf.events)
