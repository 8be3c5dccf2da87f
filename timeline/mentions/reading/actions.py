"""Events that only a verb says: what is done becomes a noun ("встретится со студентами": "Встреча со студентами")."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.languages.text import little_words
from timeline.mentions.grammar.phrase import Phrase
from timeline.mentions.reading.acts import around, at_work, figurative, governed, not_its_doer, person, stage_of
from timeline.mentions.reading.choosing import no_vote
from timeline.mentions.reading.titles import tidy, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Word
    from timeline.mentions.vocabulary.lexicon import EventLexicon, Frame


_MANY = 3
"""Acts in a row, of which a date can be of each."""
_IN_MANY_WAYS = "campaigning"
"""The stage that acts in a row are together: "раздавать листовки, выступать на площадках разрешено до 24 февраля"."""
_ALONE = 1.2
"""The weight of an act whose word stands alone."""
_AHEAD = 9
"""How many words before its verb stands what one signs up for."""
_STOPS = frozenset(",;:.–—")
_NOMINATIVE, _PLURAL = (
    re.compile(r"(?:[ая]|парламент|савет|кандыдат|прэтэндэнт|камы?|(?:да|эн|пер)ты|[іы]кі|дзяне)$"),
    re.compile(r"[ыі]я$"),
)


def named(candidate: Candidate, page: Page) -> Candidate | None:
    """A candidate with the title of its action, ``None`` if it can have none or is no event at all.

    Stages and occasions are left as they are, but for elections of what voters do not elect.
    """
    frame = candidate.frame
    if no_vote(candidate, page):
        return None
    if frame.name == "election-day" and frame.form == "verb":
        return candidate
    lexicon, words, before = page.lexicon(candidate.sentence), candidate.words, candidate.preposition
    if frame.vague and lexicon.cue("doers", before) is not None:
        return None  # "отделом организационной работы"
    manner = frame.name in lexicon.plain.get("manner", ()) and before in lexicon.plain.get("in", ())
    if manner and lexicon.cue("screened", candidate.sentence.low):
        return None
    if frame.name == "registration" and frame.form == "weak" and candidate.right - candidate.left > 1:
        verb = replace(candidate, right=candidate.right - 1)
        return _to_them(verb, words[candidate.right - 1].low, 1, page) or candidate
    if frame.form == "verb" and frame.concept != _IN_MANY_WAYS and _one_of_many(candidate, page):
        return None
    if not frame.noun:
        return candidate
    if frame.form == "noun":
        if before in lexicon.plain.get("topic", ()):
            return None
        phrase = candidate.phrase
        bare = phrase is None or phrase.right - phrase.left == 1
        if frame.vague and (phrase is None or phrase.right == phrase.head + 1):
            return None
        behind = phrase.head + 1 if phrase is not None else 0
        if frame.phase and phrase is not None and phrase.right > behind and figurative(behind, candidate, page):
            return None  # "до закрытия папок"
        # what it is done to may stand in the sentence before (see ``complete``)
        weight = 2.0 if frame.name in lexicon.takes or frame.name in lexicon.general else _ALONE
        return replace(candidate, frame=_weighing(frame, weight)) if bare else candidate
    return _with(candidate, page) if frame.preposition else _done(candidate, page)


def _one_of_many(candidate: Candidate, page: Page) -> bool:
    """ "Раздавать буклеты, выступать на площадях и печатать воззвания можно до 13 мая": no event but all three."""
    words, grammar = candidate.words, page.grammar(candidate.sentence)
    if not any(grammar.is_infinitive(word) for word in words[candidate.left : candidate.right]):
        return False
    left = max((k for k in range(candidate.left) if words[k].text in ";:.—–"), default=-1) + 1
    right = min((k for k in range(candidate.right, len(words)) if words[k].text in ";:.—–"), default=len(words))
    acts = (k for k in range(left, right) if grammar.is_infinitive(words[k]) and grammar.tense(words[k]) is None)
    return sum(k == left or not grammar.is_verb(words[k - 1]) for k in acts) >= _MANY


@lru_cache(maxsize=1 << 10)
def _weighing(frame: Frame, weight: float) -> Frame:
    """What its words alone say, with less weight than what says more."""
    return replace(frame, weight=weight)


def _with(candidate: Candidate, page: Page) -> Candidate | None:
    """The noun, the preposition and what follows it; what one signs up for may stand before ("на семинар нужно
    записаться"), or in another sentence."""
    frame, words, plain = candidate.frame, candidate.words, page.lexicon(candidate.sentence).plain
    signs_up = frame.name in plain.get("signs-up", ())
    ahead = range(candidate.left - 1, max(-1, candidate.left - _AHEAD), -1) if signs_up else ()
    for places in (range(candidate.right, min(candidate.right + 6, len(words) - 1)), ahead):
        for place in places:
            if words[place].text in _STOPS:
                break
            if words[place].low not in frame.preposition.split("|"):
                continue
            if words[place + 1].low in plain.get("onto-them", ()):  # "записаться на него можно до 2 апреля"
                return replace(candidate, frame=_weighing(frame, 2.0), title=frame.noun) if signs_up else None
            found = _governed(place, candidate, page, occasion=places is ahead)
            if found is not None and frame.objects and not words[found.head].low.startswith(frame.objects):
                break  # "пожаловаться на шум"
            if found is not None:
                tail = page.text[words[found.left].start : words[found.right - 1].end]
                return _titled(candidate, f"{frame.noun} {words[place].low} {tail}", found, page)
    return replace(candidate, frame=_weighing(frame, _ALONE), title=frame.noun) if signs_up else None


def _governed(place: int, candidate: Candidate, page: Page, *, occasion: bool) -> Phrase | None:
    """What a preposition governs that is no place ("на сайте"); before the verb, an occasion only."""
    grammar, words, lexicon = page.grammar(candidate.sentence), candidate.words, page.lexicon(candidate.sentence)
    head = grammar.head(words, place + 1, min(place + 5, len(words)))
    found = grammar.phrase(words, head, page.barred(candidate.sentence), lexicon.tails) if head is not None else None
    if found is None or found.left != place + 1 or found.case == "loct":
        return None
    low = words[found.head].low
    if low in lexicon.plain.get("websites", ()):
        return None
    held = (frame for begin, _, frame in lexicon.frames(low) if begin == 0 and frame.form == "noun")
    return found if not occasion or any(not one.concept and not one.noun for one in held) else None


def _done(candidate: Candidate, page: Page) -> Candidate | None:
    """With its object in the genitive, or its subject where that is what matters."""
    frame, grammar, words = candidate.frame, page.grammar(candidate.sentence), candidate.words
    lexicon, barred = page.lexicon(candidate.sentence), page.barred(candidate.sentence)
    if pronoun := _pronoun_behind(candidate, page):
        return _to_them(candidate, *pronoun, page)
    if (meant := _pronoun_ahead(candidate, page)) is not None:
        return meant
    find = grammar.subject_of if frame.subject else grammar.object_of
    found = find(words, _last_verb(candidate, page), barred, lexicon.tails)
    if found is not None and not frame.subject:
        found = not_its_doer(found, candidate, page)
    if found is not None and found.left and words[found.left - 1].low in lexicon.plain.get("asks-which", ()):
        return None  # "до какого числа можно отозвать"
    if found is None and (found := _far_ahead(candidate, page)) is None:
        return _by_table(candidate, page)
    if frame.subject and figurative(found.head, candidate, page):
        found = find(words, candidate.right - 1, {*barred, found.head}, lexicon.tails)  # "новый зал распахнёт двери"
    if found is None or not _can_be_done(found, candidate, page):
        return None
    if frame.objects and not words[found.head].low.startswith(frame.objects):
        found = _other_side(candidate, page)
        if found is None:
            return None
    return _titled(candidate, f"{frame.noun} {grammar.inflect(page.text, words, found, 'gent')}", found, page)


def _with_them(candidate: Candidate, page: Page) -> str:
    """ "Ознакомиться с ними можно до 7 июня": the pronoun behind a verb and its preposition, empty where none is."""
    plain, words = page.lexicon(candidate.sentence).plain, candidate.words[candidate.right : candidate.right + 2]
    told = len(words) > 1 and words[0].low in plain.get("off", ()) and words[1].low in plain.get("with-them", ())
    return words[1].low if told else ""


def _pronoun_behind(candidate: Candidate, page: Page) -> tuple[str, int] | None:
    """The pronoun that a verb has for its object, and how many words behind it: "образуют их", "работать с ними"."""
    frame, words, lexicon = candidate.frame, candidate.words, page.lexicon(candidate.sentence)
    after = words[candidate.right].low if candidate.right < len(words) else ""
    if not frame.subject and after in lexicon.plain.get("them", ()):
        return after, 1
    with_them = _with_them(candidate, page)
    return (with_them, 2) if with_them and not frame.phase else None


def _pronoun_ahead(candidate: Candidate, page: Page) -> Candidate | None:
    """ "Их можно подать", "они будут поданы": what its pronoun stands for."""
    frame, words, lexicon = candidate.frame, candidate.words, page.lexicon(candidate.sentence)
    left = candidate.left
    if left and words[left - 1].low in lexicon.plain.get("modals", ()):
        left -= 1
    if frame.phase or not left:
        return None
    ahead = words[left - 1].low
    passive = words[candidate.right - 1].low.endswith(tuple(lexicon.plain.get("passive-ends", ("\0",))))
    them = not frame.subject and ahead in lexicon.plain.get("them", ())
    if not them and not (passive and lexicon.pronoun(ahead)):
        return None
    meant = _to_them(candidate, ahead, 1, page)
    return replace(meant, left=left - 1, right=candidate.right) if meant is not None else None


def _last_verb(candidate: Candidate, page: Page) -> int:
    """The word from which the object or the subject is looked for: the verb, or "начнут" before "дежурить"."""
    words, left = candidate.words, candidate.left
    if left and words[left - 1].low in page.lexicon(candidate.sentence).plain.get("modals", ()):
        left -= 1
    begins = candidate.frame.subject and left and page.grammar(candidate.sentence).tense(words[left - 1]) is not None
    return left - 1 if begins else candidate.right - 1


def _can_be_done(found: Phrase, candidate: Candidate, page: Page) -> bool:
    """Whether a phrase can name what is done, rather than a figure of speech or somebody who does it."""
    frame, words, grammar = candidate.frame, candidate.words, page.grammar(candidate.sentence)
    if not grammar.is_name(words[found.head]) or (frame.phase and figurative(found.head, candidate, page)):
        return False
    if frame.subject and not frame.preposition and person(found):
        return False
    return not _such(found, words, page.lexicon(candidate.sentence))


def _to_them(candidate: Candidate, pronoun: str, behind: int, page: Page) -> Candidate | None:
    """ "Участковые комиссии. Исполкомы образуют их …": what was named just before stands for its pronoun, the last of
    as many words ``behind`` the verb; a stage only, where that has a preposition. In its own sentence the nearest:
    "комиссия составила смету, её утвердят 20 мая"."""
    lexicon, index = page.lexicon(candidate.sentence), candidate.sentence.index
    verb = candidate.words[candidate.right - 1].low
    for sentence in reversed(page.sentences[max(0, index - 2) : index + 1]):
        grammar, words, barred = page.grammar(sentence), page.words(sentence), page.barred(sentence)
        own, whose = sentence is candidate.sentence, None
        for place in range(candidate.left - 1, -1, -1) if own else range(len(words)):
            tails = {} if own or behind > 1 else lexicon.tails
            found = grammar.phrase(words, place, barred, tails) if grammar.is_noun(words[place]) else None
            if found is None or found.head != place:
                continue
            if (gender := grammar.gender(found)) and pronoun not in lexicon.plain.get(gender, ()):
                continue
            said = " ".join(word.low for word in words[found.left : found.right])
            if (
                stage := stage_done(verb, said, lexicon) or stage_done(verb, plainly(words, found, page), lexicon)
            ) is not None:
                return replace(candidate, frame=stage, right=candidate.right + behind)
            if candidate.frame.phase or behind > 1:
                continue  # "а закроют её 7 июня": what was opened ends
            apart = own and any(words[k].text in ",;" for k in range(found.right, candidate.left))
            genitive = _in_table(words[place].low, candidate, lexicon)
            fits = not candidate.frame.objects or words[place].low.startswith(candidate.frame.objects)
            if not own and sentence.index == index - 1:
                apart = words[place].low.startswith(lexicon.takes.get(candidate.frame.name, ("\0",)))
            cases = ("nomn", "accs") if own else ("nomn", "accs", "gent")
            if apart and fits and (genitive or (found.reading is not None and found.case in cases)):
                made = f"{candidate.frame.noun} {grammar.inflect(page.text, words, found, 'gent', genitive)}"
                at = candidate.right  # where the pronoun stands: the places of another sentence are none of this one
                stands = found if own else replace(found, left=at, head=at, right=at + 1, adjectives={})
                named = _titled(candidate, made, stands, page)
                whose = named and replace(named, left=candidate.left, right=at + 1)
                if found.case != "gent":
                    return whose
        if whose is not None:
            return whose  # "срок приёма работ продлён. Ждём их до 10 декабря"
    return None


def stage_done(verb: str, what: str, lexicon: EventLexicon) -> Frame | None:
    """The stage that doing something to that is."""
    said = lexicon.frames(f"{verb} {what}") if what else ()
    return next((frame for begin, _, frame in said if begin == 0 and frame.concept and frame.form == "verb"), None)


def plainly(words: Sequence[Word], found: Phrase, page: Page) -> str:
    """ "(Спрашивают) о подписях": in the nominative, in lower case; empty where its case is not known."""
    if found.reading is None:
        return ""
    sentence = page.sentence_at(words[found.head].start)
    return fold(page.grammar(sentence).inflect(page.text, words, found, "nomn")) if sentence is not None else ""


def _other_side(candidate: Candidate, page: Page) -> Phrase | None:
    """ "Заявление принимает любая ТИК": what is done to, before a verb whose doer follows."""
    grammar, words, barred = page.grammar(candidate.sentence), candidate.words, page.barred(candidate.sentence)
    apart = False
    for place in range(candidate.left - 1, -1, -1):
        apart = apart or words[place].text == ","
        if words[place].text in ";:.—–" or (apart and grammar.tense(words[place]) is not None):
            return None
        if words[place].low.startswith(candidate.frame.objects) and grammar.is_noun(words[place]):
            found = grammar.phrase(words, place, barred, page.lexicon(candidate.sentence).tails)
            if found is None or found.reading is None or found.case in ("nomn", "accs"):
                return found  # but "заявки по форме принимаем"
    return None


def _far_ahead(candidate: Candidate, page: Page) -> Phrase | None:
    """ "Заявления через портал, МФЦ и по почте принимаются до 11 марта": the noun that its clause begins with."""
    if candidate.sentence.lang != "ru" or not candidate.frame.objects:
        return None
    found, grammar = _other_side(candidate, page), page.grammar(candidate.sentence)
    if found is None or found.case not in ("nomn", "accs"):
        return None
    first = found.left == 0 or not candidate.words[found.left - 1].alphabetic
    between = candidate.words[found.right : candidate.left]
    joiners = page.lexicon(candidate.sentence).plain.get("joiners", ())
    told = any(grammar.is_verb(word) or word.low in joiners for word in between)
    return found if first and not told else None


def _such(found: Phrase, words: Sequence[Word], lexicon: EventLexicon) -> bool:
    """ "Такие линии откроются и в других областях": such as were spoken of."""
    such = lexicon.plain.get("such", ())
    return any(word.low in such for word in words[max(0, found.left - 1) : found.head])


def _by_table(candidate: Candidate, page: Page) -> Candidate | None:
    """With an object, or subject, whose genitive the language file gives, where there is no analyser."""
    words, frame = candidate.words, candidate.frame
    grammar, lexicon = page.grammar(candidate.sentence), page.lexicon(candidate.sentence)
    barred, verb = page.barred(candidate.sentence), candidate.right - 1
    found: dict[int, tuple[Phrase, str]] = {}
    for place in around(candidate, page):
        genitive = _in_table(words[place].low, candidate, lexicon)
        if place in barred or not genitive or grammar.is_verb(words[place]) or governed(place, candidate, page):
            continue
        if frame.phase and figurative(place, candidate, page):
            continue
        after = words[place + 1] if place + 1 < len(words) else None
        if after is not None and grammar.is_adjective(words[place]) and _in_table(after.low, candidate, lexicon):
            continue  # "падпісныя лісты" are sheets
        phrase = grammar.phrase(words, place, barred, lexicon.tails)
        if phrase is None or phrase.head != place or " " in genitive:
            phrase = Phrase(place, place, place + 1)
        left = max(phrase.left, candidate.right) if place > verb else phrase.left
        found[place] = replace(phrase, left=left, right=_before_doer(phrase, candidate, page)), genitive
    outer = [place for place in found if not any(other < place < found[other][0].right for other in found)]
    if not outer:
        return None
    phrase, genitive = found[min(outer, key=lambda place: (frame.subject and place > verb, abs(place - verb)))]
    if _such(phrase, words, lexicon):
        return None
    made, left = grammar.inflect(page.text, words, phrase, "gent", genitive), phrase.left
    if phrase.left > 1 and words[left - 1].low in little_words("and", "be", "uk") and left - 2 in found:
        other, genitive = found[left - 2]
        joined = f"{grammar.inflect(page.text, words, other, 'gent', genitive)} {words[left - 1].low} {small(made)}"
        made, left = joined, other.left
    made = f"{frame.noun} {small(made) if left == 0 else made}"
    made = _short_u(made) if candidate.sentence.lang == "be" else made
    left, right = min(candidate.left, left), max(candidate.right, phrase.right)
    if (stage := stage_of(made, candidate, phrase, page)) is not None:
        return replace(candidate, frame=stage, left=left, right=right)
    return replace(candidate, title=tidy(trimmed(made, candidate, page)), left=left, right=right)


def _short_u(text: str) -> str:
    """Belarusian: "узнагароджанне ўладальнікаў"."""
    return re.sub(r"(?<=[аеёіоуыэюя] )у(?=[бвгджзйклмнпрстфхцчш])(?!рн)", "ў", text)


def small(text: str) -> str:
    """Without the capital that opens a sentence; an abbreviation is left as it stands."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _before_doer(phrase: Phrase, candidate: Candidate, page: Page) -> int:
    """Where what a verb is done to ends: before those who do it ("падпісныя лісты ініцыятыўныя групы здаюць")."""
    words, grammar = candidate.words, page.grammar(candidate.sentence)
    doers = tuple(page.lexicon(candidate.sentence).plain.get("doers", ()))
    verb = candidate.right - 1
    right = min(phrase.right, verb) if phrase.head < verb else phrase.right
    for place in range(phrase.head + 1, right):
        subject = _NOMINATIVE.search(words[place].low) or _PLURAL.search(words[place - 1].low)
        if doers and subject and words[place].low.startswith(doers):
            right = place
            while right - 1 > phrase.head and grammar.is_adjective(words[right - 1]):
                right -= 1
            return right
    return right


def _in_table(low: str, candidate: Candidate, lexicon: EventLexicon) -> str:
    """The genitive of a word as the language file has it; empty where this action is not done to such things."""
    frame, doers = candidate.frame, tuple(lexicon.plain.get("doers", ()))
    low = f"у{low[1:]}" if low.startswith("ў") else low
    taught = frame.kind == "training" and not _NOMINATIVE.search(low)  # "камісія навучае назіральнікаў"
    does = not frame.subject and not taught and bool(doers) and low.startswith(doers)
    if not low.startswith(frame.objects) if frame.objects else does:
        return ""
    return next((genitive for stem, genitive in lexicon.genitives.items() if low.startswith(stem)), "")


def _titled(candidate: Candidate, made: str, found: Phrase, page: Page) -> Candidate | None:
    made = tidy(trimmed(made, candidate, page))
    if not made or at_work(made, candidate, page) or _tells_its_date(found, candidate, page):
        return None
    left, right = min(candidate.left, found.left), max(candidate.right, found.right)
    if candidate.frame.form == "verb" and (stage := stage_of(made, candidate, found, page)) is not None:
        return replace(candidate, frame=stage, left=left, right=right, phrase=found)
    return replace(candidate, title=made, left=left, right=right, phrase=found)


def _tells_its_date(found: Phrase, candidate: Candidate, page: Page) -> bool:
    """ "Объявлена дата выборов: 26 мая": the day is that of what it is the date of."""
    words, dates = candidate.words, page.lexicon(candidate.sentence).plain.get("a-date", ())
    behind = words[found.right].text if found.right < len(words) else ""
    return words[found.head].low in dates and behind in (":", "–", "—", "-")
