"""Dumps: the posts of copied pages without dates, in their order, and the dated posts that turn out to be the same.

Two copies that share a post are one dump: what is new in the second takes its place among what was known. Copies
that share nothing say nothing of each other's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from timeline.posts import Post, Posted, PostKey
from timeline.posts.cleaning import fingerprint
from timeline.store.cache import DIRTY, MentionCache
from timeline.store.codec import dumps, from_instant, instant
from timeline.store.rows import Row, post_from
from timeline.store.writer import portions

ROOM = 1 << 20
"""Between two neighbours of a copy, for what a later copy has between them."""
TELLING = 40
"""Letters of a text by which a post is known again; shorter ones ("Спасибо!") are said more than once."""


class DumpTable(MentionCache):
    """The order of undated posts, and their dated twins."""

    def dump_posts(self, calendar: str) -> list[Post]:
        """The posts of all dumps of a calendar, oldest first in each.

        One whose text a dated source has too is there with that time: it says nothing of its own, but keeps its place.
        """
        sql = """SELECT p.*, d.dump AS in_dump, d.place AS at_place, t.key AS twin_key, t.posted_quality AS quality,
                   t.posted_earliest AS earliest, t.posted_latest AS latest
                 FROM dumped d JOIN posts p ON p.key = d.post_key LEFT JOIN posts t ON t.key = d.twin
                 WHERE p.calendar = ? AND (p.withdrawn IS NULL OR d.twin IS NOT NULL) ORDER BY d.dump, d.place, p.key"""
        found = []
        for row in self._all(sql, [calendar]):
            post = replace(post_from(row), position=row["at_place"], dump=row["in_dump"])
            if row["twin_key"] not in (None, row["key"]):
                times = from_instant(row["earliest"]), from_instant(row["latest"])
                post = replace(post, posted=Posted(row["quality"], *times))
            found.append(post)
        return found

    def silent_posts(self, calendar: str) -> set[PostKey]:
        """The posts of dumps that say nothing of their own, because a dated source says the same."""
        sql = """SELECT p.channel, p.post FROM dumped d JOIN posts p ON p.key = d.post_key
                 WHERE p.calendar = ? AND p.withdrawn IS NOT NULL"""
        return {(row[0], row[1]) for row in self._all(sql, [calendar])}

    def keep_placed(self, calendar: str, posts: Iterable[Post]) -> None:
        """Keep where undated posts were placed in time, for who looks at them."""
        with self.writing():
            for post in posts:
                placed = _placed(post) if post.placed else None
                self._run(
                    """UPDATE dumped SET placed = ? WHERE placed IS NOT ? AND post_key =
                       (SELECT key FROM posts WHERE calendar = ? AND channel = ? AND post = ?)""",
                    [placed, placed, calendar, post.channel, post.id],
                )

    def twins(self, calendar: str) -> dict[PostKey, PostKey]:
        """The posts of dumps that a dated source has too, and what they are called there."""
        sql = """SELECT p.channel, p.post, t.channel, t.post FROM dumped d JOIN posts p ON p.key = d.post_key
                 JOIN posts t ON t.key = d.twin WHERE p.calendar = ? AND d.twin <> d.post_key"""
        return {(row[0], row[1]): (row[2], row[3]) for row in self._all(sql, [calendar])}

    def _as_known(self, calendar: str, batch: Iterable[Post]) -> list[Post]:
        """A batch, its undated posts under the channel and the position that they are known by."""
        posts = list(batch)
        known = self._dumped(calendar, [post.id for post in posts if post.position is not None])
        return [
            replace(post, channel=row["channel"], position=row["position"])
            if post.position is not None and (row := known.get(post.id)) is not None
            else post
            for post in posts
        ]

    def _order(self, calendar: str, batch: Sequence[Post], at: str | None) -> None:
        """Give the new posts of a copied page their places, and find which are known with their dates."""
        copied = {post.id: post for post in batch if post.position is not None}
        if copied:
            rows = self._dumped(calendar, list(copied))
            dump = next((rows[one]["dump"] for one in copied if one in rows), None)
            if dump is None:
                dump = int(self._one("SELECT coalesce(max(dump), 0) + 1 FROM dumped"))
            taken = [row[0] for row in self._all("SELECT place FROM dumped WHERE dump = ? ORDER BY place", [dump])]
            known = {one: row["place"] for one, row in rows.items() if row["dump"] == dump}
            new = places([one for one in copied if one in known or one not in rows], known, taken)
            if new:  # what stands between others tells of their times, though it names no event itself
                self._forget_build(calendar)
            for one, place in new.items():
                self._run(
                    """INSERT INTO dumped (post_key, dump, place)
                       SELECT key, ?, ? FROM posts WHERE calendar = ? AND channel = ? AND post = ?""",
                    [dump, place, calendar, copied[one].channel, one],
                )
            self._told_before(calendar, [one for one in copied if one not in rows], at)
        if any(post.position is None for post in batch) and self._one("SELECT 1 FROM dumped LIMIT 1"):
            dated = [post for post in batch if post.position is None and post.posted.at is not None]
            self._told_now(calendar, dated, at)

    def _told_now(self, calendar: str, dated: Sequence[Post], at: str | None) -> None:
        """Dated posts whose texts a dump has."""
        told = [(_as_dumped(post.text), post) for post in dated if _telling(post.text)]
        rows = self._dumped(calendar, [one for one, _ in told])
        for one, post in told:
            if (row := rows.get(one)) is None:
                continue
            (twin,) = self._all(
                "SELECT * FROM posts WHERE calendar = ? AND channel = ? AND post = ?", [calendar, post.channel, post.id]
            )
            self._unite(calendar, row, twin, at)

    def _told_before(self, calendar: str, fresh: Sequence[str], at: str | None) -> None:
        """New posts of a dump whose texts a dated source had before."""
        rows = {one: row for one, row in self._dumped(calendar, list(fresh)).items() if _telling(row["text"])}
        if not rows:
            return
        sql = """SELECT * FROM posts WHERE calendar = ? AND position IS NULL AND withdrawn IS NULL
                 AND posted_quality IN ('exact', 'assumed')"""
        for twin in self._all(sql, [calendar]):
            if (row := rows.get(_as_dumped(twin["text"]))) is not None:
                self._unite(calendar, row, twin, at)

    def _unite(self, calendar: str, row: Row, twin: Row, at: str | None) -> None:
        """The dated post says what the undated one says, and when. Of two of different times neither tells."""
        (known,) = self._all(
            """SELECT d.twin, t.posted_earliest FROM dumped d LEFT JOIN posts t ON t.key = d.twin
               WHERE d.post_key = ?""",
            [row["key"]],
        )
        if known["twin"] == twin["key"]:
            return
        differs = known["twin"] is not None and known["posted_earliest"] != twin["posted_earliest"]
        self._run(
            "UPDATE dumped SET twin = ?, placed = NULL WHERE post_key = ?",
            [row["key"] if differs else twin["key"], row["key"]],
        )
        self._run("UPDATE posts SET withdrawn = coalesce(withdrawn, ?) WHERE key = ?", [at, row["key"]])
        self._run(f"UPDATE mentions SET {DIRTY} WHERE post_key = ?", [row["key"]])
        if not self._all("SELECT 1 FROM mentions WHERE post_key = ? LIMIT 1", [row["key"]]):
            self._forget_build(calendar)  # what names no event tells of its neighbours' times by its own

    def _has_twin(self, key: int) -> bool:
        """Whether a dated post says the same, which stands for it."""
        return bool(self._all("SELECT 1 FROM dumped WHERE post_key = ? AND twin IS NOT NULL", [key]))

    def _dumped(self, calendar: str, ids: Sequence[str]) -> dict[str, Row]:
        """Posts of dumps by their ids, which come from their texts."""
        found: dict[str, Row] = {}
        for marks, part in portions(ids):
            sql = f"""SELECT p.key, p.channel, p.post, p.position, p.text, d.dump, d.place
                      FROM dumped d JOIN posts p ON p.key = d.post_key
                      WHERE p.calendar = ? AND p.post IN {marks} ORDER BY p.key"""
            for row in self._all(sql, [calendar, *part]):
                found.setdefault(row["post"], row)
        return found


def places(ids: Sequence[str], known: Mapping[str, int], taken: Sequence[int]) -> dict[str, int]:
    """Places for the posts of a copy that are not known, oldest first: between their neighbours of the copy.

    ``known`` are the places of those that are, ``taken`` all places of the dump, in order.
    """
    found: dict[str, int] = {}
    left: int | None = None
    start = 0
    while start < len(ids):
        if ids[start] in known:
            left = known[ids[start]]
            start += 1
            continue
        end = next((n for n in range(start, len(ids)) if ids[n] in known), len(ids))
        run = ids[start:end]
        right = known[ids[end]] if end < len(ids) else None
        if right is not None:
            low = max((place for place in taken if place < right), default=right - ROOM * (len(run) + 1))
            high = right
        else:
            low = left if left is not None else 0
            high = min((place for place in taken if place > low), default=low + ROOM * (len(run) + 1))
        step = max(1, (high - low) // (len(run) + 1))
        found.update({one: low + step * n for n, one in enumerate(run, 1)})
        start = end
    return found


def _as_dumped(text: str) -> str:
    """The id that a post of this text has in a dump."""
    return f"text-{fingerprint(text)}"


def _telling(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= TELLING


def _placed(post: Post) -> str:
    return dumps(
        {
            "earliest": instant(post.posted.earliest),
            "latest": instant(post.posted.latest),
            "likely": post.likely and [day and day.isoformat() for day in post.likely],
            "why": list(post.placed),
        }
    )
