"""Posts into the event table: the one place where the pure chain meets the store.

Every step is a transaction of its own and can be run again: posts are stored in batches, then each
post that is new or changed is read for mentions, then the events are built from all mentions and
those that differ are written. Killed anywhere, the next run goes on where this one was. The events
are always those of a fresh build from the stored posts and corrections; only identities and
revisions remember what was before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from timeline.calendars import Calendar
from timeline.errors import InputError
from timeline.mentions import Mention
from timeline.posts import Post
from timeline.store import Counts, EventCounts
from timeline.touched import Build, Identify, rebuild_touched
from timeline.workers import ordered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from timeline.events import Correction, Identity
    from timeline.events.identity import EvidenceKey
    from timeline.posts import PostKey
    from timeline.store.store import Store

Known = TypeVar("Known", "Identity", "Correction")

DEFAULT = "default"
"""The calendar of posts that belong to no definition."""

BATCH = 500
"""Posts in one transaction."""

WORTH_WORKERS = 1000
"""Posts to be read from which more processes than this one are worth their start."""

READS = ("calendars", "expressions", "languages", "mentions", "posts/post.py", "times", "pipeline.py")
"""The parts of this package that decide which mentions a post has."""

Progress = Callable[[str, int, int | None], None]
"""Told the step ("posts", "dates", "events"), how many are done, and of how many, if that is known."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The pure functions between posts and events, and a name for this version of them."""

    mentions_of: Callable[[Post, Calendar], list[Mention]]
    build: Build
    identify: Identify
    version: str

    @classmethod
    def real(cls) -> Chain:
        """The chain of this program."""
        from timeline.events import build, identify
        from timeline.pipeline import mentions_of

        return cls(mentions_of, build, identify, _source_of(READS))


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did.

    ``error`` is what ended the source before its end; what came before it is stored. ``failed`` are
    posts that are stored, but that a fault of this program kept from being read.
    """

    posts: Counts
    events: EventCounts
    error: InputError | None = None
    failed: Sequence[tuple[Post, str]] = ()


def ingest(
    store: Store,
    calendar: Calendar,
    posts: Iterable[Post],
    *,
    source: str = "posts",
    chain: Chain | None = None,
    now: datetime | None = None,
    progress: Progress | None = None,
    workers: int = 1,
) -> Report:
    """Store ``posts``, a batch at a time, and bring the events of ``calendar`` up to date.

    ``source`` names where they come from, for ``timeline status``. ``workers`` processes read the posts for
    their dates; how many there are changes nothing else. What comes before an InputError of
    the source is kept; without any, that error is raised. Raises DatabaseError.
    """
    counts = Counts()
    key = store.begin_read(calendar.id, source, now=now)
    rest = Batches(posts)
    for batch in rest:
        counts += store.add_posts(calendar.id, batch, now=now)
        if progress:
            progress("posts", counts.read, None)
    store.end_read(key, counts, error=rest.error.message if rest.error else None, now=now)
    if rest.error is not None and not counts.read:
        raise rest.error
    events = refresh(store, calendar, chain=chain, now=now, progress=progress, workers=workers)
    return Report(counts, events, rest.error, store.failures(calendar.id))


def refresh(
    store: Store,
    calendar: Calendar,
    *,
    chain: Chain | None = None,
    now: datetime | None = None,
    progress: Progress | None = None,
    workers: int = 1,
) -> EventCounts:
    """Make the events of ``calendar`` those of its stored posts and corrections, if they are not already."""
    moment = now or datetime.now(UTC)
    extractor = extractor_of(calendar, chain)
    builder = _digest(extractor, _source_of(("events",)))
    if store.is_built(calendar.id, builder):  # told without loading the chain
        return EventCounts(same=store.count_events(calendar.id))
    chain = chain or Chain.real()
    read_mentions(store, calendar, chain, extractor, progress, workers)
    with store.writing():
        if store.built_with(calendar.id) == builder:
            counts = rebuild_touched(store, calendar, chain.build, chain.identify, moment)
            if counts is not None:
                store.mark_built(calendar.id, builder)
                return counts
        if progress:
            progress("events", 0, None)
        mentions, posts = everything_said(store, calendar, chain)
        store.keep_placed(calendar.id, (post for post in posts if post.position is not None))
        twins = store.twins(calendar.id)
        said = [_as_dated(one, twins) for one in store.corrections(calendar.id)]
        elsewhere = _moved_with_the_zone(store, calendar)
        known_as = [
            replace(_as_dated(one, twins), fingerprint="") if one.id in elsewhere else _as_dated(one, twins)
            for one in store.identities(calendar.id)
        ]
        events, identities = chain.identify(chain.build(mentions, posts, calendar, said), known_as, moment)
        store.keep_identities(identities)
        counts = store.replace_events(calendar.id, events, now=moment)
        store.describe(calendar.id, calendar.name, str(calendar.zone), _language(calendar))
        store.mark_built(calendar.id, builder)
    return counts


def everything_said(store: Store, calendar: Calendar, chain: Chain) -> tuple[list[Mention], list[Post]]:
    """All mentions of the stored posts and the posts themselves, the undated ones placed as far as their dumps allow.

    A post of a dump that a dated source has too keeps its place there, and says nothing.
    """
    mentions, posts = store.mentions(calendar.id, calendar.zone)
    dumped = store.dump_posts(calendar.id)
    if all(post.posted.at is not None for post in dumped):
        return mentions, posts
    from timeline.events.placing import settle

    known, silent = {post.key for post in dumped}, store.silent_posts(calendar.id)
    everything = [*(post for post in posts if post.key not in known), *dumped]
    return settle(
        mentions, everything, calendar, lambda post: () if post.key in silent else chain.mentions_of(post, calendar)
    )


def _moved_with_the_zone(store: Store, calendar: Calendar) -> set[str]:
    """The ids of events whose clock means another moment, since the calendar was last built in another zone."""
    if store.zone(calendar.id) in (None, calendar.zone):
        return set()
    return {event.id for event in store.events(calendar.id) if event.when.clock}


def _as_dated(known: Known, twins: Mapping[PostKey, PostKey]) -> Known:
    """An identity or a correction of undated posts, pointing to the dated ones that they turned out to be."""
    return replace(known, evidence=_dated_keys(known.evidence, twins)) if twins else known


def _dated_keys(keys: tuple[EvidenceKey, ...], twins: Mapping[PostKey, PostKey]) -> tuple[EvidenceKey, ...]:
    found = []
    for channel, post, concept in keys:
        now_channel, now_post = twins.get((channel, post), (channel, post))
        found.append((now_channel, now_post, concept))
    return tuple(dict.fromkeys(found))


def extractor_of(calendar: Calendar, chain: Chain | None = None) -> str:
    """A name for what decides which mentions a post has: the chain and the calendar's definition."""
    return _digest(chain.version if chain else _source_of(READS), repr(replace(calendar, path=None)))


def read_mentions(
    store: Store,
    calendar: Calendar,
    chain: Chain,
    extractor: str,
    progress: Progress | None = None,
    workers: int = 1,
) -> None:
    """Read the mentions of every post that ``extractor`` has not read; ``store.failures`` says which it could not."""
    keys = store.unread(calendar.id, extractor)
    total = len(keys)
    done = 0
    work = partial(_read, chain.mentions_of, calendar)
    with closing(ordered(work, store.posts_of(keys), workers=workers if total >= WORTH_WORKERS else 1)) as readings:
        for readings_of_portion in readings:
            with store.writing():
                for key, mentions in readings_of_portion:
                    if isinstance(mentions, str):
                        store.keep_failure(extractor, key, mentions)
                store.keep_mentions(
                    extractor,
                    calendar.zone,
                    [(key, mentions) for key, mentions in readings_of_portion if not isinstance(mentions, str)],
                )
            done += len(readings_of_portion)
            if progress:
                progress("dates", done, total)


def _read(
    mentions_of: Callable[[Post, Calendar], list[Mention]], calendar: Calendar, portion: list[tuple[int, Post]]
) -> list[tuple[int, list[Mention] | str]]:
    """The mentions of each post, or in words what kept it from being read."""
    found: list[tuple[int, list[Mention] | str]] = []
    for key, post in portion:
        try:
            found.append((key, mentions_of(post, calendar)))
        except Exception as error:  # a fault of ours in one post must not keep the others out
            found.append((key, f"{type(error).__name__}: {error}"))
    return found


def _language(calendar: Calendar) -> str | None:
    """The language of a calendar's views; that of nobody's calendar is told from its texts."""
    return None if calendar.id == DEFAULT else calendar.languages[0]


class Batches:
    """Posts in batches, up to the end or to the error that ends them."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._posts = posts
        self.error: InputError | None = None

    def __iter__(self) -> Iterator[list[Post]]:
        batch: list[Post] = []
        try:
            for post in self._posts:
                batch.append(post)
                if len(batch) >= BATCH and post.position is None:  # a dump is stored whole: its order is evidence
                    yield batch
                    batch = []
        except InputError as error:
            self.error = error
        if batch:
            yield batch


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()


@cache
def _source_of(parts: tuple[str, ...]) -> str:
    """A digest of the code and data of parts of this package: a version that nobody can forget to raise."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        for text in _texts(files("timeline") / part):
            digest.update(text)
    return digest.hexdigest()


def _texts(place: Traversable) -> Iterator[bytes]:
    if place.is_file():
        yield place.read_bytes()
        return
    for item in sorted(place.iterdir(), key=lambda item: item.name):
        if item.is_dir() or item.name.endswith((".py", ".toml")):
            yield from _texts(item)
