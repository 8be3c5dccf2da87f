"""The arrows of the data flow: Post to Timex to Time to Mention. Pure functions of a post and a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.calendars import Calendar
from timeline.expressions import LOCALES, Timex, find_by_paragraph, find_foreign
from timeline.languages import codes
from timeline.languages.detect import detect
from timeline.mentions import Mention
from timeline.posts import Post
from timeline.times import Resolved, resolve


@dataclass(frozen=True, slots=True)
class Reading:
    """What one post was read as: its language, its expressions with their times, its mentions (refused ones too)."""

    lang: str
    resolved: Sequence[Resolved]
    mentions: Sequence[Mention]


def language_of(post: Post, calendar: Calendar) -> str:
    """The language of a post: as given, if it can be read, else found out among the calendar's that have a file."""
    if post.lang in codes() or post.lang in LOCALES:
        return post.lang
    return detect(post.text, tuple(lang for lang in calendar.languages if lang in codes()) or codes())


def expressions_of(post: Post, lang: str) -> list[Timex]:
    """The time expressions of a post, each paragraph in its language."""
    return find_foreign(post.text, lang) if lang in LOCALES else find_by_paragraph(post.text, lang)


def read_post(post: Post, calendar: Calendar) -> Reading:
    """Everything that the chain left of the event table finds in one post."""
    from timeline.mentions import mention

    lang = language_of(post, calendar)
    resolved = resolve(post.text, expressions_of(post, lang), post.posted, calendar.zone)
    return Reading(lang, resolved, mention(post, resolved, lang=lang, calendar=calendar))


def mentions_of(post: Post, calendar: Calendar) -> list[Mention]:
    """The mentions of a post, refused ones included."""
    return list(read_post(post, calendar).mentions)
