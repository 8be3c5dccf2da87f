"""Titles that say too little: completed from the sentences before, or refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.reading.applications import applied_for
from timeline.mentions.reading.candidates import occasions_in, stages_in
from timeline.mentions.reading.owners import of_another
from timeline.mentions.reading.titles import tidy, title
from timeline.mentions.titling.purposes import REACH, aim, done_there, of_that_contest, of_the_winners, spoken_before
from timeline.mentions.vocabulary.lexicon import event_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.mentions.draft import Draft
    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence

    _Told = dict[tuple[int, tuple[int, int]], list[Draft]]

UNNAMED = "no name that a reader would understand"
_CHANGES = frozenset({"cancelled", "moved-to", "countdown"})
_DONE_AT_ONCE = frozenset({"result", "other"})
"""Kinds of stages that a sitting may be the whole of."""
_GATHERED = frozenset({"training", "meeting", "other"})
"""Kinds of what is held for somebody."""
_FAR = 50
"""How many sentences away the full name of an occasion may stand: farther than any post is long that people write."""


def complete(page: Page, drafts: list[Draft]) -> None:
    """A name for what has none yet ("Проверка": "Проверка подписей"); what stays without one is refused.

    Cancellations and moves keep their bare noun: it is matched with what is known.
    """
    told = _told(drafts)
    for draft in drafts:
        if draft.refused is None and draft.candidate is not None and not draft.concept:
            _complete(draft, drafts, told, page)


def _complete(draft: Draft, drafts: list[Draft], told: _Told, page: Page) -> None:
    """The name of one occasion, where its own words do not say enough."""
    if aimed := aim(draft, drafts, page):
        draft.title = tidy(aimed)
        return
    if of_the_winners(draft, page) or _for_whom(draft, page) or of_that_contest(draft, page):
        return
    if _broadcast(draft, page) or _under_its_heading(draft, page) or _as_before(draft, page) or not draft.title:
        return
    if _bare(draft) and (told_there := done_there(draft, page)):
        draft.title = tidy(f"{draft.title}: {told_there}")
    elif not dull(draft.title, draft, page):
        if _bare(draft):
            draft.title = _in_full(draft, told, page) or draft.title
        if _bare(draft):
            _of_an_object(draft, page)
    elif not _as_it_began(draft, drafts) and not _of_an_object(draft, page):
        _dull(draft, told, page)


def _dull(draft: Draft, told: _Told, page: Page) -> None:
    """What says too little by its own words ("Встреча"): called as elsewhere in the post, or refused."""
    assert draft.candidate is not None
    if fuller := _in_full(draft, told, page):
        draft.title = fuller
    elif draft.role in _CHANGES or page.lexicon(draft.sentence).cue("moved", draft.sentence.low):
        return
    elif draft.role == "at" and not draft.candidate.frame.noun and (draft.place or _held(draft, page)):
        draft.recap = True  # "Встреча в Слониме – 20 марта": of one that is known by its name, or of none
        draft.reasons.append("says by itself only where it is, or that it was held")
    elif not _by_its_act(draft, page):
        draft.refused = UNNAMED


def _held(draft: Draft, page: Page) -> bool:
    """ "На заседании 5 марта зарегистрированы двое": whether it was held on a day that is over."""
    return _bare(draft) and draft.tense == "past" and draft.when is not None and page.behind(draft.when)


def _bare(draft: Draft) -> bool:
    """Whether an occasion is called by its noun alone ("Конкурс"): the post may call it in full elsewhere."""
    frame = draft.candidate.frame if draft.candidate is not None else None
    return frame is not None and frame.form == "noun" and not frame.noun and " " not in draft.title


def dull(name: str, draft: Draft, page: Page) -> bool:
    """Whether a title is a bare noun that could be of anything, or has only a word beside it that could be, too."""
    head, *rest = fold(name).split()
    lexicon = page.lexicon(draft.sentence)
    if not rest and head in lexicon.plain.get("assembly", ()):
        return not page.says("commission") and not page.says("vote-context")
    if not rest and draft.candidate is not None and draft.candidate.frame.noun:
        return True
    empty = lexicon.dull.get(head)
    if empty is None:
        return False
    return all(len(word) < 3 or word.startswith(empty) for word in rest)


def _by_its_act(draft: Draft, page: Page) -> bool:
    """ "Бланки утвердят на заседании, которое пройдёт 21 мая": a sitting is called by what is done there."""
    sitting, sentence = draft.candidate, draft.sentence
    assert sitting is not None
    lexicon = page.lexicon(sentence)
    sits = (
        fold(draft.title) in lexicon.plain.get("assembly", ()) and draft.when is not None and draft.when.shape == "day"
    )
    there = sitting.preposition in lexicon.plain.get("in", ()) and (not sitting.phrase or sitting.phrase.case != "accs")
    if not sits or draft.role != "at" or not there:
        return False
    dates = page.dates_in(sentence)
    for act in reversed(page.candidates(sentence) if sitting.sentence is sentence else ()):
        apart = any(act.end <= w.start < sitting.start for w in dates if w.dated)
        if act.end > sitting.start or apart or act.frame.form != "verb":
            continue
        if act.frame.concept and act.frame.kind not in _DONE_AT_ONCE:
            continue
        if (named := title(act, draft.body, page)) and not dull(named, replace(draft, candidate=act), page):
            draft.title, draft.concept = named, act.frame.concept
            draft.kind = act.frame.kind if act.frame.concept else sitting.frame.kind
            return True
    return False


def _under_its_heading(draft: Draft, page: Page) -> bool:
    """ "Голосование на дому / Заявление принимает комиссия": an act that its heading names in full."""
    assert draft.candidate is not None
    act, _, rest = fold(draft.title).partition(" ")
    if not draft.candidate.frame.noun or not rest or " " in rest:
        return False
    for sentence in spoken_before(draft, page):
        heading = sentence.first and not sentence.text.rstrip().endswith((".", "…", ";", "!"))
        for other in page.candidates(sentence) if heading else ():
            name = fold(other.frame.title)
            if other.frame.concept and name.startswith(f"{act} {rest[:-2]}"):
                draft.concept, draft.kind, draft.title = other.frame.concept, other.frame.kind, other.frame.title
                return True
    return False


def _as_before(draft: Draft, page: Page) -> bool:
    """ "Подать заявление о включении в список можно с 24 июля. В участковой комиссии подать заявление можно с
    30 августа": the same that the words before name in full, or by a name of its own («Мобильный избиратель»)."""
    assert draft.candidate is not None
    lexicon, (act, _, rest) = page.lexicon(draft.sentence), fold(draft.title).partition(" ")
    if draft.candidate.frame.name not in lexicon.plain.get("takes-in", ()):
        return False
    if " " in rest and lexicon.cue("idle-adjective", rest.partition(" ")[0]):
        rest = rest.partition(" ")[2]  # "подобное заявление"
    if not act or " " in rest:
        return False
    stem, own = rest[:-2], draft.candidate.start
    for sentence in (draft.sentence, *(spoken_before(draft, page) if rest else ())):
        named = {c.frame.name: c for c in (*stages_in(sentence, page), *page.candidates(sentence))}
        stages = [c for c in named.values() if c.frame.concept and f" {stem}" in fold(c.frame.title) and c.end <= own]
        if not rest:  # "Заявление о … подавайте в МФЦ: приём открыт с 3 августа"
            stages = [c for c in stages if c.frame.form != "weak" and fold(c.frame.title).startswith(f"{act} ")]
        stages = [c for c in stages if stem in c.low] or [
            c for c in stages if fold(c.frame.title).startswith(f"{fold(draft.title)} ")
        ]
        if len(stages) == 1:
            frame = stages[0].frame
            draft.concept, draft.kind, draft.title = frame.concept, frame.kind, title(stages[0], draft.body, page)
            return True
    lexicon = page.lexicon(draft.sentence)
    stage = (
        applied_for(draft.sentence, own - draft.sentence.start, page) if lexicon.cue("applies", f"{rest} –") else None
    )
    if stage is not None:
        draft.concept, draft.kind, draft.title = stage.concept, stage.kind, stage.title
    return stage is not None


def _for_whom(draft: Draft, page: Page) -> bool:
    """ "Для председателей комиссий организовано обучение. Занятия – 3 декабря": for those of the sentence before; "для
    наблюдателей 6 апреля проведём семинар": for those that its own begins with."""
    assert draft.candidate is not None
    phrase, said = draft.candidate.phrase, len(draft.title.split())
    if draft.kind not in _GATHERED or draft.candidate.frame.noun:
        return False
    own = phrase.right - phrase.left if phrase is not None and phrase.right == phrase.head + 1 else 1
    if draft.candidate.sentence is draft.sentence and said in (1, own) and (whom := _people(0, draft.sentence, page)):
        draft.title = tidy(f"{draft.title} {whom}")
        return True
    if draft.kind != "training" or said > 1:
        return False
    above = page.sentences[draft.sentence.index - 1]
    if not draft.sentence.index or not any(c.frame.kind == "training" for c in page.candidates(above)):
        return False
    words, lexicon = page.words(above), page.lexicon(above)
    apart = any(when.dated for when in page.dates_in(above))  # an occasion of a day of its own
    for other in () if apart else page.candidates(above):
        after = other.phrase.head + 1 if other.phrase is not None and other.frame.kind == "training" else len(words)
        if after < other.right and words[after].low in lexicon.plain.get("for", ()):
            draft.title = tidy(f"{draft.title} {page.text[words[after].start : other.end]}")
            return True
    whom = next((whom for place in range(len(words) - 1) if (whom := _people(place, above, page))), "")
    draft.title = tidy(f"{draft.title} {whom}")
    return bool(whom)


def _people(place: int, sentence: Sentence, page: Page) -> str:
    """ "Для наблюдателей" from one place of a sentence on, empty where people are not spoken of there."""
    words, grammar, lexicon = page.words(sentence), page.grammar(sentence), page.lexicon(sentence)
    if place + 1 >= len(words) or words[place].low not in lexicon.plain.get("for", ()):
        return ""
    head = grammar.head(words, place + 1, min(place + 4, len(words)))
    found = grammar.phrase(words, head, page.barred(sentence), lexicon.tails) if head is not None else None
    if found is None or found.left != place + 1 or not _are_people(found, sentence, page):
        return ""
    return f"{words[place].low} {page.text[words[found.left].start : words[found.right - 1].end]}"


def _are_people(found: Phrase, sentence: Sentence, page: Page) -> bool:
    """Whether a genitive is of living beings; where no dictionary tells, whether its head is a word for some."""
    grammar = page.grammar(sentence)
    if found.reading is None:
        return page.lexicon(sentence).cue("people", page.words(sentence)[found.head].low) is not None
    return found.case == "gent" and grammar.gender(found) == "plur" and "anim" in found.reading.tag.grammemes


def _broadcast(draft: Draft, page: Page) -> bool:
    """ "Вебинар посвящён …. Трансляция начнётся в 15.00": what is broadcast is the event."""
    assert draft.candidate is not None
    if draft.title.lower() not in page.lexicon(draft.sentence).plain.get("manner", ()):
        return False
    for sentence in spoken_before(draft, page):
        for other in page.candidates(sentence):
            if other.frame.form == "noun" and not other.frame.noun and other.frame.kind in ("meeting", "training"):
                draft.title, draft.kind = title(other, None, page), other.frame.kind
                return bool(draft.title)
    return False


def _as_it_began(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """ "Заявления о голосовании на дому начнут принимать 3 марта. Приём закроется 14 марта": a bare act that ends is
    the one whose beginning was said before; any other side of it is that of the act of its own sentence."""
    assert draft.candidate is not None
    index = draft.sentence.index
    here = [d for d in drafts[: drafts.index(draft)] if d.sentence is draft.sentence and not d.refused and d.when]
    near = [d for d in drafts if index - REACH <= d.sentence.index < index and _opens(d) and not d.refused]
    begun = here[-1] if here else near[-1] if draft.role == "end" and near else None
    if begun is None or draft.sentence.beside(begun.sentence):
        return False
    acts = [lexicon.action(draft.candidate.frame.name) for lexicon in map(event_lexicon, (draft.sentence.lang, "ru"))]
    if not fold(begun.title).startswith(tuple(f"{fold(act.noun)} " for act in acts if act is not None)):
        return False
    draft.title, draft.concept, draft.kind, draft.body = begun.title, begun.concept, begun.kind, begun.body
    return True


def _opens(draft: Draft) -> bool:
    """Whether a date is the first of what goes on, its hour told or not ("в 10:00 5 марта стартует приём заявок")."""
    lasts = draft.candidate is not None and not draft.candidate.frame.single
    return draft.role == "start" or (draft.role == "at" and draft.clock is not None and lasts)


def _of_an_object(draft: Draft, page: Page) -> bool:
    """ "Сбор подписей завершается. На проверку отводится десять дней": what is checked was named before."""
    assert draft.candidate is not None
    frame, lexicon = draft.candidate.frame, page.lexicon(draft.sentence)
    stems = lexicon.takes.get(frame.name)
    if not stems:
        return False
    noun, own = (frame.noun, draft.candidate.start) if frame.noun else (draft.title, draft.sentence.end)
    for sentence in (draft.sentence, *spoken_before(draft, page)):
        grammar, words, barred = page.grammar(sentence), page.words(sentence), page.barred(sentence)
        for place, word in enumerate(words):
            if sentence is draft.sentence and word.start >= own:
                break  # "собирать подписи можно с 7 ноября, завершить сбор – 6 декабря"
            low = sentence.low[word.start - sentence.start : word.end - sentence.start]
            if place in barred or not low.startswith(stems):
                continue
            described = not frame.noun and grammar.is_adjective(word)  # "эфирное время"
            head = grammar.head(words, place, min(place + 3, len(words))) if described else place
            found = grammar.phrase(words, head, barred, lexicon.tails) if head is not None else None
            if found is None or found.reading is None or found.head != head:
                genitive = next((said for stem, said in lexicon.genitives.items() if low.startswith(stem)), "")
                if _stage(f"{noun} {genitive or low}", draft, page):
                    return True
                if described and genitive:
                    draft.title = tidy(f"{noun} {genitive}")
                    return True
                continue
            for phrase in (found, replace(found, left=head, right=head + 1, adjectives={})):
                made = f"{noun} {grammar.inflect(page.text, words, phrase, 'gent')}"
                if _stage(made, draft, page):
                    return True
            made = f"{noun} {grammar.inflect(page.text, words, found, 'gent')}" if described else made
            draft.title = tidy(made)
            return True
    return False


def _stage(made: str, draft: Draft, page: Page) -> bool:
    """Whether the name now says a stage, which the draft then is."""
    assert draft.candidate is not None
    for begin, _, frame in page.lexicon(draft.sentence).frames(fold(made)):
        if begin == 0 and frame.concept and frame.form == "noun":
            draft.candidate = replace(draft.candidate, frame=frame, title="")
            draft.concept, draft.kind = frame.concept, frame.kind
            draft.body = draft.body or page.only_body()
            draft.title = title(replace(draft.candidate, phrase=None), draft.body, page)
            return bool(draft.title)
    return False


def _told(drafts: Sequence[Draft]) -> _Told:
    """The drafts by the very words of their events, by sentence and place: one may have been read more than once."""
    told: _Told = {}
    for draft in drafts:
        if (own := draft.candidate) is not None:
            told.setdefault((own.sentence.index, own.match), []).append(draft)
    return told


def _in_full(draft: Draft, told: _Told, page: Page) -> str:
    """The name of the same occasion where the post says it in full not far away, the sentences before first.

    Never that of one with another day of its own.
    """
    assert draft.candidate is not None
    if of_another(draft.candidate, page):
        return ""
    another, index = _another_time(draft, page), draft.sentence.index
    before, behind = page.sentences[max(0, index - _FAR) : index], page.sentences[index : index + _FAR]
    for sentence in (*reversed(before), *behind):
        if not another and not page.may_name(draft.candidate.frame.name, sentence):
            continue
        within = occasions_in(sentence, page) if _bare(draft) else ()  # "объявила конкурс рисунков"
        for other in (*page.candidates(sentence), *within):
            own = told.get((sentence.index, other.match), ())
            if any(_another_day(draft, d) and not (another and d.recap) for d in own):
                continue
            if other is draft.candidate or other.frame.noun:
                continue
            name = title(other, None, page)
            same = other.frame.name == draft.candidate.frame.name
            same = same or (another and fold(name).partition(" ")[0] == fold(draft.title))
            if same and name and not dull(name, draft, page):
                if another:
                    draft.kind = other.frame.kind
                return name
    return ""


def _another_day(draft: Draft, other: Draft) -> bool:
    """Whether another date than that of a draft is given, and kept."""
    if other.refused or other.when is None or draft.when is None:
        return False
    return other.when.first != draft.when.first


def _another_time(draft: Draft, page: Page) -> bool:
    """ "Вчера прошло заседание комиссии. Следующее заседание – в четверг": one of a kind that was held before."""
    candidate = draft.candidate
    if candidate is None or candidate.phrase is None:
        return False
    lexicon, ahead = page.lexicon(draft.sentence), candidate.words[candidate.left : candidate.phrase.head]
    return any(lexicon.cue("idle-adjective", word.low) is not None for word in ahead)
