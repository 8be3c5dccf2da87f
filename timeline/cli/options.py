"""Options that many commands share, and where a value comes from when it is not typed.

The order is always: the command's own option, the same option before the command, the environment,
the configuration file, the platform's default. A configuration file is TOML:

    database = "~/elections.db"
    calendar = "by-cec"
    lang = "ru"
    tz = "Europe/Minsk"
    color = "never"
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from timeline.cli import places
from timeline.cli.candidates import calendars, one_of, zones
from timeline.cli.moments import zone_of
from timeline.countdown.phrases import LANGUAGES
from timeline.errors import MissingDatabase, UsageError

if TYPE_CHECKING:
    from timeline.calendars import Calendar
    from timeline.store import Reader
    from timeline.store.store import Store


class Color(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


NOBODYS_ZONE = "Europe/Minsk"
"""The zone in which texts are read that no calendar and no option speaks for, where nothing is stored."""

# readable=False: a file that may not be read is said by what opens it, with a remedy, and only where it is opened
Database = Annotated[
    Path | None,
    typer.Option("--database", metavar="FILE", help="The database. Environment: TIMELINE_DATABASE.", readable=False),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="The configuration file. Environment: TIMELINE_CONFIG.", readable=False
    ),
]
CalendarId = Annotated[
    str | None,
    typer.Option(
        "--calendar", "-c", metavar="ID", help="One calendar (timeline calendars list).", autocompletion=calendars
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="CODE", help=f"Language: {', '.join(LANGUAGES)}.", autocompletion=one_of(*LANGUAGES)
    ),
]
Zone = Annotated[
    str | None,
    typer.Option(
        "--tz", metavar="ZONE", help="Time zone, such as Europe/Minsk; else the calendar's.", autocompletion=zones
    ),
]
ReadAs = Annotated[
    str | None,
    typer.Option("--calendar", "-c", metavar="ID", help="Read as posts of this calendar.", autocompletion=calendars),
]
ReadIn = Annotated[
    str | None,
    typer.Option(
        "--tz",
        metavar="ZONE",
        help=f"Zone of local days where no calendar says one; else {NOBODYS_ZONE}.",
        autocompletion=zones,
    ),
]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=0, help="Processes that read at once; 0: one for each processor.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON array.")]
ColorWhen = Annotated[Color | None, typer.Option("--color", help="When to colour. NO_COLOR is respected.")]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the shared options add up to; ``None`` where nobody chose.

    ``zone`` is that of the reader, in which moments are shown and typed. ``read_in`` is that of the posts: only
    ``--tz`` may say it, since the reader's own zone, in the configuration, says nothing of the channel's.
    """

    database: Path
    calendar: str | None
    lang: str | None
    zone: ZoneInfo | None
    read_in: ZoneInfo | None
    color: Color


_before: dict[str, Path | None] = {}
"""What stood before the command; set anew by every run."""


def before_command(database: Path | None, config: Path | None) -> None:
    """Take the options that stand before the command."""
    _before.update(database=database)
    if config is not None:
        use_config(config)


def named_before() -> bool:
    """Whether an option before the command names a database."""
    return _before.get("database") is not None


def use_config(config: Path) -> None:
    """Make ``config`` the configuration of this process: its file, and the calendars beside it."""
    if not os.path.exists(config):
        raise UsageError(f"there is no configuration at {config}", "name a file that exists, or leave --config out")
    os.environ["TIMELINE_CONFIG"] = str(config)


def settings(
    database: Path | None = None,
    calendar: str | None = None,
    lang: str | None = None,
    tz: str | None = None,
    color: Color | None = None,
    config: Path | None = None,
) -> Settings:
    """Settle the shared options of a command. Raises UsageError for a zone, language or configuration that is none."""
    if config is not None:
        use_config(config)
    if lang is not None and lang not in LANGUAGES:
        raise UsageError(f"--lang: {lang!r} is not one of its values", f"one of {', '.join(LANGUAGES)}")
    file = places.settings()
    chosen = (
        database or _before.get("database") or _path(os.environ.get("TIMELINE_DATABASE")) or _path(file.get("database"))
    )
    typed, kept = zone_of(tz) if tz else None, file.get("tz")
    return Settings(
        database=chosen or Path(places.default_database()),
        calendar=calendar or file.get("calendar"),
        lang=lang or file.get("lang"),
        zone=typed or (zone_of(kept) if kept else None),
        read_in=typed,
        color=color or Color(file.get("color", "auto")),
    )


def processes(workers: int) -> int:
    """How many processes ``--workers`` asks for."""
    from timeline.workers import available

    return workers or available()


@cache
def machine_zone() -> ZoneInfo:
    """The zone of this machine; UTC where it has no name."""
    from tzlocal import get_localzone

    try:
        found = get_localzone()
    except Exception:  # whatever is wrong with the machine's setting, a zone is needed
        return ZoneInfo("UTC")
    return found if isinstance(found, ZoneInfo) else ZoneInfo("UTC")


def find_calendar(chosen: Settings) -> Calendar:
    """The definition of the chosen calendar, or ``default``.

    The zone of ``default`` is the one typed, else that in which it was built, else the reader's or the machine's.
    Raises DefinitionError where there is none of that name, or it is wrong; DatabaseError.
    """
    from timeline.calendars import default_calendar, load

    if chosen.calendar in (None, "default"):
        return default_calendar(chosen.read_in or _zone_of_default(chosen.database) or chosen.zone or machine_zone())
    found = load(chosen.calendar)
    return replace(found, zone=chosen.read_in) if chosen.read_in else found


def zone_is_guessed(chosen: Settings) -> bool:
    """Whether posts are about to be read in the reader's zone or the machine's, for want of a better."""
    ours = chosen.calendar in (None, "default") and chosen.read_in is None
    return ours and _zone_of_default(chosen.database) is None


def opened(chosen: Settings) -> Store:
    """The database for writing, where there is one: a context manager.

    Raises MissingDatabase, DatabaseError, DefinitionError for a calendar that nobody knows.
    """
    from timeline.store import open_reader, open_store

    with open_reader(chosen.database) as reader:
        check_calendar(chosen, reader)
    return open_store(chosen.database)


def check_calendar(chosen: Settings, reader: Reader) -> None:
    """Raise DefinitionError where the chosen calendar neither holds posts nor is defined: no slip shall look empty."""
    if chosen.calendar not in (None, *reader.calendars()):
        find_calendar(chosen)


def _zone_of_default(database: Path) -> ZoneInfo | None:
    """The zone in which the calendar of nobody's posts was built."""
    from timeline.store import open_reader

    with suppress(MissingDatabase), open_reader(database) as reader:
        return reader.zone("default")
    return None


def colored(chosen: Settings, stream: Any = None) -> bool:
    """Whether to colour what goes to ``stream`` (standard output): NO_COLOR and FORCE_COLOR decide for ``auto``."""
    if chosen.color is not Color.auto:
        return chosen.color is Color.always
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream or sys.stdout).isatty()


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None
