"""Every line of the corpora (tests/corpus) is read as a careful reader would; notation.py says how they are written."""

from __future__ import annotations

from collections import Counter

import pytest
from expressions.notation import Line, answer, corpus

from timeline.languages import codes

LEAST = {"ru": 600, "be": 250, "uk": 200, "en": 250}
LINES = [line for lang in codes() for line in corpus(lang)]


@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_text_holds_the_dates_that_a_reader_finds(line: Line) -> None:
    found = answer(line.text, line.posted, line.lang)
    assert " | ".join(map(str, found)) == " | ".join(map(str, line.expected)), line.text


@pytest.mark.parametrize("lang", codes())
def test_every_class_is_written_in_every_language(lang: str) -> None:
    assert {line.kind for line in corpus(lang)} == {line.kind for line in LINES}


@pytest.mark.parametrize("lang", codes())
def test_no_text_stands_twice(lang: str) -> None:
    twice = [text for text, n in Counter((line.posted, line.text) for line in corpus(lang)).items() if n > 1]
    assert not twice
    assert len(corpus(lang)) >= LEAST[lang]
