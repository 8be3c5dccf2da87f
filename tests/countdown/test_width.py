"""Columns of a terminal, and text that is safe to print there."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.countdown.width import cells, clean, fit, pad, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("voting", 6),
        ("Голосование", 11),
        ("ў", 1),
        ("й", 1),  # и with a breve of its own
        ("а́", 1),  # an accent of its own
        ("😀", 2),
        ("🗳", 1),  # a symbol of text …
        ("🗳️", 2),  # … made an emoji
        ("👨\u200d👩\u200d👧", 2),  # a family
        ("👍🏽", 2),  # a colour of skin
        ("🇧🇾", 2),  # a flag
        ("🇧🇾🇺🇦", 4),
        ("投票", 4),
        ("ｖ", 2),
        ("한", 2),
        ("≈ 5", 3),
        ("–·…", 3),
    ],
)
def test_columns(text: str, columns: int) -> None:
    assert cells(text) == columns


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Голосование", "Голосование"),
        ("две\nстроки\tи\r\nтабуляция", "две строки и табуляция"),
        ("a\x1b[31mred\x1b[0m b", "ared b"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "alink"),
        ("\x9b2Jclear", "clear"),
        ("\x1bcreset", "creset"),
        ("unfinished \x1b[", "unfinished"),
        ("bell\x07", "bell"),
        ("\u202eright to left\u202c", "right to left"),
        ("\u2066isolate\u2069", "isolate"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("no\u00a0break", "no break"),
        ("line\u2028paragraph\u2029end", "line paragraph end"),
        ("\ud800lone", "\ufffdlone"),
        ("tag\U000e0041", "tag"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 4),
        ("👨\u200d👩\u200d👧 🗳️", "👨\u200d👩\u200d👧 🗳️"),
    ],
)
def test_nothing_commands_the_terminal(text: str, safe: str) -> None:
    assert clean(text) == safe


ANY = st.text(st.characters(codec=None), max_size=60)


@given(ANY)
def test_cleaned_text_has_no_controls_left(text: str) -> None:
    safe = clean(text)
    assert clean(safe) == safe
    assert not {unicodedata.category(letter) for letter in safe} & {"Cc", "Cs", "Zl", "Zp", "Cn", "Co"}
    assert {letter for letter in safe if unicodedata.category(letter) == "Cf"} <= {"\u200d"}


@given(ANY.map(clean), st.integers(1, 30))
def test_what_is_fitted_wrapped_and_padded_has_its_width(text: str, width: int) -> None:
    assert cells(fit(text, width)) <= width
    assert all(cells(line) <= max(width, 2) for line in wrap(text, width))
    assert cells(pad(text, 100)) == max(100, cells(text))
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


def test_wrapping() -> None:
    assert wrap("Выдвижение кандидатов в депутаты", 12) == ["Выдвижение", "кандидатов в", "депутаты"]
    assert wrap("Единый", 3) == ["Еди", "ный"]
    assert wrap("а б в г", 3, most=2) == ["а б", "в г"]
    assert wrap("раз два три четыре", 4, most=2) == ["раз", "два…"]
    assert fit("Голосование", 5) == "Голо…"
    assert fit("投票日", 4) == "投…"
    assert pad("да", 4) == "да  "
    assert pad("да", 4, right=True) == "  да"
