"""``timeline review``: what a person should look at, and the corrections that were made."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import options
from timeline.cli.reviewing import first_day_said
from timeline.cli.streams import print_json
from timeline.cli.summary import counted, say_events
from timeline.errors import UsageError

if TYPE_CHECKING:
    from timeline.cli.reviewing import Question
    from timeline.events.correction import Correction


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(review)


def review(
    all_: Annotated[bool, typer.Option("--all", help="Also what is over.")] = False,
    made: Annotated[bool, typer.Option("--made", help="The corrections that were made, instead.")] = False,
    undo: Annotated[str | None, typer.Option("--undo", metavar="ID", help="Take one of those back.")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="WHEN", help="Pretend that today is WHEN.")] = None,
    as_json: options.AsJson = False,
    calendar: options.CalendarId = None,
    tz: options.Zone = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """List what was refused or is unsure, with its sentence and the reasons, to accept or to leave."""
    from timeline.cli.reviewing import questions
    from timeline.cli.when import typed_when
    from timeline.store import open_reader

    chosen = options.settings(database, calendar, tz=tz, config=config)
    if undo is not None:
        _undo(chosen, undo)
        return
    with open_reader(chosen.database) as reader, reader.snapshot():
        options.check_calendar(chosen, reader)
        held = [chosen.calendar] if chosen.calendar else reader.calendars()
        if made:
            _show_made([(one, correction) for one in held for correction in reader.corrections(one)], as_json)
            return
        found = []
        for one in held:
            own = reader.zone(one) or options.machine_zone()
            now = typed_when(at, chosen.zone or own, option="--at") if at else datetime.now(own)
            mentions, posts = reader.mentions(one, own)
            found += questions(mentions, posts, reader.events(one), reader.corrections(one), now=None if all_ else now)
    if as_json:
        print_json([_question_json(question) for question in found])
        return
    for question in found:
        for line in _question_lines(question):
            print(line)
    say = f"{counted(len(found), 'sentence')} to decide on." if found else "Nothing to decide on."
    print(say + (" Try: timeline accept REF" if found else ""), file=sys.stderr)


def _undo(chosen: options.Settings, ref: str) -> None:
    from timeline.ingest import refresh

    with options.opened(chosen) as store:
        held = [one for one in store.calendars() for made in store.corrections(one) if made.id == ref]
        if not held:
            raise UsageError(f"there is no correction {ref!r}", "timeline review --made lists them")
        store.undo_correction(held[0], ref)
        counts = refresh(store, options.find_calendar(replace(chosen, calendar=held[0], read_in=None)))
    say_events(counts)


def _show_made(made: list[tuple[str, Correction]], as_json: bool) -> None:
    from timeline.store.codec import encode

    if as_json:
        rows = [{"calendar": calendar, **encode(correction)} for calendar, correction in made]
        print_json(rows)
        return
    for _, correction in made:
        for line in _correction_lines(correction):
            print(line)
    if not made:
        print("No corrections were made.", file=sys.stderr)


def _correction_lines(correction: Correction) -> Iterable[str]:
    from timeline.countdown.width import clean

    other = f" + {clean(correction.other_title)}" if correction.other_title else ""
    title = clean(correction.title or correction.new_title or "")
    yield f"{correction.id}  {correction.made:%Y-%m-%d}  {correction.action:6}  {title}{other}"
    for field in fields(correction):
        value = getattr(correction, field.name)
        if field.name.startswith("new_") and value is not None:
            yield f"    {field.name.removeprefix('new_').replace('_', ' ')}: {clean(str(value))}"
    if correction.reason:
        yield f"    because: {clean(correction.reason)}"


def _question_lines(question: Question) -> Iterable[str]:
    from timeline.countdown.width import clean

    mention, post = question.mention, question.post
    day = first_day_said(mention)
    title = f" ({clean(mention.title)})" if mention.title else ""
    yield f"{question.ref}  {day or 'no date'}  {question.why}{title}"
    yield f"    {clean(mention.quote)}"
    reasons = ", ".join(mention.reasons)
    yield f"    {clean(post.url or f'{post.channel}/{post.id}')}{f' · {clean(reasons)}' if reasons else ''}"


def _question_json(question: Question) -> dict[str, Any]:
    from timeline.store.codec import encode

    event = question.event
    return {
        "ref": question.ref,
        "why": question.why,
        "event": event.id if event else None,
        "day": day.isoformat() if (day := first_day_said(question.mention)) else None,
        "url": question.post.url,
        **encode(question.mention),
    }
