"""The words between an event and its date, without what is set aside there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.languages.lexicon import fold

if TYPE_CHECKING:
    from timeline.mentions.reading.pair import Pair
    from timeline.mentions.vocabulary.lexicon import EventLexicon

_NONE: frozenset[str] = frozenset()
_COMMA = re.compile(r",\s+")
_DIGIT = re.compile(r"\d")
_ENTRY = re.compile(r":\s+(?:\w{1,2}\s+)?")
_DASH = re.compile(r"\s+[–—-]\s+")
_SET_OFF = re.compile(r",\s+(?:\w{1,2}\s+){0,2}\Z")
_MANNER = re.compile(r",\s+\w{1,3}\s[^,;:!?()]{1,40},\s*$")


def cut(pair: Pair) -> None:
    """The words between without what commas set aside, and without the day that this one corrects.

    "Приём документов, как сообщили в комиссии, продлится до 11 февраля"; "примем не до 11, а до 14 февраля".
    """
    when, sentence, lexicon = pair.when, pair.sentence, pair.lexicon
    if "aside" in pair.heard:
        pair.between = _told(pair.between, lexicon)
    lasts = next(
        (w for w in pair.others if w.value.startswith("P") and _COMMA.fullmatch(pair.page.text, w.end, when.start)),
        None,
    )
    if pair.before and lasts is not None and lasts.start >= pair.low:
        pair.between = pair.page.text[pair.low : lasts.start]  # "ждут вас пять дней, по 25 марта"
    told, _, onward = pair.between.rstrip().rpartition(" ")
    if pair.before and onward in lexicon.plain.get("beginning-with", _NONE):
        told = told.rstrip(" ,")
        pair.between = told + (", " if "," in told else " ")  # "выдаём лично, начиная с 22 января"
    anytime = lexicon.cue("any-time", fold(pair.between)) if pair.before and "any-time" in pair.heard else None
    if anytime is not None and not pair.between[anytime.end() :].strip():
        pair.between = pair.between[: anytime.start()]  # "в любой день до 19 февраля"
    if pair.before and "," in pair.between and "last-day" in pair.heard:
        pair.between = _without_last_day(pair.between, lexicon)
    if pair.before and pair.candidate.frame.form == "verb" and pair.between.count(",") > 1:
        pair.between = _without_manner(pair)
    if pair.before and pair.candidate.frame.form != "weak" and _DIGIT.search(pair.page.text, pair.low, pair.high):
        here = when.start - sentence.start
        found = (lexicon.shape(name, sentence.low, here) for name in ("not-but", "not-but-date", "but-not"))
        unlike = next((told for told in found if told is not None), None)
        if unlike is not None and sentence.start + unlike.start() >= pair.low:
            pair.between = pair.page.text[pair.low : sentence.start + unlike.start() + 1]


def entry_of_a_day(pair: Pair) -> str:
    """ "5 июня запланированы две встречи: в 10.00 – семинар": the dash between the first hour behind a colon and the
    event that it is of, where none is named between the date and the colon; nothing elsewhere."""
    text, first = pair.page.text, pair.candidate.start
    hour = next((w for w in pair.others if w.shape == "clock" and pair.low <= w.start and w.end <= first), None)
    dash = _DASH.fullmatch(text, hour.end, first) if hour is not None else None
    if hour is None or dash is None:
        return ""
    colon = text.rfind(":", pair.low, hour.start)
    if colon < 0 or _ENTRY.fullmatch(text, colon, hour.start) is None:
        return ""
    named = (c for c in pair.page.candidates(pair.sentence) if c.frame.form != "weak")
    return "" if any(c.end <= colon for c in named) else dash.group()


def _without_last_day(between: str, lexicon: EventLexicon) -> str:
    """ "Заявления принимаем с 9.00 до 18.00, в последний день, 12 ноября, – до 20.00": without what names the date."""
    named = lexicon.cue("last-day", fold(between))
    if named is None or between[named.end() :].strip(" ,–—"):
        return between
    aside = _SET_OFF.search(between, 0, named.start())
    return between[: aside.start()] + " " if aside is not None else between


def _without_manner(pair: Pair) -> str:
    """ "Бейджи выдаём лично, по паспорту, с 22 января": without what commas set aside right before the date and only
    tells how or where, in a sentence that names nothing else."""
    found = _MANNER.search(pair.between)
    if found is None or len(pair.page.candidates(pair.sentence)) > 1:
        return pair.between
    grammar, low, high = pair.page.grammar(pair.sentence), pair.low + found.start(), pair.low + found.end()
    if any(grammar.is_verb(word) for word in pair.candidate.words if low <= word.start < high):
        return pair.between
    return pair.between[: found.start()] + " "


def _told(between: str, lexicon: EventLexicon) -> str:
    """Without what commas set aside: ", где мэра с первого раза не выбрали,"."""
    aside = lexicon.cue("aside", fold(between))
    if aside is None or not between[: aside.start()].rstrip().endswith(","):
        return between
    return between[: aside.start()].rstrip(" ,") + " " + between[aside.end() :].lstrip()
