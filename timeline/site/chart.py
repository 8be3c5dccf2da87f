"""The campaign drawn as a timeline: stages as bars, events as marks, today as a line. SVG, without script.

Drawn twice, for wide and for narrow screens, since text that shrinks with its picture cannot be read
on a phone. What a thing is shows in its shape, never in its colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

from timeline.feed.placing import DAY, first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.feed.phrases import Phrases
    from timeline.site.view import Item

MOST_ROWS = 16
_RANK = (
    *("election-day", "early-voting", "nomination", "registration", "campaigning", "result"),
    *("deadline", "observation", "training", "meeting", "other"),
)
_LONGEST = 400
"""Days that one picture spans at most."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things go, in the picture's own units: one is about one CSS pixel."""

    name: str
    width: int
    label: int
    """Width of the column of labels; 0 puts each label above its bar."""
    letters: int
    """Letters that fit into a line of a label."""
    row: int


WIDE = Layout("wide", 1000, 340, 40, 44)
NARROW = Layout("narrow", 350, 0, 40, 50)


def drawn(listed: Iterable[Item], today: date) -> list[Item]:
    """The items of the picture, by their day: those around today and up to the next vote, the weightier kinds first."""
    near = [one for one in listed if one.place is not None and not one.cancelled]
    since = today - timedelta(days=30)
    voting = [first_day(one.place) for one in near if one.place and one.event.kind == "election-day" and not one.wide]
    horizon = min((day for day in voting if day >= today), default=today + timedelta(days=90))
    horizon = min(max(horizon + timedelta(days=21), today + timedelta(days=60)), today + timedelta(days=_LONGEST))
    inside = [
        one for one in near if _last(one) >= (since if _start(one) < _last(one) else today) and _start(one) <= horizon
    ]
    chosen = sorted(inside, key=lambda one: (_RANK.index(one.event.kind), _start(one)))[:MOST_ROWS]
    return sorted(chosen, key=lambda one: (_start(one), _RANK.index(one.event.kind), one.id))


def _start(one: Item) -> date:
    assert one.place is not None
    return first_day(one.place)


def _last(one: Item) -> date:
    assert one.place is not None
    return one.place.end - DAY if one.place.all_day else first_day(one.place)


def chart(chosen: Sequence[Item], today: date, say: Phrases, layout: Layout) -> str:
    """An ``<svg>`` of ``chosen``; safe to put into a page as it is."""
    first = min([today, *(_start(one) for one in chosen)]) - timedelta(days=3)
    last = max([today, *(_last(one) for one in chosen)]) + timedelta(days=4)
    scale = _Scale(layout, max(first, today - timedelta(days=120)), last)
    top = 44
    height = top + layout.row * len(chosen) + 8
    text = "; ".join(f"{one.title}: {one.when}" for one in chosen)
    parts = [
        f'<svg class="chart chart-{layout.name}" viewBox="0 0 {layout.width} {height}" role="img" '
        f'aria-labelledby="chart-{layout.name}-title chart-{layout.name}-text">',
        f'<title id="chart-{layout.name}-title">{escape(say.say("section.chart"))}</title>',
        f'<desc id="chart-{layout.name}-text">{escape(text)}</desc>',
        *_today(scale, say, today, height),
        *_months(scale, say, height),
        *(part for number, one in enumerate(chosen) for part in _row(one, scale, layout, top + number * layout.row)),
        "</svg>",
    ]
    return "".join(parts)


class _Scale:
    """Days to places along the picture."""

    def __init__(self, layout: Layout, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.left = layout.label + 8 if layout.label else 2
        self.right = layout.width - 4

    def x(self, day: date) -> float:
        """The place of a day, at the edge where it lies outside."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(self.left + min(max(share, 0), 1) * (self.right - self.left), 1)


def _months(scale: _Scale, say: Phrases, height: int) -> Iterable[str]:
    """A line at the first of each month, and its name where there is room."""
    month = scale.first.replace(day=1)
    taken = -1e9
    while month <= scale.last:
        following = (month + timedelta(days=32)).replace(day=1)
        x, end = scale.x(month), scale.x(following)
        if month > scale.first:
            yield f'<line class="c-grid" x1="{x}" x2="{x}" y1="24" y2="{height - 4}"/>'
        name = say.lists["dates.months_short"][month.month - 1]
        dated = f"{name} {month.year}" if month.month == 1 or taken < 0 else name
        fits = [text for text in (dated, name) if x + 7 * len(text) <= end and x > taken]
        if fits:
            yield f'<text class="c-month" x="{x + 4}" y="36">{escape(fits[0])}</text>'
            taken = x + 7 * len(fits[0])
        month = following


def _today(scale: _Scale, say: Phrases, today: date, height: int) -> Iterable[str]:
    x = scale.x(today)
    anchor = "start" if x < scale.left + 40 else "end" if x > scale.right - 40 else "middle"
    yield f'<line class="c-today" x1="{x}" x2="{x}" y1="18" y2="{height - 4}"/>'
    yield f'<text class="c-today-label" x="{x}" y="13" text-anchor="{anchor}">{escape(say.say("chart.today"))}</text>'


def _row(one: Item, scale: _Scale, layout: Layout, y: int) -> Iterable[str]:
    place = one.place
    assert place is not None
    state = f"c-{one.row.state}" + (" c-big" if one.event.kind == "election-day" else "")
    text, days = escape(_cut(one.title, layout.letters)), escape(one.when)
    yield f'<g class="{state}">'
    if layout.label:
        middle = y + layout.row / 2
        yield f'<text class="c-label" x="{layout.label}" y="{middle - 2:g}" text-anchor="end">{text}</text>'
        yield f'<text class="c-days" x="{layout.label}" y="{middle + 14:g}" text-anchor="end">{days}</text>'
    else:
        middle = y + layout.row - 13
        yield f'<text class="c-label" x="2" y="{y + 19}">{text}</text>'
        if len(one.title) + len(one.when) < layout.letters:
            yield f'<text class="c-days" x="{layout.width - 2}" y="{y + 19}" text-anchor="end">{days}</text>'
    yield from _mark(one, scale, middle)
    yield "</g>"


def _mark(one: Item, scale: _Scale, y: float) -> Iterable[str]:
    """A bar for days, a disc for a day, a flag for a last or first day, a hollow dashed bar for a window."""
    assert one.place is not None
    form, start, end = one.place.form, _start(one), _last(one) + DAY
    x, x2 = scale.x(start), max(scale.x(end), scale.x(start) + 6)
    if form in ("window", "by", "from"):
        known = one.event.when
        x = scale.x(known.start_earliest or start)
        x2 = scale.x(known.end_latest + DAY) if known.end_latest else scale.right
        yield f'<rect class="c-window" x="{x}" y="{y - 6:g}" width="{max(x2 - x, 6):g}" height="12" rx="3"/>'
    elif form == "last":
        begun = one.event.when.start_latest
        if begun is not None and begun < start:
            yield _bar(scale.x(begun), x2, y)
        yield _flag(x2, y, -12)
    elif form == "first":
        yield _flag(x, y, 12)
    elif (end - start).days > 1:
        yield _bar(x, x2, y)
    else:
        radius = 8 if one.event.kind == "election-day" else 6
        yield f'<circle class="c-day" cx="{(x + x2) / 2:g}" cy="{y:g}" r="{radius}"/>'


def _bar(x: float, x2: float, y: float) -> str:
    return f'<rect class="c-bar" x="{x:g}" y="{y - 6:g}" width="{x2 - x:g}" height="12" rx="2"/>'


def _flag(x: float, y: float, to: int) -> str:
    """A post at ``x`` whose triangle points to the days it belongs to."""
    triangle = f"M{x:g} {y - 8:g}L{x + to:g} {y:g}L{x:g} {y + 8:g}Z"
    return f'<path class="c-flag" d="M{x:g} {y - 9:g}V{y + 9:g}{triangle}"/>'


def legend(chosen: Sequence[Item], say: Phrases) -> list[tuple[str, str]]:
    """What the shapes mean, of those that are in the picture: pairs of shape and words."""
    used = []
    for one in chosen:
        assert one.place is not None
        if one.place.form in ("window", "by", "from"):
            used.append("window")
        elif one.place.form in ("last", "first"):
            used.append("deadline")
        else:
            used.append("days" if _last(one) > _start(one) else "point")
    return [
        (shape, say.say(f"chart.legend_{shape}")) for shape in ("days", "point", "deadline", "window") if shape in used
    ]


def _cut(text: str, letters: int) -> str:
    """As much of ``text`` as fits into the width of so many letters; capitals are wider."""
    room = float(letters)
    for at, letter in enumerate(text):
        room -= 1.4 if letter.isupper() else 1
        if room < 0:
            return text[: max(1, at - 1)].rstrip() + "…"
    return text
