"""Where one post ends and the next begins in copied text that does not say so.

A browser copies the paragraphs of a post with a blank line between them and puts the next post on
the very next line; a person may have added blank lines of their own. So the signs are weighed one
by one, and each boundary found keeps the words for what it was seen by. In doubt text stays
together: half a post reads worse than two posts in one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MESSAGE_LIMIT = 4096
"""UTF-16 code units a message of Telegram can have."""

_LONG_LINE = 60
_HEADING = 90
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*[^\w]*$")
_LIST_ITEM = re.compile(r"(?:[-–—•·*▪◦‣]|\d{1,3}[.)]|[a-zа-яёіў]\))\s*\S", re.IGNORECASE)
_SIGN_OFF = re.compile(r"(?:\W*(?:#\w+|@\w{4,}|https?://\S+|t\.me/\S+))+\W*")
_JOINERS = "\ufe0f\ufe0e\u200d\u20e3"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with the number of blank lines before it."""

    text: str
    gap: int


@dataclass(frozen=True, slots=True)
class Part:
    """Lines taken for one post, with the reasons for its upper and lower boundary where the copy does not mark them."""

    lines: tuple[Line, ...]
    above: str | None = None
    below: str | None = None

    @property
    def text(self) -> str:
        """The lines as they stood, with the blank ones between them."""
        return "".join(("\n" * (line.gap + 1) if index else "") + line.text for index, line in enumerate(self.lines))


def split(lines: Sequence[Line], *, spaced: bool) -> list[Part]:
    """The posts in ``lines``, which stand between two marks of the copy. ``spaced``: it has blank lines in posts."""
    starts: list[tuple[int, str | None]] = []
    post = _Open(0, "")
    for index, line in enumerate(lines):
        reason = _boundary(lines, post, index, spaced=spaced) if index else None
        if not index or reason:
            starts.append((index, reason))
            post = _Open(index, _opening(line.text))
        post.take(line.text)
    parts = [
        Part(tuple(lines[start:end]), above, below)
        for (start, above), (end, below) in zip(starts, [*starts[1:], (len(lines), None)], strict=True)
    ]
    return [piece for part in parts for piece in _fitting(part)]


@dataclass(slots=True)
class _Open:
    """The post that is being read: its first line, the emoji that it opens with, and what has come since."""

    first: int
    opening: str
    has_body: bool = False
    has_other_opening: bool = False

    def take(self, text: str) -> None:
        """Go on with a line."""
        self.has_body = self.has_body or not _SIGN_OFF.fullmatch(text)
        self.has_other_opening = self.has_other_opening or _opening(text) != self.opening


def _boundary(lines: Sequence[Line], post: _Open, index: int, *, spaced: bool) -> str | None:
    """Why ``post`` ends before the line at ``index``; ``None`` if it goes on."""
    before, line = lines[index - 1].text, lines[index]
    if _continues(before, line.text):
        return None
    if line.gap >= 2:
        return "several blank lines"
    if post.has_body and _SIGN_OFF.fullmatch(before) and not _SIGN_OFF.fullmatch(line.text):
        return "the text above ends in tags or links"
    if line.gap == 0:
        return _next_line(lines, index) if spaced else None
    if post.opening and post.opening == _opening(line.text):
        return f"it opens with {post.opening} again" if post.has_other_opening else None
    if index - post.first > 1 and _is_heading(lines, post.first) and _is_heading(lines, index):
        return "a heading like the one above"
    return None


def _next_line(lines: Sequence[Line], index: int) -> str | None:
    """A full sentence that ends, and on the very next line a new paragraph: no post with blank lines is written so."""
    before, line = lines[index - 1].text, lines[index].text
    if len(before) < _LONG_LINE or not _SENTENCE_END.search(before):
        return None
    alone = index + 1 == len(lines) or lines[index + 1].gap > 0
    if len(line) >= _LONG_LINE or (alone and _opening(line)):
        return "a new paragraph without a blank line"
    return None


def _continues(before: str, line: str) -> bool:
    """Whether ``line`` goes on with what was begun: a list, a sentence, what a colon announces."""
    bare = line[len(_opening(line)) :].lstrip(" \u00a0\"'«“„(")
    if _LIST_ITEM.match(line) or before.rstrip().endswith((":", ";", ",")):
        return True
    opening = _opening(line)
    if opening and opening == _opening(before):
        return True
    return not bare or bare[0].islower() or bare[0] in ",.;:!?)»"


def _is_heading(lines: Sequence[Line], index: int) -> bool:
    """A short line, no sentence, set off by an emoji or by capitals, with text under it."""
    text = lines[index].text
    under = index + 1 < len(lines) and not _opening(lines[index + 1].text)
    return under and len(text) <= _HEADING and not _SENTENCE_END.search(text) and bool(_opening(text) or text.isupper())


def _opening(line: str) -> str:
    """The emoji a line opens with, selectors and joiners at its end left out; empty if with none."""
    end = 0
    for char, following in zip(line, line[1:] + " ", strict=True):
        shown_as_emoji = unicodedata.category(char) in ("So", "Sk") or following == "\ufe0f"
        if shown_as_emoji or (end and char in _JOINERS):
            end += 1
        else:
            break
    return line[:end].rstrip(_JOINERS)


def _fitting(part: Part) -> list[Part]:
    """``part`` cut where it must be, because no message is as long, at the last paragraph that fits."""
    pieces, start, size, cut = [], 0, 0, 0
    above = part.above
    reason = f"no message is longer than {MESSAGE_LIMIT} characters"
    sizes = [len(line.text.encode("utf-16-le", "replace")) // 2 + line.gap + 1 for line in part.lines]
    for index, line in enumerate(part.lines):
        if index > start and line.gap:
            cut = index
        size += sizes[index]
        if size > MESSAGE_LIMIT and cut > start:
            pieces.append(Part(part.lines[start:cut], above, reason))
            start, above, size = cut, reason, sum(sizes[cut : index + 1])
    return [*pieces, Part(part.lines[start:], above, part.below)]
