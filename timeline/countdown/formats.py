"""The views for programs: JSON, CSV, TSV, a status bar, a template."""

from __future__ import annotations

from timeline.countdown import dates, wording
from timeline.countdown.screen import marked_title, style, title
from timeline.countdown.width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from timeline.countdown.left import Days, Row
    from timeline.countdown.phrases import Tongue

COLUMNS = (
    *("id", "title", "kind", "state", "status", "start", "end", "bound", "hours", "time", "end_time"),
    *("days_min", "days_max", "start_earliest", "start_latest", "end_earliest", "end_latest", "value"),
    *("posts", "calendar", "place"),
)
"""The fields of ``--json``, and the columns of ``--csv`` and ``--tsv``, in their order."""

FIELDS = {
    "left": "how much time is left, in words",
    "left_short": "the same, short: 89d",
    "date": "its days, as the view shows them",
    "clock": "its hours or its clock",
    "notes": "day 8 of 16, expected, …",
    "calendar_name": "the name of its calendar",
}
"""What a template knows besides the fields of ``--json``."""


def edtf(w: Days) -> str:
    """The days in EDTF (ISO 8601-2:2019): "2024-02-25", "2024-02-20/2024-02-24", "../2024-01-15", "" for none.

    A day known only to lie in a window is one of a set, "[2023-11-29..2024-02-27]". The same as
    ``timeline.events.bounds.edtf`` (a test holds them equal), which a shell prompt cannot wait for.
    """
    first, last = w.start_earliest, w.end_latest
    if first is None:
        return f"../{last}" if last else ""
    if last is None:
        return f"{first}/.."
    if first == w.start_latest:
        return f"{first}" if first == last else f"{first}/{last}"
    return f"[{first}..{last}]"


def record(row: Row, words: Tongue) -> dict[str, Any]:
    """One event as ``--json`` writes it; docs/countdown.md says what each field means."""
    w = row.when
    return {
        "id": row.event.id,
        "title": title(row, words),
        "kind": row.event.kind,
        "state": row.state,
        "status": row.event.status,
        "start": _day(w.start),
        "end": _day(w.end_latest),
        "bound": w.bound,
        "hours": [list(pair) for pair in w.hours],
        "time": w.clock,
        "end_time": w.clock_end,
        "days_min": row.days_min,
        "days_max": row.days_max,
        "start_earliest": _day(w.start_earliest),
        "start_latest": _day(w.start_latest),
        "end_earliest": _day(w.end_earliest),
        "end_latest": _day(w.end_latest),
        "value": edtf(w),
        "posts": row.event.posts,
        "calendar": row.event.calendar,
        "place": None if row.event.place is None else clean(row.event.place),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON that keeps its letters readable, but escapes what could command a terminal."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter == "\n" else json.dumps(letter)[1:-1] for letter in text)


def to_json(rows: Sequence[Row], words: Tongue) -> str:
    """One array, an event a line."""
    return "[" + ",\n ".join(dumps(record(row, words)) for row in rows) + "]"


def to_lines(rows: Sequence[Row], words: Tongue) -> str:
    """One object a line."""
    return "\n".join(dumps(record(row, words)) for row in rows)


def to_csv(rows: Sequence[Row], words: Tongue, separator: str = ",") -> str:
    """A table with a head (RFC 4180, but lines end in a single line feed); hours as "08:00-20:00"."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(_flat(record(row, words)).values())
    return out.getvalue().rstrip("\n")


def to_tsv(rows: Sequence[Row], words: Tongue) -> str:
    """The same with tabs; titles hold none."""
    return to_csv(rows, words, "\t")


def _flat(fields: dict[str, Any]) -> dict[str, Any]:
    hours = " ".join(f"{a}-{b}" for a, b in fields["hours"])
    return {name: "" if value is None else value for name, value in {**fields, "hours": hours}.items()}


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


def fields(row: Row, words: Tongue, calendars: dict[str, str] | None = None) -> dict[str, str]:
    """Everything a template may name, as text."""
    known = {name: str(value) for name, value in _flat(record(row, words)).items()}
    return {
        **known,
        "left": wording.left(row, words),
        "left_short": wording.short(row, words),
        "date": dates.when(row, words),
        "clock": dates.hours(row, words),
        "notes": " · ".join(wording.notes(row, words)),
        "calendar_name": clean((calendars or {}).get(row.event.calendar, row.event.calendar)),
    }


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


def fill(template: str, row: Row, words: Tongue, calendars: dict[str, str] | None = None) -> str:
    """A template with the fields of one event: "{left_short} {title}". Raises ValueError as ``pieces`` does."""
    known = fields(row, words, calendars)
    return "".join(text + (known[name] if name else "") for text, name in pieces(template))


FORMS = {
    "json": to_json,
    "nl": to_lines,
    "csv": to_csv,
    "tsv": to_tsv,
    "waybar": to_waybar,
}
"""The forms for programs, by the option that asks for them."""
