"""What naming needs to know of a language's grammar, and which module knows it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.text.sentences import Word


class Grammar(Protocol):
    """The grammar of one language, as far as titles go. Places are indices into the words of a sentence."""

    def head(self, words: Sequence[Word], first: int, last: int) -> int | None:
        """The noun that heads the words from ``first`` to ``last`` (exclusive)."""
        ...

    def phrase(
        self, words: Sequence[Word], head: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
    ) -> Phrase | None:
        """The noun phrase around ``head``; ``barred`` words never belong to it."""
        ...

    def inflect(
        self, text: str, words: Sequence[Word], found: Phrase, case: str, nominative: str = "", gender: str = ""
    ) -> str:
        """The phrase in the case "nomn" or "gent"; ``text`` is the whole post."""
        ...

    def as_absent(self, words: Sequence[Word], found: Phrase, barred: Collection[int], nominative: str) -> Phrase:
        """The phrase as the genitive of what is not there ("лекции не будет"), as it was where it can be none."""
        ...

    def object_of(
        self, words: Sequence[Word], verb: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
    ) -> Phrase | None:
        """What is done by the verb at that place: its object, or the subject of a passive."""
        ...

    def subject_of(
        self, words: Sequence[Word], verb: int, barred: Collection[int], tails: Mapping[str, Sequence[str]]
    ) -> Phrase | None:
        """Who does it."""
        ...

    def is_name(self, word: Word) -> bool:
        """Whether a word can head a title: no abbreviation of a number ("млн"), no pronoun."""
        ...

    def is_proper(self, low: str) -> bool:
        """Whether a word in lower case is the name of a place or a person."""
        ...

    def is_noun(self, word: Word) -> bool:
        """Whether a word can be a noun."""

    def is_adjective(self, word: Word) -> bool:
        """Whether a word can be an adjective."""

    def is_verb(self, word: Word) -> bool:
        """Whether a word can be a verb."""

    def is_infinitive(self, word: Word) -> bool:
        """Whether a word is an infinitive, rather than anything else."""

    def tense(self, word: Word) -> str | None:
        """ "past", "present" or "future" of a finite verb, else ``None``."""
        ...

    def forms(self, word: str) -> str:
        """A pattern of every form of a word that stands as a dictionary has it, lower case, е for ё."""
        ...

    def like(self, adjective: str, model: str, case: str = "") -> str:
        """An adjective in the case (if it is not known from where it stands), number and gender of another; empty
        where it is none, or that cannot be told."""
        ...

    def gender(self, found: Phrase) -> str:
        """ "masc", "femn", "neut" or "plur" of a phrase; empty if not known."""
        ...


@cache
def grammar(lang: str) -> Grammar:
    """The grammar of a language: Russian's by its dictionary, the others' by their endings."""
    if lang == "ru":
        from timeline.mentions.grammar import russian

        return cast("Grammar", russian)
    if lang == "uk":
        from timeline.mentions.grammar.ukrainian import UKRAINIAN

        return UKRAINIAN
    if lang == "en":
        from timeline.mentions.grammar.english import ENGLISH

        return ENGLISH
    from timeline.mentions.grammar.belarusian import BELARUSIAN

    return BELARUSIAN
