"""What something is for that is called by its act alone: "приём заявок" for an accreditation, "награждение" of the
winners of a contest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.concepts import concepts
from timeline.languages.lexicon import fold
from timeline.mentions.reading.actions import small
from timeline.mentions.reading.candidates import occasions_in, stages_in
from timeline.mentions.reading.titles import tidy, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import EventLexicon

_THERE = re.compile(r",\s+((?:\w{1,2}\s+)?\w+)\s[^,.;:!?]+")
"""A clause behind a name."""
_DECIDED = frozenset({"result", "registration", "deadline", "other"})
"""Kinds of stages that a sitting may be for."""
REACH = 3
"""How many sentences back what an event is of may stand."""
ACCREDITATIONS = frozenset({"observer-accreditation", "press-accreditation"})
_OPEN_TO_MANY = frozenset({"training", "other", "meeting", "campaigning"})
_CONTESTS = frozenset({"contest-word"})
_ACCUSATIVES = {"а": "у", "я": "ю"}


def aim(draft: Draft, drafts: Sequence[Draft], page: Page) -> str:
    """ "Аккредитация журналистов: всё, что нужно знать. Приём заявок – до 20 марта": what is applied for,
    as the whole title; empty where nothing is told."""
    assert draft.candidate is not None
    plain = page.lexicon(draft.sentence).plain
    whole = _but_for_taking_part(draft.title, page.lexicon(draft.sentence))
    act, _, rest = fold(whole).partition(" ")
    signs_up = draft.candidate.frame.name in plain.get("signs-up", ()) and not rest
    takes_in = draft.candidate.frame.name in plain.get("takes-in", ())
    sent = whole != draft.title or _sent(rest, page.lexicon(draft.sentence))
    if not signs_up and not (takes_in and act and sent):
        return ""
    if f" {page.lexicon(draft.sentence).purpose} " in rest:
        return ""  # what it is for is said
    over = [d.candidate for d in drafts if d.recap]
    after = page.sentences[draft.sentence.index + 1 : draft.sentence.index + 2]
    for sentence in (draft.sentence, *spoken_before(draft, page), *after):
        if sentence is not draft.sentence and sentence.beside(draft.sentence):
            continue  # each item of a list speaks of its own
        held = page.lexicon(sentence).cue("was-held", sentence.low) is not None
        stages = [c for c in stages_in(sentence, page) if c.frame.concept in ACCREDITATIONS]
        stages = stages or [c for c in page.candidates(sentence) if c.frame.concept in ACCREDITATIONS and _bare(c)]
        named = stages or [c for c in occasions_in(sentence, page) if c.frame.kind in _OPEN_TO_MANY and not held]
        named = [c for c in named if c not in over and c.phrase is not None]
        named = [c for c in named if sentence is not draft.sentence or c.end < draft.candidate.start]
        if len(set({c.start: c.frame.name for c in named}.values())) > 1:  # the halves of "семинар-тренинг" are one
            return ""
        if not named and any(c.frame.name == "accredit-for" for c in page.candidates(sentence)):
            return f"{whole}{told}" if (told := _to_be_accredited(draft, page)) else ""
        if named and (phrase := named[0].phrase) is not None:
            made = _accusative(named[0], phrase, page)
            low = made[:1].lower() + made[1:] if named[0].start == sentence.start and made[1:2].islower() else made
            if "-" in named[0].words[phrase.head].text and "-" not in named[0].frame.nominative:
                return f"{whole}: {low}"  # the halves of "конкурс-викторина" have cases of their own
            return f"{whole} {page.lexicon(draft.sentence).purpose} {low}"
    return ""


def _sent(what: str, lexicon: EventLexicon) -> bool:
    """ "Заявок", "заявок (от) редакций": what is sent in, by nobody or by the press."""
    said, papers = what.split(), lexicon.plain.get("sent-in", frozenset())
    if not said or said[-1] in papers:
        return bool(said)
    by = said[2:] if len(said) > 2 and said[1] in lexicon.plain.get("away", ()) else said[1:]
    return said[0] in papers and len(by) == 1 and lexicon.cue("press", by[0]) is not None


def _bare(candidate: Candidate) -> bool:
    """Whether it is a noun that only hints at its stage ("аккредитация")."""
    return candidate.frame.form == "weak" and candidate.phrase is not None


def _but_for_taking_part(name: str, lexicon: EventLexicon) -> str:
    """ "Подача заявки на участие": without the end that does not say in what."""
    words = name.split()
    parts = len(words) > 2 and words[-2] == lexicon.purpose and words[-1] in lexicon.plain.get("taking-part", ())
    return " ".join(words[:-2]) if parts else name


def _to_be_accredited(draft: Draft, page: Page) -> str:
    """ "Хотите аккредитоваться? Приём заявок – до 4 января"."""
    lexicon = page.lexicon(draft.sentence)
    aimed = _accreditation(lexicon)
    return f" {lexicon.purpose} {aimed}" if aimed else ""


def _accreditation(lexicon: EventLexicon) -> str:
    """The word, as one applies for it."""
    return next(iter(lexicon.plain.get("accreditation", ())), "")


def _accusative(candidate: Candidate, phrase: Phrase, page: Page) -> str:
    """A phrase as one applies for it; where no analyser knows it, without its adjectives."""
    grammar, words, frame = page.grammar(candidate.sentence), candidate.words, candidate.frame
    if phrase.reading is None:
        known = _accreditation(page.lexicon(candidate.sentence)) if frame.concept in ACCREDITATIONS else ""
        noun = frame.nominative or known or words[phrase.head].text
        noun = noun[:-1] + _ACCUSATIVES[noun[-1]] if frame.gender == "f" and noun[-1:] in _ACCUSATIVES else noun
        return noun + page.text[words[phrase.head].end : words[phrase.right - 1].end]
    told = phrase.reading.tag  # only a feminine has an accusative of its own among things
    case = "accs" if (told.gender, told.number) == ("femn", "sing") else "nomn"
    return grammar.inflect(page.text, words, phrase, case, frame.nominative if case == "nomn" else "")


def of_the_winners(draft: Draft, page: Page) -> bool:
    """ "Приём работ на конкурс завершён. Награждение – 12 декабря": of those who won what was spoken of."""
    assert draft.candidate is not None
    lexicon, told = page.lexicon(draft.sentence), fold(draft.title).split()
    winners, rewarding = (lexicon.plain.get(name, frozenset()) for name in ("winners", "rewarding"))
    at = next((place for place, word in enumerate(told[:2]) if word in rewarding), len(told))
    rest = told[at + 1 :]
    if at == len(told) or not winners.issuperset(rest) or len(rest) > 1:
        return False
    contest = _contest_before(draft, page)
    if not contest:
        return False
    whose = "" if rest else f" {lexicon.winners}"
    draft.title = tidy(f"{draft.title}{whose} {contest}")
    return True


def _contest_before(draft: Draft, page: Page) -> str:
    """The contest named last before a draft, in the genitive."""
    for sentence in spoken_before(draft, page):
        lexicon, grammar = page.lexicon(sentence), page.grammar(sentence)
        named = [c for c in occasions_in(sentence, page) if lexicon.cue("contest-word", c.frame.name) is not None]
        if not named:
            continue
        if len({c.frame.name for c in named}) > 1 or (phrase := named[0].phrase) is None:
            return ""
        genitive = next((said for stem, said in lexicon.genitives.items() if named[0].frame.name.startswith(stem)), "")
        if phrase.reading is None and not genitive:
            return ""
        made = grammar.inflect(page.text, named[0].words, phrase, "gent", genitive)
        opens = named[0].start == sentence.start and made[1:2].islower()
        return made[:1].lower() + made[1:] if opens else made
    return ""


def of_that_contest(draft: Draft, page: Page) -> bool:
    """ "Объявляем конкурс плакатов «Мой голос»! Работы на конкурс принимаем до 20 января": which contest that is."""
    if " " not in draft.title or not page.hears(_CONTESTS):
        return False
    lexicon, last = page.lexicon(draft.sentence), fold(draft.title).rpartition(" ")[2]
    if lexicon.cue("contest-word", last) is None:
        return False
    for sentence in spoken_before(draft, page):
        named = [c for c in occasions_in(sentence, page) if lexicon.cue("contest-word", c.frame.name) is not None]
        named = [c for c in named if c.phrase is not None and c.phrase.right > c.phrase.head + 1]
        if len(named) == 1 and (phrase := named[0].phrase) is not None and last[:4] == named[0].frame.name[:4]:
            words = named[0].words
            draft.title = f"{draft.title} {page.text[words[phrase.head + 1].start : words[phrase.right - 1].end]}"
            return True
    return False


def done_there(draft: Draft, page: Page) -> str:
    """ "Заседание, на котором подведём итоги выборов, назначено на 1 марта": what is to be done there, as the end of
    its title; empty where that is not told."""
    held, sentence = draft.candidate, draft.sentence
    assert held is not None
    clause = _THERE.match(sentence.low, held.end - held.sentence.start) if held.sentence is sentence else None
    if clause is None or not page.lexicon(sentence).plain.get("relative", frozenset()).intersection(clause[1].split()):
        return ""
    within = range(clause.start() + sentence.start, clause.end() + sentence.start)
    acts = [c for c in page.candidates(sentence) if c.start in within and c.frame.form == "verb"]
    if len(acts) != 1 or (acts[0].frame.concept and acts[0].frame.kind not in _DECIDED):
        return ""
    stage = concepts().get(acts[0].frame.concept or "") if sentence.lang != "ru" else None
    return small(dict(stage.names).get(sentence.lang, "") if stage else title(acts[0], draft.body, page))


def spoken_before(draft: Draft, page: Page) -> Iterator[Sentence]:
    """The sentences that a reader still has in mind: the heading of the list, those just before."""
    index = draft.sentence.index
    yield from reversed(page.sentences[max(0, index - REACH) : index])
    if draft.sentence.lead is not None and draft.sentence.lead < index - REACH:
        yield page.sentences[draft.sentence.lead]
