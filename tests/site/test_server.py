"""``timeline serve``: the documents from memory, conditional requests, filters, who may ask for what."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asking import ask
from feed.samples import CALENDAR

from timeline.feed import check
from timeline.site.answers import accepts_gzip, answer, is_known
from timeline.site.server import Server

MIDNIGHT = datetime(2024, 1, 10, tzinfo=UTC)


def test_what_there_is_and_its_type(server: Server) -> None:
    types = {
        "/": "text/html; charset=utf-8",
        "/sample/ru/": "text/html; charset=utf-8",
        "/sample/en/event/voting.html": "text/html; charset=utf-8",
        "/sample.ics": "text/calendar; charset=utf-8",
        "/sample/to-be-confirmed.be.ics": "text/calendar; charset=utf-8",
        "/sample/events.json": "application/json; charset=utf-8",
        "/sample/changes.en.atom": "application/atom+xml; charset=utf-8",
        "/static/timeline.js": "text/javascript; charset=utf-8",
        "/robots.txt": "text/plain; charset=utf-8",
    }
    for path, kind in types.items():
        got = ask(server, path)
        assert (got.status, got.headers["content-type"]) == (200, kind), path
        assert int(got.headers["content-length"]) == len(got.body)
        assert got.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in got.headers["content-security-policy"]
        assert "unsafe" not in got.headers["content-security-policy"]
    assert "Disallow" not in ask(server, "/robots.txt").text
    assert json.loads(ask(server, "/health").body)["status"] == "ok"


def test_conditional_requests(server: Server) -> None:
    first = ask(server, "/sample.ics")
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    assert not etag.startswith("W/")
    for known in ({"If_None_Match": etag}, {"If_None_Match": f'"x", W/{etag}'}, {"If_Modified_Since": modified}):
        got = ask(server, "/sample.ics", **known)
        assert (got.status, got.body) == (304, b"")
        assert got.headers["etag"] == etag
        assert "content-length" not in got.headers
    for other in ({"If_None_Match": '"x"'}, {"If_None_Match": '"x"', "If_Modified_Since": modified}):
        assert ask(server, "/sample.ics", **other).status == 200
    long_ago = "Sat, 01 Jan 2000 00:00:00 GMT"
    assert ask(server, "/sample.ics", If_Modified_Since=long_ago).status == 200
    assert ask(server, "/sample.ics", If_Modified_Since="yesterday").status == 200


def test_the_list_of_calendars_is_as_old_as_what_it_shows(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    own = ask(server, "/sample/ru/").headers["last-modified"]
    asked = datetime.now(UTC) + timedelta(minutes=1)
    monkeypatch.setattr(server.current, "_now", asked)  # read again, and nothing has changed
    for path in ("/", "/index.html", "/robots.txt", "/sample.ics"):
        assert ask(server, path).headers["last-modified"] == own, path


def test_head_gives_the_same_headers_and_no_body(server: Server) -> None:
    got, whole = ask(server, "/sample.ics", "HEAD"), ask(server, "/sample.ics")
    assert (got.status, got.body) == (200, b"")
    assert got.headers == whole.headers


def test_compression_can_be_had_refused_and_switched_off(server: Server, database: Path) -> None:
    plain, packed = ask(server, "/sample.ics"), ask(server, "/sample.ics", Accept_Encoding="br, gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert ask(server, "/sample.ics", Accept_Encoding="gzip", If_None_Match=packed.headers["etag"]).status == 304
    assert "content-encoding" not in ask(server, "/sample.ics", Accept_Encoding="gzip;q=0").headers
    bare = Server(database, lambda reader: [CALENDAR], gzip=False)
    assert "content-encoding" not in ask(bare, "/sample.ics", Accept_Encoding="gzip").headers
    assert accepts_gzip(b"deflate, GZIP;q=0.5")
    assert not accepts_gzip(b"xgzip")


def test_other_pages_may_read_the_feed_but_not_write(server: Server) -> None:
    assert ask(server, "/sample.ics").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in ask(server, "/sample/ru/").headers
    preflight = ask(server, "/sample.ics", "OPTIONS", Origin="https://example.org")
    assert preflight.status == 204
    assert "If-None-Match" in preflight.headers["access-control-allow-headers"]
    for method in ("POST", "PUT", "DELETE", "PROPFIND"):
        assert ask(server, "/sample.ics", method).status == 405


def test_filters(server: Server) -> None:
    def events(query: str) -> int:
        got = ask(server, f"/sample.ics?{query}")
        assert got.status == 200, got.text
        return got.body.count(b"BEGIN:VEVENT")

    assert events("kind=early-voting") == 1
    assert events("kind=early-voting,election-day") == events("kind=early-voting&kind=election-day") == 2
    assert events("certainty=to-be-confirmed") == 3
    assert events("audience=voter") == 2
    assert events("foreign=1") == events("") + 1
    assert b"Single voting day" in ask(server, "/sample.ics?lang=en").body
    assert b"BEGIN:VALARM\r\n" in ask(server, "/sample.ics?alarm=1d").body


@pytest.mark.parametrize(
    ("query", "valid"),
    [
        ("kind=party", "election-day"),
        ("lang=xx", "be"),
        ("audience=cat", "observer"),
        ("certainty=x", "to-be-confirmed"),
        ("cancelled=x", "hide"),
        ("election=1999", "2024"),
        ("alarm=soon", "1d"),
        ("colour=red", "audience"),
    ],
)
def test_an_unknown_filter_is_told_the_valid_ones(server: Server, query: str, valid: str) -> None:
    got = ask(server, f"/sample.ics?{query}")
    assert got.status == 400
    assert valid in got.text
    assert got.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "/other.ics",
        "/other/ru/",
        "/sample/xx/",
        "/sample/ru/event/none.html",
        "/sample/none.ru.ics",
        "/..%2f",
        "/static/",
    ],
)
def test_what_is_not_there(server: Server, path: str) -> None:
    got = ask(server, path)
    assert got.status == 404
    assert got.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "preferred", "language"),
    [
        ("/sample/be/none", "ru", "be"),
        ("/none", "en-GB,en;q=0.9,ru;q=0.8", "en"),
        ("/none", "enm,be;q=0.5", "be"),
        ("/none", "fr", "ru"),
    ],
)
def test_the_language_of_a_page_that_is_not_there(server: Server, path: str, preferred: str, language: str) -> None:
    assert f'<html lang="{language}"' in ask(server, path, accept_language=preferred).text


def test_the_page_knows_the_address_it_is_asked_under(server: Server) -> None:
    assert "webcal://127.0.0.1:8765/sample/feed.ru.ics" in ask(server, "/sample/ru/").text
    assert "webcal://calendar.example:80/" in ask(server, "/sample/ru/", host="calendar.example:80").text
    for host in ('evil"><script>', "a" * 300, "", "x/y"):
        shown = ask(server, "/sample/ru/", host=host).text
        assert "<script>" not in shown
        assert "webcal:" not in shown
    assert b"SOURCE" not in ask(server, "/sample.ics").body
    for number in range(20):
        ask(server, "/sample/ru/", host=f"h{number}.example")
    assert "webcal:" not in ask(server, "/sample/ru/", host="h19.example").text


def test_an_address_that_was_given(database: Path) -> None:
    made = Server(database, lambda reader: [CALENDAR], "https://example.org/x/")
    assert "webcal://example.org/x/sample/feed.ru.ics" in ask(made, "/sample/ru/", host="internal:1").text
    assert b"SOURCE;VALUE=URI:https://example.org/x/sample.ics" in ask(made, "/sample.ics").body


def test_the_log_does_not_say_who_asked(database: Path) -> None:
    lines: list[str] = []
    made = Server(database, lambda reader: [CALENDAR], log=lines.append)
    ask(made, "/sample.ics?election=x")
    ask(made, "/\x1b[31m\r\nforged", Referer="https://secret.example", User_Agent="spy")
    assert len(lines) == 2
    assert "GET /sample.ics? 400" in lines[0]
    assert not [line for line in lines if "192.0.2.7" in line or "secret" in line or "spy" in line]
    assert not [line for line in lines if "\x1b" in line or "\n" in line]


def test_the_feed_that_is_served_is_sound(server: Server) -> None:
    assert check(ask(server, "/sample.ics").body).findings == ()


def test_known() -> None:
    found = answer(b"x" * 2000, "text/plain", MIDNIGHT)
    assert found.packed is not None
    assert is_known(found, b"*", None)
    assert is_known(found, found.packed.etag, None)
    assert not is_known(answer(b"", "text/plain", MIDNIGHT, status=404), b"*", None)
    assert is_known(found, None, b"Wed, 10 Jan 2024 00:00:00 GMT")
    assert not is_known(found, None, b"Tue, 09 Jan 2024 23:59:59 GMT")


def test_a_process_that_serves_and_stops_when_told(database: Path, tmp_path: Path) -> None:
    definitions = tmp_path / "calendars"
    definitions.mkdir()
    (definitions / "sample.toml").write_text(
        'id = "sample"\nname = { ru = "Пример" }\nzone = "Europe/Minsk"\nlanguages = ["ru"]\n'
    )
    command = [Path(sys.executable).with_name("timeline"), "--database", database, "serve", "--port", "0"]
    environment = {**os.environ, "TIMELINE_CONFIG": str(tmp_path)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stderr is not None
        address = process.stderr.readline().split()[1]
        import urllib.request

        with urllib.request.urlopen(f"{address}sample.ics", timeout=20) as got:
            assert check(got.read()).fine
            assert "server" not in {name.lower() for name in got.headers}
        with urllib.request.urlopen(f"{address}health", timeout=20) as got:
            assert got.status == 200
    finally:
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=20)[1]
    assert process.returncode in (0, -signal.SIGTERM)
    assert "Traceback" not in rest
    assert "GET /sample.ics 200" in rest
