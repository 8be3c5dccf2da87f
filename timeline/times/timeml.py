"""The text of a post with its time expressions marked up: inline TIMEX3 after ISO 24617-1 (ISO-TimeML).

A range is a DURATION whose ``beginPoint`` and ``endPoint`` are TIMEX3 of their own that mark no text; what is
counted from the post has ``anchorTimeID="t0"``, the document creation time. What has no TIMEX3 value ("31 февраля")
is written with an unspecified one, ``XXXX-XX-XX``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from xml.sax.saxutils import escape, quoteattr

from timeline.expressions import meaning as say
from timeline.posts import Post, Posted
from timeline.times.resolved import Resolved

UNSPECIFIED = "XXXX-XX-XX"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) allows in no document, however it is escaped."""

_POINTING = (say.Relative, say.Weekday, say.Shift, say.Within, say.Days, say.Now, say.Remaining)
"""Meanings that count from the anchor."""

Attributes = dict[str, str | None]


def annotate(post: Post, resolved: Sequence[Resolved]) -> str:
    """The post as one TimeML document on one line, line breaks of the text as character references.

    ``resolved`` are the expressions of ``post`` in order, not overlapping. Raises nothing.
    """
    parts: list[str] = []
    at = 0
    for tag in _tags(resolved):
        timex = tag.resolved.timex
        parts.append(_escaped(post.text[at : timex.start]))
        parts.append(f"<TIMEX3{_written(tag.attributes)}>{_escaped(timex.text)}</TIMEX3>")
        parts += (f"<TIMEX3{_written(point)}/>" for point in tag.points)
        at = timex.end
    parts.append(_escaped(post.text[at:]))
    head = f"<DOCID>{_escaped(post.id)}</DOCID><DCT>{_creation(post.posted)}</DCT>"
    return f"<TimeML>{head}<TEXT>{''.join(parts)}</TEXT></TimeML>"


def _creation(posted: Posted) -> str:
    """The document creation time: the instant of the post, or what is known of it."""
    known = posted.at or (posted.earliest if posted.earliest == posted.latest else None)
    value = known.isoformat() if known else UNSPECIFIED
    kind = "TIME" if known else "DATE"
    attributes: Attributes = {"tid": "t0", "type": kind, "value": value, "functionInDocument": "CREATION_TIME"}
    shown = value if known else "/".join(f"{end:%Y-%m-%d}" if end else ".." for end in (posted.earliest, posted.latest))
    return f"<TIMEX3{_written(attributes)}>{shown if known or posted.quality == 'bounded' else ''}</TIMEX3>"


class _Tag:
    """A TIMEX3 to be written, with the points that its range begins and ends at."""

    def __init__(self, resolved: Resolved, attributes: Attributes, points: list[Attributes]) -> None:
        self.resolved, self.attributes, self.points = resolved, attributes, points


def _tags(resolved: Sequence[Resolved]) -> Iterator[_Tag]:
    number = 0
    spoken = "t0"
    for one in resolved:
        number += 1
        tid = f"t{number}"
        anchor = _anchor(one, spoken)
        base: Attributes = {"tid": tid, "type": one.timex.type, "value": one.value or UNSPECIFIED, "mod": one.mod}
        if anchor:
            base |= {"temporalFunction": "true", "anchorTimeID": anchor}
        points: list[Attributes] = []
        if isinstance(one.timex.meaning, say.Remaining):
            base |= {"beginPoint": "t0"}
        elif one.timex.type == "SET":
            base |= {"quant": "EVERY"}
        elif "/" in one.value:
            points = _range(one, base, number)
            number += len(points)
        yield _Tag(one, base, points)
        if one.time is not None and one.timex.type in ("DATE", "TIME") and one.dated:
            spoken = (points[0]["tid"] if points else None) or tid


def _range(one: Resolved, base: Attributes, number: int) -> list[Attributes]:
    """Make ``base`` a duration between two points; a side that is open leaves a point with BEFORE or AFTER."""
    first, _, last = one.value.partition("/")
    time = one.time
    if ".." in (first, last) and time is not None:
        if first == ".." and time.until is not None:
            base |= {"value": time.until.date().isoformat(), "mod": "BEFORE"}
        elif time.from_ is not None:
            base |= {"value": (time.from_ - timedelta(days=1)).date().isoformat(), "mod": "AFTER"}
        return []
    if one.mod in ("ON_OR_BEFORE", "BEFORE", "ON_OR_AFTER", "AFTER"):
        base |= {"value": last if one.mod in ("ON_OR_BEFORE", "AFTER") else first}
        return []
    value = _length(time.from_, time.until) if time is not None else None
    points: list[Attributes] = [
        {"tid": f"t{number + n}", "type": "TIME" if "T" in point else "DATE", "value": point}
        for n, point in enumerate((first, last), 1)
    ]
    base |= {"type": "DURATION", "value": value or UNSPECIFIED}
    base |= {"beginPoint": points[0]["tid"], "endPoint": points[1]["tid"]}
    return points


def _length(start: datetime | None, until: datetime | None) -> str | None:
    """How long it is from one local time to another: in months where both begin one, in days, else in minutes."""
    if start is None or until is None:
        return None
    first, last = start.replace(tzinfo=None), until.replace(tzinfo=None)
    whole = (first.hour, first.minute, first.second, last.hour, last.minute, last.second) == (0,) * 6
    months = (last.year - first.year) * 12 + last.month - first.month
    if whole and first.day == last.day == 1 and months > 0:
        return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"
    if whole:
        return f"P{(last - first).days}D"
    hours, minutes = divmod(int((last - first).total_seconds()) // 60, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")


def _anchor(one: Resolved, spoken: str) -> str | None:
    """Which TIMEX3 an expression counts from: the post, or the date spoken of last; ``None`` for an absolute one."""
    said = list(_within(one.timex.meaning))
    if any(isinstance(part, say.Same) for part in said) or ("day" in one.implied and one.time is not None):
        return spoken
    if any(isinstance(part, _POINTING) for part in said) or {"year", "week", "month"} & set(one.implied):
        return "t0"
    return None


def _within(meaning: object) -> Iterator[object]:
    """A meaning and every meaning within it."""
    yield meaning
    if is_dataclass(meaning):
        for field in fields(meaning):
            value = getattr(meaning, field.name)
            if is_dataclass(value):
                yield from _within(value)


def _written(attributes: Attributes) -> str:
    return "".join(
        f" {name}={_referred(quoteattr(_FORBIDDEN.sub('', value)))}" for name, value in attributes.items() if value
    )


def _escaped(text: str) -> str:
    """Text of a document: what XML allows in none is U+FFFD."""
    return _referred(escape(_FORBIDDEN.sub("\ufffd", text)))


def _referred(markup: str) -> str:
    """Line breaks and all else that is not printed as character references: one line, which commands no terminal."""
    if markup.isprintable():
        return markup
    return "".join(letter if letter.isprintable() else f"&#{ord(letter)};" for letter in markup)
