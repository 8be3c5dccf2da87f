"""Content lines: what goes in comes out of any parser, in pieces of at most 75 octets."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.feed.content import Text, clean, fold, line, shorten, web_address

TROUBLE = st.text(alphabet="abяё🗳️\\;,\nN nЩ", max_size=400)


def unfold(octets: bytes) -> bytes:
    return octets.replace(b"\r\n ", b"")


def unescape(octets: bytes) -> str:
    """RFC 5545 section 3.3.11, read backwards: one pass, so that an escaped backslash is never read twice."""
    return re.sub(rb"\\(.)", lambda match: b"\n" if match[1] in b"nN" else match[1], octets, flags=re.DOTALL).decode()


@given(TROUBLE)
def test_text_comes_back_as_it_was(text: str) -> None:
    folded = fold(f"DESCRIPTION:{Text(text).to_ical().decode()}")
    assert unescape(unfold(folded).removeprefix(b"DESCRIPTION:").removesuffix(b"\r\n")) == text


@given(TROUBLE)
def test_a_fold_splits_neither_a_character_nor_an_escape(text: str) -> None:
    pieces = fold(f"X:{Text(text).to_ical().decode()}").split(b"\r\n")
    assert pieces[-1] == b""
    for piece in pieces:
        assert len(piece) <= 75
        piece.decode()
    for piece in pieces[:-2]:
        assert (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0


def test_a_line_of_exactly_75_octets_is_not_folded() -> None:
    assert fold("X" * 75) == b"X" * 75 + b"\r\n"
    assert fold("X" * 76) == b"X" * 75 + b"\r\n X\r\n"


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("a\x00b\x07c\x1bd\x7fe\x9bf", "abcdef"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\u202eevil\u2066", "evil"),
        ("\ud83d", ""),
        ("tab\tstays, 👩‍⚖️ too", "tab\tstays, 👩‍⚖️ too"),
    ],
)
def test_clean(given_: str, kept: str) -> None:
    assert clean(given_) == kept


def test_a_title_is_one_line_and_not_endless() -> None:
    assert line(" a \n b\t c ") == "a b c"
    assert line("слово " * 100, 20) == "слово слово слово…"
    assert len(line("Щ" * 10_000)) == 250


@given(st.text(alphabet="аб ,.", max_size=60), st.integers(10, 40))
def test_shorten_never_goes_over(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://t.me/cikby/123?single", True),
        ("http://example.org/a,b;c", True),
        ("javascript:alert(1)", False),
        ("https://t.me/x\r\nX-EVIL:1", False),
        ('https://t.me/"onclick=', False),
        ("https://t.me/a b", False),
        ("", False),
        (None, False),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(url: str | None, fine: bool) -> None:
    assert (web_address(url) == url) is (fine or url is None)
    assert bool(web_address(url)) is fine
