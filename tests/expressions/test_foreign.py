"""Languages of the region without a file are read through dateparser, and said to be so."""

from __future__ import annotations

from datetime import date

import pytest
from cli.terminal import timeline
from expressions.notation import ZONE
from expressions.test_properties import at
from hypothesis import given
from hypothesis import strategies as st

from timeline.expressions import LOCALES, find_by_paragraph, find_foreign
from timeline.expressions.meaning import Relative, Shift
from timeline.languages.detect import paragraph_language
from timeline.times import resolve

MONDAY = at(date(2024, 2, 5))
SAID = [
    ("kk", "Сайлау 2024 жылғы 25 ақпанда өтеді.", "2024 жылғы 25 ақпанда", "2024-02-25"),
    ("kk", "Дауыс беру күні: 25.02.2024.", "25.02.2024", "2024-02-25"),
    ("kk", "Бүгін сайлау!", "Бүгін", "2024-02-05"),
    ("kk", "Тізім 3 күн бұрын жарияланды.", "3 күн бұрын", "2024-02-02"),
    ("ky", "Шайлоо 2024-жылдын 25-февралында өтөт.", "2024-жылдын 25-февралында", "2024-02-25"),
    ("ky", "Эртең добуш беребиз.", "Эртең", "2024-02-06"),
    ("ro", "Alegerile au loc duminică, 25 februarie 2024.", "duminică, 25 februarie 2024", "2024-02-25"),
    ("ro", "Mâine votăm.", "Mâine", "2024-02-06"),
    ("hy", "Ընտրությունները կկայանան 25 փետրվարի 2024 թ.", "25 փետրվարի 2024", "2024-02-25"),
    ("uz", "Saylov 2024-yil 25-fevral kuni o‘tadi.", "2024-yil 25-fevral", "2024-02-25"),
    ("uz", "Bugun ovoz beramiz.", "Bugun", "2024-02-05"),
    ("uz", "Saylov 25 İyun 2024 da.", "25 İyun 2024", "2024-06-25"),
    ("ka", "არჩევნები 25 თებერვალს გაიმართება.", "25 თებერვალს", "2024-02-25"),
    ("ka", "2024 წლის 25 თებერვალი", "2024 წლის 25 თებერვალი", "2024-02-25"),
    ("az", "Seçkilər 25 fevral 2024-cü ildə keçiriləcək.", "25 fevral 2024-cü", "2024-02-25"),
    ("tg", "Интихобот 25 феврали соли 2024 баргузор мешавад.", "25 феврали соли 2024", "2024-02-25"),
    ("tg", "Рӯзи овоздиҳӣ: 2024-02-25.", "2024-02-25", "2024-02-25"),
]


@pytest.mark.parametrize(("lang", "text", "said", "value"), SAID)
def test_a_date_is_found_whole(lang: str, text: str, said: str, value: str) -> None:
    (one,) = resolve(text, find_foreign(text, lang), MONDAY, ZONE)
    assert (one.timex.text, one.value, one.timex.rule) == (said, value, f"dateparser.{lang}")


def test_every_language_of_the_region_is_tried() -> None:
    assert {lang for lang, *_ in SAID} == set(LOCALES)


@pytest.mark.parametrize("lang", sorted(LOCALES))
@pytest.mark.parametrize("text", ["12 345", "+996 312 25-02-24", "№ 25", "25.2", "https://a.example/2024/02/25x"])
def test_what_is_no_date_in_any_language(lang: str, text: str) -> None:
    assert find_foreign(text, lang) == []


@pytest.mark.parametrize("lang", sorted(LOCALES))
@given(st.text(st.sampled_from("0123456789.-/: августfevral25\n")))
def test_spans_are_in_order(lang: str, text: str) -> None:
    end = 0
    for timex in find_foreign(text, lang):
        assert end <= timex.start < timex.end <= len(text)
        end = timex.end


def test_what_it_counts_from_stays_open() -> None:
    assert find_foreign("ертең", "kk")[0].meaning == Relative("day", 1)
    assert isinstance(find_foreign("3 күн бұрын", "kk")[0].meaning, Shift)


def test_a_file_is_preferred_and_a_language_given_is_kept() -> None:
    assert '"rule": "date.day-month"' in extracted("25 февраля", "ru")
    assert '"rule": "dateparser.ky"' in extracted("25 февраль 2024", "ky")
    assert '"lang": "ky"' in extracted("25 февраль 2024", "ky")


def extracted(text: str, lang: str) -> str:
    answer = timeline("extract", stdin=f'{{"text": "{text}", "lang": "{lang}", "posted": "2024-02-05"}}\n')
    assert answer.code == 0, answer.err
    return answer.out


def test_explain_says_what_read_it() -> None:
    out = timeline("explain", "25 ақпан 2024", "--lang", "kk", "--posted", "2024-02-05").out
    assert "dateparser.kk" in out
    assert "read as kk" in out


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        (
            "Голосуем 25 февраля.\n\nГаласуем 26 лютага, у панядзелак, на ўсіх участках.",
            "ru",
            ["25 февраля", "26 лютага, у панядзелак"],
        ),
        (
            "Галасуем 25 лютага ў нядзелю.\nГолосуем 26 февраля, приходите!",
            "be",
            ["25 лютага ў нядзелю", "26 февраля"],
        ),
        ("Голосуем 25 февраля.\nPolling day is February 26, 2024.", "ru", ["25 февраля", "February 26, 2024"]),
        ("Голосуємо 25 лютого, їдьмо!\nГолосуем 26 февраля, это выбор каждого.", "uk", ["25 лютого", "26 февраля"]),
        ("Голосуем 25 февраля в Zoom.\nСсылка: Elections", "ru", ["25 февраля"]),
    ],
)
def test_each_paragraph_is_read_in_its_language(text: str, lang: str, found: list[str]) -> None:
    timexes = find_by_paragraph(text, lang)
    assert [timex.text for timex in timexes] == found
    assert all(text[timex.start : timex.end] == timex.text for timex in timexes)


@pytest.mark.parametrize(
    ("text", "lang", "spoken"),
    [
        ("25.02.2024", "be", "be"),
        ("Список участков", "be", "ru"),
        ("Спіс участкаў", "ru", "be"),
        ("Перелік дільниць із їхніми адресами", "ru", "uk"),
        ("Telegram", "ru", "ru"),
        ("The list of polling stations", "ru", "en"),
        ("Список участков", "en", "ru"),
    ],
)
def test_a_paragraph_is_in_another_language_only_where_letters_say_so(text: str, lang: str, spoken: str) -> None:
    assert paragraph_language(text, lang) == spoken
