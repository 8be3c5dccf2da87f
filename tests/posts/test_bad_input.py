"""What is wrong with an input is said in one line, and what is right in it is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from posts.channel import (
    CHANNEL,
    POSTS,
    WRITERS,
    ZONE,
    Message,
    at,
    contact_page,
    desktop,
    empty_page,
    jsonl,
    preview_page,
    table,
)
from posts.recognising import recognise

from timeline.errors import InputError
from timeline.posts.read import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from timeline.posts import Post

TEXTS = [message.text for message in POSTS]


class Outcome:
    """What came of reading some bytes."""

    def __init__(self, path: Path, data: bytes, **known: object) -> None:
        path.write_bytes(data)
        self.warnings: list[str] = []
        self.error = self.remedy = ""
        self.posts: list[Post] = []
        try:
            for post in read(path, zone=ZONE, warn=self.warnings.append, **known):  # type: ignore[arg-type]
                self.posts.append(post)
        except InputError as error:
            self.error, self.remedy = error.message, error.remedy
        assert not any("\n" in said for said in (self.error, self.remedy, *self.warnings))

    @property
    def texts(self) -> list[str]:
        return [post.text for post in self.posts]


@pytest.fixture
def outcome(tmp_path: Path) -> Callable[..., Outcome]:
    return lambda data, **known: Outcome(tmp_path / "file", data, **known)


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        read(tmp_path / "missing", zone=ZONE, warn=pytest.fail)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        read(tmp_path, zone=ZONE, warn=pytest.fail)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\n\t", "is empty"),
        (b"\x00\x01\x02\x03" * 100, "is binary"),
        (bytes(range(256)) * 20, "is binary"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x1f\x8brest", "gzip"),
        (b"SQLite format 3\0rest", "database"),
        ("Просто какой-то текст без примет.".encode(), "plain text"),
        ("дата;сообщение\n1;Одно слово за другим и ещё одно".encode(), "no kind that is known"),
        (b"a,b,c\n1,2,3\n4,5,6", "no kind that is known"),
        (b"<html><body><p>A page about something else</p></body></html>", "no kind that is known"),
        (b"[1, 2, 3]", "no kind that is known"),
        (b"[]", "no post with text"),
        (b"[{}, {}]", "no post with text"),
        (b'{"name": "x", "type": "public_channel", "id": 1, "messages": []}', "no post with text"),
        (b"id,text\n", "no post with text"),
        (b"<rss><channel><title>x</title></channel></rss>", "no post with text"),
        (contact_page(), "shows no preview"),
        (empty_page(), "says there are no posts"),
        (preview_page(CHANNEL[:1]), "no post with text"),
        (b"Name\n12 subscribers\nDownload Telegram\n", "no posts in it"),
    ],
)
def test_nothing_to_read(data: bytes, words: str, outcome: Callable[..., Outcome]) -> None:
    result = outcome(data)
    assert words in result.error
    assert not result.posts


def test_an_unknown_kind_lists_the_kinds(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("Просто какой-то текст.", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        recognise(path)
    assert "--as" in caught.value.remedy
    assert all(kind in caught.value.remedy for kind in WRITERS)


def test_plain_text_can_be_read_by_saying_what_it_is(outcome: Callable[..., Outcome]) -> None:
    assert outcome("Просто какой-то текст.".encode(), kind="preview-text").texts == ["Просто какой-то текст."]


@pytest.mark.parametrize("kind", ["json", "desktop", "jsonl"])
def test_json_cut_off_anywhere_keeps_what_came_before(kind: str, outcome: Callable[..., Outcome]) -> None:
    data = WRITERS[kind](CHANNEL)
    sizes = []
    for cut in range(40, len(data) - 2, 37):
        result = outcome(data[:cut], kind=kind)
        assert result.texts == TEXTS[: len(result.texts)]
        assert any("cut off" in warning for warning in result.warnings) or data[cut - 1 : cut + 1].count(b"\n")
        sizes.append(len(result.texts))
    assert sizes == sorted(sizes)
    assert {0, 1, 2} <= set(sizes)


@pytest.mark.parametrize("kind", ["preview-page", "desktop-html"])
def test_a_page_cut_off_anywhere_keeps_what_came_before(kind: str, outcome: Callable[..., Outcome]) -> None:
    data = WRITERS[kind](CHANNEL)
    whole = outcome(data).posts
    said = False
    for cut in range(len(data) // 5, len(data) - len("</html>"), 97):
        result = outcome(data[:cut], kind=kind)
        assert result.posts == whole[: len(result.posts)], f"cut after {cut} bytes"
        said |= bool(result.posts) and any("is cut off" in warning for warning in result.warnings)
    assert said
    assert not any("cut off" in warning for warning in outcome(data).warnings)


def test_json_broken_in_the_middle_keeps_what_came_before(outcome: Callable[..., Outcome]) -> None:
    data = WRITERS["json"](CHANNEL).replace(b'"id": 7', b'"id": x7')
    result = outcome(data)
    assert result.texts == TEXTS[:2]
    assert "broken" in result.warnings[0]


def test_bad_records_are_counted_and_named(outcome: Callable[..., Outcome]) -> None:
    good = jsonl(CHANNEL)
    bad = (
        b'not json\n[1]\n{"id": 1, "body": "x"}\n{"id": 2, "text": 5}\n'
        b'{"id": 3, "text": "x", "date": "soon"}\n{"id": true, "text": "x"}\n'
    )
    result = outcome(good + bad)
    assert result.texts == TEXTS
    said = " ".join(result.warnings)
    assert len(result.warnings) == 6
    assert "line 10" in said
    assert all(
        words in said for words in ("not JSON", "has no text", "not text", "its date", "its id", "not an object")
    )


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "desktop", "preview-page", "desktop-html", "feed"])
def test_a_post_of_five_megabytes_is_left_out(kind: str, outcome: Callable[..., Outcome]) -> None:
    monster = Message(number=50, posted=at(4), text="слово " * 450_000)
    result = outcome(WRITERS[kind]([*CHANNEL, monster]))
    assert result.texts == TEXTS
    assert len(result.warnings) == 1
    assert "longer than" in result.warnings[0]


def test_copied_text_of_five_megabytes_without_a_break(outcome: Callable[..., Outcome]) -> None:
    result = outcome(WRITERS["preview-text"](CHANNEL) + b"\n" + ("слово " * 450_000).encode())
    assert result.texts == TEXTS
    assert "longer than" in result.warnings[0]


@pytest.mark.parametrize("kind", WRITERS)
def test_broken_utf8_is_replaced_and_said(kind: str, outcome: Callable[..., Outcome]) -> None:
    word = "Комиссия утвердила".encode()
    data = WRITERS[kind](CHANNEL)
    if kind == "json":
        data = json.dumps(json.loads(data), ensure_ascii=False).encode()
    if kind == "desktop":
        word = "Комиссия".encode()
    assert word in data
    result = outcome(data.replace(word, word[:-1] + b"\xff"))
    assert len(result.texts) == len(TEXTS)
    assert "\ufffd" in result.texts[0]
    assert kind == "feed" or "not valid text" in " ".join(result.warnings)


@pytest.mark.parametrize("escape", ["\\u0000", "\\ud83d", "\\udc00\\ud83d"])
@pytest.mark.parametrize("kind", ["json", "jsonl", "desktop"])
def test_nuls_and_lone_surrogates_are_replaced(kind: str, escape: str, outcome: Callable[..., Outcome]) -> None:
    record = '{"id": 1, "date": "2025-12-01T00:00:00Z", "text": "до ' + escape + ' после"}'
    whole = {"json": f"[{record}]", "jsonl": record, "desktop": f'{{"name": "x", "messages": [{record}]}}'}[kind]
    text = outcome(whole.encode(), kind=kind).texts[0]
    assert text.startswith("до ")
    assert text.endswith(" после")
    text.encode()
    assert "\0" not in text


def test_raw_nuls_in_a_line(outcome: Callable[..., Outcome]) -> None:
    result = outcome(b'{"id": 1, "text": "a\0b"}\n', kind="jsonl")
    assert result.texts == ["a\ufffdb"]


@pytest.mark.parametrize("kind", ["json", "jsonl", "desktop"])
@pytest.mark.parametrize("bomb", [b"[" * 200_000, b'{"a":' * 200_000, b'[{"a":' * 100_000])
def test_json_bombs(kind: str, bomb: bytes, outcome: Callable[..., Outcome]) -> None:
    result = outcome(b'{"id":1,"text":"x"}\n' + bomb, kind=kind)
    assert result.error or result.warnings
    nested = b'[{"id": 1, "text": "x"}, {"id": 2, "text": "y", "z": ' + bomb + b"]"
    assert outcome(nested, kind=kind).error or outcome(nested, kind=kind).warnings


@pytest.mark.parametrize("kind", ["preview-page", "desktop-html"])
def test_html_nested_absurdly_deep(kind: str, outcome: Callable[..., Outcome]) -> None:
    """200,000 open elements keep the parser busy for minutes: they are refused unread."""
    page = WRITERS[kind](CHANNEL).replace(b"</body>", b"<div>" * 200_000 + b"</body>")
    assert "nested" in outcome(page).error


def test_a_feed_nested_absurdly_deep(outcome: Callable[..., Outcome]) -> None:
    assert "nested" in outcome(b'<rss version="2.0"><channel>' + b"<item>" * 500_000).error


def test_many_empty_elements_are_no_depth(outcome: Callable[..., Outcome]) -> None:
    feed = WRITERS["feed"](CHANNEL).replace(b"<item>", b"<item>" + b'<category term="x"/>' * 5000)
    assert outcome(feed).texts == TEXTS


@pytest.mark.parametrize(
    "date", ["0000-00-00T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "-9912", "20251301"]
)
def test_a_date_that_cannot_be_costs_only_its_entry(date: str, outcome: Callable[..., Outcome]) -> None:
    feed = WRITERS["feed"](CHANNEL)
    stamp = f"{POSTS[0].posted:%a, %d %b %Y %H:%M:%S} GMT".encode()
    assert feed.count(stamp) == 1
    result = outcome(feed.replace(stamp, date.encode()))
    assert result.texts == TEXTS[1:]
    assert len(result.warnings) == 1


def test_deep_html_in_a_feed_costs_only_its_entry(outcome: Callable[..., Outcome]) -> None:
    deep = Message(number=50, posted=at(4), text="x")
    feed = WRITERS["feed"]([*CHANNEL, deep]).replace(b"&lt;p&gt;x", b"&lt;div&gt;" * 5000)
    result = outcome(feed)
    assert result.texts == TEXTS
    assert "nested" in result.warnings[0]


def test_a_page_with_a_changed_layout_fails_loudly(outcome: Callable[..., Outcome]) -> None:
    renamed = preview_page(CHANNEL).replace(b"js-message_text", b"js-message_words")
    assert "layout" in outcome(renamed).error
    gone = preview_page([Message(number=number, posted=at(1), text="x") for number in range(20)])
    gone = gone.replace(b'<div class="tgme_widget_message_text js-message_text" dir="auto">x</div>', b"")
    assert "layout" in outcome(gone).error
    assert "layout" in outcome(preview_page(CHANNEL).replace(b"tgme_widget_message_date", b"stamp")).error


def test_a_page_of_pictures_is_no_changed_layout(outcome: Callable[..., Outcome]) -> None:
    pictures = [Message(number=number, posted=at(1), media=True) for number in range(1, 21)]
    assert "no post with text" in outcome(preview_page(pictures)).error
    assert outcome(preview_page([*pictures, *CHANNEL])).texts == TEXTS


def test_records_that_share_an_id(outcome: Callable[..., Outcome]) -> None:
    """The same again is nothing to say; another text under the same id is."""
    result = outcome(jsonl(CHANNEL) + jsonl(CHANNEL))
    assert result.texts == TEXTS
    assert not result.warnings
    result = outcome(jsonl(CHANNEL) + jsonl([Message(number=2, posted=at(1), text="Иначе")]))
    assert result.texts == TEXTS
    assert "1 post repeats an id with another text, the first is kept (2)" in result.warnings[0]
    result = outcome(jsonl(CHANNEL) + jsonl([Message(number=n, posted=at(1), text="Иначе") for n in (2, 3)]))
    assert "2 posts repeat an id with another text, the first is kept (2, 3)" in result.warnings[0]


def test_a_table_with_a_quote_that_never_ends(outcome: Callable[..., Outcome]) -> None:
    result = outcome(table(CHANNEL) + '99;"начало\n'.encode() + b"x\n" * 600_000)
    assert result.texts == TEXTS
    assert result.warnings


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("kind", ["preview-text", "csv", "jsonl"])
def test_what_old_editors_save(kind: str, encoding: str, outcome: Callable[..., Outcome]) -> None:
    text = WRITERS[kind]([message for message in CHANNEL if "🗳" not in message.text]).decode("utf-8-sig")
    assert outcome(text.encode(encoding)).texts == TEXTS[:-1]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "koi8-u", "cp866"])
@pytest.mark.parametrize(
    "text",
    [
        "Голосование пройдет 25 февраля, досрочное начнется 20-го",
        "ДОСРОЧНОЕ ГОЛОСОВАНИЕ ПРОЙДЕТ С 20 ПО 24 ФЕВРАЛЯ",
        "Комиссия завершила прием жалоб",
    ],
)
def test_old_encodings_are_told_apart(encoding: str, text: str, outcome: Callable[..., Outcome]) -> None:
    assert outcome(text.encode(encoding), kind="preview-text").texts == [text]


def test_the_escapes_and_bare_names_of_telegram_desktop(outcome: Callable[..., Outcome]) -> None:
    emoji = '{\n  "type": "custom_emoji",\n  "text": "🗳",\n  "document_id": video_files/sticker (2).webm\n }'
    broken = desktop(CHANNEL).decode().replace('"text": "Комиссия"', '"text": "a\\x0Ab \\\\x0A"')
    broken = broken.replace('"Встреча"', f'"Встреча"\n}}, {emoji}, {{ "type": "plain", "text": ""')
    result = outcome(broken.encode())
    assert result.texts[0].startswith("a\nb \\x0A утвердила")
    assert result.texts[1].startswith("Встреча🗳 с наблюдателями")
    assert not result.warnings


@pytest.mark.parametrize("kind", WRITERS)
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_reader_fails_on_noise(kind: str, data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("noise")
    Outcome(folder / "a", data)
    Outcome(folder / "b", data, kind=kind)


@pytest.mark.parametrize("kind", WRITERS)
@given(data=st.data())
def test_no_reader_fails_on_damage(kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A sound file with pieces cut out, doubled, moved or overwritten."""
    whole = WRITERS[kind](CHANNEL)
    for _ in range(data.draw(st.integers(1, 4))):
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
        piece = data.draw(st.sampled_from([b"", whole[start:end] * 2, b"\0", b"\xff", b'"', b"<", b"[", b"{", b"\\"]))
        whole = whole[:start] + piece + whole[end:]
    folder = tmp_path_factory.mktemp("damage")
    Outcome(folder / "a", whole)
    for post in Outcome(folder / "b", whole, kind=kind).posts:
        post.text.encode()
        assert post.text
        assert post.text == post.text.strip()
