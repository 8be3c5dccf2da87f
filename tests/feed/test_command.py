"""``timeline feed``: a file that stays the same to the byte, filters, and the judge."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from feed.samples import SAMPLES, event
from typer.testing import CliRunner, Result

from timeline.calendars import AUDIENCES, CERTAINTIES, KINDS
from timeline.cli.app import build
from timeline.errors import SourceError, TimelineError
from timeline.feed.phrases import LANGUAGES
from timeline.store import open_store

ROOT = Path(__file__).parent.parent.parent
GOLDEN = ROOT / "tests" / "golden"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "timeline.db"
    with open_store(path) as store:
        store.begin_read("by-cec", "posts.txt")
        store.replace_events("by-cec", [replace(item, calendar="by-cec") for item in SAMPLES])
    return path


def run(database: Path, *args: str | Path) -> Result:
    return CliRunner().invoke(build(), ["feed", "--database", str(database), *map(str, args)])


def test_two_exports_are_the_same_and_the_second_touches_nothing(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ics"
    assert run(database, "-o", out).exit_code == 0
    first, stamp = out.read_bytes(), out.stat().st_mtime_ns
    assert first.count(b"BEGIN:VEVENT") == 10
    result = run(database, "by-cec", "-o", out)
    assert (out.read_bytes(), out.stat().st_mtime_ns) == (first, stamp)
    assert result.stdout == ""
    assert "10 events" in result.stderr
    assert [path.name for path in tmp_path.iterdir() if ".ics" in path.name] == ["out.ics"]


def test_what_was_written_is_stored_and_outlives_a_new_wording(database: Path, tmp_path: Path) -> None:
    before = run(database).stdout_bytes
    with open_store(database) as store:
        texts = [replace(item, calendar="by-cec", title=item.title + "!") for item in SAMPLES]
        store.replace_events("by-cec", texts)  # without a new revision, which is what clients go by
    assert run(database).stdout_bytes == before
    with open_store(database) as store:
        raised = [replace(item, revision=item.revision + 1) for item in texts]
        store.replace_events("by-cec", raised)
    assert "Досрочное голосование!" in run(database).stdout_bytes.decode().replace("\r\n ", "")


def test_the_readers_own_zone_moves_no_event(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text('tz = "Asia/Tokyo"\n')
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    written = run(database).stdout
    assert "DTSTART;TZID=Europe/Minsk:" in written
    assert "Tokyo" not in written


def test_filters(database: Path) -> None:
    assert run(database, "--kind", "early-voting", "--kind", "election-day").stdout.count("BEGIN:VEVENT") == 2
    assert run(database, "--certainty", "to-be-confirmed").stdout.count("BEGIN:VEVENT") == 3
    assert run(database, "--feed", "voter").stdout.count("BEGIN:VEVENT") == 2
    assert run(database, "--cancelled", "keep").stdout.count("STATUS:CANCELLED") == 1
    assert run(database, "--alarm", "1d").stdout.count("END:VALARM") == 10
    assert "SUMMARY:Single voting day" in run(database, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("args", "remedy"),
    [
        (["--kind", "party"], "election-day"),
        (["--audience", "cat"], "voter"),
        (["--election", "1999"], "2024"),
        (["--lang", "tlh"], "ru"),
        (["--feed", "nobody"], "voter"),
        (["--alarm", "soon"], "1d"),
        (["nowhere"], "by-cec"),
    ],
)
def test_what_does_not_exist_is_named_with_what_does(database: Path, args: list[str], remedy: str) -> None:
    result = run(database, *args)
    assert isinstance(result.exception, TimelineError)
    assert result.exception.exit_code == 2
    assert remedy in result.exception.remedy


def test_several_calendars(database: Path) -> None:
    with open_store(database) as store:
        store.begin_read("ru-cec", "posts.txt")
        store.replace_events("ru-cec", [event("z", uid="z", calendar="ru-cec")])
    result = run(database)
    assert isinstance(result.exception, TimelineError)
    assert "ru-cec" in result.exception.remedy
    assert run(database, "ru-cec").stdout.count("BEGIN:VEVENT") == 1


def test_no_database(tmp_path: Path) -> None:
    assert isinstance(run(tmp_path / "none.db").exception, TimelineError)


def test_a_file_that_cannot_be_written(database: Path, tmp_path: Path) -> None:
    result = run(database, "-o", tmp_path / "no" / "such" / "folder.ics")
    assert isinstance(result.exception, TimelineError)


def test_a_file_is_replaced_where_it_is_and_a_pipe_is_written_to(database: Path, tmp_path: Path) -> None:
    whole = run(database).stdout_bytes
    (tmp_path / "web.ics").write_bytes(b"old")
    (tmp_path / "web.ics").chmod(0o640)
    (tmp_path / "out.ics").symlink_to(tmp_path / "web.ics")
    assert run(database, "-o", tmp_path / "out.ics").exit_code == 0
    assert (tmp_path / "out.ics").is_symlink()
    assert (tmp_path / "web.ics").read_bytes() == whole
    assert (tmp_path / "web.ics").stat().st_mode & 0o777 == 0o640
    os.mkfifo(tmp_path / "pipe")
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert run(database, "-o", tmp_path / "pipe").exit_code == 0
    assert (tmp_path / "pipe").is_fifo()
    assert os.read(reading, 15) == b"BEGIN:VCALENDAR"
    os.close(reading)
    assert not list(tmp_path.glob(".*.new"))


def test_check(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ics"
    run(database, "-o", out)
    good = run(database, "--check", out)
    assert (good.exit_code, good.stdout) == (0, "10 events, 0 errors, 0 warnings: calendar apps will take it\n")
    out.write_bytes(out.read_bytes().replace(b"UID:voting@timeline\r\n", b""))
    bad = run(database, "--check", out)
    assert bad.exit_code == 1
    assert "no UID" in bad.stdout
    assert isinstance(run(database, "--check", tmp_path / "none.ics").exception, TimelineError)


class Feed(BaseHTTPRequestHandler):
    """A server of a feed, good or bad as its path says."""

    hits = 0

    def do_GET(self) -> None:
        Feed.hits += 1
        body = (GOLDEN / "feed.ru.ics").read_bytes()
        if self.path == "/gone.ics":
            self.send_error(404)
            return
        if self.path == "/fresh.ics":
            body = body.replace(b"DTSTAMP:2023", b"DTSTAMP:%04d" % (2023 + Feed.hits))
        known = self.path == "/good.ics" and self.headers.get("If-None-Match") == '"1"'
        self.send_response(304 if known else 200)
        self.send_header("Content-Type", "text/calendar" if self.path == "/good.ics" else "text/plain")
        if self.path == "/good.ics":
            self.send_header("ETag", '"1"')
        self.send_header("Content-Length", "0" if known else str(len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_check_judges_how_a_feed_is_served(database: Path, served: str) -> None:
    for scheme in ("http", "webcal"):
        good = run(database, "--check", f"{scheme}://{served}/good.ics")
        assert (good.exit_code, good.stdout.count("\n")) == (0, 1), good.stdout
    plain = run(database, "--check", f"http://{served}/plain.ics")
    assert plain.exit_code == 0
    assert "not as text/calendar" in plain.stdout
    assert "no ETag" in plain.stdout
    fresh = run(database, "--check", f"http://{served}/fresh.ics")
    assert fresh.exit_code == 1
    assert "two fetches differ" in fresh.stdout
    for nowhere in (f"http://{served}/gone.ics", "http://127.0.0.1:9/x.ics", "http://", "https://:x/"):
        assert isinstance(run(database, "--check", nowhere).exception, SourceError), nowhere


def test_the_document_names_all_that_can_be_chosen() -> None:
    document = (ROOT / "docs" / "feeds.md").read_text(encoding="utf-8")
    said = {
        line.split("`")[1]: set(line.split("`")[1::2]) for line in document.splitlines() if line.startswith("| `--")
    }
    assert set(KINDS) <= said["--kind"]
    assert set(AUDIENCES) <= said["--audience"]
    assert set(CERTAINTIES) <= said["--certainty"]
    assert set(LANGUAGES) <= said["--lang"]
    assert f"LANG is {', '.join(LANGUAGES[:-1])} or {LANGUAGES[-1]}" in document
