"""What a shell prompt waits for, as ratios within one run: python benchmarks/countdown.py [EVENTS] [RUNS]

Whole processes, over a table of 2,000 events: the countdown in a template, as text and as JSON, and
completion, against ``python -c pass`` of the same interpreter, and against ``khal list`` and ``remind``
over the same events, where they are installed (on PATH, or named by KHAL and REMIND).

Each round runs every command once, in turn, and the least time of each counts, so that what else the
machine does falls on all of them. Bytecode is compiled before, as an installation does it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from timeline.events import Event, When
from timeline.posts import Post, Posted
from timeline.store import open_store

COMPLETED = (
    "",
    "countdown --l",
    "countdown --lang ",
    "countdown Зас",
    "countdown 'Зас",
    "law by",
    "status --tz Eu",
    "ingest x",
)
"""What a shell completes: a command, an option, its value, a title, a title in quotes, a calendar, a zone, a file."""

LIMITS = {
    **dict.fromkeys(["countdown -f '{left_short}'", "countdown voting -f '{left_short}'", "countdown"], 5),
    **{f"completion of '{typed}'": 16 for typed in COMPLETED},
}
"""At most so many times bare Python."""

START = "import sys; sys.argv[0] = 'timeline'; from timeline.cli import main; main()"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        events = some_events(count)
        fill(folder / "t.db", events)
        environment = {
            **os.environ,
            "TIMELINE_DATABASE": str(folder / "t.db"),
            "TIMELINE_CONFIG": str(folder / "config.toml"),
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "PYTHONPATH": str(Path(__file__).parent.parent),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = {"python -c pass": [sys.executable, "-c", "pass"]}
        for typed in (["-f", "{left_short}"], ["voting", "-f", "{left_short}"], [], ["--json"]):
            shown = " ".join(["countdown", *(f"'{word}'" if "{" in word else word for word in typed)])
            commands[shown] = [sys.executable, "-c", START, "countdown", *typed]
        commands |= {f"completion of '{typed}'": [sys.executable, "-c", START] for typed in COMPLETED}
        commands |= peers(folder, events)
        least = measure(commands, environment, runs)
        bare = least["python -c pass"]
        print(f"{count:,} events, the least of {runs} runs")
        for command, seconds in least.items():
            limit = f" (limit {LIMITS[command]})" if command in LIMITS else ""
            print(f"  {command:38} {seconds * 1000:6.1f} ms  {seconds / bare:5.1f} × bare Python{limit}")


def some_events(count: int) -> list[Event]:
    """Meetings from half a year ago on, four a day, and a voting day."""
    first = date.today() - timedelta(count // 8)
    days = [first + timedelta(n // 4) for n in range(count - 1)]
    meetings = [one(n, f"Заседание комиссии {n}", "meeting", day, clock="10:00") for n, day in enumerate(days)]
    return [*meetings, one(count, "Единый день голосования", "election-day", days[-1], clock=None)]


def one(n: int, title: str, kind: str, day: date, clock: str | None) -> Event:
    when = When(day, day, day, day, clock=clock)
    return Event(id=f"e{n}", uid=f"e{n}@timeline", calendar="by-cec", title=title, kind=kind, when=when)  # type: ignore[arg-type]


def fill(path: Path, events: list[Event]) -> None:
    now = datetime.now(UTC)
    with open_store(path) as store:
        store.add_posts("by-cec", [Post(channel="c", id="1", text="Пост", posted=Posted.exact(now))])
        store.replace_events("by-cec", events)
        store.describe("by-cec", "ЦИК", "Europe/Minsk", "ru")


def peers(folder: Path, events: list[Event]) -> dict[str, list[str]]:
    """The same events in the hands of others, as far as they are there."""
    found = {}
    khal = os.environ.get("KHAL") or shutil.which("khal")
    if khal:
        calendar = folder / "calendar"
        calendar.mkdir()
        for event in events:
            (calendar / f"{event.id}.ics").write_text(ics(event), encoding="utf-8")
        config = folder / "khal.conf"
        config.write_text(
            f"[calendars]\n[[one]]\npath = {calendar}\n[sqlite]\npath = {folder}/khal.db\n"
            "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n",
            encoding="utf-8",
        )
        found["khal list (two days)"] = [khal, "-c", str(config), "list"]
        found["khal list (a year)"] = [khal, "-c", str(config), "list", "today", "365d"]
    remind = os.environ.get("REMIND") or shutil.which("remind")
    if remind:
        lines = [f'REM {event.when.start_earliest} +9999 MSG %"{event.title}%" %b%\n' for event in events]
        (folder / "events.rem").write_text("".join(lines), encoding="utf-8")
        found["remind"] = [remind, str(folder / "events.rem")]
    return found


def ics(event: Event) -> str:
    day = event.when.start_earliest
    assert day is not None
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//timeline//benchmark//\r\nBEGIN:VEVENT\r\n"
        f"UID:{event.uid}\r\nDTSTAMP:20240101T000000Z\r\nDTSTART:{day:%Y%m%d}T070000Z\r\nSUMMARY:{event.title}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def measure(commands: dict[str, list[str]], environment: dict[str, str], runs: int) -> dict[str, float]:
    """The least wall time of each command, after one run that counts for nothing."""
    completing = {f"completion of '{typed}'": completion(typed) for typed in COMPLETED}
    least: dict[str, float] = {}
    for n in range(runs + 1):
        for name, command in commands.items():
            own = {**environment, **completing.get(name, {})}
            began = time.perf_counter()
            done = subprocess.run(command, env=own, capture_output=True, check=False)
            took = time.perf_counter() - began
            assert done.returncode == 0, done.stderr.decode()
            assert done.stdout or name in ("python -c pass", "completion of 'ingest x'"), f"{name} printed nothing"
            if n:
                least[name] = min(took, least.get(name, took))
    return least


def completion(typed: str) -> dict[str, str]:
    """What bash sets up to have the last word of a command line completed."""
    words = ["timeline", *typed.split(" ")]
    return {
        "_TIMELINE_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }


if __name__ == "__main__":
    main()
