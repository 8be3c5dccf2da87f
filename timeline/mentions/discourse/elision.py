"""Events that share the words of another date of their sentence: another body, another recipient, a second half."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.attaching.attachment import THRESHOLD, Attachment
from timeline.mentions.discourse.elsewhere import elsewhere, entry, other_side, town
from timeline.mentions.discourse.others import addressed, afterwards, variant
from timeline.mentions.judging.roles import clause
from timeline.mentions.reading.candidates import stages_in
from timeline.mentions.reading.standing import VOTES
from timeline.mentions.reading.titles import tidy, title
from timeline.mentions.titling.sorts import of_that_sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

REACH = 3
"""How many sentences back the event of an elided head may stand."""

GOES_ON, OF_WHOM = "goes on with its sentence", "says of whose election"
SHARES_NOUN = "shares the noun of its sentence"
SHARES_VERB = "shares the verb of its sentence"
"""The reasons of a date whose words before the dash tell only where, or for whom, the event before is."""

AN_ITEM = "an item of its heading"
"""The reason of a date whose item says only for whom, or where, what its heading names is."""

LINK = re.compile(r"[–—:-]\s*(?:\w{1,3}\s+)?$")
"""What stands between a label, or the blank behind it, and its date."""

_PARTS = re.compile(r"[:;,]\s*")
_OF_TWO = ("first-of-two", "second-of-two")
_SAID_OF = re.compile(r"(\w+)\s+(\w+)\s+(?:\w{1,2}\s+)?")
_LABEL = 8
"""Words of a label."""


def elided(
    when: When, sentence: Sentence, page: Page, before: Sequence[Draft], found: Attachment | None
) -> Attachment | None:
    """An event that shares the words of another date of its sentence: another body, another recipient, its second half.

    "Депутатов избираем 25 февраля, Совет Республики – 4 апреля"; "передача протоколов в областные
    комиссии – до 16 декабря, а в ЦИК – до 21 декабря"; "первые – 17 ноября, вторые – 7 ноября".
    """
    start, _ = clause(when, sentence, page)
    own = sentence.text[start : when.start - sentence.start]
    if order := page.lexicon(sentence).shape("sooner-or-later", own, len(own)):
        own = own[: order.start(1)]
    earlier = [d for d in before if d.sentence is sentence and d.candidate is not None and d.refused is None]
    dated = found is not None and found.score >= THRESHOLD
    held = None if dated else _last(earlier) if earlier else _occasion_before(sentence, before)
    if held is not None and (again := _in_another_place(held, when, earlier, sentence, page)) is not None:
        return again
    if (ordinal := _one_of_two(own, page, sentence)) is not None:
        return _numbered(when, ordinal, sentence, page)
    if LINK.search(own) is None:
        return None
    label = LINK.sub("", own).rstrip().strip(" ,;.–—-")
    piece = fold(_PARTS.split(label)[-1])
    if earlier and (another := _another_of_kind(earlier, piece, page)) is not None:
        return Attachment(when, another, 3.0, (f"{label!r} is another of its kind",))
    if (ordinal := _ordinal(piece, page, sentence)) is not None:
        return _numbered(when, ordinal, sentence, page)
    here = [c for c in page.candidates(sentence) if start <= c.start - sentence.start < when.start - sentence.start]
    if not label or len(label.split()) > _LABEL or _names_an_event(here, sentence, page):
        return None
    if (vote := _of_another_body(label, when, sentence, page, earlier)) is not None:
        return Attachment(when, vote, 4.0, (f"{label!r} {SHARES_VERB}",))
    if start == 0:
        return _goes_on_from(label, when, sentence, page, before) if not earlier and not here else None
    if not earlier or (dated and not here) or _another_thing(label, earlier[-1], page):
        return None
    return _shared(label, when, sentence, page, _last(earlier), here)


def _in_another_place(
    held: Candidate, when: When, earlier: Sequence[Draft], sentence: Sentence, page: Page
) -> Attachment | None:
    """ "Семинар в Бресте – 3 мая, в Гродно – 5 мая": what was ``held`` in one place is in another, or for others."""
    if there := elsewhere(when, sentence, page):
        return Attachment(when, _held_at(there, held, page), 3.0, ("the same in another place",))
    if not earlier:
        return None
    if not held.frame.concept and (there := entry(when, earlier[0], earlier[-1], page)):
        return Attachment(when, replace(held, variant=there), 3.0, (AN_ITEM,))
    if not (there := other_side(when, earlier[-1], page)):
        return None
    if held.frame.concept:
        return Attachment(when, replace(held, variant=there), 3.0, (f"{there!r} {GOES_ON}",))
    if place := town(there, sentence, page):
        return Attachment(when, replace(held, variant=place, place=place), 3.0, ("the same in another place",))
    return None


def _another_thing(label: str, last: Draft, page: Page) -> bool:
    """ "Семинар – 27 января; фуршет – 28 января": behind an occasion with its own dash, a thing is no part of it."""
    held, sentence = last.candidate, last.sentence
    if held is None or last.when is None or held.frame.concept or held.sentence is not sentence or not label.islower():
        return False
    if LINK.fullmatch(page.text[held.end : last.when.start].lstrip()) is None:
        return False
    grammar, words, base = page.grammar(sentence), page.words(sentence), sentence.start
    at = base + sentence.text.find(label, last.when.end - base)
    places = [k for k, word in enumerate(words) if at <= word.start < at + len(label)]
    head = grammar.head(words, places[0], places[-1] + 1) if places else None
    found = grammar.phrase(words, head, page.barred(sentence), {}) if head is not None else None
    if found is None or found.left != places[0]:
        return False
    if found.reading is None:
        return len(places) == 1 and not (label.endswith(("ы", "і")) or grammar.is_adjective(words[places[0]]))
    return found.case == "nomn" and "inan" in found.reading.tag.grammemes


def _shared(
    label: str, when: When, sentence: Sentence, page: Page, last: Candidate, here: Sequence[Candidate]
) -> Attachment | None:
    """What the words before a dash make of the event before: its second half, another recipient, another doer, a side
    of it. ``here`` are the events that they hint at themselves."""
    lexicon, low = page.lexicon(sentence), fold(label)
    joined = lexicon.shape("and", low)
    follows = low[joined.end() :] if joined else low
    if here and here[0].preposition in lexicon.plain.get("afterwards", ()):
        return Attachment(when, afterwards(last, here[0], page), 3.5, (f"{label!r} tells it from the one before",))
    if lexicon.cue("addressee", follows):
        told = addressed(last, follows, label, page)
        return Attachment(when, told, 3.5, (f"{label!r} {SHARES_NOUN}",))
    if here:
        sort = of_that_sort(title(last, None, page), follows, last, page) if last.frame.concept is None else ""
        told = replace(last, title=tidy(sort), variant=follows)
        return Attachment(when, told, 3.5, (f"{label!r} {SHARES_NOUN}",)) if sort else None
    if (stage := twin(last, follows, page)) is not None:
        return Attachment(when, stage, 3.0, (f"{label!r} {SHARES_VERB}",))
    if last.frame.concept in VOTES and lexicon.cue("told-about", f"{follows} –"):
        return None  # "выборы – 14 мая, ответы на вопросы – 5 мая"
    if _another_act(label, sentence, page) or _pronominal(follows, page, sentence):
        return None
    if lexicon.cue("last-day", f"{follows} –") or lexicon.cue("start", follows):
        return Attachment(when, last, 2.5, (f"{label!r} is a side of the event before",))
    if last.frame.concept and (body := page.body(follows, sentence.lang)) is not None:
        return Attachment(when, replace(last, body=body, title="", variant=label), 2.5, (f"{label!r} {OF_WHOM}",))
    return Attachment(when, variant(last, label, sentence, page), 2.5, (f"{label!r} {GOES_ON}",))


def _held_at(place: str, held: Candidate, page: Page) -> Candidate:
    """ "Первое занятие – 20 мая в Гродно, далее Лида (21 мая)": the same elsewhere, and no first one."""
    whole = title(held, None, page)
    counted = page.lexicon(held.sentence).cue("ordinal", fold(whole))
    first = counted is not None and counted.start() == 0 and held.frame.concept is None
    rest = whole[counted.end() :].lstrip() if counted is not None and first else ""
    named = tidy(rest[0].upper() + rest[1:]) if rest else held.title
    return replace(held, variant=place, place=place, title=named)


def _occasion_before(sentence: Sentence, before: Sequence[Draft]) -> Candidate | None:
    """The occasion announced last, just before ("Семинары пройдут на этой неделе. В Орше – 5 мая")."""
    last = before[-1] if before else None
    if last is None or last.candidate is None or last.refused or not 0 < sentence.index - last.sentence.index < REACH:
        return None
    frame = last.candidate.frame
    named = frame.form == "noun" and AN_ITEM not in last.reasons  # what is below an item is one of its own
    return last.candidate if named and not frame.concept and not frame.noun else None


def _last(earlier: Sequence[Draft]) -> Candidate:
    """The event of the last of some dates that have one."""
    last = earlier[-1].candidate
    assert last is not None
    return last


def _names_an_event(here: Sequence[Candidate], sentence: Sentence, page: Page) -> bool:
    """Whether a label says an event of its own, and not only what its own comes before or after."""
    beside = page.lexicon(sentence).plain.get("beside", ())
    return any(c.frame.form != "weak" and c.preposition not in beside for c in here)


def _of_another_body(
    label: str, when: When, sentence: Sentence, page: Page, earlier: Sequence[Draft]
) -> Candidate | None:
    """ "Депутатов избираем 25 февраля, Совет Республики – 4 апреля": the vote that its sentence speaks of, for a body
    that only the label names."""
    body = page.own_body(fold(label), sentence.lang) if page.speaks_of_bodies(sentence, elected=False) else None
    vote = _voting(sentence, page, earlier) if body is not None else None
    if body is None or vote is None or _tells(label, when, sentence, page):
        return None
    behind = vote.sentence is sentence and vote.start >= when.end
    if behind and page.body(sentence.low[vote.start - sentence.start :], sentence.lang) is not None:
        return None  # "слово за депутатами: 5 апреля они изберут сенаторов"
    return replace(vote, title=body.forms.get("election", ""), variant=label, body=body)


def _goes_on_from(label: str, when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """ "Окружные комиссии образуют до 7 декабря. А участковые – до 10 января": the verb of the sentence before."""
    low = fold(label)
    joined = page.lexicon(sentence).shape("and", low)
    last = before[-1] if before else None
    if joined is None or last is None or last.candidate is None or last.refused:
        return None
    if last.sentence.index != sentence.index - 1:
        return None
    stage = twin(last.candidate, low[joined.end() :], page)
    return Attachment(when, stage, 3.0, (f"{label!r} shares the verb of the sentence before",)) if stage else None


def twin(last: Candidate, label: str, page: Page) -> Candidate | None:
    """ "Территориальные образуют до 7 декабря, участковые – до 10 января": the label read with the verb before."""
    grammar, lexicon = page.grammar(last.sentence), page.lexicon(last.sentence)
    verb = " ".join(w.low for w in last.words[last.match[0] : last.match[1]] if grammar.is_verb(w))
    nouns = " ".join(w.low for w in last.words[last.match[0] : last.match[1]] if not grammar.is_verb(w))
    if last.frame.concept is None or not label:
        return None
    own = {frame.name for _, _, frame in lexicon.frames(last.low)}  # "документы" whatever the label says
    for text in (
        f"{label} {verb}",
        f"{nouns.split(' ')[0] if nouns else ''} {label} {nouns.split(' ')[-1] if nouns else ''}",
    ):
        for _, _, frame in lexicon.frames(text.replace(" ў", " у")):
            if (
                frame.concept
                and frame.concept != last.frame.concept
                and frame.name not in own
                and frame.concept in lexicon.kin(last.frame.concept)
            ):
                return replace(last, frame=frame, title="", phrase=None, variant=label)
    return None


def _another_act(label: str, sentence: Sentence, page: Page) -> bool:
    """ "Собирать подписи – до 18 мая, проверять – до 28 мая": a verb that says neither beginning nor end does anew."""
    grammar, lexicon = page.grammar(sentence), page.lexicon(sentence)
    at = sentence.start + sentence.text.rfind(label)
    verbs = [w.low for w in page.words(sentence) if at <= w.start < at + len(label) and grammar.is_verb(w)]
    return bool(verbs) and not any(lexicon.cue(phase, v) for v in verbs for phase in ("start", "end", "span", "at"))


def _pronominal(label: str, page: Page, sentence: Sentence) -> bool:
    """ "Сами они – 18 сентября": a pronoun names nothing of its own."""
    plain = page.lexicon(sentence).plain
    pronouns = frozenset().union(*(plain.get(name, ()) for name in ("masc", "femn", "neut", "plur", "selves")))
    return all(word in pronouns for word in label.split())


def _voting(sentence: Sentence, page: Page, earlier: Sequence[Draft]) -> Candidate | None:
    """The election that a sentence, or the one before it, speaks of."""
    for draft in reversed(earlier):
        if draft.candidate is not None and draft.concept == "election-day":
            return draft.candidate
    for place in (sentence.index, sentence.index - 1):
        if place >= 0:
            said = page.sentences[place]
            for candidate in (*page.candidates(said), *stages_in(said, page)):
                if candidate.frame.concept == "election-day":
                    return candidate
    return None


def _tells(label: str, when: When, sentence: Sentence, page: Page) -> bool:
    """ "Президент объявил: 5 июня состоится референдум": what ends in a colon tells something, and is no label."""
    grammar, at = page.grammar(sentence), page.text.rfind(label, sentence.start, when.start)
    told = [w for w in page.words(sentence) if at <= w.start < at + len(label)]
    return page.text[: when.start].rstrip().endswith(":") and any(grammar.tense(w) is not None for w in told)


def _one_of_two(own: str, page: Page, sentence: Sentence) -> int | None:
    """ "Первые назначены на 17 ноября": which of two a verb before the date is said of."""
    if not page.heard(sentence).any_of(_OF_TWO):
        return None
    found = _SAID_OF.fullmatch(_PARTS.split(fold(own))[-1])
    if found is None or not page.lexicon(sentence).says(found[2], "at", "planned", "happens"):
        return None
    return _ordinal(found[1], page, sentence)


def _ordinal(low: str, page: Page, sentence: Sentence) -> int | None:
    lexicon = page.lexicon(sentence)
    if len(low.split()) > 2 or not page.heard(sentence).any_of(_OF_TWO):
        return None
    for number, cue in enumerate(_OF_TWO):
        if lexicon.cue(cue, low):
            return number
    return None


def _another_of_kind(earlier: Sequence[Draft], label: str, page: Page) -> Candidate | None:
    """ "Первая встреча – 20 мая, вторая – 27 мая", "первый отчёт – 5 июля, итоговый – 14 августа"."""
    last, lexicon = _last(earlier), page.lexicon(earlier[-1].sentence)
    joined = lexicon.shape("and", label)
    word = label[joined.end() :] if joined else label
    if last.frame.concept or not word.isalpha() or lexicon.cue("last-day", f"{word} –"):
        return None
    whole = title(last, None, page)
    counted = lexicon.cue("ordinal", fold(whole))
    if counted is None:
        return None
    like = page.grammar(earlier[-1].sentence).like(word, counted.group(), "nomn" if counted.start() == 0 else "")
    if not like or like == counted.group():
        return None
    named = tidy(whole[: counted.start()] + like + whole[counted.end() :])
    return replace(last, title=named, variant=word)


def _numbered(when: When, number: int, sentence: Sentence, page: Page) -> Attachment | None:
    """The first or second of the two that were named last."""
    for place in range(sentence.index, max(-1, sentence.index - REACH), -1):
        other = page.sentences[place]
        limit = when.start if other is sentence else other.end
        bodies = page.bodies_in_order(other, limit)
        if len(bodies) >= 2:
            vote = _voting(sentence, page, ())
            if vote is not None:
                body = bodies[number]
                return Attachment(
                    when,
                    replace(vote, title=body.forms.get("election", ""), body=body),
                    3.5,
                    ("first and second of two",),
                )
        named = [c for c in page.candidates(other) if c.frame.form == "noun" and c.end <= limit]
        if len(named) >= 2:
            return Attachment(when, named[number], 3.0, ("first and second of two",))
    return None
