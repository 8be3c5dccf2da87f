"""Who does what around a date and an event: those who take part, those who must do something, those who cannot come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold

if TYPE_CHECKING:
    import re

    from timeline.mentions.reading.page import Page
    from timeline.mentions.reading.pair import Pair
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import EventLexicon

_NONE: frozenset[str] = frozenset()
_TAKES_PLACE = ("start", "end", "span", "at", "happens", "held", "planned", "prolonged")
"""Cues of what an event does itself: "они будут проходить", not "они будут выступать"."""
_AHEAD = 36
"""Letters before an event in which a verb says that somebody takes part in it."""


def taking_part(pair: Pair) -> None:
    """Points for who takes part in the event, and for what may or must be done by the date."""
    when, candidate, sentence, lexicon = pair.when, pair.candidate, pair.sentence, pair.lexicon
    if "takes-part" in pair.heard:
        begins = len(sentence.low[: candidate.start - sentence.start].rstrip())
        goes = lexicon.cue("takes-part", sentence.low, max(0, begins - _AHEAD), begins)
        if "," in pair.between:
            if goes and when.shape == "until" and _act_behind(pair):
                pair.total.add(-2.0, "what one does something for")
        elif goes and when.shape == "until" and _in_order_to(sentence.low[: goes.start()], lexicon):
            pair.total.add(-2.0, "what one does something for")
        elif goes:
            pair.total.add(1.2, "goes there")
    if not pair.before and candidate.frame.form == "verb" and _wished(pair):
        pair.total.add(-2.0, "what somebody wishes, who must do something else")
    if when.shape == "until" and candidate.frame.noun and candidate.frame.form == "verb" and "duty" in pair.heard:
        start, end = (candidate.start, when.end) if pair.before else (when.start, candidate.end)
        if lexicon.cue("duty", fold(pair.page.text[start:end])):
            pair.total.add(0.6, "may or must be done by then")


def _act_behind(pair: Pair) -> bool:
    """ "Кто хочет выступить на дебатах, не позднее 18 мая подаёт заявку": what is done by the date stands behind it."""
    acts = (c for c in pair.page.candidates(pair.sentence) if c.start >= pair.when.end)
    return pair.before and any(c.frame.noun and c.frame.form == "verb" for c in acts)


def _wished(pair: Pair) -> bool:
    """ "До 19 июля лицо, намеренное выдвигаться, может создать группу": another act stands behind the wish."""
    candidate, wishing = pair.candidate, pair.lexicon.plain.get("wishing", _NONE)
    wish = candidate.left > 0 and candidate.words[candidate.left - 1].low in wishing
    return wish and any(
        c.start >= candidate.end and c.frame.form == "verb" for c in pair.page.candidates(pair.sentence)
    )


def _in_order_to(left: str, lexicon: EventLexicon) -> bool:
    """ "Для участия в конкурсе пришлите рисунок до 13 марта", "желающие принять участие в нём до 13 марта …"."""
    before = left.split()[-2:]
    wish = any(word in lexicon.plain.get("wishing", ()) for word in before)
    return wish or any(word in lexicon.plain.get("for", ()) for word in before[-1:])


def of_the_absent(pair: Pair) -> bool:
    """Whether a date stands in a clause that tells who cannot or will not."""
    left = pair.sentence.low[: pair.when.start - pair.sentence.start]
    told = pair.lexicon.shape("in-which", left, len(left))
    return told is not None and not pair.lexicon.plain.get("not", _NONE).isdisjoint(told.group().split())


def of_somebody_else(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Участки откроются для тех, кто в воскресенье прийти не сможет": a date in the clause that tells who."""
    lexicon = page.lexicon(sentence)
    told = lexicon.shape("in-which", sentence.low, when.start - sentence.start)
    return told is not None and told.group().strip(", ").split()[0] in lexicon.plain.get("who", ())


def within_its_clause(pair: Pair) -> bool:
    """Whether a date stands within the words of an event, behind those that begin a clause on somebody."""
    candidate, when, base = pair.candidate, pair.when, pair.sentence.start
    if not candidate.start < when.start < candidate.end or candidate.frame.form != "verb":
        return False
    told = pair.lexicon.shape("in-which", pair.sentence.low, when.start - base)
    return told is not None and told.start() >= candidate.start - base


def does_something(again: re.Match[str], when: When, sentence: Sentence, page: Page) -> bool:
    """ "Они должны представить программы до 19 июля", "на участках, которые начнут работу 2 февраля": of those who do
    something, of what the same sentence names."""
    lexicon, grammar = page.lexicon(sentence), page.grammar(sentence)
    inner = lexicon.shape("in-which", sentence.low, when.start - sentence.start)
    if inner is not None and again.start() > inner.start():
        return True
    if not lexicon.pronoun(again.group()) or again.group() in lexicon.plain.get("possessives", ()):
        return False
    words, barred = page.words(sentence), page.barred(sentence)
    for place, word in enumerate(words):
        if word.start - sentence.start < again.end() or not grammar.is_infinitive(word) or place in barred:
            continue
        found = (
            None if lexicon.says(word.low, "start", "end") else grammar.object_of(words, place, barred, lexicon.tails)
        )
        people = again.group() in lexicon.plain.get("plur", ()) and not lexicon.says(word.low, *_TAKES_PLACE)
        return people or (found is not None and found.head > place)
    return False


def owned(said: str, end: int, sentence: Sentence, page: Page) -> bool:
    """ "Их итоговое заявление обещают 3 марта": a possessive before something with a name of its own."""
    grammar, lexicon = page.grammar(sentence), page.lexicon(sentence)
    if said not in lexicon.plain.get("possessives", ()):
        return False
    words = page.words(sentence)
    place = next((k for k, word in enumerate(words) if word.start - sentence.start >= end), len(words))
    after = words[place] if place < len(words) else None
    if after is not None and after.low in lexicon.plain.get("terms", ()):
        return False  # "последний его день – 17 сентября"
    if after is None or not after.alphabetic or any(w.start <= after.start < w.end for w in page.dates_in(sentence)):
        return False
    head = grammar.head(words, place, min(place + 3, len(words)))
    whole = grammar.phrase(words, head, page.barred(sentence), lexicon.tails) if head is not None else None
    if whole is not None and whole.left == place < whole.head:
        return True  # "через 10 дней после его официального опубликования"
    return grammar.is_adjective(after) or (grammar.is_noun(after) and grammar.tense(after) is None)


def remarks(this: re.Match[str], when: When, sentence: Sentence, page: Page) -> bool:
    """ "Сегодня это запрещает закон", "20 мая откроют зал, и это хорошая новость": what is done to it, or said of it,
    and no event that it stands for ("это произойдёт 20 мая")."""
    grammar, lexicon, words = page.grammar(sentence), page.lexicon(sentence), page.words(sentence)
    at = next(place for place, word in enumerate(words) if word.end - sentence.start > this.start())
    verbs = [k for k in range(max(0, at - 1), min(at + 2, len(words))) if grammar.tense(words[k]) is not None]
    if page.heard(sentence).search("do-it", sentence.low) is not None:
        return False  # "комиссия сделает это не позднее 31 марта"
    if any(lexicon.says(words[k].low, "start", "end", "span", "at", "planned", "held") for k in verbs):
        return False
    barred = page.barred(sentence) | {at}
    doers = (grammar.subject_of(words, k, barred, lexicon.tails) for k in verbs)
    return any(doers) or "," in page.text[when.end : sentence.start + this.start()]
