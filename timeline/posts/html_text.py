"""HTML as a reader sees it: text with its line breaks, markup gone. Parsing is bounded against hostile pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from timeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

DEPTH_LIMIT = 500
"""Elements that may be open at once. Real pages stay below 50; a parser takes minutes on 200,000."""

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,15})")
_NEVER_NESTED = frozenset(
    b"area base br col embed hr img input link meta source track wbr p li dt dd td th tr thead tbody option".split()
)
_BLOCKS = frozenset({"p", "div", "blockquote", "pre", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5"})
_UNSEEN = frozenset({"script", "style", "template", "head", "svg", "noscript"})
_SPACES = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAKS = re.compile(r"[ \t]*\n[ \t]*")
_MANY_BREAKS = re.compile(r"\n{3,}")


def parse(page: bytes, name: str) -> LexborHTMLParser:
    """The tree of ``page``, which must be UTF-8; raises InputError if it is nested absurdly deep."""
    refuse_depth(page, name, DEPTH_LIMIT)
    return LexborHTMLParser(page)


def is_cut_off(page: bytes) -> bool:
    """Whether a whole page was begun whose end is not there."""
    return b"<html" in page[:4096].lower() and b"</html" not in page[-4096:].lower()


def refuse_depth(page: bytes, name: str, limit: int, *, xml: bool = False) -> None:
    """Raises InputError if more than ``limit`` elements are open at once, as far as tags tell.

    In XML ``<a/>`` opens nothing; in HTML it opens an ``a``.
    """
    depth = end = 0
    for match in _TAG.finditer(page):
        if match[2].lower() in _NEVER_NESTED:
            continue
        if xml and end >= 0:
            end = page.find(b">", match.end())
            if page[end - 1 : end] == b"/":
                continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > limit:
            raise InputError(
                f"{name} is nested more than {limit} elements deep, which no page or feed is", "look at it in a browser"
            )


def text_of(node: LexborNode) -> str:
    """The text in ``node``: ``<br>`` and blocks break lines, runs of space count as one, except in ``<pre>``."""
    text = "".join(_pieces(node))
    return _MANY_BREAKS.sub("\n\n", _AROUND_BREAKS.sub("\n", text)).strip()


def _pieces(root: LexborNode) -> Iterator[str]:
    """Walks the tree in document order without recursion; a break is written once, however many blocks meet there."""
    node, pre, broken = root.child, 0, True
    while node is not None:
        tag = node.tag
        if tag == "-text":
            words = node.text_content or ""
            if not pre:
                words = _SPACES.sub(" ", words)
            if words and not (broken and words == " "):
                yield words
                broken = False
        elif tag == "br" or (tag in _BLOCKS and not broken):
            yield "\n"
            broken = True
        pre += tag == "pre"
        if tag not in _UNSEEN and (child := node.child) is not None:
            node = child
            continue
        while True:
            if node.tag in _BLOCKS and not broken:
                yield "\n"
                broken = True
            pre -= node.tag == "pre"
            if (following := node.next) is not None:
                node = following
                break
            parent = node.parent
            if parent is None or parent.mem_id == root.mem_id:
                return
            node = parent
