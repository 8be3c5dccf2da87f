"""The example that ships with the package: one campaign as the posts of a channel that does not exist.

The posts are made up, the dates are those of the Belarusian elections of 25 February 2024. ``campaign.jsonl`` is what
the channel wrote, ``expected.json`` what a careful reader would enter into a calendar, and the traps on the way.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def campaign() -> Traversable:
    """The posts, one JSON object a line; read it with ``timeline.posts`` like any other file."""
    return files(__name__) / "campaign.jsonl"


def expected() -> Traversable:
    """The events and traps that a careful reader finds in the posts."""
    return files(__name__) / "expected.json"
