"""What is packed is whole: a wheel, a source archive, a zipped wheel and a checkout all find their data."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

PROBE = """
import json, sys
sys.path.insert(0, sys.argv[1])
import timeline
from timeline.calendars import all_calendars
from timeline.events.words import words
from timeline.example import campaign, expected
from timeline.store.migrations import scripts
from importlib.resources import files
print(json.dumps({
    "from": timeline.__file__,
    "migrations": [name for name, text in scripts() if text],
    "calendars": sorted(calendar.id for calendar in all_calendars()),
    "languages": sorted(file.name for file in files("timeline.languages").iterdir() if file.name.endswith(".toml")),
    "posts": len(campaign().read_text(encoding="utf-8").splitlines()),
    "events": len(json.loads(expected().read_text(encoding="utf-8"))["events"]),
    "occasion": sorted(words("Семинар наблюдателей", "ru").about),
}))
"""


def found_from(place: Path, elsewhere: Path) -> dict[str, object]:
    """What the program finds of its data when it is imported from ``place``, run in a folder that holds nothing."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(place)], cwd=elsewhere, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    assert str(found.pop("from")).startswith(str(place))
    return found


@pytest.fixture(scope="module")
def expected_data() -> dict[str, object]:
    return {
        "migrations": sorted(path.stem for path in (ROOT / "db/migrations").glob("*.sql")),
        "calendars": sorted(path.stem for path in (ROOT / "calendars").glob("*.toml")),
        "languages": sorted(path.name for path in (ROOT / "timeline/languages").glob("*.toml")),
        "posts": len((ROOT / "timeline/example/campaign.jsonl").read_text(encoding="utf-8").splitlines()),
        "events": len(json.loads((ROOT / "timeline/example/expected.json").read_text(encoding="utf-8"))["events"]),
        "occasion": ["=observers"],
    }


def build(source: Path, target: Path, *kinds: str) -> list[Path]:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling, the build backend, is not installed")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(target), *(f"-t{kind}" for kind in kinds)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return sorted(target.iterdir())


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source archive and the wheel, built once."""
    sdist, wheel = build(ROOT, tmp_path_factory.mktemp("dist"), "sdist", "wheel")[::-1]
    assert sdist.name.endswith(".tar.gz"), sdist
    return sdist, wheel


def test_a_checkout_finds_its_data(expected_data: dict[str, object], tmp_path: Path) -> None:
    assert all(expected_data.values()), "there is nothing to look for"
    assert found_from(ROOT, tmp_path) == expected_data


def test_an_installed_wheel_finds_its_data(
    archives: tuple[Path, Path], expected_data: dict[str, object], tmp_path: Path
) -> None:
    with zipfile.ZipFile(archives[1]) as wheel:
        wheel.extractall(tmp_path / "site")
    assert found_from(tmp_path / "site", tmp_path) == expected_data


def test_a_zipped_wheel_finds_its_data(
    archives: tuple[Path, Path], expected_data: dict[str, object], tmp_path: Path
) -> None:
    assert found_from(archives[1], tmp_path) == expected_data


def test_a_source_archive_makes_the_same_wheel(archives: tuple[Path, Path], tmp_path: Path) -> None:
    sdist, wheel = archives
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    (again,) = build(source, tmp_path / "dist", "wheel")
    assert names_in(again) == names_in(wheel)


def test_the_wheel_brings_one_package_and_no_database(archives: tuple[Path, Path]) -> None:
    names = names_in(archives[1])
    version = PROJECT["project"]["version"]
    assert {name.split("/")[0] for name in names} == {"timeline", f"election_timeline-{version}.dist-info"}
    assert not [name for name in names if re.search(r"\.(db|sqlite)(-\w+)?$|/tests?/", name)]
    assert {"timeline/py.typed", "timeline/_bundled/migrations/0001_event_table.sql"} <= names


def test_the_wheel_carries_the_command_and_the_licence(archives: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(archives[1]) as wheel:
        folder = next(name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name)
        assert "timeline = timeline.cli:main" in wheel.read(f"{folder}/entry_points.txt").decode()
        assert f"{folder}/licenses/LICENSE" in wheel.namelist()


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as packed:
        return set(packed.namelist())


def test_the_version_is_said_once() -> None:
    import timeline

    assert timeline.__version__ == PROJECT["project"]["version"]


def test_the_lock_holds_every_dependency_in_a_version_that_is_allowed() -> None:
    from packaging.requirements import Requirement

    locked = dict(
        re.findall(r"^([a-z0-9.-]+)==([^ ;\n]+)", (ROOT / "requirements-dev.lock").read_text(encoding="utf-8"), re.M)
    )
    wanted = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
        *(
            line
            for name, extra in PROJECT["project"].get("optional-dependencies", {}).items()
            for line in extra
            if name != "telethon"  # what needs a person's account is installed by that person, and tested without
        ),
    ]
    for line in wanted:
        requirement = Requirement(line)
        version = locked.get(requirement.name.lower().replace("_", "-"))
        if requirement.name == PROJECT["project"]["name"]:
            continue
        assert version, f"{requirement.name} is not in requirements-dev.lock: make lock"
        assert requirement.specifier.contains(version), f"{requirement.name} {version} is locked, {line} is wanted"


# The Python that `make` looks for, with Pythons that only say what they are.


def pretend(folder: Path, name: str, version: tuple[int, int], venv: bool = True) -> None:
    """A command in ``folder`` that answers what .ci/find-python asks a Python."""
    path = folder / name
    path.write_text(
        "#!/bin/sh\n"
        'case "$2" in\n'
        f"  *version_info*exit*|*exit*version_info*) exit {0 if version >= (3, 11) else 11} ;;\n"
        f"  *ensurepip*) exit {0 if venv else 1} ;;\n"
        f"  *python_version*) echo {version[0]}.{version[1]}.0 ;;\n"
        f"  *) echo {version[0]}.{version[1]} ;;\n"
        "esac\n"
    )
    path.chmod(0o755)


def find_python(folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(ROOT / ".ci/find-python"), *names],
        env={**os.environ, "PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_takes_the_first_python_that_will_do(tmp_path: Path) -> None:
    pretend(tmp_path, "python3", (3, 9))
    pretend(tmp_path, "python3.13", (3, 13), venv=False)
    pretend(tmp_path, "python3.12", (3, 12))
    done = find_python(tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == ("python3.12\n", "", 0)


def test_a_python_too_old_gets_a_sentence_and_a_remedy(tmp_path: Path) -> None:
    pretend(tmp_path, "python3", (3, 9))
    done = find_python(tmp_path)
    assert done.returncode == 1
    problem, remedy = done.stderr.splitlines()
    assert problem == "Timeline needs Python 3.11 or newer; python3 is 3.9.0."
    assert remedy.startswith("Try: ")


def test_a_python_without_venv_gets_a_sentence_and_a_remedy(tmp_path: Path) -> None:
    pretend(tmp_path, "python3", (3, 11), venv=False)
    done = find_python(tmp_path)
    assert done.returncode == 1
    problem, remedy = done.stderr.splitlines()
    assert problem == "Timeline needs Python's venv module, and python3 (3.11) comes without it."
    assert "apt install python3.11-venv" in remedy


def test_no_python_at_all_gets_a_sentence_and_a_remedy(tmp_path: Path) -> None:
    done = find_python(tmp_path, "python3", "my-python")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "Timeline needs Python 3.11 or newer; there is none by the name of python3 my-python."
    )
