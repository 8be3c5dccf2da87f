"""A table of posts as text: CSV with commas, semicolons, bars or tabs, and a first line that names the columns."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from timeline.errors import InputError
from timeline.posts.cleaning import TEXT_LIMIT
from timeline.posts.lines import lines
from timeline.posts.records import DATE, ID, TEXT, posts_of
from timeline.posts.rejects import Rejects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.posts.input import Input
    from timeline.posts.post import Post
    from timeline.posts.records import Given

_LINE_LIMIT = TEXT_LIMIT * 4 + 100_000

SEPARATORS = ",;\t|"


def columns(line: str) -> tuple[str, list[str]] | None:
    """The separator and the names in a table's first line; ``None`` if it is not one.

    It must name a text and an id or a date.
    """
    for separator in SEPARATORS:
        names = [name.strip().strip('"').strip().casefold() for name in line.strip().split(separator)]
        if len(names) > 1 and set(names) & set(TEXT) and set(names) & {*ID, *DATE, "date_unixtime"}:
            return separator, names
    return None


def read_csv(source: Input, given: Given, warn: Callable[[str], None]) -> Iterator[Post]:
    """The posts of a table, one a row. Raises InputError if the first line does not name the columns."""
    rejects = Rejects()
    text_lines = _lines(source, rejects)
    first = next(text_lines, "")
    header = columns(first)
    if header is None:
        raise InputError(
            f"the first line of {source.name} does not name a column for the text and one for the id or date",
            f"call them for example id, date and text (known are {', '.join((*ID, *TEXT, *DATE))})",
        )
    yield from posts_of(_records(text_lines, *header, rejects), given, rejects)
    rejects.report(source.name, warn)


def _records(
    text_lines: Iterator[str], separator: str, names: list[str], rejects: Rejects
) -> Iterator[tuple[str, object]]:
    csv.field_size_limit(_LINE_LIMIT)
    rows = csv.reader(text_lines, delimiter=separator)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            rejects.add(f"line {rows.line_num + 1}", str(error))
            continue
        if not any(row):
            continue
        if len(row) > len(names):
            rejects.add(f"line {rows.line_num + 1}", "it has more fields than the first line names")
            continue
        yield f"line {rows.line_num + 1}", dict(zip(names, row, strict=False))


def _lines(source: Input, rejects: Rejects) -> Iterator[str]:
    """Lines with their breaks, which the csv module needs to keep those inside quotes."""
    for number, line, ended in lines(source, _LINE_LIMIT):
        if line is None:
            rejects.add(f"line {number}", "it is longer than a post can be")
        else:
            yield line.decode("utf-8", "replace") + ("\n" if ended else "")
