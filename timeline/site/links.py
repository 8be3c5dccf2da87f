"""Links that subscribe to a feed in one click: plain addresses that calendar apps and services open."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Links:
    """One feed's ways into a calendar. ``apple`` also serves Thunderbird and GNOME, which know ``webcal:``."""

    feed: str
    apple: str
    google: str
    outlook: str


def links(feed: str, name: str) -> Links:
    """The links for the feed at the address ``feed`` (``http`` or ``https``), shown as ``name``.

    Google takes the *webcal* address as its calendar id: with ``https`` it downloads once and never
    again. ``webcals:`` is understood by nobody.
    """
    webcal = "webcal" + feed[feed.index("://") :]
    return Links(
        feed=feed,
        apple=webcal,
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook="https://outlook.live.com/calendar/0/addfromweb?"
        + urlencode({"url": feed, "name": name}, quote_via=quote),
    )


def qr(address: str) -> str:
    """A QR code as an SVG element: black on white, whatever is around it, with the margin that readers need."""
    import segno

    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(scale=4, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
