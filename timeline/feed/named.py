"""The feeds of a calendar that have an address of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.calendars import in_language
from timeline.errors import UsageError
from timeline.feed.filters import Filter
from timeline.feed.phrases import LANGUAGES, phrases

if TYPE_CHECKING:
    from timeline.calendars import Calendar, NamedFeed

MAIN = "feed"
TO_BE_CONFIRMED = "to-be-confirmed"


@dataclass(frozen=True, slots=True)
class Named:
    """A feed with an address: its id, its name beside that of the calendar (``None`` for the main feed), its filter."""

    id: str
    title: str | None
    filter: Filter


def language(calendar: Calendar) -> str:
    """The language a calendar speaks first, of those that have fixed texts."""
    return next((lang for lang in calendar.languages if lang in LANGUAGES), LANGUAGES[-1])


def named_feeds(calendar: Calendar, lang: str | None = None) -> list[Named]:
    """The main feed, what is to be confirmed, and the feeds of the calendar's definition."""
    speak = lang or language(calendar)
    say = phrases(speak)
    return [
        Named(MAIN, None, Filter(lang=speak)),
        Named(TO_BE_CONFIRMED, say.say("feed.to_be_confirmed"), Filter(certainty=TO_BE_CONFIRMED, lang=speak)),
        *(_defined(feed, speak, fixed=lang is not None) for feed in calendar.feeds),
    ]


def named_feed(calendar: Calendar, id_: str = MAIN, lang: str | None = None) -> Named:
    """The feed of that id; ``UsageError`` with the valid ones if there is none."""
    feeds = {feed.id: feed for feed in named_feeds(calendar, lang)}
    if id_ not in feeds:
        raise UsageError(f"no such feed: {id_}", f"one of {', '.join(feeds)}")
    return feeds[id_]


def _defined(feed: NamedFeed, lang: str, *, fixed: bool) -> Named:
    speak = lang if fixed or feed.language not in LANGUAGES else feed.language
    chosen = Filter(
        kinds=feed.kinds,
        audiences=feed.audience,
        elections=feed.elections,
        certainty=feed.certainty,
        lang=speak,
    )
    return Named(feed.id, in_language(feed.names, speak) or feed.id, chosen)
