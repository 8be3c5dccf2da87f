"""Documents that show what the program prints, held to what it prints.

A fenced block marked ``console`` is a session: lines that begin with ``$ `` are typed, those that follow are printed.
The sessions of one document run one after another in one empty folder, with a database of its own. A line that is only
``…`` stands for any number of lines, ``…`` inside a line for any letters. ``python tests/documents.py FILE…``
(``make docs``) writes the answers anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import command_page

ROOT = Path(__file__).parent.parent
SESSION = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
STEP = re.compile(r"^\$ (.*\n)((?:(?!\$ ).*\n)*)", re.M)
ANY = "…"

# What the README has a person type in a clone, and what that comes down to where the environment is set up.
SHORT = {"make demo": ".venv/bin/timeline demo demo"}


@dataclass(frozen=True)
class Step:
    """One command and what the document says it prints; ``start`` and ``end`` are where that stands in the document."""

    command: str
    shown: str
    start: int
    end: int


def steps(document: str) -> list[Step]:
    """The commands of a document, in order."""
    return [
        Step(step[1].strip(), step[2], session.start(1) + step.start(2), session.start(1) + step.end(2))
        for session in SESSION.finditer(document)
        for step in STEP.finditer(session[1])
    ]


def printed(command: str, folder: Path) -> str:
    """What a command prints on both streams, as a reader of a terminal 80 columns wide would see it."""
    venv = folder / ".venv"
    if not venv.exists():
        venv.symlink_to(sys.prefix)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", SHORT.get(command, command)],
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("TIMELINE_")},
            "PATH": path,
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / ".config"),
            "XDG_DATA_HOME": str(folder / ".data"),
            "COLUMNS": "80",
            "TZ": "Europe/Minsk",
            "PYTHONUTF8": "1",
            "NO_COLOR": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


def agrees(shown: str, answer: str) -> bool:
    """Whether what a document shows is what was printed, ``…`` standing for anything."""
    parts = [
        "(?:.*\n)*" if line.strip() == ANY else ".*".join(map(re.escape, line.split(ANY))) + "\n"
        for line in shown.splitlines()
    ]
    return re.fullmatch("".join(parts), answer) is not None


def rewritten(document: str, folder: Path) -> str:
    """The document with every answer replaced by what is printed now; answers with ``…`` that still agree stay."""
    out, last = [], 0
    for step in steps(document):
        answer = printed(step.command, folder)
        out += [document[last : step.start], step.shown if agrees(step.shown, answer) else answer]
        last = step.end
    return "".join(out) + document[last:]


def main(paths: list[str]) -> None:
    for path in map(Path, paths):
        with tempfile.TemporaryDirectory() as folder:
            old = path.read_text(encoding="utf-8")
            new = rewritten(command_page.page(old) if path.name == "commands.md" else old, Path(folder))
        if new != old:
            path.write_text(new, encoding="utf-8")
            print(f"{path}: written anew")


if __name__ == "__main__":
    main(sys.argv[1:])
