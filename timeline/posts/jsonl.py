"""JSON lines: one object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from timeline.posts.cleaning import TEXT_LIMIT
from timeline.posts.lines import lines
from timeline.posts.records import posts_of
from timeline.posts.rejects import Rejects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.posts.input import Input
    from timeline.posts.post import Post
    from timeline.posts.records import Given

LINE_LIMIT = TEXT_LIMIT * 12 + 100_000
"""Bytes of a line: a text of TEXT_LIMIT characters, all of them escaped pairs, and what stands around it."""


def read_jsonl(source: Input, given: Given, warn: Callable[[str], None]) -> Iterator[Post]:
    """The posts of JSON lines. A last line that is cut off is warned of; other bad lines are counted."""
    rejects = Rejects()
    yield from posts_of(_records(source, rejects, warn), given, rejects)
    rejects.report(source.name, warn)


def _records(source: Input, rejects: Rejects, warn: Callable[[str], None]) -> Iterator[tuple[str, object]]:
    for number, line, ended in lines(source, LINE_LIMIT):
        if line is None:
            rejects.add(f"line {number}", "it is longer than a post can be")
        elif line and not line.isspace():
            try:
                yield f"line {number}", json.loads(line.decode("utf-8", "replace"), strict=False)
            except (ValueError, RecursionError):
                if ended:
                    rejects.add(f"line {number}", "it is not JSON")
                else:
                    warn(source.ends_early(f"is cut off in line {number}"))
