"""Requests per second of `timeline serve` against nginx serving the same file, one worker each, in one run.

    python benchmarks/serve.py [SECONDS]

The two take turns, three rounds each, and the best of each counts: other work on the machine disturbs both alike.

Needs nginx and wrk (Debian: apt-get install nginx wrk). A feed of 200 events is asked for by 16 connections, once
always whole (200), once always as known (304). Limits: within 10 times of nginx for the 200, 5 times for the 304.
Then the memory of a server that holds 50 calendars of 200 events each.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from timeline.events import Event, Evidence, When
from timeline.store import open_store

CONNECTIONS = 16
ROUNDS = 3


def event(number: int, calendar: str) -> Event:
    """An event as posts make them: a title, a day, a sentence."""
    day = date(2026, 1, 1) + timedelta(days=number)
    posted = datetime(2025, 12, 1, 9, tzinfo=UTC)
    quote = f"Заседание участковой комиссии № {number} пройдёт {day:%d.%m.%Y} в здании школы, начало в 15 часов."
    return Event(
        id=f"{calendar}{number:04d}",
        uid=f"{calendar}{number}@timeline",
        calendar=calendar,
        title=f"Заседание участковой комиссии № {number}",
        kind="meeting",
        when=When.days(day),
        revision=1,
        posts=1,
        created=posted,
        changed=posted,
        evidence=(
            Evidence(
                channel="example",
                post=str(number),
                url=f"https://t.me/example/{number}",
                posted=posted,
                start=0,
                end=len(quote),
                quote=quote,
                marks=(),
                role="at",
                says=str(day),
            ),
        ),
    )


def database(path: Path, calendars: dict[str, int]) -> None:
    with open_store(path) as store:
        for name, events in calendars.items():
            store.begin_read(name, "benchmark")
            store.replace_events(name, [event(number, name) for number in range(events)])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> bytes:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")


def wrk(url: str, seconds: int, etag: str | None = None) -> tuple[float, str]:
    """Requests per second and the 99th percentile of their time."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if etag:
            script.write(f"wrk.headers['If-None-Match'] = '{etag}'\n")
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", "--latency", "-s", script.name, url]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, p99 = re.search(r"Requests/sec:\s+([\d.]+)", out), re.search(r"99%\s+(\S+)", out)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if not rate or not p99 or wrong:
        raise SystemExit(out)
    return float(rate[1]), p99[1]


def etag_of(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        return str(answer.headers["ETag"])


def server(path: Path, port: int, folder: Path) -> subprocess.Popen[bytes]:
    program = Path(sys.executable).with_name("timeline")
    environment = {**os.environ, "TIMELINE_CONFIG": str(folder)}
    return subprocess.Popen(
        [program, "--database", path, "serve", "--no-log", "--port", str(port)],
        env=environment,
        stderr=subprocess.DEVNULL,
    )


def nginx(folder: Path, port: int, octets: bytes) -> subprocess.Popen[bytes]:
    (folder / "www").mkdir()
    (folder / "www" / "default.ics").write_bytes(octets)
    (folder / "nginx.conf").write_text(
        f"worker_processes 1; daemon off; pid {folder}/pid; error_log /dev/null;\n"
        "events {}\n"
        f"http {{ access_log off; types {{ text/calendar ics; }} client_body_temp_path {folder}/t1;\n"
        f"proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4;\n"
        f"scgi_temp_path {folder}/t5; server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}\n"
    )
    folder.chmod(0o755)
    return subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)


def compare(folder: Path, seconds: int) -> None:
    database(folder / "one.db", {"default": 200})
    ours_at, theirs_at = free_port(), free_port()
    ours = server(folder / "one.db", ours_at, folder)
    url = f"http://127.0.0.1:{ours_at}/default.ics"
    try:
        octets = wait_for(url)
        theirs = nginx(folder, theirs_at, octets)
        peer = f"http://127.0.0.1:{theirs_at}/default.ics"
        try:
            assert wait_for(peer) == octets
            print(f"{len(octets)} octets, {octets.count(b'BEGIN:VEVENT')} events, {CONNECTIONS} connections")
            for name, known, limit in (("200", False, 10), ("304", True, 5)):
                runs = [
                    (
                        wrk(url, seconds, etag_of(url) if known else None),
                        wrk(peer, seconds, etag_of(peer) if known else None),
                    )
                    for _ in range(ROUNDS)
                ]
                (here, p99), (there, peer_p99) = (max(side) for side in zip(*runs, strict=True))
                print(
                    f"{name}: timeline {here:8.0f}/s (p99 {p99})   nginx {there:8.0f}/s (p99 {peer_p99})   "
                    f"nginx is {there / here:.1f} times as fast (limit {limit})"
                )
        finally:
            theirs.terminate()
            theirs.wait()
    finally:
        ours.terminate()
        ours.wait()


def memory(folder: Path) -> None:
    """Resident memory of a server after every calendar's feed and page were asked for."""
    calendars = folder / "calendars"
    calendars.mkdir()
    names = [f"c{number:02d}" for number in range(50)]
    for name in names:
        (calendars / f"{name}.toml").write_text(
            f'id = "{name}"\nname = {{ ru = "{name}" }}\nzone = "Europe/Minsk"\nlanguages = ["ru"]\n'
        )
    database(folder / "many.db", dict.fromkeys(names, 200))
    port = free_port()
    running = server(folder / "many.db", port, folder)
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        before = resident(running.pid)
        for name in names:
            wait_for(f"http://127.0.0.1:{port}/{name}.ics")
            wait_for(f"http://127.0.0.1:{port}/{name}/ru/")
        print(
            f"50 calendars of 200 events: {before:.0f} MB when read, "
            f"{resident(running.pid):.0f} MB after serving a feed and a page of each"
        )
    finally:
        running.terminate()
        running.wait()


def resident(process: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    if not shutil.which("wrk") or not shutil.which("nginx"):
        raise SystemExit("needs nginx and wrk")
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 3)
        memory(Path(name))
