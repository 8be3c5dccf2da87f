"""What ``timeline explain`` prints: how one text is read, rule by rule, in lines for a terminal.

Everything of the text goes through ``clean``; nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from timeline.countdown.width import clean
from timeline.expressions import meaning as say
from timeline.expressions.find import PassedOver
from timeline.mentions.judging.refusals import FUNCTIONS

if TYPE_CHECKING:
    from timeline.countdown.paint import Paint
    from timeline.mentions import Mention
    from timeline.pipeline import Reading
    from timeline.posts import Post
    from timeline.times import Resolved, Time

MODS = {
    "BEFORE": "before",
    "AFTER": "after",
    "ON_OR_BEFORE": "not later than",
    "ON_OR_AFTER": "not earlier than",
    "LESS_THAN": "less than",
    "MORE_THAN": "more than",
    "EQUAL_OR_LESS": "at most",
    "EQUAL_OR_MORE": "at least",
    "APPROX": "about",
}

PASSED_OVER = {
    "guard.street": "the name of a street or a square",
    "guard.named-street": "the name of a street or a square",
    "guard.street-year": "the name of a street or a square",
    "guard.article": "an article, a clause or a page",
    "guard.paragraph": "the number of a clause, a version or a telephone",
    "guard.number": "the number of something",
    "guard.code": "a code, a room or a flight",
    "guard.slashed": "the number of a house or a size",
    "guard.percent": "a percentage",
    "guard.hashtag": "a hashtag",
    "context.age": "somebody's age",
    "context.score": "the score of a game",
    "context.distance": "how far something is",
    "context.title": "the title of a work, or a part of one",
    "context.no-event": "a day beside an event that the text does not name",
    "context.no-preposition": "days that are spoken of, and not when something is",
    "guard.address": "an address on the web",
}


def lines(post: Post, reading: Reading, passed_over: list[PassedOver], paint: Paint) -> Iterator[str]:
    """The explanation of one post, line by line."""
    yield from (clean(line) for line in post.text.strip("\n").split("\n"))
    posted = f"posted {post.posted.at:%Y-%m-%d %H:%M %Z}" if post.posted.at else "nobody knows when it was posted"
    yield paint("faint", f"{posted}; read as {reading.lang}")
    yield ""
    yield paint("head", "TIME EXPRESSIONS")
    if not reading.resolved:
        yield "  none"
    for one in reading.resolved:
        yield f"  {paint('mark', clean(one.timex.text))}"
        yield from (f"    {paint('faint', f'{name:9}')} {text}" for name, text in _facts(one))
    if passed_over:
        yield ""
        yield paint("head", "NOT TIME")
        for over in passed_over:
            reason = PASSED_OVER.get(over.rule, over.rule)
            yield f"  {paint('mark', clean(over.text))}: {reason} {paint('faint', f'({over.rule})')}"
    yield ""
    yield paint("head", "MENTIONS")
    if not reading.mentions:
        yield "  none"
    for mention in reading.mentions:
        yield from _mention(mention, reading, paint)


def _facts(one: Resolved) -> Iterator[tuple[str, str]]:
    """What is known of one expression, as names and texts."""
    timex = one.timex
    yield "rule", timex.rule
    yield "TIMEX3", " ".join(filter(None, (timex.type, one.value or "no value", one.mod)))
    if one.edtf:
        yield "EDTF", one.edtf
    yield "when", in_words(one)
    yield "stated", stated(timex.meaning)
    if one.implied:
        yield "implied", ", ".join(f"the {name}" for name in one.implied)
    if one.anchor_event:
        yield "counts", f"from «{clean(one.anchor_event)}»"
    if timex.function:
        yield "function", FUNCTIONS.get(timex.function, timex.function)
    yield from (("note", clean(note)) for note in (*timex.notes, *one.notes))


def in_words(one: Resolved) -> str:
    """When an expression is, with both days of a range included, as a person says it."""
    time = one.time
    if time is None:
        if one.offset is not None:
            n, unit = one.offset
            return f"{abs(n)} {unit}{_s(abs(n))} {_side(n)} an event"
        return {"DURATION": "a length of time, with no place in it", "SET": "again and again"}.get(
            one.timex.type, "not known"
        )
    if time.from_ is None or time.until is None:
        return _open(time, one.mod)
    window = time.start_earliest != time.start_latest and one.mod is not None
    if time.grain in ("hour", "minute", "second"):
        return _clock(time.from_, time.until)
    first, last = _day(time.from_), _day(time.until - timedelta(microseconds=1))
    if first == last:
        return first
    return f"one day from {first} to {last}" if window else f"from {first} to {last}, both included"


def _open(time: Time, mod: str | None) -> str:
    if time.from_ is None and time.until is not None:
        if time.grain in ("hour", "minute", "second"):
            return f"not after {time.until:%Y-%m-%d %H:%M}"
        return f"not after {_day(time.until - timedelta(microseconds=1))}"
    assert time.from_ is not None
    if time.grain in ("hour", "minute", "second"):
        return f"from {time.from_:%Y-%m-%d %H:%M} on"
    return f"from {_day(time.from_)} on"


def _clock(start: datetime, until: datetime) -> str:
    if until - start <= timedelta(hours=1):
        return f"{_day(start)} at {start:%H:%M}"
    last = f"{until:%H:%M}" if until.date() == start.date() else f"{_day(until)} {until:%H:%M}"
    return f"{_day(start)} from {start:%H:%M} to {last}"


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d} ({at:%A})"


def stated(meaning: object) -> str:
    """What the words say, without anything that is inferred."""
    match meaning:
        case say.Date():
            names = ("weekday", "day", "month", "year")
            return ", ".join(f"{name} {_value(getattr(meaning, name))}" for name in names if _has(meaning, name))
        case say.Relative(unit, n):
            return f"the {unit} of the post" + (f" {n:+}" if n else "")
        case say.Duration(amounts, mod, vague):
            length = ", ".join(f"{'some' if vague else format(n, 'g')} {unit}{_s(n)}" for n, unit in amounts)
            return f"{MODS[mod]} {length}" if mod else length
        case say.Shift(duration, sign, base):
            return f"{stated(duration)} {_side(sign)} {stated(base) if base is not None else 'the post'}"
        case say.FromEvent(duration, sign, mod, span):
            bound = f"{MODS[mod]} " if mod else ""
            return f"{bound}{'within ' if span else ''}{stated(duration)} {_side(sign)} an event"
        case say.Remaining(duration):
            return f"{stated(duration)} left"
        case say.Clock(hour, minute, _, grain, zone):
            text = f"{hour:02}:{minute:02}" if grain != "hour" else f"hour {hour}"
            return f"{text} {zone}" if zone else text
        case say.Range(first, last) | say.ClockRange(first, last):
            return f"from {stated(first)} to {stated(last)}"
        case say.Bounded(mod, of):
            return f"{MODS[mod]} {stated(of)}"
        case say.At(date, clock):
            return f"{stated(date)}; {stated(clock)}" if date is not None else stated(clock)
        case say.Impossible(reason):
            return reason
    return _generic(meaning)


def _s(n: float) -> str:
    return "" if n == 1 else "s"


def _side(sign: int) -> str:
    return "after" if sign > 0 else "before"


def _generic(meaning: object) -> str:
    if not is_dataclass(meaning):
        return _value(meaning)
    said = [f"{f.name} {_value(getattr(meaning, f.name))}" for f in fields(meaning) if _has(meaning, f.name)]
    return " ".join((type(meaning).__name__.lower(), ", ".join(said))).strip()


def _has(meaning: object, name: str) -> bool:
    return getattr(meaning, name) not in (None, False, ())


def _value(value: object) -> str:
    return stated(value) if is_dataclass(value) else str(value)


def _mention(mention: Mention, reading: Reading, paint: Paint) -> Iterator[str]:
    quoted = ", ".join(f"«{clean(reading.resolved[i].timex.text)}»" for i in mention.timexes)
    if mention.refused is not None:
        yield f"  {quoted}: {paint('cancelled', 'refused')}, {clean(mention.refused)}"
    else:
        title = paint("head", clean(mention.title))
        yield f"  {title}: {mention.kind}, {mention.role}, score {mention.score:.2f}, from {quoted}"
    for reason, _ in groupby(mention.reasons):
        yield f"    {paint('faint', 'because')} {clean(reason)}"
