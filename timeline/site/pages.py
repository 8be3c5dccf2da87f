"""The HTML pages. Everything that came out of a post reaches the templates as text and is escaped there."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from timeline.countdown.left import Moment, look
from timeline.countdown.phrases import tongue
from timeline.feed.content import line, web_address
from timeline.feed.named import MAIN, TO_BE_CONFIRMED, language, named_feeds
from timeline.feed.phrases import LANGUAGES, phrases
from timeline.feed.wording import certainty as how_certain
from timeline.feed.wording import when
from timeline.site import chart, view
from timeline.site.links import links, qr

if TYPE_CHECKING:
    from datetime import datetime

    from jinja2 import Environment

    from timeline.events import Event
    from timeline.feed.phrases import Phrases
    from timeline.site.snapshot import Held, Snapshot
    from timeline.site.view import Item

SHOWN_PAST = 5
"""How many past events the main page lists; the others have a page of their own."""

SHOWN_CHANGES = 8
SHOWN_QUOTES = 50


class Pages:
    """The pages of a snapshot as of ``now``, whose addresses begin with ``base`` where that is known.

    ``counting`` lets the script of the page go on counting days when it is looked at later.
    """

    def __init__(self, snapshot: Snapshot, now: datetime, base: str | None, counting: bool) -> None:
        self._snapshot = snapshot
        self._now = now
        self._base = base
        self._counting = counting
        self._items: dict[tuple[str, str], list[Item]] = {}

    def root(self) -> bytes:
        """The list of calendars, or the page of the only one in its own language."""
        held = list(self._snapshot.calendars.values())
        if len(held) == 1:
            return self._calendar(held[0], language(held[0].calendar), "index", path="index.html")
        say = phrases(language(held[0].calendar) if held else LANGUAGES[0], "site")
        calendars = [(held_.calendar.id, [(lang, held_.calendar.named(lang)) for lang in LANGUAGES]) for held_ in held]
        return _render("root.html", say=say, root="", calendars=calendars)

    def page(self, held: Held, lang: str, page: str, event: str | None) -> bytes | None:
        """A page of a calendar: ``index``, ``past``, ``subscribe`` or ``event``; ``None`` for an event there is not."""
        if page == "event":
            known = held.shelf.by_id.get(event or "")
            return self._event(held, lang, known) if known else None
        return self._calendar(held, lang, page)

    def _calendar(self, held: Held, lang: str, page: str, path: str | None = None) -> bytes:
        path = path or f"{held.calendar.id}/{lang}/{page}.html"
        context = self._context(held, lang, path)
        if page == "subscribe":
            return _render("subscribe.html", **context, feeds=self._feeds(held, lang, path))
        say = phrases(lang, "site")
        listed = self._listed(held, lang, say)
        seen = view.overview(listed)
        if page == "past":
            return _render("past.html", **context, seen=seen)
        today = self._moment(held).today
        drawn = chart.drawn(listed, today)
        return _render(
            "index.html",
            **context,
            seen=seen,
            months=_by_month(seen.ahead, say),
            past=seen.past[:SHOWN_PAST],
            charts=[chart.chart(drawn, today, say, layout) for layout in (chart.WIDE, chart.NARROW)] if drawn else [],
            legend=chart.legend(drawn, say),
            drawn=drawn,
            feeds=self._feeds(held, lang, path),
            changes=self._changes(held, say),
            qr=qr(f"{self._base}{held.calendar.id}/{lang}/") if self._base else None,
        )

    def _event(self, held: Held, lang: str, event: Event) -> bytes:
        say = phrases(lang, "site")
        row = look(event, self._moment(held))
        shown = view.item(event, row, held.calendar, say, tongue(lang))
        quotes = view.quotes(event, held.calendar)
        days = {one.post_key: one.day(held.calendar.zone) for one in event.evidence}
        steps = [
            (
                step.posted.astimezone(held.calendar.zone).date()
                if step.posted
                else days.get((step.channel or "", step.post or "")),
                view.step(step, say),
                _post_url(event, step.channel, step.post),
            )
            for step in event.history
        ]
        own = line(event.title)
        return _render(
            "event.html",
            **self._context(held, lang, f"{held.calendar.id}/{lang}/event/{event.id}.html"),
            one=shown,
            own=own if own != shown.title else None,
            sentences=when(event, shown.place, say) if shown.place else [shown.when],
            certainty=how_certain(event, say),
            audience=[say.say(f"audience.{one}") for one in event.audience if f"audience.{one}" in say.texts],
            law=line(event.law, 600) if event.law else None,
            notes=[line(note, 600) for note in event.notes],
            quotes=quotes[:SHOWN_QUOTES],
            more_quotes=max(0, len(quotes) - SHOWN_QUOTES),
            steps=steps,
        )

    def _context(self, held: Held, lang: str, path: str) -> dict[str, Any]:
        """What every page of a calendar needs."""
        calendar = held.calendar
        say = phrases(lang, "site")
        root = "../" * path.count("/")
        read = held.last_read.astimezone(calendar.zone) if held.last_read else None
        here = path if path != "index.html" else f"{calendar.id}/{lang}/index.html"
        return {
            "say": say,
            "root": root,
            "home": f"{root}{calendar.id}/{lang}/",
            "calendar": calendar,
            "name": line(calendar.named(lang)),
            "several": len(self._snapshot.calendars) > 1,
            "languages": [
                (other, phrases(other).say("language.name"), root + here.replace(f"/{lang}/", f"/{other}/", 1))
                for other in LANGUAGES
            ],
            "today": self._moment(held).today,
            "last_read": f"{say.day(read.date())}, {read:%H:%M} ({calendar.zone.key})" if read else None,
            "sources": [(source, web_address(source)) for source in calendar.sources],
            "plural": tongue(lang),
            "counting": self._counting,
        }

    def _feeds(self, held: Held, lang: str, path: str) -> list[dict[str, Any]]:
        say = phrases(lang, "site")
        notes = {MAIN: "main_note", TO_BE_CONFIRMED: "to_be_confirmed_note"}
        feeds = []
        for feed in named_feeds(held.calendar, lang):
            at = f"{held.calendar.id}/{feed.id}.{lang}.ics"
            title = feed.title or say.say("subscribe.main")
            shown = " · ".join((line(held.calendar.named(lang)), *([feed.title] if feed.title else [])))
            feeds.append(
                {
                    "id": feed.id,
                    "title": title,
                    "note": say.say(f"subscribe.{notes.get(feed.id, 'defined_note')}"),
                    "file": "../" * path.count("/") + at,
                    "name": shown,
                    "links": links(self._base + at, shown) if self._base else None,
                }
            )
        return feeds

    def _changes(self, held: Held, say: Phrases) -> list[dict[str, Any]]:
        known = held.shelf.by_id
        return [
            {
                "day": change.at.astimezone(held.calendar.zone).date(),
                "what": say.say(f"change.{change.what}"),
                "title": line(change.title),
                "event": change.event if change.event in known else None,
            }
            for change in held.changes[:SHOWN_CHANGES]
        ]

    def _listed(self, held: Held, lang: str, say: Phrases) -> list[Item]:
        key = held.calendar.id, lang
        if key not in self._items:
            self._items[key] = view.items(held.shelf.events, held.calendar, self._moment(held), say)
        return self._items[key]

    def _moment(self, held: Held) -> Moment:
        """A whole day: a page says the same from morning to night."""
        return Moment(self._now.astimezone(held.calendar.zone).date())


def failure(lang: str, title: str, text: str, again: str = "") -> bytes:
    """A page that says why there is no other."""
    return _render("error.html", say=phrases(lang, "site"), root="/", title=title, text=text, again=again)


def _by_month(listed: tuple[Item, ...], say: Phrases) -> list[tuple[str, list[Item]]]:
    """The items under the name of the month they begin in."""

    def heading(one: Item) -> str:
        year, month = one.month or (0, 0)
        return f"{say.lists['dates.month_names'][month - 1]} {year}" if year else ""

    by_day = sorted(listed, key=lambda one: one.month or (9999, 0))
    return [(month, list(group)) for month, group in groupby(by_day, key=heading)]


def _post_url(event: Event, channel: str | None, post: str | None) -> str | None:
    for one in event.evidence:
        if one.post_key == (channel, post):
            return web_address(one.url)
    return None


def _render(template: str, **context: Any) -> bytes:
    return _environment().get_template(template).render(context).encode(errors="replace")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("timeline.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
