"""The views for programs: JSON, CSV, TSV, a status bar, a template."""

from __future__ import annotations

from timeline.countdown import dates, wording
from timeline.countdown.width import clean
from timeline.countdown.wording import marked_title, style, title

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import Any

    from timeline.countdown.left import Days, Row
    from timeline.countdown.phrases import Tongue


def edtf(w: Days) -> str:
    """The days in EDTF (ISO 8601-2:2019): "2024-02-25", "2024-02-20/2024-02-24", "../2024-01-15", "" for none.

    A day known only to lie in a window is one of a set, "[2023-11-29..2024-02-27]", or "[2024-03-01..]". The same as
    ``timeline.events.bounds.edtf`` (a test holds them equal), which a shell prompt cannot wait for.
    """
    first, last = w.start_earliest, w.end_latest
    if first is None:
        return f"../{last}" if last else ""
    if last is None:
        return f"[{first}..]" if w.start_latest is None and w.end_earliest is None else f"{first}/.."
    if first == w.start_latest:
        return f"{first}" if first == last else f"{first}/{last}"
    return f"[{first}..{last}]"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _floor(w: Days) -> date | None:
    """The day before which it does not begin, where nothing else is known."""
    return w.start_earliest if w.start_latest is None and w.end_earliest is None and w.end_latest is None else None


VALUES: dict[str, Callable[[Row, Tongue], Any]] = {
    "id": lambda row, _: row.event.id,
    "title": title,
    "kind": lambda row, _: row.event.kind,
    "state": lambda row, _: row.state,
    "status": lambda row, _: row.event.status,
    "start": lambda row, _: _day(row.when.start or _floor(row.when)),
    "end": lambda row, _: _day(row.when.end_latest),
    "bound": lambda row, _: row.when.bound,
    "hours": lambda row, _: [list(pair) for pair in row.when.hours],
    "time": lambda row, _: row.when.clock,
    "end_time": lambda row, _: row.when.clock_end,
    "days_min": lambda row, _: row.days_min,
    "days_max": lambda row, _: row.days_max,
    "start_earliest": lambda row, _: _day(row.when.start_earliest),
    "start_latest": lambda row, _: _day(row.when.start_latest),
    "end_earliest": lambda row, _: _day(row.when.end_earliest),
    "end_latest": lambda row, _: _day(row.when.end_latest),
    "value": lambda row, _: edtf(row.when),
    "posts": lambda row, _: row.event.posts,
    "calendar": lambda row, _: row.event.calendar,
    "place": lambda row, _: None if row.event.place is None else clean(row.event.place),
}
"""The fields of ``--json``, and the columns of ``--csv`` and ``--tsv``, in their order."""

COLUMNS = tuple(VALUES)

WORDED: dict[str, Callable[[Row, Tongue], str]] = {
    "left": wording.left,
    "left_short": wording.short,
    "date": dates.when,
    "clock": dates.hours,
    "notes": lambda row, words: " · ".join(wording.notes(row, words)),
}
"""What a template knows besides: text, as a view shows it."""

FIELDS = {
    "left": "how much time is left, in words",
    "left_short": "the same, short: 89d",
    "date": "its days, as the views show them",
    "clock": "its hours or its clock",
    "notes": "day 8 of 16, expected, …",
    "calendar_name": "the name of its calendar",
}
"""What each of these says; ``calendar_name`` is the name that a view gives the calendar."""


def record(row: Row, words: Tongue) -> dict[str, Any]:
    """One event as ``--json`` writes it; docs/countdown.md says what each field means."""
    return {name: value(row, words) for name, value in VALUES.items()}


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON that keeps its letters readable, but escapes what could command a terminal."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if text.replace("\n", "").isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter == "\n" else json.dumps(letter)[1:-1] for letter in text)


def to_json(rows: Sequence[Row], words: Tongue) -> str:
    """One array, an event a line."""
    return "[" + ",\n ".join(dumps(record(row, words)) for row in rows) + "]"


def to_lines(rows: Sequence[Row], words: Tongue) -> str:
    """One object a line."""
    return "\n".join(dumps(record(row, words)) for row in rows)


FORMULA = ("=", "+", "-", "@")
"""How a text begins that a spreadsheet would run."""


def to_csv(rows: Sequence[Row], words: Tongue, separator: str = ",") -> str:
    """A table with a head (RFC 4180, but lines end in a single line feed); hours as "08:00-20:00".

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = map(_cell, record(row, words).values())
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in cells])
    return out.getvalue().rstrip("\n")


def to_tsv(rows: Sequence[Row], words: Tongue) -> str:
    """The same with tabs; titles hold none."""
    return to_csv(rows, words, "\t")


def _cell(value: Any) -> Any:
    """A value as a cell of a table."""
    if isinstance(value, list):
        return " ".join(f"{a}-{b}" for a, b in value)
    return "" if value is None else value


def to_waybar(rows: Sequence[Row], words: Tongue) -> str:
    """The next event for a status bar: ``text``, ``tooltip``, ``class`` (waybar, ``return-type: json``)."""
    if not rows:
        return dumps({"text": "", "tooltip": "", "class": "none"})
    first = rows[0]
    tooltip = "\n".join(
        f"{wording.left(row, words)}  {marked_title(row, words)}  {dates.when(row, words)}" for row in rows[:10]
    )
    near = {"now": "now", "soon": "soon", "uncertain": "uncertain", "past": "past", "cancelled": "cancelled"}.get(
        style(first), "ahead"
    )
    text = f"{wording.short(first, words)} {title(first, words)}"
    return dumps({"text": _markup(text), "tooltip": _markup(tooltip), "class": near})


def _markup(text: str) -> str:
    """Escaped for Pango, which waybar hands it to."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pieces(template: str) -> list[tuple[str, str | None]]:
    """A template as pairs of plain text and the field that follows it.

    "{{" and "}}" are braces, "\\n" and "\\t" as usual.
    Raises ValueError with what is wrong: a brace without its other, a field that does not exist.
    """
    found: list[tuple[str, str | None]] = []
    text = ""
    at = 0
    while at < len(template):
        pair = template[at : at + 2]
        if pair in ("{{", "}}", "\\n", "\\t"):
            text += {"{{": "{", "}}": "}", "\\n": "\n", "\\t": "\t"}[pair]
            at += 2
        elif template[at] == "{":
            end = template.find("}", at)
            name = template[at + 1 : end] if end > 0 else ""
            if name not in FIELDS and name not in COLUMNS:
                raise ValueError(template[at : end + 1] if end > 0 else template[at:])
            found.append((text, name))
            text, at = "", end + 1
        elif template[at] == "}":
            raise ValueError("}")
        else:
            text += template[at]
            at += 1
    return [*found, (text, None)]


def fill(template: str, rows: Sequence[Row], words: Tongue, calendars: dict[str, str] | None = None) -> str:
    """A line for each event: the template with its fields, "{left_short} {title}". Raises ValueError as ``pieces``."""
    parts = pieces(template)
    return "\n".join(
        "".join([text + (_field(name, row, words, calendars) if name else "") for text, name in parts]) for row in rows
    )


def _field(name: str, row: Row, words: Tongue, calendars: dict[str, str] | None) -> str:
    """One field of one event, as text."""
    if name in WORDED:
        return WORDED[name](row, words)
    if name == "calendar_name":
        return clean((calendars or {}).get(row.event.calendar, row.event.calendar))
    return str(_cell(VALUES[name](row, words)))


FORMS = {
    "json": to_json,
    "nl": to_lines,
    "csv": to_csv,
    "tsv": to_tsv,
    "waybar": to_waybar,
}
"""The forms for programs, by the option that asks for them."""
