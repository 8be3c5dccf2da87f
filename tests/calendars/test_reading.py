"""Reading a definition, and what is said when it is wrong."""

import tomllib
from datetime import date
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import AUDIENCES, KINDS, Calendar, Counting, bundled_folder, in_language, read_file
from timeline.calendars.lines import line_of
from timeline.calendars.reading import read
from timeline.languages.concepts import concepts
from timeline.mentions import Kind

SMALL = """\
id = "xx"
zone = "Europe/Minsk"
[name]
en = "A calendar"
[[bodies]]
id = "president"
[[elections]]
id = "xx-2030"
bodies = ["president"]
name.en = "Election"
day = 2030-03-10
[[deadlines]]
concept = "nomination"
last = "no later than 10 days before"
rule = "ten days"
known = "seen"
"""


def parse(text: str, name: str = "xx") -> Calendar:
    calendar, problems = read(text, Path(f"/nowhere/{name}.toml"))
    assert problems == []
    assert calendar is not None
    return calendar


def test_the_bundled_definitions_are_right() -> None:
    paths = sorted(bundled_folder().glob("*.toml"))
    assert {"by-cec", "ru-cec"} <= {path.stem for path in paths}
    for path in paths:
        calendar, problems = read_file(path)
        assert problems == [], path
        assert calendar is not None
        for thing in (*calendar.elections, *calendar.deadlines):
            assert {"ru", "en"} <= dict(thing.names).keys(), thing
        assert {"by-cec": {"ru", "be", "en"}}.get(path.stem, {"ru"}) <= dict(calendar.names).keys()


def test_what_a_definition_says() -> None:
    calendar = parse(
        'sources = ["https://t.me/s/some_channel", "old/dump.txt"]\ncountry = "BY"\nlanguages = ["be", "ru"]\n'
        + SMALL
        + """\
name = { be = "Вылучэнне", en = "Nomination" }
hours = ["09:00", "24:00"]
counting = { last = "clear" }
[[feeds]]
id = "voter"
audience = ["voter"]
certainty = "certain"
language = "be"
"""
    )
    assert calendar.zone == ZoneInfo("Europe/Minsk")
    assert calendar.languages == ("be", "ru")
    assert calendar.sources == ("https://t.me/s/some_channel", str(Path("/nowhere/old/dump.txt")))
    assert (calendar.name, calendar.named("ru")) == ("A calendar", "A calendar")
    (deadline,) = calendar.deadlines
    assert deadline.hours == (("09:00", "24:00"),)
    assert deadline.counting == Counting(last="clear")
    assert deadline.kind == "nomination", "from the stages that are known"
    assert in_language(deadline.names, "be") == "Вылучэнне"
    assert in_language(deadline.names, "uk") == "Висування кандидатів", "from the stages that are known"
    (feed,) = calendar.feeds
    assert (feed.audience, feed.certainty, feed.language) == (("voter",), "certain", "be")


def test_an_election_by_rule_and_one_of_several_days() -> None:
    calendar = parse(
        SMALL.replace('id = "president"', 'id = "president"\nday = "second Sunday of March"').replace(
            "day = 2030-03-10\n", "year = 2036\n"
        )
    )
    (election,) = calendar.elections
    assert (election.first, election.last, election.by_rule) == (date(2036, 3, 9), date(2036, 3, 9), True)
    several = parse(SMALL.replace("day = 2030-03-10", "day = 2030-03-08\nlast-day = 2030-03-10")).elections[0]
    assert (several.first, several.last, several.by_rule) == (date(2030, 3, 8), date(2030, 3, 10), False)


def test_a_definition_that_is_nested_too_deeply_is_told() -> None:
    calendar, problems = read("id = " + "[" * 99_999, Path("/nowhere/xx.toml"))
    assert calendar is None
    assert problems[0].message == "is nested too deeply"


@pytest.mark.parametrize(
    ("change", "line", "key", "says", "remedy"),
    [
        (('id = "xx"', 'id = "xy"'), 1, "id", "name of the file", "xx"),
        (('zone = "Europe/Minsk"', 'zone = "Europe/Minks"'), 2, "zone", "IANA", "Europe/Minsk"),
        (('zone = "Europe/Minsk"\n', ""), 1, "zone", "missing", "Europe/Minsk"),
        (('en = "A calendar"', 'en = ""'), 4, "name.en", "language code", "name = "),
        (('bodies = ["president"]', 'bodies = ["presidnet"]'), 9, "elections[1].bodies", "not known", "president"),
        (("day = 2030-03-10", 'day = "2030-03-10"'), 11, "elections[1].day", "type", "without quotes"),
        (("day = 2030-03-10", "day = 2030-03-10T08:00:00"), 11, "elections[1].day", "time of day", "2030-03-10"),
        (("day = 2030-03-10\n", ""), 7, "elections[1].day", "missing", "2029"),
        (("day = 2030-03-10", "year = 2030"), 11, "elections[1].year", "no day", "day rule"),
        (
            ("day = 2030-03-10", "day = 2030-03-10\nlast-day = 2030-03-09"),
            12,
            "elections[1].last-day",
            "before",
            "first",
        ),
        (("10 days before", "ten days before"), 14, "deadlines[1].last", "not understood", "70 days before"),
        (('last = "no later than 10 days before"\n', ""), 12, "deadlines[1].first", "both missing", "last ="),
        (('known = "seen"', 'known = "sen"'), 16, "deadlines[1].known", "not known", "seen"),
        (('rule = "ten days"\n', ""), 12, "deadlines[1].rule", "missing", "rule ="),
        (('known = "seen"', 'known = "seen"\nkonwn = "x"'), 17, "deadlines[1].konwn", "not a key", "known"),
        (('"nomination"', '"nominaton"'), 13, "deadlines[1].concept", "not a stage", "nomination"),
        (('known = "seen"', 'known = "seen"\nanchor = "early-voting"'), 17, "deadlines[1].anchor", "no rule", ""),
        (
            ('known = "seen"', 'known = "seen"\nanchor = "nomination"'),
            17,
            "deadlines[1].anchor",
            "counted",
            "election-day",
        ),
        (('known = "seen"', 'known = "seen"\nwindow = true'), 17, "deadlines[1].window", "needs both", ""),
        (('known = "seen"', 'known = "seen"\nhours = ["9", "18"]'), 17, "deadlines[1].hours", "opening", "12:00"),
        (
            ('known = "seen"', 'known = "seen"\naudience = ["voters"]'),
            17,
            "deadlines[1].audience",
            "not known",
            "voter",
        ),
        (('known = "seen"', 'known = "seen"\nlink = "ftp://x"'), 17, "deadlines[1].link", "not allowed", "https"),
        (("10 days before", "10 working days before"), 14, "deadlines[1].last", "no country", "country ="),
        (("[name]", 'country = "UK"\n[name]'), 3, "country", "no country", '"BY"'),
        (('id = "president"', 'id = "president"\n[[bodies]]\nid = "president"'), 8, "bodies[2].id", "twice", ""),
        (('[name]\nen = "A calendar"', "name = {}"), 3, "name", "missing", "name ="),
        (("[[bodies]]", "[bodies]"), 5, "bodies", "type", "[[bodies]]"),
        (('[name]\nen = "A calendar"', 'name = "A calendar"'), 3, "name", "type", "{ ru ="),
    ],
)
def test_a_wrong_definition_is_told_by_line_key_and_remedy(
    change: tuple[str, str], line: int, key: str, says: str, remedy: str
) -> None:
    assert change[0] in SMALL
    calendar, problems = read(SMALL.replace(*change, 1), Path("/nowhere/xx.toml"))
    assert calendar is None
    assert (problems[0].line, problems[0].key) == (line, key)
    assert says in problems[0].message
    assert remedy in problems[0].remedy
    assert "\n" not in problems[0].message + problems[0].remedy


def test_every_problem_is_found_in_the_order_of_lines() -> None:
    text = (
        SMALL.replace("Europe/Minsk", "Nowhere").replace('"seen"', '"sen"').replace('bodies = ["pres', 'bodies = ["x')
    )
    _, problems = read(text, Path("/nowhere/xx.toml"))
    assert [problem.key for problem in problems] == ["zone", "elections[1].bodies", "deadlines[1].known"]


def test_broken_toml_tells_its_line() -> None:
    _, problems = read('id = "xx"\nzone = "Europe/Minsk\n', Path("/nowhere/xx.toml"))
    assert [(problem.line, problem.key) for problem in problems] == [(2, "")]
    assert "not TOML" in problems[0].message


@pytest.mark.parametrize(
    "source",
    ["../x.json", "/etc/passwd", "a/../../x", "file:///etc/passwd", ".", "ftp://host/x", "https://", "https:// x"],
)
def test_a_source_stays_in_its_folder_or_is_a_web_address(source: str) -> None:
    calendar, problems = read(f"sources = [{source!r}]\n{SMALL}", Path("/nowhere/xx.toml"))
    assert calendar is None
    assert [problem.key for problem in problems] == ["sources"]


def test_a_link_out_of_the_folder_is_no_way_out(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    (folder / "out").symlink_to(tmp_path)
    _, problems = read(f'sources = ["out/secret"]\n{SMALL}', folder / "xx.toml")
    assert [problem.key for problem in problems] == ["sources"]


def test_a_day_that_breaks_the_rule_of_its_body_is_told() -> None:
    text = SMALL.replace('id = "president"', 'id = "president"\nday = "last Sunday of March"\nday-since = 2030')
    _, (problem,) = read(text, Path("/nowhere/xx.toml"))
    assert (problem.key, "2030-03-31" in problem.message) == ("elections[1].day", True)
    assert parse(text.replace("since = 2030", "since = 2031"))


def test_a_circle_of_anchors_is_told() -> None:
    rule = '[[deadlines]]\nconcept = "{}"\nanchor = "{}"\nlast = "1 day before"\nrule = "x"\nknown = "seen"\n'
    circle = SMALL + rule.format("signatures", "registration") + rule.format("registration", "signatures")
    _, problems = read(circle, Path("/nowhere/xx.toml"))
    assert [problem.key for problem in problems] == ["deadlines[2].anchor", "deadlines[3].anchor"]
    parse(SMALL + rule.format("signatures", "registration") + rule.format("registration", "nomination"))


def test_lines_of_keys() -> None:
    text = '# x\na = 1\n[b.c]\nd = """\n[e]\nf = 1\n"""\n[[g]]\nh = [\n  "i = 1",\n]\n[[g]]\nh.j = 1\n[g.k]\nl = 1\n'
    tomllib.loads(text)
    places = {
        ("a",): 2,
        ("b", "c", "d"): 4,
        ("g", 0, "h"): 9,
        ("g", 1): 12,
        ("g", 1, "h", "j"): 13,
        ("g", 1, "k", "l"): 15,
    }
    assert {path: line_of(text, path) for path in places} == places
    assert line_of(text, ("f",)) == 1
    assert line_of(text, ("g", 0, "missing")) == 8


@given(st.text(max_size=300) | st.text("[]{}=\"'.#\n ab1", max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    calendar, problems = read(text, Path("/nowhere/xx.toml"))
    assert calendar is None
    assert problems
    assert all(1 <= problem.line <= text.count("\n") + text.count("\r") + 1 for problem in problems)


def test_kinds_and_stages_agree_with_the_types() -> None:
    assert get_args(Kind) == KINDS
    for concept in concepts().values():
        assert concept.kind in KINDS
        assert set(concept.audience) <= set(AUDIENCES)
        assert {"ru", "be", "en"} <= dict(concept.names).keys()
