"""Finding events by words, kind, id or a spelling mistake."""

from __future__ import annotations

from datetime import date

import pytest
from countdown.campaign import event, everything

from timeline.countdown.find import alike, did_you_mean, matching
from timeline.countdown.phrases import LANGUAGES, tongue
from timeline.events import When

TONGUES = [tongue(code) for code in LANGUAGES]


def found(what: str) -> list[str]:
    other = event("xyzzy7", "Прочее", "other", When())
    return [one.id for one in matching([*everything(), other], what, TONGUES)]


@pytest.mark.parametrize(
    ("what", "ids"),
    [
        ("c4", ["c4"]),  # an id
        ("election-day", ["c4", "s1"]),  # a kind
        ("voting", ["c4", "s1"]),  # a name of it
        ("выборы", ["c4", "s1"]),
        ("early", ["c3"]),
        ("early voting", ["c3"]),
        ("early-voting", ["c3"]),
        ("Досрочное Голосование", ["c3"]),  # a title
        ("датэрміновае галасаванне", ["c3"]),  # in another language
        ("single voting day", ["c4"]),
        ("досрочного голосования", ["c3"]),  # in another case
        ("единый день", ["c4"]),  # some of its words
        ("кандидаты", ["c2"]),
        ("observers", ["m1"]),
        ("встреча с наблюдателями", ["m1"]),
        ("наблюдателями минск", ["m1"]),  # with its place
        ("all", []),
        ("xyz", ["xyzzy7"]),  # the beginning of an id, where nothing else answers
        ("голосвание", []),  # a mistake finds nothing by itself
        ("", []),
        ("-", []),
    ],
)
def test_what_is_meant(what: str, ids: list[str]) -> None:
    assert found(what) == ids


TONGUES = [tongue(code) for code in LANGUAGES]


@pytest.mark.parametrize(
    ("kind", "what", "first"),
    [
        ("nomination", "nominatoin", "nomination"),
        ("nomination", "вылучэне", "вылучэнне"),
        ("early-voting", "erly-voting", "early voting"),
        ("election-day", "голосованее", "голосование"),
    ],
)
def test_a_kind_may_be_misspelt(kind: str, what: str, first: str) -> None:
    one = event("e", "Чтение списков", kind, When.days(date(2024, 2, 25)))
    assert did_you_mean([one], what, TONGUES)[0] == first
    other = event("e", "Чтение списков", "meeting", When.days(date(2024, 2, 25)))
    assert did_you_mean([other], what, TONGUES) == []  # none is of that kind


def test_nothing_near_is_not_made_up() -> None:
    assert did_you_mean(everything(), "xyzzy") == []


@pytest.mark.parametrize(
    ("asked", "word", "same"),
    [
        ("голосования", "голосование", True),
        ("голос", "голосование", True),
        ("выбор", "выборы", True),
        ("день", "депутат", False),
        ("дня", "день", False),
        ("регистрация", "региональная", False),
    ],
)
def test_endings(asked: str, word: str, same: bool) -> None:
    assert alike(asked, word) is same
