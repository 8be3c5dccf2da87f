"""The text of a preview page, t.me/s/<channel>, copied by hand: no dates, hardly any separators.

What a copy has besides the posts, and where it stands: a header (name, "7.4K subscribers", "320
photos", …, description, "Download Telegram"); "Please open Telegram to view this post / VIEW IN
TELEGRAM" *after* the text of a post with custom emoji, once or more; "Media is too big / VIEW IN
TELEGRAM" *before* the text of its post; and, if everything was copied, the channel's name above a
post, "1.2K views 15:04" under it, and days ("November 27") in between.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.calendars.channels import USERNAME
from timeline.errors import InputError
from timeline.posts.cleaning import fingerprint, label, post_text
from timeline.posts.post import Post, Posted
from timeline.posts.rejects import BadRecord, Rejects
from timeline.posts.splitting import Line, Part, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.posts.input import Input

_COUNTER = re.compile(
    r"[\d.,\u00a0 ]+[KM]?\s*(?:subscribers?|members?|photos?|videos?|files?|links?|gifs?|audios?)", re.I
)
_SUBSCRIBERS = re.compile(r"[\d.,\u00a0 ]+[KM]?\s*(?:subscribers?|members?)", re.I)
_USERNAME = re.compile(f"@{USERNAME}")
_HEADER_LINES = 40
_UNDER_HEADER = frozenset({"about", "blog", "apps", "platform", "join", "view in telegram", "preview channel"})

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_AFTER_POST = re.compile(
    r"please open telegram to view this post|view in telegram|open in telegram"
    r"|[\d.,]+[KM]?\s*views?.{0,80}\d{1,2}:\d{2}",
    re.I,
)
_BEFORE_POST = re.compile(
    r"media is too big|this media is not supported in (?:your browser|the widget)"
    rf"|(?:{_MONTHS}) \d{{1,2}}(?:, \d{{4}})?|forwarded from\b.{{0,130}}",
    re.I,
)
_SERVICE = re.compile(
    r"channel created|channel (?:photo|video) (?:updated|changed|removed)|channel name was changed to «.*»"
    r"|.{1,130} pinned (?:«.*»|an? (?:photo|video|file|poll|message|album|location|sticker|voice message|gif))",
    re.I,
)
_LENGTH = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}")
_MAY_BE_SEVERAL = 6
"""Paragraphs from which a post is said to be possibly several."""


def looks_like_preview(text: str) -> bool:
    """Whether ``text`` has anything of a preview page about it besides posts."""
    lines = [line.strip() for line in text.splitlines()]
    return any(
        line == "Download Telegram" or _SUBSCRIBERS.fullmatch(line) or (line and _AFTER_POST.fullmatch(line))
        for line in lines
    )


def read_preview_text(
    source: Input, channel: str | None, posted: Posted | None, warn: Callable[[str], None]
) -> Iterator[Post]:
    """The posts of copied text, oldest first as on the page, with their ``position``.

    Each is ``posted`` as given, else ``unknown``. Ids come from the texts, so that a longer copy of
    the same page gives the same posts the same ids. Raises InputError if there is no text but the header.
    """
    name, lines = without_header(source.text().split("\n"))
    rejects = Rejects()
    position = 0
    for part in parts(lines, name):
        if not any(char.isalnum() for char in part.text):
            continue
        position += 1
        try:
            text = post_text(part.text)
        except BadRecord as error:
            rejects.add(f"post {position}", str(error))
            continue
        yield Post(
            channel=channel or name or "preview",
            id="text-" + fingerprint(text),
            text=text,
            posted=posted or Posted.unknown(),
            position=position,
            doubt=_doubt(part),
        )
    if not position:
        raise InputError(f"{source.name} has no posts in it", "copy the page with its texts, or save it as HTML")
    rejects.report(source.name, warn)


def without_header(lines: list[str]) -> tuple[str | None, list[str]]:
    """The channel's name ("@name" if the header says it, else the title) and the lines without headers.

    A header is known by its count of subscribers, one line under the title. There may be several,
    if copies were put together.
    """
    name, kept, index = None, list[str](), 0
    for count in [at for at, line in enumerate(lines) if line[:1].isdigit() and _SUBSCRIBERS.fullmatch(line.strip())]:
        start = _title_above(lines, count)
        if start is None or start < index:
            continue
        end = _header_end(lines, start)
        user = next((line.strip()[1:] for line in lines[start:end] if _USERNAME.fullmatch(line.strip())), None)
        name = name or user or label(lines[start])
        kept += [*lines[index:start], ""]
        index = end
    return name, kept + lines[index:]


def _title_above(lines: list[str], count: int) -> int | None:
    """The line with the channel's name, which stands over the count of subscribers, with or without "@name" between."""
    filled = [at for at in range(max(0, count - 4), count) if lines[at].strip()]
    if len(filled) > 1 and _USERNAME.fullmatch(lines[filled[-1]].strip()):
        filled.pop()
    return filled[-1] if filled else None


def _header_end(lines: list[str], start: int) -> int:
    """Behind "Download Telegram" and the page's own links; without that line, behind the last counter."""
    reach = range(start + 1, min(start + _HEADER_LINES, len(lines)))
    end = next((at + 1 for at in reach if lines[at].strip() == "Download Telegram"), None)
    if end is None:
        return max(at + 1 for at in reach if _COUNTER.fullmatch(lines[at].strip()) or at == start + 1)
    while end < len(lines) and lines[end].strip().casefold() in _UNDER_HEADER:
        end += 1
    return end


def parts(lines: list[str], name: str | None) -> Iterator[Part]:
    """The posts of ``lines``: cut at the marks of the copy, which are certain, then by the signs of the text."""
    blocks = list(_blocks(lines, name))
    spaced = any(line.gap == 1 for block in blocks for line in block[1:])
    for block in blocks:
        yield from split(block, spaced=spaced)


def _blocks(lines: list[str], name: str | None) -> Iterator[list[Line]]:
    """Runs of lines between marks."""
    block: list[Line] = []
    gap = 0
    for raw in lines:
        line = raw.strip()
        if not line:
            gap += 1
        elif _is_mark(line, name) or (not block and _LENGTH.fullmatch(line)):
            if block:
                yield block
            block, gap = [], 0
        else:
            block.append(Line(raw.rstrip(), gap))
            gap = 0
    if block:
        yield block


def _is_mark(line: str, name: str | None) -> bool:
    return line == name or any(mark.fullmatch(line) for mark in (_AFTER_POST, _BEFORE_POST, _SERVICE))


def _doubt(part: Part) -> str | None:
    doubts = []
    if part.above:
        doubts.append(f"taken apart from the text above it: {part.above}")
    if part.below:
        doubts.append(f"taken apart from the text below it: {part.below}")
    paragraphs = 1 + sum(line.gap > 0 for line in part.lines[1:])
    if paragraphs >= _MAY_BE_SEVERAL:
        doubts.append(f"its {paragraphs} paragraphs may be more than one post, the copy marks no boundary in them")
    return "; ".join(doubts) or None
