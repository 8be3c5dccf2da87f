"""Update: what is new in the sources of a calendar, into the event table.

Every look at a source is stored in one transaction with the place to go on from, so that a run can
be killed anywhere and the next one leaves no gap. The database is locked only while a look is being
stored, never while a server is waited for. A source that fails is said, and keeps no other back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.calendars import Calendar
from timeline.calendars.channels import account_channel_of, channel_of, is_address, mirrored_channel_of
from timeline.errors import InputError, TimelineError
from timeline.ingest import Batches, Chain, refresh
from timeline.posts.sync import Look, decide
from timeline.store import Counts, EventCounts, Reader, open_store
from timeline.store.codec import from_instant

if TYPE_CHECKING:
    from timeline.posts import Post
    from timeline.posts.live import AccountChannel, PreviewChannel, Web
    from timeline.store.store import Store

FIRST_READ = timedelta(days=90)
"""How far back a channel is read the first time, if nobody says: about a campaign."""

WHOLE = datetime(1970, 1, 1, tzinfo=UTC)
"""Reading back to here is reading everything."""

Share = Callable[[str, float], None]
"""Told a source, and how much of it has been read, 0 to 1; an estimate."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What reading one source gave. ``error`` ended it; what came before is stored."""

    source: str
    counts: Counts = field(default=Counts())
    withdrawn: int = 0
    error: TimelineError | None = None


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did. ``failed`` are posts that a fault of this program kept from being read."""

    sources: tuple[SourceReport, ...]
    events: EventCounts
    failed: list[tuple[Post, str]]

    @property
    def counts(self) -> Counts:
        """How many posts were new, changed or known, over all sources."""
        return sum((one.counts for one in self.sources), Counts())


def sources_of(calendar: Calendar, reader: Reader | None) -> list[str]:
    """The sources of a calendar: those of its definition, and addresses of which something was read into it before."""
    if reader is None:
        return list(dict.fromkeys(calendar.sources))
    seen = [one for one in reader.reads(calendar.id) if is_address(one.source)]
    read = [one.source for one in seen if one.error is None or reader.state(calendar.id, one.source)]
    return list(dict.fromkeys([*calendar.sources, *read]))


async def update(
    path: Path,
    calendar: Calendar,
    sources: Iterable[str],
    web: Web,
    *,
    since: datetime | None = None,
    now: datetime | None = None,
    chain: Chain | None = None,
    share: Share = lambda source, done: None,
    warn: Callable[[str], None] = lambda line: None,
) -> UpdateReport:
    """Read ``sources`` one after another into ``calendar``, then bring its events up to date.

    ``since`` is how far back a channel is read; it is remembered until that is done. Raises
    DatabaseError; what is wrong with a source is in the report.
    """
    reports = []
    for source in sources:
        reading = _Reading(path, calendar, source, now, since, share, warn)
        try:
            await reading.read(web)
        except TimelineError as error:
            reading.end(error)
        else:
            reading.end(None)
        reports.append(reading.report)
    with open_store(path) as store:
        events = refresh(store, calendar, chain=chain, now=now)
        return UpdateReport(tuple(reports), events, store.failures(calendar.id))


class _Reading:
    """One reading of one source."""

    def __init__(
        self,
        path: Path,
        calendar: Calendar,
        source: str,
        now: datetime | None,
        since: datetime | None,
        share: Share,
        warn: Callable[[str], None],
    ) -> None:
        self.report = SourceReport(source)
        self._path, self._calendar, self._source, self._now, self._warn = path, calendar, source, now, warn
        self._share = share
        with open_store(path) as store:
            self._state = store.state(calendar.id, source)
            self._key = store.begin_read(calendar.id, source, now=now)
        first = (now or datetime.now(UTC)) - FIRST_READ
        self._since = since or from_instant(self._state.get("since")) or first

    async def read(self, web: Web) -> None:
        """Read it to its end, as what its name says it is. Raises SourceError, InputError, DatabaseError."""
        from timeline.posts.live import AccountChannel, PreviewChannel

        if not is_address(self._source):
            self._read_files()
        elif name := account_channel_of(self._source):
            await self._read_channel(web, AccountChannel(name))
        elif name := channel_of(self._source):
            await self._read_channel(web, PreviewChannel(name=name, zone=self._calendar.zone))
        elif mirror := mirrored_channel_of(self._source):
            base, name = mirror
            channel = PreviewChannel(name=name, zone=self._calendar.zone, base=base)
            await self._read_channel(web, channel)
        else:
            await self._read_feed(web)

    def end(self, error: TimelineError | None) -> None:
        """Note how the reading ended."""
        self.report = replace(self.report, error=error)
        with open_store(self._path) as store:
            store.end_read(self._key, self.report.counts, error=error.message if error else None, now=self._now)

    async def _read_channel(self, web: Web, channel: PreviewChannel | AccountChannel) -> None:
        from timeline.posts.live import Progress

        progress = Progress.from_dict(self._state.get("progress"))
        since = None if self._since <= WHOLE else self._since
        async for step in channel.steps(web, progress, since=since, warn=self._warn):
            with self._storing({"progress": step.progress.as_dict(), "since": self._since.isoformat()}) as store:
                self._keep(store, channel.name, step.look)
            self._share(self._source, step.done)

    async def _read_feed(self, web: Web) -> None:
        from timeline.posts.live import Validators, read_feed_from

        validators = Validators(self._state.get("etag"), self._state.get("modified"))
        found = await read_feed_from(web, self._source, self._calendar.zone, validators=validators, warn=self._warn)
        state = {"etag": found.validators.etag, "modified": found.validators.modified}
        with self._storing(state) as store:
            self._count(store.add_posts(self._calendar.id, found.look.posts, now=self._now))

    def _read_files(self) -> None:
        """Read the files that changed; one that cannot be read is said at the end, and tried again next time."""
        from timeline.posts.live import Stamp, changed
        from timeline.posts.read import read

        known = {name: Stamp(*stamp) for name, stamp in self._state.get("files", {}).items()}
        trouble = None
        for file, stamp in changed(Path(self._source), known):
            try:
                posts = Batches(read(file, zone=self._calendar.zone, warn=self._warn))
                for batch in posts:
                    with self._storing(self._state) as store:
                        self._count(store.add_posts(self._calendar.id, batch, now=self._now))
                if posts.error is not None:
                    raise posts.error
            except InputError as error:
                trouble = trouble or error
                continue
            known[file.name] = stamp
            files = {name: (stamp.size, stamp.written) for name, stamp in known.items()}
            with self._storing({"files": files}):
                pass
        if trouble is not None:
            raise trouble

    def _keep(self, store: Store, name: str, look: Look) -> None:
        """Store a look at a channel: what it showed, and what it missed."""
        channel = look.posts[0].channel if look.posts else name
        known = {} if look.reach is None else store.known_posts(self._calendar.id, channel, *look.reach)
        decision = decide(known, look)
        self._count(store.add_posts(self._calendar.id, look.posts, now=self._now), len(decision.withdrawn))
        store.note_missing(self._calendar.id, channel, decision.missing, decision.withdrawn, now=self._now)

    @contextmanager
    def _storing(self, state: dict[str, Any]) -> Iterator[Store]:
        """One transaction that ends with the place to go on from."""
        with open_store(self._path) as store, store.writing():
            yield store
            store.keep_state(self._key, state)
        self._state = state

    def _count(self, counts: Counts, withdrawn: int = 0) -> None:
        report = self.report
        self.report = replace(report, counts=report.counts + counts, withdrawn=report.withdrawn + withdrawn)
