"""Reading one calendar definition: TOML text to ``Calendar``, with every problem found on the way.

The format is described in docs/calendars.md. Pure: no file is opened here, but a source that is a
path is resolved against the folder of the definition, which it may not leave.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from timeline.calendars.channels import account_channel_of
from timeline.calendars.deadlines import check_anchors, counting, deadline, kind_of
from timeline.calendars.definition import (
    AUDIENCES,
    CERTAINTIES,
    KINDS,
    Body,
    Calendar,
    EventWord,
    NamedFeed,
    Words,
)
from timeline.calendars.elections import election
from timeline.calendars.offsets import PLAIN, DayRule
from timeline.calendars.section import ID, LANGUAGE, LINK, Problem, Section, suggest
from timeline.languages.concepts import concepts

_ID_HELP = '"by-cec" (small Latin letters, digits and hyphens)'
_COUNTRY = re.compile(r"[A-Z]{2}")
_SYNTAX_LINE = re.compile(r"\(at line (\d+), column \d+\)$")


@dataclass
class _Notes:
    text: str
    problems: list[Problem] = field(default_factory=list)


def read(text: str, path: Path) -> tuple[Calendar | None, list[Problem]]:
    """The definition in ``text``, which stands in the file ``path``, and all that is wrong with it.

    The calendar is ``None`` when there is any problem. Problems come in the order of their lines.
    """
    notes = _Notes(text)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax(error)]
    except RecursionError:
        return None, [Problem(1, "", "is nested too deeply", "check the brackets")]
    calendar = _calendar(Section(table, (), notes), path)
    problems = sorted(notes.problems, key=lambda problem: (problem.line, problem.key))
    return (None if problems else calendar), problems


def _syntax(error: tomllib.TOMLDecodeError) -> Problem:
    message = str(error)
    found = _SYNTAX_LINE.search(message)
    what = _SYNTAX_LINE.sub("", message).strip()
    return Problem(
        int(found[1]) if found else 1, "", f"is not TOML: {what}", "check the quotes and brackets of that line"
    )


def _calendar(top: Section, path: Path) -> Calendar | None:
    id_ = _id(top, path)
    names = top.names("name")
    if not top.table.get("name"):
        top.wrong("name", "is missing", 'add name = { ru = "…", en = "…" }')
    zone = _zone(top)
    languages = _languages(top)
    country = _country(top)
    sources = tuple(source for text in top.texts("sources") if (source := _source(top, text, path)))
    counted = counting(top.table_at("counting")) or PLAIN
    bodies = tuple(_body(section) for section in top.tables("bodies"))
    _unique(top, "bodies", [body.id for body in bodies])
    known_bodies = [body.id for body in bodies]
    words = _words(top.table_at("words"), known_bodies)
    elections = tuple(found for section in top.tables("elections") if (found := election(section, bodies)) is not None)
    _unique(top, "elections", [one.id for one in elections])
    rules = top.tables("deadlines")
    deadlines = tuple(deadline(section, known_bodies, country) for section in rules)
    check_anchors(rules, deadlines)
    feeds = tuple(_feed(section, [one.id for one in elections]) for section in top.tables("feeds"))
    _unique(top, "feeds", [feed.id for feed in feeds])
    about = top.names("about")
    top.finish()
    if not (id_ and names and zone):
        return None
    return Calendar(
        id=id_,
        name=names[0][1],
        zone=zone,
        languages=languages,
        country=country,
        sources=sources,
        names=names,
        about=about,
        counting=counted,
        bodies=bodies,
        words=words,
        elections=elections,
        deadlines=deadlines,
        feeds=feeds,
        path=path,
    )


def _id(top: Section, path: Path) -> str | None:
    id_ = top.matching("id", ID, _ID_HELP, required=True)
    if id_ and id_ != path.stem:
        top.wrong("id", f"{id_!r} is not the name of the file", f'write id = "{path.stem}", or rename the file')
    return id_


def _country(top: Section) -> str | None:
    """A country that there is: under another code every election of its own would be one abroad."""
    what = '"BY" (ISO 3166-1 alpha-2)'
    code = top.matching("country", _COUNTRY, what)
    if code is not None and code not in _countries():
        top.wrong("country", f"{code!r} is no country", f"write country = {what}")
        return None
    return code


@cache
def _countries() -> frozenset[str]:
    """The codes of ISO 3166-1, as the time zone database has them, and Kosovo's, which is in use without it."""
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line.partition("\t")[0] for line in table.splitlines() if not line.startswith("#")) | {"XK"}


def _languages(top: Section) -> tuple[str, ...]:
    languages = top.texts("languages", '["ru", "be"]')
    if not all(LANGUAGE.fullmatch(language) for language in languages):
        top.wrong("languages", "must be language codes", 'write languages = ["ru", "be"]')
    return languages or ("ru",)


def _zone(top: Section) -> ZoneInfo | None:
    name = top.text("zone", '"Europe/Minsk" (an IANA zone)', required=True)
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        top.wrong("zone", f"{name!r} is not an IANA time zone", _zone_remedy(name))
        return None


def _zone_remedy(name: str) -> str:
    remedy = suggest(name, sorted(available_timezones()))
    return remedy if remedy.startswith("did") else 'write it like zone = "Europe/Minsk"'


def _source(top: Section, text: str, path: Path) -> str | None:
    """An address as it is; a path as an absolute one, inside the folder of the definition."""
    if "://" in text or text.startswith("telethon:"):
        if LINK.fullmatch(text) or account_channel_of(text):
            return text
        top.wrong(
            "sources", f"{text!r} is not an address", 'write it like "https://t.me/s/channel" or "telethon:channel"'
        )
        return None
    folder = path.parent.resolve()
    found = (folder / text).resolve() if not Path(text).is_absolute() else Path("/")
    if not found.is_relative_to(folder) or found == folder:
        top.wrong(
            "sources", f"{text!r} leaves the folder of the definition", "keep the file beside it, or use an address"
        )
        return None
    return str(found)


def _body(section: Section) -> Body:
    body = Body(
        id=section.matching("id", ID, '"deputies"', required=True) or "",
        names=section.names("name"),
        aliases=section.terms("aliases"),
        day=section.parsed("day", DayRule),
        day_since=section.number("day-since", "2024 (a year)"),
        day_law=section.text("day-law"),
    )
    section.finish()
    return body


def _words(section: Section, bodies: list[str]) -> Words:
    events = []
    for entry in section.tables("events"):
        concept = entry.choice("concept", concepts())
        word = EventWord(
            language=entry.matching("language", LANGUAGE, '"ru"', required=True) or "",
            word=(entry.text("word", required=True) or "").lower(),
            kind=entry.choice("kind", KINDS, required=concept is None) or kind_of(concept),
            concept=concept,
            body=entry.choice("body", bodies),
        )
        entry.finish()
        events.append(word)
    levels = []
    for entry in section.tables("levels"):
        levels.append((entry.choice("concept", concepts(), required=True) or "", entry.terms("words")))
        entry.finish()
    words = Words(events=tuple(events), levels=tuple(levels), places=section.terms("places"))
    section.finish()
    return words


def _feed(section: Section, elections: list[str]) -> NamedFeed:
    feed = NamedFeed(
        id=section.matching("id", ID, '"voter"', required=True) or "",
        names=section.names("name"),
        kinds=section.choices("kinds", KINDS),
        audience=section.choices("audience", AUDIENCES),
        elections=section.choices("elections", elections),
        certainty=section.choice("certainty", CERTAINTIES) or "default",
        language=section.matching("language", LANGUAGE, '"ru"'),
    )
    section.finish()
    return feed


def _unique(top: Section, key: str, ids: list[str]) -> None:
    for place, id_ in enumerate(ids):
        if id_ and id_ in ids[:place]:
            Section({}, (key, place), top.notes).wrong("id", f"{id_!r} is there twice", "give each an id of its own")
