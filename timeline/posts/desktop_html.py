"""Telegram Desktop's export as HTML (messages.html, messages2.html, …), one file at a time.

A message is ``div.message.default#messageN``, its date the ``title`` of ``.date.details``, with an
offset since 2022 and in the exporter's local time before that. What is forwarded stands in a body
of its own, with a date of its own, which is not the post's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.errors import InputError
from timeline.posts.albums import Message, joined
from timeline.posts.cleaning import label, post_text
from timeline.posts.dates import posted
from timeline.posts.html_text import is_cut_off, parse, text_of
from timeline.posts.post import Post, Posted
from timeline.posts.rejects import BadRecord, Rejects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from timeline.posts.input import Input
    from timeline.posts.records import Given

_ID = re.compile(r"message(-?[0-9]{1,18})")


def read_desktop_html(source: Input, given: Given, channel: str | None, warn: Callable[[str], None]) -> Iterator[Post]:
    """The posts of one file, filed under ``channel``, else under the name in its header."""
    page = source.decoded(source.whole()).encode("utf-8", "replace")
    tree = parse(page, source.name)
    blocks = tree.css("div.message.default")
    if is_cut_off(page):  # nobody knows how much of its last message is there
        warn(source.ends_early())
        blocks = blocks[:-1]
    if not blocks:
        raise InputError(f"{source.name} has no messages in it", "name one of the messages*.html of the export")
    given = replace(given, channel=channel or _name(tree) or given.channel)
    rejects = Rejects()
    yield from joined(_message(block, given, rejects) for block in blocks)
    rejects.report(source.name, warn)


def _name(tree: LexborHTMLParser) -> str | None:
    header = tree.css_first(".page_header .text")
    return label(text_of(header)) or None if header is not None else None


def _message(block: LexborNode, given: Given, rejects: Rejects) -> Message:
    match = _ID.fullmatch(block.attributes.get("id") or "")
    stamp = block.css_first(".body > .date.details")
    second = (stamp.attributes.get("title") or "").strip() if stamp is not None else ""
    post = None
    try:
        if text := _text(block):
            if not match:
                raise BadRecord("it has no number")
            post = Post(channel=given.channel, id=match[1], text=text, posted=_posted(second, given))
    except BadRecord as error:
        rejects.add(block.attributes.get("id") or "a message", str(error))
    return Message(
        number=int(match[1]) if match else None,
        second=second,
        media=block.css_first(".media_wrap") is not None,
        post=post,
    )


def _posted(title: str, given: Given) -> Posted:
    if not title:
        raise BadRecord("it has no date")
    return posted(title, given.zone)


def _text(block: LexborNode) -> str:
    body = block.css_first(".body > .text") or block.css_first(".forwarded.body > .text")
    return post_text(text_of(body)) if body is not None else ""
