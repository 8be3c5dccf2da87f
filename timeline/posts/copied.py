"""Messages selected in a Telegram app and copied: each under a line with its channel and its time.

Telegram Desktop writes "Name, [22.12.2026 16:20]" and the text below; apps for phones write "[22.12.2026 16:20] Name:
text". The time has no seconds and no offset, and is in the form of the reader's own country. What it replies to or
is forwarded from stands first, in brackets. There are no numbers of messages: ids are made from the texts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.posts.cleaning import label
from timeline.posts.records import posts_of
from timeline.posts.rejects import Rejects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.posts.input import Input
    from timeline.posts.post import Post
    from timeline.posts.records import Given

_STAMP = (
    r"\[(?P<date>\d{1,4}(?P<dot>[./-])\d{1,2}(?P=dot)\d{2,4}),?\s+"
    r"(?P<clock>\d{1,2}[:.]\d{2})(?:[:.]\d{2})?\s?(?P<half>[AaPp]\.?[Mm]\.?)?\]"
)
_OVER = re.compile(rf"(?P<name>[^\n\[\]]{{1,128}}), {_STAMP}")
_BEFORE = re.compile(rf"{_STAMP} (?P<name>[^:\n]{{1,128}}):(?: (?P<text>.*))?")
_ASIDE = re.compile(r"\[[^\[\]]{2,200}\]")
"""A line above the text: what it replies to, whom it is forwarded from, that there is a picture."""


def looks_copied(text: str) -> bool:
    """Whether ``text`` begins with the line of a copied message."""
    return _head(text.lstrip().partition("\n")[0].strip()) is not None


def read_copied(source: Input, given: Given, channel: str | None, warn: Callable[[str], None]) -> Iterator[Post]:
    """The posts of copied messages, in the order of the copy, each to the minute in the zone of ``given``."""
    messages = list(_messages(source.text().split("\n")))
    months_first = _months_first([head for _, head, _ in messages])
    rejects = Rejects()
    records = (
        (
            f"line {line}",
            {
                "date": _iso(head, months_first=months_first),
                "text": _without_asides(text),
                "channel": channel or label(head["name"]),
            },
        )
        for line, head, text in messages
    )
    yield from posts_of(records, replace(given, posted=None), rejects)
    rejects.report(source.name, warn)


def _head(line: str) -> re.Match[str] | None:
    return _OVER.fullmatch(line) or _BEFORE.fullmatch(line)


def _messages(lines: list[str]) -> Iterator[tuple[int, re.Match[str], list[str]]]:
    """The number of each message's line, that line, and the lines of its text."""
    begun: tuple[int, re.Match[str], list[str]] | None = None
    for number, line in enumerate(lines, 1):
        if (head := _head(line.strip())) is not None:
            if begun is not None:
                yield begun
            begun = number, head, [first] if (first := head.groupdict().get("text")) else []
        elif begun is not None:
            begun[2].append(line)
    if begun is not None:
        yield begun


def _without_asides(lines: list[str]) -> str:
    kept = list(lines)
    while kept and (not kept[0].strip() or _ASIDE.fullmatch(kept[0].strip())):
        kept.pop(0)
    return "\n".join(kept)


def _parts(head: re.Match[str]) -> list[int]:
    return [int(part) for part in re.split(r"[./-]", head["date"])]


def _months_first(heads: list[re.Match[str]]) -> bool:
    """Whether dates with slashes are "12/22/26": one of them can be nothing else, or all could be and say AM or PM."""
    slashed = [head for head in heads if "/" in head["date"] and len(head["date"].split("/")[0]) < 3]
    if any(_parts(head)[1] > 12 for head in slashed):
        return True
    return all(head["half"] and _parts(head)[0] <= 12 for head in slashed) and bool(slashed)


def _iso(head: re.Match[str], *, months_first: bool) -> str:
    """ISO 8601, which may still be no date that there is."""
    one, two, three = _parts(head)
    if len(head["date"].split("-")[0].split("/")[0].split(".")[0]) == 4:
        year, month, day = one, two, three
    elif months_first and "/" in head["date"]:
        month, day, year = one, two, three
    else:
        day, month, year = one, two, three
    hour, minute = (int(part) for part in re.split("[:.]", head["clock"]))
    if head["half"]:
        hour = hour % 12 + (12 if head["half"][0] in "pP" else 0)
    return f"{year + 2000 if year < 100 else year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"
