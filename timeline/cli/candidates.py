"""What a word may be completed to: events, calendars, time zones, fixed values.

Nothing here may fail or print, and nothing heavy is imported: it runs at a press of Tab.
"""

from __future__ import annotations

import os

from timeline.countdown.phrases import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.store.glance import Glance

LENGTHS = ("7d", "2w", "1m", "3m", "1y")
"""Examples of a length of time."""

HARMLESS = " -–—.,:«»“”„’№/%+_@"
"""What may stand in a completed title beside letters and digits: no shell does anything with it."""


def one_of(*values: str) -> Callable[[str], list[str]]:
    """Completes an option that has only so many values."""

    def starting(incomplete: str) -> list[str]:
        return [one for one in values if one.startswith(incomplete)]

    return starting


def events(incomplete: str) -> list[str]:
    """Kinds in English and titles of events that begin with what was typed so far, else words of titles that do.

    Case does not matter; what was typed stays as it was, since a shell takes nothing else.
    """
    from timeline.countdown.phrases import tongue

    typed = incomplete.casefold()
    kinds = [names[0] for names in tongue(LANGUAGES[-1]).kinds.values()]
    known = [*kinds, *filter(None, map(harmless, _read(lambda glance: glance.titles())))]
    found = [name for name in known if name.casefold().startswith(typed)]
    found = found or sorted({word for name in known for word in name.split() if word.casefold().startswith(typed)})
    return list(dict.fromkeys(incomplete + name[len(incomplete) :] for name in found))


def harmless(title: str) -> str:
    """A title as it may stand in a command line: it comes from a post, and bash does not quote what it completes.

    What a shell would act on (quotes, ``$``, ``;``, brackets, …) becomes a space, which finds the same event.
    """
    kept = (
        letter if letter.isalnum() or letter in HARMLESS else " "
        for letter in title.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    )
    return " ".join("".join(kept).split()).lstrip("-+ ")


def kinds(incomplete: str) -> list[str]:
    """Kinds of event, as options and JSON write them."""
    from timeline.countdown.phrases import tongue

    return [kind for kind in tongue(LANGUAGES[-1]).kinds if kind.startswith(incomplete)]


def calendars(incomplete: str) -> list[str]:
    """The calendars that are defined, and those that hold posts."""
    from timeline.calendars.places import definition_files

    held = _read(lambda glance: [one.id for one in glance.calendars()])
    try:
        defined = [*definition_files()]
    except OSError:
        defined = []
    return sorted(name for name in {*defined, *held} if name.startswith(incomplete) and harmless(name) == name)


def zones(incomplete: str) -> list[str]:
    """The regions of the time zone database, and within one of them its zones."""
    region, slash, _ = incomplete.rpartition("/")
    found: set[str] = set()
    for folder in _zone_folders():
        try:
            with os.scandir(os.path.join(folder, *region.split("/"))) as entries:
                for entry in entries:
                    if entry.name[:1].isupper() and "." not in entry.name:
                        found.add(region + slash + entry.name + ("/" if entry.is_dir() else ""))
        except (OSError, ValueError):
            continue
    return sorted(name for name in found if name.startswith(incomplete))


def _zone_folders() -> list[str]:
    """Where zoneinfo looks: the system's folders, then the package tzdata."""
    from importlib.util import find_spec
    from zoneinfo import TZPATH

    here = [folder for folder in TZPATH if os.path.isdir(folder)]
    if not here and (package := find_spec("tzdata")) is not None and package.origin:
        here.append(os.path.join(os.path.dirname(package.origin), "zoneinfo"))
    return here


def _read(what: Callable[[Glance], list[str]]) -> list[str]:
    """Something of the database; nothing where it cannot be read."""
    import sqlite3

    from timeline.cli import places
    from timeline.errors import TimelineError
    from timeline.store.glance import Glance

    try:
        glance = Glance(places.database())
        try:
            return what(glance)
        finally:
            glance.close()
    except (sqlite3.Error, TimelineError):
        return []


BY_NAME: dict[str, Callable[[str], list[str]]] = {
    "events": events,
    "kinds": kinds,
    "calendars": calendars,
    "zones": zones,
}
"""What the table of commands calls them."""
