"""Corrections, as typed: they change the events, outlive later posts and rebuilds, and can be taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.terminal import Answer, timeline

from timeline.events import Event
from timeline.store import open_reader

VOTE = "Единый день голосования пройдёт 25 февраля 2024 года."
SITTING = "Заседание Центральной комиссии состоится 12 февраля 2024 года в 15.00."
RUMOUR = "По чатам гуляет картинка: голосование якобы переедет на 3 марта 2024 года. Это неправда."


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    read_in(tmp_path, VOTE, SITTING, RUMOUR)
    return tmp_path / "t.db"


def read_in(folder: Path, *texts: str, first: int = 1) -> Answer:
    path = folder / "posts.jsonl"
    posts = [
        {"id": number, "date": f"2024-01-{number + 9:02}T10:00:00+03:00", "text": text, "channel": "commission"}
        for number, text in enumerate(texts, first)
    ]
    path.write_text("".join(json.dumps(one) + "\n" for one in posts), encoding="utf-8")
    answer = timeline("ingest", path, "--tz", "Europe/Minsk")
    assert answer.code == 0, answer.err
    return answer


def events(database: Path) -> dict[str, Event]:
    with open_reader(database) as reader:
        return {event.kind: event for event in reader.events()}


def corrected(*arguments: object) -> Answer:
    answer = timeline(*arguments)
    assert answer.code == 0, answer.err
    return answer


def test_the_posts_say_what_these_tests_rest_on(database: Path) -> None:
    found = events(database)
    assert set(found) == {"election-day", "meeting"}
    assert str(found["election-day"].when.start) == "2024-02-25"
    assert found["meeting"].when.clock == "15:00"


def test_an_hour_is_written_with_two_digits(database: Path) -> None:
    corrected("edit", "заседание", "--clock", "9:00", "--clock-end", "9:30")
    when = events(database)["meeting"].when
    assert (when.clock, when.clock_end) == ("09:00", "09:30")


def test_hours_that_are_given_together_may_go_past_midnight(database: Path) -> None:
    corrected("edit", "заседание", "--clock", "22:00", "--clock-end", "02:00")
    when = events(database)["meeting"].when
    assert (when.clock, when.clock_end) == ("22:00", "02:00")
    assert "it would begin at 03:00 and end at 02:00" in timeline("edit", "заседание", "--clock", "3:00").err


@pytest.mark.parametrize(
    "command",
    [
        ("countdown", "--all"),
        ("countdown", "--past", "9999y"),
        ("agenda", "--all", "--chart"),
        ("agenda", "9998-12", "--chart"),
        ("show", "заседание"),
    ],
)
def test_the_last_day_that_can_be_typed_is_a_day_like_others(command: tuple[str, ...], tmp_path: Path) -> None:
    corrected("edit", "заседание", "--start", "9998-12-31")
    assert "аседание" in corrected(*command).out
    corrected("feed", "-o", tmp_path / "a.ics")
    assert "DTSTART;TZID=Europe/Minsk:99981231T150000" in (tmp_path / "a.ics").read_text(encoding="utf-8")


class TestReview:
    def test_what_was_refused_is_listed_with_its_reason(self) -> None:
        answer = corrected("review", "--at", "2024-02-01")
        assert "голосование якобы переедет на 3 марта" in answer.out
        (item,) = json.loads(corrected("review", "--at", "2024-02-01", "--json").out)
        assert (item["post"], item["day"], item["event"]) == ("3", "2024-03-03", None)
        assert item["why"]

    def test_what_is_over_is_left_out(self) -> None:
        answer = corrected("review", "--at", "2024-05-01")
        assert (answer.out, answer.err) == ("", "Nothing to decide on.\n")
        assert "якобы" in corrected("review", "--all").out

    def test_a_contradiction_is_listed_until_somebody_decides(self, tmp_path: Path) -> None:
        texts = ("Выдвижение кандидатов завершится 15 марта.", "Выдвижение кандидатов завершится 20 марта.")
        read_in(tmp_path, *texts, first=10)
        listed = json.loads(corrected("review", "--at", "2024-02-01", "--json").out)
        (item,) = (one for one in listed if one.get("concept") == "nomination")
        assert "2024-03-15" in item["why"]
        assert "2024-03-20" in item["why"]
        assert item["ref"] == item["event"]
        corrected("accept", item["ref"])
        listed = json.loads(corrected("review", "--at", "2024-02-01", "--json").out)
        assert not [one for one in listed if one.get("concept") == "nomination"]

    def test_a_sentence_is_accepted(self, database: Path) -> None:
        (item,) = json.loads(corrected("review", "--at", "2024-02-01", "--json").out)
        answer = corrected("accept", item["ref"], "--title", "Повторное голосование", "--kind", "other")
        assert "+ 2024-03-03  Повторное голосование" in answer.out
        assert corrected("review", "--at", "2024-02-01").out == ""
        found = events(database)["other"]
        assert [part.post for part in found.evidence] == ["3"]
        corrected("db", "rebuild")
        assert events(database)["other"].id == found.id

    def test_a_sentence_without_a_title_needs_one(self) -> None:
        (item,) = json.loads(corrected("review", "--at", "2024-02-01", "--json").out)
        assert not item.get("title")  # what is refused at once is never named
        answer = timeline("accept", item["ref"])
        assert answer.code == 2
        assert "--title" in answer.err


class TestEdit:
    def test_days_and_words(self, database: Path, tmp_path: Path) -> None:
        meeting = events(database)["meeting"].id
        answer = corrected("edit", meeting, "--start", "2024-02-13", "--title", "Заседание ЦИК", "--place", "Минск")
        assert "~ 2024-02-13  Заседание ЦИК" in answer.out
        read_in(tmp_path, SITTING.replace("15.00", "16.00"), first=5)  # a later post does not undo it
        found = events(database)["meeting"]
        assert (found.id, found.title, str(found.when.start), found.place) == (
            meeting,
            "Заседание ЦИК",
            "2024-02-13",
            "Минск",
        )
        assert [step.what for step in found.history][-1] == "corrected"

    def test_a_title_is_shown_in_every_language(self, tmp_path: Path) -> None:
        read_in(tmp_path, "Адзіны дзень галасавання адбудзецца 25 лютага 2024 года.", first=5)
        corrected("edit", "голосования", "--title", "День выборов")
        for lang in ("ru", "be", "en"):
            assert "День выборов" in corrected("countdown", "--all", "--lang", lang).out
            corrected("feed", "-o", tmp_path / "out.ics", "--lang", lang)
            assert "SUMMARY:День выборов" in (tmp_path / "out.ics").read_text(encoding="utf-8")

    def test_a_title_holds_where_the_law_has_another(self, tmp_path: Path) -> None:
        assert timeline("ingest", tmp_path / "posts.jsonl", "--calendar", "by-cec").code == 0
        corrected("edit", "единый день голосования", "--calendar", "by-cec", "--title", "День выборов")
        for lang in ("ru", "en"):
            shown = corrected("countdown", "выборов", "-c", "by-cec", "--lang", lang).out.split("\n\n")
            assert shown[0].strip() == "День выборов"
        corrected("edit", "день выборов", "--calendar", "by-cec", "--start", "2024-03-24")  # the law says another day
        assert "День выборов" in corrected("show", "день выборов", "-c", "by-cec", "--lang", "en").out

    def test_status(self, database: Path) -> None:
        corrected("edit", "заседание", "--status", "cancelled")
        assert events(database)["meeting"].status == "cancelled"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), "nothing to set"),
            (("--kind", "party"), "no such kind"),
            (("--status", "maybe"), "no such status"),
            (("--clock", "25:00"), "no time of day"),
            (("--clock", "24:00"), "no time of day"),
            (("--clock-end", "14:30"), "it would begin at 15:00 and end at 14:30"),
            (("--title", " "), "--title is empty"),
            (("--start", "2024-02-13", "--end", "2024-02-12"), "is after"),
            (("--start", "someday"), "--start: 'someday' is no date"),
            (("--end", "2024-02-30"), "--end: '2024-02-30' is no date"),
        ],
    )
    def test_nonsense(self, database: Path, arguments: tuple[str, ...], said: str) -> None:
        before = events(database)
        answer = timeline("edit", "заседание", *arguments)
        assert answer.code == 2
        assert said in answer.err
        assert events(database) == before


class TestHideMergeSplit:
    def test_hidden_for_good(self, database: Path, tmp_path: Path) -> None:
        assert "1 gone" in corrected("hide", "заседание", "--reason", "internal").out
        read_in(tmp_path, SITTING, first=5)
        assert set(events(database)) == {"election-day"}
        made = corrected("review", "--made").out
        assert "hide" in made
        assert "because: internal" in made

    def test_what_became_of_an_event_is_said_where_its_id_is_typed(self, database: Path, tmp_path: Path) -> None:
        read_in(tmp_path, SITTING.replace("12 февраля", "19 февраля"), first=5)
        with open_reader(database) as reader:
            one, two, vote = (event.id for event in reader.events())
        corrected("merge", one, two)
        corrected("hide", vote)
        (left,) = (event.id for event in events(database).values())
        (joined,) = {one, two} - {left}
        for command in (("show",), ("edit", "--place", "Минск"), ("hide",)):
            answer = timeline(*command, joined)
            assert answer.code == 2
            assert f"is part of another event now\nTry: timeline show {left}\n" in answer.err
            answer = timeline(*command, vote)
            assert answer.code == 2
            assert "'Единый день голосования', is no longer there\nTry: timeline log" in answer.err
        assert "removed" in timeline("log", vote).out

    def test_merged(self, database: Path, tmp_path: Path) -> None:
        read_in(tmp_path, "Семинар для наблюдателей пройдёт 14 февраля 2024 года.", first=5)
        found = events(database)
        corrected("merge", found["meeting"].id, found["training"].id)
        (one,) = (event for event in events(database).values() if event.kind != "election-day")
        assert {part.post for part in one.evidence} == {"2", "5"}
        again = timeline("merge", one.id, one.id)
        assert again.code == 2
        assert "one event already" in again.err

    def test_split(self, database: Path, tmp_path: Path) -> None:
        read_in(tmp_path, VOTE, first=5)
        vote = events(database)["election-day"]
        assert len(vote.evidence) == 2
        assert "1 new" in corrected("split", vote.id, "commission/5").out
        with open_reader(database) as reader:
            kept = [event for event in reader.events() if event.kind == "election-day"]
        assert sorted([part.post for part in event.evidence] for event in kept) == [["1"], ["5"]]

    def test_split_needs_posts_of_the_event(self, database: Path) -> None:
        vote = events(database)["election-day"].id
        assert "is no post of that event" in timeline("split", vote, "99").err
        assert "all of its posts" in timeline("split", vote, "1").err


def test_of_several_the_one_that_is_called_just_so_is_meant(database: Path, tmp_path: Path) -> None:
    read_in(tmp_path, "10 февраля в 11.00 – семинар.", "16 февраля – семинар наблюдателей.", first=20)
    corrected("edit", "семинар", "--place", "Минск")
    with open_reader(database) as reader:
        assert {e.title: e.place for e in reader.events() if e.kind == "training"} == {
            "Семинар": "Минск",
            "Семинар наблюдателей": None,
        }


def test_several_of_one_name_are_told_with_their_days(tmp_path: Path) -> None:
    read_in(tmp_path, "10 февраля в 11.00 – семинар.", "16 февраля в 11.00 – семинар.", first=20)
    answer = timeline("edit", "семинар", "--place", "Минск")
    assert answer.code == 2
    assert "Семинар (2024-02-10)" in answer.err
    assert "Семинар (2024-02-16)" in answer.err


def test_what_began_long_ago_and_has_no_end_is_over(tmp_path: Path) -> None:
    read_in(tmp_path, "С 20 января проезд в автобусах дороже.", first=20)
    assert "проезд" in corrected("review", "--at", "2024-02-01").out
    assert "проезд" not in corrected("review", "--at", "2024-03-01").out


def test_how_to_take_it_back_is_said(database: Path) -> None:
    said = corrected("hide", "заседание").err.splitlines()[-1]
    assert set(events(database)) == {"election-day"}
    corrected(*said.removeprefix("To take it back: timeline ").split())
    assert set(events(database)) == {"election-day", "meeting"}


def test_a_correction_is_taken_back(database: Path) -> None:
    before = events(database)
    corrected("hide", "заседание")
    (made,) = json.loads(corrected("review", "--made", "--json").out)
    assert "1 new" in corrected("review", "--undo", made["id"]).out
    after = events(database)
    assert after["meeting"].id == before["meeting"].id
    assert timeline("review", "--undo", made["id"]).code == 2
    assert "No corrections" in corrected("review", "--made").err


def test_without_a_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "none.db"))
    for command in (("review",), ("hide", "x"), ("accept", "x"), ("edit", "x", "--title", "y")):
        answer = timeline(*command)
        assert answer.code == 1
        assert "there is no database" in answer.err
    assert not (tmp_path / "none.db").exists()
