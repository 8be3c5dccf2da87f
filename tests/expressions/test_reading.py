"""How a text is taken apart: at its blanks, without what nobody sees, and what a pattern captures of it."""

from __future__ import annotations

import pytest
from expressions.test_properties import LANGS
from hypothesis import given
from hypothesis import strategies as st

from timeline.expressions.pattern import compile_pattern
from timeline.expressions.tokens import reader
from timeline.expressions.visible import visible

PIECES = st.sampled_from(
    (
        *"0123456789",
        *".,:/-–+№«»()'’ёЁўw",
        " ",
        " ",
        "\n",
        "\xa0",
        "-го",
        "дневный",
        "мая",
        "https://t.me/1-2",
        "2024-05-09T10:00Z",
    )
)


@pytest.mark.parametrize("lang", LANGS)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_token_depends_on_what_lies_beyond_a_blank(lang: str, text: str) -> None:
    read, at, cut = reader(lang), 0, []
    for stretch in text.split(" "):
        cut += [(at + begin, at + stop) for begin, stop, *_ in read.stretches[stretch]]
        at += len(stretch) + 1
    assert cut == [found.span() for found in read.token.finditer(text)]


@given(st.lists(st.sampled_from("аб \n\u00ad\u0301\u200b\ufe0f\u20e3"), max_size=20).map("".join))
def test_each_visible_character_is_found_again(text: str) -> None:
    clean, hidden = visible(text)
    if hidden is None:
        assert clean == text
        return
    there = [hidden.there(seen) for seen in range(len(clean))]
    assert [text[at] for at in there] == list(clean)
    assert there == sorted(set(there))
    assert [hidden.seen(at) for at in there] == list(range(len(clean)))
    assert hidden.seen(len(text)) == len(clean)


def test_of_groups_that_share_a_name_the_one_that_matched_counts() -> None:
    pattern = compile_pattern("d=DAY m=MONTH y=YEAR? | m=MONTH d=DAY/ORD", lambda cls: cls[0])
    assert pattern is not None
    matches = [pattern.regex.match(chars, 1) for chars in ("xDMY", "xMOY")]
    first, second = [pattern.found(match) for match in matches if match]
    assert (first.start, first.end) == (1, 4)
    assert first.captured == {"d": (1, ("DAY",)), "m": (2, ("MONTH",)), "y": (3, ("YEAR",))}
    assert (second.start, second.end) == (1, 3)
    assert second.captured == {"m": (1, ("MONTH",)), "d": (2, ("DAY", "ORD"))}
