"""Results that are no election's: those of a contest, a check of signatures, a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.mentions.reading.actions import small
from timeline.mentions.reading.candidates import occasions_in
from timeline.mentions.reading.titles import tidy, title, trimmed, without_idle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Word

_RESULTS = frozenset({"results", "results-published", "preliminary-results"})
_REACH = 4
"""Words behind "результаты" that say of what."""
_BACK = 5
"""Sentences back to a contest, of which those farther than two may not speak of voting."""


def outcomes(page: Page, drafts: Sequence[Draft]) -> None:
    """The results of something else are named after it; those of a week or of a journey are no event."""
    for draft in drafts:
        if draft.concept not in _RESULTS or draft.candidate is None or draft.refused is not None:
            continue
        if not _of_another_thing(draft, draft.candidate, page):
            _of_a_contest(draft, draft.candidate, page)


def _of_another_thing(draft: Draft, candidate: Candidate, page: Page) -> bool:
    """ "Результаты проверки подписей объявят 15 января"."""
    lexicon, words = page.lexicon(candidate.sentence), candidate.words
    told = (k for k in range(candidate.left, candidate.right) if lexicon.cue("result-word", words[k].low))
    place = next(told, None)
    if place is None:
        return False
    behind = _behind(candidate, place, page)
    if not behind and (cause := _before_it(candidate, page)) is not None:
        name = title(cause, None, page)
        _name(draft, candidate, f": {name[:1].lower()}{name[1:]}", page)
        return True
    tail = " ".join(word.low for word in behind)
    other, vote = lexicon.cue("other-results", tail), lexicon.cue("vote-context", tail)
    if lexicon.cue("idle-results", tail) and vote is None:
        draft.refused = "the results of no event of a calendar"
        return True
    if other is None or (vote is not None and vote.start() < other.start()):
        return False
    found = page.grammar(candidate.sentence).phrase(words, place, page.barred(candidate.sentence), lexicon.tails)
    last = min(found.right if found is not None else 0, place + 1 + len(behind))
    ends = place + 1 + len(tail[: other.end()].split())
    _name(draft, candidate, f" {page.text[words[place + 1].start : words[max(last, ends) - 1].end]}", page)
    return True


def _name(draft: Draft, candidate: Candidate, of_what: str, page: Page) -> None:
    noun = page.lexicon(candidate.sentence).summing_up or candidate.frame.title.partition(" {")[0]
    draft.concept, draft.body, draft.kind, draft.election = None, None, "other", None
    draft.title = tidy(f"{noun}{of_what}")


def _before_it(candidate: Candidate, page: Page) -> Candidate | None:
    """ "Подписи проверят до 15 августа, о результатах сообщим 16-го": what was said before, here or in the sentence
    just before, has results of its own."""
    lexicon, index = page.lexicon(candidate.sentence), candidate.sentence.index
    ahead: list[Candidate] = []
    for sentence in (candidate.sentence, *page.sentences[max(0, index - 1) : index]):
        if ahead or lexicon.cue("vote-context", sentence.low):
            break
        ahead = [c for c in page.candidates(sentence) if c.end <= candidate.start]
    if not ahead or lexicon.cue("contest", ahead[-1].low):
        return None
    if ahead[-1].sentence is not candidate.sentence and ahead[-1].frame.noun:
        return None  # "приём протоколов завершён. Результаты станут известны завтра"
    return ahead[-1] if lexicon.cue("other-results", ahead[-1].low) else None


def _behind(candidate: Candidate, place: int, page: Page) -> Sequence[Word]:
    """The words that follow one, up to a stop, a verb, a preposition of place or a date."""
    words, barred = candidate.words, page.barred(candidate.sentence)
    grammar, stops = page.grammar(candidate.sentence), page.lexicon(candidate.sentence).plain.get("in", frozenset())
    last = place + 1
    while last < len(words) and last <= place + _REACH and words[last].alphabetic and last not in barred:
        if grammar.is_verb(words[last]) or words[last].low in stops:
            break
        last += 1
    return words[place + 1 : last]


def _of_a_contest(draft: Draft, candidate: Candidate, page: Page) -> None:
    """ "Итоги – 15 сентября" after a contest are the contest's and no election's."""
    lexicon, index = page.lexicon(draft.sentence), draft.sentence.index
    if draft.concept == "preliminary-results" or lexicon.cue("vote-context", draft.sentence.low):
        return
    near = [page.sentences[index]]
    for sentence in reversed(page.sentences[max(0, index - _BACK) : index]):
        if index - sentence.index > 2 and page.lexicon(sentence).cue("vote-context", sentence.low):
            break
        near.insert(0, sentence)
    said = [c for s in near for c in page.candidates(s) if lexicon.cue("contest", c.low)]
    contest = said[0] if said else None
    if contest is not None and contest.frame.noun:  # "приём заявок на диктант"
        inner = occasions_in(contest.sentence, page)
        contest = next((c for c in inner if lexicon.cue("contest", c.low)), contest)
    if contest is not None and contest.frame.concept is None:
        noun = lexicon.summing_up or candidate.frame.title.rpartition(" ")[0]
        draft.concept, draft.body, draft.kind = None, None, "other"
        draft.title = tidy(_of(noun, contest, page))


def _of(noun: str, contest: Candidate, page: Page) -> str:
    """ "Подведение итогов конкурса плакатов"; with a colon, where the contest's name has no genitive."""
    phrase, grammar = contest.phrase, page.grammar(contest.sentence)
    head = contest.words[phrase.head].low if phrase is not None else ""
    lexicon = page.lexicon(contest.sentence)
    genitive = next((said for stem, said in lexicon.genitives.items() if head.startswith(stem)), "")
    if phrase is None or (phrase.reading is None and not genitive) or not lexicon.cue("contest", head):
        return f"{noun}: {title(contest, None, page)}"
    phrase = without_idle(contest, phrase, page)
    whose = grammar.inflect(page.text, contest.words, phrase, "gent", genitive)
    return f"{noun} {trimmed(whose if phrase.reading is not None else small(whose), contest, page)}"
