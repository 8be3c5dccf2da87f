"""``timeline show``: everything about one event."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from timeline.cli import places
from timeline.cli.event_table import language, read_table
from timeline.cli.moments import moments_of, zone_of
from timeline.cli.printing import look_of, nothing_found
from timeline.cli.viewing import Output
from timeline.countdown import dates, detail, find, left, wording
from timeline.countdown.formats import dumps
from timeline.countdown.phrases import LANGUAGES, tongue
from timeline.errors import UsageError

if TYPE_CHECKING:
    from timeline.cli.event_table import Table
    from timeline.cli.moments import Moments
    from timeline.cli.screens import Screen
    from timeline.cli.view_options import Asked
    from timeline.countdown.left import Row
    from timeline.events import Event


def page(asked: Asked, screen: Screen, *, quick: bool) -> Output:
    """What ``timeline show`` prints. Raises what ``timeline.cli.viewing.view`` raises."""
    settings = places.settings()
    calendar = asked.text("calendar") or settings.get("calendar")
    lang = asked.text("lang") or settings.get("lang")
    named = asked.text("tz") or settings.get("tz")
    reader = zone_of(named) if named else None
    moments = moments_of(asked, quick=quick)
    table = read_table(asked, calendar, lang, moments, quick=quick)
    words = tongue(lang or language(table))
    what, database = " ".join(asked.words), None if table.expected else places.database(asked.text("database"))
    try:
        first, *others = meant(table, moments, what)
    except UsageError as nothing:
        raise became_of(what, database) or nothing from None
    event = whole(database, cast("Event", first.event))
    moment = moments.of(event.calendar)
    row = left.look(event, moment)
    look = look_of(asked, settings, screen, words, reader)
    if asked.flag("json"):
        return Output(dumps(detail.detail_record(event, row, look), indent=1))
    zone = reader or moment.zone
    assert zone is not None
    lines = detail.detail(event, row, look, zone)
    if others:
        lines += ["", look.paint("head", words.say("also").upper())]
        lines += [f"  {one.event.id}  {wording.title(one, words)} · {dates.when(one, words)}" for one in others]
    return Output("\n".join(lines))


def meant(table: Table, moments: Moments, what: str) -> list[Row]:
    """The events that ``what`` means, the likeliest first. Raises UsageError where there is none."""
    found = find.matching(table.events, what, [tongue(code) for code in LANGUAGES])
    if not found:
        raise nothing_found(table.events, what)
    return find.meant_first([left.look(one, moments.of(one.calendar)) for one in found])


def became_of(what: str, database: str | None) -> UsageError | None:
    """What to say of an event that was there once, by its id."""
    from pathlib import Path

    from timeline.store import open_reader

    if database is None:
        return None
    with open_reader(Path(database)) as reader:
        return reader.gone(what)


def whole(database: str | None, glanced: Event) -> Event:
    """The event of that id with its evidence and history; as it was seen where it has just gone, or is in no table."""
    from pathlib import Path

    from timeline.store import open_reader

    if database is None:
        return glanced
    with open_reader(Path(database)) as reader:
        return reader.event(glanced.id) or glanced
