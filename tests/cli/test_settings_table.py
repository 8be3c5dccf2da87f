"""The table of settings in docs/commands.md against the code, column by column."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from timeline.cli import options, places
from timeline.cli.options import settings
from timeline.cli.tree import tree

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
TABLE = [
    [cell.strip() for cell in row.strip("|").split("|")]
    for row in re.findall(r"^\| .* \|$", DOCUMENT.partition("<!--")[0], re.M)[1:]
]
CODE = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "timeline").rglob("*.py")))


def named(column: int, pattern: str) -> set[str]:
    return set(re.findall(pattern, " ".join(row[column] for row in TABLE)))


def row(what: str) -> list[str]:
    return next(one for one in TABLE if one[0] == what)


def test_every_setting_of_the_configuration_is_there() -> None:
    assert named(3, r"`(\w+)`") == set(places.SETTINGS)


def test_every_variable_of_the_environment_is_there() -> None:
    read = set(re.findall(r'environ(?:\.get\(|\[|\.pop\()"(\w+)"', CODE))
    read |= set(re.findall(r'"(LC_[A-Z]+|LANG)"', CODE))
    if 'f"XDG_{kind.upper()}_HOME"' in CODE:
        read |= {"XDG_DATA_HOME", "XDG_CONFIG_HOME"}
    assert named(2, r"`([A-Z_]+)`") == read


def test_the_options_are_those_that_commands_share() -> None:
    shared = (options.Database, options.Config, options.CalendarId, options.Lang, options.Zone, options.ColorWhen)
    declared = {name for one in shared for name in (one.__metadata__[0].default, *one.__metadata__[0].param_decls)}
    assert named(1, r"`(-[-\w]+)`") == declared | {"--width"}
    assert declared <= {name for command in tree().values() for one in command.options for name in one.names}


def test_a_setting_has_the_same_name_everywhere() -> None:
    for _, option, _, key, _ in TABLE:
        if key != "–":
            assert f"`--{key.strip('`')}`" in option


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
def test_the_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("TIMELINE_DATABASE", "TIMELINE_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for kind, file in (("data", places.default_database()), ("configuration", places.config_file())):
        shown = re.search(r"Linux `~/([^`]+)`", row(f"the platform's folder for {kind}")[4])
        assert shown is not None
        assert Path(file).parent == tmp_path / shown[1]
    assert Path(places.default_database()).name in row("the database")[4]
    assert Path(places.config_file()).name in row("the configuration")[4]


@pytest.mark.parametrize("key", ["calendar", "lang", "tz", "color", "database"])
def test_the_option_goes_before_the_configuration(key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    values = {"calendar": "a", "lang": "be", "tz": "Europe/Minsk", "color": "never", "database": "a.db"}
    typed = {"calendar": "b", "lang": "en", "tz": "UTC", "color": "always", "database": Path("b.db")}
    monkeypatch.delenv("TIMELINE_DATABASE", raising=False)
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").write_text(f'{key} = "{values[key]}"\n')
    field = "zone" if key == "tz" else key
    assert str(getattr(settings(), field)) == values[key]
    assert str(getattr(settings(**{key: typed[key]}), field)) == str(typed[key])  # type: ignore[arg-type]
