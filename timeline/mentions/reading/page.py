"""A post laid out for naming: its sentences, words, dates and candidates, each found once and on demand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from timeline.languages.stretches import stretch_at, stretches
from timeline.languages.text import any_of
from timeline.mentions.grammar import Grammar, grammar
from timeline.mentions.reading.beside import vote_beside
from timeline.mentions.reading.candidates import Candidate, candidates, names_one, outer, set_aside
from timeline.mentions.reading.speech import said_then
from timeline.mentions.reading.themselves import own
from timeline.mentions.text.clock import clock_in
from timeline.mentions.text.dates import ENTRY, When
from timeline.mentions.text.sentences import Sentence, Word, sentences, words
from timeline.mentions.vocabulary.country import country_lexicon
from timeline.mentions.vocabulary.lexicon import ELECTED, FRAMES, NAMED, Body, EventLexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from timeline.calendars import Calendar
    from timeline.mentions.vocabulary.index import Families, Hearing, Index
    from timeline.posts import Post
    from timeline.times import Resolved

_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(slots=True)
class Page:
    """One post. ``today`` is the local day it was posted, ``None`` if that is not known; ``earliest`` and
    ``latest`` are the local days it can have been posted on, ``None`` where open."""

    text: str
    lang: str
    calendar: Calendar
    today: date | None
    sentences: list[Sentence]
    dates: list[When]
    earliest: date | None = None
    latest: date | None = None
    _lexicons: dict[str, EventLexicon] = field(default_factory=dict)
    _heard: dict[int, Hearing[Any]] = field(default_factory=dict)
    _told: dict[str, list[int]] = field(default_factory=dict)
    _possible: list[tuple[Index[Any], int]] = field(default_factory=list)
    _dates: dict[int, list[When]] = field(default_factory=dict)
    _words: dict[int, list[Word]] = field(default_factory=dict)
    _barred: dict[int, set[int]] = field(default_factory=dict)
    _aside: dict[int, int] = field(default_factory=dict)
    _candidates: dict[int, list[Candidate]] = field(default_factory=dict)
    _votes: dict[int, Candidate | None] = field(default_factory=dict)
    _only: tuple[tuple[int, Body], ...] | None = None
    _single: str | None = None
    _says: dict[str, bool] = field(default_factory=dict)
    _clauses: dict[tuple[int, int, int], tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, post: Post, resolved: Sequence[Resolved], found: list[When], lang: str, calendar: Calendar) -> Page:
        """A post with its expressions and the dates that they were gathered into."""
        text, posted, zone = post.text, post.posted, calendar.zone
        spans = [(one.timex.start, one.timex.end) for one in resolved]
        earliest, latest = posted.days(zone)
        today = earliest if earliest == latest else None
        page = cls(text, lang, calendar, today, [], [], earliest, latest)
        page.sentences = sentences(text, spans, lang, lambda low, code: names_one(low, page.lexicon_of(code)))
        if page.hears(_ANCHORS):
            for when in found:
                page.dates.append(page.anchored(when))
        else:
            page.dates = found
        if (clock := clock_in(text)) is not None and (clocks := list(page.bare_clocks(clock.start()))):
            page.dates = sorted([*page.dates, *clocks], key=lambda when: when.start)
        page._dates.clear()
        said_then(page)
        page._dates.clear()
        return page

    def bare_clocks(self, first: int) -> Iterator[When]:
        """Clock times that only their place gives away: behind "начало –", last in the line of a dated occasion, or
        first in a line below a day. The mark of the ``first`` digits that may be one stands there."""
        for found in _BARE_CLOCK.finditer(self.text, max(0, first - 2)):
            start, end = found.span()
            sentence = self.sentence_at(start)
            if sentence is None or any(when.start < end and start < when.end for when in self.dates):
                continue
            lexicon, left = self.lexicon(sentence), sentence.low[: start - sentence.start]
            label = lexicon.cue("clock-label", left)
            labelled = label is not None and not left[label.end() :].strip(" –—:-")
            listed = left.rstrip().endswith(",") and not self.text[end : sentence.end].strip(" .;)")
            alone = left.endswith("(") and self.text[end : end + 1] == ")"
            dated = any(when.dated and when.end <= start for when in self.dates_in(sentence))
            opens = sentence.first and not left.strip(" *_") and self._of_a_day_above(found)
            if labelled or opens or ((listed or alone) and dated and not lexicon.cue("statistics", sentence.low)):
                clock = f"{int(found[1]):02}:{found[2]}"
                yield When((), start, end, "clock", clock=clock)

    def _of_a_day_above(self, clock: re.Match[str]) -> bool:
        """Whether what opens a line, or is all of it, is the hour of an entry below a day ("28 мая / 11.00 Сбор")."""
        entry = ENTRY.match(self.text, clock.end()) is not None or self.text[clock.end() : clock.end() + 1] in "\n"
        hour = int(clock[1]) >= _EARLIEST and int(clock[2]) % 5 == 0 and entry
        return hour and any(when.shape == "day" and when.end <= clock.start() for when in self.dates)

    @property
    def zone(self) -> ZoneInfo:
        """That of the local days."""
        return self.calendar.zone

    def ahead(self, when: When) -> bool:
        """Whether a date certainly lies after the post."""
        return self.latest is not None and when.first is not None and when.first > self.latest

    def behind(self, when: When) -> bool:
        """Whether a date certainly lies before the post."""
        return self.earliest is not None and when.last is not None and when.last < self.earliest

    def anchored(self, when: When) -> When:
        """A date as its sentence reads it: "последний день" is none, "за 10 дней до этого" counts back."""
        sentence = self.sentence_at(when.start)
        if sentence is None:
            return when
        lexicon = self.lexicon(sentence)
        if not self.heard(sentence).any_of(_ANCHORS):
            return when
        low = self.text[when.start : when.end].lower()
        if _said_of_a_change(when, sentence, lexicon):
            return replace(when, shape="none")
        if (found := lexicon.cue("last-day", low)) is not None and found.end() == len(low):
            return replace(when, shape="none")
        before = sentence.low[: when.start - sentence.start].rstrip()
        spaced = when.shape == "span" and _JOINED_DAYS.match(low) is None  # "вместо 9–10 января" leaves both
        if spaced and when.last is not None and lexicon.cue("instead", before[-8:]):
            return replace(when, shape="day", first=when.last, left=when.first)
        if when.shape == "offset" and when.offset is not None and lexicon.cue("working-days", low):
            when = replace(when, offset=(when.offset[0], "working day"))
        if when.shape == "offset" and when.offset is not None and when.offset[1] in ("day", "week"):
            following = sentence.low[when.end - sentence.start :]
            said = (low + following) if lexicon.cue("before-that", low) else following.lstrip()[:20]
            earlier = [w for w in self.dates if w.dated and w.end <= when.start and w.first is not None]
            if earlier and lexicon.cue("before-that", said):
                base = earlier[-1].first
                assert base is not None
                return _counted(when, base)
            after = lexicon.cue("after-that", following.lstrip()[:20])
            if after is not None and after.start() == 0 and earlier and earlier[-1].last is not None:
                return _counted(when, earlier[-1].last)
        return when

    def lexicon(self, sentence: Sentence) -> EventLexicon:
        """The event words of the language of a sentence."""
        return self._lexicons.get(sentence.lang) or self.lexicon_of(sentence.lang)

    def lexicon_of(self, lang: str) -> EventLexicon:
        """The event words of a language, those of the calendar's country among them."""
        found = self._lexicons.get(lang)
        if found is None:
            found = self._lexicons[lang] = country_lexicon(lang, self.calendar.words, self.calendar.bodies)
        return found

    def told(self, lang: str) -> list[int]:
        """What each stretch of the post has told of the patterns of a language."""
        found = self._told.get(lang)
        if found is None:
            index = self.lexicon_of(lang).index
            found = self._told[lang] = list(map(index.told.__getitem__, stretches(self.text)))
        return found

    def heard(self, sentence: Sentence) -> Hearing[Any]:
        """The cues that a sentence has words of; what is not among them is in no part of it."""
        found = self._heard.get(sentence.index)
        if found is None:
            index, text, start, end = self.lexicon(sentence).index, self.text, sentence.start, sentence.end
            if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum() or "\n" in sentence.text:
                found = index.heard[sentence.low]  # cut within a word, or of two lines
            else:
                first, begins = stretch_at(text, start)
                last = first + text.count(" ", start, end) + 1
                told = self.told(sentence.lang)[first:last]
                found = index.heard_in(sentence.low, stretches(text)[first:last], told, begins - start)
            self._heard[sentence.index] = found
        return found

    def hears(self, families: Families) -> bool:
        """Whether the post has words that any of these cues needs, in any language of its sentences."""
        if not self._possible:
            for lang in {sentence.lang for sentence in self.sentences}:
                index = self.lexicon_of(lang).index
                self._possible.append((index, index.possible(self.told(lang))))
        return any(possible & index.family[families] for index, possible in self._possible)

    def grammar(self, sentence: Sentence) -> Grammar:
        """The grammar of the language of a sentence."""
        return grammar(sentence.lang)

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence that a code point of the post stands in; ``None`` between two."""
        at = bisect_right(self.sentences, place, key=_END)
        found = self.sentences[at] if at < len(self.sentences) else None
        return found if found is not None and found.start <= place else None

    def dates_in(self, sentence: Sentence) -> list[When]:
        """The dates that begin in a sentence, in order."""
        found = self._dates.get(sentence.index)
        if found is None:
            start, end = (bisect_left(self.dates, edge, key=_START) for edge in (sentence.start, sentence.end))
            found = self._dates[sentence.index] = list(self.dates[start:end])
        return found

    def clause(self, when: When, sentence: Sentence) -> tuple[int, int]:
        """The stretch of the sentence around a date, to the neighbouring dates or stops; offsets in the sentence."""
        key = (when.start, when.end, sentence.index)
        found = self._clauses.get(key)
        if found is not None:
            return found
        low, high = when.start - sentence.start, when.end - sentence.start
        start, end = 0, len(sentence.low)
        for other in self.dates_in(sentence):
            if other.dated and other.end <= when.start:
                start = max(start, other.end - sentence.start)
            elif other.dated and other.start >= when.end:
                end = min(end, other.start - sentence.start)
        for stop in clause_stops().finditer(sentence.low, start):
            if stop.end() <= low:
                start = max(start, stop.end())
            elif stop.start() >= high:
                end = min(end, stop.start())
                break
        found = self._clauses[key] = start, end
        return found

    def words(self, sentence: Sentence) -> list[Word]:
        """The words of a sentence, in order."""
        found = self._words.get(sentence.index)
        if found is None:
            found = self._words[sentence.index] = words(sentence)
        return found

    def barred(self, sentence: Sentence) -> set[int]:
        """The places of words that belong to dates."""
        found = self._barred.get(sentence.index)
        if found is None:
            found = self._barred[sentence.index] = set()
            for when in self.dates_in(sentence):
                if when.shape in ("none", "length"):
                    continue
                start, end = when.start, _own_end(when, self.text)
                for place, word in enumerate(self.words(sentence)):
                    if word.start >= end:
                        break
                    if start < word.end:
                        found.add(place)
        return found

    def aside(self, sentence: Sentence) -> int:
        """The words of the asides of a sentence, a bit for each."""
        found = self._aside.get(sentence.index)
        if found is None:
            found = self._aside[sentence.index] = set_aside(sentence, self)
        return found

    def candidates(self, sentence: Sentence) -> list[Candidate]:
        """The events that a sentence names, those that can be given a title."""
        found = self._candidates.get(sentence.index)
        if found is None:
            found = candidates(sentence, self)
            found = outer(own(found, self), self.aside(sentence)) if found else []
            self._candidates[sentence.index] = found
        return found

    def may_name(self, name: str, sentence: Sentence) -> bool:
        """Whether a sentence has the words of a frame of that name."""
        return any(frame.name == name for _, frame, _ in self.heard(sentence)[FRAMES])

    def vote_beside(self, when: When, sentence: Sentence) -> Candidate | None:
        """The vote whose own day a date is, where its clause says something else on another date."""
        if when.start not in self._votes:
            self._votes[when.start] = vote_beside(when, sentence, self)
        return self._votes[when.start]

    def own_body(self, low: str, lang: str) -> Body | None:
        """The first body that the words of an event itself name ("выборы Президента")."""
        return self.lexicon_of(lang).body(low, elected=False)

    def speaks_of_bodies(self, sentence: Sentence, *, elected: bool) -> bool:
        """Whether a sentence has words for a body, or for electing one."""
        return (ELECTED if elected else NAMED) in self.heard(sentence)

    def body(self, low: str, lang: str) -> Body | None:
        """The first body that a piece of lower-case text speaks of electing."""
        return self.lexicon_of(lang).body(low, elected=True)

    def bodies_in_order(self, sentence: Sentence, limit: int) -> list[Body]:
        """The bodies named before ``limit``, in the order of the text, one of each key."""
        low = sentence.low[: max(0, limit - sentence.start)]
        found: dict[str, tuple[int, Body]] = {}
        for start, _, body in self.lexicon(sentence).bodies_in(low, elected=False):
            first, same = found.setdefault(body.key, (start, body))
            if body is same and start < first:
                found[body.key] = (start, body)
        return [body for _, body in sorted(found.values(), key=lambda pair: pair[0])]

    def only_body(self, sentence: Sentence | None = None) -> Body | None:
        """Whom the election of this post is for, if it speaks of one only (deputies of any level are one), or has
        spoken of one only up to the end of a sentence. A heading speaks of the body that it names."""
        if self._only is None:
            found: dict[str, tuple[int, Body]] = {}
            for one in self.sentences:
                elected = not self.heads(one)
                if not self.speaks_of_bodies(one, elected=elected):
                    continue
                low = one.low if elected else one.low.partition(":")[0]
                for _, _, body in self.lexicon(one).bodies_in(low, elected=elected):
                    found.setdefault("deputies" if body.key == "local" else body.key, (one.index, body))
            self._only = tuple(found.values())
        named = [body for _, body in self._only]
        if len(named) > 1 and sentence is not None:
            named = [body for first, body in self._only if first <= sentence.index]
        return named[0] if len(named) == 1 else None

    def heads(self, sentence: Sentence) -> bool:
        """Whether a sentence is the heading of the post, and says nothing that is done, before a colon at least."""
        if sentence.index or not self.text[sentence.end :].lstrip(" ").startswith("\n"):
            return False
        grammar, label = self.grammar(sentence), sentence.start + len(sentence.low.partition(":")[0])
        return not any(grammar.tense(word) for word in self.words(sentence) if word.start < label)

    def single_voting_day(self) -> str:
        """The title of the single voting day where the post calls the election so."""
        if self._single is None:
            named = (s for s in self.sentences if self.may_name(_SINGLE, s))
            found = (frame for s in named for _, _, frame in self.lexicon(s).frames(s.low))
            self._single = next((frame.title for frame in found if frame.name == _SINGLE), "")
        return self._single

    def says(self, cue: str) -> bool:
        """Whether any sentence of the post has the cue."""
        if cue not in self._says:
            self._says[cue] = self.hears((cue,)) and any(self.heard(s).search(cue, s.low) for s in self.sentences)
        return self._says[cue]


def _counted(when: When, base: date) -> When:
    """The day that lies so many days or weeks from another, or the time up to it."""
    assert when.offset is not None
    day = base + timedelta(days=when.offset[0] * (7 if when.offset[1] == "week" else 1))
    if when.mod in ("BEFORE", "ON_OR_BEFORE"):
        return replace(when, shape="until", first=None, last=day)
    return replace(when, shape="day", first=day, last=day)


_JOINED_DAYS = re.compile(r"\d{1,2}[–—-]\d")
_BARE_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d%]|[.,:]\d|\s*%)")
_SINGLE = "single-voting-day"
_EARLIEST = 6
"""Hours at which nothing begins earlier, as paragraphs of a document may be numbered."""
_ANCHORS = frozenset(
    {"earlier-or-later", "put-right", "last-day", "instead", "working-days", "before-that", "after-that"}
)


def _said_of_a_change(when: When, sentence: Sentence, lexicon: EventLexicon) -> bool:
    """ "Начнётся на день позже" says by how much, "поправка ко вчерашнему:" of what, and neither says when."""
    start, end = when.start - sentence.start, when.end - sentence.start
    by = lexicon.cue("earlier-or-later", sentence.low, max(0, start - 4), end)
    if by is not None and by.end() == end:
        return True
    label = lexicon.cue("put-right", sentence.low, 0, end + 1)
    return label is not None and sentence.low[end : end + 1] == ":"


@cache
def clause_stops() -> re.Pattern[str]:
    """What parts two clauses of a sentence in lower case; begins with one of a few marks, which are searched for
    fastest."""
    but, clauses = any_of("but"), any_of("clauses")
    return re.compile(rf"[;!?,—–](?:(?<=[;!?])|(?<=,)\s+(?:{but}|{clauses})\s|(?<=\s[—–])\s(?:{but})\s)")


@cache
def _counts_from() -> re.Pattern[str]:
    """What stands between a length of time and the one word of what it counts from."""
    return re.compile(rf"\s(?:{any_of('counts-from')})\s+(?=[^\d\s]+$)", re.IGNORECASE)


def _own_end(when: When, text: str) -> int:
    """Where the words of a date end that are its own: the event it counts from names itself."""
    if when.shape != "offset":
        return when.end
    found = _counts_from().search(text[when.start : when.end])
    return when.start + found.end() if found else when.end
