"""``timeline sign-in`` and sources that need it, as typed; Telethon is played."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.terminal import timeline
from posts.live.telethon_played import telethon
from posts.server import Channel
from store.watched import Watched

from timeline import ingest
from timeline.posts.live import web


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ingest.Chain, "real", lambda: Watched().chain())
    monkeypatch.setattr(web.Web.__init__, "__kwdefaults__", {**web.Web.__init__.__kwdefaults__, "draw": lambda *_: 0.0})
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("TIMELINE_TELEGRAM_ID", "12345")
    monkeypatch.setenv("TIMELINE_TELEGRAM_HASH", "0" * 32)
    monkeypatch.setenv("TIMELINE_TELEGRAM_SESSION", str(tmp_path / "new" / "mine.session"))


def test_signing_in_and_reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: "secret")  # it would ask the terminal that runs the tests
    channel = Channel()
    for number in range(1, 11):
        channel.post(f"event{number % 3} on {number}")
    with telethon(channel, tmp_path / "t.session") as account:
        account.signed_in = False
        before = timeline("ingest", "telethon:primer_kom")
        assert (before.code, before.err.splitlines()[-1]) == (1, "Try: sign in once: timeline sign-in")
        signed = timeline("sign-in", stdin="+375000000000\n11111\n")
        assert signed.code == 0, signed.err
        assert signed.out.strip() == f"Signed in as Наблюдатель: {tmp_path / 'new' / 'mine.session'}"
        read = timeline("ingest", "telethon:primer_kom")
        assert read.out.splitlines()[0] == "default: 10 posts read: 10 new, 0 changed, 0 known. 3 events: 3 new."
        channel.post("event7 on 7")
        assert "1 new, 0 changed, 10 known" in timeline("update").out
        asked = len(account.asked)
        assert timeline("update", "--offline").code == 0
        assert len(account.asked) == asked


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "telethon", None)
    told = timeline("sign-in")
    assert told.code == 1
    assert told.err.splitlines() == [
        "timeline: reading with an account of Telegram needs Telethon",
        'Try: install it: pip install "election-timeline[telethon]"',
    ]
    assert not (tmp_path / "new").exists()
