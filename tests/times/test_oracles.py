"""What others make of the same: dateparser reads full dates alike, the edtf package what is written as EDTF."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import dateparser
import pytest
from edtf import parse_edtf
from expressions.notation import ZONE, corpus
from expressions.spoken import MONTHS
from hypothesis import given
from hypothesis import strategies as st

from timeline.expressions import find
from timeline.languages import codes
from timeline.posts import Posted
from timeline.times import resolve

POSTED = Posted.exact(datetime(2024, 2, 5, 10, tzinfo=ZONE))


@pytest.mark.parametrize("lang", codes())
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_full_dates_as_dateparser_reads_them(lang: str, day: date) -> None:
    text = f"{day.day} {MONTHS[lang].split()[day.month - 1]} {day.year}"
    (one,) = resolve(text, find(text, lang), POSTED, ZONE)
    oracle = dateparser.parse(text, languages=[lang])
    assert oracle is not None
    assert one.value == f"{oracle:%Y-%m-%d}"


def written(lang: str) -> list[Any]:
    """Everything that the corpus of a language comes to and that has an EDTF."""
    return [
        one
        for line in corpus(lang)
        for one in resolve(line.text, find(line.text, lang), POSTED, ZONE)
        if one.edtf is not None and one.time is not None
    ]


@pytest.mark.parametrize("lang", codes())
def test_what_is_written_as_edtf_is_edtf_of_the_same_days(lang: str) -> None:
    """The package reads them all; of an open side it cannot say where it ends."""
    found = written(lang)
    assert len(found) > 100
    for one in found:
        read = parse_edtf(one.edtf)
        if one.time.from_ is None or one.time.until is None:
            continue
        first, last = read.lower_strict()[:3], read.upper_strict()[:3]
        until = one.time.until.replace(tzinfo=None)
        assert first == one.time.from_.timetuple()[:3], one
        assert last == (until - datetime.resolution).timetuple()[:3], one
