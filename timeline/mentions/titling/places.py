"""Where an event takes place, as its sentence says it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from timeline.calendars import Calendar
    from timeline.mentions.draft import Draft
    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence, Word
    from timeline.mentions.vocabulary.lexicon import EventLexicon

_KINDS = frozenset({"meeting", "training", "other", "observation"})

_ENDING = 4
"""Letters that the ending of a town's name has at most."""
_OF_A_REGION = ("ай", "ім", "ій", "им")
"""Endings of adjectives: "у Лідскай акрузе", "у Львівській області"."""


def place_of(draft: Draft, page: Page, calendar: Calendar) -> str | None:
    """The place of an occasion: a name in its sentence; ``None`` where none is said."""
    if draft.kind not in _KINDS or draft.concept is not None or draft.refused is not None:
        return None
    sentence, grammar = draft.sentence, page.grammar(draft.sentence)
    if draft.candidate is not None and draft.candidate.place:
        return _nominative(draft.candidate.place, draft, page)
    low, high = _stretch(draft, page)
    said = sentence.low[low - sentence.start : high - sentence.start]
    for lang, place in calendar.words.places:
        if lang == sentence.lang and place.lower() in said:
            return place
    words, anchor = page.words(sentence), draft.when.start if draft.when is not None else sentence.start
    lexicon = page.lexicon(sentence)
    best: tuple[int, Phrase] | None = None
    for at in _prepositions(draft, low, high, page):
        if (low, high) != (sentence.start, sentence.end) and (name := _company(words, at + 1)):
            inner = grammar.phrase(words, at + 2, page.barred(sentence), {}) if words[at + 1].quoted else None
            if inner is None or inner.case == "nomn" or inner.reading is None:
                return name
            continue
        if lexicon.towns and (town := _town(words[at + 1 : at + 3], lexicon)):
            return town
        found, gap = _located(at + 1, sentence, page), abs(words[at].start - anchor)
        if found is not None and (best is None or gap < best[0]):
            best = (gap, found)
    return grammar.inflect(page.text, words, best[1], "nomn") if best is not None else None


def _prepositions(draft: Draft, low: int, high: int, page: Page) -> Iterator[int]:
    """Where between two places of the text a place may be named: behind "в" and "на" that are no part of the event."""
    sentence, event = draft.sentence, draft.candidate
    words, barred = page.words(sentence), page.barred(sentence)
    within = page.lexicon(sentence).plain.get("in", frozenset())
    own = range(event.left, event.right) if event is not None and event.sentence is sentence else range(0)
    for at, word in enumerate(words[:-1]):
        if word.low in within and at + 1 not in barred and low <= word.start < high and at not in own:
            yield at


def _located(begin: int, sentence: Sentence, page: Page) -> Phrase | None:
    """What begins there and is a place by its sort ("зал") or by its name."""
    words, grammar, plain = page.words(sentence), page.grammar(sentence), page.lexicon(sentence).plain
    head = grammar.head(words, begin, min(begin + 3, len(words)))
    if head is None:
        return None
    found = grammar.phrase(words, head, page.barred(sentence), page.lexicon(sentence).tails)
    if found is None or found.left != begin or found.reading is None:
        return None
    sort = words[found.head].low
    if sort.startswith(_stems(plain.get("places", frozenset()))):
        return found
    named = words[found.left].text[0].isupper() or words[found.head].text[0].isupper()
    known = named and (_is_place(words[found.head].text) or _unheard_of(words, found, plain.get("media", ())))
    return found if known else None


@lru_cache(maxsize=8)
def _stems(sorts: frozenset[str]) -> tuple[str, ...]:
    """The sorts of places without the endings that their forms change."""
    return tuple(sort[: max(4, len(sort) - 2)] for sort in sorts)


def _town(words: Sequence[Word], lexicon: EventLexicon) -> str:
    """A town of the language file, in the nominative: "ў Гродне", "у горадзе Гродне"."""
    for word in words:
        if word.text[0].isupper():
            if word.low.endswith(_OF_A_REGION):
                return ""
            stem = next((s for s in lexicon.towns if word.low.startswith(s) and len(word.low) <= len(s) + _ENDING), "")
            return lexicon.towns.get(stem, "")
        if word.low not in lexicon.plain.get("towns-are", ()):
            return ""
    return ""


def _company(words: Sequence[Word], place: int) -> str:
    """An enterprise that only one of several days is at: an acronym, or a name in quotation marks ("на МТЗ")."""
    if words[place].quoted and words[place].text in "«“„":
        last = next((k for k in range(place + 1, len(words)) if words[k].text in "»”"), None)
        return f"«{' '.join(word.text for word in words[place + 1 : last])}»" if last is not None else ""
    return words[place].text if words[place].text.isupper() and len(words[place].text) > 1 else ""


def _stretch(draft: Draft, page: Page) -> tuple[int, int]:
    """Where the place of an event can stand: in its sentence, up to the words of another date's event."""
    sentence, when = draft.sentence, draft.when
    if when is None or sum(other.dated for other in page.dates_in(sentence)) < 2:
        return sentence.start, sentence.end
    after = [o.start for o in page.dates_in(sentence) if o.dated and o.start >= when.end]
    stop = page.text.rfind(",", when.end, min(after)) if after else -1
    before = [o.end for o in page.dates_in(sentence) if o.dated and o.end <= when.start]
    opens = max(before, default=sentence.start)
    opens = max(opens, page.text.rfind(",", opens, when.start))
    return opens, (stop if stop > 0 else min(after)) if after else sentence.end


def _nominative(place: str, draft: Draft, page: Page) -> str | None:
    """A place as it is written in its sentence ("в Витебске"), in the nominative."""
    name = place.rpartition(" ")[2]
    words, grammar = page.words(draft.sentence), page.grammar(draft.sentence)
    at = next((k for k, word in enumerate(words) if word.text == name), None)
    found = grammar.phrase(words, at, page.barred(draft.sentence), {}) if at is not None else None
    if found is None or found.reading is None:
        return name if " " not in place else None
    return grammar.inflect(page.text, words, found, "nomn")


def _is_place(word: str) -> bool:
    from timeline.mentions.grammar.russian_words import parses

    return any("Geox" in reading.tag.grammemes for reading in parses(word)[:1])


def _unheard_of(words: Sequence[Word], found: Phrase, media: Collection[str]) -> bool:
    """A town that no dictionary knows: one capitalised word, in the case of where one is ("в Слониме")."""
    from timeline.mentions.grammar.russian_words import parses

    word = words[found.head]
    if found.left != found.head or found.case != "loct" or word.quoted or not word.text[1:].islower():
        return False
    if word.low.startswith(tuple(media)):
        return False
    return not any(reading.known for reading in parses(word.text)[:1])
