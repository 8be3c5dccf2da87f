"""`make clients`: real calendar clients take our feed and show the right thing after every change of it; a real
browser shows the pages.

SHOTS=FOLDER keeps pictures of the pages.

Each client prints one line. What cannot be had here is skipped, counted and said; anything wrong fails.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar

sys.path.insert(0, str(Path(__file__).parent))
from scenario import CALENDAR, FIRST, LONG, SHOWN, Entry, ahead, states
from tools import HERE, Skipped, call, javascript, libical, python_client, system

from timeline.feed import check
from timeline.store import open_store

ZONE = ZoneInfo("Europe/Minsk")
PLAIN = {"TZ": "Europe/Minsk", "LC_ALL": "C.UTF-8"}


class Bench:
    """A folder, a database in it, a server on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "timeline.db"
        with open_store(self.database) as store:
            store.begin_read(CALENDAR, "clients")
        self.store(FIRST)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/{CALENDAR}.ics"

    def store(self, events: object) -> None:
        """Another process would do this: the server notices by itself."""
        with open_store(self.database) as store:
            store.replace_events(CALENDAR, events)  # type: ignore[arg-type]

    def feed(self) -> bytes:
        with urllib.request.urlopen(self.url, timeout=20) as answer:
            return bytes(answer.read())

    def file(self) -> Path:
        path = self.folder / "feed.ics"
        path.write_bytes(self.feed())
        return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*command: str | Path, ready: str, env: dict[str, str] | None = None) -> Iterator[None]:
    """A server that answers at ``ready``, for as long as the block lasts."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
    )
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(ready, timeout=5).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise AssertionError(f"{command[0]} does not answer")
        yield
    finally:
        process.terminate()
        process.wait()


def same(got: object, wanted: object, what: str) -> None:
    if got != wanted:
        raise AssertionError(f"{what}\n  got    {got}\n  wanted {wanted}")


def compact(entry: Entry) -> tuple[str, str]:
    """Start and end as iCalendar writes them, without zone."""
    start, end = (part.replace("-", "").replace(":", "") for part in (entry.start, entry.end))
    return (start + "00", end + "00") if "T" in start else (start, end)


def instant(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.start).replace(tzinfo=ZONE)


def uids(shown: dict[str, Entry]) -> dict[str, Entry]:
    return {f"{name}@timeline.example": entry for name, entry in shown.items()}


def our_checklist(bench: Bench) -> str:
    verdict = check(bench.feed())
    same([str(finding) for finding in verdict.findings], [], "findings")
    return f"{verdict.events} events, nothing to find fault with"


def with_icalendar(bench: Bench) -> str:
    calendar = icalendar.Calendar.from_ical(bench.feed())
    again = icalendar.Calendar.from_ical(calendar.to_ical())
    for read in (calendar, again):
        got = {}
        for event in read.walk("VEVENT"):
            start, end = event["DTSTART"].dt, event["DTEND"].dt
            got[str(event["UID"])] = Entry(text(start), text(end), str(event["STATUS"]), str(event["SUMMARY"]))
        same(got, uids(SHOWN), "entries")
    about = {str(event["UID"]): str(event["DESCRIPTION"]) for event in calendar.walk("VEVENT")}
    assert quoted() in about["briefing@timeline.example"], "the description lost something"
    return f"{len(got)} events, the same after a round trip"


def quoted() -> str:
    """The beginning of the longest quote, as every client must show it in the description."""
    return " ".join(LONG.split())[:300]


def text(value: date) -> str:
    return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value.isoformat()


def with_libical(bench: Bench) -> str:
    read = json.loads(call(libical(), HERE / "read_libical.py", bench.file()))
    same(read["faults"], 0, "faults")
    got = {uid: (event["start"], event["end"], event["title"]) for uid, event in read["events"].items()}
    same(got, {uid: (*compact(entry), entry.title) for uid, entry in uids(SHOWN).items()}, "entries")
    return f"{len(got)} events, no parse error, no restriction broken"


def with_javascript(bench: Bench) -> str:
    node, folder = javascript()
    read = json.loads(call(node, HERE / "read_javascript.mjs", bench.file(), folder, env={**os.environ, "TZ": "UTC"}))
    wanted = uids(SHOWN)
    first = read["ical.js"]
    same(
        {uid: event["title"] for uid, event in first.items()},
        {uid: entry.title for uid, entry in wanted.items()},
        "titles",
    )
    same(
        {uid: event["status"] for uid, event in first.items()},
        {uid: entry.status for uid, entry in wanted.items()},
        "status",
    )
    for uid, entry in wanted.items():
        start, end = (part if "T" not in part else f"{part}:00" for part in (entry.start, entry.end))
        same((first[uid]["start"], first[uid]["end"]), (start, end), uid)
        if "T" in entry.start:
            for name in ("ical.js", "node-ical"):
                got = datetime.fromisoformat(read[name][uid]["instant"])
                same(got, instant(entry).astimezone(UTC), f"{name}: {uid}")
    same(read["types"][0], "duration", "type of REFRESH-INTERVAL")
    assert quoted() in first["briefing@timeline.example"]["about"], "the description lost something"
    second = read["node-ical"]
    same(
        {uid: event["title"] for uid, event in second.items()},
        {uid: entry.title for uid, entry in wanted.items()},
        "titles",
    )
    return f"{len(first)} and {len(second)} events, titles, instants and long descriptions whole"


def with_khal(bench: Bench) -> str:
    """The changing feed: vdirsyncer fetches it from the running server, khal shows it."""
    sync, khal = python_client("vdirsyncer"), python_client("khal")
    home = bench.folder / "khal"
    (home / "calendar").mkdir(parents=True)
    environment = {**os.environ, **PLAIN, "HOME": str(home)}
    environment |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    (home / "vdirsyncer").write_text(
        f'[general]\nstatus_path = "{home}/status/"\n'
        '[pair feed]\na = "local"\nb = "remote"\ncollections = null\nconflict_resolution = "b wins"\n'
        'partial_sync = "ignore"\nmetadata = []\n'
        f'[storage local]\ntype = "filesystem"\npath = "{home}/calendar/"\nfileext = ".ics"\n'
        f'[storage remote]\ntype = "http"\nurl = "{bench.url}"\n'
    )
    formats = {
        "date": "%Y-%m-%d",
        "longdate": "%Y-%m-%d",
        "datetime": "%Y-%m-%d %H:%M",
        "longdatetime": "%Y-%m-%d %H:%M",
    }
    (home / "khal.conf").write_text(
        f"[calendars]\n[[feed]]\npath = {home}/calendar/\nreadonly = True\n"
        "[locale]\nlocal_timezone = Europe/Minsk\ndefault_timezone = Europe/Minsk\ntimeformat = %H:%M\n"
        + "".join(f"{name}format = {value}\n" for name, value in formats.items())
    )
    call(sync, "-c", home / "vdirsyncer", "discover", "feed", env=environment, input="y\ny\n")
    copied = dict.fromkeys(("a reschedule", "a cancellation", "an edit"), (1, 1))
    copied |= {"first sync": (len(FIRST), 0), "a deletion": (0, 1)}
    done = []
    for name, events, shown in states():
        bench.store(events)
        log = call(sync, "-c", home / "vdirsyncer", "sync", log=True, env=environment)
        moved = log.count("Copying"), log.count("Deleting")
        same(moved, copied[name], f"{name}: items copied and deleted (vdirsyncer replaces what changed)")
        same(len(list((home / "calendar").glob("*.ics"))), len(shown), f"{name}: items in the calendar")
        listed = call(
            *(khal, "-c", home / "khal.conf", "list", "--once", "--day-format", ""),
            *("--format", "{start-date-full}T{start-time}|{end-date-full}T{end-time}|{status}|{title}"),
            *("2024-01-01", "150d"),
            env=environment,
        )
        got = sorted(line.strip().replace(" |", "|") for line in listed.splitlines() if line.strip())
        same(got, sorted(map(khal_line, shown.values())), name)
        again = call(sync, "-c", home / "vdirsyncer", "sync", log=True, env=environment)
        same(again.count("Copying") + again.count("Deleting"), 0, f"{name}: items copied by a second sync")
        done.append(f"{name} ({len(shown)})")
    bench.store(FIRST)
    return "right after " + ", ".join(done) + "; nothing doubled, only what changed was copied"


def khal_line(entry: Entry) -> str:
    """khal shows the last day of an all-day event, and the status in a column of its own."""
    start, end = entry.start, entry.end
    if "T" not in start:
        last = date.fromordinal(date.fromisoformat(end).toordinal() - 1)
        start, end = f"{start}T", f"{last}T"
    return f"{start}|{end}|{entry.status}|{entry.title}"


def with_calcurse(bench: Bench) -> str:
    calcurse = system("calcurse", "calcurse")
    folder = bench.folder / "calcurse"
    folder.mkdir()
    log = call(calcurse, "-D", folder, "-i", bench.file(), env={**os.environ, **PLAIN})
    found = re.search(r"(\d+) apps? / (\d+) events? / \d+ todos? / (\d+) skipped", log)
    assert found, log
    listed = call(
        *(calcurse, "-D", folder, "-Q", "--filter-type", "cal", "--from", "01/01/2024", "--days", "100"),
        env={**os.environ, **PLAIN},
    )
    for entry in SHOWN.values():
        assert entry.title in listed, f"{entry.title} is not shown:\n{listed}"
    same(int(found[3]), 0, "skipped items")
    return f"{found[1]} appointments and {found[2]} all-day entries imported, none skipped"


def with_radicale(bench: Bench) -> str:
    """The whole feed as one calendar of a CalDAV server, and every entry back."""
    radicale = python_client("radicale")
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    folder = bench.folder / "radicale"
    options = ("--server-hosts", f"127.0.0.1:{port}", "--storage-filesystem-folder", folder, "--auth-type", "none")
    with running(radicale, "--config", "", *options, ready=root):
        ask(f"{root}/me/", "MKCOL")
        ask(f"{root}/me/feed/", "PUT", bench.feed())
        back = icalendar.Calendar.from_ical(ask(f"{root}/me/feed/", "GET"))
    got = {str(event["UID"]): str(event["SUMMARY"]) for event in back.walk("VEVENT")}
    same(got, {uid: entry.title for uid, entry in uids(SHOWN).items()}, "entries")
    return f"{len(got)} items stored and given back"


def with_chromium(bench: Bench) -> str:
    """The pages in a browser: what they ask for, whether they fit, whether everybody can use them."""
    chromium = system("chromium", "chromium")
    python = python_client("playwright").with_name("python")
    _, folder = javascript()
    bench.store(ahead(datetime.now(ZONE).date()))
    shots = os.environ.get("SHOTS")
    axe = folder / "node_modules" / "axe-core" / "axe.min.js"
    address = f"http://127.0.0.1:{bench.port}/"
    read = json.loads(call(python, HERE / "browser.py", address, chromium, axe, *([shots] if shots else [])))
    bench.store(FIRST)
    same(read["faults"], [], "faults")
    return f"{read['looks']} looks at pages, wide and narrow, dark and light; keyboard, links, no script: no fault"


def ask(url: str, method: str, data: bytes | None = None) -> bytes:
    headers = {"Content-Type": "text/calendar; charset=utf-8"} if data else {}
    request = urllib.request.Request(url, data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{method} {url}: {error.code} {error.read()[:200]!r}") from error


CLIENTS: tuple[tuple[str, Callable[[Bench], str]], ...] = (
    ("our own checklist", our_checklist),
    ("icalendar", with_icalendar),
    ("libical", with_libical),
    ("ical.js, node-ical", with_javascript),
    ("vdirsyncer, khal", with_khal),
    ("calcurse", with_calcurse),
    ("Radicale", with_radicale),
    ("Chromium, axe-core", with_chromium),
)


def main() -> int:
    passed, failed, skipped = 0, 0, 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        program = Path(sys.executable).with_name("timeline")
        command = (program, "--database", bench.database, "serve", "--no-log", "--port", str(bench.port))
        with running(*command, ready=f"http://127.0.0.1:{bench.port}/health", env={"TIMELINE_CONFIG": name}):
            for client, judge in CLIENTS:
                try:
                    told, passed = judge(bench), passed + 1
                except Skipped as reason:
                    told, skipped = f"SKIPPED: {reason}", skipped + 1
                except AssertionError as error:
                    told, failed = f"FAILED: {error}", failed + 1
                print(f"{client:20} {told}", flush=True)
    print(f"{passed} clients right, {failed} wrong, {skipped} skipped in {time.monotonic() - started:.1f} s")
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
