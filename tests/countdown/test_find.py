"""Finding events by words, kind, id or a spelling mistake."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    ("what", "first"),
    [
        ("досрочное голосвание", "Досрочное голосование"),
        ("выдвижене", "Выдвижение кандидатов"),
        ("eraly voting", "Early voting"),
        ("пресс конфиренция", "Пресс-конференция"),
    ],
)
def test_did_you_mean(what: str, first: str) -> None:
    assert did_you_mean(everything(), what)[0] == first


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
