"""Reading any iCalendar file as what it is, faults included: octets to content lines to components.

icalendar's own parser mends or refuses what it reads, and so cannot say what is wrong with it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_PARAM = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_NAME = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Property:
    """One property; ``number`` is the line of the file it begins on, from 1."""

    name: str
    params: dict[str, str]
    value: str
    number: int


@dataclass(slots=True)
class Component:
    """One component with its properties and the components inside it."""

    name: str
    number: int
    properties: list[Property] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)
    closed: bool = False

    def first(self, name: str) -> Property | None:
        """The first property of that name, if there is one."""
        return next((item for item in self.properties if item.name == name), None)

    def every(self, name: str) -> list[Component]:
        """The components of that name directly inside this one."""
        return [child for child in self.children if child.name == name]


@dataclass(slots=True)
class Reading:
    """A file read: its outermost components, and the numbers of lines that make no sense."""

    components: list[Component] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    stray_ends: list[int] = field(default_factory=list)


def unfold(text: str) -> list[tuple[int, str]]:
    """Content lines with the number of the line each begins on (RFC 5545 section 3.1)."""
    lines: list[tuple[int, list[str]]] = []
    for number, raw in enumerate(re.split("\r\n|\n|\r", text), 1):
        if raw[:1] in (" ", "\t") and lines:
            lines[-1][1].append(raw[1:])
        elif raw:
            lines.append((number, [raw]))
    return [(number, "".join(pieces)) for number, pieces in lines]


def read(text: str) -> Reading:
    """The components of ``text``, however broken it is."""
    result = Reading()
    open_: list[Component] = []
    names: Counter[str] = Counter()
    for number, content in unfold(text):
        item = parse(content, number)
        if item is None:
            result.broken.append(number)
        elif item.name == "BEGIN":
            component = Component(item.value.strip().upper(), number)
            (open_[-1].children if open_ else result.components).append(component)
            open_.append(component)
            names[component.name] += 1
        elif item.name == "END":
            name = item.value.strip().upper()
            if not names[name]:
                result.stray_ends.append(number)
                continue
            while open_[-1].name != name:
                names[open_.pop().name] -= 1
            open_.pop().closed = True
            names[name] -= 1
        elif open_:
            open_[-1].properties.append(item)
        else:
            result.broken.append(number)
    return result


def parse(content: str, number: int) -> Property | None:
    """One content line, or ``None`` if it is not one."""
    name = _NAME.match(content)
    if name is None:
        return None
    at = name.end()
    params: dict[str, str] = {}
    while param := _PARAM.match(content, at):
        params[param[1].upper()] = param[2].strip('"')
        at = param.end()
    if content[at : at + 1] != ":":
        return None
    return Property(name[0].upper(), params, content[at + 1 :], number)
