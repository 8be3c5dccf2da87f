"""Calendar definitions: reading, what is said when they are wrong, counting days, finding files."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendars import (
    AUDIENCES,
    KINDS,
    Calendar,
    Counting,
    DayRule,
    all_calendars,
    bundled_folder,
    default_calendar,
    definition_files,
    in_language,
    load,
    read_file,
    user_folder,
)
from timeline.calendars.lines import line_of
from timeline.calendars.offsets import PLAIN, Offset, add_working_days, parse_offset
from timeline.calendars.reading import read
from timeline.errors import DefinitionError
from timeline.languages.concepts import concepts
from timeline.mentions import Kind

CLEAR = Counting(last="clear")

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


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty configuration folder."""
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path))
    folder = tmp_path / "calendars"
    folder.mkdir()
    return folder


# --- counting


@pytest.mark.parametrize(
    ("text", "plain", "clear"),
    [
        ("70 days before", "2023-12-17", "2023-12-17"),
        ("no later than 40 days before", "2024-01-16", "2024-01-15"),
        ("ends 40 days before", "2024-01-16", "2024-01-15"),
        ("begins 40 days before", "2024-01-16", "2024-01-16"),
        ("no earlier than 5 days before", "2024-02-20", "2024-02-20"),
        ("1 day before", "2024-02-24", "2024-02-24"),
        ("the day before", "2024-02-24", "2024-02-24"),
        ("on the day", "2024-02-25", "2024-02-25"),
        ("no later than 5 days after", "2024-03-01", "2024-03-01"),
        ("60 days after", "2024-04-25", "2024-04-25"),
        ("2 weeks after", "2024-03-10", "2024-03-10"),
        ("no later than 1 week before", "2024-02-18", "2024-02-17"),
        ("No  Later than 2 Months AFTER", "2024-04-25", "2024-04-25"),
        ("1 year before", "2023-02-25", "2023-02-25"),
    ],
)
def test_counting_from_the_single_voting_day(text: str, plain: str, clear: str) -> None:
    offset = parse_offset(text)
    assert offset.day(date(2024, 2, 25), PLAIN) == date.fromisoformat(plain)
    assert offset.day(date(2024, 2, 25), CLEAR) == date.fromisoformat(clear)


@pytest.mark.parametrize(
    "text", ["", "soon", "ten days before", "10 days", "-5 days before", "10 moons before", "before"]
)
def test_what_is_no_offset(text: str) -> None:
    with pytest.raises(ValueError, match="write it like"):
        parse_offset(text)


def test_months_are_clipped_at_the_end_of_a_month() -> None:
    assert parse_offset("1 month after").day(date(2024, 1, 31), PLAIN) == date(2024, 2, 29)
    assert parse_offset("1 month before").day(date(2023, 3, 31), PLAIN) == date(2023, 2, 28)
    assert parse_offset("1 year after").day(date(2024, 2, 29), PLAIN) == date(2025, 2, 28)


def test_a_count_that_leaves_the_calendar_is_no_day() -> None:
    with pytest.raises(ValueError, match="outside"):
        parse_offset("2 months before").day(date(1, 1, 15), PLAIN)
    with pytest.raises(ValueError, match="outside"):
        parse_offset("9999 weeks after").day(date(9990, 1, 1), PLAIN)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-500, 500), st.integers(1, 400))
def test_days_move_with_their_anchor(anchor: date, shift: int, n: int) -> None:
    for text in (f"no later than {n} days before", f"begins {n} days before", f"{n} weeks after"):
        offset = parse_offset(text)
        moved = offset.day(anchor + timedelta(shift), CLEAR)
        assert moved - offset.day(anchor, CLEAR) == timedelta(shift)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 9999))
def test_clear_counting_leaves_that_many_full_days_between(anchor: date, n: int) -> None:
    last = Offset(-n, "day", "last").day(anchor, CLEAR) if n else anchor - timedelta(1)
    assert (anchor - last).days - 1 == n


@given(st.builds(Offset, st.integers(-999, 999).filter(bool), st.sampled_from(["day", "working day", "week", "month"])))
def test_an_offset_reads_back_as_written(offset: Offset) -> None:
    assert parse_offset(str(offset)) == offset


def test_working_days_leave_out_weekends_holidays_and_moved_days() -> None:
    friday = date(2024, 3, 8)
    assert add_working_days(date(2024, 3, 7), 1, None) == friday
    assert add_working_days(date(2024, 3, 7), 1, "BY") == date(2024, 3, 11), "8 March is a holiday in Belarus"
    assert add_working_days(date(2024, 5, 17), 1, "BY") == date(2024, 5, 18), "a Saturday worked for Monday the 13th"
    assert add_working_days(date(2024, 5, 14), -1, "BY") == date(2024, 5, 10)
    assert parse_offset("10 working days before").day(date(2024, 6, 3), PLAIN) == date(2024, 5, 20)
    with pytest.raises(ValueError, match="ZZ"):
        add_working_days(friday, 1, "ZZ")


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("last Sunday of February", ["2024-02-25", "2028-02-27", "2029-02-25"]),
        ("second Sunday of September", ["2025-09-14", "2024-09-08"]),
        ("Tuesday after first Monday of November", ["2024-11-05", "2022-11-08", "2032-11-02"]),
        ("first Monday of May", ["2023-05-01"]),
        ("Sunday after last Sunday of March", ["2024-04-07"]),
    ],
)
def test_days_by_rule(rule: str, days: list[str]) -> None:
    for day in map(date.fromisoformat, days):
        assert DayRule(rule).day(day.year) == day


@pytest.mark.parametrize(
    "rule", ["", "last Funday of February", "fifth Sunday of May", "last Sunday", "last Sunday of Feb"]
)
def test_what_is_no_day_rule(rule: str) -> None:
    with pytest.raises(ValueError, match="write it like"):
        DayRule(rule)


# --- reading


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
        (('id = "president"', 'id = "president"\n[[bodies]]\nid = "president"'), 8, "bodies[2].id", "twice", ""),
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


# --- finding


def test_a_users_definition_hides_the_bundled_one(home: Path) -> None:
    assert user_folder() == home
    assert load("by-cec").path == bundled_folder() / "by-cec.toml"
    (home / "by-cec.toml").write_text(SMALL.replace('"xx"', '"by-cec"'), encoding="utf-8")
    (home / "xx.toml").write_text(SMALL, encoding="utf-8")
    assert load("by-cec").name == "A calendar"
    assert [calendar.id for calendar in all_calendars()] == sorted(definition_files())
    assert load("xx").path == home / "xx.toml"


def test_a_missing_or_unreadable_definition_is_told(home: Path) -> None:
    with pytest.raises(DefinitionError, match="no calendar 'by-cek'") as error:
        load("by-cek")
    assert "by-cec" in error.value.remedy
    for name in ("../by-cec", "/etc/passwd", "", "BY-CEC"):
        with pytest.raises(DefinitionError, match="no calendar"):
            load(name)
    with pytest.raises(DefinitionError, match="no such file"):
        load(home / "none.toml")
    (home / "latin.toml").write_bytes(b'id = "latin"\nname = "\xe9"\n')
    with pytest.raises(DefinitionError, match="line 2: is not UTF-8"):
        load("latin")
    with pytest.raises(DefinitionError, match="cannot be read"):
        load(home)


def test_a_wrong_definition_names_file_line_and_key_and_counts_the_rest(home: Path) -> None:
    path = home / "xx.toml"
    path.write_text(SMALL.replace("Europe/Minsk", "Nowhere").replace('"seen"', '"sen"'), encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        load("xx")
    assert error.value.message.startswith(f"{path}, line 2: zone 'Nowhere' is not an IANA time zone (and 1 more")


def test_the_default_calendar() -> None:
    calendar = default_calendar(ZoneInfo("Europe/Vilnius"))
    assert (calendar.id, calendar.deadlines, calendar.counting) == ("default", (), PLAIN)


def test_kinds_and_stages_agree_with_the_types() -> None:
    assert get_args(Kind) == KINDS
    for concept in concepts().values():
        assert concept.kind in KINDS
        assert set(concept.audience) <= set(AUDIENCES)
        assert {"ru", "be", "en"} <= dict(concept.names).keys()
