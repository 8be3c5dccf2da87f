"""The day that a vote has beside its name while another date takes the verb: "итоги выборов 9 мая подведут 14 мая".

And what only goes along with the event before a date.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.mentions.reading.candidates import Candidate, governed, stages_in
from timeline.mentions.reading.standing import LONGEST_VOTE, VOTES

if TYPE_CHECKING:
    from timeline.mentions.reading.page import Page
    from timeline.mentions.reading.pair import Pair
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

_DIGIT = re.compile(r"\d")
_NAME_OF_DAY = re.compile(r",\s+(?:\w+\s+){0,2}$")
_STOP = re.compile(r"[,;:()–—]")
_PLACE, _SHORT = 5, 4
"""Words of where a vote is held, behind its name, and letters of a preposition."""


def vote_beside(when: When, sentence: Sentence, page: Page) -> Candidate | None:
    """The vote that a date stands right behind, where the vote is only what something else is for or about.

    "Аккредитация на выборы 9 мая начинается 15 марта": the verb of the clause has a date of its own.
    """
    if when.relative or when.grain != "day" or when.shape not in ("day", "span") or not _short(when):
        return None
    if (named := _in_its_clause(when, sentence, page)) is not None:
        return named
    if _DIGIT.search(page.text, when.start, when.end) is None:
        return None  # "на неделе перед выборами со вторника по субботу"
    taken = verb_taken(when, sentence, page) or _is_left(when, sentence, page) or _told_behind(when, sentence, page)
    if not taken:
        return None
    left = sentence.low[: when.start - sentence.start].rstrip()
    if left.rpartition(" ")[2] in page.lexicon(sentence).plain.get("on-a-day", ()):
        left = left.rpartition(" ")[0].rstrip()
    limit = sentence.start + len(left)
    ending = [one for one in stages_in(sentence, page) if one.end == limit]
    vote = max((one for one in ending if one.frame.concept in VOTES), key=lambda one: one.match, default=None)
    if vote is None:
        return None
    early = (one for one in ending if one.frame.concept == "early-voting" and one.match[1] == vote.match[1])
    vote = next(early, vote)
    return vote if _is_governed(vote, page) else None


def _in_its_clause(when: When, sentence: Sentence, page: Page) -> Candidate | None:
    """ "Делегация посетит Минск: встречи и наблюдение за выборами, которые пройдут 7 июня": the vote that a relative
    clause with a date of its own is about, within the name of something else."""
    lexicon, here = page.lexicon(sentence), when.start - sentence.start
    which = lexicon.shapes.get("which")
    told = list(which.finditer(sentence.low, 0, here)) if which is not None else []
    if not told or _STOP.search(sentence.low, told[-1].end(1), here):
        return None
    if not lexicon.says(sentence.low[told[-1].start() : here], "at", "planned"):
        return None  # "списки кандидатов на выборы, которые утвердят 3 марта"
    stop, gender = told[-1].start() + sentence.start, lexicon.pronoun(told[-1][1])
    votes = [one for one in stages_in(sentence, page) if one.frame.concept in VOTES and one.end <= stop]
    if not votes or not gender:
        return None
    vote, grammar = votes[-1], page.grammar(sentence)
    between = [word for word in page.words(sentence) if vote.end <= word.start < stop]
    same = vote.phrase is None or grammar.gender(vote.phrase) in (gender, "")
    known = all(grammar.is_noun(word) or word.text[0].isupper() or len(word.text) < _SHORT for word in between)
    told_of = vote.preposition in ("", *lexicon.plain.get("about", ()))  # "дебаты о выборах, которые пройдут 7 июня"
    return vote if same and known and len(between) <= _PLACE and not told_of else None


def _told_behind(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Участникам выборов 28 сентября: документы принимаем до 30 июля": behind the colon is another date."""
    return page.text.startswith(":", when.end) and any(w.dated and w.start > when.end for w in page.dates_in(sentence))


def only_told_of(candidate: Candidate, when: When, sentence: Sentence, page: Page) -> bool:
    """ "Суд рассмотрит жалобу по выборам 20 января": the vote is only what a verb is about, which is yet to come, and
    so the day may be that of the verb."""
    lexicon, grammar, plain = page.lexicon(sentence), page.grammar(sentence), page.lexicon(sentence).plain
    if candidate.preposition in plain.get("at-a-time", ()):
        return False  # "расскажет об участках накануне выборов 20 января"
    begin = page.clause(when, sentence)[0] + sentence.start
    told = [word for word in candidate.words[: candidate.left] if word.start >= begin]
    for place, word in enumerate(told):
        if grammar.tense(word) == "future" and lexicon.cue("recap", word.low) is None:
            return any(later.low in plain.get("topics", ()) for later in told[place:])
    return False


def verb_taken(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether another date of its clause belongs to the verb."""
    others = [other for other in page.dates_in(sentence) if other.dated and other is not when]
    return any(_takes_the_verb(other, when, sentence, page) for other in others)


def _short(when: When) -> bool:
    """Whether a vote can last so long."""
    return when.first is not None and when.last is not None and (when.last - when.first).days < LONGEST_VOTE


def _takes_the_verb(other: When, when: When, sentence: Sentence, page: Page) -> bool:
    """Whether another date of the clause belongs to its verb: it stands behind that, or is a limit right behind."""
    low, high = sorted(((other.start, other.end), (when.start, when.end)))
    between = page.text[low[1] : high[0]]
    if between.isspace():
        return other.start > when.start and other.shape in ("until", "from")
    if _STOP.search(between.lstrip(" ,")) or page.lexicon(sentence).says(fold(between), "moved"):
        return False
    grammar = page.grammar(sentence)
    return any(low[1] <= word.start < high[0] and grammar.is_verb(word) for word in page.words(sentence))


def _is_left(when: When, sentence: Sentence, page: Page) -> bool:
    """ "До выборов 9 мая осталось немного"."""
    said = page.lexicon(sentence).cue("is-left", sentence.low, when.end - sentence.start)
    return said is not None and not sentence.low[when.end - sentence.start : said.start()].strip()


def _is_governed(vote: Candidate, page: Page) -> bool:
    """Whether a preposition or a noun stands before it."""
    if not vote.governor:
        return False
    grammar = page.grammar(vote.sentence)
    before = vote.words[vote.left - 1]
    if governed(vote, page):
        return True
    return (
        grammar.is_noun(before)
        and not grammar.is_verb(before)
        and vote.phrase is not None
        and vote.phrase.case != "nomn"
    )


def goes_along(pair: Pair) -> str:
    """Why what stands behind a date only goes along with the event before it, empty where it does not.

    "Повестка заседания 15 мая: регистрация кандидатов"; "семинар пройдёт 15 мая в 10.00 (регистрация с 9.30)";
    "аккредитуют до 19 февраля, пока не началось голосование"; "агитируем по 20 марта, в день выборов это запрещено";
    "в четверг принято решение о проведении голосования".
    """
    if "decided" in pair.heard and pair.lexicon.cue("decided", fold(pair.between)):
        return "the day of the decision"
    if pair.lexicon.shape("meanwhile", pair.sentence.low, pair.candidate.start - pair.sentence.start):
        return "what has not begun by then"
    if _day_named(pair):
        return "another day, named by its vote"
    bracketed = pair.between.strip() == "("
    if not bracketed and "agenda" not in pair.heard:
        return ""
    said = [one for one in pair.page.candidates(pair.sentence) if one.frame.form == "noun" and one.end <= pair.low]
    if any(pair.lexicon.cue("agenda", one.governor) is not None for one in said if one.governor):
        return "on the agenda of what the date is of"
    text, end = pair.page.text, pair.candidate.end
    clocks = (w for w in pair.others if w.shape == "clock" and w.start >= end) if bracketed and said else ()
    return "in brackets, at an hour of its own" if any(")" not in text[end : w.start] for w in clocks) else ""


def _day_named(pair: Pair) -> bool:
    """Whether a last day, a first one or some days stand before a comma, and behind it what is on the day of a vote."""
    if pair.when.shape not in ("until", "from", "span") or "," not in pair.between or apposed_behind(pair):
        return False
    within, stop = pair.lexicon.plain.get("in", ()), pair.candidate.start
    named = (c for c in pair.page.candidates(pair.sentence) if pair.low <= c.start <= stop and c.preposition in within)
    return any(c.frame.name.endswith("voting-day") and "," in pair.page.text[pair.low : c.start] for c in named)


def left_to_do_something(pair: Pair) -> bool:
    """ "Онлайн-голосование: осталось три дня, чтобы подать заявление": how long that can be done."""
    if pair.when.shape != "remaining" or not pair.page.text.startswith(", ", pair.when.end):
        return False
    behind = pair.page.text[pair.when.end + 2 : pair.when.end + 12].lower().partition(" ")[0]
    return behind in pair.lexicon.plain.get("in-order-to", ())


def apposed_behind(pair: Pair) -> bool:
    """ "Тот, кто 27 октября, в день выборов, окажется в отъезде": the day's own name between commas."""
    vote, behind = pair.candidate.frame.concept in VOTES, pair.page.text.startswith(",", pair.candidate.end)
    return vote and behind and _NAME_OF_DAY.match(pair.between) is not None


def done_then(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Протокол, подписанный на заседании 9 марта, опубликован": a date that a participle's clause ends with."""
    if not page.text.startswith(",", when.end):
        return False
    return page.lexicon(sentence).shape("came-in", sentence.low, when.start - sentence.start) is not None


def called_right(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether the words right before a date, in quotation marks or not, call it the right one ("верно – «5 мая»")."""
    low, here = sentence.low, when.start - sentence.start
    here -= low[:here].endswith(("«", "“", "„", '"'))
    return page.heard(sentence).search("rightly", low[:here]) is not None


def month_of_a_vote(pair: Pair) -> bool:
    """ "Заявки на участие в сентябрьских выборах": whether the month is said of a vote, and the event is none."""
    behind = pair.when.end + 1
    if pair.candidate.start == behind or not pair.page.text.startswith(" ", pair.when.end):
        return False
    return any(one.start == behind and one.frame.concept in VOTES for one in stages_in(pair.sentence, pair.page))
