"""Command ``demo``: the bundled example through the whole chain, with a word on every step."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import options
from timeline.errors import OutputError

if TYPE_CHECKING:
    from timeline.calendars import Calendar
    from timeline.events import Event
    from timeline.pipeline import Reading
    from timeline.posts import Post

AT = "2023-11-28"
CALENDAR = "by-cec"
DATABASE = "demo.db"
FEED = "elections.ics"
OURS = {FEED, *(DATABASE + tail for tail in ("", "-wal", "-shm", "-lock", "-lock-journal", "-journal"))}
"""What a folder may hold that a demo is written into."""


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("demo")(demo)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where its database and calendar file go.")] = Path(
        "timeline-demo"
    ),
    at: Annotated[str, typer.Option(metavar="DATE", help="Pretend that today is DATE.")] = AT,
    lang: options.Lang = None,
    color: options.ColorWhen = None,
) -> None:
    """Take the bundled example from posts to a countdown and a calendar file.

    Your own database is left alone.
    """
    from timeline.cli.moments import day_or_moment

    chosen = options.settings(lang=lang)  # a slip is said before anything is written
    at = day_or_moment(at).isoformat()
    named = "" if chosen.calendar in (None, CALENDAR) else f" --calendar {CALENDAR}"
    database, feed = _fresh(folder)
    calendar, posts, readings = _read()
    say("A campaign as a commission's channel might tell it: made up, on real dates.\n")
    for step in _steps(posts, readings):
        say(step)
    events = _keep(database, calendar, posts)
    say(_held(events, database) + "\n")
    for line in _trace(posts, readings, events):
        say(line)
    name = _program()
    own = f"{name} --database {database}"
    _countdown(f"{own} countdown{named}", database, at, lang, color)
    _feed(f"{own} feed{named.replace(' --calendar', '')}", database, feed, lang)
    say("\nNext:")
    election = next(event for event in events if event.kind == "election-day" and event.bound == "certain")
    for command, what in (
        (f"{own} show{named} {election.id}", "the sentences that an entry rests on"),
        (f"{own} agenda{named} --chart", "the campaign at a glance"),
        (f"{name} ingest FILE", "a channel of your own: README, Following a channel"),
    ):
        say(f"  {command}\n      {what}")


def say(text: str) -> None:
    """A line for the person who watches."""
    print(text, flush=True)


def _fresh(folder: Path) -> tuple[Path, Path]:
    """The database and the calendar file, none of them there yet. Raises OutputError for a folder with other things."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strange = sorted(path.name for path in folder.iterdir() if path.name not in OURS)
        if strange:
            raise OutputError(f"{folder} holds other things ({strange[0]})", "timeline demo FOLDER, with a new folder")
        for path in folder.iterdir():
            path.unlink()
    except OSError as error:
        raise OutputError(
            f"cannot write into {folder}: {error.strerror}", "timeline demo FOLDER, with a folder you can write to"
        ) from None
    return folder / DATABASE, folder / FEED


def _read() -> tuple[Calendar, list[Post], list[Reading]]:
    from importlib.resources import as_file

    from timeline.calendars import load
    from timeline.example import campaign
    from timeline.pipeline import read_post
    from timeline.posts.read import read

    calendar = load(CALENDAR)
    with as_file(campaign()) as path:
        posts = list(read(path, zone=calendar.zone, warn=say))
    return calendar, posts, [read_post(post, calendar) for post in posts]


def _keep(database: Path, calendar: Calendar, posts: Sequence[Post]) -> list[Event]:
    from timeline.ingest import ingest
    from timeline.store import open_store

    with open_store(database) as store:
        ingest(store, calendar, posts, source="the bundled example")
        return [event for event in store.events(calendar.id) if event.posts]


def _steps(posts: Sequence[Post], readings: Sequence[Reading]) -> Iterator[str]:
    """What each step of the chain made of the posts, with counts."""
    first, last = posts[0].posted.at, posts[-1].posted.at
    languages = Counter(reading.lang for reading in readings)
    spoken = ", ".join(f"{n} in {NAMES.get(code, code)}" for code, n in languages.most_common())
    yield f"  Posts        {len(posts):3}  {first:%d %b %Y} to {last:%d %b %Y}: {spoken}"

    found = [resolved for reading in readings for resolved in reading.resolved]
    types = Counter(resolved.timex.type for resolved in found)
    sorts = ", ".join(f"{n} {SORTS[sort]}" for sort, n in types.most_common())
    yield f"  Expressions  {len(found):3}  {sorts}"

    mentions = [mention for reading in readings for mention in reading.mentions]
    refused = Counter(mention.refused for mention in mentions if mention.refused)
    kept, left_out = len(mentions) - refused.total(), refused.total()
    yield f"  Mentions     {kept:3}  dates of an event; left out {left_out}, each with its reason:"
    reasons = ", ".join(reason + (f" ({n})" if n > 1 else "") for reason, n in refused.most_common())
    yield fill(reasons, 78, initial_indent=" " * 20, subsequent_indent=" " * 20)


NAMES = {"ru": "Russian", "be": "Belarusian", "uk": "Ukrainian", "en": "English"}
SORTS = {"DATE": "dates", "TIME": "times", "DURATION": "durations", "SET": "repeated"}


def _held(events: Sequence[Event], database: Path) -> str:
    status = Counter(event.status for event in events)
    evidence = len({part.post_key for event in events for part in event.evidence if part.dates})
    counts = ", ".join(f"{n} {name}" for name, n in status.most_common())
    return f"  Events       {len(events):3}  {counts}; they rest on {evidence} posts; in {database}"


def _trace(posts: Sequence[Post], readings: Sequence[Reading], events: Sequence[Event]) -> Iterator[str]:
    """One sentence on its way into the calendar: that of a move, since it shows most."""
    event = next((event for event in events if any(change.what == "moved" for change in event.history)), None)
    if event is None:
        return
    change = next(change for change in event.history if change.what == "moved")
    proof = next(part for part in event.evidence if part.post == change.post)
    reading = next(reading for post, reading in zip(posts, readings, strict=True) if post.id == proof.post)
    mention = next(mention for mention in reading.mentions if mention.title and not mention.refused)
    yield "One sentence on its way into the calendar:"
    yield f"  posted    {proof.posted:%d %b %Y}, {proof.url}"
    yield fill(f"«{proof.quote}»", 78, initial_indent="  says      ", subsequent_indent=" " * 12)
    for index in mention.timexes:
        resolved = reading.resolved[index]
        yield f"  found     {resolved.timex.text}: {resolved.edtf or resolved.value} (rule {resolved.timex.rule})"
    yield f"  named     {mention.title}: {mention.kind}, {mention.role}"
    clock = f", {event.when.clock}" if event.when.clock else ""
    yield f"  entered   {event.title}: {event.when.start}{clock}"
    yield f"  history   {', '.join(_told(change.what, change.old, change.new) for change in event.history)}"
    yield f"  rests on  {event.posts} posts: {', '.join(dict.fromkeys(part.post for part in event.evidence))}"


def _told(what: str, old: str | None, new: str | None) -> str:
    return f"{what} {old} → {new}" if old and new else f"{what} {new or old or ''}".rstrip()


def _countdown(command: str, database: Path, at: str, lang: str | None, color: options.Color | None) -> None:
    from timeline.cli.screens import screen_of
    from timeline.cli.view_options import Asked
    from timeline.cli.viewing import view

    asked: dict[str, str | bool] = {"at": at, "database": str(database), "calendar": CALENDAR}
    if lang:
        asked["lang"] = lang
    if color:
        asked["color"] = color.value
    say(f"\n> {command} --at {at}{_in(lang)}")
    say(view(Asked("countdown", [], asked), screen_of(), quick=False).text.rstrip("\n"))


def _feed(command: str, database: Path, feed: Path, lang: str | None) -> None:
    from timeline.cli.feeds import feed as write
    from timeline.feed.phrases import LANGUAGES

    spoken = lang if lang in LANGUAGES else None  # the views may speak more languages than the feed
    say(f"\n> {command} -o {feed}{_in(spoken)}")
    sys.stdout.flush()
    write(CALENDAR, output=feed, lang=spoken, database=database)


def _in(lang: str | None) -> str:
    return f" --lang {lang}" if lang else ""


def _program() -> str:
    """How this program is typed: its name where that finds it, else the path that was typed."""
    return "timeline" if sys.argv[0] == shutil.which("timeline") else sys.argv[0]
