"""``timeline serve`` while the event table is written to, goes away, is locked, or a day passes."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asking import ask, fill
from feed.samples import CALENDAR, MINSK, SAMPLES, event

from timeline.site.server import Server


def test_a_new_revision_is_there_at_the_next_request(server: Server, database: Path) -> None:
    before = ask(server, "/sample.ics")
    pages = ask(server, "/sample/ru/").text
    later = datetime.now(UTC) + timedelta(seconds=1)
    moved = replace(
        SAMPLES[0], when=replace(SAMPLES[0].when, clock="09:00"), title="Другое", titles=(), revision=2, changed=later
    )
    fill(database, moved, *SAMPLES[1:])
    after = ask(server, "/sample.ics", If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert "SUMMARY:Другое" in after.text
    assert "Другое" not in pages
    assert "Другое" in ask(server, "/sample/ru/").text
    fill(database, *SAMPLES[1:])
    assert "UID:voting@timeline" not in ask(server, "/sample.ics").text


def test_a_database_that_goes_and_comes_back(server: Server, database: Path, tmp_path: Path) -> None:
    assert ask(server, "/sample.ics").status == 200
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    for file in tmp_path.glob("timeline.db*"):
        file.rename(hidden / file.name)
    gone = ask(server, "/sample.ics")
    assert (gone.status, gone.headers["retry-after"]) == (503, "60")
    shown = ask(server, "/sample/be/")
    assert shown.status == 503
    assert "часова недаступны" in shown.text
    assert str(tmp_path) not in gone.text + shown.text
    assert ask(server, "/health").status == 503
    for file in hidden.iterdir():
        file.rename(tmp_path / file.name)
    assert eventually(server) == 200


def test_a_database_of_a_newer_version(server: Server, database: Path) -> None:
    version = sqlite3.connect(database).execute("PRAGMA user_version").fetchone()[0]
    with sqlite3.connect(database) as other:
        other.execute("PRAGMA user_version = 999")
    other.close()
    assert "новее" in ask(server, "/sample/ru/").text
    with sqlite3.connect(database) as other:
        other.execute(f"PRAGMA user_version = {version}")
    other.close()
    assert eventually(server) == 200


def test_a_database_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "timeline.db"
    made = Server(path, lambda reader: [CALENDAR])
    assert ask(made, "/sample.ics").status == 503
    path.write_bytes(b"this is no database at all" * 100)
    time.sleep(1.1)
    assert ask(made, "/sample.ics").status == 503
    path.unlink()
    fill(path, *SAMPLES)
    assert eventually(made) == 200


def test_a_locked_database(database: Path) -> None:
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("UPDATE state SET value = value")
    made = Server(database, lambda reader: [CALENDAR])
    started = time.monotonic()
    during = ask(made, "/sample/ru/")
    assert during.status == 503
    assert "идёт запись" in during.text
    assert ask(made, "/sample.ics").status == 503
    assert time.monotonic() - started < 8, "a lock must not hold requests up"
    other.execute("ROLLBACK")
    other.close()
    assert eventually(made) == 200


def eventually(server: Server) -> int:
    """The status once a failure is no longer remembered."""
    for _ in range(30):
        status = ask(server, "/sample.ics").status
        if status == 200:
            return status
        time.sleep(0.1)
    return status


def test_a_day_later_it_counts_from_that_day(server: Server) -> None:
    assert ask(server, "/sample.ics").status == 200
    current = server.current
    tomorrow = datetime.now(MINSK).date() + timedelta(days=1)
    midnight = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=MINSK)
    assert current.fresh(midnight - timedelta(seconds=1))
    assert not current.fresh(midnight)


def test_several_samples_stay_apart(server: Server, database: Path) -> None:
    assert "UID:extra" not in ask(server, "/sample.ics").text
    fill(database, *SAMPLES, event("extra", uid="extra"))
    assert "UID:extra" in ask(server, "/sample.ics").text
