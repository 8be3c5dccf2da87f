"""What a definition says of an election: its days, who is elected, and the dates that were published for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.calendars.deadlines import stage
from timeline.calendars.definition import Election, PublishedDate
from timeline.calendars.section import ID, link

if TYPE_CHECKING:
    from datetime import date

    from timeline.calendars.definition import Body
    from timeline.calendars.section import Section


def election(section: Section, bodies: tuple[Body, ...]) -> Election | None:
    """One election; ``None`` where its id or its day cannot be made out."""
    id_ = section.matching("id", ID, '"by-2029"', required=True)
    names = section.names("name")
    if not section.table.get("name"):
        section.wrong("name", "is missing", 'add name = { ru = "…" }')
    whose = section.choices("bodies", [body.id for body in bodies])
    days = _voting_days(section, next((body for body in bodies if body.id in whose[:1]), None))
    called, call, source = section.day("called"), section.text("call"), link(section)
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
        link=source,
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
    concept, kind, names, audience = stage(section)
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
        link=link(section),
    )
    section.finish()
    return published
