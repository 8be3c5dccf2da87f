"""What every source does, whatever its form: the same channel, read from each, gives the same posts.

Files of every kind, and the live sources: a preview, an account, a feed and a folder.
"""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from posts.channel import CHANNEL, NAME, POSTS, TITLE, WRITERS, ZONE, Message, at, atom
from posts.live.sources import LIVE, look_at
from posts.recognising import recognise

from timeline.posts import Post, Posted
from timeline.posts.kinds import KINDS
from timeline.posts.read import read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Reader = Callable[..., list[Post]] if TYPE_CHECKING else object

FILES = pytest.mark.parametrize("kind", WRITERS)
EVERY = pytest.mark.parametrize("kind", [*WRITERS, *LIVE])
DATED = pytest.mark.parametrize("kind", [kind for kind in (*WRITERS, *LIVE) if kind != "preview-text"])


@pytest.fixture
def posts(tmp_path: Path) -> Callable[..., list[Post]]:
    """Writes a channel as a file, or plays it, and reads it; whatever the reader warns of fails the test."""

    def written_and_read(kind: str, messages: Sequence[Message] = CHANNEL, **known: object) -> list[Post]:
        if kind in LIVE:
            return look_at(kind, messages, tmp_path)
        path = tmp_path / "file"
        path.write_bytes(WRITERS[kind](messages))
        return list(read(path, zone=ZONE, warn=pytest.fail, **known))  # type: ignore[arg-type]

    return written_and_read


def test_every_kind_is_covered() -> None:
    assert set(WRITERS) == set(KINDS)


@FILES
def test_it_is_recognised(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(WRITERS[kind](CHANNEL))
    assert recognise(path) == kind


@EVERY
def test_texts_come_whole_and_in_order(kind: str, posts: Reader) -> None:
    """Line breaks kept; no service message, no empty text, no quoted reply, no album twice."""
    assert [post.text for post in posts(kind)] == [message.text for message in POSTS]


@DATED
def test_ids_and_instants(kind: str, posts: Reader) -> None:
    found = posts(kind)
    if kind != "copied":  # which has no numbers
        assert [post.id for post in found] == ["2", "3", "7", "10"]
    assert [post.posted for post in found] == [Posted.exact(message.posted) for message in POSTS]
    assert all(post.position is None for post in found)


@EVERY
def test_ids_are_unique_and_instants_know_their_zone(kind: str, posts: Reader) -> None:
    found = posts(kind)
    assert len({post.key for post in found}) == len(found)
    for post in found:
        for end in (post.posted.earliest, post.posted.latest):
            assert end is None or end.utcoffset() is not None


@EVERY
def test_a_second_read_is_equal(kind: str, posts: Reader) -> None:
    assert posts(kind) == posts(kind)


@EVERY
def test_ids_stay_when_the_channel_grows(kind: str, posts: Reader) -> None:
    """Older posts above and newer ones below leave every post what it was, but for its place in a dump."""
    short = posts(kind, CHANNEL[2:5])
    grown = {post.key: replace(post, position=None) for post in posts(kind)}
    assert short
    for post in short:
        assert grown[post.key] == replace(post, position=None)


@FILES
def test_the_channel_can_be_named(kind: str, posts: Reader) -> None:
    names = {post.channel for post in posts(kind)}
    assert names == {TITLE if kind in ("preview-text", "copied", "desktop", "desktop-html") else NAME}
    if kind in ("preview-text", "copied", "desktop", "desktop-html", "feed"):
        assert {post.channel for post in posts(kind, channel="other")} == {"other"}


@pytest.mark.parametrize(
    "kind", ["jsonl", "json", "csv", "desktop", "preview-page", "a preview", "an account", "a folder"]
)
def test_edits_are_marked(kind: str, posts: Reader) -> None:
    assert [post.id for post in posts(kind) if post.edited] == ["7"]


@pytest.mark.parametrize("kind", ["jsonl", "json", "preview-page", "feed", *LIVE])
def test_posts_lead_back_to_their_source(kind: str, posts: Reader) -> None:
    assert posts(kind)[0].url == f"https://t.me/{NAME}/2"


@FILES
def test_standard_input_works_like_a_file(kind: str, posts: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe:
        buffer = io.BytesIO(WRITERS[kind](CHANNEL))

    monkeypatch.setattr(sys, "stdin", Pipe)
    piped = list(read("-", zone=ZONE, warn=pytest.fail))
    assert [(post.id, post.text) for post in piped] == [(post.id, post.text) for post in posts(kind)]


@FILES
def test_progress_ends_at_the_size_of_the_file(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(WRITERS[kind](CHANNEL))
    seen: list[int] = []
    list(read(path, zone=ZONE, warn=pytest.fail, progress=seen.append))
    assert seen == sorted(seen)
    assert seen[-1] == path.stat().st_size


LINE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30)
TEXT = st.lists(LINE, min_size=1, max_size=5).map(" ".join)
PARAGRAPHS = st.lists(TEXT, min_size=1, max_size=4).map("\n".join)


@pytest.mark.parametrize(
    "kind", ["jsonl", "json", "csv", "desktop", "desktop-html", "preview-page", "an account", "a folder"]
)
@given(texts=st.lists(PARAGRAPHS, min_size=1, max_size=6))
def test_any_text_comes_back(kind: str, texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    messages = [Message(number=number, posted=at(1), text=text) for number, text in enumerate(texts, 1)]
    folder = tmp_path_factory.mktemp("any")
    if kind in LIVE:
        assert [post.text for post in look_at(kind, messages, folder)] == texts
        return
    path = folder / "file"
    path.write_bytes(WRITERS[kind](messages))
    found = list(read(path, zone=ZONE, warn=pytest.fail, kind=kind))  # type: ignore[arg-type]
    assert [post.text for post in found] == texts


def test_atom_says_what_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(atom(CHANNEL))
    found = list(read(path, zone=ZONE, warn=pytest.fail))
    assert [post.text for post in found] == [f"Сообщение\n\n{message.text}" for message in POSTS]
    assert [post.edited for post in found] == [message.edited for message in POSTS]
    assert [post.posted for post in found] == [Posted.exact(message.posted) for message in POSTS]
    assert found[0].key == (TITLE, "tag:example.org,2025:2")
