"""The command line: ``timeline``. Start-up imports nothing heavy; each command imports what it needs.

A view in its plain spelling is answered by the standard library alone, before Typer loads, because a
shell prompt may be waiting for it.
"""

from __future__ import annotations

import os
import sys

from timeline.cli import streams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from timeline.cli.screens import Screen
    from timeline.cli.view_options import Asked
    from timeline.cli.viewing import Output

    class Page(Protocol):
        def __call__(self, asked: Asked, screen: Screen, *, quick: bool) -> Output: ...


def main() -> None:
    """Entry point of the ``timeline`` command. Neither Ctrl-C nor a full disk ends it with a traceback."""
    streams.make_ready()
    try:
        try:
            _main()
        finally:
            streams.finish()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.filename is not None or error.errno not in streams.NO_ROOM:
            raise
        streams.let_go()
        streams.warn(f"standard output cannot be written: {error.strerror}")
        sys.exit("Try: make room, or let it go elsewhere")


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
    """Print a view; the exit code."""
    try:
        if text:
            sys.stdout.write(text + "\n")
        streams.finish()
    except BrokenPipeError:
        streams.let_go()
    return code
