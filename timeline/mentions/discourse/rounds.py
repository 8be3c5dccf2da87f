"""The parts of a contest that a post lists: "Конкурс плакатов: первый этап – до 1 апреля, финал – 15 мая"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from timeline.mentions.attaching.attachment import Attachment
from timeline.mentions.reading.candidates import occasions_in, stages_in
from timeline.mentions.reading.standing import VOTES
from timeline.mentions.reading.titles import tidy, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence, Word

REACH = 4
"""How many sentences back the contest may stand that the parts are of."""
_NEAR = 2
"""The same of a second round that says no more."""
_STOPS = frozenset(",;:.!?–—-")


def round_of(when: When, sentence: Sentence, page: Page, before: Sequence[Draft]) -> Attachment | None:
    """A part of the contest spoken of, where its name stands before the date: "второй – 10 апреля"."""
    if not page.says("round-word"):
        return None
    rounds = page.lexicon(sentence).plain.get("rounds", frozenset())
    label = _label(when, sentence, page)
    if not label or len(label) > 3:
        return None
    grammar, told = page.grammar(sentence), before[-1].candidate if before else None
    known = told is not None and told.variant.rpartition(" ")[2] in rounds and before[-1].refused is None
    name = " ".join(word.low for word in label)
    if label[-1].low not in rounds:
        noun = told.variant.rpartition(" ")[2] if known and told is not None else ""
        counted = page.lexicon(sentence).plain.get("counted-rounds", frozenset())
        noun = noun if noun in _forms(counted) else _counted(sentence, page, counted)
        if not noun or len(label) > 1 or not _describes(label[0], sentence, page):
            return None
        name = f"{name} {noun}"
    elif not all(_describes(word, sentence, page) for word in label[:-1]):
        return None
    opens = not any(
        word.alphabetic and len(word.low) > 2 for word in page.words(sentence) if word.end <= label[0].start
    )
    contest = _contest(label[0].start, sentence, page, rounds, REACH if opens or known else 1)
    if contest is None:
        return _of_a_vote(name, label, when, sentence, page)
    whole = title(contest, None, page)
    made = ""
    if contest.phrase is not None and contest.phrase.reading is not None and not contest.frame.noun:
        of = grammar.inflect(page.text, contest.words, contest.phrase, "gent")
        opens = contest.start == contest.sentence.start and of[1:2].islower()
        made = f"{name} {of[:1].lower() + of[1:] if opens else of}"
    named = tidy(made or f"{whole}: {name}")
    frame = replace(contest.frame, single=False)
    part = replace(contest, frame=frame, title=named, variant=name)
    return Attachment(when, part, 3.2, (f"{name!r} is a part of {whole!r}",))


def contest_rounds(page: Page, drafts: Sequence[Draft]) -> None:
    """ "Победители олимпиады выйдут во второй тур, он пройдёт 21 марта": of what was spoken of last, the contest or the
    election, is the second round."""
    for draft in drafts:
        candidate = draft.candidate
        if draft.concept != "second-round" or candidate is None or draft.refused is not None:
            continue
        contest = _played(candidate, page)
        if contest is None or candidate.phrase is None:
            continue
        grammar, head = page.grammar(candidate.sentence), candidate.phrase
        own = grammar.inflect(page.text, candidate.words, replace(head, right=head.head + 1), "nomn")
        of = f"{own}: {contest.frame.nominative}"
        if contest.phrase is not None and contest.phrase.reading is not None:
            said = grammar.inflect(page.text, contest.words, contest.phrase, "gent")
            small = contest.start == contest.sentence.start and said[1:2].islower()
            of = f"{own} {said[:1].lower() + said[1:] if small else said}"
        draft.title, draft.concept, draft.kind, draft.body = tidy(of), None, contest.frame.kind, None
        draft.reasons.append(f"a round of {contest.text!r}")


def _played(second: Candidate, page: Page) -> Candidate | None:
    """The contest that a second round is of: the one that its sentence or those before speak of, and of no vote."""
    for sentence in reversed(page.sentences[max(0, second.sentence.index - _NEAR) : second.sentence.index + 1]):
        lexicon = page.lexicon(sentence)
        votes = (c for c in stages_in(sentence, page) if c.frame.concept in VOTES and c.frame.concept != "second-round")
        elected = page.body(sentence.low, sentence.lang) is not None
        if elected or any(votes) or lexicon.cue("candidacy", sentence.low):
            return None
        played = [c for c in occasions_in(sentence, page) if lexicon.cue("contest-word", c.frame.name) is not None]
        if played:
            return played[0]
    return None


def _of_a_vote(name: str, label: Sequence[Word], when: When, sentence: Sentence, page: Page) -> Attachment | None:
    """ "Первый тур выборов – 20 марта, второй – 3 апреля": the second round, where the sentence has named the first."""
    frames = (frame for _, _, frame in page.lexicon(sentence).frames(name))
    second = next((frame for frame in frames if frame.concept == "second-round"), None)
    votes = [c for c in page.candidates(sentence) if c.frame.concept == "election-day" and c.end <= label[0].start]
    if votes and second is None:
        whole = title(votes[-1], None, page)
        first = page.lexicon(sentence).cue("ordinal", whole.lower())
        if first is None or first.start() or label[0].low == first.group():
            return None
        named = tidy(label[0].low.capitalize() + whole[first.end() :])
        part = replace(votes[-1], frame=replace(votes[-1].frame, concept=None), title=named, variant=name)
        return Attachment(when, part, 3.2, (f"{name!r} is another part of the vote",))
    if second is None or not votes:
        return None
    vote = replace(votes[-1], frame=second, phrase=None, title="", variant=name)
    return Attachment(when, vote, 3.2, (f"{name!r} goes on with its sentence",))


def _label(when: When, sentence: Sentence, page: Page) -> list[Word]:
    """The words between the last stop and a date, without the dash, the verb and the prepositions before it."""
    lexicon, grammar = page.lexicon(sentence), page.grammar(sentence)
    dates = [w.end for w in page.dates_in(sentence) if w.dated and w.end <= when.start]
    words = [w for w in page.words(sentence) if max(dates, default=sentence.start) <= w.start < when.start]
    joined = False
    while words and (words[-1].text in "–—-:" or len(words[-1].low) < 3 or _happens(words[-1], sentence, page)):
        joined = joined or words[-1].text in "–—-:" or grammar.is_verb(words[-1])
        words.pop()
    if words and words[-1].text == ")":
        opened = next((place for place, word in enumerate(words) if word.text == "("), len(words))
        words = words[:opened]
    stops = [place for place, word in enumerate(words) if word.text in _STOPS]
    words = words[stops[-1] + 1 :] if stops else words
    while words and lexicon.shape("and", f"{words[0].low} ") is not None:
        words = words[1:]
    rounds = lexicon.plain.get("rounds", frozenset())
    verb = next((place for place, word in enumerate(words) if place and grammar.is_verb(word)), 0)
    if words and words[max(0, verb - 1)].low in rounds:
        words = words[:verb] or words  # "первый поток сядет за парты"
    return words if words and (joined or words[-1].low in rounds) else []


def _happens(word: Word, sentence: Sentence, page: Page) -> bool:
    lexicon = page.lexicon(sentence)
    held = any(lexicon.cue(cue, word.low) is not None for cue in ("at", "start", "end", "planned", "span"))
    return held and page.grammar(sentence).is_verb(word)


def _describes(word: Word, sentence: Sentence, page: Page) -> bool:
    lexicon = page.lexicon(sentence)
    return page.grammar(sentence).is_adjective(word) or lexicon.cue("ordinal", word.low) is not None


@lru_cache(maxsize=8)
def _forms(counted: frozenset[str]) -> dict[str, re.Pattern[str]]:
    """The parts of which there may be a second one, each with the pattern of its forms: "этап", "смен|а"."""
    stems = (noun.partition("|") for noun in sorted(counted))
    return {stem + end: re.compile(rf"(?<!\w){stem}\w{{0,3}}(?!\w)") for stem, _, end in stems}


def _counted(sentence: Sentence, page: Page, counted: frozenset[str]) -> str:
    """ "Пройдёт в три этапа: первый – …": what is counted."""
    for place in range(sentence.index, max(-1, sentence.index - 2), -1):
        said = page.sentences[place].low
        for noun, forms in _forms(counted).items():
            if forms.search(said):
                return noun
    return ""


def _contest(limit: int, sentence: Sentence, page: Page, rounds: frozenset[str], reach: int) -> Candidate | None:
    """The one occasion named last before a label, so many sentences back; none where the sentence speaks of a vote."""
    for place in range(sentence.index, max(-1, sentence.index - reach), -1):
        other = page.sentences[place]
        named = [c for c in page.candidates(other) if c.start < limit]
        if any(c.frame.concept in ("election-day", "repeat-voting") for c in named):
            return None
        own = [c for c in _whole(named, limit, rounds) if not _sat_at(c, page)]
        if not own and any(c.frame.name in rounds for c in named):
            own = _whole(occasions_in(other, page), limit, rounds)  # "отборочный этап конкурса"
        if other is not sentence:
            own = [c for c in own if not c.frame.single or c.frame.kind == "campaigning" or _is_contest(c, page)]
        if own:
            return own[-1] if len({c.frame.name for c in own}) == 1 else None
    return None


def _whole(named: Iterable[Candidate], limit: int, rounds: frozenset[str]) -> list[Candidate]:
    """The occasions, and the lessons, that can have parts: "обучат в два потока"."""
    whole = (c for c in named if not c.frame.concept and c.end <= limit and not c.variant)
    whole = (c for c in whole if (c.frame.kind == "training" if c.frame.noun else c.frame.form == "noun"))
    return [c for c in whole if c.frame.name not in rounds]


def _sat_at(occasion: Candidate, page: Page) -> bool:
    """ "Вчера в интервью: второй тур назначен на 10 марта": a meeting of a day, at which a round is only spoken of."""
    at = page.lexicon(occasion.sentence).plain.get("in", frozenset[str]())
    return occasion.frame.kind == "meeting" and occasion.frame.single and occasion.preposition in at


def _is_contest(occasion: Candidate, page: Page) -> bool:
    return page.lexicon(occasion.sentence).cue("contest", occasion.low) is not None
