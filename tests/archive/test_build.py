"""``archive build``: for every channel what ingest and publish would make of it, however the work is cut."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra [cluster] is not installed")
pytest.importorskip("distributed", reason="the extra [cluster] is not installed")

from archive.posts import CALENDAR, NOW, calendars, records, written
from cli.terminal import timeline

from timeline.archive.build import Built, build
from timeline.archive.running import here
from timeline.ingest import ingest
from timeline.posts.read import read
from timeline.site.publish import publish
from timeline.site.site import Site
from timeline.site.snapshot import read as snapshot
from timeline.store import open_reader, open_store


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return written(tmp_path / "posts.jsonl", 160)


def run(archive: Path, out: Path, size: int = 10**9) -> Built:
    return build([str(archive)], str(out), CALENDAR, here, now=NOW, base="https://example.org/", size=size)


def test_the_same_calendars_however_the_input_is_cut(archive: Path, tmp_path: Path) -> None:
    one = run(archive, tmp_path / "1")
    many = run(archive, tmp_path / "2", 5000)
    assert one.grouped.partitions == 1
    assert many.grouped.partitions > 5
    assert one.calendars == many.calendars == one.built == 4
    found = calendars(tmp_path / "1")
    assert found == calendars(tmp_path / "2")
    assert sum(path.endswith(".db") for path in found) == 4
    assert "calendars/kanal-be/kanal-be/be/index.html" in found
    assert (tmp_path / "1" / "index.html").read_bytes() == (tmp_path / "2" / "index.html").read_bytes()


def test_a_calendar_is_what_ingest_and_publish_make_of_its_posts(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "out")
    own = tmp_path / "own.jsonl"
    with own.open("w", encoding="utf-8") as file:
        for record in records(160):
            if record["channel"] == "commission":
                file.write(json.dumps(record) + "\n")
    from dataclasses import replace

    calendar = replace(CALENDAR, id="commission", name="commission")
    with open_store(tmp_path / "own.db") as store:
        report = ingest(store, calendar, read(own, zone=calendar.zone, warn=print), source="archive", now=NOW)
        assert report.events.total > 5
    with open_reader(tmp_path / "own.db") as reader:
        site = Site(snapshot(reader, [calendar]), NOW, "https://example.org/calendars/commission/")
    (tmp_path / "own" / "databases").mkdir(parents=True)
    publish(site, tmp_path / "own" / "calendars" / "commission")
    (tmp_path / "own.db").rename(tmp_path / "own" / "databases" / "commission.db")
    expected = calendars(tmp_path / "own")
    found = calendars(tmp_path / "out")
    assert {path: found[path] for path in found if "commission" in path} == expected


@pytest.mark.parametrize(
    "source", ["https://t.me/s/TownElections", "telethon:@TownElections", "https://mirror.example.org/s/TownElections"]
)
def test_a_channel_that_a_definition_reads_is_built_by_it(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "config" / "calendars"
    folder.mkdir(parents=True)
    (folder / "town.toml").write_text(
        f"""
        id = "town"
        zone = "Asia/Tokyo"
        languages = ["ru"]
        sources = ["{source}"]
        [name]
        ru = "Город"
        """,
        encoding="utf-8",
    )
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config"))
    path = tmp_path / "posts.jsonl"
    record = {"id": 1, "text": "Голосование 3 марта.", "date": "2024-02-01T10:00:00+03:00"}
    with path.open("w", encoding="utf-8") as file:
        for channel in ("@townelections", "somebody"):
            file.write(json.dumps({**record, "channel": channel}) + "\n")
    assert run(path, tmp_path / "out").calendars == 2
    assert {one.stem for one in (tmp_path / "out" / "databases").iterdir()} == {"town", "somebody"}
    for calendar, zone in (("town", "Asia/Tokyo"), ("somebody", "Europe/Minsk")):
        with open_reader(tmp_path / "out" / "databases" / f"{calendar}.db") as reader:
            assert str(reader.zone(calendar)) == zone


def test_only_a_calendar_with_new_posts_is_built_again_and_keeps_its_ids(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(archive, out)
    assert (run(archive, out).built, run(archive, out).known) == (0, 4)
    before = json.loads((out / "calendars/commission/commission/events.json").read_text(encoding="utf-8"))
    old = calendars(out)
    more = tmp_path / "more.jsonl"
    record = {"id": 999, "channel": "commission", "date": "2024-02-09T10:00:00+03:00"}
    more.write_text(json.dumps({**record, "text": "Семинар для наблюдателей 7 апреля 2024 года."}), encoding="utf-8")
    told = build([str(archive), str(more)], str(out), CALENDAR, here, now=NOW, base="https://example.org/")
    assert (told.built, told.known) == (1, 3)
    new = calendars(out)
    assert {path for path in new if new[path] != old.get(path)} >= {"commission.db"}
    assert all("commission" in path for path in new if new[path] != old.get(path))
    after = json.loads((out / "calendars/commission/commission/events.json").read_text(encoding="utf-8"))
    ids = [{one["id"] for one in told["events"]} for told in (before, after)]
    assert ids[0] < ids[1]


def test_names_of_channels_are_text_and_no_paths(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    names = ["../../etc", "<script>alert(1)</script>", "A", "a", "Комиссия"]
    with path.open("w", encoding="utf-8") as file:
        for number, name in enumerate(names):
            file.write(json.dumps({"id": number, "channel": name, "text": "Голосование 3 марта 2024 года."}) + "\n")
    assert run(path, tmp_path / "out").calendars == 5
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page
    for folder in (tmp_path / "out" / "calendars").iterdir():
        assert f'href="calendars/{folder.name}/index.html"' in page
        assert (folder / "index.html").is_file()
        assert (folder / f"{folder.name}.ics").is_file()
    assert {one.name for one in tmp_path.iterdir()} == {"posts.jsonl", "out"}


def test_the_command_says_what_it_did(archive: Path, tmp_path: Path) -> None:
    with archive.open("a", encoding="utf-8") as file:
        file.write("nothing of the kind\n")
    command = ("archive", "build", archive, "-o", tmp_path / "out", "--workers", 1)
    answer = timeline(*command)
    assert (answer.code, answer.out) == (0, "160 posts. 4 calendars: 4 built, 0 known.\n")
    assert answer.err == f"1 record set aside: {tmp_path}/out/rejects\n"
    assert timeline(*command).out == "160 posts. 4 calendars: 0 built, 4 known.\n"
