"""``timeline search``, ``status`` and ``log``: what the event table holds, and how it came to hold it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import candidates, options
from timeline.cli.streams import print_json
from timeline.cli.summary import counted

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from timeline.countdown.paint import Paint
    from timeline.events import Event
    from timeline.posts import Post
    from timeline.store import FoundPost, LogEntry, Reader

MOST_SHOWN = 5
"""Events of the last change that the status names."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    app.command()(search)
    app.command()(status)
    app.command()(log)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that must all be there, in any form.")],
    number: Annotated[int, typer.Option("-n", "--number", metavar="N", min=1, help="At most so many of each.")] = 20,
    as_json: options.AsJson = False,
    calendar: options.CalendarId = None,
    color: options.ColorWhen = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Search events and posts. Words are found in any form; operators are words like others."""
    from timeline.store import open_reader
    from timeline.store.forms import forms

    chosen = options.settings(database, calendar, color=color, config=config)
    with open_reader(chosen.database) as reader:
        options.check_calendar(chosen, reader)
        found = reader.search(" ".join(words), chosen.calendar, forms=forms, limit=number)
        zones: dict[str, tzinfo] = {post.calendar: reader.zone(post.calendar) or UTC for post in found.posts}
    if as_json:
        posts = [_post_json(post, zones[post.calendar]) for post in found.posts]
        print_json([*map(_event_json, found.events), *posts])
        return
    paint = _paint(chosen)
    for event in found.events:
        print(_event_line(event, paint))
    for post in found.posts:
        for line in _post_lines(post, paint, zones[post.calendar]):
            print(line)
    if not found.events and not found.posts:
        print("Nothing holds all of these words.", file=sys.stderr)


def status(
    as_json: options.AsJson = False,
    calendar: options.CalendarId = None,
    tz: options.Zone = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Show what each calendar holds, when its sources were last read, and what went wrong."""
    from timeline.store import open_reader

    chosen = options.settings(database, calendar, tz=tz, config=config)
    with open_reader(chosen.database) as reader, reader.snapshot():
        options.check_calendar(chosen, reader)
        known = [one.calendar for one in reader.contents()]
        rows = [_calendar_status(reader, one) for one in ([chosen.calendar] if chosen.calendar else known)]
        zones = {row["calendar"]: reader.zone(row["calendar"]) or options.machine_zone() for row in rows}
    if as_json:
        print_json(rows)
        return
    for row in rows:
        for line in _status_lines(row, chosen.zone or options.machine_zone(), chosen.zone or zones[row["calendar"]]):
            print(line)
    if not rows:
        print("Nothing has been read yet. Try: timeline ingest FILE", file=sys.stderr)


def log(
    event: Annotated[
        str | None,
        typer.Argument(
            metavar="EVENT", help="An event: its id or words of its title.", autocompletion=candidates.events
        ),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="WHEN", help="Only what changed since then.")] = None,
    as_json: options.AsJson = False,
    calendar: options.CalendarId = None,
    tz: options.Zone = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Show what changed in the event table, when, and which post did it."""
    from timeline.cli.when import typed_when
    from timeline.store import open_reader

    chosen = options.settings(database, calendar, tz=tz, config=config)
    zone = chosen.zone or options.machine_zone()
    start = typed_when(since, zone, option="--since", prefer="past") if since else None
    with open_reader(chosen.database) as reader, reader.snapshot():
        options.check_calendar(chosen, reader)
        which = _logged_event(reader, event, chosen.calendar) if event else None
        entries = reader.log(which, since=start, calendar=chosen.calendar)
    if as_json:
        print_json([_log_json(entry) for entry in entries])
        return
    for entry in entries:
        for line in _log_lines(entry, zone):
            print(line)
    if not entries:
        print("Nothing changed.", file=sys.stderr)


def _logged_event(reader: Reader, ref: str, calendar: str | None) -> str:
    """The id of an event that is there, or that only the log remembers."""
    return ref if reader.log(ref, calendar=calendar) else reader.find_event(ref, calendar).id


def _event_line(event: Event, paint: Paint) -> str:
    from timeline.countdown.width import clean
    from timeline.store.differences import days

    status = "" if event.status == "confirmed" else f" ({event.status})"
    return f"{days(event.when)}  {paint('head', clean(event.title))}{status}  {paint('faint', event.id)}"


def _post_lines(found: FoundPost, paint: Paint, zone: tzinfo) -> Iterable[str]:
    from timeline.countdown.width import clean

    post = found.post
    day = _posted(post, zone)
    yield f"{day}  {clean(post.url or f'{post.channel}/{post.id}')}"
    text, at = "", 0
    for start, end in found.marks:
        text += _within(found.snippet[at:start]) + paint("mark", clean(found.snippet[start:end]))
        at = end
    yield f"    {(text + _within(found.snippet[at:])).strip()}"


def _posted(post: Post, zone: tzinfo) -> str:
    """The day of a post; the days between which one lies that was only placed in time."""
    first, last = post.posted.days(zone)
    if post.posted.at is not None:
        return str(first)
    return f"undated [{first or ''}..{last or ''}]" if first or last else "undated"


def _within(text: str) -> str:
    """Part of a line: what is safe to print, with the blanks that join it to its neighbours."""
    from timeline.countdown.width import clean

    words = clean(text)
    return " " * text[:1].isspace() + words + " " * (text[-1:].isspace() and bool(words))


def _event_json(event: Event) -> dict[str, Any]:
    when = event.when
    bounds = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    return {
        "type": "event",
        "id": event.id,
        "calendar": event.calendar,
        "title": event.title,
        "kind": event.kind,
        "status": event.status,
        "bound": event.bound,
        **{name: day.isoformat() if (day := getattr(when, name)) else None for name in bounds},
    }


def _post_json(found: FoundPost, zone: tzinfo) -> dict[str, Any]:
    post = found.post
    within = None if post.posted.at is not None else [day and day.isoformat() for day in post.posted.days(zone)]
    return {
        "type": "post",
        "calendar": found.calendar,
        "channel": post.channel,
        "id": post.id,
        "url": post.url,
        "posted": _iso(post.posted.at),
        "within": within if within and any(within) else None,
        "text": post.text,
        "snippet": found.snippet,
        "marks": found.marks,
    }


def _calendar_status(reader: Reader, calendar: str) -> dict[str, Any]:
    contents = next((one for one in reader.contents() if one.calendar == calendar), None)
    entries = reader.log(calendar=calendar)
    newest = entries[-1].revision if entries else 0
    last = [entry for entry in entries if entry.revision == newest]
    return {
        "calendar": calendar,
        "posts": contents.posts if contents else 0,
        "events": contents.events if contents else 0,
        "built": contents is None or contents.built,
        "first_posted": _iso(contents.first_posted) if contents else None,
        "last_posted": _iso(contents.last_posted) if contents else None,
        "last_read": _iso(reader.last_read(calendar)),
        "not_read": [
            {"channel": post.channel, "post": post.id, "error": error} for post, error in reader.failures(calendar)
        ],
        "last_change": {
            "at": _iso(last[0].at),
            **{what: sum(entry.what == what for entry in last) for what in ("added", "changed", "removed")},
            "events": [_log_json(entry) for entry in last],
        }
        if last
        else None,
        "sources": [
            {
                "source": one.source,
                "started": _iso(one.started),
                "finished": _iso(one.finished),
                "new": one.counts.new,
                "changed": one.counts.changed,
                "same": one.counts.same,
                "error": one.error,
                "last_error": {"at": _iso(failed.finished), "error": failed.error}
                if (failed := reader.last_error(calendar, one.source))
                else None,
            }
            for one in reader.reads(calendar)
        ],
    }


def _status_lines(row: dict[str, Any], zone: ZoneInfo, local: ZoneInfo) -> Iterable[str]:
    """What to say of a calendar: when it was read, in ``zone``; the days of its posts, in its own zone ``local``."""
    from timeline.countdown.width import clean

    yield f"{row['calendar']}: {counted(row['posts'], 'post')}, {counted(row['events'], 'event')}"
    if row["first_posted"]:
        first, last = (_when(row[end] or row["first_posted"], local)[:10] for end in ("first_posted", "last_posted"))
        yield f"  posts from {first} to {last}"
    if not row["built"]:
        yield "  its events are not up to date: run again what was broken off, or timeline db rebuild"
    if change := row["last_change"]:
        parts = ", ".join(f"{change[what]} {what}" for what in ("added", "changed", "removed") if change[what])
        yield f"  last change {_when(change['at'], zone)}: {parts}"
        for entry in change["events"][:MOST_SHOWN]:
            fields = "; ".join(f"{name}: {old or '–'} → {new or '–'}" for name, (old, new) in entry["fields"].items())
            yield f"    {entry['what']:7}  {clean(entry['title'])}{f' ({clean(fields)})' if fields else ''}"
        if len(change["events"]) > MOST_SHOWN:
            yield f"    … and {len(change['events']) - MOST_SHOWN:,} more: timeline log"
    for post in row["not_read"]:
        name = f"{post['channel']}/{post['post']}"
        yield f"  {clean(name)} could not be read: {clean(post['error'])}"
    for source in row["sources"]:
        if source["error"]:
            state = f"failed {_when(source['finished'], zone)}: {clean(source['error'])}"
        elif source["finished"] is None:
            state = f"started {_when(source['started'], zone)}, not finished"
        else:
            counts = f"{source['new']:,} new, {source['changed']:,} changed, {source['same']:,} known"
            state = f"read {_when(source['finished'], zone)}: {counts}"
        yield f"  {clean(source['source'])}"
        yield f"    {state}"
        if (last := source["last_error"]) and not source["error"]:
            yield f"    last error {_when(last['at'], zone)}: {clean(last['error'])}"


def _log_lines(entry: LogEntry, zone: ZoneInfo) -> Iterable[str]:
    from timeline.countdown.width import clean

    by = f"  ({clean(f'{entry.channel}/{entry.post}')})" if entry.post else ""
    yield f"{_when(_iso(entry.at), zone)}  {entry.event}  {entry.what:7}  {clean(entry.title)}{by}"
    for name, old, new in entry.fields:
        yield f"    {name}: {clean(old or '–')} → {clean(new or '–')}"


def _log_json(entry: LogEntry) -> dict[str, Any]:
    return {
        "at": _iso(entry.at),
        "revision": entry.revision,
        "calendar": entry.calendar,
        "event": entry.event,
        "title": entry.title,
        "what": entry.what,
        "fields": {name: [old, new] for name, old, new in entry.fields},
        "channel": entry.channel,
        "post": entry.post,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def _when(moment: str | None, zone: ZoneInfo) -> str:
    return "?" if moment is None else f"{datetime.fromisoformat(moment).astimezone(zone):%Y-%m-%d %H:%M}"


def _paint(chosen: options.Settings) -> Paint:
    from timeline.countdown.paint import Paint

    return Paint(options.colored(chosen))
