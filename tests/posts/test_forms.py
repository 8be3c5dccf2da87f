"""Peculiarities of single forms: names of fields, dates, exports of whole accounts, albums, feeds, kinds alike."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from posts.channel import CHANNEL, POSTS, TITLE, ZONE, Message, at, desktop, desktop_html, preview_page
from posts.recognising import recognise

from timeline.errors import InputError
from timeline.posts import Post, Posted
from timeline.posts.albums import Message as Exported
from timeline.posts.albums import joined
from timeline.posts.dates import posted
from timeline.posts.read import read
from timeline.posts.records import Given, post_of
from timeline.posts.rejects import BadRecord

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = Given(channel="somewhere", zone=ZONE)


def post(**record: object) -> Post:
    found = post_of(record, GIVEN)
    assert found is not None
    return found


@pytest.mark.parametrize("field", ["text", "message", "content", "caption"])
def test_names_for_the_text(field: str) -> None:
    assert post(id=1, **{field: " Слова\r\nв две строки "}).text == "Слова\nв две строки"


@pytest.mark.parametrize("field", ["posted", "date", "datetime", "timestamp"])
def test_names_for_the_date(field: str) -> None:
    assert post(id=1, text="x", **{field: "2025-12-01T12:00:00Z"}).posted == Posted.exact(at(1))


def test_what_other_tools_write() -> None:
    telethon = post(_="Message", id=5, message="Слова", date="2025-12-01T12:00:00+00:00", edit_date=None, action=None)
    assert (telethon.key, telethon.edited) == (("somewhere", "5"), False)
    chat = {"id": -100123, "username": "primer_kom", "title": TITLE}
    bot = post(message_id=6, caption="Слова", date=1764590400, chat=chat, edit_date=1764590460)
    assert (bot.key, bot.posted, bot.edited) == (("primer_kom", "6"), Posted.exact(at(1)), True)


def test_a_record_without_an_id_gets_one_from_its_words_and_date() -> None:
    first = post(text="Слова", date="2025-12-01T12:00:00Z")
    assert first.id == post(text="Слова", date="2025-12-01T15:00:00+03:00").id
    assert first.id != post(text="Слова", date="2025-12-02T12:00:00Z").id
    assert first.id != post(text="Другие слова", date="2025-12-01T12:00:00Z").id


def test_what_is_known_of_the_date_is_used_where_there_is_none() -> None:
    assert post(id=1, text="x").posted == Posted.unknown()
    known = Given(channel="c", zone=ZONE, posted=Posted.assumed(at(5)))
    found = post_of({"id": 1, "text": "x", "posted": None}, known)
    assert found is not None
    assert found.posted == Posted.assumed(at(5))


@pytest.mark.parametrize(
    ("edited", "means"),
    [(True, True), (False, False), (None, False), ("", False), ("False", False), ("2025-12-01", True), (0, False)],
)
def test_edited(edited: object, means: bool) -> None:
    assert post(id=1, text="x", edited=edited).edited is means


def test_only_addresses_of_the_web_are_kept() -> None:
    assert post(id=1, text="x", url="https://example.org/1").url == "https://example.org/1"
    assert post(id=1, text="x", url="javascript:alert(1)").url is None
    assert post(id=1, text="x", url=["https://example.org"]).url is None


@pytest.mark.parametrize(
    ("lang", "means"), [("ru", "ru"), ("be-BY", "be"), ("RU_ru", "ru"), ("русский", None), (1, None)]
)
def test_languages(lang: object, means: str | None) -> None:
    assert post(id=1, text="x", lang=lang).lang == means


MINSK_NOON = datetime(2025, 12, 1, 12, tzinfo=timezone(timedelta(hours=3)))


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2025-12-01T12:00:00+03:00", MINSK_NOON),
        ("2025-12-01T09:00:00Z", MINSK_NOON),
        ("2025-12-01 12:00:00", MINSK_NOON),
        ("2025-12-01 12:00", MINSK_NOON),
        ("20251201T120000", MINSK_NOON),
        ("01.12.2025 12:00:00", MINSK_NOON),
        ("01.12.2025 12:00", MINSK_NOON),
        ("01.12.2025 10:00:00 UTC+01:00", MINSK_NOON),
        (1764579600, MINSK_NOON),
        (1764579600.0, MINSK_NOON),
        ("1764579600", MINSK_NOON),
        (1764579600000, MINSK_NOON),
    ],
)
def test_dates_are_read_in_the_zone_asked_for(value: object, instant: datetime) -> None:
    found = posted(value, ZONE)
    assert found == Posted.exact(instant)
    assert found.earliest is not None
    assert found.earliest.utcoffset() is not None


@pytest.mark.parametrize("value", ["2025-12-01", "01.12.2025"])
def test_a_bare_day_is_known_as_a_day(value: str) -> None:
    found = posted(value, ZONE)
    assert found.quality == "bounded"
    assert found.earliest == datetime(2025, 12, 1, tzinfo=ZONE)
    assert found.latest is not None
    assert found.latest.astimezone(ZONE).date() == datetime(2025, 12, 1, tzinfo=UTC).date()
    assert found.latest.astimezone(ZONE).hour == 23


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "31.02.2025",
        "2025-13-01",
        "0001-01-01",
        "9999-12-31T23:59:59",
        10**30,
        float("nan"),
        True,
        [],
        "9" * 30,
    ],
)
def test_dates_that_are_none(value: object) -> None:
    with pytest.raises(BadRecord):
        posted(value, ZONE)


def test_telegram_desktop_before_it_wrote_instants(tmp_path: Path) -> None:
    """Without ``date_unixtime`` the local time is taken in the zone asked for."""
    export = json.loads(desktop(CHANNEL))
    for message in export["messages"]:
        del message["date_unixtime"]
    path = tmp_path / "result.json"
    path.write_text(json.dumps(export), encoding="utf-8")
    found = list(read(path, zone=ZONE, warn=pytest.fail))
    assert [post.posted for post in found] == [Posted.exact(message.posted) for message in POSTS]


def test_html_exports_before_they_had_offsets(tmp_path: Path) -> None:
    path = tmp_path / "messages.html"
    path.write_bytes(desktop_html(CHANNEL).replace(b" UTC+03:00", b""))
    found = list(read(path, zone=ZONE, warn=pytest.fail))
    assert [post.posted for post in found] == [Posted.exact(message.posted) for message in POSTS]


def test_a_named_channel_makes_addresses(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(desktop(CHANNEL))
    assert next(read(path, zone=ZONE, warn=pytest.fail)).url is None
    named = list(read(path, zone=ZONE, warn=pytest.fail, channel="primer_kom"))
    assert named[0].url == "https://t.me/primer_kom/2"


@pytest.fixture
def account(tmp_path: Path) -> Path:
    channel: dict[str, Any] = json.loads(desktop(CHANNEL))
    friend = {"name": "Друг", "type": "personal_chat", "id": 2, "messages": channel["messages"][:3]}
    export = {
        "about": "x",
        "contacts": {"list": [{"name": "Друг"}]},
        "chats": {"about": "y", "list": [friend, channel]},
    }
    path = tmp_path / "result.json"
    path.write_text(json.dumps(export, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def test_of_an_account_only_the_channels_are_read(account: Path) -> None:
    assert recognise(account) == "desktop"
    found = list(read(account, zone=ZONE, warn=pytest.fail))
    assert [post.text for post in found] == [message.text for message in POSTS]
    assert {post.channel for post in found} == {TITLE}


def test_of_an_account_one_chat_can_be_named(account: Path) -> None:
    found = list(read(account, zone=ZONE, warn=pytest.fail, channel="Друг"))
    assert [post.id for post in found] == ["2", "3"]
    with pytest.raises(InputError, match="no chat called"):
        list(read(account, zone=ZONE, warn=pytest.fail, channel="Никто"))


def exported(number: int, text: str = "", *, second: int = 0, media: bool = True) -> Exported:
    said = Post(channel="c", id=str(number), text=text, posted=Posted.unknown()) if text else None
    return Exported(number, second, media, said)


@pytest.mark.parametrize(
    ("messages", "posts"),
    [
        ([exported(1, "а"), exported(2), exported(3)], ["1а"]),
        ([exported(1), exported(2), exported(3, "а")], ["1а"]),
        ([exported(1, "а"), exported(2, "а")], ["1а"]),
        ([exported(1, "а"), exported(2, "б")], ["1а", "2б"]),
        ([exported(1), exported(2, "а", second=1)], ["2а"]),
        ([exported(1), exported(3, "а")], ["3а"]),
        ([exported(1, media=False), exported(2, "а", media=False)], ["2а"]),
        ([exported(number, "а" if number == 11 else "") for number in range(1, 12)], ["11а"]),
        ([], []),
    ],
)
def test_albums(messages: list[Exported], posts: list[str]) -> None:
    """One caption in one second on consecutive numbers is one post, under the first number; ten are the most."""
    assert [post.id + post.text for post in joined(messages)] == posts


def test_the_ids_of_a_page_include_what_has_no_text(tmp_path: Path) -> None:
    from timeline.posts.preview_page import read_page
    from timeline.posts.rejects import Rejects

    page = read_page(preview_page(CHANNEL, before=2), "page", ZONE, Rejects())
    assert page.ids == {1, 2, 3, 4, 5, 6, 7, 9, 10}
    assert (page.state, page.channel, page.before, page.blocks) == ("posts", "primer_kom", 2, 7)


def test_emoji_links_and_spoilers_keep_their_words(tmp_path: Path) -> None:
    html = (
        '<tg-emoji emoji-id="5"><i class="emoji" style="x"><b>🗳</b></i></tg-emoji> <b>Сбор<br/></b>до '
        '<a href="https://example.org" onclick="return confirm()">7 декабря</a> <tg-spoiler>тайно</tg-spoiler>'
        "<blockquote>цитата</blockquote>конец<br/><br/><br/><br/>совсем"
    )
    path = tmp_path / "page.html"
    page = preview_page([Message(number=1, posted=at(1), text="МЕСТО")]).decode().replace("МЕСТО", html)
    path.write_text(page, encoding="utf-8")
    (found,) = read(path, zone=ZONE, warn=pytest.fail)
    assert found.text == "🗳 Сбор\nдо 7 декабря тайно\nцитата\nконец\n\nсовсем"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ('{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}\n', "jsonl"),
        ('{"id": 1, "text": "a"}', "jsonl"),
        ('\ufeff\n{"id": 1, "text": "messages: [1]"}', "jsonl"),
        ('{\n "id": 1,\n "text": "a"\n}\n{\n "id": 2,\n "text": "b"\n}\n', "json"),
        ('[{"id": 1, "text": "a"}]', "json"),
        ('{"ok": true, "result": [{"id": 1, "text": "a"}]}', "json"),
        ('{"messages": [{"id": 1, "message": "a"}]}', "json"),
        ('{"name": "x", "type": "private_channel", "id": 5, "messages": [', "desktop"),
        ("id,date,text\n1,2025-12-01,a\n", "csv"),
        ("message_id\tmessage\n1\ta\n", "csv"),
        ('<?xml version="1.0"?>\n<!-- x -->\n<rss version="2.0"></rss>', "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        (
            "<!DOCTYPE html><html><head><style>" + "a{}" * 200_000 + '</style></head><div class="tgme_page">',
            "preview-page",
        ),
        ("Слова\nPlease open Telegram to view this post\nVIEW IN TELEGRAM", "preview-text"),
        ("Имя\n1,234 subscribers\n", "preview-text"),
    ],
)
def test_kinds_are_told_by_content(data: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "misleading.zip"
    path.write_text(data, encoding="utf-8")
    assert recognise(path) == kind


def test_json_objects_over_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text('{\n "id": 1,\n "text": "a"\n}\n{\n "id": 2,\n "text": "b"\n}\n', encoding="utf-8")
    assert [post.text for post in read(path, zone=ZONE, warn=pytest.fail)] == ["a", "b"]


def test_a_feed_title_is_read_where_it_says_more(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(
        '<rss version="2.0"><channel><title>Сайт</title>'
        "<item><title>Утвержден бюллетень</title><link>https://example.org/1</link><description>Подробности.</description>"
        "<pubDate>Mon, 01 Dec 2025 15:00:00 +0300</pubDate></item>"
        "<item><title>Утвержден бюллетень…</title><guid>x2</guid>"
        "<description>Утвержден бюллетень для выборов.</description></item>"
        "<item><title>Только заголовок</title><link>https://example.org/3</link></item></channel></rss>",
        encoding="utf-8",
    )
    found = list(read(path, zone=ZONE, warn=pytest.fail))
    assert [post.text for post in found] == [
        "Утвержден бюллетень\n\nПодробности.",
        "Утвержден бюллетень для выборов.",
        "Только заголовок",
    ]
    assert [post.id for post in found] == ["https://example.org/1", "x2", "https://example.org/3"]
    assert found[0].posted == Posted.exact(at(1))
    assert found[0].posted.at is not None
    assert found[0].posted.at.utcoffset() == timedelta(hours=3)
    assert found[1].posted == Posted.unknown()
