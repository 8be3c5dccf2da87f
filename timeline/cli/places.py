"""Where the database and the configuration are: what was named, else the platform's folders.

These are the folders of ``platformdirs`` for Linux and macOS, without importing it: a shell prompt waits
for this module. (A test holds the two equal.) Elsewhere ``platformdirs`` is asked.
"""

from __future__ import annotations

import os
import sys

from timeline.countdown.phrases import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SETTINGS = {
    "database": "path of the database",
    "calendar": "the calendar that commands are about",
    "lang": f"language of the views: {', '.join(LANGUAGES)}",
    "tz": "your time zone, such as Europe/Minsk",
    "color": "auto, always or never",
}
"""What config.toml may hold; all of it is text."""

CHOICES = {"color": ("auto", "always", "never"), "lang": LANGUAGES}
"""The values of settings that have but a few."""


def database(named: str | None = None) -> str:
    """Path of the database: as named, else by TIMELINE_DATABASE, by config.toml, by the platform."""
    named = named or os.environ.get("TIMELINE_DATABASE") or settings().get("database")
    return os.path.expanduser(named) if named else default_database()


def default_database() -> str:
    """Where the database is unless somebody says otherwise: in the platform's folder for data."""
    return os.path.join(_folder("data"), "timeline.db")


def config_file() -> str:
    """The configuration file, which need not exist. ``TIMELINE_CONFIG`` names it, or the folder it is in."""
    named = os.environ.get("TIMELINE_CONFIG")
    if not named:
        return os.path.join(_folder("config"), "config.toml")
    named = os.path.expanduser(named)
    a_file = named.endswith(".toml") or os.path.isfile(named)  # one that is there may be called anything
    return named if a_file else os.path.join(named, "config.toml")


def settings() -> dict[str, str]:
    """What the configuration file says; nothing where there is none.

    Raises UsageError where it cannot be read, or says something it may not.
    """
    path = config_file()
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise _unreadable(path, error.strerror) from None
    return _checked(raw, path)


def _checked(raw: bytes, path: str) -> dict[str, str]:
    import tomllib

    from timeline.errors import UsageError

    try:
        content: dict[str, Any] = tomllib.loads(raw.decode())
    except (ValueError, RecursionError) as error:  # not UTF-8, not TOML, or nested beyond all measure
        raise _unreadable(path, error) from None
    for key, value in content.items():
        if key not in SETTINGS or not isinstance(value, str):
            known = ", ".join(sorted(SETTINGS))
            raise UsageError(f"{path}: {key!r} is no setting, or its value is no text", f"use these keys: {known}")
    for key, values in CHOICES.items():
        if content.get(key, values[0]) not in values:
            raise UsageError(f"{path}: {key} is {content[key]!r}", f"use {', '.join(values[:-1])} or {values[-1]}")
    if "tz" in content:
        from timeline.cli.moments import zone_of

        try:
            zone_of(content["tz"])
        except UsageError as error:
            raise UsageError(f"{path}: {error.message}", error.remedy) from None
    return content


def _unreadable(path: str, reason: object) -> Exception:
    from timeline.errors import UsageError

    return UsageError(f"{path} cannot be read: {reason}", "mend the file, or name another with --config")


def _folder(kind: str) -> str:
    """The platform's folder for our data or configuration."""
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Application Support/timeline")
    if sys.platform.startswith("linux"):
        base = os.environ.get(f"XDG_{kind.upper()}_HOME", "").strip()
        return os.path.join(base or os.path.expanduser("~/.local/share" if kind == "data" else "~/.config"), "timeline")
    import platformdirs

    folder = platformdirs.user_data_dir if kind == "data" else platformdirs.user_config_dir
    return folder("timeline", appauthor=False)
