"""A scheduler and workers of Dask as processes of their own, on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, subprocess.Popen[bytes], list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler that runs, its process, and its workers; all of them are ended at the end."""
    told = folder / "scheduler.json"
    quiet: dict[str, Any] = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "cwd": folder,
        "env": {**os.environ, "PYTHONPATH": str(ROOT)},
    }
    python = [sys.executable, "-m", "distributed.cli"]
    with ExitStack() as stack:

        def start(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
            command = [*python[:2], f"{python[2]}.dask_{kind}", *arguments, "--no-dashboard"]
            process = stack.enter_context(subprocess.Popen(command, **quiet))
            stack.callback(process.kill)
            return process

        scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        file = ("--scheduler-file", str(told), "--host", "127.0.0.1")
        started = [start("worker", *file, "--nthreads", "1", "--no-nanny") for _ in range(workers)]
        until = time.monotonic() + 60
        while not (told.exists() and told.read_text().strip()) and time.monotonic() < until:
            time.sleep(0.05)
        yield str(json.loads(told.read_text())["address"]), scheduler, started
