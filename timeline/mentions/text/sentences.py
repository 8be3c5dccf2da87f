"""The shape of a post: lines, list items, sentences and words, each with its place in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from timeline.expressions.value import value
from timeline.languages.lexicon import fold
from timeline.languages.text import little_words
from timeline.mentions.text.day_lines import Line, with_their_days
from timeline.mentions.text.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_WORD = re.compile(
    r"[A-Za-zА-Яа-яЁёЎўІіЇїЄєҐґ]+(?![^\W\d_]|[-‑'’ʼ])"  # most words, told faster than any letters of any script
    r"|[^\W\d_]+(?:[-‑'’ʼ][^\W\d_]+)*|\d+(?:[.,:]\d+)*(?:-[^\W\d_]+)?|№|[«»\"“”„()]|[–—−-]|\S"
)
_BULLET = re.compile(
    r"\s*(?:[-–—•·*▪◾◽◼◻▫●○◦‣⁃➡➜➤→✓✔☑✅🔹🔸🔷🔶🔘🔻🔺📌📍➖▶▸►]\ufe0f?|\d{1,2}[.)](?=\s)|\d\ufe0f?\u20e3(?!\s*\d\ufe0f?\u20e3))\s*"
)
_SYMBOLS = re.compile(r"(?:[^\w\s«»\"“”„()\[\]–—:;,.!?%№#+/*-]|[\ufe0f\u200d\u20e3])+")
_QUOTES = '«»“”„"'
_STOP = re.compile(
    r"[.!?…][.!?…]*[»\"”)]*(?=\s+\S)"
)  # begins with one letter of a class, which is searched for fastest
_SAID = re.compile(r"[,!?…»] [–—-] [^\W\d_]")
_SPEAKS_ON = re.compile(r"[–—-]\s+(?=[^\W\d_])")
"""Words between what somebody says, and what goes on with it behind them: "«Готово, – сказал он. – Едем»"."""
_OPENING_SHORT_U = re.compile(r"(?<!\w)ў")
_SOFTENED = re.compile(
    r"ь(?:(?<=нь)(?=н)|(?<=ль)(?=л)|(?<=ць)(?=[цв])|(?<=дзь)(?=в|дз)|(?<=зь)(?=[збвнлп]|дз)|(?<=сь)(?=[свнлпцм])"
    r"|(?<=зь)(?<!возь)(?=м))"
)
"""The signs between two soft consonants of the classical spelling of Belarusian; begins with one letter, which is
searched for fastest."""
_CLASSICAL = re.compile(r"\w*(?:ньн|льл|ць[цв]|дзь(?:в|дз)|зь(?:[збвнлпм]|дз)|сь[свнлпцм])\w*")
_BEFORE_STRESS = re.compile(r"(?<![\w-])(?:(н)я|(б)яз)(?!\S)")
"""The classical spelling of "не" and "без" before a stressed syllable."""
_UKRAINIAN = re.compile("[иїєґщ]")
_OF_RUSSIAN = re.compile("[ыэ]")
_CYRILLIC, _LATIN = re.compile("[а-яё]"), re.compile("[a-z]")

_NOT_RUSSIAN = "ўіїєґ"
_LANGUAGES = frozenset({"ru", "be", "uk", "en"})
_MOST_DATES, _LONGEST = 16, 1500
"""Dates and code points that a sentence has at most; what people write has fewer, and weighing dates is cubic."""


@value(frozen=True, slots=True)
class Word:
    """A word, number or mark; ``low`` is what it is looked up by; ``quoted`` when it stands inside a quoted name."""

    text: str
    low: str
    start: int
    end: int
    quoted: bool = False

    @property
    def alphabetic(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()


@dataclass(slots=True)
class Sentence:
    """A sentence, heading or list item of a post; offsets are code points of the post's text.

    ``low`` is the sentence in lower case with ё as е, on one line, of the same length as ``text``. ``line`` counts
    lines, ``item`` says it stands in a list, ``first`` that it opens its line, ``lead`` is the index of
    the sentence that introduces its list.
    """

    index: int
    start: int
    end: int
    text: str
    low: str
    lang: str
    line: int
    item: bool
    first: bool
    lead: int | None = None

    def beside(self, other: Sentence) -> bool:
        """Whether the two are of different items of one list, each of which speaks of its own."""
        return (
            self.item and other.item and self.lead is not None and self.lead == other.lead and self.line != other.line
        )


def sentences(
    text: str, spans: Sequence[tuple[int, int]], lang: str, names: Callable[[str, str], bool] | None = None
) -> list[Sentence]:
    """The sentences of ``text`` in order; none ends inside one of ``spans`` (the time expressions). A day in a line of
    its own is joined to the next line if that ``names`` an event, as it is told for a text and its language."""
    found: list[Sentence] = []
    lead: int | None = None
    starts = [start for start, _ in spans]
    lower = lowered(text)
    low = looked_up(lower)
    russian = lang == "ru" and not any(map(lower.__contains__, _NOT_RUSSIAN))
    lines: Iterable[Line] = _lines(text)
    if spans and names is not None:
        lines = with_their_days(
            list(lines), text, spans, lambda a, b: names(low[a:b], "ru" if russian else _language(lower[a:b], lang))
        )
    for line in lines:
        answers = bool(found) and found[-1].text.endswith("?") and _asks_when(found[-1].low)
        pieces = _split(text, line.start, line.end, spans, starts, heads=not answers)
        if line.end - line.start > _LONGEST or len(spans) > _MOST_DATES:
            pieces = [short for piece in pieces for short in _bounded(text, *piece, spans, starts)]
        lead = lead if line.item else None
        for place, (start, end) in enumerate(pieces):
            plain = russian and _CYRILLIC.search(lower, start, end) is not None
            own = "ru" if plain else _language(lower[start:end], lang)
            said = text[start:end], low[start:end].replace("\n", " "), own
            found.append(Sentence(len(found), start, end, *said, line.number, line.item, place == 0, lead))
        if pieces and (not line.item or line.introduces):
            lead = len(found) - 1
    return found


def _lines(text: str) -> Iterator[Line]:
    """The lines of a text, blank ones left out. Items of a list are those that a bullet or a symbol marks, and those
    right below a line with a colon at its end, one after the other. A line that only a picture adorns introduces the
    bullets below it."""
    after = 0
    listed = -1  # the number of a line that a list without bullets may go on at
    for number, line in enumerate(text.split("\n")):
        start, end = after, after + len(line)
        after = end + 1
        if not line or line.isspace():
            continue
        marked = adorned = False
        if not line[0].isalpha():  # a letter opens no item and decorates no line
            bullet = _BULLET.match(text, start, end)
            start = bullet.end() if bullet else start
            marked = bool(bullet or _SYMBOLS.match(text, start, end))
            adorned = bullet is None and marked and _BULLET.match(text, end) is not None
            start = _skip(text, start, end)
        item, introduces = marked or listed == number, adorned or line.rstrip().endswith(":")
        yield Line(number, start, end, item, introduces)
        if introduces or (item and not marked):
            listed = number + 1


_SAME_LETTER = {"ё": "е", "’": "'", "ʼ": "'", "`": "'", "\u00a0": " ", **dict.fromkeys('«»“”„"', " ")}
_FEW = 60
"""Letters of a text that is worth looking through for those of ``_SAME_LETTER`` first: a longer one mostly has some."""
_UNLIKE = re.compile(f"[{''.join(_SAME_LETTER)}]")


def lowered(text: str) -> str:
    """In lower case, letter for letter as long as the text."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def looked_up(low: str) -> str:
    """A text in lower case as it is looked up: ё as е, one apostrophe, no quotation marks; as long as it was."""
    belarusian = "ў" in low or ("і" in low and ("ы" in low or not _UKRAINIAN.search(low)))
    if belarusian:
        low = _OPENING_SHORT_U.sub("у", low)
    if len(low) > _FEW or _UNLIKE.search(low) is not None:
        for letter, same in _SAME_LETTER.items():
            low = low.replace(letter, same)
    return as_schools_spell(low) if belarusian else low


def as_schools_spell(low: str) -> str:
    """Belarusian words in the classical spelling in that of the schools, with blanks for what is left out of them."""
    if "ня" in low or "бяз" in low:
        low = _BEFORE_STRESS.sub(lambda found: "не" if found[1] else "без", low)
    if "ь" not in low or _SOFTENED.search(low) is None:
        return low
    return _CLASSICAL.sub(lambda found: unsoftened(found[0]).ljust(len(found[0])), low)


def unsoftened(word: str) -> str:
    """Belarusian "галасаваньне" in the spelling of the schools, "галасаванне"."""
    return _SOFTENED.sub("", word)


def _skip(text: str, start: int, end: int) -> int:
    """Past white space and the symbols that decorate the beginning of a line."""
    while start < end and (text[start].isspace() or (found := _SYMBOLS.match(text, start, end))):
        start = start + 1 if text[start].isspace() else found.end()  # type: ignore[union-attr]
    return start


def _split(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int]], starts: Sequence[int], *, heads: bool
) -> list[tuple[int, int]]:
    """The sentences of a line. A date that it opens with ``heads`` what it says, unless it answers when."""
    pieces: list[tuple[int, int]] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        first, cut = stop.span()
        opening = cut
        while text[opening].isspace():
            opening += 1
        if text[opening] in "–—-" and (said := _SPEAKS_ON.match(text, opening)) and _SAID.search(text, begin, first):
            opening = said.end()
        letter = text[opening]
        if letter in "–—-№" or (letter.isalpha() and not letter.isupper()):
            continue
        place = bisect_right(starts, first) - 1
        if place >= 0 and spans[place][0] < first and first + 1 < spans[place][1]:
            continue
        closes_date = place >= 0 and spans[place][1] == first + 1
        if text[first] == "." and not closes_date and _shortened(text, begin, first):
            continue
        if heads and begin == start and place >= 0 and _only_dates(text, begin, first, spans, starts):
            continue
        pieces.append((begin, cut))
        begin = _skip(text, opening, end)
    if rest := text[begin:end].rstrip():
        pieces.append((begin, begin + len(rest)))
    return pieces


def _asks_when(low: str) -> bool:
    """Whether a question asks for a day."""
    return not _when_asked().isdisjoint(low.replace(",", " ").split())


@cache
def _when_asked() -> frozenset[str]:
    return frozenset(little_words("when-asked"))


def _only_dates(text: str, start: int, stop: int, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    """ "9 января. Заседание комиссии": whether a line opens with nothing but dates, which head what the line says."""
    for left, right in spans[bisect_left(starts, start) : bisect_left(starts, stop)]:
        if any(map(str.isalnum, text[start:left])):
            return False
        start = right
    return not any(map(str.isalnum, text[start:stop]))


def _shortened(text: str, start: int, stop: int) -> bool:
    """Whether a full stop ends an abbreviation, or one letter, which an initial is."""
    abbreviation, longest = _abbreviation()
    if stop - start > longest and text[stop - longest - 1 : stop].isalpha():
        return False  # a longer word: most of them
    return abbreviation.search(text[max(start, stop - 12) : stop + 1]) is not None


@cache
def _abbreviation() -> tuple[re.Pattern[str], int]:
    """A pattern of every abbreviation with its full stop, and how many letters the longest has."""
    known = little_words("abbreviations")
    words = "|".join(map(re.escape, known))
    return re.compile(rf"(?:^|[\s(«\"])(?:{words}|[^\W\d_])\.$", re.IGNORECASE), max(map(len, known))


def _bounded(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int]], starts: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """A sentence in pieces that are worth weighing, each date in it against each event."""
    while True:
        first = bisect_left(starts, start)
        dates = spans[first : bisect_left(starts, end)]
        if len(dates) <= _MOST_DATES and end - start <= _LONGEST:
            break
        cut = min(end, start + _LONGEST)
        if len(dates) > _MOST_DATES and dates[_MOST_DATES][0] <= cut:
            gap = text[dates[_MOST_DATES - 1][1] : dates[_MOST_DATES][0]]
            cut = dates[_MOST_DATES][0] - len(gap) + max(gap.rfind(";"), gap.rfind(","), 0)
        else:
            inside = next((date for date in dates if date[0] < cut < date[1]), (cut, cut))
            blank = max(text.rfind(" ", start + 1, inside[0]), start)
            cut = blank if blank > start else inside[1]
        yield start, cut
        start = _skip(text, cut, end)
    if start < end:
        yield start, end


def language(text: str, default: str) -> str:
    """The language of one sentence: Belarusian and Ukrainian show in their letters, else ``default``."""
    return _language(text.lower(), default)


def _language(low: str, default: str) -> str:
    ukrainian = "ї" in low or "є" in low or "ґ" in low
    if "ў" in low or ("і" in low and default != "uk" and not ukrainian and "и" not in low):
        return "be"
    if ukrainian:
        return "uk"
    if default in ("be", "uk") and _OF_RUSSIAN.search(low) and "и" in low and "і" not in low:
        return "ru"
    if _CYRILLIC.search(low) is None and _LATIN.search(low) is not None:
        return "en"
    return default if default in _LANGUAGES else "ru"


def languages(low: str, default: str) -> list[str]:
    """The languages that sentences of a text in lower case can be in, told by its letters."""
    found = [default if default in _LANGUAGES else "ru"]
    if default in ("be", "uk"):
        found.append("ru")
    if default != "be" and ("ў" in low or "і" in low):
        found.append("be")
    if default != "uk" and ("ї" in low or "є" in low or "ґ" in low):
        found.append("uk")
    if default != "en" and _LATIN.search(low) is not None:
        found.append("en")
    return found


def words(sentence: Sentence) -> list[Word]:
    """The words of a sentence; what stands between quotation marks is marked when it is a name, not speech."""
    found: list[Word] = []
    at = sentence.start
    for chunk in sentence.text.split(" "):
        for said, low, start, end in _remembered[chunk]:
            found.append(Word(said, low, at + start, at + end))
        at += len(chunk) + 1
    if any(map(sentence.text.__contains__, _QUOTES)):
        for place in _names([word.text for word in found]):
            word = found[place]
            found[place] = Word(word.text, word.low, word.start, word.end, quoted=True)
    if sentence.lang == "be" and "ь" in sentence.text:
        found = [replace(word, low=unsoftened(word.low)) if "ь" in word.low else word for word in found]
    return found


def _words(chunk: str) -> tuple[tuple[str, str, int, int], ...]:
    """The words of what stands between two blanks: as written, as looked up, and where."""
    return tuple((match[0], fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(chunk))


_remembered = Remembered(_words)


def _names(found: Sequence[str]) -> set[int]:
    """Places of the words inside quoted names: at most eight words and no comma before a dash."""
    quoted: set[int] = set()
    opened: int | None = None
    for place, text in enumerate(found):
        if text in "«“„" or (text == '"' and opened is None):
            opened = place
        elif text in '»”"' and opened is not None:
            if place - opened <= 12:
                quoted.update(range(opened, place + 1))
            opened = None
    return quoted
