"""Writing the event table: posts in, mentions kept, events replaced, all in transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from json import loads
from pathlib import Path
from typing import Any

from timeline.events import Event
from timeline.events.correction import Correction
from timeline.events.identity import Identity
from timeline.posts import Post, PostKey
from timeline.store import differences, lock
from timeline.store.cache import DIRTY
from timeline.store.codec import decode, dumps, instant
from timeline.store.connection import SCHEMA, connect, explained, schema_version
from timeline.store.dumps import DumpTable
from timeline.store.migrations import migrate
from timeline.store.records import Counts, EventCounts
from timeline.store.rows import POST, change_rows, clean, event_digest, event_row, evidence_rows, post_values
from timeline.store.writer import portions

_SAID = (*POST, "digest")
_ADDED = ("calendar", *_SAID, "stored", "changed")

RANK = {"unknown": 0, "bounded": 1, "assumed": 2, "exact": 3}
"""How good the time of a post is."""


def open_store(path: Path, *, wait: float = lock.WAIT) -> Store:
    """Open the database for writing, making or migrating it where needed; a context manager.

    One process at a time may have it open for writing; another waits ``wait`` seconds, then gets
    DatabaseBusy. Raises NewerDatabase, DatabaseError.
    """
    connection = connect(path, readonly=False)
    try:
        held = lock.take(path, wait)
    except BaseException:
        connection.close()
        raise
    try:
        with explained(path):
            applied: list[str] = []
            if schema_version(connection) < SCHEMA:
                applied = migrate(connection)
            store = Store(connection, path, held, applied)
            lock.sign(connection)
    except BaseException:
        connection.close()
        held.close()
        raise
    return store


class Store(DumpTable):
    """The event table, for its one writer. Every method that writes is one transaction, or part of ``writing()``."""

    # Posts

    def add_posts(self, calendar: str, batch: Iterable[Post], *, now: datetime | None = None) -> Counts:
        """Store a batch in one transaction. A changed text replaces the old one, which is kept as a version.

        A post that says less of its own time than the one that is stored does not make it worse.
        """
        at = instant(now or datetime.now(UTC))
        with self.writing():
            batch = self._as_known(calendar, batch)
            said = {values[:2]: values for values in map(post_values, batch)}
            known = self._known(calendar, said)
            fresh = [(calendar, *values, at, at) for key, values in said.items() if key not in known]
            changed = sum(
                self._renew(old, dict(zip(_SAID, said[key], strict=True)), at)
                for key, old in known.items()
                if old["digest"] != said[key][-1] or old["missed"] or old["withdrawn"]
            )
            self._insert_all("posts", _ADDED, fresh)
            self._order(calendar, batch, at)
            self._touch(calendar, changed=bool(fresh or changed))
        return Counts(len(fresh), changed, len(said) - len(fresh) - changed)

    def note_missing(
        self,
        calendar: str,
        channel: str,
        missing: Mapping[str, int],
        withdrawn: Collection[str] = (),
        *,
        now: datetime | None = None,
    ) -> None:
        """Note how many looks in a row have missed posts of a channel, and which of those posts count as deleted.

        A post that is read again (``add_posts``) is there again. ``timeline.posts.sync.decide`` decides.
        """
        at = instant(now or datetime.now(UTC))
        with self.writing():
            for post, looks in missing.items():
                self._run(
                    """UPDATE posts SET missed = ?, withdrawn = coalesce(withdrawn, ?)
                       WHERE calendar = ? AND channel = ? AND post = ?""",
                    [looks, at if post in withdrawn else None, calendar, channel, post],
                )
                if post in withdrawn:
                    self._run(
                        f"""UPDATE mentions SET {DIRTY} WHERE post_key =
                            (SELECT key FROM posts WHERE calendar = ? AND channel = ? AND post = ?)""",
                        [calendar, channel, post],
                    )
            self._touch(calendar, changed=bool(withdrawn))

    # Events

    def replace_events(
        self,
        calendar: str,
        events: Sequence[Event],
        *,
        instead_of: Collection[str] | None = None,
        now: datetime | None = None,
    ) -> EventCounts:
        """Make ``events`` all the events of a calendar, in one transaction that touches only the rows that differ.

        With ``instead_of``, ids of events, they stand for those only, and all others stay.
        """
        at = instant(now or datetime.now(UTC))
        with self.writing():
            sql, values = "SELECT key, id, digest FROM events WHERE calendar = ?", [calendar]
            if instead_of is not None:
                sql += f" AND id IN ({', '.join('?' * len(instead_of))})"
                values += instead_of
            stored = {row["id"]: row for row in self._all(sql, values)}
            wanted = {event.id: event for event in events}
            added = [event for event in events if event.id not in stored]
            differing = [
                event for event in events if event.id in stored and event_digest(event) != stored[event.id]["digest"]
            ]
            gone = [one for one in stored if one not in wanted]
            before = {
                event.id: event for event in self.events_of(calendar, [*(event.id for event in differing), *gone])
            }
            removed = [before[one] for one in gone]
            if added or differing or gone:
                for one in gone:  # first, since an event may have got another's UID
                    self._run("DELETE FROM events WHERE key = ?", [stored[one]["key"]])
                for event in differing:
                    self._write_event(event, stored[event.id]["key"])
                for event in added:
                    self._write_event(event, None)
                changed = [(before[event.id], event) for event in differing]
                self._write_log(calendar, at, differences.entries(added, changed, removed))
        same = self.count_events(calendar) - len(added) - len(differing)
        return EventCounts(tuple(added), tuple(differing), tuple(removed), same)

    def is_built(self, calendar: str, builder: str) -> bool:
        """Whether the events of a calendar are those of its present posts and corrections, built by ``builder``."""
        rows = self._all(
            "SELECT inputs = built AND built_with = ? FROM calendars WHERE calendar = ?", [builder, calendar]
        )
        return bool(rows and rows[0][0])

    def mark_built(self, calendar: str, builder: str) -> None:
        """Say that the events are built from all that is there; inside the transaction that wrote them."""
        with self.writing():
            self._run("UPDATE calendars SET built = inputs, built_with = ? WHERE calendar = ?", [builder, calendar])
            self._run(
                """UPDATE mentions SET dirty = 0, before = NULL
                   WHERE dirty AND ? = (SELECT calendar FROM posts WHERE key = post_key)""",
                [calendar],
            )

    def built_with(self, calendar: str) -> str | None:
        """What built the events of a calendar, from whatever was there then."""
        found = self._one("SELECT built_with FROM calendars WHERE calendar = ?", [calendar])
        return None if found is None else str(found)

    def describe(self, calendar: str, name: str, zone: str, language: str | None) -> None:
        """Keep what views need of a calendar's definition: name, IANA zone, language (``None``: as its texts)."""
        self._touch(calendar, changed=False)
        self._run(
            "UPDATE calendars SET name = ?, zone = ?, language = ? WHERE calendar = ?", [name, zone, language, calendar]
        )

    # Identities and corrections

    def identities(self, calendar: str, only: Collection[str] | None = None) -> list[Identity]:
        """The identities of a calendar's events; with ``only``, those of these ids and of all withdrawn events."""
        sql, values = "SELECT data FROM identities WHERE calendar = ?", [calendar]
        if only is not None:
            sql += f" AND (json_extract(data, '$.withdrawn') IS NOT NULL OR id IN ({', '.join('?' * len(only))}))"
            values += only
        return [decode(Identity, loads(row[0])) for row in self._all(f"{sql} ORDER BY id", values)]

    def keep_identities(self, identities: Iterable[Identity]) -> None:
        """Store identities. None is ever removed."""
        rows = [{"id": one.id, "uid": one.uid, "calendar": one.calendar, "data": dumps(one)} for one in identities]
        with self.writing():
            self._connection.executemany(
                """INSERT INTO identities (id, uid, calendar, data) VALUES (:id, :uid, :calendar, :data)
                   ON CONFLICT (id) DO UPDATE SET data = excluded.data WHERE data <> excluded.data""",
                rows,
            )

    def add_correction(self, calendar: str, correction: Correction) -> None:
        """Store what a person said; the next rebuild applies it."""
        row = {"id": correction.id, "calendar": calendar, "made": instant(correction.made), "action": correction.action}
        with self.writing():
            self._tables.table("corrections").insert({**row, "data": clean(dumps(correction))})
            self._forget_build(calendar)

    def undo_correction(self, calendar: str, ref: str, *, now: datetime | None = None) -> bool:
        """Take a correction back; it stays in the table. Returns whether there was one."""
        at = instant(now or datetime.now(UTC))
        with self.writing():
            undone = self._run(
                "UPDATE corrections SET undone = ? WHERE calendar = ? AND id = ? AND undone IS NULL",
                [at, calendar, ref],
            )
            if undone:
                self._forget_build(calendar)
        return undone > 0

    # Reads and the feed

    def begin_read(self, calendar: str, source: str, *, now: datetime | None = None) -> int:
        """Note that a source is being read; returns the key for ``end_read``."""
        with self.writing():
            self._touch(calendar, changed=False)
            row = {"calendar": calendar, "source": source, "started": instant(now or datetime.now(UTC))}
            return self._insert("reads", row)

    def keep_state(self, key: int, state: Mapping[str, Any]) -> None:
        """Note where a reading stands: where the next one of its source goes on."""
        self._run("UPDATE reads SET state = ? WHERE key = ?", [dumps(dict(state)), key])

    def end_read(self, key: int, counts: Counts, *, error: str | None = None, now: datetime | None = None) -> None:
        """Note how a reading ended."""
        with self.writing():
            self._run(
                """UPDATE reads SET finished = ?, posts_new = ?, posts_changed = ?, posts_same = ?, error = ?
                   WHERE key = ?""",
                [instant(now or datetime.now(UTC)), counts.new, counts.changed, counts.same, error, key],
            )

    def keep_vevents(self, variant: str, rows: Iterable[tuple[str, int, bytes]]) -> None:
        """Keep the VEVENT of events (id, revision, bytes) for the next export."""
        with self.writing():
            self._connection.executemany(
                "INSERT OR IGNORE INTO vevents (event, revision, variant, data) VALUES (?, ?, ?, ?)",
                [(event, revision, variant, data) for event, revision, data in rows],
            )

    # Inside

    def _known(self, calendar: str, keys: Iterable[PostKey]) -> dict[PostKey, sqlite3.Row]:
        """What is stored of posts, without their texts."""
        of_channel: dict[str, list[str]] = {}
        for channel, post in keys:
            of_channel.setdefault(channel, []).append(post)
        known = {}
        for channel, posts in of_channel.items():
            for marks, part in portions(posts):
                sql = f"""SELECT key, post, digest, missed, withdrawn FROM posts
                          WHERE calendar = ? AND channel = ? AND post IN {marks}"""
                known.update({(channel, row["post"]): row for row in self._all(sql, [calendar, channel, *part])})
        return known

    def _renew(self, old: sqlite3.Row, new: dict[str, Any], at: str | None) -> bool:
        """Bring a stored post up to date; returns whether that changed it."""
        if old["withdrawn"] and self._has_twin(old["key"]):
            return False
        (old,) = self._all("SELECT * FROM posts WHERE key = ?", [old["key"]])
        if old["missed"] or old["withdrawn"]:
            self._run("UPDATE posts SET missed = 0, withdrawn = NULL WHERE key = ?", [old["key"]])
        back = old["withdrawn"] is not None
        if back:  # the events were built without it
            self._run("UPDATE mentions SET dirty = 1, before = NULL WHERE post_key = ? AND NOT dirty", [old["key"]])
        if RANK[new["posted_quality"]] < RANK[old["posted_quality"]]:
            new = {**new, **{name: old[name] for name in ("posted_quality", "posted_earliest", "posted_latest")}}
        if all(new[name] == old[name] for name in new if name != "digest"):
            return back
        if new["text"] != old["text"]:
            version = {
                name: old[name]
                for name in ("version", "posted_quality", "posted_earliest", "posted_latest", "text", "url", "edited")
            }
            self._tables.table("post_versions").insert(
                {"post_key": old["key"], **version, "stored": old["changed"], "replaced": at}
            )
            new = {**new, "version": old["version"] + 1}
        if new["posted_earliest"] != old["posted_earliest"]:  # what it said of "today" was said of another day
            self._forget_build(old["calendar"])
        self._tables.table("posts").update(old["key"], {**new, "changed": at})
        self._run(f"UPDATE mentions SET {DIRTY}, extractor = '' WHERE post_key = ?", [old["key"]])
        return True

    def _write_log(self, calendar: str, at: str | None, entries: Iterable[Mapping[str, Any]]) -> None:
        """Raise the revision, and note what it changed."""
        revision = self.revision() + 1
        self._run("UPDATE state SET value = ? WHERE name = 'revision'", [revision])
        self._tables.table("log").insert_all(
            [{"revision": revision, "at": at, "calendar": calendar, **entry} for entry in entries]
        )

    def _write_event(self, event: Event, key: int | None) -> None:
        row = event_row(event)
        if key is None:
            key = self._insert("events", row)
        else:
            self._tables.table("events").update(key, row)
            self._run("DELETE FROM evidence WHERE event_key = ?", [key])
            self._run("DELETE FROM changes WHERE event_key = ?", [key])
        self._tables.table("evidence").insert_all({"event_key": key, **part} for part in evidence_rows(event))
        self._tables.table("changes").insert_all({"event_key": key, **part} for part in change_rows(event))
