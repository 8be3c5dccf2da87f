"""Notes: what a reader is told where the evidence of an event does not agree, in the calendar's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.words import merging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.events.history import Trouble


def note(lang: str, key: str, **parts: str) -> str:
    """One sentence of ``[notes]`` in ``timeline/languages/<lang>_merging.toml``, filled in."""
    return str(merging(lang)["notes"][key]).format(**parts)


def notes(troubles: Sequence[Trouble], kept: str, lang: str) -> tuple[str, ...]:
    """What contradicts, each once. What was overruled at first and agrees in the end is no trouble."""
    told = [
        note(lang, trouble.kind, post="/".join(trouble.post), said=trouble.said, was=trouble.other, kept=kept)
        for trouble in troubles
        if not (trouble.kind == "overruled" and trouble.said == kept)
    ]
    return tuple(dict.fromkeys(told))
