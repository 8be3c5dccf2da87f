"""``timeline show``: everything about one event."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cli.filled import fill
from cli.terminal import timeline
from countdown.campaign import everything


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


class TestShow:
    def test_a_page(self, filled: Path) -> None:
        printed = timeline("show", "встреча с наблюдателями", "--at", "2024-01-10").out
        assert "⟦10 января 2024 года⟧" in printed
        assert "https://t.me/cec/31" in printed
        assert "перенесено: 2024-01-09 → 2024-01-10" in printed

    @pytest.mark.parametrize(
        ("lang", "others"),
        [
            ("ru", "Сустрэча з назіральнікамі; Meeting with observers"),
            ("be", "Встреча с наблюдателями; Meeting with observers"),
            ("en", "Встреча с наблюдателями; Сустрэча з назіральнікамі"),
            ("uk", "Сустрэча з назіральнікамі; Meeting with observers"),  # shown by its own title, for want of one
        ],
    )
    def test_its_other_names_are_those_that_do_not_stand_above(self, filled: Path, lang: str, others: str) -> None:
        lines = timeline("show", "m1", "--lang", lang).out.splitlines()
        (named,) = [line for line in lines if line.endswith(others)]
        assert lines[0] not in named

    def test_a_post_of_which_only_the_day_is_known(self, database: Path, tmp_path: Path) -> None:
        line = {"id": "1", "posted": "2024-01-08", "text": "Семинар для наблюдателей пройдёт 15 января."}
        source = tmp_path / "days.jsonl"
        source.write_text(json.dumps(line), encoding="utf-8")
        timeline("ingest", str(source))
        printed = timeline("show", "семинар", "--at", "2024-01-10", "--lang", "en").out
        assert "Mon 8 Jan 2024 · days/1" in printed
        assert "Mon 8 Jan 2024 · announced: 2024-01-15 · days/1" in printed

    def test_by_id_kind_and_mistake(self, filled: Path) -> None:
        assert timeline("show", "c3").out.startswith("Досрочное голосование\n")
        assert timeline("show", "early-voting").out.startswith("Досрочное голосование\n")
        several = timeline("show", "voting", "--at", "2024-01-10").out
        assert several.startswith("Единый день голосования\n")
        assert "s1  Второй тур" in several
        assert all(" · " in line for line in several.split("ЕЩЁ ПОДХОДИТ\n")[1].splitlines())  # each with its days
        answer = timeline("show", "выдивжение")
        assert answer.code == 2
        assert "did you mean “Выдвижение кандидатов”" in answer.err

    def test_others_are_named_in_the_language_of_the_view(self, filled: Path) -> None:
        assert "\n  s1  Другі тур · " in timeline("show", "voting", "--at", "2024-01-10", "--lang", "be").out

    def test_nothing_is_left_of_what_was_called_off(self, database: Path) -> None:
        (met,) = (one for one in everything() if one.id == "m1")
        fill(database, [replace(met, status="cancelled")])
        lines = timeline("show", "m1", "--at", "2024-01-05").out.splitlines()
        assert [line.split()[0] for line in lines if "отменено" in line] == ["Статус"]

    def test_json(self, filled: Path) -> None:
        shown = json.loads(timeline("show", "m1", "--json").out)
        assert shown["evidence"][0]["post"] == "31"
        assert shown["evidence"][0]["marks"] == [[32, 51]]
        assert shown["history"][0]["what"] == "moved"
        assert shown["posts"] == 1

    def test_nothing_hostile_is_printed(self, database: Path) -> None:
        (met,) = (one for one in everything() if one.id == "m1")
        bad = "x\x1b[2J\u202ey"
        proof = replace(
            met.evidence[0], quote=bad, marks=((0, 1),), url=f"https://t.me/{bad}", says=bad, reasons=(bad,)
        )
        change = replace(met.history[0], old=bad, new=bad)
        fill(
            database,
            [
                replace(
                    met, title=bad, titles=(), place=bad, law=bad, notes=(bad,), evidence=(proof,), history=(change,)
                )
            ],
        )
        out = timeline("show", "m1").out
        assert "⟦x⟧y" in out
        assert not set(out) & {"\x1b", "\u202e"}
