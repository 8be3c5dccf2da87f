"""Copied text: what is furniture, where posts begin, and what stays one post. All sentences are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from posts.channel import ZONE, at

from timeline.posts import Post, Posted
from timeline.posts.read import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = "Комиссия области\n1.2K subscribers\n320 photos\nНовости. Работаем с 1 мая 2001 года\nDownload Telegram\n"
AFTER = "\nPlease open Telegram to view this post\nVIEW IN TELEGRAM\n"
BEFORE = "\nMedia is too big\nVIEW IN TELEGRAM\n"

ONE = "Комиссия утвердила текст бюллетеня для голосования на предстоящих выборах депутатов."
TWO = "В районах области завершилось образование участков, их список опубликован на сайте."
THREE = "Председатель встретился с наблюдателями и ответил на вопросы о порядке подсчета голосов."


@pytest.fixture
def copied(tmp_path: Path) -> Callable[..., list[Post]]:
    def read_text(text: str, **known: object) -> list[Post]:
        path = tmp_path / "copy.txt"
        path.write_text(text, encoding="utf-8")
        return list(read(path, zone=ZONE, warn=pytest.fail, kind="preview-text", **known))  # type: ignore[arg-type]

    return read_text


def texts(posts: list[Post]) -> list[str]:
    return [post.text for post in posts]


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        "Комиссия области\n@primer_kom\n1.2K subscribers\nНовости\nВторая строка\nDownload Telegram\nAbout\nBlog\n",
        "\nКомиссия области\n984 subscribers\n",
        "Комиссия области\n12 members\n3 links\nDownload Telegram\n",
    ],
)
def test_the_header_is_no_post(header: str, copied: Callable[..., list[Post]]) -> None:
    posts = copied(header + ONE + AFTER + TWO)
    assert texts(posts) == [ONE, TWO]
    assert posts[0].channel == ("primer_kom" if "@" in header else "Комиссия области")


def test_positions_count_from_the_oldest_and_dates_are_as_given(copied: Callable[..., list[Post]]) -> None:
    known = Posted.between(at(1), at(9))
    posts = copied(HEADER + ONE + AFTER + TWO + AFTER + THREE, posted=known)
    assert [post.position for post in posts] == [1, 2, 3]
    assert {post.posted for post in posts} == {known}
    assert {post.posted for post in copied(HEADER + ONE)} == {Posted.unknown()}


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        # marks after a post, as many as it has custom emoji
        (f"{ONE}{AFTER}{TWO}", [ONE, TWO]),
        (f"{ONE}{AFTER * 4}{TWO}{AFTER}", [ONE, TWO]),
        # a mark before a post
        (f"{ONE}{AFTER}{BEFORE}{TWO}", [ONE, TWO]),
        (f"{ONE}{BEFORE}{TWO}", [ONE, TWO]),
        (f"{BEFORE}{ONE}", [ONE]),
        (f"{ONE}\nThis media is not supported in your browser\nVIEW IN TELEGRAM\n{TWO}", [ONE, TWO]),
        # all that a browser copies
        (f"Комиссия области\n{ONE}\n1.2K views15:04\nКомиссия области\n{TWO}\n980 views Анна, edited 9:10", [ONE, TWO]),
        (f"{ONE}\nNovember 27\n{TWO}\nNovember 28, 2025\n{THREE}", [ONE, TWO, THREE]),
        (f"{ONE}\nForwarded from Сосед\n{TWO}", [ONE, TWO]),
        (f"{ONE}\nКомиссия области pinned «{ONE[:10]}…»\n{TWO}\nChannel photo updated\n{THREE}", [ONE, TWO, THREE]),
        (f"{ONE}{AFTER}0:27\n{TWO}", [ONE, TWO]),
        # paragraphs of one post
        (f"{ONE}\n\n{TWO}\n\n{THREE}", [f"{ONE}\n\n{TWO}\n\n{THREE}"]),
        (f"📍 {ONE}\n\n🌍 {TWO}\n\n💬 {THREE}{AFTER}", [f"📍 {ONE}\n\n🌍 {TWO}\n\n💬 {THREE}"]),
        # a quotation broken by its markup
        (
            f'{ONE}\n\n"{TWO[:-1]}\nи открыт для всех"\n, - сказал председатель.{AFTER}{THREE}',
            [f'{ONE}\n\n"{TWO[:-1]}\nи открыт для всех"\n, - сказал председатель.', THREE],
        ),
        # lists
        (
            f"{ONE}\n\nВ программе:\n— выступления;\n— вопросы.\n\n{TWO}",
            [f"{ONE}\n\nВ программе:\n— выступления;\n— вопросы.\n\n{TWO}"],
        ),
        (f"{ONE}\n\n🔹 {TWO}\n🔹 {THREE}", [f"{ONE}\n\n🔹 {TWO}\n🔹 {THREE}"]),
        (f"{ONE}\n\n1. {TWO}\n2. {THREE}", [f"{ONE}\n\n1. {TWO}\n2. {THREE}"]),
        (
            f"{ONE}\n\n📅 7 декабря\n🕗 с 8.00 до 20.00\n📍 школа № 3\n\n{TWO}",
            [f"{ONE}\n\n📅 7 декабря\n🕗 с 8.00 до 20.00\n📍 школа № 3\n\n{TWO}"],
        ),
        # no blank lines anywhere: a line break means nothing
        (f"{ONE}\n{TWO}\n{THREE}", [f"{ONE}\n{TWO}\n{THREE}"]),
    ],
)
def test_certain_boundaries_and_none_where_there_is_none(
    copy: str, expected: list[str], copied: Callable[..., list[Post]]
) -> None:
    posts = copied(HEADER + copy)
    assert texts(posts) == expected
    assert not any(post.doubt for post in posts)


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        # posts of several paragraphs, one right under the other
        (f"{ONE}\n\n{TWO}\n{THREE}", [f"{ONE}\n\n{TWO}", THREE]),
        (f"{ONE}\n📌 Расписание приема\n\n{TWO}", [ONE, f"📌 Расписание приема\n\n{TWO}"]),
        # more than one blank line
        (f"{ONE}\n\n{TWO}\n\n\n{THREE}", [f"{ONE}\n\n{TWO}", THREE]),
        # tags and links end a post
        (f"{ONE}\n\n#выборы #область\n\n{TWO}", [f"{ONE}\n\n#выборы #область", TWO]),
        (f"{ONE}\n👉 https://example.org/a\n\n{TWO}", [f"{ONE}\n👉 https://example.org/a", TWO]),
        # the same sign over every post
        (f"⚡️ {ONE}\n\n{TWO}\n\n⚡️ {THREE}", [f"⚡️ {ONE}\n\n{TWO}", f"⚡️ {THREE}"]),
        # headings of one make
        (
            f"📌 Бюллетень утвержден\n\n{ONE}\n\n✅ Участки\n\n{TWO}",
            [f"📌 Бюллетень утвержден\n\n{ONE}", f"✅ Участки\n\n{TWO}"],
        ),
        (f"ИТОГИ ДНЯ\n\n{ONE}\n\nПЛАНЫ НА ЗАВТРА\n\n{TWO}", [f"ИТОГИ ДНЯ\n\n{ONE}", f"ПЛАНЫ НА ЗАВТРА\n\n{TWO}"]),
    ],
)
def test_likely_boundaries_are_taken_with_doubt(
    copy: str, expected: list[str], copied: Callable[..., list[Post]]
) -> None:
    posts = copied(HEADER + copy)
    assert texts(posts) == expected
    assert "above" in (posts[-1].doubt or "")
    assert "below" in (posts[0].doubt or "")


def test_no_post_is_longer_than_a_message(copied: Callable[..., list[Post]]) -> None:
    paragraphs = [f"{number}. {ONE} {TWO} {THREE}" for number in range(40)]
    posts = copied(HEADER + "\n\n".join(paragraphs))
    assert all(len(post.text.encode("utf-16-le")) <= 2 * 4096 for post in posts)
    assert "\n\n".join(texts(posts)) == "\n\n".join(paragraphs)
    assert all(post.doubt for post in posts)


def test_many_paragraphs_leave_a_doubt(copied: Callable[..., list[Post]]) -> None:
    (post,) = copied(HEADER + "\n\n".join([ONE, TWO, THREE] * 2) + AFTER)
    assert "6 paragraphs" in (post.doubt or "")


def test_a_longer_copy_and_one_broken_otherwise_give_the_same_ids(copied: Callable[..., list[Post]]) -> None:
    short = {post.text: post.id for post in copied(HEADER + TWO + AFTER)}
    long = {post.text: post.id for post in copied(HEADER + ONE + AFTER + TWO + AFTER + THREE)}
    assert short.items() <= long.items()
    (post,) = copied(HEADER + TWO.replace(" ", "  ", 1) + "\n" + AFTER)
    assert post.id == short[TWO]


def test_two_copies_put_together(copied: Callable[..., list[Post]]) -> None:
    """Both headers go, and what stands in both copies is one post."""
    assert texts(copied(HEADER + ONE + AFTER + TWO + AFTER + HEADER + TWO + AFTER + THREE)) == [ONE, TWO, THREE]


WORDS = st.lists(st.sampled_from(["Слово", "слово,", "🗳", "Конец.", "#тег", "— пункт", "1."]), min_size=1, max_size=30)
LINES = st.lists(WORDS.map(" ".join) | st.just(""), max_size=30).map("\n".join)


@given(copy=LINES)
def test_nothing_is_lost_and_nothing_added(copy: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """However it is split, the posts hold every line of the text once, in order."""
    path = tmp_path_factory.mktemp("copy") / "copy.txt"
    path.write_text(HEADER + "Слово в начале.\n" + copy, encoding="utf-8")
    posts = list(read(path, zone=ZONE, warn=pytest.fail, kind="preview-text"))
    lines = [line.strip() for post in posts for line in post.text.splitlines() if any(map(str.isalnum, line))]
    given_lines = ["Слово в начале.", *(line.strip() for line in copy.splitlines() if any(map(str.isalnum, line)))]
    kept = iter(given_lines)
    assert all(line in kept for line in lines)
    assert set(lines) == set(given_lines)
