"""What a definition says of the law: the stages of a campaign, and from when to when each takes place."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from timeline.calendars.definition import AUDIENCES, KINDS, KNOWN, Deadline
from timeline.calendars.offsets import Counting, parse_offset
from timeline.calendars.section import ID, link, suggest
from timeline.languages.concepts import concepts

if TYPE_CHECKING:
    from timeline.calendars.definition import Kind, Names
    from timeline.calendars.offsets import Way
    from timeline.calendars.section import Section


def deadline(section: Section, bodies: list[str], country: str | None) -> Deadline:
    """One rule; what is wrong with it is noted in the section, as everywhere in this package."""
    concept, kind, names, audience = stage(section)
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
    found = Deadline(
        concept=concept,
        kind=kind,
        names=names,
        bodies=section.choices("bodies", bodies),
        body=section.choice("body", bodies),
        anchor=section.text("anchor") or "election-day",
        first=first,
        last=last,
        counting=counting(section.table_at("counting")),
        window=window,
        conditional=section.flag("conditional"),
        hours=section.hours(),
        audience=audience,
        rule=section.text("rule", '"what the law says"', required=True) or "",
        article=section.text("article"),
        link=link(section),
        known=section.choice("known", KNOWN, required=True) or "inferred",
        valid_from=since,
        valid_until=until,
    )
    section.finish()
    return found


def check_anchors(sections: list[Section], deadlines: tuple[Deadline, ...]) -> None:
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


def stage(section: Section) -> tuple[str, Kind, Names, tuple[str, ...]]:
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
    return key, kind or kind_of(key), names, audience


def kind_of(concept: str | None) -> Kind:
    """The kind of a stage that the languages know; ``other`` for any other."""
    stage = concepts().get(concept or "")
    return cast("Kind", stage.kind) if stage is not None else "other"


def counting(section: Section) -> Counting | None:
    """How days are counted, where the definition says it."""
    ways = ("plain", "clear")
    first, last = section.choice("first", ways), section.choice("last", ways)
    section.finish()
    if first is None and last is None:
        return None
    return Counting(cast("Way", first or "plain"), cast("Way", last or "plain"))
