"""Getting the clients: into a folder of their own, or from the system's packages where we may install them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HOME = HERE.parent.parent / "build" / "clients"
"""Where clients from PyPI and npm are put; ``make clean`` removes them."""

PYTHON_CLIENTS = ("vdirsyncer", "khal", "radicale", "playwright")
NPM_CLIENTS = ("ical.js", "node-ical", "axe-core")


class Skipped(Exception):
    """A client that is not here and cannot be got."""


def call(*command: str | Path, log: bool = False, **options: object) -> str:
    """What a command prints, with what it prints beside that if ``log``; all of it in the error when it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)  # type: ignore[call-overload]
    if done.returncode:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return str(done.stdout + done.stderr if log else done.stdout)


def python_client(name: str) -> Path:
    """A program from PyPI, in an environment apart from ours."""
    folder = HOME / "python"
    program = folder / "bin" / name
    if not program.exists():
        try:
            if not (folder / "bin" / "pip").exists():
                call(sys.executable, "-m", "venv", folder)
            call(folder / "bin" / "pip", "install", "--quiet", *PYTHON_CLIENTS)
        except AssertionError as error:
            raise Skipped(f"{name} cannot be installed from PyPI: {_last(error)}") from None
    return program


def javascript() -> tuple[str, Path]:
    """Node, and the folder whose node_modules holds the parsers."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        raise Skipped("there is no node or npm")
    folder = HOME / "javascript"
    if not (folder / "node_modules" / NPM_CLIENTS[-1]).exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        try:
            call("npm", "install", "--silent", "--no-fund", "--no-audit", *NPM_CLIENTS, cwd=folder)
        except AssertionError as error:
            raise Skipped(f"npm cannot install the parsers: {_last(error)}") from None
    return node, folder


def system(program: str, *packages: str) -> str:
    """A program of the system, installed with apt where we are root."""
    found = shutil.which(program)
    if found is None:
        _apt(*packages)
        found = shutil.which(program)
    if found is None:
        raise Skipped(f"there is no {program} (Debian: apt-get install {' '.join(packages)})")
    return found


def libical() -> str:
    """A Python that has libical's binding."""
    python = "/usr/bin/python3"
    asked = (python, "-c", "import gi; gi.require_version('ICalGLib', '3.0')")
    packages = ("gir1.2-ical-3.0", "python3-gi")
    for attempt in (False, True):
        if attempt:
            _apt(*packages)
        if Path(python).exists() and subprocess.run(asked, capture_output=True).returncode == 0:
            return python
    raise Skipped(f"there is no binding of libical (Debian: apt-get install {' '.join(packages)})")


def _apt(*packages: str) -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-qq", *packages], capture_output=True, env=environment)


def _last(error: AssertionError) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[-1][:200]
