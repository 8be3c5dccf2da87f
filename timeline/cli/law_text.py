"""``timeline law`` and ``timeline calendars show`` as text and as JSON values. Pure: rows in, lines out."""

from __future__ import annotations

import textwrap
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from timeline.calendars import in_language
from timeline.countdown.phrases import tongue
from timeline.countdown.width import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from timeline.calendars import Calendar, Election
    from timeline.countdown.phrases import Tongue
    from timeline.events import Event, Evidence, When
    from timeline.events.law import Comparison

GAP = 2
NARROW = 100
"""Below so many columns a stage takes a line of its own above its dates."""


class Wording:
    """What the table says, in one language; English for a language it does not speak."""

    def __init__(self, language: str) -> None:
        known = _phrases()
        self.language = language if language in known else "en"
        self.phrases = known[self.language]
        self.tongue: Tongue = tongue(self.language)

    def say(self, key: str, **slots: object) -> str:
        """A phrase; a number given as ``days`` is counted in them."""
        days = slots.get("days")
        if isinstance(days, int):
            slots["days"] = self.tongue.count("days", days)
        return self.phrases[key].format_map(slots)

    def when(self, when: When) -> str:
        """The days of an event, with their years."""
        first, last = when.start, when.end_latest
        if first is None and when.start_earliest and last:
            return self.say("window", first=self._day(when.start_earliest), last=self._day(last))
        if first and last:
            return self._day(first) if first == last else self.span(first, last)
        if last:
            return self.say("until", day=self._day(last))
        return self.say("since", day=self._day(first or when.start_earliest)) if first or when.start_earliest else "?"

    def span(self, first: date, last: date) -> str:
        """A range of days: the year and the month are said once where they are the same."""
        start = self._day(first)
        if first.year == last.year:
            same_month = first.month == last.month
            start = str(first.day) if same_month else self.tongue.day(first, first, year=False)
        if start == str(first.day):
            return f"{start}–{self._day(last)}"
        return self.say("span", first=start, last=self._day(last))

    def _day(self, day: date | None) -> str:
        assert day is not None
        return self.tongue.day(day, day, year=True)


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("timeline.languages").joinpath("law.toml").read_text(encoding="utf-8"))


def heading(election: Election, wording: Wording, width: int) -> list[str]:
    """What stands above an election's table: its name, its voting days, the act that called it."""
    from timeline.events import When

    day = wording.when(When.days(election.first, election.last))
    parts = (in_language(election.names, wording.language), day, election.call)
    return textwrap.wrap(clean(" · ".join(part for part in parts if part)), width, break_on_hyphens=False)


def footing(calendar: Calendar, wording: Wording, width: int) -> list[str]:
    """What stands below all tables: where the rules are from."""
    return textwrap.wrap(wording.say("unofficial", calendar=calendar.id), width, break_on_hyphens=False)


def table(rows: Sequence[Comparison], wording: Wording, width: int, *, announced: bool = True) -> list[str]:
    """The stages of one election: dates in columns, under each the rule, its article and the post.

    Without ``announced`` only what the law expects. ``width`` is that of the terminal.
    """
    heads = [wording.say(key) for key in ("stage", "by_law", *(("announced", "difference") if announced else ()))]
    cells = [_cells(row, wording)[: len(heads)] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    narrow = sum(widths) + GAP * (len(widths) - 1) > width
    lines = [] if narrow else [_columns(heads, widths)]
    for row, cell in zip(rows, cells, strict=True):
        if narrow:
            lines += textwrap.wrap(cell[0], width, break_on_hyphens=False)
            lines += textwrap.wrap(
                " · ".join(_unheaded(heads, cell)), width, initial_indent="  ", subsequent_indent="    "
            )
        else:
            lines.append(_columns(cell, widths))
        note = _note(row, wording)
        if note:
            lines += textwrap.wrap(note, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
        post = _post(row.event)
        if announced and post:
            lines.append(f"    {post}")
    return lines


def _columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _unheaded(heads: Sequence[str], cells: Sequence[str]) -> Iterable[str]:
    return (f"{head}: {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True))


def _cells(row: Comparison, wording: Wording) -> list[str]:
    title = in_language(row.expected.titles, wording.language)
    if row.expected.conditional:
        title += f" ({wording.say('conditional')})"
    announced = wording.when(row.event.when) if row.event else wording.say("not_announced")
    return [clean(title), wording.when(row.expected.when), announced, difference(row, wording)]


def difference(row: Comparison, wording: Wording) -> str:
    """How the announcement differs from the law, in words."""
    if row.event is None:
        return wording.say("not_announced")
    if row.starts is None and row.ends is None:
        return wording.say("agrees" if row.fits else "outside")
    if row.expected.when.start is None and row.ends:
        if row.ends > 0:
            return wording.say("late", days=row.ends)
        return wording.say("within", days=-row.ends) if row.fits else wording.say("outside")
    parts = [
        wording.say(f"{side}_{'later' if days > 0 else 'earlier'}", days=abs(days))
        for side, days in (("starts", row.starts), ("ends", row.ends))
        if days
    ]
    return ", ".join(parts) if parts else wording.say("agrees")


def _note(row: Comparison, wording: Wording) -> str:
    """The rule with its article, and how well it is known."""
    if row.expected.concept == "election-day":
        return clean(row.expected.law)
    parts = (row.expected.law, row.expected.link, wording.say(row.expected.known or "published"))
    return clean(" · ".join(part for part in parts if part))


def _post(event: Event | None) -> str:
    """The last post that dates the event, and how many do."""
    proof = _last_proof(event)
    if proof is None or event is None:
        return ""
    more = f" (+{event.posts - 1})" if event.posts > 1 else ""
    return clean(proof.url or f"{proof.channel}/{proof.post}") + more


def _last_proof(event: Event | None) -> Evidence | None:
    dating = [proof for proof in event.evidence if proof.dates] if event else []
    return max(dating, key=lambda proof: (proof.posted is not None, proof.posted, proof.post), default=None)


def as_json(calendar: Calendar, election: Election, rows: Iterable[Comparison], language: str) -> list[dict[str, Any]]:
    """One object for each stage; days are ISO 8601, both ends inclusive, ``null`` where open."""
    return [
        {
            "calendar": calendar.id,
            "election": election.id,
            "stage": row.expected.concept,
            "title": in_language(row.expected.titles, language),
            "kind": row.expected.kind,
            "body": row.expected.body,
            "status": row.expected.status,
            "conditional": row.expected.conditional,
            "by_law": _bounds(row.expected.when),
            "announced": _bounds(row.event.when) if row.event else None,
            "starts": row.starts,
            "ends": row.ends,
            "fits": row.fits,
            "rule": row.expected.law,
            "article": row.expected.article,
            "link": row.expected.link,
            "known": row.expected.known or "published",
            "event": row.event.id if row.event else None,
            "posts": [
                {"channel": proof.channel, "post": proof.post, "url": proof.url}
                for proof in (row.event.evidence if row.event else ())
                if proof.dates
            ],
        }
        for row in rows
    ]


def _bounds(when: When) -> dict[str, str | None]:
    names = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    days = {name: getattr(when, name) for name in names}
    return {
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "bound": when.bound,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }
