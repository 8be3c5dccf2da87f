"""The command line: ``timeline``. Start-up imports nothing heavy; each command imports what it needs."""

from __future__ import annotations


def main() -> None:
    """Entry point of the ``timeline`` command."""
    from timeline.cli.app import run

    run()
