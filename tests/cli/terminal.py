"""Running a command as a person does, within this process: the exit code and what was printed where."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass
from unittest.mock import patch


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


def timeline(*arguments: object, stdin: str = "") -> Answer:
    """``timeline ARGUMENTS``."""
    from timeline.cli.app import run

    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with (
        patch.object(sys, "argv", ["timeline", *map(str, arguments)]),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()))),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            run()
        except SystemExit as ended:
            code = ended.code
    return Answer(code if isinstance(code, int) else int(code is not None), out.getvalue(), err.getvalue())
