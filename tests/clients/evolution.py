"""Evolution Data Server, the calendar of GNOME, subscribes to a feed and lists what it then holds. By hand.

apt-get install evolution-data-server gir1.2-ecal-2.0 gir1.2-edataserver-1.2 python3-gi dbus
python tests/clients/evolution.py http://127.0.0.1:8765/by-cec.ics
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

SOURCE = """\
[Data Source]
DisplayName=Feed
Enabled=true
Parent=webcal-stub
[Calendar]
BackendName=webcal
Selected=true
[Security]
Method={method}
[Authentication]
Host={host}
Method=none
Port={port}
[WebDAV Backend]
ResourcePath={path}
[Refresh]
Enabled=true
IntervalMinutes=60
[Offline]
StaySynchronized=true
"""

READ = """\
import time
import gi
gi.require_version("EDataServer", "1.2")
gi.require_version("ECal", "2.0")
from gi.repository import ECal, EDataServer
source = EDataServer.SourceRegistry.new_sync(None).ref_source("feed")
client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 1, None)
found = []
for _ in range(60):
    _, found = client.get_object_list_as_comps_sync("#t", None)
    if found:
        break
    time.sleep(0.25)
client.refresh_sync(None)
time.sleep(1)
_, found = client.get_object_list_as_comps_sync("#t", None)
for one in sorted(found, key=lambda one: one.get_uid()):
    event = one.get_icalcomponent()
    start, end = event.get_dtstart().as_ical_string(), event.get_dtend().as_ical_string()
    print(start, end, one.get_status().value_nick, event.get_summary(), f"({one.get_uid()})")
print(len(found), "events")
"""


def main() -> int:
    url = urlsplit(sys.argv[1])
    secure = url.scheme == "https"
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        folders = {f"XDG_{part}_HOME": str(home / part.lower()) for part in ("CONFIG", "DATA", "CACHE")}
        sources = home / "config" / "evolution" / "sources"
        sources.mkdir(parents=True)
        (home / "run").mkdir(mode=0o700)
        (sources / "feed.source").write_text(
            SOURCE.format(
                method="tls" if secure else "none",
                host=url.hostname,
                port=url.port or (443 if secure else 80),
                path=url.path,
            )
        )
        environment = {**os.environ, **folders, "HOME": name, "XDG_RUNTIME_DIR": str(home / "run")}
        environment |= {"GSETTINGS_BACKEND": "memory", "LC_ALL": "C.UTF-8", "TZ": "Europe/Minsk"}
        command = ["timeout", "90", "dbus-run-session", "--", "/usr/bin/python3", "-c", READ]
        return subprocess.run(command, env=environment, stderr=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    raise SystemExit(main())
