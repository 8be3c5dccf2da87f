"""A file, or the files of a folder, that may have changed since they were last read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file looked like: its size in bytes and when it was last written, in nanoseconds."""

    size: int
    written: int


def changed(path: Path, known: Mapping[str, Stamp]) -> Iterator[tuple[Path, Stamp]]:
    """The files at ``path`` that are not as ``known`` (by file name) has them, in the order of their names.

    A folder stands for the files directly in it, hidden ones and links out of it left aside. A file
    that is still being written comes again when it has grown. Raises InputError if there is no
    ``path``, or if it cannot be listed.
    """
    for file in _files(path):
        try:
            status = file.stat()
        except OSError:  # gone since the folder was listed
            continue
        stamp = Stamp(status.st_size, status.st_mtime_ns)
        if known.get(file.name) != stamp:
            yield file, stamp


def _files(path: Path) -> list[Path]:
    try:
        if not path.is_dir():
            path.stat()
            return [path]
        home = path.resolve()
        return sorted(
            file
            for file in path.iterdir()
            if not file.name.startswith(".") and file.is_file() and file.resolve().parent == home
        )
    except OSError as error:
        raise InputError(f"cannot look into {path}: {error.strerror or error}", "check the path") from error
