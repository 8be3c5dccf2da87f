"""Why a date is none of the event that was found for it."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from timeline.languages.text import prepositions
from timeline.mentions.judging.changes import NOTHING
from timeline.mentions.judging.roles import clause, verb_tense
from timeline.mentions.reading.actions import stage_done
from timeline.mentions.reading.beside import done_then
from timeline.mentions.reading.speech import quote_at
from timeline.mentions.reading.standing import DAILY, VOTES

if TYPE_CHECKING:
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import EventLexicon

NOT_BEFORE = "only says not before"
_FAR = timedelta(days=300)
"""A window farther off than this, such as "next year", is no date of something that only a verb names."""
_BESIDE = re.compile(r"\s*(?:,\s*\w+,\s*)?")
"""What may stand between a date and its verb."""
_OF_THEMSELVES = frozenset({"campaign-silence", "election-day"})
"""What a prohibition beside it does not concern, or is."""

_PART = re.compile(r"[,:;–—](?:(?<=[:;])|(?<=,)(?=\s)|(?<=\s.))")
"""What parts what is said of one thing from what is said of another."""
_DASH = re.compile(r"\s[–—]\s")
_TO_A_COLON = re.compile(r"[^,;:–—]*:")
_OF_WEEKS = frozenset({"nomination", "registration", "campaigning"})
"""Kinds of stages that go on for weeks."""


def refusal_of(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> str | None:
    """The reason not to enter a date that an event was found for, ``None`` to go on."""
    return (
        _when_it_was_told(when, candidate, sentence, page)
        or _not_held(when, candidate, sentence, page)
        or _only_near_it(when, candidate, sentence, page)
        or _only_a_limit(when, candidate, sentence, page)
        or _no_voters(when, candidate, sentence, page)
        or _no_vote(candidate, page)
        or _other_campaign(candidate, page)
        or _no_observer(candidate, page)
        or _at_school(candidate, page)
        or _once_more(when, candidate, sentence, page)
        or _at_weekends(when, candidate, sentence, page)
        or _of_the_vote(when, candidate, sentence, page)
    )


def _of_the_vote(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> str | None:
    """ "За пять дней до выборов, 26 января, можно проголосовать досрочно": a Sunday behind the vote that days are
    counted from is the vote's own, and none on which one votes early."""
    if candidate.frame.kind != "early-voting" or when.first is None or when.first.isoweekday() != 7:
        return None
    counted = (w.event[1] for w in page.dates_in(sentence) if w.shape == "offset" and w.event and w.end <= when.start)
    apposed = any(page.text[end : when.start].strip() == "," for end in counted)
    return "the day of the vote that it is counted from" if apposed else None


def _at_weekends(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> str | None:
    """ "Приём документов в выходные не прерывается", "подписи собирают и в выходные": days within a stage of weeks."""
    if not (when.value or "").endswith("-WE") or candidate.frame.kind not in _OF_WEEKS:
        return None
    return None if page.lexicon(sentence).says(sentence.low, "start", "end") else "a weekend of what goes on"


def _no_vote(candidate: Candidate, page: Page) -> str | None:
    """ "Мост откроют досрочно, 9 мая": nothing in the post speaks of a vote; "школьники выберут президента школы"."""
    if candidate.frame.kind in DAILY and page.heard(candidate.sentence).search("no-office", candidate.sentence.low):
        return "no election of voters"
    if candidate.frame.name != "early-voting" or candidate.frame.form != "weak" or page.says("vote-context"):
        return None
    named = (c for said in page.sentences for c in page.candidates(said) if c.frame.kind in DAILY)
    return NOTHING if all(c.frame.form == "weak" for c in named) else None


def _once_more(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> str | None:
    """ "Сегодня участки снова открываются в полдень": a day of a vote that began before."""
    opens = page.heard(sentence).search("polls", sentence.low) is not None if candidate.frame.kind in DAILY else False
    if not opens or when.first is None or when.shape != "day" or when.first != page.today:
        return None
    return "a day of what goes on" if page.heard(sentence).search("once-more", sentence.low) is not None else None


def _other_campaign(candidate: Candidate, page: Page) -> str | None:
    """ "Приёмная кампания в вузах начинается 20 июня": it is for no election."""
    if candidate.frame.concept != "campaign-start":
        return None
    said = page.heard(candidate.sentence).search("other-campaign", candidate.sentence.low)
    return "a campaign for no election" if said is not None else None


def _no_observer(candidate: Candidate, page: Page) -> str | None:
    """ "20 мая объедем участки": those who go round them observe where the post speaks of observers."""
    if candidate.frame.name != "observation-visit" or page.says("observers"):
        return None
    return "nobody in the post observes"


def _at_school(candidate: Candidate, page: Page) -> str | None:
    """ "На первый урок дети пойдут 2 сентября": a lesson on nothing in particular, to which pupils go."""
    phrase = candidate.phrase
    if candidate.frame.kind != "training" or phrase is None:
        return None
    sentence, topic = candidate.sentence, " ".join(w.low for w in candidate.words[phrase.head + 1 : phrase.right])
    if topic and page.lexicon(sentence).cue("pupils", topic) is None:
        return None
    heard, low = page.heard(sentence), sentence.low
    onto = not _plain(sentence, page, "onto").isdisjoint(candidate.governor.split())  # "на свой первый урок"
    goes = onto and heard.search("goes-there", low) is not None
    pupils = goes and heard.search("pupils", low) is not None
    return "a day of school" if pupils or heard.search("at-school", low) else None


def _no_voters(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> str | None:
    """ "Уважаемые члены комиссий! Ждём вас 10 января", "работаем с 3 по 8 января": who is awaited in a post without a
    word of voting. The hours of one day say it too, where the post speaks of nothing else."""
    frame, lexicon = candidate.frame, page.lexicon(sentence)
    if frame.form != "weak" or frame.concept != "election-day":
        return None
    spoken, gathers = page.says("of-voting"), lexicon.cue("gather", candidate.low) is not None
    hours = any(w.shape == "clock" and w.clock_end for w in page.dates_in(sentence)) or when.clock_end
    if spoken:  # "Остальных ждём до 18 июля": of no vote, whatever the post speaks of
        return None if hours or when.shape != "until" or not gathers else NOTHING
    if when.shape != "day":
        return NOTHING
    others = (c for said in page.sentences for c in page.candidates(said) if c.frame.kind not in DAILY)
    return NOTHING if gathers and (not hours or any(c.frame.form != "weak" for c in others)) else None


def _when_it_was_told(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> str | None:
    """A past day on which something was published or said."""
    heard = page.heard(sentence)
    if "publication" not in heard and "report" not in heard:
        return None
    if quote_at(when.start, page.text) is not None:
        return None  # "в воскресенье он сообщил: «Заседание – завтра»"
    start, end = clause(when, sentence, page, candidate)
    verb = nearest_verb(when, sentence, page, start, end)
    if verb is None:
        return None
    lexicon = page.lexicon(sentence)
    if candidate.described or (
        candidate.preposition in lexicon.plain.get("in", ()) and done_then(when, sentence, page)
    ):
        return None  # "протокол, подписанный на заседании 9 марта, опубликован"
    if _results_told(candidate, verb, page):
        return None
    if lexicon.cue("publication", verb) and verb_tense(when, sentence, page) == "past":
        return "when something was published"
    due = when.shape == "span" or (candidate.frame.concept and lexicon.cue("last-day", sentence.low, start, end))
    written = lexicon.cue("written", verb) and lexicon.cue("contest", candidate.low)  # "диктант написали"
    if lexicon.cue("report", verb) and not due and not written and not _later(when, page, candidate):
        return "when something was said"
    return None


def _results_told(candidate: Candidate, verb: str, page: Page) -> bool:
    """ "Итоги выборов опубликованы 15 марта" tells of the stage itself, "статья об итогах выборов опубликована" of none
    and "итоги конкурса опубликованы" of another thing."""
    lexicon, frame = page.lexicon(candidate.sentence), candidate.frame
    if frame.form != "verb" or frame.kind != "result" or lexicon.cue("of-voting", candidate.low) is None:
        return False
    said = [word for word in candidate.low.split() if word != verb]
    done = stage_done(verb, " ".join(said[:2]), lexicon)
    return done is not None and done.name == frame.name


def _shut(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "Горячая линия не работает до 20 марта", but not "… идёт с 11 по 15 марта, в обед участки не работают"."""
    start, end = clause(when, sentence, page, candidate)
    shut = page.lexicon(sentence).cue("shut", sentence.low, start, end)
    low, high = when.start - sentence.start, when.end - sentence.start
    if shut is None or "," in sentence.low[min(shut.end(), high) : max(shut.start(), low)]:
        return False
    grammar, words = page.grammar(sentence), page.words(sentence)
    own = range(candidate.left, candidate.right) if candidate.sentence is sentence else range(0)
    between = (k for k, word in enumerate(words) if when.end <= word.start < sentence.start + shut.start())
    return not any(grammar.is_noun(words[k]) for k in between if k not in own)


def _not_held(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> str | None:
    """An event that will not take place then, or something else that did."""
    if when.relative and when.first == page.today and candidate.preposition in _plain(sentence, page, "while"):
        return NOTHING  # "сегодня при голосовании нужен паспорт, а раньше хватало справки"
    if "negation" in page.heard(sentence):
        lexicon, (start, end) = page.lexicon(sentence), clause(when, sentence, page, candidate)
        denied = lexicon.cue("negation", sentence.low, start, end)
        if denied is None and (heads := lexicon.cue("negation", sentence.low, 0, start)) is not None:
            denied = heads if _TO_A_COLON.match(sentence.low, heads.end(), start) else None
        over = when.shape == "until" and lexicon.shape("past-that", sentence.low, when.end - sentence.start)
        if denied and not over and not lexicon.cue("cancelled", sentence.low, start, end):
            return None if _denies_else(denied.span(), when, candidate, sentence, page) else "said not to take place"
    if "shut" in page.heard(sentence) and _shut(when, candidate, sentence, page):
        return "said not to take place"
    if "unneeded" in page.heard(sentence) and not candidate.frame.concept:
        start, end = clause(when, sentence, page, candidate)
        if page.lexicon(sentence).cue("unneeded", sentence.low, start, end):
            return "said not to be needed"
    if _came_in(when, candidate, sentence, page):
        return "when something else came in or was done"
    return None


def _denies_else(denied: tuple[int, int], when: When, candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "Переносов не планируется: семинар пройдёт 7 июня", "приём – до 5 июня, продление не предусмотрено": the
    negation has a part of the sentence and a noun of its own, and the event with its day says something, too."""
    stops = [found.start() + sentence.start for found in _PART.finditer(sentence.low)]
    first = max((stop for stop in stops if stop < sentence.start + denied[0]), default=sentence.start)
    last = min((stop for stop in stops if stop >= sentence.start + denied[1]), default=sentence.end)
    low, high = min(candidate.start, when.start), max(candidate.end, when.end)
    apart = low >= last or (high <= first and not any(low < stop < high for stop in stops if page.text[stop] in ",:"))
    if candidate.sentence is not sentence or not apart:
        return False
    grammar, words = page.grammar(sentence), page.words(sentence)
    theirs = [word for word in words if first <= word.start < last]
    before = takewhile(lambda word: word.low not in prepositions(sentence.lang), theirs)
    if not any(word.text[1:].isupper() or (grammar.is_noun(word) and not grammar.is_verb(word)) for word in before):
        return False
    own = (last, sentence.end) if low >= last else (sentence.start, first)
    told = any(own[0] <= word.start < own[1] and grammar.tense(word) for word in words)
    return told or _DASH.search(page.text, *own) is not None


def _plain(sentence: Sentence, page: Page, words: str) -> frozenset[str]:
    return page.lexicon(sentence).plain.get(words, frozenset())


def _only_near_it(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> str | None:
    """A date that is too far, or that another word of the clause takes: what is expected, brought or forbidden."""
    lexicon, heard, noun = page.lexicon(sentence), page.heard(sentence), candidate.frame.form == "noun"
    if not noun and when.shape == "window" and when.relative and _far(when, page):
        return "too vague"
    start, _ = clause(when, sentence, page, candidate)
    left = sentence.low[start : max(start, candidate.start - sentence.start)]
    if "expects" in heard and when.shape == "until" and noun and lexicon.cue("expects", left):
        return "hoped for, not announced"  # "бизнес ждёт до осени встречу с министром"
    if "brought" in heard and _brought(candidate, left, lexicon):
        return "what something is brought for"
    if "forbidden" in heard and _forbidden(when, candidate, sentence, page):
        return "forbidden, not held"
    return None


def _far(when: When, page: Page) -> bool:
    return when.first is not None and page.today is not None and when.first - page.today > _FAR


def _only_a_limit(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> str | None:
    """A bound that says nothing of the day of a vote."""
    if _at_most_named(when, candidate, sentence, page):
        return "the law's outer limit"
    if when.mod in ("AFTER", "ON_OR_AFTER") and candidate.frame.concept in VOTES:
        return NOT_BEFORE
    return "only says by when it begins" if _begins_by_then(when, candidate, sentence, page) else None


def _begins_by_then(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "Регистрация начнётся не позднее 5 июня": its last day is another one. "Началась регистрация до 5 июня"."""
    once = candidate.frame.single and candidate.frame.concept != "campaign-start"
    if when.shape != "until" or once or "start" not in page.heard(sentence):
        return False
    grammar, low, base = page.grammar(sentence), sentence.low, sentence.start
    here = when.start - base, when.end - base
    spans = page.lexicon(sentence).spans("start", low)
    beside = {
        start
        for start, end in spans
        if _BESIDE.fullmatch(low[end : here[0]] if end <= here[0] else low[here[1] : start])
    }
    verbs = (word for word in page.words(sentence) if word.start - base in beside)
    return any(grammar.tense(word) == "future" for word in verbs)


def _came_in(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "О рассмотрении обращений, поступивших с 26 января": the date is the participle's, and behind the post."""
    lexicon, here = page.lexicon(sentence), when.start - sentence.start
    said = when.first or when.last
    if candidate.sentence is not sentence or said is None or page.today is None:
        return False
    found = lexicon.shape("came-in", sentence.low, here)
    if found is None:
        return False
    if candidate.start >= when.end:  # "кандидаты, зарегистрированные до 15 марта, начнут агитацию"
        return page.text[when.end : when.end + 1] == ","
    if said > page.today or candidate.end - sentence.start > found.start():
        return False
    cues = ("planned-for", "was-held", "start", "end", "span", "at", "moved", "cancelled", "planned")
    return not any(lexicon.cue(cue, sentence.low, found.start(), here) for cue in cues)


def _brought(candidate: Candidate, left: str, lexicon: EventLexicon) -> bool:
    """ "Договор представят на утверждение правительства": then it is brought, whenever it will be adopted."""
    onto = candidate.preposition in lexicon.plain.get("onto", ())
    act = candidate.frame.form == "noun" and candidate.frame.noun and candidate.frame.concept is None
    return onto and bool(act) and lexicon.cue("brought", left) is not None


def _forbidden(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "С 25 по 31 октября встречи не допускаются": said of the event itself, and not of what may not be done there."""
    lexicon = page.lexicon(sentence)
    start, end = clause(when, sentence, page, candidate)
    banned = lexicon.cue("forbidden", sentence.low, start, end)
    if banned is None or candidate.sentence is not sentence:
        return False
    colon = sentence.low.find(":", when.end - sentence.start, banned.start())
    if colon >= 0 and candidate.start - sentence.start < colon:
        return False  # "Агитация прекращается завтра: позже вести её нельзя"
    behind = "," in sentence.low[when.end - sentence.start : max(0, banned.start())]
    if behind and _of_another_time(banned.start(), candidate, sentence, page):
        return False
    if candidate.frame.concept in _OF_THEMSELVES or candidate.frame.name in _OF_THEMSELVES:
        return False
    of_it = banned.end() + 1 == candidate.start - sentence.start  # "запрет на агитацию"
    return of_it or candidate.frame.form != "noun" or candidate.preposition not in lexicon.plain.get("in", ())


def _of_another_time(banned: int, candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "Вести агитацию можно по 23 февраля, в день голосования она запрещена": what the last comma parts has a time, or
    another deed, of its own."""
    part = sentence.start + sentence.low.rfind(",", 0, banned)
    grammar = page.grammar(sentence)
    others = [c.start for c in page.candidates(sentence) if c is not candidate]
    deeds = [word.start for word in page.words(sentence) if grammar.is_infinitive(word)]
    return any(part < start < sentence.start + banned for start in (*others, *deeds))


def _at_most_named(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "По закону выборы требовалось провести не позднее …": what the law would have allowed."""
    lexicon = page.lexicon(sentence)
    if when.shape != "until" or candidate.frame.concept != "election-day":
        return False
    start, end = clause(when, sentence, page, candidate)
    return lexicon.cue("limit", sentence.low, start, end) is not None


def _later(when: When, page: Page, candidate: Candidate) -> bool:
    """Whether it is no day on which something was said: it lies ahead, or, in a post of which nothing is known,
    is the day of a stage of a campaign."""
    if when.shape == "until" and when.last is not None and page.latest is not None:
        return when.last > page.latest
    return page.ahead(when) or (page.latest is None and when.shape == "day" and candidate.frame.concept is not None)


def nearest_verb(when: When, sentence: Sentence, page: Page, start: int, end: int) -> str | None:
    """The finite verb or participle nearest to the date within its clause, in lower case."""
    grammar = page.grammar(sentence)
    best: tuple[int, str] | None = None
    for word in page.words(sentence):
        at = word.start - sentence.start
        if start <= at < end and grammar.tense(word) is not None:
            gap = when.start - word.end if word.end <= when.start else word.start - when.end
            gap += 25 * page.text[min(word.end, when.end) : max(word.start, when.start)].count(",")
            if gap >= 0 and (best is None or gap < best[0]):
                best = (gap, word.low)
    return best[1] if best else None
