"""``timeline calendars`` and ``timeline law``, as a person types them."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from timeline.calendars import bundled_folder, load
from timeline.cli import law
from timeline.cli.app import run
from timeline.cli.law_text import Wording, difference, table
from timeline.events import Event, Evidence, When
from timeline.events.law import Comparison, compare, expected

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

BY = load(bundled_folder() / "by-cec.toml")
SINGLE_DAY = BY.elections[0]


@pytest.fixture
def timeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line; exit code, standard output, standard error."""
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "none.db"))

    def go(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["timeline", *arguments])
        with pytest.raises(SystemExit) as end:
            run()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return go


def announced(concept: str, when: When, *, posts: int = 1, body: str | None = "deputies") -> Event:
    proof = Evidence(
        channel="c",
        post="7",
        url="https://t.me/c/7",
        posted=None,
        start=0,
        end=1,
        quote="…",
        marks=(),
        role="at",
        says="",
    )
    return Event(
        id="abc123",
        uid="u",
        calendar="by-cec",
        title="…",
        kind="other",
        when=when,
        concept=concept,
        body=body,
        evidence=(proof,),
        posts=posts,
    )


def row(concept: str, when: When | None) -> Comparison:
    (one,) = [one for one in expected(BY, SINGLE_DAY) if one.concept == concept]
    return compare([one], [announced(concept, when)] if when else [])[0]


def test_the_list_names_what_is_there(timeline: Run) -> None:
    code, out, _ = timeline("calendars", "list")
    assert code == 0
    assert "by-cec  ЦИК Беларуси · Europe/Minsk" in out
    _, out, _ = timeline("calendars", "list", "--json")
    rows = {row["id"]: row for row in json.loads(out)}
    assert rows["ru-cec"]["elections"] == ["ru-president-2024"]
    assert rows["ru-cec"]["problem"] is None


def test_what_would_be_expected_of_a_day_to_come(timeline: Run) -> None:
    code, out, _ = timeline("calendars", "show", "by-cec", "--election", "2029-02-25", "--width", "120")
    assert code == 0
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "Единый день голосования · 25 фев 2029" in lines
    assert "Досрочное голосование 20–24 фев 2029" in lines
    assert "Выдвижение кандидатов в депутаты 17 дек 2028 – 15 янв 2029" in lines
    _, out, _ = timeline("calendars", "show", "by-cec", "--election", "2030-01-27", "--body", "president", "--json")
    stages: dict[str, Any] = {row["stage"]: row for row in json.loads(out)}
    assert stages["signatures"]["by_law"]["start"] == "2029-11-08"
    assert stages["second-round"]["conditional"] is True
    assert stages["second-round"]["by_law"]["bound"] == "upper-bound"
    assert stages["election-day"]["status"] == "tentative"


def test_a_definition_is_shown_with_its_elections(timeline: Run) -> None:
    code, out, _ = timeline("calendars", "show", "by-cec", "--lang", "en")
    assert code == 0
    assert out.startswith("Central Election Commission of Belarus\n")
    assert "Presidential election · 26 Jan 2025" in out
    assert "Unofficial." in out


def test_the_law_without_a_database_shows_the_known_elections(timeline: Run) -> None:
    code, out, _ = timeline("law", "by-cec")
    assert code == 0
    assert "Выборы Президента Республики Беларусь · 26 янв 2025" in out
    assert "Избирательный кодекс, ст. 53" in out
    _, out, _ = timeline("law", "--json", "--election", "by-2024")
    rows = json.loads(out)
    assert {row["election"] for row in rows} == {"by-2024"}
    assert all(row["announced"] is None and row["fits"] is None for row in rows)


def test_without_posts_nothing_is_held_against_the_law(timeline: Run, tmp_path: Path) -> None:
    _, out, err = timeline("law", "by-cec", "--lang", "en")
    assert "Announced" not in out
    assert "Nothing was read into by-cec yet: timeline ingest FILE --calendar by-cec" in err
    (tmp_path / "posts.jsonl").write_text('{"id": 1, "date": "2024-01-10T10:00:00Z", "text": "Доброе утро!"}\n')
    assert timeline("ingest", str(tmp_path / "posts.jsonl"), "--calendar", "by-cec")[0] == 0
    _, out, err = timeline("law", "by-cec", "--lang", "en")
    assert "Announced" in out
    assert err == ""


def test_a_calendar_without_rules_is_no_error(timeline: Run) -> None:
    code, out, err = timeline("law", "default")
    assert (code, out) == (0, "")
    assert "no statutory stage is known" in err
    assert timeline("law", "default", "--json")[:2] == (0, "[]\n")


def test_the_law_beside_what_posts_announced(timeline: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    events = [
        announced("election-day", When.days(date(2024, 2, 25)), posts=3),
        announced("early-voting", When.days(date(2024, 2, 21), date(2024, 2, 24))),
    ]
    monkeypatch.setattr(law, "_events", lambda database, calendar: events if calendar == "by-cec" else [])
    code, out, _ = timeline("law", "by-cec", "--lang", "en", "--width", "140")
    assert code == 0
    assert "2025" not in out, "no post named the presidential election"
    (early,) = [line for line in out.splitlines() if line.startswith("Early voting")]
    assert early.split("  ")[-1] == "starts later: 1 day"
    assert "https://t.me/c/7 (+2)" in out
    _, out, _ = timeline("law", "by-cec", "--json")
    rows = {row["stage"]: row for row in json.loads(out)}
    assert (rows["early-voting"]["starts"], rows["early-voting"]["fits"]) == (1, False)
    assert rows["early-voting"]["posts"] == [{"channel": "c", "post": "7", "url": "https://t.me/c/7"}]
    assert rows["registration"]["event"] is None


@pytest.mark.parametrize(
    ("concept", "when", "english", "russian"),
    [
        ("early-voting", None, "–", "–"),
        ("early-voting", When.days(date(2024, 2, 20), date(2024, 2, 24)), "agrees", "совпадает"),
        (
            "early-voting",
            When.days(date(2024, 2, 19), date(2024, 2, 24)),
            "starts earlier: 1 day",
            "начало раньше: 1 день",
        ),
        ("early-voting", When(end_latest=date(2024, 2, 24)), "agrees", "совпадает"),
        (
            "registration",
            When.days(date(2024, 1, 18), date(2024, 2, 4)),
            "starts later: 2 days, ends later: 5 days",
            "начало позже: 2 дня, конец позже: 5 дней",
        ),
        ("polling-stations", When(end_latest=date(2024, 1, 10)), "agrees", "совпадает"),
        ("polling-stations", When.days(date(2024, 1, 8)), "before the limit: 2 days", "раньше предела: 2 дня"),
        ("polling-stations", When.days(date(2024, 1, 31)), "after the limit: 21 days", "позже предела: 21 день"),
        (
            "early-voting",
            When(date(2024, 2, 10), date(2024, 2, 28), date(2024, 2, 10), date(2024, 2, 28)),
            "agrees",
            "совпадает",
        ),
        (
            "early-voting",
            When(date(2024, 3, 1), date(2024, 3, 9), date(2024, 3, 1), date(2024, 3, 9)),
            "outside what the law allows",
            "вне срока по закону",
        ),
    ],
)
def test_the_difference_in_words(concept: str, when: When | None, english: str, russian: str) -> None:
    assert difference(row(concept, when), Wording("en")) == english
    assert difference(row(concept, when), Wording("ru")) == russian


@pytest.mark.parametrize("width", [30, 60, 80, 140])
def test_the_table_keeps_to_the_width(width: int) -> None:
    rows = compare(
        expected(BY, SINGLE_DAY), [announced("early-voting", When.days(date(2024, 2, 20), date(2024, 2, 24)))]
    )
    assert max(map(len, table(rows, Wording("ru"), width))) <= width


@pytest.mark.parametrize("command", [("law", "by-cec"), ("calendars", "show", "by-cec", "--election", "2029-02-25")])
def test_what_stands_above_and_below_the_table_keeps_to_the_width(timeline: Run, command: tuple[str, ...]) -> None:
    code, out, _ = timeline(*command, "--width", "40")
    assert code == 0
    assert "https://" not in out  # nothing that could not be broken
    assert max(map(len, out.splitlines())) <= 40


def test_a_hostile_address_reaches_no_terminal() -> None:
    early = row("early-voting", When.days(date(2024, 2, 20), date(2024, 2, 24)))
    assert early.event is not None
    proof = replace(early.event.evidence[0], url="https://x/\x1b[31m\x07")
    lines = table([replace(early, event=replace(early.event, evidence=(proof,)))], Wording("en"), 100)
    assert all(line.isprintable() for line in lines)


def test_a_new_definition_is_right_and_is_found(timeline: Run, tmp_path: Path) -> None:
    code, out, err = timeline("calendars", "new", "https://t.me/s/Some_Channel", "--tz", "Europe/Minsk")
    path = tmp_path / "config" / "calendars" / "some-channel.toml"
    assert (code, out) == (0, f"{path}\n")
    assert "timeline calendars check some-channel" in err
    made = load("some-channel")
    assert (made.sources, made.zone.key) == (("https://t.me/s/some_channel",), "Europe/Minsk")
    assert timeline("calendars", "check", "some-channel")[0] == 0
    code, _, err = timeline("calendars", "new", "@some_channel")
    assert (code, "is there already" in err) == (1, True)
    assert timeline("calendars", "new", "@some_channel", "--force")[0] == 0


def test_a_definition_without_rules_says_so_instead_of_an_empty_table(timeline: Run) -> None:
    timeline("calendars", "new", "my-city", "--language", "en", "--tz", "Europe/Minsk")
    code, out, err = timeline("calendars", "show", "my-city", "--election", "2029-02-25")
    assert code == 0
    assert "Election day · 25 Feb 2029" in out
    assert "By law" not in out
    assert err.startswith("my-city has no rule for it: add [[deadlines]] to ")


def test_values_of_a_new_definition_are_quoted(timeline: Run, tmp_path: Path) -> None:
    path = tmp_path / "own" / "xx.toml"
    name = 'A "name"\\ with \x7f and ${id}'
    code, _, _ = timeline("calendars", "new", "whatever", "--name", name, "--language", "en", "-o", str(path))
    assert code == 0
    assert load(path).names == (("en", name),)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("calendars", "new", "Ой"), 2, "neither an id nor the address"),
        (("calendars", "new", "by-cec"), 2, "already"),
        (("calendars", "new", "xx", "--country", "Belarus"), 2, "country"),
        (("calendars", "new", "xx", "--country", "UK"), 2, "'UK' is no country"),
        (("calendars", "new", "xx", "-o", "/tmp/xx.txt"), 2, "cannot be called so"),
        (("calendars", "new", "xx", "-o", "/tmp/Город.toml"), 2, "cannot be called so"),
        (("calendars", "new", "xx", "--language", "la"), 2, "--language la: posts in it are not understood"),
        (("calendars", "new", "xx", "--source", "../../secret"), 2, "leaves the folder"),
        (("calendars", "show", "by-cek"), 1, "by-cec"),
        (("calendars", "show", "by-cec", "--body", "king"), 2, "no body 'king'"),
        (("calendars", "show", "ru-cec", "--body", "king"), 2, "one of"),
        (("law", "default", "--body", "king"), 2, "leave --body out"),
        (("calendars", "show", "by-cec", "--body", "referendum"), 2, "no election of 'referendum'"),
        (("law", "by-cec", "--election", "2029-13-45"), 2, "no date"),
        (("law", "nowhere"), 1, "no calendar 'nowhere'"),
    ],
)
def test_what_cannot_be_done_is_said(timeline: Run, arguments: tuple[str, ...], code: int, says: str) -> None:
    got, out, err = timeline(*arguments)
    assert (got, out) == (code, "")
    assert says in err
    assert "Try: " in err
    assert "Traceback" not in err


def test_check_tells_every_mistake_of_every_file(timeline: Run, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "calendars"
    folder.mkdir(parents=True)
    (folder / "aa.toml").write_text('id = "aa"\nzone = "Mars"\nnmae = "x"\n', encoding="utf-8")
    (folder / "bb.toml").write_text('id = "bb\n', encoding="utf-8")
    code, out, _ = timeline("calendars", "check")
    assert code == 1
    for told in ("aa.toml, line 2: zone", "aa.toml, line 3: nmae", "bb.toml, line 1: ", "by-cec.toml: right"):
        assert told in out
    code, out, _ = timeline("calendars", "check", "by-cec", str(folder / "none.toml"))
    assert (code, "no such file" in out) == (1, True)
