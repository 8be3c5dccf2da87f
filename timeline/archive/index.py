"""The page over all calendars of an archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Calendars</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
td.number, th.number { text-align: right; }
</style>
<main>
<h1>Calendars</h1>
<p>{{ lines|length }} calendars, made on <time datetime="{{ day }}">{{ day }}</time>. Unofficial: a program takes
their dates from public posts. Decide by the original: every date links to its post.</p>
<table>
<thead><tr><th>Calendar<th>Feed<th class="number">Events<th class="number">Posts</thead>
<tbody>
{% for line in lines -%}
<tr><td lang="{{ line.language }}"><a href="calendars/{{ line.id }}/index.html">{{ line.title }}</a>
<td><a href="calendars/{{ line.id }}/{{ line.id }}.ics" aria-label="Feed of {{ line.title }}">.ics</a>
<td class="number">{{ line.events }}<td class="number">{{ line.posts }}
{% endfor -%}
</tbody>
</table>
</main>
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One calendar, as the page lists it."""

    id: str
    title: str
    language: str
    posts: int
    events: int

    @classmethod
    def of(cls, id_: str, record: dict[str, Any]) -> Line:
        """From the record of a calendar that was built."""
        return cls(id_, record["title"], record["language"], record["posts"], record["events"])


def page(lines: list[Line], now: datetime) -> bytes:
    """The page as of ``now`` (aware), calendars by title. What came out of posts is escaped."""
    from jinja2 import Environment

    template = Environment(autoescape=True).from_string(_PAGE)
    ordered = sorted(lines, key=lambda line: (line.title.casefold(), line.id))
    return template.render(lines=ordered, day=now.astimezone(UTC).date().isoformat()).encode("utf-8", "replace")
