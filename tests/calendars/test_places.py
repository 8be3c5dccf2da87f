"""Finding definitions: the user's before the bundled ones."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from timeline.calendars import all_calendars, bundled_folder, default_calendar, definition_files, load, user_folder
from timeline.calendars.offsets import PLAIN
from timeline.errors import DefinitionError

SMALL = """\
id = "xx"
zone = "Europe/Minsk"
[name]
en = "A calendar"
[[deadlines]]
concept = "nomination"
last = "no later than 10 days before"
rule = "ten days"
known = "seen"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty configuration folder."""
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path))
    folder = tmp_path / "calendars"
    folder.mkdir()
    return folder


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
