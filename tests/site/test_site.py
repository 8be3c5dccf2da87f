"""The documents of the site: what they say, that they are well-formed, and that nothing of a post gets out of hand."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree as Xml

import pytest
from feed.samples import CALENDAR, MINSK, SAMPLES, day, event, evidence

from timeline.events import When
from timeline.feed import Shelf, check
from timeline.feed.phrases import LANGUAGES, phrases
from timeline.site.links import links
from timeline.site.site import Site
from timeline.site.snapshot import Held, Snapshot
from timeline.site.view import pieces
from timeline.store import LogEntry

NOW = datetime(2024, 1, 10, 12, tzinfo=MINSK)
BASE = "https://example.org/elections/"
READ = datetime(2024, 1, 10, 6, 5, tzinfo=UTC)
CHANGES = (
    LogEntry(
        revision=3,
        at=datetime(2024, 1, 5, 8, tzinfo=UTC),
        calendar="sample",
        event="off",
        title="Пресс-конференция <b>",
        what="changed",
        fields=(("status", "confirmed", "cancelled"),),
    ),
    LogEntry(revision=1, at=READ, calendar="sample", event="gone", title="Снятое", what="removed"),
)
HOSTILE = (
    event(
        "long",
        title="А" + "Щ" * 10_000,
        when=When.days(day(1, 20)),
        kind="meeting",
        place="Щ" * 10_000,
        law="<i>закон</i>",
        notes=("<b>примечание</b>",),
        evidence=(evidence("<img src=x onerror=alert(1)> 20 января", marks=((29, 38), (5, 3), (900, 901))),),
    ),
    event(
        "script",
        title="\u202eнаоборот <script>alert(1)</script>",
        when=When.days(day(1, 21)),
        evidence=(evidence("'\"><script>alert(2)</script>", url="javascript:alert(3)", channel="<x>"),),
    ),
)


def held(*events: Any) -> Held:
    return Held(CALENDAR, Shelf(CALENDAR, events or (*SAMPLES, *HOSTILE)), CHANGES, READ)


def site(base: str | None = BASE, now: datetime = NOW, **calendars: Held) -> Site:
    return Site(Snapshot(3, calendars or {"sample": held()}), now, base)


class Page(HTMLParser):
    """A page as a browser reads it: its tags, its visible text."""

    VOID = frozenset({"meta", "link", "br", "img", "input", "hr"})

    def __init__(self, octets: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(octets.decode())
        self.close()
        assert self.open == [], "unclosed tags"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> without its tag"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def every(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def page(path: str, made: Site | None = None) -> Page:
    document = (made or site()).document(path)
    assert document is not None, path
    return Page(document.octets)


def words(octets: str) -> str:
    return " ".join(octets.split())


def test_every_document_there_is_can_be_had() -> None:
    made = site()
    paths = list(made.paths())
    assert len(paths) == len(set(paths))
    for path in paths:
        assert made.document(path) is not None, path
        if path.endswith(".html"):
            page(path, made)
        if path.endswith(".ics"):
            assert check(made.document(path).octets).fine  # type: ignore[union-attr]
    assert made.document("sample/ru/event/nothing.html") is None
    assert made.document("other.ics") is None
    assert made.document("sample/pl/index.html") is None
    assert made.document("static/../site.py") is None


def test_every_link_inside_leads_somewhere() -> None:
    made = site()
    known = set(made.paths())
    for path in known:
        if not path.endswith(".html"):
            continue
        for tag, attrs in page(path, made).tags:
            for link in filter(None, (attrs.get("href"), attrs.get("src"))):
                if urlsplit(link).scheme or link.startswith("#"):
                    continue
                target = Path("/", *path.split("/")[:-1], link.partition("#")[0])
                resolved = Path(*_walk(target)).as_posix()
                assert resolved in known or f"{resolved}/index.html" in known, f"{path}: <{tag}> {link}"


def _walk(path: Path) -> list[str]:
    parts: list[str] = []
    for part in path.parts[1:]:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return parts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_main_page_says_what_matters(lang: str) -> None:
    shown = page(f"sample/{lang}/index.html")
    say = phrases(lang, "site")
    text = words(shown.text)
    assert {"ru": "46 дней", "be": "46 дзён", "uk": "46 днів", "en": "46 days"}[lang] in text
    assert say.say("page.unofficial_long") in text
    assert "t.me/s/example" in text
    assert f"{say.day(NOW.date())}, 09:05 (Europe/Minsk)" in text
    assert say.say("section.to_be_confirmed") in text
    assert shown.every("html") == [{"lang": lang}]
    assert [attrs["lang"] for attrs in shown.every("a") if "hreflang" in attrs] == [x for x in LANGUAGES if x != lang]


def test_uncertainty_is_shown_and_nothing_foreign() -> None:
    text = words(page("sample/ru/index.html").text)
    assert "≈ Выборы депутатов" in text
    assert "день не назван" in text
    assert "меньше 2 месяцев" in text
    assert "отменено" in text
    assert "Казахстане" not in text
    ahead, unsure = text.split("О них известно только", 1)
    assert "Всебелорусское собрание" not in ahead.split("То же словами")[1].split("Впереди")[1]
    assert "Всебелорусское собрание" in unsure


def test_no_request_leaves_the_site_and_nothing_is_inline() -> None:
    for path in ("index.html", "sample/ru/subscribe.html", "sample/ru/event/script.html", "sample/en/past.html"):
        shown = page(path)
        for tag, attrs in shown.tags:
            loaded = attrs.get("src") or (
                attrs.get("href") if tag == "link" and attrs.get("rel") in ("stylesheet", "icon") else None
            )
            assert not (loaded and urlsplit(loaded).scheme), loaded
            assert not [name for name in attrs if name.startswith("on") or name == "style"], (path, tag, attrs)
        assert [attrs.get("src") for attrs in shown.every("script")] == [f"{'../' * path.count('/')}static/timeline.js"]
        assert "style" not in {tag for tag, _ in shown.tags}
        policy = next(attrs["content"] for attrs in shown.every("meta") if attrs.get("http-equiv"))
        assert "default-src 'none'" in (policy or "")


def test_a_hostile_post_is_text() -> None:
    shown = page("sample/ru/event/script.html")
    assert "наоборот <script>alert(1)</script>" in shown.text
    assert "\u202e" not in shown.text
    assert "'\"><script>alert(2)</script>" in shown.text
    assert not [attrs for attrs in shown.every("a") if "javascript" in (attrs["href"] or "")]
    assert len(shown.every("script")) == 1
    long = page("sample/ru/event/long.html")
    assert "<img src=x onerror=alert(1)>" in long.text
    assert "<i>закон</i>" in long.text
    assert not long.every("img")
    assert not long.every("i")
    assert len(page("sample/ru/index.html").text) < 15_000


def test_the_page_of_an_event_leads_back_to_its_sentences() -> None:
    shown = page("sample/ru/event/off.html")
    text = words(shown.text)
    assert "«" not in text  # quoted by markup
    assert "Пресс-конференция отменена." in text
    assert "отменяет" in text
    assert "30 ноября 2023 Отменено: 12 января 2024, пятница" in text
    assert [attrs["href"] for attrs in shown.every("a") if "t.me/example" in (attrs["href"] or "")] == [
        "https://t.me/example/12",
        "https://t.me/example/20",
        "https://t.me/example/20",
    ]


def test_what_was_said_before_a_move_is_not_called_a_contradiction() -> None:
    moved = event(
        "moved",
        evidence=(
            evidence("Будет 12 декабря.", post="1", day=1, agrees=False),
            evidence("Переносится на 14 декабря.", post="2", day=8, role="moved-to"),
            evidence("Будет 15 декабря.", post="3", day=9, agrees=False),
        ),
    )
    text = words(page("sample/ru/event/moved.html", site(sample=held(moved))).text)
    first, second, third = (text.index(said) for said in ("12 декабря", "14 декабря", "15 декабря"))
    assert "до переноса или отмены" in text[first:second]
    assert "переносит" in text[second:third]
    assert "говорит иначе" in text[third:]


def test_time_expressions_are_marked() -> None:
    document = site().document("sample/ru/event/long.html")
    assert document is not None
    assert "<mark>20 января</mark>" in document.octets.decode()


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        ((), [("abcdef", False)]),
        (((1, 3),), [("a", False), ("bc", True), ("def", False)]),
        (((4, 6), (0, 1)), [("a", True), ("bcd", False), ("ef", True)]),
        (((1, 3), (2, 5)), [("a", False), ("bc", True), ("def", False)]),
        (((5, 2), (3, 99)), [("abcdef", False)]),
    ],
)
def test_pieces(marks: tuple[tuple[int, int], ...], found: list[tuple[str, bool]]) -> None:
    assert list(pieces("abcdef", marks)) == found


def test_subscribe_links() -> None:
    shown = links("https://example.org/elections/sample/feed.ru.ics", "Выборы & ещё")
    assert shown.apple == "webcal://example.org/elections/sample/feed.ru.ics"
    assert parse_qs(urlsplit(shown.google).query) == {"cid": [shown.apple]}
    assert parse_qs(urlsplit(shown.outlook).query) == {"url": [shown.feed], "name": ["Выборы & ещё"]}
    on_page = page("sample/ru/index.html")
    to = {attrs["data-to"]: attrs["href"] for attrs in on_page.every("a") if "data-to" in attrs}
    assert to["apple"] == "webcal://example.org/elections/sample/feed.ru.ics"
    assert unquote(to["google"] or "").endswith("cid=webcal://example.org/elections/sample/feed.ru.ics")
    assert len(to["google"] or "") <= 256


def test_a_site_that_does_not_know_its_address() -> None:
    made = site(base=None)
    shown = page("sample/ru/index.html", made)
    to = {attrs["data-to"]: attrs["href"] for attrs in shown.every("a") if "data-to" in attrs}
    assert set(to.values()) == {"../../sample/feed.ru.ics"}
    assert shown.every("noscript")
    assert b"SOURCE" not in made.document("sample.ics").octets  # type: ignore[union-attr]
    assert b"SOURCE;VALUE=URI:https://example.org/elections/sample.ics" in site().document("sample.ics").octets  # type: ignore[union-attr]


def test_the_chart_has_words_for_those_who_cannot_see_it() -> None:
    shown = page("sample/ru/index.html")
    drawings = shown.every("svg")
    assert [attrs.get("role") for attrs in drawings if "chart" in (attrs["class"] or "")] == ["img", "img"]
    octets = site().document("sample/ru/index.html").octets.decode()  # type: ignore[union-attr]
    described = re.findall(r"<desc[^>]*>([^<]*)</desc>", octets)
    assert len(described) == 2
    assert "Единый день голосования: вс 25 фев" in described[0]
    rows = re.findall(r'<tr><th scope="row">([^<]*)', octets)
    assert "Досрочное голосование" in rows


def test_several_calendars_get_a_list() -> None:
    other = Held(replace(CALENDAR, id="other"), Shelf(CALENDAR, SAMPLES[:1]), (), None)
    made = site(sample=held(), other=other)
    shown = page("index.html", made)
    assert {"sample/ru/index.html", "other/en/index.html"} <= {attrs["href"] for attrs in shown.every("a")}
    assert "ещё не читались" in page("other/ru/index.html", made).text


def test_an_empty_calendar_says_so() -> None:
    empty = Held(CALENDAR, Shelf(CALENDAR, ()), (), None)
    made = site(sample=empty)
    assert "Впереди пока ничего не объявлено." in page("index.html", made).text
    assert check(made.document("sample.ics").octets).fine  # type: ignore[union-attr]
    assert "Дат пока нет" in page("index.html", Site(Snapshot(0, {}), NOW)).text


def test_a_page_made_for_another_day_does_not_count_on() -> None:
    assert "data-today" in page("sample/ru/index.html").every("body")[0]
    pretended = Site(Snapshot(3, {"sample": held()}), NOW, BASE, counting=False)
    assert page("sample/ru/index.html", pretended).every("body") == [{}]


def test_a_page_says_between_which_days_its_script_may_count() -> None:
    """What has begun must not pass for over as long as its last day is ahead, or not known."""
    events = {one.id: one for one in SAMPLES}

    def counted(id_: str, at: datetime) -> list[tuple[str | None, str | None]]:
        made = Site(Snapshot(3, {"sample": held(events[id_])}), at, BASE)
        shown = page("sample/ru/event/" + id_ + ".html", made)
        return [(attrs["data-day"], attrs.get("data-end")) for attrs in shown.every("dd") if "data-day" in attrs]

    assert counted("early", NOW) == [("2024-02-20", "2024-02-24")]
    assert counted("early", datetime(2024, 2, 21, 12, tzinfo=MINSK)) == [("2024-02-20", "2024-02-24")]
    assert counted("session", NOW) == [("2024-01-17", "2024-01-17")]
    assert counted("papers", NOW) == [("2024-01-15", "2024-01-15")]
    assert counted("start", NOW) == [("2024-01-25", None)]
    for unsure in ("short", "wide", "assembly", "nowhen", "off"):
        assert counted(unsure, NOW) == [], unsure
    assert counted("early", datetime(2024, 2, 25, 12, tzinfo=MINSK)) == []


def test_events_json_follows_its_schema() -> None:
    made = site()
    schema = json.loads(made.document("events.schema.json").octets)  # type: ignore[union-attr]
    content = json.loads(made.document("sample/events.json").octets)  # type: ignore[union-attr]
    conforms(content, schema, schema, "events.json")
    by_id = {one["id"]: one for one in content["events"]}
    assert set(by_id) == {one.id for one in (*SAMPLES, *HOSTILE)}
    assert by_id["early"]["hours"] == [["12:00", "19:00"]]
    assert by_id["wide"]["value"] == "[2023-11-29..2024-02-27]"
    assert by_id["papers"]["end_latest"] == "2024-01-15"
    assert by_id["script"]["evidence"][0]["url"] is None
    assert content["last_read"] == "2024-01-10T06:05:00Z"
    with pytest.raises(AssertionError):
        conforms({**content, "more": 1}, schema, schema, "a field that the schema does not know")


def conforms(value: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    """As much of JSON Schema as our schema uses."""
    if "$ref" in rule:
        found: Any = root
        for part in rule["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        conforms(value, found, root, where)
    if "enum" in rule:
        assert value in rule["enum"], where
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    allowed = rule.get("type", [])
    if allowed:
        names = [allowed] if isinstance(allowed, str) else allowed
        assert isinstance(value, tuple(kinds[name] for name in names)), f"{where}: {value!r}"
    if isinstance(value, str) and "pattern" in rule:
        assert re.search(rule["pattern"], value), f"{where}: {value!r}"
    if isinstance(value, dict):
        assert set(rule.get("required", [])) <= set(value), where
        for name, part in value.items():
            inner = rule.get("properties", {}).get(name, rule.get("additionalProperties", {}))
            assert inner is not False, f"{where}: {name}"
            conforms(part, inner, root, f"{where}.{name}")
    if isinstance(value, list) and "items" in rule:
        for part in value:
            conforms(part, rule["items"], root, f"{where}[]")


def test_atom() -> None:
    document = site().document("sample/changes.ru.atom")
    assert document is not None
    feed = Xml.fromstring(document.octets)
    name = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{name}entry")
    assert [entry.findtext(f"{name}title") for entry in entries] == ["Изменено: Пресс-конференция <b>", "Снято: Снятое"]
    assert entries[0].findtext(f"{name}content") == "состояние: confirmed → cancelled"
    assert [entry.find(f"{name}link") is not None for entry in entries] == [True, False]
    assert feed.findtext(f"{name}updated") == "2024-01-05T08:00:00Z"


def test_every_language_of_the_pages_says_the_same_things() -> None:
    keys = {
        lang: {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in phrases(lang, "site").texts.items()}
        for lang in LANGUAGES
    }
    assert keys["ru"] == keys["be"] == keys["en"]
