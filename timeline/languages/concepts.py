"""The stages of a campaign as data: their keys, kinds, audiences and names (concepts.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Concept:
    """A stage that happens once per election. ``names`` are pairs of language code and title.

    ``kind_until`` is its kind where only its last day is known: handing in documents is then a deadline. ``never_of``
    are bodies that have no such stage. ``if_needed`` is what may turn out not to be held at all, ``in_a_day`` what is
    done on one day, beside which a last day is only the limit.
    """

    key: str
    kind: str
    audience: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    kind_until: str
    never_of: tuple[str, ...] = ()
    if_needed: bool = False
    in_a_day: bool = False

    def due(self, kind: str) -> str:
        """What ``kind`` is where only the last day is known; one that is not the stage's own stays."""
        return self.kind_until if kind == self.kind else kind

    def fixed_name(self, lang: str) -> str | None:
        """Its name in a language whose titles are not made of the words of the text, as those in Russian are."""
        return None if lang == "ru" else dict(self.names).get(lang)


@lru_cache(maxsize=1)
def concepts() -> dict[str, Concept]:
    """All stages by key, in the order of the file. Read once, on first use."""
    text = files("timeline.languages").joinpath("concepts.toml").read_text(encoding="utf-8")
    return {
        key: Concept(
            key,
            entry["kind"],
            tuple(entry["audience"]),
            tuple(entry["title"].items()),
            entry.get("kind-until", entry["kind"]),
            tuple(entry.get("never-of", ())),
            entry.get("if-needed", False),
            entry.get("in-a-day", False),
        )
        for key, entry in tomllib.loads(text).items()
    }
