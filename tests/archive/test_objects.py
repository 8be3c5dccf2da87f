"""Object storage: S3 as moto serves it on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra [cluster] is not installed")
pytest.importorskip("s3fs", reason="the extra [cluster] is not installed")
pytest.importorskip("moto.server", reason="moto, which serves S3 for tests, is not installed")

from archive.posts import CALENDAR, NOW, calendars, tables, written
from cli.terminal import timeline

from timeline.archive.build import build
from timeline.archive.extract import extract
from timeline.archive.running import here


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket."""
    import fsspec
    import s3fs
    from moto import server

    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    environment = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    try:
        fsspec.filesystem("s3").mkdir("archive")
        yield "s3://archive"
    finally:
        s3fs.S3FileSystem.clear_instance_cache()
        running.stop()


def test_extract_and_build_from_and_to_s3(bucket: str, tmp_path: Path) -> None:
    import fsspec

    fs = fsspec.filesystem("s3")
    archive = written(tmp_path / "posts.jsonl", 120)
    fs.put_file(str(archive), "archive/in/posts.jsonl")

    command = ("archive", "extract", f"{bucket}/in", "-o", f"{bucket}/out", "--workers", 1)
    first = timeline(*command)
    assert (first.code, first.err) == (0, "")
    assert "1 partition: 1 read, 0 known. 120 posts" in first.out
    extract([str(archive)], str(tmp_path / "plain"), CALENDAR, here, size=5000)
    assert tables(f"{bucket}/out") == tables(tmp_path / "plain")
    assert "1 partition: 0 read, 1 known. 120 posts" in timeline(*command).out

    build([f"{bucket}/in/*.jsonl"], f"{bucket}/built", CALENDAR, here, now=NOW, size=5000)
    fs.get("archive/built", str(tmp_path / "fetched"), recursive=True)
    build([str(archive)], str(tmp_path / "local"), CALENDAR, here, now=NOW)
    assert calendars(tmp_path / "fetched") == calendars(tmp_path / "local")

    missing = timeline("archive", "extract", f"{bucket}/nothing.jsonl", "-o", f"{bucket}/o2", "--workers", 1)
    assert (missing.code, missing.err.splitlines()[0]) == (1, f"timeline: there is no {bucket}/nothing.jsonl")
    nowhere = timeline("archive", "extract", archive, "-o", "s3://no-such-bucket/out", "--workers", 1)
    assert nowhere.code == 1
    assert nowhere.err.startswith("timeline: cannot write s3://no-such-bucket/out/")
    assert nowhere.err.count("\n") == 2
