"""Reading one calendar definition: TOML text to ``Calendar``, with every problem found on the way.

The format is described in docs/calendars.md. Pure: no file is opened here, but a source that is a
path is resolved against the folder of the definition, which it may not leave.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo, available_timezones

from timeline.calendars.channels import account_channel_of
from timeline.calendars.definition import (
    AUDIENCES,
    CERTAINTIES,
    KINDS,
    KNOWN,
    Body,
    Calendar,
    Deadline,
    Election,
    EventWord,
    Kind,
    NamedFeed,
    Names,
    PublishedDate,
    Words,
)
from timeline.calendars.offsets import PLAIN, Counting, DayRule, Way, parse_offset
from timeline.calendars.section import LANGUAGE, Problem, Section, suggest
from timeline.languages.concepts import concepts

if TYPE_CHECKING:
    from datetime import date

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_ID_HELP = '"by-cec" (small Latin letters, digits and hyphens)'
_COUNTRY = re.compile(r"[A-Z]{2}")
_LINK = re.compile(r"https?://[^\s/]+(?:/\S*)?")
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
    id_ = top.matching("id", ID, _ID_HELP, required=True)
    if id_ and id_ != path.stem:
        top.wrong("id", f"{id_!r} is not the name of the file", f'write id = "{path.stem}", or rename the file')
    names = top.names("name")
    if not top.table.get("name"):
        top.wrong("name", "is missing", 'add name = { ru = "…", en = "…" }')
    zone = _zone(top)
    languages = top.texts("languages", '["ru", "be"]')
    if not all(LANGUAGE.fullmatch(language) for language in languages):
        top.wrong("languages", "must be language codes", 'write languages = ["ru", "be"]')
    country = top.matching("country", _COUNTRY, '"BY" (ISO 3166-1 alpha-2)')
    sources = tuple(source for text in top.texts("sources") if (source := _source(top, text, path)))
    counting = _counting(top.table_at("counting")) or PLAIN
    bodies = tuple(_body(section) for section in top.tables("bodies"))
    _unique(top, "bodies", [body.id for body in bodies])
    known_bodies = [body.id for body in bodies]
    words = _words(top.table_at("words"), known_bodies)
    elections = tuple(
        election for section in top.tables("elections") if (election := _election(section, bodies)) is not None
    )
    _unique(top, "elections", [election.id for election in elections])
    sections = top.tables("deadlines")
    deadlines = tuple(deadline for section in sections if (deadline := _deadline(section, known_bodies, country)))
    _anchors(sections, deadlines)
    feeds = tuple(_feed(section, [election.id for election in elections]) for section in top.tables("feeds"))
    _unique(top, "feeds", [feed.id for feed in feeds])
    about = top.names("about")
    top.finish()
    if not (id_ and names and zone):
        return None
    return Calendar(
        id=id_,
        name=names[0][1],
        zone=zone,
        languages=languages or ("ru",),
        country=country,
        sources=sources,
        names=names,
        about=about,
        counting=counting,
        bodies=bodies,
        words=words,
        elections=elections,
        deadlines=deadlines,
        feeds=feeds,
        path=path,
    )


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
        if _LINK.fullmatch(text) or account_channel_of(text):
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


def _counting(section: Section) -> Counting | None:
    ways = ("plain", "clear")
    first, last = section.choice("first", ways), section.choice("last", ways)
    section.finish()
    if first is None and last is None:
        return None
    return Counting(cast("Way", first or "plain"), cast("Way", last or "plain"))


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
            kind=entry.choice("kind", KINDS, required=concept is None) or _kind_of(concept),
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


def _stage(section: Section) -> tuple[str, Kind, Names, tuple[str, ...]]:
    """Concept key, kind, names and audience; a concept of the country's own must bring kind and name."""
    known = concepts()
    key = section.matching("concept", ID, '"nomination"', required=True) or ""
    own = known.get(key)
    kind = section.choice("kind", KINDS)
    names = section.names("name")
    audience = section.choices("audience", AUDIENCES) or (own.audience if own else ())
    if key and own is None and not (kind and names):
        section.wrong(
            "concept", f"{key!r} is not a stage that is known", f"{suggest(key, known)} A new one needs kind and name"
        )
    given = {language for language, _ in names}
    names += tuple(pair for pair in (own.names if own else ()) if pair[0] not in given)
    return key, kind or _kind_of(key), names, audience


def _kind_of(concept: str | None) -> Kind:
    stage = concepts().get(concept or "")
    return cast("Kind", stage.kind) if stage is not None else "other"


def _election(section: Section, bodies: tuple[Body, ...]) -> Election | None:
    id_ = section.matching("id", ID, '"by-2029"', required=True)
    names = section.names("name")
    if not section.table.get("name"):
        section.wrong("name", "is missing", 'add name = { ru = "…" }')
    whose = section.choices("bodies", [body.id for body in bodies])
    days = _voting_days(section, next((body for body in bodies if body.id in whose[:1]), None))
    called, call, link = section.day("called"), section.text("call"), _link(section)
    hours = section.hours()
    dates = tuple(_published(entry) for entry in section.tables("dates"))
    section.finish()
    if not id_ or days is None:
        return None
    first, last, by_rule = days
    return Election(
        id=id_,
        names=names,
        bodies=whose,
        first=first,
        last=last,
        by_rule=by_rule,
        called=called,
        call=call,
        link=link,
        hours=hours,
        dates=dates,
    )


def _voting_days(section: Section, body: Body | None) -> tuple[date, date, bool] | None:
    """First and last voting day, and whether only the rule of the body gives them."""
    day, last, year = section.day("day"), section.day("last-day"), section.number("year", "2029")
    if day is None and year is not None:
        if body is None or body.day is None or not 1 <= year <= 9999:
            section.wrong("year", "gives no day", "give the first of its bodies a day rule, or write day = 2029-02-25")
            return None
        day = body.day.day(year)
        return day, day, True
    if day is None:
        if "day" not in section.table:
            section.wrong("day", "is missing", "add day = 2029-02-25, or year = 2029 where the law fixes the day")
        return None
    if last is not None and last < day:
        section.wrong("last-day", "is before day", "day is the first day of voting, last-day the last one")
        return None
    rule = body.day if body and (body.day_since is None or day.year >= body.day_since) else None
    if rule and rule.day(day.year) != (last or day):
        section.wrong(
            "day", f"is not the {rule.text} ({rule.day(day.year)})", "mend the day, or the day rule of the body"
        )
    return day, last or day, False


def _published(section: Section) -> PublishedDate:
    concept, kind, names, audience = _stage(section)
    first, last = section.day("first"), section.day("last")
    if first is None and last is None:
        section.wrong("first", "and last are both missing", "add first = 2024-03-12, last = 2024-03-21, or one of them")
    if first and last and last < first:
        section.wrong("last", "is before first", "exchange them")
    published = PublishedDate(
        concept=concept,
        kind=kind,
        names=names,
        first=first,
        last=last,
        hours=section.hours(),
        audience=audience,
        source=section.text("source"),
        link=_link(section),
    )
    section.finish()
    return published


def _deadline(section: Section, bodies: list[str], country: str | None) -> Deadline:
    concept, kind, names, audience = _stage(section)
    first, last = section.parsed("first", parse_offset), section.parsed("last", parse_offset)
    if not {"first", "last"} & section.table.keys():
        section.wrong(
            "first", "and last are both missing", 'add last = "no later than 40 days before", or first, or both'
        )
    window = section.flag("window")
    if window and not (first and last):
        section.wrong("window", "needs both first and last", "add the one that is missing, or leave window out")
    if country is None and any(offset and offset.unit == "working day" for offset in (first, last)):
        key = "first" if first and first.unit == "working day" else "last"
        section.wrong(key, "counts working days of no country", 'add country = "BY" at the top')
    since, until = section.day("valid-from"), section.day("valid-until")
    if since and until and until < since:
        section.wrong("valid-until", "is before valid-from", "exchange them")
    deadline = Deadline(
        concept=concept,
        kind=kind,
        names=names,
        bodies=section.choices("bodies", bodies),
        body=section.choice("body", bodies),
        anchor=section.text("anchor") or "election-day",
        first=first,
        last=last,
        counting=_counting(section.table_at("counting")),
        window=window,
        conditional=section.flag("conditional"),
        hours=section.hours(),
        audience=audience,
        rule=section.text("rule", '"what the law says"', required=True) or "",
        article=section.text("article"),
        link=_link(section),
        known=section.choice("known", KNOWN, required=True) or "inferred",
        valid_from=since,
        valid_until=until,
    )
    section.finish()
    return deadline


def _anchors(sections: list[Section], deadlines: tuple[Deadline, ...]) -> None:
    """Every anchor is election-day or another stage with a rule, and no chain of them is a circle."""
    anchors: dict[str, set[str]] = {}
    for deadline in deadlines:
        anchors.setdefault(deadline.concept, set()).add(deadline.anchor)
    for section, deadline in zip(sections, deadlines, strict=True):
        known = anchors.keys() | {"election-day"}
        if deadline.anchor not in known:
            section.wrong(
                "anchor", f"{deadline.anchor!r} has no rule of its own", suggest(deadline.anchor, sorted(known))
            )
        elif _reaches(deadline.anchor, deadline.concept, anchors):
            section.wrong(
                "anchor",
                f"{deadline.anchor!r} is itself counted from this stage",
                "count one of them from election-day",
            )


def _reaches(start: str, goal: str, anchors: dict[str, set[str]]) -> bool:
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        concept = ahead.pop()
        if concept == goal:
            return True
        if concept not in seen and concept != "election-day":
            seen.add(concept)
            ahead.extend(anchors.get(concept, ()))
    return False


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


def _link(section: Section) -> str | None:
    return section.matching("link", _LINK, '"https://…"')


def _unique(top: Section, key: str, ids: list[str]) -> None:
    for place, id_ in enumerate(ids):
        if id_ and id_ in ids[:place]:
            Section({}, (key, place), top.notes).wrong("id", f"{id_!r} is there twice", "give each an id of its own")
