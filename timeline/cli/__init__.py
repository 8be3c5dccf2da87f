"""The command line: ``timeline``. Start-up imports nothing heavy; each command imports what it needs.

A view in its plain spelling is answered by the standard library alone, before Typer loads, because a
shell prompt may be waiting for it.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from timeline.cli.screens import Screen
    from timeline.cli.view_options import Asked
    from timeline.cli.viewing import Output

    class Page(Protocol):
        def __call__(self, asked: Asked, screen: Screen, *, quick: bool) -> Output: ...


def main() -> None:
    """Entry point of the ``timeline`` command. Ctrl-C ends it without a traceback."""
    try:
        _main()
    except KeyboardInterrupt:
        sys.exit(130)


def _main() -> None:
    from timeline.cli.view_options import spelled_out

    if sys.argv[1:] == ["--version"]:
        from timeline import __version__

        sys.exit(put(f"timeline {__version__}", 0))
    if "_TIMELINE_COMPLETE" in os.environ:
        from timeline.cli import completing

        completed = completing.quickly(os.environ)
        code = None if completed is None else put(*completed)
    else:
        code = quickly(spelled_out(sys.argv[1:]))
    if code is not None:
        sys.exit(code)
    from timeline.cli.app import run

    run()


def quickly(arguments: list[str]) -> int | None:
    """Answer a view without importing anything heavy; the exit code, or ``None`` where that cannot be done."""
    import gc

    from timeline.cli.view_options import parse

    asked = parse(arguments)
    if asked is None or asked.flag("watch") or asked.text("config") is not None:
        return None
    from timeline.cli.moments import TakesLonger
    from timeline.cli.screens import screen_of
    from timeline.errors import TimelineError

    gc.disable()  # nothing here is worth collecting before it is over
    try:
        output = page_of(asked)(asked, screen_of(), quick=True)
    except (TakesLonger, TimelineError):
        gc.enable()
        return None  # it is said there, in full
    return put(output.text, output.code)


def page_of(asked: Asked) -> Page:
    """What makes the page of a view."""
    if asked.view == "show":
        from timeline.cli.show import page

        return page
    from timeline.cli.viewing import view

    return view


def put(text: str, code: int) -> int:
    """Print a view. A reader that has had enough (``timeline countdown | head -1``) is no error."""
    if sys.stdout is None:  # closed
        return code
    try:
        if text:
            sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except UnicodeEncodeError:  # a terminal that knows no Cyrillic
        sys.stdout.buffer.write((text + "\n").encode(sys.stdout.encoding, "replace"))
    return code
