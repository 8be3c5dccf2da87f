"""Writes the golden files of the feed anew: ``python tests/feed/golden.py``. Read what differs, then commit it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from feed.test_feed import ALL, GOLDEN, LANGUAGES, octets

for lang in LANGUAGES:
    (GOLDEN / f"feed.{lang}.ics").write_bytes(octets(replace(ALL, lang=lang)))
