"""The views for programs, which say the same as the one for people."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
from countdown.campaign import event, everything, on, rows
from countdown.test_left import DAYS as DAYS_OF_TESTS
from countdown.test_left import KINDS, whens
from hypothesis import given
from hypothesis import strategies as st

from timeline.countdown import formats, wording
from timeline.countdown.left import Moment, look, select
from timeline.countdown.paint import Paint
from timeline.countdown.phrases import LANGUAGES, tongue
from timeline.countdown.screen import Look, table
from timeline.events import When, bounds
from timeline.mentions import Kind

RU = tongue("ru")
FIELDS = {
    *("id", "title", "kind", "start", "end", "bound", "hours", "time", "end_time", "start_earliest", "start_latest"),
    *("end_earliest", "end_latest", "value", "state", "status", "posts", "days_min", "days_max"),
}
"""What the documentation of ``--json`` promises."""


def test_one_event() -> None:
    (row,) = (row for row in rows(everything(), on("2024-01-10", "10:20")) if row.event.id == "m1")
    assert formats.record(row, RU) == {
        "id": "m1",
        "title": "Встреча с наблюдателями",
        "kind": "meeting",
        "state": "ahead",
        "status": "confirmed",
        "start": "2024-01-10",
        "end": "2024-01-10",
        "bound": "certain",
        "hours": [],
        "time": "15:00",
        "end_time": None,
        "days_min": 0,
        "days_max": 0,
        "start_earliest": "2024-01-10",
        "start_latest": "2024-01-10",
        "end_earliest": "2024-01-10",
        "end_latest": "2024-01-10",
        "value": "2024-01-10",
        "posts": 1,
        "calendar": "by-cec",
        "place": "Минск",
    }


def test_an_uncertain_event_has_no_day_it_does_not_have() -> None:
    one = {row.event.id: formats.record(row, RU) for row in rows(everything(), on("2024-01-10"))}
    assembly, window, deadline = one["c5"], one["s1"], one["d1"]
    assert (assembly["start"], assembly["end"], assembly["bound"]) == (None, "2024-04-25", "upper-bound")
    assert (assembly["value"], assembly["days_min"], assembly["days_max"]) == ("../2024-04-25", 0, 106)
    assert (window["start"], window["end"], window["bound"]) == (None, "2024-03-10", "upper-bound")
    assert (window["value"], window["days_min"], window["days_max"]) == ("[2024-02-26..2024-03-10]", 47, 60)
    assert (deadline["end"], deadline["time"], deadline["days_max"]) == ("2024-01-15", "18:00", 5)


def test_json_is_one_array_with_every_promised_field() -> None:
    chosen = rows(everything(), on("2024-01-10"))
    records = json.loads(formats.to_json(chosen, RU))
    assert len(records) == len(chosen)
    assert all(set(record) >= FIELDS and list(record) == list(formats.COLUMNS) for record in records)
    assert json.loads(formats.to_json([], RU)) == []


def test_the_forms_agree_on_every_event() -> None:
    chosen = select(rows(everything(), on("2024-01-10", "10:20")), everything=True)
    records = json.loads(formats.to_json(chosen, RU))
    assert [json.loads(line) for line in formats.to_lines(chosen, RU).split("\n")] == records
    for form, separator in ((formats.to_csv, ","), (formats.to_tsv, "\t")):
        read = list(csv.DictReader(io.StringIO(form(chosen, RU)), delimiter=separator))
        for record, line in zip(records, read, strict=True):
            hours = " ".join(f"{a}-{b}" for a, b in record["hours"])
            assert line == {k: "" if v is None else str(v) for k, v in {**record, "hours": hours}.items()}
    text = table(chosen, Look(RU, Paint(False)))
    said = [line for line in text if line.startswith("  ")]
    assert len(said) == len(records)
    for row, record, line in zip(chosen, records, said, strict=True):
        assert record["title"] in line
        assert wording.left(row, RU) in line
        if row.exact and record["status"] != "cancelled" and record["state"] == "ahead" and record["days_max"] > 1:
            assert f" {RU.count('days', record['days_max'])} " in line


def test_a_spreadsheet_runs_nothing_that_a_post_says() -> None:
    when = When.days(date(2024, 1, 12))
    said = ['=HYPERLINK("https://example.org")', "+1", "-1", "@sum", "а = б"]
    shown = rows([event(f"e{n}", text, "meeting", when, place=text) for n, text in enumerate(said)], on("2024-01-20"))
    for form, separator in ((formats.to_csv, ","), (formats.to_tsv, "\t")):
        read = list(csv.DictReader(io.StringIO(form(shown, RU)), delimiter=separator))
        assert [row["title"] for row in read] == [f"'{text}" for text in said[:4]] + said[4:]
        assert [row["place"] for row in read] == [row["title"] for row in read]
        assert {row["days_min"] for row in read} == {"-8"}  # a number stays one
    assert formats.fill("{title}", shown, RU).splitlines() == said


@given(st.lists(st.tuples(whens(), st.sampled_from(KINDS)), max_size=5), DAYS_OF_TESTS, st.sampled_from(LANGUAGES))
def test_the_forms_agree_on_every_number(known: list[tuple[When, Kind]], today: date, code: str) -> None:
    words = tongue(code)
    events = [event(f"e{n}", f"Event {n}.", kind, when) for n, (when, kind) in enumerate(known)]
    chosen = select((look(one, Moment(today)) for one in events), everything=True)
    records = json.loads(formats.to_json(chosen, words))
    table_of = list(csv.DictReader(io.StringIO(formats.to_csv(chosen, words))))
    text = [line for line in table(chosen, Look(words, Paint(False))) if line.startswith("  ")]
    for record, cells, line in zip(records, table_of, text, strict=True):
        for name in ("days_min", "days_max"):
            assert cells[name] == ("" if record[name] is None else str(record[name]))
        said = line.partition("Event")[0]
        numbers = [int(number) for number in re.findall(r"\d+", said)]
        least, most = record["days_min"], record["days_max"]
        if set(said.split()) & {*words.units["months_bound"], *words.units["years_bound"]}:
            assert most > 27  # counted in months or years only where there is one
        elif numbers:
            assert set(numbers) <= {abs(day) for day in (least, most) if day is not None}
        elif most is not None and record["state"] != "past":
            assert most <= 1  # a word: today, tomorrow, the last day


DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31)) | st.none()


@given(DAYS, DAYS, DAYS, DAYS)
def test_edtf_is_that_of_the_events(a: date | None, b: date | None, c: date | None, d: date | None) -> None:
    when = When(a, b, c, d)
    assert formats.edtf(when) == bounds.edtf(when)


def test_templates() -> None:
    (row,) = (row for row in rows(everything(), on("2023-11-28")) if row.event.id == "c4")
    assert formats.fill("{left_short} {title}", [row], RU) == "89д Единый день голосования"
    assert formats.fill("{{{kind}}}\\t{date}, {clock}\\n", [row], RU) == "{election-day}\tвс 25 фев 2024, 08:00–20:00\n"
    assert formats.fill("{days_max}|{hours}|{time}|{state}", [row], RU) == "89|08:00-20:00||ahead"
    assert formats.fill("{calendar_name}", [row], RU, {"by-cec": "ЦИК"}) == "ЦИК"


def test_a_title_cannot_smuggle_a_field_into_a_template() -> None:
    row = look(event("e", "{id} {left}", "meeting", When()), on("2024-01-01"))
    assert formats.fill("{title} {id}", [row], RU) == "{id} {left} e"


@pytest.mark.parametrize("template", ["{", "}", "{title", "{nothing}", "{}", "{title!r}", "{title:>9}"])
def test_a_wrong_template_is_an_error(template: str) -> None:
    with pytest.raises(ValueError, match=r"[{}]"):
        formats.pieces(template)


@given(st.text(max_size=30))
def test_any_text_is_a_template_once_its_braces_are_doubled(text: str) -> None:
    row = look(event("e", "Событие", "meeting", When()), on("2024-01-01"))
    template = text.replace("\\", "").replace("{", "{{").replace("}", "}}")
    assert formats.fill(template, [row], RU) == text.replace("\\", "")


def test_every_field_has_a_value_for_every_event() -> None:
    for row in rows(everything(), on("2024-01-10", "10:20")):
        for name in (*formats.COLUMNS, *formats.FIELDS):
            assert isinstance(formats.fill("{" + name + "}", [row], RU), str)


def test_waybar() -> None:
    chosen = select(rows(everything(), on("2024-02-25", "19:20")))
    shown = json.loads(formats.to_waybar(chosen, RU))
    assert shown["text"] == "40мин Единый день голосования"
    assert shown["class"] == "now"
    assert shown["tooltip"].split("\n")[0] == "закрывается через 40 минут  Единый день голосования  вс 25 фев"
    assert json.loads(formats.to_waybar([], RU)) == {"text": "", "tooltip": "", "class": "none"}
    hostile = look(event("e", "<b>&", "meeting", When.days(date(2024, 1, 5))), Moment(date(2024, 1, 1)))
    assert json.loads(formats.to_waybar([hostile], RU))["text"] == "4д &lt;b&gt;&amp;"


def test_json_does_not_command_a_terminal() -> None:
    written = formats.dumps({"quote": "a\x1b[2J\x9b2J\u202eb\u2028c ў 🗳️"})
    assert written == '{"quote": "a\\u001b[2J\\u009b2J\\u202eb\\u2028c ў 🗳️"}'
    assert json.loads(written) == {"quote": "a\x1b[2J\x9b2J\u202eb\u2028c ў 🗳️"}
