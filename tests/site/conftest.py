"""A server over an event table of samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import fill
from feed.samples import CALENDAR, SAMPLES

from timeline.site.server import Server


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "timeline.db"
    fill(path, *SAMPLES)
    return path


@pytest.fixture
def server(database: Path) -> Iterator[Server]:
    made = Server(database, lambda reader: [CALENDAR])
    yield made
    made.current.close()
