"""``timeline ingest``, as typed: what it says, what it stores, what it does with bad input."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cli.filled import quickly
from cli.terminal import timeline
from store.kept import versions
from store.watched import Watched

from timeline import ingest
from timeline.cli import options
from timeline.store import open_reader

POSTS = [
    {"id": 1, "date": "2024-02-01T10:00:00+03:00", "text": "vote on 25", "channel": "commission"},
    {"id": 2, "date": "2024-02-02T10:00:00+03:00", "text": "nothing to see", "channel": "commission"},
    {"id": 3, "date": "2024-02-03T10:00:00+03:00", "text": "session on 14", "channel": "commission"},
]


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(ingest.Chain, "real", lambda: Watched().chain())
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "t.db"


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    return written(tmp_path, POSTS)


def written(folder: Path, posts: list[dict[str, object]], name: str = "posts.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in posts), encoding="utf-8")
    return path


def test_what_was_added_is_said_in_words(posts: Path) -> None:
    answer = timeline("ingest", posts)
    assert answer.code == 0, answer.err
    assert answer.out.splitlines() == [
        "3 posts read: 3 new, 0 changed, 0 known. 2 events: 2 new.",
        "  + 2024-02-14  session",
        "  + 2024-02-25  vote",
    ]


def test_nobody_has_said_whose_hours_they_are(posts: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "machine_zone", lambda: ZoneInfo("Asia/Tokyo"))
    first = timeline("ingest", posts)
    assert "those of Asia/Tokyo" in first.err
    assert "db rebuild --calendar default --tz ZONE" in first.err
    assert timeline("ingest", posts).err == ""
    assert timeline("db", "rebuild", "--calendar", "default", "--tz", "Europe/Minsk").code == 0
    assert timeline("ingest", posts).err == ""
    with open_reader(database) as reader:
        assert reader.zone("default") == ZoneInfo("Europe/Minsk")


@pytest.mark.parametrize("said", [("--tz", "Asia/Tokyo"), ("--calendar", "by-cec")])
def test_somebody_has_said_whose_hours_they_are(posts: Path, said: tuple[str, str]) -> None:
    assert timeline("ingest", posts, *said).err == ""


def test_the_readers_own_zone_is_not_that_of_the_posts(posts: Path, database: Path) -> None:
    (posts.parent / "config.toml").write_text('tz = "Asia/Tokyo"\n')
    timeline("ingest", posts, "--calendar", "by-cec")
    timeline("db", "rebuild")
    with open_reader(database) as reader:
        assert reader.zone("by-cec") == ZoneInfo("Europe/Minsk")


def test_a_second_run_says_that_it_added_nothing(posts: Path) -> None:
    timeline("ingest", posts)
    again = timeline("ingest", posts)
    assert again.out == "3 posts read: 0 new, 0 changed, 3 known. 2 events: nothing new.\n"


def test_a_changed_text(posts: Path, database: Path) -> None:
    timeline("ingest", posts)
    changed = timeline("ingest", written(posts.parent, [{**POSTS[0], "text": "vote on 26"}, POSTS[1]]))
    assert changed.out.splitlines() == [
        "2 posts read: 0 new, 1 changed, 1 known. 2 events: 1 changed.",
        "  ~ 2024-02-26  vote",
    ]
    assert [text for text, _ in versions(database, "1")] == ["vote on 25"]


@pytest.mark.parametrize("source", ["broken.json", "https://"])
def test_what_could_not_be_read_makes_no_calendar(posts: Path, source: str) -> None:
    """Or `timeline feed` would ask which of two is meant, and a countdown would name the one that there is."""
    (posts.parent / "broken.json").write_text("[]", encoding="utf-8")
    wrong = source if source.startswith("https") else str(posts.parent / source)
    assert timeline("ingest", wrong).code == 1
    timeline("ingest", posts, "--calendar", "by-cec")
    assert timeline("feed", "-o", posts.parent / "feed.ics").code == 0
    shown = quickly("countdown", "--at", "2024-02-01")
    assert shown is not None
    assert "session" in shown.out
    assert "ЦИК Беларуси" not in shown.out
    assert "default: 0 posts, 0 events\n" in timeline("status").out


def test_a_dry_run_changes_nothing(posts: Path, database: Path) -> None:
    answer = timeline("ingest", posts, "--dry-run")
    assert answer.out.startswith("3 posts read: 3 new, 0 changed, 0 known. 2 events: 2 new.")
    assert "Nothing was stored" in answer.err
    assert not database.exists()
    timeline("ingest", posts)
    more = written(posts.parent, [{**POSTS[0], "id": 9, "text": "count on 27"}], "more.jsonl")
    assert "1 new" in timeline("ingest", more, "--dry-run").out
    assert "3 posts read: 0 new, 0 changed, 3 known. 2 events: nothing new." in timeline("ingest", posts).out
    with open_reader(database) as reader:
        assert len(list(reader.posts("default"))) == 3
        assert [one.counts.read for one in reader.reads()] == [3]


def test_from_a_pipe(database: Path) -> None:
    answer = timeline("ingest", "-", stdin=json.dumps(POSTS[0]))
    assert answer.out.startswith("1 post read: 1 new"), answer.err
    with open_reader(database) as reader:
        assert [one.source for one in reader.reads()] == ["standard input"]


class TestUndated:
    def undated(self, folder: Path) -> Path:
        return written(folder, [{"id": 1, "text": "vote on 25", "channel": "commission"}])

    def stored(self, database: Path) -> tuple[str, str | None, str | None]:
        with open_reader(database) as reader:
            (post,) = reader.posts("default")
        ends = [end.isoformat() if end else None for end in (post.posted.earliest, post.posted.latest)]
        return post.posted.quality, ends[0], ends[1]

    def test_posted(self, tmp_path: Path, database: Path) -> None:
        timeline("ingest", self.undated(tmp_path), "--posted", "2024-02-05 10:00", "--tz", "Europe/Minsk")
        assert self.stored(database) == ("assumed", "2024-02-05T07:00:00+00:00", "2024-02-05T07:00:00+00:00")

    def test_text_from_anywhere_is_that_of_posts_when_their_days_are_given(self, tmp_path: Path) -> None:
        (tmp_path / "text").write_text("В воскресенье, 25 февраля, проголосуем.", encoding="utf-8")
        answer = timeline("ingest", tmp_path / "text", "--posted", "2024-02-01")
        assert answer.out.startswith("1 post read: 1 new")
        (tmp_path / "table").write_text("день;слова\n1;Одно слово за другим и ещё одно\n", encoding="utf-8")
        assert "no kind that is known" in timeline("ingest", tmp_path / "table", "--posted", "2024-02-01").err

    def test_between(self, tmp_path: Path, database: Path) -> None:
        days = ("--posted-from", "2024-02-05", "--posted-to", "2024-02-07")
        timeline("ingest", self.undated(tmp_path), *days, "--tz", "Europe/Minsk")
        assert self.stored(database) == ("bounded", "2024-02-04T21:00:00+00:00", "2024-02-07T20:59:59.999999+00:00")

    def test_words_are_echoed(self, tmp_path: Path) -> None:
        answer = timeline("ingest", self.undated(tmp_path), "--posted", "5 февраля 2024", "--tz", "Europe/Minsk")
        assert answer.err == "--posted: '5 февраля 2024' is read as 2024-02-05 (Monday)\n"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--posted", "never"), "--posted: 'never' is no date"),
            (("--posted", "2024-02-05", "--posted-to", "2024-02-06"), "give one or the other"),
            (("--posted-from", "2024-02-06", "--posted-to", "2024-02-05"), "--posted-from is later"),
            (("--as", "papyrus"), "there is no such kind of source"),
            (("--tz", "Europe/Nowhere"), "there is no time zone"),
        ],
    )
    def test_nonsense(self, tmp_path: Path, database: Path, arguments: tuple[str, ...], said: str) -> None:
        answer = timeline("ingest", self.undated(tmp_path), *arguments)
        assert answer.code == 2
        assert said in answer.err
        assert "Try: " in answer.err
        assert not database.exists()


@pytest.mark.parametrize("text", ["see you soon", "see you; soon", "hello\n"])
def test_a_few_words_are_a_post_where_it_is_said_when_they_were_posted(text: str) -> None:
    answer = timeline("ingest", "-", "--posted", "2024-02-01", stdin=text)
    assert answer.out.startswith("1 post read: 1 new"), answer.err


@pytest.mark.parametrize("text", ["a;b\n1;2\n", "<p>vote on 25</p>", "{vote on 25}", "12 13 14"])
def test_a_table_or_markup_is_no_post_whatever_is_said(text: str) -> None:
    answer = timeline("ingest", "-", "--posted", "2024-02-01", stdin=text)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("timeline: standard input ")


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("empty.jsonl", b"", "is empty"),
            ("binary.jsonl", bytes(range(256)) * 10, "binary"),
            ("prose.txt", b"nothing that looks like posts", "say when they were posted: --posted"),
            ("broken.jsonl", b'{"id": 1, "te', "no post"),
        ],
    )
    def test_one_clear_line(self, tmp_path: Path, database: Path, name: str, content: bytes, said: str) -> None:
        (tmp_path / name).write_bytes(content)
        answer = timeline("ingest", tmp_path / name)
        assert answer.code == 1
        assert said in answer.err
        assert "Traceback" not in answer.err

    def test_a_file_that_is_not_there(self, tmp_path: Path, database: Path) -> None:
        answer = timeline("ingest", tmp_path / "none.jsonl")
        assert (answer.code, answer.out) == (1, "")
        assert "none.jsonl" in answer.err
        assert not database.exists()

    def test_an_address_that_nothing_is_read_from(self, database: Path) -> None:
        answer = timeline("ingest", "ftp://example.org/posts.json")
        assert answer.code == 2
        assert answer.err.splitlines() == [
            "timeline: 'ftp://example.org/posts.json' is no address that posts are read from",
            "Try: https://…, http://… or telethon:NAME",
        ]
        assert not database.exists()

    def test_what_came_before_the_cut_is_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "cut.json"
        path.write_text(json.dumps(POSTS)[:-40], encoding="utf-8")
        answer = timeline("ingest", path)
        assert answer.out.startswith("2 posts read: 2 new")
        assert "cut.json" in answer.err

    def test_a_damaged_database(self, posts: Path, database: Path) -> None:
        database.write_bytes(b"no database " * 1000)
        answer = timeline("ingest", posts)
        assert answer.code == 1
        assert answer.err.splitlines()[0].endswith("t.db is damaged or is no database")
        assert answer.err.splitlines()[1].startswith("Try: ")
        assert database.read_bytes().startswith(b"no database ")

    def test_a_calendar_that_is_not_there(self, posts: Path) -> None:
        answer = timeline("ingest", posts, "--calendar", "no-such-calendar")
        assert answer.code == 1
        assert "no-such-calendar" in answer.err


def test_the_zone_of_the_default_calendar_stays(posts: Path, database: Path) -> None:
    timeline("ingest", posts, "--tz", "Asia/Vladivostok")
    timeline("ingest", posts)
    with open_reader(database) as reader:
        assert str(reader.zone("default")) == "Asia/Vladivostok"


def test_many_events_are_counted_not_listed(tmp_path: Path) -> None:
    texts = [f"event{number} on {number % 28 + 1}" for number in range(50)]
    many = [{**POSTS[0], "id": number, "text": text} for number, text in enumerate(texts)]
    lines = timeline("ingest", written(tmp_path, many)).out.splitlines()
    assert len(lines) == 22
    assert lines[-1] == "  … and 30 more (timeline countdown --all)"
