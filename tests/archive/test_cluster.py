"""On a cluster: the same results, whatever dies; clear words for a cluster that cannot be had."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra [cluster] is not installed")
pytest.importorskip("distributed", reason="the extra [cluster] is not installed")

from archive.cluster import ROOT, cluster
from archive.posts import CALENDAR, NOW, calendars, tables, written
from cli.terminal import timeline
from distributed import Client

from timeline.archive import running, storage
from timeline.archive.build import build
from timeline.archive.extract import extract
from timeline.archive.running import here
from timeline.errors import WorkerError


def extracting(archive: Path, out: Path, scheduler: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "timeline", "archive", "extract", str(archive), "-o", str(out)]
    command += ["--scheduler", scheduler, "--partition", "0.02"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def test_the_same_results_after_a_worker_was_killed_at_work(tmp_path: Path) -> None:
    archive = written(tmp_path / "posts.jsonl", 2500)
    out = tmp_path / "out"
    with cluster(tmp_path, 2) as (scheduler, _, workers):
        with extracting(archive, out, scheduler) as running_:
            until = time.monotonic() + 60
            while time.monotonic() < until and running_.poll() is None:
                at_work = list((out / storage.UNFINISHED).glob("*"))
                if len(list(out.glob("done/*.json"))) >= 4 and len(at_work) == 2:
                    break
                time.sleep(0.01)
            workers[0].kill()
            finished = len(list(out.glob("done/*.json")))
            told, said = running_.communicate(timeout=100)
        assert not said, said
        assert running_.returncode == 0
        assert workers[1].poll() is None
        parts = len(list(out.glob("done/*.json")))
        assert 4 <= finished < parts
        assert told.startswith(f"{parts} partitions: {parts} read, 0 known. 2,500 posts")

        extract([str(archive)], str(tmp_path / "plain"), CALENDAR, here)
        assert tables(out) == tables(tmp_path / "plain")

        few = written(tmp_path / "few.jsonl", 160)
        with running.remote(scheduler) as each:
            build([str(few)], str(tmp_path / "built"), CALENDAR, each, now=NOW, size=5000)
        build([str(few)], str(tmp_path / "built-here"), CALENDAR, here, now=NOW)
        assert calendars(tmp_path / "built") == calendars(tmp_path / "built-here")


def test_a_scheduler_that_goes_away_takes_nothing_finished_with_it(tmp_path: Path) -> None:
    archive = written(tmp_path / "posts.jsonl", 6000)
    out = tmp_path / "out"
    with cluster(tmp_path, 1) as (address, scheduler, _), extracting(archive, out, address) as running_:
        until = time.monotonic() + 60
        while len(list(out.glob("done/*.json"))) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        scheduler.kill()
        told, said = running_.communicate(timeout=100)
    assert (running_.returncode, told) == (1, "")
    assert said.splitlines()[0] == "timeline: the scheduler has gone away"
    finished, parts = len(list(out.glob("done/*.json"))), -(-archive.stat().st_size // 20_000)
    again = timeline("archive", "extract", archive, "-o", out, "--workers", 1)
    assert 2 <= finished < parts
    assert f"{parts} partitions: {parts - finished} read, {finished} known. 6,000 posts" in again.out
    extract([str(archive)], str(tmp_path / "plain"), CALENDAR, here)
    assert tables(out) == tables(tmp_path / "plain")


def test_a_local_cluster_does_the_same(tmp_path: Path) -> None:
    archive = written(tmp_path / "posts.jsonl", 300)
    answer = timeline("archive", "extract", archive, "-o", tmp_path / "out", "--workers", 2)
    assert (answer.code, answer.err) == (0, "")
    extract([str(archive)], str(tmp_path / "plain"), CALENDAR, here, size=9000)
    assert tables(tmp_path / "out") == tables(tmp_path / "plain")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere", "s3://bucket"])
def test_a_scheduler_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(running, "PATIENCE", 1.0)
    archive = written(tmp_path / "posts.jsonl", 3)
    answer = timeline("archive", "extract", archive, "-o", tmp_path / "out", "--scheduler", address)
    assert answer.code == 1
    assert answer.err.startswith(f"timeline: no scheduler answers at {address}: ")
    assert answer.err.count("\n") == 2
    assert not (tmp_path / "out").exists()


def test_a_client_that_found_no_scheduler_is_closed() -> None:
    with pytest.raises(WorkerError) as kept, running.remote("nowhere"):
        pass
    assert kept.value.__context__ is not None  # with its frames, and so with the client
    assert {it.status for it in gc.get_objects() if isinstance(it, Client)} == {"closed"}


def test_a_scheduler_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PATIENCE", 1.5)
    with cluster(tmp_path, 0) as (scheduler, _, _), pytest.raises(WorkerError, match="has no workers"):  # noqa: SIM117
        with running.remote(scheduler):
            pass


def told(python: str, distributed: str, program: str | None = "1.2") -> dict[str, object]:
    packages = {"dask": "1", "distributed": distributed, "election-timeline": program}
    return {"host": {"python": python}, "packages": packages}


def test_versions_that_differ_are_named() -> None:
    class Client:
        def __init__(self, worker: dict[str, object], own: str | None = "1.2") -> None:
            self.worker, self.own = worker, told("3.11.7.final.0", "2026.8.0", own)

        def get_versions(self, check: bool, packages: list[str]) -> dict[str, object]:
            return {"client": self.own, "scheduler": self.own, "workers": {"tcp://10.0.0.7:1": self.worker}}

    running.check_versions(Client(told("3.11.9.final.0", "2026.8.0")))
    with pytest.raises(WorkerError, match=r"worker tcp://10.0.0.7:1 has Python 3.12, this machine 3.11"):
        running.check_versions(Client(told("3.12.1.final.0", "2026.8.0")))
    with pytest.raises(WorkerError, match=r"has distributed 2025.1.0, this machine 2026.8.0"):
        running.check_versions(Client(told("3.11.7.final.0", "2025.1.0")))
    with pytest.raises(WorkerError, match=r"worker tcp://10.0.0.7:1 has election-timeline 1.1, this machine 1.2"):
        running.check_versions(Client(told("3.11.7.final.0", "2026.8.0", "1.1")))
    with pytest.raises(WorkerError, match=r"worker tcp://10.0.0.7:1 has no election-timeline$"):
        running.check_versions(Client(told("3.11.7.final.0", "2026.8.0", None)))
    running.check_versions(Client(told("3.11.7.final.0", "2026.8.0"), own=None))
