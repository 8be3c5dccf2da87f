"""``timeline accept``, ``edit``, ``hide``, ``merge``, ``split``: corrections that outlive every update."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from timeline.cli import candidates, options
from timeline.cli.summary import say_events
from timeline.errors import UsageError

if TYPE_CHECKING:
    from timeline.events import Event, When
    from timeline.events.correction import Correction
    from timeline.events.identity import EvidenceKey
    from timeline.mentions import Mention
    from timeline.store.store import Store

EventRef = Annotated[
    str,
    typer.Argument(metavar="EVENT", help="An event: its id, or words of its title.", autocompletion=candidates.events),
]
Reason = Annotated[str, typer.Option("--reason", help="Why, for whoever reads the history.")]
Title = Annotated[str | None, typer.Option("--title", help="A title.")]
KindName = Annotated[
    str | None,
    typer.Option("--kind", help="A kind, such as election-day, deadline, meeting.", autocompletion=candidates.kinds),
]
StatusName = Annotated[
    str | None,
    typer.Option(
        "--status",
        help="confirmed, tentative or cancelled.",
        autocompletion=candidates.one_of("confirmed", "tentative", "cancelled"),
    ),
]
CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d|24:00")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    for command in (accept, edit, hide, merge, split):
        app.command()(command)


def accept(
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF", help="A sentence of timeline review, or an event.", autocompletion=candidates.events
        ),
    ],
    title: Title = None,
    kind: KindName = None,
    reason: Reason = "",
    calendar: options.CalendarId = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Take a refused sentence as said, or an unsure event as right."""
    from timeline.cli.reviewing import first_day_said
    from timeline.events.identity import key_of

    chosen = options.settings(database, calendar, config=config)
    changes = _changes(title=title, kind=kind)
    with options.opened(chosen) as store:
        found = _asked(store, ref, chosen)
        if found is None:
            event = store.find_event(ref, chosen.calendar)
            where, said = event.calendar, [_about(event, "accept", reason=reason)]
            said += [_about(event, "edit", reason=reason, **changes)] if changes else []
        else:
            where, mention = found
            if not (title or mention.title):
                raise UsageError("nobody could tell what that sentence is about", f'timeline accept {ref} --title "…"')
            day = first_day_said(mention)
            said = [
                _correction(
                    "accept", evidence=(key_of(mention),), title=mention.title, day=day, reason=reason, **changes
                )
            ]
        _apply(store, chosen, where, said)


def edit(
    event: EventRef,
    title: Title = None,
    kind: KindName = None,
    start: Annotated[str | None, typer.Option("--start", metavar="DATE", help="The first day.")] = None,
    end: Annotated[str | None, typer.Option("--end", metavar="DATE", help="The last day, inclusive.")] = None,
    clock: Annotated[str | None, typer.Option("--clock", metavar="HH:MM", help="When it begins.")] = None,
    clock_end: Annotated[str | None, typer.Option("--clock-end", metavar="HH:MM", help="When it ends.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="Where it is.")] = None,
    status: StatusName = None,
    reason: Reason = "",
    calendar: options.CalendarId = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Set what posts got wrong: it stays set, whatever later posts say."""
    from timeline.cli.when import typed_when

    chosen = options.settings(database, calendar, config=config)
    with options.opened(chosen) as store:
        found = store.find_event(event, chosen.calendar)
        zone = store.zone(found.calendar) or options.machine_zone()
        days = {
            name: typed_when(text, zone, option=option).date()
            for name, option, text in (("start", "--start", start), ("end", "--end", end))
            if text is not None
        }
        changes = _changes(title=title, kind=kind, clock=clock, clock_end=clock_end, place=place, status=status, **days)
        if not changes:
            raise UsageError("there is nothing to set", "timeline edit EVENT --title, --start, --end, --status, …")
        first = changes.get("new_start", found.when.start_earliest)
        last = changes.get("new_end")
        if first is not None and last is not None and first > last:
            raise UsageError(f"{first} is after {last}", "give the earlier day to --start")
        _check_hours(found.when, begins=changes.get("new_clock"), ends=changes.get("new_clock_end"))
        _apply(store, chosen, found.calendar, [_about(found, "edit", reason=reason, **changes)])


def _check_hours(when: When, *, begins: str | None, ends: str | None) -> None:
    """Raise UsageError where one side of the hours is set so that it contradicts the other, which is to stay.

    Set together they may say what goes on past midnight.
    """
    if (begins is None) == (ends is None):
        return
    known = when.hours or ((when.clock, when.clock_end),)
    first, last = begins or known[0][0], ends or known[-1][1]
    if first is not None and last is not None and last <= first:
        raise UsageError(
            f"it would begin at {first} and end at {last}",
            "give both --clock and --clock-end; together they may go past midnight",
        )


def hide(
    event: EventRef,
    reason: Reason = "",
    calendar: options.CalendarId = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Keep an event out of the table, whatever later posts say of it."""
    chosen = options.settings(database, calendar, config=config)
    with options.opened(chosen) as store:
        found = store.find_event(event, chosen.calendar)
        _apply(store, chosen, found.calendar, [_about(found, "hide", reason=reason)])


def merge(
    event: EventRef,
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The event that is the same one.", autocompletion=candidates.events)
    ],
    reason: Reason = "",
    calendar: options.CalendarId = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Make one event of two."""
    from timeline.events import keys

    chosen = options.settings(database, calendar, config=config)
    with options.opened(chosen) as store:
        one, two = store.find_event(event, chosen.calendar), store.find_event(other, chosen.calendar)
        if one.id == two.id:
            raise UsageError(f"{event!r} and {other!r} are one event already", "name two events by their ids")
        if one.calendar != two.calendar:
            raise UsageError("they are in different calendars", "merge events of one calendar")
        others = {"others": keys(two), "other_title": two.title, "other_day": first_day(two)}
        _apply(store, chosen, one.calendar, [_about(one, "merge", reason=reason, **others)])


def split(
    event: EventRef,
    posts: Annotated[
        list[str], typer.Argument(metavar="POST", help="Posts that speak of another event: id, channel/id or link.")
    ],
    reason: Reason = "",
    calendar: options.CalendarId = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Make two events of one: what these posts say becomes an event of its own."""
    from timeline.events import keys

    chosen = options.settings(database, calendar, config=config)
    with options.opened(chosen) as store:
        found = store.find_event(event, chosen.calendar)
        parts = {part for ref in posts for part in _posts_of(found, ref)}
        others = tuple(key for key in keys(found) if key[:2] in parts)
        if len(others) == len(keys(found)):
            raise UsageError("all of its posts would leave the event", "name only those that speak of another one")
        _apply(store, chosen, found.calendar, [_about(found, "split", reason=reason, others=others)])


def first_day(event: Event) -> date | None:
    """The first day that is known of an event: what tells it from others of the same posts."""
    when = event.when
    return when.start_earliest or when.start_latest or when.end_earliest or when.end_latest


def _apply(store: Store, chosen: options.Settings, calendar: str, corrections: list[Correction]) -> None:
    """Store corrections, build the events anew, and say what that changed."""
    from timeline.ingest import refresh

    target = options.find_calendar(replace(chosen, calendar=calendar, read_in=None))
    with store.writing():
        for correction in corrections:
            store.add_correction(calendar, correction)
        counts = refresh(store, target)
    if not (counts.added or counts.changed or counts.removed):
        print("Noted; it changes no event as things stand.", file=sys.stderr)
    say_events(counts)
    for correction in corrections:
        print(f"To take it back: timeline review --undo {correction.id}", file=sys.stderr)


def _about(event: Event, action: str, **more: Any) -> Correction:
    """A correction that finds its event again by what it rests on."""
    from timeline.events import keys

    return _correction(action, evidence=keys(event), title=event.title, day=first_day(event), **more)


def _correction(action: str, *, evidence: tuple[EvidenceKey, ...], **more: Any) -> Correction:
    from timeline.events.correction import Correction

    made = datetime.now(UTC)
    number = hashlib.blake2b(repr((action, evidence, more, made)).encode("utf-8", "replace"), digest_size=4)
    return Correction(id=f"k{number.hexdigest()}", made=made, action=cast("Any", action), evidence=evidence, **more)


def _changes(**given: Any) -> dict[str, Any]:
    """What was given of the values an edit can set, by the names that a correction has for them; checked."""
    from timeline.events import Status
    from timeline.mentions import Kind

    for name, known in (("kind", get_args(Kind)), ("status", get_args(Status))):
        if given.get(name) is not None and given[name] not in known:
            raise UsageError(f"--{name} {given[name]}: there is no such {name}", f"one of {', '.join(known)}")
    for name in ("clock", "clock_end"):
        if given.get(name) is None:
            continue
        if not CLOCK.fullmatch(given[name]) or (name == "clock" and given[name] == "24:00"):
            option = name.replace("_", "-")
            raise UsageError(f"--{option} {given[name]}: that is no time of day", f"--{option} 15:00")
        given[name] = given[name].zfill(len("09:00"))
    for name in ("title", "place"):
        if given.get(name) is not None and not given[name].strip():
            raise UsageError(f"--{name} is empty", f"leave --{name} out to keep it as it is")
    return {f"new_{name}": value for name, value in given.items() if value is not None}


def _asked(store: Store, ref: str, chosen: options.Settings) -> tuple[str, Mention] | None:
    """The refused sentence of that reference, and its calendar."""
    from timeline.cli.reviewing import reference

    for one in [chosen.calendar] if chosen.calendar else store.calendars():
        zone = store.zone(one) or options.machine_zone()
        for mention in store.mentions(one, zone)[0]:
            if mention.refused is not None and reference(mention) == ref:
                return one, mention
    return None


def _posts_of(event: Event, ref: str) -> list[tuple[str, str]]:
    """The posts of an event that ``ref`` means. Raises UsageError where it means none."""
    found = [part.post_key for part in event.evidence if ref in (part.post, f"{part.channel}/{part.post}", part.url)]
    if not found:
        named = ", ".join(dict.fromkeys(f"{part.channel}/{part.post}" for part in event.evidence))
        raise UsageError(f"{ref!r} is no post of that event", f"one of {named}")
    return found
