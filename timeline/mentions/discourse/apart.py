"""Two sides of one event with days of their own: "дебаты на телевидении – 5–9 февраля, на радио – 6–10 февраля"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.languages.concepts import concepts
from timeline.languages.lexicon import fold
from timeline.mentions.discourse.elision import AN_ITEM, GOES_ON, OF_WHOM, SHARES_NOUN
from timeline.mentions.discourse.elsewhere import behind
from timeline.mentions.reading.actions import small
from timeline.mentions.reading.applications import APPLICATIONS
from timeline.mentions.reading.standing import VOTES
from timeline.mentions.reading.titles import tidy, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Word

_STOPS = re.compile(r"[,;:.–—()]")
_BY_WHOM = ("self-nominated", "by-parties")
_NOMINATED = frozenset({"nomination", "nomination-documents"})
_LONGEST = 7
"""Words that set one side apart."""


def apart(page: Page, drafts: Sequence[Draft]) -> None:
    """Gives each side its name, or its body, where both are told by the same preposition.

    The second has no verb of its own: a day ends what the first one's ends. Neither is the stage of all the election
    any longer, unless they are of two bodies, each of which has its own.
    """
    for two in drafts:
        one = _first_of(two, drafts, page)
        if one is None or one.candidate is None or two.candidate is None or one.when is None or two.when is None:
            continue
        there = two.candidate.variant
        here = _label(one.candidate, one.when.start, there, page) or behind(one.when, one.sentence, page)
        here = here or _ahead(one.candidate, there, page)
        if not here and (doer := _doer(one, page)) and two.title.endswith(f": {there}"):
            base = two.title.removesuffix(there)
            one.title, one.concept = tidy(f"{base}{doer}"), None
            two.title = tidy(f"{base}{_in_full(there, doer)}")
            _due((one, two))
            continue
        if not here or fold(here) == fold(there):
            continue
        if _of_two_bodies(one, two, here, page) or any(reason.endswith(OF_WHOM) for reason in two.reasons):
            continue
        base = tidy(_base(one, two).removesuffix(here))
        for draft, label in ((one, here), (two, _in_full(there, here))):
            named = tidy(f"{base} {label}")
            draft.title, draft.concept = named if named.endswith(label) else base, None


def items_apart(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Как проголосовать досрочно: / в территориальной комиссии – с 1 по 7 сентября; / в участковых – с 8 по 11": a
    stage whose items tell it by where it is goes on in each of them, and in none for all of the election."""
    sides: dict[int, list[Draft]] = {}
    for draft in drafts:
        candidate = draft.candidate
        if candidate is None or draft.refused is not None or AN_ITEM not in draft.reasons:
            continue
        if not draft.concept and draft.kind != "deadline":
            continue
        where = page.lexicon(draft.sentence).plain.get("in", frozenset[str]())
        if fold(candidate.variant).partition(" ")[0] in where:
            sides.setdefault(candidate.start, []).append(draft)
    for told in sides.values():
        dates = {draft.when.value for draft in told if draft.when is not None}
        roles = {draft.role for draft in told}
        if len(dates) < 2 or (len(roles) > 1 and roles != {"end", "span"}):
            continue
        for draft in told:
            assert draft.candidate is not None
            draft.title, draft.concept = tidy(f"{_in_its_language(draft)} {small(draft.candidate.variant)}"), None


def lines_apart(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Выступления на телевидении – с 3 по 12 января. / Выступления на радио – с 4 по 13 января": what two sentences
    tell by where it is are two, of which neither is the stage of all the election; nor is what one of them tells by
    who does it ("Участковые комиссии принимают их с 6 по 11 марта")."""
    same: dict[tuple[str | None, str, str], list[Draft]] = {}
    for draft in drafts:
        spans = draft.when is not None and draft.when.shape == "span" and draft.concept not in VOTES
        if spans and draft.refused is None and not draft.recap:
            same.setdefault((draft.concept, draft.title, draft.role), []).append(draft)
    for told in same.values():
        sides = [(draft, label) for draft in told if len(told) > 1 and (label := _where(draft, page))]
        for (one, here), (two, there) in pairwise(sides):
            if one.sentence is two.sentence or fold(here) == fold(there) or _at_once(one, two):
                continue
            base = tidy(_in_its_language(one if one.concept else two).removesuffix(here).removesuffix(there))
            for draft, label in ((one, here), (two, there)):
                draft.title, draft.concept = tidy(f"{base} {label}"), None
        for one, two in pairwise(told):
            who = _commissions(two, page)
            if who and one.sentence is not two.sentence and not _at_once(one, two):
                two.title, two.concept = tidy(f"{_in_its_language(two)}: {who}"), None


def nominated_apart(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Самовыдвижение завершается 27 декабря. Партии могут представить документы до 1 января": two last days of those
    who nominate, of which neither is that of all the nomination."""
    if not page.hears(("self-nominated",)):
        return
    ends = [d for d in drafts if d.concept in _NOMINATED and d.role == "end" and d.refused is None and d.when]
    said = [(d, [name for name in _BY_WHOM if page.heard(d.sentence).search(name, d.sentence.low)]) for d in ends]
    own, theirs = ([d for d, names in said if names == [name]] for name in _BY_WHOM)
    days = [{d.when.last for d in sides if d.when is not None} for sides in (own, theirs)]
    if not own or not theirs or days[0] & days[1]:
        return
    for draft in own:
        draft.title, draft.concept = min(page.lexicon(draft.sentence).plain["self-nomination"]), None
        draft.kind = "nomination"
    for draft in theirs:
        who = min(page.lexicon(draft.sentence).plain["parties"])
        draft.title, draft.concept = tidy(f"{_in_its_language(draft)}: {who}"), None


def _commissions(draft: Draft, page: Page) -> str:
    """ "Участковые комиссии принимают заявления": the commissions that a sentence begins with, where they do it."""
    grammar, words = page.grammar(draft.sentence), page.words(draft.sentence)
    doers = tuple(page.lexicon(draft.sentence).plain.get("doers", ("\0",)))
    verb = next((place for place, word in enumerate(words) if grammar.tense(word) is not None), 0)
    told = words[:verb]
    if len(told) != 2 or not told[1].low.startswith(doers) or not grammar.is_adjective(told[0]):
        return ""
    return small(page.text[told[0].start : told[1].end])


def _at_once(one: Draft, two: Draft) -> bool:
    return one.when is None or two.when is None or one.when.value == two.when.value


def _where(draft: Draft, page: Page) -> str:
    """The words of place behind an event, before its date if that follows."""
    places = page.lexicon(draft.sentence).plain.get("in", frozenset[str]())
    if draft.candidate is None or draft.when is None or not places or draft.candidate.sentence is not draft.sentence:
        return ""
    ahead = draft.candidate.end <= draft.when.start  # else "с 3 по 12 января – выступления на телевидении"
    return _label(draft.candidate, draft.when.start if ahead else draft.sentence.end, min(places), page)


def _in_its_language(draft: Draft) -> str:
    """The title, that of a stage as the language of its sentence has it."""
    stage = concepts().get(draft.concept or "")
    return (stage.fixed_name(draft.sentence.lang) if stage else None) or draft.title


def _base(one: Draft, two: Draft) -> str:
    """The title that two sides share; papers that go to different commissions are just papers."""
    name = _in_its_language(one)
    papers = one.concept not in APPLICATIONS and any(reason.endswith(SHARES_NOUN) for reason in two.reasons)
    return " ".join(name.split()[:2]) if papers else name


def _first_of(two: Draft, drafts: Sequence[Draft], page: Page) -> Draft | None:
    """What the second goes on from: the same words of its sentence on another day."""
    label = two.candidate.variant if two.candidate is not None else ""
    governed = page.lexicon(two.sentence).plain.get("arguments", frozenset[str]())
    ways = (GOES_ON, OF_WHOM, SHARES_NOUN) if two.concept else (GOES_ON, OF_WHOM)
    goes_on = any(reason.endswith(ways) for reason in two.reasons)
    told = fold(label).partition(" ")[0] in governed or two.title.endswith(f": {label}")
    if two.refused is not None or not goes_on or not label or not told:
        return None
    for one in drafts:
        if one is two or one.refused is not None or one.sentence is not two.sentence or one.candidate is None:
            continue
        if two.candidate is not None and one.candidate.start == two.candidate.start and not one.candidate.variant:
            return one
    return None


def _label(candidate: Candidate, limit: int, like: str, page: Page) -> str:
    """What stands behind the head of an event, before its date, with the preposition of another label or its like."""
    sentence, lexicon = candidate.sentence, page.lexicon(candidate.sentence)
    places, preposition = lexicon.plain.get("in", frozenset[str]()), fold(like).partition(" ")[0]
    alike = places if preposition in places else {preposition}
    heads = page.text.startswith(":", candidate.end)  # "Мобильный избиратель: заявления подают в …"
    stop = _STOPS.search(page.text, candidate.end + 1 if heads else candidate.start, limit)
    dates = page.barred(sentence)
    told: list[Word] = []
    for place, word in enumerate(page.words(sentence)):
        if candidate.words[candidate.match[0]].end < word.start < (stop.start() if stop else limit):
            if told and (place in dates or page.grammar(sentence).is_verb(word)):
                break
            if told or word.low in alike:
                told.append(word)
    while told and (told[-1].low in alike or (not told[-1].text[-1:].isalnum() and told[-1].text not in "»")):
        told.pop()
    return page.text[told[0].start : told[-1].end] if 1 < len(told) <= _LONGEST else ""


def _ahead(candidate: Candidate, like: str, page: Page) -> str:
    """ "На телевидении кандидаты выступят 8–17 января, на радио – 9–20 января": what its clause begins with."""
    places, preposition = page.lexicon(candidate.sentence).plain.get("in", frozenset[str]()), like.partition(" ")[0]
    words, grammar, barred = candidate.words, page.grammar(candidate.sentence), page.barred(candidate.sentence)
    opens = next((k for k in range(candidate.left - 1, -1, -1) if _STOPS.fullmatch(words[k].text)), -1)
    told = words[opens + 1 : candidate.left]
    if (
        len(told) < 2
        or told[0].low not in places
        or fold(preposition) not in places
        or not barred.isdisjoint(range(opens + 1, candidate.left))
    ):
        return ""
    head = grammar.head(words, opens + 2, candidate.left)
    found = grammar.phrase(words, head, barred, {}) if head is not None else None
    if found is None or found.left != opens + 2 or found.right > opens + 1 + _LONGEST:
        return ""
    return small(page.text[told[0].start : words[found.right - 1].end])


def _due(sides: Sequence[Draft]) -> None:
    """The kind that the stage of two sides has where only its last day is known, for each of them."""
    for draft in sides:
        stage = concepts().get(draft.candidate.frame.concept or "") if draft.candidate is not None else None
        for side in sides:
            if stage is not None and side.role == "end":
                side.kind = stage.due(side.kind)


def _doer(draft: Draft, page: Page) -> str:
    """ "Партии выдвигают до 10 января, коллективы – до 15 января": who does what is said first, small."""
    candidate, sentence = draft.candidate, draft.sentence
    if candidate is None or candidate.frame.form != "verb" or candidate.sentence is not sentence or not candidate.left:
        return ""
    grammar, words = page.grammar(sentence), candidate.words
    head = grammar.head(words, 0, candidate.left)
    phrase = grammar.phrase(words, head, page.barred(sentence), {}) if head is not None else None
    if phrase is None or phrase.case not in ("nomn", "") or (phrase.left, phrase.right) != (0, candidate.left):
        return ""
    return small(page.text[words[0].start : words[candidate.left - 1].end])


def _of_two_bodies(one: Draft, two: Draft, here: str, page: Page) -> bool:
    """ "Выдвижение в Палату представителей – до 5 марта, в местные Советы – до 10 марта"."""
    there = two.candidate.variant if two.candidate is not None else ""
    first, second = (page.own_body(fold(label), one.sentence.lang) for label in (here, there))
    if first is None or second is None or first.key == second.key or one.concept is None:
        return False
    for draft, body in ((one, first), (two, second)):
        assert draft.candidate is not None
        draft.body = body
        draft.title = title(replace(draft.candidate, variant=""), body, page) or draft.title
    return True


def _in_full(label: str, like: str) -> str:
    """ "В остальных" after "в отдалённых местностях", "участковые" after "окружные комиссии": with the noun that it
    leaves out, where their ends agree."""
    two, more = label.split(), like.split()
    left_out = len(two) < 3 and len(more) > len(two) and two[-1][-2:] == more[-2][-2:]
    return f"{label} {more[-1]}" if left_out else label
