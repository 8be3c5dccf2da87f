"""Applying what people corrected: taken as said, put together, taken apart, set, or kept out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from timeline.events.bounds import Bounds, edtf
from timeline.events.event import Change, Event, When
from timeline.events.history import DEADLINES
from timeline.events.identity import EvidenceKey, key_of, keys
from timeline.events.merging import Merged
from timeline.events.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.events.correction import Correction
    from timeline.mentions import Mention

Members = tuple[Statement, ...]


def accepted(mentions: Iterable[Mention], corrections: Iterable[Correction]) -> list[Mention]:
    """The mentions, with those that a person accepted taken as said, under the title and kind they gave."""
    wanted = _in_order(corrections, "accept")
    return [_accept(mention, wanted) for mention in mentions] if wanted else list(mentions)


def _accept(mention: Mention, wanted: Iterable[Correction]) -> Mention:
    key = key_of(mention)
    for c in wanted:
        if key in c.evidence and c.title in (None, mention.title) and _may_be_on(mention, c.day):
            title, kind = c.new_title or mention.title, c.new_kind or mention.kind
            mention = replace(mention, title=title, kind=kind, refused=None, recap=False)
    return mention


def _may_be_on(mention: Mention, day: date | None) -> bool:
    if day is None or mention.time is None:
        return True
    first, after = mention.time.from_, mention.time.until
    return (first is None or first.date() <= day) and (after is None or day <= after.date())


def regrouped(merged: Merged, corrections: Iterable[Correction]) -> Merged:
    """The events with ``merge`` and ``split`` applied, in the order they were made."""
    groups = list(merged.events)
    for correction in _in_order(corrections, "merge", "split"):
        here = _find(groups, correction.evidence, correction.title, correction.day)
        if here is None:
            continue
        if correction.action == "split":
            out = tuple(s for s in groups[here] if key_of(s.mention) in correction.others and _meant(s, correction))
            if out and len(out) < len(groups[here]):
                taken = {id(s) for s in out}
                groups[here] = tuple(s for s in groups[here] if id(s) not in taken)
                groups.append(out)
            continue
        there = _find(groups, correction.others, correction.other_title, correction.other_day)
        if there is not None and there != here:
            joined = sorted((*groups[here], *groups[there]), key=lambda s: s.said)
            groups[here] = tuple(joined)
            del groups[there]
    return Merged(tuple(groups), merged.left)


def edited(events: Iterable[Event], corrections: Iterable[Correction]) -> tuple[list[Event], list[Correction]]:
    """The events with ``edit`` applied, in the order the edits were made, and the corrections left to apply:
    those that found no event, and all that hide."""
    out, left = list(events), []
    for correction in _in_order(corrections, "edit", "hide"):
        here = _find_event(out, correction) if correction.action == "edit" else None
        if here is None:
            left.append(correction)
        else:
            out[here] = _edit(out[here], correction)
    return out, left


def hidden(events: Iterable[Event], corrections: Iterable[Correction]) -> list[Event]:
    """The events without those that ``hide`` keeps out of the table."""
    out = list(events)
    for correction in _in_order(corrections, "hide"):
        here = _find_event(out, correction)
        if here is not None:
            del out[here]
    return out


def _in_order(corrections: Iterable[Correction], *actions: str) -> list[Correction]:
    return sorted((c for c in corrections if c.action in actions), key=lambda c: (c.made, c.id))


def _edit(event: Event, correction: Correction) -> Event:
    when = _when(event, correction)
    title = correction.new_title or event.title
    changed = replace(
        event,
        title=title,
        titles=() if correction.new_title else event.titles,
        kind=correction.new_kind or event.kind,
        place=correction.new_place or event.place,
        status=correction.new_status or event.status,
        when=when,
        likely=None if correction.new_start or correction.new_end else event.likely,
    )
    old, new = next(((was, now) for was, now in zip(_told(event), _told(changed), strict=True) if was != now), ("", ""))
    step = Change(
        what="corrected",
        old=old or None,
        new=new or None,
        channel=None,
        post=None,
        posted=correction.made,
        reason=correction.reason,
    )
    return replace(changed, history=(*event.history, step))


def _told(event: Event) -> tuple[str, ...]:
    """What an edit can set, as a history tells it: the days first, since they matter most."""
    when = event.when
    clock = ", ".join(map("–".join, when.hours)) or "–".join(time for time in (when.clock, when.clock_end) if time)
    return edtf(when), clock, event.status, event.title, event.place or "", event.kind


def _when(event: Event, correction: Correction) -> When:
    """One day stays one day: a new first day alone is the new last day too, unless the event is known to last."""
    when = event.when
    bounds = Bounds.of(when)
    if correction.new_start is not None:
        kind = correction.new_kind or event.kind
        lasts = when.start != when.end_latest if when.start is not None else kind in {*DEADLINES, "observation"}
        kept = when.end_latest if lasts and when.end_latest and when.end_latest >= correction.new_start else None
        bounds = Bounds.days(correction.new_start, correction.new_end or kept or correction.new_start)
    elif correction.new_end is not None:
        if when.start is not None and when.start <= correction.new_end and when.start != when.end_latest:
            bounds = Bounds.days(when.start, correction.new_end)
        else:
            bounds = Bounds(None, None, None, correction.new_end)
    begins, ends = correction.new_clock, correction.new_clock_end
    if when.hours:  # it opens and closes
        hours = [*when.hours]
        hours[0] = begins or hours[0][0], hours[0][1]
        hours[-1] = hours[-1][0], ends or hours[-1][1]
        return When(*bounds, clock=when.clock, clock_end=when.clock_end, hours=tuple(hours))
    return When(*bounds, clock=begins or when.clock, clock_end=ends or when.clock_end)


def _meant(statement: Statement, correction: Correction) -> bool:
    """Whether a statement of the right post is the one to be split off, where title or day say more."""
    if correction.other_title is not None and statement.mention.title != correction.other_title:
        return False
    return correction.other_day is None or statement.bounds is None or _on(statement.bounds, correction.other_day)


def _find(groups: Sequence[Members], wanted: Sequence[EvidenceKey], title: str | None, day: date | None) -> int | None:
    """The event that most of the evidence points to; title and day tell events of the same posts apart."""
    keys = frozenset(wanted)
    ranked = []
    for index, members in enumerate(groups):
        shared = len({key_of(s.mention) for s in members} & keys)
        if shared:
            same_title = any(s.mention.title == title for s in members)
            same_day = day is not None and any(s.bounds is not None and _on(s.bounds, day) for s in members)
            ranked.append((shared, same_title + same_day, -index))
    return -max(ranked)[2] if ranked else None


def _find_event(events: Sequence[Event], correction: Correction) -> int | None:
    wanted = frozenset(correction.evidence)
    ranked = []
    for index, event in enumerate(events):
        shared = len(wanted & frozenset(keys(event)))
        if shared:
            same_day = correction.day is not None and _on(Bounds.of(event.when), correction.day)
            same = (event.title == correction.title) + same_day
            ranked.append((shared, same, -index))
    return -max(ranked)[2] if ranked else None


def _on(bounds: Bounds, day: date) -> bool:
    low, high = bounds.low, bounds.high
    return low is not None and high is not None and low <= day <= high
