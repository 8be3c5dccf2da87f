"""What the words around an expression make of it: an age, a decree's date, a dateline, a countdown, an offset.

The words are the language's ([context] in its file); what they do is the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from timeline.expressions.meaning import (
    At,
    Bounded,
    Clock,
    ClockRange,
    Date,
    Duration,
    FromEvent,
    Meaning,
    Range,
    Relation,
    Remaining,
    Shift,
)
from timeline.expressions.names import quoted
from timeline.expressions.timex import Function, Timex
from timeline.languages import Lexicon

_WINDOW, _NEAR = 110, 64
"""Characters around an expression in which words matter, and in which the words of an age do."""
_PREPOSITION = 2
"""Letters of a preposition that a title begins with («В полночь»)."""
_COUNTS = ("duration", "duration.one", "duration.adjective", "duration.qualified", "duration.range")
"""The rules whose years may be an age."""

_THOUSANDS = re.compile(r"[ \u00a0]000(?!\d)")

_NEGATED: dict[str, Relation] = {"BEFORE": "ON_OR_AFTER", "ON_OR_BEFORE": "AFTER"}
"""What "not … before" and "not … until" say."""


def in_context(text: str, timexes: Sequence[Timex], lexicon: Lexicon) -> list[Timex]:
    """The expressions with what their surroundings say of them; ages are left out."""
    context = lexicon.context
    if not context:
        return list(timexes)
    out = []
    quotes = _quotes(text)
    for timex in timexes:
        before, after = _around(text, timex)
        meaning = timex.meaning
        if _refusal(timex, before, after, context, quotes):
            continue
        if isinstance(meaning, Duration):
            timex = _countdown(timex, meaning, before, after, context)
        elif isinstance(meaning, (Remaining, FromEvent)):
            timex = _with_event(timex, before, after, context)
        elif timex.rule == "deictic.day-before" and (eve := _found(context, "eve_after", after)):
            event = (timex.end + eve.start("event"), timex.end + eve.end("event"))
            timex = replace(timex, type="DURATION", meaning=FromEvent(Duration(((1.0, "day"),)), -1), event=event)
        elif isinstance(meaning, Bounded) and meaning.mod in _NEGATED:
            earlier = timex.rule in ("bound.earlier", "bound.later") and _found(context, "negation_after", after)
            if earlier or _found(context, "negation_before", before):
                timex = replace(timex, meaning=replace(meaning, mod=_NEGATED[meaning.mod]))
        elif timex.type in ("DATE", "TIME") and not isinstance(meaning, Shift):
            function = _function(timex, before, after, text, context)
            timex = replace(timex, function=function) if function else timex
        out.append(timex)
    return out


def refused(text: str, timexes: Sequence[Timex], lexicon: Lexicon) -> list[tuple[Timex, Refusal]]:
    """The expressions that ``in_context`` leaves out, each with the name of the rule that says why."""
    out: list[tuple[Timex, Refusal]] = []
    quotes = _quotes(text)
    for timex in timexes if lexicon.context else ():
        before, after = _around(text, timex)
        if rule := _refusal(timex, before, after, lexicon.context, quotes):
            out.append((timex, rule))
    return out


def _around(text: str, timex: Timex) -> tuple[str, str]:
    """What stands before and after an expression in its line, as far as it matters."""
    first, last = max(0, timex.start - _WINDOW), timex.end + _WINDOW
    line, end = text.rfind("\n", first, timex.start) + 1, text.find("\n", timex.end, last)
    return text[line or first : timex.start], text[timex.end : last if end < 0 else end]


_Context = dict[str, re.Pattern[str]]


def _found(context: _Context, name: str, text: str) -> re.Match[str] | None:
    return context[name].search(text) if name in context else None


Refusal = Literal[
    "context.title", "context.age", "context.distance", "context.score", "context.no-event", "context.no-preposition"
]
"""The rules by which an expression that was found is none."""


def _refusal(timex: Timex, before: str, after: str, context: _Context, quotes: bool) -> Refusal | None:
    """The rule that says that an expression is none: an age, a score, a distance."""
    meaning = timex.meaning
    if quotes and _quotes(before) and _in_title(timex, before, after, context):
        return "context.title"
    if isinstance(meaning, Duration):
        if _age(timex, meaning, before, after, context):
            return "context.age"
        if meaning.amounts[0][1] in ("minute", "hour") and _found(context, "distance_after", after):
            return "context.distance"
    elif isinstance(meaning, Clock):
        if ":" in timex.text and (
            _found(context, "score_before", before) or _ratio(after, context) or _among_scores(before, after)
        ):
            return "context.score"
    elif timex.rule == "offset.day-beside" and not _found(context, "offset_event_after", after):
        return "context.no-event"
    elif (
        timex.rule == "deictic.in-days"
        and "in_days_before" in context
        and not _found(context, "in_days_before", before)
    ):
        return "context.no-preposition"  # "расскажут о днях и часах голосования"
    return None


def _quotes(text: str) -> bool:
    return "«" in text or '"' in text or "“" in text or "„" in text


_SCORES_BEFORE = re.compile(
    r"(?<!\d)\d:\d\s?\((?:\d+:\d\d,\s){0,6}$|(?<!\d)(?:2[5-9]|[3-9]\d):\d\d[,;]\s(?:\d+:\d\d[,;]\s){0,6}$"
)
_SCORES_AFTER = re.compile(r"(?:[,;]\s\d+:\d\d){0,6}[,;]\s(?:2[5-9]|[3-9]\d):\d\d(?!\d)")
"""Scores of sets beside a clock time: one of them is on no clock, or they stand in brackets behind a match's."""


def _among_scores(before: str, after: str) -> bool:
    """ "25:20, 22:25", "3:1 (21:19, …)"."""
    return _SCORES_BEFORE.search(before) is not None or _SCORES_AFTER.match(after) is not None


def _ratio(after: str, context: _Context) -> bool:
    """Whether numbers with a colon between them are to each other as they say: "1:50 000", "16:10 screen"."""
    return _THOUSANDS.match(after) is not None or (
        "ratio_after" in context and bool(context["ratio_after"].match(after))
    )


def _in_title(timex: Timex, before: str, after: str, context: _Context) -> bool:
    """Whether an expression is of the title of a work («Завтра была война»), or a whole quotation that only points."""
    around = quoted(before, after)
    if around is None:
        return False
    outside, first, last = around
    if len(first.strip()) <= _PREPOSITION and not last.strip(" .,!?…") and (first.strip() or timex.text)[0].isupper():
        return not isinstance(timex.meaning, Date | At | Range | Bounded | ClockRange) or _work(outside, context)
    return _work(outside, context) or (_points(timex.meaning) and _told_title(outside, after[len(last) + 1 :], context))


def _points(meaning: Meaning) -> bool:
    """Whether a meaning says no day of a calendar: a weekday, a month, a season."""
    if isinstance(meaning, Date):
        return meaning.day is None
    return not isinstance(meaning, At | Range | Bounded | ClockRange)


def _told_title(outside: str, beyond: str, context: _Context) -> bool:
    """Whether what stands around a quotation is said of works: "перечитала «…»", "«…» Стругацких"."""
    before = _found(context, "title_before", outside[-_NEAR:])
    return before is not None or _found(context, "title_after", beyond) is not None


def _work(outside: str, context: _Context) -> bool:
    """Whether what stands before a quotation calls it a book, a film, a song."""
    return _found(context, "work_before", outside[-_NEAR:]) is not None


def _age(timex: Timex, meaning: Duration, before: str, after: str, context: _Context) -> bool:
    """Whether a number of years is somebody's age."""
    (n, unit) = meaning.amounts[0]
    if unit != "year" or timex.rule not in _COUNTS:
        return False
    if timex.rule == "duration.adjective":
        if _found(context, "thing_after", after):
            return False
        return bool(_found(context, "person_after", after)) or (timex.text[0].isdigit() and n >= 14)
    if timex.rule == "duration.qualified" and re.search(r"[A-ZА-ЯЁІЎЇЄҐ]\w*\s$", before):
        return False
    if _found(context, "age_before", before[-_NEAR:]) or _found(context, "age_after", after):
        return True
    return bool(_found(context, "age_listed_before", before) and _found(context, "age_listed_after", after))


def _countdown(timex: Timex, meaning: Duration, before: str, after: str, context: _Context) -> Timex:
    """ "До выборов ещё больше месяца": what is left until the event named before."""
    if timex.rule in ("duration.adjective", "duration.hyphenated"):
        return timex
    for name, sign in (("offset_before", -1), ("offset_after", 1)):
        if found := _found(context, name, after):
            event = (timex.end + found.start("event"), timex.end + found.end("event"))
            return replace(timex, meaning=FromEvent(meaning, sign), event=event, rule="offset.beside-event")
    if later := _later(timex, meaning, before, context):
        return later
    if timex.rule == "duration.during":
        return timex  # "в течение пяти дней до выборов": those days, and none that are left
    start = timex.start - len(before)
    found = _found(context, "remaining_before", before) or _left(meaning, before, after, context)
    if not found:
        start, found = timex.end, _found(context, "remaining_after", after)
    if not found:
        return timex
    span = (start + found.start("event"), start + found.end("event"))
    return replace(timex, meaning=Remaining(meaning), event=span, rule="remaining.implied")


def _later(timex: Timex, meaning: Duration, before: str, context: _Context) -> Timex | None:
    """ "Нагадай за 15 хвилин": so long from now, as the verb before it tells."""
    said = before[-_NEAR:] + timex.text
    found = _found(context, "later_here", said)
    if found is None:
        return None
    text = said[found.start("later") :]
    start = timex.end - len(text)
    return replace(timex, start=start, text=text, type="DATE", meaning=Shift(meaning, 1), rule="offset.later")


_ENDS = re.compile(r"\s*(?:[.!?…;,)]|$)")


def _left(meaning: Duration, before: str, after: str, context: _Context) -> re.Match[str] | None:
    """What "до премьеры ещё две недели" counts to, whatever it is: days at least, for minutes may be a way to go."""
    if meaning.amounts[0][1] in ("second", "minute", "hour") or _found(context, "distance_after", after):
        return None
    found = _found(context, "remaining_event_before", before)
    if found is None or _found(context, "still_before", before):
        return found
    opens = not before[: found.start()].rstrip(' \t«"(').strip() or before[found.start()].isupper()
    return found if opens and _ENDS.match(after) else None


def _with_event(timex: Timex, before: str, after: str, context: _Context) -> Timex:
    """The phrase that names the event a remaining time or an offset counts from."""
    if isinstance(timex.meaning, FromEvent):
        found = _found(context, "offset_event_after", after)
        if not found:
            return timex
        return replace(timex, event=(timex.end + found.start("event"), timex.end + found.end("event")))
    found = _found(context, "remaining_event_after", after)
    if found:
        return replace(timex, event=(timex.end + found.start("event"), timex.end + found.end("event")))
    found = _found(context, "remaining_event_before", before) or _found(context, "remaining_event_far", before)
    if not found:
        return timex
    start = timex.start - len(before)
    return replace(timex, event=(start + found.start("event"), start + found.end("event")))


def _function(timex: Timex, before: str, after: str, text: str, context: _Context) -> Function | None:
    dated_from = "from_word" not in context or _found(context, "from_word", before[-6:])
    if dated_from and (_found(context, "decree_before", before) or _found(context, "decree_after", after)):
        return "decree"
    if timex.rule == "deictic.as-of" and _found(context, "set_for_before", before):
        return None
    if timex.rule == "deictic.as-of" or _found(context, "as_of_before", before[-20:]):
        return "as-of"
    meaning = timex.meaning
    if isinstance(meaning, Date) and meaning.month is None and _found(context, "campaign_before", before.lower()):
        return "campaign-name"
    if timex.start < 60 and timex.type == "DATE" and isinstance(meaning, Date) and meaning.day is not None:
        place = _found(context, "dateline_before", text[: timex.start])
        if place and _found(context, "dateline_after" if place["place"] else "dateline_agency", after):
            return "dateline"
    return None
