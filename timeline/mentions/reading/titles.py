"""What an event is called in a calendar: nominative, sentence case, no hours, no dangling preposition."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from timeline.languages.concepts import concepts
from timeline.languages.text import little_words
from timeline.mentions.grammar.capitals import quiet
from timeline.mentions.reading.owners import owner
from timeline.mentions.vocabulary.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Word
    from timeline.mentions.vocabulary.lexicon import Body

LIMIT, QUOTED_LIMIT = 80, 100
"""Characters that fit a line of a calendar; a name in quotation marks is rather kept whole."""
_WITHOUT_ITS_NOUN = re.compile(r"(?:\s+\w+(?:[оеая]г[оа]|[оеая]му|[ыи]х|[сц]кай|(?:[сц]к|[нв])ой|ої|[аоеы]я))+$")
"""The adjectives that a cut has left at the end of a title."""

_TRIM = ("trim",)
_SEVERAL = frozenset({"commissions-territorial", "commissions-district", "commissions-precinct", "commissions"})
OWN_NAMES = frozenset({"uk", "en"})
"""Languages whose stages keep their own names; Belarusian mentions take the Russian ones, being of the same channel."""

_SPACE, _ALL_QUOTED = re.compile(r"\s+"), re.compile(r"^«([^«»]+)»$")
_SHORT_U = re.compile(r"(?:^|(?<=[бвгджзйклмнпрстўфхцчшь»] ))ў(?=\w* )")
"""Belarusian writes it after a vowel only."""
_SLOT = re.compile(r"\{(\w+)(?:\|([^}]*))?\}")
_PERSON = re.compile(r"\s+[А-ЯЁІЎ]\.\s?[А-ЯЁІЎ]\.\s?[А-ЯЁІЎ][а-яёіў]+")


def title(candidate: Candidate, body: Body | None, page: Page) -> str:
    """The title of an event, empty where none can be made that a reader would understand."""
    frame = candidate.frame
    if candidate.title or frame.own:
        return tidy(candidate.title or frame.title)
    if frame.concept and frame.title:
        made = _stage(candidate, body, page)
    elif frame.title:
        made = frame.title
    elif frame.form == "noun" and candidate.phrase is not None:
        made = _occasion(candidate, page)
    else:
        return ""
    return tidy(quiet(made, page.grammar(candidate.sentence)))


def tidy(text: str) -> str:
    """Sentence case, one kind of quotation marks, no loose end, cut at a word that can end a title."""
    if "  " in text or not text.isprintable():  # the blank alone of all white space is
        text = _SPACE.sub(" ", text)
    if "." in text:
        text = _PERSON.sub("", text)
    text = text.strip(" .,;:–—-")
    if "ў" in text:
        text = _SHORT_U.sub("у", text)
    if text.startswith("«"):
        text = _ALL_QUOTED.sub(r"\1", text)
    if len(text) > (QUOTED_LIMIT if text.endswith("»") else LIMIT):
        cut = text[: LIMIT + 1]
        for mark in (" «", *(f" {word} " for word in little_words("cut-before"))):
            at = cut.rfind(mark)
            if at > LIMIT // 3:
                cut = cut[:at]
                break
        else:
            cut = _WITHOUT_ITS_NOUN.sub("", cut.rsplit(" ", 1)[0])
        text = cut
    text = _ended(text)
    if text.count("«") > text.count("»"):
        text = text + "»" if len(text) < LIMIT else text.rpartition("«")[0].strip()
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    """Without what no title ends in."""
    while True:
        text = text.rstrip(" ,;:–—-")
        rest, blank, last = text.rpartition(" ")
        if not blank or last.lower() not in _loose():
            return text
        text = rest


@cache
def _loose() -> frozenset[str]:
    """Words that no title ends in."""
    return frozenset(little_words("loose"))


def _stage(candidate: Candidate, body: Body | None, page: Page) -> str:
    frame = candidate.frame
    if candidate.sentence.lang in OWN_NAMES and frame.concept:
        return dict(concepts()[frame.concept].names)[candidate.sentence.lang]
    forms = body.forms if body else {}
    if own := _by_its_words(candidate, page):
        return own
    if frame.concept == "election-day":
        return _voting(candidate, body, page)
    made = frame.title
    if frame.concept in _SEVERAL and any(w.low == "и" for w in own_words(candidate)):
        made = _of_several(candidate, page) or made
    made = filled(made, forms)
    if frame.name in ("nomination", "registration") and "candidates" in forms:
        made += " " + forms["candidates"]
    return made


def _of_several(candidate: Candidate, page: Page) -> str:
    """ "Образование территориальных и окружных комиссий", whether a noun or a verb says it; empty where it says of one
    sort only."""
    words, grammar = candidate.words, page.grammar(candidate.sentence)
    if candidate.frame.form == "noun":
        named = candidate.phrase
        told = named is not None and named.reading is not None
        return grammar.inflect(page.text, words, named, "nomn") if named is not None and told else ""
    for head in range(candidate.left, candidate.right):
        named = (
            grammar.phrase(words, head, page.barred(candidate.sentence), {}) if grammar.is_noun(words[head]) else None
        )
        if named is None or named.reading is None or not any(w.low == "и" for w in words[named.left : head]):
            continue
        return f"{candidate.frame.title.partition(' ')[0]} {grammar.inflect(page.text, words, named, 'gent')}"
    return ""


def filled(text: str, forms: Mapping[str, str]) -> str:
    """A title with the forms of its body: ``{of}`` with its space or nothing, ``{vote|выборов}`` or what is there."""

    def form(slot: re.Match[str]) -> str:
        if slot[2] is not None:
            return forms.get(slot[1], slot[2])
        return f" {forms[slot[1]]}" if slot[1] in forms else ""

    return _SLOT.sub(form, text) if "{" in text else text


def own_words(candidate: Candidate) -> Sequence[Word]:
    """The words of a candidate, in the order of the sentence."""
    return candidate.words[candidate.left : candidate.right]


def _by_its_words(candidate: Candidate, page: Page) -> str:
    """A stage named by whose it is ("Работа миссии СНГ") or by what it is done to ("Наблюдение за выборами")."""
    frame, words = candidate.frame, candidate.words
    grammar, barred = page.grammar(candidate.sentence), page.barred(candidate.sentence)
    tails = page.lexicon(candidate.sentence).tails
    if frame.noun_with:
        noun, _, preposition = frame.noun_with.partition(" ")
        for place in range(candidate.match[0], candidate.match[1]):
            if words[place].low == preposition and place + 1 < len(words):
                head = grammar.head(words, place + 1, min(place + 5, len(words)))
                found = grammar.phrase(words, head, barred, tails) if head is not None else None
                if found is not None and found.left == place + 1:
                    return f"{noun} {preposition} {page.text[words[found.left].start : words[found.right - 1].end]}"
    if frame.noun_of:
        noun, _, stems = frame.noun_of.partition(" ")
        for place in range(candidate.match[0], candidate.match[1]):
            if pattern(stems).search(words[place].low):
                found = grammar.phrase(words, place, barred, tails)
                if found is not None and found.reading is not None:
                    return f"{noun} {grammar.inflect(page.text, words, found, 'gent')}"
    return ""


def _voting(candidate: Candidate, body: Body | None, page: Page) -> str:
    """Election day: as the sentence calls it in full, else by whom it is for, else as the post calls it."""
    frame, lexicon, grammar = candidate.frame, page.lexicon(candidate.sentence), page.grammar(candidate.sentence)
    if frame.name == "single-voting-day":
        return frame.title
    if frame.name == "election-day" and frame.form == "noun" and candidate.phrase is not None:
        phrase = candidate.phrase
        if (part := _stage_of(candidate, page)) is not None:
            return trimmed(grammar.inflect(page.text, candidate.words, part, "nomn"), candidate, page)
        bare = phrase.right - phrase.left == 1
        if candidate.sentence.lang == "ru" and (not bare or body is None):
            phrase = _whole_name(candidate, without_idle(candidate, phrase, page), page)
            made = grammar.inflect(page.text, candidate.words, phrase, "nomn")
            return trimmed(made, candidate, page)
        one_seat = not bare and lexicon.cue("one-seat", _lower(candidate, candidate.left, candidate.right))
        if one_seat and _stands_so(candidate, phrase, page):
            return grammar.inflect(page.text, candidate.words, phrase, "nomn", frame.nominative, frame.gender)
    if frame.name == "election-day" and frame.form == "verb" and candidate.sentence.lang == "ru":
        verb = candidate.right - 1
        found = grammar.object_of(candidate.words, verb, page.barred(candidate.sentence), lexicon.tails)
        if found is None:
            found = grammar.subject_of(candidate.words, verb, page.barred(candidate.sentence), lexicon.tails)
        if found is not None and page.own_body(_lower(candidate, found.left, found.right), candidate.sentence.lang):
            plural = (grammar.gender(found) == "plur" or _animate(found)) and found.reading.known
            if plural:
                made = f"{lexicon.elections} {grammar.inflect(page.text, candidate.words, found, 'gent')}"
                whole = body.forms.get("election", "") if body is not None else ""
                return whole if whole.startswith(made) else trimmed(made, candidate, page)
    if body is not None and "election" in body.forms:
        single = page.single_voting_day()
        return (
            single if single and body.key in ("deputies", "local") and frame.form != "noun" else body.forms["election"]
        )
    return page.single_voting_day() or frame.title


def _stage_of(candidate: Candidate, page: Page) -> Phrase | None:
    """ "Первый этап выборов депутатов": the vote is one of several."""
    words, lexicon, place = candidate.words, page.lexicon(candidate.sentence), candidate.left - 1
    if place < 1 or not words[place].low.startswith(tuple(lexicon.plain.get("stages-of", ("\0",)))):
        return None
    if lexicon.cue("ordinal", words[place - 1].low) is None:
        return None
    found = page.grammar(candidate.sentence).phrase(words, place, page.barred(candidate.sentence), lexicon.tails)
    return found if found is not None and found.reading is not None and found.right >= candidate.right else None


def _animate(found: Phrase) -> bool:
    return found.reading is not None and "anim" in found.reading.tag.grammemes


def _lower(candidate: Candidate, left: int, right: int) -> str:
    return " ".join(word.low for word in candidate.words[left:right])


def trimmed(text: str, candidate: Candidate, page: Page) -> str:
    """Without what every title of a calendar would repeat: the country's name, the number of the convocation."""
    lexicon = page.lexicon(candidate.sentence)
    if lexicon.index.letters(_TRIM).search(text.lower()) is None:
        return text
    while (found := lexicon.cue("trim", text.lower())) is not None and found.start() > 0:
        text = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".rstrip()
    return text


def _occasion(candidate: Candidate, page: Page) -> str:
    frame, phrase = candidate.frame, candidate.phrase
    assert phrase is not None
    grammar = page.grammar(candidate.sentence)
    phrase = without_idle(candidate, phrase, page)
    subject = phrase.reading is None and _stands_so(candidate, phrase, page)
    nominative = "" if subject else frame.nominative  # an unanalysed subject is in the nominative, one or many
    made = grammar.inflect(page.text, candidate.words, phrase, "nomn", nominative, frame.gender)
    if phrase.right == phrase.head + 1:
        whose = owner(candidate, page)
        told = f"{page.lexicon(candidate.sentence).whose} {whose}" if whose else _late(candidate, page)
        made = " ".join(f"{made} {told}".split())
    return trimmed(made, candidate, page)


def _stands_so(candidate: Candidate, phrase: Phrase, page: Page) -> bool:
    """Whether a noun that no dictionary knows is in the nominative as it stands: without a governor, or many of them
    ("пройдуць семінары")."""
    governor, place = candidate.preposition, phrase.left - 1
    if phrase.case == "gent":
        return False  # "лекцыі не будзе"
    if candidate.frame.gender == "f" and candidate.words[phrase.head].low.endswith(("у", "ю")):
        return False  # what somebody is asked to
    if not governor or not governor.isalpha():
        return True
    several = candidate.words[phrase.head].low.endswith(("ы", "і")) and candidate.frame.gender != "p"
    return several and page.grammar(candidate.sentence).is_verb(candidate.words[place])


def without_idle(candidate: Candidate, phrase: Phrase, page: Page) -> Phrase:
    """A phrase without the adjectives that say nothing in a calendar ("следующее заседание")."""
    lexicon = page.lexicon(candidate.sentence)
    while phrase.left < phrase.head and lexicon.cue("idle-adjective", candidate.words[phrase.left].low):
        kept = {place: reading for place, reading in phrase.adjectives.items() if place > phrase.left}
        phrase = replace(phrase, left=phrase.left + 1, adjectives=kept)
    return phrase


def _whole_name(candidate: Candidate, phrase: Phrase, page: Page) -> Phrase:
    """A phrase with the rest of a name of several words that it ends in ("выборы в Милли Меджлис")."""
    words, right = candidate.words, phrase.right
    barred = page.barred(candidate.sentence)
    if right - phrase.head < 2 or not words[right - 1].text[:1].isupper():
        return phrase
    while right < len(words) and right not in barred and words[right].text[:1].isupper() and words[right].alphabetic:
        right += 1
    return replace(phrase, right=right)


def _late(candidate: Candidate, page: Page) -> str:
    """What a bare noun governs behind its verb: "встреча пройдет с послом Индии"."""
    words, grammar, lexicon = candidate.words, page.grammar(candidate.sentence), page.lexicon(candidate.sentence)
    name = candidate.frame.name
    stem = name if name in lexicon.tails else max((s for s in lexicon.tails if name.startswith(s)), key=len, default="")
    governed = " ".join(lexicon.tails.get(stem, ())).split()
    barred = page.barred(candidate.sentence)
    for place in range(candidate.right, min(candidate.right + 5, len(words) - 1)):
        if words[place].text in ",;:(–—":
            break
        if words[place].low not in governed or place + 1 in barred or not grammar.is_verb(words[place - 1]):
            continue
        head = grammar.head(words, place + 1, min(place + 5, len(words)))
        found = grammar.phrase(words, head, barred, lexicon.tails) if head is not None else None
        if found is not None and found.left == place + 1:
            return page.text[words[place].start : words[found.right - 1].end]
    return ""
