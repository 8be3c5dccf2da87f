"""The site as a function of a snapshot and a moment: which documents there are, and what is in each.

``publish`` writes all of them; ``serve`` builds one when it is asked for.

    index.html                          the calendars, or the page of the only one
    CALENDAR/LANG/index.html            what comes next, the timeline, what is ahead, how to subscribe
    CALENDAR/LANG/past.html             everything that is past
    CALENDAR/LANG/subscribe.html        every feed
    CALENDAR/LANG/event/ID.html         one event: its sentences, its history
    CALENDAR/FEED.LANG.ics              the feeds: feed, to-be-confirmed, and those of the definition
    CALENDAR.ics                        the main feed in the calendar's own language
    CALENDAR/changes.LANG.atom, CALENDAR/events.json
    events.schema.json  robots.txt  static/…
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from timeline.feed.named import MAIN, language, named_feed, named_feeds
from timeline.feed.phrases import LANGUAGES
from timeline.site.atom import atom
from timeline.site.data import events_json
from timeline.site.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from timeline.feed import Filter
    from timeline.site.snapshot import Held, Snapshot

HTML = "text/html; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
_STATIC = {
    "static/timeline.css": "text/css; charset=utf-8",
    "static/timeline.js": "text/javascript; charset=utf-8",
    "static/icon.svg": "image/svg+xml",
    "events.schema.json": "application/schema+json",
    "robots.txt": TEXT,
}
_PAGE = re.compile(
    r"(?P<calendar>[a-z0-9-]+)/(?P<lang>[a-z]{2})/(?P<page>index|past|subscribe|event/(?P<event>\w+))\.html"
)
_FEED = re.compile(r"(?P<calendar>[a-z0-9-]+)(?:/(?P<feed>[a-z0-9-]+)\.(?P<lang>[a-z]{2}))?\.ics")
_ATOM = re.compile(r"(?P<calendar>[a-z0-9-]+)/changes\.(?P<lang>[a-z]{2})\.atom")
_JSON = re.compile(r"(?P<calendar>[a-z0-9-]+)/events\.json")


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the site and its media type."""

    octets: bytes
    media: str


class Site:
    """The documents of ``snapshot`` as of ``now`` (aware).

    ``base`` is the address of the site with its closing slash, ``None`` if nobody knows it yet;
    ``source`` says whether feeds may name it as where they come from, ``counting`` whether pages that
    are looked at on a later day count from that day (not if ``now`` is only pretended).
    """

    def __init__(
        self, snapshot: Snapshot, now: datetime, base: str | None = None, *, source: bool = True, counting: bool = True
    ) -> None:
        self.snapshot = snapshot
        self.base = base
        self._source = base if source else None
        self._now = now
        self._pages = Pages(snapshot, now, base, counting)

    def paths(self) -> Iterator[str]:
        """Every document of the site, in a fixed order."""
        yield "index.html"
        yield from _STATIC
        for id_, held in self.snapshot.calendars.items():
            yield f"{id_}.ics"
            yield f"{id_}/events.json"
            for lang in LANGUAGES:
                yield f"{id_}/changes.{lang}.atom"
                yield from (f"{id_}/{feed.id}.{lang}.ics" for feed in named_feeds(held.calendar, lang))
                yield from (f"{id_}/{lang}/{page}.html" for page in ("index", "past", "subscribe"))
                yield from (f"{id_}/{lang}/event/{event.id}.html" for event in held.shelf.events)

    def document(self, path: str) -> Document | None:
        """What is at ``path``, ``None`` if nothing is."""
        if path in _STATIC:
            return Document(static(path), _STATIC[path])
        if path == "index.html":
            return Document(self._pages.root(), HTML)
        if found := _PAGE.fullmatch(path):
            held = self.snapshot.calendars.get(found["calendar"])
            if held is None or found["lang"] not in LANGUAGES:
                return None
            page = self._pages.page(held, found["lang"], found["page"].partition("/")[0], found["event"])
            return Document(page, HTML) if page is not None else None
        if found := _JSON.fullmatch(path):
            held = self.snapshot.calendars.get(found["calendar"])
            return Document(events_json(held, language(held.calendar)), JSON) if held else None
        if found := _ATOM.fullmatch(path):
            held = self.snapshot.calendars.get(found["calendar"])
            known = held is not None and found["lang"] in LANGUAGES
            return Document(atom(held, found["lang"], self.base), ATOM) if held and known else None
        feed = self.feed(path)
        return Document(feed, CALENDAR) if feed is not None else None

    def feed(self, path: str, chosen: Filter | None = None) -> bytes | None:
        """The feed at ``path``, or another choice of its calendar's events; ``None`` if there is no such feed.

        Raises ``UsageError`` if what is chosen does not exist.
        """
        found = self.feed_at(path)
        if found is None:
            return None
        held, id_, lang = found
        if chosen is not None:
            held.shelf.refuse_unknown(chosen)
        named = named_feed(held.calendar, id_, lang)
        source = f"{self._source}{path}" if self._source and chosen is None else None
        title = named.title if chosen is None or chosen == named.filter else None
        return held.shelf.feed(chosen or named.filter, self.today(held), name=title, source=source).octets

    def feed_at(self, path: str) -> tuple[Held, str, str] | None:
        """Calendar, feed and language that the address of a feed names."""
        found = _FEED.fullmatch(path)
        held = self.snapshot.calendars.get(found["calendar"]) if found else None
        if found is None or held is None:
            return None
        lang, id_ = found["lang"] or language(held.calendar), found["feed"] or MAIN
        if lang not in LANGUAGES or id_ not in {feed.id for feed in named_feeds(held.calendar, lang)}:
            return None
        return held, id_, lang

    def today(self, held: Held) -> date:
        """The local day of a calendar."""
        return self._now.astimezone(held.calendar.zone).date()


@cache
def static(path: str) -> bytes:
    """A file that never changes while the program runs."""
    return (files("timeline.site") / "static" / path.removeprefix("static/")).read_bytes()
