"""What a date is about: which event, under which title, of which kind, or nothing at all.

``mention(post, resolved, lang=…, calendar=…)`` names the dates of one post, in steps of which each builds on those
before it:

    text ──► grammar ──► vocabulary ──► reading ──► attaching ──► judging ──► timing, titling ──► discourse ──► naming

* ``text``: sentences and the dates in them; ``grammar`` and ``vocabulary``: what their language can say;
* ``reading``: what each sentence speaks of, whatever its dates; ``attaching``: which of that a date belongs to;
* ``judging``: what the date is to it, or why it is none; ``timing`` and ``titling``: hours and name;
* ``discourse``: what other sentences tell of it; ``naming`` and ``settle``: one post from beginning to end.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from timeline.calendars import Kind
from timeline.mentions.mention import Mention, Role, Tense

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timeline.calendars import Calendar
    from timeline.posts import Post
    from timeline.times import Resolved

__all__ = ["Kind", "Mention", "Role", "Tense", "mention"]


def mention(post: Post, resolved: Sequence[Resolved], *, lang: str, calendar: Calendar) -> list[Mention]:
    """The mentions of a post; see ``timeline.mentions.naming``, whose words are read when first needed."""
    return _naming()(post, resolved, lang=lang, calendar=calendar)


@cache
def _naming() -> Callable[..., list[Mention]]:
    from timeline.mentions.naming import mention as named

    return named
