"""The feed: events as an iCalendar file that calendar apps take, keep and update.

``build`` makes one from a calendar, its events and a ``Filter``; ``check`` judges any.
"""

from timeline.feed.build import Feed, build
from timeline.feed.check import Finding, Verdict, check
from timeline.feed.filters import Filter, parse_alarm
from timeline.feed.vevent import vevent

__all__ = ["Feed", "Filter", "Finding", "Verdict", "build", "check", "parse_alarm", "vevent"]
