"""What was read from posts, kept beside them: what is out of date, what the events do not know yet, what lies near.

A row is *dirty* when the events were built from something else than what it holds; ``before`` is what that was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from json import loads
from zoneinfo import ZoneInfo

from timeline.events import Event
from timeline.events.nearby import AHEAD, BEHIND, spans_of
from timeline.mentions import Mention
from timeline.posts import Post
from timeline.store.codec import Convert, converter, dumps
from timeline.store.rows import clean, post_from
from timeline.store.writer import Writer, portions

Windows = Mapping[str, tuple[date, date]]
"""For a concept (empty for occasions) the first and last day of interest, inclusive."""

DIRTY = "before = CASE WHEN dirty THEN before ELSE data END, dirty = 1"
"""Note that a row is about to hold something else than the events were built from."""


@dataclass(frozen=True, slots=True)
class ChangedPost:
    """A post whose mentions are not those that the events were built from."""

    post: Post
    before: tuple[Mention, ...]
    after: tuple[Mention, ...]


class MentionCache(Writer):
    """The mentions of posts, and which of them the events do not know yet."""

    def unread(self, calendar: str, extractor: str) -> list[int]:
        """The keys of the posts whose mentions were not read by ``extractor``."""
        sql = """SELECT p.key FROM posts p LEFT JOIN mentions m ON m.post_key = p.key
                 WHERE p.calendar = ? AND p.withdrawn IS NULL AND m.extractor IS NOT ? ORDER BY p.key"""
        return [row[0] for row in self._all(sql, [calendar, extractor])]

    def posts_of(self, keys: Sequence[int]) -> Iterator[list[tuple[int, Post]]]:
        """Posts by their keys, with them, a portion at a time."""
        for marks, part in portions(keys):
            rows = self._all(f"SELECT * FROM posts WHERE key IN {marks} ORDER BY key", part)
            yield [(row["key"], post_from(row)) for row in rows]

    def keep_mentions(self, extractor: str, zone: ZoneInfo, read: Iterable[tuple[int, Sequence[Mention]]]) -> None:
        """Keep what was read from posts, by their keys; ``zone`` is that of the mentions' times."""
        found = [(key, list(mentions)) for key, mentions in read]
        rows = [(key, extractor, len(mentions), bool(mentions), dumps(mentions, zone)) for key, mentions in found]
        spans = [
            (key, mention.concept or "", *map(_text, span or (None, None)), mention.anchor)
            for key, mentions in found
            for mention in mentions
            if mention.refused is None
            for span in spans_of(mention, zone)
        ]
        with self.writing():
            self._connection.executemany(
                """INSERT INTO mentions (post_key, extractor, count, dirty, data) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT (post_key) DO UPDATE SET extractor = excluded.extractor, count = excluded.count,
                     before = CASE WHEN dirty THEN before WHEN data <> excluded.data THEN data END,
                     dirty = dirty OR data <> excluded.data, data = excluded.data, error = NULL""",
                rows,
            )
            self._connection.executemany("DELETE FROM spans WHERE post_key = ?", [(key,) for key, _ in found])
            self._connection.executemany(
                "INSERT INTO spans (post_key, concept, low, high, anchor) VALUES (?, ?, ?, ?, ?)", spans
            )

    def keep_failure(self, extractor: str, key: int, error: str) -> None:
        """Note that a post could not be read; what an earlier ``extractor`` read of it stays."""
        self._run(
            """INSERT INTO mentions (post_key, extractor, count, dirty, data, error) VALUES (?, ?, 0, 0, '[]', ?)
               ON CONFLICT (post_key) DO UPDATE SET extractor = excluded.extractor, error = excluded.error""",
            [key, extractor, clean(error)],
        )

    def forget_mentions(self, calendar: str) -> None:
        """Let every post of a calendar be read again, and its events be built again from scratch."""
        with self.writing():
            for table in ("mentions", "spans"):
                self._run(
                    f"DELETE FROM {table} WHERE post_key IN (SELECT key FROM posts WHERE calendar = ?)", [calendar]
                )
            self._forget_build(calendar)

    def changed_posts(self, calendar: str, zone: ZoneInfo, most: int) -> list[ChangedPost] | None:
        """The posts whose mentions the events do not know yet; ``None`` for more than ``most``."""
        read = _reader(zone)
        sql = """SELECT p.*, m.data, m.before FROM mentions m CROSS JOIN posts p ON p.key = m.post_key
                 WHERE m.dirty AND p.calendar = ? ORDER BY p.key LIMIT ?"""
        rows = self._all(sql, [calendar, most + 1])
        if len(rows) > most:
            return None
        return [
            ChangedPost(
                post_from(row),
                read(row["before"]) if row["before"] is not None else (),
                read(row["data"]) if row["withdrawn"] is None else (),
            )
            for row in rows
        ]

    def count_spans(self, calendar: str) -> int:
        """How many mentions of a calendar may make events."""
        return int(
            self._one("SELECT count(*) FROM spans s JOIN posts p ON p.key = s.post_key WHERE calendar = ?", [calendar])
        )

    def undated_near(self, calendar: str, windows: Windows) -> dict[str, tuple[date, date]]:
        """For each concept, the days on which posts name something without a day that may lie in its window."""
        sql = """SELECT min(p.posted_earliest), max(p.posted_earliest) FROM spans s JOIN posts p ON p.key = s.post_key
                 WHERE s.concept = ? AND s.low IS NULL AND p.calendar = ? AND p.posted_earliest BETWEEN ? AND ?"""
        found = {}
        for concept, (low, high) in windows.items():
            (row,) = self._all(sql, [concept, calendar, _text(low - AHEAD), _text(high + BEHIND)])
            if row[0] is not None:
                found[concept] = (date.fromisoformat(row[0][:10]), date.fromisoformat(row[1][:10]))
        return found

    def mentions_near(self, calendar: str, zone: ZoneInfo, windows: Windows) -> list[tuple[Post, tuple[Mention, ...]]]:
        """The posts that speak of days in the windows, or may without naming them, with all of their mentions."""
        keys: set[int] = set()
        for concept, (low, high) in windows.items():
            sql = """SELECT post_key FROM spans WHERE concept = ? AND low <= ? AND high >= ?
                     UNION SELECT s.post_key FROM spans s JOIN posts p ON p.key = s.post_key
                     WHERE s.concept = ? AND s.low IS NULL AND p.posted_earliest BETWEEN ? AND ?"""
            values = [concept, _text(high), _text(low), concept, _text(low - AHEAD), _text(high + BEHIND)]
            keys.update(row[0] for row in self._all(sql, values))
        read, found = _reader(zone), []
        for marks, part in portions(sorted(keys)):
            sql = f"""SELECT p.*, m.data FROM mentions m JOIN posts p ON p.key = m.post_key
                      WHERE p.calendar = ? AND p.withdrawn IS NULL AND NOT m.dirty AND p.key IN {marks}"""
            found += [(post_from(row), read(row["data"])) for row in self._all(sql, [calendar, *part])]
        return found

    def events_near(self, calendar: str, windows: Windows) -> list[Event]:
        """The events that can touch the window of their concept (empty for occasions; days, inclusive)."""
        found = []
        for concept, (low, high) in windows.items():
            where = """WHERE calendar = ? AND concept IS ? AND max(coalesce(end_latest, ''), coalesce(start_latest, ''),
                         coalesce(end_earliest, ''), coalesce(start_earliest, '')) >= ?
                       AND min(coalesce(end_latest, '~'), coalesce(start_latest, '~'),
                         coalesce(end_earliest, '~'), coalesce(start_earliest, '~')) <= ? ORDER BY id"""
            found += self._events(where, [calendar, concept or None, low.isoformat(), high.isoformat()])
        return found

    def events_of(self, calendar: str, ids: Sequence[str]) -> list[Event]:
        """The events of these ids, with their evidence and history."""
        found = []
        for marks, part in portions(ids):
            found += self._events(f"WHERE calendar = ? AND id IN {marks}", [calendar, *part])
        return found

    def stages(self, calendar: str) -> list[Event]:
        """All stages of a calendar's campaigns, those that rest on the law alone too, without evidence and history."""
        return self._events("WHERE calendar = ? AND concept IS NOT NULL ORDER BY id", [calendar], evidence=False)

    def has_undated_posts(self, calendar: str) -> bool:
        """Whether something is said in posts of which it is not known when they were posted."""
        sql = """SELECT 1 FROM posts p CROSS JOIN mentions m ON m.post_key = p.key
                 WHERE p.posted_quality IN ('bounded', 'unknown') AND p.calendar = ? AND p.withdrawn IS NULL
                   AND m.count > 0 LIMIT 1"""
        return bool(self._all(sql, [calendar]))

    def is_anchor(self, calendar: str, concepts: Iterable[str]) -> bool:
        """Whether days are counted from an event of one of these concepts."""
        sql = "SELECT 1 FROM spans s JOIN posts p ON p.key = s.post_key WHERE s.anchor = ? AND p.calendar = ? LIMIT 1"
        return any(self._all(sql, [concept, calendar]) for concept in concepts)

    def _forget_build(self, calendar: str) -> None:
        """Let the events of a calendar be built from everything, not only from what changed."""
        self._touch(calendar, changed=True)
        self._run("UPDATE calendars SET built_with = NULL WHERE calendar = ?", [calendar])


def _reader(zone: ZoneInfo) -> Convert:
    read = converter(tuple[Mention, ...], zone)
    return lambda text: read(loads(text))


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
