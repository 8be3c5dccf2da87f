"""What the shell completes: at once, from a table of the commands, and the same as Typer would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import command_tree
import pytest
import typer.main
from cli.filled import fill
from countdown.campaign import everything
from typer import _completion_classes as typers

from timeline.cli import candidates, completing
from timeline.cli.app import build
from timeline.cli.tree import tree


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "t.db"))
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    fill(tmp_path / "t.db", everything(), "mine")
    return tmp_path


def test_titles_and_kinds(filled: Path) -> None:
    assert candidates.events("Дос") == ["Досрочное голосование"]
    assert candidates.events("дос") == ["досрочное голосование"]
    assert candidates.events("голос") == ["голосование", "голосования"]
    assert candidates.events("vot") == ["voting day"]
    assert "Выдвижение кандидатов" in candidates.events("")


def test_calendars(filled: Path) -> None:
    assert candidates.calendars("") == ["by-cec", "mine", "ru-cec"]
    assert candidates.calendars("m") == ["mine"]


def test_zones() -> None:
    assert candidates.zones("Europe/Mins") == ["Europe/Minsk"]
    assert "Europe/" in candidates.zones("E")
    assert "America/Argentina/" in candidates.zones("America/A")
    assert candidates.zones("Europe/../../etc/") == candidates.zones("Nowhere/") == candidates.zones("Europe/\0") == []


def test_without_a_database_there_is_less_to_complete(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIMELINE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("TIMELINE_DATABASE", str(tmp_path / "none.db"))
    assert candidates.events("vot") == ["voting day"]
    (tmp_path / "config.toml").write_text("nonsense = 1")
    monkeypatch.delenv("TIMELINE_DATABASE")
    assert candidates.events("vot") == ["voting day"]


HOSTILE = [
    ("a\"b$(c)`d`:'e", "a b c d :’e"),
    ("x; rm -rf ~ | y & z > w", "x rm -rf y z w"),
    ("--database Выборы (второй тур)*?[]{}!#^=\\", "database Выборы второй тур"),
    ("Сход\u202eграждан\x1b[31m", "Сход граждан 31m"),
    ("People's Assembly", "People’s Assembly"),
    ("«Единый день» – 50,5 %", "«Единый день» – 50,5 %"),
    ("$()", ""),
]


@pytest.mark.parametrize(("title", "offered"), HOSTILE)
def test_a_shell_finds_nothing_to_act_on_in_a_title(title: str, offered: str) -> None:
    assert candidates.harmless(title) == offered


SHELLS = {"bash": typers.BashComplete, "zsh": typers.ZshComplete, "fish": typers.FishComplete}
CLI = typer.main.get_command(build())


def asked(shell: str, typed: str) -> dict[str, str]:
    """The environment that a shell's completion script makes of a command line."""
    if shell == "bash":
        words = typed.split(" ")
        return {
            "_TIMELINE_COMPLETE": "complete_bash",
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(words) - 1),
        }
    fish = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"} if shell == "fish" else {}
    return {"_TIMELINE_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": typed, **fish}


def typers_answer(shell: str, typed: str) -> str:
    """What Typer completes, on a terminal so wide that it breaks no line."""
    with patch.dict(os.environ, {**asked(shell, typed), "COLUMNS": "1000", "TERMINAL_WIDTH": "1000"}):
        return str(SHELLS[shell](CLI, {}, "timeline", "_TIMELINE_COMPLETE").complete())


def ours(shell: str, typed: str) -> str:
    answer = completing.quickly(asked(shell, typed))
    assert answer is not None, typed
    assert answer[1] == 0
    return answer[0]


def lines() -> Iterator[str]:
    """Command lines with something to complete in every command: its name, each option, each value, each argument."""
    for path, command in tree().items():
        if path == "timeline":
            continue
        yield from (path[:-1], f"{path} ", f"{path} d", f"{path} -", f"{path} --", f"{path} x ", f"{path} x y ")
        for option in command.options:
            for name in option.names:
                yield from (f"{path} {name}", f"{path} {name} ", f"{path} {name} --")
                if not option.flag:
                    yield from (f"{path} {name} a", f"{path} {name} x ", f"{path} {name} x -")
            long = option.names[-1] if option.names[-1].startswith("--") else option.names[0]
            if not option.flag:
                yield from (f"{path} {long}=x --", f"{path} {long}=x ")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_completed_as_typer_does(filled: Path, shell: str) -> None:
    for typed in [
        "timeline ",
        "timeline d",
        "timeline --database x ",
        "timeline --database ",
        "timeline nonsense ",
        *lines(),
    ]:
        assert same(shell, ours(shell, typed)) == same(shell, typers_answer(shell, typed)), typed


def same(shell: str, answer: str) -> list[str]:
    """The lines without what keeps a title one word in bash and shows an apostrophe in zsh, which Typer does not do.

    They are sorted, since -h and --help come in any order.
    """
    plain = answer.replace("\\ ", " ") if shell == "bash" else answer.replace("'\\''", "''")
    return sorted(plain.replace("_arguments '*: :((", "").replace("))'", "").splitlines())


WORDS = [
    "countdown дос",
    "countdown ",
    "countdown Досрочное голо",
    "show голос",
    "show nothing",
    "countdown --lang en Дос",
]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("typed", [*WORDS, "feed --kind deadline --kind m", "countdown -cb", "agenda -c b"])
def test_words_and_values(filled: Path, shell: str, typed: str) -> None:
    assert ours(shell, f"timeline {typed}") == typers_answer(shell, f"timeline {typed}")


def test_the_table_is_the_commands() -> None:
    assert command_tree.FILE.read_text(encoding="utf-8") == command_tree.table(), "make docs"


def test_where_no_command_is_named_the_countdown_is_meant(filled: Path) -> None:
    for shell in SHELLS:
        assert set(same(shell, typers_answer(shell, "timeline -"))) < set(same(shell, ours(shell, "timeline -")))
    assert "--within" in ours("bash", "timeline --").split()
    assert ours("bash", "timeline --lang ") == "ru\nbe\nuk\nen"
    assert ours("bash", "timeline --all --w") == "--within\n--watch\n--waybar\n--width"


def test_options_before_a_command_are_its_own(filled: Path) -> None:
    assert ours("bash", "timeline --tz UTC ingest --posted") == "--posted\n--posted-from\n--posted-to"
    assert ours("bash", "timeline --tz UTC show --json --c") == "--calendar\n--color\n--config"


def test_bash_makes_three_words_of_an_option_with_its_value(filled: Path) -> None:
    assert ours("bash", "timeline countdown --lang = r") == "ru"
    assert ours("bash", "timeline countdown --lang =") == "ru\nbe\nuk\nen"


def test_zsh_and_fish_take_an_option_with_its_value_as_one_word(filled: Path) -> None:
    assert ours("zsh", "timeline countdown --lang=r") == "_arguments '*: :((\"--lang=ru\"))'"
    assert ours("fish", "timeline countdown --lang=r") == "--lang=ru"


def test_quotations(filled: Path) -> None:
    for shell in SHELLS:
        assert "Досрочное голосование" in ours(shell, "timeline countdown 'Дос")
        assert "Досрочное голосование" in ours(shell, 'timeline countdown "Дос')
    assert ours("zsh", "timeline countdown Досрочное\\ го") == "_arguments '*: :((\"Досрочное голосование\"))'"


def test_what_must_be_one_word_stays_one_in_bash(filled: Path) -> None:
    assert ours("bash", "timeline hide Дос") == "Досрочное\\ голосование"
    assert ours("bash", "timeline hide 'Дос") == "Досрочное голосование"
    assert ours("bash", "timeline countdown Дос") == "Досрочное голосование"


def test_the_database_that_is_named_is_read(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_DATABASE", str(filled / "none.db"))
    assert ours("bash", "timeline countdown Дос") == ""
    assert ours("bash", f"timeline --database {filled / 't.db'} countdown Дос") == "Досрочное голосование"


def test_fish_is_told_where_files_are_meant(filled: Path) -> None:
    for typed, code in (
        ("timeline ingest ", 1),
        ("timeline ", 0),
        ("timeline countdown Дос", 0),
        ("timeline show zzz", 1),
    ):
        assert completing.quickly({**asked("fish", typed), "_TYPER_COMPLETE_FISH_ACTION": "is-args"}) == ("", code)


def test_the_rest_is_left_to_typer() -> None:
    for typed in ("timeline countdown --nonsense ", "timeline countdown -qn ", "timeline countdown --all=x "):
        assert completing.quickly(asked("bash", typed)) is None
    assert completing.quickly({"_TIMELINE_COMPLETE": "source_bash"}) is None
    assert completing.quickly({"_TIMELINE_COMPLETE": "complete_powershell"}) is None


LIGHT = """
import sys; sys.argv = ['timeline']
try:
    from timeline.cli import main; main()
except SystemExit as ended:
    code = ended.code
print(sorted({'typer', 'pydantic', 'rich', 'dateparser', 'icalendar', 'sqlite_utils'} & set(sys.modules)), code)
"""


@pytest.mark.parametrize(
    "typed", ["timeline sh", "timeline countdown --la", "timeline countdown -c ", "timeline status --tz E"]
)
def test_the_entry_point_completes_without_typer(filled: Path, typed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **asked("bash", typed), "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
    )
    assert done.stderr == ""
    *answer, last = done.stdout.splitlines()
    assert "\n".join(answer) == ours("bash", typed)
    assert last == "[] 0"
