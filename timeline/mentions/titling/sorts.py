"""One sort of those that an event is for: "Дежурство комиссий: окружные …", "окружные дежурят …, а участковые …"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.text.sentences import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SOMEBODY = ("campaigners", "observers")
_GENITIVE = frozenset({"gent", "accs", ""})
"""What the genitive of many may be read as."""


def of_that_sort(name: str, label: str, named: Candidate, page: Page) -> str:
    """A name with the adjective of a label before the noun that it is said of, in the place of the ones of other
    sorts: "Дежурство окружных избирательных комиссий" with "участковые" is that of "участковых избирательных
    комиссий". Empty where it goes with none."""
    sentence = named.sentence
    grammar, plain = page.grammar(sentence), page.lexicon(sentence).plain
    general = plain.get("of-every-sort", frozenset())
    if " " in label or "«" in name or not general:
        return ""
    for words, left, head in _many(name, sentence, page):
        if not page.lexicon(sentence).says(words[head].low, *_SOMEBODY):
            continue
        kept = [word.text for word in words[left:head] if word.low in general]
        others = [word.low for word in words[left:head] if word.low not in general]
        form = next(filter(None, (grammar.like(fold(label), model) for model in (*others, *general))), "")
        if form and (form == fold(label) or not _of_the_head(label, words[0], named, page)):
            return " ".join((name[: words[left].start].rstrip(), form, *kept, name[words[head].start :]))
    return ""


def _of_the_head(label: str, head: Word, named: Candidate, page: Page) -> bool:
    """ "Встречи кандидатов: утренние – 13 января": the meetings are, and no candidates. Where no dictionary tells, a
    name of one event has no sort of many."""
    told = Word(label, fold(label), 0, len(label))
    found = page.grammar(named.sentence).phrase((told, head), 1, (), {})
    if found is not None and found.reading is not None:
        return found.left == 0
    return head.low not in (named.frame.nominative, fold(named.frame.noun))


def with_their_noun(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Окружные комиссии дежурят до 24 января, а участковые дежурят до 26 января": an adjective at the end of a name
    has the noun of the same words in the name before it."""
    for one, two in pairwise(drafts):
        if one.sentence is not two.sentence or one.refused or two.refused or two.concept:
            continue
        last = two.title.rpartition(" ")[2]
        for words, left, head in _many(one.title, one.sentence, page) if last != two.title else ():
            model = words[left].low
            if left < head and last.lower() != model and page.grammar(one.sentence).like(last.lower(), model) == last:
                two.title = f"{two.title} {one.title[words[head].start : words[head].end]}"
                break


def _many(name: str, sentence: Sentence, page: Page) -> Iterator[tuple[Sequence[Word], int, int]]:
    """The words of a name, and where in it the many begin that something else in it is of, and where their noun is."""
    grammar = page.grammar(sentence)
    words = [Word(found[0], fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(name)]
    found = [grammar.phrase(words, place, (), {}) for place in range(1, len(words)) if grammar.is_noun(words[place])]
    many = [one for one in found if one is not None and one.left and one.case in _GENITIVE]
    for one in many:
        within = any(other.left <= one.head < other.head for other in many)  # "участковых (комиссий)"
        if not within and grammar.gender(one) == "plur":
            yield words, one.left, one.head
