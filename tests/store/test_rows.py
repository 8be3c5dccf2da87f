"""Rows and JSON: what went in comes out, exactly."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from store import campaign

from timeline.events import Event
from timeline.mentions import Mention
from timeline.store import open_store, rows
from timeline.store.codec import decode, encode


@given(event=campaign.events)
def test_an_event_comes_back_as_it_went(event: Event, tmp_path_factory: Any) -> None:
    with open_store(tmp_path_factory.mktemp("round") / "t.db") as store:
        store.replace_events("default", [event])
        assert store.events() == [event]
        assert store.find_event(event.id) == event


@given(data=st.data(), zone=campaign.zones)
def test_a_mention_comes_back_as_it_went(data: st.DataObject, zone: ZoneInfo) -> None:
    mention = data.draw(campaign.mentions(zone))
    back = decode(Mention, json.loads(json.dumps(encode(mention, zone))), zone)
    assert back == mention
    for name in ("time", "moved_from"):
        old, new = getattr(mention, name), getattr(back, name)
        assert (old is None) == (new is None)
        for bound in ("start_earliest", "start_latest", "end_earliest", "end_latest") if old else ():
            was, now = getattr(old, bound), getattr(new, bound)
            if was is not None:  # equal clocks are not enough: the same zone, on the same side of a change of clocks
                assert now.tzinfo is was.tzinfo
                assert now.fold == was.fold


def test_a_field_at_its_default_costs_no_room() -> None:
    mention = Mention(
        channel="c", post="1", start=0, end=1, quote="q", timexes=(), time=None, title="t", kind="other", role="at"
    )
    required = {item.name for item in dataclasses.fields(Mention) if item.default is dataclasses.MISSING}
    assert set(encode(mention)) <= required


def test_every_field_of_an_event_has_a_column() -> None:
    """A field without one still comes back (``more``), but nobody could query it."""
    assert {item.name for item in dataclasses.fields(Event)} == {*rows.EVENT, *rows.ELSEWHERE}


def test_the_columns_can_be_queried(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.db") as store:
        store.replace_events("default", [campaign.event()])
    sql = """SELECT e.title, e.start_earliest, e.end_latest, e.bound, e.edtf, v.quote
             FROM events e JOIN evidence v ON v.event_key = e.key WHERE v.post = '1' AND NOT e.is_foreign"""
    connection = sqlite3.connect(tmp_path / "t.db")
    assert connection.execute(sql).fetchall() == [
        ("Единый день голосования", "2024-02-25", "2024-02-25", "certain", "2024-02-25", "Голосуем 25 февраля.")
    ]
    connection.close()


def test_hostile_text_keeps_its_length() -> None:
    assert rows.clean("a\0b\ud800в") == "a\ufffdb\ufffdв"
    assert rows.clean("a\0b") == "a\ufffdb"
    assert rows.clean("в\0") == "в\ufffd"
    assert rows.clean("🗓 проста тэкст") == "🗓 проста тэкст"
