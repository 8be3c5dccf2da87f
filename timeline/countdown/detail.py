"""Everything about one event: its dates, every sentence that it is known from, and what changed."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from timeline.countdown import dates, formats, wording
from timeline.countdown.chain import chain
from timeline.countdown.width import cells, clean, wrap
from timeline.countdown.wording import marked_title, style

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from timeline.countdown.left import Row
    from timeline.countdown.screen import Look
    from timeline.events import Change, Event, Evidence, When

OPEN, CLOSE = "⟦", "⟧"
"""Around the words of a quote that are its date, where there is no colour."""
QUOTE = 12
"""Lines of one quote; a longer one is cut."""


def detail(event: Event, row: Row, look: Look, zone: tzinfo) -> list[str]:
    """The whole page of one event. Times of posts are shown in ``zone``."""
    lines = [look.paint("head", line) for line in _wrapped(marked_title(row, look.words), look, 0)]
    lines += _fields(_facts(event, row, look), look)
    lines += ["", look.paint("head", look.words.say("evidence").upper())]
    if not event.evidence:
        lines += _wrapped(look.words.say("no_evidence"), look, 2)
    for n, proof in enumerate(event.evidence):
        lines += ([""] if n else []) + _proof(proof, look, zone)
    if event.history:
        lines += ["", look.paint("head", look.words.say("history").upper())]
        days = {proof.post_key: _one_day(proof, look, zone) for proof in event.evidence}
        for change in event.history:
            when = _moment(change.posted, look, zone) or days.get((change.channel or "", change.post or ""), "")
            lines += _wrapped(_change(change, when, look), look, 2)
        bars = chain(event.history, look.width or 0)
        lines += [""] if bars else []
        for bar, change in bars:
            lines.append(look.paint("faint", f"  {bar}  {clean(change.new or '')}"))
    if event.notes:
        lines += ["", look.paint("head", look.words.say("notes").upper())]
        for note in event.notes:
            lines += _wrapped(clean(note), look, 2)
    return lines


def _facts(event: Event, row: Row, look: Look) -> list[tuple[str, str, str]]:
    """What is known, as name, text and style."""
    words = look.words
    hours = dates.hours(row, words, look.reader)
    day = dates.when(row, words)
    when = " · ".join([f"{day}, {hours}" if hours else day, *wording.notes(row, words)])
    law = clean(event.law or "")
    over = "past" if row.state == "past" and row.exact else "left_head"
    facts = [
        ("dates", when, ""),
        (over, "" if event.status == "cancelled" else wording.left(row, words), style(row)),
        ("status", words.say(event.status), "cancelled" if event.status == "cancelled" else ""),
        ("kind", words.kinds.get(event.kind, (event.kind,))[0], ""),
        ("place", clean(event.place or ""), ""),
        ("law", law, ""),
    ]
    if event.likely is not None:
        facts.append(("likely", _likely(event.likely, row, look), "uncertain"))
    names = dict.fromkeys(map(clean, (event.title, *(text for _, text in event.titles))))
    others = [name for name in names if name != wording.title(row, words)]
    facts.append(("also_called", "; ".join(others), ""))
    named = [(words.say(name), text, shade) for name, text, shade in facts if text]
    return [*named, ("EDTF", formats.edtf(event.when), "faint"), ("id", clean(event.id), "faint")]


def _likely(likely: When, row: Row, look: Look) -> str:
    """What a reader would infer besides what is stated."""
    shown = copy(row)
    shown.when = likely
    return dates.when(shown, look.words)


def _fields(facts: list[tuple[str, str, str]], look: Look) -> list[str]:
    wide = max(cells(name) for name, _, _ in facts)
    lines = []
    for name, text, shade in facts:
        room = look.width - wide - 4 if look.width else 0
        parts = wrap(text, max(room, 10)) if look.width else [text]
        head = look.paint("faint", name) + " " * (wide - cells(name))
        lines.append(f"  {head}  {look.paint(shade, parts[0])}".rstrip())
        lines += [f"  {' ' * wide}  {look.paint(shade, part)}" for part in parts[1:]]
    return lines


def _proof(proof: Evidence, look: Look, zone: tzinfo) -> list[str]:
    """One sentence of one post: when and where it was said, the sentence, what was read from it and why."""
    words = look.words
    said = [
        _moment(proof.posted, look, zone) or _one_day(proof, look, zone) or _posted(proof, look),
        f"{clean(proof.channel)}/{clean(proof.post)}",
    ]
    if not proof.dates:
        said.append(words.say("names_only"))
    elif not proof.agrees:
        said.append(words.say("disagrees"))
    lines = [look.paint("faint", line) for line in _wrapped(" · ".join(said), look, 2)]
    lines += [_marked(line, look) for line in _quoted(proof, look)]
    role = words.roles.get(proof.role, proof.role)
    read = f"{role}: {clean(proof.says)}" if proof.says else role
    reasons = ", ".join(clean(reason) for reason in proof.reasons)
    lines += [
        look.paint("faint", line) for line in _wrapped(f"→ {read}" + (f" ({reasons})" if reasons else ""), look, 4)
    ]
    for sentence in proof.placed:
        lines += [look.paint("faint", line) for line in _wrapped(f"· {clean(sentence)}", look, 4)]
    if proof.url:
        lines += [look.paint("faint", f"    {clean(proof.url)}")]
    return lines


def _one_day(proof: Evidence, look: Look, zone: tzinfo) -> str:
    """The day of a post of which no more is known, empty where it is not one day."""
    day = proof.day(zone)
    return look.words.day(day, day, weekday=True, year=True) if day is not None else ""


def _posted(proof: Evidence, look: Look) -> str:
    """When an undated post was posted, as far as that is known; what is only likely besides."""
    words = look.words
    if proof.within is None and proof.likely is None:
        return words.say("posted_unknown")
    said = (
        words.say("posted_within", days=_between(proof.within, look)) if proof.within else words.say("posted_unknown")
    )
    if proof.likely is not None and proof.likely != proof.within:
        low, high = proof.likely
        if proof.within is not None:  # only the side that it narrows
            low, high = (None if new == old else new for new, old in zip(proof.likely, proof.within, strict=True))
        said += f" ({words.say('posted_likely', days=_between((low, high), look))})"
    return said


def _between(days: tuple[date | None, date | None] | None, look: Look) -> str:
    """ "Не раньше 26 ноя 2023 и не позже 24 фев 2024", or the one day."""
    low, high = days or (None, None)
    first, last = (day and look.words.day(day, day, year=True) for day in (low, high))
    if first and first == last:
        return first
    if first and last:
        return look.words.say("day_between", a=first, b=last)
    return look.words.say("day_from", a=first) if first else look.words.say("day_to", b=last)


def _quoted(proof: Evidence, look: Look) -> list[str]:
    """The sentence in quotation marks, its dates between ``OPEN`` and ``CLOSE``."""
    text = proof.quote.replace(OPEN, "[").replace(CLOSE, "]")
    for start, end in sorted(proof.marks, reverse=True):
        if 0 <= start < end <= len(text):
            text = text[:start] + OPEN + text[start:end] + CLOSE + text[end:]
    lines = wrap(f"«{clean(text)}»", max(look.width - 4, 10), most=QUOTE) if look.width else [f"«{clean(text)}»"]
    inside = False
    whole = []
    for line in lines:  # a date that goes over the end of a line is marked on both
        shown = (OPEN if inside else "") + line
        inside = shown.count(OPEN) > shown.count(CLOSE)
        whole.append("    " + shown + (CLOSE if inside else ""))
    return whole


def _marked(line: str, look: Look) -> str:
    """Colour in place of the marks."""
    if not look.paint.on:
        return line
    before, *rest = line.split(OPEN)
    return before + "".join(
        look.paint("mark", text) + after for text, _, after in (piece.partition(CLOSE) for piece in rest)
    )


def _change(change: Change, when: str, look: Look) -> str:
    moved = " → ".join(clean(side) for side in (change.old, change.new) if side)
    post = f"{clean(change.channel or '')}/{clean(change.post)}" if change.post else ""
    said = f"{look.words.say(change.what)}{': ' if moved else ''}{moved}"
    return " · ".join(part for part in (when, said, post, clean(change.reason)) if part)


def _moment(at: datetime | None, look: Look, zone: tzinfo) -> str:
    if at is None:
        return ""
    local = at.astimezone(zone)
    return f"{look.words.day(local.date(), local.date(), weekday=True, year=True)}, {local:%H:%M}"


def _wrapped(text: str, look: Look, indent: int) -> list[str]:
    lines = wrap(text, max(look.width - indent, 10)) if look.width else [text]
    return [" " * indent + line for line in lines]


def detail_record(event: Event, row: Row, look: Look) -> dict[str, Any]:
    """The same for ``--json``: the fields of a view, and the evidence and history behind them."""
    return {
        **formats.record(row, look.words),
        "law": event.law,
        "notes": list(event.notes),
        "evidence": [
            {
                "channel": one.channel,
                "post": one.post,
                "url": one.url,
                "posted": None if one.posted is None else one.posted.isoformat(),
                "within": _days(one.within),
                "likely": _days(one.likely),
                "placed": list(one.placed),
                "quote": one.quote,
                "marks": [list(mark) for mark in one.marks],
                "role": one.role,
                "says": one.says,
                "dates": one.dates,
                "agrees": one.agrees,
                "reasons": list(one.reasons),
            }
            for one in event.evidence
        ],
        "history": [
            {
                "what": one.what,
                "old": one.old,
                "new": one.new,
                "channel": one.channel,
                "post": one.post,
                "posted": None if one.posted is None else one.posted.isoformat(),
                "reason": one.reason,
            }
            for one in event.history
        ],
    }


def _days(days: tuple[date | None, date | None] | None) -> list[str | None] | None:
    return None if days is None else [None if day is None else day.isoformat() for day in days]
