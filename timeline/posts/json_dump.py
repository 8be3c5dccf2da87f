"""A JSON array of posts, an object that holds one, or JSON objects one after another, read as a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.posts.json_bytes import JsonBytes, beginning, items
from timeline.posts.records import posts_of
from timeline.posts.rejects import Rejects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.posts.input import Input
    from timeline.posts.post import Post
    from timeline.posts.records import Given

HOLDERS = ("posts", "messages", "items", "data", "results", "result", "channel_messages")
"""Fields of an outer object that may hold the array."""


def read_json(source: Input, given: Given, warn: Callable[[str], None]) -> Iterator[Post]:
    """The posts of a JSON array of objects with the usual field names."""
    rejects = Rejects()
    prefix = array_prefix(source.head(), source.name)
    file = JsonBytes(source.utf8(), source.name)
    found = items(
        file,
        prefix or "",
        lambda what: warn(source.ends_early(what)),
        several=prefix is None,
    )
    records = ((f"record {number}", record) for number, record in enumerate(found, 1))
    yield from posts_of(records, given, rejects)
    rejects.report(source.name, warn)


def array_prefix(head: bytes, name: str) -> str | None:
    """Where the posts are, in ijson's notation; ``None`` if the objects stand side by side."""
    field = ""
    for prefix, event, value in beginning(head, name):
        if not prefix and event == "start_array":
            return "item"
        if not prefix and event == "map_key":
            field = str(value)
        elif prefix and prefix == field and event == "start_array" and field in HOLDERS:
            return f"{field}.item"
        elif not prefix and event == "end_map":
            return None
    return None
