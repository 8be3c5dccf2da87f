"""The scan leaves nothing out: what is found in the stretches that it names is what is found in the whole text."""

from __future__ import annotations

import sys

import pytest
from expressions.notation import corpus
from expressions.test_properties import LANGS, chatter
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.expressions import Timex, find
from timeline.expressions.find import grammar
from timeline.expressions.scan import Scan, windows


def whole(text: str, lang: str) -> list[Timex]:
    """What is found by a grammar that reads every word."""

    def everywhere(clean: str, _: Scan) -> list[tuple[int, int]]:
        return [(0, len(clean))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["timeline.expressions.find"], "windows", everywhere)
        return find(text, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_left_out_of_a_line(lang: str) -> None:
    for line in corpus(lang):
        text = f"Слово, {line.text} — слово.\n\nСлово {line.text}"
        assert find(text, lang) == whole(text, lang)


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=300)
@given(st.data())
def test_nothing_is_left_out_of_words_in_any_order(lang: str, data: st.DataObject) -> None:
    filler = data.draw(st.sampled_from((" слово ", "\n", " слово, ", "слово", "—")))
    text = filler.join(data.draw(st.lists(chatter(lang), max_size=4)))
    assert find(text, lang) == whole(text, lang)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Слово слово слово, слово.", []),
        ("Слово слово 5 мая слово слово", [" 5 мая "]),
        ("Слово (5 мая), слово\n\n6 июня\nслово", [" (5 мая), ", "\n\n6 июня\n"]),
        ("Слово/5 мая/слово/6 мая/слово слово", ["Слово/5 мая/слово/6 мая/слово"]),
        ("Слово в 15 и до 20 слово", [" в 15 и до 20 "]),
        ("Один из пяти, по одному из семи", []),
    ],
)
def test_only_the_run_of_known_words_around_a_date_is_read(text: str, read: list[str]) -> None:
    assert [text[start:end] for start, end in windows(text, grammar("ru").scan)] == read
