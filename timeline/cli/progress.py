"""Progress bars: on standard error, only on a terminal, only for what takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from shutil import get_terminal_size as terminal_size
from time import monotonic
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from timeline.archive.extract import Told

LONG_FILE = 2_000_000
"""Bytes from which reading a file is worth a bar."""

LABEL = "Reading posts "
"""As wide as the longest label."""

SEEN_EVERY = 100
"""Lines between two looks at the bar."""

MANY_POSTS = 300
"""Posts from which reading their dates is worth a bar."""

SETTLED = 0.5
"""Seconds before a rate means anything."""


def watched(lines: Iterable[bytes], size: int) -> Iterable[bytes]:
    """The same lines, with a bar of their bytes and their rate; not beside answers on the same terminal."""
    shown = size >= LONG_FILE and sys.stderr.isatty() and not sys.stdout.isatty()
    return _watched(lines, size) if shown else lines


def _watched(lines: Iterable[bytes], size: int) -> Iterator[bytes]:
    began, count, unseen = monotonic(), 0, 0
    bar: Any
    with _bar("Reading posts", size, lambda _: _rate(count, began)) as bar:
        for line in lines:
            yield line
            count, unseen = count + 1, unseen + len(line)
            if count % SEEN_EVERY == 0:
                bar.update(unseen)
                unseen = 0
        bar.update(unseen)


class Bars:
    """One bar at a time for the steps of an ingest; a context manager that takes the last one away."""

    def __init__(self, size: int | None) -> None:
        self._size = size if size is not None and size >= LONG_FILE else None
        self._shown = sys.stderr.isatty()
        self._label = ""
        self._at = 0
        self._bar: Any = None
        self._open: AbstractContextManager[Any] | None = None

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._close()
        if kind is KeyboardInterrupt:
            print("Stopped. What was stored stays; the same command goes on from there.", file=sys.stderr)

    def read(self, octets: int) -> None:
        """So many bytes of the source have been read."""
        self._move("Reading posts", octets, self._size)

    def step(self, name: str, done: int, total: int | None) -> None:
        """A step of ``timeline.ingest``; reading posts has its bar by bytes."""
        if name == "dates":
            self._move("Finding dates", done, total if total and total >= MANY_POSTS else None)
        elif name == "events":
            self._close()

    def share(self, source: str, done: float) -> None:
        """So much of a channel has been read, 0 to 1; a look that is over at once gets no bar."""
        if done < 1 or self._open is not None:
            self._move("Reading channel", int(done * 1000), 1000)

    def _move(self, label: str, at: int, total: int | None) -> None:
        if not self._shown or total is None:
            return
        if label != self._label:
            self._close()
            began, self._label, self._at = monotonic(), label, 0
            self._open = _bar(label, total, lambda _: _RATES[label](self._at, began) if label in _RATES else None)
            self._bar = self._open.__enter__()
        more, self._at = at - self._at, at
        self._bar.update(more)

    def _close(self) -> None:
        if self._open is not None:
            self._open.__exit__(None, None, None)
            self._open, self._label = None, ""


class Partitions:
    """A bar of finished partitions with the rate of what is in them; a context manager that gives whom to tell."""

    def __init__(self, label: str, what: str) -> None:
        self._label, self._what = label, what
        self._began = monotonic()
        self._known = self._shown = self._count = 0
        self._bar: Any = None
        self._open: AbstractContextManager[Any] | None = None

    def __enter__(self) -> Callable[[Told], None] | None:
        return self._tell if sys.stderr.isatty() else None

    def __exit__(self, *_: object) -> None:
        if self._open is not None:
            self._open.__exit__(None, None, None)

    def _tell(self, told: Told) -> None:
        self._count = told.counts.get(self._what, 0)
        if self._open is None:
            self._known = self._count
            self._open = _bar(self._label, told.partitions - told.known, lambda _: self._rate())
            self._bar = self._open.__enter__()
        done = told.finished + len(told.failures)
        self._bar.update(done - self._shown)
        self._shown = done

    def _rate(self) -> str:
        """Counted from the first partition on, which says what was known before."""
        new = self._count - self._known
        return f"{new / max(monotonic() - self._began, 0.001):,.0f} {self._what}/s" if new else ""


def _bar(label: str, length: int, shown: Callable[[Any], str | None]) -> AbstractContextManager[Any]:
    """A bar in one line of the terminal: label, bar, share, time that is left, rate."""
    width = min(36, max(terminal_size().columns - len(f"{LABEL}  []  100%  00:00:00  99,999 posts/s "), 4))
    return typer.progressbar(
        length=length, label=f"{label:<{len(LABEL)}}", file=sys.stderr, item_show_func=shown, width=width
    )


def _rate(posts: int, began: float) -> str:
    return _each_second(f"{posts / max(monotonic() - began, 0.001):,.0f} posts/s", began)


def _megabytes(octets: int, began: float) -> str:
    return _each_second(f"{octets / 1e6 / max(monotonic() - began, 0.001):,.1f} MB/s", began)


def _each_second(rate: str, began: float) -> str:
    """A rate, as soon as enough has been seen to know it."""
    return rate if monotonic() - began >= SETTLED else ""


_RATES = {"Finding dates": _rate, "Reading posts": _megabytes}
