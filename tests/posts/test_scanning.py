"""Messages by the scanner: always what the parser of streams makes of the same bytes, sound or not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.errors import InputError
from timeline.posts import input as reading
from timeline.posts import scanning
from timeline.posts.cleaning import clean
from timeline.posts.input import Input
from timeline.posts.json_bytes import JsonBytes, items

ABSURD = b"[" * 1200
FAULTS = (
    b"\\x1f",
    b"\\ud83d",
    b'"\\ud83d\\ude00"',
    b"\xff",
    b"\xd0",
    b"\x01",
    b"\\",
    b'"',
    b"{",
    b"]",
    b"},",
    b",",
    b"NaN",
    b"null,",
    ABSURD,
    b'{"text": "' + "ы".encode() * 3000 + b'"},',
    b'"document_id": photo.jpg,\n',
    b"\n",
)

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
exports = st.builds(
    lambda before, found, indent, plain: json.dumps(
        {**before, "messages": found}, indent=indent, ensure_ascii=plain
    ).encode("utf-8", "surrogatepass"),
    st.dictionaries(st.sampled_from(["name", "type", "id", 'x"y']), values, max_size=3),
    st.lists(st.dictionaries(st.text(max_size=6), values, max_size=4) | values, max_size=8),
    st.sampled_from([None, 1]),
    st.booleans(),
)


@pytest.fixture(autouse=True, scope="module")
def small_pieces() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "CHUNK", 61)
        patch.setattr(scanning, "_LONGEST", 2000)
        yield


def found_by(way: str, data: bytes) -> tuple[list[object], list[str], int]:
    """What is found, what is said to be wrong, and how many places were no text."""
    source, told, found = Input(BytesIO(data), "x"), list[str](), list[object]()
    source.head(200)
    if way == "scanner":
        all_of_them = scanning.messages(source, told.append)
    else:
        all_of_them = items(JsonBytes(source.utf8("utf-8"), "x"), "messages.item", told.append)
    try:
        for item in all_of_them:
            found.append(_cleaned(item))
    except InputError as error:
        told.append(str(error))
    return found, told, source.replaced


def _cleaned(value: object) -> object:
    """Halves of surrogate pairs, which every reader of records replaces, replaced."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(one) for name, one in value.items()}
    return value


@settings(max_examples=300)
@example(b'{"name": null, "messages": [{}]}', b"\n", 0.125, False)
@example(b'{"name": 01, "messages": [{}]}', b"", 0, False)
@given(exports, st.sampled_from([b"", *FAULTS]), st.floats(0, 1), st.booleans())
def test_the_scanner_finds_what_the_parser_finds(data: bytes, fault: bytes, where: float, cut: bool) -> None:
    place = round(len(data) * where)
    data = data[:place] + fault + (b"" if cut else data[place:])
    found, *told = found_by("scanner", data)
    expected, *words = found_by("parser", data)
    if fault == ABSURD:  # which the parser is told of before it gets there, and in a text, too
        assert found[: len(expected)] == expected
    else:
        assert (found, told) == (expected, words)


def test_the_scanner_takes_what_an_export_has(monkeypatch: pytest.MonkeyPatch) -> None:
    given_on = []

    def rest(source: JsonBytes, *_: object) -> Iterator[object]:
        given_on.append(source.read())
        yield None

    monkeypatch.setattr(scanning, "items", rest)
    data = json.dumps({"name": "К", "id": 1, "messages": [{"id": n, "text": "день " * n} for n in range(40)]}, indent=1)
    found = list(scanning.messages(Input(BytesIO(data.encode()), "x"), print))
    assert [one["id"] for one in found if isinstance(one, dict)] == list(range(40))
    assert given_on == [b'{"messages": [null\n ]\n}']
