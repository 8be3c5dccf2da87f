"""What the shell completes: titles and kinds, calendars. Nothing here may fail or print: it runs at a press of Tab."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from timeline.cli import places
from timeline.countdown.phrases import LANGUAGES, tongue
from timeline.countdown.width import clean
from timeline.errors import TimelineError
from timeline.store.glance import Glance

if TYPE_CHECKING:
    from collections.abc import Callable


def events(incomplete: str) -> list[str]:
    """Kinds in English and titles of events that begin with what was typed so far, else words of titles that do.

    Case does not matter; what was typed stays as it was, since a shell takes nothing else.
    """
    typed = incomplete.casefold()
    kinds = [names[0] for names in tongue(LANGUAGES[-1]).kinds.values()]
    known = [*kinds, *_titles()]
    found = [name for name in known if name.casefold().startswith(typed)]
    found = found or sorted({word for name in known for word in name.split() if word.casefold().startswith(typed)})
    return [incomplete + name[len(incomplete) :] for name in found]


def calendars(incomplete: str) -> list[str]:
    """The calendars that are defined, and those that hold posts."""
    from timeline.calendars import definition_files

    held = _read(lambda glance: [one.id for one in glance.calendars()])
    return sorted(name for name in {*definition_files(), *held} if name.startswith(incomplete))


def _titles() -> list[str]:
    return sorted(_read(lambda glance: list({clean(event.title) for event in glance.events(languages=())})))


def _read(what: Callable[[Glance], list[str]]) -> list[str]:
    """Something of the database; nothing where it cannot be read."""
    try:
        glance = Glance(places.database())
        try:
            return what(glance)
        finally:
            glance.close()
    except (sqlite3.Error, TimelineError):
        return []
