"""A channel as a script, written down in every form that Timeline reads. The sentences are made up for the tests."""

from __future__ import annotations

import csv
import html
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAME = "primer_kom"
TITLE = "Комиссия примерной области"
ZONE = ZoneInfo("Europe/Minsk")


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message. ``parts`` are the further ids of an album, ``quoted`` what it replies to."""

    number: int
    posted: datetime
    text: str = ""
    edited: bool = False
    service: bool = False
    media: bool = False
    parts: int = 0
    quoted: str | None = None
    forwarded: bool = False


def at(day: int, hour: int = 12, minute: int = 0, second: int = 0) -> datetime:
    """An instant in December 2025, UTC."""
    return datetime(2025, 12, day, hour, minute, second, tzinfo=UTC)


CHANNEL: tuple[Message, ...] = (
    Message(number=1, posted=at(1, 9), text="Channel created", service=True),
    Message(
        number=2,
        posted=at(1, 9, 30),
        text="Комиссия утвердила план подготовки к голосованию. Он опубликован на сайте.\n\nПодробности в документе.",
    ),
    Message(number=3, posted=at(2, 10), text="Встреча с наблюдателями пройдет 4 декабря в 15:00.", media=True, parts=2),
    Message(number=6, posted=at(2, 18), media=True),
    Message(
        number=7,
        posted=at(2, 22, 30),
        text="Уточняем время: встреча начнется в 16:00.\nЖдем вас <здесь> & сейчас!",
        edited=True,
        quoted="Встреча с наблюдателями пройдет 4 декабря в 15:00.",
    ),
    Message(number=9, posted=at(3, 7), text="Комиссия закрепила сообщение", service=True),
    Message(
        number=10,
        posted=at(3, 8),
        text="🗳 Прием документов завершается 20 декабря, заявления принимаются ежедневно.",
        forwarded=True,
    ),
)
"""Gaps in the ids, two service messages, an album of three, a photo without words, a reply, an edit, a forward."""

POSTS = tuple(message for message in CHANNEL if message.text and not message.service)


def jsonl(messages: Sequence[Message]) -> bytes:
    return "".join(json.dumps(_record(part), ensure_ascii=False) + "\n" for part in _flat(messages)).encode()


def json_array(messages: Sequence[Message]) -> bytes:
    return json.dumps([_record(part) for part in _flat(messages)], indent=1).encode()


def table(messages: Sequence[Message]) -> bytes:
    file = io.StringIO(newline="")
    rows = csv.DictWriter(file, ["message_id", "message", "date", "channel", "edited", "type"], delimiter=";")
    rows.writeheader()
    for part in _flat(messages):
        rows.writerow(
            {
                "message_id": part.number,
                "message": part.text,
                "date": part.posted.isoformat(),
                "channel": NAME,
                "edited": part.edited,
                "type": "service" if part.service else "message",
            }
        )
    return file.getvalue().encode("utf-8-sig")


def desktop(messages: Sequence[Message]) -> bytes:
    """As Telegram Desktop writes it: local times, text in pieces, one message for each part of an album."""
    found = [_exported(part) for part in _flat(messages)]
    return json.dumps(
        {"name": TITLE, "type": "public_channel", "id": 1234567, "messages": found}, ensure_ascii=False, indent=1
    ).encode()


def copied(messages: Sequence[Message]) -> bytes:
    """As Telegram Desktop puts selected messages on the clipboard: an album as one, service messages left out."""
    blocks = []
    for message in messages:
        if message.service:
            continue
        aside = f"[ In reply to {TITLE} ]\n" if message.quoted else "[ Photo ]\n" if message.media else ""
        blocks.append(f"{TITLE}, [{message.posted.astimezone(ZONE):%d.%m.%Y %H:%M}]\n{aside}{message.text}")
    return "\n\n".join(blocks).encode()


def desktop_html(messages: Sequence[Message]) -> bytes:
    blocks = []
    for part in _flat(messages):
        stamp = part.posted.astimezone(ZONE)
        title = f"{stamp:%d.%m.%Y %H:%M:%S} UTC{stamp.isoformat()[-6:]}"
        if part.service:
            blocks.append(
                f'<div class="message service" id="message{part.number}">'
                f'<div class="body details">{part.text}</div></div>'
            )
            continue
        text = f'<div class="text">\n{_marked(part.text)}\n </div>' if part.text else ""
        if part.forwarded:
            text = (
                '<div class="forwarded body"><div class="from_name">Сосед <span class="date details" '
                f'title="01.01.2020 10:00:00 UTC+03:00">01.01.2020</span></div>{text}</div>'
            )
        quoted = '<div class="reply_to details">In reply to <a href="#go_to_message3">this message</a></div>'
        media = '<div class="media_wrap clearfix"><div class="title bold">Photo</div></div>'
        blocks.append(
            f'<div class="message default clearfix" id="message{part.number}">\n<div class="pull_left userpic_wrap">'
            '<div class="userpic"><div class="initials">К</div></div></div>\n<div class="body">\n'
            f'<div class="pull_right date details" title="{title}">{stamp:%H:%M}</div>'
            f'\n<div class="from_name">{TITLE}</div>{quoted if part.quoted else ""}{media if part.media else ""}{text}'
            "</div></div>"
        )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>'
        f'<div class="page_wrap"><div class="page_header"><div class="content">'
        f'<div class="text bold">{TITLE}</div></div>'
        f'</div><div class="page_body chat_page"><div class="history">{"".join(blocks)}</div></div></div></body></html>'
    ).encode()


def preview_page(messages: Sequence[Message], before: int | None = None, name: str = NAME) -> bytes:
    """As t.me/s writes it; ``before`` is the id that its link to older posts names."""
    link = f'<link rel="prev" href="/s/{name}?before={before}">' if before else ""
    blocks = "".join(_block(message, name) for message in messages)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title>{link}'
        '<link href="//telegram.org/css/telegram-web.css" rel="stylesheet"></head>'
        '<body class="widget_frame_base tgme_webpreview"><div class="tgme_channel_info">'
        f'<div class="tgme_channel_info_header_title"><span dir="auto">{TITLE}</span></div>'
        f'<div class="tgme_channel_info_header_username"><a href="https://t.me/{name}">@{name}</a></div>'
        '<div class="tgme_channel_info_description">Новости комиссии с 1 января 1999 года</div></div>'
        f'<section class="tgme_channel_history js-message_history">{blocks}</section></body></html>'
    ).encode()


def empty_page(name: str = NAME) -> bytes:
    """What a channel without posts shows, and a busy server for one with posts."""
    return preview_page((), name=name).replace(
        b"</section>",
        b'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message_centered">'
        b'<div class="tme_no_messages_found">No posts found</div></div></div></section>',
    )


def contact_page(name: str = NAME) -> bytes:
    """What t.me/<name> shows for a channel without preview, a person, or a name that nobody has."""
    return (
        f'<!DOCTYPE html><html><head><title>Telegram: Contact @{name}</title></head><body class="no_transition">'
        f'<div class="tgme_page_wrap"><div class="tgme_body_wrap"><div class="tgme_page"><div class="tgme_page_extra">'
        f'@{name}</div><div class="tgme_page_action"><a class="tgme_action_button_new" href="tg://resolve?domain={name}">'
        "Send Message</a></div></div></div></div></body></html>"
    ).encode()


def preview_text(messages: Sequence[Message]) -> bytes:
    """As a browser copies it: every text on its own lines, custom emoji and large media marked."""
    lines = [TITLE, "1.2K subscribers", "320 photos", "Новости комиссии с 1 января 1999 года", "Download Telegram"]
    for message in messages:
        if message.service:
            continue
        if message.media:
            lines += ["Media is too big", "VIEW IN TELEGRAM"]
        if message.text:
            lines += [message.text, "Please open Telegram to view this post", "VIEW IN TELEGRAM"]
    return "\n".join(lines).encode()


def rss(messages: Sequence[Message]) -> bytes:
    """As RSSHub writes a channel: the title repeats the beginning, a quoted post is a blockquote."""
    items = "".join(
        f"<item><title>{html.escape(message.text[:20])}…</title><link>https://t.me/{NAME}/{message.number}</link>"
        f"<guid>https://t.me/{NAME}/{message.number}</guid>"
        f"<pubDate>{message.posted:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<description>{html.escape(_rss_body(message))}</description></item>"
        for message in messages
        if not message.service
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{TITLE}</title>'
        f"<link>https://t.me/s/{NAME}</link><description>x</description><language>en</language>{items}</channel></rss>"
    ).encode()


def atom(messages: Sequence[Message]) -> bytes:
    """As the site of a commission may write it: titles of their own, dates of change."""
    entries = "".join(
        f"<entry><title>Сообщение</title><id>tag:example.org,2025:{message.number}</id>"
        f'<link rel="alternate" href="https://example.org/{message.number}"/>'
        f"<published>{message.posted.isoformat()}</published>"
        f"<updated>{(message.posted + timedelta(minutes=5 * message.edited)).isoformat()}</updated>"
        f'<content type="html">{html.escape(_marked(message.text))}</content></entry>'
        for message in messages
        if not message.service and message.text
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{TITLE}</title><id>tag:example.org,2025:all</id><updated>2025-12-31T00:00:00Z</updated>{entries}</feed>"
    ).encode()


WRITERS: dict[str, Callable[[Sequence[Message]], bytes]] = {
    "jsonl": jsonl,
    "json": json_array,
    "csv": table,
    "desktop": desktop,
    "desktop-html": desktop_html,
    "preview-page": preview_page,
    "preview-text": preview_text,
    "copied": copied,
    "feed": rss,
}


def _flat(messages: Sequence[Message]) -> list[Message]:
    """Every id on its own, as exports have it: an album's first message carries the caption."""
    flat = []
    for message in messages:
        flat.append(message)
        flat += [
            Message(number=message.number + part, posted=message.posted, media=True)
            for part in range(1, message.parts + 1)
        ]
    return flat


def _record(message: Message) -> dict[str, object]:
    return {
        "id": message.number,
        "text": message.text,
        "date": message.posted.isoformat(),
        "channel": NAME,
        "url": f"https://t.me/{NAME}/{message.number}",
        "edited": message.edited,
        "type": "service" if message.service else "message",
    }


def _exported(message: Message) -> dict[str, object]:
    unixtime = str(int(message.posted.timestamp()))
    local = message.posted.astimezone(ZONE).replace(tzinfo=None).isoformat()
    record: dict[str, object] = {"id": message.number, "type": "message", "date": local, "date_unixtime": unixtime}
    if message.service:
        return {**record, "type": "service", "action": "pin_message", "text": message.text}
    if message.edited:
        record |= {"edited": local, "edited_unixtime": unixtime}
    if message.media:
        record["photo"] = "photos/photo_1.jpg"
    first, _, rest = message.text.partition(" ")
    record["text"] = [{"type": "bold", "text": first}, " " + rest] if rest else message.text
    return record


def _marked(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _rss_body(message: Message) -> str:
    quoted = (
        f"<blockquote><p><a href='https://t.me/{NAME}/3'><b>{TITLE}</b>:</a></p><p>{message.quoted}</p></blockquote>"
        if message.quoted
        else ""
    )
    forwarded = "<p>Forwarded From <b>Сосед</b></p>" if message.forwarded else ""
    return f"{forwarded}{quoted}<p>{_marked(message.text)}</p>" if message.text else ""


def _block(message: Message, name: str) -> str:
    address = f"https://t.me/{name}/{message.number}"
    single = "".join(
        f'<a class="tgme_widget_message_photo_wrap grouped_media_wrap" href="{address[: address.rfind("/")]}/{number}'
        '?single"></a>'
        for number in range(message.number, message.number + message.parts + 1)
    )
    video = (
        f'<a class="tgme_widget_message_video_player" href="{address}"><time class="message_video_duration">0:27</time>'
        '<div class="message_media_not_supported"><div class="message_media_not_supported_label">Media is too big</div>'
        '<span class="message_media_view_in_telegram">VIEW IN TELEGRAM</span></div></a>'
    )
    media = (
        f'<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap">{single}</div>'
        if message.parts
        else video
    )
    quoted = (
        f'<a class="tgme_widget_message_reply" href="{address}"><div class="tgme_widget_message_author accent_color">'
        f'<span class="tgme_widget_message_author_name">{TITLE}</span></div>'
        f'<div class="tgme_widget_message_text js-message_reply_text">{_marked(message.quoted or "")}</div></a>'
    )
    forwarded = (
        '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;'
        '<span class="tgme_widget_message_forwarded_from_name">Сосед</span></div>'
    )
    edited = "edited &nbsp;" if message.edited else ""
    text = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{_marked(message.text)}</div>'
    return (
        '<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message '
        f'text_not_supported_wrap {"service_message " if message.service else ""}js-widget_message" '
        f'data-post="{name}/{message.number}"><div class="tgme_widget_message_bubble">'
        f'<div class="tgme_widget_message_author accent_color"><span dir="auto">{TITLE}</span></div>'
        f"{forwarded if message.forwarded else ''}{quoted if message.quoted else ''}{media if message.media else ''}"
        f'{text if message.text else ""}<div class="tgme_widget_message_footer">'
        '<span class="tgme_widget_message_views">1.2K</span><span class="copyonly"> views</span>'
        '<span class="tgme_widget_message_meta"><span class="tgme_widget_message_from_author">unedited</span>,&nbsp;'
        f'{edited}<a class="tgme_widget_message_date" href="{address}">'
        f'<time datetime="{message.posted.isoformat()}" class="time">{message.posted:%H:%M}</time></a></span>'
        "</div></div></div></div>"
    )
