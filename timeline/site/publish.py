"""Writing the site into a folder that any web host can serve.

What a file already says is not written again, so that an unchanged site is not touched at all; a
changed one is built beside the old and takes its place in one step. What a run that was killed
leaves beside it, the next one clears away.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.site.site import Site

MARKER = ".timeline-site"
"""Names the files that are ours; a folder that holds it may be replaced."""

_HEAD = "Written by timeline publish; the files it named here are replaced by the next run.\n"
_EXTRA = {".nojekyll": b""}


@dataclass(frozen=True, slots=True)
class Published:
    """How many files the site has, and how many of them were written and removed."""

    files: int
    written: int
    removed: int


def publish(site: Site, folder: Path) -> Published:
    """Make ``folder`` hold ``site``. Files in it that are not ours stay.

    Raises ``OutputError`` if the folder is neither empty nor ours, or cannot be written.
    """
    try:
        target = folder.resolve()
        ours = _ours(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target.parent) as alone:
            documents = ((path, document.octets) for path in site.paths() if (document := site.document(path)))
            done = _replace(target, chain(documents, _EXTRA.items()), ours)
            if alone:
                _clear_away(target)
        return done
    except OSError as error:
        where = error.filename or folder
        raise OutputError(f"cannot write {where}: {error.strerror}", "name a folder you can write to") from error


def _ours(target: Path) -> set[str]:
    """The files that an earlier run wrote; raises ``OutputError`` where anything else is in the way."""
    if not target.exists():
        return set()
    if not target.is_dir():
        raise OutputError(f"{target} is not a folder", "name a folder that is new, empty, or was published before")
    if (target / MARKER).is_file():
        return _named(target)
    if any(target.iterdir()):
        raise OutputError(f"{target} is not empty and was not published by this program", "name a new or empty folder")
    return set()


def _named(site: Path) -> set[str]:
    """The files that a site names as ours."""
    return set((site / MARKER).read_text(encoding="utf-8").removeprefix(_HEAD).splitlines())


@contextmanager
def _alone(parent: Path) -> Iterator[bool]:
    """Be the only one that publishes beside others in ``parent``; ``False`` where the system cannot tell."""
    with ExitStack() as stack:
        alone = False
        with suppress(ImportError, OSError):
            import fcntl

            held = os.open(parent, os.O_RDONLY)
            stack.callback(os.close, held)
            fcntl.flock(held, fcntl.LOCK_EX)
            alone = True
        yield alone


def _replace(target: Path, documents: Iterable[tuple[str, bytes]], ours: set[str]) -> Published:
    """Write beside ``target`` what differs, link what does not, then put the new folder in its place."""
    fresh = Path(tempfile.mkdtemp(prefix=_beside(target), dir=target.parent))
    try:
        changed: set[str] = set()
        same: set[str] = set()
        for path, octets in documents:
            if path in ours and _says(target / path, octets):
                same.add(path)
                continue
            changed.add(path)
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(octets)
        gone = ours - changed - same
        if changed or gone or not target.exists():
            for path in same:
                _link(target / path, fresh / path)
            names = sorted(changed | same)
            (fresh / MARKER).write_text(_HEAD + "".join(f"{name}\n" for name in names), encoding="utf-8")
            fresh.chmod(0o755)
            _take_place(fresh, target, ours)
        return Published(len(changed) + len(same), len(changed), len(gone))
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _says(path: Path, octets: bytes) -> bool:
    try:
        return path.stat().st_size == len(octets) and path.read_bytes() == octets
    except OSError:
        return False


def _link(old: Path, new: Path) -> None:
    """The same file in the new folder; a copy where the file system knows no links."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def _take_place(fresh: Path, target: Path, ours: set[str]) -> None:
    """Put ``fresh`` where ``target`` is; afterwards ``fresh`` is what is left of the old folder."""
    if not target.exists():
        fresh.rename(target)
        return
    if not _exchange(fresh, target):
        old = fresh.with_name(f"{fresh.name}.old")
        target.rename(old)
        fresh.rename(target)
        old.rename(fresh)
    _give_back(fresh, target, ours)


def _give_back(old: Path, target: Path, ours: set[str]) -> None:
    """Move what somebody else put into the old folder into the one that took its place."""
    for path in list(_foreign(old, ours)):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        if not (target / path).exists():
            (old / path).rename(target / path)


def _beside(target: Path) -> str:
    """How the names of folders begin in which a site for ``target`` is made."""
    return f".{target.name}.timeline-"


def _clear_away(target: Path) -> None:
    """Remove what runs that were killed left beside ``target``; what is not ours in an old site goes back first."""
    for left in sorted(target.parent.iterdir()):
        if left.name.startswith(_beside(target)) and left.is_dir() and not left.is_symlink():
            if (left / MARKER).is_file():
                _give_back(left, target, _named(left))
            shutil.rmtree(left, ignore_errors=True)


def _foreign(target: Path, ours: set[str]) -> Iterator[Path]:
    """What somebody else put into the folder: whole folders where nothing in them is ours, else single files."""
    folders = {parent for name in ours for parent in Path(name).parents}
    waiting = [target]
    while waiting:
        for entry in waiting.pop().iterdir():
            path = entry.relative_to(target)
            if path in folders and entry.is_dir():
                waiting.append(entry)
            elif path.as_posix() not in ours and path.as_posix() != MARKER:
                yield path


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can (Linux: renameat2 with RENAME_EXCHANGE)."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    here, exchange = -100, 2
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
