"""The changes of a calendar as an Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from timeline.feed.content import line
from timeline.feed.phrases import phrases
from timeline.site.data import instant

if TYPE_CHECKING:
    from timeline.feed.phrases import Phrases
    from timeline.site.snapshot import Held
    from timeline.store import LogEntry

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom(held: Held, lang: str, base: str | None) -> bytes:
    """The newest changes, newest first. ``base`` is the address of the site, ``None`` if it is not known."""
    say = phrases(lang, "site")
    calendar = held.calendar
    known = held.shelf.by_id
    feed = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": lang})
    _add(feed, "id", f"tag:election-timeline,2024:{calendar.id}/{lang}")
    _add(feed, "title", say.say("changes.title", name=line(calendar.named(lang))))
    _add(feed, "subtitle", say.say("page.unofficial_long"))
    _add(feed, "updated", instant(held.changes[0].at if held.changes else _NEVER))
    Xml.SubElement(Xml.SubElement(feed, "author"), "name").text = "Timeline"
    if base:
        Xml.SubElement(feed, "link", {"rel": "self", "href": f"{base}{calendar.id}/changes.{lang}.atom"})
        Xml.SubElement(feed, "link", {"rel": "alternate", "href": f"{base}{calendar.id}/{lang}/"})
    for change in held.changes:
        entry = Xml.SubElement(feed, "entry")
        _add(entry, "id", f"tag:election-timeline,2024:{calendar.id}/{lang}/{change.event}/{change.revision}")
        _add(entry, "title", f"{say.say(f'change.{change.what}')}: {line(change.title)}")
        _add(entry, "updated", instant(change.at))
        if base and change.event in known:
            href = f"{base}{calendar.id}/{lang}/event/{change.event}.html"
            Xml.SubElement(entry, "link", {"rel": "alternate", "href": href})
        _add(entry, "content", _told(change, say))
    Xml.indent(feed, " ")
    written: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _told(change: LogEntry, say: Phrases) -> str:
    told = [
        f"{say.texts.get(f'field.{name}', line(name))}: {line(old or '–')} → {line(new or '–')}"
        for name, old, new in change.fields
    ]
    return "; ".join(told) or line(change.title)


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text
