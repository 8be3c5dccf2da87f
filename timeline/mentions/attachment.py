"""Which event a date belongs to: every candidate of its sentence scored by what lies between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.mentions.candidates import Candidate
    from timeline.mentions.dates import When
    from timeline.mentions.page import Page
    from timeline.mentions.sentences import Sentence

THRESHOLD = 1.5
"""Below it no event is named: a wrong entry is worse than a missing one."""

_DASH = re.compile(r"\s*[–—−-]\s*$")
_COLON = re.compile(r"\s*:\s*$")
_OPEN = re.compile(r"\s*\(\s*(?:\w{1,12}[,:]?\s+)?$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A date with the event it is said of, how sure that is (``score``) and why."""

    when: When
    candidate: Candidate
    score: float
    reasons: tuple[str, ...]


def attach(when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """The best candidate of the sentence for a date; ``None`` if the sentence has none at all."""
    options = [score(when, candidate, sentence, page) for candidate in page.candidates(sentence)]
    return max(options, key=lambda option: (option.score, -option.candidate.left), default=None)


def score(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> Attachment:
    """How well a date and an event of one sentence go together."""
    lexicon = page.lexicon(sentence)
    points = candidate.frame.weight
    reasons = [f"{candidate.frame.name} ({candidate.frame.form})"]

    def count(value: float, reason: str) -> None:
        nonlocal points
        points += value
        reasons.append(f"{reason} {value:+.1f}")

    before = candidate.end <= when.start
    low, high = (candidate.end, when.start) if before else (when.end, candidate.start)
    between = page.text[low:high] if low < high else ""
    if low >= high:
        count(1.0, "inside its words")
    distance = len(_WORD.findall(between))
    if distance:
        count(-0.12 * min(distance, 15), "distance")
    elif _DASH.fullmatch(between):
        count(2.0, "dash")
    elif _COLON.fullmatch(between):
        count(1.5, "colon")
    elif before and _OPEN.fullmatch(between):
        count(1.5, "in brackets")
    else:
        count(0.8, "side by side")
    if distance and re.search(r"\s[–—-]\s*$" if before else r"^\s*[–—-]\s", between):
        count(1.0, "dash by the date")
    for boundary in re.finditer(r",(?:\s+(\w+))?", between):
        joins = boundary[1] and boundary[1].lower() in (
            "а",
            "но",
            "что",
            "который",
            "которая",
            "которое",
            "которые",
            "если",
            "і",
            "але",
        )
        count(-0.9 if joins else -0.5, "comma")
    if ";" in between:
        count(-2.5, "semicolon")
    others = [w for w in page.dates_in(sentence) if w is not when and w.dated and low <= w.start < high]
    for other in others:
        gap = page.text[other.end : when.start] if before else page.text[when.end : other.start]
        linked = (
            lexicon.cue("start", gap.lower()) or lexicon.cue("end", gap.lower()) or lexicon.cue("span", gap.lower())
        )
        count(-0.4 if linked and before else -2.0, "another date between")
    if governed := _beside(candidate, lexicon.plain.get("beside", frozenset())):
        count(-3.0, f"after {governed!r}")
    if candidate.frame.form == "noun" and not others and ";" not in between:
        if any(lexicon.cue(phase, between.lower()) for phase in ("start", "end", "span", "at")):
            count(1.2, "verb between")
        elif candidate.phrase is not None and candidate.phrase.case == "nomn":
            count(0.5, "nominative")
    if sentence.low[: candidate.start - sentence.start].endswith("не ") or _negated(candidate, sentence):
        count(-3.0, "negated")
    return Attachment(when, candidate, points, tuple(reasons))


def _beside(candidate: Candidate, prepositions: frozenset[str]) -> str:
    """The preposition that only places something else beside the event ("после выборов")."""
    if candidate.frame.form != "noun" or not candidate.governor:
        return ""
    whole = candidate.governor
    if whole in prepositions:
        return whole
    last = whole.rpartition(" ")[2]
    return last if last in prepositions else ""


def _negated(candidate: Candidate, sentence: Sentence) -> bool:
    if candidate.frame.form != "verb":
        return False
    first = candidate.words[candidate.left]
    return (
        sentence.low[: first.start - sentence.start].rstrip().endswith((" не", "нельзя"))
        or sentence.low.startswith("не ")
        and candidate.left == 1
    )
