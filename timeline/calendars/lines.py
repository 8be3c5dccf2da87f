"""On which line of a TOML file a key stands: ``tomllib`` tells it only for syntax errors."""

from __future__ import annotations

import re
from functools import lru_cache

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_ASSIGNMENT = re.compile(
    r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=(.*)$"""
)
_NAME = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


def line_of(text: str, path: Path) -> int:
    """The line (from 1) of the key at ``path``, or of the nearest table or key around it; 1 where there is none."""
    places = _places(text)
    while path and path not in places:
        path = path[:-1]
    return places.get(path, 1)


@lru_cache(maxsize=2)
def _places(text: str) -> dict[Path, int]:
    places: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    open_string: str | None = None
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        if open_string:
            if line.count(open_string) % 2:
                open_string = None
            continue
        if depth > 0:
            depth += _depth(line)
            continue
        header = _HEADER.match(line)
        if header:
            table = _table(_names(header[2]), header[1] == "[[", counts)
            for end in range(1, len(table) + 1):
                places.setdefault(table[:end], number)
            continue
        assignment = _ASSIGNMENT.match(line)
        if assignment:
            keys = _names(assignment[1])
            for end in range(1, len(keys) + 1):
                places.setdefault((*table, *keys[:end]), number)
            line = assignment[2]
            for quotes in ('"""', "'''"):
                if line.count(quotes) % 2:
                    open_string = quotes
            if not open_string:
                depth = max(0, _depth(line))
    return places


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in _NAME.findall(dotted))


def _table(names: tuple[str, ...], is_array: bool, counts: dict[Path, int]) -> Path:
    """The full path of a table header: arrays on the way stand at their current element."""
    path: Path = ()
    for place, name in enumerate(names):
        path = (*path, name)
        last = place == len(names) - 1
        if is_array and last:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _depth(line: str) -> int:
    bare = _STRING.sub("", line).split("#")[0]
    return sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")
