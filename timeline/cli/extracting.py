"""What ``timeline extract`` reads and writes: JSON lines or any other source in, JSON lines or ISO-TimeML out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from datetime import date, datetime
from functools import partial
from io import BufferedReader
from itertools import islice
from typing import IO, Any, TypeVar, cast
from zoneinfo import ZoneInfo

from timeline.calendars import Calendar, default_calendar
from timeline.cli.moments import zone_of
from timeline.cli.options import NOBODYS_ZONE
from timeline.countdown.formats import dumps
from timeline.errors import InputError, TimelineError
from timeline.events import Event
from timeline.pipeline import Reading, read_post
from timeline.posts import Post, Posted
from timeline.posts.dates import aware
from timeline.posts.dates import posted as posted_of
from timeline.posts.input import Input
from timeline.posts.lines import lines as lines_of
from timeline.posts.records import DATE, ID, TEXT, first_of
from timeline.times import Resolved
from timeline.workers import ordered

T = TypeVar("T")
Answered = tuple[str, list[str], InputError | None]
"""What is written for some texts, the faults of this program in reading them, and what was no record."""

CHUNK = 200
"""Lines or posts that a worker takes at a time: enough that sending them costs nothing beside reading them."""


def definition(calendar: str | None, tz: str | None) -> Calendar:
    """The calendar whose rules the texts are read by; without one, the default one in the zone ``tz``.

    The machine's zone is not asked: the same text gives the same answer everywhere. Raises ``UsageError`` for an
    unknown zone, ``DefinitionError`` for a calendar that is missing or wrong.
    """
    if calendar is not None:
        from timeline.calendars import load

        return load(calendar)
    return default_calendar(zone_of(tz or NOBODYS_ZONE))


def records(file: IO[bytes], name: str) -> Iterable[bytes] | Input:
    """The lines of JSON lines, as they come; of anything else the source, of which nothing is used up.

    Raises ``InputError`` for what posts cannot be read from.
    """
    from timeline.posts.jsonl import LINE_LIMIT
    from timeline.posts.recognise import recognised

    seen = file if isinstance(file, BufferedReader) else BufferedReader(cast("Any", file))
    head = seen.peek().lstrip()
    if not head or _begins_with_a_record(head):  # told from what is there already: a pipe may go on for ever
        return seen
    source = Input(seen, name)
    if recognised(source, undated=True) != "jsonl":
        return source
    return (b"null" if line.data is None else line.data for line in lines_of(source, LINE_LIMIT))


def _begins_with_a_record(head: bytes) -> bool:
    """Whether the first line is a JSON object with a text, or at least not one that holds all posts."""
    try:
        record = json.loads(head.partition(b"\n")[0])
    except (ValueError, RecursionError):
        return False
    if not isinstance(record, dict):
        return False
    said = any(isinstance(record.get(name), str) for name in TEXT)
    return said or not any(isinstance(value, list | dict) for value in record.values())


def read_line(raw: bytes, number: int, calendar: Calendar, name: str) -> tuple[Any, Post]:
    """The post of a line, with its id as written. Raises ``InputError`` for a line that is no such object."""
    try:
        record = json.loads(raw)
        if not isinstance(record, dict):
            raise TypeError("it is no object")
        text = first_of(record, TEXT) or ""
        posted = _posted(first_of(record, DATE), calendar.zone)
        if not isinstance(text, str):
            raise TypeError("its text is no string")
    except (ValueError, TypeError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise InputError(
            f"line {number} of {name} is not a record with a text: {reason}",
            'one JSON object a line, such as {"id": 1, "text": "…", "posted": "2024-02-05T10:00:00+03:00"}',
        ) from None
    identity = next((record[name] for name in ID if name in record), number)
    lang = str(record.get("lang") or "") or None
    return identity, Post(channel="-", id=str(identity), text=text, posted=posted, lang=lang)


def _posted(value: object, zone: ZoneInfo) -> Posted:
    """When a record says it was posted, as for every reader; but a bare day is its first instant, so that what is
    counted in hours has a place, too. Raises ``ValueError``."""
    if value is None:
        return Posted.unknown()
    if isinstance(value, str):
        with suppress(ValueError):
            return Posted.exact(aware(datetime.fromisoformat(value), zone))
    return posted_of(value, zone)


def write(lines: Iterable[bytes], name: str, calendar: Calendar, *, timex3: bool, workers: int = 1) -> None:
    """One line of standard output for each line of JSON, blank ones aside; the same for any number of workers.

    Raises ``InputError`` for the first line that is no record, after the answers to those before it, and
    ``TimelineError`` at the end where a fault of this program kept a text from being read.
    """
    numbered = ((number, raw) for number, raw in enumerate(lines, 1) if raw.strip())
    _write(partial(answers, name=name, calendar=calendar, timex3=timex3), numbered, workers)


def write_posts(posts: Iterator[Post], calendar: Calendar, *, timex3: bool, workers: int = 1) -> None:
    """One line of standard output for each post; the same for any number of workers. Raises ``TimelineError``."""
    _write(partial(answers_to, calendar=calendar, timex3=timex3), posts, workers)


def _write(work: Callable[[list[T]], Answered], items: Iterator[T], workers: int) -> None:
    faults: list[str] = []
    with closing(ordered(work, _chunks(items, CHUNK if workers > 1 else 1), workers=workers)) as answered:
        for text, failed, error in answered:
            sys.stdout.write(text)
            faults += failed
            if error is not None:
                raise error
    if faults:
        from timeline.cli.summary import counted

        more = ", …" if len(faults) > 3 else ""
        raise TimelineError(
            f"{counted(len(faults), 'post')} could not be read, which is a fault of this program: "
            f"{', '.join(faults[:3])}{more}",
            "report it with the text; the answers to all others are whole",
        )


def _chunks(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(islice(items, size)):
        yield chunk


def answers_to(posts: list[Post], calendar: Calendar, timex3: bool) -> Answered:
    """The answers to posts, under the ids that they have; Telegram's are numbers."""
    numbers = (int(post.id) if post.id.isdecimal() and str(int(post.id)) == post.id else post.id for post in posts)
    faults: list[str] = []
    out = [_answer(number, post, calendar, timex3, faults) for number, post in zip(numbers, posts, strict=True)]
    return "".join(out), faults, None


def answers(lines: list[tuple[int, bytes]], name: str, calendar: Calendar, timex3: bool) -> Answered:
    """The answers to numbered lines, up to the first that is no record, and what is wrong with that one."""
    out: list[str] = []
    faults: list[str] = []
    for number, raw in lines:
        try:
            identity, post = read_line(raw, number, calendar, name)
        except InputError as error:
            return "".join(out), faults, error
        out.append(_answer(identity, post, calendar, timex3, faults))
    return "".join(out), faults, None


def _answer(identity: Any, post: Post, calendar: Calendar, timex3: bool, faults: list[str]) -> str:
    """The line for a post; for one that a fault of ours keeps from being read an empty one, with the fault."""
    try:
        return _read(identity, post, calendar, timex3) + "\n"
    except Exception as error:  # it must not keep the others out
        fault = f"{type(error).__name__}: {error}"
    faults.append(f"{post.id} ({fault})")
    if timex3:
        from timeline.times.timeml import annotate

        return annotate(post, []) + "\n"
    return dumps({"id": identity, "lang": post.lang, "timexes": [], "events": [], "error": fault}) + "\n"


def _read(identity: Any, post: Post, calendar: Calendar, timex3: bool) -> str:
    reading = read_post(post, calendar)
    if timex3:
        from timeline.times.timeml import annotate

        return annotate(post, reading.resolved)
    answer = {
        "id": identity,
        "lang": reading.lang,
        "timexes": [timex_json(resolved) for resolved in reading.resolved],
        "events": [event_json(event, indices) for event, indices in _events(post, reading, calendar)],
    }
    return dumps(answer)


def timex_json(resolved: Resolved) -> dict[str, Any]:
    """A time expression as JSON; ``from`` and ``until`` are local times, half-open."""
    timex, time = resolved.timex, resolved.time
    answer: dict[str, Any] = {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": resolved.value,
        "mod": resolved.mod,
        "from": _local(time.from_ if time else None),
        "until": _local(time.until if time else None),
        "grain": time.grain if time else None,
        "edtf": resolved.edtf,
        "rule": timex.rule,
    }
    if resolved.implied:
        answer["implied"] = list(resolved.implied)
    if timex.function:
        answer["function"] = timex.function
    if resolved.anchor_event is not None:
        answer["anchor"] = resolved.anchor_event
    if resolved.notes:
        answer["notes"] = list(resolved.notes)
    return answer


def _local(at: datetime | None) -> str | None:
    return at.replace(tzinfo=None).isoformat() if at else None


def _events(post: Post, reading: Reading, calendar: Calendar) -> list[tuple[Event, list[int]]]:
    """The events of one post, each with the indices of its expressions."""
    from timeline.events import build

    if all(mention.refused for mention in reading.mentions):
        return []
    found = []
    for event in build(reading.mentions, [post], calendar):
        if _first(event) is None and event.when.end is None:
            continue  # its days are only known to lie in a window: the time expressions say it
        quotes = {(e.start, e.end, e.role) for e in event.evidence}
        indices = {
            i for m in reading.mentions if not m.refused and (m.start, m.end, m.role) in quotes for i in m.timexes
        }
        found.append((event, sorted(indices)))
    return found


def _first(event: Event) -> date | None:
    when = event.when
    floor = when.start_earliest if when.start_latest is None and when.end_latest is None else None
    return when.start or floor


def event_json(event: Event, timexes: list[int]) -> dict[str, Any]:
    """An event as JSON: inclusive days, clock times apart. Where only the day is known before which it does not begin,
    that is its start."""
    when, first = event.when, _first(event)
    return {
        "title": event.title,
        "kind": event.kind,
        "start": first.isoformat() if first else None,
        "end": when.end.isoformat() if when.end else None,
        "bound": event.bound,
        "hours": [list(pair) for pair in when.hours] or None,
        "time": when.clock,
        "end_time": when.clock_end,
        "status": event.status,
        "timexes": timexes,
    }
