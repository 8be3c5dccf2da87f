"""What holds of any text: nothing raises, spans are in order, absolute dates stay and relative ones move."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

import pytest
from expressions.notation import ZONE, corpus
from expressions.spoken import RELATIVE, forms
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.expressions import find
from timeline.languages import codes, lexicon
from timeline.posts import Posted
from timeline.times import Resolved, resolve

LANGS = codes()
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MARKS = [*".,;:/()«»\"'-–—№#%+\n\t\u00a0\u00ad\u20e3²", "0", "1", "5", "12", "25", "31", "99", "2024", "12.00", "25.02"]
MARKS += [
    "25.02.2024",
    "8:30",
    "10-00",
    "2024-02-25T10:00",
    "2024-02-30T25:00",
    "5-2-2024",
    "XX",
    "15-летний",
    "90-х",
    "12 514",
    "٣",
]


def read(text: str, posted: Posted, lang: str) -> list[Resolved]:
    return resolve(text, find(text, lang), posted, ZONE)


def at(day: date) -> Posted:
    return Posted.exact(datetime(day.year, day.month, day.day, 10, tzinfo=ZONE))


@cache
def vocabulary(lang: str) -> list[str]:
    """Every word the language file knows, phrases and abbreviations too."""
    words = lexicon(lang)
    phrases = [" ".join(parts) for group in words.phrases.values() for parts, _ in group]
    return sorted({*words.words, *phrases, *(f"{word}." for word in words.dotted)})


@st.composite
def chatter(draw: st.DrawFn, lang: str) -> str:
    """Words of the language in any order among numbers and marks: what rules are most likely to stumble over."""
    words = draw(st.lists(st.sampled_from(vocabulary(lang)) | st.sampled_from(MARKS), max_size=14))
    return draw(st.sampled_from((" ", " ", ""))).join(words)


POSTED = st.one_of(
    st.just(Posted.unknown()),
    st.dates(date(2, 1, 1), date(9998, 12, 31)).map(at),
    st.tuples(DAYS, st.integers(0, 40)).map(
        lambda pair: Posted.between(at(pair[0]).at, (at(pair[0]).at or datetime.max) + timedelta(pair[1]))
    ),
    DAYS.map(lambda day: Posted.between(at(day).at, None)),
)


def check(text: str, posted: Posted, lang: str) -> None:
    found = read(text, posted, lang)
    end = 0
    for one in found:
        timex = one.timex
        assert end <= timex.start < timex.end <= len(text)
        assert timex.text == text[timex.start : timex.end]
        if timex.event is not None:
            first, last = timex.event
            assert 0 <= first < last <= len(text)
            assert one.anchor_event == text[first:last]
        if one.time is not None and one.time.from_ is not None and one.time.until is not None:
            assert one.time.from_ < one.time.until
        end = timex.end


@given(st.text(), POSTED, st.sampled_from(LANGS))
def test_any_text_can_be_read(text: str, posted: Posted, lang: str) -> None:
    check(text, posted, lang)


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=400)
@given(st.data())
def test_any_words_in_any_order_can_be_read(lang: str, data: st.DataObject) -> None:
    check(data.draw(chatter(lang)), data.draw(POSTED), lang)


@pytest.mark.parametrize("lang", LANGS)
@given(DAYS, st.data())
def test_a_full_date_is_read_back_in_all_its_usual_forms(lang: str, day: date, data: st.DataObject) -> None:
    posted = at(data.draw(DAYS))
    for written in forms(day, lang):
        (one,) = read(f"Дата: {written}" if lang != "en" else f"Date: {written}", posted, lang)
        assert one.value == day.isoformat(), written
        assert one.time is not None
        assert one.time.certain
        assert one.time.start_earliest is not None
        assert one.time.start_earliest.date() == day
        assert "year" not in one.implied
        assert not [note for note in one.notes if "contradicts" in note]


@pytest.mark.parametrize("lang", LANGS)
@given(DAYS, DAYS, DAYS)
def test_what_is_absolute_stays_when_the_post_moves(lang: str, day: date, first: date, second: date) -> None:
    for written in forms(day, lang):
        assert [one.time for one in read(written, at(first), lang)] == [
            one.time for one in read(written, at(second), lang)
        ]


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang in LANGS for text in RELATIVE[lang]])
@given(DAYS, st.integers(-1000, 1000))
def test_what_is_relative_moves_with_the_post(lang: str, text: str, day: date, by: int) -> None:
    def start(posted: date) -> date:
        (one,) = read(text, at(posted), lang)
        assert one.time is not None
        assert one.time.start_earliest is not None
        return one.time.start_earliest.date()

    moved = day + timedelta(by)
    if timedelta(by) != timedelta(0):
        assert start(moved) - start(day) == timedelta(by)


@pytest.mark.parametrize("lang", LANGS)
@given(st.lists(DAYS, min_size=1, max_size=3), st.lists(DAYS, min_size=1, max_size=3), DAYS, st.data())
def test_two_texts_joined_hold_the_dates_of_both(
    lang: str, left: list[date], right: list[date], posted: date, data: st.DataObject
) -> None:
    def text(days: list[date]) -> str:
        return " ".join(f"— {data.draw(st.sampled_from(forms(day, lang)))};" for day in days)

    one, two = text(left), text(right)
    joined = f"{one}\n\n{two}"
    shift = len(one) + 2

    def said(found: list[Resolved], by: int = 0) -> list[tuple[int, int, str, object]]:
        return [(r.timex.start + by, r.timex.end + by, r.value, r.time) for r in found]

    when = at(posted)
    assert said(read(joined, when, lang)) == said(read(one, when, lang)) + said(read(two, when, lang), shift)


@pytest.mark.parametrize("lang", LANGS)
def test_invisible_characters_change_nothing_but_offsets(lang: str) -> None:
    for line in corpus(lang):
        if line.posted == "-" or any(char in line.text for char in "\u00ad\u20e3\u0301"):
            continue
        hidden = "\u200b".join(line.text)
        plain, veiled = find(line.text, lang), find(hidden, lang)
        assert [t.meaning for t in veiled] == [t.meaning for t in plain]
        assert [t.text.replace("\u200b", "") for t in veiled] == [t.text for t in plain]


@pytest.mark.parametrize(
    "piece", ["7", ".", "до ", "6, 7, ", "-", "(", "25 февраля и ", "двадцать ", "1 час ", "12.00 и ", "в "]
)
def test_a_long_hostile_text_comes_to_an_end(piece: str) -> None:
    """What took quadratic time would not be done with this in hours."""
    check(piece * (60_000 // len(piece)), at(date(2024, 2, 5)), "ru")


@pytest.mark.parametrize("lang", LANGS)
def test_a_date_far_from_any_other_word_is_found(lang: str) -> None:
    """Around what could be a date the text is read on, as far as its words may belong to it."""
    (written, *_) = forms(date(2024, 2, 25), lang)
    filler = "слово " * 200
    assert [t.text for t in find(f"{filler}{written} {filler}", lang)] == [written]


def test_a_long_list_keeps_its_first_day() -> None:
    days = ", ".join(map(str, range(5, 17)))
    found = read(f"{'Слово ' * 30}{days} и 17 февраля 2024 года{' слово' * 30}", at(date(2024, 2, 1)), "ru")
    assert [one.value for one in found] == [f"2024-02-{day:02}" for day in range(5, 18)]
