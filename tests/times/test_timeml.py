"""TIMEX3 after ISO 24617-1: well-formed XML that holds the text unchanged, and the attributes the standard names."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from expressions.notation import corpus
from hypothesis import given
from hypothesis import strategies as st

from timeline.expressions import find
from timeline.languages import codes
from timeline.posts import Post, Posted
from timeline.times import resolve
from timeline.times.timeml import annotate

ZONE = ZoneInfo("Europe/Minsk")
POSTED = Posted.exact(datetime(2024, 2, 5, 10, tzinfo=ZONE))


def annotated(text: str, posted: Posted = POSTED, lang: str = "ru") -> ElementTree.Element:
    post = Post(channel="-", id="<1\x9b>", text=text, posted=posted)
    written = annotate(post, resolve(text, find(text, lang), posted, ZONE))
    assert written.isprintable()
    return ElementTree.fromstring(written)


def tags(text: str, posted: Posted = POSTED) -> list[tuple[str, dict[str, str]]]:
    return [(tag.text or "", dict(tag.attrib)) for tag in annotated(text, posted).findall("TEXT/TIMEX3")]


def test_a_date_is_marked_where_it_stands() -> None:
    assert tags("Выборы 25 февраля 2024 года!") == [
        ("25 февраля 2024 года", {"tid": "t1", "type": "DATE", "value": "2024-02-25"})
    ]


def test_what_counts_from_the_post_is_anchored_in_it() -> None:
    root = annotated("Завтра начнутся дебаты.")
    creation = root.find("DCT/TIMEX3")
    assert creation is not None
    assert creation.attrib == {
        "tid": "t0",
        "type": "TIME",
        "value": "2024-02-05T10:00:00+03:00",
        "functionInDocument": "CREATION_TIME",
    }
    tag = root.find("TEXT/TIMEX3")
    assert tag is not None
    assert (tag.get("value"), tag.get("anchorTimeID"), tag.get("temporalFunction")) == ("2024-02-06", "t0", "true")


def test_what_counts_from_a_date_is_anchored_in_that() -> None:
    (_, first), (_, second) = tags("Сессия открылась 1 марта 2023 года. В тот же день избрали совет.")
    assert (second["value"], second["anchorTimeID"]) == ("2023-03-01", first["tid"])


def test_a_range_is_a_duration_between_two_points() -> None:
    assert tags("Голосуем с 20 по 24 февраля 2024 года.") == [
        (
            "с 20 по 24 февраля 2024 года",
            {"tid": "t1", "type": "DURATION", "value": "P5D", "beginPoint": "t2", "endPoint": "t3"},
        ),
        ("", {"tid": "t2", "type": "DATE", "value": "2024-02-20"}),
        ("", {"tid": "t3", "type": "DATE", "value": "2024-02-24"}),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("с 12.00 до 19.30", "PT7H30M"),
        ("с марта по май 2024 года", "P3M"),
        ("с 2020 по 2024 год", "P5Y"),
        ("28 января — 7 февраля 2024 года", "P11D"),
    ],
)
def test_the_length_of_a_range(text: str, value: str) -> None:
    assert tags(text)[0][1]["value"] == value


@pytest.mark.parametrize(
    ("text", "value", "mod"),
    [
        ("до 15 февраля 2024 года", "2024-02-15", "ON_OR_BEFORE"),
        ("не ранее 15 февраля 2024 года", "2024-02-15", "ON_OR_AFTER"),
        ("в середине марта 2024 года", "2024-03", "MID"),
        ("более двух лет назад", "2022-02-05", "BEFORE"),
        ("до второй половины марта 2024 года", "2024-03-31", "ON_OR_BEFORE"),
    ],
)
def test_bounds_keep_their_mod(text: str, value: str, mod: str) -> None:
    ((_, tag),) = tags(text)
    assert (tag["type"], tag["value"], tag["mod"]) == ("DATE", value, mod)


def test_what_is_left_is_a_duration_that_the_post_begins() -> None:
    ((_, tag),) = tags("До выборов осталось меньше трех месяцев.")
    assert (tag["type"], tag["value"], tag["mod"], tag["beginPoint"]) == ("DURATION", "P3M", "LESS_THAN", "t0")


def test_a_repeated_time_says_how_often() -> None:
    ((_, tag),) = tags("Прием по вторникам.")
    assert (tag["type"], tag["value"], tag["quant"]) == ("SET", "XXXX-WXX-2", "EVERY")


def test_what_no_calendar_has_is_unspecified() -> None:
    ((_, tag),) = tags("Прием 31 февраля.")
    assert tag["value"] == "XXXX-XX-XX"


def test_a_post_of_unknown_time_says_so() -> None:
    creation = annotated("Выборы 25 февраля.", Posted.unknown()).find("DCT/TIMEX3")
    assert creation is not None
    assert creation.get("value") == "XXXX-XX-XX"
    assert tags("Выборы 25 февраля.", Posted.unknown())[0][1]["value"] == "XXXX-02-25"


@pytest.mark.parametrize("lang", codes())
def test_every_text_of_the_corpus_comes_back_unchanged(lang: str) -> None:
    for line in corpus(lang):
        assert "".join(annotated(line.text, lang=lang).find("TEXT").itertext()) == line.text  # type: ignore[union-attr]


@given(st.text(st.sampled_from("<&>\"' \n\t25.марта до 9-\x00\x1b\x9b\u202e\ud800]")))
def test_hostile_text_stays_well_formed_and_commands_no_terminal(text: str) -> None:
    annotated(text)
