"""Where a value comes from when it is not typed."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from timeline.calendars import user_folder
from timeline.cli import options
from timeline.cli.moments import zone_of
from timeline.cli.options import Color, settings
from timeline.errors import DefinitionError, UsageError


@pytest.fixture(autouse=True)
def nothing_before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    options.before_command(None, None)
    monkeypatch.delenv("TIMELINE_DATABASE")
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))


def test_the_platform_decides_last() -> None:
    chosen = settings()
    assert chosen.database.parts[-2:] == ("timeline", "timeline.db")
    assert (chosen.calendar, chosen.lang, chosen.zone, chosen.color) == (None, None, None, Color.auto)


def test_the_nearest_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('database = "file.db"\ntz = "Europe/Minsk"\ncolor = "never"\n')
    assert settings().database == Path("file.db")
    assert settings().zone == ZoneInfo("Europe/Minsk")
    assert settings().read_in is None
    typed = settings(tz="UTC", color=Color.always)
    assert (typed.zone, typed.read_in) == (ZoneInfo("UTC"), ZoneInfo("UTC"))
    monkeypatch.setenv("TIMELINE_DATABASE", "environment.db")
    assert settings().database == Path("environment.db")
    options.before_command(Path("before.db"), None)
    assert settings().database == Path("before.db")
    assert settings(database=Path("after.db")).database == Path("after.db")


@pytest.mark.parametrize(
    "content",
    [
        "database = 5",
        "databse = 'x'",
        "color = 'sometimes'",
        "lang = 'fr'",
        "tz = 'Mars'",
        "= =",
        b"\xff\xfe",
        "lang = " + "[" * 99_999,
    ],
    ids=range(8),
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str | bytes) -> None:
    (tmp_path / "config.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UsageError, match=r"config\.toml") as caught:
        settings()
    assert caught.value.remedy


def test_a_configuration_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no configuration"):
        settings(config=tmp_path / "none.toml")


def test_a_zone_that_is_none() -> None:
    for name in ("Europe/Minks", "../etc/passwd", "", "\0"):
        with pytest.raises(UsageError, match="no time zone"):
            zone_of(name)


def test_a_calendar() -> None:
    assert options.find_calendar(settings(tz="Europe/Minsk")).zone == ZoneInfo("Europe/Minsk")
    with pytest.raises(DefinitionError):
        options.find_calendar(settings(calendar="no-such-calendar"))


def test_a_file_of_any_name_is_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").write_text('calendar = "by-cec"\n')
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "mine"))
    assert settings().calendar == "by-cec"
    assert user_folder() == tmp_path / "calendars"
