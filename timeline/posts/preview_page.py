"""The public preview page of a channel, t.me/s/<channel>, as HTML.

Where things stand on it, and what looks alike and is not: a post's date is the ``time`` inside
``a.tgme_widget_message_date`` (a video's length is a ``time`` too); its text is ``.js-message_text``
(a quoted reply shares other classes with it); an album is one block, whose further ids stand in
links ending in ``?single``; that it was edited is said only by a word next to the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from timeline.errors import InputError, LayoutChanged
from timeline.posts.cleaning import clean, post_text
from timeline.posts.dates import posted
from timeline.posts.html_text import is_cut_off, parse, text_of
from timeline.posts.post import Post
from timeline.posts.rejects import BadRecord, Rejects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from timeline.posts.input import Input

PAGE_LIMIT = 4 * 1024 * 1024
"""Bytes of a page as it is served: some 150 KB for twenty posts. In memory it takes forty times as much at worst."""
_SAVED_LIMIT = 16 * 1024 * 1024
"""Bytes of a page that was scrolled back before it was saved."""

State = Literal["posts", "no-messages", "no-preview", "not-a-channel"]

_DATA_POST = re.compile(r"([A-Za-z0-9_]{1,64})/([0-9]{1,18})")
_SINGLE = re.compile(r"/([0-9]{1,18})\?single")
_BEFORE = re.compile(r"[?&]before=([0-9]{1,18})")

_SURROUNDINGS = (
    "_bubble_tail", "_author", "_forwarded_from", "_via_bot", "_reply", "_footer", "_reactions", "_link_preview",
    "_inline_keyboard", "_inline_row", "_service_photo", "_bubble_logo", "_user", "_replies",
)  # fmt: skip
_MEDIA = (
    "_photo", "_video", "_roundvideo", "_voice", "_audio", "_document", "_sticker", "_tgsticker", "_videosticker",
    "_poll", "_location", "_venue", "_contact", "_grouped", "_invoice", "_game", "_giveaway", "_story", "_unsupported",
)  # fmt: skip
_PREFIX = "tgme_widget_message"


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows.

    ``ids`` are all message ids on it: posts without text, service messages and parts of albums too.
    ``unclear`` are those of them whose text, if they have one, could not be read.
    """

    state: State
    channel: str | None
    posts: tuple[Post, ...]
    ids: frozenset[int]
    unclear: frozenset[int]
    blocks: int
    before: int | None
    """The id to ask for the next older page with; ``None`` if the page links to none."""


def read_page(data: bytes, name: str, zone: tzinfo, rejects: Rejects) -> Page:
    """The page in ``data`` (UTF-8), posts in its order, which is oldest first.

    ``rejects`` collects blocks that could not be read. Raises LayoutChanged where there are messages
    and their text is not where it belongs: a page with a changed layout must not pass for a page
    without news.
    """
    tree = parse(data, name)
    known = rejects.count
    found = _Found()
    for block in tree.css(f".{_PREFIX}[data-post]"):
        found.take(block, zone, rejects)
    if found.unexplained and (not found.posts or found.unexplained * 2 > found.blocks):
        raise _changed(name, found.blocks, f"the text of {len(found.posts)}")
    if not found.posts and rejects.count > known:
        raise _changed(name, found.blocks, "none that can be read")
    return Page(
        state="posts" if found.blocks else _state(tree),
        channel=found.channel or _channel(tree),
        posts=tuple(found.posts),
        ids=frozenset(found.ids),
        unclear=frozenset(found.unclear),
        blocks=found.blocks,
        before=_before(tree),
    )


class _Found:
    """What the blocks of a page have shown so far; ``unexplained`` counts those that ought to have a text."""

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.ids: set[int] = set()
        self.unclear: set[int] = set()
        self.blocks = self.unexplained = 0
        self.channel: str | None = None

    def take(self, block: LexborNode, zone: tzinfo, rejects: Rejects) -> None:
        """One block, which is a message, or the first one of an album."""
        self.blocks += 1
        label = block.attributes.get("data-post") or ""
        if not (match := _DATA_POST.fullmatch(label)):
            rejects.add(clean(label)[:40] or "a block", "it has no channel and number")
            return
        channel, number = match.groups()
        self.channel = self.channel or channel
        self.ids.update((int(number), *_album_ids(block)))
        if _is_service(block):
            return
        try:
            post = _post(block, channel, number, zone)
        except BadRecord as error:
            rejects.add(label, str(error))
            self.unclear.add(int(number))
            return
        if post:
            self.posts.append(post)
        elif not _explained(block):
            self.unexplained += 1
            self.unclear.add(int(number))


def _changed(name: str, blocks: int, shown: str) -> LayoutChanged:
    return LayoutChanged(
        f"{name} shows {blocks} messages and {shown}: the layout of the page has changed",
        "look for a newer version of this program, or export the channel from Telegram Desktop",
    )


def read_preview_page(source: Input, zone: tzinfo, warn: Callable[[str], None]) -> Iterator[Post]:
    """The posts of a saved page. Raises InputError for a page that shows none, saying which sort of page it is."""
    data = source.decoded(source.whole(_SAVED_LIMIT)).encode("utf-8", "replace")
    rejects = Rejects()
    page = read_page(data, source.name, zone, rejects)
    if page.state == "no-messages":
        raise InputError(f"{source.name} is a preview page that says there are no posts", "save the page again later")
    if page.state == "no-preview":
        raise InputError(
            f"{source.name} is the page of a channel that shows no preview, so it has no posts",
            "export the channel from Telegram Desktop",
        )
    if page.state == "not-a-channel":
        raise InputError(f"{source.name} has no posts in it", "save the page https://t.me/s/CHANNEL")
    yield from page.posts
    if is_cut_off(data):  # a post's date stands below its text, so that one cut in two has been left out
        warn(source.ends_early())
    rejects.report(source.name, warn)


def _post(block: LexborNode, channel: str, number: str, zone: tzinfo) -> Post | None:
    body = next((node for node in block.css(".js-message_text") if not _inside_reply(node, block)), None)
    text = post_text(text_of(body)) if body is not None else ""
    if not text:
        return None
    stamp = block.css_first("a.tgme_widget_message_date time[datetime]")
    if stamp is None:
        raise BadRecord("it has no date")
    return Post(
        channel=channel,
        id=number,
        text=text,
        posted=posted(stamp.attributes.get("datetime") or "", zone),
        url=f"https://t.me/{channel}/{number}",
        edited=_edited(block),
    )


def _inside_reply(node: LexborNode, block: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.mem_id != block.mem_id:
        if f"{_PREFIX}_reply" in _classes(parent):
            return True
        parent = parent.parent
    return False


def _edited(block: LexborNode) -> bool:
    """The word stands next to the time as bare text; an author called "edited" stands in an element."""
    meta = block.css_first(f".{_PREFIX}_meta")
    if meta is None:
        return False
    return any("edited" in (node.text_content or "") for node in meta.iter(include_text=True) if node.tag == "-text")


def _is_service(block: LexborNode) -> bool:
    return "service_message" in _classes(block)


def _album_ids(block: LexborNode) -> Iterator[int]:
    for link in block.css(f".{_PREFIX}_grouped_wrap a[href]"):
        if match := _SINGLE.search(link.attributes.get("href") or ""):
            yield int(match[1])


def _explained(block: LexborNode) -> bool:
    """Whether a message without text shows something that has none, and nothing that is not known."""
    bubble = block.css_first(f".{_PREFIX}_bubble") or block
    media = False
    for part in bubble.iter():
        classes = _classes(part)
        if any(_named(name, _MEDIA) or name.startswith("message_media") for name in classes):
            media = True
        elif not any(_named(name, _SURROUNDINGS) for name in classes) and part.text().strip():
            return f"{_PREFIX}_text" in classes and "js-message_text" in classes
    return media or block.css_first(f".{_PREFIX}_text.js-message_text") is not None


def _named(name: str, endings: tuple[str, ...]) -> bool:
    return name.startswith(_PREFIX) and name[len(_PREFIX) :].startswith(endings)


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _state(tree: LexborHTMLParser) -> State:
    if tree.css_first(".tme_no_messages_found") is not None:
        return "no-messages"
    if tree.css_first(".tgme_channel_history, .tgme_channel_info") is not None:
        return "no-messages"
    if tree.css_first(".tgme_page, .tgme_page_wrap, .tgme_page_action") is not None:
        return "no-preview"
    return "not-a-channel"


def _channel(tree: LexborHTMLParser) -> str | None:
    """The name in the header, for pages without posts."""
    node = tree.css_first(".tgme_channel_info_header_username a")
    return node.text().strip().lstrip("@") or None if node is not None else None


def _before(tree: LexborHTMLParser) -> int | None:
    link = tree.css_first('link[rel="prev"]')
    if link is not None and (match := _BEFORE.search(link.attributes.get("href") or "")):
        return int(match[1])
    more = tree.css_first("a.tme_messages_more[data-before]")
    value = (more.attributes.get("data-before") or "") if more is not None else ""
    return int(value) if re.fullmatch(r"[0-9]{1,18}", value) else None
