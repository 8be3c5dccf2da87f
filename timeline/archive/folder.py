"""A folder of results: whose it is, by which rules it was made, which partitions are finished.

``timeline-archive.json`` says what the folder is. ``done/NAME.json`` is written last of all that a partition gives:
a partition is finished if, and only if, that record is there and speaks of the source as it is now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from timeline.archive import storage
from timeline.archive.partitions import Partition
from timeline.errors import OutputError

MARKER = "timeline-archive.json"
DONE = "done"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Folder:
    """Where results go. ``kind`` is the command that makes them, ``part`` where the records of finished ones are."""

    address: str
    kind: str
    part: str = DONE

    def claim(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Make the folder ours, or find that it is; returns the settings it was begun with.

        Raises ``OutputError`` if it holds something else, or was made with other ``rules``.
        """
        raw = storage.read(storage.join(self.address, MARKER))
        if raw is None:
            if found := storage.names(self.address):
                raise OutputError(
                    f"{self.address} is not empty and was not made by this program ({found[0]})",
                    "name a folder that is new or empty",
                )
            new = {"made_by": f"timeline archive {self.kind}", "format": FORMAT, **settings}
            storage.write(storage.join(self.address, MARKER), _bytes(new))
            return new
        told = _object(raw)
        if told.get("made_by") != f"timeline archive {self.kind}" or told.get("format") != FORMAT:
            raise OutputError(
                f"{self.address} was made by {told.get('made_by') or 'something else'}", "name a folder of its own"
            )
        if told.get("rules") != settings.get("rules"):
            raise OutputError(
                f"{self.address} was made by other rules: another version, calendar or zone",
                "name a new folder, so that one archive holds to one set of rules",
            )
        return told

    def done(self) -> dict[str, dict[str, Any]]:
        """The records of what is finished, by name."""
        where = storage.join(self.address, self.part)
        found = {}
        for name in storage.names(where):
            if name.endswith(".json") and not name.startswith("."):
                raw = storage.read(storage.join(where, name))
                if raw is not None:
                    found[name.removesuffix(".json")] = _object(raw)
        return found

    def finish(self, name: str, record: Mapping[str, Any]) -> None:
        """Say that ``name`` is finished: all its files are where they belong."""
        storage.write(storage.join(self.address, self.part, f"{name}.json"), _bytes(record))

    def forget(self, name: str, record: Mapping[str, Any]) -> None:
        """Remove what is finished: its record first, so that no file without it counts."""
        storage.remove(storage.join(self.address, self.part, f"{name}.json"))
        for file in record.get("files", ()):
            storage.remove(storage.join(self.address, file))


def left(folder: Folder, partitions: Iterable[Partition]) -> tuple[list[Partition], dict[str, dict[str, Any]]]:
    """What of ``partitions`` is still to be done, and the records of all that is.

    What an earlier run made of a source that has changed since, or cut otherwise, is removed.
    """
    planned = {partition.name: partition for partition in partitions}
    addresses = {partition.source.address for partition in planned.values()}
    done = folder.done()
    for name, record in list(done.items()):
        partition = planned.get(name)
        told = record.get("partition")
        stale = partition is None and isinstance(told, dict) and told["source"]["address"] in addresses
        if stale or (partition is not None and told != asdict(partition)):
            folder.forget(name, done.pop(name))
    return [partition for name, partition in planned.items() if name not in done], done


def _bytes(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
