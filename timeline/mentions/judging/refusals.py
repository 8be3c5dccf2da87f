"""Why a date is no entry of a calendar, whatever it speaks of. Asked first: what is refused here is never named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold
from timeline.languages.text import little_words
from timeline.mentions.judging.hearsay import answered_with_doubt, hearsay, put_straight, quoted_and_denied
from timeline.mentions.judging.roles import clause, nearest_phase, verb_tense
from timeline.mentions.reading.beside import called_right, verb_taken
from timeline.mentions.reading.speech import quote_at
from timeline.mentions.reading.standing import VOTES
from timeline.mentions.reading.votes import told_figures, turnout

if TYPE_CHECKING:
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.dates import When
    from timeline.mentions.text.sentences import Sentence

FUNCTIONS = {
    "decree": "the date of a document",
    "dateline": "a dateline",
    "as-of": "the day that figures are of",
    "page": "the date of the page",
    "campaign-name": "the name of a campaign",
}
_BESIDE = 4
"""Words that may stand between a vote and its day, such as where it was held."""
_COARSE = frozenset({"year", "quarter"})
_HYPHENED = re.compile(r"[^\W\d_]-[^\W\d_]")
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"\w{3}|\d")
"""More than a preposition."""
_DAYS = frozenset({"day", "window", "span"})
_MARK = re.compile(r"[,.;:!?–—(\d]")
"""What ends the words of a comparison."""
_COMMA = re.compile(r"[,:](?!\d)")
"""A comma that is none of a decimal fraction."""
_REASONS = frozenset(
    {"holiday", "unlikely", "anniversary", "validity", "history", "subjunctive", "possible", "given-up", "statistics"}
)
_OPENING, _CLOSING = frozenset('«“„"'), frozenset('»”“"')


def refusal(when: When, sentence: Sentence, page: Page) -> str | None:
    """The reason to leave a date alone before it is known what it speaks of, ``None`` to go on."""
    return (
        _no_day(when, sentence, page)
        or _by_words_beside(when, sentence, page)
        or _by_a_name(when, sentence, page)
        or _in_doubt(when, sentence, page)
        or _by_its_clause(when, sentence, page)
    )


def _no_day(when: When, sentence: Sentence, page: Page) -> str | None:
    """What the expression itself is: a date of another use, or too coarse for a calendar."""
    if when.function:
        return FUNCTIONS.get(when.function, when.function)
    if when.grain in _COARSE and when.shape in ("window", "span", "from", "until"):
        return "only a year or a quarter is said"
    if when.shape == "window" and (sentence.text.rstrip().endswith(":") or _above_its_days(when, sentence, page)):
        return "the heading of a list"
    if when.shape == "from" and when.relative and when.grain == "month":
        return "too vague"
    if when.mod == "BEFORE" and when.grain == "month" and not when.anchor:
        return "too vague"  # "перед сентябрьскими выборами"
    if when.value in ("PRESENT_REF", "PAST_REF"):
        return "too vague"  # "в эти дни", "на днях", "в последние дни"
    return None


def _by_words_beside(when: When, sentence: Sentence, page: Page) -> str | None:
    """What the words right before or behind a date say of it."""
    lexicon, low = page.lexicon(sentence), sentence.low
    start, end = when.start - sentence.start, when.end - sentence.start
    left = low[:start].rsplit(None, 2)[-2:]
    if not lexicon.plain.get("except", frozenset()).isdisjoint(left[-1:]):
        return "a day left out"
    if not lexicon.plain.get("neither", frozenset()).isdisjoint(left):
        return "said not to be then"
    if lexicon.shape("day-off", low, end):
        return "a day off"
    if lexicon.shape("in-history", low, end):
        return "history"
    compared = page.heard(sentence).search("compared", low, 0, start)
    if compared is not None and when.shape in _DAYS and _MARK.search(low, compared.end(), start) is None:
        return "only compared with"
    if _of_a_holiday(when, sentence, page):
        return "the day of a holiday"
    if "holiday-adjective" in page.heard(sentence) and lexicon.cue("holiday-adjective", low[start:end]):
        return "only describes"  # "во время рождественского фестиваля"
    if when.shape == "window" and lexicon.shape("plan-for", low, start):
        return "what a plan is for"
    return None


def _by_a_name(when: When, sentence: Sentence, page: Page) -> str | None:
    """What is no date of its own: a compound, a part of a name, the name of a day of every week."""
    if when.relative and when.shape == "day" and _HYPHENED.search(page.text, when.start, when.end):
        return "too vague"  # "на день-два позже", "завтра-послезавтра"
    if (when.relative and _in_a_name(when, page)) or (
        _is_a_name(when, page) and not called_right(when, sentence, page)
    ):
        return "part of a name"
    if "every-week" in page.heard(sentence):
        lexicon, low = page.lexicon(sentence), sentence.low
        said = low[when.start - sentence.start : when.end - sentence.start]
        if lexicon.cue("every-week", low) and lexicon.cue("weekday", said.rpartition(", ")[2]):
            return "a day of every week"
    if "recurs" in page.heard(sentence) and _recurs(when, sentence, page):
        return "said of every year"
    return None


def _recurs(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Депутатов избираем в последнее воскресенье февраля, раз в пять лет": told by a rule, and no calendar."""
    low, start, end = sentence.low, when.start - sentence.start, when.end - sentence.start
    found = page.lexicon(sentence).cue("recurs", low)
    if found is None or _DIGIT.search(low, start, end):
        return False
    return _WORDS.search(low[found.end() : start] if found.end() <= start else low[end : found.start()]) is None


def _in_doubt(when: When, sentence: Sentence, page: Page) -> str | None:
    """What is asked, doubted or rumoured, and the weekday that only explains the date before it."""
    lexicon, heard, low = page.lexicon(sentence), page.heard(sentence), sentence.low
    start, end = when.start - sentence.start, when.end - sentence.start
    asked = low.find("?", end)
    if asked >= 0:
        if lexicon.cue("asked", low, 0, asked):
            return "asked, not announced"
        if answered_with_doubt(sentence, page):
            return "doubted"
        if when.shape == "window" and sentence.text.rstrip().endswith("?"):
            return "asked, not announced"  # "Где на этой неделе встретить кандидата?"
    if quoted_and_denied(sentence, page):
        return "a rumour or its denial"
    counted = when.event is not None or when.shape == "offset" or _a_day_before(when, page)
    if "the-day-after" in heard and lexicon.cue("the-day-after", low, start, end) and not counted:
        return "the day after one that is not said"
    if _its_weekday(when, sentence, page):
        return "the weekday of the date before it"
    if "conditional" in heard and _supposed(when, sentence, page):
        return "only supposed"
    if "asked" in heard and lexicon.shape("whether", low, start):
        return "asked, not announced"  # "неизвестно, состоится ли встреча до конца года"
    if hearsay(sentence, page) and not put_straight(when, sentence, page):
        return "a rumour or its denial"
    return None


def _supposed(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Если выборы 14 сентября, то в 0:00 13 сентября", "если выборы назначат на 14 сентября, …"."""
    lexicon, low, start = page.lexicon(sentence), sentence.low, when.start - sentence.start
    if lexicon.shape("supposed-to-be", low, start):
        return True
    return bool(lexicon.shape("supposed", low, start) and lexicon.shape("then", low, when.end - sentence.start))


def _by_its_clause(when: When, sentence: Sentence, page: Page) -> str | None:
    """What the clause around a date speaks of."""
    hours = "hours left" if when.shape == "remaining" and _hours_left(when) else None
    heard, low = page.heard(sentence), sentence.low
    if not heard.any_of(_REASONS):
        return hours
    start, end = clause(when, sentence, page)
    told = max(start, low.rfind(":", start, when.start - sentence.start) + 1)
    if "holiday" in heard and heard.search("holiday", low, told, _aside(when, sentence, page, end)):
        return "a holiday, not an event of a campaign"
    if heard.search("unlikely", low, told, end):
        return "doubted"
    if "anniversary" in heard and _of_a_jubilee(when, sentence, page, start, end):
        return "an anniversary"
    if heard.search("validity", low, start, end) and not _of_a_line(sentence, page):
        return "how long a document or an office is valid"
    if heard.search("history", low, start, end) and not _ahead(when, page):
        return "history"
    if hours:
        return hours
    if heard.search("subjunctive", low, start, end):
        return "said only of what might have been"
    if when.shape not in ("day", "span") and heard.search("possible", low, start, end):
        return "only possible"
    if "given-up" in heard and _of_a_plan_given_up(when, sentence, page, start, end):
        return "a plan given up"
    figure = heard.search("statistics", low, start, end)
    if figure is not None and _figures(when, sentence, page) and not _beside(figure, start, when, sentence, page):
        return "a figure of statistics"
    return None


def _beside(figure: re.Match[str], start: int, when: When, sentence: Sentence, page: Page) -> bool:
    """ "Предварительные цифры назовём завтра": figures that are an event themselves; "Сегодня в районах образуют
    комиссии, всего их 96": behind the comma is only counted what is told before it."""
    at = figure.start() + sentence.start
    comma = page.text.rfind(",", when.end, at)
    told = (w for w in page.words(sentence) if sentence.start + start <= w.start < comma)
    grammar, report = page.grammar(sentence), page.lexicon(sentence).cue
    if any(grammar.tense(w) in ("present", "future") and not report("report", w.low) for w in told):
        return True
    return any(
        c.frame.concept and c.start <= at < c.end and c.frame.kind == "result" for c in page.candidates(sentence)
    )


def _of_a_line(sentence: Sentence, page: Page) -> bool:
    """ "Запущена горячая линия: она действует с 24 по 26 февраля": what people turn to is open, and no paper valid."""
    near = page.sentences[max(0, sentence.index - 2) : sentence.index + 1]
    return any(page.lexicon(s).cue("turned-to", s.low) is not None for s in near)


def _aside(when: When, sentence: Sentence, page: Page, end: int) -> int:
    """Where a relative clause begins behind a date, before ``end``."""
    which = page.lexicon(sentence).shapes.get("which")
    found = which.search(sentence.low, when.end - sentence.start, end) if which is not None else None
    return found.start() if found is not None else end


def _of_a_jubilee(when: When, sentence: Sentence, page: Page, start: int, end: int) -> bool:
    """Whether a clause speaks of an anniversary, of which the date is, and no event dedicated to it."""
    lexicon, low = page.lexicon(sentence), sentence.low
    jubilee = lexicon.cue("anniversary", low, start, end)
    if jubilee is None or "," in low[when.end - sentence.start : jubilee.start()]:
        return False
    parted = low[jubilee.end() : when.start - sentence.start]
    if ")" in parted or ("," in parted and _has_its_day(jubilee.start() + sentence.start, sentence, page)):
        return False  # "семинар проведёт Вера Лис (вчера ей исполнилось 40) 5 мая"
    return lexicon.cue("dedicated", low, max(0, jubilee.start() - 24), jubilee.start()) is None


def _has_its_day(start: int, sentence: Sentence, page: Page) -> bool:
    """Whether a date stands before a place of a sentence."""
    return any(w.dated and w.end <= start for w in page.dates_in(sentence))


def _of_a_plan_given_up(when: When, sentence: Sentence, page: Page, start: int, end: int) -> bool:
    """Whether a date is what was once planned, and no other stands in its place or is held to."""
    if when.left is not None or not _given_up(sentence, page, start, end):
        return False
    lexicon, low = page.lexicon(sentence), sentence.low
    if lexicon.says(low, "moved", "cancelled", "prolonged", "date-changed"):
        return False
    if lexicon.cue("earlier-or-later", low, 0, when.start - sentence.start) is not None:
        return False  # "на день позже, чем предполагалось: 20 мая"
    return not lexicon.cue("as-planned", low, start, end) and verb_tense(when, sentence, page) == "past"


def _a_day_before(when: When, page: Page) -> bool:
    """Whether a day is told before a date, which it may be counted from."""
    return any(w.dated and w.end <= when.start and w.shape in ("day", "span", "until", "from") for w in page.dates)


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
    short = 1 < len(name) <= 5 and not whole and name[0][:1].isupper() and name[-1][-1:] not in ".!?"
    return short and quote_at(when.start, page.text) is None


def _is_a_name(when: When, page: Page) -> bool:
    """ "Заседание клуба «9 мая»": a date in quotation marks of its own, behind the word that it names."""
    quoted = page.text[when.start - 1 : when.start] in _OPENING and page.text[when.end : when.end + 1] in _CLOSING
    return quoted and re.search(r"[^\W\d_]{3}\s+$", page.text[max(0, when.start - 6) : when.start - 1]) is not None


def _of_a_holiday(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Выставка ко Дню Победы 9 мая": the date says only when what an event is held for is."""
    digits = _DIGIT.search(page.text, when.start, when.end) if when.shape in ("day", "until") else None
    if digits is None or not verb_taken(when, sentence, page):
        return False
    lexicon, here = page.lexicon(sentence), digits.start() - sentence.start
    found = lexicon.shape("holiday-name", sentence.low, here)
    if found is None:
        return False
    return not any(found.start() <= start < here for start, _, _ in lexicon.frames(sentence.low))


def _its_weekday(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Не позднее 29 января (это пятница, исполком открыт)": the day of the week that the date before it falls on."""
    if not when.relative or when.first is None or when.shape != "day":
        return False
    base = sentence.start
    told = page.lexicon(sentence).shape("it-is", sentence.low, when.start - base)
    if told is None:
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


def _hours_left(when: When) -> bool:
    return re.match(r"P?T\d", when.value) is not None or when.value.startswith("PT") or "T" in when.value.split("/")[0]


def _ahead(when: When, page: Page) -> bool:
    last = when.last or when.first
    return page.today is None or (last is not None and last >= page.today)


def _figures(when: When, sentence: Sentence, page: Page) -> bool:
    """ "Явка на 12:00 – 41 %", "на 1 марта поступило 120 обращений": whether a clause of figures says them of it."""
    lexicon = page.lexicon(sentence)
    start, end = clause(when, sentence, page)
    stop = _COMMA.search(sentence.low, when.end - sentence.start, end)
    if stop is not None and lexicon.cue("was-held", sentence.low, start, stop.start()):
        # "выборы прошли 26 февраля, явка составила 41 %"
        return lexicon.cue("statistics", sentence.low, start, stop.start()) is not None
    if _goes_on_since(when, sentence, page, start) or _of_what_was_held(when, sentence, page):
        return False
    left = sentence.low[: when.start - sentence.start].rstrip()
    if lexicon.says(left.rpartition(",")[2], "calls", "planned", "moved"):
        return False  # "явка составила 40 %, поэтому суд назначил повторное голосование на 24 сентября"
    said = page.text[when.start : when.end].lower()
    if when.clock and not {left.rpartition(" ")[2], said.partition(" ")[0]}.isdisjoint(little_words("moment")):
        return True
    if not told_figures(sentence, page):
        return False
    if when.shape == "span":
        return not page.behind(when) and verb_tense(when, sentence, page) == "past"
    plain = when.shape in ("day", "clock") and nearest_phase(when, sentence, page, start, end) == ""
    return plain or not _ahead(when, page)


def _goes_on_since(when: When, sentence: Sentence, page: Page, start: int) -> bool:
    """ "Линия работает с 1 июля – уже принято 85 звонков": behind the dash are figures of what goes on since then."""
    if when.shape != "from" or not page.text.startswith((" – ", " — ", " - "), when.end):
        return False
    low, grammar = sentence.low[start : when.start - sentence.start], page.grammar(sentence)
    before = (word for word in page.words(sentence) if start <= word.start - sentence.start and word.end <= when.start)
    return not page.lexicon(sentence).cue("statistics", low) and any(grammar.tense(word) for word in before)


def _right_before(occasion: Candidate, when: When, page: Page) -> bool:
    """Whether an occasion is called by a noun with nothing between it and a day."""
    return occasion.end <= when.start and not page.text[occasion.end : when.start].strip()


def _of_what_was_held(when: When, sentence: Sentence, page: Page) -> bool:
    """ "На выборах депутатов 24 февраля явка составила 71 %", "вчера на выборах мэра проголосовали 40 %": the day over
    that stands beside a vote or an occasion is its own, whatever was counted on it."""
    if when.shape not in ("day", "span") or not page.behind(when):
        return False
    if turnout(when, sentence, page) is not None:
        return True
    grammar, begun = page.grammar(sentence), sentence.low[: when.start - sentence.start].strip()
    for vote in page.candidates(sentence):
        if vote.frame.form == "noun" and not vote.frame.concept and _right_before(vote, when, page):
            return True  # "семинар 5 марта посетили 109 секретарей"
        if vote.frame.concept not in VOTES or vote.frame.form != "noun":
            continue
        if vote.end <= when.start:
            between = [word for word in page.words(sentence) if vote.end <= word.start < when.start]
            apposed = [word.text for word in between] == [","]  # "в день выборов, 19 октября"
            plain = not any(grammar.is_verb(word) or not word.alphabetic for word in between)
            if apposed or (plain and len(between) <= _BESIDE) or _held_then(vote, when, page):
                return True
        elif not begun and page.text[when.end : vote.start].strip() == vote.preposition:
            return True
    return False


def _held_then(vote: Candidate, when: When, page: Page) -> bool:
    """ "Выборы мэра состоялись: 26 октября проголосовали 58 %": what is counted behind the colon was cast that day."""
    told = page.text[vote.end : when.start].rstrip()
    if not told.endswith(":") or any(vote.end <= w.start < when.start for w in page.dates if w.dated):
        return False
    return page.lexicon(vote.sentence).says(fold(told), "was-held", "end")
