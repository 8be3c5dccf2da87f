"""What the shell completes: titles and kinds, calendars. Nothing here may fail or print: it runs at a press of Tab."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from timeline.store.glance import Glance

SHELLS = ("bash", "zsh", "fish")
WITH_EVENTS = ("countdown", "show")
"""Commands that words of an event may follow."""


def events(incomplete: str) -> list[str]:
    """Kinds in English and titles of events that begin with what was typed so far, else words of titles that do.

    Case does not matter; what was typed stays as it was, since a shell takes nothing else.
    """
    from timeline.countdown.phrases import LANGUAGES, tongue
    from timeline.countdown.width import clean

    typed = incomplete.casefold()
    kinds = [names[0] for names in tongue(LANGUAGES[-1]).kinds.values()]
    known = [*kinds, *map(clean, _read(lambda glance: glance.titles()))]
    found = [name for name in known if name.casefold().startswith(typed)]
    found = found or sorted({word for name in known for word in name.split() if word.casefold().startswith(typed)})
    return [incomplete + name[len(incomplete) :] for name in found]


def calendars(incomplete: str) -> list[str]:
    """The calendars that are defined, and those that hold posts."""
    from timeline.calendars import definition_files

    held = _read(lambda glance: [one.id for one in glance.calendars()])
    return sorted(name for name in {*definition_files(), *held} if name.startswith(incomplete))


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


def quickly(environment: Mapping[str, str]) -> str | None:
    """What Typer would answer a shell that completes an event's words, without loading it; ``None`` leaves it to Typer.

    The environment is the one that Typer's completion scripts set up.
    """
    shell = environment.get("_TIMELINE_COMPLETE", "").removeprefix("complete_")
    typed = environment.get("COMP_WORDS" if shell == "bash" else "_TYPER_COMPLETE_ARGS", "")
    if shell not in SHELLS or any(letter in typed for letter in "'\"\\"):
        return None
    words = typed.split()
    if shell == "bash":
        place = int(environment.get("COMP_CWORD", "0"))
    else:
        place = len(words) - (not typed.endswith((" ", "\n")))
    before, incomplete = words[1:place], (words[place] if place < len(words) else "")
    if not before or before[0] not in WITH_EVENTS or any(word.startswith("-") for word in [*before, incomplete]):
        return None
    found = events(incomplete)
    if shell == "zsh":
        lines = "\n".join(f'"{_for_zsh(name)}"' for name in found)
        return f"_arguments '*: :(({lines}))'" if found else "_files"
    if shell == "fish" and environment.get("_TYPER_COMPLETE_FISH_ACTION") != "get-args":
        return None
    return "\n".join(found)


def _for_zsh(text: str) -> str:
    for letter, escaped in (('"', '""'), ("'", "''"), ("$", "\\$"), ("`", "\\`"), (":", r"\\:")):
        text = text.replace(letter, escaped)
    return text
