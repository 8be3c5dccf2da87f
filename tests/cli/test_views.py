"""``timeline countdown`` and ``timeline agenda``, as typed: both ways into them, and what they say."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from cli.filled import fill, quickly
from cli.terminal import timeline
from countdown.campaign import campaign, event, everything

from timeline.cli.view_options import spelled_out
from timeline.events import When


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path / "t.db"


@pytest.fixture
def filled(database: Path) -> Path:
    fill(database, everything())
    return database


BOTH = [
    "countdown --at 2024-01-10",
    "countdown --at 2024-01-10T10:20",
    "countdown --at=2024-01-10 --past 7d",
    "countdown --at 2024-01-10 --past",
    "countdown --past all --at 2024-01-10 voting",
    "countdown --at 2024-01-10 --all --json",
    "countdown --at 2024-01-10 --all --nl",
    "countdown --at 2024-01-10 --csv",
    "countdown --at 2024-01-10 --tsv -n 2",
    "countdown --at 2024-01-10 --waybar",
    "countdown --at 2024-01-10 --within 2w -n3",
    "countdown --at 2024-01-10 -f {left_short}",
    "countdown --at 2024-01-10 voting -f {left}\\t{title}",
    "countdown --at 2024-01-10 early voting --width 70",
    "countdown --at 2024-01-10 --width 36 --color always",
    "countdown --at 2024-01-10 --lang be --tz Asia/Tokyo",
    "countdown --at 2024-01-10 -c by-cec",
    "countdown --at 2024-01-10 -q",
    "countdown --at 2030-01-10 -q",
    "countdown --at 2030-01-10",
    "countdown --at 2030-01-10 --json",
    "countdown",
    "agenda --at 2024-01-10",
    "agenda --at 2024-01-10 2024-02",
    "agenda --at 2024-01-10 2023-11-20 2023-12-31 --all",
    "agenda --at 2024-01-10 --from 2024-02-20 --to 2024-02-25",
    "agenda --at 2024-01-10 --chart --width 80",
    "agenda --at 2024-01-10 2024-W08 --json",
    "show voting",
    "show встреча с наблюдателями --at 2024-01-10T10:20 --color always --width 50 --tz UTC",
    "show m1 --json",
    "--database none.db countdown --json",
    "--database=none.db --json",
    "--database none.db countdown --at 2024-01-10 --database {database}",
]


@pytest.mark.parametrize("typed", BOTH)
def test_both_ways_into_a_view_say_the_same(filled: Path, typed: str) -> None:
    arguments = typed.replace("{database}", str(filled)).replace("none.db", str(filled.with_name("none.db"))).split()
    if "--database=" in typed or typed.endswith("countdown --json"):
        fill(filled.with_name("none.db"), campaign())
    fast = quickly(*arguments)
    assert fast is not None, "the fast path left it to Typer"
    assert fast == timeline(*spelled_out(arguments))


@pytest.mark.parametrize(
    "typed",
    [
        "show",
        "show nothingofthekind",
        "show --help",
        "countdown --help",
        "countdown --nonsense",
        "countdown --lang fr",
        "countdown --color purple",
        "countdown --at tomorrow",
        "countdown -n none",
        "countdown -f {nothing}",
        "countdown --tz Nowhere",
        "countdown nothingofthekind",
        "countdown --config here.toml",
        "countdown --at",
        "countdown --json=yes",
        "agenda one two three",
        "agenda 2024-02-01 2024-01-01",
        "--version",
        "search words",
    ],
)
def test_what_the_fast_path_leaves_to_typer(filled: Path, typed: str) -> None:
    assert quickly(*typed.split()) is None


def test_the_fast_path_needs_nothing_heavy(filled: Path) -> None:
    """In a process of its own: which modules a prompt waits for."""
    code = "import sys; from timeline.cli import quickly; assert quickly(sys.argv[1:]) == 0; print(*sys.modules)"
    for arguments in (["countdown", "-f", "{left_short}"], ["countdown"], ["agenda", "--color", "always"]):
        done = subprocess.run(
            [sys.executable, "-S", "-c", code, *arguments],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        loaded = set(done.stdout.split("\n")[-2].split())
        heavy = {"typer", "dateparser", "icalendar", "pymorphy3", "sqlite_utils", "platformdirs", "tzlocal", "httpx"}
        heavy |= {"typing", "dataclasses", "re", "json", "tomllib", "pathlib", "argparse", "inspect", "enum", "locale"}
        assert not loaded & heavy
        assert not {
            name
            for name in loaded
            if name.startswith("timeline.")
            and name.split(".")[1]
            in {"events", "mentions", "times", "expressions", "posts", "languages", "calendars", "feed", "site"}
        }


class TestWhatIsShown:
    def test_the_mockup(self, database: Path) -> None:
        fill(database, campaign())
        printed = timeline("countdown", "--at", "2023-11-28", "--past", "8d").out
        assert printed.splitlines() == [
            "СЕЙЧАС",
            "        ещё 8 дней  Образование комиссий       21 ноя – 6 дек · день 8 из 16",
            "ВПЕРЕДИ",
            "           19 дней  Выдвижение кандидатов      17 дек – 15 янв 2024",
            "            84 дня  Досрочное голосование      20–24 фев 2024, 12:00–19:00",
            "           89 дней  Единый день голосования    вс 25 фев 2024, 08:00–20:00",
            "  меньше 5 месяцев  ≈ Всебелорусское собрание  до 25 апр 2024",
            "ПРОШЛО",
            "      8 дней назад  Выборы назначены           пн 20 ноя",
            "",
            "Неофициальный календарь. Источники прочитаны 9 янв 2024, 10:05. Сегодня считается вт 28 ноя 2023.",
        ]
        assert "меньше 4 месяцев  ≈ Всебелорусское" in timeline("countdown", "--at", "2024-01-10").out
        assert "срок прошёл, дата неизвестна" in timeline("countdown", "--at", "2024-04-26", "--past").out

    def test_a_prompt(self, database: Path) -> None:
        fill(database, campaign())
        printed = timeline("countdown", "voting", "-f", "{left_short} {title}", "--at", "2023-11-28").out
        assert printed == "89д Единый день голосования\n"

    def test_one_large_answer(self, filled: Path) -> None:
        printed = timeline("countdown", "voting", "--at", "2024-01-10").out
        assert printed.split("\n")[1:6] == [
            "  Единый день голосования",
            "",
            "  46 дней",
            "",
            "  вс 25 фев, 08:00–20:00",
        ]
        assert "Ещё подходит" in printed
        assert "Второй тур" in printed

    def test_what_is_over_is_found_by_name(self, filled: Path) -> None:
        assert "51 день назад" in timeline("countdown", "назначены", "--at", "2024-01-10").out
        assert timeline("countdown", "назначены", "--at", "2024-01-10", "--within", "7d", "--json").out == "[]\n"

    def test_everything(self, filled: Path) -> None:
        shown = json.loads(timeline("countdown", "--at", "2027-12-31", "--all", "--json").out)
        assert {one["id"] for one in shown} == {one.id for one in everything()}
        assert {one["status"] for one in shown} == {"confirmed", "tentative", "cancelled"}
        assert json.loads(timeline("countdown", "--at", "2027-12-31", "--json").out) == []

    def test_cancelled_events_are_not_in_the_plain_view(self, filled: Path) -> None:
        assert "Пресс-конференция" not in timeline("countdown", "--at", "2024-01-10").out
        assert "отменено  Пресс-конференция" in timeline("countdown", "--at", "2024-01-10", "--past", "1d").out

    def test_the_forms_agree(self, filled: Path) -> None:
        for view in (["countdown", "--all"], ["agenda", "--all"]):
            typed = [*view, "--at", "2024-01-10T10:20"]
            records = json.loads(timeline(*typed, "--json").out)
            lines = [json.loads(line) for line in timeline(*typed, "--nl").out.splitlines()]
            table = list(csv.DictReader(io.StringIO(timeline(*typed, "--csv").out)))
            template = timeline(*typed, "-f", "{id} {days_min} {days_max} {state} {value}").out.splitlines()
            assert records == lines
            numbers = [[one["days_min"], one["days_max"]] for one in records]
            assert [[int(line["days_min"]), int(line["days_max"])] for line in table] == numbers
            assert template == [f"{r['id']} {r['days_min']} {r['days_max']} {r['state']} {r['value']}" for r in records]

    def test_times_in_the_zone_of_the_reader(self, filled: Path) -> None:
        printed = timeline("countdown", "c4", "--at", "2024-01-10", "--tz", "Asia/Tokyo").out
        assert "08:00–20:00 (14:00–02:00 Tokyo)" in printed

    @pytest.mark.parametrize(("lang", "said"), [("be", "46 дзён"), ("uk", "46 днів"), ("en", "46 days")])
    def test_languages(self, filled: Path, lang: str, said: str) -> None:
        assert said in timeline("countdown", "--lang", lang, "--at", "2024-01-10").out

    def test_the_language_of_a_calendar_that_names_none(self, database: Path) -> None:
        one = event("e", "Дострокове голосування в Києві", "early-voting", When.days(date(2024, 2, 20)))
        fill(database, [one], "default", None)
        assert "Попереду".upper() in timeline("countdown", "--at", "2024-01-10").out

    def test_two_calendars_are_told_apart(self, filled: Path) -> None:
        from dataclasses import replace

        fill(filled, [replace(campaign()[3], id="o", uid="o", calendar="other", title="Выборы там")], "other")
        printed = timeline("countdown", "--at", "2024-01-10").out
        assert "Календарь by-cec" in printed
        assert "Календарь other" in printed
        assert "Календарь" not in timeline("countdown", "--at", "2024-01-10", "-c", "other").out.split("\n\n")[0]

    def test_hostile_titles_do_not_reach_the_terminal(self, database: Path) -> None:
        bad = "Сбор \x1b[2J\x1b]0;pwned\x07 подписей\u202e\n\x9b31m"
        fill(database, [event("e", bad, "nomination", When.days(date(2024, 2, 20)), place=bad)])
        for form in ([], ["--csv"], ["--tsv"], ["--json"], ["--nl"], ["-f", "{title} {place}"], ["--waybar"]):
            out = timeline("countdown", "--at", "2024-01-10", *form).out
            assert "Сбор подписей" in out
            assert not set(out) & {"\x1b", "\x07", "\x9b", "\u202e"}


class TestEmpty:
    def test_nothing_has_been_read(self) -> None:
        late = ("countdown", "--at", "2200-01-01")
        answer = timeline(*late, "--lang", "ru")
        assert answer.code == 0
        assert "не прочитано ни одного поста" in answer.out
        assert "timeline ingest FILE" in answer.out
        assert (
            "Bundled calendars, with no known election ahead: ЦИК Беларуси (by-cec)"
            in timeline(*late, "--lang", "en").out
        )
        assert timeline(*late, "--json").out == "[]\n"
        assert timeline(*late, "-q").code == 1
        assert timeline(*late, "-f", "{title}").out == ""

    def test_posts_were_read_and_hold_no_event(self, database: Path) -> None:
        fill(database, [])
        printed = timeline("countdown", "--lang", "en").out
        assert printed.startswith("No events yet: none was found in the posts that were read, or the reading")
        assert "timeline review" in printed
        assert "not one post" not in printed

    def test_an_election_whose_day_the_law_fixes_is_expected_before_it_is_called(self) -> None:
        printed = timeline("countdown", "--at", "2027-03-01", "--lang", "en").out
        assert "Expected by law (ЦИК Беларуси):" in printed
        assert "722 days  Early voting" in printed

    def test_the_law_speaks_while_nothing_has_been_read(self) -> None:
        printed = timeline("countdown", "--at", "2024-01-10", "-c", "by-cec").out
        assert "По закону ожидается" in printed
        assert "Досрочное голосование" in printed
        assert "20–24 фев, 12:00–19:00 · ожидается" in printed
        assert "timeline ingest FILE" in printed
        shown = json.loads(timeline("countdown", "--at", "2024-01-10", "-c", "by-cec", "--json").out)
        assert {one["posts"] for one in shown} == {0}

    def test_a_database_that_is_named_must_be_there(self, tmp_path: Path) -> None:
        for arguments in (["--database", tmp_path / "x.db"], ["countdown", "--database", tmp_path / "x.db"]):
            answer = timeline(*arguments)
            assert (answer.code, answer.out) == (1, "")
            assert f"there is no database at {tmp_path / 'x.db'}" in answer.err
            assert "timeline ingest FILE" in answer.err
        assert "is a folder" in timeline("--database", tmp_path).err

    def test_nothing_lies_ahead(self, filled: Path) -> None:
        printed = timeline("countdown", "--at", "2030-01-01").out
        assert printed.startswith("Впереди ничего нет.\nПоказать и то, что прошло: timeline countdown --all\n")

    def test_nothing_within_the_time(self, database: Path) -> None:
        fill(database, campaign()[:4])
        printed = timeline("countdown", "--at", "2024-01-20", "--within", "3d").out
        assert printed.startswith("За это время ничего нет.\nБлижайшее: Досрочное голосование, 31 день.\n")

    def test_did_you_mean(self, filled: Path) -> None:
        answer = timeline("countdown", "досрочное", "голосвание", "--at", "2024-01-10")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith(
            "timeline: nothing matches “досрочное голосвание”\nTry: did you mean “Досрочное голосование”"
        )
        assert timeline("countdown", "голосвание", "--json").out == "[]\n"
        assert timeline("countdown", "голосвание", "-q").code == 1


class TestAgenda:
    def test_a_month(self, filled: Path) -> None:
        printed = timeline("agenda", "2024-02", "--at", "2024-01-10").out
        assert "ФЕВРАЛЬ 2024" in printed
        assert "Досрочное голосование" in printed
        assert "Выдвижение" not in printed

    def test_from_and_to_are_included(self, filled: Path) -> None:
        def ids(*typed: str) -> set[str]:
            return {one["id"] for one in json.loads(timeline("agenda", *typed, "--at", "2024-01-10", "--json").out)}

        assert {"c3", "c4"} <= ids("2024-02-24", "2024-02-25")
        assert "c4" not in ids("2024-02-24", "2024-02-24")
        assert "c3" not in ids("2024-02-25")
        assert "x1" not in ids("2024-01-01", "2024-01-31")
        assert "x1" in ids("2024-01-01", "2024-01-31", "--all")
        assert "c1" in ids("2023-11-20", "2023-12-01")  # asked for by its days, though over

    @pytest.mark.parametrize(
        ("typed", "first", "last"),
        [("февраль 2024", "2024-02-01", "2024-02-29"), ("на следующей неделе", "2024-01-15", "2024-01-21")],
    )
    def test_periods_in_words(self, filled: Path, typed: str, first: str, last: str) -> None:
        answer = timeline("agenda", typed, "--at", "2024-01-10")
        assert answer.err == f"FROM: {typed!r} is read as {first} – {last}\n"
        assert answer.code == 0

    def test_two_words_may_be_one_phrase(self, filled: Path) -> None:
        answer = timeline("agenda", "следующая", "неделя", "--at", "2024-01-10")
        assert answer.err == "FROM: 'следующая неделя' is read as 2024-01-15 – 2024-01-21\n"
        assert "февраля" in timeline("agenda", "25", "февраля", "--at", "2024-01-10").err
        both = timeline("agenda", "январь", "март", "--at", "2024-01-10")
        assert [line.split(":")[0] for line in both.err.splitlines()] == ["FROM", "TO"]
        for typed in (("whenever", "week"), ("--from", "следующая", "неделя"), ("next", "--to", "week")):
            answer = timeline("agenda", *typed)
            assert answer.code == 2
            assert "is no date" in answer.err

    def test_a_day_in_words(self, filled: Path) -> None:
        answer = timeline("agenda", "tomorrow", "--at", "2024-01-10")
        assert answer.err == "FROM: 'tomorrow' is read as 2024-01-11\n"
        assert timeline("agenda", "whenever").code == 2

    def test_the_end_before_the_beginning(self, filled: Path) -> None:
        answer = timeline("agenda", "2024-02-01", "2024-01-01")
        assert answer.code == 2
        assert "before it begins" in answer.err


def test_an_empty_view_speaks_the_language_of_what_it_does_not_show(database: Path) -> None:
    fill(database, everything(), "default", None)
    assert timeline("countdown", "--at", "2030-01-10").out.startswith("Впереди ничего нет.\n")
