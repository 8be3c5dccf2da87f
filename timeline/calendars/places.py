"""Where definitions are found: the user's folder first, then those that come with the program."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import DefinitionError

if TYPE_CHECKING:
    from timeline.calendars.definition import Calendar
    from timeline.calendars.section import Problem

_MOST_BYTES = 4_000_000


def bundled_folder() -> Path:
    """The definitions that come with the program: packed into it, or in the checkout it runs from."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_bundled" / "calendars", package.parent / "calendars"):
        if folder.is_dir():
            return folder
    return _out_of_the_zip()


@cache
def _out_of_the_zip() -> Path:
    """The definitions of a zipped package, copied into a folder that lives as long as the program runs."""
    import atexit
    from importlib.resources import files
    from tempfile import TemporaryDirectory

    folder = TemporaryDirectory(prefix="timeline-")
    atexit.register(folder.cleanup)
    for file in (files("timeline") / "_bundled" / "calendars").iterdir():
        (Path(folder.name) / file.name).write_bytes(file.read_bytes())
    return Path(folder.name)


def user_folder() -> Path:
    """Where a user's own definitions are: ``calendars`` in the configuration folder.

    ``TIMELINE_CONFIG`` names that folder, or a file in it; else it is the platform's.
    """
    named = os.environ.get("TIMELINE_CONFIG")
    if named:
        config = Path(named).expanduser()
        a_file = config.suffix == ".toml" or os.path.isfile(config)
        return (config.parent if a_file else config) / "calendars"
    from platformdirs import user_config_path

    return user_config_path("timeline", appauthor=False) / "calendars"


def definition_files(*folders: Path) -> dict[str, Path]:
    """The definitions in ``folders`` by id, sorted; a folder hides those of the folders after it.

    Without folders: the user's, then the bundled ones.
    """
    found: dict[str, Path] = {}
    for folder in folders or (user_folder(), bundled_folder()):
        if os.path.isdir(folder):
            for path in sorted(folder.glob("*.toml")):
                found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def load(which: str | Path) -> Calendar:
    """The calendar of that id, or of that file when ``which`` is a ``Path``.

    Raises ``DefinitionError`` with file, line and key where it is missing or wrong.
    """
    return load_file(which) if isinstance(which, Path) else load_file(file_of(which))


def all_calendars() -> list[Calendar]:
    """Every calendar that is defined, by id. Raises ``DefinitionError`` at the first that is wrong."""
    return [load_file(path) for path in definition_files().values()]


def load_file(path: Path) -> Calendar:
    """Read one definition. Raises ``DefinitionError`` that names the first problem and counts the others."""
    calendar, problems = read_file(path)
    if calendar is None:
        first = problems[0]
        more = f" (and {len(problems) - 1} more: timeline calendars check)" if len(problems) > 1 else ""
        raise DefinitionError(describe(path, first) + more, first.remedy)
    return calendar


def read_file(path: Path) -> tuple[Calendar | None, list[Problem]]:
    """Read one definition and all that is wrong with it. Raises ``DefinitionError`` where the file cannot be read."""
    from timeline.calendars.reading import read

    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
        if len(raw) > _MOST_BYTES:
            raise DefinitionError(f"{path}: is too large for a calendar definition", "name a definition (.toml)")
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise DefinitionError(f"{path}: there is no such file", "timeline calendars list") from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DefinitionError(f"{path}, line {line}: is not UTF-8", "save the file as UTF-8") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DefinitionError(f"{path}: cannot be read ({reason})", "check the file and its permissions") from None
    return read(text, path)


def describe(path: Path, problem: Problem) -> str:
    """A problem in one line: file, line, key, what is wrong."""
    key = f"{problem.key} " if problem.key else ""
    return f"{path}, line {problem.line}: {key}{problem.message}"


def file_of(id_: str) -> Path:
    """The file of the calendar of that id. Raises ``DefinitionError`` where there is none."""
    known = definition_files()
    if id_ in known:
        return known[id_]
    from timeline.calendars.section import suggest

    remedy = suggest(id_, known)
    raise DefinitionError(
        f"there is no calendar {id_!r}",
        f"{remedy} timeline calendars list shows them all" if remedy.startswith("did") else "timeline calendars list",
    )
