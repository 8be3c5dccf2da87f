"""What the law expects: back-tested on published dates, and laws of counting as properties."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from events.said import day as day_of
from events.said import posted, says
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.calendars import Election, Offset, bundled_folder, load
from timeline.calendars.reading import read
from timeline.events import Event, Evidence, When, build
from timeline.events.expecting import prescribed, with_law
from timeline.events.law import Expected, campaigns, compare, expected

FACTS = [
    line.split("\t")
    for line in (Path(__file__).parent / "law_facts.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
BY = load(bundled_folder() / "by-cec.toml")
ELECTIONS = {election.id: election for election in BY.elections}
SINGLE_DAY = ELECTIONS["by-2024"]
PRESIDENT = ELECTIONS["by-president-2025"]


def stage(found: list[Expected], concept: str, body: str | None = None) -> Expected:
    (one,) = [one for one in found if one.concept == concept and body in (None, one.body)]
    return one


def election_of(day: date, body: str) -> Election:
    (election,) = campaigns(BY, [(day, day, body)])
    return election


def test_the_facts_are_all_there() -> None:
    assert len(FACTS) == 39
    assert len({tuple(fact) for fact in FACTS}) == 39


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: "-".join((fact[0], *fact[2:4])))
def test_the_definition_gives_the_published_date(fact: list[str]) -> None:
    day, body, concept, side, n, published = fact
    election = election_of(date.fromisoformat(day), body)
    one = stage(expected(BY, election), concept)
    assert (one.when.end_latest if side == "last" else one.when.start) == date.fromisoformat(published)
    (rule,) = [rule for rule in BY.deadlines if rule.concept == concept and rule.holds(election.bodies, election.last)]
    offset = rule.last if side == "last" else rule.first
    assert offset is not None
    assert -offset.n == int(n)


def test_a_rule_that_changed_holds_only_in_its_years() -> None:
    before = stage(expected(BY, election_of(date(2018, 2, 18), "local")), "registration")
    after = stage(expected(BY, SINGLE_DAY), "registration")
    assert (before.when.end, after.when.end) == (date(2018, 1, 18), date(2024, 1, 30))


def test_the_single_voting_day_of_2024() -> None:
    found = expected(BY, SINGLE_DAY)
    day = found[0]
    assert (day.concept, day.title, day.status) == ("election-day", "Единый день голосования", "confirmed")
    assert (day.when.start, day.when.hours) == (date(2024, 2, 25), (("08:00", "20:00"),))
    early = stage(found, "early-voting")
    assert (early.when.start, early.when.end, early.when.bound) == (date(2024, 2, 20), date(2024, 2, 24), "certain")
    assert early.when.hours == (("12:00", "19:00"),)
    assert early.status == "tentative"
    assert "ст. 53" in early.law
    assert stage(found, "campaigning").when == When.days(date(2024, 1, 31), date(2024, 2, 24))
    observers = stage(found, "observer-accreditation").when
    assert (observers.start_earliest, observers.end_latest) == (None, date(2024, 2, 19))
    assert stage(found, "results-published").body == "local"
    assembly = stage(found, "first-session")
    assert (assembly.body, assembly.election, assembly.when.end_latest, assembly.when.bound) == (
        "delegates",
        "by-assembly-2024",
        date(2024, 4, 25),
        "upper-bound",
    )


def test_the_presidential_election_of_2025() -> None:
    found = expected(BY, PRESIDENT)
    assert stage(found, "results").when.end_latest == date(2025, 2, 5)
    again = stage(found, "second-round")
    assert again.conditional
    assert again.when == When(date(2025, 1, 27), date(2025, 2, 9), date(2025, 1, 27), date(2025, 2, 9))
    assert stage(found, "inauguration").when.end_latest == date(2025, 3, 26)
    assert not [one for one in found if one.concept == "nomination"]
    assert all(one.status == "tentative" and one.law for one in found[1:])


def test_published_dates_cite_their_source_and_fall_with_the_day() -> None:
    council = ELECTIONS["by-council-2024"]
    nomination = stage(expected(BY, council), "nomination")
    assert (nomination.status, nomination.known) == ("tentative", None)
    assert "№ 368" in nomination.law
    assert nomination.when == When.days(date(2024, 3, 12), date(2024, 3, 21))
    moved = expected(BY, council, date(2024, 4, 11))
    assert [one.concept for one in moved] == ["election-day"]
    assert moved[0].status == "tentative"


def test_russia_has_published_dates_and_no_rule() -> None:
    russia = load(bundled_folder() / "ru-cec.toml")
    assert russia.deadlines == ()
    (election,) = russia.elections
    found = expected(russia, election)
    assert found[0].when == When.days(date(2024, 3, 15), date(2024, 3, 17))
    assert stage(found, "registration-documents").when.end_latest == date(2024, 1, 31)


def test_what_hangs_on_another_stage_follows_its_announcement() -> None:
    announced = {"early-voting": When.days(date(2024, 2, 21), date(2024, 2, 24))}
    found = expected(BY, SINGLE_DAY, stated=announced)
    assert stage(found, "observer-accreditation").when.end_latest == date(2024, 2, 20)
    assert stage(found, "early-voting").when.start == date(2024, 2, 20), "the law stays what it is"
    unknown = expected(BY, SINGLE_DAY, stated={"early-voting": When(end_latest=date(2024, 2, 24))})
    assert not [one for one in unknown if one.concept == "observer-accreditation"]


def test_an_unknown_election_gets_the_rules_of_its_body() -> None:
    (single,) = campaigns(BY, [(date(2029, 2, 25), date(2029, 2, 25), None)])
    assert single.bodies == ("deputies", "local")
    assert expected(BY, single)[0].law == "последнее воскресенье февраля (Конституция)"
    (president,) = campaigns(BY, [(date(2030, 1, 27), date(2030, 1, 27), "president")])
    assert stage(expected(BY, president), "signatures").when.start == date(2029, 11, 8)
    (by_election,) = campaigns(BY, [(date(2026, 5, 17), date(2026, 5, 17), "by-election")])
    assert [one.concept for one in expected(BY, by_election)] == ["election-day"]
    (nothing,) = campaigns(BY, [(date(2026, 5, 17), date(2026, 5, 17), None)])
    assert [one.concept for one in expected(BY, nothing)] == ["election-day"]


def test_an_election_is_found_by_its_id_or_by_body_and_year() -> None:
    for name in ("by-2024", "deputies-2024", "local-2024"):
        assert BY.election(name) is SINGLE_DAY
    assert BY.election("council-2024") is ELECTIONS["by-council-2024"]
    for name in ("deputies-2025", "deputies", "2024", "-2024", ""):
        assert BY.election(name) is None


def test_a_moved_day_stays_its_election_and_another_year_is_another_election() -> None:
    (moved,) = campaigns(BY, [(date(2025, 2, 2), date(2025, 2, 2), "president")])
    assert (moved.id, moved.last) == ("by-president-2025", date(2025, 2, 2))
    (later,) = campaigns(BY, [(date(2030, 1, 27), date(2030, 1, 27), "president")])
    assert later.id == "president-2030"
    rounds = [(day, day, "president") for day in (date(2025, 2, 9), date(2025, 1, 26))]
    assert [(one.id, one.last) for one in campaigns(BY, rounds)] == [("by-president-2025", date(2025, 1, 26))]
    twice = [(day, day, "by-election") for day in (date(2026, 5, 17), date(2026, 11, 15))]
    assert [one.id for one in campaigns(BY, twice)] == ["by-election-2026", "by-election-2026-11-15"]
    several = [(day, day, body) for day, body in ((date(2024, 4, 4), None), (date(2024, 2, 25), "local"))]
    assert [one.id for one in campaigns(BY, several)] == ["by-2024", "by-council-2024"]


DAYS = st.dates(date(2023, 6, 1), date(2100, 1, 1))


@given(DAYS, st.integers(-400, 400), st.sampled_from([SINGLE_DAY, PRESIDENT]))
def test_moving_the_election_moves_what_is_counted_in_days_by_as_much(day: date, by: int, election: Election) -> None:
    day = max(day, date(2023, 1, 1) + timedelta(400))
    election = replace(election, dates=())  # what was published is said of the day it was called for, and stays
    in_days = {
        rule.concept for rule in BY.deadlines if all(o is None or o.unit in ("day", "week") for o in _ends(rule))
    }
    here, there = expected(BY, election, day), expected(BY, election, day + timedelta(by))
    shift = timedelta(by)
    assert [one.concept for one in here] == [one.concept for one in there]
    for one, other in zip(here, there, strict=True):
        if one.concept in in_days | {"election-day"}:
            for name in ("start_earliest", "start_latest", "end_earliest", "end_latest"):
                was, now = getattr(one.when, name), getattr(other.when, name)
                assert now == (was + shift if was else None)


def _ends(rule: object) -> tuple[Offset | None, Offset | None]:
    return rule.first, rule.last  # type: ignore[attr-defined]


@given(st.dates(), st.sampled_from(BY.elections))
@example(date.min, max(BY.elections, key=lambda one: one.last - one.first))
def test_any_day_gives_an_answer_and_ordered_bounds(day: date, election: Election) -> None:
    for one in expected(BY, election, day):
        bounds = [one.when.start_earliest, one.when.start_latest, one.when.end_latest]
        known = [bound for bound in bounds if bound is not None]
        assert known == sorted(known)
        assert known


def announced(one: Expected, when: When, **changes: object) -> Event:
    proof = Evidence(
        channel="c", post="1", url=None, posted=None, start=0, end=1, quote="…", marks=(), role="at", says=""
    )
    event = Event(
        id="abc123",
        uid="u",
        calendar="by-cec",
        title="…",
        kind=one.kind,
        when=when,
        concept=one.concept,
        body=one.body,
        evidence=(proof,),
        posts=1,
    )
    return replace(event, **changes)  # type: ignore[arg-type]


def test_an_announcement_beside_the_law() -> None:
    found = expected(BY, SINGLE_DAY)
    early, stations = stage(found, "early-voting"), stage(found, "polling-stations")
    later = announced(early, When.days(date(2024, 2, 21), date(2024, 2, 24)))
    (row,) = compare([early], [later])
    assert (row.starts, row.ends, row.fits) == (1, 0, False)
    (row,) = compare([stations], [announced(stations, When.days(date(2024, 1, 9)))])
    assert (row.starts, row.ends, row.fits) == (None, -1, True)
    (row,) = compare([stations], [announced(stations, When.days(date(2024, 1, 12)))])
    assert (row.ends, row.fits) == (2, False)


def test_what_is_not_an_announcement_of_a_stage() -> None:
    early = stage(expected(BY, SINGLE_DAY), "early-voting")
    day = When.days(date(2024, 2, 20), date(2024, 2, 24))
    others = [
        announced(early, day, evidence=()),
        announced(early, day, status="cancelled"),
        announced(early, day, body="president"),
        announced(early, day, election="by-president-2025"),
        announced(early, day, concept=None),
        announced(early, When.days(date(2025, 1, 21), date(2025, 1, 25))),
    ]
    (row,) = compare([early], others)
    assert (row.event, row.fits) == (None, None)
    (row,) = compare([early], [announced(early, day, body="local", law=early.law)])
    assert row.fits, "one day elects deputies and local councils, and the event was merged with this very rule"


def test_a_window_is_kept_inside_it_only() -> None:
    again = stage(expected(BY, PRESIDENT), "second-round")
    fits = [
        compare([again], [announced(again, When.days(day))])[0].fits
        for day in (date(2025, 1, 26), date(2025, 1, 27), date(2025, 2, 9), date(2025, 2, 10))
    ]
    assert fits == [False, True, True, False]


@st.composite
def announcements(draw: st.DrawFn) -> list[Event]:
    """Stages of the single voting day announced on any days near those of the law, or on the very days."""
    said = []
    for one in draw(st.lists(st.sampled_from(expected(BY, SINGLE_DAY)), max_size=6, unique_by=lambda one: one.concept)):
        middle = one.when.start or one.when.end_latest
        assert middle is not None
        first = middle + timedelta(draw(st.integers(-60, 60) | st.just(0)))
        last = first + timedelta(draw(st.integers(0, 40)))
        when = draw(st.sampled_from([When.days(first, last), When(end_latest=last), When(first, first)]))
        said.append(announced(one, draw(st.sampled_from([when, one.when]))))
    return said


@given(announcements())
def test_what_the_law_expects_never_overrides_what_was_announced(said: list[Event]) -> None:
    rules = expected(BY, SINGLE_DAY)
    joined = with_law(said, rules, BY)
    for before, after in zip(said, joined, strict=False):
        assert (after.status, after.evidence) == (before.status, before.evidence)
        for bound in ("start_earliest", "start_latest", "end_earliest", "end_latest"):
            stated = getattr(before.when, bound)
            assert stated is None or getattr(after.when, bound) == stated
    alone = joined[len(said) :]
    assert all(event.evidence == () and event.posts == 0 for event in alone)
    assert len(alone) >= len(rules) - len(said)
    assert with_law(said, reversed(rules), BY)[: len(said)] == joined[: len(said)]


UNITED_KINGDOM = """\
id = "gb"
zone = "Europe/London"
languages = ["en"]
country = "GB"
name.en = "Electoral Commission"
[[bodies]]
id = "deputies"
[[elections]]
id = "gb-2024"
bodies = ["deputies"]
name.en = "General election"
day = 2024-07-04
[[deadlines]]
concept = "dissolution"
kind = "other"
name.en = "Parliament dissolved"
first = "25 working days before"
last = "25 working days before"
rule = "dissolved on the 25th working day before polling day"
known = "seen"
[[deadlines]]
concept = "nomination"
last = "no later than 19 working days before"
rule = "nominations close on the 19th working day before polling day"
known = "seen"
[[deadlines]]
concept = "voter-registration"
kind = "deadline"
name.en = "Last day to register to vote"
last = "no later than 12 working days before"
rule = "the 12th working day before polling day"
known = "seen"
[[deadlines]]
concept = "voter-certificates"
kind = "deadline"
name.en = "Last day to ask for a voter certificate"
anchor = "voter-registration"
last = "6 working days after"
rule = "the sixth working day before polling day"
known = "seen"
"""


def test_the_format_fits_a_country_that_counts_working_days() -> None:
    """The published timetable of the general election of 4 July 2024."""
    calendar, problems = read(UNITED_KINGDOM, Path("/nowhere/gb.toml"))
    assert problems == []
    assert calendar is not None
    days = {one.concept: one.when.end for one in expected(calendar, calendar.elections[0])}
    assert days == {
        "election-day": date(2024, 7, 4),
        "dissolution": date(2024, 5, 30),
        "nomination": date(2024, 6, 7),
        "voter-registration": date(2024, 6, 18),
        "voter-certificates": date(2024, 6, 26),
    }


def test_an_election_that_the_definition_does_not_name_is_called_what_posts_call_it() -> None:
    """A body's bare name ("State Duma") is no title of an election."""
    russia = load(bundled_folder() / "ru-cec.toml")
    day = date(2026, 9, 20)
    (duma,) = campaigns(russia, [(day, day, "deputies")])
    said = Event(
        id="",
        uid="",
        calendar="ru-cec",
        title="Выборы депутатов Государственной Думы",
        kind="election-day",
        when=When.days(day),
        concept="election-day",
        body="deputies",
        posts=1,
    )
    (event,) = with_law([said], prescribed([said], russia), russia)
    assert (event.title, event.titles) == ("Выборы депутатов Государственной Думы", ())
    assert event.election == duma.id


def test_a_vote_of_deputies_is_that_of_the_council_that_is_elected_that_day(tmp_path: Path) -> None:
    """Its calendar knows one body only, by a name of its own; a post that says "deputies" means no other."""
    (tmp_path / "town.toml").write_text(
        'id = "town"\nzone = "Europe/Minsk"\nname.ru = "Городок"\n'
        '[[bodies]]\nid = "town-council"\nname.ru = "Городской совет"\naliases.ru = ["выборы городского совета"]\n'
        '[[elections]]\nid = "council-2027"\nbodies = ["town-council"]\nname.ru = "Выборы городского совета"\n'
        "day = 2027-03-14\n",
        encoding="utf-8",
    )
    town = load(tmp_path / "town.toml")
    told = posted("1", "2026-12-22")
    said = says("1", "Выборы депутатов", day_of("2027-03-14"), concept="election-day", body="deputies")
    (event,) = build([replace(said, election="deputies-2027")], [told], town)
    assert (event.title, event.election) == ("Выборы городского совета", "council-2027")
