"""What a language calls its events: reads timeline/languages/xx_events.toml into patterns and frames."""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from timeline.languages.concepts import concepts
from timeline.mentions.vocabulary.index import Families, Index
from timeline.mentions.vocabulary.patterns import Pattern, pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable

_SHARED = ("concept", "title", "kind", "single", "weight", "weak-weight", "fixed")
"""What a stage has in common with its namesake of another language."""
FRAMES, NAMED, ELECTED = "/frames", "/named", "/elected"
"""Families of patterns that are no cues."""
_WEIGHTS = {"noun": 3.0, "verb": 2.6, "weak": 1.4}


@dataclass(frozen=True, slots=True)
class Frame:
    """Something that can happen: a stage of a campaign (``concept``), or an occasion named by its own words.

    ``form`` says how its words stand: as a noun, a verb, or a weak hint. ``title`` is fixed for
    stages; occasions have ``nominative`` and ``gender`` of their head word, actions the ``noun`` that
    names them. ``single`` marks what takes a day at most, ``subject`` an action named by its subject, ``body`` the
    key of the body that a country's word names by itself, ``own`` that its title is kept as it stands.
    """

    name: str
    kind: str
    form: str
    weight: float
    concept: str | None = None
    title: str = ""
    noun: str = ""
    nominative: str = ""
    gender: str = ""
    single: bool = False
    subject: bool = False
    audience: tuple[str, ...] = ()
    vague: bool = False
    noun_of: str = ""
    noun_with: str = ""
    preposition: str = ""
    phase: bool = False
    objects: tuple[str, ...] = ()
    body: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """Whom an election is for; ``forms`` are its titles: election, of, candidates.

    ``own`` are its names, ``elected`` those names where they are said to be elected ("кандидаты в
    президенты" and not "указ Президента").
    """

    key: str
    own: tuple[Pattern, ...]
    elected: tuple[Pattern, ...]
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """The event words of one language.

    ``index`` knows its patterns: those of frames, of bodies, and the cues, which are families of their own names (phase
    verbs, rumours, limits of the law); ``tails`` say which prepositions continue a noun.
    """

    code: str
    index: Index[Any]
    bodies: tuple[Body, ...]
    tails: Mapping[str, tuple[str, ...]]
    plain: Mapping[str, frozenset[str]] = field(default_factory=dict)
    families: tuple[frozenset[str], ...] = ()
    purpose: str = ""
    genitives: Mapping[str, str] = field(default_factory=dict)
    towns: Mapping[str, str] = field(default_factory=dict)
    commission: str = ""
    whose: str = ""
    campaign: str = ""
    winners: str = ""
    summing_up: str = ""
    voting_day: str = ""
    voting_days: str = ""
    shapes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    elections: str = ""
    general: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dull: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    takes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _nouns: Mapping[str, Sequence[Frame]] = field(init=False)
    _before: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        nouns: dict[str, list[Frame]] = {}
        for family, _, frame in self.index.entries:
            if family == FRAMES and frame.form == "noun":
                nouns.setdefault(frame.name, []).append(frame)
        object.__setattr__(self, "_nouns", nouns)
        before = frozenset(name for name, shape in self.shapes.items() if shape.pattern.endswith("$"))
        object.__setattr__(self, "_before", before)

    def kin(self, concept: str) -> frozenset[str]:
        """The stages of one family with a stage, itself included."""
        return next((family for family in self.families if concept in family), frozenset())

    def without_asides(self, low: str) -> str:
        """A sentence with its participles, relative clauses and brackets blanked out, as long as before."""
        aside = self.shapes.get("aside-clause")
        if aside is None or ("," not in low and "(" not in low):
            return low
        return aside.sub(lambda found: " " * len(found[0]), low)

    def stage(self, name: str) -> Frame:
        """The frame of a stage as a noun names it. ``KeyError`` where the language has no such stage."""
        return self._nouns[name][0]

    def action(self, name: str) -> Frame | None:
        """The frame of an action as a noun names it, ``None`` where the language has no such action."""
        return next((frame for frame in self._nouns.get(name, ()) if frame.noun), None)

    def pronoun(self, word: str) -> str:
        """The gender that a pronoun asks for: "masc", "femn", "neut", "plur", empty for none."""
        return next((gender for gender in ("masc", "femn", "neut", "plur") if word in self.plain.get(gender, ())), "")

    def cue(self, name: str, low: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match of a cue of that name, ``None`` if there is none."""
        return self.index.heard[low].search(name, low, start, end)

    def hears(self, low: str, names: Families) -> bool:
        """Whether a text has words that any of these cues needs: if not, none of them is in it or in a part of it."""
        return self.index.heard[low].any_of(names)

    def says(self, low: str, *names: str) -> bool:
        """Whether a text has any of these cues."""
        heard = self.index.heard[low]
        return heard.any_of(names) and any(heard.search(name, low) for name in names)

    def spans(self, name: str, low: str) -> list[tuple[int, int]]:
        """Where the patterns of a cue match, one after the other."""
        return [(start, end) for start, end, _ in self.index.find(name, low)]

    def frames(self, low: str) -> list[tuple[int, int, Frame]]:
        """What a text in lower case says that can happen: start, end and frame, by frame."""
        return self.index.find(FRAMES, low)

    def body(self, low: str, *, elected: bool) -> Body | None:
        """The first body that a text in lower case names, or speaks of electing."""
        return next((body for _, _, body in self.bodies_in(low, elected=elected)), None)

    def bodies_in(self, low: str, *, elected: bool) -> list[tuple[int, int, Body]]:
        """Where a text in lower case names bodies, or speaks of electing them: start, end and body, by body. What is
        held at sittings of deputies elects none of them."""
        found = self.index.find(ELECTED if elected else NAMED, low)
        sittings = self.spans("held-at", low) if found and elected else ()
        return [one for one in found if not any(a <= one[0] < b or a < one[1] <= b for a, b in sittings)]

    def shape(self, name: str, text: str, start: int = 0) -> re.Match[str] | None:
        """Where a shape of that name lies in a text from ``start`` on: regular expressions of the language file,
        tried as they stand; one that ends in ``$`` is held against what comes before ``start``."""
        expression = self.shapes.get(name)
        if expression is None:
            return None
        if name in self._before:
            return expression.search(text, 0, start)
        return expression.match(text, start)


def _source(code: str) -> Traversable:
    return files("timeline.languages").joinpath(f"{code}_events.toml")


@cache
def event_data(code: str) -> dict[str, Any]:
    """The file of a language's event words as it stands, Russian's where it has none of its own."""
    if not _source(code).is_file():
        return event_data("ru")
    data = tomllib.loads(_source(code).read_text(encoding="utf-8"))
    lists = {f"{{{name}}}": "|".join(words.split()) for name, words in data.pop("lists", {}).items()}
    found: dict[str, Any] = _with_lists(data, lists)
    return found


def _with_lists(data: Any, lists: Mapping[str, str]) -> Any:
    """What a file holds, with the words of a list wherever a pattern names it."""
    if isinstance(data, dict):
        return {key: _with_lists(value, lists) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_lists(value, lists) for value in data]
    if isinstance(data, str) and "{" in data:
        for name, words in lists.items():
            data = data.replace(name, words)
    return data


@cache
def event_lexicon(code: str) -> EventLexicon:
    """The event words of a language, Russian's where it has none of its own. Read once."""
    if not _source(code).is_file():
        return event_lexicon("ru")
    data, namesakes = event_data(code), _namesakes(code)
    bodies = tuple(_body(entry, data.get("elected", {}), namesakes) for entry in data.get("bodies", ()))
    return EventLexicon(
        code=code,
        index=Index(_patterns(data, namesakes, bodies)),
        bodies=bodies,
        tails={noun: tuple(ends.split(", ")) for noun, ends in data.get("tails", {}).items()},
        shapes={name: re.compile(text, re.IGNORECASE) for name, text in data.get("shapes", {}).items()},
        elections=data.get("elections", ""),
        general={name: tuple(items.split()) for name, items in data.get("general", {}).items()},
        dull={noun: tuple(stems.split()) for noun, stems in data.get("dull", {}).items()},
        takes={action: tuple(stems.split()) for action, stems in data.get("takes", {}).items()},
        genitives=data.get("genitives", {}),
        towns=data.get("towns", {}),
        commission=data.get("commission", ""),
        whose=data.get("whose", ""),
        campaign=data.get("campaign", ""),
        winners=data.get("winners", ""),
        summing_up=data.get("summing-up", ""),
        voting_day=data.get("voting-day", ""),
        voting_days=data.get("voting-days", ""),
        purpose=data.get("purpose", ""),
        families=tuple(frozenset(concepts) for concepts in data.get("families", {}).values()),
        plain={name: frozenset(items.split()) for name, items in data.get("words", {}).items()},
    )


def _patterns(
    data: Mapping[str, Any], namesakes: Mapping[str, Any], bodies: Sequence[Body]
) -> Iterator[tuple[str, Pattern, Any]]:
    for entry, frame in (*_stages(data, namesakes), *_named(data), *_occasions(data), *_actions(data)):
        yield FRAMES, entry, frame
    for body in bodies:
        yield from ((NAMED, entry, body) for entry in body.own)
        yield from ((ELECTED, entry, body) for entry in body.elected)
    for name, items in data.get("cues", {}).items():
        yield from ((name, pattern(item), None) for item in items)


def _namesakes(code: str) -> dict[str, Any]:
    """The titles of the Russian file, which every language shares."""
    return {} if code == "ru" else event_data("ru")


def _body(entry: Mapping[str, Any], context: Mapping[str, str], namesakes: Mapping[str, Any]) -> Body:
    name = entry.get("name", entry["key"])
    twin: Mapping[str, Any] = next((b for b in namesakes.get("bodies", ()) if b.get("name", b["key"]) == name), {})
    forms = {form: entry.get(form, twin.get(form)) for form in ("election", "of", "candidates", "vote", "campaign")}
    own = tuple(pattern(word) for word in entry["words"])
    elected = tuple(pattern(text) for text in entry.get("elected", ())) + elected_as(entry["words"], context)
    return Body(entry["key"], own, elected, {form: text for form, text in forms.items() if text})


def elected_as(words: Iterable[str], context: Mapping[str, str]) -> tuple[Pattern, ...]:
    """The names of a body where they are said to be elected, in every way that a language says so."""
    return tuple(pattern(frame.replace("BODY", f"(?:{word})")) for word in words for frame in context.values())


def _stages(data: Mapping[str, Any], namesakes: Mapping[str, Any]) -> Iterator[tuple[Pattern, Frame]]:
    known, actions = concepts(), data.get("actions", {})
    for name, own in data.get("stages", {}).items():
        entry = {key: value for key, value in namesakes.get("stages", {}).get(name, {}).items() if key in _SHARED} | own
        concept = known[entry.get("concept", name)]
        title = entry.get("title") or dict(concept.names)["ru"]

        def frame(form: str, name: str = name, entry: Any = entry, concept: Any = concept, title: str = title) -> Frame:
            return Frame(
                name=name,
                kind=entry.get("kind", concept.kind),
                form=form,
                weight=entry.get("weak-weight" if form == "weak" else "weight", _WEIGHTS[form]),
                concept=concept.key,
                title=title,
                single=entry.get("single", False),
                body=entry.get("body", ""),
                audience=concept.audience,
                noun_of=entry.get("noun-of", ""),
                noun_with=entry.get("noun-with", ""),
                own=entry.get("fixed", False),
            )

        for form, key in (("noun", "nouns"), ("verb", "verbs"), ("weak", "weak")):
            for text in entry.get(key, ()):
                yield pattern(text), frame(form)
        for action in entry.get("does", ()):
            yield from ((text, frame(form)) for text, form in doing(actions[action], entry["what"], data))


def doing(action: Mapping[str, Any], what: str, data: Mapping[str, Any]) -> Iterator[tuple[Pattern, str]]:
    """An action with its object, in both orders: each way to say it, and whether a noun or a verb does.

    ``data`` is the language's; its ``must`` is what may stand before a verb besides ("должны быть").
    """
    nouns, verbs = _either(action["noun"]), _either(action["verb"])
    if nouns:
        yield pattern(f"{nouns}* .. {what}"), "noun"
    yield pattern(f"{verbs}* .. {what}"), "verb"
    must = f"(?:{data['must']} )?" if "must" in data else ""
    yield pattern(f"{what} .. {must}{verbs}*"), "verb"


def _either(stems: str) -> str:
    return f"(?:{'|'.join(stems.split())})" if stems else ""


def _named(data: Mapping[str, Any]) -> Iterator[tuple[Pattern, Frame]]:
    for entry in data.get("named", ()):
        frame = Frame(
            name=entry.get("name") or entry.get("nominative") or entry["title"],
            kind=entry["kind"],
            form=entry.get("form", "noun"),
            weight=entry.get("weight", 3.0),
            concept=entry.get("concept"),
            title=entry.get("title", ""),
            nominative=entry.get("nominative", ""),
            gender=entry.get("gender", ""),
            single=entry.get("single", False),
        )
        yield pattern(entry["pattern"]), frame


def _occasions(data: Mapping[str, Any]) -> Iterator[tuple[Pattern, Frame]]:
    """ "заседани|е!": the stem, the ending of its nominative, and "!" for what takes a day at most; ``compounds`` are
    what a word may begin with ("фотоконкурс")."""
    before = "|".join([r"\w+-", *data.get("compounds", "").split()])
    for kind, items in data.get("occasions", {}).items():
        for item in items.split():
            word, _, gender = item.rstrip("!").partition(":")
            stem, _, ending = word.partition("|")
            frame = Frame(
                name=stem + ending,
                kind=kind,
                form="noun",
                weight=2.8,
                nominative=stem + ending,
                gender=gender,
                single=item.endswith("!"),
            )
            yield pattern(rf"(?:{before})?{stem}\w{{0,3}}"), frame


def _actions(data: Mapping[str, Any]) -> Iterator[tuple[Pattern, Frame]]:
    """What no stage claims: an action and whatever its object is."""
    for name, entry in data.get("actions", {}).items():
        for form, weight in (("noun", 2.2), ("verb", 1.9)):
            if entry["title"] and (stems := _either(entry[form])):
                frame = Frame(
                    name=name,
                    kind=entry["kind"],
                    form=form,
                    weight=weight,
                    noun=entry["title"],
                    nominative=entry["title"] if form == "noun" else "",
                    gender=entry.get("gender", ""),
                    subject=entry.get("subject", False),
                    vague=entry.get("vague", False),
                    preposition=entry.get("with", ""),
                    phase=entry.get("phase", False),
                    objects=tuple(entry.get("objects", "").split()),
                    single=entry.get("single", False),
                )
                yield pattern(f"{stems}*"), frame
