"""General words read as the special ones that were spoken of just before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.discourse.elision import REACH
from timeline.mentions.judging.roles import clause
from timeline.mentions.reading.candidates import stages_in
from timeline.mentions.reading.standing import VOTES
from timeline.mentions.reading.titles import tidy, title

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import EventLexicon

_LEVELS = {
    "precinct-commissions": "precinct",
    "territorial-commissions": "territorial",
    "district-commissions": "district",
}
"""Cues of the sorts of commissions, each with its word in the names of stages."""
_STAGES = {cue: f"commissions-{level}" for cue, level in _LEVELS.items()}
_COMMISSIONS = frozenset(_STAGES.values())
_NOMINATED = {cue: f"commission-nominations-{level}" for cue, level in _LEVELS.items()}
_OF_DEPUTIES = frozenset({"deputies", "local"})
"""Bodies whose members are deputies."""
_FORMED = {f"commission-nominations-{level}": f"commissions-{level}" for level in _LEVELS.values()}
"""Which commissions are formed of those who were nominated to them."""


def specific(candidate: Candidate, when: When, sentence: Sentence, page: Page) -> Candidate:
    """A general word read as the special one spoken of just before: "комиссии" as "участковые комиссии".

    Which stage can stand for which is said by the families of the language file. What a voter asks for by a day is not
    the vote at home itself: "позвоните до 18.00 25 мая – комиссия придёт с переносной урной".
    """
    lexicon, frame = page.lexicon(sentence), candidate.frame
    if (own := _by_its_own_words(candidate, when, sentence, page)) is not None:
        return own
    wanted = lexicon.general.get(frame.name, ())
    if frame.name not in lexicon.general and (frame.concept is None or frame.form != "weak"):
        return candidate
    if frame.name == "observer-accreditation" and lexicon.cue("observers", candidate.low) is not None:
        return candidate  # "аккредитация журналистов – до 20 апреля, аккредитация наблюдателей – до 25 апреля"
    for place in range(sentence.index, max(-1, sentence.index - REACH), -1):
        if (special := _spoken_of(candidate, wanted, page.sentences[place], sentence, page)) is not None:
            return special
    if frame.name == "registration-documents" and _to_nominate(sentence, page):
        return replace(candidate, frame=replace(lexicon.stage("nomination-documents"), form=frame.form))
    if frame.name == "registration-documents" and _of_others(candidate, sentence, page):
        own_kind = replace(frame, name="accept", concept=None, kind="deadline")
        return replace(candidate, frame=own_kind, title=" ".join(frame.title.split()[:2]))
    return _of_a_level(candidate, sentence, page) if _COMMISSIONS.issuperset(wanted or [""]) else candidate


def _by_its_own_words(candidate: Candidate, when: When, sentence: Sentence, page: Page) -> Candidate | None:
    """What an event's own sentence makes of it, whatever was spoken of before."""
    lexicon, frame = page.lexicon(sentence), candidate.frame
    home = frame.name == "home-voting" and _asked_for(when, sentence, page)
    if home or (frame.name in ("home-voting", "remote-voting") and _on_paper(candidate, when, page)):
        return replace(candidate, frame=lexicon.stage(f"{frame.name}-applications"), title="")
    if frame.name == "voting" and (of_those := _of_deputies(candidate, page)) is not None:
        return of_those
    if frame.name == "registration" and (of_groups := _of_the_groups(candidate, sentence, page)) is not None:
        return of_groups
    if frame.name == "registration" and candidate.right - candidate.left == 1:
        return _signing_up(candidate, sentence, page)
    if frame.concept == "certificates" and _to_others(sentence, page):
        return replace(candidate, frame=replace(frame, concept=None), title=" ".join(frame.title.split()[:2]))
    if candidate.title and frame.noun and lexicon.cue("rosters", fold(candidate.title)):
        return _whose_members(candidate, sentence, page, _STAGES)
    if frame.concept == "commission-nominations" and _says_whose(candidate, lexicon):
        return _whose_members(candidate, sentence, page, _NOMINATED)
    return None


def _spoken_of(
    candidate: Candidate, wanted: Collection[str], said: Sentence, sentence: Sentence, page: Page
) -> Candidate | None:
    """The special event that ``said`` names and a general word can stand for; ``wanted`` are the stages that can be."""
    frame, lexicon = candidate.frame, page.lexicon(sentence)
    if frame.name == "registration-documents" and _of_groups(candidate, said, page):
        return replace(candidate, frame=replace(lexicon.stage("initiative-groups"), form=frame.form))
    hinted = sorted(stages_in(said, page), key=_weight) if wanted and said is not sentence else ()
    for other in (*reversed(page.candidates(said)), *hinted):
        formed = _FORMED.get(other.frame.concept or "", "")
        if formed in wanted and not candidate.sentence.beside(other.sentence):
            return replace(candidate, frame=replace(lexicon.stage(formed), form=frame.form))
        if other.frame.name in wanted and other.frame.form != "weak" and _can_be(candidate, other, page):
            return replace(candidate, frame=replace(other.frame, form=frame.form), title=other.title)
    return None


def _of_a_level(candidate: Candidate, sentence: Sentence, page: Page) -> Candidate:
    """ "Участковые комиссии: что нового. Образование комиссий – до 9 мая": a heading, of the post or of what stands
    before, says of which commissions it speaks."""
    heads = page.sentences[max(0, sentence.index - REACH) : sentence.index]
    for said in (*reversed(heads), *page.sentences[: sentence.index and 1]):
        head, grammar = said.low.partition(":")[0], page.grammar(said)
        levels = [stage for cue, stage in _STAGES.items() if page.lexicon(said).cue(cue, head)]
        told = (grammar.tense(w) for w in page.words(said) if w.start - said.start < len(head))
        if levels and not any(tense is not None for tense in told):
            frame = replace(page.lexicon(sentence).stage(levels[0]), form=candidate.frame.form)
            return replace(candidate, frame=frame, title="") if len(levels) == 1 else candidate
    return candidate


def _of_deputies(candidate: Candidate, page: Page) -> Candidate | None:
    """ "Голосование депутатов базового уровня – 4 апреля": those who vote, for whom the post elects, and not whom."""
    phrase, words, lexicon = candidate.phrase, candidate.words, page.lexicon(candidate.sentence)
    after = words[phrase.head + 1] if phrase is not None and phrase.head + 1 < phrase.right else None
    if phrase is None or after is None or not after.low.startswith(tuple(lexicon.plain.get("who-vote", ("\0",)))):
        return None
    body = page.only_body(candidate.sentence)
    if body is not None and body.key not in _OF_DEPUTIES:
        return replace(candidate, body=body)
    named = phrase if phrase.reading is not None else replace(phrase, right=phrase.head + 2)
    made = page.grammar(candidate.sentence).inflect(page.text, words, named, "nomn", candidate.frame.nominative)
    return replace(candidate, frame=replace(candidate.frame, concept=None), title=tidy(made))


def _asked_for(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether the words around a date, up to the commas, bid somebody ask for something."""
    start, end = clause(when, sentence, page)
    left, right = sentence.low[start : when.start - sentence.start], sentence.low[when.end - sentence.start : end]
    lexicon = page.lexicon(sentence)
    return any(lexicon.cue("asks", part) for part in (left.rpartition(",")[2], right.partition(",")[0]))


def _on_paper(vote: Candidate, when: When, page: Page) -> bool:
    """ "Голосуем и на дому: заявления в комиссии участка – со 2 по 8 мая"."""
    if when.shape not in ("until", "from", "span") or "applies" not in page.heard(vote.sentence):
        return False
    base = vote.sentence.start
    return page.heard(vote.sentence).search("applies", vote.sentence.low, vote.end - base, when.end - base) is not None


def _to_others(sentence: Sentence, page: Page) -> bool:
    """ "Журналистам удостоверения выдадут до 22 января": not those of candidates."""
    heard, low = page.heard(sentence), sentence.low
    return heard.search("others-apply", low) is not None and heard.search("candidacy", low) is None


def _whose_members(candidate: Candidate, sentence: Sentence, page: Page, stages: Mapping[str, str]) -> Candidate:
    """ "Следующий этап – участковые комиссии. Составы утвердят до 26 декабря": those commissions are formed, but not
    by one who decides on "свой состав"; so for whom "документы о выдвижении их членов" are handed in."""
    lexicon = page.lexicon(sentence)
    acted = {word.low for word in candidate.words[max(0, candidate.left - 1) : candidate.right]}
    if not acted.isdisjoint(lexicon.plain.get("own-ones", ())):
        return candidate
    for place in range(sentence.index, max(-1, sentence.index - REACH), -1):
        said = page.sentences[place]
        low = said.low if said is not sentence else said.low[: candidate.start - sentence.start]
        levels = [stage for cue, stage in stages.items() if page.lexicon(said).cue(cue, low)]
        if levels:
            frame = replace(lexicon.stage(levels[0]), form=candidate.frame.form)
            return replace(candidate, frame=frame, title="") if len(levels) == 1 else candidate
    return candidate


def _says_whose(candidate: Candidate, lexicon: EventLexicon) -> bool:
    """Whether the words of an event refer to somebody who was spoken of."""
    told = {word.low for word in candidate.words[candidate.left : candidate.right]}
    return not told.isdisjoint(lexicon.plain.get("possessives", ()))


def _can_be(candidate: Candidate, other: Candidate, page: Page) -> bool:
    """Whether what a general word says can be the other: no item of a list is another item of it, and documents "для
    регистрации" are none for something else."""
    if candidate is other or candidate.sentence.beside(other.sentence):
        return False
    lexicon = page.lexicon(candidate.sentence)
    if other.frame.name == "initiative-groups" and lexicon.cue("candidacy", candidate.low):
        return False  # "документы кандидатов"
    return lexicon.cue("registers", candidate.low) is None or lexicon.cue("registers", other.low) is not None


def _weight(candidate: Candidate) -> float:
    return -candidate.frame.weight


def _of_groups(candidate: Candidate, said: Sentence, page: Page) -> bool:
    """ "С чего начать? С инициативной группы. Документы подают до 1 ноября": to register the group, where nobody speaks
    of signatures yet, nor of those registered. Documents "на регистрацию" are its own where the same sentence speaks to
    it, or one just before calls it or speaks of its being registered."""
    if page.heard(said).search("groups", said.low) is None or page.lexicon(said).cue("candidacy", candidate.low):
        return False
    if page.lexicon(said).cue("registers", candidate.low):
        here = said is candidate.sentence
        spoken_of = page.lexicon(said).cue("groups-registered", said.low) is not None or _speaks_to(said, page)
        if not here and (not spoken_of or candidate.sentence.beside(said)):
            return False
    near = page.sentences[said.index : candidate.sentence.index + 1]
    return not any(page.heard(s).search("beyond-groups", s.low) for s in near)


def _speaks_to(said: Sentence, page: Page) -> bool:
    """ "Внимание, инициативные группы!": a call that tells nothing besides whom the next sentence is for."""
    grammar = page.grammar(said)
    told = page.dates_in(said) or page.candidates(said) or any(grammar.tense(w) == "past" for w in page.words(said))
    return said.text.rstrip().endswith("!") and not told


def _of_others(candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "Хотите стать наблюдателем? Приём документов – до 20 марта": no candidates, in a post that knows none."""
    if page.says("candidacy") or page.lexicon(sentence).cue("registers", candidate.low):
        return False
    near = page.sentences[max(0, sentence.index - 2) : sentence.index + 1]
    return any(page.lexicon(s).cue("others-apply", s.low) is not None for s in near)


def _of_the_groups(candidate: Candidate, sentence: Sentence, page: Page) -> Candidate | None:
    """ "До 29 октября группы подают документы, до 3 ноября комиссия решит вопрос о регистрации": of the groups, where
    they were spoken of last."""
    near = page.sentences[max(0, sentence.index - 1) : sentence.index + 1]
    before = [other for said in near for other in page.candidates(said) if other.end <= candidate.start]
    lexicon = page.lexicon(sentence)
    if not before or before[-1].frame.name != "initiative-groups" or lexicon.cue("candidacy", candidate.low):
        return None
    frame = lexicon.stage("initiative-groups-registration")
    return replace(candidate, frame=replace(frame, form=candidate.frame.form), title="")


def _signing_up(candidate: Candidate, sentence: Sentence, page: Page) -> Candidate:
    """A bare "регистрация" after a lecture is for the lecture, and no stage of a campaign."""
    lexicon = page.lexicon(sentence)
    if lexicon.cue("candidacy", sentence.low) or page.says("candidacy"):
        return candidate
    for place in range(sentence.index - 1, max(-1, sentence.index - REACH), -1):
        for other in page.candidates(page.sentences[place]):
            if other.frame.concept is None and other.frame.kind in ("training", "meeting", "other"):
                noun = candidate.text[:1].upper() + candidate.text[1:].lower()
                name = title(other, None, page)
                frame = replace(candidate.frame, concept=None, kind=other.frame.kind)
                return replace(candidate, frame=frame, title=tidy(f"{noun}: {name[:1].lower()}{name[1:]}"))
    return candidate


def _to_nominate(sentence: Sentence, page: Page) -> bool:
    """ "Важные сроки для выдвижения / Партии сдают документы до 27 декабря": papers of the stage that the heading of
    the post names, where they are called by nothing else."""
    head = page.sentences[0]
    if not sentence.index or not page.heads(head) or page.lexicon(sentence).cue("registers", sentence.low):
        return False
    stages = {c.frame.concept for c in (*page.candidates(head), *stages_in(head, page)) if c.frame.concept not in VOTES}
    between = page.sentences[1 : sentence.index]
    others = (c for said in between for c in page.candidates(said) if c.frame.concept and c.frame.concept not in VOTES)
    return stages - {None} == {"nomination"} and not any(others)
