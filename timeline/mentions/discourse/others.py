"""The same event for others: another recipient, another sort of people, after another event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.reading.acts import stage_of
from timeline.mentions.reading.titles import tidy, title
from timeline.mentions.titling.sorts import of_that_sort

if TYPE_CHECKING:
    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence, Word
_GENITIVE = frozenset({"gent", "accs"})
"""What the genitive of somebody may be read as, where no verb tells."""


def variant(last: Candidate, label: str, sentence: Sentence, page: Page) -> Candidate:
    """The same event, for others: a name in the nominative sets it apart ("самовыдвиженцы – до 5 мая")."""
    grammar, words = page.grammar(sentence), page.words(sentence)
    at = sentence.start + sentence.text.find(label)
    places = [k for k, word in enumerate(words) if at <= word.start < at + len(label)]
    head = grammar.head(words, places[0], places[-1] + 1) if places else None
    phrase = grammar.phrase(words, head, page.barred(sentence), {}) if head is not None else None
    described = len(places) == 1 and grammar.is_adjective(words[places[0]])
    if len(places) == 1 and (other := _described_else(last, words[places[0]], page)) is not None:
        return other
    if page.lexicon(sentence).cue("idle-adjective", fold(label)) and len(places) == 1:
        return last
    if (
        phrase is not None
        and phrase.left == places[0]
        and (others := _of_others(last, phrase, label, page)) is not None
    ):
        return others
    if phrase is not None and (paper := _another_paper(last, phrase, sentence, page)) is not None:
        return replace(paper, variant=label)
    short = len(places) == 1 and words[places[0]].text.isupper() and len(words[places[0]].text) > 1
    named = phrase is not None and phrase.left == places[0] and (phrase.case == "nomn" or _do_it(last, label, page))
    if not described and not short and not named:
        governed = fold(label).partition(" ")[0] in page.lexicon(sentence).plain.get("arguments", ())
        return replace(last, variant=label) if governed else last
    frame = replace(last.frame, concept=None)
    name = label.rpartition(":")[2].strip()
    whole = title(last, None, page).removesuffix(f": {last.variant}")
    of_its_own = last.frame.form == "noun" or last.frame.subject  # "комиссии регистрируют кандидатов, участковые – …"
    made = (of_that_sort(whole, name, last, page) if of_its_own else "") or f"{whole}: {name}"
    return replace(last, frame=frame, title=tidy(made), variant=name)


def _another_paper(last: Candidate, label: Phrase, sentence: Sentence, page: Page) -> Candidate | None:
    """ "Документы принимают до 18 января, жалобы – до 20 января": other papers are taken in by then."""
    lexicon, words, grammar = page.lexicon(sentence), page.words(sentence), page.grammar(sentence)
    act, low = lexicon.action("accept"), words[label.head].low
    sorts = (*lexicon.takes.get("submit", ()), *lexicon.takes.get("present", ()))
    sort = next((stem for stem in sorts if low.startswith(stem)), None)
    same = sort is not None and sort in last.low and label.right - label.left == 1
    if act is None or sort is None or last.frame.form != "verb" or same:
        return None
    genitive = next((said for stem, said in lexicon.genitives.items() if low.startswith(stem)), "")
    if label.case != "nomn" and not (label.reading is None and genitive):
        return None
    made = f"{act.noun} {grammar.inflect(page.text, words, label, 'gent', genitive)}"
    frame = stage_of(made, replace(last, words=words), label, page) or act
    return replace(last, frame=frame, title="" if frame.concept else tidy(made), phrase=None)


def _do_it(last: Candidate, label: str, page: Page) -> bool:
    """ "Партыі падаюць дакументы да 18 студзеня, самавылучэнцы – да 20": others who do what a verb says, where no
    dictionary tells the nominative."""
    doers = page.lexicon(last.sentence).cue("campaigners", fold(label)) if last.frame.form == "verb" else None
    return doers is not None and doers.start() == 0 and label.endswith(("ы", "і"))


def _described_else(last: Candidate, adjective: Word, page: Page) -> Candidate | None:
    """ "Аккредитация международных наблюдателей – до 23 января, национальных – до 25": the same of others, named by the
    adjective that stands in the place of another."""
    grammar, phrase = page.grammar(last.sentence), last.phrase
    if last.frame.form != "noun" or phrase is None or phrase.case not in ("nomn", "") or grammar.is_noun(adjective):
        return None
    for word in last.words[phrase.head + 1 : last.right]:
        if not grammar.is_noun(word) and word.low != adjective.low and word.low[-2:] == adjective.low[-2:]:
            place = word.start - last.start
            name = f"{last.text[:place]}{adjective.text}{last.text[place + len(word.text) :]}"
            frame = replace(last.frame, concept=None)
            return replace(last, frame=frame, title=tidy(name[0].upper() + name[1:]), variant=adjective.low)
    return None


def _of_others(last: Candidate, label: Phrase, said: str, page: Page) -> Candidate | None:
    """ "Регистрация кандидатов завершится 20 января, доверенных лиц – 22 января": another genitive behind its noun."""
    phrase, words, grammar = last.phrase, last.words, page.grammar(last.sentence)
    if last.frame.form != "noun" or phrase is None or label.case not in _GENITIVE:
        return None
    head = grammar.head(words, phrase.head + 1, last.right) if phrase.head + 1 < last.right else None
    told = grammar.phrase(words, head, (), {}) if head is not None else None
    if told is None or told.left != phrase.head + 1 or told.case not in _GENITIVE:
        return None
    noun = grammar.inflect(page.text, words, replace(phrase, right=phrase.head + 1), "nomn")
    return replace(last, frame=replace(last.frame, concept=None), title=tidy(f"{noun} {said}"), variant=fold(said))


def addressed(last: Candidate, follows: str, label: str, page: Page) -> Candidate:
    """ "Передача протоколов в областные комиссии …, а в ЦИК …": the same noun with its own recipient."""
    tail = label[len(label) - len(follows) :]
    fixed = last.frame.concept is not None and bool(last.frame.title)
    if last.phrase is None or last.frame.form == "verb" or fixed:
        made = title(last, None, page)
        return replace(last, variant=follows, title=f"{made} {tail}" if made and not last.frame.concept else "")
    words, phrase = last.words, last.phrase
    arguments = page.lexicon(last.sentence).plain.get("arguments", ())
    cut = phrase.right
    for place in range(phrase.head + 1, phrase.right):
        if words[place].low in arguments:
            cut = place
            break
    bare = replace(phrase, right=cut)
    frame = last.frame
    noun = page.grammar(last.sentence).inflect(page.text, words, bare, "nomn", frame.nominative, frame.gender)
    if tail.startswith("ў "):
        tail = "у " + tail[2:]
    return replace(last, title=f"{noun} {tail}", variant=follows)


def afterwards(last: Candidate, after: Candidate, page: Page) -> Candidate:
    """ "Результаты утверждают до 8 ноября, после второго тура – до 22 ноября"."""
    grammar = page.grammar(after.sentence)
    if after.phrase is None:
        return last
    second = grammar.inflect(page.text, after.words, after.phrase, "gent")
    base = last.frame.title.partition(" {")[0]
    frame = last.frame
    if frame.concept == "results" and after.frame.concept == "second-round":
        frame = replace(frame, concept="results-second-round")
    return replace(last, frame=frame, title=f"{base} {second}" if base else "", variant=after.frame.concept or second)
