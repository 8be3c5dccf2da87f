"""Why a date is no entry of a calendar. Asked first: what is refused here is never named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.mentions.beside import verb_taken
from timeline.mentions.hearsay import hearsay, put_straight
from timeline.mentions.roles import clause, nearest_phase, verb_tense
from timeline.mentions.standing import VOTES

if TYPE_CHECKING:
    from timeline.mentions.candidates import Candidate
    from timeline.mentions.dates import When
    from timeline.mentions.lexicon import EventLexicon
    from timeline.mentions.page import Page
    from timeline.mentions.sentences import Sentence

FUNCTIONS = {
    "decree": "the date of a document",
    "dateline": "a dateline",
    "as-of": "the day that figures are of",
    "page": "the date of the page",
    "campaign-name": "the name of a campaign",
}
_COARSE = {"year", "quarter"}
_REASONS = frozenset(
    {"holiday", "unlikely", "anniversary", "validity", "history", "subjunctive", "possible", "given-up", "statistics"}
)
_OPENING, _CLOSING = frozenset('«“„"'), frozenset('»”“"')
_OF_THEMSELVES = frozenset({"campaign-silence", "election-day"})
"""What a prohibition beside it does not concern, or is."""


def refusal(when: When, sentence: Sentence, page: Page) -> str | None:
    """The reason to leave a date alone before it is known what it speaks of, ``None`` to go on."""
    if when.function:
        return FUNCTIONS.get(when.function, when.function)
    if when.grain in _COARSE and when.shape in ("window", "span", "from", "until"):
        return "only a year or a quarter is said"
    if when.shape == "window" and (sentence.text.rstrip().endswith(":") or _above_its_days(when, sentence, page)):
        return "the heading of a list"
    if when.shape == "from" and when.relative and when.grain == "month":
        return "too vague"
    lexicon, low, heard = page.lexicon(sentence), sentence.low, page.heard(sentence)
    start, end = clause(when, sentence, page)
    left = low[: when.start - sentence.start].rstrip()
    if left.rpartition(" ")[2] in lexicon.plain.get("except", ()):
        return "a day left out"
    if not lexicon.plain.get("neither", frozenset()).isdisjoint(left.rsplit(None, 2)[-2:]):
        return "said not to be then"
    if lexicon.shape("day-off", low, when.end - sentence.start):
        return "a day off"
    if _of_a_holiday(when, sentence, page):
        return "the day of a holiday"
    said = low[when.start - sentence.start : when.end - sentence.start]
    if "holiday-adjective" in heard and lexicon.cue("holiday-adjective", said):
        return "only describes"  # "во время рождественского фестиваля"
    if when.shape == "window" and lexicon.shape("plan-for", low, when.start - sentence.start):
        return "what a plan is for"
    if when.relative and when.shape == "day" and re.search(r"[^\W\d_]-[^\W\d_]", page.text[when.start : when.end]):
        return "too vague"  # "на день-два позже", "завтра-послезавтра"
    if (when.relative and _in_a_name(when, page)) or _is_a_name(when, page):
        return "part of a name"
    if "every-week" in heard and lexicon.cue("every-week", low) and lexicon.cue("weekday", said):
        return "a day of every week"
    asked = low.find("?", when.end - sentence.start)
    if asked >= 0 and lexicon.cue("asked", low, 0, asked):
        return "asked, not announced"
    if asked >= 0 and _answered_with_doubt(sentence, page):
        return "doubted"
    if asked >= 0 and when.shape == "window" and sentence.text.rstrip().endswith("?"):
        return "asked, not announced"  # "Где на этой неделе встретить кандидата?"
    if _its_weekday(when, sentence, page):
        return "the weekday of the date before it"
    if lexicon.shape("whether", low, when.start - sentence.start):
        return "asked, not announced"  # "неизвестно, состоится ли встреча до конца года"
    if hearsay(sentence, page) and not put_straight(when, sentence, page):
        return "a rumour or its denial"
    if not heard.any_of(_REASONS):
        return "hours left" if when.shape == "remaining" and _hours_left(when) else None
    told = max(start, low.rfind(":", start, when.start - sentence.start) + 1)
    if lexicon.cue("holiday", low, told, end):
        return "a holiday, not an event of a campaign"
    if lexicon.cue("unlikely", low, told, end):
        return "doubted"
    jubilee = lexicon.cue("anniversary", low, start, end)
    beside = jubilee is not None and "," in low[when.end - sentence.start : jubilee.start()]
    if jubilee and not beside and lexicon.cue("dedicated", low, max(0, jubilee.start() - 24), jubilee.start()) is None:
        return "an anniversary"
    if lexicon.cue("validity", low, start, end):
        return "how long a document or an office is valid"
    if lexicon.cue("history", low, start, end) and not _ahead(when, page):
        return "history"
    if when.shape == "remaining" and _hours_left(when):
        return "hours left"
    if lexicon.cue("subjunctive", low, start, end):
        return "said only of what might have been"
    if when.shape not in ("day", "span") and lexicon.cue("possible", low, start, end):
        return "only possible"
    if (
        when.left is None
        and _given_up(sentence, page, start, end)
        and not lexicon.says(low, "moved", "cancelled", "prolonged", "date-changed")
        and not lexicon.cue("as-planned", low, start, end)
        and verb_tense(when, sentence, page) == "past"
    ):
        return "a plan given up"
    if _figures(when, sentence, page):
        return "a figure of statistics"
    return None


def refusal_of(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> str | None:
    """The reason not to enter a date that an event was found for."""
    lexicon, low, heard = page.lexicon(sentence), sentence.low, page.heard(sentence)
    start, end = clause(when, sentence, page, candidate)
    told = "publication" in heard or "report" in heard
    if told and (verb := nearest_verb(when, sentence, page, start, end)) is not None:
        if lexicon.cue("publication", verb) and verb_tense(when, sentence, page) == "past":
            return "when something was published"
        due = candidate.frame.concept and lexicon.cue("last-day", low, start, end)
        written = lexicon.cue("written", verb) and lexicon.cue("contest", candidate.low)  # "диктант написали"
        if lexicon.cue("report", verb) and not due and not written and not _later(when, page, candidate):
            return "when something was said"
    denied = "negation" in heard and lexicon.cue("negation", low, start, end) is not None
    if denied and not lexicon.cue("cancelled", low, start, end):
        return "said not to take place"
    if _came_in(when, candidate, sentence, page):
        return "when something else came in or was done"
    far = when.shape == "window" and when.relative and when.first is not None and page.today is not None
    if far and candidate.frame.form != "noun" and when.first and page.today and (when.first - page.today).days > 300:
        return "too vague"
    left = sentence.low[start : max(start, candidate.start - sentence.start)]
    if "expects" in heard and when.shape == "until" and candidate.frame.form == "noun" and lexicon.cue("expects", left):
        return "hoped for, not announced"  # "бизнес ждёт до осени встречу с министром"
    if "brought" in heard and _brought(candidate, left, lexicon):
        return "what something is brought for"
    if "forbidden" in heard and _forbidden(when, candidate, sentence, page):
        return "forbidden, not held"
    if _at_most_named(when, candidate, sentence, page):
        return "the law's outer limit"
    if when.mod in ("AFTER", "ON_OR_AFTER") and candidate.frame.concept in VOTES:
        return "only says not before"
    return None


def _answered_with_doubt(sentence: Sentence, page: Page) -> bool:
    """ "Голосование начнётся 10 декабря? Вряд ли."."""
    after = page.sentences[sentence.index + 1 : sentence.index + 2]
    return any(len(s.low.split()) <= 4 and page.lexicon(s).cue("unlikely", s.low) is not None for s in after)


def _given_up(sentence: Sentence, page: Page, start: int, end: int) -> bool:
    """Whether a clause speaks of a plan that was given up; "вместо" says so before a date only."""
    lexicon = page.lexicon(sentence)
    found = lexicon.cue("given-up", sentence.low, start, end)
    while found is not None and lexicon.cue("instead", found.group()):
        at = sentence.start + found.end()
        if any(0 <= w.start - at <= 3 for w in page.dates_in(sentence)):
            return True
        found = lexicon.cue("given-up", sentence.low, found.end(), end)
    return found is not None


def _in_a_name(when: When, page: Page) -> bool:
    """«СБ. Беларусь сегодня»: a word for a day inside a short name in quotation marks."""
    left, right = page.text.rfind("«", 0, when.start), page.text.find("»", when.end)
    if left < 0 or right < 0 or "»" in page.text[left : when.start]:
        return False
    name = page.text[left + 1 : right].split()
    whole = len(page.text[when.start : when.end].split()) == len(name)
    return 1 < len(name) <= 5 and not whole and name[0][:1].isupper() and name[-1][-1:] not in ".!?"


def _is_a_name(when: When, page: Page) -> bool:
    """ "Заседание клуба «9 мая»": a date in quotation marks of its own, behind the word that it names."""
    quoted = page.text[when.start - 1 : when.start] in _OPENING and page.text[when.end : when.end + 1] in _CLOSING
    return quoted and re.search(r"[^\W\d_]{3}\s+$", page.text[max(0, when.start - 6) : when.start - 1]) is not None


def _of_a_holiday(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Выставка ко Дню Победы 9 мая": the date says only when what an event is held for is."""
    lexicon, digits = page.lexicon(sentence), re.search(r"\d", page.text[when.start : when.end])
    if digits is None or when.shape not in ("day", "until") or not verb_taken(when, sentence, page):
        return False
    here = when.start + digits.start() - sentence.start
    found = lexicon.shape("holiday-name", sentence.low, here)
    if found is None:
        return False
    return not any(found.start() <= start < here for start, _, _ in lexicon.frames(sentence.low))


def _its_weekday(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Не позднее 29 января (это пятница, исполком открыт)": the day of the week that the date before it falls on."""
    base = sentence.start
    told = page.lexicon(sentence).shape("it-is", sentence.low, when.start - base) if when.relative else None
    if told is None or when.first is None or when.shape != "day":
        return False
    before = [w.last for w in page.dates_in(sentence) if w.end - base == told.start()]
    return any(day is not None and day.weekday() == when.first.weekday() for day in before)


def _above_its_days(when: When, sentence: Sentence, page: Page) -> bool:
    """Whether a heading says only the month that the days below it are in ("Прием граждан в октябре")."""
    first, last = when.first, when.last
    heads = sentence.first and not sentence.text.rstrip().endswith((".", "!", "…", ";"))
    if not heads or when.grain != "month" or first is None or last is None:
        return False
    below = [w for w in page.dates if w.start > sentence.end and w.shape in ("day", "span")]
    return any(w.first is not None and first <= w.first <= last for w in below)


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
    if ":" in sentence.low[when.end - sentence.start : max(0, banned.start())]:
        return False  # "Агитация прекращается завтра: позже вести её нельзя"
    if candidate.frame.concept in _OF_THEMSELVES or candidate.frame.name in _OF_THEMSELVES:
        return False
    return candidate.frame.form != "noun" or candidate.preposition not in lexicon.plain.get("in", ())


def _hours_left(when: When) -> bool:
    return re.match(r"P?T\d", when.value) is not None or when.value.startswith("PT") or "T" in when.value.split("/")[0]


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


def _ahead(when: When, page: Page) -> bool:
    last = when.last or when.first
    return page.today is None or (last is not None and last >= page.today)


def _later(when: When, page: Page, candidate: Candidate) -> bool:
    """Whether it is no day on which something was said: it lies ahead, or, in a post of which nothing is known,
    is the day of a stage of a campaign."""
    if when.shape == "until" and when.last is not None and page.latest is not None:
        return when.last > page.latest
    return page.ahead(when) or (page.latest is None and when.shape == "day" and candidate.frame.concept is not None)


def _figures(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Явка на 12:00 – 41 %", "на 1 марта поступило 120 обращений": numbers said of a moment."""
    lexicon = page.lexicon(sentence)
    start, end = clause(when, sentence, page)
    if not lexicon.cue("statistics", sentence.low, start, end):
        return False
    stop = sentence.low.find(",", when.end - sentence.start, end)
    if stop >= 0 and lexicon.cue("was-held", sentence.low, start, stop):
        return lexicon.cue("statistics", sentence.low, start, stop) is not None  # "выборы прошли 26 февраля, явка …"
    left = sentence.low[: when.start - sentence.start].rstrip()
    if lexicon.says(left.rpartition(",")[2], "calls", "planned", "moved"):
        return False  # "явка составила 40 %, поэтому суд назначил повторное голосование на 24 сентября"
    if when.clock and (
        left.endswith((" на", " к", " до")) or page.text[when.start : when.end].lower().startswith("на ")
    ):
        return True
    dates = page.dates_in(sentence)
    numbers = (found.start() + sentence.start for found in re.finditer(r"\d|%", sentence.text))
    if all(any(date.start <= at < date.end for date in dates) for at in numbers):
        return False
    if when.shape == "span":
        return not page.behind(when) and verb_tense(when, sentence, page) == "past"
    plain = when.shape in ("day", "clock") and nearest_phase(when, sentence, page, start, end) == ""
    return plain or not _ahead(when, page)


def _at_most_named(when: When, candidate: Candidate, sentence: Sentence, page: Page) -> bool:
    """ "По закону выборы требовалось провести не позднее …": what the law would have allowed."""
    lexicon = page.lexicon(sentence)
    if when.shape != "until" or candidate.frame.concept != "election-day":
        return False
    start, end = clause(when, sentence, page, candidate)
    return lexicon.cue("limit", sentence.low, start, end) is not None
