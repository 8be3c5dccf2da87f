"""Which events a person means by a few words, a kind, an id, or a spelling mistake."""

from __future__ import annotations

from timeline.countdown.left import order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.countdown.left import Row, Shown
    from timeline.countdown.phrases import Tongue

    Names = list[tuple[int, str]]

STEM = 4
"""Letters of a word that have to agree: what comes after may be an ending."""
ENDING = 3
"""Letters at the end of a word that may differ: "голосования" finds "голосование"."""


def fold(text: str) -> str:
    """For comparing: without case, ё as е, dashes and the like as spaces."""
    folded = text.casefold().replace("ё", "е").replace("\u2019", "'")
    words = folded.split()
    if not all(map(str.isalnum, words)):
        words = "".join(letter if letter.isalnum() or letter == "'" else " " for letter in folded).split()
    return " ".join(words)


def alike(asked: str, word: str) -> bool:
    """Whether two folded words are one but for their endings, or the first begins the second."""
    if asked == word or (len(asked) >= STEM - 1 and word.startswith(asked)):
        return True
    if asked[:STEM] != word[:STEM]:
        return False
    shared = 0
    for a, b in zip(asked, word, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= STEM and len(asked) - shared <= ENDING and len(word) - shared <= ENDING


def titles(event: Shown) -> dict[str, str]:
    """All titles of an event, folded, by how they are written."""
    return {text: fold(text) for text in (event.title, *(text for _, text in event.titles))}


def rank(event: Shown, asked: str, kinds: Sequence[str]) -> int | None:
    """How well ``event`` answers to the folded words: 0 best, ``None`` not at all."""
    if asked in (fold(event.id), event.id):
        return 0
    named = list(titles(event).values())
    if asked in named:
        return 1
    if event.kind in kinds:
        return 2
    wanted = asked.split()
    for text in named:
        words = text.split()
        if wanted and all(any(alike(one, word) for word in words) for one in wanted):
            return 3
    if event.place:
        words = [word for text in named for word in text.split()] + fold(event.place).split()
        if wanted and all(any(alike(one, word) for word in words) for one in wanted):
            return 4
    return 5 if len(asked) > 2 and event.id.startswith(asked) else None


def kinds_of(asked: str, tongues: Iterable[Tongue]) -> list[str]:
    """The kinds that the folded words name, in any language of the views or as JSON writes them."""
    found = []
    for words in tongues:
        for kind, names in words.kinds.items():
            if fold(kind) == asked or any(fold(name) == asked for name in names):
                found.append(kind)
    return found


def matching(events: Sequence[Shown], what: str, tongues: Iterable[Tongue]) -> list[Shown]:
    """The events that ``what`` means: those that answer to it best, and as well as each other."""
    asked = fold(what)
    kinds = kinds_of(asked, tongues)
    ranked = [(place, event) for event in events if (place := rank(event, asked, kinds)) is not None]
    best = min((place for place, _ in ranked), default=None)
    return [event for place, event in ranked if place == best]


def meant_first(rows: Sequence[Row]) -> list[Row]:
    """The rows that answer to somebody's words, the one that is most likely meant first.

    That is what still comes or goes on, rather than what is over or called off, and what has a day,
    rather than what may be on any; then the nearest. The others follow in the order of a view.
    """
    best = min(rows, key=lambda row: (row.event.status == "cancelled", row.state == "past", not row.exact, order(row)))
    return [best, *sorted((row for row in rows if row is not best), key=order)]


def did_you_mean(events: Sequence[Shown], what: str, tongues: Iterable[Tongue] = (), *, most: int = 3) -> list[str]:
    """Titles and names of kinds that ``what`` may be a misspelling of, the nearest first."""
    from difflib import SequenceMatcher

    asked = fold(what)
    held = {event.kind for event in events}
    words = {name for tongue in tongues for kind in held for name in (kind, *tongue.kinds.get(kind, ()))}
    scored = {name: SequenceMatcher(None, asked, fold(name)).ratio() for name in words}
    for event in events:
        for shown, text in titles(event).items():
            score = max(SequenceMatcher(None, asked, piece).ratio() for piece in (text, *text.split()))
            scored[shown] = max(scored.get(shown, 0.0), score)
    best = max(scored.values(), default=0.0)
    near = sorted((-score, shown) for shown, score in scored.items() if score >= max(0.7, best - 0.1))
    return [shown for _, shown in near[:most]]
