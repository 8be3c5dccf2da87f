"""What an entry says: its title, and in its description what, how certain, the quote, the post, the law."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from timeline.events.bounds import edtf
from timeline.feed.content import clean, line, shorten, web_address
from timeline.feed.placing import DAY, first_day

if TYPE_CHECKING:
    from datetime import tzinfo

    from timeline.events import Event, Evidence
    from timeline.feed.phrases import Phrases
    from timeline.feed.placing import Place

LONGEST_QUOTE = 400
_NEVER = "9999"


def bare_title(event: Event, say: Phrases) -> str:
    """The event's own title in the language of ``say``, or as its calendar calls it."""
    return line(dict(event.titles).get(say.lang) or event.title) or say.say(f"kind.{event.kind}")


def title(event: Event, place: Place, say: Phrases) -> str:
    """The title of the entry, with the marks that tell how to take it."""
    text = bare_title(event, say)
    if place.form in ("last", "first"):
        if not _begins_a_word(text, say.lists[f"title.says_{place.form}"]):
            text = say.say(f"title.{place.form}", title=text)
    elif place.form in ("window", "by", "from"):
        text = say.say(f"title.{place.form}", title=text)
    if event.status == "cancelled":
        return say.say("title.cancelled", title=text)
    if event.conditional:
        return say.say("title.conditional", title=text)
    if event.status == "tentative" and place.exact:
        return say.say("title.tentative", title=text)
    return text


def description(event: Event, place: Place, say: Phrases, zone: tzinfo) -> str:
    """Plain text: what, when and how certain, the quote, the post's link, the law, and that it is unofficial."""
    told = when(event, place, say)
    if place.form in ("days", "clock"):
        told[0] = say.say("when.lead", text=told[0])
    parts = [bare_title(event, say), "\n".join([*told, certainty(event, say)])]
    if any(step.what == "corrected" for step in event.history):
        parts[-1] += " " + say.say("certainty.corrected")
    parts += [_quote(source, say, zone) for source in basis(event)]
    if event.law:
        parts.append(say.say("source.law", law=line(event.law)))
    parts.append(say.say("source.unofficial"))
    return "\n\n".join(parts)


def when(event: Event, place: Place, say: Phrases) -> list[str]:
    """Sentences that say when it is, and what is not known of it."""
    known = event.when
    if place.form == "clock":
        key = "when.clock_range" if known.clock_end else "when.clock"
        sentences = [
            say.say(key, days=say.day(first_day(place), weekday=True), clock=known.clock, clock_end=known.clock_end)
        ]
        return [*sentences, say.say("when.no_end")] if place.open_ended else sentences
    first, last = first_day(place), place.end - DAY
    if place.form == "days":
        sentences = [say.say("when.days", days=say.days(first, last))]
    elif place.form == "window":
        key = "when.window" if known.end_earliest in (None, known.start_earliest) else "when.window_span"
        sentences = [say.say(key, days=say.days(first, last))]
    elif place.form == "by" and known.start_earliest:
        sentences = [say.say("when.between", first=say.day(known.start_earliest), last=say.day(last))]
    else:
        sentences = [say.say(f"when.{place.form}", day=say.day(first, weekday=True))]
    if hours := hours_text(event):
        sentences.append(say.say("when.hours_each" if last > first else "when.hours", hours=hours))
    elif known.clock_end:
        sentences.append(say.say("when.until_clock", clock_end=known.clock_end))
    elif known.clock:
        sentences.append(say.say("when.from_clock", clock=known.clock))
    if event.likely and event.likely.start_earliest and event.likely.end_latest and not place.exact:
        sentences.append(say.say("when.likely", days=say.days(event.likely.start_earliest, event.likely.end_latest)))
    return sentences


def hours_text(event: Event) -> str:
    """The hours that hold on each of its days: "12:00–19:00"."""
    known = event.when
    hours = known.hours or (((known.clock, known.clock_end),) if known.clock and known.clock_end else ())
    return ", ".join(f"{start}–{end}" for start, end in hours)


def certainty(event: Event, say: Phrases) -> str:
    """One or two sentences: whether it takes place."""
    if event.status == "cancelled":
        key = "cancelled"
    elif event.conditional:
        key = "conditional"
    elif event.status == "confirmed":
        key = "confirmed"
    else:
        key = "lawful" if event.law and not event.posts else "tentative"
    sentences = [say.say(f"certainty.{key}")]
    if event.foreign:
        sentences.append(say.say("certainty.foreign"))
    return " ".join(sentences)


def basis(event: Event) -> list[Evidence]:
    """The sentences the entry rests on, oldest first, which later ones that only agree never displace.

    For a cancelled event the one that calls it off; for a moved one the one that moved it last; else the
    first that gives the days as they are shown. Where no sentence gives them all, the first that dates it
    and the one that told the rest.
    """
    agreeing = [item for item in event.evidence if item.agrees] or list(event.evidence)
    if event.status == "cancelled":
        agreeing = [item for item in agreeing if item.role == "cancelled"] or agreeing
    elif moved := [item for item in agreeing if item.role == "moved-to" and item.dates]:
        return [max(moved, key=order)]
    dating = [item for item in agreeing if item.dates] or agreeing
    if not dating:
        return []
    first = min(dating, key=order)
    shown = edtf(event.when)
    told = next((step for step in reversed(event.history) if step.post and step.new == shown), None)
    of_step = [item for item in dating if told is not None and item.post_key == (told.channel, told.post)]
    last = min(of_step, key=order, default=first)
    return [last] if last is first or last.says == shown else [first, last]


def order(item: Evidence) -> tuple[str, str, int, str, int]:
    """Oldest first; what has no time comes last."""
    posted = item.posted.astimezone(UTC).isoformat() if item.posted else _NEVER
    number = int(item.post) if item.post.isdecimal() else 0
    return posted, item.channel, number, item.post, item.start


def _quote(source: Evidence, say: Phrases, zone: tzinfo) -> str:
    text = shorten(" ".join(clean(source.quote).split()), LONGEST_QUOTE)
    if source.posted:
        said = say.say("source.quote_posted", quote=text, day=say.day(source.posted.astimezone(zone).date()))
    else:
        said = say.say("source.quote", quote=text)
    url = web_address(source.url)
    return f"{said}\n{say.say('source.post', url=url)}" if url else said


def _begins_a_word(text: str, stems: tuple[str, ...]) -> bool:
    return re.search(rf"\b(?:{'|'.join(map(re.escape, stems))})", text, re.IGNORECASE) is not None
