"""Thunderbird without a screen subscribes to a feed and lists what it then holds. By hand: it is a large package.

apt-get install thunderbird
python tests/clients/thunderbird.py http://127.0.0.1:8765/by-cec.ics [SECONDS]
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

CALENDAR = "11111111-2222-3333-4444-555555555555"


def preferences(url: str) -> dict[str, object]:
    """One subscribed calendar, kept offline; nothing else is fetched."""
    quiet = (
        *("app.update.enabled", "datareporting.policy.dataSubmissionEnabled", "mail.shell.checkDefaultClient"),
        *("mail.provider.suppress_dialog_on_startup", "network.captive-portal-service.enabled"),
        *("network.connectivity-service.enabled", "extensions.update.enabled", "app.normandy.enabled"),
    )
    about = {"type": "ics", "uri": url, "name": "Feed", "cache.enabled": True, "readOnly": True, "refreshInterval": "1"}
    return {
        **{f"calendar.registry.{CALENDAR}.{key}": value for key, value in about.items()},
        "calendar.list.sortOrder": CALENDAR,
        "calendar.timezone.local": "Europe/Minsk",
        "calendar.timezone.useSystemTimezone": False,
        **{key: key.endswith("startup") for key in quiet},
    }


def held(profile: Path, copy: Path) -> list[tuple[object, ...]]:
    """The events of its cache. It keeps the file locked, so a copy of it and its log is read."""
    try:
        for tail in ("", "-wal"):
            shutil.copy(profile / "calendar-data" / f"cache.sqlite{tail}", copy / f"cache.sqlite{tail}")
        with sqlite3.connect(copy / "cache.sqlite") as cache:
            columns = "id, event_start, event_start_tz, event_end, ical_status, title"
            return cache.execute(f"SELECT {columns} FROM cal_events ORDER BY event_start, id").fetchall()
    except (sqlite3.Error, OSError):
        return []


def main() -> int:
    url, patience = sys.argv[1], float((*sys.argv, "60")[2])
    with urllib.request.urlopen(url) as answer:
        expected = len(re.findall(rb"^BEGIN:VEVENT", answer.read(), re.MULTILINE))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        profile, copy = home / "profile", home / "copy"
        profile.mkdir()
        copy.mkdir()
        lines = (f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in preferences(url).items())
        (profile / "user.js").write_text("".join(lines))
        running = subprocess.Popen(
            ["thunderbird", "--headless", "--no-remote", "--profile", profile],
            env={**os.environ, "HOME": name, "MOZ_HEADLESS": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        events: list[tuple[object, ...]] = []
        until = time.monotonic() + patience
        try:
            while len(events) < expected and time.monotonic() < until:
                time.sleep(0.5)
                events = held(profile, copy)
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
    for uid, start, zone, end, status, title in events:
        first, last = (f"{datetime.fromtimestamp(int(str(at)) / 1e6, UTC):%Y-%m-%dT%H:%MZ}" for at in (start, end))
        print(first, last, zone, status or "CONFIRMED", title, f"({uid})")
    print(f"{len(events)} of {expected} events")
    return int(len(events) != expected)


if __name__ == "__main__":
    raise SystemExit(main())
