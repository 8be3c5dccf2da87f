"""What kind of source a file is taken for."""

from __future__ import annotations

from pathlib import Path

from timeline.posts.input import opened
from timeline.posts.kinds import Kind
from timeline.posts.recognise import recognised


def recognise(path: Path) -> Kind:
    """The kind of the file at ``path``."""
    with opened(path) as source:
        return recognised(source)
