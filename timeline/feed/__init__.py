"""The feed: events as an iCalendar file that calendar apps take, keep and update.

``Shelf(calendar, events).feed(Filter(), today)`` makes one; ``check`` judges any.
"""

from timeline.feed.check import Finding, Verdict, check
from timeline.feed.filters import Filter, parse_alarm
from timeline.feed.shelf import Feed, Shelf
from timeline.feed.vevent import vevent

__all__ = ["Feed", "Filter", "Finding", "Shelf", "Verdict", "check", "parse_alarm", "vevent"]
